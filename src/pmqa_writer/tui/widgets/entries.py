"""A list of things to read and choose from, each wrapped at words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from pmqa_writer.text import Span
from pmqa_writer.tui.spoken import Spoken
from pmqa_writer.tui.thai import WordCutter, with_thai, wrapped


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the list, or a heading that cannot be chosen."""

    id: str
    content: Content
    spans: tuple[Span, ...] = ()
    """What it is about in the draft."""
    heading: bool = False


class EntryList(Spoken, OptionList):
    """Shows entries; the highlighted one is told of, so that its evidence can be marked."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding(with_thai("n,j"), "cursor_down", show=False),
        Binding(with_thai("p,k"), "cursor_up", show=False),
    ]
    DEFAULT_CSS = """
    EntryList { height: 1fr; border: none; padding: 0; background: $surface; }
    EntryList:focus { border: none; }
    EntryList > .option-list--option { padding: 0 1; }
    EntryList > .option-list--option-highlighted { background: $panel; color: $text; text-style: none; }
    EntryList:focus > .option-list--option-highlighted { background: $primary-muted; color: $text; text-style: none; }
    EntryList > .option-list--option-disabled { color: $text-muted; text-style: bold; }
    """

    class Reached(Message):
        """The cursor is on another entry, or on none."""

        def __init__(self, entries: EntryList, entry: Entry | None) -> None:
            super().__init__()
            self.entries = entries
            self.entry = entry

        @property
        def control(self) -> EntryList:
            """The list."""
            return self.entries

    class Chosen(Message):
        """An entry was chosen with Enter or the mouse."""

        def __init__(self, entries: EntryList, entry: Entry) -> None:
            super().__init__()
            self.entries = entries
            self.entry = entry

        @property
        def control(self) -> EntryList:
            """The list."""
            return self.entries

    def __init__(self, *, cutter: WordCutter, id: str | None = None) -> None:  # noqa: A002
        """Show nothing yet."""
        super().__init__(id=id, markup=False)
        self._cutter = cutter
        self._entries: dict[str, Entry] = {}
        self._width = 0
        cutter.watch(self._words_changed)

    def show(self, entries: Sequence[Entry]) -> None:
        """Show other entries; the cursor stays on the one of the same id."""
        new = {entry.id: entry for entry in entries}
        if list(new.values()) != list(self._entries.values()):
            self._entries = new
            self._fill()

    @property
    def shown(self) -> Sequence[Entry]:
        """The entries, headings included."""
        return list(self._entries.values())

    @property
    def entry(self) -> Entry | None:
        """The entry that the cursor is on."""
        if self.highlighted is None:
            return None
        return self._entries.get(self.get_option_at_index(self.highlighted).id or "")

    def _words_changed(self) -> None:
        self._fill()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew where the width is another."""
        if event.size.width != self._width:
            self._fill()

    def _fill(self) -> None:
        # One cell at each side of a row, and the scroll bar, are not for text.
        self._width = self.size.width
        width = max(self._width - 2 - self.styles.scrollbar_size_vertical, 8)
        before, top = self.entry_id, self.scroll_y
        self.clear_options()
        self.add_options(
            Option(wrapped(entry.content, width, self._cutter), id=entry.id, disabled=entry.heading)
            for entry in self._entries.values()
        )
        if before in self._entries:
            self.highlighted = self.get_option_index(before)
            self.scroll_to(y=top, animate=False)

    @property
    def entry_id(self) -> str:
        """Id of the entry that the cursor is on; empty: of none."""
        if self.highlighted is None or self.highlighted >= self.option_count:
            return ""
        return self.get_option_at_index(self.highlighted).id or ""

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Pass the event on with the entry."""
        event.stop()
        self.post_message(self.Reached(self, self._entries.get(event.option_id or "")))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Pass the event on with the entry."""
        event.stop()
        if entry := self._entries.get(event.option_id or ""):
            self.post_message(self.Chosen(self, entry))
