"""Finding the best practices and the advice that help with a text."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final, Generic, TypeVar

import numpy as np

from pmqa_writer.criteria import Edition
from pmqa_writer.examples.cache import cached
from pmqa_writer.examples.document import Document
from pmqa_writer.examples.index import Index, Votes, fingerprint, z_scores
from pmqa_writer.examples.model import Advice, Entry, Example, Practice
from pmqa_writer.examples.semantic import Embedder, Progress, Vectors, load_embedder
from pmqa_writer.text import segment

T = TypeVar("T", Practice, Advice)

_ALIKE: Final = 0.05
"""Cosine of runs of characters below which a text that shares no word has nothing to do with the query,"""
_OUTSTANDING: Final = 2.0
"""unless its meaning is nearer than that of most by this many deviations."""
_SHOWN_WORDS: Final = 6
_PASSAGES: Final = 500
"""Entries whose clauses are kept in memory with their vectors."""
_KEPT_FROM: Final = 1_000
"""Entries from which on an index is kept on disk: making it takes longer than reading it."""
_NEEDS: Final = 4
"""How much a draft may lack an item: 0, or what `Query.lacking` says."""


@dataclass(frozen=True)
class Query:
    """What is looked for."""

    document: Document
    criterion: str = ""
    """Entries of this criterion come first; empty: no criterion does."""
    lacking: Mapping[str, int] = field(default_factory=dict)
    """How much a draft lacks each checklist item, 1 to 3. What shows an item that it lacks more comes first."""
    written: Document | None = None
    """The part of `document` that its writer wrote, whose words tell why a hit was found; None: all of it."""

    @classmethod
    def of(cls, text: str, edition: Edition, criterion: str = "") -> Query:
        """Look for a text; an empty one stands for the criterion's title. An unknown one raises `UnknownIdError`."""
        document = Document.of(text)
        if not criterion:
            return cls(document)
        found = edition.criterion(criterion)
        return cls(document if document.text else Document.of(found.title), found.id)


@dataclass(frozen=True)
class Hit(Generic[T]):
    """An entry that was found."""

    entry: T
    score: float
    """0 to 1, falling from hit to hit; to be compared only with the scores of the same search."""
    words: tuple[str, ...]
    """Words that the query shares with it, those that tell most first."""
    helps: tuple[str, ...]
    """Checklist items that it illustrates and the draft lacks, the most wanting first."""


