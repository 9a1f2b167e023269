"""Reading drafts from Markdown and plain-text files."""

from pathlib import Path
from typing import Final

from pmqa_writer.drafts.headings import Heading, headings, labelled_start, questions_in_name
from pmqa_writer.drafts.model import Draft
from pmqa_writer.errors import DraftError, NoQuestionError, reason_of
from pmqa_writer.i18n import _
from pmqa_writer.text import Decoded, UndecodableError, decode

MAX_BYTES: Final = 1_000_000
"""A thousand answers of the longest allowed kind are smaller than this."""
TEXT_SUFFIXES: Final = frozenset({".md", ".markdown", ".txt"})
WORD_SUFFIXES: Final = frozenset({".doc", ".docx", ".odt", ".rtf"})

_ZIP, _PDF, _OLD_WORD = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0"


def read_drafts(file: Path, *, shown: str | None = None) -> list[Draft]:
    """Read the answers that a file holds, usually one.

    The question is named by the file (`1.1.1.md`, `ตอบข้อ 1.1.1 กองแผน.txt`) or, where the file's name names none or
    several, by headings in it; each heading then starts an answer, and what stands before the first is an answer with
    an empty `question`. Headings are no part of the answers. Whether the criteria have the questions, and whether the
    answers are empty, is for the caller to see.

    Args:
        file: text in UTF-8, UTF-16 or cp874.
        shown: the path as the user gave it, used in messages and in `Draft.path`.

    Raises:
        DraftError: the file cannot be read or decoded, is empty or too large.
        NoQuestionError: it names no question.
    """
    shown = shown or file.as_posix()
    return answers_in(read_text(file, shown=shown), file, shown=shown)


def answers_in(text: str, file: Path, *, shown: str) -> list[Draft]:
    """Return the answers in the text that a file holds, as `read_drafts` does; the text may be empty.

    Raises:
        DraftError: the file's name names several questions, and no heading one.
        NoQuestionError: nothing names a question.
    """
    named = questions_in_name(file.name)
    if len(named) == 1:
        return [_of_one_question(text, named[0], shown, file)]
    if drafts := _under_headings(text, shown, file):
        return drafts
    if named:
        raise DraftError(
            _("The file's name names several questions: {questions}.").format(questions=", ".join(named)),
            path=shown,
            hint=_("Leave only the one that the file answers, e.g. {question}.md.").format(question=named[0]),
        )
    raise NoQuestionError(
        _("The file does not say which question it answers."),
        path=shown,
        hint=_("Put the question's number in the file's name, e.g. 1.1.1.md, or in its first heading."),
    )


def read_text(file: Path, *, shown: str | None = None) -> str:
    """Read the text of a file, whatever it is about; arguments and errors as in `read_drafts`."""
    shown = shown or file.as_posix()
    text = decoded(read_data(file, shown=shown), shown=shown).text
    if not text.strip():
        message = _("The file is empty: the answer is not written yet.")
        raise DraftError(message, path=shown, hint=_("Write it, or remove the file."))
    return text


def read_data(file: Path, *, shown: str) -> bytes:
    """Return the bytes of a file that may be a draft by its name and size; raises `DraftError`."""
    if file.suffix.lower() in WORD_SUFFIXES:
        raise _word(shown)
    try:
        if not file.is_file():
            raise DraftError(_("This is not a file."), path=shown)
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise too_large(size, shown)
        return file.read_bytes()
    except OSError as error:
        message = _("The file cannot be read: {reason}").format(reason=reason_of(error))
        raise DraftError(message, path=shown) from None


def decoded(data: bytes, *, shown: str) -> Decoded:
    """Return what the bytes of a draft's file hold; raises `DraftError` where they are no text."""
    if data.startswith((_ZIP, _OLD_WORD)):
        raise _word(shown)
    try:
        return decode(data)
    except UndecodableError:
        hint = _("Save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8).")
        if data.startswith(_PDF):
            hint = _("This is a PDF: open it, copy the answer and save it as a text file, e.g. 1.1.1.txt.")
        raise DraftError(_("The file is not text in an encoding that can be read."), path=shown, hint=hint) from None


def too_large(size: int, shown: str) -> DraftError:
    """Return the error for a file of `size` bytes, more than `MAX_BYTES`."""
    return DraftError(
        _("The file is too large for a draft: {size:,} bytes.").format(size=size),
        path=shown,
        hint=_("A draft is at most {limit:,} bytes. Is this the right file?").format(limit=MAX_BYTES),
    )


def _word(shown: str) -> DraftError:
    return DraftError(
        _("Word files cannot be read yet."),
        path=shown,
        hint=_("In Word choose “Save as”, type “Plain text (*.txt)”, encoding Unicode (UTF-8)."),
    )


def _of_one_question(text: str, question: str, shown: str, file: Path) -> Draft:
    """The whole text, without a first line that only repeats which question it answers."""
    first = next(iter(headings(text)), None)
    start = first.end if first and first.question == question and not text[: first.start].strip() else 0
    return _answer(text, Heading(0, start, question), len(text), shown, file)


def _under_headings(text: str, shown: str, file: Path) -> list[Draft]:
    """The answers under headings that name a question; nothing when no heading does."""
    found = headings(text)
    labelled = labelled_start(text)
    if labelled and (not found or labelled.end <= found[0].start):
        found.insert(0, labelled)
    if not found:
        return []
    several = len(found) > 1
    ends = [*(heading.start for heading in found[1:]), len(text)]
    drafts = [
        _answer(text, heading, end, f"{shown}#{heading.question}" if several else shown, file)
        for heading, end in zip(found, ends, strict=True)
    ]
    before = [line for line in text[: found[0].start].splitlines() if line.strip() and not line.startswith("#")]
    if before:
        drafts.insert(0, _answer(text, Heading(0, 0, ""), found[0].start, shown, file))
    return drafts


def _answer(text: str, heading: Heading, end: int, path: str, file: Path) -> Draft:
    body = text[heading.end : end]
    if heading.end == 0 and end == len(text):
        return Draft(path, heading.question, text, 0, file)
    offset = heading.end + len(body) - len(body.lstrip("\n"))
    return Draft(path, heading.question, body.strip("\n"), offset, file)
