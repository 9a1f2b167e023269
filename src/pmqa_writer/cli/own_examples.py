"""`pmqa-writer examples add` and `remove`: texts of the agency itself, searched together with the packaged ones."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmqa_writer.cli.diagnostics import report_error
from pmqa_writer.cli.exits import Exit
from pmqa_writer.i18n import _

if TYPE_CHECKING:
    from pmqa_writer.drafts import Draft


def add_parsers(actions: Any, **settings: Any) -> None:
    """Add both actions to the parser."""
    add = actions.add_parser(
        "add",
        help=_("add texts of your own, such as answers of other years"),
        description=_(
            "Adds files (.md, .txt) to your own examples. They are searched with the others and stay on this machine:\n"
            "in the workspace that you are in, or else in your own data folder. The files are only read."
        ),
        **settings,
    )
    add.add_argument("files", nargs="+", metavar=_("FILE"), help=_("files, or folders of files"))
    add.add_argument("--criterion", metavar="ID", default="", help=_("of files that do not name their question"))
    add.add_argument("--user", action="store_true", help=_("into your own data folder, for all workspaces"))
    add.set_defaults(execute=_add)
    remove = actions.add_parser("remove", help=_("remove texts of your own"), **settings)
    remove.add_argument("ids", nargs="+", metavar="ID", help=_("as “examples list” names it"))
    remove.set_defaults(execute=_remove)


def _add(arguments: argparse.Namespace) -> int:
    from pmqa_writer.analysis import Engine
    from pmqa_writer.analysis.own_example import own_example
    from pmqa_writer.criteria import packaged_edition
    from pmqa_writer.drafts import Workspace, find_workspace
    from pmqa_writer.errors import PmqaError
    from pmqa_writer.examples.own import add_own, file_of
    from pmqa_writer.reports.safe import safe_line

    workspace = find_workspace(Path.cwd())
    engine = Engine(packaged_edition(workspace.edition))
    if arguments.criterion:
        engine.edition.criterion(arguments.criterion)
    entries, failed = [], False
    for file in _files(arguments.files):
        try:
            for draft in _texts(file):
                entries.append(own_example(engine, draft, criterion=arguments.criterion, agency=workspace.agency))
        except PmqaError as error:
            report_error(error)
            failed = True
    target = file_of(Workspace() if arguments.user else workspace)
    new = {entry.id: entry for entry in add_own(target, entries)}
    for entry in entries:
        state = _("added") if entry.id in new else _("there already")
        about = entry.criterion or _("no criterion named: --criterion puts it first where it helps")
        print(safe_line(f"{state}  {entry.id}  {about}  {entry.title}"))
    if entries:
        print(_("Own examples are in {file}").format(file=safe_line(str(target))))
    return Exit.FAILED if failed else Exit.OK


def _files(given: Iterable[str]) -> Iterator[Path]:
    """The files that are named, and those in folders that are named."""
    from pmqa_writer.drafts import TEXT_SUFFIXES

    for name in given:
        path = Path(name)
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in TEXT_SUFFIXES)
        else:
            yield path


def _texts(file: Path) -> Iterator["Draft"]:
    """The answers in a file, or its whole text where it answers no question."""
    from pmqa_writer.drafts import Draft, read_drafts, read_text
    from pmqa_writer.errors import DraftError, NoQuestionError

    if not file.exists():
        hint = _("Check the spelling, or drag the folder into the window.")
        raise DraftError(_("There is no such file or folder."), path=file, hint=hint)
    try:
        yield from read_drafts(file)
    except NoQuestionError:
        yield Draft(file.as_posix(), "", read_text(file), file=file)


def _remove(arguments: argparse.Namespace) -> int:
    from pmqa_writer.drafts import find_workspace
    from pmqa_writer.errors import UnknownIdError
    from pmqa_writer.examples.own import file_of, remove_own, user_file

    files = dict.fromkeys([file_of(find_workspace(Path.cwd())), user_file()])
    for entry_id in arguments.ids:
        removed = [remove_own(file, entry_id) for file in files]
        if not any(removed):
            raise UnknownIdError(
                _("There is no own example {id}.").format(id=entry_id),
                hint=_("“pmqa-writer examples list” shows all. Packaged examples cannot be removed."),
            )
        print(_("removed  {id}").format(id=entry_id))
    return Exit.OK
