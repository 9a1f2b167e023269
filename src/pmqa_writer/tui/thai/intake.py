"""What comes into the editor from outside: line ends, control characters and marks without a base."""

import re

from pmqa_writer.tui.thai.cutting import MARKS

# All that `str.splitlines`, which Textual's documents use, takes for the end of a line.
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# C0 without the line feed, DEL and C1: they cannot be seen, and some act on a terminal.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]+")
_LEADING_MARKS = re.compile(f"[{MARKS}ำ]+")
_ORPHANS = re.compile(rf"(?<=\s)[{MARKS}ำ]+")


def line_feeds(text: str) -> str:
    """Return `text` with a line feed for each line end and line separator; nothing else changes."""
    return _LINE_END.sub("\n", text)


def without_controls(text: str) -> str:
    """Return pasted `text` with line feeds as line ends, a space for each tab, and no control character."""
    return _CONTROL.sub("", line_feeds(text).replace("\t", " "))


def without_orphans(text: str, before: str) -> str:
    """Return `text` without the Thai marks that would have no base to sit on.

    `before` is what stands on the line before it: its last character, if no space, carries marks at the start.
    """
    leading = _LEADING_MARKS.match(text)
    if leading and (not before or before[-1].isspace()):
        text = text[leading.end() :]
    return _ORPHANS.sub("", text)
