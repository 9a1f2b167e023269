"""What the engine says of drafts: only what a quoted span supports, and never more than the text claims."""

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmqa_writer.analysis import Coverage, Engine, Target, Verdict
from pmqa_writer.analysis.check import recogniser_errors
from pmqa_writer.analysis.constraints import checked_names
from pmqa_writer.analysis.coverage import default_model
from pmqa_writer.analysis.features import target_of
from pmqa_writer.analysis.point_features import shows
from pmqa_writer.analysis.signals import Signals
from pmqa_writer.criteria import packaged_edition
from pmqa_writer.criteria.constraints import KNOWN
from pmqa_writer.drafts import Draft, Window
from pmqa_writer.text import boundaries

ANSWER = (
    "อธิบดีกรมตัวอย่างกำหนดทิศทาง “ตลาดเพื่อทุกคน” 3 ข้อ แต่ละข้อรองรับพันธกิจตามกฎกระทรวงแบ่งส่วนราชการ ประกาศเมื่อ 1 ตุลาคม 2565 "
    "จากการวิเคราะห์ SWOT และนโยบายรัฐบาล จนได้ 3 เป้าหมาย 18 ตัวชี้วัด กองแผนงานถ่ายทอดสู่สำนักงาน 24 แห่ง ทุกไตรมาส ผ่านระบบ "
    "DirectionBoard ส่งผลให้ตัวชี้วัดบรรลุเพิ่มจากร้อยละ 71 เป็นร้อยละ 93"
)


def statuses(analysis):
    return {coverage.item.id: coverage.status for coverage in analysis.coverage}


def test_all_items_points_and_constraints_are_judged(analyse, edition):
    analysis = analyse("1.1.1", ANSWER)
    assert [coverage.item.id for coverage in analysis.coverage] == [item.id for item in edition.criterion("1.1").items]
    assert [point.point for point in analysis.points] == list(range(1, 16))
    assert [constraint.spec for constraint in analysis.constraints] == edition.question("1.1.1").constraints
    assert set(analysis.elements) == set("ADLIR")


def test_good_answer_covers_what_its_question_asks_for(analyse):
    found = statuses(analyse("1.1.2", ANSWER))
    assert found["1.1.B1"] is Coverage.COVERED
    assert found["1.1.B5"] is Coverage.COVERED


def test_targets_are_told_apart(analyse):
    found = {coverage.item.id: coverage.target for coverage in analyse("1.1.1", ANSWER).coverage}
    assert (found["1.1.A5"], found["1.1.A1"], found["1.1.B2"]) == (Target.STRONG, Target.WEAK, Target.NONE)


def test_of_a_question_that_nobody_answered_yet_only_what_it_asks_for_is_expected(edition):
    question, items = edition.question("1.1.1"), edition.criterion("1.1").items
    own = default_model().usual(question, items)
    other = default_model().usual(msgspec.structs.replace(question, id="9.9.9"), items)
    sides = {item.id: target_of(question, item.id) for item in items}
    asked, weak, unasked = ({other[item] for item in other if sides[item] is side} for side in Target)
    assert len(asked) == len(weak) == len(unasked) == 1  # no item has a history
    assert asked.pop() > weak.pop() > unasked.pop()
    assert own != other


def test_denial_evidences_nothing(analyse):
    text = "กรมตัวอย่างยังไม่มีการกำหนดทิศทางองค์กรที่รองรับพันธกิจ และยังไม่ได้ถ่ายทอดทิศทางแก่บุคลากร 240 คน"
    assert set(statuses(analyse("1.1.2", text)).values()) == {Coverage.MISSING}


def test_plan_is_at_most_partial(analyse):
    text = "อยู่ระหว่างจัดทำทิศทางองค์กร 3 ด้านให้ตอบพันธกิจ คาดว่าจะประกาศใช้ในเดือนตุลาคม 2567 กับสำนักงาน 24 แห่ง"
    assert Coverage.COVERED not in statuses(analyse("1.1.2", text)).values()


