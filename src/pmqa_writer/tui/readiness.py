"""Marking answers as ready, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmqa_writer.errors import PmqaError, told_whole
from pmqa_writer.i18n import _
from pmqa_writer.tui.session import Standing

if TYPE_CHECKING:
    from pmqa_writer.tui.app import WriterApp


class Readiness:
    """Says which answers their writer holds to be done, as far as they can be."""

    def __init__(self, app: WriterApp) -> None:
        """Take the session from `app`, and tell the writer through it."""
        self._app = app
        self._refused: set[str] = set()
        """Answers whose mark could not be taken back, which was told."""

    def is_marked(self, question: str) -> bool:
        """Say whether an answer is marked as ready."""
        return self._app.the_session.progress(question).ready

    def toggle(self, question: str) -> None:
        """Mark an answer as ready, unless it is empty or too long; or take that back."""
        if self.is_marked(question):
            self._mark(question, ready=False)
            return
        session, refusal = self._app.the_session, ""
        standing = session.standing(question)
        if standing is Standing.EMPTY:
            refusal = _("Nothing is written yet, so it cannot be ready.")
        elif standing is Standing.OVER:
            refusal = _("The answer is over the limit. Cut it to {limit:,} characters, then it can be ready.").format(
                limit=session.edition.limit
            )
        if refusal:
            self._app.notify(refusal, severity="warning")
        else:
            self._mark(question, ready=True)

    def take_back(self, question: str) -> None:
        """An answer that has grown over the limit is not ready any more."""
        if question not in self._refused and self.is_marked(question) and self._app.the_session.is_over(question):
            self._mark(question, ready=False)
            if self.is_marked(question):
                self._refused.add(question)

    def _mark(self, question: str, *, ready: bool) -> None:
        try:
            self._app.the_session.set_ready(question, ready)
        except PmqaError as error:
            self._app.notify(told_whole(error), severity="error")
            return
        self._app.notify(_("Marked as ready.") if ready else _("No longer ready."))
