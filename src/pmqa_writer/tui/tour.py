"""The guided tour: steps that each wait for the real action. Only the sample workspace is walked through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pmqa_writer.i18n import N_, _
from pmqa_writer.text import MATCHING_ONLY, find_edits

if TYPE_CHECKING:
    from pmqa_writer.tui.app import WriterApp

TORN: Final = "4.2.1"
"""The sample's answer that was copied from a PDF."""
LONG: Final = "2.1.1"
"""The sample's answer that is too long."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do."""

    id: str
    text: str
    """What to do, and why it helps; a message id."""
    done: Callable[[WriterApp], bool]
    """Whether it has been done; asked a few times a second."""


def _reading(app: WriterApp) -> bool:
    from pmqa_writer.tui.screens.reading import ReadScreen

    return isinstance(app.screen, ReadScreen)


def _is_clean(app: WriterApp) -> bool:
    return not any(edit.kind not in MATCHING_ONLY for edit in find_edits(app.the_session.text(TORN)))


STEPS: Final = (
    Step(
        "jump",
        N_("This is the board: 94 questions, a sign for how each stands. Type 4.2.1 to jump to that question."),
        lambda app: app.stage.board_question == TORN,
    ),
    Step(
        "open",
        N_("Press Enter to write its answer."),
        lambda app: app.stage.question_open == TORN and app.stage.is_writing(TORN),
    ),
    Step(
        "checklist",
        N_(
            "At the right is what an assessor will find. Press F5, then ↓ to an item that is covered: its evidence "
            "lights up."
        ),
        lambda app: app.stage.panel_shown == "checklist" and app.stage.has_marks("evidence"),
    ),
    Step("item", N_("Press Enter on an item: what is wanted, why, and how an agency did it."), _reading),
    Step("close", N_("Esc closes it."), lambda app: not _reading(app)),
    Step(
        "clean",
        N_("This answer was copied from a PDF and holds torn characters. F4 mends them all in one step."),
        _is_clean,
    ),
    Step(
        "example",
        N_("Press F7 and Enter on the first example: a real agency's practice that shows what this answer lacks."),
        lambda app: app.stage.panel_shown == "examples" and _reading(app),
    ),
    Step(
        "next",
        N_("Close it with Esc, go back to the board (Esc twice) and open 2.1.1, which is too long."),
        lambda app: app.stage.is_writing(LONG),
    ),
    Step(
        "shorten",
        N_(
            "The red part is over the limit. Press F11 for shorter words and take them; then cut sentences until "
            "it fits."
        ),
        lambda app: not app.the_session.is_over(LONG),
    ),
    Step(
        "ready",
        N_("It fits. Ctrl+R marks it as ready; over the limit that would be refused."),
        lambda app: app.the_session.progress(LONG).ready,
    ),
    Step(
        "home",
        N_("Esc leads back to the board, where 2.1.1 is ready now. All of it is saved without asking."),
        lambda app: app.stage.board_question != "" and not app.stage.is_writing(LONG) and not _reading(app),
    ),
)


class Tour:
    """Where someone is on the tour."""

    def __init__(self) -> None:
        self._at = 0

    @property
    def step(self) -> Step | None:
        """The step that is to be done; None at the end."""
        return STEPS[self._at] if self._at < len(STEPS) else None

    @property
    def message(self) -> str:
        """What to do now, in the language that is set."""
        if self.step is None:
            return _("That is the whole way round. F10 starts the tour anew or changes the colours; q leaves.")
        number = f"{self._at + 1}/{len(STEPS)}"
        skip = _("(Ctrl+T skips this step)")  # the catalogue's tool does not look into f-strings
        return f"{number}  {_(self.step.text)}  {skip}"

    def look(self, app: WriterApp) -> bool:
        """Go on where the step has been done; return whether it was."""
        if self.step is None or not self.step.done(app):
            return False
        self._at += 1
        return True

    def skip(self) -> None:
        """Go on though the step has not been done."""
        self._at = min(self._at + 1, len(STEPS))
