"""Leads through the tour: shows its step, and looks whether it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pmqa_writer.tui.tour import Tour

if TYPE_CHECKING:
    from pmqa_writer.tui.app import WriterApp

_GLANCE: Final = 0.25
"""Seconds between looks whether a step is done."""


class Touring:
    """A tour that is under way."""

    def __init__(self, app: WriterApp) -> None:
        """Begin, from the first step."""
        self._app = app
        self._tour = Tour()
        app.set_interval(_GLANCE, self._look)

    @property
    def message(self) -> str:
        """What to do now."""
        return self._tour.message

    def begin(self) -> None:
        """Go to the first step."""
        self._tour = Tour()
        self._app.stage.guide(self.message)

    def skip(self) -> None:
        """Go on to the next step."""
        self._tour.skip()
        if not self._app.stage.guide(self.message):
            self._app.notify(self.message)  # its row is hidden by what lies over it

    def _look(self) -> None:
        # Not while the screens are being taken down.
        if self._app.is_running and self._app.stage.is_ready and self._tour.look(self._app):
            self._app.stage.guide(self.message)
