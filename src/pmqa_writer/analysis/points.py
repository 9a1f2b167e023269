"""The fifteen ADLI points and the elements A, D, L, I and R, by the cues and signs that `adli.toml` names."""

from collections.abc import Iterable, Sequence
from typing import Final

from pmqa_writer.analysis.concepts import in_order, parts_of
from pmqa_writer.analysis.evidence import quote
from pmqa_writer.analysis.model import Clause, PointResult
from pmqa_writer.criteria import AdliPoint, AdliTable

_RESULT_POINT: Final = 6
_ENOUGH: Final = 3
"""Clauses that show a point from which on the recogniser is as sure as it gets."""


def judge_points(table: AdliTable, clauses: tuple[Clause, ...], text: str) -> tuple[PointResult, ...]:
    """Judge all points; `text` is the draft's, which the evidence is quoted from."""
    results = []
    told = [(clause, clauses[max(0, at - 1) : at + 2]) for at, clause in enumerate(clauses) if clause.told]
    for point in table.points:
        shown = [clause for clause, near in told if shows(point, clause, near)]
        score = min(len(shown), _ENOUGH) / (_ENOUGH + 1) + (0.2 if shown else 0.0)
        results.append(PointResult(point.number, bool(shown), score, tuple(quote(text, c) for c in _best(shown))))
    return tuple(results)


def shows(point: AdliPoint, clause: Clause, near: Sequence[Clause]) -> bool:
    """Say whether a clause shows a point: a cue or a sign of it, and the signs that it requires here or `near` it."""
    if point.requires and not any(other.told and other.signals.has(*point.requires) for other in near):
        return False
    if any(clause.signals.has(name) for name in point.signals):
        return True
    return any(in_order(clause.text, parts_of(cue)) for cue in point.cues)


def judge_elements(table: AdliTable, points: tuple[PointResult, ...]) -> dict[str, bool]:
    """An element is there when one of its points is; R when a result is told (point 6)."""
    present = {point.point for point in points if point.present}
    elements: dict[str, bool] = {
        element.id: any(point.number in present for point in table.points if point.element == element.id)
        for element in table.elements
    }
    elements["R"] = _RESULT_POINT in present
    return elements


def _best(clauses: Iterable[Clause]) -> list[Clause]:
    """The two clauses with the most facts, in the order of the text."""
    ranked = sorted(clauses, key=lambda clause: -clause.signals.specific)[:2]
    return sorted(ranked, key=lambda clause: clause.span.start)
