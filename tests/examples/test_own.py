"""An agency's own examples: added from files, searched with the others, never lost."""

import pytest

from pmqa_writer.analysis.own_example import own_example
from pmqa_writer.drafts import Draft, Workspace
from pmqa_writer.errors import CriteriaError, DraftError, UnknownIdError
from pmqa_writer.examples import OwnExample, find_entry, packaged_corpus
from pmqa_writer.examples.own import add_own, file_of, own_id, read_own, remove_own, user_file, with_own
from pmqa_writer.examples.search import Query, Searcher
from pmqa_writer.lint.helpful import draft_query

ANSWER = (
    "อธิบดีกรมตัวอย่างกำหนดวิสัยทัศน์และทิศทางร่วมกับผู้บริหารทุกระดับเมื่อ 1 ตุลาคม 2565 ถ่ายทอดสู่ 24 สำนักงานทุกไตรมาส "
    "ผ่านระบบ “ทิศทางจำลอง” ส่งผลให้ตัวชี้วัดบรรลุเพิ่มจากร้อยละ 71 เป็นร้อยละ 93"
)


def own(text, **fields):
    return OwnExample(id=own_id(text), title="เรื่องของกรมตัวอย่าง", text=text, **fields)


def test_added_examples_are_found_with_the_others(edition, engine, tmp_path):
    workspace = Workspace(tmp_path)
    entry = own_example(engine, Draft("1.1.1.md", "1.1.1", ANSWER), agency="กรมตัวอย่าง")
    assert (entry.criterion, entry.agency, entry.text) == ("1.1", "กรมตัวอย่าง", ANSWER)
    assert all(item.startswith("1.1.") for item in entry.items)
    assert add_own(file_of(workspace), [entry]) == [entry]
    corpus = with_own(packaged_corpus(), workspace)
    assert find_entry(corpus, entry.id) == entry
    hits = Searcher(corpus.practices).find(Query.of("ระบบทิศทางจำลอง", edition))
    assert hits[0].entry == entry


def test_items_of_an_answer_are_what_the_analysis_finds_covered(engine, edition):
    covered = engine.analyse(Draft("", "1.1.1", ANSWER)).coverage
    expected = [judged.item.id for judged in covered if judged.status == "covered"]
    assert expected
    assert own_example(engine, Draft("", "1.1.1", ANSWER)).items == expected


def test_a_text_without_a_question_may_name_its_criterion(engine):
    assert own_example(engine, Draft("", "", ANSWER)).criterion == ""
    assert own_example(engine, Draft("", "", ANSWER), criterion="3.4").criterion == "3.4"
    with pytest.raises(UnknownIdError):
        own_example(engine, Draft("", "", ANSWER), criterion="9.9")


def test_a_text_without_a_word_is_refused(engine):
    with pytest.raises(DraftError):
        own_example(engine, Draft("empty.md", "", "... 12 --"))


def test_the_same_text_is_added_once(tmp_path):
    file = tmp_path / "examples.jsonl"
    first, same, other = own("ข้อความ หนึ่ง"), own("ข้อความ  หนึ่ง\n"), own("ข้อความสอง")
    assert add_own(file, [first, same]) == [first]
    assert add_own(file, [same, other]) == [other]
    assert read_own(file) == [first, other]


def test_adding_goes_on_behind_a_line_without_its_end(tmp_path):
    file = tmp_path / "examples.jsonl"
    add_own(file, [own("ก")])
    file.write_bytes(file.read_bytes().rstrip())
    add_own(file, [own("ข")])
    assert [entry.text for entry in read_own(file)] == ["ก", "ข"]


def test_removing_leaves_the_others(tmp_path):
    file = tmp_path / "examples.jsonl"
    entries = [own(text) for text in ("ก", "ข", "ค")]
    add_own(file, entries)
    assert remove_own(file, entries[1].id)
    assert read_own(file) == [entries[0], entries[2]]
    assert not remove_own(file, entries[1].id)
    assert [path.name for path in tmp_path.iterdir()] == ["examples.jsonl"]


def test_the_user_s_and_the_workspace_s_are_searched_together(tmp_path):
    add_own(user_file(), [own("ของผู้ใช้"), own("ของทั้งสอง")])
    add_own(file_of(Workspace(tmp_path)), [own("ของทั้งสอง"), own("ของชุดคำตอบ")])
    texts = [entry.text for entry in with_own(packaged_corpus(), Workspace(tmp_path)).own]
    assert texts == ["ของผู้ใช้", "ของทั้งสอง", "ของชุดคำตอบ"]
    assert [entry.text for entry in with_own(packaged_corpus(), Workspace()).own] == ["ของผู้ใช้", "ของทั้งสอง"]


def test_a_broken_line_is_named_and_nothing_is_overwritten(tmp_path):
    file = tmp_path / "examples.jsonl"
    add_own(file, [own("ก")])
    file.write_bytes(file.read_bytes() + b'{"id": "own-1", "tit\n')
    before = file.read_bytes()
    with pytest.raises(CriteriaError) as caught:
        add_own(file, [own("ข")])
    assert caught.value.line == 2
    assert caught.value.hint
    assert file.read_bytes() == before


def test_a_draft_is_helped_by_what_it_lacks(engine, edition):
    """An own example that covers an item which the draft lacks comes before one that says the same as the draft."""
    analysis = engine.analyse(Draft("", "1.1.1", "กรมตัวอย่างจะจัดทำทิศทางในปีหน้า"))
    query = draft_query(analysis, edition)
    wanting = max(query.lacking, key=lambda item: query.lacking[item])
    twin = own("กรมตัวอย่างจะจัดทำทิศทางในปีหน้า", criterion="1.1")
    helpful = own("หน่วยงานสมมติทำเรื่องอื่น", criterion="1.1", items=[wanting])
    hits = Searcher([twin, helpful]).find(query)
    assert [hit.entry.id for hit in hits] == [helpful.id, twin.id]
    assert hits[0].helps == (wanting,)


def test_words_that_tell_why_are_the_draft_s_and_not_the_question_s(engine, edition):
    text = "กรมตัวอย่างเปิดสายด่วนรับข้อร้องเรียน"
    query = draft_query(engine.analyse(Draft("", "3.4.1", text)), edition)
    hits = Searcher(packaged_corpus().practices).find(query)
    words = {word for hit in hits for word in hit.words}
    assert "ข้อร้องเรียน" in words
    assert all(word in text for word in words)


def test_an_empty_draft_is_looked_for_by_its_question(engine, edition):
    query = draft_query(engine.analyse(Draft("", "3.4.1", "")), edition)
    assert edition.question("3.4.1").text.split()[0] in query.document.text
    assert Searcher(packaged_corpus().practices).find(query)[0].entry.criterion == "3.4"
