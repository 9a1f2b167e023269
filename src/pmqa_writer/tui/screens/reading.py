"""Screens that stand over the others: something to read, a choice to make, help."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Button

from pmqa_writer.i18n import N_, _
from pmqa_writer.tui.keys import key_name
from pmqa_writer.tui.spoken import Spoken
from pmqa_writer.tui.thai import ThaiStatic, with_thai


class Page(VerticalScroll):
    """Text that scrolls with the keys."""

    can_focus = True


class ReadScreen(Spoken, ModalScreen[None]):
    """Shows a text until it is closed."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding(with_thai("escape,q,enter"), "dismiss", N_("Close")),
    ]
    DEFAULT_CSS = """
    ReadScreen { align: center middle; }
    ReadScreen > #frame { width: 90%; max-width: 110; height: auto; max-height: 90%; background: $surface;
        border: round $primary; padding: 0 1; }
    ReadScreen Page { height: auto; max-height: 1fr; }
    ReadScreen #closing { dock: bottom; color: $text-muted; height: 1; }
    """

    def __init__(self, content: Content | str, title: str = "") -> None:
        """Show `content` under `title`."""
        super().__init__()
        self._content = content
        self._title = title

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        with Vertical(id="frame") as frame:
            frame.border_title = Content(self._title) if self._title else None
            with Page():
                yield ThaiStatic(self._content)
            yield ThaiStatic(_("Esc closes"), id="closing")

    def on_mount(self) -> None:
        """Let the keys scroll the text."""
        self.query_one(Page).focus()


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a question."""

    id: str
    label: str
    variant: str = "default"


class ChoiceScreen(Spoken, ModalScreen[str]):
    """Asks something; gives the id of the choice, or an empty string where it was closed."""

    BINDINGS = [Binding("escape", "dismiss('')", N_("Decide later"))]  # noqa: RUF012 - Textual's own form
    DEFAULT_CSS = """
    ChoiceScreen { align: center middle; }
    ChoiceScreen > #frame { width: 92%; max-width: 120; height: auto; max-height: 92%; background: $surface;
        border: round $warning; padding: 0 1; }
    ChoiceScreen Page { height: auto; max-height: 1fr; }
    ChoiceScreen #choices { dock: bottom; height: auto; align-horizontal: center; padding-top: 1; }
    ChoiceScreen Button { margin: 0 1; }
    """

    def __init__(self, title: str, content: Content | str, choices: Sequence[Choice]) -> None:
        """Ask with `content` under `title`."""
        super().__init__()
        self._title = title
        self._content = content
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        with Vertical(id="frame") as frame:
            frame.border_title = Content(self._title)
            with Page():
                yield ThaiStatic(self._content)
            with Horizontal(id="choices"):
                for choice in self._choices:
                    variant: Any = choice.variant
                    yield Button(Content(choice.label), id=choice.id, variant=variant, compact=True)

    def on_mount(self) -> None:
        """Put the keys on the first choice."""
        self.query(Button).first().focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give the choice."""
        self.dismiss(event.button.id or "")


def help_text(screen: Screen[Any]) -> Content:
    """Return what the focused pane is for, and the keys that work now."""
    parts: list[str | tuple[str, str]] = []
    told: set[str] = set()
    focused = screen.focused
    for node in focused.ancestors_with_self if focused else [screen]:
        text = getattr(node, "ABOUT", "")
        if text and text not in told:
            told.add(text)
            parts += [_(text), "\n\n"]
    parts += [(_("Keys"), "bold"), "\n"]
    for key, description in _keys(screen):
        parts += [(f"  {key:<12}", "$text-accent bold"), f" {description}\n"]
    return Content.assemble(*parts)


def _keys(screen: Screen[Any]) -> Iterable[tuple[str, str]]:
    seen: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        if active.node is screen.app:  # Textual's own, in English; the screens have those that matter
            continue
        if binding.description and (binding.show or binding.tooltip) and binding.action not in seen and active.enabled:
            seen.add(binding.action)
            # The tooltip tells more than fits into the footer.
            shown = binding.key_display or ""
            # The footer names several keys at once, or "^P" for want of room.
            key = shown.replace("^", "Ctrl+") if shown and "-" not in shown else key_name(binding.key)
            yield key, binding.tooltip or binding.description
