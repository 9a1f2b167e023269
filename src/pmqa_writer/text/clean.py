"""A cleaned copy of a text for matching, and the way back to the text as it is.

Cleaning never touches what is stored or counted: it makes two texts comparable that look the same. Never NFKC:
it takes SARA AM apart.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from pmqa_writer.text.characters import character_edits
from pmqa_writer.text.clusters import snap
from pmqa_writer.text.edits import Edit, EditKind, apply
from pmqa_writer.text.sequences import sequence_edits
from pmqa_writer.text.spans import Span


@dataclass(frozen=True, slots=True)
class _Map:
    """Offsets before and after a list of edits."""

    edits: Sequence[Edit]
    """Sorted, not overlapping; spans count in the text before."""
    before: Sequence[int] = field(init=False)
    """Start of each edit in the text before."""
    after: Sequence[int] = field(init=False)
    """Start of each edit's replacement in the text after."""

    def __post_init__(self) -> None:
        growth = accumulate((len(edit.replacement) - len(edit.span) for edit in self.edits), initial=0)
        object.__setattr__(self, "before", [edit.span.start for edit in self.edits])
        object.__setattr__(self, "after", [edit.span.start + g for edit, g in zip(self.edits, growth, strict=False)])

    def back(self, span: Span) -> Span:
        """Map a span of the text after to the text before; a touched edit is taken whole.

        What was dropped just outside the span stays outside.
        """
        # Start: the last edit whose replacement begins before it decides; one that begins at it, too, unless it
        # put nothing there.
        number = bisect_right(self.after, span.start) - 1
        start = span.start + (self._shift(number) if number >= 0 else 0)
        if number >= 0:
            edit, at = self.edits[number], self.after[number]
            if at <= span.start < at + len(edit.replacement):
                start = edit.span.start
        number = bisect_left(self.after, span.end) - 1
        end = span.end + (self._shift(number) if number >= 0 else 0)
        if number >= 0:
            edit, at = self.edits[number], self.after[number]
            if at < span.end <= at + len(edit.replacement):
                end = edit.span.end
        return Span(start, max(start, end))

    def _shift(self, number: int) -> int:
        """Return what to add to an offset after edit `number` to get its place in the text before."""
        edit = self.edits[number]
        return edit.span.end - (self.after[number] + len(edit.replacement))

    def forth(self, span: Span) -> Span:
        """Map a span of the text before to the text after; a touched replacement is taken whole."""
        start = self._forth(span.start, to_end=False)
        return Span(start, max(start, self._forth(span.end, to_end=True)))

    def _forth(self, offset: int, *, to_end: bool) -> int:
        number = (bisect_left if to_end else bisect_right)(self.before, offset) - 1
        if number < 0:
            return offset
        edit, at = self.edits[number], self.after[number]
        if offset < edit.span.end or (to_end and offset == edit.span.end):
            return at + len(edit.replacement) if to_end else at
        return offset - edit.span.end + at + len(edit.replacement)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text that knows where each of its characters came from."""

    text: str
    """The text with all edits made."""
    source: str
    """The text as it was."""
    edits: tuple[Edit, ...]
    """What was changed, as `find_edits(source)` gives it."""
    _map: _Map = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_map", _Map(self.edits))

    def original(self, span: Span) -> Span:
        """Return where `span` of the cleaned text stands in `source`, widened to whole clusters there."""
        return snap(self.source, self._map.back(span) if self.edits else span)

    def cleaned(self, span: Span) -> Span:
        """Return where `span` of `source` stands in the cleaned text, widened to whole clusters there.

        Empty where the whole span was dropped.
        """
        return snap(self.text, self._map.forth(span) if self.edits else span)


def find_edits(text: str) -> tuple[Edit, ...]:
    """Return what cleaning would change in `text`: sorted, not overlapping, spans in code points of `text`.

    Kinds in `MATCHING_ONLY` are no faults of the text. Runs in linear time.
    """
    single = character_edits(text)
    joint = sequence_edits(apply(text, single) if single else text)
    return tuple(_merge(single, joint)) if joint else tuple(single)


def clean(text: str) -> Cleaned:
    """Return `text` cleaned for matching: `find_edits` applied, with the map back.

    Cleaning twice changes nothing more. A text with nothing to change is returned as it is.
    """
    edits = find_edits(text)
    return Cleaned(apply(text, edits) if edits else text, text, edits)


def _merge(first: Sequence[Edit], second: Sequence[Edit]) -> Iterator[Edit]:
    """Make one list of edits of two, the second of which was found in the result of the first.

    An edit of the first list inside one of the second is swallowed by it.
    """
    offsets = _Map(first)
    position = 0
    for edit in second:
        # An edit of the first list belongs inside when its replacement, or the place it left, does.
        inside_from = bisect_left(offsets.after, edit.span.start, position)
        while inside_from < len(first) and _at_or_before(first[inside_from], offsets.after[inside_from], edit.span):
            inside_from += 1
        yield from first[position:inside_from]
        position = max(inside_from, bisect_left(offsets.after, edit.span.end, inside_from))
        yield Edit(offsets.back(edit.span), edit.replacement, EditKind.SEQUENCE)
    yield from first[position:]


def _at_or_before(edit: Edit, at: int, span: Span) -> bool:
    """Tell whether an edit that dropped something left its place at the very start of `span`."""
    return at == span.start and not edit.replacement
