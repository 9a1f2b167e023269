"""Judging checklist items: a small logistic model over what a reader says of the clauses, and rules above it.

The model is two logistic regressions, one for "at least partly there" and one for "covered". Their weights are data
(`models/coverage.json`, made by `tools/train_coverage.py`). What they cannot overrule stands here as rules: a
denial is no evidence, a plan is at most partial, `covered` needs more than a name, and a judgement needs a clause to
quote.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pmqa_writer.analysis.evidence import quote
from pmqa_writer.analysis.features import Odds, Reading, Usual, features, target_of
from pmqa_writer.analysis.logistic import logistic
from pmqa_writer.analysis.model import Character, Clause, Coverage, ItemCoverage, Target
from pmqa_writer.criteria import Item, Question
from pmqa_writer.reading.model import Scores
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
_FACT: Final = 0.02
"""Worth of each kind of hard fact in a clause, beside its scores, when clauses are chosen for quoting."""
_SUBSTANCE: Final = 0.05
"""Worth of more than names and dates, likewise: assessors underline the figure, not the heading above it."""
_OWN_WORDS: Final = 0.005
"""Likeness to its criterion from which on a draft shares words with it."""


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
    related_from: float
    """Probability, by the reader, with which some clause must address some item: else a draft is about something else,
    and evidences nothing."""
    related_in_other_words_from: float
    """The same for a draft that shares no word with its criterion."""
    by_target: Mapping[Target, Odds]
    """Log odds that drafts evidence an item that their question asks for, one that belongs to it, and any other."""
    by_question: Mapping[str, Mapping[str, Odds]]
    """Log odds that drafts which answer a question evidence an item: question → item."""

    def usual(self, question: Question, items: Sequence[Item]) -> Usual:
        """Return the log odds that drafts which answer a question evidence each item. Questions go by their ids."""
        known = self.by_question.get(question.id, {})
        return {item.id: known.get(item.id, self.by_target[target_of(question, item.id)]) for item in items}

    def probabilities(self, values: Mapping[str, float]) -> tuple[float, float]:
        """Probability that an assessor finds the item at least partly there, and covered."""
        row = [values[name] for name in self.features]
        addressed = logistic(_dot(self.addressed, row))
        return addressed, min(addressed, logistic(_dot(self.covered, row)))


def _dot(weights: Sequence[float], row: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, row, strict=False)) + weights[-1]


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
        data["related_from"],
        data["related_in_other_words_from"],
        {Target(target): tuple(odds) for target, odds in data["by_target"].items()},
        {question: {item: tuple(odds) for item, odds in own.items()} for question, own in data["by_question"].items()},
    )


def judge_items(
    items: Sequence[Item],
    question: Question,
    clauses: Sequence[Clause],
    scores: Scores,
    character: Character,
    text: str,
    model: CoverageModel | None = None,
) -> tuple[ItemCoverage, ...]:
    """Judge all items of a criterion.

    Args:
        items: all items of the criterion.
        question: what the draft answers.
        clauses: the draft, taken apart.
        scores: what a reader says of them: clauses × items × 2.
        character: what kind of text the draft is.
        text: the draft, which the evidence is quoted from.
        model: another one than the packaged.
    """
    model = model or default_model()
    if not any(clause.terms for clause in clauses):
        return tuple(ItemCoverage(item, target_of(question, item.id), Coverage.MISSING, 0.0) for item in items)
    reading = Reading.of(scores, clauses)
    values = features(items, question, clauses, reading, character, model.usual(question, items))
    nearest, least = relation(scores, character, model)
    related = nearest >= least
    judged = []
    for number, item in enumerate(items):
        addressed, covered = model.probabilities({name: float(value[number]) for name, value in values.items()})
        quoted = _quotable(scores[:, number], clauses) if related else []
        # What a denial or a plan cannot be, its probability must not say either.
        if not quoted:
            addressed = covered = min(covered, _DENIED)
        elif not any(factual(clauses, clause) for clause in quoted):
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
                addressed,
            )
        )
    return tuple(judged)


def relation(scores: Scores, character: Character, model: CoverageModel) -> tuple[float, float]:
    """Return how probably any clause of a draft addresses any item, and from where on the draft has to do with them."""
    shares_words = character.own_topic >= _OWN_WORDS
    least = model.related_from if shares_words else model.related_in_other_words_from
    return float(scores[:, :, 0].max(initial=0.0)), least


def factual(clauses: Sequence[Clause], number: int) -> bool:
    """Say whether a clause is told and more than a name stands in it or beside it."""
    near = clauses[max(0, number - 1) : number + 2]
    return clauses[number].told and any(clause.told and clause.signals.substance for clause in near)


def _quotable(scores: Scores, clauses: Sequence[Clause]) -> list[int]:
    """The clauses that evidence an item, the best first; facts before plans, denials and empty words never."""
    worth = [
        float(score.sum()) + _FACT * clause.signals.specific + _SUBSTANCE * clause.signals.substance
        for score, clause in zip(scores, clauses, strict=True)
    ]
    ranked = sorted(range(len(clauses)), key=lambda clause: -worth[clause])
    ranked = [clause for clause in ranked if clauses[clause].terms and clauses[clause].status is not Status.DENIED]
    chosen = ([clause for clause in ranked if clauses[clause].told] or ranked)[:_QUOTED]
    return chosen[:1] + [clause for clause in chosen[1:] if worth[clause] >= _FURTHER * worth[chosen[0]]]
