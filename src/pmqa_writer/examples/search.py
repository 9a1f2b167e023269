"""Finding the best practices and the advice that help with a text."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import numpy as np

from pmqa_writer.criteria import Edition
from pmqa_writer.examples.index import LexicalIndex, z_scores
from pmqa_writer.examples.model import Advice, Corpus, Example
from pmqa_writer.text import clean, default_tokenizer

T = TypeVar("T", Example, Advice)

_ALIKE: Final = 0.05
"""Cosine of character n-grams below which a text that shares no word has nothing to do with the query."""
_SHOWN_WORDS: Final = 6


@dataclass(frozen=True)
class Hit(Generic[T]):
    """An entry that was found."""

    entry: T
    score: float
    """Likeness to the query, to be compared only with the scores of the same search; about 0 is the middle."""
    words: tuple[str, ...]
    """Words that the query shares with it, those that tell most first."""


class Searcher(Generic[T]):
    """Searches entries of one kind, all examples or all advice. Slow to make, quick to ask."""

    def __init__(self, entries: tuple[T, ...], read: Callable[[T], str], edition: Edition) -> None:
        """Index the entries; `read` returns the text that an entry is found by."""
        self._entries: tuple[T, ...] = entries
        self._edition = edition
        texts = [clean(read(entry)).text for entry in entries]
        self.index = LexicalIndex(texts, default_tokenizer().terms) if entries else None
        """Of all entries in their order; None where there are none."""

    def find(self, query: str, *, criterion: str | None = None, top: int = 5) -> list[Hit[T]]:
        """Return the entries that fit best, the best first; fewer than `top` where fewer have to do with the query.

        Entries of `criterion` come before all others, and need not share anything with the query; an unknown criterion
        raises `UnknownIdError`. An empty query stands for the title of the criterion, and without one finds nothing.
        """
        query = clean(query).text
        title = "" if criterion is None else self._edition.criterion(criterion).title
        query = query.strip() or title
        if self.index is None or not query:
            return []
        words, characters = self.index.words(query), self.index.characters(query)
        scores = z_scores(words) + z_scores(characters)
        # Not a sum: for a short query a z-score may be of any size, so no fixed addition would lead reliably.
        own = np.array([criterion in _criteria(entry) for entry in self._entries])
        alike = own | (words > 0) | (characters >= _ALIKE)
        found = [int(number) for number in np.lexsort((-scores, ~own)) if alike[number]][:top]
        shared = self.index.shared(query, found, _SHOWN_WORDS)
        return [
            Hit(self._entries[number], float(scores[number]), words)
            for number, words in zip(found, shared, strict=True)
        ]


def search_examples(corpus: Corpus, edition: Edition) -> Searcher[Example]:
    """Index the examples of a corpus by title, text, agency and keywords."""

    def read(example: Example) -> str:
        return " ".join((example.title, example.text, example.agency, *example.keywords))

    return Searcher(corpus.examples, read, edition)


def search_advice(corpus: Corpus, edition: Edition) -> Searcher[Advice]:
    """Index the advice of a corpus by question, text and keywords."""

    def read(advice: Advice) -> str:
        return " ".join((advice.question, advice.text, *advice.keywords))

    return Searcher(corpus.advice, read, edition)


def _criteria(entry: Example | Advice) -> list[str]:
    return [entry.criterion] if isinstance(entry, Example) else entry.criteria
