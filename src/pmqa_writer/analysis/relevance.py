"""How much clauses are about checklist items: BM25 on words and cosine on character 3-5-grams, as z-scores.

Words catch what is said in the item's terms; character n-grams survive typing errors and compounds that the
tokeniser cuts differently. Summed as z-scores neither can drown the other.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import fmean, pstdev
from typing import Final

from pmqa_writer.criteria import Criterion, Edition, Item
from pmqa_writer.text import Tokenizer, clean

_K1: Final = 1.2
_B: Final = 0.6
_NGRAMS: Final = (3, 4)


def ngrams(text: str) -> Counter[str]:
    """Count the character 3-, 4- and 5-grams of `text`, white space aside."""
    squeezed = "".join(text.split())
    return Counter(
        chain.from_iterable(
            (squeezed[start : start + size] for start in range(len(squeezed) - size + 1)) for size in _NGRAMS
        )
    )


@dataclass(frozen=True, slots=True)
class Profile:
    """What an item is recognised by: its wording, what is wanted, and sentences that meet it."""

    item: Item
    terms: tuple[tuple[str, ...], ...]
    """Content words of each of its texts."""
    grams: tuple[Mapping[str, float], ...]
    """TF-IDF vector, of length 1, of each of its texts."""


class Vocabulary:
    """Document frequencies of words and of character n-grams over all texts of the criteria."""

    def __init__(self, edition: Edition, tokenizer: Tokenizer) -> None:
        texts = {item.id: tuple(clean(text).text for text in _texts(item)) for item in edition.items()}
        self._terms = {
            item_id: tuple(tuple(tokenizer.terms(text)) for text in own) for item_id, own in texts.items()
        }
        every = [terms for texts in self._terms.values() for terms in texts]
        self._documents = len(every)
        self._word_frequency = Counter(chain.from_iterable(set(terms) for terms in every))
        self.average_length = fmean(len(terms) for terms in every) if every else 1.0
        frequency: Counter[str] = Counter()
        self._grams = {item_id: tuple(map(ngrams, own)) for item_id, own in texts.items()}
        for counts in chain.from_iterable(self._grams.values()):
            frequency.update(counts.keys())
        self._gram_weight = {
            gram: 1 + math.log((1 + self._documents) / (1 + count)) for gram, count in frequency.items()
        }

    def terms(self, item: Item) -> Iterable[str]:
        """Yield the content words of an item's official wording and of what is wanted."""
        return chain.from_iterable(self._terms[item.id][:2])

    def word_weight(self, word: str) -> float:
        """Inverse document frequency of a word, as BM25 takes it."""
        frequency = self._word_frequency.get(word, 0)
        return math.log(1 + (self._documents - frequency + 0.5) / (frequency + 0.5))

    def vector(self, counts: Mapping[str, int]) -> dict[str, float]:
        """TF-IDF vector of length 1, term frequencies damped as 1 + log; n-grams that no text has are left out."""
        known = self._gram_weight
        weights = {
            gram: known[gram] if count == 1 else known[gram] * (1 + math.log(count))
            for gram, count in counts.items()
            if gram in known
        }
        norm = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {gram: weight / norm for gram, weight in weights.items()} if norm else {}

    def profile(self, item: Item, *, without: str | None = None) -> Profile:
        """Return an item's profile; `without` leaves one of its sentences out, to test with it."""
        keep = [number for number, text in enumerate(_texts(item)) if text != without]
        grams = self._grams[item.id]
        return Profile(
            item,
            tuple(self._terms[item.id][number] for number in keep),
            tuple(self.vector(grams[number]) for number in keep),
        )


def _texts(item: Item) -> tuple[str, ...]:
    return (item.text, item.wanted, *item.meets)


class CriterionIndex:
    """Scores clauses against the items of one criterion."""

    def __init__(self, criterion: Criterion, vocabulary: Vocabulary, *, without: str | None = None) -> None:
        self._vocabulary = vocabulary
        self.profiles = tuple(vocabulary.profile(item, without=without) for item in criterion.items)
        self._words: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        self._grams: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._lengths: list[int] = []
        self._owner: list[int] = []
        for number, profile in enumerate(self.profiles):
            for terms, grams in zip(profile.terms, profile.grams, strict=True):
                text = len(self._owner)
                self._owner.append(number)
                self._lengths.append(len(terms))
                for word, count in Counter(terms).items():
                    self._words[word].append((text, count, len(terms)))
                for gram, weight in grams.items():
                    self._grams[gram].append((text, weight))

    def words(self, terms: Sequence[str]) -> list[float]:
        """BM25 of a clause for each item: the best of the item's texts."""
        scores = [0.0] * len(self._owner)
        average = self._vocabulary.average_length
        for word in set(terms):
            weight = self._vocabulary.word_weight(word)
            for text, count, length in self._words.get(word, ()):
                scores[text] += weight * count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length / average))
        return self._best(scores)

    def characters(self, text: str) -> list[float]:
        """Cosine of a clause's character n-grams for each item, 0 to 1: the best of the item's texts."""
        scores = [0.0] * len(self._owner)
        for gram, weight in self._vocabulary.vector(ngrams(text)).items():
            for number, other in self._grams.get(gram, ()):
                scores[number] += weight * other
        return self._best(scores)

    def _best(self, scores: list[float]) -> list[float]:
        best = [0.0] * len(self.profiles)
        for number, score in zip(self._owner, scores, strict=True):
            best[number] = max(best[number], score)
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
