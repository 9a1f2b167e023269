"""`pmqa-writer lint`: judge drafts in files and folders."""

import argparse
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmqa_writer.cli.exits import Exit
from pmqa_writer.cli.progress import ProgressBar
from pmqa_writer.i18n import _

if TYPE_CHECKING:
    from pmqa_writer.drafts import Draft, Workspace
    from pmqa_writer.examples import Practice
    from pmqa_writer.examples.search import Searcher

_EXAMPLES = {"json": 5, "text": 3}
"""Examples that are shown for a draft."""


def add_parser(commands: Any, **settings: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "lint",
        help=_("check drafts"),
        description=_(
            "Checks drafts against the length limit, the checklist, ADLI and the question's own demands.\n"
            "A draft is a text file named after its question, such as 1.1.1.md."
        ),
        **settings,
    )
    parser.add_argument("paths", nargs="*", metavar=_("PATH"), help=_("files, folders or workspaces"))
    parser.add_argument("--sample", action="store_true", help=_("check the invented sample drafts that come along"))
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=_("text for people, json for programs")
    )
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "hint"),
        help=_("lowest severity that makes the exit code 1 (default: error, or what pmqa.toml says)"),
    )
    parser.add_argument("-v", "--verbose", action="store_true", help=_("show all items, reasons and examples"))
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help=_("colours in the report"))
    parser.set_defaults(execute=execute)


def execute(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from pmqa_writer.cli.judged import engine_of, tell_judgements
    from pmqa_writer.drafts import discover
    from pmqa_writer.errors import PmqaError
    from pmqa_writer.lint import Severity, lint
    from pmqa_writer.resources import data_path

    paths = list(arguments.paths)
    if arguments.sample:
        paths.append(str(data_path("sample")))
    if not paths:
        raise PmqaError(
            _("No file or folder is named."),
            hint=_("For example: pmqa-writer lint drafts, or pmqa-writer lint --sample"),
        )
    settings = _Settings(paths)
    engine = engine_of(settings.first)
    discovery = discover(paths, engine.edition)
    settings.check(discovery.drafts)
    find_examples = None
    if arguments.verbose or arguments.format == "json":
        from pmqa_writer.lint.helpful import ExampleFinder

        searchers = _searchers(map(settings.of, discovery.drafts))
        find_examples = ExampleFinder(engine.edition, searchers, _EXAMPLES[arguments.format])
    with ProgressBar(_("Checking")) as progress:
        report = lint(discovery, engine, settings.of, progress, find_examples)
    tell_judgements([draft.analysis for draft in report.drafts])
    if arguments.format == "json":
        from pmqa_writer.reports.json_report import to_json

        print(to_json(report))
    else:
        from pmqa_writer.reports.text_report import print_report

        folders = any(Path(path).is_dir() for path in paths)
        print_report(report, _console(arguments.color), verbose=arguments.verbose, unanswered=folders)
    if report.problems:
        return Exit.FAILED
    failed = any(
        draft.at_least(Severity(arguments.fail_on or settings.of(draft.analysis.draft).lint.fail_on))
        for draft in report.drafts
    )
    return Exit.FINDINGS if failed else Exit.OK


def _searchers(workspaces: Iterable["Workspace"]) -> dict[Path | None, "Searcher[Practice]"]:
    """A searcher for each workspace, by its folder; what keeps one from being made is told, and the report goes on."""
    from pmqa_writer.cli.diagnostics import report_error, say
    from pmqa_writer.cli.searching import practices
    from pmqa_writer.errors import PmqaError

    searchers = {}
    for folder, workspace in {workspace.folder: workspace for workspace in workspaces}.items():
        try:
            searchers[folder] = practices(workspace)
        except PmqaError as error:
            report_error(error)
            say("  → " + _("The drafts are checked; the report names no examples."))
    return searchers


class _Settings:
    """The workspaces of a run: each draft is judged by the settings of the one that it lies in."""

    def __init__(self, paths: Sequence[str]) -> None:
        from pmqa_writer.drafts import find_workspace

        self._find = cache(find_workspace)
        self.first = self._find(Path(paths[0]))
        """The workspace whose edition and judges hold for the run."""

    def of(self, draft: "Draft") -> "Workspace":
        """Return the workspace of a draft."""
        return self.first if draft.file is None else self._find(draft.file.parent)

    def check(self, drafts: Sequence["Draft"]) -> None:
        """Refuse settings that are wrong before work is spent; raises `WorkspaceError`."""
        from pmqa_writer.errors import WorkspaceError
        from pmqa_writer.lint.runner import rules_for

        for workspace in {id(found): found for found in map(self.of, drafts)}.values():
            rules_for(workspace)
            if workspace.edition != self.first.edition:
                raise WorkspaceError(
                    _("These drafts answer edition {other} of the criteria, the first ones {edition}.").format(
                        other=workspace.edition, edition=self.first.edition
                    ),
                    path=workspace.settings_file,
                    hint=_("Check them apart, each edition in a run of its own."),
                )
            if _judges(workspace) != _judges(self.first):
                raise WorkspaceError(
                    _("The settings name other judges, under [judge], for these drafts than for the first ones."),
                    path=workspace.settings_file,
                    hint=_("Check them apart, each workspace in a run of its own."),
                )


def _judges(workspace: "Workspace") -> tuple[object, ...]:
    """What must be the same in a run. Only drafts of the workspace that names a server are sent to it."""
    return workspace.judge, workspace.judge_model, workspace.folder if workspace.judge.server else None


def _console(color: str) -> Any:
    from rich.console import Console

    return Console(
        force_terminal={"always": True, "never": False, "auto": None}[color],
        no_color=color == "never" or None,
        highlight=False,
        markup=False,
        emoji=False,
    )
