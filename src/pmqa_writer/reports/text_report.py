"""The report that people read: grouped by draft, with the quoted evidence. Colour never carries meaning alone."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rich.console import Console

from pmqa_writer.analysis import Coverage, ItemCoverage, Target
from pmqa_writer.criteria import Reading
from pmqa_writer.drafts import Problem
from pmqa_writer.examples import Example, Practice
from pmqa_writer.i18n import _
from pmqa_writer.lint import DraftReport, Finding, Report, Severity
from pmqa_writer.reports.criteria_text import reading_name
from pmqa_writer.reports.examples_text import reasons
from pmqa_writer.reports.safe import safe_line
from pmqa_writer.reports.wrap import Run, wrap
from pmqa_writer.text import Span, count_characters, shorten, snap

if TYPE_CHECKING:  # the search brings numpy along
    from pmqa_writer.examples.search import Hit

_MARKS: Final = {Coverage.COVERED: ("●", "green"), Coverage.PARTIAL: ("◐", "yellow"), Coverage.MISSING: ("○", "red")}
_SEVERITIES: Final = {
    Severity.ERROR: ("✖", "bold red"),
    Severity.WARNING: ("▲", "yellow"),
    Severity.HINT: ("·", "cyan"),
}
_QUOTE: Final = 90
"""Code points of evidence that are shown."""
_TOGETHER: Final = frozenset({"ADL001", "STY001"})
"""Rules with so many findings a draft that one line tells of all."""
_PLACES: Final = 3
"""Places that are quoted of a finding that occurs often."""

_ENDLESS: Final = 1_000_000
_CONTEXT: Final = 10
"""Code points that are quoted on either side of a place that is shorter."""

Line = list[Run]


def print_report(report: Report, console: Console, *, verbose: bool = False, unanswered: bool = True) -> None:
    """Print `report`.

    Args:
        report: what the linter says.
        console: where to; its width is kept to.
        verbose: show the items that the question does not ask for, official wording, reasons and examples too.
        unanswered: tell how many questions have no draft.
    """
    for draft in report.drafts:
        _print(console, _draft(draft, report.limit, verbose))
    for problem in report.problems:
        _print(console, _problem(problem))
    _print(console, iter([_summary(report, unanswered)]))


def _print(console: Console, lines: Iterator[Line]) -> None:
    for line in lines:
        leading = len(line[0][0]) - len(line[0][0].lstrip()) if line else 0
        # A file or pipe has no width: whoever shows it breaks the lines.
        width = console.width if console.is_terminal or "COLUMNS" in os.environ else _ENDLESS
        for text in wrap(line, width, leading + 2):
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
    for alike in _grouped(report.findings, analysis.draft.text, verbose):
        yield from _finding(alike, analysis.draft.text, verbose)
    for hit in report.examples:
        yield from _example(hit)
    yield []


def _grouped(findings: Sequence[Finding], text: str, verbose: bool) -> Iterator[list[Finding]]:
    """Findings that differ only in their place, the gravest first; those of `_TOGETHER` in one unless `verbose`."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    # The sort is stable: within a severity, rules and places keep their order.
    for finding in sorted(findings, key=lambda finding: finding.severity.rank):
        together = finding.rule in _TOGETHER and not verbose
        groups.setdefault((finding.rule, "" if together else finding.message), []).append(finding)
    for alike in groups.values():
        if alike[0].rule == "ADL001" and not verbose:
            elements = ", ".join(finding.item for finding in alike)
            message = _("Not told: {elements} (what is wanted: option -v)").format(elements=elements)
            yield [replace(alike[0], message=message)]
        elif alike[0].rule == "STY001" and not verbose:
            saving = sum(_saving(finding, text) for finding in alike)
            message = _("Wordy phrases: {count}; shorter ones save {saving:,} characters (which: option -v)").format(
                count=len(alike), saving=saving
            )
            yield [replace(finding, message=message) for finding in alike]
        else:
            yield alike


