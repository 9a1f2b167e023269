"""The middle of the screen to write on: the question, the answer, and the rows under it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from pmqa_writer.criteria import Criterion, Question
from pmqa_writer.i18n import _
from pmqa_writer.judging.messages import Finding
from pmqa_writer.reports.constraint_text import constraint_text
from pmqa_writer.text import MATCHING_ONLY, Edit, EditKind, Span, count_characters, find_edits
from pmqa_writer.tui.thai import ThaiStatic, ThaiTextArea, WordCutter
from pmqa_writer.tui.widgets.editor import Asked, Editor
from pmqa_writer.tui.widgets.finder import Finder
from pmqa_writer.tui.widgets.meter import Meter


class AnswerPane(Vertical):
    """Shows a question and lets its answer be written, cleaned and searched. Knows nothing of files."""

    DEFAULT_CSS = """
    AnswerPane { width: 1fr; }
    AnswerPane #asked { height: auto; max-height: 28%; background: $surface; padding: 0 1; }
    AnswerPane #next { height: auto; max-height: 2; background: $panel; color: $text-accent; padding: 0 1; }
    AnswerPane #offer { height: auto; background: $warning-muted; color: $text; padding: 0 1; display: none; }
    """

    def __init__(self, cutter: WordCutter, limit: int, *, plain: bool) -> None:
        """Wrap with `cutter`; an answer may have `limit` characters."""
        super().__init__(id="middle")
        self._cutter = cutter
        self._limit = limit
        self._plain = plain

    def compose(self) -> ComposeResult:
        """Lay the pane out."""
        with Asked(id="asked"):
            yield ThaiStatic("", id="question")
        yield Editor(cutter=self._cutter, limit=self._limit, id="editor")
        yield ThaiStatic("", id="offer")
        yield Finder()
        yield Meter(self._limit, plain=self._plain, id="meter")
        yield ThaiStatic("", id="next")

    @property
    def editor(self) -> Editor:
        """The answer."""
        return self.query_one("#editor", Editor)

    def ask(self, question: Question, criterion: Criterion) -> None:
        """Show a question, with its level, parts and demands."""
        parts: list[str | tuple[str, str]] = [
            (f"{question.id} ", "bold $text-primary"),
            (f"{question.level.label}  ", "$text-accent"),
            question.text,
        ]
        if len(question.parts) > 1:
            told_parts = "  ".join(f"{number}) {part}" for number, part in enumerate(question.parts, 1))
            heading = _("Parts to answer")
            parts.append((f"\n{heading}: {told_parts}", "$text-muted"))
        if question.constraints:
            demands = "; ".join(map(constraint_text, question.constraints))
            heading = _("What the wording demands")
            parts.append((f"\n{heading}: {demands}", "$text-muted"))
        parts.append((f"\n{criterion.id} {criterion.title}", "$text-muted"))
        self.query_one("#question", ThaiStatic).update(Content.assemble(*parts))
        self.query_one("#asked").scroll_home(animate=False)
        self.offer("")
        self.show_next("")  # the one before had another

    def count(self, note: str) -> None:
        """Show the length of the answer, and a note beside it."""
        meter = self.query_one("#meter", Meter)
        meter.characters = count_characters(self.editor.text)
        meter.note = note

    def show_next(self, step: str) -> None:
        """Show the single edit that would gain most; empty: none is known yet."""
        self.query_one("#next", ThaiStatic).update(step)

    def replace_text(self, text: str) -> None:
        """Put another text in the place of the answer, as one step that can be taken back."""
        if not self.editor.read_only:
            self.editor.replace_span(Span(0, len(self.editor.text)), text)

    def mark(self, kind: str, spans: Sequence[Span]) -> None:
        """Mark evidence, or the place of a finding, and bring it into view; marks of the other kind go."""
        for name in ("evidence", "finding"):
            self.editor.mark(name, spans if name == kind else ())
        if spans:
            self._reveal(spans[0])

    def _reveal(self, span: Span) -> None:
        row = self.editor.wrapped_document.location_to_offset(self.editor.location_of(span.start)).y
        top, height = self.editor.scroll_y, self.editor.scrollable_content_region.height
        if not top <= row < top + height:
            self.editor.scroll_to(y=max(row - height // 3, 0), animate=False)

    # --- find

    def find(self) -> None:
        """Ask for words to look for."""
        self.query_one(Finder).open()

    def on_finder_sought(self, event: Finder.Sought) -> None:
        """Show the next place of the words, from the top again after the last one."""
        editor = self.editor
        start, end = sorted((editor.offset_of(editor.selection.start), editor.offset_of(editor.selection.end)))
        at = start if event.backwards else end
        around = len(editor.text) if event.backwards else 0
        span = editor.find(event.words, at, event.backwards) or editor.find(event.words, around, event.backwards)
        if span is None:
            self.notify(_("It does not occur in this answer."))
            return
        editor.mark("found", [span])
        editor.select_span(span)

    def on_finder_closed(self) -> None:
        """Go back to the text."""
        self.editor.mark("found", ())
        self.editor.focus()

    # --- mend

    def _edits(self) -> list[Edit]:
        return [edit for edit in find_edits(self.editor.text) if edit.kind not in MATCHING_ONLY]

    def on_thai_text_area_uncleaned(self, event: ThaiTextArea.Uncleaned) -> None:
        """Offer to mend what was pasted."""
        self.offer(
            _(
                "The pasted text has {count} torn or invisible characters. F4 mends them, Ctrl+Z takes that back."
            ).format(count=len(event.edits))
        )

    def offer(self, text: str) -> None:
        """Show a line under the answer; an empty one puts it away."""
        offer = self.query_one("#offer", ThaiStatic)
        offer.update(text)
        offer.display = bool(text)

    def clean(self) -> None:
        """Mend what is torn, in one step."""
        self.offer("")
        if self.editor.read_only:
            return
        edits = self._edits()
        self.editor.apply_edits(edits)
        message = _("{count} places were mended. Ctrl+Z takes it back.") if edits else _("There is nothing to mend.")
        self.notify(message.format(count=len(edits)))

    def mend(self, finding: Finding | None) -> None:
        """Make the change that a finding offers."""
        if finding is None or finding.fix is None or self.editor.read_only:
            self.notify(_("This one only you can mend."))
            return
        fix = finding.fix
        self.editor.apply_edits([Edit(Span(fix.start, fix.end), fix.replacement, EditKind(fix.kind))])
        self.notify(_("Mended. Ctrl+Z in the text takes it back."))
