"""Examples that an agency adds itself: one JSON value a line, in the workspace or in the user's own folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec
import platformdirs
from filelock import FileLock

from pmqa_writer.drafts import PRIVATE_FOLDER, Workspace
from pmqa_writer.errors import CriteriaError, PmqaError
from pmqa_writer.examples.load import packaged_corpus
from pmqa_writer.examples.model import Corpus, OwnExample
from pmqa_writer.files import write_whole
from pmqa_writer.i18n import _
from pmqa_writer.toml_file import explain

_FILE: Final = "examples.jsonl"
_APPLICATION: Final = "pmqa-writer"
_BOM: Final = b"\xef\xbb\xbf"

Warn = Callable[[PmqaError], None]
"""Is told of a line that cannot be read and is left out."""


class State(StrEnum):
    """What became of an example that was to be added."""

    NEW = "new"
    CHANGED = "changed"
    """The text was there, with another criterion, agency or set of items."""
    KNOWN = "known"


def user_file() -> Path:
    """Return the file of the examples that a user has wherever the drafts lie; it need not be there."""
    return platformdirs.user_data_path(_APPLICATION, appauthor=False) / _FILE


def file_of(workspace: Workspace) -> Path:
    """Return the file that examples are added to: the workspace's, or the user's where there is no workspace."""
    return workspace.folder / _FILE if workspace.folder else user_file()


def cache_folder(workspace: Workspace) -> Path:
    """Return where indexes are kept: beside the workspace's settings, or in the user's cache folder."""
    if workspace.folder:
        return workspace.folder / PRIVATE_FOLDER
    return platformdirs.user_cache_path(_APPLICATION, appauthor=False)


def corpus_of(workspace: Workspace, warn: Warn | None = None) -> Corpus:
    """Return all that can be found from a workspace: the packaged corpus of its edition, with own examples.

    Raises:
        CriteriaError: a line of a file is not as it was written, and there is no `warn` to be told of it.
    """
    return with_own(packaged_corpus(workspace.edition), workspace, warn)


def with_own(corpus: Corpus, workspace: Workspace, warn: Warn | None = None) -> Corpus:
    """Return the corpus with the user's and the workspace's own examples; the same text counts once.

    Raises:
        CriteriaError: as `corpus_of`.
    """
    files = dict.fromkeys([user_file(), file_of(workspace)])
    found = [entry for file in files for entry in read_own(file, warn)]
    return msgspec.structs.replace(corpus, own=tuple({entry.id: entry for entry in found}.values()))


def own_id(text: str) -> str:
    """Return the id of an own example: the same for the same text, white space aside."""
    squeezed = " ".join(text.split())
    return f"own-{hashlib.blake2b(squeezed.encode('utf-8', 'surrogatepass'), digest_size=5).hexdigest()}"


def read_own(file: Path, warn: Warn | None = None) -> list[OwnExample]:
    """Read a file of own examples, in the order in which they were added; none where there is no file.

    Raises:
        CriteriaError: a line is not as it was written; its number is named. With `warn`, that is told and the line is
            left out.
    """
    entries = []
    for number, line in _numbered_lines(file):
        try:
            entries.append(_decoded(line, file, number))
        except CriteriaError as error:
            if warn is None:
                raise
            warn(error)
    return entries


def add_own(file: Path, entries: Iterable[OwnExample]) -> Mapping[str, State]:
    """Add examples to a file, which is made if need be, and say what became of each, by its id.

    A text that the file holds takes over what is told of it now, such as its criterion. Several programs may add and
    remove at the same time.

    Raises:
        CriteriaError: a line of the file is not as it was written; nothing is added.
    """
    with _alone(file):
        held = {entry.id: entry for entry in read_own(file)}
        states: dict[str, State] = {}
        for entry in entries:
            known = held.get(entry.id)
            if known is None:
                states[entry.id] = State.NEW
            elif _told(known) != _told(entry):
                states.setdefault(entry.id, State.CHANGED)
            else:
                states.setdefault(entry.id, State.KNOWN)
                continue
            held[entry.id] = entry
        if set(states.values()) - {State.KNOWN}:
            write_whole(file, b"".join(msgspec.json.encode(entry) + b"\n" for entry in held.values()))
    return states


def remove_own(file: Path, entry_id: str) -> bool:
    """Remove an example from a file; say whether it was there. A line that cannot be read stays."""
    if not file.is_file():
        return False
    with _alone(file):
        kept, found = [], False
        for number, line in _numbered_lines(file):
            try:
                if _decoded(line, file, number).id == entry_id:
                    found = True
                    continue
            except CriteriaError:
                pass  # it may be what its owner wants to mend
            kept.append(line + b"\n")
        if found:
            write_whole(file, b"".join(kept))
    return found


def _told(entry: OwnExample) -> tuple[object, ...]:
    """What is told of a text beside the text itself and where it was read."""
    return entry.criterion, entry.agency, entry.items


def _numbered_lines(file: Path) -> Iterator[tuple[int, bytes]]:
    if file.is_file():
        for number, line in enumerate(file.read_bytes().removeprefix(_BOM).splitlines(), 1):
            if line.strip():
                yield number, line


def _decoded(line: bytes, file: Path, number: int) -> OwnExample:
    try:
        return msgspec.json.decode(line, type=OwnExample)
    except msgspec.ValidationError as error:
        reason, _hint, _line = explain(str(error), "", OwnExample, {})
    except (msgspec.DecodeError, UnicodeDecodeError):
        reason = _("it is not valid JSON")
    raise CriteriaError(
        _("An own example cannot be read: {reason}").format(reason=reason),
        path=file,
        line=number,
        hint=_("Mend or remove this line; the other examples are unharmed."),
    )


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Keep other programs from changing the file meanwhile."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(file.with_name(f".{file.name}.lock")):
        yield
