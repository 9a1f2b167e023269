"""Making a workspace: a new one with its settings, or a copy of the sample."""

import json
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path

from pmqa_writer.dates import BUDDHIST_ERA, buddhist_year
from pmqa_writer.drafts.refusal import cannot_save
from pmqa_writer.drafts.workspace import SETTINGS_FILE, Window, Workspace, check_window, read_workspace
from pmqa_writer.errors import WorkspaceError
from pmqa_writer.files import write_whole
from pmqa_writer.i18n import _
from pmqa_writer.resources import data_path


def default_window(fiscal_year: int) -> Window:
    """Return a fiscal year (Buddhist era) as an evaluation window: 1 October of the year before to 30 September.

    Raises:
        WorkspaceError: it is no year of the Buddhist era from 2400 to 2699.
    """
    if buddhist_year(fiscal_year) != fiscal_year:
        raise WorkspaceError(
            _("{year} is no fiscal year of the Buddhist era.").format(year=fiscal_year),
            hint=_("Write it as on official letters, e.g. {year}.").format(year=buddhist_year(fiscal_year) or 2566),
        )
    year = fiscal_year - BUDDHIST_ERA
    return Window(date(year - 1, 10, 1), date(year, 9, 30))


def create_workspace(
    folder: Path, *, agency: str, fiscal_year: int, window: Window | None = None, edition: str = "2565"
) -> Workspace:
    """Make `folder` a workspace: `drafts/`, and a `pmqa.toml` that explains itself. Drafts that are there stay.

    Args:
        folder: made if need be, with those above it.
        agency: its name, any characters.
        fiscal_year: Buddhist era.
        window: the days that are assessed; None: the fiscal year.
        edition: id of the criteria's edition.

    Raises:
        WorkspaceError: there is a `pmqa.toml` already, which stays as it is; or the year or the window is none.
        SaveError: the system refuses to make a folder or the file.
    """
    file = folder / SETTINGS_FILE
    usual = default_window(fiscal_year)
    check_window(window or usual, file)
    settings = _settings(agency, fiscal_year, window or usual, edition)
    try:
        if file.exists() or file.is_symlink():
            raise WorkspaceError(
                _("This folder is a workspace already."),
                path=file,
                hint=_("Open it, or choose another folder for the new one."),
            )
        (folder / "drafts").mkdir(parents=True, exist_ok=True)
        write_whole(file, settings.encode("utf-8"))
    except OSError as error:
        raise cannot_save(error, file) from None
    return read_workspace(folder)


def copy_sample(folder: Path) -> Workspace:
    """Copy the packaged sample workspace into a folder that is new or empty.

    Raises:
        WorkspaceError: the folder holds something.
        SaveError: the system refuses to write.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise WorkspaceError(
                _("The sample goes into a folder of its own, and this one is not empty."),
                path=folder,
                hint=_("Name a folder that is new or empty."),
            )
        _copy(data_path("sample"), folder)
    except OSError as error:
        raise cannot_save(error, folder) from None
    return read_workspace(folder)


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for entry in source.iterdir():
        if entry.is_dir():
            _copy(entry, target / entry.name)
        else:
            write_whole(target / entry.name, entry.read_bytes())


def _settings(agency: str, fiscal_year: int, window: Window, edition: str) -> str:
    someone = _quoted(_("name of a person or group"))
    about = _("Settings of this set of answers. A line that begins with # explains and does nothing.")
    days = _("the days that are assessed; years of the Buddhist era may be written too")
    people = _("Who writes what, until when: take the # away and put in your own.")
    judges = _("Stronger judges that run on this computer: see docs/judges.md.")
    lines = [
        f"# {about}",
        f"edition = {_quoted(edition)}",
        f"agency = {_quoted(agency.strip())}",
        f"fiscal_year = {fiscal_year}",
        "",
        f"[window]   # {days}",
        f"start = {window.start.isoformat()}",
        f"end = {window.end.isoformat()}",
        "",
        f"# {people}",
        '# [categories."1"]',
        f"# owner = {someone}",
        f"# due = {window.end.isoformat()}",
        "#",
        '# [questions."1.1.1"]',
        f"# owner = {someone}",
        "# ready = true",
        "",
        f"# {judges}",
        "# [judge]",
        '# model = "models/nli"',
        '# server = "http://127.0.0.1:8080/v1"',
        "",
    ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """A TOML string: its escapes are those of JSON, but for the character DEL and halves of characters."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
