"""Fit the packaged reader to labelled drafts and clauses, and write `models/reader/model.safetensors`.

    train_reader.py [--write] [--items FILE.npz] [--points FILE.npz] [--demands FILE.npz]
                    [--shares WORDS EMBEDDING ENCODER] [--untaught]

Reads `tools/training`. For every criterion, for the ADLI points and for the demands of the questions one multi-label
logistic regression (`reader_fit.py`), over the words of a clause, its vectors, and a share of its neighbours'.

`--write` fits all and writes the packaged model. The other three save what readers say of drafts that they have not
seen, under each draft's id: `--items` the probabilities that clauses address and cover items, clauses × items × 2, for
`tools/train_coverage.py`; `--points` the log odds of the ADLI points, clauses × 15, by a reader that has not seen the
draft's criterion, for `tools/train_adli.py`; `--demands` those of the demands of its question, clauses × demands, for
`tools/train_constraints.py`. Each prints the area under the curve (AUC) of the best clause for an item, a point or a
demand; beside items that of length and figures, beside demands that of length. About a quarter of an hour on one core.

`--shares` says how much words, embedding and encoder weigh; `--untaught`, with `--write`, leaves out one item in five,
as items of another edition would not be: both are for `tools/compare_parts.py`.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any, Final

import numpy as np
from labelled import (
    TRAINING,
    Array,
    LabelledClause,
    LabelledDemand,
    LabelledDraft,
    is_kept_apart,
    read_clauses,
    read_demands,
    read_drafts,
    read_told,
)
from reader_fit import SEED, Rows, Told, fit_demands, fit_items, fit_points, packed, read_with
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from pmqa_writer.analysis.engine import Engine, demanded
from pmqa_writer.analysis.point_model import POINTS as NUMBER_OF_POINTS
from pmqa_writer.criteria import Edition, packaged_edition
from pmqa_writer.reading.words import DEMANDS, POINTS, Shares, WordReader
from pmqa_writer.resources import data_path

FOLDS: Final = 5


def rows_of(drafts: Sequence[LabelledDraft], others: Sequence[str], shares: Shares) -> Rows:
    """Return what turns the clauses of drafts, and other texts, into rows."""
    return Rows([clause.text for draft in drafts for clause in draft.clauses] + list(others), shares)


def folds_of(drafts: Sequence[LabelledDraft]) -> Array:
    """Return the fold of each draft."""
    return np.random.default_rng(SEED).permutation(len(drafts)) % FOLDS


def items_unseen(
    drafts: Sequence[LabelledDraft], clauses: Sequence[LabelledClause], edition: Edition, shares: Shares
) -> list[Array]:
    """Return the scores of each draft (clauses × items × 2) by a reader that has not seen the draft."""

    def fitted(learned: list[LabelledDraft]) -> WordReader:
        rows = rows_of(learned, [clause.text for clause in clauses], shares)
        return read_with(rows, fit_items(rows, learned, clauses, edition))

    return _unseen(
        drafts,
        folds_of(drafts),
        fitted,
        lambda reader, draft: reader.read([clause.text for clause in draft.clauses], draft.items),
    )


def _unseen(
    drafts: Sequence[LabelledDraft],
    folds: Array,
    fit: Callable[[list[LabelledDraft]], WordReader],
    read: Callable[[WordReader, LabelledDraft], Array],
) -> list[Array]:
    """Return what is read of each draft by a reader that is fitted to the drafts of the other folds."""
    scores: list[Array] = [np.zeros(0)] * len(drafts)
    for fold in range(FOLDS):
        reader = fit([draft for draft, own in zip(drafts, folds, strict=True) if own != fold])
        for number in np.flatnonzero(folds == fold):
            scores[number] = read(reader, drafts[int(number)])
    return scores


def report_items(drafts: Sequence[LabelledDraft], scores: Sequence[Array]) -> None:
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


def points_unseen(drafts: Sequence[LabelledDraft], shares: Shares) -> list[Array]:
    """Return the log odds of the points, clauses × 15, by a reader that has not seen the draft's criterion."""
    rows = rows_of(drafts, (), shares)
    folds = np.zeros(len(drafts), dtype=int)
    criteria = [draft.criterion for draft in drafts]
    grouped = GroupKFold(FOLDS, shuffle=True, random_state=SEED).split(drafts, groups=criteria)
    for fold, (_learned, held) in enumerate(grouped):
        folds[held] = fold
    return _unseen(
        drafts,
        folds,
        lambda learned: read_with(rows, {POINTS: fit_points(rows, learned)}),
        lambda reader, draft: reader.points([clause.text for clause in draft.clauses]),
    )


