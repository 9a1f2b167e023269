"""Labelled drafts: answers of which people have said how far they evidence each checklist item."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from pmqa_writer.analysis.model import Coverage
from pmqa_writer.criteria import Edition
from pmqa_writer.errors import LabelsError, PmqaError, UnknownIdError, did_you_mean, reason_of
from pmqa_writer.i18n import _
from pmqa_writer.text import UndecodableError, decode
from pmqa_writer.toml_file import explain

TRAPS: Final = frozenset({"stuffed", "negated", "plan_only", "off_topic", "generic"})
"""Styles of drafts that look better than they are."""
_SLIP: Final = 0.75
"""Likeness of a style to one of `TRAPS` from which on it is taken for a slip."""


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
    drafts: list[LabelledDraft] = []
    errors: list[PmqaError] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(_lines(file), 1):
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


def _lines(file: Path) -> list[str]:
    """Return the lines of a text file; bytes of which the encoding cannot be told become surrogates."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise LabelsError(_("The file cannot be read: {reason}").format(reason=reason_of(error)), path=file) from None
    try:
        return decode(data).text.split("\n")
    except UndecodableError as error:
        if error.reason == "unknown-encoding":  # perhaps only in some lines, which are told
            return data.decode("utf-8", "surrogateescape").split("\n")
        raise LabelsError(
            _("The file is not text in an encoding that can be read."),
            path=file,
            hint=_("Save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)."),
        ) from None


def _decoded(line: str) -> LabelledDraft:
    """Read a line; what it is not raises `ValueError` with the reason in the language that is set."""
    try:
        return msgspec.json.decode(line, type=LabelledDraft)
    except msgspec.ValidationError as error:
        message, _hint, _line = explain(str(error), "", LabelledDraft, msgspec.json.decode(line))
        raise ValueError(message) from None
    except UnicodeError:
        raise ValueError(_("This line is not UTF-8.")) from None
    except (msgspec.DecodeError, RecursionError):
        raise ValueError(_("This is not valid JSON.")) from None


def _wrong(draft: LabelledDraft, edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield what does not fit the criteria or the text, with what to do."""
    try:
        question = edition.question(draft.question)
    except UnknownIdError as error:
        yield error.message, error.hint
        return
    if not draft.text.strip():
        yield _("The text is empty."), ""
    if not draft.items:
        yield _("No checklist item is labelled."), _("Say of at least one whether it is covered, partial or missing.")
    if draft.style not in TRAPS and (hint := did_you_mean(draft.style.casefold(), TRAPS, cutoff=_SLIP)):
        yield _("There is no style “{style}” of traps.").format(style=draft.style), hint
    known = {item.id for item in edition.criterion(question.criterion).items}
    for item in sorted({*draft.items, *draft.evidence} - known):
        message = _("“{item}” is no checklist item of criterion {criterion}.")
        yield message.format(item=item, criterion=question.criterion), ""
    for item, quotations in draft.evidence.items():
        if any(not quotation.strip() or quotation not in draft.text for quotation in quotations):
            message = _("A quotation for {item} does not stand in the text.").format(item=item)
            yield message, _("Quote it exactly, or leave it out.")
