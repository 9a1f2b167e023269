"""An editor whose text carries marks, and a limit beyond which it looks so."""

from collections.abc import Collection, Iterable, Sequence
from typing import ClassVar, NamedTuple

from rich.style import Style
from textual.document._document import EditResult
from textual.document._edit import Edit as DocumentEdit
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme

from pmqa_writer.text import Span, limit_offset
from pmqa_writer.tui.thai.cutting import WordCutter
from pmqa_writer.tui.thai.editor import ThaiEditor
from pmqa_writer.tui.thai.marks import KINDS, Marks
from pmqa_writer.tui.thai.row import Paint, styled_row


class _Row(NamedTuple):
    """All that the look of a row depends on, besides the style sheet."""

    text: str
    paints: tuple[Paint, ...]
    base_style: Style
    tabs: tuple[int, ...]
    blank_selected: bool
    size: Size


class MarkedEditor(ThaiEditor):
    """Paints its own rows: marks, what is beyond the limit, selection and cursor, all by whole clusters."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "thai-text-area--beyond",
        *(f"thai-text-area--{kind}" for kind in KINDS),
    }
    DEFAULT_CSS = """
    MarkedEditor {
        & .thai-text-area--evidence { background: $success-muted; text-style: underline; }
        & .thai-text-area--finding { color: $text-warning; text-style: underline; }
        & .thai-text-area--found { background: $accent-muted; text-style: bold; }
        & .thai-text-area--beyond { color: $text-error; text-style: underline; }
    }
    """

    def __init__(
        self,
        text: str = "",
        *,
        cutter: WordCutter | None = None,
        limit: int | None = None,
        read_only: bool = False,
        placeholder: str = "",
        name: str | None = None,
        id: str | None = None,  # noqa: A002  # Textual's name for it
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Show `text`; what lies beyond `limit` characters, as Microsoft Word counts them, looks so."""
        self._marks = Marks()
        self._mark_styles: dict[str, Style] = {}
        self._limit = limit
        self._beyond = 0
        self._drawn: dict[int, _Row | None] = {}
        """How each row was drawn last; forgotten when the styles change."""
        self._styled: TextAreaTheme | None = None
        """The theme that has taken its colours from the style sheet as it is now."""
        super().__init__(
            text,
            cutter=cutter,
            read_only=read_only,
            placeholder=placeholder,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
        )

    # --- marks and limit

    def mark(self, kind: str, spans: Sequence[Span]) -> None:
        """Replace the marks of `kind` ("evidence", "finding", "found"); they are widened to whole clusters.

        Marks go along with edits before them. An edit that touches one drops it; undo and redo drop all.
        """
        if self._marks.put(kind, spans, self.text):
            self._repaint()

    def marks(self, kind: str) -> tuple[Span, ...]:
        """Return the marks of `kind` as they are now."""
        return self._marks.spans(kind)

    @property
    def limit(self) -> int | None:
        """Characters that the answer may have, as Microsoft Word counts them; None for any number."""
        return self._limit

    @limit.setter
    def limit(self, limit: int | None) -> None:
        self._limit = limit
        self._find_beyond()
        self._repaint()

    def _find_beyond(self) -> None:
        text = self.text
        self._beyond = len(text) if self._limit is None else limit_offset(text, self._limit)

    def _repaint(self) -> None:
        self._line_cache.clear()
        self.refresh()

    def edit(self, edit: DocumentEdit) -> EditResult:
        """Make an edit; marks and limit follow."""
        replaced = Span(self.offset_of(edit.top), self.offset_of(edit.bottom))
        length = len(self.text)
        result = super().edit(edit)
        self._marks.edited(replaced, len(self.text) - length)
        self._find_beyond()
        return result

    def _undo_batch(self, edits: Sequence[DocumentEdit]) -> None:
        super()._undo_batch(edits)
        self._forget_marks()

    def _redo_batch(self, edits: Sequence[DocumentEdit]) -> None:
        super()._redo_batch(edits)
        self._forget_marks()

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, language)
        self._forget_marks()

    def _forget_marks(self) -> None:
        self._marks.clear()
        self._find_beyond()
        self._repaint()

    # --- painting

    def notify_style_update(self) -> None:
        """Forget the colours of the theme before."""
        self._mark_styles.clear()
        self._drawn.clear()
        self._styled = None
        super().notify_style_update()

    def _mark_style(self, kind: str) -> Style:
        if kind not in self._mark_styles:
            self._mark_styles[kind] = self.get_component_rich_style(f"thai-text-area--{kind}", partial=True)
        return self._mark_styles[kind]

    def _exchange_repaint_regions(self) -> Collection[Region]:
        """Return what is to be painted; Textual repaints the whole editor for each key, we the rows that changed."""
        regions = super()._exchange_repaint_regions()
        height = self.scrollable_content_region.height
        if self.outer_size.region not in regions or not self.text or len(self._drawn) < height:
            return regions
        width, top = self.outer_size.width, self.gutter.top
        changed = [y for y in range(height) if self._drawn.get(y) != self._row_at(y)]
        return {Region(0, top + y, width, 1) for y in changed}

    def _row_at(self, y: int) -> _Row | None:
        """Return how a row of the view looks now; None: below the text."""
        theme = self._theme
        rows = self.wrapped_document._offset_to_line_info
        y += self.scroll_offset.y
        if y >= len(rows):
            return None
        number, section = rows[y]
        line = self.document[number]
        cuts = [0, *self.wrapped_document.get_offsets(number), len(line)]
        start, end = cuts[section], cuts[section + 1]
        # The last row has a blank at its end for the cursor.
        limit = end + (end == len(line))
        paints = tuple(
            (style, max(first - start, 0), min(last, limit) - start)
            for style, first, last in self._paints(number, line)
            if first < limit and last > start
        )
        return _Row(
            line[start:end] + (" " if end == len(line) else ""),
            paints,
            theme.base_style or self.rich_style,
            tuple(self.wrapped_document.get_tab_widths(number)),
            bool(not line and self._is_selected_blank(number) and theme.selection_style),
            self.size,
        )

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return rows; Textual looks up the colours of the style sheet each time, here only after they changed."""
        if self._styled is None or self._styled is not self._theme:
            self._styled = self._theme
            return super().render_lines(crop)
        return super(TextArea, self).render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return a row of the view, and keep how it looked."""
        self._drawn[y] = self._row_at(y)
        return super().render_line(y)

    def _render_line(self, y: int) -> Strip:
        # Textual styles the whole paragraph for each of its rows, and lets styles end between a base and its mark.
        theme = self._theme
        base_style = theme.base_style or self.rich_style
        rows = self.wrapped_document._offset_to_line_info
        y += self.scroll_offset.y
        if y >= len(rows):
            return Strip.blank(self.size.width, base_style)
        number, section = rows[y]
        line = self.document[number]
        cuts = [0, *self.wrapped_document.get_offsets(number), len(line)]
        start, end = cuts[section], cuts[section + 1]
        tabs = self.wrapped_document.get_tab_widths(number)
        text = styled_row(line, start, end, self._paints(number, line), tabs)
        if not line and self._is_selected_blank(number) and theme.selection_style:
            text.plain = "▌"
            text.stylize(Style(color=theme.selection_style.bgcolor))
        strip = Strip(text.render(self.app.console), cell_length=text.cell_len)
        return strip.extend_cell_length(self.scrollable_content_region.size.width, base_style).apply_style(base_style)

    def _is_selected_blank(self, number: int) -> bool:
        (top, _), (bottom, _) = sorted(self.selection)
        return top <= number <= bottom and not self.selection.is_empty and number != self.cursor_location[0]

    def _paints(self, number: int, line: str) -> Iterable[Paint]:
        """Yield what is painted on a paragraph, the topmost last."""
        base = self.offset_of((number, 0))
        for kind in KINDS:
            for span in self._marks.spans(kind):
                if span.end > base and span.start - base < len(line):
                    yield self._mark_style(kind), span.start - base, min(span.end - base, len(line))
        if self._beyond - base < len(line):
            yield self._mark_style("beyond"), max(self._beyond - base, 0), len(line)
        (top, first), (bottom, last) = sorted(self.selection)
        theme = self._theme
        if theme.selection_style and top <= number <= bottom:
            yield theme.selection_style, first if number == top else 0, last if number == bottom else len(line)
        row, column = self.cursor_location
        if theme.cursor_style and row == number and self._draw_cursor:
            yield theme.cursor_style, column, column + 1
