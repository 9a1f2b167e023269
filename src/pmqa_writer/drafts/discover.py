"""Finding the drafts that a command is given, and reading them without stopping at the first bad one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pmqa_writer.criteria import Edition
from pmqa_writer.drafts.model import Draft
from pmqa_writer.drafts.read import TEXT_SUFFIXES, WORD_SUFFIXES, read_drafts
from pmqa_writer.drafts.workspace import SETTINGS_FILE
from pmqa_writer.errors import DraftError, UnknownIdError, reason_of
from pmqa_writer.i18n import _

Place = tuple[Path, str]
"""A file, and how it is shown: as the user gave it, `/` between folders."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A file, or an answer in it, that could not be read as a draft."""

    path: str
    """As the user gave it; `path#question` for an answer in a file of several."""
    message: str
    """What is wrong, in the language that is set."""
    hint: str = ""
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found under the given paths."""

    drafts: tuple[Draft, ...]
    """In the order of their paths."""
    problems: tuple[Problem, ...]
    """Everything that could not be read; the drafts are complete without it."""


def discover(paths: Iterable[str], edition: Edition) -> Discovery:
    """Read all drafts under `paths`, files or folders; a workspace stands for its `drafts` folder."""
    reader = _Reader(edition)
    for given in paths:
        reader.read(given)
    drafts = sorted(reader.drafts.values(), key=lambda draft: draft.path)
    return Discovery(tuple(drafts), tuple(reader.problems))


def find_files(given: str) -> tuple[list[Place], list[Problem]]:
    """Return the files that may hold drafts, under a file or folder as the user named it, and what is wrong with it.

    A workspace stands for its `drafts` folder. Hidden files and Word's own (`~$…`) are left out, and links to folders
    are not followed.
    """
    problems: list[Problem] = []
    try:
        files = list(_files(given, problems))
    except OSError as error:
        return [], [Problem(given, _cannot_read(error))]
    if not files and not any(problem.path == given for problem in problems):
        problems.append(_nothing(given))
    return files, problems


class _Reader:
    """Collects drafts and problems; a file that is given twice is read once."""

    def __init__(self, edition: Edition) -> None:
        self.drafts: dict[str, Draft] = {}
        self.problems: list[Problem] = []
        self._edition = edition
        self._seen: set[Path] = set()

    def read(self, given: str) -> None:
        """Read a file or folder as the user named it."""
        files, problems = find_files(given)
        self.problems += problems
        for file, shown in files:
            self._read_file(file, shown)

    def _read_file(self, file: Path, shown: str) -> None:
        try:
            resolved = file.resolve()
            if resolved in self._seen:
                return
            self._seen.add(resolved)
            found = read_drafts(file, shown=shown)
        except DraftError as error:
            self.problems.append(Problem(shown, error.message, error.hint))
            return
        except (OSError, RuntimeError) as error:  # a loop of links is a RuntimeError to Path.resolve
            self.problems.append(Problem(shown, _cannot_read(error)))
            return
        for draft in found:
            problem = self._problem(draft)
            if problem is None:
                self.drafts[draft.path] = draft
            else:
                self.problems.append(problem)

    def _problem(self, draft: Draft) -> Problem | None:
        """What keeps an answer that was read from being a draft."""
        if not draft.question:
            hint = _("Put a heading such as # 1.1.1 above it.")
            return Problem(draft.path, _("What stands before the first heading belongs to no question."), hint)
        try:
            self._edition.question(draft.question)
        except UnknownIdError as error:
            message = _("The criteria have no question {question}.").format(question=draft.question)
            return Problem(draft.path, message, error.hint)
        if not draft.text.strip():
            hint = _("Write it, or remove the file.")
            return Problem(draft.path, _("Nothing is written under the heading of this question."), hint)
        if draft.path in self.drafts:
            hint = _("Put both under one heading.")
            return Problem(draft.path, _("The question has a second heading in this file."), hint)
        return None


def _files(given: str, problems: list[Problem]) -> Iterator[Place]:
    if not given.strip():
        return
    path = Path(given)
    if not path.is_dir():
        if path.exists() or path.is_symlink():
            yield path, path.as_posix()
        return
    drafts = path / "drafts"
    yield from walk(drafts if (path / SETTINGS_FILE).is_file() and drafts.is_dir() else path, problems)


def walk(folder: Path, problems: list[Problem]) -> Iterator[Place]:
    """Yield all files below a folder that may be drafts; links to folders are not followed.

    A folder that cannot be read is added to `problems`.
    """
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            entries = sorted(current.iterdir())
        except OSError as error:
            problems.append(Problem(current.as_posix(), _cannot_read(error)))
            continue
        for entry in entries:
            if entry.name.startswith((".", "~$")):
                continue
            if entry.is_dir() and not entry.is_symlink():
                waiting.append(entry)
            elif entry.suffix.lower() in TEXT_SUFFIXES | WORD_SUFFIXES:
                yield entry, entry.as_posix()


def _cannot_read(error: OSError | RuntimeError) -> str:
    return _("It cannot be read: {reason}").format(reason=reason_of(error))


def _nothing(given: str) -> Problem:
    if given.strip() and Path(given).is_dir():
        hint = _("Drafts are files such as 1.1.1.md or 1.1.1.txt.")
        return Problem(given, _("The folder holds no drafts."), hint)
    hint = _("Check the spelling, or drag the folder into the window.")
    return Problem(given, _("There is no such file or folder."), hint)
