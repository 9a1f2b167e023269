"""The learned recognisers of the ADLI points: logistic regressions, one a point, for clauses and above them for drafts.

Their weights are data (`models/adli.json`, made by `tools/train_adli.py`).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from pmqa_writer.analysis.logistic import logistic
from pmqa_writer.analysis.point_features import grams
from pmqa_writer.resources import data_path

POINTS: Final = 15
LIMIT: Final = 6.0
"""Log odds of clauses are kept within this, so that none outweighs the rest of the draft."""
_OTHERS: Final = 0.3
"""Scale of the other points' best clauses among the features of a draft."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class PointModel:
    """Weights and threshold."""

    constants: Array
    """Log odds of each point in a clause without any feature."""
    features: Mapping[str, Array]
    """Weight of each clause feature for each point."""
    wording: Mapping[str, tuple[tuple[int, float], ...]]
    """Weights of runs of characters: (point counted from 0, weight)."""
    drafts: Mapping[str, Array]
    """Weight of each draft feature for each point; `constant` among them."""
    learned: NDArray[np.bool_]
    """Points that there were enough examples of; the rules alone decide the others."""
    floor: NDArray[np.bool_]
    """Points that the rules suffice for: they were hardly ever wrong about them."""
    present_from: float
    """Probability from which on a point is there."""
    everywhere: Array
    """Log odds that a draft shows each point, whatever it answers."""
    usual: Mapping[str, Array]
    """The same of drafts that answer a question, by its id."""

    def clause_odds(self, features: set[str], shaped: str) -> Array:
        """Return the log odds that a clause shows each point."""
        # In order, for the last digits of a sum depend on it, and processes order sets differently.
        known = [self.features[name] for name in sorted(self.features.keys() & features)]
        odds = self.constants + np.sum(known, axis=0) if known else self.constants.copy()
        for gram in sorted(self.wording.keys() & grams(shaped)):
            for point, weight in self.wording[gram]:
                odds[point] += weight
        return np.clip(odds, -LIMIT, LIMIT)

    def probabilities(self, odds: Array, read: Array, ruled: Array, question: str, draft: Mapping[str, float]) -> Array:
        """Return the probability that a draft shows each point.

        Args:
            odds: of its told clauses × points.
            read: the reader's log odds of the same clauses × points.
            ruled: 1 for each point that the rules find in some clause, else 0.
            question: id of what it answers.
            draft: what kind of text it is.
        """
        rows = draft_rows(odds, read, ruled, self.usual.get(question, self.everywhere), draft)
        total = sum((row * self.drafts[name] for name, row in rows.items()), self.drafts["constant"])
        return np.array([logistic(value) for value in total])


def draft_rows(odds: Array, read: Array, ruled: Array, usual: Array, draft: Mapping[str, float]) -> dict[str, Array]:
    """Return the features of a draft by name, each for all points."""
    best, second = top_two(odds)
    rows = {"best": best, "second": second, "ruled": ruled, "usual": usual}
    rows["read_best"], rows["read_second"] = top_two(np.clip(read, -LIMIT, LIMIT))
    rows |= {name: np.full(POINTS, value) for name, value in draft.items()}
    rows |= {f"best_{point + 1}": np.full(POINTS, _OTHERS * best[point]) for point in range(POINTS)}
    return rows


def top_two(odds: Array) -> tuple[Array, Array]:
    """Return the highest and the second highest of each column, `-LIMIT` where there is none."""
    padded = np.vstack([odds.reshape(-1, POINTS), np.full((2, POINTS), -LIMIT)])
    ranked = np.sort(padded, axis=0)
    return ranked[-1], ranked[-2]


@cache
def default_model() -> PointModel:
    """Return the model that the package ships."""
    return point_model(json.loads(data_path("models", "adli.json").read_text(encoding="utf-8")))


def point_model(data: Mapping[str, Any]) -> PointModel:
    """Return the model of a parsed `adli.json`."""
    return PointModel(
        np.array(data["constants"]),
        {name: np.array(weights) for name, weights in data["features"].items()},
        {gram: _numbered(weights) for gram, weights in data["wording"].items()},
        {name: np.array(weights) for name, weights in data["drafts"].items()},
        np.array(data["learned"], dtype=bool),
        np.array(data["floor"], dtype=bool),
        data["present_from"],
        np.array(data["everywhere"]),
        {question: np.array(odds) for question, odds in data["usual"].items()},
    )


def _numbered(weights: Mapping[str, float]) -> tuple[tuple[int, float], ...]:
    """Weights by point number, counted from 1, as the file has them."""
    return tuple((int(point) - 1, weight) for point, weight in weights.items())


def best_first(odds: Sequence[float]) -> list[int]:
    """Return the places of `odds`, the highest first; equal ones in their order."""
    return sorted(range(len(odds)), key=lambda place: -odds[place])
