"""Signs of fact in a clause: figures, dates, names, places, results. Patterns over cleaned text.

Those that only the ADLI points need are data: `checklists/lexicon/signs.toml`, where officers' words can be added.

Every pattern is linear: no nested repetition, and what may repeat is bounded. They look at one clause or at one
draft of at most a few thousand characters.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, Literal

from msgspec import Struct

from pmqa_writer.dates import buddhist_year
from pmqa_writer.drafts import Window
from pmqa_writer.resources import data_path
from pmqa_writer.text import Span
from pmqa_writer.toml_file import read_toml

NUMBER: Final = r"\d[\d,]{0,15}(?:\.\d{1,4})?"
_UNIT = (
    "ราย|คน|แห่ง|หน่วย|บาท|วัน|ครั้ง|ครัวเรือน|รายการ|ระบบ|เรื่อง|ล้าน|แสน|หมื่น|พัน|ไร่|ชุด|จังหวัด|อำเภอ|ตำบล|หมู่บ้าน|ชุมชน|"
    "ชั่วโมง|นาที|วินาที|เดือน|สัปดาห์|กระบวนการ|กระบวนงาน|โครงการ|กิจกรรม|ช่องทาง|คะแนน|ตัน|กิโล|เมตร|ลิตร|ฉบับ|หลักสูตร|รุ่น|ขั้นตอน|"
    "ด้าน|ข้อ|ประเด็น|ตัวชี้วัด|ตัว|แผน|เครือข่าย|กลุ่ม|กอง|สำนัก|ศูนย์|สาขา|แปลง|ฟาร์ม|บ่อ|ราง|เครื่อง|คัน|หลัง|เล่ม|ใบ|คำขอ|คำร้อง|คดี|เคส|"
    "ข้อเสนอ|มาตรการ|นวัตกรรม|ผลงาน|รางวัล|องค์กร|บริษัท|ประเทศ|โรง|เขต|เท่า|ปี|คู่|จุด|มิติ|สถานี|เวที|อัตรา|ตำแหน่ง|ทีม|รอบ|ชิ้น|ประเภท|อย่าง"
)
_MONTH = (
    "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|"
    r"ม\.ค\.|ก\.พ\.(?!ร)|มี\.ค\.|เม\.ย\.|พ\.ค\.|มิ\.ย\.|ก\.ค\.|ส\.ค\.|ก\.ย\.|ต\.ค\.|พ\.ย\.|ธ\.ค\."
)
_DEED = (
    "รวบรวม|สำรวจ|คัดเลือก|คัดกรอง|จัดลำดับ|วิเคราะห์|ประมวล|ยกร่าง|ทดสอบ|ทดลอง|เสนอ|อนุมัติ|รับเรื่อง|รับคำขอ|แจ้งผล|ส่งต่อ|จำแนก|ทบทวน|ออกแบบ|"
    "ตรวจ|บันทึก|สรุป|จัดทำ|ถ่ายทอด|ติดตาม|รายงาน|เทียบ|ยืนยัน|มอบหมาย"
)
_PERIOD = "ปี|ไตรมาส|เดือน|สัปดาห์|วัน|ครึ่งปี|ภาคเรียน|รอบ"

_COUNTED = rf"\s?(?:{_UNIT.replace('|ปี|', '|')}|%)"
_YEAR = (
    rf"(?:ปีงบ(?:ประมาณ)?\s?(?:พ\.ศ\.)?|ปี|พ\.ศ\.|ค\.ศ\.|(?:{_MONTH}))\s{{0,2}}(?:(?:19|2[0456])\d\d|[4-7]\d(?!{_COUNTED}))(?!\d|,\d|\.\d)"
    rf"|(?<![\d,.])25[4-9]\d(?!\d|,\d|\.\d|{_COUNTED})"
)
_PATTERNS: Final[Mapping[str, str]] = {
    "percent": rf"ร้อยละ\s{{0,2}}{NUMBER}|{NUMBER}\s{{0,2}}(?:%|เปอร์เซ็นต์)",
    "figure": rf"ร้อยละ\s{{0,2}}{NUMBER}|{NUMBER}\s{{0,2}}(?:%|{_UNIT})|(?:จำนวน|เพียง|กว่า|เฉลี่ย|รวม)\s{{0,2}}{NUMBER}",
    "year": _YEAR,
    "date": rf"\d{{1,2}}\s{{0,2}}(?:{_MONTH})|(?:{_MONTH})\s{{0,2}}\d{{2,4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}",
    "since": r"ตั้งแต่|นับแต่|เริ่ม(?:ใช้|ดำเนิน|ต้น|เมื่อ|ปี|ใน|จาก|มา|นำ|ทำ|เปิด|จัด|วัน|เดือน|\s{0,2}\d)|ใช้มา(?:แล้ว)?|ต่อเนื่อง(?:มา|เป็นปีที่)|เป็นปีที่|ปีที่\s?\d",
    "frequency": rf"ทุก(?:{_PERIOD})|ทุก\s?\d{{1,3}}\s?(?:{_PERIOD}|ชั่วโมง|นาที)|ราย(?:ปี|ไตรมาส|เดือน|สัปดาห์|วัน|ชั่วโมง)|(?:ปี|เดือน|ไตรมาส|สัปดาห์|วัน)ละ|ประจำ(?:ปี|เดือน|ไตรมาส|สัปดาห์|วัน|ทุก)|{NUMBER}\s?ครั้ง|แบบเรียลไทม์|ตลอด\s?24|ทุกครั้งที่|ทุก(?:เช้า|เย็น|คืน|กะ|สิ้นเดือน)|รอบครึ่งปี|ทุกวัน(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)",
    "change": rf"จาก(?:เดิม)?\s{{0,2}}(?:ร้อยละ\s{{0,2}})?{NUMBER}[^\n]{{0,45}}?(?:เป็น|เหลือ|ถึง|สู่)\s{{0,2}}(?:ร้อยละ\s{{0,2}})?{NUMBER}|(?:เพิ่ม|ลด|สูง|ต่ำ|ประหยัด|เร็ว|สั้น|ขยาย|หาย|น้อยลง|มากขึ้น)[^\d\n]{{0,30}}{NUMBER}|เหลือ(?:เพียง)?\s{{0,2}}{NUMBER}",
    "result": r"ส่งผลให้|ทำให้|ผล(?:คือ|ปรากฏ|ที่ได้|ลัพธ์)|ได้รับรางวัล|ได้รับการรับรอง|บรรลุ|แล้วเสร็จ|สำเร็จ|ลดลง|เพิ่มขึ้น|ประหยัด|คะแนน|ความพึงพอใจ|สามารถลด|ไม่พบ|ไม่มีข้อร้องเรียน",
    "award": r"รางวัล|ได้รับการ(?:รับรอง|ยกย่อง|คัดเลือก)|ชนะเลิศ|โล่|เกียรติบัตร|ISO\s?\d",
    "latin_name": r"(?<![A-Za-z./@:])(?:[A-Z][A-Za-z]{1,}[A-Za-z0-9+-]{0,20}|[a-z]{1,3}-[A-Z][A-Za-z]{1,20}|[A-Z]{2,}[A-Z0-9-]{0,10})(?![A-Za-z@])",
    "quoted_name": r"[“\"‘][^”\"’\n]{2,60}[”\"’]",
    "owner": r"อธิบดี|เลขาธิการ|ปลัด(?:กระทรวง|จังหวัด|เทศบาล)|ผู้ว่าราชการ|ผู้อำนวยการ|ผอ\.|นายก(?:เทศมนตรี|อบต)|หัวหน้า|กอง(?:[ก-ฮเ-ไ])|สำนัก(?:[ก-ฮเ-ไ])|กลุ่ม(?:งาน|พัฒนา|ตรวจ|บริหาร|นโยบาย|กฎหมาย)|คณะกรรมการ|คณะทำงาน|คณะอนุกรรมการ|ศูนย์(?:[ก-ฮเ-ไ])|ฝ่าย(?:[ก-ฮเ-ไ])|CIO|CEO|CDO|CKO|DPO|เลขานุการ|รับผิดชอบโดย|เป็นเจ้าภาพ|มอบหมายให้",
    "place": rf"จังหวัด|อำเภอ|ตำบล|หมู่บ้าน|ภาค(?:เหนือ|ใต้|กลาง|ตะวัน|อีสาน)|ทั่วประเทศ|ส่วนภูมิภาค|ส่วนกลาง|สาขา|(?:ศูนย์|ด่าน|เขต|สถานี|โรงพยาบาล|โรงเรียน|ท่าเรือ|ลุ่มน้ำ)[ก-ฮเ-ไ]|{NUMBER}\s{{0,2}}(?:แห่ง|จังหวัด|อำเภอ|ตำบล|หมู่บ้าน|ชุมชน|สาขา|เขต|ศูนย์|ด่าน|พื้นที่|สถานี)",
    "segment": rf"{NUMBER}\s{{0,2}}(?:แห่ง|หน่วย|จังหวัด|อำเภอ|ตำบล|สาขา|ฟาร์ม|ชุมชน|ราย|คน|กลุ่ม|สำนัก|กอง|เขต|หมู่บ้าน|ด่าน|ศูนย์|โรง|ครัวเรือน|องค์กร|บริษัท|เครือข่าย|พื้นที่|ทีม|ฝ่าย)|ทุก(?:กอง|สำนัก|หน่วย|จังหวัด|ศูนย์|เขต|สาขา|ด่าน|แห่ง|กลุ่ม|ระดับ|คน|ราย|ฝ่าย|พื้นที่|อำเภอ)|ทั่วประเทศ|ครบทุก",
    "link": r"https?://\S{4,200}|www\.\S{4,200}|(?<![A-Za-z@])[a-z0-9-]{2,40}\.(?:go|or|ac|co|in)\.th",
    "sequence": rf"(?:{_DEED})[^\n]{{0,60}}?(?:แล้ว|จากนั้น|ก่อน|และ|\s)[^\n]{{0,20}}?(?:{_DEED})|\sแล้ว(?!เสร็จ|ทั้ง|\s|$)|1[.)][^\n]{{1,80}}2[.)]",
    "step": r"ขั้นตอน|ขั้นที่|(?:^|\s)\(?\d{1,2}[.)]\s?[ก-ฮเ-ไA-Za-z]|จากนั้น|แล้วจึง|แล้ว(?:นำ|ส่ง|สรุป|เสนอ|จัด|วิเคราะห์|คัด|แจ้ง)|ก่อน(?:เสนอ|ส่ง|นำ|จัด|จะ)|→|->|วิเคราะห์|จัดลำดับ|ประมวล",
}


@dataclass(frozen=True)
class Signals:
    """The signs of fact in one piece of cleaned text."""

    text: str
    """Cleaned text, digits Arabic."""

    @cached_property
    def _found(self) -> dict[str, tuple[Span, ...]]:
        return {}

    def spans(self, name: str) -> tuple[Span, ...]:
        """Where the sign `name` stands, as spans of `text`."""
        if name not in self._found:
            pattern = _COMPILED.get(name) or signs().patterns[name]
            self._found[name] = tuple(Span(m.start(), m.end()) for m in pattern.finditer(self.text))
        return self._found[name]

    def has(self, *names: str) -> bool:
        """Say whether one of the signs is there."""
        return any(self.spans(name) for name in names)

    @cached_property
    def found(self) -> frozenset[str]:
        """The names of all signs that are there, those of the lexicon among them."""
        own = {name for name, pattern in _COMPILED.items() if pattern.search(self.text)}
        return frozenset(own | {name for name, pattern in signs().patterns.items() if pattern.search(self.text)})

    @cached_property
    def specific(self) -> int:
        """How many kinds of hard fact there are, 0 to 5: figure, date, own name, owner, place."""
        kinds = (
            ("figure",),
            ("year", "date"),
            ("latin_name", "quoted_name"),
            ("owner",),
            ("place", "segment"),
        )
        return sum(self.has(*kind) for kind in kinds)

    @cached_property
    def substance(self) -> bool:
        """Say whether it tells more than names and dates: a quantity, how often, a step, who, or what came of it."""
        return self.has("figure", "change", "frequency", "award") or (self.has("owner") and self.has("step"))

    @cached_property
    def years(self) -> tuple["Year", ...]:
        """The years that are named, in order; two digits are completed, Gregorian years converted."""
        years = []
        for span in self.spans("year"):
            named = span.text(self.text)
            digits = re.findall(r"\d+", named)[-1]
            number = buddhist_year(int(digits) if len(digits) == 4 else 2500 + int(digits))
            if number is not None:
                years.append(Year(number, fiscal=named.startswith("ปีงบ")))
        return tuple(years)


@dataclass(frozen=True, slots=True)
class Year:
    """A year as a draft names it."""

    number: int
    """Buddhist era."""
    fiscal: bool
    """Whether it is named as a fiscal year, which begins on 1 October of the year before."""

    def within(self, window: Window) -> bool:
        """Say whether some day of the year lies in an evaluation window."""
        return window.has_year(self.number, fiscal=self.fiscal)


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of `checklists/lexicon/signs.toml`."""

    patterns: Mapping[str, re.Pattern[str]]
    links: Mapping[str, tuple[str, ...]]
    """Signs that tell more together: all in one clause, or those behind `<` in the clause before."""


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    schema: Literal["pmqa-writer/signs/1"]
    words: dict[str, list[str]]
    signs: dict[str, str]
    links: dict[str, list[str]]


@cache
def signs() -> Signs:
    """Return the signs of the lexicon, compiled once; `{group}` in a pattern stands for one of the group's words."""
    file = read_toml(data_path("checklists", "lexicon", "signs.toml"), _File)
    groups = {name: f"(?:{'|'.join(words)})" for name, words in file.words.items()}
    patterns = {
        name: re.compile(re.sub(r"\{([a-z_]+)\}", lambda group: groups[group[1]], pattern))
        for name, pattern in file.signs.items()
    }
    return Signs(patterns, {name: tuple(parts) for name, parts in file.links.items()})


def names() -> frozenset[str]:
    """Return the names of all signs, as `adli.toml` may use them."""
    return frozenset(_PATTERNS) | frozenset(signs().patterns)


_COMPILED: Final = {name: re.compile(pattern) for name, pattern in _PATTERNS.items()}
