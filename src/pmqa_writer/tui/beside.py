"""What stands beside an answer: the entries of the panels, and what is told when one is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from pmqa_writer.criteria import Question
from pmqa_writer.i18n import _
from pmqa_writer.judging.messages import Finding, Judged
from pmqa_writer.tui import details, panels
from pmqa_writer.tui.widgets.entries import Entry

if TYPE_CHECKING:
    from pmqa_writer.tui.app import WriterApp


class Beside:
    """Fills the panels for the question that is open."""

    def __init__(self, app: WriterApp) -> None:
        """Take session, corpus and looks from `app`."""
        self._app = app
        self.question: Question | None = None
        """The question that is open."""
        self._shown: dict[str, tuple[str, list[Entry]]] = {}
        """The question that each panel told of last, and its entries."""

    @property
    def judged(self) -> Judged | None:
        """The judgement of the text as it is now; None where it is still to come."""
        session = self._app.the_session
        return session.judged(self.question.id) if self.question and session.is_current(self.question.id) else None

    def entries(self, name: str) -> list[Entry]:
        """Return the entries of a panel; while a new judgement is awaited, those of the last one."""
        question, session, plain = self.question, self._app.the_session, self._app.plain
        if question is None:
            return []
        if name == "advice":
            return list(panels.advice(question, session.judged(question.id), session.edition, self._app.corpus))
        judged, text = self.judged, session.text(question.id)
        if judged is None:
            known, entries = self._shown.get(name, ("", []))
            wait = Entry("wait", Content(self._app.state or _("The judge is reading …")), heading=True)
            return entries if known == question.id else [wait]
        match name:
            case "checklist":
                entries = list(panels.checklist(judged, session.edition, text, plain=plain))
            case "adli":
                entries = list(panels.adli(judged, session.edition, text, plain=plain))
            case "examples":
                entries = list(panels.examples(judged, session.edition))
            case _:
                entries = list(panels.findings(judged, text, plain=plain))
        self._shown[name] = question.id, entries
        return entries

    def next_step(self) -> str:
        """Return the single edit that would gain most, in words; empty while it is not known."""
        judged = self.judged
        if judged is None:
            return ""
        if judged.next is None:
            return _("Next: nothing urgent. Read it aloud once, then mark it as ready (Ctrl+R).")
        return _("Next: {step}").format(step=judged.next.message)

    def badges(self) -> dict[str, str]:
        """Return what stands on the tabs."""
        judged = self._app.the_session.judged(self.question.id) if self.question else None
        return panels.badges(judged) if judged else {}

    def detail(self, entry_id: str) -> Content | None:
        """Return what there is to tell of an entry; None where it tells all itself."""
        session, corpus = self._app.the_session, self._app.corpus
        judged = session.judged(self.question.id) if self.question else None
        kind, _colon, name = entry_id.partition(":")
        if kind in {"example", "advice"}:
            return details.entry_detail(name, session.edition, corpus, _shared_words(judged, name))
        if entry_id.startswith("point-"):
            return details.point_detail(int(entry_id.removeprefix("point-")), session.edition)
        if finding := self.finding(entry_id):
            return details.finding_detail(finding)
        if kind == "guide" or entry_id.count(".") == 2:
            return details.item_detail(name or entry_id, session.edition, judged, corpus)
        return None

    def finding(self, entry_id: str) -> Finding | None:
        """Return the finding of an entry, as long as it is about the text as it is now."""
        judged = self.judged
        if judged is None or not entry_id.startswith("finding-"):
            return None
        return judged.findings[int(entry_id.removeprefix("finding-"))]


def _shared_words(judged: Judged | None, entry: str) -> tuple[str, ...]:
    """The words that an example or a piece of advice shares with the draft."""
    if judged is None:
        return ()
    words = {hit.id: hit.words for hit in judged.examples or ()} | {hit.id: hit.words for hit in judged.advice or ()}
    return words.get(entry, ())
