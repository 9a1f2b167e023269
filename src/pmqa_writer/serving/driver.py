"""How an app that is shown in a browser talks to the server that has started it."""

from contextlib import suppress
from threading import Timer
from typing import Final

from textual.drivers.web_driver import WebDriver
from textual.events import Callback
from textual.messages import ExitApp

_PATIENCE: Final = 60.0
"""Seconds after which an app that is still busy is told to end. Many may leave at once, with keys on their way."""


class ServedDriver(WebDriver):
    """Textual's own, but an app whose visitor has gone takes all that was typed before it ends, and it does end."""

    def write(self, data: str) -> None:
        """Paint. Without a server there is nobody to paint for, and the app, which is about to save, goes on."""
        with suppress(OSError):
            super().write(data)

    def write_meta(self, data: dict[str, object]) -> None:
        """Tell the server something; where it is gone, nobody."""
        with suppress(OSError):
            super().write_meta(data)

    def run_input_thread(self) -> None:
        """Read what the visitor types. When no more can come, the server is gone and the app ends too."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._leave()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Take a message of the server, in the thread that reads."""
        if packet_type == "quit":
            self._leave()
        else:
            super().on_meta(packet_type, payload)

    def _leave(self) -> None:
        # As with the key for it: letters that are still on their way come first, and are saved.
        setattr(self._app, "unattended", True)  # noqa: B010 - the driver knows any app
        # By the way that keys go; any other would overtake those that wait for a busy app.
        self.send_message(Callback(callback=self._app.action_quit))
        insisting = Timer(_PATIENCE, self._app.post_message, [ExitApp()])
        insisting.daemon = True
        insisting.start()
