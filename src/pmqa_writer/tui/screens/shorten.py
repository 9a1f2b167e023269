"""Shorter equals for wordy phrases: accepted one at a time, or all."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from pmqa_writer.i18n import N_, _
from pmqa_writer.text import Edit, Shortening, count_characters, floor, shorten, shortenings
from pmqa_writer.tui.spoken import Spoken
from pmqa_writer.tui.thai import ThaiStatic, WordCutter, with_thai
from pmqa_writer.tui.widgets.editor import Editor
from pmqa_writer.tui.widgets.entries import Entry, EntryList

_AROUND = 16
"""Code points that are shown on either side of a phrase."""


class ShortenScreen(Spoken, ModalScreen[None]):
    """Lists the phrases of an answer that can be said more shortly, with what each saves."""

    ABOUT = N_(
        "Phrases that can be said in fewer characters without losing anything. Nothing changes until you accept it."
    )
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("f1", "app.help", N_("Help")),
        Binding("enter,space", "accept", N_("Accept this one"), priority=True),
        Binding(with_thai("a"), "accept_all", N_("Accept all")),
        Binding(with_thai("escape,q"), "dismiss", N_("Close")),
    ]
    DEFAULT_CSS = """
    ShortenScreen { align: center middle; }
    ShortenScreen > #frame { width: 90%; max-width: 100; height: 80%; background: $surface; border: round $primary; }
    ShortenScreen #keys { color: $text-muted; padding: 0 1; }
    """

    def __init__(self, editor: Editor, cutter: WordCutter, limit: int) -> None:
        """Change the text of `editor`, which may have `limit` characters."""
        super().__init__()
        self._editor = editor
        self._cutter = cutter
        self._limit = limit
        self._found: Sequence[Shortening] = ()
        self._text = ""
        """The text that they were found in."""

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        with Vertical(id="frame") as frame:
            frame.border_title = Content(_("Shorten"))
            yield ThaiStatic("", id="sum")
            yield EntryList(cutter=self._cutter, id="phrases")
            yield ThaiStatic(_("Enter accepts one, A all; Ctrl+Z in the text takes it back; Esc closes"), id="keys")

    def on_mount(self) -> None:
        """Show what there is."""
        self._fill()
        self.query_one(EntryList).focus()

    def _fill(self) -> None:
        self._text = text = self._editor.text
        self._found = shortenings(text)
        saved = sum(known.saving for known in self._found)
        length = count_characters(text)
        summary = _("{count} phrases, {saved:,} characters to save; the answer has {length:,} of {limit:,}.")
        self.query_one("#sum", ThaiStatic).update(
            summary.format(count=len(self._found), saved=saved, length=length, limit=self._limit)
            if self._found
            else _("There is no wordy phrase in it. To cut more, take out what says the same twice.")
        )
        phrases = self.query_one(EntryList)
        phrases.show([self._entry(number, known, text) for number, known in enumerate(self._found)])
        if phrases.entry is None and self._found:
            phrases.action_first()
        self._mark()

    def _entry(self, number: int, known: Shortening, text: str) -> Entry:
        start = floor(text, max(0, known.span.start - _AROUND))
        before = ("…" if start else "") + text[start : known.span.start].replace("\n", " ")
        after = text[known.span.end : known.span.end + _AROUND + 1].replace("\n", " ")
        parts: list[str | tuple[str, str]] = [
            (f"−{known.saving}  ", "$text-success bold"),
            before,
            (known.span.text(text), "$text-error strike"),
            " → ",
            (known.replacement or "∅", "$text-success bold"),
            shorten(after, _AROUND),
        ]
        if known.note:
            parts.append((f"\n{known.note}", "$text-muted"))
        return Entry(str(number), Content.assemble(*parts), (known.span,))

    def _mark(self) -> None:
        entry = self.query_one(EntryList).entry
        self._editor.mark("found", entry.spans if entry else ())

    def on_entry_list_reached(self) -> None:
        """Mark the phrase in the text."""
        self._mark()

    def action_accept(self) -> None:
        """Make one change."""
        entry = self.query_one(EntryList).entry
        if entry:
            self._apply([self._found[int(entry.id)].edit])

    def action_accept_all(self) -> None:
        """Make all changes, in one step."""
        self._apply([known.edit for known in self._found])

    def _apply(self, edits: Sequence[Edit]) -> None:
        # Found in another text, they would cut something else.
        if edits and not self._editor.read_only and self._editor.text == self._text:
            self._editor.apply_edits(edits)
        self._fill()

    def on_unmount(self) -> None:
        """Leave no mark behind."""
        if self._editor.is_attached:
            self._editor.mark("found", ())
