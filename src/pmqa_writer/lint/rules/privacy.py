"""PII: personal data, which an answer to the form must not hold."""

import re
from collections.abc import Iterator
from typing import Final

from pmqa_writer.i18n import N_, _
from pmqa_writer.lint.model import Context, Note, Rule, Severity
from pmqa_writer.text import Span, clean

# Spaces and hyphens may stand between the digits. Not part of a longer number.
_CITIZEN_ID: Final = re.compile(r"(?<!\d)\d(?:[ -]?\d){12}(?![ -]?\d)")
_MOBILE: Final = re.compile(r"(?<!\d)(?:0[689]\d?|\+66[ -]?[689])(?:[ -]?\d){7,8}(?!\d)")
_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_OFFICE_BOX: Final = re.compile(
    r"(?:info|contact|admin|webmaster|saraban|support|service|callcenter|helpdesk|pr|office|center|centre|noreply|"
    r"no-reply|complain|complaint|helpme|e-?service|psdg|central)[0-9._-]*@"
)


def _personal(context: Context) -> Iterator[Note]:
    cleaned = clean(context.analysis.draft.text)
    text = cleaned.text
    for match in _CITIZEN_ID.finditer(text):
        if is_citizen_id(match.group()):
            yield _note(cleaned.original(Span(*match.span())), _("A citizen's identification number: take it out."))
    for match in _MOBILE.finditer(text):
        digits = re.sub(r"\D", "", match.group().replace("+66", "0"))
        if len(digits) == 10:
            yield _note(cleaned.original(Span(*match.span())), _("A mobile telephone number: take it out."))
    for match in _EMAIL.finditer(text):
        if not _OFFICE_BOX.match(match.group().lower()):
            yield _note(
                cleaned.original(Span(*match.span())),
                _("An e-mail address of a person: take it out, or give the office's own."),
            )


def _note(span: Span, message: str) -> Note:
    return Note(span, message)


def is_citizen_id(text: str) -> bool:
    """Say whether 13 digits, separators aside, are a Thai citizen's number: the last is a check digit, modulo 11."""
    digits = [int(character) for character in text if character.isdigit()]
    if len(digits) != 13 or digits[0] == 0:
        return False
    total = sum(digit * weight for digit, weight in zip(digits[:12], range(13, 1, -1), strict=True))
    return (11 - total % 11) % 10 == digits[12]


RULES = (
    Rule(
        "PII001",
        Severity.ERROR,
        N_("Personal data"),
        N_(
            "Answers are read by many; the personal data protection act asks for a reason that an answer does not have."
        ),
        _personal,
        bad="ติดต่อคุณตัวอย่าง 081-000-0000",
        good="ติดต่อศูนย์บริการร่วม สายด่วนของกรม",
    ),
)
