"""Fitting the packaged reader: one multi-label logistic regression for each block of subjects.

A block is the items of a criterion, the ADLI points, or the demands of the questions. A row is a clause: its words, its
vectors, and a share of its neighbours'.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from labelled import DOUBT, TWINS, UNQUOTED, Array, LabelledClause, LabelledDemand, LabelledDraft, quoted
from safetensors.numpy import save
from scipy import sparse
from scipy.optimize import fmin_l_bfgs_b

from pmqa_writer.analysis.point_model import POINTS as NUMBER_OF_POINTS
from pmqa_writer.criteria import Edition
from pmqa_writer.reading.encoder import packaged_encoder
from pmqa_writer.reading.words import (
    AFTER,
    BEFORE,
    SCHEMA,
    Shares,
    Vectors,
    WordReader,
    Words,
    bag,
    embedded,
)

SEED: Final = 2565
REGULARISATION: Final = 3.0
SIBLING: Final = 0.15
"""Weight of a clause as one that does not evidence the other items of its criterion: nobody looked."""
STRANGER: Final = 0.1
STRANGERS: Final = 300
"""Weight and number of clauses of other criteria, which evidence nothing here."""
UNTOLD: Final = 0.5
"""Weight of a clause that is not quoted for a demand, in a draft that tells of it elsewhere."""
RAREST: Final = 2
STEPS: Final = 60
Told = Mapping[str, Sequence[str]]
"""Quotations of a draft by what they tell of."""


@dataclass(frozen=True)
class Block:
    """What was learned of subjects that are read for together."""

    subjects: list[str]
    slopes: Array
    """Words, then directions × columns."""
    constants: Array


class Rows:
    """Clauses as rows: weighted words, and vectors."""

    def __init__(self, texts: Sequence[str], shares: Shares) -> None:
        """Know the words that stand in at least `RAREST` of `texts`."""
        self.shares = shares
        frequency = Counter(word for text in texts for word in set(bag(text)))
        self.vocabulary = sorted(word for word, count in frequency.items() if count >= RAREST)
        rarity = [np.log((1 + len(texts)) / (1 + frequency[word])) + 1 for word in self.vocabulary]
        self.weights = np.array(rarity, dtype=np.float32)
        self._words = Words(self.vocabulary, self.weights, shares.words)
        seen = np.stack([encode_once(text) for text in texts])
        self.centre, self.spread = seen.mean(axis=0), seen.std(axis=0)
        self.vectors = Vectors(embed_once, encode_once, self.centre, self.spread, shares)

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
    if not words.data.any() and not vectors.any():  # nothing to weigh: the constants are the shares
        share = np.clip((labels * weights).sum(axis=0) / weights.sum(axis=0), 1e-6, 1 - 1e-6)
        nothing = np.zeros((words.shape[1] + vectors.shape[1], labels.shape[1]), dtype=np.float32)
        return nothing, np.log(share / (1 - share)).astype(np.float32)
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


def fit_items(
    rows: Rows,
    drafts: Sequence[LabelledDraft],
    clauses: Sequence[LabelledClause],
    edition: Edition,
    without: Collection[str] = (),
) -> dict[str, Block]:
    """Return a block for each criterion: for its items "addresses", then for its items "covers".

    Items `without` are not taught, as those of another edition would not be.
    """
    clauses = [clause for clause in clauses if clause.item not in without]
    written = rows([clause.text for clause in clauses])
    chooser = np.random.default_rng(SEED)
    owners = np.array([clause.item.rpartition(".")[0] for clause in clauses])
    blocks = {}
    for criterion in edition.criteria:
        taught = [item.id not in without for item in criterion.items]
        names = [item.id for item, is_taught in zip(criterion.items, taught, strict=True) if is_taught]
        own = np.flatnonzero(owners == criterion.id)
        strangers = chooser.choice(np.flatnonzero(owners != criterion.id), STRANGERS, replace=False)
        mine = [draft for draft in drafts if draft.criterion == criterion.id and draft.clauses]
        shown = np.concatenate([draft.shown for draft in mine])[:, taught]
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
        words, vectors = _in_order(rows, mine)
        words = sparse.vstack([words, written[0][own], written[0][strangers]]).tocsr()
        vectors = np.concatenate([vectors, written[1][own], written[1][strangers]])
        found = np.concatenate([np.tile(draft.ranks, (len(draft.clauses), 1)) for draft in mine])[:, taught]
        labels, weights = np.hstack([ranks > 0, ranks > 1]), np.hstack([weights, weights])
        # What is not quoted may address or cover an item that its draft does, but covers none that is partly there.
        unquoted = np.hstack([(shown == 0) & (found > 0), (shown == 0) & (found > 1)])
        weights[: len(shown)][unquoted] = UNQUOTED
        blocks[criterion.id] = Block(names, *solve(words, vectors, labels, weights))
    return blocks


def fit_points(rows: Rows, drafts: Sequence[LabelledDraft]) -> Block:
    """Return the block of the ADLI points."""
    drafts = [draft for draft in drafts if draft.clauses]
    labels, weights = [], []
    for draft in drafts:
        shown = np.zeros((len(draft.clauses), NUMBER_OF_POINTS), dtype=bool)
        has = np.zeros(NUMBER_OF_POINTS, dtype=bool)
        for point, quotes in draft.record["adli_points"].items():
            shown[quoted(draft.clauses, draft.record["text"], quotes), int(point) - 1] = True
            has[int(point) - 1] = True
        absent = 1.0 if draft.marked_by_point else DOUBT
        labels.append(shown)
        weights.append(np.where(shown, 1.0, np.where(has, UNQUOTED, absent)))
    names = [str(point) for point in range(1, NUMBER_OF_POINTS + 1)]
    return Block(names, *solve(*_in_order(rows, drafts), np.concatenate(labels), np.concatenate(weights)))


def fit_demands(
    rows: Rows, demands: Sequence[LabelledDemand], drafts: Sequence[LabelledDraft], told: Mapping[str, Told]
) -> Block:
    """Return the block of what questions demand to be told of. Options of one name are one.

    Args:
        rows: makes rows of clauses.
        demands: clauses that were written for a demand.
        drafts: drafts to learn from.
        told: where they tell of what, by id; others of `drafts` are left out.
    """
    drafts = [draft for draft in drafts if draft.clauses and draft.id in told]
    names = sorted({demand.option for demand in demands} | {name for draft in drafts for name in told[draft.id]})
    options: dict[str, set[str]] = {}
    for demand in demands:
        options.setdefault(demand.question, set()).add(demand.option)
    labels, weights = np.zeros((len(demands), len(names)), dtype=bool), np.full((len(demands), len(names)), STRANGER)
    for row, demand in enumerate(demands):
        for sibling in options[demand.question]:
            # What is not about one option may well be about another of the same question.
            weights[row, names.index(sibling)] = SIBLING if demand.told else 0.0
        for option in (demand.option, *demand.also):
            if option in names:
                # What a clause tells of besides, it tells of also where it was written as one that misses its option.
                told_here = demand.told or option != demand.option
                labels[row, names.index(option)], weights[row, names.index(option)] = told_here, 1.0
    words, vectors = rows([demand.text for demand in demands])
    if drafts:
        shown = [_told_in(draft, told[draft.id], names) for draft in drafts]
        own = _in_order(rows, drafts)
        words, vectors = sparse.vstack([words, own[0]]).tocsr(), np.concatenate([vectors, own[1]])
        labels = np.concatenate([labels, *(pair[0] for pair in shown)])
        weights = np.concatenate([weights, *(pair[1] for pair in shown)])
    return Block(names, *solve(words, vectors, labels, weights))


def _told_in(draft: LabelledDraft, told: Told, names: Sequence[str]) -> tuple[Array, Array]:
    """Return labels and weights of a draft's clauses; nobody looked for the options of other questions."""
    labels = np.zeros((len(draft.clauses), len(names)), dtype=bool)
    weights = np.zeros((len(draft.clauses), len(names)))
    for option, quotes in told.items():
        column = names.index(option)
        labels[quoted(draft.clauses, draft.record["text"], quotes), column] = True
        # A reader quotes one clause or two, not all that tell of it.
        weights[:, column] = np.where(labels[:, column] | (not quotes), 1.0, UNTOLD)
    return labels, weights


