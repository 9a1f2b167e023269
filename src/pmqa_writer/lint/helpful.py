"""Which examples help with a draft: those that show what it lacks, of its own criterion first."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from pmqa_writer.analysis import Analysis, Coverage, Target
from pmqa_writer.criteria import Edition
from pmqa_writer.drafts import Workspace
from pmqa_writer.examples import Practice
from pmqa_writer.examples.document import Document
from pmqa_writer.examples.search import Hit, Query, Searcher

_LACKING: Final = {
    (Target.STRONG, Coverage.MISSING): 3,
    (Target.STRONG, Coverage.PARTIAL): 2,
    (Target.WEAK, Coverage.MISSING): 2,
    (Target.WEAK, Coverage.PARTIAL): 1,
    (Target.NONE, Coverage.MISSING): 1,
}
"""How much a draft lacks an item; what it covers, it does not lack."""


def draft_query(analysis: Analysis, edition: Edition) -> Query:
    """Look for what a draft says, with its question and the criterion's title, and for what it lacks.

    A draft that says nothing yet is looked for by its question alone.
    """
    draft = Document.joined(Document(clause.text, clause.terms) for clause in analysis.clauses)
    question = edition.question(analysis.draft.question)
    asked = _asked(question.text, edition.criterion(question.criterion).title)
    written = draft if draft.terms else None
    return Query(Document.joined([draft, asked]), question.criterion, lacking_items(analysis), written)


def lacking_items(analysis: Analysis) -> dict[str, int]:
    """Return the checklist items that a draft lacks, each with how much, 1 to 3."""
    return {
        coverage.item.id: _LACKING[coverage.target, coverage.status]
        for coverage in analysis.coverage
        if (coverage.target, coverage.status) in _LACKING
    }


@cache
def _asked(question: str, title: str) -> Document:
    return Document.of(f"{question} {title}")


class ExampleFinder:
    """Finds the examples that help with drafts."""

    def __init__(self, edition: Edition, searchers: Mapping[Path | None, Searcher[Practice]], top: int = 5) -> None:
        """Search by the searcher of a draft's workspace, named by its folder; `top` examples for a draft."""
        self._edition = edition
        self._searchers = searchers
        self._top = top

    def __call__(self, analysis: Analysis, workspace: Workspace) -> tuple[Hit[Practice], ...]:
        """Return the examples that help with a draft, the best first; none where its workspace has no searcher."""
        searcher = self._searchers.get(workspace.folder)
        if searcher is None:
            return ()
        return tuple(searcher.find(draft_query(analysis, self._edition), self._top))
