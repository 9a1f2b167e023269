"""How often drafts show something, such as an item, by what they answer."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
DOUBT = 10.0
"""Drafts of which a key's own share weighs as much as that of all keys of its kind."""
LEAST = 0.01
"""Shares are kept this far from 0 and 1."""


@dataclass
class Usual:
    """Counts by key, such as a question, and shares by kind of key, for the keys that few drafts speak of."""

    shares: dict[Hashable, Array]
    counts: dict[Hashable, Array]
    """How many drafts there are, then how many show each thing."""

    @classmethod
    def of(cls, seen: Iterable[tuple[Hashable, Hashable, Array]]) -> "Usual":
        """Count: `seen` holds a kind, a key of it, and which things a draft shows, one row for each draft."""
        kinds: dict[Hashable, Array] = {}
        keys: dict[Hashable, Array] = {}
        for kind, key, shown in seen:
            row = np.append(1.0, shown)
            kinds[kind] = kinds.get(kind, 0) + row
            keys[key] = keys.get(key, 0) + row
        shares = {kind: np.clip(found[1:] / found[0], LEAST, 1 - LEAST) for kind, found in kinds.items()}
        return cls(shares, keys)

    def odds(self, kind: Hashable, key: Hashable, without: Array | None = None) -> Array:
        """Return the log odds of each thing. `without` is what a draft shows that must not tell of itself."""
        base = self.shares[kind]
        found = self.counts.get(key, np.zeros(len(base) + 1))
        if without is not None:
            found = found - np.append(1.0, without)
        return log_odds((found[1:] + DOUBT * base) / (found[0] + DOUBT))


def log_odds(share: Array) -> Array:
    """Return the log odds of shares."""
    result: Array = np.log(share / (1 - share))
    return result
