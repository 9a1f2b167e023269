"""Fit the coverage model to labelled drafts, and say what it reaches on drafts and criteria that it has not seen.

    python tools/train_coverage.py LABELS.jsonl [--write]

LABELS.jsonl holds one labelled draft a line: `id`, `question`, `text` and `items` (item id → covered, partial, missing)
for every item of the question's criterion. The `meets` and `misses` of the criteria join in with a small weight, each
as a one-sentence answer: they teach what a plan, a denial and a bare name are worth when nothing else is told.

Prints the quadratic weighted kappa and the F1 of `covered` in ten-fold cross-validation, grouped by draft and then by
criterion, and the share of pairs of a sentence that meets and one that misses an item which models that have not seen
the criterion rank right. `--write` fits all and puts weights and figures into `models/coverage.json`.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score, f1_score
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from pmqa_writer.analysis.engine import Engine
from pmqa_writer.analysis.features import Relevance, features
from pmqa_writer.analysis.relevance import CriterionIndex
from pmqa_writer.criteria import Item, Question, packaged_edition

MODEL = Path(__file__).resolve().parents[1] / "models" / "coverage.json"
RANKS = {"missing": 0, "partial": 1, "covered": 2}
SENTENCE_RANKS = {"meets": 2, "plan": 1, "name_only": 1, "denial": 0, "wrong_thing": 0}
SENTENCE_WEIGHT = 0.1
"""More would teach how our sentences were made up: those that miss an item repeat its words on purpose."""
REGULARISATION = 0.05
"""Strong: the features are nearly as many as the drafts."""
FOLDS = 10
SEED = 2565
Array = np.ndarray[Any, Any]


@dataclass
class Examples:
    """Judgements to learn from, one a row."""

    names: list[str]
    rows: Array
    ranks: Array
    """0 missing, 1 partial, 2 covered."""
    drafts: Array
    """The draft of each row, or the item of a sentence."""
    criteria: Array
    kinds: Array
    """`draft`, or what kind of sentence it is."""

    @property
    def of_drafts(self) -> Array:
        """Which rows are judgements of labelled drafts."""
        mask: Array = self.kinds == "draft"
        return mask

    @property
    def weights(self) -> Array:
        """Weight of each row in training."""
        return np.where(self.of_drafts, 1.0, SENTENCE_WEIGHT)


class Collector:
    """Turns texts into rows."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._columns: dict[str, list[Any]] = {name: [] for name in ("rows", "ranks", "drafts", "criteria", "kinds")}
        self._names: list[str] = []

    def add(
        self, text: str, question: Question, ranks: dict[str, int], index: CriterionIndex, kind: str, draft: str
    ) -> None:
        """Add a text as an answer to a question, a row for each item of `ranks`."""
        clauses = self._engine.clauses(text, self._engine.edition.criterion(question.criterion))
        character = self._engine.character(clauses, question)
        relevance = Relevance.of(index, clauses)
        for number, item in enumerate(index.items):
            if item.id in ranks:
                values = features(number, item, question, clauses, relevance, character)
                self._names = list(values)
                row = (list(values.values()), ranks[item.id], draft, question.criterion, kind)
                for column, value in zip(self._columns.values(), row, strict=True):
                    column.append(value)

    def examples(self) -> Examples:
        """Return all rows."""
        return Examples(self._names, **{name: np.array(column) for name, column in self._columns.items()})


def collect(labels: Path) -> Examples:
    """Return the rows of the labelled drafts and of the criteria's own sentences."""
    engine = Engine(packaged_edition())
    collector = Collector(engine)
    for line in labels.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        question = engine.edition.question(record["question"])
        ranks = {item: RANKS[status] for item, status in record["items"].items()}
        collector.add(record["text"], question, ranks, engine.index(question.criterion), "draft", record["id"])
    for item in engine.edition.items():
        question = asking(engine, item)
        criterion = engine.edition.criterion(question.criterion)
        for text in item.meets:
            index = CriterionIndex(criterion, engine.vocabulary, without=text)
            collector.add(text, question, {item.id: SENTENCE_RANKS["meets"]}, index, "meets", item.id)
        for miss in item.misses:
            index = engine.index(criterion.id)
            collector.add(miss.text, question, {item.id: SENTENCE_RANKS[miss.kind]}, index, miss.kind, item.id)
    return collector.examples()


