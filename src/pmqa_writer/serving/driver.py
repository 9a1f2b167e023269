"""How an app that is shown in a browser talks to the server that has started it."""

from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp


class ServedDriver(WebDriver):
    """Textual's own, but the app ends when the server is gone: nobody could see it any more."""

    def run_input_thread(self) -> None:
        """Read what the visitor types; when no more can come, have the app save and end."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(ExitApp())
