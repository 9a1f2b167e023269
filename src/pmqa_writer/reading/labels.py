"""What the outputs of a cross-encoder mean: the labels of natural-language inference, or a single score."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

Meaning = Literal["entailment", "neutral", "contradiction", "other"]
"""`other`: everything but entailment, of models that know two labels."""

_SPELLINGS: Final[Mapping[Meaning, frozenset[str]]] = {
    "entailment": frozenset({"entailment", "entail", "entails", "entailed", "e"}),
    "neutral": frozenset({"neutral", "n"}),
    "contradiction": frozenset({"contradiction", "contradict", "contradicts", "contradictory", "c"}),
    "other": frozenset({"notentailment", "nonentailment", "notentailed", "noentailment", "other"}),
}
_ARRANGEMENTS: Final = ({"entailment", "neutral", "contradiction"}, {"entailment", "other"}, {"score"})
_LETTERS: Final = re.compile(r"[^a-z]+")


@dataclass(frozen=True, slots=True)
class Labels:
    """The meaning of each output of a model, in the model's order; a single `score` of one that knows no labels."""

    meanings: tuple[Meaning | Literal["score"], ...]

    def probabilities(self, outputs: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the probabilities that a premise addresses, and covers, its hypothesis.

        Of labels: `covered` is entailment, e. `addressed` cannot be 1 - contradiction, as the words might suggest: most
        pairs of a clause and an item have nothing to do with each other, which these models call neutral, and so they
        do where half of what is wanted is told. What parts the two is whether entailment is near. Hence e² + 2en, n
        being neutral: the probability that of two independent readings at least one finds entailment and none finds
        contradiction. A pair at (e, n, c) = (.01, .98, .01) gets .02, half an evidence at (.25, .70, .05) gets .41, a
        full one at (.90, .10, 0) gets .99, a denial at (.02, .18, .80) gets .01. Where contradiction outweighs neutral
        this is below e, and `covered` is lowered to it.

        A single score, through a sigmoid, knows no halves: both are the same.

        Args:
            outputs: logits, pairs × labels; of a single score, pairs or pairs × 1.
        """
        logits = np.nan_to_num(np.asarray(outputs, dtype=np.float64)).reshape(len(outputs), len(self.meanings))
        if self.meanings == ("score",):
            score = 1 / (1 + np.exp(-np.clip(logits[:, 0], -30, 30)))
            return score, score
        grown = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares = grown / grown.sum(axis=1, keepdims=True)
        entailment = shares[:, self.meanings.index("entailment")]
        neither = shares[:, self.meanings.index("neutral" if "neutral" in self.meanings else "other")]
        addressed = entailment * (entailment + 2 * neither)
        return addressed, np.minimum(entailment, addressed)


def labels_of(names: Sequence[str]) -> Labels | None:
    """Return what the labels of a model mean, by their names in any spelling and order; None where that is not known.

    One label alone, whatever its name, is a score.
    """
    if len(names) == 1:
        return Labels(("score",))
    meanings = [_meaning(name) for name in names]
    known = [meaning for meaning in meanings if meaning is not None]
    if len(known) < len(names) or len(set(known)) < len(known) or set(known) not in _ARRANGEMENTS:
        return None
    return Labels(tuple(known))


def _meaning(name: str) -> Meaning | None:
    plain = _LETTERS.sub("", name.lower())
    return next((meaning for meaning, spellings in _SPELLINGS.items() if plain in spellings), None)
