"""Fit the coverage model to labelled drafts, and say what it reaches on drafts and criteria that it has not seen.

    train_coverage.py ITEMS.npz [--write] [--unseen FILE.npz]

ITEMS holds what readers say of the drafts of `tools/training` that they have not seen: `tools/train_reader.py --items`.
Over that and the features of `analysis/features.py` two logistic regressions say "at least partly there" and "covered".
Two of the features are how often drafts that answer the same question evidence the item, counted in those that were
written from the question alone and are learned from; a draft itself never counts. Prints quadratic weighted kappa and
F1 of `covered`, all, target and other items apart, in cross-validation grouped by draft and then by criterion, and for
the fifth of the drafts that is kept apart, by a model and thresholds made without it. Thresholds are those best for
drafts that were written from the question alone. Prints, too, how often what is said with a probability is so, and what
length and digits reach without reading. `--write` fits all and puts weights and figures into
`models/coverage.json`. `--unseen` saves, for `tools/train_constraints.py`, under each draft's id the probabilities of
`covered` of the items that its question asks for, by a model that has not seen the draft. About a minute.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from labelled import TRAINING, Array, LabelledDraft, length_and_digits, read_drafts
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score, f1_score
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler
from usual import Usual, log_odds

from pmqa_writer.analysis.engine import Engine
from pmqa_writer.analysis.features import Reading, features, target_of
from pmqa_writer.analysis.model import Target
from pmqa_writer.criteria import Edition, packaged_edition

MODEL = Path(__file__).resolve().parents[1] / "models" / "coverage.json"
REGULARISATION = 0.1
LIFELIKE = 2
"""Weight of drafts that were written before their writer had read the checklist."""
RELATED: Final = (0.22, 0.4)
"""What some clause must reach in a draft that is about its criterion, and in one that shares no word with it. Chosen on
training drafts: those that evidence something lie above 0.25."""
FOLDS = 6
SEED = 2565
USUAL: Final = ("usual_addressed", "usual_covered")


@dataclass
class Examples:
    """Judgements to learn from, one a row."""

    names: list[str]
    rows: Array
    ranks: Array
    """0 missing, 1 partial, 2 covered."""
    drafts: Array
    criteria: Array
    questions: Array
    items: Array
    sides: Array
    """Whether the question asks for the item, or it belongs to it: a value of `Target`."""
    lifelike: Array
    """Whether the draft was written before its writer had read the checklist, as officers' are."""

    @property
    def targets(self) -> Array:
        """Say of which items the question asks for."""
        result: Array = self.sides == Target.STRONG.value
        return result

    @property
    def belonging(self) -> Array:
        """Say of which items the question asks for or which belong to it."""
        result: Array = self.sides != Target.NONE.value
        return result

    def of(self, chosen: Array) -> "Examples":
        """Return some of the rows."""
        columns = (self.rows, self.ranks, self.drafts, self.criteria, self.questions, self.items, self.sides)
        return Examples(self.names, *(column[chosen] for column in (*columns, self.lifelike)))


def collect(drafts: Sequence[LabelledDraft], scores: Sequence[Array], engine: Engine) -> Examples:
    """Return a row for each item of each draft; what is usual is still to be filled in."""
    rows, names = [], []
    columns: list[tuple[int, str, str, str, str, str, bool]] = []
    for draft, found in zip(drafts, scores, strict=True):
        reading = Reading.of(found, draft.clauses)
        character = engine.character(draft.clauses, draft.question)
        nothing = {item.id: (0.0, 0.0) for item in draft.items}
        values = features(draft.items, draft.question, draft.clauses, reading, character, nothing)
        names = list(values)
        rows.append(np.stack(list(values.values()), axis=1))
        for item, rank in zip(draft.items, draft.ranks, strict=True):
            side = target_of(draft.question, item.id).value
            columns.append(
                (int(rank), draft.id, draft.criterion, draft.question.id, item.id, side, draft.from_question)
            )
    return Examples(names, np.concatenate(rows), *(np.array(column) for column in zip(*columns, strict=True)))


