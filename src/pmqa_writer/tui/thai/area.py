"""The editor of an answer: finds, edits and pastes, each undone in one step."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex
from textual import events
from textual.document._document import Selection
from textual.geometry import Region
from textual.message import Message

from pmqa_writer.text import MATCHING_ONLY, Edit, Span, apply, find_edits, snap
from pmqa_writer.tui.thai.intake import line_feeds, without_controls, without_orphans
from pmqa_writer.tui.thai.marked import MarkedEditor


class ThaiTextArea(MarkedEditor):
    """Edits an answer. Offsets are code points of `text`, whose lines end in line feeds."""

    @dataclass
    class Uncleaned(Message):
        """Text was pasted that cleaning would change."""

        area: "ThaiTextArea"
        """Where it was pasted."""
        span: Span
        """What was pasted."""
        edits: tuple[Edit, ...]
        """What `apply_edits` would mend, as long as the text has not changed; spans in the whole text."""

        @property
        def control(self) -> "ThaiTextArea":
            """The area, for `@on` with a selector."""
            return self.area

    def find(self, needle: str, start: int, backwards: bool = False) -> Span | None:
        """Return the first match of `needle` at or after `start`, or the last that ends at or before it.

        Upper and lower case are the same.
        """
        if not needle:
            return None
        if backwards:
            match = regex.compile(f"(?ri){regex.escape(needle)}").search(self.text, 0, start)
        else:
            match = regex.compile(f"(?i){regex.escape(needle)}").search(self.text, start)
        return Span(*match.span()) if match else None

    def select_span(self, span: Span) -> None:
        """Select `span`, widened to whole clusters, and scroll it into view; of a long one, its start."""
        whole = snap(self.text, span)
        start, end = self.location_of(whole.start), self.location_of(whole.end)
        self.selection = Selection(start, end)
        self.record_cursor_width()
        self.history.checkpoint()
        if self.is_mounted:
            top = self.wrapped_document.location_to_offset(start).y
            self.scroll_to_region(Region(0, top, 1, 1), animate=False, force=True)

    # --- edits

    def load(self, text: str) -> None:
        """Replace the text and forget its history; every line end becomes a line feed, nothing else changes."""
        self.load_text(text)

    def replace_span(self, span: Span, replacement: str) -> None:
        """Replace a piece of the text in an undo step of its own; a cursor inside it goes to its end."""
        inserted = line_feeds(replacement)
        self._replace_at_once(span, inserted, _moved(self.cursor_offset, span, len(inserted)))

    def apply_edits(self, edits: Sequence[Edit]) -> None:
        """Make `edits`, sorted as `find_edits` gives them, in one undo step; the cursor keeps its place.

        Raises:
            ValueError: they overlap, are out of order or reach beyond the text.
        """
        if not edits:
            return
        text = self.text
        changed = apply(text, edits)
        whole = Span(edits[0].span.start, edits[-1].span.end)
        cursor = self.cursor_offset
        marks = self._marks.copy()
        for edit in reversed(edits):
            cursor = _moved(cursor, edit.span, len(edit.replacement))
            marks.edited(edit.span, len(edit.replacement) - len(edit.span))
        self._replace_at_once(whole, changed[whole.start : len(changed) - len(text) + whole.end], cursor)
        # What lies between the edits is as it was, and so are its marks.
        self._marks = marks

    def _replace_at_once(self, span: Span, replacement: str, cursor: int) -> None:
        """Replace a span as one undo step and put the cursor at an offset of the text afterwards."""
        self.history.checkpoint()
        self.replace(
            replacement, self.location_of(span.start), self.location_of(span.end), maintain_selection_offset=False
        )
        self.move_cursor(self.location_of(cursor))

    async def _on_paste(self, event: events.Paste) -> None:
        # Textual calls the handlers of all base classes, too, unless told not to.
        event.prevent_default()
        event.stop()
        self._paste(event.text)

    def action_paste(self) -> None:
        """Paste what was last copied in this app."""
        self._paste(self.app.clipboard)

    def _paste(self, text: str) -> None:
        if self.read_only:
            return
        start = min(self.selection)
        row, column = start
        pasted = without_orphans(without_controls(text), self.document[row][:column])
        if not pasted:
            return
        self.history.checkpoint()
        result = self._replace_via_keyboard(pasted, *self.selection)
        if result is None:
            return
        self.move_cursor(result.end_location)
        self.focus()
        at = self.offset_of(start)
        edits = tuple(
            Edit(Span(edit.span.start + at, edit.span.end + at), edit.replacement, edit.kind)
            for edit in find_edits(pasted)
            if edit.kind not in MATCHING_ONLY
        )
        if edits:
            self.post_message(self.Uncleaned(self, Span(at, at + len(pasted)), edits))


def _moved(offset: int, replaced: Span, length: int) -> int:
    """Return where an offset is after `replaced` has got `length` code points; inside it, the end of them."""
    if offset >= replaced.end:
        return offset + length - len(replaced)
    return offset if offset <= replaced.start else replaced.start + length
