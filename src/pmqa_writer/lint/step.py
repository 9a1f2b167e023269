"""What a next step is, what is looked at to find one, and how its message is kept short."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pmqa_writer.analysis import Analysis
from pmqa_writer.criteria import Edition, Question
from pmqa_writer.drafts import Window
from pmqa_writer.lint.model import Finding
from pmqa_writer.text import Span, shorten

LONGEST: Final = 90
"""Code points of a message."""


class StepKind(StrEnum):
    """What kind of edit is next."""

    BEGIN = "begin"
    """Write a first sentence."""
    SHORTEN = "shorten"
    FILL = "fill"
    """Fill in a blank of the skeleton."""
    REMOVE = "remove"
    """Take out what the form or the law does not allow."""
    SUBJECT = "subject"
    """Answer this question instead of another."""
    PERIOD = "period"
    """Tell of the evaluation window instead of other years."""
    DEEDS = "deeds"
    """Tell what was done: the text is one of plans or lacks."""
    CONTENT = "content"
    """Tell something: the text repeats the criteria."""
    ITEM = "item"
    """Evidence an item that the question asks for."""
    DEMAND = "demand"
    """Do what the question's wording demands."""
    DETAIL = "detail"
    """Evidence an item fully."""
    SUBSTANCE = "substance"
    """Tell what a plan or system that is only named holds."""
    PLAN = "plan"
    """Turn a sentence that tells a plan into a fact, or leave it out."""
    FIGURE = "figure"
    RESULT = "result"
    YEAR = "year"
    """Name a year of the evaluation window."""
    MORE = "more"
    """Evidence an item that a good answer shows too."""
    ELEMENT = "element"
    """Tell an ADLI element."""
    REPAIR = "repair"
    """Mend what the linter found."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """The edit that would gain most."""

    kind: StepKind
    message: str
    """What to do, in at most `LONGEST` code points, in the language that is set."""
    item: str = ""
    """The checklist item, ADLI element, demand or criterion that it is about."""
    span: Span | None = None
    """The place in the draft's text; None where something is to be added anywhere."""
    finding: int | None = None
    """The finding that it comes from, counted from 0; None where no rule has one."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the path looks at."""

    analysis: Analysis
    findings: Sequence[Finding]
    question: Question
    edition: Edition
    window: Window | None

    @property
    def text(self) -> str:
        """The draft's text."""
        return self.analysis.draft.text

    def found(self, *rules: str) -> Iterator[tuple[int, Finding]]:
        """Yield the findings of some rules, with their numbers, in the order of the findings."""
        return ((number, finding) for number, finding in enumerate(self.findings) if finding.rule in rules)

    def wanted(self, item: str) -> str:
        """Return what evidence an item wants."""
        return self.edition.item(item).wanted

    def place(self, finding: Finding) -> Span | None:
        """Return where a finding is; None where it is about the whole draft."""
        return finding.span if len(finding.span) < len(self.text) else None


def fit(template: str, what: str, **fields: object) -> str:
    """Return a message filled in, with as much of `what` as fits."""
    room = max(LONGEST - len(template.format(what="", **fields)), 10)
    return template.format(what=what if len(what) <= room else _cut(what, room), **fields)


def _cut(text: str, room: int) -> str:
    """Return a text cut at a space where one is near, and before a bracket that would stay open."""
    head = text[: room - 1]
    if head.count("(") > head.count(")") and (before := head[: head.rfind("(")].rstrip(" ,:")):
        return f"{before}…"
    at = head.rfind(" ")
    return head[:at].rstrip(" ,:/").removesuffix(" เช่น") + "…" if at > room // 2 else shorten(text, room)