def _saving(finding: Finding, text: str) -> int:
    """Characters that the fix of a finding saves, as the form counts."""
    fix = finding.fix
    return count_characters(fix.span.text(text)) - count_characters(fix.replacement) if fix else 0


def _worth_showing(item: ItemCoverage) -> bool:
    return item.target is Target.STRONG or (item.target is Target.WEAK and item.status is not Coverage.MISSING)


def _item(item: ItemCoverage, verbose: bool) -> Iterator[Line]:
    glyph, style = _MARKS[item.status]
    line: Line = [(f"  {glyph} ", style), (item.item.id, "bold"), (f" {coverage_name(item.status)}", style)]
    if item.item.reading in {Reading.UNCERTAIN, Reading.UNREADABLE, Reading.INCOMPLETE}:
        line.append((f" ⚠ {reading_name(item.item.reading)}", "yellow"))
    if item.target is Target.NONE:
        line.append((" " + _("(not asked for: a hint)"), "dim"))
    if item.evidence:
        line.append((f"  “{shorten(safe_line(item.evidence[0].text), _QUOTE)}”", "dim"))
    yield line
    if verbose:
        yield [(f"    {safe_line(item.item.text)}", "dim")]


def _finding(alike: Sequence[Finding], text: str, verbose: bool) -> Iterator[Line]:
    """The lines of findings that differ only in their place."""
    first = alike[0]
    glyph, style = _SEVERITIES[first.severity]
    line: Line = [(f"  {glyph} ", style), (first.rule, "bold"), (f" {safe_line(first.message)}", "")]
    places = [finding for finding in alike if 0 < len(finding.span) < len(text)]
    for finding in places[:_PLACES]:
        line.append((f"  {_place(finding, text)}", "dim"))
    if len(places) > _PLACES:
        line.append(("  " + _("and {count} more").format(count=len(places) - _PLACES), "dim"))
    yield line
    if verbose:
        yield [(f"    {safe_line(first.why)}", "dim")]
        if first.example:
            example = _("For example (invented): {example}").format(example=safe_line(first.example))
            yield [(f"    {example}", "italic")]


def _example(hit: "Hit[Practice]") -> Iterator[Line]:
    entry = hit.entry
    name = _("Example") if isinstance(entry, Example) else _("Own example")
    whose = f"  {safe_line(entry.agency)}" if entry.agency else ""
    yield [("  ★ ", "magenta"), (f"{name} {entry.id}", "bold"), (f"  {safe_line(entry.title)}{whose}", "")]
    for reason in reasons(hit):
        yield [(f"    {reason}", "dim")]
    yield [(f"    pmqa-writer examples show {entry.id}", "dim")]


def _place(finding: Finding, text: str) -> str:
    """A quotation, with its line where the draft has several; “…” tells that it begins inside a word."""
    before = text[: finding.span.start]
    span = finding.span
    if len(span) < _CONTEXT:
        # A mark or a space says nothing by itself.
        span = snap(text, Span(max(0, span.start - _CONTEXT), min(len(text), span.end + _CONTEXT)))
    start = "…" if text[: span.start][-1:].strip() else ""
    quoted = f"“{start}{shorten(safe_line(span.text(text)), _QUOTE)}”"
    if "\n" in text.strip():
        return _("line {number}: {quoted}").format(number=before.count("\n") + 1, quoted=quoted)
    return quoted


def _problem(problem: Problem) -> Iterator[Line]:
    yield [("✖ ", "bold red"), (safe_line(problem.path), "bold"), (f"  {safe_line(problem.message)}", "")]
    if problem.hint:
        yield [(f"  → {safe_line(problem.hint)}", "dim")]


def _summary(report: Report, unanswered: bool) -> Line:
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
    if report.unanswered and unanswered:
        without = _("{count} questions without a draft").format(count=len(report.unanswered))
        line.append((f"  {without}", "dim"))
    return line


def coverage_name(status: Coverage) -> str:
    """Return the name of a status in the language that is set."""
    return {
        Coverage.COVERED: _("covered"),
        Coverage.PARTIAL: _("partial"),
        Coverage.MISSING: _("missing"),
    }[status]
