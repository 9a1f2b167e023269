"""Judging checklist items: features of a draft and an item, and a small logistic model over them.

The model is two logistic regressions, one for "at least partly there" and one for "covered". Their weights are data
(`models/coverage.json`, made by `tools/train_coverage.py`). What they cannot overrule stands here as rules: a
denial is no evidence, a plan is at most partial, and a judgement needs a clause to quote.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pmqa_writer.analysis.evidence import quote
from pmqa_writer.analysis.model import Character, Clause, Coverage, ItemCoverage, Target
from pmqa_writer.analysis.relevance import CriterionIndex, z_scores
from pmqa_writer.criteria import Item, Level, Question
from pmqa_writer.resources import data_path
from pmqa_writer.text import Status

_LEVELS: Final = list(Level)
_UNRELATED_CHARACTERS: Final = 0.08
_UNRELATED_WORDS: Final = 5.0
"""A draft of which no clause reaches either likeness to any item is about something else: relevance within a draft
compares its clauses only with each other. All 93 answers to the point that this was looked at with lie above, the
nearest at 0.10 and 6.2; of single sentences that meet an item in quite other words one in seven lies below."""
_FURTHER: Final = 0.7
"""A further clause is quoted when its worth is at least this share of the best one's."""
_QUOTED: Final = 3
"""Clauses that are quoted at most."""
_NEIGHBOUR: Final = 0.5
"""Share of its neighbours' relevance that a clause is given: a fact often follows the words that name its matter."""
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


def target_of(question: Question, item_id: str) -> Target:
    """Say whether a question asks for an item."""
    if item_id in question.targets:
        return Target.STRONG
    return Target.WEAK if item_id in question.weak_targets else Target.NONE


@dataclass(frozen=True)
class Relevance:
    """How much each clause of a draft is about each item of a criterion."""

    total: list[list[float]]
    """Clauses × items: sum of the z-scores of words and of characters, each clause with a share of its neighbours'."""
    words: list[list[float]]
    """Clauses × items: BM25."""
    characters: list[list[float]]
    """Clauses × items: cosine, 0 to 1."""

    @classmethod
    def of(cls, index: CriterionIndex, clauses: Sequence[Clause]) -> "Relevance":
        """Score all clauses against all items of the index."""
        words = [index.words(clause.terms) for clause in clauses]
        characters = [index.characters(clause.text) for clause in clauses]
        total = [
            [word + character for word, character in zip(*rows, strict=True)]
            for rows in zip(z_scores(words), z_scores(characters), strict=True)
        ]
        return cls(_with_neighbours(total), words, characters)

    @property
    def unrelated(self) -> bool:
        """Say whether no clause has to do with any item of the criterion."""
        characters = max(map(max, self.characters), default=0.0)
        return characters < _UNRELATED_CHARACTERS and max(map(max, self.words), default=0.0) < _UNRELATED_WORDS

    def ranked(self, item: int) -> list[int]:
        """Numbers of the clauses, the most relevant to an item first."""
        return sorted(range(len(self.total)), key=lambda number: -self.total[number][item])


def features(
    number: int,
    item: Item,
    question: Question,
    clauses: Sequence[Clause],
    relevance: Relevance,
    character: Character,
) -> dict[str, float]:
    """Return what the model looks at, for item number `number` of its criterion; all values are about 0 to 1."""
    target = target_of(question, item.id)
    ranked = relevance.ranked(number)
    best = ranked[0]
    told = [clause for clause in ranked if clauses[clause].told] or [best]
    maxima = [max(column) for column in zip(*relevance.total, strict=True)]
    mean = sum(maxima) / len(maxima)
    length = sum(len(clause.text) for clause in clauses)
    facts = min(1.0, 25 * character.facts / max(length, 200))
    strong, weak = float(target is Target.STRONG), float(target is Target.WEAK)
    gap = _LEVELS.index(item.level) - _LEVELS.index(question.level)
    top = [clauses[clause] for clause in told[:2]]
    specific = max(clause.signals.specific for clause in top) / 5
    on_topic = min(1.0, character.own_topic / max(character.nearest_score, 1e-9))
    told_facts = sum(clause.told and clause.signals.specific > 0 for clause in clauses)
    results = min(1.0, 300 * character.results / max(length, 300))
    best_relevance = relevance.total[told[0]][number] / 5
    # Densities, not counts: a short answer to the point must not lose for being short. Only items that the
    # question does not ask for need room beside those that it does.
    return {
        "strong": strong,
        "weak": weak,
        "words": min(2.0, relevance.words[told[0]][number] / 20),
        "relevance": best_relevance,
        "lead": (relevance.total[told[0]][number] - mean) / 5,
        "rank": sum(other > maxima[number] for other in maxima) / len(maxima),
        "best_denied": float(clauses[best].status is Status.DENIED),
        "specific": specific,
        "specific_relevant": 3 * specific * relevance.characters[told[0]][number],
        "facts": facts,
        "results": results,
        "result_told": float(item.kind == "result") * results,
        "room_for_others": (1 - strong) * min(1.0, told_facts / 10),
        "denied": character.denied,
        "copied": character.copied,
        "on_topic": on_topic,
        "level_above": float(gap > 0),
        "significance": float(item.level is Level.SIGNIFICANCE),
        "strong_facts": strong * facts,
        "strong_planned": strong * character.planned,
        "strong_denied": strong * character.denied,
        "strong_copied": strong * character.copied,
        "strong_relevance": strong * best_relevance,
        "strong_on_topic": strong * on_topic,
        "weak_facts": weak * facts,
    }


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


def _with_neighbours(rows: list[list[float]]) -> list[list[float]]:
    silence = [0.0] * (len(rows[0]) if rows else 0)
    padded = [silence, *rows, silence]
    return [
        [own + _NEIGHBOUR * (left + right) for left, own, right in zip(*padded[number : number + 3], strict=True)]
        for number in range(len(rows))
    ]


def _quotable(number: int, relevance: Relevance, clauses: Sequence[Clause]) -> list[int]:
    """The clauses that evidence an item, the best first; facts before plans, denials and empty words never."""
    worth = [
        row[number] + _FACT * clause.signals.specific + _SUBSTANCE * clause.signals.substance
        for row, clause in zip(relevance.total, clauses, strict=True)
    ]
    ranked = sorted(range(len(clauses)), key=lambda clause: -worth[clause])
    ranked = [clause for clause in ranked if clauses[clause].terms and clauses[clause].status is not Status.DENIED]
    chosen = ([clause for clause in ranked if clauses[clause].told] or ranked)[:_QUOTED]
    return [clause for clause in chosen if worth[clause] >= _FURTHER * worth[chosen[0]]]
