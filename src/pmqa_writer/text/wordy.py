"""Places where a draft can say the same in fewer characters.

Quotations and names of laws, plans and bodies stay as they are: they are others' words. A phrase counts only where
words begin and end at its edges; a dictionary word that lies across an edge ("ที่ทำการ" of "ทำการ") rules it out.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from pmqa_writer.text.clusters import snap
from pmqa_writer.text.edits import Edit, EditKind
from pmqa_writer.text.patterns import any_of
from pmqa_writer.text.spans import Span
from pmqa_writer.text.status import status
from pmqa_writer.text.words import default_tokenizer
from pmqa_writer.text.wordy_lexicon import Pair, packaged_lexicon


@dataclass(frozen=True, slots=True)
class Shortening:
    """A place that can be said more shortly."""

    span: Span
    """The wordy phrase, in code points of the text."""
    replacement: str
    """What says the same."""
    saving: int
    """Characters saved, as the form counts; at least 1."""
    note: str = ""
    """What the writer should look at; often empty."""

    @property
    def edit(self) -> Edit:
        """The change of the text."""
        return Edit(self.span, self.replacement, EditKind.WORDING)


def shortenings(text: str) -> list[Shortening]:
    """Return the places of `text` that can be said more shortly, sorted and not overlapping.

    Of phrases that overlap the first wins, of those that begin together the longest. The edits can be applied all at
    once. Runs in linear time; loads the lexicon and the dictionary on first use.
    """
    known = packaged_lexicon()
    place = _Text(text)
    found: list[Shortening] = []
    end = 0
    for start, pair in known.within(text):
        span = Span(start, start + len(pair.long))
        if start >= end and place.allows(pair, span):
            found.append(Shortening(span, pair.short, pair.saving, pair.note))
            end = span.end
    return found


# Others' words. Bounded, so that an unclosed quotation mark costs nothing.
_QUOTATION = r"“[^“”\n]{1,300}”|\"[^\"\n]{1,300}\"|‘[^‘’\n]{1,300}’|'[^'\n]{1,300}'|«[^«»\n]{1,300}»"
# The name of a law runs on to the next space; "เรื่อง" after a space begins a title.
_LAW = (
    r"(?:พระราชบัญญัติ|พระราชกำหนด|พระราชกฤษฎีกา|พ\.ร\.[บกฎ]\.|พรบ\.?|กฎกระทรวง|ระเบียบ|ข้อบังคับ|ว่าด้วย|(?<=\s)เรื่อง"
    r"|ประกาศ(?=กรม|กระทรวง|สำนัก|คณะ|จังหวัด|มหาวิทยาลัย))\s?\S{0,150}"
)
# The name of a plan, a project or a body has no end that can be seen: it runs on to a space or to one of these.
_AFTER_NAME = any_of(
    [
        "เพื่อ",
        "โดย",
        "ซึ่ง",
        "ได้",
        "จะ",
        "แล้ว",
        "จึง",
        "ตั้งแต่",
        "ผ่าน",
        "จำนวน",
        "ประจำ",
        "รวม",
        "ส่งผล",
        "ทำให้",
        "เป็น",
        "อย่าง",
        "ทั้งนี้",
    ]
)
_NAME = (
    r"(?:(?<!วาง)แผน(?!ก)|โครงการ|คณะ(?:อนุ)?กรรมการ|คณะทำงาน|หลักสูตร|คู่มือ|รางวัล|ยุทธศาสตร์|ศูนย์|กอง|สำนัก)"
    rf"(?:(?!{_AFTER_NAME})\S){{0,60}}"
)
_PROTECTED = re.compile(f"{_QUOTATION}|{_LAW}|{_NAME}")

# Signs that belong to what stands before them: vowels and marks, repetition, abbreviation.
_BELONGS_BEFORE = re.compile(r"[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]|\s?[ๆฯ]")
_LEADING_VOWEL = re.compile("[\u0e40-\u0e44]")
_THAI = re.compile("[\u0e01-\u0e4e]")

# Code points on either side of a place that tell whether it is a deed, a plan or a lack.
_AROUND = 60


class _Text:
    """A text with what is needed to judge a place in it, worked out when it is first wanted."""

    def __init__(self, text: str) -> None:
        self._text = text

    def allows(self, pair: Pair, span: Span) -> bool:
        """Tell whether `pair` may be used at `span`, where its long phrase stands."""
        text = self._text
        # Where a space comes or goes, only Thai letters may meet: not "แต่ITA", not "ปี 2566 40 คน".
        if pair.long[-1] == " " != pair.short[-1] and not _THAI.match(text, span.end):
            return False
        if pair.long[0] != " " == pair.short[0] and not (span.start and _THAI.match(text, span.start - 1)):
            return False
        if pair.number and not text[span.end : span.end + 1].isdigit():
            return False
        if text.startswith(pair.after, span.end) or text.endswith(pair.before, 0, span.start):
            return False
        if _BELONGS_BEFORE.match(text, span.end) or _LEADING_VOWEL.match(text[max(0, span.start - 1) : span.start]):
            return False
        if any(self._protected[span.start : span.end]) or snap(text, span) != span:
            return False
        if not self._edge(span.start) or (pair.ends_whole and not self._edge(span.end)):
            return False
        return self._claims_the_same(pair, span)

    def _claims_the_same(self, pair: Pair, span: Span) -> bool:
        """Tell whether the words around claim the same afterwards: a plan or a lack must still be read as one."""
        text = self._text
        start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
        start = text.rfind("\n", start, span.start) + 1 or start
        stop = text.find("\n", span.end, end)
        before, after = text[start : span.start], text[span.end : end if stop < 0 else stop]
        return status(f"{before}{pair.long}{after}") is status(f"{before}{pair.short}{after}")

    @cached_property
    def _protected(self) -> bytearray:
        """A flag for each character: whether it is part of others' words."""
        flags = bytearray(len(self._text))
        for match in _PROTECTED.finditer(self._text):
            flags[match.start() : match.end()] = b"\1" * len(match.group())
        return flags

    def _edge(self, offset: int) -> bool:
        around = self._text[max(0, offset - 1) : offset + 1]
        if len(around) < 2 or not all(map(_THAI.match, around)):
            return True
        return default_tokenizer().is_edge(self._text, offset)
