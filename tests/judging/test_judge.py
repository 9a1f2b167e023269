"""What is set up wrongly is told, and done without."""

import pytest

from pmqa_writer.examples import packaged_corpus
from pmqa_writer.judging.judge import Judge
from pmqa_writer.judging.messages import Judge as JudgeRequest
from pmqa_writer.judging.shelf import Shelf


@pytest.fixture(autouse=True)
def _one_engine(monkeypatch, engine):
    """Loading one for each test would take most of the time."""
    monkeypatch.setattr("pmqa_writer.judging.judge._warm_engine", lambda _edition: engine)


def opened(folder):
    notices = []
    judge = Judge(folder, "", notices.append)
    return judge, notices


def test_own_examples_and_models_that_cannot_be_read(write):
    folder = write("pmqa.toml", '[examples]\nmodel = "nowhere"\n').parent
    write("examples.jsonl", b'{"id": "own-1"}\n')
    judge, notices = opened(folder)
    judge.shelf = Shelf.of(judge.workspace, notices.append)
    assert len(notices) == 2
    assert str(folder / "nowhere") in notices[0].message
    assert f"{folder / 'examples.jsonl'}:1" in notices[1].message
    assert all(notice.hint for notice in notices)
    assert judge.shelf.practices.entries == packaged_corpus().practices
    assert len(judge.judge(JudgeRequest("1.1.2", "", wants_examples=True)).examples) == 5


def test_settings_that_are_wrong(write):
    folder = write("pmqa.toml", "[lint]\nignore = ['LEN999']\n").parent
    judge, notices = opened(folder)
    assert "LEN999" in notices.pop().message
    assert [finding.rule for finding in judge.judge(JudgeRequest("1.1.2", "")).findings]
    write("pmqa.toml", "nonsense")
    judge.reload()
    assert "pmqa.toml" in notices.pop().message
    write("pmqa.toml", "[lint]\nignore = ['LEN002']\n")
    judge.reload()
    assert notices == []
    assert "LEN002" not in [finding.rule for finding in judge.judge(JudgeRequest("1.1.2", "กรม")).findings]


def test_another_window_is_heeded(write, edition):
    question = next(question.id for question in edition.questions() if "period=past_year" in question.constraints)
    request = JudgeRequest(question, "กรมประกาศทิศทางเมื่อปี 2541 แล้ว")
    folder = write("pmqa.toml", "").parent
    judge, _ = opened(folder)

    def status():
        return next(told.status for told in judge.judge(request).constraints if told.name == "period")

    assert status() == "unknown"
    write("pmqa.toml", "[window]\nstart = 2022-10-01\nend = 2023-07-20\n")
    judge.reload()
    assert status() == "unmet"
