"""Fit the recognisers of the ADLI points to labelled drafts, and say what they reach on drafts that they have not seen.

    python tools/train_adli.py READ.npz LABELS.jsonl... [--unseen FILE.npz] [--write]

READ holds the reader's log odds of each clause, by a reader that has not seen the draft's criterion:
`tools/train_reader.py --points`.
LABELS hold one labelled draft a line: `id`, `question`, `text`, `adli_points` (point → quotes) and `adli` (A, D, L, I,
R → true or false). The first file is the one whose labelling counts: its drafts weigh double, because its points were
marked one by one, while quicker labellers leave out many that are there.

Two layers, a logistic regression a point each. Clauses: signs, links of signs, the rules and wording (runs of
characters that stand in drafts of several criteria); a clause shows the point when a quote lies in it. Drafts: the log
odds of the best two clauses, by signs and by the reader, the rules, the best clauses of the other points, how often
drafts that answer the same question show the point, shares and densities; no count, no length.

One draft in five, by a hash of its id, is kept apart: these models never learn from it. Prints F1 of
points and elements with 95 % intervals (bootstrap over drafts) for the rules, the recognisers and, beside them, a
regression on length and digits only: in cross-validation grouped by criterion and by draft, and on the part kept apart.

`--unseen` saves the probabilities of points by models that have not seen the draft, by its id, for
`tools/train_constraints.py`.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from adli_drafts import GRAM_SCALE, Array, Clauses, Draft, collect, sentences
from adli_figures import f1, show_all, threshold
from adli_fit import ANY, LEAST, Trained, chances, learn_drafts, out_of_fold, predict, train
from labelled import length_and_digits
from usual import log_odds

from pmqa_writer.analysis.point_model import LIMIT, POINTS
from pmqa_writer.criteria import packaged_edition

MODEL = Path(__file__).resolve().parents[1] / "models" / "adli.json"
TRUSTED = 0.95
"""Share of drafts with a point, of those where the rules find it, from which on the rules suffice."""
SENTENCE_WEIGHT = 0.8
"""Weight of a sentence of `adli.toml`."""


def by_rules(present: Array, drafts: list[Draft], learned: Array, floor: Array) -> Array:
    """Let the rules decide the points that are not learned, and suffice for those where they are hardly ever wrong."""
    ruled = np.array([draft.ruled for draft in drafts])
    return np.where(learned, present | (ruled & floor), ruled)


def trusted(drafts: list[Draft]) -> Array:
    """Return the points that the rules are hardly ever wrong about, by the first file's drafts."""
    first = [draft for draft in drafts if draft.group == 0]
    ruled = np.array([draft.ruled for draft in first]).reshape(-1, POINTS)
    right = ruled & np.array([draft.points for draft in first]).reshape(-1, POINTS)
    found = ruled.sum(axis=0)
    result: Array = (found >= 2 * LEAST) & (right.sum(axis=0) >= TRUSTED * found)
    return result


def by_length(drafts: list[Draft], numbers: Array, groups: Array) -> Callable[[Array], Array]:
    """Return the probabilities by a regression on length and digits only; the baseline that must be beaten."""
    values = np.array([length_and_digits(draft.text) for draft in drafts])
    has = np.array([draft.points for draft in drafts])

    def out(test: Array) -> Array:
        result = np.zeros((len(test), POINTS))
        for group in np.unique(groups[test]):
            inner = numbers[groups[numbers] != group]
            rows = np.flatnonzero(groups[test] == group)
            for point in range(POINTS):
                result[rows, point] = chances(
                    learn_drafts(values[inner], has[inner, point], np.ones(len(inner))), values[test[rows]]
                )
        return result

    return out


def document(
    trained: Trained, clauses: Clauses, present_from: float, floor: Array, figures: Mapping[str, float]
) -> dict[str, Any]:
    """Return what is saved."""
    recognisers, questions = trained.recognisers, packaged_edition().questions()
    signs = np.array([np.zeros(len(clauses.features)) if one is None else one.signs for one in recognisers])
    wording: dict[str, dict[str, float]] = defaultdict(dict)
    for point, one in enumerate(recognisers):
        for place, weight in zip(one.chosen, one.wording, strict=True) if one else ():
            if abs(weight * GRAM_SCALE) >= 0.01:
                wording[clauses.wording[place]][str(point + 1)] = round(float(weight * GRAM_SCALE), 3)
    # Sentences made up for a point do not make up for drafts.
    enough = [sum(draft.points[point] for draft in clauses.drafts if draft.group >= 0) for point in range(POINTS)]
    learned = [one is not None and bool(count >= LEAST) for one, count in zip(recognisers, enough, strict=True)]

    def layer(names: list[str], weights: list[Array | None]) -> dict[str, list[float]]:
        table = np.array([np.zeros(len(names) + 1) if one is None else one for one in weights])
        return {name: _rounded(column) for name, column in zip([*names, "constant"], table.T, strict=True)}

    return {
        "schema": "pmqa-writer/adli-model/2",
        "made_by": "tools/train_adli.py",
        "figures": figures,
        "present_from": present_from,
        "learned": learned,
        "floor": [bool(one) for one in floor],
        "constants": _rounded([-LIMIT if one is None else one.constant for one in recognisers]),
        "features": {n: _rounded(c) for n, c in zip(clauses.features, signs.T, strict=True) if np.abs(c).max() >= 0.02},
        "wording": dict(sorted(wording.items())),
        "drafts": layer(trained.names, trained.drafts),
        "everywhere": _rounded(log_odds(trained.usual.shares[ANY])),
        "usual": {question.id: _rounded(trained.usual.odds(ANY, question.id)) for question in questions},
    }


