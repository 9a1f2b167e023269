"""Facts, findings and hits as messages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pmqa_writer.analysis import Analysis, ConstraintResult, Evidence, ItemCoverage, PointResult
from pmqa_writer.errors import PmqaError, told
from pmqa_writer.examples import Advice, OwnExample, Practice
from pmqa_writer.judging import messages
from pmqa_writer.lint import Finding
from pmqa_writer.lint.step import NextStep

if TYPE_CHECKING:  # the search brings numpy along
    from pmqa_writer.examples.search import Hit


def judged(
    analysis: Analysis, findings: Iterable[Finding], step: NextStep | None, skeleton: str, generation: int
) -> messages.Judged:
    """Return what is said of a draft, without examples.

    Args:
        analysis: what the draft says.
        findings: what to tell its writer,
        step: what to do first,
        skeleton: and what is left to be told.
        generation: as it was asked with.
    """
    return messages.Judged(
        question=analysis.draft.question,
        generation=generation,
        characters=analysis.characters,
        items=tuple(map(_item, analysis.coverage)),
        points=tuple(map(_point, analysis.points)),
        elements=analysis.elements,
        constraints=tuple(map(_constraint, analysis.constraints)),
        findings=tuple(map(_finding, findings)),
        next=_next(step) if step else None,
        outline=skeleton,
    )


def example(hit: Hit[Practice], helps: tuple[str, ...], passage: str) -> messages.ExampleHit:
    """Return a practice that was found, with the items that it helps with and its nearest passage."""
    entry = hit.entry
    return messages.ExampleHit(
        entry.id,
        entry.title,
        entry.agency,
        isinstance(entry, OwnExample),
        entry.criterion,
        helps,
        hit.words,
        passage,
        hit.score,
    )


def advice(hit: Hit[Advice], passage: str) -> messages.AdviceHit:
    """Return a piece of advice that was found, with its nearest passage."""
    return messages.AdviceHit(hit.entry.id, hit.words, passage)


def notice(error: PmqaError) -> messages.Notice:
    """Return what a user should know of an error that stops nothing."""
    return messages.Notice(told(error), error.hint)


def _item(coverage: ItemCoverage) -> messages.Item:
    return messages.Item(
        coverage.item.id,
        coverage.target.value,
        coverage.status.value,
        coverage.score,
        _ranges(coverage.evidence),
    )


def _point(point: PointResult) -> messages.Point:
    return messages.Point(point.point, point.present, point.score, _ranges(point.evidence))


def _constraint(constraint: ConstraintResult) -> messages.Constraint:
    return messages.Constraint(constraint.name, constraint.spec, constraint.status.value, constraint.detail)


def _finding(finding: Finding) -> messages.Finding:
    fix = finding.fix
    return messages.Finding(
        finding.rule,
        finding.severity.value,
        finding.span.start,
        finding.span.end,
        finding.message,
        finding.why,
        finding.example,
        messages.Fix(fix.span.start, fix.span.end, fix.replacement, fix.kind.value) if fix else None,
        finding.item,
    )


def _next(step: NextStep) -> messages.Next:
    span = (step.span.start, step.span.end) if step.span else None
    return messages.Next(step.kind.value, step.message, step.item, span, step.finding)


def _ranges(evidence: Sequence[Evidence]) -> tuple[messages.Range, ...]:
    return tuple((piece.span.start, piece.span.end) for piece in evidence)
