"""How much clauses are about checklist items: BM25 on words and cosine on character 3- and 4-grams, as z-scores.

Words of the item and of what is wanted catch what is said in those terms. Character n-grams, over the sentences that
meet the item too, survive typing errors and compounds that the tokeniser cuts differently. Summed as z-scores neither
can drown the other.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from statistics import fmean, pstdev
from typing import Final

from pmqa_writer.criteria import Criterion, Edition, Item
from pmqa_writer.text import Tokenizer, clean

_K1: Final = 1.2
_B: Final = 0.6
_NGRAMS: Final = (3, 4)

Vector = Mapping[str, float]


def ngrams(text: str) -> Counter[str]:
    """Count the character 3- and 4-grams of `text`, white space aside."""
    squeezed = "".join(text.split())
    return Counter(
        chain.from_iterable(
            [squeezed[start : start + size] for start in range(len(squeezed) - size + 1)] for size in _NGRAMS
        )
    )


class Vocabulary:
    """How often words and n-grams occur over all texts of the criteria, and the texts taken apart."""

    def __init__(self, edition: Edition, tokenizer: Tokenizer) -> None:
        items = list(edition.items())
        self._terms = {item.id: tuple(tuple(tokenizer.terms(text)) for text in _plain(item)) for item in items}
        self._grams = {item.id: tuple(ngrams(clean(text).text) for text in _known_by(item)) for item in items}
        documents = list(chain.from_iterable(self._terms.values()))
        self._documents = len(documents)
        self._word_frequency = Counter(chain.from_iterable(set(terms) for terms in documents))
        self.average_length = fmean(map(len, documents)) if documents else 1.0
        """Mean number of content words of a text."""
        frequency: Counter[str] = Counter()
        for counts in chain.from_iterable(self._grams.values()):
            frequency.update(counts.keys())
        texts = sum(map(len, self._grams.values()))
        self._gram_weight = {gram: 1 + math.log((1 + texts) / (1 + count)) for gram, count in frequency.items()}

    def terms(self, item: Item) -> tuple[tuple[str, ...], ...]:
        """Return the content words of an item's official wording, and of what is wanted."""
        return self._terms[item.id]

    def vectors(self, item: Item, *, without: str | None = None) -> tuple[Vector, ...]:
        """Return the TF-IDF vectors of all texts that an item is known by; `without` leaves one of them out."""
        texts = zip(_known_by(item), self._grams[item.id], strict=True)
        return tuple(self.vector(grams) for text, grams in texts if text != without)

    def word_weight(self, word: str) -> float:
        """Inverse document frequency of a word, as BM25 takes it."""
        frequency = self._word_frequency.get(word, 0)
        return math.log(1 + (self._documents - frequency + 0.5) / (frequency + 0.5))

    def vector(self, counts: Mapping[str, int]) -> Vector:
        """TF-IDF vector of length 1, term frequencies damped as 1 + log; n-grams that no text has are left out."""
        known = self._gram_weight
        weights = {
            gram: known[gram] if count == 1 else known[gram] * (1 + math.log(count))
            for gram, count in counts.items()
            if gram in known
        }
        norm = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {gram: weight / norm for gram, weight in weights.items()} if norm else {}


def _plain(item: Item) -> tuple[str, str]:
    return item.text, item.wanted


def _known_by(item: Item) -> tuple[str, ...]:
    return (item.text, item.wanted, *item.meets)


class CriterionIndex:
    """Scores clauses against the items of one criterion."""

    def __init__(self, criterion: Criterion, vocabulary: Vocabulary, *, without: str | None = None) -> None:
        """Build the index; `without` is a sentence of the criteria that it must not know, to test with it."""
        self.items = tuple(criterion.items)
        self._vocabulary = vocabulary
        self._words: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._grams: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._word_owner: list[int] = []
        self._gram_owner: list[int] = []
        for number, item in enumerate(self.items):
            for terms in vocabulary.terms(item):
                for word, weight in self._saturated(terms).items():
                    self._words[word].append((len(self._word_owner), weight))
                self._word_owner.append(number)
            for vector in vocabulary.vectors(item, without=without):
                for gram, weight in vector.items():
                    self._grams[gram].append((len(self._gram_owner), weight))
                self._gram_owner.append(number)

    def _saturated(self, terms: Sequence[str]) -> dict[str, float]:
        """The part of BM25 that does not depend on the clause."""
        length = _K1 * (1 - _B + _B * len(terms) / self._vocabulary.average_length)
        return {
            word: self._vocabulary.word_weight(word) * count * (_K1 + 1) / (count + length)
            for word, count in Counter(terms).items()
        }

    def words(self, terms: Iterable[str]) -> list[float]:
        """BM25 of a clause's content words for each item: the best of the item's texts."""
        return self._scores(dict.fromkeys(terms, 1.0), self._words, self._word_owner)

    def characters(self, text: str) -> list[float]:
        """Cosine of a clause's character n-grams for each item, 0 to 1: the best of the item's texts."""
        return self._scores(self._vocabulary.vector(ngrams(text)), self._grams, self._gram_owner)

    def _scores(self, query: Vector, postings: Mapping[str, list[tuple[int, float]]], owners: list[int]) -> list[float]:
        scores = [0.0] * len(owners)
        for key, weight in query.items():
            if key in postings:
                for text, other in postings[key]:
                    scores[text] += weight * other
        best = [0.0] * len(self.items)
        for owner, score in zip(owners, scores, strict=True):
            best[owner] = max(best[owner], score)
        return best


def z_scores(rows: Iterable[Sequence[float]]) -> list[list[float]]:
    """Return a matrix with mean 0 and deviation 1 over all its cells; a constant one becomes zero."""
    matrix = [list(row) for row in rows]
    cells = [cell for row in matrix for cell in row]
    if not cells:
        return matrix
    mean, deviation = fmean(cells), pstdev(cells)
    if deviation == 0:
        return [[0.0] * len(row) for row in matrix]
    return [[(cell - mean) / deviation for cell in row] for row in matrix]
