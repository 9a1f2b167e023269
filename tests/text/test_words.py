import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmqa_writer.text import Span, Token, Tokenizer, default_tokenizer
from pmqa_writer.text.dictionary import WordSet
from pmqa_writer.text.words import read_word_list


def words(text: str) -> list[str]:
    return [token.text for token in default_tokenizer().tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ผู้มีส่วนได้ส่วนเสียประเมิน", ["ผู้มีส่วนได้ส่วนเสีย", "ประเมิน"]),
        ("สำนักงาน ก.พ.ร. ปี พ.ศ. 2566", ["สำนักงาน", "ก.พ.ร.", "ปี", "พ.ศ.", "2566"]),
        ("ผลประเมิน(ITA)/2566", ["ผล", "ประเมิน", "(", "ITA", ")", "/", "2566"]),
        ("งบ 1,250.50 บาท", ["งบ", "1,250.50", "บาท"]),
        ("ใช้ e-Service และ R&D", ["ใช้", "e-Service", "และ", "R&D"]),
        ("ปี ๒๕๖๖", ["ปี", "๒๕๖๖"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_words_of_officers_texts(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_tokens_say_where_they_stand() -> None:
    assert default_tokenizer().tokens("แผน (ITA)") == [
        Token("แผน", Span(0, 3)),
        Token("(", Span(4, 5)),
        Token("ITA", Span(5, 8)),
        Token(")", Span(8, 9)),
    ]


def test_terms_are_content_words() -> None:
    terms = default_tokenizer().terms("การติดตามและความโปร่งใสของการประเมิน ITA ปี ๒๕๖๖ (ร้อยละ 92.5)")
    assert terms == ["ติดตาม", "โปร่งใส", "ประเมิน", "ita", "ปี", "ร้อยละ"]


def test_terms_of_uncleaned_text_are_the_same() -> None:
    tokenizer = default_tokenizer()
    assert tokenizer.terms("\u0e40\u0e40ผนงาน\u200bส\u0e4d\u0e32นัก") == tokenizer.terms("แผนงานสำนัก")


def test_extra_words_are_known() -> None:
    tokenizer = Tokenizer(["ระบบทะเลใส"])
    assert [token.text for token in tokenizer.tokens("ใช้ระบบทะเลใสแล้ว")] == ["ใช้", "ระบบทะเลใส", "แล้ว"]
    assert "ระบบทะเลใส" in tokenizer
    assert "ระบบทะเลใส" not in default_tokenizer()


def test_word_list_may_have_comments() -> None:
    assert read_word_list("# เรื่อง\nแผน # ก\n\n งาน \n") == ["แผน", "งาน"]


def test_word_set_answers_as_a_tree_would() -> None:
    known = WordSet(["ก", "กา", "การ", "การงาน", "กาน้ำ", "งาน"])
    assert known.prefixes("การงานดี") == ["ก", "กา", "การ", "การงาน"]
    assert known.prefixes("การงานดี", 3) == ["งาน"]
    assert known.prefixes("ก") == ["ก"]
    assert known.prefixes("ขา") == []


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), st.text(alphabet="กรมเแไะาิี่้ฯๆ. 1a(", max_size=80)))
def test_tokens_lie_in_the_text_and_leave_nothing_out(text: str) -> None:
    tokens = default_tokenizer().tokens(text)
    assert all(token.span.text(text) == token.text for token in tokens)
    assert all(one.span.end <= two.span.start for one, two in pairwise(tokens))
    assert "".join(token.text for token in tokens) == "".join(text.split())


def test_words_at_the_seams_of_a_long_run() -> None:
    text = "กรมพัฒนาระบบบริการประชาชน" * 60
    assert "".join(words(text)) == text
    assert words(text).count("ประชาชน") >= 58


def test_importing_loads_no_dictionary_and_first_use_makes_no_folder(tmp_path: Path) -> None:
    code = (
        "import sys, pmqa_writer.text as t\n"
        "assert not any(m.startswith('pythainlp') for m in sys.modules), 'loaded too early'\n"
        "t.default_tokenizer().tokens('ทดสอบ')\n"
        "import pythainlp\n"
        "assert pythainlp.is_offline_mode() and pythainlp.is_read_only_mode()\n"
    )
    clear = {key: value for key, value in os.environ.items() if not key.startswith("PYTHAINLP")}
    env = clear | {"HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=env)
    assert list(tmp_path.iterdir()) == []
