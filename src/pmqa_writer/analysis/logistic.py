"""From log odds to a probability, as all learned judges of this package have it."""

import math
from typing import Final

_FURTHEST: Final = 30.0
"""Log odds beyond this are no surer, and would overflow."""


def logistic(log_odds: float) -> float:
    """Return the probability, 0 to 1."""
    return 1 / (1 + math.exp(-max(-_FURTHEST, min(_FURTHEST, log_odds))))
