"""Judging checklist items: a small logistic model over features of a draft and an item, and rules above it.

The model is two logistic regressions, one for "at least partly there" and one for "covered". Their weights are data
(`models/coverage.json`, made by `tools/train_coverage.py`). What they cannot overrule stands here as rules: a
denial is no evidence, a plan is at most partial, `covered` needs more than a name, and a judgement needs a clause to
quote.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pmqa_writer.analysis.evidence import quote
from pmqa_writer.analysis.features import Relevance, features, target_of
from pmqa_writer.analysis.model import Character, Clause, Coverage, ItemCoverage
from pmqa_writer.analysis.relevance import CriterionIndex
from pmqa_writer.criteria import Question
from pmqa_writer.resources import data_path
from pmqa_writer.text import Status

_FURTHER: Final = 0.7
"""A further clause is quoted when its worth is at least this share of the best one's."""
_QUOTED: Final = 3
"""Clauses that are quoted at most."""
_DENIED: Final = 0.02
"""Probability of `covered` that is left to an item that the draft only denies."""
_ONLY_PLANNED: Final = 0.6
"""Share of the threshold that is left to an item of which only a plan, or no fact at all, is told."""
_FACT: Final = 0.3
"""Worth of each kind of hard fact in a clause, beside its relevance, when clauses are chosen for quoting."""
_SUBSTANCE: Final = 1.0
"""Worth of more than names and dates, likewise: assessors underline the figure, not the heading above it."""


@dataclass(frozen=True)
class CoverageModel:
    """Weights and thresholds."""

    features: tuple[str, ...]
    addressed: tuple[float, ...]
    """Weight of each feature for "at least partly there"; the last is the constant."""
    covered: tuple[float, ...]
    """Weight of each feature for "covered"; the last is the constant."""
    addressed_from: float
    """Probability from which on an item counts as at least partly there."""
    covered_from: float
    """Probability from which on an item counts as covered."""

    def probabilities(self, values: Mapping[str, float]) -> tuple[float, float]:
        """Probability that an assessor finds the item at least partly there, and covered."""
        row = [values[name] for name in self.features]
        addressed = _logistic(_dot(self.addressed, row))
        return addressed, min(addressed, _logistic(_dot(self.covered, row)))


def _dot(weights: Sequence[float], row: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, row, strict=False)) + weights[-1]


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


@cache
def default_model() -> CoverageModel:
    """Return the model that the package ships."""
    data = json.loads(data_path("models", "coverage.json").read_text(encoding="utf-8"))
    return CoverageModel(
        tuple(data["features"]),
        tuple(data["addressed"]),
        tuple(data["covered"]),
        data["addressed_from"],
        data["covered_from"],
    )


def judge_items(
    index: CriterionIndex,
    question: Question,
    clauses: Sequence[Clause],
    character: Character,
    text: str,
    model: CoverageModel | None = None,
) -> tuple[ItemCoverage, ...]:
    """Judge all items of a criterion; `text` is the draft's, which the evidence is quoted from."""
    model = model or default_model()
    relevance = Relevance.of(index, clauses)
    if relevance.unrelated or not any(clause.terms for clause in clauses):
        return tuple(ItemCoverage(item, target_of(question, item.id), Coverage.MISSING, 0.0) for item in index.items)
    judged = []
    for number, item in enumerate(index.items):
        values = features(number, item, question, clauses, relevance, character)
        addressed, covered = model.probabilities(values)
        quoted = _quotable(number, relevance, clauses)
        # What a denial or a plan cannot be, its probability must not say either.
        if not quoted:
            addressed = covered = min(covered, _DENIED)
        elif not any(_factual(clauses, clause) for clause in quoted):
            covered = min(covered, _ONLY_PLANNED * model.covered_from)
        status = Coverage.MISSING
        if quoted and addressed >= model.addressed_from:
            status = Coverage.COVERED if covered >= model.covered_from else Coverage.PARTIAL
        judged.append(
            ItemCoverage(
                item,
                target_of(question, item.id),
                status,
                covered,
                tuple(quote(text, clauses[clause]) for clause in quoted) if status is not Coverage.MISSING else (),
            )
        )
    return tuple(judged)


def _factual(clauses: Sequence[Clause], number: int) -> bool:
    """Say whether a clause is told and more than a name stands in it or beside it."""
    near = clauses[max(0, number - 1) : number + 2]
    return clauses[number].told and any(clause.told and clause.signals.substance for clause in near)


def _quotable(number: int, relevance: Relevance, clauses: Sequence[Clause]) -> list[int]:
    """The clauses that evidence an item, the best first; facts before plans, denials and empty words never."""
    worth = [
        row[number] + _FACT * clause.signals.specific + _SUBSTANCE * clause.signals.substance
        for row, clause in zip(relevance.total, clauses, strict=True)
    ]
    ranked = sorted(range(len(clauses)), key=lambda clause: -worth[clause])
    ranked = [clause for clause in ranked if clauses[clause].terms and clauses[clause].status is not Status.DENIED]
    chosen = ([clause for clause in ranked if clauses[clause].told] or ranked)[:_QUOTED]
    return chosen[:1] + [clause for clause in chosen[1:] if worth[clause] >= _FURTHER * worth[chosen[0]]]
