"""The report that people read: grouped by draft, with the quoted evidence. Colour never carries meaning alone."""

from collections.abc import Iterator
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from pmqa_writer.analysis import Coverage, ItemCoverage, Target
from pmqa_writer.i18n import _
from pmqa_writer.lint import DraftReport, Finding, Report, Severity
from pmqa_writer.reports.safe import safe, safe_line

_MARKS: Final = {
    Coverage.COVERED: ("●", "green"),
    Coverage.PARTIAL: ("◐", "yellow"),
    Coverage.MISSING: ("○", "red"),
}
_SEVERITIES: Final = {
    Severity.ERROR: ("✖", "bold red"),
    Severity.WARNING: ("▲", "yellow"),
    Severity.HINT: ("·", "cyan"),
}
_QUOTE: Final = 90
"""Code points of evidence that are shown."""


def print_report(report: Report, console: Console, *, verbose: bool = False) -> None:
    """Print `report`; `verbose` shows the items that the question does not ask for, examples and reasons too."""
    for draft in report.drafts:
        console.print(_draft(draft, report.limit, verbose), soft_wrap=False)
    for problem in report.problems:
        line = Text("✖ ", style="bold red").append(safe_line(problem.path), style="bold")
        line.append(f"  {safe_line(problem.message)}", style="not bold")
        console.print(line)
        if problem.hint:
            console.print(Padding(Text(safe_line(problem.hint), style="dim"), (0, 0, 0, 2)))
    console.print(_summary(report))


def _draft(report: DraftReport, limit: int, verbose: bool) -> RenderableType:
    analysis = report.analysis
    over = analysis.characters > limit
    head = Text(safe_line(analysis.draft.path), style="bold")
    head.append(f"  {analysis.draft.question}  ", style="not bold")
    head.append(f"{analysis.characters:,} / {limit:,}", style="bold red" if over else "not bold green")
    elements = Text("ADLI ", style="dim")
    for element, present in analysis.elements.items():
        elements.append(f"{element}{'●' if present else '○'} ", style="green" if present else "red")
    shown = [item for item in analysis.coverage if item.target is Target.STRONG or _worth_showing(item, verbose)]
    return Group(
        head,
        Padding(
            Group(
                elements,
                *(line for item in shown for line in _item(item, verbose)),
                *(line for finding in report.findings for line in _finding(finding, analysis.draft.text, verbose)),
            ),
            (0, 0, 1, 2),
        ),
    )


def _worth_showing(item: ItemCoverage, verbose: bool) -> bool:
    return verbose or (item.target is Target.WEAK and item.status is not Coverage.MISSING)


def _item(item: ItemCoverage, verbose: bool) -> Iterator[RenderableType]:
    glyph, style = _MARKS[item.status]
    line = Text(f"{glyph} ", style=style).append(item.item.id, style="bold")
    line.append(f" {coverage_name(item.status)}", style=f"not bold {style}")
    for evidence in item.evidence[:1]:
        line.append(f"  “{_shorten(evidence.text)}”", style="not bold dim")
    yield line
    if verbose:
        yield Padding(Text(safe_line(item.item.text), style="dim"), (0, 0, 0, 2))


def _finding(finding: Finding, text: str, verbose: bool) -> Iterator[RenderableType]:
    glyph, style = _SEVERITIES[finding.severity]
    line = Text(f"{glyph} ", style=style).append(finding.rule, style="bold")
    line.append(f" {safe_line(finding.message)}", style="not bold")
    if 0 < len(finding.span) < len(text):
        line.append(f"  “{_shorten(finding.span.text(text))}”", style="not bold dim")
    yield line
    if verbose:
        yield Padding(Text(safe_line(finding.why), style="dim"), (0, 0, 0, 2))
        if finding.example:
            example = _("For example (invented): {example}").format(example=safe_line(finding.example))
            yield Padding(Text(example, style="italic"), (0, 0, 0, 2))


def _summary(report: Report) -> Text:
    line = Text(
        _("{drafts} drafts: {errors} errors, {warnings} warnings, {hints} hints").format(
            drafts=len(report.drafts),
            errors=report.count(Severity.ERROR),
            warnings=report.count(Severity.WARNING),
            hints=report.count(Severity.HINT),
        ),
        style="bold",
    )
    if report.problems:
        line.append("  " + _("{count} files could not be read").format(count=len(report.problems)), style="bold red")
    if report.unanswered:
        line.append(
            "  " + _("{count} questions without a draft").format(count=len(report.unanswered)),
            style="not bold dim",
        )
    return line


def coverage_name(status: Coverage) -> str:
    """Return the name of a status in the language that is set."""
    return {
        Coverage.COVERED: _("covered"),
        Coverage.PARTIAL: _("partial"),
        Coverage.MISSING: _("missing"),
    }[status]


def _shorten(text: str) -> str:
    line = safe(" ".join(text.split()))
    return line if len(line) <= _QUOTE else line[: _QUOTE - 1].rstrip() + "…"
