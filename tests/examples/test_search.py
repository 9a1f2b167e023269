"""Searching the corpus: what officers type finds what helps them, and the answer says why."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from sklearn.feature_extraction.text import TfidfVectorizer

from pmqa_writer.errors import UnknownIdError
from pmqa_writer.examples import packaged_corpus
from pmqa_writer.examples.postings import Postings, character_features
from pmqa_writer.examples.search import Query, Searcher


@pytest.fixture(scope="module")
def examples():
    return Searcher(packaged_corpus().practices)


@pytest.fixture(scope="module")
def advice():
    return Searcher(packaged_corpus().advice)


def ids(hits):
    return [hit.entry.id for hit in hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("อยากได้ตัวอย่างแชตบอตหรือ chatbot ตอบคำถามเรื่องภาษี", "rd-chatbot-nong-aree"),
        ("ลดการขอสำเนาบัตรประชาชนจากผู้มาติดต่อ", "dopa-linkage-center"),
        ("รวมหนี้เกษตรกร หาเครือข่ายมาช่วย", "ldd-farmer-debt-network"),
    ],
)
def test_own_words_find_the_practice(examples, edition, query, expected):
    assert expected in ids(examples.find(Query.of(query, edition), 3))


def test_typing_errors_and_pdf_text_are_forgiven(examples, edition):
    query = Query.of("ร ้องเรียนผ่านเเชทบอทนองอารี กรมสรรพกร", edition)
    assert "rd-chatbot-nong-aree" in ids(examples.find(query, 3))


def test_meaning_finds_what_is_said_in_other_words(examples, edition):
    """No example holds the word for an epidemic."""
    query = Query.of("โรคระบาด", edition)
    hits = examples.find(query)
    assert hits
    assert all(not hit.words for hit in hits)
    assert any("สาธารณสุข" in hit.entry.agency or "แพทย์" in hit.entry.agency for hit in hits)
    assert examples.nearest_passage(hits[0], query) in hits[0].entry.text


def test_answer_says_which_words_matched(examples, edition):
    hit = examples.find(Query.of("Chatbot ตอบคำถาม", edition))[0]
    assert "chatbot" in hit.words
    searched = " ".join((hit.entry.title, hit.entry.text, *hit.entry.keywords)).lower()
    assert all(word in searched for word in hit.words)


def test_examples_of_the_criterion_come_forward(examples, edition):
    text = "นำเทคโนโลยีดิจิทัลมาใช้"
    of_criterion = [hit.entry.criterion for hit in examples.find(Query.of(text, edition, "6.3"), 3)]
    assert of_criterion == ["6.3"] * 3
    assert [hit.entry.criterion for hit in examples.find(Query.of(text, edition), 3)] != of_criterion
    assert examples.find(Query.of("", edition, "1.3"))[0].entry.criterion == "1.3"
    with pytest.raises(UnknownIdError):
        Query.of(text, edition, "9.9")


def test_a_practice_that_several_criteria_use_is_found_once(examples, edition):
    """The livestock department's service is told for 3.2, 3.3 and 6.2, from the same passage."""
    text = "e-Service ทะเบียนสัตว์แห่งชาติ กรมปศุสัตว์"
    told = {"dld-eservice-nid", "dld-eservice-for-operators", "dld-eservice-redesign"}
    assert len(told & set(ids(examples.find(Query.of(text, edition), 10)))) == 1
    of_criterion = ids(examples.find(Query.of(text, edition, "6.2"), 10))
    assert told & set(of_criterion) == {"dld-eservice-redesign"}


def test_what_the_draft_lacks_comes_before_what_it_repeats(edition):
    """A text that is word for word an example does not get that example first when it lacks what another shows."""
    corpus = packaged_corpus()
    same, other = [example for example in corpus.examples if example.criterion == "3.4"][:2]
    same, other = replace(same, items=["3.4.B1"]), replace(other, items=["3.4.S1"])
    searcher = Searcher([same, other])
    query = Query.of(same.text, edition, "3.4")
    assert ids(searcher.find(query)) == [same.id, other.id]
    hits = searcher.find(replace_lacking(query, {"3.4.S1": 3}))
    assert ids(hits) == [other.id, same.id]
    assert [hit.helps for hit in hits] == [("3.4.S1",), ()]


def replace_lacking(query, lacking):
    return Query(query.document, query.criterion, lacking)


def test_nothing_in_common_finds_nothing(examples, edition):
    assert examples.find(Query.of("qqqq zzzz", edition)) == []
    assert examples.find(Query.of("  ", edition)) == []
    assert Searcher([]).find(Query.of("ข้อร้องเรียน", edition)) == []


def test_advice_is_found_for_a_criterion(advice, edition):
    found = advice.find(Query.of("ผู้ตรวจประเมินเห็นว่ายังขาดอะไร", edition, "3.4"), 3)
    assert len(found) == 3
    assert all("3.4" in hit.entry.criteria for hit in found)


def test_a_query_without_a_visible_character_stands_for_its_criterion(examples, edition):
    assert examples.find(Query.of("\u200b", edition)) == []
    assert examples.find(Query.of("\u200b", edition, "๓.๔"))[0].entry.criterion == "3.4"


@given(query=st.text(max_size=60), top=st.integers(1, 200))
def test_any_query_is_answered_best_first(examples, edition, query, top):
    hits = examples.find(Query.of(query, edition), top)
    assert len(hits) <= top
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(set(ids(hits))) == len(hits)


@given(
    texts=st.lists(st.text(alphabet="กขคabc ", min_size=8, max_size=60), min_size=2, max_size=8),
    query=st.text("กขคab "),
)
def test_characters_weigh_what_scikit_learn_says(texts, query):
    """Hashed lists give the cosines of scikit-learn's TF-IDF, which knows every run of characters by name."""

    def runs(text):
        squeezed = "".join(text.lower().split())
        return [squeezed[at : at + size] for size in (3, 4, 5) for at in range(len(squeezed) - size + 1)]

    if not any(map(runs, texts)):
        return
    expected = TfidfVectorizer(analyzer=runs, sublinear_tf=True)
    vectors = expected.fit_transform(texts)
    cosines = (vectors @ expected.transform([query]).T).toarray()[:, 0]
    found = Postings.tfidf([character_features(text) for text in texts]).cosines(character_features(query))
    np.testing.assert_allclose(found, cosines, atol=1e-6)
