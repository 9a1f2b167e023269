"""Fit the judge of constraints to labelled drafts, and say what it reaches on drafts that it has not seen.

    python tools/train_constraints.py POINTS.npz ASKED.npz DEMANDS.npz LABELS.jsonl... [--write]

LABELS hold one labelled draft a line: `id`, `question`, `text` and `constraints` (name or spec → met, unmet). POINTS
holds the probabilities of the ADLI points by models that have not seen the draft: `tools/train_adli.py --unseen`.
ASKED holds, likewise, the probabilities of `covered` of the items that the question asks for: `tools/train_coverage.py
--unseen`. DEMANDS holds, likewise, the log odds that clauses tell of what is demanded: `tools/train_reader.py
--demands`. The drafts of the first file weigh double. The wider phrases of `concepts.toml` were partly taken from
drafts like these: a phrase that no other draft with the same demand holds is left out where its own draft is learned
from, so that what is learned of phrases holds for drafts that nobody has read.

One draft in five, by a hash of its id, is kept apart and never learned from. Prints the share of constraints that are
judged right by the checks alone and by the checks with what is learned, in cross-validation grouped by criterion and on
the part kept apart, with 95 % intervals (bootstrap over drafts). `--write` puts weights and figures into
`models/constraints.json`.
"""

import argparse
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from labelled import is_kept_apart, read_lines
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from pmqa_writer.analysis.answer import Answer
from pmqa_writer.analysis.concepts import phrases
from pmqa_writer.analysis.constraint_features import constraint_features, settled, weighable
from pmqa_writer.analysis.constraints import check_constraints
from pmqa_writer.analysis.engine import Engine, as_chances, demanded
from pmqa_writer.analysis.model import PointResult, Verdict
from pmqa_writer.criteria import packaged_edition, parse_constraint
from pmqa_writer.text import count_characters

MODEL = Path(__file__).resolve().parents[1] / "models" / "constraints.json"
REGULARISATION = 3.0
FOLDS = 8
SEED = 2565
Array = np.ndarray[Any, Any]


@dataclass
class Judged:
    """A labelled constraint of a draft."""

    draft: str
    criterion: str
    first: bool
    """Whether the draft is of the first file."""
    met: bool
    """What the label says."""
    checked: bool
    """What the check says."""
    features: Mapping[str, float]
    """Empty where the check alone decides."""


def collect(
    files: Iterable[Path], points: Mapping[str, Array], asked: Mapping[str, Array], demands: Mapping[str, Array]
) -> list[Judged]:
    """Return all labelled constraints, without those that depend on the evaluation window."""
    engine = Engine(packaged_edition())
    answers = []
    for number, file in enumerate(files):
        for record in read_lines([file]):
            question = engine.edition.question(record["question"])
            clauses = engine.clauses(record["text"], engine.edition.criterion(question.criterion))
            length = count_characters(record["text"])
            told = as_chances(demanded(question), demands[record["id"]])
            answer = Answer(question, clauses, length, engine.edition.limit, None, read=told)
            answers.append((record, number == 0, answer, engine.character(clauses, question)))
    heard = _heard(
        [(record["id"], answer) for record, _first, answer, _character in answers if not is_kept_apart(record["id"])]
    )
    result = []
    for record, first, answer, character in answers:
        alone = {phrase for phrase, drafts in heard.items() if drafts == {record["id"]}}
        scores = enumerate(points[record["id"]])
        shown = tuple(PointResult(point + 1, False, float(score)) for point, score in scores)
        chances = tuple(map(float, asked[record["id"]]))
        weighed = replace(answer, character=character, points=shown, asked=chances, unheard=frozenset(alone))
        checked = {check.spec: check.status is Verdict.MET for check in check_constraints(answer)}
        for label, verdict in record["constraints"].items():
            named = [spec for spec in checked if label in {spec, spec.partition("=")[0].split(" @")[0]}]
            if not named or label.startswith("period"):
                continue
            constraint = parse_constraint(named[0])
            met = checked[named[0]]
            features = constraint_features(weighed, constraint, character, checked=met) if weighable(constraint) else {}
            judged = Judged(record["id"], answer.question.criterion, first, verdict == "met", met, features)
            result.append(judged)
    return result


