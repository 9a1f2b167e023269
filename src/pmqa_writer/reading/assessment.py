"""What a language model says of a draft, checked against the draft."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal, Protocol

import msgspec

from pmqa_writer.criteria import Criterion, Question
from pmqa_writer.reading.prompt import MOST_QUOTES
from pmqa_writer.reading.quotes import find_quote
from pmqa_writer.text import Span

_THOUGHTS: Final = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)
"""What models that reason aloud write before their answer."""
_FENCE: Final = re.compile(r"^```(?:json)?\s*\n(.*?)\n?```$", re.DOTALL)


class _Verdict(msgspec.Struct, frozen=True):
    status: Literal["covered", "partial", "missing"]
    quotes: list[str] = []


@dataclass(frozen=True, slots=True)
class Assessed:
    """What is said of one item."""

    status: Literal["covered", "partial", "missing"]
    spans: tuple[Span, ...]
    """Its quotations that stand in the draft, in the order in which they were given."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is said of a draft."""

    items: Mapping[str, Assessed]
    """By the item's id; items of which nothing valid was said are absent."""
    invented: int = 0
    """Quotations that do not stand in the draft, or are too short to tell where: they were dropped."""
    refused: int = 0
    """Items of whose verdict the form was not valid: they were dropped."""


class Assessor(Protocol):
    """Says of all items of a criterion at once how far a draft evidences them. May take minutes."""

    @property
    def identity(self) -> str:
        """Another for every model and instruction."""

    def assess(self, text: str, question: Question, criterion: Criterion) -> Assessment:
        """Return what is said of a draft. Raises `JudgeError` where no answer that counts was given."""


def read_reply(content: str, text: str, known: Collection[str]) -> Assessment:
    """Check a model's reply against the draft's text.

    What surrounds the JSON in many a model's replies is taken away: thoughts before it and the fence around it.
    Items that were not asked about are dropped.

    Args:
        content: the reply.
        text: the draft.
        known: ids of the items that were asked about.

    Raises:
        ValueError: it is no JSON object, or says nothing valid of any item.
    """
    plain = _THOUGHTS.sub("", content).strip()
    if fenced := _FENCE.match(plain):
        plain = fenced[1]
    try:
        replies = msgspec.json.decode(plain.encode("utf-8", "replace"), type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(f"no JSON object: {error}") from None
    items: dict[str, Assessed] = {}
    invented = refused = 0
    for item in known:
        if item not in replies:
            continue
        try:
            verdict = msgspec.json.decode(replies[item], type=_Verdict)
        except (msgspec.DecodeError, RecursionError):
            refused += 1
            continue
        found = [find_quote(text, quotation) for quotation in verdict.quotes[:MOST_QUOTES]]
        spans = tuple(dict.fromkeys(span for span in found if span is not None))
        invented += found.count(None)
        items[item] = Assessed(verdict.status, spans)
    if not items:
        raise ValueError("no valid verdict on any item")
    return Assessment(items, invented, refused)