def usual_of(examples: Examples) -> Usual:
    """Count how often items are at least partly there, and covered, in the drafts written from the question alone."""
    some = examples.of(examples.lifelike)
    shown = np.stack([some.ranks > 0, some.ranks > 1], axis=1)
    return Usual.of(zip(some.sides, zip(some.questions, some.items, strict=True), shown, strict=True))


def filled(examples: Examples, usual: Usual, *, counted: bool) -> Examples:
    """Return examples with what is usual; `counted`: they are those that it was counted in."""
    rows = examples.rows.copy()
    place = examples.names.index(USUAL[0])
    columns = (examples.sides, examples.questions, examples.items, examples.ranks, examples.lifelike)
    for row, (side, question, item, rank, lifelike) in enumerate(zip(*columns, strict=True)):
        own = np.array([rank > 0, rank > 1]) if counted and lifelike else None
        rows[row, place : place + len(USUAL)] = usual.odds(side, (question, item), own)
    return replace(examples, rows=rows)


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


@dataclass
class Matcher:
    """What is learned above a reader."""

    usual: Usual
    weights: list[Array]
    """For "at least partly there" and for "covered"."""

    @classmethod
    def of(cls, examples: Examples) -> "Matcher":
        """Fit it."""
        usual = usual_of(examples)
        complete = filled(examples, usual, counted=True)
        return cls(usual, [fit(complete, rank) for rank in (1, 2)])

    def chances(self, examples: Examples) -> Array:
        """Return both probabilities of each row of drafts that it was not fitted to."""
        return chances(self.weights, filled(examples, self.usual, counted=False).rows)


def out_of_fold(examples: Examples, groups: Array) -> Array:
    """Return both probabilities of each row from models that have not seen its group."""
    result = np.zeros((len(groups), 2))
    shuffled = np.random.default_rng(SEED).permutation(np.unique(groups))
    numbers = {group: number for number, group in enumerate(shuffled)}
    for train, test in GroupKFold(FOLDS).split(examples.rows, groups=[numbers[group] for group in groups]):
        result[test] = Matcher.of(examples.of(train)).chances(examples.of(test))
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


def of_length(learned: Examples, seen: Examples, lengths: Mapping[str, Sequence[float]]) -> Array:
    """Return the ranks by what must be beaten: length and digits of the draft, and how far the question asks."""

    def plain(examples: Examples) -> Array:
        sides = [[side == one.value for one in Target] for side in examples.sides]
        return np.hstack([[lengths[draft] for draft in examples.drafts], sides])

    def chances_of(rows: Array) -> Array:
        return np.stack([model.predict_proba(rows)[:, 1] for model in models], axis=1)

    weights = np.where(learned.lifelike, LIFELIKE, 1)
    models = [
        LogisticRegression(max_iter=5000).fit(plain(learned), learned.ranks >= rank, sample_weight=weights)
        for rank in (1, 2)
    ]
    lifelike = learned.of(learned.lifelike)
    return decide(chances_of(plain(seen)), *thresholds(chances_of(plain(lifelike)), lifelike.ranks))


def show_calibration(probability: Array, ranks: Array) -> None:
    """Print the Brier score of "covered", and how often items are, by tenths of the probability that they are."""
    said, true = probability[:, 1], ranks == 2
    share = true.mean()
    print(f"Brier score {((said - true) ** 2).mean():.3f}; by the share of covered items {share * (1 - share):.3f}")
    tenths = np.minimum((said * 10).astype(int), 9)
    rows = [(said[tenths == tenth], true[tenths == tenth]) for tenth in np.unique(tenths)]
    print("  said → is:", ", ".join(f"{one.mean():.2f} → {other.mean():.2f}" for one, other in rows))


