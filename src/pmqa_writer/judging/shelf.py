"""The examples and the advice that a judge finds from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from pmqa_writer.drafts import Workspace
from pmqa_writer.errors import ModelError, reason_of
from pmqa_writer.examples import Advice, Corpus, Practice, packaged_corpus
from pmqa_writer.examples.own import cache_folder, corpus_of
from pmqa_writer.examples.search import Query, Searcher, helps_with
from pmqa_writer.examples.semantic import Embedder, Progress, load_embedder
from pmqa_writer.i18n import _
from pmqa_writer.judging import shown
from pmqa_writer.judging.messages import AdviceHit, ExampleHit, Notice

_EXAMPLES: Final = 5
_ADVICE: Final = 4


@dataclass(frozen=True, slots=True)
class Shelf:
    """Searchers of one workspace. Slow to make, quick to ask."""

    practices: Searcher[Practice]
    advice: Searcher[Advice]

    @classmethod
    def of(cls, workspace: Workspace, notify: Callable[[Notice], None], progress: Progress | None = None) -> Shelf:
        """Make the searchers of a workspace.

        What the user set up wrongly is told to `notify` and done without: examples of one's own that cannot be read
        are left out, and the packaged model takes the place of one that cannot be loaded.
        """
        embedder, corpus, cache = _embedder(workspace, notify), _corpus(workspace, notify), cache_folder(workspace)
        practices: Searcher[Practice] = Searcher(
            corpus.practices, embedder=embedder, cache=cache, progress=progress if embedder.slow else None
        )
        return cls(practices, Searcher(corpus.advice, embedder=embedder, cache=cache))

    def find(self, query: Query, lacking: Mapping[str, int]) -> tuple[tuple[ExampleHit, ...], tuple[AdviceHit, ...]]:
        """Return the examples and the advice that help most; advice only of the query's criterion, or of none.

        `lacking` are the items that the examples are said to help with, which need not order them.
        """
        examples = tuple(
            shown.example(hit, helps_with(hit.entry, lacking), self.practices.nearest_passage(hit, query))
            for hit in self.practices.find(query, _EXAMPLES)
        )
        advice = tuple(
            shown.advice(hit, self.advice.nearest_passage(hit, query))
            for hit in self.advice.find(query, _ADVICE)
            if not query.criterion or not hit.entry.criteria or query.criterion in hit.entry.criteria
        )
        return examples, advice


def _corpus(workspace: Workspace, notify: Callable[[Notice], None]) -> Corpus:
    try:
        return corpus_of(workspace, lambda error: notify(shown.notice(error)))
    except OSError as error:
        reason = _("It cannot be read: {reason}").format(reason=reason_of(error))
        notify(Notice(f"{error.filename}: {reason}" if error.filename else reason))
    return packaged_corpus(workspace.edition)


def _embedder(workspace: Workspace, notify: Callable[[Notice], None]) -> Embedder:
    try:
        return load_embedder(workspace.model)
    except ModelError as error:
        notify(shown.notice(error))
        return load_embedder()
