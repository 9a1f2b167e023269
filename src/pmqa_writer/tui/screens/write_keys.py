"""The keys of the screen to write on, in the order of its footer."""

from typing import Final

from textual.binding import Binding

from pmqa_writer.i18n import N_
from pmqa_writer.tui.screens.helping import HELPS
from pmqa_writer.tui.thai import with_thai
from pmqa_writer.tui.widgets.side import TABS

_FIRST_PANEL: Final = 5
"""Function key of the first panel."""
KEYS: Final = (
    Binding("f1", "app.help", N_("Help")),
    Binding("escape", "back", N_("Back"), tooltip=N_("From a panel to the text, from the text to the board")),
    Binding(
        with_thai("ctrl+n") + ",ctrl+pagedown",
        "go(1)",
        N_("Next"),
        tooltip=N_("The next question"),
        key_display="^N",
        priority=True,
    ),
    Binding(
        with_thai("ctrl+p") + ",ctrl+pageup",
        "go(-1)",
        N_("Before"),
        tooltip=N_("The question before"),
        key_display="^P",
        priority=True,
    ),
    Binding("f2", "tree", N_("Questions"), tooltip=N_("Show or hide the tree of all questions")),
    Binding(with_thai("ctrl+f") + ",f3", "find", N_("Find"), tooltip=N_("Find words in this answer")),
    Binding("f4", "clean", N_("Clean"), tooltip=N_("Mend what was torn in copied text, such as เเ for แ")),
    *(
        Binding(
            f"f{number}",
            f"panel('{name}')",
            N_("Panels") if number == _FIRST_PANEL else title,
            show=number == _FIRST_PANEL,
            key_display="F5-F9" if number == _FIRST_PANEL else None,
            tooltip=title,
            priority=True,  # the editor has other plans for some of them
        )
        for number, (name, title) in enumerate(TABS.items(), _FIRST_PANEL)
    ),
    *HELPS,
    Binding(with_thai("ctrl+r"), "ready", N_("Ready"), tooltip=N_("Mark the answer as ready, or not")),
    Binding(with_thai("ctrl+s"), "save", N_("Save"), tooltip=N_("Save now; it is done by itself too"), show=False),
    Binding("f12", "whole", N_("Question"), tooltip=N_("The whole question, and what assessors look for"), show=False),
    Binding("f10", "app.command_palette", N_("More"), tooltip=N_("All commands, themes among them")),
    Binding(
        with_thai("ctrl+q"),
        "app.quit",
        N_("Quit"),
        tooltip=N_("Quit; all is saved first"),
        key_display="^Q",
        show=False,
    ),
)
"""For the screen's `BINDINGS`."""
