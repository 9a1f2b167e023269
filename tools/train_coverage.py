"""Fit the coverage model to labelled drafts, and say what it reaches on drafts and criteria that it has not seen.

    train_coverage.py [--write] [--leave-out PREFIX] [--unseen FILE.npz]

Reads `tools/training`. Every draft is read by a reader that was fitted without it (`train_reader.py`); over that and
the features of `analysis/features.py` two logistic regressions say "at least partly there" and "covered". Prints
quadratic weighted kappa and F1 of `covered`, all, target and other items apart, in cross-validation grouped by draft
and then by criterion, and for the fifth of the drafts that is kept apart, by a model and thresholds made without it.
Thresholds are those best for drafts that were written from the question alone. `--write` fits all and puts weights and
figures into `models/coverage.json`. `--unseen` saves, for `tools/train_constraints.py`, under each draft's id the
probabilities of `covered` of the items that its question asks for, by a model that has not seen the criterion. About
eight minutes.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from labelled import TRAINING, Array, LabelledDraft, read_clauses, read_drafts
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score, f1_score
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler
from train_reader import read_unseen

from pmqa_writer.analysis.engine import Engine
from pmqa_writer.analysis.features import Reading, features
from pmqa_writer.criteria import packaged_edition

MODEL = Path(__file__).resolve().parents[1] / "models" / "coverage.json"
REGULARISATION = 0.1
LIFELIKE = 2
"""Weight of drafts that were written before their writer had read the checklist."""
FOLDS = 6
SEED = 2565


@dataclass
class Examples:
    """Judgements to learn from, one a row."""

    names: list[str]
    rows: Array
    ranks: Array
    """0 missing, 1 partial, 2 covered."""
    drafts: Array
    criteria: Array
    targets: Array
    """Whether the question asks for the item."""
    lifelike: Array
    """Whether the draft was written before its writer had read the checklist, as officers' are."""

    def of(self, chosen: Array) -> "Examples":
        """Return some of the rows."""
        return Examples(
            self.names,
            *(
                column[chosen]
                for column in (self.rows, self.ranks, self.drafts, self.criteria, self.targets, self.lifelike)
            ),
        )


def collect(drafts: Sequence[LabelledDraft], scores: Sequence[Array], engine: Engine) -> Examples:
    """Return a row for each item of each draft."""
    rows, names = [], []
    columns: list[tuple[int, str, str, bool, bool]] = []
    for draft, found in zip(drafts, scores, strict=True):
        reading = Reading.of(found, draft.clauses)
        character = engine.character(draft.clauses, draft.question)
        values = features(draft.items, draft.question, draft.clauses, reading, character)
        names = list(values)
        rows.append(np.stack(list(values.values()), axis=1))
        for item, rank in zip(draft.items, draft.ranks, strict=True):
            asked = item.id in draft.question.targets
            columns.append((int(rank), draft.id, draft.criterion, asked, draft.from_question))
    return Examples(names, np.concatenate(rows), *(np.array(column) for column in zip(*columns, strict=True)))


def fit(examples: Examples, rank: int) -> Array:
    """Return the weights of a logistic regression for unscaled features, the constant last."""
    scaler = StandardScaler().fit(examples.rows)
    model = LogisticRegression(C=REGULARISATION, max_iter=5000)
    weights = np.where(examples.lifelike, LIFELIKE, 1)
    model.fit(scaler.transform(examples.rows), examples.ranks >= rank, sample_weight=weights)
    slopes = model.coef_[0] / scaler.scale_
    return np.append(slopes, model.intercept_[0] - float(slopes @ scaler.mean_))


def chances(weights: Sequence[Array], rows: Array) -> Array:
    """Return both probabilities of each row."""
    found = [1 / (1 + np.exp(-(rows @ one[:-1] + one[-1]))) for one in weights]
    return np.stack([found[0], np.minimum(*found)], axis=1)


def both(examples: Examples) -> list[Array]:
    """Return the weights for "at least partly there" and for "covered"."""
    return [fit(examples, rank) for rank in (1, 2)]


