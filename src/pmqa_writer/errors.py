"""The errors that a user may see: each says what is wrong, where, and what to do.

PmqaError
├── CriteriaError     a file of criteria is not as its schema says
├── DraftError        a draft cannot be read, or does not name its question
├── WorkspaceError    `pmqa.toml` is missing or wrong
└── UnknownIdError    no such question, item, criterion or rule
"""

from pathlib import Path


class PmqaError(Exception):
    """Base of all errors with a message for the user, in the language that is set."""

    def __init__(
        self, message: str, *, hint: str = "", path: Path | str | None = None, line: int | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        """What is wrong, one sentence."""
        self.hint = hint
        """What to do about it; empty when the message says it."""
        self.path = path
        """The file that the error is about, as the user gave it."""
        self.line = line
        """Line in that file, counted from 1, where it is known."""

    @property
    def place(self) -> str:
        """`path:line`, `path` or an empty string."""
        if self.path is None:
            return ""
        return f"{self.path}:{self.line}" if self.line else str(self.path)

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}" if self.path is not None else self.message
        return f"{text} ({self.hint})" if self.hint else text


class CriteriaError(PmqaError):
    """A file of criteria is not as its schema says."""


class DraftError(PmqaError):
    """A draft cannot be read, or does not name its question."""


class WorkspaceError(PmqaError):
    """The workspace's `pmqa.toml` is missing or wrong."""


class UnknownIdError(PmqaError):
    """No question, item, criterion or rule has this id."""