def _rounded(values: Iterable[float]) -> list[float]:
    return [round(float(value), 3) for value in values]


def written(saved: Mapping[str, Any]) -> str:
    """Return a model as JSON, each entry of a table on a line of its own."""

    def entry(value: Any) -> str:
        if not isinstance(value, dict):
            return json.dumps(value, ensure_ascii=False)
        rows = (f"  {json.dumps(key, ensure_ascii=False)}: {json.dumps(row)}" for key, row in value.items())
        return "{\n" + ",\n".join(rows) + "\n }"

    return "{\n" + ",\n".join(f" {json.dumps(key)}: {entry(value)}" for key, value in saved.items()) + "\n}\n"


def main() -> None:
    """Train, report, and write the model if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("read", type=Path)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--unseen", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--quick", action="store_true", help="without the cross-validation grouped by criterion")
    arguments = parser.parse_args()
    drafts = collect(arguments.labels, np.load(arguments.read))
    drafts += sentences()
    clauses = Clauses(drafts)
    kept, labelled = np.array([draft.kept for draft in drafts]), np.array([draft.group >= 0 for draft in drafts])
    numbers, apart = np.flatnonzero(~kept & labelled), np.flatnonzero(kept & labelled)
    weights = np.select([[draft.group == 0 for draft in drafts], labelled], [2.0, 1.0], SENTENCE_WEIGHT)
    criteria, ids = np.array([draft.criterion for draft in drafts]), np.array([draft.id for draft in drafts])
    training, held = [drafts[number] for number in numbers], [drafts[number] for number in apart]
    print(f"{len(training)} drafts to learn from, {len(held)} kept apart; {len(clauses.owner)} told clauses")

    show_all("rules, training part", training, np.array([draft.ruled for draft in training]))
    length = by_length(drafts, numbers, criteria)
    learned = np.array([sum(draft.points[point] for draft in training) >= LEAST for point in range(POINTS)])
    floor = trusted(training)
    unseen = out_of_fold(clauses, numbers, ids, weights)
    true = np.array([draft.points for draft in training])
    marked = np.array([draft.group == 0 for draft in training])
    present_from = threshold(unseen, true, marked)
    print(f"threshold {present_from}")
    show_all("recognisers, unseen drafts", training, by_rules(unseen >= present_from, training, learned, floor))
    print(
        f"  Brier score {((unseen - true) ** 2).mean():.4f}; "
        f"mean probability {unseen.mean():.3f}, share {true.mean():.3f}"
    )
    figures = {"points_f1_unseen_draft": round(f1(true, unseen >= present_from), 3)}
    if not arguments.quick:
        show_all("length and digits only, unseen criteria", training, length(numbers) >= 0.34)
        other = out_of_fold(clauses, numbers, criteria, weights) >= present_from
        show_all("recognisers, unseen criteria", training, by_rules(other, training, learned, floor))
        figures["points_f1_unseen_criterion"] = round(f1(true, other), 3)
    trained = train(clauses, numbers, criteria, weights)
    probable = predict(trained, clauses, apart)
    show_all("rules, kept apart", held, np.array([draft.ruled for draft in held]))
    show_all("length and digits only, kept apart", held, length(apart) >= 0.34)
    found = by_rules(probable >= present_from, held, learned, floor)
    show_all("recognisers, kept apart", held, found)
    figures["points_f1_kept_apart"] = round(f1(np.array([draft.points for draft in held]), found), 3)
    if arguments.unseen:
        everything = np.vstack([unseen, probable])
        np.savez(arguments.unseen, **dict(zip([*ids[numbers], *ids[apart]], everything, strict=True)))
    if arguments.write:
        saved = document(trained, clauses, present_from, floor, figures)
        MODEL.write_text(written(saved), encoding="utf-8")


if __name__ == "__main__":
    main()
