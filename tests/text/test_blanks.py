"""Blanks are found, and what is not filled goes without a word that somebody wrote."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmqa_writer.text import Span, blank, masked, placeholders, prompt, without_unused
from pmqa_writer.text.blanks import LEADS

OWN = blank("เจ้าภาพ")
PIECES = st.lists(
    st.one_of(st.sampled_from([OWN, "‹กองแผน›", "‹", "›", " …›", "\n", " ", "  ", "1)", *LEADS]), st.text(max_size=8))
)


def test_blanks_are_found_where_they_stand():
    text = f"กองแผน {OWN} ใช้ {blank('ระบบ')}"
    assert placeholders(text) == [Span(7, 7 + len(OWN)), Span(len(text) - len(blank("ระบบ")), len(text))]
    assert [prompt(span.text(text)) for span in placeholders(text)] == ["เจ้าภาพ", "ระบบ"]


@pytest.mark.parametrize("text", ["‹กองแผน›", "ผล …›", "‹", "‹ก\nข …›", "‹ …›", "(กองแผน …)", ""])
def test_what_somebody_wrote_is_no_blank(text):
    assert placeholders(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{OWN} ใช้ {OWN} โดย {OWN}", ""),
        (f"กองแผน ใช้ {OWN} โดย {OWN}", "กองแผน"),
        (f"กองแผนใช้ {OWN}", "กองแผนใช้"),
        (f"{OWN} ใช้ ระบบเดียว", "ใช้ ระบบเดียว"),
        (f"1) {OWN}\n2) เปิด 3 แห่ง", "2) เปิด 3 แห่ง"),
        ("‹กองแผน› ใช้ ‹ระบบเดียว›", "กองแผน ใช้ ระบบเดียว"),
        (f"ผล: {OWN} จาก 3 เป็น {OWN}", "จาก 3"),
        (f"ก  ข\n{OWN}\nค  ง ", "ก  ข\nค  ง "),
        (f"กองแผน ‹ทำ {OWN} …›", "กองแผน"),
    ],
)
def test_unused_blanks_go_with_the_words_that_led_to_them(text, expected):
    assert without_unused(text) == expected


@given(PIECES.map("".join))
def test_only_what_belongs_to_blanks_goes(text):
    cleared = without_unused(text)
    assert placeholders(cleared) == []
    letters = iter("".join(text.split()))
    assert all(letter in letters for letter in "".join(cleared.split()))
    if "‹" not in text:
        assert cleared == text


@given(PIECES.map("".join))
@example(f"‹{OWN} …›")
def test_masking_keeps_every_place(text):
    hidden = masked(text)
    assert len(hidden) == len(text)
    assert all(one in {other, " "} for one, other in zip(hidden, text, strict=True))
    assert placeholders(hidden) == []


@given(st.text(max_size=200))
def test_any_prompt_makes_a_blank(asks):
    made = blank(asks)
    assert len(placeholders(made)) == bool(prompt(made))


@pytest.mark.parametrize("piece", ["- ", "1) ", "‹", "‹ก …", "แล้ว ", OWN])
def test_time_grows_no_faster_than_the_text(piece):
    text = piece * (100_000 // len(piece)) + f"ก {OWN}"
    started = time.perf_counter()
    masked(text)
    without_unused(text)
    assert time.perf_counter() - started < 2
