"""Sub-word pieces of a text, as the contextual encoder reads it."""

import re
from collections.abc import Mapping
from functools import lru_cache

from pmqa_writer.text.clean import clean
from pmqa_writer.text.words import Tokenizer, default_tokenizer

GAP = "▁"
"""Stands for white space, which parts clauses in Thai."""
UNKNOWN = "[UNK]"
_CONTINUED = "##"
_DIGIT = re.compile(r"\d")
_LONGEST = 32


def spelled(text: str, tokenizer: Tokenizer | None = None) -> str:
    """Return the words of `text` parted by single spaces, as the encoder's tokeniser expects them.

    Cleaned and lower-cased; white space becomes a word of its own (`GAP`), and every digit a zero: that there is a
    figure tells something, which one does not.
    """
    cleaned = _DIGIT.sub("0", clean(text).text.lower())
    words: list[str] = []
    end = 0
    for token in (tokenizer or default_tokenizer()).tokens(cleaned):
        if token.span.start > end and words:
            words.append(GAP)
        words.append(token.text)
        end = token.span.end
    return " ".join(words)


class WordPieces:
    """Cuts words into the longest pieces of a vocabulary, from the left."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        """Take the vocabulary: piece → number; a piece inside a word begins with "##"."""
        self._numbers = numbers
        self._unknown = (numbers[UNKNOWN],)
        self._cut = lru_cache(maxsize=20_000)(self._cut_word)

    def __call__(self, spelled: str) -> list[int]:
        """Return the pieces' numbers of a text that `spelled` gave."""
        return [number for word in spelled.split(" ") if word for number in self._cut(word)]

    def _cut_word(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST:
            return self._unknown
        numbers, start = [], 0
        while start < len(word):
            prefix = _CONTINUED if start else ""
            for end in range(len(word), start, -1):
                number = self._numbers.get(prefix + word[start:end])
                if number is not None:
                    numbers.append(number)
                    start = end
                    break
            else:
                return self._unknown
        return tuple(numbers)
