"""Shorter wording: what may be said more shortly, and that nothing of the meaning goes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmqa_writer.text import EditKind, apply, boundaries, count_characters, find_edits, shortenings, status
from pmqa_writer.text.wordy_lexicon import Lexicon, faults, make_pair, packaged_lexicon, packaged_meaning

PAIRS = packaged_lexicon().pairs


def shortened(text):
    return apply(text, [place.edit for place in shortenings(text)])


def test_there_are_many_pairs_and_none_is_unsafe():
    assert len(PAIRS) > 400
    assert list(faults(packaged_lexicon(), packaged_meaning())) == []


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.long.strip())
def test_each_pair_saves_keeps_the_meaning_and_is_final(pair):
    assert pair.saving == count_characters(pair.long) - count_characters(pair.short) > 0
    assert packaged_meaning().of(pair.long) == packaged_meaning().of(pair.short)
    assert shortenings(pair.short) == []
    assert find_edits(pair.long + pair.short) == ()


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("เพื่อให้", "เพื่อเพื่อให้"),  # saves nothing
        ("ยังไม่ได้ดำเนินการจัดทำ", "ได้จัดทำ"),  # a negation
        ("จะดำเนินการจัดทำ", "จัดทำ"),  # a plan
        ("จัดทำจำนวน 3 ฉบับ", "จัดทำฉบับ"),  # a figure
        ("จัดทำทุกเดือน", "จัดทำ"),  # how often
        ("ต้องจัดทำแผน", "จัดทำแผน"),  # a duty
        ("ระบบ ITA ของกรม", "ระบบของกรม"),  # a name
        ("จัดทำแผนภายในเวลา", "จัดทำแผนเวลา"),  # a limit
        ("จัดทำแผนแล้วจึง", "จัดทำแล้วอาจ"),  # brings a word in
    ],
)
def test_an_unsafe_pair_is_refused(long, short):
    assert list(faults(Lexicon([make_pair(long, short)]), packaged_meaning()))


def test_pairs_that_contradict_each_other_are_refused():
    twice = Lexicon([make_pair("เพื่อที่จะ", "เพื่อ"), make_pair("เพื่อที่จะ", "ให้")])
    assert list(faults(twice, packaged_meaning()))
    hindering = Lexicon([make_pair("ทั้งนี้ เพื่อที่จะ", "เพื่อที่จะ"), make_pair("ทั้งนี้ เพื่อที่", "ให้")])
    assert list(faults(hindering, packaged_meaning()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("กองแผนงานได้มีการดำเนินการจัดทำคู่มือ", "กองแผนงานได้จัดทำคู่มือ"),
        ("กรมทำการประเมินผลโครงการ", "กรมประเมินผลโครงการ"),
        ("ในการดำเนินการตรวจสอบข้อมูล", "ในการตรวจสอบข้อมูล"),
        ("ทั้งนี้ เพื่อเป็นการส่งเสริมการเรียนรู้", "เพื่อส่งเสริมการเรียนรู้"),
        ("ผู้ที่มีส่วนเกี่ยวข้องเข้าร่วม", "ผู้เกี่ยวข้องเข้าร่วม"),
        ("ลดระยะเวลาจาก 30 วัน เหลือ 7 วัน", "ลดเวลาจาก 30 วัน เหลือ 7 วัน"),
        ("อบรมบุคลากรจำนวน 40 คน", "อบรมบุคลากร 40 คน"),
        ("จัดอบรมเป็นจำนวนทั้งสิ้น 12 รุ่น", "จัดอบรมรวม 12 รุ่น"),
        ("ในปีงบประมาณ พ.ศ. 2566 กรมลดขั้นตอน", "ปีงบประมาณ 2566 กรมลดขั้นตอน"),
        ("บริการ 3 แห่ง อย่างไรก็ตาม ผู้รับบริการพอใจ", "บริการ 3 แห่ง แต่ผู้รับบริการพอใจ"),
        ("ปรับปรุงข้อมูลให้มีความถูกต้อง ครบถ้วน", "ปรับปรุงข้อมูลให้ถูกต้อง ครบถ้วน"),
        ("หน่วยงานภาครัฐและภาคเอกชน", "หน่วยงานภาครัฐและเอกชน"),
        ("ติดตามเป็นประจำทุกเดือน", "ติดตามทุกเดือน"),
        ("ระบบที่ใช้ในการวิเคราะห์ข้อมูล", "ระบบที่ใช้วิเคราะห์ข้อมูล"),
        ("แผนสอดคล้องกัน แสดงให้เห็นว่าได้ผล", "แผนสอดคล้องกัน แสดงว่าได้ผล"),
        ("กรมจะดำเนินการจัดซื้ออุปกรณ์", "กรมจะจัดซื้ออุปกรณ์"),
        ("ยังไม่ได้ดำเนินการสำรวจ", "ยังไม่ได้สำรวจ"),
        ("กรมจะดำเนินการสื่อสารนโยบาย", "กรมจะดำเนินการสื่อสารนโยบาย"),  # the checks know the plan by these words
        ("ดำเนินการแล้วเป็นระยะเวลา 3 ปี", "ดำเนินการแล้วนาน 3 ปี"),
        ("จัดให้มีการประชุมทุกไตรมาส", "จัดประชุมทุกไตรมาส"),
        ("ส่งผลทำให้เวลารอลดลง", "ทำให้เวลารอลดลง"),
    ],
)
def test_wordy_sentences(text, expected):
    assert shortened(text) == expected
    assert shortenings(expected) == []


@pytest.mark.parametrize(
    "text",
    [
        "ที่ทำการตรวจคนเข้าเมือง",  # "ทำการ" within a word
        "คณะกรรมการดำเนินการจัดทำแผน",  # a body's name
        "พ.ร.บ. การอำนวยความสะดวกในการที่จะพิจารณา พ.ศ. 2558",
        "พระราชบัญญัติว่าด้วยผู้ที่เกี่ยวข้อง",
        "โครงการแนวทางในการพัฒนาเมือง",
        "โครงการอันเนื่องมาจากพระราชดำริ",
        "คำขวัญ “เพื่อที่จะทำการตรวจสอบ”",
        'คำขวัญ "เพื่อที่จะทำการตรวจสอบ"',
        "คำขวัญ 'เพื่อที่จะทำการตรวจสอบ'",
        "ปี 2566 จำนวน 40 คน",  # two numbers would meet
        "ระดับจำนวน 3",
        "เพื่อให้ความช่วยเหลือเป็นไปอย่างรวดเร็ว",  # "ให้" governs a clause
        "แนวทางในการประชุม",
        "ใช้ในการแพทย์",
        "ไม่ว่าอย่างไรก็ตาม กรมเดินหน้า",
        "ทุก ๆ 3 เดือน",
        "พื้นที่มีความหลากหลาย",
        "เปิดให้บริการในวันและเวลาทำการปรับปรุง",
    ],
)
def test_what_stays_as_it_is(text):
    assert shortenings(text) == []


def test_the_longest_phrase_wins():
    (place,) = shortenings("จัดอบรม โดยมีรายละเอียดดังต่อไปนี้")
    assert place.span.text("จัดอบรม โดยมีรายละเอียดดังต่อไปนี้") == "โดยมีรายละเอียดดังต่อไปนี้"


def test_a_mark_after_the_phrase_is_not_torn_off():
    assert shortenings("เพื่อที่จะ่") == []
    assert shortenings("เเพื่อที่จะไป") == []


def test_cleaning_never_changes_wording():
    assert all(edit.kind is not EditKind.WORDING for edit in find_edits("ทำการตรวจสอบเพื่อที่จะ\u200bให้เเล้วเสร็จ"))


_ODD = ["12 ", "๑๒ ", "😀", "“", "”", '"', "'", " ", "\n", "\u0e48", "ๆ", "ก", "เ", "\u200b"]
_PIECES = st.sampled_from(
    [pair.long for pair in PAIRS] + ["กรม", "ไม่", "มิได้", "จะ", "ระบบ ITA ", "ที่", "วัน", "แผน", "พ.ร.บ. ", *_ODD]
)
_QUOTED = re.compile(r"“[^“”\n]{1,300}”|\"[^\"\n]{1,300}\"")


@pytest.mark.parametrize(
    "before", ["กรม", "กรมจะ", "กรมยังไม่ได้", "กรมไม่ได้", "กรมควร", "กรมกำลัง", "กรมมีแผนจะ", "ในปีหน้า "]
)
def test_a_plan_or_lack_is_still_read_as_one(before):
    for pair in PAIRS:
        text = f"{before}{pair.long}งานบริการ"
        assert status(shortened(text)) is status(text), text


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=14).map("".join) | st.text(max_size=40))
def test_figures_names_negations_and_quotations_stay(text):
    places = shortenings(text)
    new = apply(text, [place.edit for place in places])
    assert count_characters(text) - count_characters(new) == sum(place.saving for place in places)
    assert all(place.saving > 0 for place in places)
    edges = set(boundaries(text))
    assert all(place.span.start in edges and place.span.end in edges for place in places)
    meaning = packaged_meaning()
    assert all(meaning.of(place.span.text(text)) == meaning.of(place.replacement) for place in places)
    for kept in (r"[0-9๐-๙]", r"[A-Za-z]", "ไม่|มิ|ไร้|ปราศจาก"):
        assert re.findall(kept, text) == re.findall(kept, new)
    if text.count('"') % 2 == 0 and text.count("'") == 0:
        assert all(quoted in new for quoted in _QUOTED.findall(text))
    for _ in range(len(text) + 1):
        if not (places := shortenings(new)):
            break
        new = apply(new, [place.edit for place in places])
    assert shortenings(new) == []


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=14).map("".join))
def test_fixes_of_characters_and_of_wording_can_be_made_together(text):
    edits = [*find_edits(text), *(place.edit for place in shortenings(text))]
    apply(text, sorted(edits, key=lambda edit: edit.span))
