"""The ADLI points: what a change of a draft must change in them, and what it must not."""

import pytest

from pmqa_writer.analysis.point_features import shape

WAY = (
    "ด่านกักกันพืชท่าเรือเหนือใช้วิธี “เปิดตู้ตามเสี่ยง” หัวหน้าด่านดึงประวัติผู้นำเข้าจากทะเบียนกลาง ให้คะแนนแต่ละตู้ "
    "แล้วสุ่มเปิดเฉพาะตู้ที่เกิน 60 คะแนน จากนั้นแจ้งผลให้ผู้นำเข้าทางข้อความสั้น"
)
RESULT = "เวลารอตรวจลดจาก 5 ชั่วโมงเหลือ 70 นาที"
LEARNED = "ทบทวนเมื่อมีนาคม 2566 พบว่าผู้นำเข้ารายใหม่ไม่มีประวัติ จึงเพิ่มคะแนนตั้งต้นและแก้คู่มือเป็นฉบับที่ 2"
SHARED = "ด่านอีก 4 แห่งขอแบบให้คะแนนนี้ไปใช้แล้ว"
JOINED = "ใช้ข้อมูลชุดเดียวกับกรมศุลกากรและการท่าเรือ โดยลงนามบันทึกข้อตกลงร่วมกันและประชุมปฏิทินตรวจร่วมทุกไตรมาส"
MEASURED = "วัดผลด้วยตัวชี้วัดร้อยละตู้ที่ตรวจเสร็จในวันเดียว เป้าหมาย 85 ทำได้ 91 รายงานกรมทุกเดือน"


@pytest.fixture
def points(analyse):
    def of(*sentences):
        return {point.point for point in analyse("6.1.1", " ".join(sentences)).points if point.present}

    return of


def test_draft_with_all_of_it_shows_all_elements(analyse):
    text = " ".join([WAY, "ตั้งแต่ตุลาคม 2564 ครบทั้ง 9 ด่านในภาคเหนือ", RESULT, LEARNED, SHARED, JOINED, MEASURED])
    assert all(analyse("6.1.1", text).elements.values())


@pytest.mark.parametrize(
    "since",
    [
        "เริ่มใช้เมื่อ 1 ตุลาคม 2564",
        "ใช้มาตั้งแต่ ต.ค. 64",
        "เริ่ม ๑ ต.ค. ๒๕๖๔",
        "ดำเนินการตั้งแต่ปีงบประมาณ 2565",
        "ใช้จริงตั้งแต่ไตรมาส 1 ปี 2565",
        "เปิดใช้ 1/10/2564",
    ],
)
def test_date_in_any_form_says_since_when(points, since):
    assert 8 not in points(WAY, RESULT)
    assert 8 in points(WAY, since, RESULT)


@pytest.mark.parametrize("often", ["ทำทุกวันจันทร์", "สรุปผลเดือนละครั้ง", "ตรวจซ้ำปีละ 2 รอบ", "รายงานรายไตรมาส"])
def test_how_often_is_seen_however_it_is_said(points, often):
    assert 9 not in points(WAY, RESULT)
    assert 9 in points(WAY, often, RESULT)


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [(RESULT, {6}), (LEARNED, {11, 12}), (SHARED, {11}), (JOINED, {14}), (MEASURED, {15})],
)
def test_sentence_adds_what_it_tells(analyse, sentence, shown):
    before = {point.point: point.score for point in analyse("6.1.1", WAY).points}
    after = {point.point: point.score for point in analyse("6.1.1", f"{WAY} {sentence}").points}
    assert all(after[point] >= before[point] + 0.1 for point in shown)


@pytest.mark.parametrize(("sentence", "shown"), [(LEARNED, {11, 12}), (JOINED, {14}), (MEASURED, {15})])
def test_learning_and_integration_are_seen_where_they_are_told(points, sentence, shown):
    assert not shown & points(WAY)
    assert shown <= points(WAY, sentence)


def test_plan_is_no_deployment_and_no_result(analyse):
    plan = (
        "อยู่ระหว่างจัดทำระบบคัดตู้ คาดว่าจะเริ่มใช้เดือนตุลาคม 2568 กับด่าน 9 แห่งในภาคเหนือ "
        "จะประชุมติดตามทุกเดือน และจะลดเวลารอจาก 5 ชั่วโมงเหลือ 70 นาที"
    )
    elements = analyse("6.1.1", plan).elements
    assert not any(elements[element] for element in "DLIR")


def test_denial_shows_nothing(points):
    assert not points(
        "ยังไม่ได้กำหนดผู้รับผิดชอบและยังไม่มีขั้นตอนตรวจตู้",
        "ไม่มีการประเมินผลหรือปรับปรุงวิธีตรวจตั้งแต่ปี 2564",
        "ยังไม่ได้เชื่อมข้อมูลกับกรมศุลกากร",
    )


def test_fine_words_show_nothing(points):
    assert not points(
        "หน่วยงานให้ความสำคัญกับการพัฒนากระบวนการอย่างเป็นระบบและต่อเนื่อง",
        "ส่งเสริมให้บุคลากรมีส่วนร่วมตามความเหมาะสม ตลอดจนบูรณาการกับทุกภาคส่วนอย่างใกล้ชิด",
    )


def test_short_passage_is_judged_by_what_it_tells_not_by_its_length(points):
    short = {point for point in points(RESULT) if point == 6}
    assert short == {6}


def test_evidence_is_the_clause_that_tells_it(analyse):
    analysis = analyse("6.1.1", " ".join([WAY, JOINED, LEARNED, RESULT]))
    quoted = {point.point: " ".join(evidence.text for evidence in point.evidence) for point in analysis.points}
    assert "ลดจาก 5 ชั่วโมงเหลือ 70 นาที" in quoted[6]
    assert "จึงเพิ่มคะแนนตั้งต้น" in quoted[11]


def test_names_and_figures_of_an_agency_do_not_count_as_wording():
    assert shape("กรมตัวอย่างใช้ระบบ PlantGate กับตู้ 1,204 ตู้ ปี 2566") == shape("กรมใช้ระบบ SeaEye กับตู้ 37 ตู้ ปี 2565")
