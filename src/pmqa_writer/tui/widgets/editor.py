"""The question to read, and the answer to edit."""

from textual.binding import Binding
from textual.containers import VerticalScroll

from pmqa_writer.i18n import N_
from pmqa_writer.tui.spoken import Spoken
from pmqa_writer.tui.thai import ThaiTextArea, with_thai


class Editor(Spoken, ThaiTextArea):
    """The answer."""

    ABOUT = N_(
        "Your answer. It is saved by itself; the meter below shows its length as Microsoft Word counts it. What lies "
        "beyond the limit is underlined in red and stays until you cut it. Backspace takes back one mark, Delete a "
        "whole character with its marks. Ctrl+arrow moves by words, Shift selects; Ctrl+Z undoes, Ctrl+Y does it "
        "again; Ctrl+X, C and V cut, copy and paste; Ctrl+A selects all."
    )
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding(with_thai("ctrl+a"), "select_all", N_("Select all"), show=False),
    ]
    DEFAULT_CSS = """
    Editor { border: none; padding: 0 1; height: 1fr; background: $background; }
    Editor:focus { border: none; }
    """


class Asked(VerticalScroll, can_focus=True):
    """The question, which may need more room than there is."""

    ABOUT = N_("The question. The arrow keys scroll it; F12 shows it whole, with what assessors look for.")
    DEFAULT_CSS = """
    Asked:focus { border-left: outer $primary; }
    """
