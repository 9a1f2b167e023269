"""Scoring texts against a query by three voters: words, characters, meaning.

Words find what is said in the same terms; runs of characters survive typing and scanning errors; meaning finds what is
said in others. The sum of their z-scores keeps a weak voter from drowning a strong one, which reciprocal ranks do not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

import numpy as np

from pmqa_writer import __version__
from pmqa_writer.examples.document import Document
from pmqa_writer.examples.postings import Postings, Scores, character_features, word_features
from pmqa_writer.examples.semantic import Embedder, Progress, Vectors
from pmqa_writer.text import common_words, lexicon

_MEANING: Final = 2.0
"""Better than 1 on texts that neither the model nor the search was made with: titles of 1,500 releases and their bodies
(mean reciprocal rank 0.831, 0.825) and 234 sentences and their checklist items (0.188, 0.149)."""


@dataclass(frozen=True, slots=True)
class Votes:
    """What each voter says of every text."""

    words: Scores
    """BM25 of content words, 0 or more."""
    characters: Scores
    """Cosine of runs of characters, 0 to 1."""
    meaning: Scores
    """Cosine of vectors, -1 to 1; 0 where a vector is lacking."""

    def total(self) -> Scores:
        """Return the sum of the voters' z-scores; meaning counts as much as both others, which mostly agree."""
        return z_scores(self.words) + z_scores(self.characters) + _MEANING * z_scores(self.meaning)


@dataclass(frozen=True)
class Index:
    """Texts that can be scored against any query. Slow to make, quick to ask."""

    words: Postings
    characters: Postings
    vectors: Vectors

    @classmethod
    def of(cls, texts: Sequence[Document], embedder: Embedder, progress: Progress | None = None) -> Index:
        """Index `texts`, at least one; `progress` is told how far the embedder has come."""
        return cls(
            Postings.bm25([word_features(text.terms) for text in texts]),
            Postings.tfidf([character_features(text.text) for text in texts]),
            embedder.texts(texts, progress),
        )

    def votes(self, query: Document, embedder: Embedder) -> Votes:
        """Score all texts; `embedder` is the one that the index was made with."""
        return Votes(
            self.words.sums(word_features(query.terms)),
            self.characters.cosines(character_features(query.text)),
            np.asarray(self.vectors @ embedder.query(query), dtype=np.float64),
        )

    def shared(self, query: Document, numbers: Sequence[int], count: int) -> list[tuple[str, ...]]:
        """Return the words that the query shares with each text of `numbers`: at most `count`, the most telling first.

        Words that every text may have are scored, but tell nobody why a text was found.
        """
        words = [word for word in dict.fromkeys(query.terms) if word not in common_words()]
        features = word_features(words)
        return [
            tuple(words[place] for place in np.argsort(-parts, kind="stable")[:count] if parts[place] > 0)
            for parts in (self.words.of_text(features, number) for number in numbers)
        ]


def z_scores(scores: Scores) -> Scores:
    """Return scores with mean 0 and deviation 1; constant ones become zeros."""
    deviation = scores.std()
    return (scores - scores.mean()) / deviation if deviation > 1e-12 else np.zeros_like(scores)


def fingerprint(texts: Sequence[str], embedder: Embedder) -> str:
    """Name an index of texts by a model: another name when any of these, or the way of cutting words, changes."""
    makers = (embedder.identity, __version__, version("pythainlp"), *lexicon())
    digest = hashlib.blake2b("\0".join(makers).encode(), digest_size=16)
    for text in texts:
        digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()
