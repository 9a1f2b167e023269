"""A list of things to read and choose from, each wrapped at words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
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
        before, self._entries = self._entries, {entry.id: entry for entry in entries}
        if _outline(before) != _outline(self._entries):
            self._fill()
            return
        # A judgement changes a quotation or two. Filling the list anew would have the whole screen laid out again.
        for index, (old, new) in enumerate(zip(before.values(), self._entries.values(), strict=True)):
            if not old.content.is_same(new.content):
                self.replace_option_prompt_at_index(index, self._wrapped(new))
        if self.entry != before.get(self.entry_id):
            self.post_message(self.Reached(self, self.entry))

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

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        # Not the event Resize, which does not come when a panel that was hidden is shown and scrolled at once.
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if size.width not in {0, self._width}:
            self.call_later(self._fit)
        return changed

    def _fit(self) -> None:
        """Wrap anew where the width is another."""
        if self.size.width != self._width:
            self._fill()

    def _fill(self) -> None:
        self._width = self.size.width
        before, top = self.entry_id, self.scroll_y
        self.clear_options()
        self.add_options(
            Option(self._wrapped(entry), id=entry.id, disabled=entry.heading) for entry in self._entries.values()
        )
        if before in self._entries:
            self.highlighted = self.get_option_index(before)
            self.scroll_to(y=top, animate=False)

    def _wrapped(self, entry: Entry) -> Content:
        # One cell at each side of a row, and the scroll bar, are not for text.
        return wrapped(entry.content, max(self._width - 2 - self.styles.scrollbar_size_vertical, 8), self._cutter)

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


def _outline(entries: Mapping[str, Entry]) -> list[tuple[str, bool]]:
    """Return what must be the same for entries to take the places of others."""
    return [(entry.id, entry.heading) for entry in entries.values()]
