"""What a draft says: facts only, no advice."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from pmqa_writer.analysis.signals import Signals
from pmqa_writer.criteria import Item
from pmqa_writer.drafts import Draft
from pmqa_writer.text import Span, Status

_ECHO: Final = 0.6
"""Share of a clause that repeats official wording from which on it tells nothing of its own."""


class Coverage(StrEnum):
    """How far a draft evidences a checklist item."""

    COVERED = "covered"
    PARTIAL = "partial"
    MISSING = "missing"


class Target(StrEnum):
    """Whether the question asks for an item."""

    STRONG = "strong"
    """In words."""
    WEAK = "weak"
    """It elaborates the same subject, so a good answer shows it too."""
    NONE = "none"


class Verdict(StrEnum):
    """Whether a draft does what a constraint of its question demands."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    """Text alone cannot decide it."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause-sized piece of a draft, the unit of evidence."""

    span: Span
    """In the draft's text."""
    text: str
    """Cleaned, digits Arabic: for matching, not for showing."""
    squeezed: str
    """`text` without white space, to find the same passage elsewhere."""
    status: Status
    """Asserted, planned, denied or a purpose."""
    signals: Signals
    """Signs of fact in it."""
    terms: tuple[str, ...]
    """Content words."""
    copied: float = 0.0
    """Share of its characters that repeat the criterion's official wording, 0 to 1."""

    @property
    def echo(self) -> bool:
        """Say whether the clause only repeats the question or the checklist, without a figure."""
        return self.copied >= _ECHO and not self.signals.has("figure", "date")

    @property
    def told(self) -> bool:
        """Say whether the clause can evidence something done: with content, asserted, no echo."""
        return self.status is Status.ASSERTED and bool(self.terms) and not self.echo


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of a draft that supports a judgement."""

    span: Span
    """In the draft's text, on cluster edges."""
    text: str
    """The quoted words, as the draft has them."""


@dataclass(frozen=True, slots=True)
class ItemCoverage:
    """The judgement on one checklist item."""

    item: Item
    target: Target
    status: Coverage
    score: float
    """Probability that an assessor says `covered`, 0 to 1."""
    evidence: tuple[Evidence, ...] = ()
    """The best first; empty only when missing."""
    addressed: float = 0.0
    """Probability, by this program alone, that an assessor finds the item at least partly there, 0 to 1."""
    by: Literal["plain", "server"] = "plain"
    """Whose verdict it is, as in `Judgement`; a server's `score` is a stand-in."""
    unmet: str = ""
    """What the question demands of the item and the draft lacks, so that it is not covered; `score` is a stand-in."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Who judged the checklist items of a draft."""

    by: Literal["plain", "server"] = "plain"
    """`server`: the language model that the settings name, checked against the draft; `plain`: this program alone."""
    invented: int = 0
    """Quotations of the language model that do not stand in the draft; they were dropped."""
    refused: int = 0
    """Items of which it said nothing that counts; the plain judgement stands."""
    failure: str = ""
    """Why the language model that was asked for gave no judgement, so that the plain one stands; else empty."""


@dataclass(frozen=True, slots=True)
class PointResult:
    """The judgement on one ADLI point."""

    point: int
    """1 to 15."""
    present: bool
    score: float
    """How sure the recogniser is, 0 to 1."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ConstraintResult:
    """The judgement on one constraint of the question."""

    name: str
    spec: str
    """As the criteria write it."""
    status: Verdict
    detail: str
    """What was found or is wanting, or why text cannot decide it; in the language that is set."""


@dataclass(frozen=True, slots=True)
class Character:
    """What kind of text a draft is, over all its clauses; shares are of its characters, 0 to 1."""

    planned: float
    """Share of clauses that only tell plans."""
    denied: float
    """Share of clauses that say that something is not there."""
    copied: float
    """Share of text that repeats the question's and the checklist's own wording."""
    facts: int
    """Hard facts: figures with a unit, dates, proper names."""
    results: int
    """Clauses that tell a result."""
    own_topic: float
    """Likeness to the question's criterion."""
    nearest_topic: str
    """The criterion that the draft is most like."""
    nearest_score: float
    """Likeness to that criterion."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that the engine says of a draft."""

    draft: Draft
    characters: int
    """As Word counts them, spaces included."""
    clauses: tuple[Clause, ...]
    coverage: tuple[ItemCoverage, ...]
    """All items of the criterion, in the order of the criteria."""
    points: tuple[PointResult, ...]
    """All fifteen ADLI points."""
    elements: dict[str, bool]
    """A, D, L, I and R."""
    constraints: tuple[ConstraintResult, ...]
    character: Character
    judgement: Judgement = Judgement()
    """Who judged the items."""
