"""Versions of an answer, kept while it is written, so that its writer can go back.

Not every save is one: see `Versions.keep`. With time they are thinned, see `thinned`.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from pmqa_writer.drafts.changes import changes
from pmqa_writer.drafts.compose import storable
from pmqa_writer.drafts.refusal import cannot_save
from pmqa_writer.drafts.workspace import PRIVATE_FOLDER
from pmqa_writer.files import private_folder, remove_unfinished, write_whole
from pmqa_writer.text import count_characters

MOST: Final = 30
"""Versions of an answer that are kept."""
_SUBSTANCE: Final = 20
"""Characters that must have come and gone to make a version,"""
_PAUSE: Final = timedelta(minutes=10)
"""or so much time since the last one."""
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_NAME: Final = re.compile(r"(\d{8}T\d{12}Z)-([0-9a-f]{16})\.md")
_TIME: Final = "%Y%m%dT%H%M%S%fZ"
_QUESTION: Final = re.compile(r"\d\.\d\.\d")


@dataclass(frozen=True, slots=True)
class Version:
    """An answer as it was."""

    when: datetime
    """When it was saved, with its time zone."""
    text: str
    characters: int
    """As Word counts them, spaces included."""


class Versions:
    """The versions of a workspace's answers, under `.pmqa/versions/<question>/`, one file each.

    The files hold the text alone, so that it can be read without the program; their names tell the time and a hash by
    which a damaged one is known.
    """

    def __init__(self, workspace_folder: Path) -> None:
        """Prepare; nothing is read or written yet."""
        self._private = workspace_folder / PRIVATE_FOLDER

    def keep(self, question: str, text: str, when: datetime, *, explicitly: bool = False) -> Version | None:
        """Keep a version where it differs from the last one in substance; return it, or None where none was kept.

        In substance: at least 20 characters came and went, counted by words, or the last one is ten minutes old and
        anything changed. An empty answer is no version, nor is the same text again.

        Args:
            question: id of the question.
            text: the answer.
            when: when it was saved, with a time zone; a clock that was set back does not change the order.
            explicitly: whether any change is enough.

        Raises:
            SaveError: it cannot be written.
        """
        text = storable(text)
        folder = self._folder(question)
        last = next(_newest_first(folder), None)
        if not text.strip() or (last and not explicitly and not _differs(last, text, when)):
            return None
        if last and last.text == text:
            return None
        if last and when <= last.when:
            when = last.when + timedelta(microseconds=1)
        try:
            private_folder(self._private)
            folder.mkdir(parents=True, exist_ok=True)
            name = f"{when.astimezone(UTC).strftime(_TIME)}-{_digest(text.encode())}.md"
            write_whole(folder / name, text.encode(), private=True)
        except OSError as error:
            raise cannot_save(error, folder) from None
        self._thin(folder)
        return Version(when.astimezone(), text, count_characters(text))

    def list(self, question: str) -> list[Version]:
        """Return the versions of an answer, the newest first; files that are damaged or no versions are left out."""
        return [*_newest_first(self._folder(question))]

    def _folder(self, question: str) -> Path:
        if not _QUESTION.fullmatch(question):
            raise ValueError(f"not a question: {question!r}")
        return self._private / "versions" / question

    def _thin(self, folder: Path) -> None:
        files = dict(_files(folder))
        for when in files.keys() - set(thinned(sorted(files))):
            with suppress(OSError):  # another window was faster, or something holds it: the next time
                files[when].unlink(missing_ok=True)
        remove_unfinished(folder)


def thinned(times: Sequence[datetime]) -> list[datetime]:
    """Return those of some times, which ascend, whose versions stay; ages count from the newest.

    Of the last hour all stay, of the last day the newest of each hour, of the time before the newest of each day, in
    local time, and the first of all. Where these are still more than `MOST`, the one goes that follows most closely on
    the one before it, again and again, save the first and the newest.
    """
    if not times:
        return []
    newest = times[-1]
    last_of: dict[str, datetime] = {}
    for when in times:
        age, local = newest - when, when.astimezone()
        if age < _HOUR:
            kind = when.isoformat()
        elif age < _DAY:
            kind = f"{local:%Y-%m-%d %H}"
        else:
            kind = f"{local:%Y-%m-%d}"
        last_of[kind] = when
    kept = sorted({times[0], *last_of.values()})
    while len(kept) > MOST:
        closest = min(range(1, len(kept) - 1), key=lambda at: kept[at] - kept[at - 1])
        del kept[closest]
    return kept


def _differs(last: Version, text: str, when: datetime) -> bool:
    if last.text == text:
        return False
    if when - last.when >= _PAUSE:
        return True
    return sum(len(change.text) for change in changes(last.text, text) if change.kind != "equal") >= _SUBSTANCE


def _files(folder: Path) -> list[tuple[datetime, Path]]:
    """The files of versions in a folder with their times, the oldest first; a folder that is not there has none."""
    found: list[tuple[datetime, Path]] = []
    with suppress(OSError):
        for file in folder.iterdir():
            # Digits that are no time of the calendar.
            with suppress(ValueError):
                if named := _NAME.fullmatch(file.name):
                    found.append((datetime.strptime(named[1], _TIME).replace(tzinfo=UTC), file))
    return sorted(found)


def _newest_first(folder: Path) -> Iterator[Version]:
    return (version for when, file in reversed(_files(folder)) if (version := _read(when, file)))


def _read(when: datetime, file: Path) -> Version | None:
    try:
        data = file.read_bytes()
        if not file.name.endswith(f"-{_digest(data)}.md"):
            return None
        text = data.decode()
    except (OSError, UnicodeDecodeError):
        return None
    return Version(when.astimezone(), text, count_characters(text))


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()
