"""Marked stretches of a text that go along with its edits."""

from collections.abc import Iterator, Sequence

from pmqa_writer.text import Span, snap

EVIDENCE = "evidence"
FINDING = "finding"
FOUND = "found"
KINDS = (EVIDENCE, FINDING, FOUND)
"""Kinds of marks in the order in which they are painted, the last on top."""


class Marks:
    """Marks by kind. Offsets are code points of the text as it is now."""

    def __init__(self) -> None:
        self._spans: dict[str, tuple[Span, ...]] = dict.fromkeys(KINDS, ())

    def put(self, kind: str, spans: Sequence[Span], text: str) -> bool:
        """Replace the marks of `kind`, widened to whole clusters of `text`; tell whether that changed anything.

        Raises:
            ValueError: there is no such kind.
        """
        if kind not in self._spans:
            raise ValueError(f"no kind of mark: {kind!r}")
        snapped = tuple(snap(text, span) for span in spans)
        changed = snapped != self._spans[kind]
        self._spans[kind] = snapped
        return changed

    def spans(self, kind: str) -> tuple[Span, ...]:
        """Return the marks of `kind`."""
        return self._spans[kind]

    def clear(self) -> None:
        """Drop all marks."""
        self._spans = dict.fromkeys(KINDS, ())

    def edited(self, span: Span, growth: int) -> None:
        """Move the marks behind a replaced `span` by `growth` code points and drop those that it touched."""
        for kind, spans in self._spans.items():
            self._spans[kind] = tuple(_moved(spans, span, growth))

    def copy(self) -> "Marks":
        """Return marks that later edits of these do not reach."""
        copied = Marks()
        copied._spans = dict(self._spans)
        return copied


def _moved(spans: Sequence[Span], replaced: Span, growth: int) -> Iterator[Span]:
    for span in spans:
        if span.end <= replaced.start:
            yield span
        elif span.start >= replaced.end:
            yield Span(span.start + growth, span.end + growth)
