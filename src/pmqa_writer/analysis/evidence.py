"""Quoting evidence."""

from pmqa_writer.analysis.model import Clause, Evidence
from pmqa_writer.text import Span

_LEAD = " \t\n-–•●◆■▪*"
_TAIL = " \t\n,;"


def quote(text: str, clause: Clause) -> Evidence:
    """Return a clause as evidence, without the list mark before it and the punctuation behind it."""
    start, end = clause.span.start, clause.span.end
    while start < end and text[start] in _LEAD:
        start += 1
    while end > start and text[end - 1] in _TAIL:
        end -= 1
    if start == end:
        start, end = clause.span.start, clause.span.end
    return Evidence(Span(start, end), text[start:end])
