"""What an app asks of its judge."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct


class _Request(Struct, frozen=True, tag=True, omit_defaults=True):
    pass


class Open(_Request, frozen=True):
    """Judge the drafts of this workspace from now on; what was asked of another one before is forgotten."""

    folder: bytes
    """As `os.fsencode` gives it: a name may hold what is no text."""
    edition: str = ""
    """Empty: the one that the workspace names."""
    language: str = "th"
    """Of all messages: one of `i18n.LANGUAGES`."""

    @classmethod
    def of(cls, folder: Path, edition: str = "", language: str = "th") -> Open:
        """Open `folder`, or the workspace that it lies in."""
        return cls(os.fsencode(folder), edition, language)


class Judge(_Request, frozen=True):
    """Judge a draft. Of requests that wait, only the newest of each question is answered, the last sent first.

    So a board of many drafts is sent from its last row to its first.
    """

    question: str
    text: str
    """Line ends as `\\n`. Lone surrogates are judged as U+FFFD, which leaves all offsets as they are."""
    generation: int = 0
    """Comes back with the answer, so that one about an older text is known."""
    wants_examples: bool = False
    path: str = ""
    """The draft's file, for what is said of it beside other drafts; empty: `QUESTION.md`."""
    rivals: tuple[str, ...] = ()
    """Other files that answer the same question."""


class Forget(_Request, frozen=True):
    """The question has no draft any more: what stood in it counts no longer as used twice."""

    question: str


class Reload(_Request, frozen=True):
    """The workspace's settings or own examples have changed; what is shown must be judged again."""


class Search(_Request, frozen=True):
    """Find examples and advice. Of searches that wait, only the newest is answered."""

    text: str
    """Empty: the criterion's title, or without a criterion what helps with the question's draft."""
    criterion: str = ""
    """What is of it comes first; empty: no criterion does."""
    question: str = ""
    """The question whose draft lacks what examples may show; it must have been judged, else nothing is known of it."""
    generation: int = 0


class Stop(_Request, frozen=True):
    """End the process at once."""


Request = Open | Judge | Forget | Reload | Search | Stop
