"""The Thai dictionary and word matcher of PyThaiNLP, loaded on first use and kept off the network.

This is the only module that imports PyThaiNLP; it sets PyThaiNLP's switches before doing so.
"""

import os
from collections.abc import Callable, Iterable
from functools import cache
from typing import cast


class WordSet:
    """A dictionary that answers what `newmm` asks of PyThaiNLP's `Trie`: the words that start at an offset.

    Words in one set and their lengths by first letters answer as fast as a tree, are built ten times faster and
    make no object per letter for the garbage collector to walk.
    """

    __slots__ = ("_lengths", "_words")

    _KEY = 3
    """Letters of a word that select the lengths to try; fewer select too many, more are too many keys."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words) - {""}
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[: self._KEY], set()).add(len(word))
        self._lengths = {key: sorted(found) for key, found in lengths.items()}

    def __len__(self) -> int:
        return len(self._words)

    def __contains__(self, word: object) -> bool:
        return word in self._words

    def prefixes(self, text: str, start: int = 0) -> list[str]:
        """Return the words that `text` holds at offset `start`, shortest first."""
        words = self._words
        key = text[start : start + self._KEY]
        found = [key[:length] for length in range(1, min(len(key), self._KEY - 1) + 1) if key[:length] in words]
        for length in self._lengths.get(key, ()):
            if length >= self._KEY and (word := text[start : start + length]) in words:
                found.append(word)
        return found


Matcher = Callable[[str, WordSet], list[str]]


@cache
def matcher() -> Matcher:
    """Return PyThaiNLP's `newmm.segment`: the words of a text in order, which joined give the text.

    It is called directly: `word_tokenize` joins broken numbers in quadratic time.
    """
    _stay_offline()
    from pythainlp.tokenize import newmm

    return cast(Matcher, newmm.segment)


@cache
def thai_words() -> frozenset[str]:
    """Return PyThaiNLP's list of Thai words (62,106 in version 5.4)."""
    _stay_offline()
    from pythainlp.corpus.common import thai_words as words

    loaded: frozenset[str] = words()
    return loaded


@cache
def common_words() -> frozenset[str]:
    """Return PyThaiNLP's list of about a thousand words so common that they explain nothing."""
    _stay_offline()
    from pythainlp.corpus.common import thai_stopwords

    loaded: frozenset[str] = thai_stopwords()
    return loaded


def _stay_offline() -> None:
    """Forbid PyThaiNLP to download anything or to make a folder in the user's home; a user's own choice stands."""
    os.environ.setdefault("PYTHAINLP_OFFLINE", "1")
    if "PYTHAINLP_READ_MODE" not in os.environ:
        # Both switches together are an error to PyThaiNLP.
        os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
