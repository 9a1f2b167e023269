"""Fit the recognisers of the ADLI points to labelled drafts, and say what they reach on drafts that they have not seen.

    python tools/train_adli.py LABELS.jsonl... [--point-scores FILE.npz] [--unseen FILE.npz] [--write]

LABELS hold one labelled draft a line: `id`, `question`, `text`, `adli_points` (point → quotes) and `adli` (A, D, L, I,
R → true or false). The first file is the one whose labelling counts: its drafts weigh double, because its points were
marked one by one, while quicker labellers leave out many that are there.

Two layers, a logistic regression a point each. Clauses: signs, links of signs, the rules and wording (runs of
characters that stand in drafts of several criteria); a clause shows the point when a quote lies in it. Drafts: the log
odds of the best two clauses, the rules, the best clauses of the other points, shares and densities; no count, no
length.

One draft in five, by a hash of its id, is kept apart: it is never learned from, whatever the options. Prints F1 of
points and elements with 95 % intervals (bootstrap over drafts) for the rules, the recognisers and, beside them, a
regression on length and digits only: in cross-validation grouped by criterion and by draft, and on the part kept apart.

`--point-scores` names an encoder's log odds, one array (clauses of `Engine.clauses` × 15) under each draft's id, which
must come from an encoder that has not seen the draft's criterion. With it a second set of draft weights is fitted and
shown. `--unseen` saves the probabilities of points by models that have not seen the draft's criterion, by its id, for
`tools/train_constraints.py`.
"""

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from pmqa_writer.analysis.engine import Engine
from pmqa_writer.analysis.point_features import clause_features, draft_features, grams, passages, shape
from pmqa_writer.analysis.point_model import LIMIT, POINTS, draft_rows
from pmqa_writer.criteria import packaged_edition

MODEL = Path(__file__).resolve().parents[1] / "models" / "adli.json"
ELEMENTS = {"A": range(6), "D": range(6, 10), "L": range(10, 12), "I": range(12, 15), "R": range(5, 6)}
FOLDS = 6
SEED = 2565
CLAUSE_C, DRAFT_C = 0.15, 0.3
"""Inverse strengths of regularisation."""
GRAM_SCALE = 0.5
"""Wording counts for less than signs: the lower, the stronger it is regularised."""
WORDING = 300
"""Runs of characters a point at most."""
CRITERIA = 8
"""Criteria in whose drafts a run of characters must stand: what fewer use is a subject, not a way of saying."""
UNQUOTED = 0.25
"""Weight of a clause without a quote in a draft that has the point: labellers quote one clause, not all."""
LEAST = 5
"""Clauses and drafts that a point needs to be learned."""
Array = np.ndarray[Any, Any]


@dataclass
class Draft:
    """A labelled draft and what is looked at."""

    id: str
    group: int
    """Number of the file that it comes from."""
    criterion: str
    text: str
    points: Array
    """Which points it has."""
    elements: Array
    names: list[set[str]]
    """Of each told clause."""
    grams: list[set[str]]
    shows: Array
    """Told clauses × points: whether a quote lies in it."""
    shares: Mapping[str, float]
    encoder: Array | None = None

    @property
    def kept(self) -> bool:
        """Whether it is kept apart."""
        return int(hashlib.blake2b(self.id.encode(), digest_size=4).hexdigest(), 16) % 5 == 0

    @property
    def ruled(self) -> Array:
        """Which points the rules find."""
        return np.array([any(f"r:{point + 1}" in names for names in self.names) for point in range(POINTS)])


def collect(files: Iterable[Path], scores: Mapping[str, Array]) -> list[Draft]:
    """Return all drafts of the files."""
    engine = Engine(packaged_edition())
    drafts = []
    for group, file in enumerate(files):
        for line in filter(str.strip, file.read_text(encoding="utf-8").splitlines()):
            record = json.loads(line)
            text = record["text"]
            question = engine.edition.question(record["question"])
            clauses = engine.clauses(text, engine.edition.criterion(question.criterion))
            told = passages(clauses)
            quotes = {int(point): _spans(text, found) for point, found in record["adli_points"].items()}
            shows = [
                [
                    any(_within(clause.clause.span, span) for span in quotes.get(point + 1, ()))
                    for point in range(POINTS)
                ]
                for clause in told
            ]
            encoder = scores.get(record["id"])
            drafts.append(
                Draft(
                    record["id"],
                    group,
                    question.criterion,
                    text,
                    np.array([point + 1 in quotes for point in range(POINTS)]),
                    np.array([record["adli"][element] for element in ELEMENTS]),
                    [clause_features(engine.edition.adli, passage) for passage in told],
                    [grams(shape(passage.clause.text)) for passage in told],
                    np.array(shows, dtype=bool).reshape(-1, POINTS),
                    draft_features(clauses),
                    None if encoder is None else encoder[[passage.number for passage in told]].reshape(-1, POINTS),
                )
            )
    return drafts


