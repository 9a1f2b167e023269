"""Examples that an agency adds itself: one JSON value a line, in the workspace or in the user's own folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec
import platformdirs

from pmqa_writer.drafts import Workspace
from pmqa_writer.errors import CriteriaError
from pmqa_writer.examples.load import packaged_corpus
from pmqa_writer.examples.model import Corpus, OwnExample
from pmqa_writer.files import written_whole
from pmqa_writer.i18n import _

_FILE: Final = "examples.jsonl"
_APPLICATION: Final = "pmqa-writer"


def user_file() -> Path:
    """Return the file of the examples that a user has wherever the drafts lie; it need not be there."""
    return platformdirs.user_data_path(_APPLICATION, appauthor=False) / _FILE


def file_of(workspace: Workspace) -> Path:
    """Return the file that examples are added to: the workspace's, or the user's where there is no workspace."""
    return workspace.folder / _FILE if workspace.folder else user_file()


def cache_folder(workspace: Workspace) -> Path:
    """Return where indexes are kept: beside the workspace's settings, or in the user's cache folder."""
    if workspace.folder:
        return workspace.folder / ".pmqa"
    return platformdirs.user_cache_path(_APPLICATION, appauthor=False)


def corpus_of(workspace: Workspace) -> Corpus:
    """Return all that can be found from a workspace: the packaged corpus of its edition, with own examples.

    Raises:
        CriteriaError: a line of a file is not as it was written.
    """
    return with_own(packaged_corpus(workspace.edition), workspace)


def with_own(corpus: Corpus, workspace: Workspace) -> Corpus:
    """Return the corpus with the user's and the workspace's own examples; the same text counts once.

    Raises:
        CriteriaError: a line of a file is not as it was written.
    """
    found = [*read_own(user_file()), *(read_own(file_of(workspace)) if workspace.folder else ())]
    return msgspec.structs.replace(corpus, own=tuple({entry.id: entry for entry in found}.values()))


def own_id(text: str) -> str:
    """Return the id of an own example: the same for the same text, white space aside."""
    squeezed = " ".join(text.split())
    return f"own-{hashlib.blake2b(squeezed.encode('utf-8', 'surrogatepass'), digest_size=5).hexdigest()}"


def read_own(file: Path) -> list[OwnExample]:
    """Read a file of own examples, in the order in which they were added; none where there is no file.

    Raises:
        CriteriaError: a line is not as it was written; its number is named.
    """
    if not file.is_file():
        return []
    entries = []
    for number, line in enumerate(file.read_bytes().splitlines(), 1):
        if line.strip():
            try:
                entries.append(msgspec.json.decode(line, type=OwnExample))
            except (msgspec.DecodeError, msgspec.ValidationError) as error:
                raise CriteriaError(
                    _("An own example cannot be read: {reason}").format(reason=error),
                    path=file,
                    line=number,
                    hint=_("Mend or remove this line; the other examples are unharmed."),
                ) from None
    return entries


def add_own(file: Path, entries: Iterable[OwnExample]) -> list[OwnExample]:
    """Add examples to a file, which is made if need be, and return those that it did not hold yet.

    They are put behind what is there, which is not written anew: two who add at the same time lose nothing.
    """
    known = {entry.id for entry in read_own(file)}
    new: dict[str, OwnExample] = {}
    for entry in entries:
        if entry.id not in known:
            new.setdefault(entry.id, entry)
    if new:
        file.parent.mkdir(parents=True, exist_ok=True)
        # Someone's editor may have left the last line without its end.
        unended = file.is_file() and not file.read_bytes().endswith(b"\n")
        with file.open("ab") as output:
            output.write(b"\n" * unended + _lines(new.values()))
            output.flush()
            os.fsync(output.fileno())
    return list(new.values())


def remove_own(file: Path, entry_id: str) -> bool:
    """Remove an example from a file; say whether it was there."""
    entries = read_own(file)
    kept = [entry for entry in entries if entry.id != entry_id]
    if len(kept) < len(entries):
        _write(file, kept)
    return len(kept) < len(entries)


def _write(file: Path, entries: Sequence[OwnExample]) -> None:
    """Write the file as a whole, so that a power cut leaves the old one or the new one."""
    with written_whole(file) as unfinished, unfinished.open("xb") as output:
        output.write(_lines(entries))
        output.flush()
        os.fsync(output.fileno())


def _lines(entries: Iterable[OwnExample]) -> bytes:
    return b"".join(msgspec.json.encode(entry) + b"\n" for entry in entries)
