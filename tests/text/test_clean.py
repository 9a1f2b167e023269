from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmqa_writer.text import MATCHING_ONLY, Edit, EditKind, Span, apply, boundaries, clean, find_edits
from pmqa_writer.text.characters import character_edits
from pmqa_writer.text.dictionary import thai_words
from pmqa_writer.text.sequences import sequence_edits


def kinds(text: str) -> set[str]:
    return {edit.kind.value for edit in find_edits(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("การ\u200bพัฒนา", "การพัฒนา"),
        ("การ\u200c\u200d\u2060พัฒนา", "การพัฒนา"),
        ("การ\ufeffพัฒนา", "การพัฒนา"),
        ("การ\u00adพัฒนา", "การพัฒนา"),
        ("พ.ศ.\u00a02566", "พ.ศ. 2566"),
        ("20\u202f000\u3000บาท\u2009ถ้วน", "20 000 บาท ถ้วน"),
    ],
)
def test_invisible_characters(text: str, expected: str) -> None:
    assert clean(text).text == expected
    assert kinds(text) == {"invisible"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u0e40\u0e40ผน", "แผน"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),
        ("ส\u0e4d\u0e32นัก", "สำนัก"),
        ("ส \u0e33นัก", "สำนัก"),
        ("ส \u0e4d\u0e32นัก", "สำนัก"),
        ("น\u0e49 \u0e33", "น้ำ"),
        ("ท\u0e48\u0e35", "ที่"),
        ("สิทธ\u0e4c\u0e34", "สิทธิ์"),
        ("ก\u0e48\u0e48า", "ก่า"),
        ("ด\u0e35\u0e35\u0e35", "ดี"),
        ("ที \u0e48ดิน", "ที่ดิน"),
        ("ข \u0e49อ", "ข้อ"),
        ("\u0e48การ", "การ"),
        ("ปี 2566 \u0e48ผล", "ปี 2566 ผล"),
        ("ก\n\u0e35ข", "ก\nข"),
        ("กา\u0e48", "ก่า"),
        ("ท\u0e4d\u0e45งาน", "ทำงาน"),
        ("กา\u0e23ท\u0e45งาน", "การทางาน"),
    ],
)
def test_sequences(text: str, expected: str) -> None:
    assert clean(text).text == expected
    assert kinds(text) == {"sequence"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ที\uf70aดิน", "ที่ดิน"),
        ("ป\uf710\uf70bน", "ปั้น"),
        ("\uf70fาติ", "ญาติ"),
        ("ท\uf886\uf88aดิน", "ที่ดิน"),
        ("\uf89eาน", "ฐาน"),
    ],
)
def test_glyphs_of_old_fonts(text: str, expected: str) -> None:
    assert clean(text).text == expected
    assert "glyph" in kinds(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ก\x07ข\x7f", "กข"),
        ("ก\u200eข\u202eค\u2069", "กขค"),
        ("ก\x0bข", "ก\nข"),
        ("ก\u2028ข\x85ค", "ก\nข\nค"),
        ("ก\x0cข", "ก\nข"),
    ],
)
def test_control_characters(text: str, expected: str) -> None:
    assert clean(text).text == expected
    assert kinds(text) == {"control"}


def test_what_is_changed_for_matching_only() -> None:
    text = "พ.ศ.\t๒๕๖๗\r\nข้อ ๑"
    assert clean(text).text == "พ.ศ. 2567\nข้อ 1"
    assert {edit.kind for edit in find_edits(text)} == MATCHING_ONLY


def test_faults_together() -> None:
    assert clean("ส\u200b \u200b\u0e4d\u200b\u0e32นัก\u00a0\u0e40\u200b\u0e40ละ").text == "สำนัก และ"


