"""Blanks in a skeleton that a writer fills in: ‹prompt …›.

The quotation marks are on no Thai keyboard, and a blank ends with an ellipsis besides: what is typed between the marks
without it is what somebody wrote, not a blank.
"""

import re
from typing import Final

from pmqa_writer.text.spans import Span

LEADS: Final = (
    "ใช้",
    "โดย",
    "แล้ว",
    "เริ่ม",
    "ทำทุก",
    "กับ",
    "พบ",
    "จึงปรับ",
    "เชื่อมกับ",
    "ผล:",
    "จาก",
    "เป็น",
    "เช่น",
    "ร้อยละ",
    "เทียบกับ",
)
"""Words that only lead to what follows them: before a blank that nobody filled they say nothing."""
_BLANK: Final = re.compile(r"‹[^‹›\n]{1,200} …›")
_LEADING: Final = re.compile(
    rf"(?:(?:^|(?<=[\s›]))(?:{'|'.join(map(re.escape, LEADS))}|\(?\d{{1,2}}[.)]|[-•])[ \t]*)+\Z"
)
_FARTHEST: Final = 80
"""Characters before a blank in which leads are looked for."""
_SPACES: Final = re.compile(r"[ \t]{2,}")
_MARKED: Final = re.compile(r"‹([^‹›\n]{1,1000})›")


def blank(prompt: str) -> str:
    """Return a blank that asks for something."""
    return f"‹{prompt.translate(_NO_MARKS)} …›"


def prompt(text: str) -> str:
    """Return what a blank asks for."""
    return text.removeprefix("‹").removesuffix(" …›")


def placeholders(text: str) -> list[Span]:
    """Return where blanks stand that nobody filled."""
    return [Span(match.start(), match.end()) for match in _BLANK.finditer(text)]


def masked(text: str) -> str:
    """Return the text, as long as before, with spaces in place of what stands in unfilled blanks and leads to them."""
    return _emptied(text, " ")


def without_unused(text: str) -> str:
    """Return the text without its unfilled blanks and the words that only led to them.

    Lines of which nothing is left go, and of those that change the spaces are tidied. The marks go from around what was
    written into a blank. All other lines stay to the character.
    """
    lines = []
    for line in text.split("\n"):
        if not _MARKED.search(line):
            lines.append(line)
        elif kept := _tidied(line):
            lines.append(kept)
    return "\n".join(lines)


def _without_leads(text: str) -> str:
    """Return what stands before a blank without the words that lead to it."""
    found = _LEADING.search(text, max(0, len(text) - _FARTHEST))
    return text[: found.start()] if found else text


def _emptied(text: str, filler: str) -> str:
    """Return the text with a filler in place of each character of unfilled blanks and of what leads to them."""
    while spans := placeholders(text):  # around one there may be another
        kept, end = "", 0
        for span in spans:
            before = text[end : span.start]
            led = _without_leads(before)
            kept += led + filler * (len(before) - len(led) + len(span))
            end = span.end
        text = kept + text[end:]
    return text


def _tidied(line: str) -> str:
    return _SPACES.sub(" ", _MARKED.sub(r"\1", _emptied(line, ""))).strip()


_NO_MARKS: Final = str.maketrans("", "", "‹›\n")
