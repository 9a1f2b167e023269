"""The board: six categories, their criteria, and a sign for each question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from pmqa_writer.criteria import Criterion, Level
from pmqa_writer.dates import day_name
from pmqa_writer.i18n import N_, _
from pmqa_writer.text import boundaries
from pmqa_writer.tui.glyphs import STANDINGS, component, standing_styles
from pmqa_writer.tui.session import Filter, Session, Standing
from pmqa_writer.tui.spoken import Spoken
from pmqa_writer.tui.thai import with_thai

_CELL = 8
"""Cells that a question takes, such as `● 1.1.1 `."""
_BAR = 10


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the board."""

    category: int
    criterion: Criterion | None = None
    """None: the heading of the category."""
    questions: tuple[str, ...] = ()


class Board(Spoken, ScrollView, can_focus=True):
    """Shows how every answer stands. The cursor is on one question."""

    ABOUT = N_(
        "Each row is a criterion, each sign a question. Move with the arrow keys and press Enter to write. "
        "Typing a number such as 1.3.2 jumps to that question."
    )
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("up", "move(-1, 0)", show=False),
        Binding("down", "move(1, 0)", show=False),
        Binding("left", "move(0, -1)", show=False),
        Binding("right", "move(0, 1)", show=False),
        Binding(with_thai("n"), "step(1)", show=False),
        Binding(with_thai("p"), "step(-1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("pageup", "move(-10, 0)", show=False),
        Binding("pagedown", "move(10, 0)", show=False),
        Binding("enter", "choose", N_("Write")),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "board--heading",
        "board--cursor",
        "board--muted",
        *map(component, Standing),
    }
    DEFAULT_CSS = f"""
    {standing_styles("Board")}
    Board {{ height: 1fr; background: $surface; scrollbar-size-horizontal: 0; }}
    Board > .board--heading {{ text-style: bold; color: $text-primary; }}
    Board > .board--cursor {{
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
    }}
    Board > .board--muted {{ color: $foreground-muted; }}
    """

    class Chosen(Message):
        """A question is to be written."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    class Moved(Message):
        """Keys or the mouse have put the cursor on another question."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    def __init__(self, session: Session, *, plain: bool = False, id: str | None = None) -> None:  # noqa: A002
        """Show the answers of a session; `plain` draws in ASCII."""
        super().__init__(id=id)
        self._session = session
        self._plain = plain
        self._filter = Filter.ALL
        self._rows: list[_Row] = []
        self.question = next(iter(session.edition.questions())).id
        """The question that the cursor is on."""
        self._build()

    # --- what is shown

    @property
    def shown(self) -> Filter:
        """Which questions are shown."""
        return self._filter

    def show(self, wanted: Filter) -> None:
        """Show only some questions."""
        self._filter = wanted
        self._build()
        shown = [question for row in self._rows for question in row.questions]
        if shown and self.question not in shown:
            self.go(shown[0])

    @property
    def count(self) -> int:
        """How many questions are shown."""
        return sum(len(row.questions) for row in self._rows)

    def update(self) -> None:
        """Show how things stand now; questions that no longer pass the filter stay until it is chosen anew."""
        self.refresh()

    def _build(self) -> None:
        self._rows = list(self._rows_shown())
        self.virtual_size = Size(0, len(self._rows))
        self.refresh(layout=True)

    def _rows_shown(self) -> Iterator[_Row]:
        for category in self._session.edition.info.categories:
            rows = [
                _Row(category.number, criterion, questions)
                for criterion in self._session.criteria_of(category.number)
                if (
                    questions := tuple(
                        question.id
                        for question in criterion.questions
                        if self._session.shows(question.id, self._filter)
                    )
                )
            ]
            if rows:
                yield _Row(category.number)
                yield from rows

    def render_line(self, y: int) -> Strip:
        """Return a line of the board."""
        number = y + int(self.scroll_y)
        width = self.scrollable_content_region.width
        if number >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        row = self._rows[number]
        segments = self._heading(row.category, width) if row.criterion is None else self._criterion(row, width)
        return Strip(segments).adjust_cell_length(width, self.rich_style).apply_style(self.rich_style)

    def _heading(self, category: int, width: int) -> list[Segment]:
        session = self._session
        questions = session.questions_of(category)
        ready = sum(session.standing(question.id) is Standing.READY for question in questions)
        title = next(known.title for known in session.edition.info.categories if known.number == category)
        heading = _("Category {number} {title}").format(number=category, title=title)
        full, rest = ("=", "-") if self._plain else ("━", "─")
        filled = round(_BAR * ready / len(questions))
        levels = "  ".join(
            f"{_mark(level.reached, self._plain)}{_LEVELS[level.level]} {level.covered}/{level.total}"
            for level in session.levels(category)
        )
        due = self._due(category)
        tail = f" {full * filled}{rest * (_BAR - filled)} {ready}/{len(questions)}  {levels}{due} "
        room = max(width - cell_len(tail) - 1, 12)
        style, muted = self._style("board--heading"), self._style("board--muted")
        return [Segment(" " + _fitted(heading, room), style), Segment(tail, muted)]

    def _due(self, category: int) -> str:
        settings = self._session.workspace.categories.get(str(category))
        if settings is None:
            return ""
        due = day_name(settings.due) if settings.due else ""
        return "".join(f"  {part}" for part in (settings.owner, due) if part)

    def _criterion(self, row: _Row, width: int) -> list[Segment]:
        assert row.criterion is not None  # noqa: S101 - asked for criteria only
        cells = len(row.questions) * _CELL
        room = max(width - max(cells, 6 * _CELL) - 6, 10)
        segments = [
            Segment(f"   {row.criterion.id} {_fitted(row.criterion.title, room - 5)} ", self._style("board--muted"))
        ]
        for question in row.questions:
            standing = self._session.standing(question)
            here = question == self.question and self.has_focus
            style = self._style("board--cursor" if here else component(standing))
            if question == self.question and not self.has_focus:
                style += Style(underline=True)
            segments.append(Segment(f" {STANDINGS[standing].shown(self._plain)} {question}", style))
        return segments

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    # --- the cursor

    def go(self, question: str) -> None:
        """Put the cursor on a question, which need not be shown."""
        self.question = question
        self._reveal()
        self.refresh()

    def _move_to(self, question: str) -> None:
        self.go(question)
        self.post_message(self.Moved(question))

    def _reveal(self) -> None:
        """Scroll to where the cursor is, with a row around it."""
        place = self._place()
        if place is not None:
            self.scroll_to_region(Region(0, max(place[0] - 1, 0), 1, 3), animate=False, force=True)
            if place[0] <= 2:
                self.scroll_to(y=0, animate=False)

    def on_resize(self) -> None:
        """Keep the cursor in view: what is told of a question below the board takes more rows or fewer."""
        self._reveal()

    def _place(self) -> tuple[int, int] | None:
        """Row and place in it of the cursor."""
        for number, row in enumerate(self._rows):
            if self.question in row.questions:
                return number, row.questions.index(self.question)
        return None

    def action_move(self, rows: int, cells: int) -> None:
        """Move by rows or by questions of the row."""
        filled = [row for row in self._rows if row.questions]
        if not filled:
            return
        at = next((number for number, row in enumerate(filled) if self.question in row.questions), None)
        if at is None:
            self._move_to(filled[0].questions[0])
            return
        column = filled[at].questions.index(self.question)
        if cells:
            self.action_step(cells)
            return
        questions = filled[min(max(at + rows, 0), len(filled) - 1)].questions
        self._move_to(questions[min(column, len(questions) - 1)])

    def action_step(self, step: int) -> None:
        """Move to the next question, or the one before."""
        shown = [question for row in self._rows for question in row.questions]
        if self.question in shown:
            self._move_to(shown[min(max(shown.index(self.question) + step, 0), len(shown) - 1)])
        elif shown:
            self._move_to(shown[0])

    def action_first(self) -> None:
        """Move to the first question."""
        self.action_step(-len(self._rows) * 10)

    def action_last(self) -> None:
        """Move to the last question."""
        self.action_step(len(self._rows) * 10)

    def action_choose(self) -> None:
        """Write the answer to the question that the cursor is on."""
        if self._place() is not None:
            self.post_message(self.Chosen(self.question))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the question that was clicked; a second click writes it."""
        number = event.y + int(self.scroll_y)
        if not 0 <= number < len(self._rows):
            return
        row = self._rows[number]
        width = self.scrollable_content_region.width
        x = 0
        if row.criterion is None:
            return
        for segment, question in zip(self._criterion(row, width)[1:], row.questions, strict=True):
            x = x or cell_len(self._criterion(row, width)[0].text)
            if x <= event.x < x + segment.cell_length:
                self._move_to(question)
                if event.chain > 1:
                    self.action_choose()
            x += segment.cell_length

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.refresh()


_LEVELS = {Level.BASIC: "Basic", Level.ADVANCE: "Adv", Level.SIGNIFICANCE: "Sig"}


def _mark(reached: bool, plain: bool) -> str:
    return ("*" if plain else "✓") if reached else ""


def _fitted(text: str, cells: int) -> str:
    """Return `text` in exactly so many cells, no cluster torn."""
    if cell_len(text) <= cells:
        return set_cell_size(text, cells)
    # Marks take no cell, so that the longest prefix that fits keeps those of its last consonant.
    fitted = ""
    edges = boundaries(text)
    for edge in edges:
        if cell_len(text[:edge]) > cells - 1:
            break
        fitted = text[:edge]
    return set_cell_size(f"{fitted}…", cells)