def _spans(text: str, quotes: Iterable[str]) -> list[tuple[int, int]]:
    return [(at, at + len(quote)) for quote in quotes if (at := text.find(quote)) >= 0]


def _within(clause: Any, quote: tuple[int, int]) -> bool:
    """Whether a good part of a quote lies in a clause."""
    shared = min(clause.end, quote[1]) - max(clause.start, quote[0])
    return bool(shared >= min(6, (quote[1] - quote[0]) / 2))


@dataclass
class Clauses:
    """The told clauses of all drafts as arrays."""

    drafts: list[Draft]
    features: list[str] = field(init=False)
    wording: list[str] = field(init=False)
    owner: Array = field(init=False)
    """Number of each clause's draft."""
    signs: Any = field(init=False)
    runs: Any = field(init=False)
    shows: Array = field(init=False)

    def __post_init__(self) -> None:
        names = [names for draft in self.drafts for names in draft.names]
        runs = [runs for draft in self.drafts for runs in draft.grams]
        self.owner = np.array([number for number, draft in enumerate(self.drafts) for _ in draft.names])
        self.features = sorted(set().union(*names))
        used = defaultdict(set)
        for draft in self.drafts:
            for run in set().union(*draft.grams) if draft.grams else ():
                used[run].add(draft.criterion)
        self.wording = sorted(run for run, criteria in used.items() if len(criteria) >= CRITERIA)
        self.signs = _incidence(names, self.features)
        self.runs = _incidence(runs, self.wording) * GRAM_SCALE
        self.shows = np.vstack([draft.shows for draft in self.drafts])


def _incidence(rows: list[set[str]], columns: list[str]) -> Any:
    places = {name: place for place, name in enumerate(columns)}
    cells = [(row, places[name]) for row, names in enumerate(rows) for name in names if name in places]
    return sparse.csr_matrix(
        (np.ones(len(cells)), tuple(zip(*cells, strict=True)) if cells else ([], [])), (len(rows), len(columns))
    )


@dataclass
class Recogniser:
    """What was learned of clauses for one point."""

    constant: float
    signs: Array
    chosen: Array
    """Places of the runs of characters that are used."""
    wording: Array

    def odds(self, clauses: Clauses, rows: Array) -> Array:
        """Log odds of clauses."""
        total = clauses.signs[rows] @ self.signs + clauses.runs[rows][:, self.chosen] @ self.wording + self.constant
        return np.clip(total, -LIMIT, LIMIT)


def learn_clauses(clauses: Clauses, point: int, train: Array, weights: Array) -> Recogniser | None:
    """Fit the clauses of the drafts `train` for one point; None where too few show it."""
    has = np.array([draft.points[point] for draft in clauses.drafts])[clauses.owner]
    shows = clauses.shows[:, point]
    weight = np.where(shows | ~has, 1.0, UNQUOTED) * weights[clauses.owner]
    rows = np.flatnonzero(np.isin(clauses.owner, train))
    if shows[rows].sum() < LEAST:
        return None
    chosen = _telling(clauses.runs[rows], shows[rows], weight[rows])
    design = sparse.hstack([clauses.signs[rows], clauses.runs[rows][:, chosen]]).tocsr()
    model = LogisticRegression(C=CLAUSE_C, max_iter=300, solver="liblinear", random_state=SEED)
    model.fit(design, shows[rows], sample_weight=weight[rows])
    cut = len(clauses.features)
    return Recogniser(float(model.intercept_[0]), model.coef_[0][:cut], chosen, model.coef_[0][cut:])


