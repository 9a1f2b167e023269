"""Text to read: rows of whole words, never markup, copied by whole clusters."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.content import Content
from textual.geometry import Offset, Size
from textual.selection import Selection
from textual.widget import Widget

from pmqa_writer.text import boundaries
from pmqa_writer.tui.thai.wrapping import WordCutter, wrap_offsets

_TAB_WIDTH = 4


@dataclass(frozen=True, slots=True)
class _Rows:
    """A text laid out in rows."""

    content: Content
    """The rows, joined by line feeds."""
    starts: tuple[int, ...]
    """Where each row begins in the text (code points)."""
    lines: tuple[str, ...]
    """The rows as shown."""


def wrapped(text: str | Text | Content, width: int, cutter: WordCutter) -> Content:
    """Return `text` with a line feed at the end of each row of `width` cells; its styles stay."""
    return _rows(_content(text), width, cutter).content


def _content(text: str | Text | Content) -> Content:
    if isinstance(text, Text):
        content = Content.from_rich_text(text)
    else:
        content = text if isinstance(text, Content) else Content(text)
    return content.expand_tabs(_TAB_WIDTH) if "\t" in content.plain else content


def _rows(content: Content, width: int, cutter: WordCutter) -> _Rows:
    plain = content.plain
    edges: list[tuple[int, int]] = []
    start = 0
    for line in plain.split("\n"):
        offsets = [0, *wrap_offsets(line, width, cutter.cut), len(line)]
        for first, last in pairwise(offsets):
            # The blank at a break may stand beyond the row.
            hanging = line[first:last].endswith(" ") and (last < len(line) or 0 < width < cell_len(line[first:last]))
            edges.append((start + first, start + last - hanging))
        start += len(line) + 1
    cuts = sorted({offset for edge in edges for offset in edge})
    pieces = dict(zip([0, *cuts], content.divide(cuts), strict=True))
    rows = [pieces[first] if last > first else Content("") for first, last in edges]
    return _Rows(Content("\n").join(rows), tuple(first for first, _ in edges), tuple(row.plain for row in rows))


class ThaiStatic(Widget):
    """Shows a text. A `str` is shown as it is, whatever it holds; styles come with `Text` or `Content`."""

    DEFAULT_CSS = """
    ThaiStatic { height: auto; }
    """

    def __init__(
        self,
        content: str | Text | Content = "",
        *,
        cutter: WordCutter | None = None,
        name: str | None = None,
        id: str | None = None,  # noqa: A002  # Textual's name for it
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Show `content`, with words found by `cutter`; without one, by the app's attribute `cutter` if it has that."""
        super().__init__(name=name, id=id, classes=classes, disabled=disabled, markup=False)
        self._content = _content(content)
        self._cutter = cutter or WordCutter()
        self._cutter_given = cutter is not None
        self._laid_out: tuple[int, _Rows] | None = None
        self._cutter.watch(self._words_changed)

    def _on_mount(self, event: events.Mount) -> None:
        if not self._cutter_given and isinstance(shared := getattr(self.app, "cutter", None), WordCutter):
            self.use(shared)

    def use(self, cutter: WordCutter) -> None:
        """Find words with `cutter` from now on."""
        self._cutter.unwatch(self._words_changed)
        self._cutter = cutter
        self._cutter_given = True
        cutter.watch(self._words_changed)
        self._words_changed()

    def _words_changed(self) -> None:
        self._laid_out = None
        self.refresh(layout=True)

    @property
    def plain(self) -> str:
        """The text as it is shown, without the breaks of its rows."""
        return self._content.plain

    def update(self, content: str | Text | Content) -> None:
        """Show another text; the screen is laid out anew only if it takes other room."""
        new = _content(content)
        if new.is_same(self._content):
            return
        width = self.content_size.width
        before = self._rows_at(width)
        self._content = new
        self._laid_out = None
        # Without a width it has not been laid out yet.
        same_height = width > 0 and len(self._rows_at(width).lines) == len(before.lines)
        self.clear_cached_dimensions()
        self.refresh(layout=self.styles.is_auto_width or not same_height)

    def render(self) -> Content:
        """Return the rows at the present width."""
        return self._rows_at(self.content_size.width).content

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the cells of the longest paragraph, or what there is."""
        return min(container.width, max(map(cell_len, self.plain.split("\n"))))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows at `width` cells."""
        return len(self._rows_at(width).lines)

    def _rows_at(self, width: int) -> _Rows:
        if self._laid_out is None or self._laid_out[0] != width:
            self._laid_out = (width, _rows(self._content, width, self._cutter))
        return self._laid_out[1]

    @property
    def text_selection(self) -> Selection | None:
        """What the mouse has selected, by whole clusters."""
        selection = super().text_selection
        return None if selection is None else self._snapped(selection)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected part of the text itself, without the breaks of its rows."""
        rows = self._rows_at(self.content_size.width)
        start, end = self._snapped(selection)
        first = 0 if start is None else self._offset(rows, start)
        last = len(self.plain) if end is None else self._offset(rows, end)
        return self.plain[first:last], "\n"

    def _snapped(self, selection: Selection) -> Selection:
        # Textual takes the place before the marks of a cluster for its right edge.
        rows = self._rows_at(self.content_size.width)

        def snapped(place: Offset | None) -> Offset | None:
            if place is None or place.y >= len(rows.lines):
                return place
            edges = boundaries(rows.lines[place.y])
            return Offset(edges[min(bisect_left(edges, place.x), len(edges) - 1)], place.y)

        return Selection(snapped(selection.start), snapped(selection.end))

    def _offset(self, rows: _Rows, place: Offset) -> int:
        if place.y >= len(rows.starts):
            return len(self.plain)
        return rows.starts[place.y] + min(place.x, len(rows.lines[place.y]))
