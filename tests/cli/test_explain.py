"""`explain ITEM --draft FILE`: what decided, in words."""

import pytest

from pmqa_writer.cli.main import main

DRAFT = (
    "อธิบดีกรมตัวอย่างเปิดเวทีเช้าวันจันทร์ถ่ายทอดทิศทางและมติสำคัญแก่บุคลากรทุกกองทุกสัปดาห์ ตั้งแต่ปี 2564 "
    "รับความเห็นกลับ 214 เรื่อง ตอบครบใน 3 วัน\nจะเปิดช่องทางถามตอบออนไลน์ในปีหน้า"
)

COSTS = (
    "กรมตัวอย่างวิเคราะห์ต้นทุนตาม Standard Cost Model แล้วย้ายการนิเทศโรงเรียนไปทำผ่านวิดีโอ ค่าเดินทางและค่าที่พักเคยหมดปีละ "
    "1.2 ล้านบาท เหลือ 790,000 บาท ลดลงร้อยละ 34 ได้นิเทศครูเพิ่มจาก 140 เป็น 390 คน และนักเรียน 5,200 คนได้เรียนกับครูที่ได้รับการนิเทศ"
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "1.1.4.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


@pytest.fixture
def explained(tmp_path, capsys):
    """What is told of an item and an answer."""

    def tell(item, question, text):
        path = tmp_path / f"{question}.md"
        path.write_text(text, encoding="utf-8")
        assert main(["--lang", "en", "explain", item, "--draft", str(path)]) == 0
        return capsys.readouterr().out

    return tell


def test_it_names_the_clause_and_what_is_wanted(explained):
    told = explained("1.1.B2", "1.1.4", DRAFT)
    assert "เวทีเช้าวันจันทร์" in told
    assert "Words that speak for it" in told
    assert "of such answers are expected to show the item" in told
    assert "Shown as evidence" in told
    assert "What evidence is wanted" in told


def test_it_says_how_near_the_item_is_to_being_partly_there(explained):
    told = explained("1.1.B2", "1.1.4", "ผู้บริหารประชุมชี้แจงทิศทางให้บุคลากรทราบ")
    assert "at least partly there" in told
    assert "Probability that an assessor says covered" in told


def test_an_answer_about_something_else_is_told(explained):
    told = explained("1.1.B2", "1.1.4", "หมูปิ้งเจ้านี้อร่อยมาก ราคาไม้ละ 10 บาท")
    assert "one about something else" in told
    assert "Probability" not in told, "it decided nothing"


def test_it_names_the_demand_that_holds_an_item_back(explained):
    told = explained("6.3.S3", "6.3.2", COSTS)
    assert "partly covered" in told
    (line,) = (line for line in told.splitlines() if line.startswith("It would be covered"))
    assert "50" in line
    assert "Probability" not in told


def test_an_item_of_another_criterion_is_refused(file, capsys):
    assert main(["--lang", "en", "explain", "2.1.B1", "--draft", str(file)]) == 2
    told = capsys.readouterr().err
    assert "1.1.4" in told
    assert "2.1.B1" in told


def test_an_item_must_be_named(file, capsys):
    assert main(["--lang", "en", "explain", "--draft", str(file)]) == 2
    assert "explain 1.1.B1 --draft" in capsys.readouterr().err


def test_an_unknown_item_is_told(file, capsys):
    assert main(["--lang", "en", "explain", "1.1.Z9", "--draft", str(file)]) == 2
    assert "1.1.Z9" in capsys.readouterr().err
