"""Labelled drafts: answers of which people have said how far they evidence each checklist item."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from pmqa_writer.analysis.model import Coverage
from pmqa_writer.criteria import Edition
from pmqa_writer.errors import LabelsError, PmqaError, UnknownIdError, reason_of
from pmqa_writer.i18n import _
from pmqa_writer.toml_file import explain

_BOM: Final = b"\xef\xbb\xbf"


class LabelledDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a file of labelled drafts. What else the line holds is left aside."""

    id: str
    """Unlike that of every other line."""
    question: str
    text: str
    items: dict[str, Coverage]
    """By id of the item; items that nobody labelled may be left out."""
    evidence: dict[str, list[str]] = {}
    """Quotations of the text that show an item, by its id."""
    style: str = ""
    """What kind of draft it is, such as `strong` or `negated`; empty: not said."""


def read_labels(file: Path, edition: Edition) -> tuple[list[LabelledDraft], list[PmqaError]]:
    """Return the drafts of a file, one JSON object a line, and what is wrong with the other lines.

    Raises:
        LabelsError: the file cannot be read, or holds no draft at all.
    """
    try:
        data = file.read_bytes().removeprefix(_BOM)
    except OSError as error:
        raise LabelsError(_("The file cannot be read: {reason}").format(reason=reason_of(error)), path=file) from None
    drafts: list[LabelledDraft] = []
    errors: list[PmqaError] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            draft = _decoded(line)
        except ValueError as error:
            errors.append(LabelsError(str(error), path=file, line=number))
            continue
        found = [LabelsError(message, path=file, line=number, hint=hint) for message, hint in _wrong(draft, edition)]
        if draft.id in seen:
            message = _("The id “{id}” is that of line {line} too.").format(id=draft.id, line=seen[draft.id])
            found.append(LabelsError(message, path=file, line=number))
        seen.setdefault(draft.id, number)
        errors += found
        if not found:
            drafts.append(draft)
    if not drafts and not errors:
        raise LabelsError(
            _("The file holds no labelled draft."),
            path=file,
            hint=_("Each line is a JSON object with id, question, text and items; see docs/judges.md."),
        )
    return drafts, errors


def _decoded(line: bytes) -> LabelledDraft:
    """Read a line; what it is not raises `ValueError` with the reason in the language that is set."""
    try:
        return msgspec.json.decode(line, type=LabelledDraft)
    except msgspec.ValidationError as error:
        message, _hint, _line = explain(str(error), "", LabelledDraft, msgspec.json.decode(line))
        raise ValueError(message) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ValueError(_("This is not valid JSON.")) from None


def _wrong(draft: LabelledDraft, edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield what does not fit the criteria or the text, with what to do."""
    try:
        question = edition.question(draft.question)
    except UnknownIdError as error:
        yield error.message, error.hint
        return
    known = {item.id for item in edition.criterion(question.criterion).items}
    for item in sorted({*draft.items, *draft.evidence} - known):
        message = _("“{item}” is no checklist item of criterion {criterion}.")
        yield message.format(item=item, criterion=question.criterion), ""
    for item, quotations in draft.evidence.items():
        if any(quotation not in draft.text for quotation in quotations):
            message = _("A quotation for {item} does not stand in the text.").format(item=item)
            yield message, _("Quote it exactly, or leave it out.")