class Searcher(Generic[T]):
    """Searches entries of one kind, practices or advice. Slow to make, quick to ask."""

    def __init__(
        self,
        entries: Sequence[T],
        *,
        embedder: Embedder | None = None,
        cache: Path | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Index the entries.

        Args:
            entries: what can be found.
            embedder: gives texts their vectors; the packaged one by default.
            cache: folder in which an index that is slow to make is kept.
            progress: is told how far making the index has come.
        """
        self.entries: tuple[T, ...] = tuple(entries)
        self.embedder = embedder or load_embedder()
        # The same few entries are found again and again while a draft is written.
        self._passages = lru_cache(maxsize=_PASSAGES)(self._clauses)
        texts = [_searched(entry) for entry in self.entries]
        self._of_criterion: dict[str, list[int]] = defaultdict(list)
        self._of_item: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            for criterion in filter(None, _criteria(entry)):
                self._of_criterion[criterion].append(number)
            for item in _items(entry):
                self._of_item[item].append(number)

        def make() -> Index:
            return _index(texts, self.embedder, progress)

        self.index: Index | None = None
        """Of all entries in their order; None where there are none."""
        if texts:
            slow = self.embedder.slow or len(texts) >= _KEPT_FROM
            self.index = cached(cache, fingerprint(texts, self.embedder), make) if cache and slow else make()

    def find(self, query: Query, top: int = 5) -> list[Hit[T]]:
        """Return the entries that help most, the best first; fewer than `top` where fewer have to do with the query.

        Entries of the query's criterion come before all others and need not share anything with it. Of these, and of
        the others, come first those that show what the draft lacks most; then those that are most like the query. A
        practice that is told for several criteria is found once. An empty query finds nothing.
        """
        if self.index is None or not query.document.text:
            return []
        votes = self.index.votes(query.document, self.embedder)
        likeness = votes.total()
        # Not a sum: for a short query a z-score may be of any size, so that no fixed addition would lead reliably.
        own = np.zeros(len(self.entries), dtype=bool)
        own[self._of_criterion.get(query.criterion, [])] = True
        needs = np.zeros(len(self.entries), dtype=int)
        for item, need in query.lacking.items():
            numbers = self._of_item.get(item, [])
            needs[numbers] = np.maximum(needs[numbers], need)
        order = np.lexsort((-likeness, -needs, ~own))
        found: list[int] = []
        for number in map(int, order[(own | _alike(votes))[order]]):
            if len(found) == top:
                break
            if not any(_retells(self.entries[number], self.entries[other]) for other in found):
                found.append(number)
        shared = self.index.shared(query.written or query.document, found, _SHOWN_WORDS)
        return [
            Hit(
                self.entries[number],
                _score(bool(own[number]), int(needs[number]), float(likeness[number])),
                words,
                helps_with(self.entries[number], query.lacking),
            )
            for number, words in zip(found, shared, strict=True)
        ]

    def nearest_passage(self, hit: Hit[T], query: Query) -> str:
        """Return the clause of a hit's text that is nearest to the query in meaning; empty where none is near."""
        clauses, vectors = self._passages(hit.entry.text)
        if not clauses:
            return ""
        near = vectors @ self.embedder.query(query.document)
        best = int(np.argmax(near))
        return clauses[best] if near[best] > 0 else ""

    def _clauses(self, text: str) -> tuple[list[str], Vectors]:
        clauses = [Document.of(span.text(text)) for span in segment(text)]
        vectors = self.embedder.texts(clauses) if clauses else np.empty((0, 0), np.float32)
        return [clause.text for clause in clauses], vectors


def _index(texts: Sequence[str], embedder: Embedder, progress: Progress | None) -> Index:
    """Make an index; cutting the texts into words is one half of the way, finding their vectors the other."""
    total = 2 * len(texts)
    documents = []
    for text in texts:
        documents.append(Document.of(text))
        if progress:
            progress(len(documents), total)
    return Index.of(documents, embedder, progress and (lambda done, _total: progress(len(texts) + done, total)))


def _alike(votes: Votes) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    near = (votes.meaning > 0) & (z_scores(votes.meaning) >= _OUTSTANDING)
    return np.asarray((votes.words > 0) | (votes.characters >= _ALIKE) | near)


def _retells(entry: Entry, other: Entry) -> bool:
    """Say whether two examples tell the same passage of a source for different criteria."""
    if not isinstance(entry, Example) or not isinstance(other, Example) or entry.criterion == other.criterion:
        return False
    return any(source in other.sources for source in entry.sources)


def _score(own: bool, need: int, likeness: float) -> float:
    """A number that falls in the order of the hits: the criterion, then the need, then the likeness."""
    return (own * _NEEDS + need + 1 / (1 + math.exp(-likeness / 3))) / (2 * _NEEDS)


def helps_with(entry: Entry, lacking: Mapping[str, int]) -> tuple[str, ...]:
    """Return the items that an entry illustrates and a draft lacks, the most wanting first."""
    return tuple(sorted((item for item in _items(entry) if item in lacking), key=lambda item: -lacking[item]))


def _items(entry: Entry) -> Sequence[str]:
    return () if isinstance(entry, Advice) else entry.items


def _criteria(entry: Entry) -> Sequence[str]:
    return entry.criteria if isinstance(entry, Advice) else (entry.criterion,)


def _searched(entry: Entry) -> str:
    """The text that an entry is found by."""
    if isinstance(entry, Advice):
        return " ".join((entry.question, entry.text, *entry.keywords))
    return " ".join((entry.title, entry.text, entry.agency, *getattr(entry, "keywords", ())))
