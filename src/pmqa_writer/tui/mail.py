"""What other threads tell the app: messages that are safe to post from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from textual.app import App
from textual.message import Message

if TYPE_CHECKING:
    from pmqa_writer.drafts import Recovered
    from pmqa_writer.errors import PmqaError
    from pmqa_writer.judging.messages import Answer, Request
    from pmqa_writer.text import Tokenizer
    from pmqa_writer.tui.saver import Event
    from pmqa_writer.tui.session import Session


class Judges(Protocol):
    """What the app asks; `judging.client.JudgeProcess` is one."""

    def start(self) -> None:
        """Start, unless it runs."""

    def send(self, request: Request) -> None:
        """Take a request without making anyone wait."""

    def stop(self) -> None:
        """End."""


class FromJudge(Message):
    """The judge has answered."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class FromSaver(Message):
    """The saver has something to tell."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event


class Opened(Message):
    """The workspace is open, or cannot be opened."""

    def __init__(self, session: Session | None, pending: list[Recovered], error: PmqaError | None) -> None:
        super().__init__()
        self.session = session
        self.pending = pending
        self.error = error


class WordsLoaded(Message):
    """The dictionary is there."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.tokenizer = tokenizer


class Mailbox:
    """Where the judge's thread leaves answers: kept until there is an app, then handed on."""

    def __init__(self) -> None:
        self._app: App[Any] | None = None
        self._kept: list[Answer] = []

    def __call__(self, answer: Answer) -> None:
        """Take an answer; may be called from any thread."""
        if self._app is None:
            self._kept.append(answer)
        else:
            self._app.post_message(FromJudge(answer))

    def connect(self, app: App[Any]) -> None:
        """Hand answers to `app` from now on."""
        self._app = app
        for answer in self._kept:
            app.post_message(FromJudge(answer))
