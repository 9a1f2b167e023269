"""The ADLI table: fifteen kinds of evidence under Approach, Deployment, Learning and Integration."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from pmqa_writer.criteria.model import Reading, Source, Text, Value

ElementId = Literal["A", "D", "L", "I", "R"]


class Element(Value, frozen=True, kw_only=True):
    """A, D, L or I; and R, "a result is told", which is ours."""

    id: ElementId
    name: Text
    name_en: Text
    question: str = ""
    means: list[Text] = field(default_factory=list)
    """What the element means, in the official words."""
    wanted: Text
    """What evidence satisfies it, one plain line (ours)."""
    origin: Literal["official", "ours"]
    reading: Reading = Reading.CLEAR
    note: str = ""


class AdliPoint(Value, frozen=True, kw_only=True):
    """One of the fifteen points."""

    number: Annotated[int, Meta(ge=1, le=15)]
    element: Literal["A", "D", "L", "I"]
    name: Text
    name_en: Text
    what_counts: Text
    wanted: Text
    """What evidence satisfies the point, one plain line (ours)."""
    meets: Annotated[list[Text], Meta(min_length=2)]
    """Invented clauses that show the point."""
    misses: Annotated[list[Text], Meta(min_length=2)]
    """Invented clauses that look like it and do not."""
    cues: list[Text] = field(default_factory=list)
    """Phrases that make a clause show the point; `+` separates parts that must follow each other."""
    signals: list[Text] = field(default_factory=list)
    """Names of recognisers of `analysis/signals.py` that make a clause show the point."""
    requires: list[Text] = field(default_factory=list)
    """Recognisers of which one must see something in the clause or beside it."""
    reading: Reading = Reading.CLEAR
    note: str = ""


class AdliTable(Value, frozen=True, kw_only=True):
    """The file `adli.toml`."""

    schema: Literal["pmqa-writer/adli/1"]
    title: Text
    sources: list[Source]
    note: str = ""
    elements: Annotated[list[Element], Meta(min_length=5, max_length=5)]
    points: Annotated[list[AdliPoint], Meta(min_length=15, max_length=15)]
