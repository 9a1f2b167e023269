"""Breaking lines where Thai may be broken: between words, never inside one.

Rich breaks only at spaces, and text without any wherever the line is full: in the middle of a word.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from rich.cells import cell_len
from rich.text import Text

from pmqa_writer.text import boundaries, default_tokenizer

Run = tuple[str, str]
"""A piece of text and its style."""


def wrap(runs: Iterable[Run], width: int, indent: int) -> Iterator[Text]:
    """Yield lines of at most `width` cells; those after the first begin with `indent` spaces."""
    line, used = Text(), 0
    for piece, style in _pieces(runs, max(1, width - indent)):
        full = used > indent and used + cell_len(piece.rstrip()) > width
        if full:
            line.rstrip()
            yield line
            line, used = Text(" " * indent), indent
        shown = _without_lead(piece) if full else piece
        line.append(shown, style)
        used += cell_len(shown)
    if line.plain.strip():
        line.rstrip()
        yield line


def _pieces(runs: Iterable[Run], widest: int) -> Iterator[Run]:
    """The smallest pieces that a line may be made of: words with the marks and spaces that follow them."""
    for text, style in runs:
        tokens = default_tokenizer().tokens(text)
        starts = [
            token.span.start
            for before, token in pairwise(tokens)
            if _parts(before.text, text[before.span.end], token.text)
        ]
        edges = {0, *starts, len(text)}.intersection(boundaries(text))
        for start, end in pairwise(sorted(edges)):
            for piece in _narrow(text[start:end], widest):
                yield piece, style


def _without_lead(piece: str) -> str:
    """Return a piece without the white space that it begins with; a space that carries a mark is none."""
    clusters = pairwise(boundaries(piece))
    return next((piece[start:] for start, end in clusters if not piece[start:end].isspace()), "")


def _parts(before: str, between: str, token: str) -> bool:
    """Say whether a line may end after one token and begin with the next.

    Not before closing marks, ๆ or ฯ, not after opening marks, and not inside a run of letters of other scripts.
    """
    if between.isspace():
        return token[0] not in "ๆฯ"
    return token[0] not in ")]}”’»,.;:!?%ๆฯ…=|/" and before[-1] not in "([{“‘«=|/" and token[0] >= "\u0e00"


def _narrow(piece: str, widest: int) -> Iterator[str]:
    """Cut a piece that no line can hold, such as a web address, between clusters."""
    if cell_len(piece) <= widest:
        yield piece
        return
    part = ""
    for start, end in pairwise(boundaries(piece)):
        cluster = piece[start:end]
        if part and cell_len(part) + cell_len(cluster) > widest:
            yield part
            part = ""
        part += cluster
    yield part
