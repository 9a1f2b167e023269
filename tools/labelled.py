"""Labelled drafts and clauses, as the training tools read them from `tools/training`.

A draft: `id`, `question`, `text`, `items` (item → covered, partial, missing), `evidence` (item → quotations),
`adli_points` (point → quotations), `adli`, `constraints`, `written_from` ("question": before its writer had read the
checklist). A clause: `item`, `label`, `kind`, `text`. A demand's clause: `question`, `constraint`, `option`, `label`
(told, not), `text`, and `also`: other options of the question that it tells of too. `told.jsonl` holds a second, blind
reading of the drafts' constraints: `id`, `told` (option → quotations, none where it is not told), `verdicts`.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from pmqa_writer.analysis.engine import Engine
from pmqa_writer.analysis.model import Clause
from pmqa_writer.criteria import Edition, Item, Question

TRAINING: Final = Path(__file__).resolve().parent / "training"
DEV: Final = "drafts-dev.jsonl"
"""The drafts that are left out where parts are compared."""
RANKS: Final = {"missing": 0, "partial": 1, "covered": 2}
TWINS: Final = frozenset(
    frozenset(pair.split())
    for pair in (
        "1.1.B1 1.1.RB1",
        "1.1.B1 1.1.B5",
        "1.1.RB1 1.1.B5",
        "1.1.B3 1.1.RB3",
        "1.1.A2 1.1.S3",
        "1.1.S2 1.1.S5",
        "1.1.A1 1.1.RA1",
        "1.3.A3 1.3.S1",
        "4.1.S3 4.2.S3",
        "4.3.B4 4.4.B3",
        "4.3.S3 4.4.S2",
    )
)
"""Items that ask for nearly the same: a clause for the one must not be held against the other."""
UNQUOTED: Final = 0.25
"""Weight of a clause that is not quoted for a point or item that its draft has: labellers quote one or two, not all."""
DOUBT: Final = 0.6
"""Weight of a point that is not named in drafts whose labellers went through the items first: it may be there."""
_KEPT_APART: Final = 5
Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class LabelledDraft:
    """A draft, taken apart as the engine does it, with what was said of it."""

    record: dict[str, Any]
    question: Question
    items: tuple[Item, ...]
    clauses: tuple[Clause, ...]
    ranks: Array
    """By item: 0 missing, 1 partial, 2 covered."""
    shown: Array
    """Clauses × items: the item's rank where a quotation of its evidence stands, else 0."""

    @property
    def id(self) -> str:
        """The record's id."""
        return str(self.record["id"])

    @property
    def criterion(self) -> str:
        """Id of the criterion that its question belongs to."""
        return self.question.criterion

    @property
    def from_question(self) -> bool:
        """Say whether it was written from the question alone, before its writer had read the checklist."""
        return self.record.get("written_from") == "question"

    @property
    def marked_by_point(self) -> bool:
        """Say whether its labeller looked at the ADLI points one by one, and not mainly at the items."""
        return self.from_question or self.id.startswith("dev-")

    @property
    def kept_apart(self) -> bool:
        """Say whether it belongs to the fifth of the drafts that nothing is chosen by."""
        return is_kept_apart(self.id)


@dataclass(frozen=True)
class LabelledClause:
    """A clause written for an item."""

    item: str
    rank: int
    kind: str
    text: str


@dataclass(frozen=True)
class LabelledDemand:
    """A clause written for what a question demands to be told of."""

    question: str
    option: str
    told: bool
    also: tuple[str, ...]
    text: str


def is_kept_apart(name: str) -> bool:
    """Say by its id whether something belongs to the fifth that is kept apart.

    Of drafts, no model above the reader learns from that fifth or is chosen by it; of items, "untaught" readers do not.
    """
    return int(hashlib.blake2b(name.encode(), digest_size=4).hexdigest(), 16) % _KEPT_APART == 0


def length_and_digits(text: str) -> list[float]:
    """Return how long a text is and how many digits it holds: what the baselines go by that must be beaten."""
    return [len(text) / 500, sum(map(str.isdigit, text)) / 40]


def read_lines(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield the records of files with one JSON object a line."""
    for file in sorted(files):
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield json.loads(line)


def read_drafts(files: Iterable[Path], engine: Engine) -> list[LabelledDraft]:
    """Return the labelled drafts of files."""
    return [_taken_apart(record, engine) for record in read_lines(files)]


def read_clauses(files: Iterable[Path], edition: Edition) -> list[LabelledClause]:
    """Return the labelled clauses of files, and the criteria's own sentences and wordings."""
    clauses = [
        LabelledClause(record["item"], RANKS[record["label"]], record["kind"], record["text"])
        for record in read_lines(files)
    ]
    kinds = {"plan": 1, "name_only": 1, "denial": 0, "wrong_thing": 0}
    for item in edition.items():
        clauses.append(LabelledClause(item.id, 2, "wording", f"{item.text} {item.wanted}"))
        clauses.extend(LabelledClause(item.id, 2, "meets", text) for text in item.meets)
        clauses.extend(LabelledClause(item.id, kinds[miss.kind], miss.kind, miss.text) for miss in item.misses)
    return clauses


def read_demands(files: Iterable[Path]) -> list[LabelledDemand]:
    """Return the clauses of files that were written for demands."""
    return [
        LabelledDemand(
            record["question"],
            record["option"],
            record["label"] == "told",
            tuple(record.get("also", ())),
            record["text"],
        )
        for record in read_lines(files)
    ]


def read_told(file: Path) -> dict[str, dict[str, list[str]]]:
    """Return, by draft, where each option of its question's constraints is told: quotations, none where it is not."""
    return {record["id"]: record["told"] for record in read_lines([file])}


def _taken_apart(record: dict[str, Any], engine: Engine) -> LabelledDraft:
    question = engine.edition.question(record["question"])
    criterion = engine.edition.criterion(question.criterion)
    clauses, text = engine.clauses(record["text"], criterion), record["text"]
    items = tuple(criterion.items)
    ranks = np.array([RANKS[record["items"][item.id]] for item in items])
    shown = np.zeros((len(clauses), len(items)), dtype=int)
    for number, item in enumerate(items):
        shown[quoted(clauses, text, record["evidence"].get(item.id, ())), number] = ranks[number]
    return LabelledDraft(record, question, items, clauses, ranks, shown)


def quoted(clauses: Iterable[Clause], text: str, quotes: Iterable[str]) -> list[int]:
    """Return the numbers of the clauses that quotations lie in: half of the one must lie in the other."""
    spans = [(text.find(quote), len(quote)) for quote in quotes if quote in text]
    found = []
    for number, clause in enumerate(clauses):
        for start, length in spans:
            common = min(clause.span.end, start + length) - max(clause.span.start, start)
            if common > 0 and 2 * common >= min(length, clause.span.end - clause.span.start):
                found.append(number)
                break
    return found
