"""Lines of the report: Thai broken between words only, nothing lost, nothing obeyed by a terminal."""

import itertools

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from pmqa_writer.reports.safe import UNSAFE, safe, safe_line
from pmqa_writer.reports.wrap import wrap
from pmqa_writer.text import boundaries


def lines(text, width, indent=0):
    return [line.plain for line in wrap([(text, "")], width, indent)]


def test_thai_is_broken_between_words():
    assert lines("กรมตัวอย่างสื่อสารทิศทางองค์กรแก่บุคลากรทุกคน", 16) == ["กรมตัวอย่างสื่อสาร", "ทิศทางองค์กรแก่", "บุคลากรทุกคน"]


def test_further_lines_are_indented():
    assert lines("หนึ่ง สอง สาม สี่", 10, indent=2) == ["หนึ่ง สอง", "  สาม สี่"]


def test_closing_marks_and_repetition_do_not_begin_a_line():
    text = "แนวทางต่าง ๆ (SWOT) และ “ตลาดเพื่อทุกคน” 100%"
    for width in range(8, 40):
        for line in lines(text, width)[1:]:
            assert line[0] not in ")”%ๆ"


def test_what_no_line_can_hold_is_cut_between_clusters():
    assert lines("https://www.example.go.th/" + "a" * 30, 20)[0] == "https://www.example."


@settings(deadline=None)
@example("000 ำ", 4)
@given(st.text(alphabet="กขคนมรสาิีูเแ่้ำๆ 0123()“”.,ABCab-😀", max_size=120), st.integers(4, 60))
def test_nothing_is_lost_and_no_cluster_is_split(text, width):
    found = lines(text, width)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(cell_len(line) <= width or len(boundaries(line)) == 2 for line in found)
    whole = {text[start:end] for start, end in zip(boundaries(text), boundaries(text)[1:], strict=False)}
    for line in found:
        edges = boundaries(line)
        assert {line[start:end] for start, end in itertools.pairwise(edges)} <= whole | {" "}


@given(st.text())
def test_safe_text_holds_nothing_that_a_terminal_obeys(text):
    assert not UNSAFE.search(safe(text))
    assert "\n" not in safe_line(text)


def test_safe_text_keeps_thai_and_shows_what_it_replaces():
    assert safe("ที่\x1b[31mกำหนด\u202e") == "ที่␛[31mกำหนด<U+202E>"
