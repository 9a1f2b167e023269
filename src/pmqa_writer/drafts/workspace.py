"""The workspace: a folder with `pmqa.toml` and `drafts/`, the answers of one agency and year."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal, TypeVar

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from pmqa_writer.dates import BUDDHIST_ERA
from pmqa_writer.errors import WorkspaceError
from pmqa_writer.i18n import _
from pmqa_writer.toml_file import read_toml

SETTINGS_FILE: Final = "pmqa.toml"
PRIVATE_FOLDER: Final = ".pmqa"
"""Folder in a workspace for what the program keeps for itself; git leaves it alone."""
Severity = Literal["error", "warning", "hint"]
S = TypeVar("S", bound="CategorySettings")


class _Table(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class _WindowTable(_Table, frozen=True, kw_only=True):
    start: date
    end: date


class LintSettings(_Table, frozen=True, kw_only=True):
    """The table `[lint]`."""

    fail_on: Severity = "error"
    """The lowest severity that makes the exit code 1."""
    ignore: list[str] = field(default_factory=list)
    """Ids of rules that are not applied."""
    severity: dict[str, Severity] = field(default_factory=dict)
    """Severity by rule id, instead of the rule's own."""


class ExampleSettings(_Table, frozen=True, kw_only=True):
    """The table `[examples]`."""

    model: str = ""
    """Folder of a model that finds examples by meaning, relative to the workspace; empty: the packaged one."""


class JudgeSettings(_Table, frozen=True, kw_only=True):
    """The table `[judge]`: stronger judges that the agency brings. Empty, the program judges by itself."""

    model: str = ""
    """Folder of a cross-encoder, relative to the workspace, that reads clauses beside checklist items."""
    model_weight: Annotated[float, Meta(ge=0, le=1)] = 0.5
    """Share of the model's word beside the packaged reader's, 0 to 1; 1: it alone."""
    model_labels: list[str] = field(default_factory=list)
    """Meaning of the model's outputs, in its order, where its own names for them do not tell it."""
    server: str = ""
    """Address, such as `http://127.0.0.1:8080/v1`, of a language model that the agency runs itself."""
    server_model: str = ""
    """Name of the model, for servers that hold several."""
    server_may_be_remote: bool = False
    """Whether drafts may be sent to another computer."""
    timeout: Annotated[float, Meta(gt=0, le=3600)] = 120.0
    """Seconds that the server has for a draft."""
    retries: Annotated[int, Meta(ge=0, le=10)] = 2
    """Further tries where the server cannot be reached or answers wrongly."""


class CategorySettings(_Table, frozen=True, kw_only=True):
    """A table `[categories."1"]`: what holds for the questions of a category that do not say otherwise."""

    owner: str = ""
    """Who writes the answers; empty: not said."""
    due: date | None = None
    """Last day for them; None: not said. Gregorian once it is in a `Workspace`."""


class QuestionSettings(CategorySettings, frozen=True, kw_only=True):
    """A table `[questions."1.1.1"]`."""

    ready: bool = False
    """Whether its writer holds the answer to be done."""


class _Settings(_Table, frozen=True, kw_only=True):
    edition: str = "2565"
    me: str = ""
    questions: dict[str, QuestionSettings] = field(default_factory=dict)
    categories: dict[str, CategorySettings] = field(default_factory=dict)
    agency: str = ""
    fiscal_year: int | None = None
    window: _WindowTable | None = None
    lint: LintSettings = field(default_factory=LintSettings)
    examples: ExampleSettings = field(default_factory=ExampleSettings)
    judge: JudgeSettings = field(default_factory=JudgeSettings)


@dataclass(frozen=True, slots=True)
class Window:
    """The period that an assessment looks at."""

    start: date
    """First day, Gregorian."""
    end: date
    """Last day, Gregorian."""

    def has_year(self, buddhist_year: int, *, fiscal: bool = False) -> bool:
        """Say whether some day of a Buddhist-era year falls into the window.

        A fiscal year begins on 1 October of the calendar year before.
        """
        year = buddhist_year - BUDDHIST_ERA
        first = date(year - 1, 10, 1) if fiscal else date(year, 1, 1)
        last = date(year, 9, 30) if fiscal else date(year, 12, 31)
        return first <= self.end and last >= self.start