def told(name: str, examples: Examples, decided: Array) -> dict[str, float]:
    """Return kappa and F1 for all items, for those that the question asks for or that belong to it, and others."""
    figures = {}
    for side, chosen in (("", slice(None)), ("_target", examples.belonging), ("_other", ~examples.belonging)):
        kappa, covered = quality(examples.ranks[chosen], decided[chosen])
        figures[f"kappa{side}_{name}"] = round(kappa, 3)
        figures[f"covered_f1{side}_{name}"] = round(covered, 3)
    return figures


def main() -> None:
    """Train, report, and write the model if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("items", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--unseen", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    edition = packaged_edition()
    engine = Engine(edition)
    drafts = read_drafts(TRAINING.glob("drafts*.jsonl"), engine)
    read = np.load(arguments.items)
    everything = collect(drafts, [read[draft.id] for draft in drafts], engine)
    apart = np.isin(everything.drafts, [draft.id for draft in drafts if draft.kept_apart])
    examples, held = everything.of(~apart), everything.of(apart)
    by_draft, by_criterion = out_of_fold(examples, examples.drafts), out_of_fold(examples, examples.criteria)
    limits = thresholds(by_draft[examples.lifelike], examples.ranks[examples.lifelike])
    figures = told("unseen_draft", examples, decide(by_draft, *limits))
    figures |= told("unseen_criterion", examples, decide(by_criterion, *limits))
    if arguments.unseen:
        covered = out_of_fold(everything, everything.drafts)[:, 1]
        asked = {
            name: covered[(everything.drafts == name) & everything.targets] for name in np.unique(everything.drafts)
        }
        np.savez(arguments.unseen, **asked)
    matcher = Matcher.of(examples)
    figures |= told("kept_apart", held, decide(matcher.chances(held), *limits))
    lifelike = held.of(held.lifelike)
    figures |= told("kept_apart_from_question", lifelike, decide(matcher.chances(lifelike), *limits))
    show_calibration(matcher.chances(held), held.ranks)
    lengths = {draft.id: length_and_digits(draft.record["text"]) for draft in drafts}
    plain = told("kept_apart_from_question", lifelike, of_length(examples, lifelike, lengths))
    print("length and digits only:", *(f"{name} {figure}" for name, figure in plain.items()), sep="\n  ")
    for name, figure in figures.items():
        print(f"{name} {figure}")
    if arguments.write:
        write(Matcher.of(everything), limits, figures, everything.names, edition)


def write(
    matcher: Matcher, limits: tuple[float, float], figures: dict[str, float], names: list[str], edition: Edition
) -> None:
    """Write the packaged model."""
    by_question = {
        question.id: {
            item.id: rounded(matcher.usual.odds(target_of(question, item.id).value, (question.id, item.id)))
            for item in criterion.items
        }
        for criterion in edition.criteria
        for question in criterion.questions
    }
    document: dict[str, Any] = {
        "schema": "pmqa-writer/coverage/4",
        "made_by": "tools/train_coverage.py",
        "figures": figures,
        "addressed_from": limits[0],
        "covered_from": limits[1],
        "related_from": RELATED[0],
        "related_in_other_words_from": RELATED[1],
        "features": names,
        "addressed": rounded(matcher.weights[0]),
        "covered": rounded(matcher.weights[1]),
        "by_target": {side.value: rounded(log_odds(matcher.usual.shares[side.value])) for side in Target},
    }
    # A question on a line: the file is read by people, too.
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(own)}" for name, own in by_question.items())
    text = json.dumps(document, indent=1).removesuffix("\n}")
    MODEL.write_text(f'{text},\n "by_question": {{\n{lines}\n }}\n}}\n', encoding="utf-8")


def rounded(numbers: Array) -> list[float]:
    """Return numbers as they are written down."""
    return [round(float(number), 4) for number in numbers]


if __name__ == "__main__":
    main()
