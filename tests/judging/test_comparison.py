"""What closed and what opened between two judgements, whatever moved meanwhile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_writer.judging.answers import Finding, Item, Judged
from pmqa_writer.judging.comparison import Moved, compare, compare_findings
from pmqa_writer.judging.judge import Judge
from pmqa_writer.judging.messages import Judge as JudgeRequest
from pmqa_writer.judging.messages import read_answer, to_bytes

PLAN = "อยู่ระหว่างพัฒนาระบบติดตามเรื่องร้องเรียน"
DONE = "เปิดใช้ระบบติดตามเรื่องร้องเรียนตั้งแต่ 1 ตุลาคม 2565 แล้ว 1,204 เรื่อง ลดเวลาจาก 45 เหลือ 12 วัน"


def finding(rule, start, end, item=""):
    return Finding(rule, "warning", start, end, "", "", "", None, item)


def of(rule, text, words, item=""):
    start = text.index(words)
    return finding(rule, start, start + len(words), item)


def judged(*items):
    return Judged("1.1.1", 0, 0, tuple(Item(name, "strong", status, 0, ()) for name, status in items), (), {}, (), ())


def test_a_finding_that_moved_is_the_same():
    old, new = f"ก {PLAN}", f"ข้อความที่เพิ่มเข้ามาข้างหน้า {PLAN}"
    assert compare_findings([of("EVD002", old, PLAN)], old, [of("EVD002", new, PLAN)], new) == ((), ())


def test_a_finding_whose_words_are_gone_is_closed():
    old, new = f"{PLAN} แผนหนึ่ง", f"{DONE} แผนหนึ่ง"
    first, second = of("EVD002", old, PLAN), of("EVD002", old, "แผนหนึ่ง")
    assert compare_findings([first, second], old, [of("EVD002", new, "แผนหนึ่ง")], new) == ((first,), ())


def test_a_sentence_that_was_edited_is_the_same():
    old, new = f"ก {PLAN}", f"ก {PLAN}ใหม่"
    assert compare_findings([of("EVD002", old, PLAN)], old, [of("EVD002", new, PLAN + "ใหม่")], new) == ((), ())


def test_another_sentence_is_another_finding():
    old, new = f"ก {PLAN}", "ก จะจัดซื้อรถ"
    first, second = of("EVD002", old, PLAN), of("EVD002", new, "จะจัดซื้อรถ")
    assert compare_findings([first], old, [second], new) == ((first,), (second,))


def test_length_and_items_are_the_same_wherever_they_stand():
    old, new = "ก" * 1100, "ข" * 1050
    before = [finding("LEN001", 1000, 1100), finding("COV002", 3, 9, "1.1.B1")]
    after = [finding("LEN001", 1000, 1050), finding("COV002", 30, 90, "1.1.B1")]
    assert compare_findings(before, old, after, new) == ((), ())


def test_the_same_twice_counts_twice():
    text = "ก\u200bข ก\u200bข"
    twice = [finding("TXT001", 1, 2), finding("TXT001", 5, 6)]
    assert compare_findings(twice, text, twice[:1], text) == ((twice[1],), ())


def test_items_rise_and_fall():
    old = judged(("1.1.B1", "missing"), ("1.1.B2", "covered"), ("1.1.B3", "partial"))
    new = judged(("1.1.B1", "partial"), ("1.1.B2", "missing"), ("1.1.B3", "partial"), ("1.1.B4", "covered"))
    comparison = compare(old, "", new, "")
    assert comparison.risen == (Moved("1.1.B1", "missing", "partial"),)
    assert comparison.fallen == (Moved("1.1.B2", "covered", "missing"),)


FINDINGS = st.lists(
    st.builds(
        lambda rule, start, length, item: finding(rule, start, min(20, start + length), item),
        st.sampled_from(["EVD002", "TXT001", "LEN001", "COV001"]),
        st.integers(0, 20),
        st.integers(0, 20),
        st.sampled_from(["", "1.1.B1"]),
    ),
    max_size=12,
)


@given(FINDINGS, FINDINGS, st.text("กข ", min_size=20, max_size=20))
def test_closed_and_opened_are_what_the_counts_say(old, new, text):
    closed, opened = compare_findings(old, text, new, text)
    assert len(old) - len(closed) == len(new) - len(opened)
    assert set(closed) <= set(old)
    assert set(opened) <= set(new)
    assert compare_findings(old, text, old, text) == ((), ())


@pytest.fixture
def judge(monkeypatch, engine, write):
    monkeypatch.setattr("pmqa_writer.judging.judge._warm_engine", lambda _edition: engine)
    return Judge(write("pmqa.toml", "").parent, "", lambda _notice: None)


def test_what_the_judge_says_can_be_compared(judge):
    old = judge.judge(JudgeRequest("3.4.2", PLAN))
    new = judge.judge(JudgeRequest("3.4.2", DONE))
    comparison = compare(old, PLAN, new, DONE)
    assert "EVD002" in [known.rule for known in comparison.closed]
    assert compare(new, DONE, new, DONE) == compare(judged(), "", judged(), "")


def test_the_next_step_and_the_skeleton_are_told(judge):
    empty, plan = judge.judge(JudgeRequest("3.4.2", "")), judge.judge(JudgeRequest("3.4.2", PLAN))
    assert empty.next.kind == "begin"
    assert plan.next.kind == "deeds"
    assert plan.findings[plan.next.finding].rule == "EVD002"
    assert "…›" in empty.outline
    assert read_answer(to_bytes(plan)) == plan
