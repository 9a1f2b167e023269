"""Fit the packaged reader to labelled drafts and clauses, and write `models/reader/model.safetensors`.

    train_reader.py [--write]

Reads `tools/training`. For every criterion one multi-label logistic regression, over the words of a clause, its
embedding, and a share of its neighbours': for each item "addresses" and "covers". Prints, for drafts that a fold did
not see, the area under the curve (AUC) of an item's best clause; beside it that of the clause's length and figures.
About four minutes on one core.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from labelled import TRAINING, TWINS, Array, LabelledClause, LabelledDraft, read_clauses, read_drafts
from safetensors.numpy import save
from scipy import sparse
from scipy.optimize import fmin_l_bfgs_b
from sklearn.metrics import roc_auc_score

from pmqa_writer.analysis.engine import Engine
from pmqa_writer.criteria import Edition, packaged_edition
from pmqa_writer.examples.document import Document
from pmqa_writer.examples.semantic import load_embedder
from pmqa_writer.reading.words import AFTER, BEFORE, EMBEDDING, SCHEMA, WordReader, Words, bag
from pmqa_writer.resources import data_path

FOLDS: Final = 5
SEED: Final = 2565
REGULARISATION: Final = 3.0
SIBLING: Final = 0.15
"""Weight of a clause as one that does not evidence the other items of its criterion: nobody looked."""
STRANGER: Final = 0.1
STRANGERS: Final = 300
"""Weight and number of clauses of other criteria, which evidence nothing here."""
RAREST: Final = 2
STEPS: Final = 60
Read = Callable[[LabelledDraft], Array]
"""Gives logits: clauses × items × 2."""


class Rows:
    """Clauses as rows of a sparse matrix: weighted words, then the embedding."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Know the words that stand in at least `RAREST` of `texts`."""
        frequency = Counter(word for text in texts for word in set(bag(text)))
        self.vocabulary = sorted(word for word, count in frequency.items() if count >= RAREST)
        rarity = [np.log((1 + len(texts)) / (1 + frequency[word])) + 1 for word in self.vocabulary]
        self.weights = np.array(rarity, dtype=np.float32)
        self._words = Words(self.vocabulary, self.weights)

    def __call__(self, texts: Sequence[str]) -> Any:
        """Return a row for each text."""
        found = [self._words.of(text) for text in texts]
        ends = np.cumsum([0, *map(len, found)])
        numbers = [number for row in found for number in row]
        values = [value for row in found for value in row.values()]
        words = sparse.csr_matrix((values, numbers, ends), shape=(len(texts), len(self.vocabulary)))
        return sparse.hstack([words, sparse.csr_matrix(EMBEDDING * np.stack([vector(text) for text in texts]))]).tocsr()


VECTORS: dict[str, Array] = {}


def vector(text: str) -> Array:
    """Return the embedding of a text; each is made once."""
    if text not in VECTORS:
        VECTORS[text] = load_embedder().query(Document.of(text))
    return VECTORS[text]


def with_neighbours(rows: Any) -> Any:
    """Give each row its share of the rows before and behind it, as the reader does."""
    count = rows.shape[0]
    if count < 2:
        return rows
    return (sparse.eye(count) + BEFORE * sparse.eye(count, k=-1) + AFTER * sparse.eye(count, k=1)) @ rows


def solve(rows: Any, labels: Array, weights: Array) -> tuple[Array, Array]:
    """Return weights (columns of `rows` × labels) and constants of logistic regressions, all fitted together."""
    columns = np.unique(rows.indices)
    narrow = rows[:, columns].tocsr()
    across = narrow.T.tocsr()
    wide, tall = labels.shape[1], len(columns)
    signs = 2.0 * labels - 1

    def cost(flat: Array) -> tuple[float, Array]:
        slopes, constants = flat[: wide * tall].reshape(tall, wide), flat[wide * tall :]
        margins = signs * (narrow @ slopes + constants)
        pull = -signs * weights / (1 + np.exp(np.clip(margins, -50, 50)))
        total = (np.logaddexp(0, -margins) * weights).sum() + (slopes**2).sum() / (2 * REGULARISATION)
        gradient = (across @ pull + slopes / REGULARISATION).ravel()
        return float(total), np.concatenate([gradient, pull.sum(axis=0)])

    start = np.zeros(wide * tall + wide)
    start[wide * tall :] = -2
    found, _, _ = fmin_l_bfgs_b(cost, start, maxiter=STEPS, m=6, pgtol=1e-3, factr=1e9)
    slopes = np.zeros((rows.shape[1], wide), dtype=np.float32)
    slopes[columns] = found[: wide * tall].reshape(tall, wide)
    return slopes, found[wide * tall :].astype(np.float32)


