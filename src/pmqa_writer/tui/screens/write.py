"""The screen to write an answer on: the question, the text, and beside it what an assessor will find."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer, TextArea

from pmqa_writer.criteria import Question
from pmqa_writer.drafts import OpenDraft
from pmqa_writer.i18n import _
from pmqa_writer.reports.criteria_text import describe
from pmqa_writer.tui.answer_file import AnswerFile
from pmqa_writer.tui.beside import Beside
from pmqa_writer.tui.compositor import FrugalCompositor
from pmqa_writer.tui.glyphs import STANDINGS, duties, judged_by
from pmqa_writer.tui.readiness import Readiness
from pmqa_writer.tui.screens.helping import Helping
from pmqa_writer.tui.screens.reading import ReadScreen
from pmqa_writer.tui.screens.write_keys import KEYS
from pmqa_writer.tui.spoken import Spoken
from pmqa_writer.tui.thai import ThaiStatic
from pmqa_writer.tui.widgets.answer import AnswerPane
from pmqa_writer.tui.widgets.editor import Editor
from pmqa_writer.tui.widgets.entries import Entry, EntryList
from pmqa_writer.tui.widgets.guide import Guide
from pmqa_writer.tui.widgets.questions import QuestionTree
from pmqa_writer.tui.widgets.side import PanelList, Side

if TYPE_CHECKING:
    from pmqa_writer.tui.app import WriterApp

_PAUSE: Final = 0.2
"""Seconds without a key after which a text is judged."""
_WATCH: Final = 2.0
"""Seconds between looks at the answer's file, which another program may change."""
_WIDE: Final = 110
"""Columns from which on the tree of questions has room beside the text."""


@dataclass(slots=True)
class _Place:
    """Where the writer was in an answer."""

    cursor: int = 0
    tab: str = "checklist"
    scroll: float = 0.0


