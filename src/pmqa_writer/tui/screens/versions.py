"""Earlier versions of an answer: which there are, what changed since, and which findings that closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from pmqa_writer.dates import day_name
from pmqa_writer.drafts import Version
from pmqa_writer.i18n import N_, _
from pmqa_writer.judging.comparison import Comparison
from pmqa_writer.tui.glyphs import COVERAGES
from pmqa_writer.tui.screens.choices import difference
from pmqa_writer.tui.screens.reading import ReadScreen
from pmqa_writer.tui.spoken import Spoken
from pmqa_writer.tui.thai import ThaiStatic, WordCutter, with_thai
from pmqa_writer.tui.widgets.entries import Entry, EntryList

if TYPE_CHECKING:
    from pmqa_writer.tui.app import WriterApp


class VersionsScreen(Spoken, ModalScreen[None]):
    """Lists the versions of an answer, the newest first; Enter compares one with the text as it is."""

    ABOUT = N_("Versions of this answer that were kept while it was saved. Enter compares one with the present text.")
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("f1", "app.help", N_("Help")),
        Binding(with_thai("escape,q"), "dismiss", N_("Close")),
        Binding(with_thai("r"), "bring_back", N_("Bring back"), tooltip=N_("Put this version into the editor")),
    ]
    DEFAULT_CSS = """
    VersionsScreen { align: center middle; }
    VersionsScreen > #frame { width: 90%; max-width: 80; height: 70%; background: $surface; border: round $primary; }
    VersionsScreen #keys { color: $text-muted; padding: 0 1; }
    """

    def __init__(self, question: str, versions: Sequence[Version], cutter: WordCutter) -> None:
        """Show the versions of a question's answer."""
        super().__init__()
        self._question = question
        self._versions = versions
        self._cutter = cutter

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        with Vertical(id="frame") as frame:
            frame.border_title = Content(_("{question}: earlier versions").format(question=self._question))
            yield EntryList(cutter=self._cutter, id="versions")
            yield ThaiStatic(_("Enter compares, R brings a version back (Ctrl+Z undoes that), Esc closes"), id="keys")

    def on_mount(self) -> None:
        """Show what there is."""
        entries = [Entry(str(number), _told(version)) for number, version in enumerate(self._versions)]
        if not entries:
            entries = [Entry("none", Content(_("No version has been kept yet.")), heading=True)]
        versions = self.query_one(EntryList)
        versions.show(entries)
        versions.focus()
        versions.action_first()

    def on_entry_list_chosen(self, event: EntryList.Chosen) -> None:
        """Compare a version with the text as it is."""
        cast("WriterApp", self.app).compare(self._question, self._versions[int(event.entry.id)].text)

    def action_bring_back(self) -> None:
        """Put a version into the editor."""
        entry = self.query_one(EntryList).entry
        if entry and entry.id.isdigit():
            app = cast("WriterApp", self.app)
            self.dismiss()
            app.stage.replace_text(self._question, self._versions[int(entry.id)].text)


def _told(version: Version) -> Content:
    when = version.when.astimezone()
    return Content.assemble(
        (f"{day_name(when.date())} {when:%H:%M}", "bold"),
        "  " + _("{count:,} characters").format(count=version.characters),
    )


def comparison_screen(old: str, new: str, comparison: Comparison | None, *, plain: bool) -> ReadScreen:
    """Return a screen that shows what changed from one text to another, and what that did to the judgement.

    Without a comparison only the texts are compared.
    """
    parts: list[str | tuple[str, str] | Content] = []
    if comparison:
        parts += _judged(comparison)
    parts += [(_("What changed in the text"), "bold"), "\n", difference(old, new, plain=plain)]
    return ReadScreen(Content.assemble(*parts), _("Compared with the earlier version"))


def _judged(comparison: Comparison) -> list[str | tuple[str, str] | Content]:
    parts: list[str | tuple[str, str] | Content] = []
    for title, findings, style in (
        (_("Findings that are closed: {count}"), comparison.closed, "$text-success"),
        (_("New findings: {count}"), comparison.opened, "$text-warning"),
    ):
        parts += [(title.format(count=len(findings)), f"bold {style}"), "\n"]
        parts += [f"  {finding.rule} {finding.message}\n" for finding in findings]
    for moved, style in ((comparison.risen, "$text-success"), (comparison.fallen, "$text-warning")):
        for move in moved:
            before, after = COVERAGES[move.before].meaning, COVERAGES[move.after].meaning
            parts += [(f"  {move.item}: {before} → {after}\n", style)]
    return [*parts, "\n"]
