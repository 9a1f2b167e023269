"""Which criterion a draft is most like: cosine of TF-IDF word vectors."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pmqa_writer.criteria import Criterion, Edition
from pmqa_writer.text import Tokenizer


class Topics:
    """The 24 criteria as word vectors."""

    def __init__(self, edition: Edition, tokenizer: Tokenizer) -> None:
        counts = {criterion.id: Counter(_words(criterion, tokenizer)) for criterion in edition.criteria}
        frequency = Counter(word for words in counts.values() for word in words)
        # Words that every criterion uses tell none of them.
        self._weights = {word: math.log((1 + len(counts)) / count) for word, count in frequency.items()}
        self._vectors = {criterion_id: self._vector(words) for criterion_id, words in counts.items()}

    def likeness(self, terms: Iterable[str]) -> dict[str, float]:
        """Cosine of a draft's content words with each criterion, 0 to 1."""
        draft = self._vector(Counter(terms))
        return {
            criterion_id: sum(weight * vector.get(word, 0.0) for word, weight in draft.items())
            for criterion_id, vector in self._vectors.items()
        }

    def _vector(self, counts: Mapping[str, int]) -> dict[str, float]:
        weights = {
            word: (1 + math.log(count)) * self._weights[word] for word, count in counts.items() if word in self._weights
        }
        norm = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {word: weight / norm for word, weight in weights.items()} if norm else {}


def _words(criterion: Criterion, tokenizer: Tokenizer) -> Iterator[str]:
    """The words of a criterion's official texts and of what its items want; invented sentences stay out."""
    yield from tokenizer.terms(criterion.title)
    yield from tokenizer.terms(criterion.aim)
    for item in criterion.items:
        yield from tokenizer.terms(item.text)
        yield from tokenizer.terms(item.wanted)
    for question in criterion.questions:
        yield from tokenizer.terms(question.text)
