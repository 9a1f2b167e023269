"""The answers of a workspace, for an editor: opened, and saved so that no word is lost."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from errno import ENOENT
from pathlib import Path
from typing import Final

from pmqa_writer.criteria import Edition
from pmqa_writer.drafts.compose import answer_in, replaced, storable
from pmqa_writer.drafts.discover import Problem, walk
from pmqa_writer.drafts.headings import questions_in_name
from pmqa_writer.drafts.read import answers_in, decoded, read_data
from pmqa_writer.drafts.refusal import cannot_save
from pmqa_writer.drafts.workspace import PRIVATE_FOLDER, Workspace
from pmqa_writer.errors import ConflictError, DraftError, SaveError, UnknownIdError, WorkspaceError
from pmqa_writer.files import private_folder, write_whole, written_whole
from pmqa_writer.i18n import _


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """An answer that is being written, as it was when it was read from the disk or saved."""

    question: str
    """Id of the question, e.g. `1.1.1`."""
    file: Path
    """The file that holds it, or will hold it once something is saved."""
    text: str
    """The answer, with line ends as `\\n`; empty where no file answers the question."""
    fingerprint: str | None
    """Tells whether the answer on the disk is still this one; None where no file answers the question."""
    others: tuple[Path, ...] = ()
    """Further files that answer the question; they are neither shown nor changed."""
    kept: Path | None = None
    """Where another program's version was kept that a save has replaced by force."""


