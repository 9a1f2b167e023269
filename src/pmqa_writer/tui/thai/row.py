"""One row of the editor as styled text, without styling the whole paragraph that it belongs to."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from rich.style import Style
from rich.text import Text
from textual.expand_tabs import expand_text_tabs_from_widths

from pmqa_writer.text import boundaries

Paint = tuple[Style, int, int]
"""A style and the columns (code points) of the paragraph from which to which it goes."""


def styled_row(line: str, start: int, end: int, paints: Iterable[Paint], tab_cells: Sequence[int]) -> Text:
    """Return columns `start` to `end` of a paragraph with `paints` on them, the last on top.

    A style that touches a cluster covers it whole: a terminal drops the style of a mark by itself. The last row has
    a blank at its end for the cursor. `tab_cells` are the widths of the paragraph's tabs.
    """
    plain = line[start:end] + (" " if end == len(line) else "")
    text = Text(plain, end="", no_wrap=True)
    for style, from_column, to_column in paints:
        first, last = max(from_column - start, 0), min(to_column - start, len(plain))
        if first < last:
            edges = boundaries(plain)
            text.stylize(style, edges[bisect_right(edges, first) - 1], edges[bisect_left(edges, last)])
    if "\t" in plain:
        tabs_before = line.count("\t", 0, start)
        text = expand_text_tabs_from_widths(text, list(tab_cells[tabs_before : tabs_before + plain.count("\t")]))
    return text