def report_points(drafts: Sequence[LabelledDraft], scores: Sequence[Array]) -> None:
    """Print the AUC of each point's best clause."""
    labels = [[str(point + 1) in draft.record["adli_points"] for point in range(NUMBER_OF_POINTS)] for draft in drafts]
    best = [found.max(axis=0, initial=-15) for found in scores]
    areas = roc_auc_score(np.array(labels), np.array(best), average=None)
    print("points:", " ".join(f"{point}:{area:.3f}" for point, area in enumerate(areas, start=1)))


def demands_unseen(
    drafts: Sequence[LabelledDraft], demands: Sequence[LabelledDemand], told: Mapping[str, Told], shares: Shares
) -> list[Array]:
    """Return the log odds, clauses × the demands of its question, of each draft by a reader that has not seen it."""
    rows = rows_of(drafts, [demand.text for demand in demands], shares)
    return _unseen(
        drafts,
        folds_of(drafts),
        lambda learned: read_with(rows, {DEMANDS: fit_demands(rows, demands, learned, told)}),
        lambda reader, draft: reader.demands([clause.text for clause in draft.clauses], demanded(draft.question)),
    )


def report_demands(drafts: Sequence[LabelledDraft], scores: Sequence[Array], told: Mapping[str, Told]) -> None:
    """Print the AUC of the clause that tells most probably of a demand, and of a draft that is only long."""
    labels, best, plain = [], [], []
    for draft, found in zip(drafts, scores, strict=True):
        for column, option in enumerate(demanded(draft.question)):
            if option in told.get(draft.id, {}):
                labels.append(bool(told[draft.id][option]))
                best.append(found[:, column].max(initial=-15))
                plain.append(len(draft.record["text"]))
    print(
        f"demands: {len(labels)} in drafts, AUC {roc_auc_score(labels, best):.3f}; "
        f"length alone {roc_auc_score(labels, plain):.3f}",
        flush=True,
    )


def save(file: Path, drafts: Sequence[LabelledDraft], arrays: Sequence[Array]) -> None:
    """Save an array for each draft."""
    saved: Any = dict(zip((draft.id for draft in drafts), arrays, strict=True))
    np.savez(file, **saved)


def main() -> None:
    """Fit, report, and write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    for name in ("--items", "--points", "--demands"):
        parser.add_argument(name, type=Path, metavar="FILE")
    parser.add_argument("--shares", type=float, nargs=3, default=astuple(Shares()))
    parser.add_argument("--untaught", action="store_true")
    arguments = parser.parse_args()
    edition = packaged_edition()
    drafts = read_drafts(TRAINING.glob("drafts*.jsonl"), Engine(edition))
    clauses = read_clauses(TRAINING.glob("clauses*.jsonl"), edition)
    demands = read_demands(TRAINING.glob("demands*.jsonl"))
    told = read_told(TRAINING / "told.jsonl")
    shares = Shares(*arguments.shares)
    print(len(drafts), "drafts", len(clauses), "clauses for items", len(demands), "for demands", flush=True)
    if arguments.write:
        without = {item.id for item in edition.items() if is_kept_apart(item.id)} if arguments.untaught else set()
        rows = rows_of(drafts, [clause.text for clause in clauses] + [demand.text for demand in demands], shares)
        blocks = fit_items(rows, drafts, clauses, edition, without)
        blocks |= {POINTS: fit_points(rows, drafts), DEMANDS: fit_demands(rows, demands, drafts, told)}
        model = packed(rows, blocks)
        target = data_path("models", "reader", "model.safetensors")
        target.parent.mkdir(exist_ok=True)  # type: ignore[attr-defined]
        target.write_bytes(model)  # type: ignore[attr-defined]
        print(f"{len(model) / 2**20:.1f} MiB", flush=True)
    if arguments.demands:
        telling = demands_unseen(drafts, demands, told, shares)
        save(arguments.demands, drafts, telling)
        report_demands(drafts, telling, told)
    if arguments.points:
        points = points_unseen(drafts, shares)
        save(arguments.points, drafts, points)
        report_points(drafts, points)
    if arguments.items:
        items = items_unseen(drafts, clauses, edition, shares)
        save(arguments.items, drafts, items)
        report_items(drafts, items)


if __name__ == "__main__":
    main()