@pytest.mark.parametrize(
    "text",
    [
        "x y 12 ราย",
        "12 ราย",
        "Lorem ipsum dolor 55%",
        "ร้านพิซซ่าขายพิซซ่าหน้าเห็ด 299 บาท ลดราคาจาก 399 บาท ส่งฟรี 12 สาขา",
        "😀 😀",
    ],
)
def test_text_about_something_else_evidences_nothing(analyse, text):
    for question in ("1.1.1", "1.1.2", "6.1.1"):
        assert set(statuses(analyse(question, text)).values()) == {Coverage.MISSING}


def test_echo_of_the_checklist_covers_nothing(analyse, edition):
    text = " ".join(item.text for item in edition.criterion("1.1").items[:6])
    assert Coverage.COVERED not in statuses(analyse("1.1.2", text)).values()


def test_evidence_is_quoted_from_the_draft_whole_clusters_only(analyse):
    text = "1) สํานักงานกําหนดทิศทาง\u200bองค์กร 3 ด้าน ให้รองรับพันธกิจ\r\n- ถ่ายทอดแก่บุคลากร ๒๔๐ คน ทุกไตรมาส".replace("\r", "")
    analysis = analyse("1.1.2", text)
    edges = set(boundaries(text))
    quoted = [evidence for judged in (*analysis.coverage, *analysis.points) for evidence in judged.evidence]
    assert quoted
    for evidence in quoted:
        assert evidence.text == text[evidence.span.start : evidence.span.end]
        assert {evidence.span.start, evidence.span.end} <= edges


def test_judgement_has_evidence_unless_it_is_missing(analyse):
    analysis = analyse("1.1.2", ANSWER)
    for coverage in analysis.coverage:
        assert bool(coverage.evidence) == (coverage.status is not Coverage.MISSING)
        assert 0 <= coverage.score <= 1
    for point in analysis.points:
        assert bool(point.evidence) == point.present


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.sampled_from("กขคนมรสอาิีุูเแ่้์ำๆ ฯ0123456789๑๒.,()\n\t-“”%AbX\u200b\ufeff😀"), max_size=400))
def test_any_text_is_judged(text):
    engine = Engine(packaged_edition())
    analysis = engine.analyse(Draft("1.1.1.md", "1.1.1", text))
    for judged in (*analysis.coverage, *analysis.points):
        for evidence in judged.evidence:
            assert evidence.text == text[evidence.span.start : evidence.span.end]


def test_every_constraint_name_of_the_criteria_is_checked():
    assert checked_names() == KNOWN


@pytest.mark.parametrize(
    ("question", "name", "text", "expected"),
    [
        ("1.1.1", "min_domains", "ด้านเศรษฐกิจ มูลค่าส่งออกเพิ่ม 12 ล้านบาท ด้านสิ่งแวดล้อม น้ำเสียลดลงร้อยละ 20", "met"),
        ("1.1.1", "min_domains", "ด้านเศรษฐกิจ มูลค่าส่งออกเพิ่ม 12 ล้านบาท", "unmet"),
        ("1.2.5", "needs_link", "เผยแพร่บนเว็บไซต์ https://www.example.go.th/open ทุกเดือน", "met"),
        ("1.2.5", "needs_link", "เผยแพร่ผลบนเว็บไซต์ของกรมทุกเดือน", "unmet"),
        ("1.4.3", "needs_frequency", "ติดตามข้อร้องเรียนเรื่องฝุ่น 3 ตัวชี้วัด ทุก 3 เดือน", "met"),
        ("1.4.3", "needs_frequency", "ติดตามข้อร้องเรียนเรื่องฝุ่น 3 ตัวชี้วัดอย่างต่อเนื่อง", "unmet"),
        ("6.1.3", "needs_percent", "ออกแบบแล้ว 15 จาก 20 กระบวนการ คิดเป็นร้อยละ 75", "met"),
        ("6.1.3", "list_slots", "1) กระบวนการขออนุญาต 2) กระบวนการต่ออายุ 3) กระบวนการตรวจ 12 วัน", "met"),
        ("6.1.3", "list_slots", "1) กระบวนการขออนุญาต 12 วัน", "unmet"),
        ("6.3.2", "min_cost_reduction_percent", "ต้นทุนต่อคำขอลดจาก 480 บาท เหลือ 190 บาท", "met"),
        ("6.3.2", "min_cost_reduction_percent", "ต้นทุนต่อคำขอลดลงร้อยละ 12", "unmet"),
        ("4.2.4", "needs_comparison", "ผลผลิต 420 ตันสูงกว่าคู่เทียบคือสถาบันตัวอย่างร้อยละ 8 เมื่อเทียบกับปี 2565", "met"),
        ("2.2.2", "cover", "เป้าหมายระยะสั้น เวลารอคิวเหลือ 20 นาทีในปี 2567 เป้าหมายระยะยาวอีก 5 ปีเหลือ 10 นาทีทุกสาขา", "met"),
        ("2.2.2", "cover", "เป้าหมายระยะสั้นลดเวลาเหลือ 20 นาที", "unmet"),
    ],
)
def test_demands_of_questions(analyse, question, name, text, expected):
    result = next(result for result in analyse(question, text).constraints if result.name == name)
    assert (result.status.value, bool(result.detail)) == (expected, True)


