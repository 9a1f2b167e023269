"""`pmqa-writer judge`: which judge reads drafts as people do."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pmqa_writer.cli.exits import Exit
from pmqa_writer.cli.progress import ProgressBar
from pmqa_writer.i18n import _

if TYPE_CHECKING:
    from pmqa_writer.analysis import Engine
    from pmqa_writer.drafts import Workspace

_PLAIN: Final = "plain"
_TOLD: Final = 20
"""Errors of a file of labels that are told; what is wrong in one line is often wrong in all."""


def add_parser(commands: Any, **settings: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "judge",
        help=_("compare judges on drafts that people have labelled"),
        description=_("Compares this program with models of your own, on drafts that people have labelled."),
        **settings,
    )
    actions = parser.add_subparsers(dest="action", required=True, title=_("actions"), metavar=_("ACTION"))
    evaluate = actions.add_parser(
        "evaluate", help=_("say how near judges come to the labels of your agency"), **settings
    )
    evaluate.add_argument("labels", metavar=_("LABELS"), type=Path, help=_("labelled drafts, one JSON object a line"))
    evaluate.add_argument(
        "--judge",
        action="append",
        default=[],
        metavar=_("JUDGE"),
        help=_(
            "plain (this program alone), model=FOLDER or server=ADDRESS; may be repeated "
            "(default: plain, and what pmqa.toml names)"
        ),
    )
    evaluate.add_argument(
        "--format", choices=("text", "json"), default="text", help=_("text for people, json for programs")
    )
    evaluate.set_defaults(execute=_evaluate)


def _evaluate(arguments: argparse.Namespace) -> int:
    from pmqa_writer.analysis.evaluation import evaluate
    from pmqa_writer.analysis.labels import read_labels
    from pmqa_writer.cli.diagnostics import report_error, say
    from pmqa_writer.criteria import packaged_edition
    from pmqa_writer.drafts import find_workspace
    from pmqa_writer.reports.judges_text import describe_judges, judges_json
    from pmqa_writer.reports.plain import show

    workspace = find_workspace(Path.cwd())
    drafts, errors = read_labels(arguments.labels, packaged_edition(workspace.edition))
    for error in errors[:_TOLD]:
        report_error(error)
    if errors:
        if len(errors) > _TOLD:
            say("  " + _("and {count} more").format(count=len(errors) - _TOLD))
        return Exit.FAILED
    names = dict.fromkeys(arguments.judge or _named(workspace))
    engines = {name: _engine(name, workspace) for name in names}  # all refused before any work is spent
    figures = {}
    for name, engine in engines.items():
        with ProgressBar(name) as progress:
            figures[name] = evaluate(engine, drafts, progress)
    if arguments.format == "json":
        print(judges_json(figures, drafts))
    else:
        show(describe_judges(figures, drafts))
    return Exit.FAILED if any(found.unjudged for found in figures.values()) else Exit.OK


def _named(workspace: "Workspace") -> Iterable[str]:
    """The judges of a workspace, as the option writes them."""
    yield _PLAIN
    if workspace.judge_model:
        yield f"model={workspace.judge_model}"
    if workspace.judge.server:
        yield f"server={workspace.judge.server}"


def _engine(name: str, workspace: "Workspace") -> "Engine":
    """An engine with the judge of this name. What it lacks is told by the errors of `analysis.judges`."""
    from pmqa_writer.analysis import Engine
    from pmqa_writer.analysis.judges import load_reader, server_judge
    from pmqa_writer.cli.judged import tell_where
    from pmqa_writer.criteria import packaged_edition
    from pmqa_writer.errors import UnknownIdError, did_you_mean

    edition = packaged_edition(workspace.edition)
    kind, _sign, where = name.partition("=")
    if name == _PLAIN:
        return Engine(edition)
    if kind == "model" and where:
        return Engine(edition, load_reader(Path(where), workspace.judge))
    if kind == "server" and where:
        # Nothing is kept: what is read from a disk would tell a wrong time.
        assessor = server_judge(where, workspace, keep=False)
        tell_where(assessor, workspace)
        return Engine(edition, assessor=assessor)
    kinds = (_PLAIN, "model", "server")
    hint = "" if kind in kinds else did_you_mean(kind, kinds)
    raise UnknownIdError(
        _("There is no judge “{name}”.").format(name=name),
        hint=hint or _("Write plain, model=FOLDER or server=http://127.0.0.1:8080/v1."),
    )