def _in_order(rows: Rows, drafts: Sequence[LabelledDraft]) -> tuple[Any, Array]:
    """Return the rows of all clauses of drafts, each with its share of those beside it."""
    parts = [with_neighbours(*rows([clause.text for clause in draft.clauses])) for draft in drafts]
    return sparse.vstack([part[0] for part in parts]).tocsr(), np.concatenate([part[1] for part in parts])


def packed(rows: Rows, blocks: Mapping[str, Block]) -> bytes:
    """Return the model's file: weights as whole numbers of 8 bits."""
    words = len(rows.vocabulary)
    subjects = {name: block.subjects for name, block in blocks.items()}
    told = {"schema": SCHEMA, "shares": asdict(rows.shares), "subjects": subjects, "words": rows.vocabulary}
    head = json.dumps(told, ensure_ascii=False)
    arrays: dict[str, Array] = {
        "head": np.frombuffer(head.encode(), dtype=np.uint8),
        "weights": rows.weights.astype(np.float16),
        "centre": rows.centre,
        "spread": rows.spread,
    }
    for name, block in blocks.items():
        slopes = block.slopes
        known = np.flatnonzero(np.abs(slopes[:words]).max(axis=1) > 0)
        arrays[f"{name}.rows"] = known.astype(np.uint16)
        arrays[f"{name}.constants"] = block.constants
        for part, weights in (("word", slopes[known]), ("direction", slopes[words:])):
            scales = np.maximum(np.abs(weights).max(axis=0, initial=0), 1e-9) / 127
            arrays[f"{name}.{part}s"] = np.round(weights / scales).astype(np.int8)
            arrays[f"{name}.{part}_scales"] = scales.astype(np.float32)
    return save(arrays)


def read_with(rows: Rows, blocks: Mapping[str, Block]) -> WordReader:
    """Return the reader with these blocks, as it will ship."""
    return WordReader(packed(rows, blocks), embed_once, encode_once)
