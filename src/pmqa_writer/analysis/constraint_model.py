"""The learned judge of constraints: one logistic regression over what a draft tells of the matters.

Its weights are data (`models/constraints.json`, made by `tools/train_constraints.py`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pmqa_writer.analysis.logistic import logistic
from pmqa_writer.resources import data_path


@dataclass(frozen=True)
class ConstraintModel:
    """Weights by feature, and the constant."""

    weights: Mapping[str, float]
    constant: float

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the probability that an assessor finds the constraint met."""
        total = self.constant + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return logistic(total)


@cache
def default_model() -> ConstraintModel:
    """Return the model that the package ships."""
    data = json.loads(data_path("models", "constraints.json").read_text(encoding="utf-8"))
    return ConstraintModel(data["weights"], data["constant"])
