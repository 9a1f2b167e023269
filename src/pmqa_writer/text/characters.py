"""Edits that concern one character by itself, wherever it stands."""

import re

from pmqa_writer.text.edits import Edit, EditKind
from pmqa_writer.text.spans import Span


def _table(kind: EditKind, replacement: str, *ranges: tuple[int, int]) -> dict[str, tuple[str, EditKind]]:
    return {chr(code): (replacement, kind) for first, last in ranges for code in range(first, last + 1)}


def _glyphs(first: int, letters: str) -> dict[str, tuple[str, EditKind]]:
    return {chr(first + number): (letter, EditKind.GLYPH) for number, letter in enumerate(letters)}


_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
# Codes that Windows and Macintosh fonts gave to shifted shapes; PDF files still yield them when copied from.
# (Both tables as in HarfBuzz's Thai shaper.)
_WINDOWS_GLYPHS = (
    "\u0e10\u0e34\u0e35\u0e36\u0e37" + _TONES + _TONES + "\u0e0d\u0e31\u0e4d\u0e47" + _TONES + "\u0e38\u0e39\u0e3a"
)
_MAC_GLYPHS = (
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47"
    + "".join(tone * 3 for tone in _TONES)
    + "\u0e4d\u0e0d\u0e38\u0e39\u0e3a\u0e10"
)

_REPLACEMENTS: dict[str, tuple[str, EditKind]] = {
    **_table(EditKind.INVISIBLE, "", (0xAD, 0xAD), (0x200B, 0x200D), (0x2060, 0x2064), (0xFEFF, 0xFEFF)),
    **_table(EditKind.INVISIBLE, " ", (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x202F, 0x202F)),
    **_table(EditKind.INVISIBLE, " ", (0x205F, 0x205F), (0x3000, 0x3000)),
    **_glyphs(0xF700, _WINDOWS_GLYPHS),
    **_glyphs(0xF884, _MAC_GLYPHS),
    # C0 without tabulator, line feed and carriage return; DEL; C1; marks that steer text direction.
    **_table(EditKind.CONTROL, "", (0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F)),
    **_table(EditKind.CONTROL, "", (0x061C, 0x061C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x206F)),
    # Line and page breaks of Word (0B, 0C), NEL and the Unicode separators stand where a line ends.
    **_table(EditKind.CONTROL, "\n", (0x0B, 0x0C), (0x85, 0x85), (0x2028, 0x2029)),
    **{digit: (str(value), EditKind.DIGIT) for value, digit in enumerate("๐๑๒๓๔๕๖๗๘๙")},
    "\r\n": ("\n", EditKind.LINE_END),
    "\r": ("\n", EditKind.LINE_END),
    "\t": (" ", EditKind.TAB),
}

# A zero-width joiner between two pictures makes one picture of them and is no dirt.
_PICTURE = "\u2190-\u2bff\ufe0f\u20e3\U0001f000-\U0001faff"
_EMOJI_JOINER = re.compile(rf"(?<=[{_PICTURE}])\u200d(?=[{_PICTURE}])")


# Runs of dropped characters and of digits are one edit each; the others are single, because they may become part
# of a sequence that is mended further.
def _dropped(kind: EditKind) -> str:
    found = (key for key, value in _REPLACEMENTS.items() if value == ("", kind) and key != "\u200d")
    return f"[{''.join(map(re.escape, found))}]+"


_KEPT = "".join(re.escape(character) for character in _REPLACEMENTS if len(character) == 1)
_FOUND = re.compile(
    f"(?P<invisible>{_dropped(EditKind.INVISIBLE)})|(?P<control>{_dropped(EditKind.CONTROL)})"
    f"|(?P<digits>[๐-๙]+)|\r\n|[{_KEPT}]"
)
_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def arabic_digits(text: str) -> str:
    """Return `text` with Arabic digits for Thai ones; all offsets stay."""
    return text.translate(_ARABIC)


def character_edits(text: str) -> list[Edit]:
    """Return the edits of single characters of `text` (and of the pair CR LF), in order."""
    edits = []
    for match in _FOUND.finditer(text):
        found = match.group()
        if found == "\u200d" and _EMOJI_JOINER.match(text, match.start()):
            continue
        replacement, kind = _REPLACEMENTS[found[0] if match.lastgroup else found]
        if match.lastgroup == "digits":
            replacement = arabic_digits(found)
        edits.append(Edit(Span(*match.span()), replacement, kind))
    return edits
