"""Opening a workspace: what is read from the disk in a thread, who else has it open, and changes of its settings."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final

from pmqa_writer.files import file_stamp
from pmqa_writer.i18n import _
from pmqa_writer.tui.mail import Opened, WordsLoaded

if TYPE_CHECKING:
    from pmqa_writer.drafts import Lock
    from pmqa_writer.errors import PmqaError
    from pmqa_writer.examples import Corpus
    from pmqa_writer.tui.app import WriterApp
    from pmqa_writer.tui.session import Session

SETTINGS_FILE: Final = "pmqa.toml"  # as in drafts.workspace, which is too slow to import before the first paint
_SETTINGS: Final = 3.0
"""Seconds between looks at it."""


class Opening:
    """Brings the app its workspace."""

    def __init__(self, app: WriterApp) -> None:
        self._app = app
        self._stamp: tuple[int, int] | None = None
        """Time and size of the settings when they were read last."""
        self._lock: Lock | None = None
        self._corpus: Corpus | None = None

    def read(self) -> None:
        """Read the workspace, in a thread; then the dictionary and the examples, before they are asked for."""
        from pmqa_writer.errors import PmqaError, WorkspaceError, reason_of
        from pmqa_writer.tui.session import Session

        try:
            session = Session.open(self._app.folder)
        except PmqaError as error:
            self._app.post_message(Opened(None, [], error))
            return
        except OSError as error:
            reason = WorkspaceError(
                _("It cannot be read: {reason}").format(reason=reason_of(error)), path=error.filename
            )
            self._app.post_message(Opened(None, [], reason))
            return
        # Screens are imported here, where nobody waits for a key.
        from pmqa_writer.tui.screens import home, write  # noqa: F401

        self._app.post_message(Opened(session, session.journal.pending(session.store), None))
        self.read_words()
        self.corpus(session)
        if not gc.isenabled():
            # Not disabled for good: a window lives long. All that was loaded stays, so that it need not be gone
            # through; to collect it once would hold up a key for 50 ms and find next to nothing.
            gc.freeze()
            gc.enable()

    def read_words(self) -> None:
        """Load the dictionary, in a thread; the second time there is nothing to load."""
        from pmqa_writer.text import default_tokenizer

        self._app.post_message(WordsLoaded(default_tokenizer()))

    def corpus(self, session: Session) -> Corpus:
        """Return all examples and advice; a broken line among the agency's own is left out, the judge tells of it."""
        if self._corpus is None:
            from pmqa_writer.examples import packaged_corpus
            from pmqa_writer.examples.own import corpus_of

            try:
                self._corpus = corpus_of(session.workspace, lambda _error: None)
            except OSError:  # the judge tells of it
                self._corpus = packaged_corpus(session.workspace.edition)
        return self._corpus

    def refused(self, error: PmqaError | None) -> None:
        """Tell why the workspace cannot be opened, and offer to try again."""
        from pmqa_writer.errors import told
        from pmqa_writer.tui.screens.reading import Choice, ChoiceScreen

        assert error is not None  # noqa: S101 - there is no session without one
        text = "\n\n".join(part for part in (told(error), error.hint) if part)
        choices = [Choice("again", _("Try again"), "primary"), Choice("quit", _("Quit"))]

        def decided(choice: str | None) -> None:
            if choice == "again":
                self._app.run_worker(self.read, thread=True)
            else:
                self._app.exit()

        self._app.push_screen(ChoiceScreen(_("The answers cannot be opened"), text, choices), decided)

    def watch(self) -> None:
        """Look at the settings from now on, and tell of another window that has the workspace open."""
        from pmqa_writer.drafts import Lock

        self._stamp = file_stamp(self._app.folder / SETTINGS_FILE)
        self._app.set_interval(_SETTINGS, self.look)
        self._lock = Lock(self._app.folder)
        if not self._lock.take():
            self._app.notify(
                _("These answers seem to be open in another window. If both change one answer, you will choose."),
                severity="warning",
            )

    def look(self) -> None:
        """Take over what somebody has changed in the settings, such as an owner or the window."""
        from pmqa_writer.errors import PmqaError, told_whole

        stamp = file_stamp(self._app.folder / SETTINGS_FILE)
        if stamp == self._stamp or stamp is None:
            return
        self._stamp = stamp
        try:
            self._app.the_session.reload()
        except PmqaError as error:
            self._app.notify(told_whole(error), severity="warning")
            return
        self._app.reloaded()

    def release(self) -> None:
        """Let other windows have the workspace."""
        if self._lock:
            self._lock.release()
