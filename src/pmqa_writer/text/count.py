"""Length of an answer as the form and Microsoft Word count it.

Word's "Characters (with spaces)" counts UTF-16 code units: each Thai vowel and tone mark is one, an emoji is two.
Paragraph marks are not counted. A count of the *raw* text is wanted: cleaning would show a number that the
form does not agree with.
"""

import re

from pmqa_writer.text.clusters import floor

_UNCOUNTED = "\r\n\ufeff"
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_FIRST_ASTRAL = 0x10000


def count_characters(text: str) -> int:
    """Return the number that Word shows for `text` as "Characters (with spaces)".

    UTF-16 code units, without carriage returns, line feeds and byte-order marks (U+FEFF).
    """
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return units - sum(text.count(mark) for mark in _UNCOUNTED)


def count_with_line_breaks(text: str) -> int:
    """Return `count_characters` plus one for each line break (`\\r\\n` is one).

    Editors and web forms that count line breaks show this number; a text within it is within every reading.
    """
    return count_characters(text) + sum(1 for _ in _LINE_BREAK.finditer(text))


def limit_offset(text: str, limit: int) -> int:
    """Return the code-point offset of the first character of `text` beyond `limit`, `len(text)` if within.

    Counts as `count_characters`. A cluster that does not fit whole is beyond the limit, so that a marker at the
    offset never tears a tone mark off.
    """
    if count_characters(text) <= limit:
        return len(text)
    used = 0
    for offset, character in enumerate(text):
        if character in _UNCOUNTED:
            continue
        used += 2 if ord(character) >= _FIRST_ASTRAL else 1
        if used > limit:
            return floor(text, offset)
    return len(text)
