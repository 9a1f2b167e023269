"""Bytes of a draft file to text, whatever program wrote it.

Officers' files come from Notepad (UTF-8 with a mark, UTF-16), from Excel and old systems (cp874, Windows Thai)
and from everything else (UTF-8). A wrong guess shows plausible rubbish, so a doubtful file is refused.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from dataclasses import dataclass
from typing import Literal

Reason = Literal["binary", "unknown-encoding"]


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file and how its bytes held it."""

    text: str
    """Content, line ends as `\\n`, without a leading byte-order mark."""
    encoding: str
    """Python name of the encoding: `utf-8`, `utf-16-le`, `utf-16-be` or `cp874`."""
    mark: bool = False
    """Whether the bytes began with a byte-order mark."""


class UndecodableError(ValueError):
    """The bytes are no text that can be read with confidence."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        """`binary`: not a text file at all; `unknown-encoding`: a text in none of the known encodings."""


_BINARY_MAGIC = (
    b"\x89PNG\r\n",
    b"PK\x03\x04",  # ZIP: docx, xlsx, odt
    b"PK\x05\x06",
    b"%PDF-",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # old Word and Excel
    b"\xff\xd8\xff",  # JPEG
    b"GIF8",
    b"\x1f\x8b",  # gzip
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"{\\rtf",  # text in form, but its Thai is written as escapes
)
_MARKS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
_UTF32_MARKS = (BOM_UTF32_LE, BOM_UTF32_BE)
_SAMPLE = 65_536
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.05
# High bytes of UTF-16 Thai text are 0E (Thai) and 00 (ASCII); neither occurs in a text of another encoding.
_UTF16_HIGH = bytes([0x00, 0x0E])
_LINE_END = re.compile(r"\r\n?")


def decode(data: bytes) -> Decoded:
    """Return the text that `data` holds.

    Tried in this order: byte-order mark, UTF-16 without a mark, strict UTF-8, cp874. No bytes give the empty text.

    Raises:
        UndecodableError: `reason` says whether the bytes are no text, or text that cannot be told.
    """
    if data.startswith(_UTF32_MARKS):
        raise UndecodableError("unknown-encoding")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(_strict(data[len(mark) :], encoding), encoding, mark=True)
    if data.startswith(_BINARY_MAGIC):
        raise UndecodableError("binary")
    if wide := _unmarked_utf16(data):
        return _decoded(_strict(data, wide), wide)
    if b"\x00" in data:
        raise UndecodableError("binary")
    try:
        return _decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _decoded(_legacy_thai(data), "cp874")


def _decoded(text: str, encoding: str, *, mark: bool = False) -> Decoded:
    sample = text[:_SAMPLE]
    controls = sum(1 for _ in _CONTROL.finditer(sample))
    if "\x00" in text or controls > max(1.0, _MAX_CONTROL_SHARE * len(sample)):
        raise UndecodableError("binary")
    return Decoded(_LINE_END.sub("\n", text), encoding, mark)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UndecodableError("unknown-encoding") from None


def _unmarked_utf16(data: bytes) -> str | None:
    """Name the UTF-16 encoding of `data` if one byte of every pair is plainly the high one."""
    if len(data) < 4 or len(data) % 2:
        return None
    sample = data[:_SAMPLE]
    high = [sum(half.count(byte) for byte in _UTF16_HIGH) / len(half) for half in (sample[0::2], sample[1::2])]
    if high[1] > 0.75 and high[0] < 0.25:
        return "utf-16-le"
    if high[0] > 0.75 and high[1] < 0.25:
        return "utf-16-be"
    return None


# --- cp874 -----------------------------------------------------------------------------------------------------

_HIGH_BYTES = re.compile(rb"[\x80-\xff]")
_THAI_BYTES = re.compile(rb"[\xa1-\xda\xdf-\xfb]")
_MARK_BYTES = re.compile(rb"[\xd1\xd4-\xda\xe7-\xee]")
# A mark that stands on a consonant or on another mark, as nearly all do.
_SEATED_MARK = re.compile(rb"(?<=[\xa1-\xce\xd1\xd4-\xda\xe7-\xee])[\xd1\xd4-\xda\xe7-\xee]")
# A leading vowel that has its consonant.
_LEADING_BYTES = re.compile(rb"[\xe0-\xe4]")
_LED_CONSONANT = re.compile(rb"[\xe0-\xe4](?=[\xa1-\xce])")
# Thai in UTF-8 read byte by byte; such a file is damaged UTF-8, not cp874.
_UTF8_THAI = re.compile(rb"\xe0[\xb8\xb9][\x80-\xbf]")


def _legacy_thai(data: bytes) -> str:
    """Decode cp874, but only bytes that make plausible Thai writing.

    Almost any byte has a meaning in cp874, so French in Latin-1 would pass as Thai marks on Latin letters. In
    Thai writing marks stand on consonants, leading vowels have one, and Thai letters outweigh curly quotes.
    """
    try:
        text = data.decode("cp874")
    except UnicodeDecodeError:
        raise UndecodableError("unknown-encoding") from None
    sample = data[:_SAMPLE]
    marks, leading = _occurrences(_MARK_BYTES, sample), _occurrences(_LEADING_BYTES, sample)
    high, thai = _occurrences(_HIGH_BYTES, sample), _occurrences(_THAI_BYTES, sample)
    plausible = (
        thai >= 0.7 * high
        and _occurrences(_SEATED_MARK, sample) >= 0.9 * marks
        and _occurrences(_LED_CONSONANT, sample) >= 0.8 * leading
        and marks + leading < 0.75 * thai
        and 3 * _occurrences(_UTF8_THAI, sample) < 0.3 * high
    )
    if not plausible:
        raise UndecodableError("unknown-encoding")
    return text


def _occurrences(pattern: re.Pattern[bytes], data: bytes) -> int:
    return sum(1 for _ in pattern.finditer(data))
