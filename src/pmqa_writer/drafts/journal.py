"""Text that is not saved yet, kept on the disk while it is written, so that a crash or a power cut loses none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Final, Literal
from uuid import uuid4

import msgspec
import platformdirs

from pmqa_writer.drafts.compose import storable
from pmqa_writer.drafts.lock import Holder, this_process
from pmqa_writer.drafts.refusal import cannot_save
from pmqa_writer.drafts.store import DraftStore
from pmqa_writer.drafts.workspace import PRIVATE_FOLDER
from pmqa_writer.errors import PmqaError
from pmqa_writer.files import private_folder, remove_unfinished, write_whole

_SUFFIX: Final = ".json"
_DAMAGED: Final = ".damaged"
_UNSAVED: Final = timedelta(minutes=10)
"""How long a window that is open leaves text unsaved at most. A process that runs proves less than it seems: after a
restart of the machine it may be any other that was given the number."""


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The content of a journal file."""

    version: Literal[1] = 1
    question: str
    text: str
    base: str | None
    noted: Annotated[datetime, msgspec.Meta(tz=True)]
    by: Holder


@dataclass(frozen=True, slots=True)
class Recovered:
    """Text that was written and not saved before the program ended."""

    question: str
    """Id of the question."""
    text: str
    """What was written last."""
    on_disk: str | None
    """The answer as the disk has it now; None where there is none, or where it cannot be read."""
    noted: datetime
    """When the text was noted, with its time zone."""
    changed_since: bool
    """Whether the answer on the disk is another than the one that the text was written on."""
    files: tuple[Path, ...]
    """Where it is noted, for `Journal.discard`."""


class Journal:
    """Notes of unsaved text, one small file for each question and window.

    Each `Journal` writes files of its own names, so that two windows never overwrite each other's words.
    """

    def __init__(self, folder: Path, spare: Path) -> None:
        """Prepare; nothing is read or written yet. `journal_of` knows the folders of a workspace.

        Args:
            folder: where notes are written; it and the folder that it lies in are made when need be.
            spare: where they are written when that is impossible.
        """
        self._folders = (folder, spare)
        self._window = uuid4().hex[:12]
        self._last: dict[str, tuple[str, str | None]] = {}

    def note(self, question: str, text: str, base_fingerprint: str | None) -> None:
        """Put the text of a question on the disk; when this returns, it is there.

        Args:
            question: id of the question.
            text: all that the writer has written.
            base_fingerprint: `OpenDraft.fingerprint` of the answer that was opened.

        Raises:
            SaveError: neither folder can be written.
        """
        text = storable(text)
        if self._last.get(question) == (text, base_fingerprint):
            return
        entry = _Entry(question=question, text=text, base=base_fingerprint, noted=datetime.now(UTC), by=this_process())
        folder, spare = self._folders
        try:
            self._write(private_folder(folder.parent) / folder.name, entry)
        except OSError:
            try:
                self._write(private_folder(spare.parent, parents=True) / spare.name, entry)
            except OSError as error:
                raise cannot_save(error, spare) from None
        self._last[question] = (text, base_fingerprint)

    def forget(self, question: str) -> None:
        """Remove what this window noted for a question: it is saved, or the writer took it back."""
        self._last.pop(question, None)
        for folder in self._folders:
            with suppress(OSError):
                self._file(folder, question).unlink(missing_ok=True)

    def discard(self, recovered: Recovered) -> None:
        """Remove recovered text for good: the writer has decided about it."""
        for file in recovered.files:
            with suppress(OSError):
                file.unlink(missing_ok=True)

    def pending(self, store: DraftStore) -> list[Recovered]:
        """Return the text that earlier runs noted and that differs from the disk, by question, the newest first.

        Notes that the disk holds already, and empty ones, are forgotten. A file that is no note any more is renamed
        to end with `.damaged`. Notes of windows that are open now on this machine are left alone. What killed
        processes had begun to write long ago is cleared away. Raises nothing.
        """
        for folder in (store.drafts, *self._folders):
            remove_unfinished(folder)
        newest: dict[str, _Entry] = {}
        files: dict[str, list[Path]] = {}
        for file, entry in self._entries():
            if file.name not in newest or newest[file.name].noted < entry.noted:
                newest[file.name] = entry
            files.setdefault(file.name, []).append(file)
        found = []
        for name, entry in newest.items():
            recovered = _recovered(entry, store, tuple(files[name]))
            if entry.text == (recovered.on_disk or "") or not entry.text.strip():
                self.discard(recovered)
            else:
                found.append(recovered)
        found.sort(key=lambda recovered: recovered.noted, reverse=True)
        return sorted(found, key=lambda recovered: recovered.question)

    def _entries(self) -> Iterator[tuple[Path, _Entry]]:
        for folder in self._folders:
            files: list[Path] = []
            with suppress(OSError):
                files = sorted(folder.glob(f"*{_SUFFIX}"))
            for file in files:
                try:
                    entry = msgspec.json.decode(file.read_bytes(), type=_Entry)
                except OSError:
                    continue
                except (msgspec.MsgspecError, UnicodeDecodeError):
                    with suppress(OSError):
                        file.rename(file.with_name(f"{file.name}{_DAMAGED}"))
                    continue
                open_now = entry.by.is_another and datetime.now(UTC) - entry.noted < _UNSAVED
                if not open_now and not file.stem.endswith(self._window):
                    yield file, entry

    def _write(self, folder: Path, entry: _Entry) -> None:
        folder.mkdir(exist_ok=True)
        write_whole(self._file(folder, entry.question), msgspec.json.encode(entry), private=True)

    def _file(self, folder: Path, question: str) -> Path:
        return folder / f"{question}.{self._window}{_SUFFIX}"


def journal_of(workspace_folder: Path) -> Journal:
    """Return the journal of the workspace in a folder: beside its settings, else in the user's own folder."""
    key = hashlib.blake2b(str(workspace_folder.resolve()).encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
    state = platformdirs.user_state_path("pmqa-writer", appauthor=False)
    return Journal(workspace_folder / PRIVATE_FOLDER / "journal", state / "journal" / key)


def _recovered(entry: _Entry, store: DraftStore, files: tuple[Path, ...]) -> Recovered:
    on_disk, fingerprint = None, None
    # Of a question that is gone, or a file that cannot be read, the text is offered all the same.
    with suppress(PmqaError, OSError):
        draft = store.open(entry.question)
        fingerprint = draft.fingerprint
        on_disk = draft.text if fingerprint is not None else None
    return Recovered(entry.question, entry.text, on_disk, entry.noted.astimezone(), fingerprint != entry.base, files)
