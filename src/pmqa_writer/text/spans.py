"""A stretch of text by its offsets."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open stretch `[start, end)` of a text, in Unicode code points.

    Sorts by start, then by end. An empty span (`start == end`) marks a place between two characters.
    """

    start: int
    """Offset of the first character."""
    end: int
    """Offset just after the last character; never before `start`."""

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        # Without this an empty span would be falsy through `__len__`; a place is still a place.
        return True

    def text(self, source: str) -> str:
        """Return the characters of `source` that the span covers."""
        return source[self.start : self.end]
