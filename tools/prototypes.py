"""Prototypes: the clauses written for each item, to which a clause may be alike, heard beside the reader.

    prototypes.py READ.npz BESIDE.npz WEIGHTS.json

Not shipped: `compare_parts.py` tells what they would add. Two logistic regressions, for "addresses" and for "covers",
weigh for all items alike what the reader says, a clause's likeness to the nearest clauses that cover the item, and to
the nearest that do not. READ holds what readers say of drafts that they have not seen (`train_reader.py --items`);
BESIDE takes the same with prototypes, WEIGHTS what was learned. About ten minutes.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from labelled import TRAINING, UNQUOTED, Array, LabelledClause, LabelledDraft, read_clauses, read_drafts
from reader_fit import encode_once
from sklearn.linear_model import LogisticRegression
from train_reader import report_items, save
from usual import log_odds

from pmqa_writer.analysis.engine import Engine
from pmqa_writer.criteria import Item, packaged_edition
from pmqa_writer.reading.model import Scores
from pmqa_writer.reading.words import packaged_reader

NEAREST: Final = 3
_SURE: Final = 1e-6
_NOT: Final = -1.0
"""Likeness where there is nothing to be alike to: none is less."""


class Prototypes:
    """Clauses by the item that they were written for: those that cover it, and those that do not."""

    def __init__(self, clauses: Sequence[LabelledClause]) -> None:
        """Know them by the encoder's vectors."""
        texts = list(dict.fromkeys(clause.text for clause in clauses))
        self._numbers = {text: number for number, text in enumerate(texts)}
        vectors = np.stack([encode_once(text) for text in texts])
        self._centre = vectors.mean(axis=0)
        self._directions = _unit(vectors - self._centre)
        groups: dict[tuple[str, bool], set[int]] = {}
        for clause in clauses:
            groups.setdefault((clause.item, clause.rank > 1), set()).add(self._numbers[clause.text])
        self._groups = {group: sorted(numbers) for group, numbers in groups.items()}

    def likeness(self, clauses: Sequence[str], items: Sequence[Item]) -> Array:
        """Return the mean cosine of the nearest prototypes, clauses × items × (covering, not covering).

        No text is a prototype of itself.
        """
        found = np.zeros((len(clauses), len(items), 2))
        for row, text in enumerate(clauses):
            cosines = self._directions @ _unit(encode_once(text) - self._centre)
            if text in self._numbers:
                cosines[self._numbers[text]] = _NOT
            for column, item in enumerate(items):
                for side, covers in enumerate((True, False)):
                    near = cosines[self._groups.get((item.id, covers), [])]
                    found[row, column, side] = np.sort(near)[-NEAREST:].mean() if len(near) else _NOT
        return found


def _unit(vectors: Array) -> Array:
    result: Array = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return result


def weighed(read: Scores, likeness: Array) -> Array:
    """Return what is weighed, ranks ("addresses", "covers") × clauses × items × features."""
    logits = log_odds(np.clip(read, _SURE, 1 - _SURE)).transpose(2, 0, 1)[..., None]
    return np.concatenate([logits, np.stack([likeness, likeness])], axis=-1)


def together(read: Scores, likeness: Array, weights: Array) -> Scores:
    """Return the scores of clauses by reader and prototypes; `weights`: ranks × features, constants last."""
    logits = np.einsum("rcif,rf->cir", weighed(read, likeness), weights[:, :-1]) + weights[:, -1]
    scores = 1 / (1 + np.exp(-logits))
    result: Scores = np.minimum(scores, scores[:, :, :1]).astype(np.float32)
    return result


class PrototypeReader:
    """The packaged reader, with prototypes beside it."""

    identity = "words and prototypes"

    def __init__(self, weights: Path) -> None:
        """Take what was learned."""
        self._weights = np.array(json.loads(weights.read_bytes()))
        self._prototypes = Prototypes(read_clauses(TRAINING.glob("clauses*.jsonl"), packaged_edition()))

    def read(self, clauses: Sequence[str], items: Sequence[Item]) -> Scores:
        """Return the scores of clauses in the order of a draft."""
        return together(
            packaged_reader().read(clauses, items), self._prototypes.likeness(clauses, items), self._weights
        )


def fit(drafts: Sequence[LabelledDraft], read: Sequence[Scores], alike: Sequence[Array]) -> Array:
    """Return the weights of both ranks, learned from where labellers found an item."""
    weights = []
    values = np.concatenate([weighed(*pair).reshape(2, -1, 3) for pair in zip(read, alike, strict=True)], axis=1)
    for rank, rows in enumerate(values, start=1):
        labels = np.concatenate([(draft.shown >= rank).ravel() for draft in drafts])
        # As for the reader: labellers quote one clause or two, not all.
        unquoted = np.concatenate([((draft.shown < rank) & (draft.ranks >= rank)).ravel() for draft in drafts])
        model = LogisticRegression().fit(rows, labels, np.where(unquoted, UNQUOTED, 1.0))
        weights.append(np.append(model.coef_[0], model.intercept_[0]))
    return np.array(weights)


def main() -> None:
    """Learn them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("read", type=Path)
    parser.add_argument("beside", type=Path)
    parser.add_argument("weights", type=Path)
    arguments = parser.parse_args()
    edition = packaged_edition()
    drafts = read_drafts(TRAINING.glob("drafts*.jsonl"), Engine(edition))
    prototypes = Prototypes(read_clauses(TRAINING.glob("clauses*.jsonl"), edition))
    alike = [prototypes.likeness([clause.text for clause in draft.clauses], draft.items) for draft in drafts]
    with np.load(arguments.read) as saved:
        read = [saved[draft.id] for draft in drafts]
    weights = fit(drafts, read, alike)
    arguments.weights.write_text(json.dumps(weights.tolist()), encoding="utf-8")
    print("weights: reader, covering, not covering, constant", np.round(weights, 2).tolist())
    heard = [together(*pair, weights) for pair in zip(read, alike, strict=True)]
    save(arguments.beside, drafts, heard)
    report_items(drafts, heard)


if __name__ == "__main__":
    main()
