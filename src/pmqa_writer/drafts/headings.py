"""Lines that name the question which the text under them answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pmqa_writer.text import arabic_digits

# Three numbers with points, not part of a longer one: not 2.0.1.5, not 12.1.1.
_ID = r"(?<![\d.])\d\.\d\.\d(?!\d|\.\d)"
_LABEL = r"(?:ตอบ|คำตอบ)?[ \t]*(?:ข้อ(?:คำถาม)?(?:ที่)?|คำถาม(?:ที่)?)"
# A Markdown heading that names a question, or a line that does nothing else. Any other line is text of an answer,
# though it may name a question: headings are taken out, and nothing of an answer may be.
_HEADING = re.compile(
    rf"^[ \t]{{0,3}}(?:#{{1,6}}[ \t][^\n]*?(?P<marked>{_ID})[^\n]*"
    rf"|(?:{_LABEL})?[ \t]*(?P<bare>{_ID})[ \t]*[.:)]?[ \t]*)$",
    re.MULTILINE,
)
_LABELLED = re.compile(rf"\s*{_LABEL}[ \t]*(?P<id>{_ID})[ \t]*[.:)]?[ \t]*(?P<rest>[^\n]*)")
_TITLE = 150
"""Characters that a title behind the number of its question has at most."""
# In a file's name there may be spaces around the points, or other marks for them: 1-1-1; not the date 2023-1-1.
_POINTED = re.compile(r"(?<![\d.])(\d) ?\. ?(\d) ?\. ?(\d)(?!\d| ?\. ?\d)")
_DASHED = re.compile(r"(?<!\d)(?<!\d[._-])(\d)([_-])(\d)\2(\d)(?!\d|[._-]\d)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names a question."""

    start: int
    """Where the line begins, in code points of the text."""
    end: int
    """Where the answer under it begins."""
    question: str


def headings(text: str) -> list[Heading]:
    """Return all headings of `text` that name a question, in order."""
    plain = arabic_digits(text)
    return [Heading(m.start(), m.end(), m["marked"] or m["bare"]) for m in _HEADING.finditer(plain)]


def labelled_start(text: str) -> Heading | None:
    """Return the first line's question where it begins with “ข้อ 1.1.1”, a title behind it or not.

    A title ends its line; where the line is all there is, the answer begins behind the number.
    """
    match = _LABELLED.match(arabic_digits(text))
    if match is None:
        return None
    titled = len(match["rest"]) <= _TITLE and bool(text[match.end() :].strip())
    return Heading(match.start(), match.end() if titled else match.start("rest"), match["id"])


def questions_in_name(name: str) -> list[str]:
    """Return the different questions that a file's name names, in order."""
    return list(dict.fromkeys(_in_name(arabic_digits(name))))


def _in_name(name: str) -> Iterator[str]:
    pointed = [".".join(numbers) for numbers in _POINTED.findall(name)]
    yield from pointed or (f"{first}.{second}.{third}" for first, _mark, second, third in _DASHED.findall(name))
