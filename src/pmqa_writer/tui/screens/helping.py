"""What helps to go on: the next step, an outline, shorter words, earlier versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from textual.binding import Binding

from pmqa_writer.criteria import Question
from pmqa_writer.drafts import Versions
from pmqa_writer.i18n import N_, _
from pmqa_writer.text import Span, placeholders, without_unused
from pmqa_writer.tui import details
from pmqa_writer.tui.beside import Beside
from pmqa_writer.tui.screens.reading import ReadScreen
from pmqa_writer.tui.thai import with_thai
from pmqa_writer.tui.widgets.answer import AnswerPane
from pmqa_writer.tui.widgets.editor import Editor

if TYPE_CHECKING:
    from pmqa_writer.tui.app import WriterApp

HELPS: Final = (
    Binding("f11", "shorten", N_("Shorten"), tooltip=N_("Say wordy phrases in fewer characters")),
    Binding(
        with_thai("ctrl+o"),
        "outline",
        N_("Outline"),
        tooltip=N_("Put in an outline to fill in; where there is one, take out what was not filled in"),
        priority=True,
    ),
    Binding(
        with_thai("ctrl+e"),
        "versions",
        N_("Versions"),
        tooltip=N_("Compare with earlier versions, or bring one back"),
        priority=True,
    ),
    Binding(with_thai("ctrl+g"), "next", N_("Next step"), tooltip=N_("Go to the place of the next step"), show=False),
)
"""The keys of the actions below."""


class Helping:
    """The part of the screen to write on that helps to go on; the screen gives it what is named here."""

    _beside: Beside
    question: Question | None

    @property
    def _app(self) -> WriterApp:
        raise NotImplementedError

    @property
    def editor(self) -> Editor:
        """The answer."""
        raise NotImplementedError

    @property
    def pane(self) -> AnswerPane:
        """The question and its answer."""
        raise NotImplementedError

    def after_keys(self, callback: Callable[[], object]) -> None:
        """Call back once the keys that came before are handled."""
        raise NotImplementedError

    @property
    def has_blanks(self) -> bool:
        """Whether an outline's blanks are left, which is told."""
        if not placeholders(self.editor.text):
            return False
        message = _("There are blanks ‹…› to fill in. Ctrl+O takes out those that you do not need.")
        self._app.notify(message, severity="warning")
        return True

    def action_next(self) -> None:
        """Go to the place of the next step; tell the path that leads to it where it has none."""
        self.after_keys(self._next)

    def _next(self) -> None:
        judged = self._beside.judged
        step = judged.next if judged else None
        if step and step.span:
            self.editor.focus()
            self.editor.select_span(Span(*step.span))
        else:
            self._app.push_screen(ReadScreen(details.path_detail(step), _("The next step")))

    def action_shorten(self) -> None:
        """Offer shorter equals for wordy phrases."""
        self.after_keys(self._shorten)

    def _shorten(self) -> None:
        from pmqa_writer.tui.screens.shorten import ShortenScreen

        self._app.push_screen(ShortenScreen(self.editor, self._app.cutter, self._app.the_session.edition.limit))

    def action_outline(self) -> None:
        """Put in an outline to fill in; where there is one, take out what was not filled in."""
        if not self.editor.read_only:
            self.after_keys(self._outline)

    def _outline(self) -> None:
        judged = self._beside.judged
        if placeholders(self.editor.text):
            self.pane.replace_text(without_unused(self.editor.text))
            self._app.notify(_("Blanks that were not filled in are taken out. Ctrl+Z brings them back."))
        elif judged and judged.outline:
            text = self.editor.text.rstrip()
            self.pane.replace_text(f"{text}\n{judged.outline}" if text else judged.outline)
            self._app.notify(_("Fill in the blanks ‹…›; Ctrl+O takes out those that you do not need."))
        else:
            self._app.notify(_("The judge is reading …"))

    def action_versions(self) -> None:
        """List earlier versions."""
        from pmqa_writer.tui.screens.versions import VersionsScreen

        if self.question:
            kept = Versions(self._app.folder).list(self.question.id)
            self._app.push_screen(VersionsScreen(self.question.id, kept, self._app.cutter))
