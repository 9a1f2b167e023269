"""The file of the answer that is being written, which another program may change meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmqa_writer.errors import PmqaError
from pmqa_writer.files import file_stamp
from pmqa_writer.i18n import _

if TYPE_CHECKING:
    from pmqa_writer.drafts import OpenDraft
    from pmqa_writer.tui.app import WriterApp


class AnswerFile:
    """Looks whether the file is still as it was when it was read or saved last."""

    def __init__(self, app: WriterApp) -> None:
        """Take session and saver from `app`."""
        self._app = app
        self._stamp: tuple[int, int] | None = None
        """Time and size of the file when it was looked at last."""

    def known(self, draft: OpenDraft | None) -> None:
        """Take the file for known as it is now; None: there is none that can be read."""
        self._stamp = file_stamp(draft.file) if draft else None

    def changed(self, question: str, text: str) -> OpenDraft | None:
        """Take over what another program has written, and return it; else None.

        Args:
            question: whose answer is open.
            text: what the editor holds. While some of it waits to be saved nothing is taken over: the saver will ask.
        """
        app = self._app
        draft = app.saver.draft(question)
        unsaved = text != app.the_session.text(question) or not app.saver.is_saved(question)
        if draft is None or unsaved or (stamp := file_stamp(draft.file)) == self._stamp:
            return None
        self._stamp = stamp
        if stamp is None:
            app.notify(
                _("The file of {question} is not there any more. Its text stays here.").format(question=question)
            )
            return None
        try:
            fresh = app.the_session.store.open(question)
        except PmqaError:
            return None  # it is told when something is to be saved
        if fresh.fingerprint is None or fresh.text == text:
            return None
        app.saver.keep_version(question, text)
        app.saver.opened(fresh)
        app.the_session.opened(fresh)
        return fresh
