"""Category 7: topics of results, their indicator groups, and the rules as far as the sources state them."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from pmqa_writer.criteria.model import Level, Reading, Source, Text, Value

TopicId = Annotated[str, Meta(pattern=r"^7\.[1-6]$")]


class Sourced(Value, frozen=True, kw_only=True):
    """An entry with its source and how well it could be read."""

    sources: Annotated[list[Source], Meta(min_length=1)]
    reading: Reading = Reading.CLEAR
    note: str = ""


class Group(Sourced, frozen=True, kw_only=True):
    """A group of indicators within a topic."""

    number: int
    """The printed order, which may differ from the official one."""
    text: Text
    mandatory: bool


class Topic(Sourced, frozen=True, kw_only=True):
    """One of 7.1 to 7.6."""

    id: TopicId
    title: Text
    groups: Annotated[list[Group], Meta(min_length=1)]


class Count(Value, frozen=True, kw_only=True):
    """How many indicators a group may have; `max` is None where the sources set no ceiling."""

    min: int
    max: int | None = None


class Field(Sourced, frozen=True, kw_only=True):
    """Something that must be filled in for an indicator."""

    id: Literal["indicator", "target", "result"]
    text: Text


class Entry(Sourced, frozen=True, kw_only=True):
    """How many indicators are entered, and what for each."""

    text: Text
    topics: int
    groups_per_topic: int
    indicators_per_topic: int
    mandatory_group: Count
    optional_group: Count
    required: list[Field]


class Range(Sourced, frozen=True, kw_only=True):
    """Percent by which a result is better than its target; a bound that is None is not stated."""

    text: Text
    min: float | None = None
    min_inclusive: bool = True
    max: float | None = None
    max_inclusive: bool = True


class ResultBand(Range, frozen=True, kw_only=True):
    """The level that such a result reaches."""

    level: Level
    name: Text


class BandGap(Range, frozen=True, kw_only=True):
    """A range for which the sources name no level."""

    id: Text
    between: list[Level]


class YearValue(Value, frozen=True, kw_only=True):
    """The result of a year (Buddhist era)."""

    year: int
    value: float


class Case(Sourced, frozen=True, kw_only=True):
    """A worked case of target setting, as printed; the last four are read or computed by us."""

    number: int
    title: Text
    target: float
    status: Text
    achievement: Text
    score: int
    level: Level | None = None
    target_accepted: bool
    computed_percent: float


class Formula(Sourced, frozen=True, kw_only=True):
    """How the percentage is computed, inferred from the cases."""

    inferred: bool
    text: Text
    expression: Text
    direction: Literal["higher"]


class Condition(Sourced, frozen=True, kw_only=True):
    """When a target is challenging enough, inferred from the cases."""

    id: Text
    verdict: Literal["accepted", "rejected", "unknown"]
    inferred: bool
    text: Text
    expression: Text
    from_case: int | None = None


class TargetRule(Sourced, frozen=True, kw_only=True):
    """How targets are set."""

    title: Text
    text: Text
    example_indicator: Text
    example_direction: Literal["higher"]
    example_results: list[YearValue]
    cases: list[Case]
    formula: Formula
    conditions: list[Condition]


class IndicatorAdvice(Sourced, frozen=True, kw_only=True):
    """What the sources advise on choosing indicators."""

    id: Text
    text: Text
    plain: Text
    """The same in a plain line (ours)."""
    contradicts: list[TopicId] = field(default_factory=list)
    years: int | None = None


class Link(Sourced, frozen=True, kw_only=True):
    """Which topics show the results of a process category."""

    category: int
    topics: list[TopicId]
    paraphrase: bool
    text: Text


class Gap(Sourced, frozen=True, kw_only=True):
    """Something that the sources leave open or contradict."""

    id: Text
    kind: Literal["gap", "contradiction"]
    text: Text
    topics: list[TopicId] = field(default_factory=list)


class Results(Sourced, frozen=True, kw_only=True):
    """The file `7.toml`."""

    schema: Literal["pmqa-writer/results/1"]
    id: Literal["7"]
    title: Text
    aim: Text
    aim_sources: list[Source]
    entry: Entry
    bands: list[ResultBand]
    band_gaps: list[BandGap]
    target: TargetRule
    topics: Annotated[list[Topic], Meta(min_length=6, max_length=6)]
    advice: list[IndicatorAdvice]
    links: list[Link]
    gaps: list[Gap]