@pytest.mark.parametrize(
    ("text", "window", "expected"),
    [
        ("ปรับปรุงกระบวนการอนุญาต 12 วันในปี 2566", True, Verdict.MET),
        ("ปรับปรุงกระบวนการอนุญาต 12 วันในปี 2562", True, Verdict.UNMET),
        ("ปรับปรุงกระบวนการอนุญาตเหลือ 12 วัน", True, Verdict.UNKNOWN),
        ("ปรับปรุงกระบวนการอนุญาต 12 วันในปี 2566", False, Verdict.UNKNOWN),
    ],
)
def test_years_are_held_against_the_window(analyse, text, window, expected):
    asked = Window(date(2022, 10, 1), date(2023, 7, 20)) if window else None
    result = next(result for result in analyse("6.2.2", text, asked).constraints if result.name == "period")
    assert result.status is expected


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("percent", "ร้อยละ 92.5"),
        ("figure", "1,204 เรื่อง"),
        ("year", "พ.ศ. 2566"),
        ("date", "4 มกราคม 2566"),
        ("frequency", "ทุก 3 เดือน"),
        ("change", "ลดจาก 45 เหลือ 12 นาที"),
        ("latin_name", "ระบบ ShrimpTrace"),
        ("quoted_name", "เวที “ศุกร์สุจริต”"),
        ("owner", "กองแผนงานรับผิดชอบ"),
        ("place", "24 จังหวัด"),
        ("link", "https://example.go.th/open"),
    ],
)
def test_signs_of_fact(sign, text):
    assert Signals(text).has(sign)
    assert not Signals("หน่วยงานให้ความสำคัญกับการพัฒนาอย่างเป็นระบบ").has(sign)


def test_two_digit_years_are_completed():
    assert years("เริ่ม 1 ต.ค. 65 ถึงปี 2566") == [(2565, False), (2566, False)]


def years(text):
    return [(year.number, year.fiscal) for year in Signals(text).years]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("เดือนมกราคม 25 ราย ปี 50 คน", []),
        ("5 มกราคม 2023", [(2566, False)]),
        ("ในปี 2566, 2567", [(2566, False), (2567, False)]),
        ("ใช้งบประมาณ 2 ล้านบาท ในปี 2565", [(2565, False)]),
        ("ปีงบประมาณ พ.ศ. 2566", [(2566, True)]),
        ("ให้บริการ 2566 ราย", []),
        ("มกราคม 0500", []),
        ("พ.ศ. 2566-2570", [(2566, False), (2570, False)]),
    ],
)
def test_numbers_that_are_years(text, expected):
    assert years(text) == expected


def test_recognisers_that_the_adli_table_names_exist(edition):
    assert list(recogniser_errors(edition)) == []


def test_adli_points_are_seen_in_their_own_examples(engine, edition):
    """The table's own sentences, written apart from the recognisers: most that meet a point are seen."""
    seen = missed = 0
    for point in edition.adli.points:
        for text in point.meets:
            clauses = engine.clauses(text, edition.criterion("1.1"))
            found = any(clause.told and shows(point, clause, clauses) for clause in clauses)
            seen, missed = seen + found, missed + (not found)
    assert seen / (seen + missed) >= 0.70