class DraftStore:
    """Opens and saves the answers under `drafts/`. Keeps nothing in memory, so that it is never out of date."""

    def __init__(self, workspace: Workspace, edition: Edition) -> None:
        """Prepare; nothing is read yet. Raises `WorkspaceError` where the workspace has no folder."""
        if workspace.folder is None:
            raise WorkspaceError(
                _("There is no workspace here."), hint=_("Make one, or open a folder that holds pmqa.toml.")
            )
        self.folder: Final = workspace.folder
        """The workspace."""
        self._edition = edition
        self.drafts: Final = workspace.folder / "drafts"
        """The folder of the drafts; it need not be there."""
        self.problems: tuple[Problem, ...] = ()
        """What could not be read when `texts` was asked for last."""

    def open(self, question: str) -> OpenDraft:
        """Return the answer to a question, wherever under `drafts/` it lies, or an empty one that has no file yet.

        Of several files the one that is named `<question>.md` is taken, else the first in the order of their paths.

        Raises:
            UnknownIdError: the edition has no such question.
            DraftError: the file that answers it cannot be read.
        """
        self._edition.question(question)
        found: list[OpenDraft] = []
        failed: DraftError | None = None
        for file in self._files(question):
            try:
                draft = _read(file, question)
            except DraftError as error:
                if file == self._canonical(question):
                    raise
                # A file that names no question by its name may be about anything.
                failed = failed or (error if questions_in_name(file.name) == [question] else None)
                continue
            if draft:
                found.append(draft)
        if found:
            return replace(found[0], others=tuple(draft.file for draft in found[1:]))
        if failed:
            raise failed
        return OpenDraft(question, self._canonical(question), "", None)

    def texts(self) -> dict[str, str]:
        """Return the answers to all questions that have one, in the order of the form; empty files count.

        What cannot be read, or belongs to no question, is in `problems` afterwards.
        """
        problems: list[Problem] = []
        answers: dict[str, str] = {}
        for file, shown in self._walk(problems):
            try:
                found = answers_in(decoded(read_data(file, shown=shown), shown=shown).text, file, shown=shown)
            except DraftError as error:
                problems.append(Problem(shown, error.message, error.hint))
                continue
            for draft in found:
                try:
                    self._edition.question(draft.question)
                except UnknownIdError as error:
                    if draft.question:
                        message = _("The criteria have no question {question}.").format(question=draft.question)
                        problems.append(Problem(draft.path, message, error.hint))
                    continue
                if file == self._canonical(draft.question):
                    answers[draft.question] = draft.text
                answers.setdefault(draft.question, draft.text)
        self.problems = tuple(problems)
        return {question.id: answers[question.id] for question in self._edition.questions() if question.id in answers}

    def save(self, draft: OpenDraft, text: str, *, force: bool = False) -> OpenDraft:
        """Put `text` on the disk as the answer that `draft` was opened from, and return the draft as it now is.

        The file is written whole or not at all, and only where the text differs from what it holds; its mark, line
        ends and other answers stay. A file that is not UTF-8 is copied to `<name>.bak` first. No file is made for an
        empty text. Line breaks at the ends of an answer under a heading are left out of what is returned.

        Args:
            draft: as `open` or the last `save` returned it.
            text: the answer; any line ends.
            force: whether to replace what another program wrote since. That version is kept first, see
                `OpenDraft.kept`.

        Raises:
            ConflictError: another program changed, made or removed the answer since; nothing was written.
            SaveError: the system refuses, or the file cannot hold the text; nothing was written.
        """
        text = storable(text)
        try:
            return self._save(draft, text, force)
        except ConflictError:
            raise
        except DraftError as error:
            raise SaveError(error.message, hint=error.hint, path=error.path) from None
        except OSError as error:
            raise cannot_save(error, draft.file) from None

    def _save(self, draft: OpenDraft, text: str, force: bool) -> OpenDraft:
        if not self.folder.is_dir():
            # A folder in its place would hide that a drive is gone, and what lies there.
            raise FileNotFoundError(ENOENT, "", str(self.folder))
        current = self._current(draft)
        if text == current.text:
            return current
        kept = None
        if current.fingerprint != draft.fingerprint:
            if not force:
                raise _conflict(current, text)
            kept = self._keep(current)
        return replace(self._write(current, text), kept=kept)

    def _current(self, draft: OpenDraft) -> OpenDraft:
        """The answer as it is on the disk now; where its file is gone, the file that answers the question instead."""
        there = draft.fingerprint is not None and os.path.exists(draft.file)  # noqa: PTH110
        if there and (found := _read(draft.file, draft.question)):
            return replace(found, others=draft.others)
        return self.open(draft.question)

    def _write(self, current: OpenDraft, text: str) -> OpenDraft:
        file = current.file
        file.parent.mkdir(exist_ok=True)
        exists = current.fingerprint is not None
        data = read_data(file, shown=file.as_posix()) if exists else b""
        old = answer_in(data, current.question, file)
        if old is None or old.text != current.text:
            raise _conflict(self._current(current), text)
        new, written = replaced(data, old, text, file)
        saved = replace(current, text=written, fingerprint=_fingerprint(written))
        if exists and new == data:
            return saved
        if decoded(data, shown=file.as_posix()).encoding != "utf-8":
            _back_up(file, data)
        with written_whole(file) as unfinished:
            unfinished.write_bytes(new)
            # The last moment to see what another program did meanwhile.
            if os.path.lexists(file) != exists or (exists and file.read_bytes() != data):
                raise _conflict(self._current(current), text)
        return saved

    def _keep(self, draft: OpenDraft) -> Path | None:
        """Keep the version that is about to be replaced; there is none where the answer was removed."""
        if draft.fingerprint is None:
            return None
        folder = private_folder(self.folder / PRIVATE_FOLDER) / "conflicts"
        folder.mkdir(exist_ok=True)
        kept = folder / f"{draft.question}-{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}.md"
        write_whole(kept, draft.text.encode("utf-8"), private=True)
        return kept

    def _files(self, question: str) -> Iterator[Path]:
        """Files that may answer a question, the one that is named after it first."""
        # The functions of os.path say no where those of Path raise; why a file cannot be read is told when it is read.
        canonical = self._canonical(question)
        if os.path.lexists(canonical):
            yield canonical
        for file, _shown in self._walk([]):
            named = questions_in_name(file.name)
            if file != canonical and (len(named) != 1 or named == [question]):
                yield file

    def _walk(self, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
        """All files under `drafts/`, in the order of their paths; a workspace without the folder has none."""
        return iter(sorted(walk(self.drafts, problems))) if os.path.isdir(self.drafts) else iter(())  # noqa: PTH112

    def _canonical(self, question: str) -> Path:
        return self.drafts / f"{question}.md"


def _read(file: Path, question: str) -> OpenDraft | None:
    """The answer to a question in a file; None where the file does not answer it. Raises `DraftError`."""
    found = answer_in(read_data(file, shown=file.as_posix()), question, file)
    return OpenDraft(question, file, found.text, _fingerprint(found.text)) if found else None


def _fingerprint(text: str) -> str:
    # Of the answer's words alone: line ends, a mark or another answer in the file may change without harm, as a save
    # reads them anew.
    return hashlib.blake2b(text.encode("utf-8"), digest_size=16).hexdigest()


def _back_up(file: Path, data: bytes) -> None:
    copy = file.with_name(f"{file.name}.bak")
    if not copy.exists():
        write_whole(copy, data, private=True)
        shutil.copymode(file, copy)


def _conflict(current: OpenDraft, mine: str) -> ConflictError:
    theirs = current.text if current.fingerprint is not None else None
    removed = _("Another program removed this answer since it was opened.")
    changed = _("Another program changed this answer since it was opened.")
    return ConflictError(
        removed if theirs is None else changed,
        mine=mine,
        theirs=theirs,
        hint=_("Choose which of the two to keep; the other is not thrown away."),
        path=current.file,
    )
