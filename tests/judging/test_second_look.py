"""Judges that are too slow to wait for: the plain judgement first, theirs when nobody has typed for a while."""

import queue
import threading

import pytest

from pmqa_writer.analysis import Coverage, Engine
from pmqa_writer.drafts import Draft
from pmqa_writer.errors import JudgeError
from pmqa_writer.judging.judge import Judge
from pmqa_writer.judging.messages import Judge as Request
from pmqa_writer.judging.second_look import SecondLook
from pmqa_writer.reading.assessment import Assessed, Assessment
from pmqa_writer.text import Span

GOOD = "อธิบดีเป็นประธานทบทวนทิศทางตามพันธกิจ 3 ด้านในที่ประชุม 24 หน่วยงานทุกไตรมาส"
ITEM = "1.1.B1"


class Slow:
    """An assessor that answers when it is let, and says that an item is covered."""

    identity = "slow"

    def __init__(self):
        self.asked = queue.Queue()
        self.may = threading.Event()
        self.fails = False

    def assess(self, text, question, criterion):
        self.asked.put(text)
        assert self.may.wait(10)
        if self.fails:
            raise JudgeError("ไม่ตอบ")
        return Assessment({ITEM: Assessed("covered", (Span(0, len(GOOD)),))})


@pytest.fixture
def slow():
    return Slow()


@pytest.fixture
def desk(monkeypatch, engine, edition, slow, tmp_path):
    """A judge with a slow one behind it; requests that can be answered again, and notices."""
    monkeypatch.setattr("pmqa_writer.judging.judge._warm_engine", lambda _edition: engine)
    again, notices = queue.Queue(), queue.Queue()
    judge = Judge(tmp_path, "", notices.put, again.put)
    judge._second = SecondLook(Engine(edition, assessor=slow), again.put, notices.put, pause=1.0)
    judge.no_examples = True
    yield judge, again, notices
    slow.may.set()
    judge.close()


def status(answer):
    return next(item.status for item in answer.items if item.id == ITEM)


def test_plain_at_once_then_the_stronger_judgement(desk, slow, engine):
    judge, again, _notices = desk
    request = Request("1.1.1", GOOD, 7, wants_examples=True)
    plain = judge.judge(request)
    expected = engine.analyse(Draft("1.1.1.md", "1.1.1", GOOD)).coverage
    assert plain.stronger == "reading"
    assert status(plain) == next(item.status for item in expected if item.item.id == ITEM)
    assert slow.asked.get(timeout=10) == GOOD
    slow.may.set()
    assert again.get(timeout=10) is request
    answer = judge.judge(request)
    assert (answer.stronger, answer.generation, status(answer)) == ("judged", 7, Coverage.COVERED)
    assert judge.judge(Request("1.1.1", GOOD, 8)).stronger == "judged", "it is known from now on"
    assert slow.asked.empty()


def test_only_the_answer_that_is_open_is_looked_at_and_only_its_last_text(desk, slow):
    judge, again, _notices = desk
    judge.judge(Request("1.1.2", GOOD, 1))  # the board
    for generation in range(5):  # typing
        judge.judge(Request("1.1.1", GOOD + " ก" * generation, generation, wants_examples=True))
    assert slow.asked.get(timeout=10) == GOOD + " ก" * 4
    newest = Request("1.1.1", GOOD + " ข", 9, wants_examples=True)
    judge.judge(newest)  # while the slow judge is at work
    slow.may.set()
    assert again.get(timeout=10) is newest, "of a text that is past nothing is told"
    assert slow.asked.qsize() == 1


def test_an_earlier_text_is_compared_by_the_same_judge(desk, slow):
    judge, again, _notices = desk
    slow.may.set()
    request = Request("1.1.1", GOOD, 3, wants_examples=True)
    judge.judge(request)
    assert again.get(timeout=10) is request
    assert judge.judge(request).stronger == "judged"
    assert judge.judge(Request("1.1.1", GOOD[:30], -1)).stronger == ""
    plain = judge.judge(request)
    assert plain.stronger == "reading"
    assert again.get(timeout=10) is request
    assert status(judge.judge(request)) == "covered"


def test_a_judge_that_fails_is_told_of_once_and_the_plain_judgement_stands(desk, slow):
    judge, again, notices = desk
    slow.fails = True
    slow.may.set()
    for generation in (1, 2):
        request = Request("1.1.1", GOOD + " ก" * generation, generation, wants_examples=True)
        plain = judge.judge(request)
        assert again.get(timeout=10) is request
        answer = judge.judge(request)
        assert (answer.stronger, answer.items) == ("failed", plain.items)
    assert "ไม่ตอบ" in notices.get(timeout=10).message
    assert notices.empty()


@pytest.mark.parametrize("setting", ['server = "http://192.0.2.1/v1"', 'model = "nowhere"'])
def test_settings_that_cannot_be_used_are_told_and_done_without(monkeypatch, engine, write, tmp_path, setting):
    monkeypatch.setattr("pmqa_writer.judging.judge._warm_engine", lambda _edition: engine)
    write("pmqa.toml", f"[judge]\n{setting}\n")
    notices = []
    judge = Judge(tmp_path, "", notices.append, lambda _request: None)
    (notice,) = notices
    assert "pmqa.toml" in notice.message + notice.hint
    assert judge.judge(Request("1.1.1", GOOD, 1, wants_examples=True)).stronger == ""


def test_someone_who_writes_is_told_where_drafts_are_sent(monkeypatch, engine, write, tmp_path):
    monkeypatch.setattr("pmqa_writer.judging.judge._warm_engine", lambda _edition: engine)
    write("pmqa.toml", '[judge]\nserver = "http://192.0.2.1/v1"\nserver_may_be_remote = true\n')
    notices = []
    Judge(tmp_path, "", notices.append, lambda _request: None).close()
    (notice,) = notices
    assert "192.0.2.1" in notice.message