def _heard(answers: Iterable[tuple[str, Answer]]) -> dict[str, set[str]]:
    """Return the drafts in which each wider phrase stands, among those whose question asks for its concept."""
    drafts: dict[str, set[str]] = {}
    for draft, answer in answers:
        for spec in answer.question.constraints:
            for option in parse_constraint(spec).options:
                wider = phrases(option, wider=True)
                for phrase in {phrase for clause in answer.told for phrase in wider.found(clause.text)}:
                    drafts.setdefault(phrase, set()).add(draft)
    return drafts


def fit(rows: list[Judged], names: list[str]) -> LogisticRegression:
    """Return the regression over the rows that have features."""
    values = matrix(rows, names)
    weights = [2.0 if row.first else 1.0 for row in rows]
    return LogisticRegression(C=REGULARISATION, max_iter=3000).fit(values, [row.met for row in rows], weights)


def matrix(rows: list[Judged], names: list[str]) -> Array:
    """Return the features of all rows."""
    return np.array([[row.features.get(name, 0.0) for name in names] for row in rows])


def judged_by(model: LogisticRegression, rows: list[Judged], names: list[str]) -> list[bool]:
    """Return the verdicts: the model's, and the check's where there is nothing to weigh."""
    chances = model.predict_proba(matrix(rows, names))[:, 1]
    verdicts = []
    for chance, row in zip(chances, rows, strict=True):
        final = not row.features or settled(row.features, checked=row.checked)
        verdicts.append(row.checked if final else bool(chance >= 0.5))
    return verdicts


def show(title: str, rows: list[Judged], verdicts: list[bool]) -> float:
    """Print the share of right verdicts, over all and over the first file's drafts, and return it."""
    shares = []
    for some in ([True] * len(rows), [row.first for row in rows]):
        right: dict[str, list[bool]] = {}
        for row, verdict, chosen in zip(rows, verdicts, some, strict=True):
            if chosen:
                right.setdefault(row.draft, []).append(verdict == row.met)
        drafts = list(right.values())
        random = np.random.default_rng(SEED)
        drawn = [
            np.mean([good for place in random.integers(0, len(drafts), len(drafts)) for good in drafts[place]])
            for _ in range(400)
        ]
        low, high = np.percentile(drawn, [2.5, 97.5])
        shares.append((np.mean([good for draft in drafts for good in draft]), low, high, sum(map(len, drafts))))
    print(title, "; ".join(f"{share:.3f} [{low:.3f}-{high:.3f}] of {count}" for share, low, high, count in shares))
    return float(shares[0][0])


def main() -> None:
    """Train, report, and write the model if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("points", type=Path)
    parser.add_argument("asked", type=Path)
    parser.add_argument("demands", type=Path)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    unseen = (np.load(file) for file in (arguments.points, arguments.asked, arguments.demands))
    everything = collect(arguments.labels, *unseen)
    rows = [row for row in everything if not is_kept_apart(row.draft)]
    apart = [row for row in everything if is_kept_apart(row.draft)]
    names = sorted({name for row in rows for name in row.features})
    print("all; first file")
    show("checks, training part", rows, [row.checked for row in rows])
    figures = {}
    for what, groups in (("criterion", [row.criterion for row in rows]), ("draft", [row.draft for row in rows])):
        verdicts = np.zeros(len(rows), dtype=bool)
        for inner, outer in GroupKFold(FOLDS, shuffle=True, random_state=SEED).split(rows, groups=np.array(groups)):
            model = fit([rows[place] for place in inner if rows[place].features], names)
            verdicts[outer] = judged_by(model, [rows[place] for place in outer], names)
        figures[f"accuracy_unseen_{what}"] = round(show(f"learned, unseen {what}", rows, list(verdicts)), 3)
    model = fit([row for row in rows if row.features], names)
    show("checks, kept apart", apart, [row.checked for row in apart])
    figures["accuracy_kept_apart"] = round(show("learned, kept apart", apart, judged_by(model, apart, names)), 3)
    if arguments.write:
        document = {
            "schema": "pmqa-writer/constraints-model/1",
            "made_by": "tools/train_constraints.py",
            "figures": figures,
            "constant": round(float(model.intercept_[0]), 3),
            "weights": {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True)},
        }
        MODEL.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
