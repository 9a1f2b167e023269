"""Rows of a paragraph: broken between words, never inside a grapheme cluster, never wider than asked."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from rich.cells import cell_len
from textual.expand_tabs import get_tab_widths

from pmqa_writer.text import boundaries
from pmqa_writer.tui.thai.cutting import Cut, WordCutter, syllable_ends, word_edges

__all__ = ["Cut", "WordCutter", "wrap_offsets"]

# What may not begin a row: signs and vowels that belong to what is before them, closing punctuation.
_CLINGS_LEFT = frozenset("ๆฯะาำๅ)]}>”’»%.,:;!?/…" + "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a")
# What may not end a row: opening punctuation, vowels that are written before their consonant.
_CLINGS_RIGHT = frozenset("([{<“‘«เแโใไ")

_Piece = tuple[int, int]
"""Start and end of a stretch of the line."""
_Width = Callable[[int, int], int]
"""Cells that the stretch from one offset to another takes."""


@lru_cache(maxsize=2048)
def wrap_offsets(text: str, width: int, cut: Cut, tab_width: int = 4) -> tuple[int, ...]:
    """Return the offsets (code points) in one paragraph at which a new row begins, without 0.

    Args:
        text: The paragraph, without line ends.
        width: Cells of a row; 0 for rows of any width. One blank at the end of a row may stand beyond it.
        cut: Finds the words.
        tab_width: Cells between two tab stops.
    """
    # No character is wider than two cells.
    if width <= 0 or len(text) * 2 <= width:
        return ()
    measure = _measure(text, tab_width)
    if "\t" not in text and measure(0, len(text)) <= width:
        return ()
    rows: list[int] = []
    used = 0
    for start, end in _units(text, cut):
        cells = measure(start, end)
        needed = cells - (text[end - 1] == " ")
        if used + needed <= width:
            used += cells
        elif needed <= width:
            if start:
                rows.append(start)
            used = cells
        else:
            for piece, stop in _folds(text, start, end, width, measure):
                piece_cells = measure(piece, stop)
                if used and used + piece_cells > width:
                    rows.append(piece)
                    used = 0
                used += piece_cells
    return tuple(rows)


def _measure(text: str, tab_width: int) -> _Width:
    if "\t" not in text:
        return lambda start, end: cell_len(text[start:end])
    # A tab reaches to its stop in the unbroken paragraph, which is how Textual draws it.
    stops = [cells for _, cells in get_tab_widths(text, tab_width) if cells]

    def measure(start: int, end: int) -> int:
        before = text.count("\t", 0, start)
        within = text.count("\t", start, end)
        return cell_len(text[start:end].replace("\t", "")) + sum(stops[before : before + within])

    return measure


def _units(text: str, cut: Cut) -> Iterator[_Piece]:
    """Yield the stretches between which the paragraph may be broken."""
    return pairwise(offset for offset in word_edges(text, cut) if not _holds(text, offset))


def _holds(text: str, offset: int) -> bool:
    """Tell whether what is before and behind `offset` should stay on one row."""
    if not 0 < offset < len(text):
        return False
    return text[offset].isspace() or text[offset] in _CLINGS_LEFT or text[offset - 1] in _CLINGS_RIGHT


def _folds(text: str, start: int, end: int, width: int, measure: _Width) -> Iterator[_Piece]:
    """Yield the pieces of a stretch that no row can hold: syllables, or clusters where even those are too wide."""
    clusters = [start + offset for offset in boundaries(text[start:end])]
    inside = set(clusters)
    syllables = (start + offset for offset in syllable_ends(text[start:end]))
    for piece in pairwise([start, *(edge for edge in syllables if edge in inside and not _holds(text, edge))]):
        if measure(*piece) <= width:
            yield piece
        else:
            yield from pairwise(offset for offset in clusters if piece[0] <= offset <= piece[1])
