"""A real process judges as the linter does, the newest first, and nothing that is typed can end it."""

import os

import pytest
from msgspec import structs

from pmqa_writer.drafts import discover, read_workspace
from pmqa_writer.examples import packaged_corpus
from pmqa_writer.examples.search import Searcher
from pmqa_writer.judging import shown
from pmqa_writer.judging.messages import Failed, Forget, Found, Judge, Judged, Reload, Search
from pmqa_writer.lint import lint
from pmqa_writer.lint.helpful import ExampleFinder
from pmqa_writer.lint.next_step import next_step
from pmqa_writer.lint.outline import outline
from pmqa_writer.resources import data_path
from pmqa_writer.text import Edit, EditKind, Span, apply

SAMPLE = data_path("sample")


def answer_to(ear, question, generation):
    return ear.wait(
        lambda answer: isinstance(answer, Judged) and (answer.question, answer.generation) == (question, generation)
    )


@pytest.fixture(scope="module")
def report(engine, edition):
    workspace = read_workspace(SAMPLE)
    finder = ExampleFinder(edition, {workspace.folder: Searcher(packaged_corpus().practices)})
    return lint(discover([str(SAMPLE)], edition), engine, lambda _draft: workspace, find_examples=finder)


def unscored(judged):
    return structs.replace(judged, items=tuple(structs.replace(item, score=0.0) for item in judged.items))


def test_judges_as_the_linter_does(judge, ear, report, edition):
    window = read_workspace(SAMPLE).window
    for generation in (1, 2):  # the second time each is judged beside all others
        for draft in report.drafts:
            told = draft.analysis.draft
            judge.send(Judge(told.question, told.text, generation, wants_examples=generation == 2, path=told.path))
        answers = {}
        for _ in report.drafts:
            answer = ear.wait(
                lambda answer, wanted=generation: isinstance(answer, Judged) and answer.generation == wanted
            )
            answers[answer.question] = answer
    for draft in report.drafts:
        answer = answers[draft.analysis.draft.question]
        question = edition.question(draft.analysis.draft.question)
        step = next_step(draft.analysis, draft.findings, question, edition, window)
        expected = shown.judged(draft.analysis, draft.findings, step, outline(question, edition, draft.analysis), 2)
        found = structs.replace(answer, examples=None, advice=None)
        # Another number of threads adds floating-point numbers up in another order.
        assert [item.score for item in found.items] == pytest.approx([item.score for item in expected.items], abs=1e-4)
        assert unscored(found) == unscored(expected)
        assert [hit.id for hit in answer.examples] == [hit.entry.id for hit in draft.examples]
        assert [hit.helps for hit in answer.examples] == [hit.helps for hit in draft.examples]
        assert answer.advice
        assert all(hit.passage for hit in answer.advice)


def test_passage_in_two_drafts_is_found_and_forgotten(judge, ear, report):
    passage = report.drafts[0].analysis.draft.text
    judge.send(Judge("6.4.1", passage, 1, path="a/6.4.1.md"))
    answer_to(ear, "6.4.1", 1)
    judge.send(Judge("6.4.2", passage, 2, path="a/6.4.2.md"))
    found = [finding for finding in answer_to(ear, "6.4.2", 2).findings if finding.rule == "DUP001"]
    assert "6.4.1" in [finding.item for finding in found]
    judge.send(Forget("6.4.1"))
    judge.send(Judge("6.4.2", passage, 3, path="a/6.4.2.md", rivals=("a/6.4.2 old.md",)))
    findings = answer_to(ear, "6.4.2", 3).findings
    assert "6.4.1" not in [finding.item for finding in findings if finding.rule == "DUP001"]
    assert "a/6.4.2 old.md" in next(finding.message for finding in findings if finding.rule == "DUP002")
    judge.send(Forget("6.4.2"))


def test_what_is_typed_goes_before_a_full_board(judge, ear, edition):
    text = "อธิบดีประกาศทิศทางของกรมเมื่อ 1 ตุลาคม 2565 ตอบข้อ "
    questions = [question.id for question in edition.questions()]
    for question in questions:
        judge.send(Judge(question, text + question, 1))
    typed = questions[40]
    for generation in range(2, 30):
        judge.send(Judge(typed, text + "ก" * generation, generation, wants_examples=True))
    before = len(ear.heard)
    assert answer_to(ear, typed, 29).examples
    assert len(ear.heard) - before < len(questions) // 2
    waiting = set(questions) - {typed} - {answer.question for answer in ear.heard[before:]}
    while waiting:
        answer = ear.wait(lambda answer: isinstance(answer, Judged))
        assert answer.question != typed  # its older text is not judged any more
        waiting.discard(answer.question)
    for question in questions:
        judge.send(Forget(question))


def test_search_follows_what_was_typed(judge, ear):
    judge.send(Search("ระบบร้องเรียนออนไลน์", generation=1))
    judge.send(Search("", "2.1", generation=2))
    found = ear.wait(lambda answer: isinstance(answer, Found) and answer.generation == 2)
    assert found.examples[0].criterion == "2.1"
    judge.send(Search("x", "9.9", generation=3))
    failed = ear.wait(lambda answer: isinstance(answer, Failed))
    assert (failed.about, failed.generation) == ("search", 3)


def test_unknown_question_is_told(judge, ear):
    judge.send(Judge("9.9.9", "กรม", 7))
    failed = ear.wait(lambda answer: isinstance(answer, Failed))
    assert (failed.question, failed.generation, failed.about) == ("9.9.9", 7, "draft")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "".join(map(chr, range(0xA0))) + "\u2028\u202e\ufeff",
        "ก\ud800ข\udfffค\udcff",
        "👩‍👩‍👧‍👦🏳️‍🌈" * 500,
        "\u0e31\u0e48\u0e33" * 3_000,
        "ทดสอบ" * 40_000,
    ],
    ids=["empty", "blank", "controls", "surrogates", "emoji", "marks", "200,000 characters"],
)
def test_no_text_ends_the_process(judge, ear, text):
    process = judge.pid
    judge.send(Judge("1.1.2", text, 11, wants_examples=True))
    answer = answer_to(ear, "1.1.2", 11)
    assert len(answer.items) > 5
    assert all(0 <= start <= end <= len(text) for item in answer.items for start, end in item.spans)
    assert all(0 <= finding.start <= finding.end <= len(text) for finding in answer.findings)
    assert len(answer.examples) == 5
    assert judge.pid == process
    assert judge.running


def test_offsets_count_code_points(judge, ear):
    text = "🙂\U0010ffff𝒜 เเผนงาน 🙂 ปี 2566"
    judge.send(Judge("1.1.2", text, 12))
    fix = next(finding.fix for finding in answer_to(ear, "1.1.2", 12).findings if finding.rule == "TXT002")
    edit = Edit(Span(fix.start, fix.end), fix.replacement, EditKind(fix.kind))
    assert apply(text, [edit]) == text.replace("เเ", "แ")


def test_reload_loads_examples_anew(judge, ear):
    judge.send(Reload())
    judge.send(Judge("1.1.2", "กรมประกาศทิศทาง", 13, wants_examples=True))
    ear.wait(lambda answer: isinstance(answer, Judged) and answer.generation == 13 and answer.examples)


def test_the_process_steps_back(judge):
    if not hasattr(os, "getpriority"):
        pytest.skip("no such call in Windows")
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, judge.pid) == min(19, own + 5)