class WriteScreen(Spoken, Helping, Screen[None]):
    """Opens one question after the other; `app` gives it session, saver and judge."""

    BINDINGS = [*KEYS]  # noqa: RUF012 - Textual's own form
    DEFAULT_CSS = """
    WriteScreen #title { height: 1; background: $panel; color: $text; padding: 0 1; }
    WriteScreen #tree { display: none; }
    WriteScreen.-tree #tree { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._compositor = FrugalCompositor()
        self.question: Question | None = None
        """The question that is open."""
        self._places: dict[str, _Place] = {}
        self.laid_out = False
        """Whether the widgets are there."""
        self._loaded, self._touched = "", False
        """The text as it was put into the editor, and whether it has changed since."""
        self._edited = 0.0
        self._timer: Timer | None = None
        self._tree_wanted: bool | None = None
        """What the writer chose; None: as the width allows."""

    @property
    def _app(self) -> WriterApp:
        return cast("WriterApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        session = self._app.the_session
        self._beside = Beside(self._app)
        self._file, self._readiness = AnswerFile(self._app), Readiness(self._app)
        yield ThaiStatic("", id="title")
        if self._app.tour:
            yield Guide(self._app.tour.message)
        with Horizontal():
            yield QuestionTree(session, plain=self._app.plain, id="tree")
            yield AnswerPane(self._app.cutter, session.edition.limit, plain=self._app.plain)
            yield Side(self._app.cutter, self._beside.entries, self._beside.badges)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Begin in the text."""
        self.laid_out = True
        self._lay_out()
        self.set_interval(_WATCH, self._watch_file)
        self.question_tree.update_all()
        self.editor.focus()
        if self.question:
            self._show(self.question)

    def on_screen_resume(self) -> None:
        """Show what came while another screen lay over this one."""
        self.update()

    def on_unmount(self) -> None:
        """What comes late finds nothing to be shown in."""
        self.laid_out = False

    def on_resize(self) -> None:
        """Show the tree where there is room."""
        self._lay_out()

    def _lay_out(self) -> None:
        wanted = self.size.width >= _WIDE if self._tree_wanted is None else self._tree_wanted
        self.set_class(wanted, "-tree")

    @property
    def editor(self) -> Editor:
        """The answer."""
        return self.pane.editor

    @property
    def pane(self) -> AnswerPane:
        """The question and its answer."""
        return self.query_one(AnswerPane)

    @property
    def question_tree(self) -> QuestionTree:
        """All questions."""
        return self.query_one("#tree", QuestionTree)

    @property
    def side(self) -> Side:
        """The panels."""
        return self.query_one(Side)

    # --- opening

    def open(self, question: str) -> None:
        """Open a question; the place in the one before is remembered."""
        self._remember()
        self.question = self._app.the_session.edition.question(question)
        if self.laid_out:
            self._show(self.question)

    def _show(self, question: Question) -> None:
        self._beside.question = question
        draft = self._app.open_draft(question.id)
        place = self._places.setdefault(question.id, _Place())
        editor = self.editor
        editor.read_only = draft is None
        with editor.prevent(TextArea.Changed):
            editor.load(self._app.the_session.text(question.id))
        self._loaded, self._touched = editor.text, False
        editor.move_cursor(editor.location_of(place.cursor))
        editor.scroll_to(y=place.scroll, animate=False)
        self.side.choose(place.tab)
        self.side.update()
        self.pane.ask(question, self._app.the_session.edition.criterion(question.criterion))
        self.question_tree.reach(question.id)
        self._judge()
        self.update()
        self._file.known(draft)
        if draft and draft.others:
            others = ", ".join(file.name for file in draft.others)
            self.notify(
                _("{file} is shown. Other files answer this question too: {others}").format(
                    file=draft.file.name, others=others
                ),
                severity="warning",
            )

    def _remember(self) -> None:
        if self.question and self.laid_out:
            self.note()
            self._places[self.question.id] = _Place(
                self.editor.cursor_offset, self.side.name_shown, self.editor.scroll_y
            )

    def _watch_file(self) -> None:
        """Show what another program has written, where nothing waits to be saved; else the saver will ask."""
        question, app = self.question, self._app
        # A screen below another one counts as current, too.
        if question is None or not self.laid_out or app.screen is not self or self.editor.read_only:
            return
        if fresh := self._file.changed(question.id, self.editor.text):
            self.pane.replace_text(fresh.text)
            self.notify(_("Another program has changed this answer; its text is shown. Ctrl+Z brings yours back."))

    def guide(self, message: str) -> None:
        """Show another step of the tour."""
        for guide in self.query(Guide):
            guide.update(message)

    # --- typing

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Count, save and judge what was typed."""
        event.stop()
        if self.question is None or event.text_area is not self.editor:
            return
        self.note()
        self._count()
        self._edited = time.monotonic()
        if self._timer is None:
            self._timer = self.set_timer(_PAUSE, self._look)

    def note(self) -> None:
        """Take note of the text, though what tells of its last change may still be on its way."""
        text = self.editor.text
        if self.question is None or self.editor.read_only or (text == self._loaded and not self._touched):
            return  # the editor has other line ends than some files: looking at an answer changes nothing
        self._touched = True
        self._app.saver.edited(self.question.id, text)
        self._app.the_session.write(self.question.id, text)

    def after_keys(self, callback: Callable[[], object]) -> None:
        """Call back once the editor has handled the keys that came before and its text is noted.

        Keys with priority overtake others that were typed quickly.
        """

        def caught_up() -> None:
            self.note()
            callback()

        self.editor.call_later(caught_up)

    def _look(self) -> None:
        """Judge, unless a key came meanwhile."""
        rest = _PAUSE - (time.monotonic() - self._edited)
        if rest > 0.01:
            self._timer = self.set_timer(rest, self._look)
        else:
            self._timer = None
            self._judge()
            if self.question:
                self._readiness.take_back(self.question.id)
            self.update()

    def _judge(self) -> None:
        if self.question:
            self._app.ask_judge(self.question.id, wants_examples=True)

    def _count(self) -> None:
        saved = self.question is None or self._app.saver.is_saved(self.question.id)
        self.pane.count(_("saved") if saved else _("saving …"))

    # --- showing

    def update(self) -> None:
        """Show title, signs and panels as things stand now."""
        if not self.question or not self.laid_out:
            return
        session, question = self._app.the_session, self.question.id
        sign = STANDINGS[session.standing(question)]
        state = self._app.state or judged_by(session.judged(question), current=session.is_current(question))
        title = Content.assemble(
            (f"{sign.shown(self._app.plain)} {question} {sign.meaning}", "bold"),
            f"  ·  {session.workspace.agency}  ·  {state}",
            "".join(f"  ·  {part}" for part in duties(session.progress(question))),
        )
        self.query_one("#title", ThaiStatic).update(title)
        self.question_tree.update(question)
        self._count()
        if session.is_current(question):
            self.side.update()
            self.pane.show_next(self._beside.next_step())

    def on_entry_list_reached(self, event: EntryList.Reached) -> None:
        """Mark in the text what the entry is about."""
        self._mark(event.entry if event.entries is self.side.panel else None)

    def _mark(self, entry: Entry | None) -> None:
        current = self._beside.judged is not None
        kind = "finding" if entry and entry.id.startswith("finding-") else "evidence"
        self.pane.mark(kind, entry.spans if entry and current and self.side.panel.has_focus else ())

    def on_descendant_focus(self) -> None:
        """Mark the evidence of an entry only while its panel has the keys."""
        self._mark(self.side.panel.entry if self.side.panel.has_focus else None)

    def on_entry_list_chosen(self, event: EntryList.Chosen) -> None:
        """Tell more of an entry, or show it whole."""
        self.app.push_screen(ReadScreen(self._beside.detail(event.entry.id) or event.entry.content))

    # --- actions

    def action_back(self) -> None:
        """Go from a panel to the text, from the text to the board."""
        if self.focused is self.editor or self.focused is None:
            self._remember()
            self._app.stage.go_home(self.question.id if self.question else "")
        else:
            self.editor.focus()

    def action_go(self, step: int) -> None:
        """Open the next question, or the one before."""
        self.after_keys(lambda: self._go(step))

    def _go(self, step: int) -> None:
        if self.question:
            self.open(self._app.the_session.neighbour(self.question.id, step))
            self.editor.focus()  # the panel that had the keys may be hidden now

    def on_question_tree_opened(self, event: QuestionTree.Opened) -> None:
        """Open a question of the tree."""
        self.open(event.question)
        self.editor.focus()

    def action_tree(self) -> None:
        """Show the tree and go there, or hide it."""
        tree = self.question_tree
        self._tree_wanted = not self.has_class("-tree")
        self._lay_out()
        if self._tree_wanted:
            tree.focus()
        elif tree.has_focus:
            self.editor.focus()

    def action_panel(self, name: str) -> None:
        """Show a panel and go there."""
        self.side.choose(name)
        panel = self.side.panel
        panel.focus()
        if panel.entry is None:
            panel.action_first()
            # What is longer than the panel is read from its start.
            panel.call_after_refresh(panel.scroll_home, animate=False)

    def action_whole(self) -> None:
        """Show the question whole."""
        if self.question:
            lines = describe(self._app.the_session.edition, self.question.id)
            self.app.push_screen(ReadScreen("\n".join(lines)))

    def action_find(self) -> None:
        """Look for words."""
        self.pane.find()

    def action_clean(self) -> None:
        """Mend what is torn, in one step."""
        self.pane.clean()

    def on_panel_list_mend(self, event: PanelList.Mend) -> None:
        """Make the change that a finding offers."""
        self.pane.mend(self._beside.finding(event.entry.id))

    def action_save(self) -> None:
        """Save now."""
        self._app.saver.hurry()

    def action_ready(self) -> None:
        """Mark the answer as ready, or take that back."""
        if self.question and (self._readiness.is_marked(self.question.id) or not self.has_blanks):
            self._readiness.toggle(self.question.id)
            self.update()

    def saved(self, draft: OpenDraft) -> None:
        """Show that an answer is on the disk."""
        if self.laid_out and self.question and draft.question == self.question.id:
            self._file.known(draft)
            self._count()
