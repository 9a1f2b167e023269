"""`pmqa-writer criteria`: look the criteria up, or check the files that hold them."""

import argparse
from pathlib import Path
from typing import Any

from pmqa_writer.cli.exits import Exit
from pmqa_writer.i18n import _


def add_parser(commands: Any, **settings: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "criteria",
        help=_("show or check the criteria"),
        description=_("Shows what a question asks and what assessors look for; checks the files of criteria."),
        **settings,
    )
    actions = parser.add_subparsers(dest="action", required=True, title=_("actions"), metavar=_("ACTION"))
    show = actions.add_parser("show", help=_("show a category, criterion, question or item"), **settings)
    show.add_argument("id", metavar="ID", help=_("such as 1, 1.1, 1.1.1, 1.1.B1 or 7.1"))
    show.set_defaults(execute=_show)
    check = actions.add_parser("check", help=_("check the files of criteria"), **settings)
    check.add_argument(
        "folder",
        nargs="?",
        metavar=_("FOLDER"),
        help=_("a folder of checklists of your own (default: the packaged one)"),
    )
    check.set_defaults(execute=_check)


def _show(arguments: argparse.Namespace) -> int:
    from pmqa_writer.criteria import packaged_edition
    from pmqa_writer.reports.criteria_text import describe
    from pmqa_writer.reports.plain import show

    show(describe(packaged_edition(), arguments.id))
    return Exit.OK


def _check(arguments: argparse.Namespace) -> int:
    from pmqa_writer.analysis.check import recogniser_errors
    from pmqa_writer.cli.diagnostics import report_error
    from pmqa_writer.criteria import load_edition
    from pmqa_writer.criteria.check import check_edition
    from pmqa_writer.resources import data_path

    edition = load_edition(Path(arguments.folder) if arguments.folder else data_path("checklists"))
    report = check_edition(edition)
    errors = [*report.errors, *recogniser_errors(edition)]
    for error in errors:
        report_error(error)
    if errors:
        return Exit.FAILED
    print(
        _("{criteria} criteria, {items} items, {questions} questions, {points} ADLI points: all well.").format(
            criteria=report.criteria, items=report.items, questions=report.questions, points=report.points
        )
    )
    return Exit.OK
