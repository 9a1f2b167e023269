"""Fit the coverage model to labelled drafts, and say what it reaches on drafts and criteria it has not seen.

    python tools/train_coverage.py LABELS.jsonl [--write]

LABELS.jsonl holds one labelled draft a line: `question`, `text` and `items` (item id → covered, partial, missing) for
every item of the question's criterion. Prints the quadratic weighted kappa and the F1 of `covered` in ten-fold
cross-validation grouped by draft and by criterion, so that no draft, and then no criterion, is both trained and tested on.
`--write` puts the weights, fitted to all drafts, into `models/coverage.json` together with these figures.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score, f1_score
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from pmqa_writer.analysis.coverage import Relevance, features
from pmqa_writer.analysis.engine import Engine
from pmqa_writer.criteria import packaged_edition

MODEL = Path(__file__).resolve().parents[1] / "models" / "coverage.json"
RANKS = {"missing": 0, "partial": 1, "covered": 2}
REGULARISATION = 0.05
"""Strong: there are about as many drafts as the features could memorise."""
FOLDS = 10
Array = np.ndarray[Any, Any]


def examples(path: Path) -> tuple[list[str], Array, Array, list[str], list[str]]:
    """Return feature names, feature rows, ranks, and the draft and criterion of each row."""
    engine = Engine(packaged_edition())
    rows, ranks, drafts, criteria = [], [], [], []
    names: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        question = engine.edition.question(record["question"])
        index = engine.index(question.criterion)
        clauses = engine.clauses(record["text"], engine.edition.criterion(question.criterion))
        character = engine.character(clauses, question)
        relevance = Relevance.of(index, clauses)
        for number, profile in enumerate(index.profiles):
            values = features(number, profile.item, question, clauses, relevance, character)
            names = list(values)
            rows.append(list(values.values()))
            ranks.append(RANKS[record["items"][profile.item.id]])
            drafts.append(record["id"])
            criteria.append(question.criterion)
    return names, np.array(rows), np.array(ranks), drafts, criteria


def fit(rows: Array, positive: Array) -> Array:
    """Return the weights of a logistic regression for unscaled features, the constant last."""
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=REGULARISATION, max_iter=5000).fit(scaler.transform(rows), positive)
    weights = model.coef_[0] / scaler.scale_
    return np.append(weights, model.intercept_[0] - float(weights @ scaler.mean_))


def probabilities(weights: Array, rows: Array) -> Array:
    """Return the probability of each row."""
    result: Array = 1 / (1 + np.exp(-(rows @ weights[:-1] + weights[-1])))
    return result


def out_of_fold(rows: Array, ranks: Array, groups: list[str]) -> Array:
    """Return both probabilities of each row from models that have not seen its group."""
    result = np.zeros((len(rows), 2))
    numbers = {
        group: number for number, group in enumerate(np.random.default_rng(2565).permutation(sorted(set(groups))))
    }
    folds = GroupKFold(FOLDS)
    for train, test in folds.split(rows, groups=[numbers[group] for group in groups]):
        for column, rank in enumerate((1, 2)):
            result[test, column] = probabilities(fit(rows[train], ranks[train] >= rank), rows[test])
    return result


def decide(chances: Array, addressed_from: float, covered_from: float) -> Array:
    """Return the ranks that the thresholds give."""
    covered = np.minimum(chances[:, 0], chances[:, 1])
    result: Array = np.where(chances[:, 0] < addressed_from, 0, np.where(covered >= covered_from, 2, 1))
    return result


def kappa(ranks: Array, decided: Array) -> float:
    """Return the quadratic weighted kappa."""
    return float(cohen_kappa_score(ranks, decided, weights="quadratic", labels=[0, 1, 2]))


def thresholds(chances: Array, ranks: Array) -> tuple[float, float]:
    """Return the thresholds with the best sum of kappa and F1 of `covered`."""
    grid = np.arange(0.3, 0.66, 0.05)
    best = max(
        (
            (kappa(ranks, d) + f1_score(ranks == 2, d == 2), a, c)
            for a in grid
            for c in grid
            for d in [decide(chances, a, c)]
        ),
    )
    return round(float(best[1]), 2), round(float(best[2]), 2)


def main() -> None:
    """Train, report, and write the model if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    names, rows, ranks, drafts, criteria = examples(arguments.labels)
    figures = {}
    by_criterion = out_of_fold(rows, ranks, criteria)
    addressed_from, covered_from = thresholds(by_criterion, ranks)
    for grouping, chances in (("draft", out_of_fold(rows, ranks, drafts)), ("criterion", by_criterion)):
        decided = decide(chances, addressed_from, covered_from)
        figures[f"kappa_unseen_{grouping}"] = round(kappa(ranks, decided), 3)
        figures[f"covered_f1_unseen_{grouping}"] = round(float(f1_score(ranks == 2, decided == 2)), 3)
    for name, figure in figures.items():
        print(f"{name} {figure}")
    print(f"thresholds {addressed_from} {covered_from}; {len(rows)} judgements of {len(set(drafts))} drafts")
    weights = [fit(rows, ranks >= rank) for rank in (1, 2)]
    for name, *pair in sorted(zip(names, *weights, strict=False), key=lambda entry: -abs(entry[2])):
        print(f"  {name:20s} {pair[0]:7.2f} {pair[1]:7.2f}")
    if arguments.write:
        document = {
            "schema": "pmqa-writer/coverage/1",
            "made_by": "tools/train_coverage.py",
            "figures": figures,
            "addressed_from": addressed_from,
            "covered_from": covered_from,
            "features": names,
            "addressed": [round(float(weight), 4) for weight in weights[0]],
            "covered": [round(float(weight), 4) for weight in weights[1]],
        }
        MODEL.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
