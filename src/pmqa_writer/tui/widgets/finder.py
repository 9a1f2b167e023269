"""A row to look for words in the text."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from pmqa_writer.i18n import N_, _
from pmqa_writer.tui.spoken import Spoken
from pmqa_writer.tui.thai import ThaiStatic, with_thai


class Words(Input):
    """What is looked for."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding(with_thai("ctrl+a,ctrl+f"), "select_all", show=False),
    ]


class Finder(Spoken, Horizontal):
    """Asks what to look for; Enter finds the next place, Shift+Enter or ↑ the one before."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("escape", "close", N_("Close")),
        Binding("down,f3", "find(False)", N_("Next")),
        Binding("up,shift+enter,shift+f3", "find(True)", N_("Before")),
    ]
    DEFAULT_CSS = """
    Finder { height: 1; display: none; background: $panel; }
    Finder.-open { display: block; }
    Finder ThaiStatic { width: auto; padding: 0 1; }
    Finder Input { width: 1fr; height: 1; border: none; padding: 0 1; }
    Finder Input:focus { border: none; }
    """

    class Sought(Message):
        """The next place is wanted, or the one before."""

        def __init__(self, words: str, backwards: bool) -> None:
            super().__init__()
            self.words = words
            self.backwards = backwards

    class Closed(Message):
        """Nothing is looked for any more."""

    def compose(self) -> ComposeResult:
        """Lay the row out."""
        yield ThaiStatic(_("Find"))
        yield Words(id="sought", placeholder=_("words in this answer"))

    def open(self) -> None:
        """Show the row and take the keys."""
        self.add_class("-open")
        field = self.query_one(Input)
        field.focus()
        field.action_select_all()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Find the next place."""
        event.stop()
        self.action_find(False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Typing here is no change of the answer."""
        event.stop()

    def action_find(self, backwards: bool) -> None:
        """Find a place."""
        if words := self.query_one(Input).value:
            self.post_message(self.Sought(words, backwards))

    def action_close(self) -> None:
        """Put the row away."""
        self.remove_class("-open")
        self.post_message(self.Closed())
