"""Readers: what says of a clause and a checklist item how far the one evidences the other."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from pmqa_writer.criteria import Item

_REMEMBERED: Final = 4096
"""Clauses, each with its scores for the items of a criterion, that are remembered: 1 MB or so, some 200 drafts."""
_EDGE: Final = 1e-6
"""Nearest that a probability comes to 0 or 1 on its way through logits."""

Scores = NDArray[np.float32]
"""Clauses × items × 2: probability, 0 to 1, that a clause addresses an item (at least partial evidence), and that it
covers it. The second is never above the first."""


class Reader(Protocol):
    """Reads clauses beside items."""

    @property
    def identity(self) -> str:
        """Another for every model, and for the same one after a change."""

    def read(self, clauses: Sequence[str], items: Sequence[Item]) -> Scores:
        """Return the scores of all clauses, which stand in the order of the draft, for items of one criterion.

        Raises `ModelError` where the model cannot be used.
        """


def hypothesis(item: Item) -> str:
    """Return what a clause must say to evidence an item: the line on wanted evidence, else the official wording."""
    return item.wanted or item.text


def beside(own: Scores, other: Scores, weight: float) -> Scores:
    """Return what two readers say together: the mean of their logits.

    A reader that is sure outvotes one that is not, which a mean of probabilities would not let it.

    Args:
        own: of one reader.
        other: of another one, of the same shape.
        weight: share of `other` in the mean, 0 to 1; 1 puts it in place of `own`.
    """
    mean = (1 - weight) * logits_of(own) + weight * logits_of(other)
    together = np.clip(1 / (1 + np.exp(-mean)), _EDGE, 1 - _EDGE)
    return np.asarray(together, dtype=np.float32)


def logits_of(scores: Scores, edge: float = _EDGE) -> NDArray[np.float64]:
    """Return scores as logits, none nearer to 0 or 1 than `edge`."""
    clipped = np.clip(scores.astype(np.float64), edge, 1 - edge)
    return np.log(clipped) - np.log1p(-clipped)


class Beside:
    """Two readers as one."""

    def __init__(self, own: Reader, other: Reader, weight: float) -> None:
        """Join two readers as `beside` says."""
        self._own, self._other, self._weight = own, other, weight

    @property
    def identity(self) -> str:
        """Those of both, with the weight."""
        return f"{self._own.identity} + {self._weight} {self._other.identity}"

    def read(self, clauses: Sequence[str], items: Sequence[Item]) -> Scores:
        """Return the scores of all clauses for all items, as both readers give them together."""
        return beside(self._own.read(clauses, items), self._other.read(clauses, items), self._weight)


class Remembering:
    """A reader that reads a clause once: after a keystroke only the clause that it changed."""

    def __init__(self, reader: Reader, remembered: int = _REMEMBERED) -> None:
        """Ask `reader` for what is not among the last `remembered` clauses."""
        self._reader = reader
        self._remembered = remembered
        self._rows: OrderedDict[tuple[str, tuple[str, ...]], Scores] = OrderedDict()

    @property
    def identity(self) -> str:
        """That of the reader behind it."""
        return self._reader.identity

    def read(self, clauses: Sequence[str], items: Sequence[Item]) -> Scores:
        """Return the scores of all clauses for all items, as the reader behind it gives them."""
        # By what is asked of the items, not by their ids: the criteria may be edited while the program runs.
        asked = tuple(hypothesis(item) for item in items)
        rows = {clause: self._rows.get((clause, asked)) for clause in clauses}
        if unread := [clause for clause, row in rows.items() if row is None]:
            rows.update(zip(unread, self._reader.read(unread, items), strict=True))
        found = []
        for clause in clauses:
            row = rows[clause]
            assert row is not None  # noqa: S101 - filled above
            self._rows[clause, asked] = row
            self._rows.move_to_end((clause, asked))
            found.append(row)
        while len(self._rows) > self._remembered:
            self._rows.popitem(last=False)
        return np.stack(found) if found else np.zeros((0, len(items), 2), dtype=np.float32)
