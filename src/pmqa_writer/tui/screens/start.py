"""The first run: makes a workspace, or opens the sample."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Button, Footer, Input

from pmqa_writer.dates import BUDDHIST_ERA
from pmqa_writer.drafts import Window, copy_sample, create_workspace, default_window
from pmqa_writer.drafts.workspace import SETTINGS_FILE
from pmqa_writer.errors import PmqaError, WorkspaceError, told
from pmqa_writer.i18n import N_, _
from pmqa_writer.text import arabic_digits
from pmqa_writer.tui.spoken import Spoken
from pmqa_writer.tui.thai import ThaiStatic


class StartScreen(Spoken, Screen[None]):
    """Asks for the agency, the fiscal year and the days that are assessed."""

    ABOUT = N_(
        "A workspace is a folder that holds your answers as plain text files, one for each question, and pmqa.toml "
        "with the settings. Fill in the agency and the fiscal year and press “Begin”. Nothing leaves this machine."
    )
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("f1", "app.help", N_("Help")),
        Binding("ctrl+s", "create", N_("Begin"), show=False),
        Binding("ctrl+q", "app.quit", N_("Quit")),
    ]
    DEFAULT_CSS = """
    StartScreen { align: center middle; }
    StartScreen > #form { width: 90%; max-width: 84; height: auto; max-height: 100%; padding: 0 2; }
    StartScreen ThaiStatic { margin-top: 1; }
    StartScreen .label { color: $text-muted; margin-top: 1; }
    StartScreen Input { height: 1; border: none; background: $panel; padding: 0 1; }
    StartScreen Input:focus { border: none; background: $primary-muted; }
    StartScreen #days { height: auto; }
    StartScreen #days Input { width: 1fr; margin-right: 1; }
    StartScreen #wrong { color: $text-error; display: none; }
    StartScreen #choices { height: auto; margin-top: 1; }
    StartScreen Button { margin-right: 2; }
    """

    class Made(Message):
        """The workspace is there."""

        def __init__(self, folder: Path) -> None:
            super().__init__()
            self.folder = folder

    def __init__(self, folder: Path, today: date) -> None:
        """Offer to make `folder` a workspace."""
        super().__init__()
        self._folder = folder
        # The fiscal year that began last is the one that is assessed next.
        self._year = today.year + BUDDHIST_ERA + (today.month >= 10)
        self._window = default_window(self._year)

    def compose(self) -> ComposeResult:
        """Lay the form out."""
        window = self._window
        with VerticalScroll(id="form", can_focus=False):
            yield ThaiStatic(Content.assemble((_("A new set of answers"), "bold")), id="title")
            yield ThaiStatic(_("It will be kept in {folder}").format(folder=self._folder), id="folder")
            yield ThaiStatic(_("Agency"), classes="label")
            yield Input(id="agency", placeholder=_("for example กรมตัวอย่าง"))
            yield ThaiStatic(_("Fiscal year (Buddhist era)"), classes="label")
            yield Input(str(self._year), id="year", max_length=4)
            yield ThaiStatic(_("Days that are assessed: from, to (day/month/year)"), classes="label")
            with Horizontal(id="days"):
                yield Input(_written(window.start), id="start")
                yield Input(_written(window.end), id="end")
            yield ThaiStatic("", id="wrong")
            with Horizontal(id="choices"):
                yield Button(Content(_("Begin")), id="create", variant="primary", compact=True)
                yield Button(Content(_("Look at the sample")), id="sample", compact=True)
                yield Button(Content(_("Quit")), id="quit", compact=True)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Begin with the agency."""
        self.query_one("#agency", Input).focus()

    def on_input_submitted(self) -> None:
        """Go on to the next field."""
        self.focus_next()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Let the days follow the year, but for those that were filled in."""
        self.query_one("#wrong", ThaiStatic).display = False
        if event.input.id == "year":
            try:
                window = default_window(int(arabic_digits(event.value)))
            except (ValueError, WorkspaceError):
                return
            for name, before, now in (
                ("start", self._window.start, window.start),
                ("end", self._window.end, window.end),
            ):
                field = self.query_one(f"#{name}", Input)
                if field.value == _written(before):
                    field.value = _written(now)
            self._window = window

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        match event.button.id:
            case "create":
                self.action_create()
            case "sample":
                self._make(lambda: _sample_in(self._folder / _SAMPLE))
            case _:
                self.app.exit()

    def action_create(self) -> None:
        """Make the workspace, or say what is wrong with the form."""
        values = {name: self.query_one(f"#{name}", Input).value.strip() for name in ("agency", "year", "start", "end")}
        try:
            year = _number(values["year"])
            window = Window(_day(values["start"]), _day(values["end"]))
        except WorkspaceError as error:
            self._refuse(error)
            return
        self._make(
            lambda: create_workspace(self._folder, agency=values["agency"], fiscal_year=year, window=window).folder
        )

    def _make(self, make) -> None:  # type: ignore[no-untyped-def]
        try:
            folder = make()
        except PmqaError as error:
            self._refuse(error)
        else:
            self.post_message(self.Made(folder))

    def _refuse(self, error: PmqaError) -> None:
        wrong = self.query_one("#wrong", ThaiStatic)
        wrong.update("\n".join(part for part in (told(error), error.hint) if part))
        wrong.display = True


_SAMPLE = "ตัวอย่าง-PMQA"


def _sample_in(folder: Path) -> Path | None:
    """Copy the sample into a folder, unless an earlier run did."""
    return folder if (folder / SETTINGS_FILE).exists() else copy_sample(folder).folder


def _written(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year + BUDDHIST_ERA}"


def _number(written: str) -> int:
    try:
        return int(arabic_digits(written))
    except ValueError:
        raise WorkspaceError(
            _("“{text}” is no year.").format(text=written), hint=_("Write four digits, such as 2566.")
        ) from None


def _day(written: str) -> date:
    """Read a day such as 1/10/2565, in either era and in any digits."""
    try:
        day, month, year = (int(part) for part in arabic_digits(written).replace("-", "/").split("/"))
        if day > 31:
            day, year = year, day
        return date(year - BUDDHIST_ERA if year > 2400 else year, month, day)
    except ValueError:
        raise WorkspaceError(
            _("“{text}” is no day of the calendar.").format(text=written),
            hint=_("Write day, month and year, such as 1/10/2565."),
        ) from None
