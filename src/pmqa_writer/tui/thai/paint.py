"""The last steps before text reaches the terminal: no control character passes, no mark is cut off its base."""

import re
from functools import lru_cache

from rich.cells import cell_len, split_text
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_ZERO_WIDTH_JOINER = "\u200d"
# C0, C1, direction marks and what else has no width: it cannot be seen, and may act on the terminal.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_UNSEEN_BUT_JOINERS = re.compile(_UNSEEN.pattern.replace("\u200b-\u200f", "\u200b\u200c\u200e\u200f"))
_SARA_AM = re.compile("([\u0e48-\u0e4b]?)\u0e33")


@lru_cache(maxsize=4096)
def painted(text: str, split_sara_am: bool = False) -> str:
    """Return `text` as it may be sent to the terminal; it takes as many cells as before.

    With `split_sara_am` NIKHAHIT and SARA AA are written for SARA AM: terminals that fold SARA AM into the cell of
    its consonant draw those two as two cells.
    """
    if not text.isprintable():
        seen = _UNSEEN.sub("", text)
        if _ZERO_WIDTH_JOINER in text and cell_len(seen) != cell_len(text):
            # A joiner that makes one picture of two.
            seen = _UNSEEN_BUT_JOINERS.sub("", text)
        text = seen
    if split_sara_am and "\u0e33" in text:
        text = _SARA_AM.sub("\u0e4d\\1\u0e32", text)
    return text


class PaintFilter(LineFilter):
    """Cleans every painted line; to be returned by `App.get_line_filters`."""

    def __init__(self, split_sara_am: bool = False) -> None:
        """Paint SARA AM in two parts if `split_sara_am`."""
        super().__init__()
        self._split_sara_am = split_sara_am

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with their texts as they may be painted."""
        split = self._split_sara_am
        return [
            segment if segment.control else Segment(painted(segment.text, split), segment.style) for segment in segments
        ]


@lru_cache(maxsize=16384)
def _split_cells(segment: Segment, cut: int) -> tuple[Segment, Segment]:
    text, style, control = segment
    if cut >= segment.cell_length:
        return segment, Segment("", style, control)
    left, right = split_text(text, cut)
    return Segment(left, style, control), Segment(right, style, control)


def install_cluster_split() -> None:
    """Make Rich split text between clusters, for the whole process. Calling it again changes nothing.

    Rich 15 guesses in `Segment._split_cells` where to cut and stops at the first place of the right width, which
    may lie between a base and its mark: all that overlaps Thai text then takes the mark along. Its own `split_text`
    is right.
    """
    Segment._split_cells = staticmethod(_split_cells)  # type: ignore[method-assign, assignment]