def _telling(runs: Any, shows: Array, weight: Array) -> Array:
    """Places of the runs whose clauses show a point most often or most seldom (chi-square)."""
    expected = float(weight @ shows / weight.sum())
    seen, total = runs.T @ (weight * shows), runs.T @ weight
    order: Array = np.argsort(-((seen - total * expected) ** 2) / (total * expected + 3), kind="stable")
    return order[:WORDING]


def rows_of(drafts: list[Draft], odds: list[Array], encoder: bool) -> tuple[list[str], Array]:
    """Return the names and values of the draft features: drafts × points × features."""
    made = [
        draft_rows(odd, draft.ruled.astype(float), draft.shares, draft.encoder if encoder else None)
        for draft, odd in zip(drafts, odds, strict=True)
    ]
    return list(made[0]), np.array([np.stack(list(rows.values()), axis=1) for rows in made])


def learn_drafts(values: Array, has: Array, weights: Array) -> Array | None:
    """Return the draft weights of one point, the constant last; None where too few drafts have it."""
    if has.sum() < LEAST:
        return None
    model = LogisticRegression(C=DRAFT_C, max_iter=2000).fit(values, has, sample_weight=weights)
    return np.append(model.coef_[0], model.intercept_[0])


def chances(weights: Array | None, values: Array) -> Array:
    """Return the probability of each row."""
    if weights is None:
        return np.zeros(len(values))
    return np.asarray(1 / (1 + np.exp(-(values @ weights[:-1] + weights[-1]))))


@dataclass
class Trained:
    """Both layers for all points."""

    recognisers: list[Recogniser | None]
    drafts: list[Array | None]
    with_encoder: list[Array | None]
    names: list[str]
    encoder_names: list[str]


def clause_odds(clauses: Clauses, recognisers: list[Recogniser | None], drafts: Array) -> dict[int, Array]:
    """Return the log odds of the clauses of `drafts`, clauses × points, by number of the draft."""
    result = {}
    for number in drafts:
        rows = np.flatnonzero(clauses.owner == number)
        columns = [np.full(len(rows), -LIMIT) if one is None else one.odds(clauses, rows) for one in recognisers]
        result[int(number)] = np.stack(columns, axis=1)
    return result


def train(clauses: Clauses, numbers: Array, groups: Array, weights: Array, encoder: bool) -> Trained:
    """Fit both layers to the drafts `numbers`; the second to log odds of clauses that the first had not seen."""
    unseen: dict[int, Array] = {}
    for inner, outer in _folds(groups[numbers]):
        part = [learn_clauses(clauses, point, numbers[inner], weights) for point in range(POINTS)]
        unseen |= clause_odds(clauses, part, numbers[outer])
    drafts = [clauses.drafts[number] for number in numbers]
    odds = [unseen[int(number)] for number in numbers]
    layers: list[list[Array | None]] = []
    columns: list[list[str]] = []
    for kind in (False, True) if encoder else (False,):
        names, values = rows_of(drafts, odds, kind)
        has = np.array([draft.points for draft in drafts])
        layers.append([learn_drafts(values[:, p], has[:, p], weights[numbers]) for p in range(POINTS)])
        columns.append(names)
    recognisers = [learn_clauses(clauses, point, numbers, weights) for point in range(POINTS)]
    return Trained(recognisers, layers[0], layers[-1] if encoder else [], columns[0], columns[-1] if encoder else [])


def predict(trained: Trained, clauses: Clauses, numbers: Array, encoder: bool) -> Array:
    """Return the probability of each point of the drafts `numbers`."""
    odds = clause_odds(clauses, trained.recognisers, numbers)
    drafts = [clauses.drafts[number] for number in numbers]
    _, values = rows_of(drafts, [odds[int(number)] for number in numbers], encoder)
    layer = trained.with_encoder if encoder else trained.drafts
    return np.stack([chances(layer[point], values[:, point]) for point in range(POINTS)], axis=1)


def _folds(groups: Array) -> list[tuple[Array, Array]]:
    """Folds that keep each group together, the same in every run."""
    shuffled = np.random.default_rng(SEED).permutation(np.unique(groups))
    numbers = {group: number for number, group in enumerate(shuffled)}
    labels = [numbers[group] for group in groups]
    return list(GroupKFold(min(FOLDS, len(shuffled))).split(np.zeros(len(groups)), groups=labels))


