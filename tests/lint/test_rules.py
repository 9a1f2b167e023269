"""Each rule finds what it is for, and lets the mended text alone."""

from datetime import date
from pathlib import Path

import pytest

from pmqa_writer.drafts import Workspace, discover
from pmqa_writer.drafts.workspace import LintSettings, Window
from pmqa_writer.errors import UnknownIdError, WorkspaceError
from pmqa_writer.lint import ALL_RULES, find_rule, lint
from pmqa_writer.lint.model import Context, Severity
from pmqa_writer.lint.rules.privacy import is_citizen_id
from pmqa_writer.lint.runner import rules_for, shared_clauses
from pmqa_writer.text import apply

STRONG = (
    "อธิบดีกรมตัวอย่างกำหนดทิศทาง “บริการถึงบ้าน” 3 ข้อ แต่ละข้อรองรับพันธกิจตามกฎกระทรวงแบ่งส่วนราชการ ประกาศเมื่อ 1 ตุลาคม 2565 "
    "จากการวิเคราะห์ SWOT และนโยบายรัฐบาล จนได้ 3 เป้าหมาย 18 ตัวชี้วัด กองแผนงานถ่ายทอดสู่สำนักงาน 24 แห่ง ทุกไตรมาส ผ่านระบบ "
    "DirectionBoard ส่งผลให้งานสำเร็จเพิ่มขึ้นจากร้อยละ 71 เป็นร้อยละ 93 ในปี 2566"
)
PLAIN = Workspace()
WINDOW = Workspace(window=Window(date(2022, 10, 1), date(2023, 7, 20)))


@pytest.fixture
def findings(analyse, edition):
    """Findings of one rule on a text."""

    def run(rule, text, question="1.1.2", workspace=PLAIN, others=()):
        analysis = analyse(question, text, workspace.window)
        twins = shared_clauses([analysis, *(analyse(*other) for other in others)])
        context = Context(analysis, edition, workspace, twins)
        return list(find_rule(rule).findings(context))

    return run


def long(characters):
    """A text of so many characters."""
    return (STRONG * 10)[:characters]


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        ("LEN001", long(1001), long(1000)),
        ("LEN002", "มีทิศทางชัดเจน", STRONG),
        ("LEN003", long(500) + "\n" + long(500), long(1000) + "\n"),
        ("TXT001", "การ\u200bพัฒนา", "การพัฒนา"),
        ("TXT001", "การ\u00a0พัฒนา", "การ พัฒนา"),
        ("TXT002", "เเผนงาน", "แผนงาน"),
        ("TXT002", "ส\u0e4d\u0e32นักงาน", "สำนักงาน"),
        ("TXT002", "ส ำนักงาน", "สำนักงาน"),
        ("TXT002", "ที\uf70aดิน", "ที่ดิน"),
        ("TXT003", "แผน\u202eงาน", "แผนงาน"),
        ("TXT003", "แผน\x1b[31mงาน", "แผนงาน ๒๕๖๖\tปี"),
        ("EVD001", "หน่วยงานให้บริการประชาชนอย่างมีประสิทธิภาพ", STRONG),
        ("EVD002", "อยู่ระหว่างพัฒนาระบบติดตามเรื่องร้องเรียน", STRONG),
        ("EVD004", "กรมมีแผนปฏิบัติการดิจิทัล", STRONG),
        ("PII001", "ผู้ประสานงาน โทร 081-000-0000", "ผู้ประสานงาน โทร 0 2141 7290 มูลค่า 1,081,000,000 บาท"),
        ("PII001", "ผู้ประสานงาน 081–000–0000", "รหัสโครงการ 0812345678"),
        ("PII001", "ผู้ประสานงาน (081) 000-0000", "ราคา 081.000 บาท"),
        ("PII001", "ส่งมาที่ somchai.d@example.go.th", "ส่งมาที่ saraban_dopa@example.go.th หรือ example@example.go.th"),
        ("STY001", "กรมทำการประเมินผลทุกไตรมาส", "กรมประเมินผลทุกไตรมาส"),
        ("PII001", "บัตร 1-1017-00230-70-8", "รหัสโครงการ 1101700230709"),
    ],
)
def test_rule_finds_the_bad_and_spares_the_good(findings, rule, bad, good):
    assert [finding.rule for finding in findings(rule, bad)][:1] == [rule]
    assert findings(rule, good) == []


@pytest.mark.parametrize("rule", [rule for rule in ALL_RULES if rule.bad], ids=lambda rule: rule.id)
def test_the_rules_own_examples_are_true(findings, rule):
    assert findings(rule.id, rule.bad)
    assert findings(rule.id, rule.good) == []


def test_over_limit_marks_what_lies_beyond(findings):
    text = "ก" * 999 + "ที่" + "ข" * 10
    (finding,) = findings("LEN001", text)
    assert finding.severity is Severity.ERROR
    # The cluster that the limit would split lies beyond it as a whole.
    assert finding.span.text(text) == "ที่" + "ข" * 10


def test_fixes_mend_the_text(findings):
    text = "เเผนงานส ำคัญ\u200b ที\uf70aดิน"
    fixes = sorted(
        (finding.fix for rule in ("TXT001", "TXT002") for finding in findings(rule, text)),
        key=lambda fix: fix.span.start,
    )
    assert apply(text, fixes) == "แผนงานสำคัญ ที่ดิน"


