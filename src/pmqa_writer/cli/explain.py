"""`pmqa-writer explain`: what a rule or a checklist item means, with examples."""

import argparse
from typing import Any

from pmqa_writer.cli.exits import Exit
from pmqa_writer.i18n import _


def add_parser(commands: Any, **settings: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "explain",
        help=_("explain a rule or a checklist item"),
        description=_(
            "Explains a rule of the checker or a checklist item: why it matters, what meets it, what does not."
        ),
        **settings,
    )
    parser.add_argument(
        "id", metavar="ID", nargs="?", help=_("such as LEN001 or 1.1.B1; without one, all rules are listed")
    )
    parser.set_defaults(execute=execute)


def execute(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from pmqa_writer.reports.plain import show
    from pmqa_writer.reports.rules_text import describe_rule, list_rules

    if arguments.id is None:
        lines = list_rules()
    elif arguments.id[:1].isdecimal():
        from pmqa_writer.criteria import packaged_edition
        from pmqa_writer.reports.criteria_text import describe

        lines = describe(packaged_edition(), arguments.id)
    else:
        lines = describe_rule(arguments.id)
    show(lines)
    return Exit.OK
