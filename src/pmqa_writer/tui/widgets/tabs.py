"""A row of tabs that always shows all of them, on several lines where the room is small."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget


class TabRow(Widget):
    """Shows the titles of panels; a click chooses one."""

    DEFAULT_CSS = """
    TabRow { height: auto; background: $panel; }
    """

    class Picked(Message):
        """A tab was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.picked = name

    def __init__(self, titles: Mapping[str, str], id: str | None = None) -> None:  # noqa: A002
        """Show titles, already in the user's language, by the names of their panels; the first is current."""
        super().__init__(id=id, markup=False)
        self._titles = dict(titles)
        self._badges: dict[str, str] = {}
        self._current = next(iter(titles))

    def show(self, current: str, badges: Mapping[str, str]) -> None:
        """Mark another tab as current, with a few characters behind the titles of some."""
        if (current, dict(badges)) != (self._current, self._badges):
            self._current, self._badges = current, dict(badges)
            self.refresh(layout=True)

    def _label(self, name: str) -> str:
        badge = f" {self._badges[name]}" if self._badges.get(name) else ""
        return f" {self._titles[name]}{badge} "

    def _rows(self, width: int) -> list[list[str]]:
        rows: list[list[str]] = [[]]
        used = 0
        for name in self._titles:
            cells = cell_len(self._label(name))
            if rows[-1] and used + cells > width:
                rows.append([])
                used = 0
            rows[-1].append(name)
            used += cells
        return rows

    def render(self) -> Content:
        """Return the rows."""
        current = "$block-cursor-foreground on $block-cursor-background bold"
        lines = [
            Content.assemble(
                *((self._label(name), current if name == self._current else "$text-muted") for name in row)
            )
            for row in self._rows(self.content_size.width)
        ]
        return Content("\n").join(lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows at `width` cells."""
        return len(self._rows(width))

    def on_click(self, event: events.Click) -> None:
        """Choose the tab under the mouse."""
        rows = self._rows(self.content_size.width)
        if event.y < len(rows):
            x = 0
            for name in rows[event.y]:
                x += cell_len(self._label(name))
                if event.x < x:
                    self.post_message(self.Picked(name))
                    return