def test_shorter_wording_is_a_fix_that_says_what_it_saves(findings):
    text = "😀 ระบบ 2 ระบบ เพื่อที่จะทำการตรวจสอบผู้ที่เกี่ยวข้อง"
    found = findings("STY001", text)
    assert [finding.span.text(text) for finding in found] == ["เพื่อที่จะ", "ทำการตรวจสอบ", "ผู้ที่เกี่ยวข้อง"]
    assert "5" in found[0].message
    assert apply(text, [finding.fix for finding in found]) == "😀 ระบบ 2 ระบบ เพื่อตรวจสอบผู้เกี่ยวข้อง"


def test_years_outside_the_window(findings):
    assert findings("EVD003", "ดำเนินการในปี 2562 และ พ.ศ. 2563 รวม 12 ครั้ง", workspace=WINDOW)
    assert findings("EVD003", "ดำเนินการในปี 2562 ต่อเนื่องถึงปี 2566", workspace=WINDOW) == []
    assert findings("EVD003", "ดำเนินการในปี 2562") == []


def test_echo_of_the_checklist(findings, edition):
    criterion = edition.criterion("1.1")
    echo = " ".join(item.text for item in criterion.items[:8])
    assert findings("EVD005", echo)
    assert findings("EVD005", STRONG) == []


def test_missing_target_says_what_is_wanted_and_shows_an_example(findings, edition):
    text = "กรมตัวอย่างยังไม่มีการกำหนดทิศทางองค์กร"
    wanted = {item.id: item for item in edition.criterion("1.1").items}
    found = findings("COV001", text)
    assert {finding.item for finding in found} == set(edition.question("1.1.2").targets)
    for finding in found:
        assert wanted[finding.item].wanted in finding.message
        assert finding.example in wanted[finding.item].meets


def test_unmet_demand_of_the_question(findings):
    demanded = "กรมตัวอย่างเปรียบเทียบเวลาให้บริการ 12 นาทีกับหน่วยงานอื่น ติดตามกระบวนการแบบ end to end"
    assert "needs_percent" in {finding.item for finding in findings("QST001", demanded, question="6.1.3")}
    met = "กรมตัวอย่างออกแบบ end to end แล้ว 15 กระบวนการ คิดเป็นร้อยละ 75 ของกระบวนการทั้งหมด"
    assert "needs_percent" not in {finding.item for finding in findings("QST001", met, question="6.1.3")}


def test_same_passage_in_two_answers(findings):
    other = ("1.1.3", "นวัตกรรมเกิดขึ้น 4 เรื่อง " + STRONG)
    (finding,) = findings("DUP001", STRONG, others=[other])
    assert "1.1.3" in finding.message
    assert findings("DUP001", STRONG, others=[("1.1.3", "กองคลังลดเวลาเบิกจ่ายจาก 9 วันเหลือ 3 วัน")]) == []


def test_two_drafts_of_one_question_in_a_folder(engine, write, tmp_path):
    for name in ("1.1.2.md", "1.1.2 แก้ไข.md", "1.1.3.md", "กรมอื่น/1.1.2.md"):
        write(name, STRONG)
    report = lint(discover([str(tmp_path)], engine.edition), engine, lambda _draft: PLAIN)
    found = {
        Path(draft.analysis.draft.path).relative_to(tmp_path).as_posix()
        for draft in report.drafts
        if any(finding.rule == "DUP002" for finding in draft.findings)
    }
    assert found == {"1.1.2.md", "1.1.2 แก้ไข.md"}


def test_answer_to_another_criterion(findings, edition):
    complaint = " ".join(edition.item(item_id).meets[0] for item_id in ("3.4.B1", "3.4.B2", "3.4.B3", "3.4.A1"))
    assert findings("OFF001", complaint, question="5.4.3")
    assert findings("OFF001", complaint, question="3.4.2") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1101700230708", True), ("1101700230707", False), ("0101700230708", False), ("110170023070", False)],
)
def test_check_digit_of_citizen_ids(text, expected):
    assert is_citizen_id(text) is expected


def test_workspace_ignores_and_regrades_rules():
    workspace = Workspace(lint=LintSettings(ignore=["EVD001"], severity={"COV001": "error"}))
    rules = {rule.id: rule.severity for rule in rules_for(workspace)}
    assert "EVD001" not in rules
    assert rules["COV001"] is Severity.ERROR


def test_unknown_rule_is_refused_with_a_near_one():
    with pytest.raises(WorkspaceError, match="EVD001"):
        rules_for(Workspace(lint=LintSettings(ignore=["EVD01"])))
    with pytest.raises(UnknownIdError, match="LEN001"):
        find_rule("LEN01")


def test_fixed_ids_and_severities():
    expected = {
        "LEN001": "error", "LEN002": "hint", "LEN003": "warning", "TXT001": "warning", "TXT002": "warning",
        "TXT003": "error", "COV001": "warning", "COV002": "hint", "ADL001": "hint", "QST001": "warning",
        "EVD001": "hint", "EVD002": "warning", "EVD003": "warning", "EVD004": "warning", "EVD005": "warning",
        "OFF001": "warning", "DUP001": "warning", "DUP002": "warning", "PII001": "error",
        "STY001": "hint",
    }  # fmt: skip
    assert {rule.id: rule.severity.value for rule in ALL_RULES} == expected