@pytest.mark.parametrize(
    "text",
    [
        "ค่า ค่าเป้าหมาย คำ น้ำ ทำ ช้ำ",
        "ฤๅษี ฦๅ ทฤษฎี ณ ฤดู ๆ ฯ ฯลฯ ต่าง ๆ ก็ สิทธิ์ พันธุ์ เก๋ ๏ ๚๛",
        "มาตรการ ตาอา นานา ธรรมดา า",
        "สมาธิํ กฺ ส๎วา",
        "👨\u200d👩\u200d👧 ✔\ufe0f",
        "ราคา 1,000 บาท (50 %) “อ้างอิง” – …",
    ],
)
def test_proper_text_is_left_alone(text: str) -> None:
    assert find_edits(text) == ()
    assert clean(text).text is text


def test_no_word_of_the_dictionary_is_touched() -> None:
    assert [word for word in thai_words() if find_edits(word)] == []


def test_cleaning_never_takes_sara_am_apart() -> None:
    assert "\u0e4d" not in clean("สำนักงาน น้ำ ทำ").text


def test_apply_refuses_edits_out_of_order_or_overlapping() -> None:
    first, second = Edit(Span(0, 2), "x", EditKind.CONTROL), Edit(Span(1, 3), "y", EditKind.CONTROL)
    for edits in ([first, second], [second, first], [Edit(Span(3, 9), "", EditKind.CONTROL)]):
        with pytest.raises(ValueError, match="edit at"):
            apply("abcd", edits)


def test_span_goes_back_to_the_draft() -> None:
    draft = "แผน\u200bงาน น\u0e4d\u0e49\u0e32 ปี ๒๕๖๖"
    cleaned = clean(draft)
    at = cleaned.text.index("น้ำ")
    assert cleaned.original(Span(at, at + 3)).text(draft) == "น\u0e4d\u0e49\u0e32"
    assert cleaned.original(Span(0, 6)).text(draft) == "แผน\u200bงาน"
    assert cleaned.original(Span(0, 3)).text(draft) == "แผน"


def test_span_goes_forth_to_the_cleaned_text() -> None:
    cleaned = clean("แผน\u200bงาน น\u0e4d\u0e49\u0e32")
    assert cleaned.cleaned(Span(8, 12)).text(cleaned.text) == "น้ำ"
    assert cleaned.cleaned(Span(3, 4)) == Span(3, 3)
    assert cleaned.cleaned(Span(0, 7)).text(cleaned.text) == "แผนงาน"


FAULTY = st.text(
    alphabet="กนสฤ  \n\t\r\u200b\u200d\u00a0"
    "\u0e31\u0e34\u0e35\u0e38\u0e48\u0e49\u0e4c\u0e4d\u0e32\u0e33\u0e45\u0e40a1๑\uf70a\uf711😀(",
    max_size=24,
)
ANY = st.one_of(FAULTY, st.text(max_size=40))


@settings(max_examples=500)
@given(ANY)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once
    assert find_edits(once) == ()


@settings(max_examples=300)
@given(ANY)
def test_edits_are_sorted_and_make_the_cleaned_text(text: str) -> None:
    edits = find_edits(text)
    assert all(one.span.end <= two.span.start for one, two in pairwise(edits))
    assert all(edit.span.text(text) != edit.replacement for edit in edits)
    assert apply(text, edits) == clean(text).text
    # One list of edits does what the two passes do one after the other.
    single = apply(text, character_edits(text))
    assert apply(single, sequence_edits(single)) == clean(text).text


@settings(max_examples=300)
@given(ANY, st.data())
def test_every_span_finds_its_way_back_and_forth(text: str, data: st.DataObject) -> None:
    cleaned = clean(text)
    start = data.draw(st.integers(0, len(cleaned.text)))
    span = Span(start, data.draw(st.integers(start, len(cleaned.text))))
    back = cleaned.original(span)
    assert back.end <= len(text)
    assert {back.start, back.end} <= set(boundaries(text))
    if len(span):
        forth = cleaned.cleaned(back)
        assert forth.start <= span.start
        assert forth.end >= span.end


@given(ANY)
def test_the_whole_goes_to_the_whole(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.cleaned(Span(0, len(text))) == Span(0, len(cleaned.text))
    kept = cleaned.original(Span(0, len(cleaned.text)))
    assert clean(kept.text(text)).text == cleaned.text
