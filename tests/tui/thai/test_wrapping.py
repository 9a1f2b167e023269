import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from pmqa_writer.text import boundaries, default_tokenizer
from pmqa_writer.tui.thai import WordCutter, wrap_offsets
from pmqa_writer.tui.thai.cutting import syllable_ends, word_at, word_edges, word_end, word_left, word_right

SENTENCE = "ของผู้รับบริการและผู้มีส่วนได้ส่วนเสียโดยใช้ข้อมูลจากหลายช่องทางทั้งการสำรวจความพึงพอใจประจำปี"


def rows(text, width, cut):
    offsets = [0, *wrap_offsets(text, width, cut), len(text)]
    return [text[start:end] for start, end in pairwise(offsets)]


def test_rows_break_between_words(cutter):
    assert rows(SENTENCE, 40, cutter.cut) == [
        "ของผู้รับบริการและผู้มีส่วนได้ส่วนเสียโดยใช้ข้อมูลจาก",
        "หลายช่องทางทั้งการสำรวจความพึงพอใจประจำปี",
    ]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("ทดสอบ", 10, ["ทดสอบ"]),
        ("", 10, [""]),
        ("ทดสอบ", 0, ["ทดสอบ"]),
        ("ทดสอบ ทดสอบ", 5, ["ทดสอบ ", "ทดสอบ"]),
        ("โครงการต่าง ๆ", 10, ["โครงการ", "ต่าง ๆ"]),
        ("หนังสือ อาหาร ฯลฯ", 12, ["หนังสือ ", "อาหาร ฯลฯ"]),
        ("ทดสอบ(ทดสอบ)", 6, ["ทดสอบ", "(ทดสอ", "บ)"]),
        ("ทดสอบ (ทดสอบ)", 9, ["ทดสอบ ", "(ทดสอบ)"]),
        ("ร้อยละ 95.5%", 7, ["ร้อยละ ", "95.5%"]),
        ("abcdefgh", 4, ["abcd", "efgh"]),
        ("a\tbb\tcc", 6, ["a\t", "bb\tcc"]),
    ],
)
def test_what_clings_together(cutter, text, width, expected):
    assert rows(text, width, cutter.cut) == expected


def test_a_word_wider_than_the_row_folds_before_its_leading_vowels():
    assert rows("ประเทศแคเมอรูน", 6, lambda text: [len(text)]) == ["ประเทศ", "แคเมอรู", "น"]


_PARTS = st.sampled_from(
    [
        "การ",
        "บริหาร",
        "น้ำ",
        "ที่",
        "เ",
        "ๆ",
        "ฯ",
        " ",
        "  ",
        "(",
        ")",
        "“",
        "”",
        "ITA",
        "95.5%",
        "\u0e49",
        "é",
        "字",
        "👩‍🌾",
    ]
)
_TEXTS = st.lists(_PARTS, max_size=40).map("".join)


@given(_TEXTS, st.integers(3, 30), st.booleans())
@settings(max_examples=400, deadline=None)
def test_rows_are_whole_clusters_within_the_width(text, width, dictionary):
    cut = _CUT if dictionary else syllable_ends
    shown = rows(text, width, cut)
    assert "".join(shown) == text
    assert set(wrap_offsets(text, width, cut)) <= set(boundaries(text))
    assert [row for row in shown if cell_len(row.removesuffix(" ")) > width] == []
    assert text == "" or "" not in shown


_CUT = WordCutter()
_CUT.use(default_tokenizer())
_CUT = _CUT.cut


@given(_TEXTS, st.data())
@settings(max_examples=100, deadline=None)
def test_words_go_forwards_and_backwards(text, data):
    column = data.draw(st.sampled_from(boundaries(text)))
    assert word_left(text, column, _CUT) <= column <= word_right(text, column, _CUT)
    assert (word_left(text, column, _CUT) < column) == (column > 0)
    assert (word_right(text, column, _CUT) > column) == (column < len(text))
    assert (word_end(text, column, _CUT) > column) == (column < len(text))
    start, end = word_at(text, column, _CUT)
    assert start <= column <= end


def test_word_edges_are_those_of_the_tokeniser(cutter):
    assert word_edges("การบริหารจัดการน้ำ", cutter.cut) == (0, 9, 15, 18)


def test_a_new_way_of_cutting_is_told(cutter):
    class Listener:
        heard = 0

        def hear(self):
            self.heard += 1

    listener, gone = Listener(), Listener()
    fresh = WordCutter()
    fresh.watch(listener.hear)
    fresh.watch(gone.hear)
    del gone
    assert not fresh.ready
    fresh.use(default_tokenizer())
    assert (fresh.ready, listener.heard) == (True, 1)
    fresh.unwatch(listener.hear)
    fresh.use(default_tokenizer())
    assert listener.heard == 1


def test_nothing_heavy_is_loaded():
    code = "import sys, pmqa_writer.tui.thai; print(*sorted({'pythainlp', 'numpy', 'sklearn'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