def asking(engine: Engine, item: Item) -> Question:
    """Return a question that asks for an item, or one whose answer could carry it."""
    for question in engine.edition.questions():
        if item.id in question.targets:
            return question
    for question in engine.edition.questions():
        if item.id in question.weak_targets:
            return question
    own = [carrier for carrier in item.carriers if carrier.startswith(f"{item.id.rpartition('.')[0]}.")]
    return engine.edition.question(own[0] if own else f"{item.id.rpartition('.')[0]}.1")


def fit(examples: Examples, train: Array, rank: int) -> Array:
    """Return the weights of a logistic regression for unscaled features, the constant last."""
    rows, weights = examples.rows[train], examples.weights[train]
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=REGULARISATION, max_iter=5000)
    model.fit(scaler.transform(rows), examples.ranks[train] >= rank, sample_weight=weights)
    slopes = model.coef_[0] / scaler.scale_
    return np.append(slopes, model.intercept_[0] - float(slopes @ scaler.mean_))


def chances(weights: Array, rows: Array) -> Array:
    """Return the probability of each row."""
    result: Array = 1 / (1 + np.exp(-(rows @ weights[:-1] + weights[-1])))
    return result


def out_of_fold(examples: Examples, groups: Array) -> Array:
    """Return both probabilities of each row from models that have not seen its group."""
    result = np.zeros((len(groups), 2))
    shuffled = np.random.default_rng(SEED).permutation(np.unique(groups))
    numbers = {group: number for number, group in enumerate(shuffled)}
    for train, test in GroupKFold(FOLDS).split(examples.rows, groups=[numbers[group] for group in groups]):
        for column, rank in enumerate((1, 2)):
            result[test, column] = chances(fit(examples, train, rank), examples.rows[test])
    result[:, 1] = result.min(axis=1)
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


def thresholds(probabilities: Sequence[Array], ranks: Array) -> tuple[float, float]:
    """Return the thresholds with the best sum of kappa and F1 of `covered`, over all the given out-of-fold results."""
    grid = np.round(np.arange(0.3, 0.66, 0.05), 2)

    def worth(addressed_from: float, covered_from: float) -> float:
        return sum(sum(quality(ranks, decide(one, addressed_from, covered_from))) for one in probabilities)

    best = max((worth(addressed, covered), addressed, covered) for addressed in grid for covered in grid)
    return float(best[1]), float(best[2])


def ranked_right(examples: Examples, covered: Array) -> float:
    """Return the share of pairs (meets, misses) of an item in which the first is more probably covered."""
    right = total = 0
    for item in np.unique(examples.drafts[~examples.of_drafts]):
        own = (examples.drafts == item) & ~examples.of_drafts
        good, bad = covered[own & (examples.kinds == "meets")], covered[own & (examples.kinds != "meets")]
        right += int((good[:, None] > bad[None, :]).sum())
        total += len(good) * len(bad)
    return right / total


def main() -> None:
    """Train, report, and write the model if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    examples = collect(arguments.labels)
    drafts, ranks = examples.of_drafts, examples.ranks
    by_draft, by_criterion = out_of_fold(examples, examples.drafts), out_of_fold(examples, examples.criteria)
    addressed_from, covered_from = thresholds((by_draft[drafts], by_criterion[drafts]), ranks[drafts])
    figures = {}
    for grouping, probability in (("draft", by_draft), ("criterion", by_criterion)):
        kappa, covered = quality(ranks[drafts], decide(probability[drafts], addressed_from, covered_from))
        figures[f"kappa_unseen_{grouping}"] = round(kappa, 3)
        figures[f"covered_f1_unseen_{grouping}"] = round(covered, 3)
    figures["sentence_pairs_right_unseen_criterion"] = round(ranked_right(examples, by_criterion[:, 1]), 3)
    everything = np.arange(len(ranks))
    weights = [fit(examples, everything, rank) for rank in (1, 2)]
    for name, figure in figures.items():
        print(f"{name} {figure}")
    print(f"thresholds {addressed_from} {covered_from}; {drafts.sum()} judgements, {(~drafts).sum()} sentences")
    for number, name in enumerate(examples.names):
        print(f"  {name:20s} {weights[0][number]:7.2f} {weights[1][number]:7.2f}")
    if arguments.write:
        document = {
            "schema": "pmqa-writer/coverage/1",
            "made_by": "tools/train_coverage.py",
            "figures": figures,
            "addressed_from": addressed_from,
            "covered_from": covered_from,
            "features": examples.names,
            "addressed": [round(float(weight), 4) for weight in weights[0]],
            "covered": [round(float(weight), 4) for weight in weights[1]],
        }
        MODEL.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
