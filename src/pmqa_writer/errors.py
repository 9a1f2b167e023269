"""The errors that a user may see: each says what is wrong, where, and what to do.

PmqaError
├── CriteriaError     a file of criteria is not as its schema says
├── DraftError        a draft cannot be read
│   ├── NoQuestionError   a file does not name the question that it answers
│   └── ConflictError     another program changed the draft since it was read
├── SaveError         something cannot be written
├── WorkspaceError    `pmqa.toml` is wrong
├── LabelsError       a file of labelled drafts is wrong
├── ModelError        a folder holds no model that can be used
├── JudgeError        the language model that was asked to judge gives no answer that counts
└── UnknownIdError    no such question, item, criterion or rule
"""

import errno
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from pmqa_writer.i18n import _


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
    """A draft cannot be read."""


class NoQuestionError(DraftError):
    """A file does not name the question that it answers."""


class ConflictError(DraftError):
    """Another program changed, made or removed the draft since it was read. Nothing was written."""

    def __init__(
        self, message: str, *, mine: str, theirs: str | None, hint: str = "", path: Path | str | None = None
    ) -> None:
        super().__init__(message, hint=hint, path=path)
        self.mine = mine
        """The text that was to be saved."""
        self.theirs = theirs
        """The text that is on the disk now; None where it was removed."""


class SaveError(PmqaError):
    """Something cannot be written. What is on the disk is unharmed, and the text is still with the caller."""


class WorkspaceError(PmqaError):
    """The workspace's `pmqa.toml` is wrong."""


class LabelsError(PmqaError):
    """A file of labelled drafts is wrong."""


class ModelError(PmqaError):
    """A folder holds no model that can be used."""


class JudgeError(PmqaError):
    """The language model that was asked to judge gives no answer that counts; the plain judgement stands."""


class UnknownIdError(PmqaError):
    """No question, item, criterion or rule has this id."""


def did_you_mean(written: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return a hint that names the most similar of `known`; empty where none is alike by `cutoff`, 0 to 1."""
    near = get_close_matches(written, list(known), n=1, cutoff=cutoff)
    return _("Did you mean “{near}”?").format(near=near[0]) if near else ""


def reason_of(error: OSError | RuntimeError) -> str:
    """Return why the system refused a file, in the language that is set where the reason is a common one."""
    reasons = {
        errno.EACCES: _("permission is denied"),
        errno.EPERM: _("permission is denied"),
        errno.ENOENT: _("it is not there any more"),
        errno.EEXIST: _("a file has this name already"),
        errno.ENOTDIR: _("a part of its path is a file and no folder"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.ELOOP: _("the links lead in a circle"),
        errno.EIO: _("the disk does not answer"),
        errno.ENOSPC: _("the disk is full"),
        errno.EROFS: _("the disk can only be read"),
    }
    if isinstance(error, RuntimeError):
        return reasons[errno.ELOOP]
    return reasons.get(error.errno or 0, error.strerror or type(error).__name__)


def told(error: PmqaError) -> str:
    """Return an error's place and message, without its hint."""
    return f"{error.place}: {error.message}" if error.place else error.message


def told_whole(error: PmqaError) -> str:
    """Return an error's place, message and hint, in one line."""
    return f"{told(error)} {error.hint}".rstrip()


def bug_place(error: Exception) -> str:
    """Return the type of an unexpected error and the places it came from, the innermost first.

    Without its message, nor any value: they may hold a confidential draft.
    """
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-4:]))
    return f"{type(error).__name__} {places}"
