"""An answer put into the bytes of its file: everything else in the file stays as it is. Pure."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

from pmqa_writer.drafts.model import Draft
from pmqa_writer.drafts.read import MAX_BYTES, answers_in, decoded, too_large
from pmqa_writer.errors import DraftError
from pmqa_writer.i18n import _
from pmqa_writer.text import Decoded

_LINE_END = re.compile(r"\r\n?|\n")
_PADS = (("", ""), ("\n\n", ""), ("", "\n\n"), ("\n\n", "\n\n"))
"""Empty lines before and behind an answer, where the lines around it need them."""


def storable(text: str) -> str:
    """Return `text` as a file can hold it: line ends as `\\n`, no byte-order mark in front, no half characters."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _LINE_END.sub("\n", whole).removeprefix("\ufeff")


def answer_in(data: bytes, question: str, file: Path) -> Draft | None:
    """Return the answer to a question in the bytes of a file; None where the file does not answer it.

    Raises:
        DraftError: the bytes are no text, or do not tell which questions they answer.
    """
    shown = file.as_posix()
    found = answers_in(decoded(data, shown=shown).text, file, shown=shown)
    return next((draft for draft in found if draft.question == question), None)


def replaced(data: bytes, old: Draft, text: str, file: Path) -> tuple[bytes, str]:
    """Return the bytes of a file with `text` in the place of the answer `old`, and the answer as it is read back.

    Byte-order mark, line ends and the other answers stay as they are; what is not UTF-8 becomes UTF-8. Line breaks
    around an answer under a heading belong to the file, and those of `text` are left out there; else the same text is
    read back.

    Args:
        data: the file as it is; no bytes for a new file, whose name names the question.
        old: the answer in it, from `answer_in`.
        text: the answer, as `storable` gives it.
        file: names the file; it is not read.

    Raises:
        DraftError: the file cannot hold the text so that it is read back.
    """
    held = decoded(data, shown=file.as_posix())
    raw = _raw(data, held)
    start = _raw_offset(raw, old.offset)
    end = _raw_offset(raw, old.offset + len(old.text))
    if old.offset:  # it stands under a heading
        text = text.strip("\n")
    for new in _candidates(raw[:start], text, raw[end:], old.question, _usual_line_end(raw)):
        for mark in (BOM_UTF8 * (held.mark and held.encoding == "utf-8"), BOM_UTF8):
            whole = mark + new.encode("utf-8")
            if len(whole) > MAX_BYTES:
                raise too_large(len(whole), file.as_posix())
            if (read := _read_back(whole, data, old.question, text, file)) is not None:
                return whole, read
    raise DraftError(
        _("The file cannot hold this text as one answer."),
        path=file,
        hint=_("Remove lines that hold only the number of a question, and characters that cannot be seen."),
    )


def _candidates(before: str, text: str, after: str, question: str, line_end: str) -> Iterator[str]:
    """The file's text in the ways that it may be put together, the plainest first."""
    middle = text.replace("\n", line_end)
    for above, below in _PADS:
        yield before + above.replace("\n", line_end) + middle + below.replace("\n", line_end) + after
    # A text that begins like a heading is one only where no heading stands above it.
    yield f"{before}# {question}{line_end * 2}{middle}{after}"


def _read_back(whole: bytes, data: bytes, question: str, text: str, file: Path) -> str | None:
    """The answer in the new bytes; None where it is another text, or any other answer is not as it was."""
    try:
        new, wanted = _answers(whole, file), _answers(data, file)
    except DraftError:
        return None
    mine = next(number for number, (id_, _text) in enumerate(wanted) if id_ == question)
    wanted[mine] = (question, text)
    same = [(id_, answer.strip("\n")) for id_, answer in new] == [(id_, answer.strip("\n")) for id_, answer in wanted]
    return new[mine][1] if same else None


def _answers(data: bytes, file: Path) -> list[tuple[str, str]]:
    shown = file.as_posix()
    found = answers_in(decoded(data, shown=shown).text, file, shown=shown)
    return [(draft.question, draft.text) for draft in found]


def _raw(data: bytes, held: Decoded) -> str:
    """The file's text with the line ends that it has."""
    return data.decode(held.encoding).removeprefix("\ufeff" * held.mark)


def _raw_offset(raw: str, offset: int) -> int:
    """Where in `raw` the code point stands that has `offset` once line ends are `\n`."""
    for pair in re.finditer("\r\n", raw):
        if pair.start() >= offset:
            break
        offset += 1
    return offset


def _usual_line_end(raw: str) -> str:
    ends = _LINE_END.findall(raw)
    return max(("\n", "\r\n", "\r"), key=ends.count)
