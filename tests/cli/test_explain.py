"""`explain ITEM --draft FILE`: what decided, in words."""

import pytest

from pmqa_writer.cli.main import main

DRAFT = (
    "อธิบดีกรมตัวอย่างเปิดเวทีเช้าวันจันทร์ถ่ายทอดทิศทางและมติสำคัญแก่บุคลากรทุกกองทุกสัปดาห์ ตั้งแต่ปี 2564 "
    "รับความเห็นกลับ 214 เรื่อง ตอบครบใน 3 วัน\nจะเปิดช่องทางถามตอบออนไลน์ในปีหน้า"
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "1.1.4.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_it_names_the_clause_and_what_is_wanted(file, capsys):
    assert main(["--lang", "en", "explain", "1.1.B2", "--draft", str(file)]) == 0
    told = capsys.readouterr().out
    assert "เวทีเช้าวันจันทร์" in told
    assert "Words that speak for it" in told
    assert "of such answers are expected to cover the item" in told
    assert "What evidence is wanted" in told


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
