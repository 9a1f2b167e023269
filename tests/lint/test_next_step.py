"""The next step is the first question of the path that an answer fails, and names the right thing."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmqa_writer.analysis import Coverage, Target
from pmqa_writer.dates import day_name
from pmqa_writer.drafts import Window, Workspace
from pmqa_writer.drafts.read import read_text
from pmqa_writer.i18n import set_language
from pmqa_writer.lint.model import Finding, Severity
from pmqa_writer.lint.next_step import DECISION_PATH, next_step
from pmqa_writer.lint.runner import check_draft
from pmqa_writer.lint.step import LONGEST, StepKind
from pmqa_writer.resources import data_path
from pmqa_writer.text import Edit, EditKind, Span, blank

WINDOW = Window(date(2022, 10, 1), date(2023, 7, 20))
STRONG = (
    "อธิบดีกรมตัวอย่างกำหนดทิศทาง “บริการถึงบ้าน” 3 ข้อ แต่ละข้อรองรับพันธกิจตามกฎกระทรวงแบ่งส่วนราชการ ประกาศเมื่อ 1 ตุลาคม 2565 "
    "จากการวิเคราะห์ SWOT และนโยบายรัฐบาล จนได้ 3 เป้าหมาย 18 ตัวชี้วัด กองแผนงานถ่ายทอดสู่สำนักงาน 24 แห่ง ทุกไตรมาส ผ่านระบบ "
    "DirectionBoard ส่งผลให้งานสำเร็จเพิ่มขึ้นจากร้อยละ 71 เป็นร้อยละ 93 ในปี 2566"
)


@pytest.fixture(scope="session")
def look(analyse, edition):
    """An analysis of a text, its findings and the step that comes of them."""

    def run(question, text, window=None, change=lambda findings: findings):
        analysis = analyse(question, text, window)
        findings = change(check_draft(analysis, edition, Workspace(window=window), {}))
        return next_step(analysis, findings, edition.question(question), edition, window), findings, analysis

    return run


def ignoring(*rules):
    return lambda findings: tuple(finding for finding in findings if not finding.rule.startswith(rules))


def test_an_empty_answer_begins_with_the_first_part(look, edition):
    for text in ("", " \n", "\u200b"):
        step, _findings, _analysis = look("1.1.1", text)
        assert step.kind is StepKind.BEGIN
        assert edition.question("1.1.1").parts[0] in step.message


def test_what_is_too_long_is_cut(look):
    text = STRONG * 5
    step, findings, analysis = look("1.1.2", text)
    assert step.kind is StepKind.SHORTEN
    assert f"{analysis.characters - 1000:,}" in step.message
    assert findings[step.finding].rule == "LEN001"
    assert step.span == findings[step.finding].span


def test_shorter_wordings_are_named_when_an_answer_is_too_long(look):
    def wordy(findings):
        fix = Edit(Span(0, 6), "ก", EditKind.SEQUENCE)
        return (*findings, Finding("STY001", Severity.HINT, fix.span, "", "", fix=fix))

    step, _findings, _analysis = look("1.1.2", STRONG * 5, change=wordy)
    assert step.kind is StepKind.SHORTEN
    plain, findings, _analysis = look("1.1.2", STRONG * 5)
    places = sum(finding.rule == "STY001" for finding in findings)
    assert f" {places} " in plain.message
    assert f" {places + 1} " in step.message


def test_blanks_are_filled_in(look):
    step, _findings, analysis = look("1.1.2", f"{STRONG} {blank('ผลลัพธ์สุดท้าย')} {blank('อื่น')}")
    assert step.kind is StepKind.FILL
    assert "ผลลัพธ์สุดท้าย" in step.message
    assert step.span.text(analysis.draft.text) == blank("ผลลัพธ์สุดท้าย")


@pytest.mark.parametrize(
    ("more", "rule"), [(" โทร 081-000-0000", "PII001"), (" แผน\u202eงาน", "TXT003")], ids=["person", "control"]
)
def test_what_must_not_be_handed_in_is_taken_out(look, more, rule):
    step, findings, analysis = look("1.1.2", STRONG + more)
    assert step.kind is StepKind.REMOVE
    assert findings[step.finding].rule == rule
    assert step.span.text(analysis.draft.text) in more


def test_another_subject_comes_before_its_faults(look, edition):
    text = (data_path("sample") / "drafts" / "3.4.2.md").read_text(encoding="utf-8")
    step, findings, _analysis = look("5.3.2", text, change=ignoring("PII", "TXT"))
    assert step.kind is StepKind.SUBJECT
    assert findings[step.finding].rule == "OFF001"
    assert step.item == findings[step.finding].item
    assert edition.question("5.3.2").parts[0][:20] in step.message


def test_plans_are_no_deeds(look, edition):
    step, findings, _analysis = look("1.1.2", "อยู่ระหว่างจัดทำทิศทางใหม่ให้ตรงพันธกิจ จะประกาศใช้ในปีหน้า และจะถ่ายทอดทุกกอง")
    assert step.kind is StepKind.DEEDS
    assert step.item == "1.1.B1"
    assert edition.item("1.1.B1").wanted[:15] in step.message
    assert findings[step.finding].rule == "EVD002"


def test_lacks_are_no_deeds(look):
    step, _findings, _analysis = look("1.2.6", "กรมยังไม่เคยได้รับรางวัลด้านความโปร่งใสจากองค์การภายนอก และยังไม่มีการส่งผลงาน")
    assert step.kind is StepKind.DEEDS
    assert step.item == "1.2.S3"


def test_other_years_do_not_count(look):
    text = STRONG.replace("2565", "2559").replace("2566", "2560")
    step, findings, analysis = look("1.1.2", text, WINDOW)
    assert step.kind is StepKind.PERIOD
    assert day_name(WINDOW.start) in step.message
    assert day_name(WINDOW.end) in step.message
    assert "2559" in step.span.text(analysis.draft.text)
    assert findings[step.finding].rule == "EVD003"
    assert look("1.1.2", text)[0] is None or look("1.1.2", text)[0].kind is not StepKind.PERIOD


def test_repeated_criteria_are_no_content(look, edition):
    question = edition.question("1.3.2")
    step, findings, _analysis = look(question.id, question.text)
    assert step.kind is StepKind.CONTENT
    assert findings[step.finding].rule == "EVD005"
    assert step.item in question.targets


def test_a_missing_item_is_named(look, edition):
    step, findings, _analysis = look("1.1.2", "ร้านอาหารกลางวันเปิดขาย 12 ร้าน", change=ignoring("OFF"))
    assert (step.kind, step.item) == (StepKind.ITEM, "1.1.B1")
    assert "1.1.B1" in step.message
    assert edition.item("1.1.B1").wanted[:20] in step.message
    assert (findings[step.finding].rule, findings[step.finding].item) == ("COV001", "1.1.B1")


def test_items_come_in_the_order_of_the_question(look, edition):
    question = edition.question("3.2.2")
    step, _findings, _analysis = look("3.2.2", "ร้านอาหารกลางวันเปิดขาย 12 ร้าน", change=ignoring("OFF"))
    assert step.item == question.targets[0] == "3.2.A2"


def test_a_demand_names_what_is_absent(look):
    text = "เครือข่ายภายนอก 14 แห่งร่วมวางแผนด้วยทุกเดือน ตั้งแต่ปี 2565 ลดเวลาจาก 45 เหลือ 12 วัน"
    step, findings, _analysis = look("1.3.2", text, change=ignoring("COV", "OFF"))
    assert step.kind is StepKind.DEMAND
    assert findings[step.finding].rule == "QST001"
    assert step.item == findings[step.finding].item
    assert "เครือข่ายภายใน" in step.message


def test_an_item_told_in_part_is_told_in_full(look, edition):
    text = "กรมกำหนดทิศทางให้ตอบพันธกิจขององค์กร ในปี 2566"
    step, findings, _analysis = look("1.1.2", text, change=ignoring("QST"))
    assert (step.kind, step.item) == (StepKind.DETAIL, "1.1.B1")
    assert edition.item("1.1.B1").wanted[:20] in step.message
    assert findings[step.finding].rule == "COV002"


@pytest.mark.parametrize(
    ("kind", "text", "ignored"),
    [
        (StepKind.SUBSTANCE, "กรมมีแผนปฏิบัติการดิจิทัล", ("COV", "QST", "OFF")),
        (StepKind.FIGURE, "หน่วยงานให้บริการประชาชนอย่างมีประสิทธิภาพ", ("COV", "QST", "OFF")),
        (StepKind.RESULT, "กองแผนงานจัดเวที 12 ครั้ง ตั้งแต่ปี 2565", ("COV", "QST", "OFF")),
        (StepKind.PLAN, STRONG + " อยู่ระหว่างพัฒนาระบบติดตาม", ("COV", "QST", "OFF")),
        (StepKind.REPAIR, STRONG + " การ\u200bพัฒนา", ("COV", "QST", "OFF")),
    ],
)
def test_each_branch_is_reached(look, kind, text, ignored):
    step, _findings, _analysis = look("1.1.2", text, change=ignoring(*ignored))
    assert step.kind is kind


def test_a_plan_is_quoted(look):
    step, _findings, analysis = look("1.1.2", STRONG + " อยู่ระหว่างพัฒนาระบบติดตาม")
    assert step.kind is StepKind.PLAN
    assert "อยู่ระหว่างพัฒนาระบบติดตาม" in step.message
    assert "อยู่ระหว่าง" in step.span.text(analysis.draft.text)


def test_a_year_is_asked_for_only_within_a_window(look):
    text = "กองแผนงานถ่ายทอดทิศทางตามพันธกิจสู่สำนักงาน 24 แห่ง งานสำเร็จเพิ่มขึ้นจากร้อยละ 71 เป็นร้อยละ 93"
    step, _findings, _analysis = look("1.1.2", text, WINDOW, ignoring("COV", "QST"))
    assert step.kind is StepKind.YEAR
    assert day_name(WINDOW.start) in step.message
    assert look("1.1.2", text, None, ignoring("COV", "QST"))[0].kind is not StepKind.YEAR


def test_a_weak_target_and_an_element_come_last(look, edition):
    question = next(known for known in edition.questions() if len(known.weak_targets) > 1)
    _step, findings, analysis = look(question.id, STRONG, change=ignoring("COV", "QST", "OFF"))
    gone = tuple(
        replace(known, status=Coverage.MISSING) if known.target is Target.WEAK else known for known in analysis.coverage
    )
    step = next_step(replace(analysis, coverage=gone), findings, question, edition)
    assert (step.kind, step.item) == (StepKind.MORE, question.weak_targets[0])
    assert edition.item(step.item).wanted[:20] in step.message
    untold = Finding("ADL001", Severity.HINT, Span(0, len(STRONG)), "", "", item="L")
    step = next_step(replace(analysis, coverage=()), (*findings, untold), question, edition)
    assert (step.kind, step.item) == (StepKind.ELEMENT, "L")
    assert "(L)" in step.message


def test_a_good_answer_needs_nothing(look):
    text = (data_path("sample") / "drafts" / "1.1.2.md").read_text(encoding="utf-8")
    assert look("1.1.2", text, WINDOW)[0] is None


def test_shorter_wordings_come_last(look):
    text = (data_path("sample") / "drafts" / "1.1.2.md").read_text(encoding="utf-8")
    fix = Edit(Span(0, 6), "ก", EditKind.SEQUENCE)
    wordy = Finding("STY001", Severity.HINT, fix.span, "", "", fix=fix)
    step, findings, _analysis = look("1.1.2", text, WINDOW, lambda findings: (*findings, wordy))
    assert (step.kind, findings[step.finding]) == (StepKind.REPAIR, wordy)


SAMPLE = {
    "1.1.2": None,
    "1.2.3": None,
    "1.4.3": (StepKind.DEMAND, "needs_frequency"),
    "2.1.1": (StepKind.SHORTEN, ""),
    "2.4.2": (StepKind.DEMAND, "cover=ระยะสั้น|ระยะยาว"),
    "3.2.2": (StepKind.DEMAND, "top_n=2 ผู้มีส่วนได้ส่วนเสีย"),
    "3.4.2": (StepKind.REMOVE, ""),
    "4.2.1": (StepKind.REPAIR, ""),
    "4.4.3": (StepKind.DEEDS, "4.4.S1"),
    "5.3.2": (StepKind.ITEM, "5.3.B1"),
    "6.2.3": None,
    "6.3.1": (StepKind.PERIOD, ""),
}


@pytest.mark.parametrize("question", SAMPLE)
def test_the_sample_drafts(look, question):
    file = data_path("sample") / "drafts" / f"{question}.md"
    step, _findings, _analysis = look(question, read_text(file), WINDOW)
    assert (step and (step.kind, step.item)) == SAMPLE[question]


@pytest.mark.parametrize("language", ["th", "en"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from([STRONG, "จะจัดทำแผน", "‹", " …›", "\u200b", "\n", "\x1b", "๒๕๖๖", "1)", "(" * 80])
        ).map("".join),
    ),
    question=st.sampled_from(["1.1.1", "2.3.3", "6.1.3", "6.3.1"]),
)
def test_no_text_is_too_odd(look, language, text, question):
    set_language(language)
    step, findings, _analysis = look(question, text, WINDOW)
    if step:
        assert 0 < len(step.message) <= LONGEST
        assert "\n" not in step.message
        assert step.span is None or step.span.end <= len(text)
        assert step.finding is None or step.finding < len(findings)


def test_the_path_is_told_in_full():
    assert len(set(DECISION_PATH)) == len(DECISION_PATH) >= 10
