"""Findings, and the rules that make them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pmqa_writer.analysis import Analysis
from pmqa_writer.criteria import Edition
from pmqa_writer.drafts import Workspace
from pmqa_writer.i18n import _
from pmqa_writer.text import Edit, Span


class Severity(StrEnum):
    """How much a finding matters, the most first."""

    ERROR = "error"
    """The form or the law does not allow it."""
    WARNING = "warning"
    """It costs points."""
    HINT = "hint"
    """It may be better."""

    def at_least(self, other: "Severity") -> bool:
        """Say whether this severity is as grave as `other` or graver."""
        return self.rank <= other.rank

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of advice on a draft."""

    rule: str
    """Id of the rule, e.g. `LEN001`."""
    severity: Severity
    span: Span
    """The place in the draft's text; the whole draft where the advice is about something that is absent."""
    message: str
    """What is wrong and what would mend it."""
    why: str
    """Why it matters to an assessor."""
    example: str = ""
    """A sentence that shows what is wanted, where there is one."""
    fix: Edit | None = None
    """A change that can be applied without harm."""
    item: str = ""
    """The checklist item, ADLI element or constraint that it is about."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at."""

    analysis: Analysis
    edition: Edition
    workspace: Workspace
    twins: Mapping[str, Sequence[Analysis]] = field(default_factory=dict)
    """Clauses, without white space, that stand in several drafts of the run, and those drafts."""
    rivals: Sequence[str] = ()
    """Paths of all drafts of the run that answer this draft's question, itself among them."""

    @property
    def whole(self) -> Span:
        """The whole draft as a span."""
        return Span(0, len(self.analysis.draft.text))


@dataclass(frozen=True, slots=True)
class Note:
    """What a rule's check reports; the rule adds its id, severity and reason."""

    span: Span
    message: str
    example: str = ""
    fix: Edit | None = None
    item: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: small, with the texts that explain it."""

    id: str
    severity: Severity
    """Unless the workspace sets another."""
    title: str
    """What it finds, as a message id."""
    why: str
    """Why it matters, as a message id."""
    check: Callable[[Context], Iterator[Note]]
    bad: str = ""
    """A piece of draft that it finds."""
    good: str = ""
    """The same, mended."""

    def findings(self, context: Context) -> Iterator[Finding]:
        """Yield what the rule finds in a draft."""
        for note in self.check(context):
            yield Finding(
                self.id,
                self.severity,
                note.span,
                note.message,
                _(self.why),
                note.example,
                note.fix,
                note.item,
            )

    def with_severity(self, severity: Severity) -> "Rule":
        """Return the rule with another severity."""
        return replace(self, severity=severity)
