"""The wrapped document and the cursor's moves of `TextArea`, by Thai words and by grapheme clusters."""

from bisect import bisect_left, bisect_right
from itertools import pairwise

from textual.document._document import DocumentBase, Location
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import get_tab_widths

from pmqa_writer.text import boundaries, floor
from pmqa_writer.tui.thai.wrapping import WordCutter, wrap_offsets


class ThaiWrappedDocument(WrappedDocument):
    """A document wrapped at words; places on screen are starts of clusters."""

    def __init__(self, document: DocumentBase, cutter: WordCutter, width: int = 0, tab_width: int = 4) -> None:
        """Wrap `document` at `width` cells (0: not at all) with the words of `cutter`."""
        self._cutter = cutter
        super().__init__(document, width, tab_width)

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap all lines; only those that changed cost anything."""
        self._width = width
        if tab_width:
            self._tab_width = tab_width
        self._wrap_offsets = []
        self._offset_to_line_info = []
        self._line_index_to_offsets = []
        self._tab_width_cache = []
        for number, line in enumerate(self.document.lines):
            offsets = list(wrap_offsets(line, width, self._cutter.cut, self._tab_width))
            first_row = len(self._offset_to_line_info)
            rows = range(len(offsets) + 1)
            tabs = get_tab_widths(line, self._tab_width) if "\t" in line else []
            self._wrap_offsets.append(offsets)
            self._offset_to_line_info.extend((number, section) for section in rows)
            self._line_index_to_offsets.append([first_row + section for section in rows])
            self._tab_width_cache.append([cells for _, cells in tabs])

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Wrap after an edit; unchanged lines are remembered."""
        self.wrap(self._width)

    def get_sections(self, line_index: int) -> list[str]:
        """Return the rows of a line."""
        line = self.document[line_index]
        return [line[start:end] for start, end in pairwise([0, *self._wrap_offsets[line_index], len(line)])]

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        """Return the start of the cluster that is drawn at a cell of a row."""
        column = super().get_target_document_column(line_index, x_offset, y_offset)
        return floor(self.document[line_index], column)


class ThaiNavigator(DocumentNavigator):
    """Moves the cursor by clusters."""

    def get_location_left(self, location: Location) -> Location:
        """Return the cluster before, or the end of the line above."""
        row, column = location
        if column == 0:
            return super().get_location_left(location)
        edges = boundaries(self._document[row])
        return row, edges[bisect_left(edges, column) - 1]

    def get_location_right(self, location: Location) -> Location:
        """Return the end of the cluster at `location`, or the start of the line below."""
        row, column = location
        edges = boundaries(self._document[row])
        if column >= edges[-1]:
            return super().get_location_right(location)
        return row, edges[bisect_right(edges, column)]

    def get_location_end(self, location: Location) -> Location:
        """Return the end of the visual row; of a row that goes on below, its last cluster."""
        row, column = super().get_location_end(location)
        return row, floor(self._document[row], column)
