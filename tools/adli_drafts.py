"""The labelled drafts that the recognisers of the ADLI points learn from, and what is looked at in them."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from labelled import DOUBT, is_kept_apart, read_lines
from scipy import sparse

from pmqa_writer.analysis.engine import Engine
from pmqa_writer.analysis.model import Clause
from pmqa_writer.analysis.point_features import Passage, clause_features, draft_features, grams, passages, shape
from pmqa_writer.analysis.point_model import POINTS
from pmqa_writer.criteria import packaged_edition

ELEMENTS = {"A": range(6), "D": range(6, 10), "L": range(10, 12), "I": range(12, 15), "R": range(5, 6)}
"""Points of each element, counted from 0."""
GRAM_SCALE = 0.5
"""Wording counts for less than signs: the lower, the stronger it is regularised."""
CRITERIA = 8
"""Criteria in whose drafts a run of characters must stand: what fewer use is a subject, not a way of saying."""
EXCERPTS = (1, 2, 4)
"""Told clauses of the excerpts that join the drafts in learning: a text that is just begun, or short, must be judged by
what it tells, while in whole drafts the strong ones show all points at once."""
Array = np.ndarray[Any, Any]


@dataclass
class Draft:
    """A labelled draft and what is looked at."""

    id: str
    group: int
    """Number of the file that it comes from."""
    question: str
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
    excerpts: list["Excerpt"]
    known: Array
    """Points that the label speaks of: all, or for a sentence of `adli.toml` its own."""
    read: Array | None = None
    """The reader's log odds of each told clause × points; None for sentences, which drafts are not learned from."""

    @property
    def kept(self) -> bool:
        """Whether it is kept apart."""
        return is_kept_apart(self.id)

    @property
    def doubt(self) -> float:
        """Weight of a point that the label does not name."""
        return DOUBT if self.group > 0 else 1.0

    @property
    def ruled(self) -> Array:
        """Which points the rules find."""
        return np.array([any(f"r:{point + 1}" in names for names in self.names) for point in range(POINTS)])


@dataclass
class Excerpt:
    """A few told clauses of a draft in a row, as if they were all that is written yet."""

    told: range
    """Places among the told clauses."""
    shares: Mapping[str, float]


def excerpts_of(clauses: Sequence[Clause], told: Sequence[Passage], draft: str) -> list[Excerpt]:
    """Return one excerpt of each size that is shorter than the draft, where chance puts it."""
    random = np.random.default_rng(int(hashlib.blake2b(draft.encode(), digest_size=4).hexdigest(), 16))
    result = []
    for size in EXCERPTS:
        if size < len(told):
            start = int(random.integers(0, len(told) - size + 1))
            own = [passage.clause for passage in told[start : start + size]]
            result.append(Excerpt(range(start, start + size), draft_features(own)))
    return result


def collect(files: Iterable[Path], read: Mapping[str, Array]) -> list[Draft]:
    """Return all drafts of the files, with what the reader says of their clauses."""
    engine = Engine(packaged_edition())
    drafts = []
    for group, file in enumerate(files):
        for record in read_lines([file]):
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
            drafts.append(
                Draft(
                    record["id"],
                    group,
                    question.id,
                    question.criterion,
                    text,
                    np.array([point + 1 in quotes for point in range(POINTS)]),
                    np.array([record["adli"][element] for element in ELEMENTS]),
                    [clause_features(engine.edition.adli, passage) for passage in told],
                    [grams(shape(passage.clause.text)) for passage in told],
                    np.array(shows, dtype=bool).reshape(-1, POINTS),
                    draft_features(clauses),
                    excerpts_of(clauses, told, record["id"]),
                    np.ones(POINTS, dtype=bool),
                    read[record["id"]][[passage.number for passage in told]].reshape(-1, POINTS),
                )
            )
    return drafts


def sentences() -> list[Draft]:
    """Return the sentences of `adli.toml` that show a point and that do not, each as a draft of its own."""
    engine = Engine(packaged_edition())
    result = []
    for point in engine.edition.adli.points:
        known = np.arange(POINTS) == point.number - 1
        for text, meets in [*((text, True) for text in point.meets), *((text, False) for text in point.misses)]:
            clauses = engine.clauses(text, engine.edition.criterion("1.1"))
            told = passages(clauses)
            names = [clause_features(engine.edition.adli, passage) for passage in told]
            runs = [grams(shape(passage.clause.text)) for passage in told]
            # Which of its clauses shows the point is known only where there is but one.
            shows = np.tile(known & meets, (len(told), 1))
            name = f"adli.{point.number}"
            elements = np.zeros(len(ELEMENTS), dtype=bool)
            shares = draft_features(clauses)
            result.append(
                Draft(name, -1, name, name, text, known & meets, elements, names, runs, shows, shares, [], known)
            )
    return result


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
        for draft in filter(lambda draft: draft.group >= 0, self.drafts):
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
