"""`TextArea` by Thai rules: rows of whole words, a cursor that stops at clusters, keys that go by words."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.document._document import DocumentBase, EditResult, Location, Selection
from textual.document._wrapped_document import WrappedDocument
from textual.widgets import TextArea

from pmqa_writer.text import floor
from pmqa_writer.tui.thai.cutting import WordCutter, word_at, word_end, word_left, word_right
from pmqa_writer.tui.thai.document import ThaiNavigator, ThaiWrappedDocument
from pmqa_writer.tui.thai.intake import line_feeds, without_orphans
from pmqa_writer.tui.thai.keyboard import with_thai
from pmqa_writer.tui.thai.static import wrapped

# One undo takes back a word, or this many typed characters.
_UNDO_CHARACTERS = 30
_UNDO_STEPS = 500


def _thai_bindings() -> list[BindingType]:
    """Return the keys of `TextArea` as the Thai layout names them, and the keys that it lacks."""
    inherited = [binding for binding in TextArea.BINDINGS if isinstance(binding, Binding)]
    aliases = [(with_thai(binding.key), binding) for binding in inherited]
    return [
        Binding("ctrl+delete", "delete_word_right", show=False),
        Binding("ctrl+home", "cursor_text_start", show=False),
        Binding("ctrl+end", "cursor_text_end", show=False),
        Binding("ctrl+shift+home", "cursor_text_start(True)", show=False),
        Binding("ctrl+shift+end", "cursor_text_end(True)", show=False),
        *(Binding(keys, known.action, known.description, show=False) for keys, known in aliases if keys != known.key),
    ]


class ThaiEditor(TextArea):
    """Wraps, moves and deletes as Thai is read; always soft-wrapped, without line numbers or suggestions."""

    BINDINGS: ClassVar[list[BindingType]] = _thai_bindings()

    def __init__(
        self,
        text: str = "",
        *,
        cutter: WordCutter | None = None,
        read_only: bool = False,
        placeholder: str = "",
        name: str | None = None,
        id: str | None = None,  # noqa: A002  # Textual's name for it
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Show `text`, with words found by `cutter`; without one, by the app's attribute `cutter` if it has that."""
        self._cutter = cutter or WordCutter()
        self._cutter_given = cutter is not None
        self._placeholder = placeholder
        super().__init__(
            line_feeds(text),
            read_only=read_only,
            max_checkpoints=_UNDO_STEPS,
            # Its style would be painted over the marks.
            highlight_cursor_line=False,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
        )
        self.match_cursor_bracket = False
        self.history.checkpoint_max_characters = _UNDO_CHARACTERS
        self._cutter.watch(self._words_changed)

    # --- words and rows

    def _on_mount(self, event: events.Mount) -> None:
        if not self._cutter_given and isinstance(shared := getattr(self.app, "cutter", None), WordCutter):
            self.use(shared)

    def use(self, cutter: WordCutter) -> None:
        """Find words with `cutter` from now on; cursor and scroll position stay."""
        self._cutter.unwatch(self._words_changed)
        self._cutter = cutter
        self._cutter_given = True
        cutter.watch(self._words_changed)
        self._wrap_anew(self._wrapped(self.document))

    def _words_changed(self) -> None:
        self._wrap_anew(self.wrapped_document)

    def _wrapped(self, document: DocumentBase) -> WrappedDocument:
        return ThaiWrappedDocument(document, self._cutter, self.wrap_width, self.indent_width)

    def _wrap_anew(self, document: WrappedDocument) -> None:
        """Wrap, and keep the cursor's row, or else the top row, where it is on the screen."""
        top = int(self.scroll_y)
        kept = self.cursor_location
        row_on_screen = self._cursor_offset[1] - top
        if not 0 <= row_on_screen < self.scrollable_content_region.height:
            kept, row_on_screen = self._location_at_row(top), 0
        self.wrapped_document = document
        self.navigator = ThaiNavigator(document)
        self._rewrap_and_refresh_virtual_size()
        if self.is_mounted:
            self._cursor_offset = document.location_to_offset(self.cursor_location)
            self.record_cursor_width()
            self.scroll_to(y=document.location_to_offset(kept).y - row_on_screen, animate=False, force=True)
        self.refresh()

    def _rewrap_and_refresh_virtual_size(self) -> None:
        # Content, as a string would be read as markup.
        self.set_reactive(TextArea.placeholder, wrapped(self._placeholder, self.wrap_width, self._cutter))
        super()._rewrap_and_refresh_virtual_size()

    def _location_at_row(self, row: int) -> Location:
        """Return where a visual row begins, as it was wrapped last."""
        rows = self.wrapped_document._offset_to_line_info
        number, section = rows[min(row, len(rows) - 1)]
        return number, [0, *self.wrapped_document.get_offsets(number)][section]

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, language)
        self.wrapped_document = self._wrapped(self.document)
        self.navigator = ThaiNavigator(self.wrapped_document)
        self._rewrap_and_refresh_virtual_size()

    def load_text(self, text: str) -> None:
        """Replace the text and forget its history; every line end becomes a line feed, nothing else changes."""
        super().load_text(line_feeds(text))

    # --- cursor

    def _validate_selection(self, selection: Selection) -> Selection:
        # Whatever moves the cursor ends here, so that it never stands inside a cluster.
        (start_row, start), (end_row, end) = super()._validate_selection(selection)
        lines = self.document.lines
        return Selection((start_row, floor(lines[start_row], start)), (end_row, floor(lines[end_row], end)))

    def get_cursor_word_left_location(self) -> Location:
        """Return where the word before the cursor begins, or the end of the line above."""
        row, column = self.cursor_location
        if column == 0 and row > 0:
            return row - 1, len(self.document[row - 1])
        return row, word_left(self.document[row], column, self._cutter.cut)

    def get_cursor_word_right_location(self) -> Location:
        """Return where the next word begins, or the start of the line below."""
        row, column = self.cursor_location
        line = self.document[row]
        if column == len(line) and row < self.document.line_count - 1:
            return row + 1, 0
        return row, word_right(line, column, self._cutter.cut)

    def action_cursor_text_start(self, select: bool = False) -> None:
        """Move the cursor to the start of the text, selecting if `select`."""
        self.move_cursor((0, 0), select=select)

    def action_cursor_text_end(self, select: bool = False) -> None:
        """Move the cursor to the end of the text, selecting if `select`."""
        self.move_cursor(self.document.end, select=select)

    async def _on_click(self, event: events.Click) -> None:
        if event.chain == 1:
            return
        event.prevent_default()
        row, column = self.get_target_document_location(event)
        if event.chain == 2:
            start, end = word_at(self.document[row], column, self._cutter.cut)
            self.selection = Selection((row, start), (row, end))
        else:
            self.select_line(row)

    def offset_of(self, location: Location) -> int:
        """Return the offset of a location (row, column); one beyond the text is the text's end."""
        row, column = location
        lines = self.document.lines
        if row >= len(lines):
            return len(self.text)
        return sum(len(line) + 1 for line in lines[:row]) + min(column, len(lines[row]))

    def location_of(self, offset: int) -> Location:
        """Return the location (row, column) of an offset; one beyond the text is the text's end."""
        for row, line in enumerate(self.document.lines):
            if offset <= len(line):
                return row, max(offset, 0)
            offset -= len(line) + 1
        return self.document.end

    @property
    def cursor_offset(self) -> int:
        """Where the cursor stands."""
        return self.offset_of(self.cursor_location)

    # --- keys that change the text

    def action_delete_left(self) -> None:
        """Delete the selection or one code point: of a cluster the last mark goes first, as in other editors."""
        row, column = self.cursor_location
        if self.read_only or not self.selection.is_empty or column == 0:
            super().action_delete_left()
        else:
            self._delete_via_keyboard((row, column - 1), (row, column))

    def action_delete_word_left(self) -> None:
        """Delete the selection, or to the start of the word before the cursor, or the line end."""
        start, end = self.selection
        if start == end:
            start = self.get_cursor_word_left_location()
        if start != end:
            self._delete_via_keyboard(start, end)

    def action_delete_word_right(self) -> None:
        """Delete the selection, or to the end of the word at the cursor, or the line end."""
        start, end = self.selection
        if start == end:
            if self.cursor_at_end_of_text:
                return
            row, column = end
            line = self.document[row]
            end = (row, word_end(line, column, self._cutter.cut)) if column < len(line) else (row + 1, 0)
        self._delete_via_keyboard(start, end)

    def action_delete_to_end_of_line(self) -> None:
        """Delete to the end of the visual row, its last cluster included."""
        row, column = self.cursor_location
        breaks = (offset for offset in self.wrapped_document.get_offsets(row) if offset > column)
        self._delete_via_keyboard((row, column), (row, next(breaks, len(self.document[row]))))

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        row, column = min(start, end)
        kept = without_orphans(insert, self.document[row][:column])
        if insert and not kept:
            return None
        if kept == " ":
            self.history.checkpoint()
        return super()._replace_via_keyboard(kept, start, end)
