"""Searching the corpus: what officers type finds what helps them, and the answer says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_writer.errors import UnknownIdError
from pmqa_writer.examples import packaged_corpus
from pmqa_writer.examples.search import search_advice, search_examples


@pytest.fixture(scope="module")
def examples(edition):
    return search_examples(packaged_corpus(), edition)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("อยากได้ตัวอย่างแชตบอตหรือ chatbot ตอบคำถามเรื่องภาษี", "rd-chatbot-nong-aree"),
        ("ลดการขอสำเนาบัตรประชาชนจากผู้มาติดต่อ", "dopa-linkage-center"),
        ("รวมหนี้เกษตรกร หาเครือข่ายมาช่วย", "ldd-farmer-debt-network"),
    ],
)
def test_own_words_find_the_practice(examples, query, expected):
    assert expected in [hit.entry.id for hit in examples.find(query)[:3]]


def test_typing_errors_and_pdf_text_are_forgiven(examples):
    found = examples.find("ร ้องเรียนผ่านเเชทบอทนองอารี กรมสรรพกร", top=3)
    assert "rd-chatbot-nong-aree" in [hit.entry.id for hit in found]


def test_answer_says_which_words_matched(examples):
    hit = examples.find("Chatbot ตอบคำถาม")[0]
    assert "chatbot" in hit.words
    searched = " ".join((hit.entry.title, hit.entry.text, *hit.entry.keywords)).lower()
    assert all(word in searched for word in hit.words)


def test_examples_of_the_criterion_come_forward(examples):
    query = "นำเทคโนโลยีดิจิทัลมาใช้"
    assert [hit.entry.criterion for hit in examples.find(query, top=3)].count("6.3") == 0
    assert [hit.entry.criterion for hit in examples.find(query, criterion="6.3", top=3)].count("6.3") == 3
    assert examples.find("", criterion="1.3")[0].entry.criterion == "1.3"
    with pytest.raises(UnknownIdError):
        examples.find(query, criterion="9.9")


def test_nothing_in_common_finds_nothing(examples):
    assert examples.find("qqqq zzzz") == []
    assert examples.find("  ") == []


def test_advice_is_found_for_a_criterion(edition):
    found = search_advice(packaged_corpus(), edition).find("ผู้ตรวจประเมินเห็นว่ายังขาดอะไร", criterion="3.4", top=3)
    assert all("3.4" in hit.entry.criteria for hit in found)


@given(query=st.text(max_size=60), top=st.integers(1, 200))
def test_any_query_is_answered_best_first(examples, query, top):
    hits = examples.find(query, top=top)
    assert len(hits) <= top
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.entry.id for hit in hits}) == len(hits)