@dataclass(frozen=True, slots=True)
class Workspace:
    """The settings that hold for a set of drafts."""

    folder: Path | None = None
    """The folder with `pmqa.toml`; None where no workspace was found and the defaults hold."""
    edition: str = "2565"
    agency: str = ""
    fiscal_year: int | None = None
    """Buddhist era."""
    window: Window | None = None
    """None: not set, so that nothing is said of years."""
    lint: LintSettings = LintSettings()  # noqa: RUF009 - frozen
    model: Path | None = None
    """Folder of the model that finds examples by meaning; None: the packaged one."""
    me: str = ""
    """Who sits here, as `owner` names people; empty: not said."""
    questions: Mapping[str, QuestionSettings] = dataclass_field(default_factory=dict)
    """By id of the question; not checked against the edition, see `progress.check_ids`."""
    categories: Mapping[str, CategorySettings] = dataclass_field(default_factory=dict)
    """By number of the category."""
    judge: JudgeSettings = JudgeSettings()  # noqa: RUF009 - frozen

    @property
    def judge_model(self) -> Path | None:
        """Folder of the cross-encoder that judges; None: the packaged way."""
        return self.folder / self.judge.model if self.folder and self.judge.model else None

    @property
    def settings_file(self) -> Path | None:
        """The file that the settings come from; None for the defaults."""
        return self.folder / SETTINGS_FILE if self.folder else None


def find_workspace(path: Path) -> Workspace:
    """Return the workspace that `path` lies in: its own `pmqa.toml` or that of the nearest folder above.

    Without one, the defaults. A `pmqa.toml` that is wrong raises `WorkspaceError`.
    """
    try:
        start = path if path.is_dir() else path.parent
        # Resolved, so that "..", which leads out of this folder, does not count it among those above.
        for folder in (start, *start.resolve().parents):
            if (folder / SETTINGS_FILE).is_file():
                return read_workspace(folder)
    except (OSError, RuntimeError):
        # What is wrong with the path is told when it is read.
        return Workspace()
    return Workspace()


def read_workspace(folder: Path) -> Workspace:
    """Read `folder/pmqa.toml`; anything wrong in it raises `WorkspaceError`."""
    file = folder / SETTINGS_FILE
    settings = read_toml(file, _Settings, WorkspaceError)
    window = None
    if settings.window:
        window = Window(*(_gregorian(day, file, "window") for day in (settings.window.start, settings.window.end)))
        check_window(window, file)
    return Workspace(
        folder,
        settings.edition,
        settings.agency,
        settings.fiscal_year,
        window,
        settings.lint,
        folder / settings.examples.model if settings.examples.model else None,
        settings.me,
        _with_days(settings.questions, file, "questions"),
        _with_days(settings.categories, file, "categories"),
        settings.judge,
    )


def check_window(window: Window, file: Path) -> None:
    """Raise `WorkspaceError`, which names `file`, where a window ends before it starts."""
    if window.end < window.start:
        raise WorkspaceError(
            _("The evaluation window ends before it starts."),
            path=file,
            hint=_("In [window], set start to the first day and end to the last."),
        )


def _with_days(tables: Mapping[str, S], file: Path, name: str) -> dict[str, S]:
    """The tables with their days as the Gregorian calendar counts them."""
    return {
        key: replace(table, due=_gregorian(table.due, file, f'{name}."{key}"')) if table.due else table
        for key, table in tables.items()
    }


def _gregorian(day: date, file: Path, table: str) -> date:
    """Accept 2565-10-01 for 2022-10-01: Thai officers count years of the Buddhist era."""
    if day.year < 2400:
        return day
    try:
        return day.replace(year=day.year - BUDDHIST_ERA)
    except ValueError:
        # 29 February of a year that is a leap year in one count and not in the other.
        raise WorkspaceError(
            _("{day} is no day of the calendar.").format(day=day),
            path=file,
            hint=_("In [{table}], write the year as the Gregorian calendar counts it, such as 2024-02-29.").format(
                table=table
            ),
        ) from None
