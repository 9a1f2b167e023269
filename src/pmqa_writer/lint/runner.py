"""Running the rules over drafts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pmqa_writer.analysis import Analysis, Engine
from pmqa_writer.criteria import Edition
from pmqa_writer.drafts import Discovery, Draft, Problem, Workspace
from pmqa_writer.errors import UnknownIdError, WorkspaceError, did_you_mean
from pmqa_writer.i18n import _
from pmqa_writer.lint.model import Context, Finding, Rule, Severity
from pmqa_writer.lint.rules import ALL_RULES

if TYPE_CHECKING:  # the search brings numpy along, which a plain report must not wait for
    from pmqa_writer.examples import Practice
    from pmqa_writer.examples.search import Hit

Progress = Callable[[int, int], None]
"""Called with the number of drafts done and of all drafts."""
FindExamples = Callable[[Analysis, Workspace], tuple["Hit[Practice]", ...]]
"""Returns the examples that help with a draft, the best first."""


@dataclass(frozen=True, slots=True)
class DraftReport:
    """What the linter says of one draft."""

    analysis: Analysis
    findings: tuple[Finding, ...]
    """In the order of the rules; findings of one rule in the order of the text."""
    examples: tuple["Hit[Practice]", ...] = ()
    """Practices that help with it, the best first; none where they were not asked for."""

    def at_least(self, severity: Severity) -> bool:
        """Say whether some finding is as grave as `severity`."""
        return any(finding.severity.at_least(severity) for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Report:
    """What the linter says of a run."""

    edition: str
    limit: int
    drafts: tuple[DraftReport, ...]
    problems: tuple[Problem, ...]
    unanswered: tuple[str, ...]
    """Questions without a draft, in the order of the form."""

    def count(self, severity: Severity) -> int:
        """Count the findings of exactly this severity."""
        return sum(finding.severity is severity for draft in self.drafts for finding in draft.findings)


def lint(
    discovery: Discovery,
    engine: Engine,
    workspace_of: Callable[[Draft], Workspace],
    progress: Progress | None = None,
    find_examples: FindExamples | None = None,
) -> Report:
    """Analyse and judge all drafts of `discovery`.

    Args:
        discovery: the drafts, and what could not be read.
        engine: analyses drafts against an edition.
        workspace_of: the settings that hold for a draft.
        progress: is told how far the work has come.
        find_examples: finds examples for each draft, where they are wanted.

    Raises:
        WorkspaceError: a workspace names a rule that does not exist.
    """
    total = len(discovery.drafts)
    analyses: list[Analysis] = []
    for draft in discovery.drafts:
        analyses.append(engine.analyse(draft, workspace_of(draft).window))
        if progress:
            progress(len(analyses), total)
    twins = shared_clauses(analyses)
    rivals: dict[str, list[str]] = {}
    for analysis in analyses:
        rivals.setdefault(analysis.draft.question, []).append(analysis.draft.path)
    reports = []
    for analysis in analyses:
        workspace = workspace_of(analysis.draft)
        findings = check_draft(analysis, engine.edition, workspace, twins, rivals[analysis.draft.question])
        examples = find_examples(analysis, workspace) if find_examples else ()
        reports.append(DraftReport(analysis, findings, examples))
    answered = {analysis.draft.question for analysis in analyses}
    unanswered = tuple(question.id for question in engine.edition.questions() if question.id not in answered)
    return Report(engine.edition.info.id, engine.edition.limit, tuple(reports), discovery.problems, unanswered)


def shared_clauses(analyses: Iterable[Analysis]) -> dict[str, list[Analysis]]:
    """Return the clauses, without white space, that stand in more than one draft, each with its drafts."""
    found: dict[str, list[Analysis]] = {}
    for analysis in analyses:
        for squeezed in {clause.squeezed for clause in analysis.clauses}:
            found.setdefault(squeezed, []).append(analysis)
    return {squeezed: drafts for squeezed, drafts in found.items() if len(drafts) > 1}


def check_draft(
    analysis: Analysis,
    edition: Edition,
    workspace: Workspace,
    twins: Mapping[str, Sequence[Analysis]],
    rivals: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """Return what the rules find in one draft, in their order; those of one rule in the order of the text.

    Args:
        analysis: what the draft says.
        edition: the criteria that it was analysed by.
        workspace: the settings that hold for it.
        twins: what `shared_clauses` says of this draft and those beside it.
        rivals: paths of all drafts that answer its question, its own among them.

    Raises:
        WorkspaceError: the workspace names a rule that does not exist.
    """
    context = Context(analysis, edition, workspace, twins, rivals)
    return tuple(finding for rule in rules_for(workspace) for finding in rule.findings(context))


def rules_for(workspace: Workspace) -> tuple[Rule, ...]:
    """Return the rules with the workspace's severities, those it ignores left out.

    Raises:
        WorkspaceError: the workspace names a rule that does not exist.
    """
    known = {rule.id for rule in ALL_RULES}
    ignored = {rule_id.upper() for rule_id in workspace.lint.ignore}
    severities = {rule_id.upper(): severity for rule_id, severity in workspace.lint.severity.items()}
    for rule_id in sorted(ignored | severities.keys()):
        if rule_id not in known:
            raise WorkspaceError(
                _("There is no rule {rule}.").format(rule=rule_id),
                path=workspace.settings_file,
                hint=did_you_mean(rule_id, known),
            )
    return tuple(
        rule.with_severity(Severity(severities[rule.id])) if rule.id in severities else rule
        for rule in ALL_RULES
        if rule.id not in ignored
    )


def find_rule(rule_id: str) -> Rule:
    """Return a rule by its id, in any case; an unknown id raises `UnknownIdError`."""
    for rule in ALL_RULES:
        if rule.id == rule_id.upper():
            return rule
    near = get_close_matches(rule_id.upper(), [rule.id for rule in ALL_RULES], n=3)
    hint = _("Did you mean {near}?").format(near=", ".join(near)) if near else ""
    raise UnknownIdError(_("There is no rule {rule}.").format(rule=rule_id), hint=hint)
