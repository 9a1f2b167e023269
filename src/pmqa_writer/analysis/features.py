"""What the coverage model looks at: evidence in clauses, what the question asks for, what kind of text it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pmqa_writer.analysis.model import Character, Clause, Target
from pmqa_writer.criteria import Item, Level, Question
from pmqa_writer.reading.model import Scores, logits_of

_LEVELS: Final = list(Level)
_NOTHING: Final = -8.0
"""Logit of a clause that can evidence nothing done: a plan, a denial, an echo, or none at all."""
_SUREST: Final = 1e-4
"""Nearest that a probability comes to 0 or 1 before it is weighed."""

_SIDED: Final = ("addressed", "covered", "facts", "planned", "denied", "copied", "best_of_all")
"""Features that weigh otherwise for items that the question asks for, or that belong to it."""

Logits = NDArray[np.float64]
Odds = tuple[float, float]
"""Log odds of "at least partly there", and of "covered"."""
Usual = Mapping[str, Odds]
"""By item: how often drafts that answer a question evidence it."""


def target_of(question: Question, item_id: str) -> Target:
    """Say whether a question asks for an item."""
    if item_id in question.targets:
        return Target.STRONG
    return Target.WEAK if item_id in question.weak_targets else Target.NONE


@dataclass(frozen=True)
class Reading:
    """What a reader says of the clauses of a draft."""

    scores: Scores
    """Clauses × items × 2: probability that the clause addresses, and covers, the item."""
    told: NDArray[np.bool_]
    """Clauses: whether it can evidence something done."""

    @classmethod
    def of(cls, scores: Scores, clauses: Sequence[Clause]) -> "Reading":
        """Put scores beside the clauses that they are of."""
        return cls(scores, np.array([clause.told for clause in clauses], dtype=bool))

    def logits(self, *, told: bool) -> Logits:
        """Return the scores as logits; with `told`, those of clauses that tell nothing done count as nothing."""
        logits = logits_of(self.scores, _SUREST)
        return np.where(self.told[:, None, None], logits, _NOTHING) if told else logits


def features(
    items: Sequence[Item],
    question: Question,
    clauses: Sequence[Clause],
    reading: Reading,
    character: Character,
    usual: Usual,
) -> dict[str, NDArray[np.float64]]:
    """Return what the model looks at, each feature with a value for every item. There must be a clause.

    Densities, not counts or lengths: a short answer to the point must not lose for being short.
    """
    told, every = reading.logits(told=True), reading.logits(told=False)
    ordered = np.sort(told, axis=0)
    best, second = ordered[-1], ordered[-2] if len(ordered) > 1 else np.full_like(ordered[-1], _NOTHING)
    together = _together(told)
    covers = told[:, :, 1]
    specific = np.array([clause.signals.specific for clause in clauses]) / 5
    substance = np.array([float(clause.signals.substance) for clause in clauses])
    shown_by, spoken_by = covers.argmax(axis=0), every[:, :, 0].argmax(axis=0)
    targets = [target_of(question, item.id) for item in items]
    strong = np.array([float(target is Target.STRONG) for target in targets])
    weak = np.array([float(target is Target.WEAK) for target in targets])
    level = _LEVELS.index(question.level)
    length = sum(len(clause.text) for clause in clauses)
    facts = min(1.0, 25 * character.facts / max(length, 200))
    results = min(1.0, 300 * character.results / max(length, 300))
    whole = np.ones(len(items))
    most = covers.max(axis=0)
    values = {
        "strong": strong,
        "weak": weak,
        "addressed": best[:, 0],
        "addressed_second": second[:, 0],
        "addressed_together": together[:, 0],
        "addressed_by_any": every[:, :, 0].max(axis=0),
        "covered": best[:, 1],
        "covered_second": second[:, 1],
        "covered_together": together[:, 1],
        "covered_by_any": every[:, :, 1].max(axis=0),
        "outdone": (most[None, :] > most[:, None]).mean(axis=1),
        "specific": specific[shown_by],
        "substance": substance[shown_by],
        "told": reading.told[spoken_by].astype(float),
        "facts": facts * whole,
        "results": results * whole,
        "result_told": results * np.array([float(item.kind == "result") for item in items]),
        "denied": character.denied * whole,
        "planned": character.planned * whole,
        "copied": character.copied * whole,
        "on_topic": min(1.0, character.own_topic / max(character.nearest_score, 1e-9)) * whole,
        "level_above": np.array([float(_LEVELS.index(item.level) > level) for item in items]),
        "significance": np.array([float(item.level is Level.SIGNIFICANCE) for item in items]),
        "best_of_all": best[:, 0].max() * whole,
        "usual_addressed": np.array([usual[item.id][0] for item in items]),
        "usual_covered": np.array([usual[item.id][1] for item in items]),
    }
    for name, side in (("strong", strong), ("weak", weak)):
        values |= {f"{name}_{sided}": side * values[sided] for sided in _SIDED}
    return values


def _together(logits: Logits) -> Logits:
    """The logit-like weight of all clauses together: several that half show an item are more than one."""
    shares = 1 / (1 + np.exp(-logits))
    none = np.log1p(-np.minimum(shares, 0.999)).sum(axis=0)
    return np.asarray(np.log(-none + 1e-3))
