"""Whose folder is whose: every visitor has a workspace of their own, and finds it again by a cookie."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from pmqa_writer.drafts import copy_sample
from pmqa_writer.drafts.refusal import cannot_save
from pmqa_writer.drafts.workspace import SETTINGS_FILE
from pmqa_writer.files import write_whole

_KNOWN: Final = ".visitors"
"""Folder with a file a visitor: its name is a digest of the cookie, which itself is written nowhere."""
_ID: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_TRIES: Final = 10_000


@dataclass(frozen=True)
class Visitor:
    """Somebody at a browser."""

    id: str
    """What their cookie holds: whoever has it sees their answers."""

    @property
    def digest(self) -> str:
        """What may be written down of it."""
        return sha256(self.id.encode()).hexdigest()


class Visitors:
    """The visitors of a workshop, and the folder that keeps what they write."""

    def __init__(self, keep: Path, fill: Callable[[Path], object] = copy_sample) -> None:
        """Keep what visitors write.

        Args:
            keep: gets one folder a visitor.
            fill: makes a new, empty folder a workspace.
        """
        self._keep = keep
        self._fill = fill
        self._new: set[str] = set()
        """Ids that were given away and have no folder yet."""

    def welcome(self, cookie: str) -> Visitor:
        """Return who has this cookie; an unknown one, perhaps made up or planted, is replaced by a new id."""
        return self.known(cookie) or self._stranger()

    def known(self, cookie: str) -> Visitor | None:
        """Return who has this cookie; None where this server, now or earlier, has given no such id away."""
        visitor = Visitor(cookie)
        if _ID.fullmatch(cookie) and (cookie in self._new or self._note(visitor).is_file()):
            return visitor
        return None

    def _stranger(self) -> Visitor:
        visitor = Visitor(secrets.token_urlsafe(32))
        self._new.add(visitor.id)
        return visitor

    def folder(self, visitor: Visitor) -> Path:
        """Return the visitor's workspace, made now where there is none yet. Reads and writes files.

        Raises:
            PmqaError: it cannot be made.
        """
        note = self._note(visitor)
        try:
            if note.is_file():
                folder = self._keep / note.read_text(encoding="utf-8").strip()
            else:
                folder = self._claim()
                note.parent.mkdir(exist_ok=True)
                write_whole(note, folder.name.encode())
            if not (folder / SETTINGS_FILE).exists():
                folder.mkdir(exist_ok=True)
                self._fill(folder)
        except OSError as error:
            raise cannot_save(error, self._keep) from None
        self._new.discard(visitor.id)
        return folder

    def _claim(self) -> Path:
        """Make the next free folder; two servers may share `keep`."""
        self._keep.mkdir(parents=True, exist_ok=True)
        for number in range(1, _TRIES):
            folder = self._keep / f"visitor-{number:02}"
            try:
                folder.mkdir(mode=0o700)
            except FileExistsError:
                continue
            return folder
        raise FileExistsError(str(self._keep))

    def _note(self, visitor: Visitor) -> Path:
        return self._keep / _KNOWN / visitor.digest


def copier(workspace: Path) -> Callable[[Path], None]:
    """Return what fills a visitor's folder with the trainer's own workspace: its settings, drafts and examples.

    What the program keeps for itself there, such as the journal with unsaved texts, is nobody else's.
    """

    def fill(folder: Path) -> None:
        for name in (SETTINGS_FILE, "examples.jsonl"):
            if (workspace / name).is_file():
                write_whole(folder / name, (workspace / name).read_bytes())
        (folder / "drafts").mkdir(exist_ok=True)
        for file in sorted((workspace / "drafts").rglob("*")):
            # A link might lead to anything.
            if file.is_file() and not file.is_symlink():
                target = folder / file.relative_to(workspace)
                target.parent.mkdir(parents=True, exist_ok=True)
                write_whole(target, file.read_bytes())

    return fill
