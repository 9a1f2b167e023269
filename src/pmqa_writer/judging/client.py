"""The app's side of the judge's process: starting it, asking it, hearing its answers."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread, current_thread
from typing import BinaryIO, Final

import msgspec

from pmqa_writer.judging.frames import FrameError, read_frame, write_frame
from pmqa_writer.judging.messages import Answer, Died, Request, Stop, read_answer, to_bytes

# -P: nothing that lies in the folder of the drafts is taken for a module.
_COMMAND: Final = ("-P", "-X", "utf8", "-m", "pmqa_writer.judging.server")
_GRACE: Final = 0.5
"""Seconds that the process has to end by itself."""


class JudgeProcess:
    """A judge in a process of its own. None of its methods waits for a judgement."""

    def __init__(self, on_answer: Callable[[Answer], None], command: Sequence[str] | None = None) -> None:
        """Make a judge that is not started yet.

        Args:
            on_answer: is called with every answer, in a thread of its own: hand the answer on and return. It must not
                raise.
            command: what to start instead of the packaged server.
        """
        self._on_answer = on_answer
        self._command = [sys.executable, *_COMMAND] if command is None else list(command)
        self._run: _Run | None = None

    @property
    def running(self) -> bool:
        """Say whether there is a process to ask."""
        return self._run is not None and self._run.process.poll() is None

    @property
    def pid(self) -> int | None:
        """Number of the process; None where none was started."""
        return self._run.process.pid if self._run else None

    def start(self) -> None:
        """Start the process, unless it runs. To be called before the app takes the terminal over.

        Raises:
            OSError: the system does not start it.
        """
        if not self.running:
            self.stop()
            self._run = _Run(self._command, self._on_answer)

    def send(self, request: Request) -> None:
        """Send a request and return at once; where no process runs, it is dropped."""
        if self._run:
            self._run.requests.put(request)

    def stop(self) -> None:
        """End the process, if there is one; no answer comes after this."""
        if self._run:
            self._run.stop()
            self._run = None


class _Run:
    """One life of the process, with a thread that writes to it and one that listens."""

    def __init__(self, command: Sequence[str], on_answer: Callable[[Answer], None]) -> None:
        self.requests: SimpleQueue[Request | None] = SimpleQueue()
        """None: no more come."""
        self._on_answer = on_answer
        self._stopping = False
        self.process = subprocess.Popen(  # noqa: S603 - the program's own server, or what the caller says
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self.process.stdin is not None  # noqa: S101 - asked for above
        assert self.process.stdout is not None  # noqa: S101
        self._threads = (
            Thread(target=self._write, args=(self.process.stdin,), daemon=True),
            Thread(target=self._listen, args=(self.process.stdout,), daemon=True),
        )
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End the process, by force if need be."""
        self._stopping = True
        self.requests.put(Stop())
        self.requests.put(None)
        try:
            self.process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for thread in self._threads:
            if thread is not current_thread():  # whoever hears of the death may start a new process
                thread.join(_GRACE)

    def _write(self, stream: BinaryIO) -> None:
        # A process that has died is told of by the thread that listens.
        with suppress(OSError), stream:
            while (request := self.requests.get()) is not None:
                write_frame(stream, to_bytes(request))

    def _listen(self, stream: BinaryIO) -> None:
        understood = True
        with stream:
            try:
                while (message := read_frame(stream)) is not None:
                    answer = read_answer(message)
                    if not self._stopping:
                        self._on_answer(answer)
            except (OSError, FrameError, msgspec.DecodeError):
                understood = False
                self.process.kill()
        status = self.process.wait()
        self.requests.put(None)
        if not self._stopping:
            self._on_answer(Died(status if understood else None))
