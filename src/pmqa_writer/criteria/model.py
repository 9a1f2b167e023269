"""The criteria as values. The same types read the files, refuse unknown keys and make the JSON Schema."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

CriterionId = Annotated[str, Meta(pattern=r"^[1-6]\.[1-9]$", description="e.g. 1.1")]
ItemId = Annotated[str, Meta(pattern=r"^[1-6]\.[1-9]\.R?[BAS][1-9]$", description="e.g. 1.1.B1, 1.1.RB1")]
QuestionId = Annotated[str, Meta(pattern=r"^[1-6]\.[1-9]\.[1-9]$", description="e.g. 1.1.1")]
Text = Annotated[str, Meta(min_length=1)]


class Level(StrEnum):
    """A level of maturity, as an assessor awards it."""

    BASIC = "B"
    ADVANCE = "A"
    SIGNIFICANCE = "S"

    @property
    def label(self) -> str:
        """The level's name as the sources print it."""
        return self.name.capitalize()


class Reading(StrEnum):
    """How well the source could be read: its text layer was made by character recognition."""

    CLEAR = "clear"
    REPAIRED = "repaired"
    """A slip of the recognition was mended; the note quotes what the source reads."""
    UNCERTAIN = "uncertain"
    """Mended by comparing with another item: the wording may differ from the official one."""
    UNREADABLE = "unreadable"
    """Part of the official wording cannot be recovered from the sources."""
    INCOMPLETE = "incomplete"
    """The source breaks off in the middle."""


class Value(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of all that is read from files: immutable, every key named, no unknown key."""


class Source(Value, frozen=True, kw_only=True):
    """Where an entry comes from."""

    document: Text
    """Id of a document that the edition lists."""
    heading: Text
    """Heading, table or slide in that document."""


class Miss(Value, frozen=True, kw_only=True):
    """An invented sentence that does not evidence its item, though it looks as if it might."""

    kind: Literal["plan", "denial", "name_only", "wrong_thing"]
    text: Text


class Item(Value, frozen=True, kw_only=True):
    """A checklist item: one thing that an assessor looks for in the answers of a criterion."""

    id: ItemId
    level: Level
    kind: Literal["process", "result"]
    """A result item is met only by an outcome that has been reached."""
    text: Text
    """The official wording."""
    origin: Literal["coded", "derived"]
    """`coded`: the code stands in the source. `derived`: the source has a bullet, the number is ours."""
    sources: list[Source]
    reading: Reading = Reading.CLEAR
    note: str = ""
    duplicate_of: ItemId | None = None
    """The item that the sources print word for word in another criterion, where it belongs."""
    carriers: list[QuestionId] = field(default_factory=list)
    """For an item that no question asks for: the questions whose answer could carry its evidence."""
    wanted: Text
    """What evidence satisfies the item, one plain line (ours)."""
    meets: Annotated[list[Text], Meta(min_length=2)]
    """Invented sentences that evidence the item, in different words."""
    misses: Annotated[list[Miss], Meta(min_length=2)]


class Question(Value, frozen=True, kw_only=True):
    """One question of the form, answered in at most `Edition.limit` characters."""

    id: QuestionId
    level: Level
    level_origin: Literal["tagged", "inferred"]
    """`tagged`: the source names the level. `inferred`: we read it from the wording."""
    text: Text
    sources: list[Source]
    reading: Reading = Reading.CLEAR
    note: str = ""
    parts: Annotated[list[Text], Meta(min_length=1)]
    """A label for each blank of the source question."""
    constraints: list[Text]
    """What the answer must hold, as specs `name[=argument][ @item]`; see `constraints.py`."""
    targets: list[ItemId]
    """Items that the question asks for in words."""
    weak_targets: list[ItemId]
    """Items that elaborate the same subject, so that a good answer would show them too."""

    @property
    def criterion(self) -> str:
        """Id of the criterion that the question belongs to."""
        return self.id.rpartition(".")[0]


class Term(Value, frozen=True, kw_only=True):
    """A term that the sources define."""

    term: Text
    definition: Text
    sources: list[Source]
    reading: Reading = Reading.CLEAR
    note: str = ""


class Summaries(Value, frozen=True, kw_only=True):
    """The official one-line summary of each level."""

    B: Text
    A: Text
    S: Text


class Criterion(Value, frozen=True, kw_only=True):
    """One of the 24 process criteria with its checklist and questions."""

    schema: Literal["pmqa-writer/criterion/1"]
    id: CriterionId
    title: Text
    aim: Text
    """What the criterion is for, in the official words."""
    aim_sources: list[Source]
    sources: list[Source]
    summaries: Summaries
    items: Annotated[list[Item], Meta(min_length=1)]
    questions: Annotated[list[Question], Meta(min_length=1)]
    glossary: list[Term] = field(default_factory=list)
