"""Finding the drafts that a command is given, and reading them without stopping at the first bad one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pmqa_writer.criteria import Edition
from pmqa_writer.drafts.model import Draft
from pmqa_writer.drafts.read import TEXT_SUFFIXES, WORD_SUFFIXES, read_drafts
from pmqa_writer.drafts.workspace import SETTINGS_FILE
from pmqa_writer.errors import DraftError, UnknownIdError
from pmqa_writer.i18n import _


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
    drafts: dict[str, Draft] = {}
    problems: dict[str, Problem] = {}
    for given in paths:
        files = list(_files(Path(given)))
        if not files:
            message, hint = _empty(Path(given))
            problems[given] = Problem(given, message, hint)
        for file in files:
            shown = str(file)
            try:
                found = read_drafts(file, shown=shown)
            except DraftError as error:
                problems[shown] = Problem(shown, error.message, error.hint)
                continue
            for draft in found:
                problem = _problem(draft, edition)
                if problem is None:
                    drafts[draft.path] = draft
                else:
                    problems[draft.path] = problem
    return Discovery(tuple(drafts.values()), tuple(problems.values()))


def _problem(draft: Draft, edition: Edition) -> Problem | None:
    """What keeps an answer that was read from being a draft."""
    try:
        edition.question(draft.question)
    except UnknownIdError as error:
        message = _("The criteria have no question {question}.").format(question=draft.question)
        return Problem(draft.path, message, error.hint)
    if not draft.text.strip():
        hint = _("Write it, or remove the file.")
        return Problem(draft.path, _("Nothing is written under the heading of this question."), hint)
    return None


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        if path.exists() or path.is_symlink():
            yield path
        return
    folder = path / "drafts" if (path / SETTINGS_FILE).is_file() and (path / "drafts").is_dir() else path
    yield from _walk(folder)


def _walk(folder: Path) -> Iterator[Path]:
    """All files below a folder that may be drafts, in order; links to folders are not followed."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        # Named as it is, the folder becomes a problem of its own.
        yield folder
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        elif entry.suffix.lower() in TEXT_SUFFIXES | WORD_SUFFIXES:
            yield entry


def _empty(path: Path) -> tuple[str, str]:
    if path.is_dir():
        return _("The folder holds no drafts."), _("Drafts are files such as 1.1.1.md or 1.1.1.txt.")
    return _("There is no such file or folder."), _("Check the spelling, or drag the folder into the window.")
