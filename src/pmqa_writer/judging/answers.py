"""What a judge answers. All offsets are code points of the text that was sent."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Range = tuple[int, int]
"""Start and end of a piece of the text."""
Part = Literal["judging", "examples"]
"""What is loaded: drafts can be judged before examples can be found."""


class Item(Struct, frozen=True):
    """The judgement on a checklist item."""

    id: str
    target: str
    """Whether the question asks for it: `strong`, `weak` or `none`."""
    status: str
    """`covered`, `partial` or `missing`."""
    score: float
    """Probability that an assessor says covered, 0 to 1."""
    spans: tuple[Range, ...]
    """Its evidence, the best first."""


class Point(Struct, frozen=True):
    """The judgement on an ADLI point."""

    number: int
    """1 to 15."""
    present: bool
    score: float
    """0 to 1."""
    spans: tuple[Range, ...]
    """Its evidence, the best first."""


class Constraint(Struct, frozen=True):
    """The judgement on a demand of the question."""

    name: str
    spec: str
    """As the criteria write it."""
    status: str
    """`met`, `unmet` or `unknown`."""
    detail: str


class Fix(Struct, frozen=True):
    """A change that can be made without harm."""

    start: int
    end: int
    replacement: str
    kind: str
    """Why: a value of `text.EditKind`."""


class Finding(Struct, frozen=True):
    """A piece of advice on the draft."""

    rule: str
    severity: str
    """`error`, `warning` or `hint`."""
    start: int
    end: int
    message: str
    why: str
    example: str
    """A sentence that shows what is wanted; empty where there is none."""
    fix: Fix | None
    item: str
    """The checklist item, ADLI element or constraint that it is about; empty for none."""


class Next(Struct, frozen=True):
    """The edit that would gain most."""

    kind: str
    """A value of `lint.next_step.StepKind`."""
    message: str
    """What to do, in at most 90 code points."""
    item: str
    """The checklist item, ADLI element, demand or criterion that it is about; empty for none."""
    span: Range | None
    """The place; None where something is to be added anywhere."""
    finding: int | None
    """The number of the finding that it comes from, from 0; None where no rule has one."""


class ExampleHit(Struct, frozen=True):
    """A practice that was found."""

    id: str
    title: str
    agency: str
    own: bool
    """Added by the agency itself."""
    criterion: str
    helps: tuple[str, ...]
    """Checklist items that it shows and the draft lacks."""
    words: tuple[str, ...]
    """Words that it shares with what was written, the most telling first."""
    passage: str
    """Its clause that is nearest in meaning; empty where none is near."""
    score: float
    """0 to 1, to be compared only within one answer."""


class AdviceHit(Struct, frozen=True):
    """What assessors advise, that was found."""

    id: str
    words: tuple[str, ...]
    passage: str


class _Answer(Struct, frozen=True, tag=True):
    pass


class Loading(_Answer, frozen=True):
    """Something is being loaded."""

    part: Part
    done: int = 0
    total: int = 0
    """Steps; 0: nobody knows how many."""


class Ready(_Answer, frozen=True):
    """A part is loaded. What wanted examples before they were there is answered once more, unasked."""

    part: Part


class Judged(_Answer, frozen=True):
    """All that can be said of a draft."""

    question: str
    generation: int
    characters: int
    """As Word counts them, spaces included."""
    items: tuple[Item, ...]
    """In the order of the criteria."""
    points: tuple[Point, ...]
    elements: dict[str, bool]
    """A, D, L, I and R."""
    constraints: tuple[Constraint, ...]
    findings: tuple[Finding, ...]
    """In the order of the rules; those of one rule in the order of the text."""
    examples: tuple[ExampleHit, ...] | None = None
    """The best first; None: not wanted, or not loaded yet; empty where they cannot be loaded."""
    advice: tuple[AdviceHit, ...] | None = None
    next: Next | None = None
    """What to do first; None: nothing is urgent, and the answer reads complete."""
    outline: str = ""
    """A skeleton of what the answer does not tell yet, with blanks; see `lint.outline`."""
    stronger: Literal["", "reading", "judged", "failed"] = ""
    """What became of the stronger judges that the settings name: none are named, or it is not the answer that is open;
    they are at work, and another answer follows; this is their judgement; they gave none."""


class Found(_Answer, frozen=True):
    """What a search found, the best first."""

    question: str
    generation: int
    examples: tuple[ExampleHit, ...]
    advice: tuple[AdviceHit, ...]


class Failed(_Answer, frozen=True):
    """A request could not be answered; the judge goes on."""

    generation: int
    question: str
    message: str
    hint: str = ""
    about: Literal["draft", "search", "opening"] = "draft"
    """What failed; after `opening` nothing is answered until a workspace is opened."""


class Notice(_Answer, frozen=True):
    """Judging goes on, but something that the user set up does not work; told once."""

    message: str
    hint: str = ""


class Died(_Answer, frozen=True):
    """The process ended by itself; it can be started again, and all must be sent again."""

    status: int | None
    """Its exit status; negative: the signal that ended it; None: it said what nobody understands."""


Answer = Loading | Ready | Judged | Found | Failed | Notice | Died
