"""`pmqa-writer examples add` and `remove`: texts of the agency itself, searched together with the packaged ones."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmqa_writer.cli.diagnostics import report_error
from pmqa_writer.cli.exits import Exit
from pmqa_writer.i18n import _

if TYPE_CHECKING:
    from pmqa_writer.drafts import Draft, Problem


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
    from pmqa_writer.drafts import Problem, Workspace, find_workspace
    from pmqa_writer.errors import PmqaError
    from pmqa_writer.examples.own import State, add_own, file_of
    from pmqa_writer.reports.safe import safe_line

    workspace = find_workspace(Path.cwd())
    engine = Engine(packaged_edition(workspace.edition))
    criterion = engine.edition.criterion(arguments.criterion).id if arguments.criterion else ""
    drafts, problems = _read(arguments.files)
    entries = {}
    for draft in drafts:
        try:
            entry = own_example(engine, draft, criterion=criterion, agency=workspace.agency)
        except PmqaError as error:
            problems.append(Problem(draft.path, error.message, error.hint))
        else:
            entries[entry.id] = entry
    for problem in problems:
        report_error(PmqaError(problem.message, hint=problem.hint, path=problem.path))
    if entries:
        target = file_of(Workspace() if arguments.user else workspace)
        states = add_own(target, entries.values())
        names = {State.NEW: _("added"), State.CHANGED: _("changed"), State.KNOWN: _("there already")}
        for entry in entries.values():
            about = entry.criterion or _("no criterion named: --criterion puts it first where it helps")
            print(safe_line(f"{names[states[entry.id]]}  {entry.id}  {about}  {entry.title}"))
        print(_("Own examples are in {file}").format(file=safe_line(str(target))))
    return Exit.FAILED if problems else Exit.OK


def _read(given: Iterable[str]) -> tuple[list["Draft"], list["Problem"]]:
    """The answers in the files that are named or lie in folders that are, and all that cannot be read."""
    from pmqa_writer.drafts import Draft, Problem, find_files, read_drafts, read_text
    from pmqa_writer.errors import DraftError, NoQuestionError, reason_of

    drafts: list[Draft] = []
    problems: list[Problem] = []
    for name in given:
        files, wrong = find_files(name)
        problems += wrong
        for file, shown in files:
            try:
                drafts += read_drafts(file, shown=shown)
            except NoQuestionError:
                drafts.append(Draft(shown, "", read_text(file, shown=shown), file=file))
            except DraftError as error:
                problems.append(Problem(shown, error.message, error.hint))
            except (OSError, RuntimeError) as error:
                problems.append(Problem(shown, _("It cannot be read: {reason}").format(reason=reason_of(error))))
    return drafts, problems


def _remove(arguments: argparse.Namespace) -> int:
    from pmqa_writer.drafts import find_workspace
    from pmqa_writer.errors import UnknownIdError, did_you_mean
    from pmqa_writer.examples.own import corpus_of, file_of, remove_own, user_file
    from pmqa_writer.reports.safe import safe_line

    workspace = find_workspace(Path.cwd())
    files = list(dict.fromkeys([file_of(workspace), user_file()]))
    for entry_id in arguments.ids:
        removed = [file for file in files if remove_own(file, entry_id)]
        if not removed:
            known = [entry.id for entry in corpus_of(workspace, report_error).own]
            hint = did_you_mean(entry_id, known) or _(
                "“pmqa-writer examples list” shows all. Packaged examples cannot be removed."
            )
            raise UnknownIdError(_("There is no own example {id}.").format(id=entry_id), hint=hint)
        for file in removed:
            print(_("removed  {id}  from {file}").format(id=entry_id, file=safe_line(str(file))))
    return Exit.OK
