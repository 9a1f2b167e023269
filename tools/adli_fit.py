"""Fitting the two layers that recognise ADLI points: clauses first, then drafts by their clauses."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from adli_drafts import Array, Clauses, Draft
from labelled import UNQUOTED
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from usual import Usual

from pmqa_writer.analysis.point_model import LIMIT, POINTS, draft_rows

FOLDS = 6
SEED = 2565
CLAUSE_C, DRAFT_C = 0.15, 0.3
"""Inverse strengths of regularisation."""
WORDING = 300
"""Runs of characters a point at most."""
EXCERPT_WEIGHT = 0.4
"""Weight of an excerpt of a draft beside the draft."""
LEAST = 5
"""Clauses and drafts that a point needs to be learned."""
ANY = "any"
"""The one kind of question there is."""


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
        return np.asarray(np.clip(total, -LIMIT, LIMIT))


def learn_clauses(clauses: Clauses, point: int, train: Array, weights: Array) -> Recogniser | None:
    """Fit the clauses of the drafts `train` for one point; None where too few show it."""
    has = np.array([draft.points[point] for draft in clauses.drafts])[clauses.owner]
    shows = clauses.shows[:, point]
    weight = np.where(shows | ~has, 1.0, UNQUOTED) * weights[clauses.owner]
    known = np.array([draft.known[point] for draft in clauses.drafts])[clauses.owner]
    weight *= np.where(has, 1.0, np.array([draft.doubt for draft in clauses.drafts])[clauses.owner])
    rows = np.flatnonzero(np.isin(clauses.owner, train) & known)
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


def usual_of(drafts: list[Draft]) -> Usual:
    """Count how often drafts show each point, in those whose points were marked one by one."""
    return Usual.of((ANY, draft.question, draft.points) for draft in drafts if draft.group == 0)


def rows_of(drafts: list[Draft], odds: list[Array], usual: list[Array]) -> tuple[list[str], Array]:
    """Return the names and values of the draft features: drafts × points × features."""
    made = [
        draft_rows(odd, read_of(draft, odd), draft.ruled.astype(float), own, draft.shares)
        for draft, odd, own in zip(drafts, odds, usual, strict=True)
    ]
    return list(made[0]), np.array([np.stack(list(rows.values()), axis=1) for rows in made])


def read_of(draft: Draft, odds: Array) -> Array:
    """Return the reader's log odds of a draft's told clauses; zeros for a sentence, which weighs nothing."""
    return np.zeros_like(odds) if draft.read is None else draft.read


def excerpt_rows(
    drafts: list[Draft], odds: list[Array], usual: list[Array], weights: Array
) -> tuple[Array, Array, Array]:
    """Return features, labels and weights of all excerpts, each × points.

    A point that is there by a quote outside the excerpt may be in it too, so it weighs nothing there.
    """
    values, has, sure = [], [], []
    for draft, odd, own, weight in zip(drafts, odds, usual, weights, strict=True):
        for excerpt in draft.excerpts:
            told = list(excerpt.told)
            ruled = np.array([any(f"r:{p + 1}" in draft.names[place] for place in told) for p in range(POINTS)])
            rows = draft_rows(odd[told], read_of(draft, odd)[told], ruled.astype(float), own, excerpt.shares)
            values.append(np.stack(list(rows.values()), axis=1))
            shows = draft.shows[told].any(axis=0)
            has.append(shows)
            sure.append(EXCERPT_WEIGHT * weight * np.where(shows, 1.0, draft.doubt * ~draft.points))
    return np.array(values), np.array(has), np.array(sure)


def learn_drafts(values: Array, has: Array, weights: Array) -> Array | None:
    """Return the draft weights of one point, the constant last; None where too few drafts have it."""
    if has[weights > 0].sum() < LEAST:
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
    names: list[str]
    usual: Usual


def clause_odds(clauses: Clauses, recognisers: list[Recogniser | None], drafts: Array) -> dict[int, Array]:
    """Return the log odds of the clauses of `drafts`, clauses × points, by number of the draft."""
    result = {}
    for number in drafts:
        rows = np.flatnonzero(clauses.owner == number)
        columns = [np.full(len(rows), -LIMIT) if one is None else one.odds(clauses, rows) for one in recognisers]
        result[int(number)] = np.stack(columns, axis=1)
    return result


def train(clauses: Clauses, numbers: Array, groups: Array, weights: Array) -> Trained:
    """Fit both layers to the drafts `numbers`; the second to log odds of clauses that the first had not seen."""
    numbers = np.concatenate([numbers, np.flatnonzero([draft.group < 0 for draft in clauses.drafts])])
    unseen: dict[int, Array] = {}
    for inner, outer in _folds(groups[numbers]):
        part = [learn_clauses(clauses, point, numbers[inner], weights) for point in range(POINTS)]
        unseen |= clause_odds(clauses, part, numbers[outer])
    drafts = [clauses.drafts[number] for number in numbers]
    odds = [unseen[int(number)] for number in numbers]
    counted = usual_of(drafts)
    usual = [counted.odds(ANY, draft.question, draft.points if draft.group == 0 else None) for draft in drafts]
    names, values = rows_of(drafts, odds, usual)
    has = np.array([draft.points for draft in drafts])
    doubt = np.array([[draft.doubt] for draft in drafts])
    read = np.array([[draft.read is not None] for draft in drafts])
    known = read * np.array([draft.known for draft in drafts]) * np.where(has, 1.0, doubt) * weights[numbers][:, None]
    more = excerpt_rows(drafts, odds, usual, weights[numbers])
    layer = [
        learn_drafts(
            np.vstack([values[:, p], more[0][:, p]]),
            np.append(has[:, p], more[1][:, p]),
            np.append(known[:, p], more[2][:, p]),
        )
        for p in range(POINTS)
    ]
    recognisers = [learn_clauses(clauses, point, numbers, weights) for point in range(POINTS)]
    return Trained(recognisers, layer, names, counted)


def predict(trained: Trained, clauses: Clauses, numbers: Array) -> Array:
    """Return the probability of each point of the drafts `numbers`."""
    odds = clause_odds(clauses, trained.recognisers, numbers)
    drafts = [clauses.drafts[number] for number in numbers]
    usual = [trained.usual.odds(ANY, draft.question) for draft in drafts]
    _, values = rows_of(drafts, [odds[int(number)] for number in numbers], usual)
    return np.stack([chances(trained.drafts[point], values[:, point]) for point in range(POINTS)], axis=1)


def _folds(groups: Array) -> list[tuple[Array, Array]]:
    """Folds that keep each group together, the same in every run."""
    shuffled = np.random.default_rng(SEED).permutation(np.unique(groups))
    numbers = {group: number for number, group in enumerate(shuffled)}
    labels = [numbers[group] for group in groups]
    return list(GroupKFold(min(FOLDS, len(shuffled))).split(np.zeros(len(groups)), groups=labels))


def out_of_fold(clauses: Clauses, numbers: Array, groups: Array, weights: Array) -> Array:
    """Return the probabilities of the drafts `numbers` by models that have not seen their group."""
    result = np.zeros((len(numbers), POINTS))
    for inner, outer in _folds(groups[numbers]):
        trained = train(clauses, numbers[inner], groups, weights)
        result[outer] = predict(trained, clauses, numbers[outer])
    return result
