"""Best practices of real agencies, and what assessors advise. The types read the files and make their schemas."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from pmqa_writer.criteria.model import CriterionId, ItemId, Source, Text, Value

Slug = Annotated[
    str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="the file's name, e.g. dopa-linkage-center")
]


class PointShown(Value, frozen=True, kw_only=True):
    """An ADLI point that an example shows."""

    point: Annotated[int, Meta(ge=1, le=15)]
    words: Text
    """The words of the example's text that show it."""


class Example(Value, frozen=True, kw_only=True):
    """A practice of an agency, condensed in our own words; figures and names are the source's."""

    schema: Literal["pmqa-writer/example/1"]
    id: Slug
    criterion: CriterionId
    agency: Text
    year: int | None = None
    """Buddhist era; None where the source names none."""
    award: str = ""
    title: Text
    text: Text
    items: Annotated[list[ItemId], Meta(min_length=1)]
    """Checklist items of the criterion that it illustrates."""
    adli: Annotated[list[PointShown], Meta(min_length=1)]
    keywords: Annotated[list[Text], Meta(min_length=1)]
    sources: Annotated[list[Source], Meta(min_length=1)]


class Advice(Value, frozen=True, kw_only=True):
    """What assessors or trainers advise, condensed in our own words."""

    schema: Literal["pmqa-writer/advice/1"]
    id: Slug
    kind: Literal["faq", "feedback", "lesson"]
    """`feedback`: what assessors found lacking in an agency's answers."""
    criteria: list[CriterionId] = field(default_factory=list)
    """The criteria that it helps with; empty: all."""
    question: str = ""
    text: Text
    keywords: Annotated[list[Text], Meta(min_length=1)]
    sources: Annotated[list[Source], Meta(min_length=1)]


class OwnExample(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A text that an agency added itself, such as its own answer of another year."""

    schema: Literal["pmqa-writer/own-example/1"] = "pmqa-writer/own-example/1"
    id: Slug
    """`own-` and a checksum of the text, so that the same text is added once."""
    criterion: Annotated[str, Meta(pattern=r"^([1-6]\.[1-9])?$")] = ""
    """Empty where nothing tells it."""
    agency: str = ""
    title: Text
    text: Text
    items: list[ItemId] = field(default_factory=list)
    """Checklist items that the analysis found covered, for an answer to a question."""
    file: str = ""
    """Name of the file that it was read from."""


Practice = Example | OwnExample
Entry = Example | OwnExample | Advice


class Corpus(Struct, frozen=True, kw_only=True):
    """All entries of an edition."""

    examples: tuple[Example, ...]
    """In the order of criterion and id."""
    own: tuple[OwnExample, ...] = ()
    """In the order in which they were added."""
    advice: tuple[Advice, ...]
    """In the order of their ids."""

    @property
    def practices(self) -> tuple[Practice, ...]:
        """All examples, the agency's own after the packaged ones."""
        return (*self.examples, *self.own)
