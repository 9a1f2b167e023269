"""What a window knows of its workspace: the answers, how they stand, and what the judge said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pmqa_writer.criteria import Criterion, Edition, Level, Question, packaged_edition
from pmqa_writer.drafts import (
    DraftStore,
    Journal,
    OpenDraft,
    Problem,
    Progress,
    Workspace,
    check_ids,
    is_mine,
    journal_of,
    progress_of,
    read_workspace,
    set_ready,
)
from pmqa_writer.judging.messages import Judged
from pmqa_writer.text import count_characters


class Standing(StrEnum):
    """How an answer stands."""

    EMPTY = "empty"
    DRAFT = "draft"
    """Something is written; the judge has found nothing that is wanting, or has not read it yet."""
    NEEDS_WORK = "needs work"
    """What the question asks for is not all there, or a finding costs points."""
    OVER = "over"
    """Longer than the form allows."""
    READY = "ready"
    """Its writer holds it to be done."""


class Filter(StrEnum):
    """Which questions the board shows."""

    ALL = "all"
    EMPTY = "empty"
    UNFINISHED = "unfinished"
    """Neither empty nor ready."""
    OVER = "over"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class LevelReached:
    """How many checklist items of a level the answers of a category cover."""

    level: Level
    covered: int
    total: int

    @property
    def reached(self) -> bool:
        """Whether all are covered."""
        return self.covered == self.total > 0


class Session:
    """One workspace, open in one window. Holds no widget and starts no thread."""

    def __init__(self, workspace: Workspace, edition: Edition) -> None:
        """Read the answers of a workspace. Raises `WorkspaceError`."""
        check_ids(workspace, edition)
        self.workspace = workspace
        self.edition = edition
        self.store = DraftStore(workspace, edition)
        self.journal: Journal = journal_of(self.store.folder)
        self._texts = self.store.texts()
        self.problems: tuple[Problem, ...] = self.store.problems
        """What lies among the drafts and cannot be read."""
        self._judged: dict[str, Judged] = {}
        self._generation: dict[str, int] = {}

    @classmethod
    def open(cls, folder: Path) -> Session:
        """Open the workspace in `folder`. Raises `WorkspaceError` where its settings are wrong."""
        workspace = read_workspace(folder)
        return cls(workspace, packaged_edition(workspace.edition))

    # --- answers

    def text(self, question: str) -> str:
        """Return the answer as it was written last, saved or not."""
        return self._texts.get(question, "")

    def write(self, question: str, text: str) -> int:
        """Take note of what was written; return the number that a judgement of it must carry to count."""
        if self._texts.get(question, "") != text:
            self._texts[question] = text
            self._generation[question] = self.generation(question) + 1
        return self.generation(question)

    def opened(self, draft: OpenDraft) -> None:
        """Take over what the disk holds of an answer."""
        self.write(draft.question, draft.text)

    def generation(self, question: str) -> int:
        """Return how often the answer has changed in this window."""
        return self._generation.get(question, 0)

    def written(self) -> Iterator[tuple[str, str]]:
        """Yield the questions that have an answer with something in it, and it, in the order of the form."""
        for question in self.edition.questions():
            if text := self.text(question.id):
                yield question.id, text

    # --- judgements

    def judge(self, judged: Judged) -> bool:
        """Take a judgement; return whether it is about the answer as it is now."""
        if judged.generation != self.generation(judged.question):
            return False
        self._judged[judged.question] = judged
        return True

    def judged(self, question: str) -> Judged | None:
        """Return the newest judgement, which may be of an older text; see `is_current`."""
        return self._judged.get(question)

    def is_current(self, question: str) -> bool:
        """Say whether the answer was judged as it is now."""
        judged = self._judged.get(question)
        return judged is not None and judged.generation == self.generation(question)

    # --- how things stand

    def progress(self, question: str) -> Progress:
        """Return owner, due date and whether the answer is done."""
        return progress_of(self.workspace, question)

    def is_over(self, question: str) -> bool:
        """Say whether the answer is longer than the form allows."""
        return count_characters(self.text(question)) > self.edition.limit

    def standing(self, question: str) -> Standing:
        """Return how an answer stands; too long comes before all else."""
        if not self.text(question).strip():
            return Standing.EMPTY
        if self.is_over(question):
            return Standing.OVER
        if self.progress(question).ready:
            return Standing.READY
        judged = self._judged.get(question)
        return Standing.NEEDS_WORK if judged and _wanting(judged) else Standing.DRAFT

    def reload(self) -> None:
        """Read the settings again. Raises `WorkspaceError`; nothing has changed then."""
        workspace = read_workspace(self.store.folder)
        check_ids(workspace, self.edition)
        self.workspace = workspace

    def set_ready(self, question: str, ready: bool) -> None:
        """Mark an answer as done, or not. Raises `WorkspaceError` or `SaveError`; nothing has changed then."""
        self.workspace = set_ready(self.workspace, question, ready)

    def shows(self, question: str, wanted: Filter) -> bool:
        """Say whether a question passes a filter of the board."""
        standing = self.standing(question)
        match wanted:
            case Filter.EMPTY:
                return standing is Standing.EMPTY
            case Filter.UNFINISHED:
                return standing not in {Standing.EMPTY, Standing.READY}
            case Filter.OVER:
                return standing is Standing.OVER
            case Filter.MINE:
                return is_mine(self.workspace, question)
        return True

    def criteria_of(self, category: int) -> list[Criterion]:
        """Return the criteria of a category."""
        return [criterion for criterion in self.edition.criteria if criterion.id.startswith(f"{category}.")]

    def questions_of(self, category: int) -> list[Question]:
        """Return the questions of a category."""
        return [question for criterion in self.criteria_of(category) for question in criterion.questions]

    def levels(self, category: int) -> list[LevelReached]:
        """Return how far the answers of a category reach: an item counts once any answer of its criterion covers it."""
        covered = {
            item.id
            for question in self.questions_of(category)
            if (judged := self._judged.get(question.id)) and self.text(question.id).strip()
            for item in judged.items
            if item.status == "covered"
        }
        items = [item for criterion in self.criteria_of(category) for item in criterion.items]
        return [
            LevelReached(
                level,
                sum(item.id in covered for item in items if item.level is level),
                sum(item.level is level for item in items),
            )
            for level in Level
        ]

    def neighbour(self, question: str, step: int) -> str:
        """Return the question that stands `step` places behind (or before) another, around the form's ends."""
        ids = [known.id for known in self.edition.questions()]
        return ids[(ids.index(question) + step) % len(ids)]


def _wanting(judged: Judged) -> bool:
    return any(item.target == "strong" and item.status != "covered" for item in judged.items) or any(
        finding.severity in {"error", "warning"} for finding in judged.findings
    )
