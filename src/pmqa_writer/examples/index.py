"""Scoring texts against a query: BM25 on words and cosine on character n-grams, summed as z-scores.

Words find what is said in the same terms; character 3- to 5-grams survive typing and scanning errors. A sum of
z-scores keeps the weaker of the two from drowning the other, which reciprocal ranks do not.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

_K1: Final = 1.2
_B: Final = 0.6
_NGRAMS: Final = (3, 5)

Scores = NDArray[np.float64]
"""A score for each text."""


class LexicalIndex:
    """Scores texts that are known beforehand against any query. Slow to make, quick to ask."""

    def __init__(self, texts: Sequence[str], terms: Callable[[str], list[str]]) -> None:
        """Index `texts`, at least one; `terms` cuts a text into its content words."""
        self._terms = terms
        self._words = CountVectorizer(analyzer=terms)
        self._bm25 = _bm25(csr_array(self._words.fit_transform(texts), dtype=np.float64))
        self._characters = TfidfVectorizer(analyzer=_ngrams, sublinear_tf=True)
        self._vectors = self._characters.fit_transform(texts)

    def words(self, query: str) -> Scores:
        """BM25 of the query's words; each word counts once."""
        return np.asarray(self._bm25 @ (self._words.transform([query]).toarray()[0] > 0))

    def characters(self, query: str) -> Scores:
        """Cosine of the query's character n-grams, 0 to 1."""
        return np.asarray((self._vectors @ self._characters.transform([query]).T).toarray()[:, 0])

    def shared(self, query: str, numbers: Sequence[int], count: int) -> list[tuple[str, ...]]:
        """The words that the query shares with each text of `numbers`, at most `count`, those that tell most first."""
        known = self._words.vocabulary_
        words = [word for word in dict.fromkeys(self._terms(query)) if word in known]
        rows = self._bm25[numbers][:, [known[word] for word in words]].toarray()
        return [
            tuple(words[column] for column in np.argsort(-row, kind="stable")[:count] if row[column] > 0)
            for row in rows
        ]


def z_scores(scores: Scores) -> Scores:
    """Scores with mean 0 and deviation 1; constant ones become zeros."""
    deviation = scores.std()
    return (scores - scores.mean()) / deviation if deviation else np.zeros_like(scores)


def _bm25(counts: Any) -> Any:
    """Return the weights of all words in all texts."""
    texts, _words = counts.shape
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    inverse = np.log(1 + (texts - frequency + 0.5) / (frequency + 0.5))
    lengths = counts.sum(axis=1)
    damping = _K1 * (1 - _B + _B * lengths / max(lengths.mean(), 1.0))
    weights = counts.copy()
    rows = np.repeat(np.arange(texts), np.diff(counts.indptr))
    weights.data = inverse[counts.indices] * counts.data * (_K1 + 1) / (counts.data + damping[rows])
    return weights


def _ngrams(text: str) -> list[str]:
    squeezed = "".join(text.lower().split())
    return [
        squeezed[start : start + size]
        for size in range(_NGRAMS[0], _NGRAMS[1] + 1)
        for start in range(len(squeezed) - size + 1)
    ]
