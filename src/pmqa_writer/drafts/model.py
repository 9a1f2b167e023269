"""A draft: one answer to one question."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Draft:
    """One answer, as its file holds it."""

    path: str
    """The file as the user named it, with `/` between folders; `path#question` where it holds several answers."""
    question: str
    """Id of the question, e.g. `1.1.1`."""
    text: str
    """The answer, with line ends as `\\n`. All offsets are code points into this text."""
    offset: int = 0
    """Code points of the file's text that stand before the answer (a heading that names the question)."""
    file: Path | None = None
    """The file itself; None for a text that comes from elsewhere."""
