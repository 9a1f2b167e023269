"""The commands of the palette."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from pmqa_writer.i18n import _
from pmqa_writer.tui.themes import THEMES

if TYPE_CHECKING:
    from pmqa_writer.tui.app import WriterApp


def commands(app: WriterApp) -> Iterator[SystemCommand]:
    """Yield what can be done now."""

    def use(theme: str) -> None:
        app.theme = theme

    yield SystemCommand(_("Help"), _("What this pane is for, and its keys"), app.action_help)
    for name, title in THEMES.items():
        yield SystemCommand(
            _("Theme: {name}").format(name=_(title)), _("Change the colours"), lambda name=name: use(name)
        )
    if app.tour:
        yield SystemCommand(_("Tour: begin anew"), _("From the first step"), app.tour.begin)
        yield SystemCommand(_("Tour: skip this step"), _("Go on to the next one"), app.action_skip_step)
    if app.is_open:
        yield SystemCommand(_("The board"), _("All questions"), app.stage.go_home)
        # Not in the list itself, which Textual reads as markup.
        yield SystemCommand(_("Where the answers are"), _("Names the folder"), lambda: app.notify(str(app.folder)))
    yield SystemCommand(_("Quit"), _("All is saved first"), app.action_quit)
