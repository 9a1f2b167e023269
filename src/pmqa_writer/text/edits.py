"""An edit of a text, and applying a list of them.

Matching and fixing share this one mechanism: what cleaning does for matching is exactly what a fix offers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pmqa_writer.text.spans import Span


class EditKind(StrEnum):
    """Why a piece of text is replaced."""

    INVISIBLE = "invisible"
    """A character that cannot be seen, or a space that only looks like one."""
    SEQUENCE = "sequence"
    """Thai letters and marks stored in another order or form than they are read."""
    GLYPH = "glyph"
    """A private-use code of an old font for a shifted vowel, mark or letter."""
    CONTROL = "control"
    """A control character, direction mark or Unicode line separator."""
    DIGIT = "digit"
    """A Thai digit; proper in a draft, changed for matching only."""
    LINE_END = "line_end"
    """A line end other than a line feed; changed for matching only."""
    TAB = "tab"
    """A tabulator; proper in a draft, changed for matching only."""

    WORDING = "wording"
    """A wordy phrase; a matter of style, never changed by cleaning."""


MATCHING_ONLY = frozenset({EditKind.DIGIT, EditKind.LINE_END, EditKind.TAB})
"""Kinds that make texts comparable but mend nothing: never offer them as a fix."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replacement of one piece of a text."""

    span: Span
    """What is replaced, in code points of the text as it was."""
    replacement: str
    """What stands there afterwards; empty when the piece is dropped."""
    kind: EditKind
    """Why."""


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with all `edits` made; they must be sorted and not overlap, as `find_edits` gives them.

    Raises:
        ValueError: the edits overlap, are out of order or reach beyond the text.
    """
    pieces: list[str] = []
    end = 0
    for edit in edits:
        if edit.span.start < end or edit.span.end > len(text):
            raise ValueError(f"edit at {edit.span.start}..{edit.span.end} overlaps another or leaves the text")
        pieces += (text[end : edit.span.start], edit.replacement)
        end = edit.span.end
    pieces.append(text[end:])
    return "".join(pieces)
