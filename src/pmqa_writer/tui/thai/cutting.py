"""Where the words of a line end: by the dictionary once there is one, by syllable shapes until then."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from weakref import WeakMethod

from pmqa_writer.text import Tokenizer, boundaries

Cut = Callable[[str], Sequence[int]]
"""Takes a text, gives the ascending offsets (code points) at which its words end."""

MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
"""Thai vowels and tone marks without a cell of their own, as the inside of a regex set."""

# What a reader would not pull apart: leading vowel, consonant, marks, following vowel and the signs behind.
_SYLLABLE = re.compile(
    rf"[เ-ไ]?[ก-ฮ][{MARKS}]*[ะาำๅ]?[ฯๆ]*|[A-Za-z0-9๐-๙][A-Za-z0-9๐-๙.,:/%_'-]*|\s+|.",
    re.DOTALL,
)
_RUN = re.compile(r"\S+")


def syllable_ends(text: str) -> list[int]:
    """Return where syllable-like pieces of `text` end; needs no dictionary."""
    return [match.end() for match in _SYLLABLE.finditer(text)]


class WordCutter:
    """The present way of finding words, shared by all widgets of an app."""

    def __init__(self) -> None:
        self.cut: Cut = syllable_ends
        """Another object whenever the way of cutting changes, so that it can be part of a cache's key."""
        self._watchers: list[WeakMethod[Callable[[], object]]] = []

    @property
    def ready(self) -> bool:
        """Whether a dictionary cuts the words."""
        return self.cut is not syllable_ends

    def use(self, tokenizer: Tokenizer) -> None:
        """Cut by the dictionary of `tokenizer` from now on and tell all watchers. Call it on the UI's thread."""
        self.cut = _by_dictionary(tokenizer)
        self._watchers = [watcher for watcher in self._watchers if watcher() is not None]
        for watcher in self._watchers:
            if callback := watcher():
                callback()

    def watch(self, callback: Callable[[], object]) -> None:
        """Call the bound method `callback` when the cut is replaced, as long as its object lives."""
        self._watchers.append(WeakMethod(callback))

    def unwatch(self, callback: Callable[[], object]) -> None:
        """Stop calling `callback`."""
        self._watchers = [watcher for watcher in self._watchers if watcher() not in {None, callback}]


def _by_dictionary(tokenizer: Tokenizer) -> Cut:
    @lru_cache(maxsize=1024)
    def ends_in_run(run: str) -> tuple[int, ...]:
        return tuple(token.span.end for token in tokenizer.tokens(run))

    def cut(text: str) -> list[int]:
        # No word holds white space, so that only the run being typed is cut anew.
        ends: list[int] = []
        for match in _RUN.finditer(text):
            start = match.start()
            if start:
                ends.append(start)
            ends += [start + end for end in ends_in_run(match.group())]
        return ends

    return cut


@lru_cache(maxsize=512)
def word_edges(line: str, cut: Cut) -> tuple[int, ...]:
    """Return the offsets at which words of `line` begin or end, with 0 and its length, never inside a cluster."""
    clusters = boundaries(line)
    edges = {0, len(line), *cut(line)}
    return tuple(offset for offset in clusters if offset in edges)


def word_left(line: str, column: int, cut: Cut) -> int:
    """Return where the word before `column` begins, over spaces and punctuation."""
    edges = word_edges(line, cut)
    number = bisect_left(edges, column) - 1
    while number > 0 and not _has_letters(line[edges[number] : column]):
        number -= 1
    return edges[max(number, 0)]


def word_right(line: str, column: int, cut: Cut) -> int:
    """Return where the next word after `column` begins, over spaces and punctuation; the length if none does."""
    edges = word_edges(line, cut)
    number = min(bisect_right(edges, column), len(edges) - 1)
    while number < len(edges) - 1 and not _has_letters(line[edges[number] : edges[number + 1]]):
        number += 1
    return edges[number]


def word_end(line: str, column: int, cut: Cut) -> int:
    """Return where the word at or after `column` ends."""
    edges = word_edges(line, cut)
    number = min(bisect_right(edges, column), len(edges) - 1)
    while number < len(edges) - 1 and not _has_letters(line[column : edges[number]]):
        number += 1
    return edges[number]


def word_at(line: str, column: int, cut: Cut) -> tuple[int, int]:
    """Return start and end of the word, or of the white space or punctuation, that `column` lies in.

    At the end of the line it is the last word.
    """
    edges = word_edges(line, cut)
    if len(edges) == 1:
        return 0, 0
    number = min(bisect_right(edges, column), len(edges) - 1)
    return edges[number - 1], edges[number]


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)
