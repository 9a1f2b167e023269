"""Reading drafts from Markdown and plain-text files."""

import re
from pathlib import Path
from typing import Final

from pmqa_writer.criteria import Edition
from pmqa_writer.drafts.model import Draft
from pmqa_writer.errors import DraftError, UnknownIdError
from pmqa_writer.i18n import _
from pmqa_writer.text import Decoded, UndecodableError, decode

MAX_BYTES: Final = 1_000_000
"""A thousand answers of the longest allowed kind are smaller than this."""
TEXT_SUFFIXES: Final = frozenset({".md", ".markdown", ".txt"})
WORD_SUFFIXES: Final = frozenset({".doc", ".docx", ".odt", ".rtf"})

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# Three numbers with points, not part of a longer one: not 2.0.1.5, not 12.1.1.
_ID = re.compile(r"(?<![\d.])(\d\.\d\.\d)(?!\d|\.\d)")
_HEADING = re.compile(
    r"^[ \t]{0,3}(?:#{1,6}[ \t]+(?P<marked>.*)|(?:ข้อ|คำถาม)[^\n]{0,20}?(?P<plain>\d\.\d\.\d)\b.*)$", re.M
)


def read_drafts(path: Path, edition: Edition, *, shown: str | None = None) -> list[Draft]:
    """Read the answers that a file holds, usually one.

    The question is named by the file (`1.1.1.md`, `ตอบข้อ 1.1.1 กองแผน.txt`) or, where the file's name
    names none or several, by headings in it; each heading then starts an answer.

    Args:
        path: a file of text in UTF-8, UTF-16 or cp874.
        edition: the criteria that the questions belong to.
        shown: the path as the user gave it, used in messages and in `Draft.path`.

    Raises:
        DraftError: the file cannot be read or decoded, is empty or too large, or names no known question.
    """
    shown = shown or str(path)
    text = _read_text(path, shown)
    named = dict.fromkeys(_ID.findall(path.name.translate(_THAI_DIGITS)))
    drafts = [Draft(shown, next(iter(named)), text)] if len(named) == 1 else _split(text, shown)
    if not drafts:
        raise DraftError(
            _("The file does not say which question it answers."),
            path=shown,
            hint=_("Put the question's number in the file's name, e.g. 1.1.1.md, or in its first heading."),
        )
    for draft in drafts:
        _check(draft, edition)
    return drafts


def _read_text(path: Path, shown: str) -> str:
    if path.suffix.lower() in WORD_SUFFIXES:
        raise DraftError(
            _("Word files cannot be read yet."),
            path=shown,
            hint=_("In Word choose “Save as”, type “Plain text (*.txt)”, encoding Unicode (UTF-8)."),
        )
    try:
        if not path.is_file():
            raise DraftError(_("This is not a file."), path=shown)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DraftError(
                _("The file is too large for a draft: {size:,} bytes.").format(size=size),
                path=shown,
                hint=_("A draft is at most {limit:,} bytes. Is this the right file?").format(limit=MAX_BYTES),
            )
        data = path.read_bytes()
    except OSError as error:
        raise DraftError(_("The file cannot be read: {reason}").format(reason=error.strerror), path=shown) from None
    try:
        decoded: Decoded = decode(data)
    except UndecodableError:
        raise DraftError(
            _("The file is not text in an encoding that can be read."),
            path=shown,
            hint=_("Save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)."),
        ) from None
    if not decoded.text.strip():
        raise DraftError(
            _("The file is empty: the answer is not written yet."),
            path=shown,
            hint=_("Write it, or remove the file."),
        )
    return decoded.text


def _split(text: str, shown: str) -> list[Draft]:
    """The answers under headings that name a question; nothing when no heading does."""
    starts: list[tuple[int, int, str]] = []
    for match in _HEADING.finditer(text.translate(_THAI_DIGITS)):
        found = _ID.search(match["marked"] or match["plain"] or "")
        if found:
            starts.append((match.start(), match.end(), found[1]))
    drafts = []
    for number, (_start, end, question) in enumerate(starts):
        stop = starts[number + 1][0] if number + 1 < len(starts) else len(text)
        body = text[end:stop]
        offset = end + len(body) - len(body.lstrip("\n"))
        path = shown if len(starts) == 1 else f"{shown}#{question}"
        drafts.append(Draft(path, question, body.strip("\n"), offset))
    return drafts


def _check(draft: Draft, edition: Edition) -> None:
    try:
        edition.question(draft.question)
    except UnknownIdError as error:
        raise DraftError(
            _("The criteria have no question {question}.").format(question=draft.question),
            path=draft.path,
            hint=error.hint,
        ) from None
    if not draft.text.strip():
        raise DraftError(_("Nothing is written under the heading of this question."), path=draft.path)
