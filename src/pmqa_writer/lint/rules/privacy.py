"""PII: personal data, which an answer to the form must not hold."""

import re
from collections.abc import Iterator
from typing import Final

from pmqa_writer.i18n import N_, _
from pmqa_writer.lint.model import Context, Note, Rule, Severity
from pmqa_writer.text import Span, clean

_MARK = r"[ .()\u2010-\u2015-]"
# Marks may stand between the digits; no digit before or behind, or it would be part of a longer number.
_CITIZEN_ID: Final = re.compile(rf"(?<!\d)\d(?:{_MARK}?\d){{12}}(?!{_MARK}?\d)")
_MOBILE: Final = re.compile(rf"(?<!\d)(?:\(?0[689]|\+66{_MARK}{{0,2}}[689])(?:{_MARK}{{0,2}}\d){{8}}(?!\d)")
# Ten digits in a row may be the number of a project; a word that announces a telephone tells.
_CALLED: Final = re.compile(r"(?:โทร|มือถือ|เบอร์|ติดต่อ|[Tt]el|[Mm]obile|[Ll]ine|ไลน์|☎|📞)[^\n]{0,40}\Z")
_EMAIL: Final = re.compile(
    r"(?<![A-Za-z0-9._%+-])([A-Za-z0-9._%+-]{1,64})@([A-Za-z0-9-]{1,63})(?:\.[A-Za-z0-9-]{1,63}){1,5}"
)
_OFFICE_BOX: Final = re.compile(
    r"(?:info|contact|admin|webmaster|saraban|support|service|callcenter|helpdesk|pr|office|center|centre|noreply|"
    r"no-reply|complain|complaint|help|helpme|e-?service|psdg|central|ict|it|hr|plan|finance|procurement|dpo)"
    r"(?:[0-9._-].*)?\Z"
)


def _personal(context: Context) -> Iterator[Note]:
    cleaned = clean(context.analysis.draft.text)
    text = cleaned.text
    for match in _CITIZEN_ID.finditer(text):
        if is_citizen_id(match.group()):
            yield Note(cleaned.original(Span(*match.span())), _("A citizen's identification number: take it out."))
    for match in _MOBILE.finditer(text):
        marked = not match.group().isdigit()
        if marked or _CALLED.search(text, max(0, match.start() - 60), match.start()):
            yield Note(cleaned.original(Span(*match.span())), _("A mobile telephone number: take it out."))
    for match in _EMAIL.finditer(text):
        local, domain = match[1].lower(), match[2].lower()
        if local != domain and not _OFFICE_BOX.match(local):
            message = _("An e-mail address of a person: take it out, or give the office's own.")
            yield Note(cleaned.original(Span(*match.span())), message)


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
