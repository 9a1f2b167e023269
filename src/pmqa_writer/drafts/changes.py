"""What differs between two versions of a text, for people: words, not lines. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from pmqa_writer.text import default_tokenizer

_LONG: Final = 3_000
"""Words from which on a text is compared more roughly: several answers' worth."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text that stayed, came or went."""

    kind: Literal["equal", "insert", "delete"]
    text: str


def changes(old: str, new: str) -> list[Change]:
    """Return how `old` became `new`, in reading order; what went stands before what came in its place.

    What is `equal` or `delete` makes up `old`, what is `equal` or `insert` makes up `new`. Only whole words come and
    go, with the white space between them. No two neighbours are of the same kind.
    """
    before, after = list(_words(old)), list(_words(new))
    # Exact is quadratic; of texts that no form takes, words that come often are not what is aligned by.
    long = max(len(before), len(after)) > _LONG
    found: list[Change] = []
    for _tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=long).get_opcodes():
        if before[i:j] == after[k:m]:
            found.append(Change("equal", "".join(before[i:j])))
            continue
        if i < j:
            found.append(Change("delete", "".join(before[i:j])))
        if k < m:
            found.append(Change("insert", "".join(after[k:m])))
    return found


def _words(text: str) -> Iterator[str]:
    """Words, and what stands between them: together the whole text."""
    end = 0
    for token in default_tokenizer().tokens(text):
        if end < token.span.start:
            yield text[end : token.span.start]
        yield token.text
        end = token.span.end
    if end < len(text):
        yield text[end:]
