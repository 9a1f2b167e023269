"""Fit the packaged reader to labelled drafts and clauses, and write `models/reader/model.safetensors`.

    train_reader.py [--write] [--leave-out PREFIX]

Reads `tools/training`. For every criterion one multi-label logistic regression, over the words of a clause, its
embedding, and a share of its neighbours': for each item "addresses" and "covers". Prints, for drafts that a fold did
not see, the area under the curve (AUC) of an item's best clause; beside it that of the clause's length and figures.
About six minutes on one core. `--leave-out` leaves out drafts whose id begins so, to
measure on them.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import numpy as np
from labelled import TRAINING, TWINS, Array, LabelledClause, LabelledDraft, read_clauses, read_drafts
from safetensors.numpy import save
from scipy import sparse
from scipy.optimize import fmin_l_bfgs_b
from sklearn.metrics import roc_auc_score

from pmqa_writer.analysis.engine import Engine
from pmqa_writer.criteria import Edition, packaged_edition
from pmqa_writer.reading.encoder import packaged_encoder
from pmqa_writer.reading.words import AFTER, BEFORE, SCHEMA, Vectors, WordReader, Words, bag, embedded
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


class Rows:
    """Clauses as rows: weighted words, and vectors."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Know the words that stand in at least `RAREST` of `texts`."""
        frequency = Counter(word for text in texts for word in set(bag(text)))
        self.vocabulary = sorted(word for word, count in frequency.items() if count >= RAREST)
        rarity = [np.log((1 + len(texts)) / (1 + frequency[word])) + 1 for word in self.vocabulary]
        self.weights = np.array(rarity, dtype=np.float32)
        self._words = Words(self.vocabulary, self.weights)
        seen = np.stack([encode_once(text) for text in texts])
        self.centre, self.spread = seen.mean(axis=0), seen.std(axis=0)
        self.vectors = Vectors(embed_once, encode_once, self.centre, self.spread)

    def __call__(self, texts: Sequence[str]) -> tuple[Any, Array]:
        """Return weighted words (sparse) and vectors, a row for each text."""
        found = [self._words.of(text) for text in texts]
        ends = np.cumsum([0, *map(len, found)])
        numbers = [number for row in found for number in row]
        values = [value for row in found for value in row.values()]
        words = sparse.csr_matrix((values, numbers, ends), shape=(len(texts), len(self.vocabulary)))
        return words, np.stack([self.vectors.of(text) for text in texts])


embed_once = cache(embedded)
encode_once = cache(lambda text: packaged_encoder().vector(text))


def with_neighbours(words: Any, vectors: Array) -> tuple[Any, Array]:
    """Give each row its share of the rows before and behind it, as the reader does."""
    count = len(vectors)
    if count < 2:
        return words, vectors
    share = sparse.eye(count) + BEFORE * sparse.eye(count, k=-1) + AFTER * sparse.eye(count, k=1)
    return share @ words, share @ vectors


def solve(words: Any, vectors: Array, labels: Array, weights: Array) -> tuple[Array, Array]:
    """Return weights (words and directions × labels) and constants of logistic regressions, all fitted together."""
    columns = np.unique(words.indices)
    narrow = words[:, columns].tocsr()
    across = narrow.T.tocsr()
    wide, tall, deep = labels.shape[1], len(columns), vectors.shape[1]
    signs = 2.0 * labels - 1

    def cost(flat: Array) -> tuple[float, Array]:
        slopes, constants = flat[:-wide].reshape(tall + deep, wide), flat[-wide:]
        margins = signs * (narrow @ slopes[:tall] + vectors @ slopes[tall:] + constants)
        pull = -signs * weights / (1 + np.exp(np.clip(margins, -50, 50)))
        total = (np.logaddexp(0, -margins) * weights).sum() + (slopes**2).sum() / (2 * REGULARISATION)
        gradient = np.concatenate([across @ pull, vectors.T @ pull]) + slopes / REGULARISATION
        return float(total), np.concatenate([gradient.ravel(), pull.sum(axis=0)])

    start = np.zeros((tall + deep + 1) * wide)
    start[-wide:] = -2
    found, _, _ = fmin_l_bfgs_b(cost, start, maxiter=STEPS, m=6, pgtol=1e-3, factr=1e9)
    fitted = found[:-wide].reshape(tall + deep, wide)
    slopes = np.zeros((words.shape[1] + deep, wide), dtype=np.float32)
    slopes[columns], slopes[words.shape[1] :] = fitted[:tall], fitted[tall:]
    return slopes, found[-wide:].astype(np.float32)


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
        parts = [with_neighbours(*rows([clause.text for clause in draft.clauses])) for draft in mine]
        parts.append((written[0][own], written[1][own]))
        parts.append((written[0][strangers], written[1][strangers]))
        words = sparse.vstack([part[0] for part in parts]).tocsr()
        vectors = np.concatenate([part[1] for part in parts])
        fitted[criterion.id] = solve(words, vectors, np.hstack([ranks > 0, ranks > 1]), np.hstack([weights, weights]))
    return rows, fitted


def packed(rows: Rows, fitted: dict[str, tuple[Array, Array]], edition: Edition) -> bytes:
    """Return the model's file: weights as whole numbers of 8 bits."""
    words = len(rows.vocabulary)
    items = {criterion.id: [item.id for item in criterion.items] for criterion in edition.criteria}
    head = json.dumps({"schema": SCHEMA, "items": items, "words": rows.vocabulary}, ensure_ascii=False)
    arrays: dict[str, Array] = {
        "head": np.frombuffer(head.encode(), dtype=np.uint8),
        "weights": rows.weights.astype(np.float16),
        "centre": rows.centre,
        "spread": rows.spread,
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
    return WordReader(packed(*fit(drafts, clauses, edition), edition), embed_once, encode_once)


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
    parser.add_argument("--leave-out", default="", metavar="PREFIX")
    arguments = parser.parse_args()
    edition = packaged_edition()
    drafts = read_drafts(TRAINING.glob("drafts*.jsonl"), Engine(edition), arguments.leave_out)
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
