"""The report that people read: grouped by draft, with the quoted evidence. Colour never carries meaning alone."""

from collections.abc import Iterator
from typing import Final

from rich.console import Console

from pmqa_writer.analysis import Coverage, ItemCoverage, Target
from pmqa_writer.drafts import Problem
from pmqa_writer.i18n import _
from pmqa_writer.lint import DraftReport, Finding, Report, Severity
from pmqa_writer.reports.safe import safe_line
from pmqa_writer.reports.wrap import Run, wrap

_MARKS: Final = {Coverage.COVERED: ("●", "green"), Coverage.PARTIAL: ("◐", "yellow"), Coverage.MISSING: ("○", "red")}
_SEVERITIES: Final = {
    Severity.ERROR: ("✖", "bold red"),
    Severity.WARNING: ("▲", "yellow"),
    Severity.HINT: ("·", "cyan"),
}
_QUOTE: Final = 90
"""Code points of evidence that are shown."""

Line = list[Run]


def print_report(report: Report, console: Console, *, verbose: bool = False) -> None:
    """Print `report`; `verbose` shows the items that the question does not ask for, examples and reasons too."""
    for draft in report.drafts:
        _print(console, _draft(draft, report.limit, verbose))
    for problem in report.problems:
        _print(console, _problem(problem))
    _print(console, iter([_summary(report)]))


def _print(console: Console, lines: Iterator[Line]) -> None:
    for line in lines:
        leading = len(line[0][0]) - len(line[0][0].lstrip()) if line else 0
        for text in wrap(line, console.width, leading + 2):
            console.print(text, soft_wrap=True)
        if not line:
            console.print()


def _draft(report: DraftReport, limit: int, verbose: bool) -> Iterator[Line]:
    analysis = report.analysis
    over = analysis.characters > limit
    yield [
        (safe_line(analysis.draft.path), "bold"),
        (f"  {analysis.draft.question}  ", ""),
        (f"{analysis.characters:,} / {limit:,}", "bold red" if over else "green"),
    ]
    yield [
        ("  ADLI ", "dim"),
        *(
            (f"{element}{'●' if present else '○'} ", "green" if present else "red")
            for element, present in analysis.elements.items()
        ),
    ]
    for item in analysis.coverage:
        if verbose or _worth_showing(item):
            yield from _item(item, verbose)
    for finding in report.findings:
        yield from _finding(finding, analysis.draft.text, verbose)
    yield []


def _worth_showing(item: ItemCoverage) -> bool:
    return item.target is Target.STRONG or (item.target is Target.WEAK and item.status is not Coverage.MISSING)


def _item(item: ItemCoverage, verbose: bool) -> Iterator[Line]:
    glyph, style = _MARKS[item.status]
    line: Line = [(f"  {glyph} ", style), (item.item.id, "bold"), (f" {coverage_name(item.status)}", style)]
    if item.target is Target.NONE:
        line.append((" " + _("(not asked for: a hint)"), "dim"))
    if item.evidence:
        line.append((f"  “{_shorten(item.evidence[0].text)}”", "dim"))
    yield line
    if verbose:
        yield [(f"    {safe_line(item.item.text)}", "dim")]


def _finding(finding: Finding, text: str, verbose: bool) -> Iterator[Line]:
    glyph, style = _SEVERITIES[finding.severity]
    line: Line = [(f"  {glyph} ", style), (finding.rule, "bold"), (f" {safe_line(finding.message)}", "")]
    if 0 < len(finding.span) < len(text):
        line.append((f"  “{_shorten(finding.span.text(text))}”", "dim"))
    yield line
    if verbose:
        yield [(f"    {safe_line(finding.why)}", "dim")]
        if finding.example:
            example = _("For example (invented): {example}").format(example=safe_line(finding.example))
            yield [(f"    {example}", "italic")]


def _problem(problem: Problem) -> Iterator[Line]:
    yield [("✖ ", "bold red"), (safe_line(problem.path), "bold"), (f"  {safe_line(problem.message)}", "")]
    if problem.hint:
        yield [(f"  → {safe_line(problem.hint)}", "dim")]


def _summary(report: Report) -> Line:
    counts = _("{drafts} drafts: {errors} errors, {warnings} warnings, {hints} hints").format(
        drafts=len(report.drafts),
        errors=report.count(Severity.ERROR),
        warnings=report.count(Severity.WARNING),
        hints=report.count(Severity.HINT),
    )
    line: Line = [(counts, "bold")]
    if report.problems:
        unread = _("{count} files could not be read").format(count=len(report.problems))
        line.append((f"  {unread}", "bold red"))
    if report.unanswered:
        unanswered = _("{count} questions without a draft").format(count=len(report.unanswered))
        line.append((f"  {unanswered}", "dim"))
    return line


def coverage_name(status: Coverage) -> str:
    """Return the name of a status in the language that is set."""
    return {
        Coverage.COVERED: _("covered"),
        Coverage.PARTIAL: _("partial"),
        Coverage.MISSING: _("missing"),
    }[status]


def _shorten(text: str) -> str:
    line = safe_line(text)
    return line if len(line) <= _QUOTE else line[: _QUOTE - 1].rstrip() + "…"