def fit(
    drafts: Sequence[LabelledDraft], clauses: Sequence[LabelledClause], edition: Edition
) -> tuple[Rows, dict[str, tuple[Array, Array]]]:
    """Return what turns clauses into rows, and weights and constants of each criterion."""
    rows = Rows([clause.text for draft in drafts for clause in draft.clauses] + [clause.text for clause in clauses])
    written = rows([clause.text for clause in clauses])
    chooser = np.random.default_rng(SEED)
    owners = np.array([clause.item.rpartition(".")[0] for clause in clauses])
    fitted = {}
    for criterion in edition.criteria:
        names = [item.id for item in criterion.items]
        own = np.flatnonzero(owners == criterion.id)
        strangers = chooser.choice(np.flatnonzero(owners != criterion.id), STRANGERS, replace=False)
        mine = [draft for draft in drafts if draft.criterion == criterion.id and draft.clauses]
        shown = np.concatenate([draft.shown for draft in mine])
        ranks = np.zeros((len(shown) + len(own) + STRANGERS, len(names)))
        weights = np.ones_like(ranks)
        ranks[: len(shown)] = shown
        weights[len(shown) + len(own) :] = [
            [0 if frozenset((name, clauses[int(number)].item)) in TWINS else STRANGER for name in names]
            for number in strangers
        ]
        for row, number in enumerate(own, start=len(shown)):
            clause = clauses[int(number)]
            for column, name in enumerate(names):
                twin = frozenset((name, clause.item)) in TWINS or clause.kind == "sister"
                weights[row, column] = 0 if twin else SIBLING
            column = names.index(clause.item)
            ranks[row, column], weights[row, column] = clause.rank, 1
        parts = [with_neighbours(rows([clause.text for clause in draft.clauses])) for draft in mine]
        matrix = sparse.vstack([*parts, written[own], written[strangers]]).tocsr()
        fitted[criterion.id] = solve(matrix, np.hstack([ranks > 0, ranks > 1]), np.hstack([weights, weights]))
    return rows, fitted


def packed(rows: Rows, fitted: dict[str, tuple[Array, Array]], edition: Edition) -> bytes:
    """Return the model's file: weights as whole numbers of 8 bits."""
    words = len(rows.vocabulary)
    items = {criterion.id: [item.id for item in criterion.items] for criterion in edition.criteria}
    head = json.dumps({"schema": SCHEMA, "items": items, "words": rows.vocabulary}, ensure_ascii=False)
    arrays: dict[str, Array] = {
        "head": np.frombuffer(head.encode(), dtype=np.uint8),
        "weights": rows.weights.astype(np.float16),
    }
    for criterion, (slopes, constants) in fitted.items():
        known = np.flatnonzero(np.abs(slopes[:words]).max(axis=1) > 0)
        arrays[f"{criterion}.rows"] = known.astype(np.uint16)
        arrays[f"{criterion}.constants"] = constants
        for name, part in (("word", slopes[known]), ("direction", slopes[words:])):
            scales = np.maximum(np.abs(part).max(axis=0), 1e-9) / 127
            arrays[f"{criterion}.{name}s"] = np.round(part / scales).astype(np.int8)
            arrays[f"{criterion}.{name}_scales"] = scales.astype(np.float32)
    return save(arrays)


def reader_of(drafts: Sequence[LabelledDraft], clauses: Sequence[LabelledClause], edition: Edition) -> WordReader:
    """Return the reader that is fitted to drafts and clauses, as it will ship."""
    return WordReader(packed(*fit(drafts, clauses, edition), edition), load_embedder())


def folds_of(drafts: Sequence[LabelledDraft]) -> Array:
    """Return the fold of each draft."""
    return np.random.default_rng(SEED).permutation(len(drafts)) % FOLDS


def read_unseen(drafts: Sequence[LabelledDraft], clauses: Sequence[LabelledClause], edition: Edition) -> list[Array]:
    """Return the scores of each draft (clauses × items × 2) by a reader that has not seen the draft."""
    folds = folds_of(drafts)
    scores: list[Array] = [np.zeros(0)] * len(drafts)
    for fold in range(FOLDS):
        reader = reader_of([draft for draft, own in zip(drafts, folds, strict=True) if own != fold], clauses, edition)
        for number in np.flatnonzero(folds == fold):
            draft = drafts[int(number)]
            scores[number] = reader.read([clause.text for clause in draft.clauses], draft.items)
    return scores


def report(drafts: Sequence[LabelledDraft], scores: Sequence[Array]) -> None:
    """Print the AUC of each item's best clause, and of a clause that is only long and full of figures."""
    figures: dict[str, list[tuple[int, float, float, float]]] = {"target": [], "other": []}
    for draft, found in zip(drafts, scores, strict=True):
        plain = max(0.01 * len(clause.text) + clause.signals.has("figure") for clause in draft.clauses)
        for number, item in enumerate(draft.items):
            side = "target" if item.id in draft.question.targets else "other"
            best = found[:, number].max(axis=0)
            figures[side].append((int(draft.ranks[number]), best[0], best[1], plain))
    for side, rows in figures.items():
        ranks, addressed, covered, plains = map(np.array, zip(*rows, strict=True))
        print(
            f"{side}: {len(rows)} judgements, AUC addressed {roc_auc_score(ranks > 0, addressed):.3f}, covered "
            f"{roc_auc_score(ranks > 1, covered):.3f}; length and figures alone {roc_auc_score(ranks > 1, plains):.3f}"
        )


def main() -> None:
    """Fit, report, and write the model if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    edition = packaged_edition()
    drafts = read_drafts(TRAINING.glob("drafts*.jsonl"), Engine(edition))
    clauses = read_clauses(TRAINING.glob("clauses*.jsonl"), edition)
    print(len(drafts), "drafts", len(clauses), "clauses")
    report(drafts, read_unseen(drafts, clauses, edition))
    if arguments.write:
        target = data_path("models", "reader", "model.safetensors")
        target.parent.mkdir(exist_ok=True)  # type: ignore[attr-defined]
        model = packed(*fit(drafts, clauses, edition), edition)
        target.write_bytes(model)  # type: ignore[attr-defined]
        print(f"{len(model) / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
