"""`pmqa-writer explain`: what a rule or a checklist item means, and why a draft is judged as it is."""

import argparse
from collections.abc import Iterator
from pathlib import Path
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
    parser.add_argument(
        "--draft",
        metavar=_("FILE"),
        type=Path,
        help=_("say in words why the answer in this file is judged as it is for the item"),
    )
    parser.set_defaults(execute=execute)


def execute(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from pmqa_writer.reports.plain import show
    from pmqa_writer.reports.rules_text import describe_rule, list_rules

    if arguments.draft is not None:
        lines = _judged(arguments.id, arguments.draft)
    elif arguments.id is None:
        lines = list_rules()
    elif arguments.id[:1].isdecimal():
        from pmqa_writer.criteria import packaged_edition
        from pmqa_writer.reports.criteria_text import describe

        lines = describe(packaged_edition(), arguments.id)
    else:
        lines = describe_rule(arguments.id)
    show(lines)
    return Exit.OK


def _judged(item_id: str | None, file: Path) -> Iterator[str]:
    """Yield why the answer in a file is judged as it is."""
    from pmqa_writer.analysis.reasons import reasons
    from pmqa_writer.cli.judged import engine_of, tell_judgements
    from pmqa_writer.drafts import find_workspace, read_drafts
    from pmqa_writer.errors import PmqaError
    from pmqa_writer.reports.reasons_text import describe_reasons

    if item_id is None:
        raise PmqaError(
            _("Say which item is to be explained."), hint=_("For example: pmqa-writer explain 1.1.B1 --draft 1.1.1.md")
        )
    workspace = find_workspace(file)
    engine = engine_of(workspace)
    item = engine.edition.item(item_id)
    criterion = item.id.rpartition(".")[0]
    drafts = read_drafts(file)
    # A file may hold several answers; those to other criteria say nothing of the item.
    own = [draft for draft in drafts if engine.edition.question(draft.question).criterion == criterion]
    if not own:
        answered = ", ".join(draft.question for draft in drafts)
        raise PmqaError(
            _("The file answers {questions}, but the item {item} belongs to criterion {criterion}.").format(
                questions=answered, item=item.id, criterion=criterion
            ),
            path=file,
            hint=_("Name an item of the criterion that the answer is about."),
        )
    explained = [reasons(engine, draft, item, workspace.window) for draft in own]
    tell_judgements([one.analysis for one in explained])
    for number, one in enumerate(explained):
        if number:
            yield ""
        yield from describe_reasons(one)
