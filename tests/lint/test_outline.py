"""A skeleton asks for every part of its question, says nothing by itself, and leaves out what is told."""

from dataclasses import replace

import pytest

from pmqa_writer.analysis import Coverage
from pmqa_writer.criteria import packaged_edition
from pmqa_writer.lint.next_step import next_step
from pmqa_writer.lint.outline import outline
from pmqa_writer.lint.rules import ALL_RULES
from pmqa_writer.lint.step import StepKind
from pmqa_writer.text import placeholders, prompt, without_unused

QUESTIONS = [question.id for question in packaged_edition().questions()]
TOLD = (
    "กองแผนงานเป็นเจ้าภาพระบบ “ทิศทางเดียว” รวบรวมพันธกิจ วิเคราะห์ แล้วเสนออธิบดีอนุมัติ เริ่มใช้ตั้งแต่ ตุลาคม 2565 กับสำนักงาน 24 แห่ง "
    "ทุกเดือน ส่งผลให้งานตามพันธกิจสำเร็จเพิ่มจากร้อยละ 71 เป็นร้อยละ 93"
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_skeleton_has_room_to_be_filled(question, edition):
    known = edition.question(question)
    text = outline(known, edition)
    assert len(text) <= 600
    # Every part has a blank of its own, and the result one more at least.
    assert len(placeholders(text)) > len(known.parts)
    assert without_unused(text) == ""


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_skeleton_evidences_nothing(question, edition, analyse):
    analysis = analyse(question, outline(edition.question(question), edition))
    assert analysis.clauses == ()
    assert {coverage.status.value for coverage in analysis.coverage} == {"missing"}
    assert not any(point.present for point in analysis.points)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_part_is_asked_for_by_its_words(question, edition):
    known = edition.question(question)
    asked = [prompt(span.text(text)) for text in [outline(known, edition)] for span in placeholders(text)]
    for part in known.parts:
        label = part.replace("ผู้รับบริการและผู้มีส่วนได้ส่วนเสีย", "ผู้รับบริการ")
        assert any(asks and label.startswith(asks) for asks in asked)


def test_what_the_draft_tells_is_left_out(edition, analyse):
    question = edition.question("1.1.2")
    whole = outline(question, edition)
    rest = outline(question, edition, analyse("1.1.2", TOLD))
    assert set(placeholders_of(rest)) < set(placeholders_of(whole))
    assert "เจ้าภาพ" not in rest
    assert "ก่อนทำ" not in rest


def test_parts_are_left_out_by_subject_and_once_all_is_covered(edition, analyse):
    question = edition.question("1.1.1")
    told = analyse("1.1.1", "ด้านเศรษฐกิจ มูลค่าส่งออกของ 24 ฟาร์มเพิ่มจาก 9,800 เป็น 12,350 ล้านบาท ในปี 2566")
    rest = outline(question, edition, told)
    assert "เศรษฐกิจ" not in rest
    assert "สังคม" in rest
    covered = replace(told, coverage=tuple(replace(known, status=Coverage.COVERED) for known in told.coverage))
    assert "สังคม" in outline(question, edition, covered)
    assert "สังคม" not in outline(question, edition, replace(covered, constraints=()))


def test_what_is_filled_in_stays(edition):
    text = outline(edition.question("1.1.1"), edition)
    first = placeholders(text)[0]
    filled = f"{text[: first.start]}กองแผนงาน{text[first.end :]}"
    assert without_unused(filled) == "กองแผนงาน"


def test_an_unfilled_skeleton_is_no_echo(edition, analyse, findings_of):
    for question in edition.questions():
        found = findings_of(analyse(question.id, outline(question, edition)))
        assert not {finding.rule for finding in found} & {"EVD002", "EVD003", "EVD004", "EVD005", "OFF001"}


def test_a_skeleton_is_to_be_filled(edition, analyse, findings_of):
    question = edition.question("2.3.3")
    analysis = analyse("2.3.3", outline(question, edition))
    step = next_step(analysis, findings_of(analysis), question, edition)
    assert step
    assert step.kind is StepKind.FILL
    assert step.span == placeholders(analysis.draft.text)[0]


def placeholders_of(text):
    return [span.text(text) for span in placeholders(text)]


@pytest.fixture
def findings_of(edition):
    from pmqa_writer.drafts import Workspace
    from pmqa_writer.lint.model import Context

    def run(analysis):
        context = Context(analysis, edition, Workspace())
        return tuple(finding for rule in ALL_RULES for finding in rule.findings(context))

    return run
