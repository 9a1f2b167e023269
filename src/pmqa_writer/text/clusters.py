"""Grapheme clusters: what a reader takes for one character, e.g. "น้ำ" is one and "ที่" is one.

A span that ended inside a cluster would tear a tone mark off its consonant, on screen and in a quotation.
"""

from bisect import bisect_left, bisect_right
from functools import lru_cache

import regex

from pmqa_writer.text.spans import Span

# Flags come first: `\X` looks back over a whole run of regional indicators to find the parity, which is
# quadratic. Taken in pairs from the left the answer is the same.
_CLUSTER = regex.compile(r"[\U0001F1E6-\U0001F1FF]{2}[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]*+|\X", regex.DOTALL)

_LEADING_VOWELS = "เแโใไ"


@lru_cache(maxsize=8)
def boundaries(text: str) -> tuple[int, ...]:
    """Return the offsets (code points) at which clusters of `text` begin, and its length, ascending.

    The first is 0; of an empty text it is the only one. The last few texts are remembered.
    """
    if text.isascii() and "\r" not in text:
        return tuple(range(len(text) + 1))
    starts = [match.start() for match in _CLUSTER.finditer(text)]
    starts.append(len(text))
    return tuple(starts)


def snap(text: str, span: Span) -> Span:
    """Return the smallest span of whole clusters of `text` that holds `span`.

    An empty span inside a cluster becomes that cluster; one between clusters stays empty. Offsets beyond the
    text are moved to its end.
    """
    edges = boundaries(text)
    start = edges[bisect_right(edges, min(span.start, len(text))) - 1]
    end = edges[bisect_left(edges, min(span.end, len(text)))]
    return Span(start, end)


def shorten(text: str, length: int) -> str:
    """Return `text`, or as many of its whole clusters as fit into `length` code points with “…” behind them.

    No leading vowel ends it: the consonant that it is read with is gone.
    """
    return text if len(text) <= length else text[: floor(text, length - 1)].rstrip(f"{_LEADING_VOWELS} \n\t") + "…"


def floor(text: str, offset: int) -> int:
    """Return the start of the cluster that `offset` lies in; an edge is its own floor."""
    edges = boundaries(text)
    return edges[bisect_right(edges, min(offset, len(text))) - 1]
