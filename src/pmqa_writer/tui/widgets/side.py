"""The panels at the right: what the judge said, what helps, what is advised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import ContentSwitcher

from pmqa_writer.i18n import N_, _
from pmqa_writer.tui.thai import WordCutter
from pmqa_writer.tui.widgets.entries import Entry, EntryList
from pmqa_writer.tui.widgets.tabs import TabRow

TABS: Final = {
    "checklist": N_("Checklist"),
    "adli": "ADLI",
    "examples": N_("Examples"),
    "advice": N_("Advice"),
    "findings": N_("Findings"),
}
_HELPS: Final = {
    "checklist": N_(
        "What assessors look for. Moving onto an item marks its evidence in your text; Enter tells what is wanted, "
        "with sentences that show it and an agency that did it. Items that the question does not ask for are hints."
    ),
    "adli": N_(
        "Approach, Deployment, Learning, Integration: fifteen points of a whole answer. Moving onto a point marks its "
        "evidence; Enter tells what counts."
    ),
    "examples": N_(
        "Practices of real agencies, those first that show what your draft lacks. Enter opens the whole text with the "
        "shared words marked. Nothing is copied into your draft."
    ),
    "advice": N_("The guidance of the three levels, terms that the criteria define, and what assessors advise."),
    "findings": N_(
        "What the rules found, the gravest first. Moving onto one marks its place; Space mends it where that is "
        "possible, and Ctrl+Z takes it back; Enter tells why it matters."
    ),
}


class PanelList(EntryList):
    """The list of one panel."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("space", "mend", N_("Mend"), tooltip=N_("Make the change that the finding offers")),
    ]

    class Mend(Message):
        """The change that the entry under the cursor offers is to be made."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to mend only findings."""
        return self.id == "findings" if action == "mend" else super().check_action(action, parameters)

    def __init__(self, name: str, cutter: WordCutter) -> None:
        """Show nothing yet; `name` is that of the tab."""
        super().__init__(cutter=cutter, id=name)
        self.ABOUT = _HELPS[name]

    def action_mend(self) -> None:
        """Ask for the change."""
        if self.entry:
            self.post_message(self.Mend(self.entry))


class Side(Vertical):
    """Five panels under tabs; only the one that is seen is filled."""

    DEFAULT_CSS = """
    Side { width: 38%; min-width: 30; max-width: 64; background: $surface; border-left: vkey $panel; }
    Side ContentSwitcher { height: 1fr; }
    """

    def __init__(
        self,
        cutter: WordCutter,
        entries_of: Callable[[str], Iterable[Entry]],
        badges_of: Callable[[], Mapping[str, str]],
    ) -> None:
        """Fill panels with what `entries_of` gives for the name of a tab; `badges_of` tells what stands on the tabs."""
        super().__init__(id="side")
        self._cutter = cutter
        self._entries_of = entries_of
        self._badges_of = badges_of
        self._stale = set(TABS)

    def compose(self) -> ComposeResult:
        """Lay the panels out."""
        yield TabRow({name: _(title) for name, title in TABS.items()})
        with ContentSwitcher(initial="checklist"):
            for name in TABS:
                yield PanelList(name, self._cutter)

    @property
    def name_shown(self) -> str:
        """The tab that is seen."""
        return self.query_one(ContentSwitcher).current or "checklist"

    @property
    def panel(self) -> PanelList:
        """The panel that is seen."""
        return self.query_one(f"#{self.name_shown}", PanelList)

    def choose(self, name: str) -> None:
        """Show a panel."""
        self.query_one(ContentSwitcher).current = name
        self._fill()

    def update(self) -> None:
        """Show what there is to say now."""
        self._stale = set(TABS)
        self._fill()

    def _fill(self) -> None:
        name = self.name_shown
        self.query_one(TabRow).show(name, self._badges_of())
        if name in self._stale and self.display:
            self._stale.discard(name)
            self.panel.show(list(self._entries_of(name)))
            if self.panel.has_focus and self.panel.entry is None:
                self.panel.action_first()  # what came later than its panel

    def on_tab_row_picked(self, event: TabRow.Picked) -> None:
        """Show the panel of a tab that was clicked."""
        event.stop()
        self.choose(event.picked)
