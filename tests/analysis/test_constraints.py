"""The demands of questions: what meets them in officers' own words, and what only looks like it."""

import pytest

POLICY = "อธิบดีกรมธนารักษ์ตัวอย่างลงนามนโยบายงดรับของขวัญทุกมูลค่าเมื่อ 4 มกราคม 2566 แจ้งสำนักงาน 76 จังหวัดและติดไว้หน้าห้องบริการ"
CULTURE = (
    "ส่วนการสร้างวัฒนธรรม เวที “เล่าก่อนพลาด” ให้เจ้าหน้าที่ประเมินราคาเล่ากรณีเสี่ยงเดือนละครั้ง "
    "มีผู้เข้าร่วม 412 คน เรื่องร้องเรียนลดจาก 9 เหลือ 2 เรื่อง"
)
NO_CULTURE = "การสร้างวัฒนธรรมยังไม่ได้ดำเนินการ"
FINE_CULTURE = "ทั้งนี้ให้ความสำคัญกับการสร้างวัฒนธรรมองค์กรอย่างต่อเนื่องและเป็นระบบ"


@pytest.fixture
def verdicts(analyse):
    def of(question, text):
        return {result.name: result.status.value for result in analyse(question, text).constraints}

    return of


def test_each_matter_that_is_asked_for_must_be_told(verdicts):
    assert verdicts("1.2.1", f"{POLICY} {CULTURE}")["cover"] == "met"
    assert verdicts("1.2.1", f"{POLICY} {NO_CULTURE}")["cover"] == "unmet"


def test_fine_words_meet_no_demand(verdicts):
    text = (
        "หน่วยงานให้ความสำคัญกับนโยบายและการสร้างวัฒนธรรมองค์กรอย่างต่อเนื่องและเป็นระบบ ตลอดจนส่งเสริมให้บุคลากรทุกระดับ"
        "ยึดมั่นในความซื่อสัตย์ มีตัวอย่างที่ดีเป็นที่ประจักษ์ในทุกมิติ"
    )
    assert set(verdicts("1.2.1", text).values()) == {"unmet"}


def test_terms_can_be_told_in_years(verdicts):
    text = (
        "เป้าหมายระยะสั้นคือคำขอใบอนุญาตเสร็จใน 12 วัน ปัจจุบันทำได้ 13 วัน ส่วนภาพอีกห้าปีคือผู้ประกอบการต่ออายุเองทางมือถือทั้งหมด "
        "วัดจากจำนวนคำขอที่ไม่ต้องมาสำนักงาน ซึ่งเพิ่มจากร้อยละ 20 เป็นร้อยละ 48 ใน 9 อำเภอ"
    )
    assert verdicts("2.2.2", text)["cover"] == "met"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ผู้รับบริการสองอันดับแรก คือ ผู้ส่งออกผลไม้ และโรงคัดบรรจุ", "met"),
        ("ผู้รับบริการลำดับที่ 1 ผู้ส่งออกผลไม้ ลำดับที่ 2 โรงคัดบรรจุ", "met"),
        ("ปี 2566 มีผู้รับบริการ 41,300 ราย พึงพอใจร้อยละ 88", "unmet"),
        ("ผู้รับบริการ 2 กลุ่มโทรมา เรื่อง #1204 และ #2077 ยังเปิดอยู่", "unmet"),
    ],
)
def test_ranks_are_counted_and_customers_are_not(analyse, text, expected):
    results = {result.spec: result.status.value for result in analyse("3.2.2", text).constraints}
    assert results["top_n=2 ผู้รับบริการ"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("เดิมผู้ขอเสียค่าเดินทางและเอกสารรายละ 1,200 บาท หลังใช้ระบบออนไลน์เหลือ 300 บาท", "met"),
        ("ต้นทุนต่อคำขอลดลงร้อยละ 63 หลังเลิกพิมพ์ใบอนุญาต", "met"),
        ("ต้นทุนต่อคำขอลดลงร้อยละ 12 หลังเลิกพิมพ์ใบอนุญาต", "unmet"),
        ("อยู่ระหว่างจัดทำระบบออนไลน์ ซึ่งจะทำให้ต้นทุนจาก 480 บาทเหลือ 90 บาทต่อคำขอ หรือลดลงร้อยละ 81", "unmet"),
    ],
)
def test_cost_must_have_fallen(verdicts, text, expected):
    assert verdicts("6.3.2", text)["min_cost_reduction_percent"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("เวลารอของเรา 46 วัน เทียบกับโรงพยาบาลเอกชนในจังหวัดเดียวกันซึ่งรอ 12 วัน", "met"),
        ("มีการวิเคราะห์เปรียบเทียบกับคู่แข่งอย่างเป็นระบบและต่อเนื่อง", "unmet"),
        ("ยังไม่เคยวิเคราะห์เปรียบเทียบกับหน่วยงานใด", "unmet"),
    ],
)
def test_comparison_names_whom_or_how_much(verdicts, text, expected):
    assert verdicts("4.2.4", text)["needs_comparison"] == expected


def test_verdict_says_why(analyse):
    for text in (f"{POLICY} {CULTURE}", FINE_CULTURE, ""):
        assert all(result.detail for result in analyse("1.2.1", text).constraints)
