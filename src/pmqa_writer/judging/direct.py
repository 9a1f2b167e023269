"""A judge in the app's own process, which answers at once: for pictures and tests, where nobody types meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from pmqa_writer.errors import PmqaError
from pmqa_writer.judging import messages
from pmqa_writer.judging.judge import Judge
from pmqa_writer.judging.shelf import Shelf


class DirectJudge:
    """Does what `JudgeProcess` does, without a process."""

    def __init__(self, on_answer: Callable[[messages.Answer], None]) -> None:
        """Call `on_answer` with every answer, before `send` returns."""
        self._on_answer = on_answer
        self._judge: Judge | None = None

    def start(self) -> None:
        """Do nothing: there is no process."""

    def stop(self) -> None:
        """Answer nothing any more."""
        self._judge = None

    def send(self, request: messages.Request) -> None:
        """Answer a request."""
        match request:
            case messages.Open():
                self._judge = Judge(Path(os.fsdecode(request.folder)), request.edition, self._on_answer)
                self._judge.shelf = Shelf.of(self._judge.workspace, self._on_answer)
                self._on_answer(messages.Ready("judging"))
                self._on_answer(messages.Ready("examples"))
            case messages.Judge() if self._judge:
                try:
                    self._on_answer(self._judge.judge(request))
                except PmqaError as error:
                    self._on_answer(messages.Failed(request.generation, request.question, error.message, error.hint))
