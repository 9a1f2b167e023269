"""What the coverage model looks at: how a draft relates to an item, and what kind of text it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pmqa_writer.analysis.model import Character, Clause, Target
from pmqa_writer.analysis.relevance import CriterionIndex, z_scores
from pmqa_writer.criteria import Item, Level, Question
from pmqa_writer.text import Status

_LEVELS: Final = list(Level)
_UNRELATED_CHARACTERS: Final = 0.08
_UNRELATED_WORDS: Final = 5.0
"""A draft of which no clause reaches either likeness to any item is about something else: relevance within a draft
compares its clauses only with each other. All 93 answers to the point that this was looked at with lie above, the
nearest at 0.10 and 6.2; of single sentences that meet an item in quite other words one in seven lies below."""
_NEIGHBOUR: Final = 0.5
"""Share of its neighbours' relevance that a clause is given: a fact often follows the words that name its matter."""


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


def _with_neighbours(rows: list[list[float]]) -> list[list[float]]:
    silence = [0.0] * (len(rows[0]) if rows else 0)
    padded = [silence, *rows, silence]
    return [
        [own + _NEIGHBOUR * (left + right) for left, own, right in zip(*padded[number : number + 3], strict=True)]
        for number in range(len(rows))
    ]
