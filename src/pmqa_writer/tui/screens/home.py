"""The home screen: how all answers stand, and the way to each."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer

from pmqa_writer.i18n import N_, _
from pmqa_writer.text import arabic_digits
from pmqa_writer.tui.compositor import FrugalCompositor
from pmqa_writer.tui.glyphs import STANDINGS, duties
from pmqa_writer.tui.session import Filter, Session, Standing
from pmqa_writer.tui.spoken import Spoken
from pmqa_writer.tui.thai import ThaiStatic, us_key, with_thai
from pmqa_writer.tui.widgets.board import Board
from pmqa_writer.tui.widgets.guide import Guide

if TYPE_CHECKING:
    from pmqa_writer.tui.app import WriterApp

_JUMP = frozenset("0123456789.")
_FORGOTTEN: Final = 2.0
"""Seconds without a key after which another number begins."""
_NAMES = {
    Filter.ALL: N_("All questions"),
    Filter.EMPTY: N_("Only empty ones"),
    Filter.UNFINISHED: N_("Begun, not ready"),
    Filter.OVER: N_("Only those over the limit"),
    Filter.MINE: N_("Only mine"),
}


class HomeScreen(Spoken, Screen[None]):
    """The board, with a line on the question under the cursor."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("f1", "app.help", N_("Help")),
        Binding(with_thai("f"), "filter", N_("Filter"), tooltip=N_("Show all questions, or only some")),
        Binding(with_thai("m"), "only('mine')", N_("Mine"), tooltip=N_("Only questions that I own"), show=False),
        Binding(
            with_thai("e"), "only('empty')", N_("Empty"), tooltip=N_("Only questions without an answer"), show=False
        ),
        Binding(with_thai("o"), "only('over')", N_("Over"), tooltip=N_("Only answers over the limit"), show=False),
        Binding(with_thai("a"), "only('all')", N_("All"), tooltip=N_("All questions"), show=False),
        Binding("f10", "app.command_palette", N_("More"), tooltip=N_("All commands, themes among them")),
        Binding(with_thai("ctrl+q") + ",q,ๆ", "app.quit", N_("Quit"), key_display="q"),
        Binding("backspace", "shorten", show=False),
        Binding("escape", "forget", show=False),
    ]
    DEFAULT_CSS = """
    HomeScreen #title { height: 1; background: $panel; color: $text; padding: 0 1; text-style: bold; }
    HomeScreen #legend { height: 1; color: $text-muted; padding: 0 1; }
    HomeScreen #about { height: auto; max-height: 3; background: $panel; padding: 0 1; }
    """

    def __init__(self, session: Session, *, plain: bool = False) -> None:
        """Show the answers of a session."""
        super().__init__()
        self._compositor = FrugalCompositor()
        self._session = session
        self._plain = plain
        self._typed = ""
        self._typed_at = 0.0

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield ThaiStatic("", id="title")
        if tour := cast("WriterApp", self.app).tour:
            yield Guide(tour.message)
        yield Board(self._session, plain=self._plain, id="board")
        yield ThaiStatic("", id="about")
        yield ThaiStatic(self._legend(), id="legend")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show what there is."""
        self.query_one(Board).focus()
        self.update()
        self._about()

    def on_screen_suspend(self) -> None:
        """Forget what was typed of a number; not when the board comes back, which may be told after its first key."""
        self._typed = ""

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile."""
        self.update()

    @property
    def board(self) -> Board:
        """The board."""
        return self.query_one(Board)

    def update(self) -> None:
        """Show how things stand now."""
        if self.is_mounted:
            self.board.update()
            self.query_one("#title", ThaiStatic).update(self._title())
            self._about()

    def _title(self) -> Content:
        session = self._session
        standings = [session.standing(question.id) for question in session.edition.questions()]
        ready = standings.count(Standing.READY)
        empty = standings.count(Standing.EMPTY)
        year = f" {session.workspace.fiscal_year}" if session.workspace.fiscal_year else ""
        parts = [
            f"PMQA 4.0  {session.workspace.agency}{year}",
            _("ready {ready} of {total}, empty {empty}").format(ready=ready, total=len(standings), empty=empty),
        ]
        if self.board.shown is not Filter.ALL:
            parts.append(f"[{_(_NAMES[self.board.shown])}: {self.board.count}]")
        if state := cast("WriterApp", self.app).state:
            parts.append(state)
        return Content("  ·  ".join(parts))

    def _legend(self) -> Content:
        parts: list[str | tuple[str, str]] = []
        for sign in STANDINGS.values():
            parts += [(sign.shown(self._plain), f"${sign.style}"), f" {sign.meaning}   "]
        return Content.assemble(*parts)

    def _about(self) -> None:
        about = self.query_one("#about", ThaiStatic)
        typed: list[str | tuple[str, str]] = []
        if self._typed:
            typed = [_("Jump to: "), (f"{self._typed}_", "bold $text-accent"), "  "]
            if not self._meant():
                about.update(Content.assemble(*typed, (_("There is no such question."), "$text-error")))
                return
        question = self._session.edition.question(self.board.question)
        standing = self._session.standing(question.id)
        about.update(
            Content.assemble(
                *typed,
                (f"{question.id} {question.level.label} · {STANDINGS[standing].meaning}  ", "bold"),
                "".join(f"{part} · " for part in duties(self._session.progress(question.id))),
                question.text,
            )
        )

    def guide(self, message: str) -> None:
        """Show another step of the tour."""
        for guide in self.query(Guide):
            guide.update(message)

    # --- filter and jump

    def action_filter(self) -> None:
        """Show the next selection of questions that holds any; the last one holds all."""
        filters = list(Filter)
        after = filters[filters.index(self.board.shown) + 1 :]
        questions = [question.id for question in self._session.edition.questions()]
        self._only(
            next(
                (wanted for wanted in after if any(self._session.shows(question, wanted) for question in questions)),
                Filter.ALL,
            )
        )

    def action_only(self, wanted: str) -> None:
        """Show one selection of questions."""
        self._only(Filter(wanted))

    def _only(self, wanted: Filter) -> None:
        self.board.show(wanted)
        self.update()
        if not self.board.count:
            hint = _(' Set me = "name" in pmqa.toml, and owner of questions or categories.')
            self.notify(
                _("There is none: {filter}.").format(filter=_(_NAMES[wanted]))
                + (hint if wanted is Filter.MINE else ""),
            )
            self.board.show(Filter.ALL)
            self.update()

    def on_key(self, event) -> None:  # type: ignore[no-untyped-def]
        """Gather the number of a question."""
        character = arabic_digits(us_key(event.character or ""))
        if character in _JUMP:
            event.stop()
            now = time.monotonic()
            self._typed = character if now - self._typed_at > _FORGOTTEN else self._typed + character
            self._typed_at = now
            self._jump()

    def action_shorten(self) -> None:
        """Take back the last character of the number."""
        self._typed = self._typed[:-1]
        self._jump()

    def action_forget(self) -> None:
        """Take the number back, or show all questions again."""
        if not self._typed and self.board.shown is not Filter.ALL:
            self._only(Filter.ALL)
        self._typed = ""
        self._about()

    def _jump(self) -> None:
        """Go to the first question whose number begins as typed."""
        known = self._meant()
        if known and self._typed:
            self.board.go(known[0])
            if known[0].replace(".", "") == self._typed.replace(".", ""):
                self._typed = ""
        self._about()

    def _meant(self) -> list[str]:
        # 132 is 1.3.2: the dots may be left out.
        digits = self._typed.replace(".", "")
        ids = [question.id for question in self._session.edition.questions()]
        return [question for question in ids if question.replace(".", "").startswith(digits)]

    def on_board_chosen(self, event: Board.Chosen) -> None:
        """Let a number that no question has open none."""
        if not self._meant():
            event.stop()
            self.app.bell()
        self._typed = ""
        self._about()

    def on_board_moved(self) -> None:
        """Tell of the question under the cursor; moving by other keys ends the typing of a number."""
        self._typed = ""
        self._about()
