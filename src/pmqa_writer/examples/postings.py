"""Inverted lists: which texts hold a feature, a word or a run of characters, and how much it weighs in each.

Features are 32-bit hashes, so that a list needs no vocabulary and is nothing but arrays, which load as fast as the disk
reads. Of a million features, one in four thousand shares its hash with another, which no ranking feels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

_K1: Final = 1.2
_B: Final = 0.6
"""Less than the usual 0.75: entries differ in length because their sources do, not because they wander."""
_SIZES: Final = (3, 4, 5)
_PRIME: Final = np.uint32(16777619)

Features = NDArray[np.uint32]
"""The features of a text, repetitions included."""
Scores = NDArray[np.float64]
"""A score for each text."""


def word_features(words: Iterable[str]) -> Features:
    """Return the features of words, in their order."""
    return np.array([crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint32)


def character_features(text: str) -> Features:
    """Return the features of all runs of 3, 4 and 5 characters of `text`; case and white space do not count."""
    squeezed = "".join(text.lower().split())
    codes = np.frombuffer(squeezed.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.concatenate([_runs(codes, size) for size in _SIZES])


def _runs(codes: NDArray[np.uint32], size: int) -> Features:
    count = max(len(codes) - size + 1, 0)
    hashes = np.full(count, size, dtype=np.uint32)
    for place in range(size):
        hashes = (hashes ^ codes[place : place + count]) * _PRIME  # FNV-1a, of code points
    return hashes


@dataclass(frozen=True)
class Postings:
    """Which texts hold which features."""

    keys: NDArray[np.uint32]
    """All features, each once, sorted."""
    starts: NDArray[np.int64]
    """Where the list of each feature starts in `texts` and `weights`, and where the last one ends."""
    texts: NDArray[np.unsignedinteger]
    """Numbers of the texts that hold the feature, rising within a list."""
    weights: NDArray[np.float32]
    """What the feature adds to the score of that text."""
    count: int
    """Number of texts."""

    @classmethod
    def bm25(cls, texts: Sequence[Features]) -> "Postings":
        """Weigh features as BM25 does."""
        lists, times = _collect(texts)
        held = np.diff(lists.starts)
        rarity = np.log(1 + (lists.count - held + 0.5) / (held + 0.5))
        lengths = np.array([len(text) for text in texts], dtype=np.float64)
        damping = _K1 * (1 - _B + _B * lengths / max(lengths.mean(), 1.0))
        weights = np.repeat(rarity, held) * times * (_K1 + 1) / (times + damping[lists.texts])
        return lists.weighing(weights)

    @classmethod
    def tfidf(cls, texts: Sequence[Features]) -> "Postings":
        """Weigh features by their rarity and, damped, by how often a text has them; a text's weights have length 1."""
        lists, times = _collect(texts)
        held = np.diff(lists.starts)
        weights = np.repeat(_rarity(held, lists.count), held) * (1 + np.log(times))
        norms = np.sqrt(np.bincount(lists.texts, weights**2, minlength=lists.count))
        return lists.weighing(weights / norms[lists.texts])

    def weighing(self, weights: NDArray[np.float64]) -> "Postings":
        """Return the same lists with other weights."""
        return Postings(self.keys, self.starts, self.texts, weights.astype(np.float32), self.count)

    def sums(self, features: Features) -> Scores:
        """Add up the weights of a query's features, each counted once."""
        rows, _ = self._known(np.unique(features))
        return self._total(rows, np.ones(len(rows)))

    def cosines(self, features: Features) -> Scores:
        """Return how alike the query's features and each text's are, 0 to 1, where `tfidf` made the weights."""
        distinct, times = np.unique(features, return_counts=True)
        rows, known = self._known(distinct)
        held = self.starts[rows + 1] - self.starts[rows]
        weights = _rarity(held, self.count) * (1 + np.log(times[known]))
        norm = np.linalg.norm(weights)
        return self._total(rows, weights / norm) if norm else np.zeros(self.count)

    def of_text(self, features: Features, number: int) -> NDArray[np.float64]:
        """Return what each of the query's features adds to the score of text `number`; 0 where it lacks it."""
        rows, known = self._known(features)
        places, lengths = self._places(rows)
        held = self.texts[places] == number
        parts = np.zeros(len(rows))
        parts[np.repeat(np.arange(len(rows)), lengths)[held]] = self.weights[places[held]]
        of_all = np.zeros(len(features))
        of_all[known] = parts
        return of_all

    def _known(self, features: Features) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the rows of those features that any text has, and which of the features they are."""
        rows = np.searchsorted(self.keys, features)
        known = rows < len(self.keys)
        known[known] = self.keys[rows[known]] == features[known]
        return rows[known], known

    def _total(self, rows: NDArray[np.int64], factors: NDArray[np.float64]) -> Scores:
        """Add up, for each text, the weights in the lists `rows` times their factors."""
        places, lengths = self._places(rows)
        weights = self.weights[places] * np.repeat(factors, lengths)
        return np.asarray(np.bincount(self.texts[places], weights, self.count), dtype=np.float64)

    def _places(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the places of all entries of the lists `rows`, one list after the other, and the lists' lengths."""
        starts, lengths = self.starts[rows], self.starts[rows + 1] - self.starts[rows]
        ends = np.cumsum(lengths)
        return np.arange(lengths.sum()) + np.repeat(starts - ends + lengths, lengths), lengths


def _rarity(held: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Inverse document frequency, at least 1, of features that `held` of `count` texts have."""
    return np.asarray(np.log((1 + count) / (1 + held)) + 1)


def _collect(texts: Sequence[Features]) -> tuple[Postings, NDArray[np.int64]]:
    """Return the lists without weights, and how often each text has each of its features."""
    counted = [np.unique(text, return_counts=True) for text in texts]
    features = np.concatenate([distinct for distinct, _ in counted])
    order = np.argsort(features, kind="stable")
    small = np.min_scalar_type(len(texts))  # a large corpus has tens of millions of entries
    numbers = np.repeat(np.arange(len(texts), dtype=small), [len(distinct) for distinct, _ in counted])
    keys, starts = np.unique(features[order], return_index=True)
    times = np.concatenate([times for _, times in counted])[order]
    return Postings(keys, np.append(starts, len(features)), numbers[order], np.empty(0, np.float32), len(texts)), times