def out_of_fold(clauses: Clauses, numbers: Array, groups: Array, weights: Array, encoder: bool) -> Array:
    """Return the probabilities of the drafts `numbers` by models that have not seen their group."""
    result = np.zeros((len(numbers), POINTS))
    for inner, outer in _folds(groups[numbers]):
        trained = train(clauses, numbers[inner], groups, weights, encoder)
        result[outer] = predict(trained, clauses, numbers[outer], encoder)
    return result


def by_rules(present: Array, drafts: list[Draft], learned: Array) -> Array:
    """Let the rules decide the points that are not learned."""
    return np.where(learned, present, np.array([draft.ruled for draft in drafts]))


def elements_of(present: Array) -> Array:
    """Return which elements are there: those of which a point is."""
    return np.stack([present[:, list(points)].any(axis=1) for points in ELEMENTS.values()], axis=1)


def f1(true: Array, found: Array) -> float:
    """Return the F1 over all cells."""
    both = 2 * (true & found).sum()
    return float(both / max(1, true.sum() + found.sum()))


def interval(figure: Callable[[Array], float], count: int) -> str:
    """Return a figure over all drafts and its 95 % interval."""
    random = np.random.default_rng(SEED)
    drawn = [figure(random.integers(0, count, count)) for _ in range(400)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"{figure(np.arange(count)):.3f} [{low:.3f}-{high:.3f}]"


def show(name: str, drafts: list[Draft], present: Array) -> None:
    """Print the F1 of points and elements of some drafts."""
    if not drafts:
        return
    points = np.array([draft.points for draft in drafts])
    elements, found = np.array([draft.elements for draft in drafts]), elements_of(present)
    figures = [
        interval(lambda some, t=t, f=f: f1(t[some], f[some]), len(drafts))
        for t, f in ((elements, found), (points, present))
    ]
    each = " ".join(f"{element}{f1(elements[:, [n]], found[:, [n]]):.2f}" for n, element in enumerate(ELEMENTS))
    numbered = " ".join(f"{p + 1}:{f1(points[:, [p]], present[:, [p]]):.2f}" for p in range(POINTS))
    print(f"  {name:24s} {len(drafts):4d}  elements {figures[0]}  points {figures[1]}  {each} | {numbered}")


def show_all(title: str, drafts: list[Draft], present: Array) -> None:
    """Print the figures of the first file's drafts, the others, and the short ones."""
    print(title)
    first = np.array([draft.group == 0 for draft in drafts])
    short = np.array([len(draft.text) < 450 for draft in drafts])
    for name, some in (("first file", first), ("other files", ~first), ("short (< 450)", short)):
        show(name, [draft for draft, chosen in zip(drafts, some, strict=True) if chosen], present[some])


def length_and_digits(drafts: list[Draft], numbers: Array, groups: Array) -> Callable[[Array], Array]:
    """Return the probabilities by a regression on length and digits only; the baseline that must be beaten."""
    values = np.array([[len(d.text) / 500, sum(c.isdigit() for c in d.text) / 40] for d in drafts])
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


def document(trained: Trained, clauses: Clauses, present_from: float, figures: Mapping[str, float]) -> dict[str, Any]:
    """Return what is saved."""
    recognisers = trained.recognisers
    signs = np.array([np.zeros(len(clauses.features)) if one is None else one.signs for one in recognisers])
    wording: dict[str, dict[str, float]] = defaultdict(dict)
    for point, one in enumerate(recognisers):
        for place, weight in zip(one.chosen, one.wording, strict=True) if one else ():
            if abs(weight * GRAM_SCALE) >= 0.01:
                wording[clauses.wording[place]][str(point + 1)] = round(float(weight * GRAM_SCALE), 3)
    learned = [one is not None and layer is not None for one, layer in zip(recognisers, trained.drafts, strict=True)]

    def layer(names: list[str], weights: list[Array | None]) -> dict[str, list[float]]:
        table = np.array([np.zeros(len(names) + 1) if one is None else one for one in weights])
        return {name: _rounded(column) for name, column in zip([*names, "constant"], table.T, strict=True)}

    return {
        "schema": "pmqa-writer/adli-model/1",
        "made_by": "tools/train_adli.py",
        "figures": figures,
        "present_from": present_from,
        "learned": learned,
        "constants": _rounded([-LIMIT if one is None else one.constant for one in recognisers]),
        "features": {n: _rounded(c) for n, c in zip(clauses.features, signs.T, strict=True) if np.abs(c).max() >= 0.02},
        "wording": dict(sorted(wording.items())),
        "drafts": layer(trained.names, trained.drafts),
    } | ({"drafts_with_encoder": layer(trained.encoder_names, trained.with_encoder)} if trained.with_encoder else {})


def _rounded(values: Iterable[float]) -> list[float]:
    return [round(float(value), 3) for value in values]


def main() -> None:
    """Train, report, and write the model if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--point-scores", type=Path)
    parser.add_argument("--unseen", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--quick", action="store_true", help="only the cross-validation grouped by criterion")
    arguments = parser.parse_args()
    drafts = collect(arguments.labels, np.load(arguments.point_scores) if arguments.point_scores else {})
    clauses = Clauses(drafts)
    kept = np.array([draft.kept for draft in drafts])
    numbers, apart = np.flatnonzero(~kept), np.flatnonzero(kept)
    weights = np.where([draft.group == 0 for draft in drafts], 2.0, 1.0)
    criteria, ids = np.array([draft.criterion for draft in drafts]), np.array([draft.id for draft in drafts])
    training, held = [drafts[number] for number in numbers], [drafts[number] for number in apart]
    encoder = bool(arguments.point_scores)
    print(f"{len(training)} drafts to learn from, {len(held)} kept apart; {len(clauses.owner)} told clauses")

    show_all("rules, training part", training, np.array([draft.ruled for draft in training]))
    length = length_and_digits(drafts, numbers, criteria)
    show_all("length and digits only, unseen criteria", training, length(numbers) >= 0.34)
    learned = np.array([sum(draft.points[point] for draft in training) >= LEAST for point in range(POINTS)])
    unseen = out_of_fold(clauses, numbers, criteria, weights, encoder=False)
    true = np.array([draft.points for draft in training])
    marked = np.array([draft.group == 0 for draft in training])
    present_from = threshold(unseen, true, marked)
    print(f"threshold {present_from}")
    show_all("recognisers, unseen criteria", training, by_rules(unseen >= present_from, training, learned))
    print(
        f"  Brier score {((unseen - true) ** 2).mean():.4f}; "
        f"mean probability {unseen.mean():.3f}, share {true.mean():.3f}"
    )
    figures = {"points_f1_unseen_criterion": round(f1(true, unseen >= present_from), 3)}
    if encoder:
        with_encoder = out_of_fold(clauses, numbers, criteria, weights, encoder=True)
        show_all("+ encoder, unseen criteria", training, by_rules(with_encoder >= present_from, training, learned))
    if not arguments.quick:
        by_draft = out_of_fold(clauses, numbers, ids, weights, encoder=False)
        show_all("recognisers, unseen drafts", training, by_rules(by_draft >= present_from, training, learned))
    trained = train(clauses, numbers, criteria, weights, encoder)
    show_all("rules, kept apart", held, np.array([draft.ruled for draft in held]))
    if not arguments.quick:
        show_all("length and digits only, kept apart", held, length(apart) >= 0.34)
        for kind in (False, True) if encoder else (False,):
            found = by_rules(predict(trained, clauses, apart, kind) >= present_from, held, learned)
            show_all("+ encoder, kept apart" if kind else "recognisers, kept apart", held, found)
            figures[f"points_f1_kept_apart{'_encoder' if kind else ''}"] = round(
                f1(np.array([d.points for d in held]), found), 3
            )
    if arguments.unseen:
        everything = np.vstack([unseen, predict(trained, clauses, apart, encoder=False)])
        np.savez(arguments.unseen, **dict(zip([*ids[numbers], *ids[apart]], everything, strict=True)))
    if arguments.write:
        saved = document(trained, clauses, present_from, figures)
        MODEL.write_text(json.dumps(saved, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def threshold(probabilities: Array, true: Array, marked: Array) -> float:
    """Return the probability with the best sum of F1 on the first file's drafts and on the others."""
    grid = np.round(np.arange(0.26, 0.46, 0.02), 2)

    def worth(start: float) -> float:
        parts = (marked, ~marked) if marked.any() and not marked.all() else (np.ones(len(true), dtype=bool),)
        return sum(
            f1(true[part], probabilities[part] >= start)
            + f1(elements_of(true)[part], elements_of(probabilities >= start)[part])
            for part in parts
        )

    return float(max(grid, key=worth))


if __name__ == "__main__":
    main()
