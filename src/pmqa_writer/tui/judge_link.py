"""The app's way to its judge: what is asked, what becomes of the answers, and what if it dies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pmqa_writer.i18n import _, language

if TYPE_CHECKING:
    from pmqa_writer.judging.messages import Answer, Judged
    from pmqa_writer.tui.app import WriterApp
    from pmqa_writer.tui.mail import Judges

_LIVES: Final = 3
"""Times that a judge which dies is started again."""


@dataclass(slots=True)
class _Comparing:
    """An earlier text that the writer compares with."""

    question: str
    text: str
    generation: int
    """Below 0, and another one for each: what is judged only to be compared with is no state of the answer."""
    judged: Judged | None = None


class JudgeLink:
    """Asks the judge about answers of the open session. Without a judge nothing is asked."""

    def __init__(self, app: WriterApp, judge: Judges | None) -> None:
        """Prepare; the judge has been started, and told of the workspace, before the app."""
        self._app = app
        self._judge = judge
        self._lives = _LIVES
        self._gone = judge is None
        """Whether no answer will come any more."""
        self._comparing: _Comparing | None = None
        self._compared = 0
        """How many earlier texts were compared with."""
        self.state = _("loading the judge …") if judge else _("without a judge")
        """What goes on, in words; empty: nothing that the writer waits for."""

    def open(self, folder: Path) -> None:
        """Have another workspace judged from now on."""
        if self._judge:
            from pmqa_writer.judging.messages import Open

            self._gone = False
            self._judge.send(Open.of(folder, "", language()))

    def reload(self) -> None:
        """Have the settings read anew, and all answers judged by them."""
        if self._judge:
            from pmqa_writer.judging.messages import Reload

            self._judge.send(Reload())
            self.ask_all()
            if question := self._app.stage.question_open:
                self.ask(question, wants_examples=True)

    def ask(self, question: str, *, wants_examples: bool = False) -> None:
        """Have an answer judged as it is now."""
        if self._judge is None:
            return
        session = self._app.the_session
        self._send(question, session.text(question), session.generation(question), wants_examples=wants_examples)

    def _send(self, question: str, text: str, generation: int, *, wants_examples: bool = False) -> None:
        assert self._judge is not None  # noqa: S101 - else nothing is asked
        from pmqa_writer.judging.messages import Judge

        draft = self._app.saver.draft(question)
        self._judge.send(
            Judge(
                question,
                text,
                generation,
                wants_examples,
                draft.file.name if draft else "",
                tuple(file.name for file in draft.others) if draft else (),
            )
        )

    def compare(self, question: str, text: str) -> None:
        """Have an earlier text judged, and the present one anew; `WriterApp.show_comparison` gets the first."""
        self._compared += 1
        self._comparing = _Comparing(question, text, -self._compared)
        if self._gone:
            self._end_comparing()
        else:
            self._send(question, text, self._comparing.generation)

    def _end_comparing(self) -> None:
        """Show how the earlier text compares, by the texts alone where it was not judged."""
        known, self._comparing = self._comparing, None
        if known:
            self._app.show_comparison(known.question, known.text, known.judged)

    def _hear_earlier(self, judged: Judged) -> None:
        # The judge holds the earlier text for the answer now.
        self.ask(judged.question, wants_examples=True)
        if self._comparing and judged.generation == self._comparing.generation:
            self._comparing.judged = judged
            if self._app.the_session.is_current(judged.question):
                self._end_comparing()  # else with the judgement of the present text, which is on its way

    def ask_all(self) -> None:
        """Have all answers judged, in the order of the form."""
        # The last one sent is judged first.
        for question, _text in reversed(list(self._app.the_session.written())):
            self.ask(question)

    def hear(self, answer: Answer) -> None:
        """Take an answer, on the UI's thread."""
        from pmqa_writer.judging import messages

        match answer:
            case messages.Judged(generation=generation) as judged if generation < 0:
                self._hear_earlier(judged)
            case messages.Judged() as judged:
                if self._app.is_open and self._app.the_session.judge(judged):
                    self._app.stage.show_judgement(judged.question)
                    if self._comparing and self._comparing.judged and self._comparing.question == judged.question:
                        self._end_comparing()
            case messages.Loading(part="examples", done=done, total=total) if total:
                self._tell(_("indexing the examples {percent} %").format(percent=100 * done // total))
            case messages.Ready():
                self._tell("")
            case messages.Notice() as notice:
                self._app.notify(f"{notice.message} {notice.hint}", severity="warning")
            case messages.Failed() as failed:
                if failed.about == "opening":
                    self._gone = True
                    self._tell(_("without a judge"))
                if self._gone or (self._comparing and failed.question == self._comparing.question):
                    self._end_comparing()
                self._app.notify(f"{failed.message} {failed.hint}", severity="error")
            case messages.Died():
                self._revive()

    def stop(self) -> None:
        """End the judge."""
        if self._judge:
            self._judge.stop()

    def _tell(self, state: str) -> None:
        self.state = state
        self._app.stage.show_state()

    def _revive(self) -> None:
        self._lives -= 1
        self._gone = self._judge is None or self._lives < 0
        self._end_comparing()
        if self._judge is None or self._gone:
            self._tell(_("without a judge"))
            self._app.notify(
                _("The judge has stopped. You can go on writing; start the program anew to have answers judged."),
                severity="error",
            )
            return
        try:
            self._judge.start()
        except OSError:
            self._revive()
            return
        self.open(self._app.folder)
        if self._app.is_open:
            self.ask_all()
            if question := self._app.stage.question_open:
                self.ask(question, wants_examples=True)
