"""How much of the allowed length is used."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from pmqa_writer.i18n import _

_NEAR = 0.9
"""Share of the limit from which on the writer is warned."""


class Meter(Widget):
    """A row such as `873 / 1,000 ━━━━━━━━──  room for 127`: calm, then a warning, then an error."""

    DEFAULT_CSS = """
    Meter { height: 1; padding: 0 1; background: $panel; }
    """
    characters: reactive[int] = reactive(0)
    """As Word counts them, spaces included."""
    note: reactive[str] = reactive("")
    """What stands at the right end, such as whether all is saved."""

    def __init__(self, limit: int, *, plain: bool = False, id: str | None = None) -> None:  # noqa: A002
        """Measure against `limit` characters; `plain` draws in ASCII."""
        super().__init__(id=id, markup=False)
        self.limit = limit
        self._plain = plain

    def render(self) -> Content:
        """Return the row."""
        over = self.characters - self.limit
        style = "$text-error bold" if over > 0 else "$text-warning" if self.characters > self.limit * _NEAR else "$text"
        count = f"{self.characters:,} / {self.limit:,}"
        tail = _("{count:,} too many") if over > 0 else _("room for {count:,}")
        tail = tail.format(count=abs(over))
        width = self.content_size.width
        bar = width - cell_len(count) - cell_len(tail) - cell_len(self.note) - 6
        parts: list[Content | tuple[str, str]] = [(f"{count} ", style)]
        if bar > 4:
            filled = min(bar, round(bar * self.characters / self.limit)) if self.limit else 0
            full, rest = ("=", "-") if self._plain else ("━", "─")
            parts += [(full * filled, style), (rest * (bar - filled), "$text-disabled")]
        parts.append((f" {tail}", style))
        left = Content.assemble(*parts)
        gap = width - left.cell_length - cell_len(self.note)
        return Content.assemble(left, " " * max(gap, 1), (self.note, "$text-muted"))
