"""Finding a quotation in the text that it claims to come from."""

from pmqa_writer.text import Span, snap

_SHORTEST = 6
"""Characters, white space aside, below which a quotation proves nothing: it may stand anywhere."""


def find_quote(text: str, quotation: str) -> Span | None:
    """Return where a quotation first stands in a text, on cluster edges; None where it does not.

    Every character counts; only white space may differ, which models break lines with and leave out.
    """
    wanted = "".join(quotation.split())
    if len(wanted) < _SHORTEST:
        return None
    exact = text.find(quotation.strip())
    if exact >= 0:
        return snap(text, Span(exact, exact + len(quotation.strip())))
    places = [place for place, character in enumerate(text) if not character.isspace()]
    found = "".join(text[place] for place in places).find(wanted)
    if found < 0:
        return None
    return snap(text, Span(places[found], places[found + len(wanted) - 1] + 1))