def out_of_fold(examples: Examples, groups: Array) -> Array:
    """Return both probabilities of each row from models that have not seen its group."""
    result = np.zeros((len(groups), 2))
    shuffled = np.random.default_rng(SEED).permutation(np.unique(groups))
    numbers = {group: number for number, group in enumerate(shuffled)}
    for train, test in GroupKFold(FOLDS).split(examples.rows, groups=[numbers[group] for group in groups]):
        result[test] = chances(both(examples.of(train)), examples.rows[test])
    return result


def decide(probability: Array, addressed_from: float, covered_from: float) -> Array:
    """Return the ranks that the thresholds give."""
    addressed, covered = probability.T
    result: Array = np.where(addressed < addressed_from, 0, np.where(covered >= covered_from, 2, 1))
    return result


def quality(ranks: Array, decided: Array) -> tuple[float, float]:
    """Return the quadratic weighted kappa and the F1 of `covered`."""
    kappa = cohen_kappa_score(ranks, decided, weights="quadratic", labels=[0, 1, 2])
    return float(kappa), float(f1_score(ranks == 2, decided == 2))


def thresholds(probability: Array, ranks: Array) -> tuple[float, float]:
    """Return the thresholds with the best sum of kappa and F1 of `covered`."""
    grid = np.round(np.arange(0.25, 0.61, 0.05), 2)
    best = max(
        (sum(quality(ranks, decide(probability, addressed, covered))), addressed, covered)
        for addressed in grid
        for covered in grid
    )
    return float(best[1]), float(best[2])


def told(name: str, examples: Examples, decided: Array) -> dict[str, float]:
    """Return kappa and F1 for all, target and other items."""
    figures = {}
    for side, chosen in (("", slice(None)), ("_target", examples.targets), ("_other", ~examples.targets)):
        kappa, covered = quality(examples.ranks[chosen], decided[chosen])
        figures[f"kappa{side}_{name}"] = round(kappa, 3)
        figures[f"covered_f1{side}_{name}"] = round(covered, 3)
    return figures


def main() -> None:
    """Train, report, and write the model if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--unseen", type=Path, metavar="FILE")
    parser.add_argument("--leave-out", default="", metavar="PREFIX")
    arguments = parser.parse_args()
    edition = packaged_edition()
    engine = Engine(edition)
    drafts = read_drafts(TRAINING.glob("drafts*.jsonl"), engine, arguments.leave_out)
    clauses = read_clauses(TRAINING.glob("clauses*.jsonl"), edition)
    everything = collect(drafts, read_unseen(drafts, clauses, edition), engine)
    apart = np.isin(everything.drafts, [draft.id for draft in drafts if draft.kept_apart])
    examples, held = everything.of(~apart), everything.of(apart)
    by_draft, by_criterion = out_of_fold(examples, examples.drafts), out_of_fold(examples, examples.criteria)
    limits = thresholds(by_draft[examples.lifelike], examples.ranks[examples.lifelike])
    figures = told("unseen_draft", examples, decide(by_draft, *limits))
    figures |= told("unseen_criterion", examples, decide(by_criterion, *limits))
    if arguments.unseen:
        covered = out_of_fold(everything, everything.criteria)[:, 1]
        asked = {
            name: covered[(everything.drafts == name) & everything.targets] for name in np.unique(everything.drafts)
        }
        np.savez(arguments.unseen, **asked)
    apart_weights = both(examples)
    figures |= told("kept_apart", held, decide(chances(apart_weights, held.rows), *limits))
    lifelike = held.of(held.lifelike)
    figures |= told("kept_apart_from_question", lifelike, decide(chances(apart_weights, lifelike.rows), *limits))
    for name, figure in figures.items():
        print(f"{name} {figure}")
    if arguments.write:
        weights = both(everything)
        document: dict[str, Any] = {
            "schema": "pmqa-writer/coverage/2",
            "made_by": "tools/train_coverage.py",
            "drafts": len(drafts),
            "figures": figures,
            "addressed_from": limits[0],
            "covered_from": limits[1],
            "features": everything.names,
            "addressed": [round(float(weight), 4) for weight in weights[0]],
            "covered": [round(float(weight), 4) for weight in weights[1]],
        }
        MODEL.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
