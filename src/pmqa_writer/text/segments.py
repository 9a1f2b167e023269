"""Clauses of a draft: the units that evidence is quoted in.

Thai has no full stop. Writers put a space where a clause ends, but also around numbers, names and the items of an
enumeration, so the question is which spaces count. `clause_reader` answers it; here is what holds the answer
together with the text.
"""

import re
from collections.abc import Iterator

from pmqa_writer.text.clause_reader import starts
from pmqa_writer.text.clean import clean
from pmqa_writer.text.spans import Span

# What a bracket or quotation holds is never cut. Bounded, so that unclosed brackets cost nothing.
_WHOLE = re.compile(r"\([^()\n]{1,80}\)|“[^“”\n]{1,80}”|\"[^\"\n]{1,80}\"")


def segment(text: str) -> list[Span]:
    """Return the clauses of `text` in order, as spans of `text`.

    Spans lie on cluster edges, are trimmed of white space as far as those allow, do not overlap, and together hold
    everything of `text` that is not white space or dropped by cleaning. The text may be uncleaned. Runs in linear time.
    """
    cleaned = clean(text)
    spans: list[Span] = []
    for clause in _clauses(cleaned.text):
        if not (inner := _trim(cleaned.text, clause)):
            continue
        whole = cleaned.original(inner)
        # Two clauses whose edge lies inside one cluster of the original cannot both have it.
        start = max(whole.start, spans[-1].end if spans else 0)
        if start < whole.end:
            spans.append(Span(start, whole.end))
    return spans


def _trim(text: str, span: Span) -> Span | None:
    piece = span.text(text)
    inner = piece.strip()
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(inner)) if inner else None


def _clauses(text: str) -> Iterator[Span]:
    inside = _inside(text)
    start = 0
    for cut in starts(text):
        if cut > start and not inside[cut]:
            yield Span(start, cut)
            start = cut
    yield Span(start, len(text))


def _inside(text: str) -> bytearray:
    """Return a flag for each offset: whether a cut there would part a bracket or quotation."""
    flags = bytearray(len(text) + 1)
    for match in _WHOLE.finditer(text):
        flags[match.start() + 1 : match.end()] = b"\1" * (match.end() - match.start() - 1)
    return flags
