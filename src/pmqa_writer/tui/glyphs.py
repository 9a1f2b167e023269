"""Signs that carry meaning beside colour: one cell each, in a plain form for weak terminals too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pmqa_writer.dates import day_name
from pmqa_writer.drafts import Progress
from pmqa_writer.i18n import N_, _
from pmqa_writer.tui.session import Standing

if TYPE_CHECKING:
    from pmqa_writer.judging.messages import Judged


@dataclass(frozen=True, slots=True)
class Sign:
    """How something looks."""

    glyph: str
    plain: str
    """In ASCII, for terminals whose fonts lack the glyph."""
    style: str
    """A theme variable without its dollar sign."""
    name: str
    """What it means, as a message id."""

    def shown(self, plain: bool) -> str:
        """Return the sign for this kind of terminal."""
        return self.plain if plain else self.glyph

    @property
    def meaning(self) -> str:
        """What it means, in the language that is set."""
        return _(self.name)


STANDINGS: Final = {
    Standing.EMPTY: Sign("○", ".", "foreground-muted", N_("empty")),
    Standing.DRAFT: Sign("◔", "-", "text-primary", N_("draft")),
    Standing.NEEDS_WORK: Sign("◑", "~", "text-warning", N_("needs work")),
    Standing.OVER: Sign("✖", "!", "text-error", N_("over the limit")),
    Standing.READY: Sign("●", "#", "text-success", N_("ready")),
}
COVERAGES: Final = {
    "covered": Sign("●", "#", "text-success", N_("covered")),
    "partial": Sign("◑", "~", "text-warning", N_("partial")),
    "missing": Sign("○", ".", "text-error", N_("missing")),
}
SEVERITIES: Final = {
    "error": Sign("✖", "!", "text-error", N_("error")),
    "warning": Sign("▲", "^", "text-warning", N_("warning")),
    "hint": Sign("·", "*", "text-secondary", N_("hint")),
}
TRIED: Final = {
    "met": COVERAGES["covered"],
    "unmet": COVERAGES["missing"],
    "unknown": Sign("?", "?", "text-muted", N_("only a person can tell")),
}


def duties(progress: Progress) -> list[str]:
    """Return who writes an answer and by when, as far as it is said."""
    due = _("until {day}").format(day=day_name(progress.due)) if progress.due else ""
    return [part for part in (progress.owner, due) if part]


def judged_by(judged: Judged | None, *, current: bool) -> str:
    """Return whether an answer is judged as it is now (`current`), and by whom where that is not the program alone."""
    if judged is None or not current:
        return _("judging …")
    return {
        "reading": _("judged · your agency's model is reading …"),
        "judged": _("judged by your agency's model"),
    }.get(judged.stronger, _("judged"))


def component(standing: Standing) -> str:
    """Return the component class that a widget gives to signs of a standing."""
    return f"standing--{standing.name.lower().replace('_', '-')}"


def standing_styles(widget: str) -> str:
    """Return the rules that colour the signs of a widget."""
    return "\n".join(f"{widget} > .{component(key)} {{ color: ${sign.style}; }}" for key, sign in STANDINGS.items())
