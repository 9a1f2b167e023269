"""The fifteen ADLI points and the elements A, D, L, I and R.

A plan, a denial, a purpose and an echo of the question show nothing, whatever their words: only told clauses are
looked at. Of those, the rules of `adli.toml` and what officers' drafts taught (`models/adli.json`) decide together.
"""

from typing import Final

import numpy as np

from pmqa_writer.analysis.evidence import quote
from pmqa_writer.analysis.model import Clause, Evidence, PointResult
from pmqa_writer.analysis.point_features import Passage, clause_features, draft_features, passages, shape
from pmqa_writer.analysis.point_model import POINTS, Array, PointModel, best_first, default_model
from pmqa_writer.criteria import AdliTable

_RESULT_POINT: Final = 6
_RULED: Final = 0.5
"""Probability of a point that there were too few examples to learn, where the rules find it."""
_READ: Final = 1.0
"""Log odds that the reader may add to those of the recognisers when a clause is chosen to be quoted."""
_NEAR_BEST: Final = 1.5
"""A second clause is quoted too when it shows the point more likely than not and its log odds come this near."""


def judge_points(
    table: AdliTable,
    clauses: tuple[Clause, ...],
    text: str,
    question: str,
    read: Array,
    model: PointModel | None = None,
) -> tuple[PointResult, ...]:
    """Judge all points; `text` is the draft's, which the evidence is quoted from.

    Args:
        table: the points.
        clauses: all clauses of the draft.
        text: the draft.
        question: id of what it answers.
        read: the reader's log odds that each clause shows each point, clauses × 15.
        model: the learned recognisers; None for the ones that the package ships.
    """
    model = model or default_model()
    told = passages(clauses)
    features = [clause_features(table, passage) for passage in told]
    odds = np.array(
        [model.clause_odds(names, shape(passage.clause.text)) for names, passage in zip(features, told, strict=True)]
    ).reshape(-1, POINTS)
    ruled = np.array([float(any(f"r:{point.number}" in names for names in features)) for point in table.points])
    read = read[[passage.number for passage in told]]
    probabilities = model.probabilities(odds, read, ruled, question, draft_features(clauses))
    worth = odds + np.clip(read, -_READ, _READ)
    results = []
    for place, point in enumerate(table.points):
        shown = list(worth[:, place])
        if model.learned[place]:
            score = float(probabilities[place])
            if model.floor[place] and ruled[place]:
                score = max(score, model.present_from)
            present = score >= model.present_from
        else:
            # Only the clauses that the rules find can be quoted.
            shown = [
                odd if f"r:{point.number}" in names else -np.inf for odd, names in zip(shown, features, strict=True)
            ]
            score = _RULED * float(ruled[place])
            present = score > 0
        present = present and bool(told)
        evidence = _quoted(text, told, shown) if present else ()
        results.append(PointResult(point.number, present, score if told else 0.0, evidence))
    return tuple(results)


def judge_elements(table: AdliTable, points: tuple[PointResult, ...]) -> dict[str, bool]:
    """An element is there when one of its points is; R when a result is told (point 6)."""
    present = {point.point for point in points if point.present}
    elements: dict[str, bool] = {
        element.id: any(point.number in present for point in table.points if point.element == element.id)
        for element in table.elements
    }
    elements["R"] = _RESULT_POINT in present
    return elements


def _quoted(text: str, told: list[Passage], shown: list[float]) -> tuple[Evidence, ...]:
    """The clause that shows a point best, and a second one that does nearly as well, in the order of the text."""
    first, *others = best_first(shown)
    near = [place for place in others[:1] if shown[place] > max(0.0, shown[first] - _NEAR_BEST)]
    return tuple(quote(text, told[place].clause) for place in sorted([first, *near]))
