"""What becomes of what the saver tells: a note to the writer, or a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmqa_writer.errors import PmqaError, told_whole
from pmqa_writer.i18n import _
from pmqa_writer.tui.saver import Conflicted, Event, NotSaved, Saved
from pmqa_writer.tui.screens.choices import ask_conflict, ask_recovery, replace_by_theirs

if TYPE_CHECKING:
    from pmqa_writer.drafts import Recovered
    from pmqa_writer.tui.app import WriterApp


class Keeper:
    """Tells the writer, once, of answers that cannot be saved, and lets them choose between versions."""

    def __init__(self, app: WriterApp) -> None:
        """Speak through `app`."""
        self._app = app
        self._unsaved: set[tuple[str, bool]] = set()
        """Answers that could not be saved, and whether they were at least noted, as far as the writer was told."""

    def hear(self, event: Event) -> None:
        """Take an event of the saver, on the UI's thread."""
        app = self._app
        match event:
            case Saved(draft):
                self._unsaved -= {(draft.question, True), (draft.question, False)}
                app.stage.show_saved(draft)
            case NotSaved(question, error, noted) if (question, noted) not in self._unsaved:
                self._unsaved.add((question, noted))
                where = (
                    _("The text is kept in the journal and it is tried again.")
                    if noted
                    else _("The text is only in this window: copy it elsewhere. It is tried again.")
                )
                app.notify(
                    f"{told_whole(error)} {where}",
                    title=_("{question} is not saved").format(question=question),
                    severity="error",
                    timeout=15,
                )
            case Conflicted(question, error):
                app.run_worker(self._resolve(question, error.theirs), group=f"conflict-{question}")

    async def _resolve(self, question: str, theirs: str | None) -> None:
        """Let the writer choose between two versions."""
        app = self._app
        if not await ask_conflict(app, question, app.the_session.text(question), theirs):
            await replace_by_theirs(app, question)
            return
        try:
            kept = app.saver.keep_mine(question).kept
        except PmqaError as error:
            app.notify(told_whole(error), severity="error")
            return
        if kept:
            app.notify(_("The other version is kept in {file}").format(file=kept))

    async def offer(self, pending: list[Recovered]) -> None:
        """Offer what earlier runs could not save, one answer after the other."""
        for recovered in pending:
            await ask_recovery(self._app, recovered)
        self._app.stage.show_state()
