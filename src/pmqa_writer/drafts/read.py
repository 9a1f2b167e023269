"""Reading drafts from Markdown and plain-text files."""

import re
from pathlib import Path
from typing import Final

from pmqa_writer.drafts.model import Draft
from pmqa_writer.errors import DraftError
from pmqa_writer.i18n import _
from pmqa_writer.text import UndecodableError, decode

MAX_BYTES: Final = 1_000_000
"""A thousand answers of the longest allowed kind are smaller than this."""
TEXT_SUFFIXES: Final = frozenset({".md", ".markdown", ".txt"})
WORD_SUFFIXES: Final = frozenset({".doc", ".docx", ".odt", ".rtf"})

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# Three numbers with points, not part of a longer one: not 2.0.1.5, not 12.1.1.
_ID = re.compile(r"(?<![\d.])(\d\.\d\.\d)(?!\d|\.\d)")
# In a file's name there may be spaces around the points, or other marks for them: 1-1-1; not the date 2023-1-1.
_POINTED = re.compile(r"(?<![\d.])(\d) ?\. ?(\d) ?\. ?(\d)(?!\d| ?\. ?\d)")
_DASHED = re.compile(r"(?<![\d._-])(\d)[_-](\d)[_-](\d)(?!\d|[._-]\d)")
# A line that only names a question, or a heading or line beginning with "ข้อ" that names it.
_HEADING = re.compile(
    r"^[ \t]{0,3}(?:#{1,6}[ \t]+(?P<marked>[^\n]*)|(?:ข้อ|คำถาม)[^\n\d]{0,20}(?P<called>\d\.\d\.\d)(?!\.?\d)[^\n]*"
    r"|(?P<bare>\d\.\d\.\d)[ \t]*[.:)]?[ \t]*)$",
    re.MULTILINE,
)
_ZIP, _PDF, _OLD_WORD = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0"


def read_drafts(path: Path, *, shown: str | None = None) -> list[Draft]:
    """Read the answers that a file holds, usually one.

    The question is named by the file (`1.1.1.md`, `ตอบข้อ 1.1.1 กองแผน.txt`) or, where the file's name names none or
    several, by headings in it; each heading then starts an answer. Headings are no part of the answers. Whether the
    criteria have the questions, and whether the answers are empty, is for the caller to see.

    Args:
        path: a file of text in UTF-8, UTF-16 or cp874.
        shown: the path as the user gave it, used in messages and in `Draft.path`.

    Raises:
        DraftError: the file cannot be read or decoded, is empty or too large, or names no question.
    """
    shown = shown or str(path)
    text = _read_text(path, shown)
    named = list(dict.fromkeys(_ids_in_name(path.name)))
    if len(named) == 1:
        return [_without_heading(Draft(shown, named[0], text))]
    drafts = _split(text, shown)
    if drafts:
        return drafts
    if named:
        raise DraftError(
            _("The file's name names several questions: {questions}.").format(questions=", ".join(named)),
            path=shown,
            hint=_("Leave only the one that the file answers, e.g. {question}.md.").format(question=named[0]),
        )
    raise DraftError(
        _("The file does not say which question it answers."),
        path=shown,
        hint=_("Put the question's number in the file's name, e.g. 1.1.1.md, or in its first heading."),
    )


def _ids_in_name(name: str) -> list[str]:
    plain = name.translate(_THAI_DIGITS)
    return [".".join(numbers) for numbers in _POINTED.findall(plain) or _DASHED.findall(plain)]


def _read_text(path: Path, shown: str) -> str:
    if path.suffix.lower() in WORD_SUFFIXES:
        raise _word(shown)
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
        reason = error.strerror or type(error).__name__
        raise DraftError(_("The file cannot be read: {reason}").format(reason=reason), path=shown) from None
    if data.startswith((_ZIP, _OLD_WORD)):
        raise _word(shown)
    try:
        text = decode(data).text
    except UndecodableError:
        hint = _("Save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8).")
        if data.startswith(_PDF):
            hint = _("This is a PDF: open it, copy the answer and save it as a text file, e.g. 1.1.1.txt.")
        raise DraftError(_("The file is not text in an encoding that can be read."), path=shown, hint=hint) from None
    if not text.strip():
        message = _("The file is empty: the answer is not written yet.")
        raise DraftError(message, path=shown, hint=_("Write it, or remove the file."))
    return text


def _word(shown: str) -> DraftError:
    return DraftError(
        _("Word files cannot be read yet."),
        path=shown,
        hint=_("In Word choose “Save as”, type “Plain text (*.txt)”, encoding Unicode (UTF-8)."),
    )


def _headings(text: str) -> list[tuple[int, int, str]]:
    """Start, end and question of each heading that names one."""
    found = []
    for match in _HEADING.finditer(text.translate(_THAI_DIGITS)):
        named = _ID.search(match["marked"] or match["called"] or match["bare"] or "")
        if named:
            found.append((match.start(), match.end(), named[1]))
    return found


def _without_heading(draft: Draft) -> Draft:
    """The draft without a first line that only repeats which question it answers."""
    headings = _headings(draft.text)
    if headings and headings[0][2] == draft.question and not draft.text[: headings[0][0]].strip():
        return _answer(draft.path, draft.question, draft.text, headings[0][1], len(draft.text))
    return draft


def _split(text: str, shown: str) -> list[Draft]:
    """The answers under headings that name a question; nothing when no heading does."""
    headings = _headings(text)
    ends = [*(start for start, _end, _question in headings[1:]), len(text)][: len(headings)]
    return [
        _answer(shown if len(headings) == 1 else f"{shown}#{question}", question, text, start, end)
        for (_start, start, question), end in zip(headings, ends, strict=True)
    ]


def _answer(path: str, question: str, text: str, start: int, end: int) -> Draft:
    body = text[start:end]
    offset = start + len(body) - len(body.lstrip("\n"))
    return Draft(path, question, body.strip("\n"), offset)
