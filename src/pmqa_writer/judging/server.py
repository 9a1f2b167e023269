"""The judge's process: `python -m pmqa_writer.judging.server` reads requests from standard input and answers.

It ends when its input does, so that it never outlives the app.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, BinaryIO, Final, NoReturn

import msgspec

from pmqa_writer.errors import PmqaError, bug_place, told
from pmqa_writer.i18n import _, set_language
from pmqa_writer.judging import messages
from pmqa_writer.judging.background import end, settle, step_back, take_streams
from pmqa_writer.judging.frames import FrameError, read_frame, write_frame
from pmqa_writer.judging.waiting import Order, Waiting, Work, key_of

if TYPE_CHECKING:
    from pmqa_writer.judging.judge import Judge

_STEPS: Final = 20
"""Answers that tell how far loading has come."""


class Server:
    """Answers requests one by one; examples are loaded beside it."""

    def __init__(self, output: BinaryIO, waiting: Waiting) -> None:
        """Take requests from `waiting` and write answers to `output`."""
        self._output = output
        self._writing = Lock()
        self._waiting = waiting
        self._judge: Judge | None = None
        self._owed: dict[str, Work] = {}
        """Requests that were answered without the examples that they wanted, by what takes their place."""

    def run(self) -> NoReturn:
        """Answer requests until the process is ended."""
        while True:
            request = self._waiting.take()
            try:
                self._answer(request)
            except Exception as error:
                self._fail(request, error)

    def _answer(self, request: Order | Work) -> None:
        judge = self._judge
        match request:
            case messages.Open():
                self._open(request)
            case messages.Reload() if judge:
                judge.reload()
                self._load_examples(judge)
            case messages.Forget() if judge:
                judge.forget(request.question)
                self._owed.pop(request.question, None)
            case messages.Judge() if judge:
                answer = judge.judge(request)
                self._owe(judge, request, missing=request.wants_examples and answer.examples is None)
                self._send(answer)
            case messages.Search() if judge:
                found = judge.search(request)
                self._owe(judge, request, missing=found is None)
                if found:
                    self._send(found)

    def _open(self, request: messages.Open) -> None:
        from pmqa_writer.judging.judge import Judge

        if self._judge:
            self._judge.close()
        self._judge = None
        self._owed.clear()
        set_language(request.language)
        self._send(messages.Loading("judging"))
        self._judge = Judge(Path(os.fsdecode(request.folder)), request.edition, self._send, self._waiting.put_back)
        settle()
        self._send(messages.Ready("judging"))
        self._load_examples(self._judge)

    def _load_examples(self, judge: Judge) -> None:
        # In a thread: a model that the agency brought may take a minute, in which drafts are still judged.
        Thread(target=self._fill_shelf, args=(judge,), daemon=True).start()

    def _fill_shelf(self, judge: Judge) -> None:
        workspace, shelf = judge.workspace, None

        def progress(done: int, total: int) -> None:
            if done * _STEPS // total > (done - 1) * _STEPS // total:
                self._send(messages.Loading("examples", done, total))

        try:
            from pmqa_writer.judging.shelf import Shelf

            self._send(messages.Loading("examples"))
            shelf = Shelf.of(workspace, self._send, progress)
        except Exception as error:
            self._send(messages.Notice(*_words(error)))
        settle()
        if judge is not self._judge or workspace is not judge.workspace:
            return  # opened or reloaded meanwhile; another thread loads what is wanted now
        judge.shelf, judge.no_examples = shelf, shelf is None
        self._send(messages.Ready("examples"))
        self._pay()

    def _owe(self, judge: Judge, request: Work, *, missing: bool) -> None:
        self._owed.pop(key_of(request), None)
        if missing:
            self._owed[key_of(request)] = request
            if judge.shelf or judge.no_examples:
                self._pay()  # the examples came between the answer and this note of it

    def _pay(self) -> None:
        for key in list(self._owed):
            # Both threads may be here.
            if request := self._owed.pop(key, None):
                self._waiting.put_back(request)

    def _fail(self, request: Order | Work, error: Exception) -> None:
        message, hint = _words(error)
        match request:
            case messages.Judge():
                self._send(messages.Failed(request.generation, request.question, message, hint))
            case messages.Search():
                self._send(messages.Failed(request.generation, request.question, message, hint, "search"))
            case _:
                self._judge = None
                self._send(messages.Failed(0, "", message, hint, "opening"))

    def _send(self, answer: messages.Answer) -> None:
        message = messages.to_bytes(answer)
        with self._writing:
            try:
                write_frame(self._output, message)
            except OSError:
                end()  # nobody listens any more


def main() -> None:
    """Run the process: never returns."""
    requests, output = take_streams()
    step_back()
    gc.disable()  # until all is loaded: there is next to no garbage, and it would be looked for again and again
    waiting = Waiting()
    Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    # Slow to import; by the time that a workspace is opened it is done.
    from pmqa_writer.judging import judge as _judge  # noqa: F401

    Server(output, waiting).run()


def _listen(requests: BinaryIO, waiting: Waiting) -> None:
    """Read requests until the app closes the stream, asks for the end or sends what is no request."""
    try:
        while (message := read_frame(requests)) is not None:
            request = messages.read_request(message)
            if isinstance(request, messages.Stop):
                break
            waiting.put(request)
    except (OSError, FrameError, msgspec.DecodeError):
        pass
    finally:
        end()


def _words(error: Exception) -> tuple[str, str]:
    """Return what to say of an error, and what to do; of a bug only its place, for a value may be confidential."""
    if isinstance(error, PmqaError):
        return told(error), error.hint
    return _("The program made a mistake. Your files are unchanged."), bug_place(error)


if __name__ == "__main__":
    main()
