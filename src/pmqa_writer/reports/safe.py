"""Making foreign text harmless before it reaches a terminal.

Text of drafts, file names and checklists may hold control sequences: they would move the cursor, write the
clipboard or turn the direction of a line. Rich passes them on as they are, so they are shown as marks instead.
"""

import re
from typing import Final

# C0 save line feed and tab, DEL, C1, line and paragraph separators, direction controls, surrogates
# (from undecodable file names), and characters that no terminal shows but that hide text.
UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def safe(text: str) -> str:
    """Return `text` with everything that a terminal might obey replaced by a visible mark, as `␛` for escape."""
    return UNSAFE.sub(_mark, text)


def safe_line(text: str) -> str:
    """Return `text` on one line: line ends and tabs are shown as spaces, runs of white space as one."""
    return safe(" ".join(text.split()))


def _mark(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"<U+{code:04X}>"
