import pytest

from pmqa_writer.text import boundaries, count_characters, count_with_line_breaks, limit_offset


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("น้ำ", 3),  # a letter, a tone and SARA AM
        ("ที่นี่", 6),
        ("PMQA 4.0", 8),
        ("ก ข", 3),
        ("ก\u00a0ข", 3),
        ("😀", 2),
        ("👨\u200d👩", 5),
        ("ก\nข", 2),
        ("ก\r\nข", 2),
        ("\ufeffก", 1),
        ("ก\u200bข", 3),
        ("ก\tข", 3),
        ("\ud800", 1),  # half of a pair, as a faulty program leaves it
    ],
)
def test_count_is_that_of_word(text: str, expected: int) -> None:
    assert count_characters(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("ก\nข", 3), ("ก\r\nข", 3), ("ก\rข", 3), ("ก\n\nข\n", 5), ("กข", 2)])
def test_count_with_line_breaks_counts_each_break_once(text: str, expected: int) -> None:
    assert count_with_line_breaks(text) == expected


def test_limit_is_the_first_character_beyond() -> None:
    assert limit_offset("กขค", 2) == 2
    assert limit_offset("กขค", 3) == 3
    assert limit_offset("กขค", 0) == 0
    assert limit_offset("", 10) == 0


def test_limit_passes_line_breaks_for_free() -> None:
    assert limit_offset("ก\n\nขค", 2) == 4


def test_limit_never_tears_a_cluster() -> None:
    assert limit_offset("กน้ำ", 2) == 1
    assert limit_offset("ก😀", 2) == 1
    text = "ที่ทำการอำเภอเมือง" * 80
    assert limit_offset(text, 1000) in boundaries(text)
