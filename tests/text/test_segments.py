import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmqa_writer.text import boundaries, clean, segment

GOLD = [json.loads(line) for line in (Path(__file__).parent / "data/clauses.jsonl").read_text("utf-8").splitlines()]


def clauses(text: str) -> list[str]:
    return [span.text(text) for span in segment(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["กรมจัดทำแผนพัฒนาบุคลากรทุกปี", "โดยสำรวจความต้องการรายบุคคล", "และนำผลไปปรับหลักสูตร"],
        ["ผลการดำเนินงาน พ.ศ. 2566 ดีขึ้น", "ทำให้ประชาชนได้รับบริการเร็วขึ้น"],
        ["สำนักงาน ก.พ.ร. ประเมินรายไตรมาส", "นอกจากนี้ยังเผยแพร่ผลบนเว็บไซต์"],
        ["ลดเวลาจาก 30 วัน เหลือ 12 วัน"],
        ["ช่องทางรับฟังมี 3 ช่องทาง ได้แก่ สายด่วน เว็บไซต์ และไลน์"],
        ["เปิดใช้ระบบเมื่อ ม.ค. 2567", "ใช้งบประมาณ 3 ล้านบาท"],
        ["ใช้ระบบ Smart Service (เปิดใช้ปี 2565 และขยายผลแล้ว) ครบ 76 จังหวัด"],
    ],
)
def test_clauses_of_one_line(expected: list[str]) -> None:
    assert clauses(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "marks", [("1)", "2)"), ("1.", "2."), ("(1)", "(2)"), ("๑.", "๒."), ("-", "-"), ("•", "•"), ("ก.", "ข.")]
)
def test_list_items_are_clauses(marks: tuple[str, str]) -> None:
    first, second = marks
    expected = ["ช่องทางมีดังนี้", f"{first} เว็บไซต์", f"{second} สายด่วน 1567"]
    assert clauses("\n".join(expected)) == expected


def test_list_items_on_one_line() -> None:
    assert clauses("ดำเนินการ 3 ด้าน 1) ด้านคน 2) ด้านงาน และ 3) ด้านเงิน") == [
        "ดำเนินการ 3 ด้าน",
        "1) ด้านคน",
        "2) ด้านงาน",
        "และ 3) ด้านเงิน",
    ]


def test_heading_on_its_own_line_is_a_clause() -> None:
    assert clauses("ผลลัพธ์:\n\nประชาชนพึงพอใจร้อยละ 92") == ["ผลลัพธ์:", "ประชาชนพึงพอใจร้อยละ 92"]


def test_run_on_text_is_cut_at_connectives() -> None:
    text = "กรมได้พัฒนาระบบติดตามเรื่องร้องเรียนออนไลน์ซึ่งเชื่อมโยงข้อมูลกับศูนย์ดำรงธรรมทุกจังหวัดเพื่อให้ประชาชนติดตามสถานะได้"
    assert clauses(text) == [
        "กรมได้พัฒนาระบบติดตามเรื่องร้องเรียนออนไลน์",
        "ซึ่งเชื่อมโยงข้อมูลกับศูนย์ดำรงธรรมทุกจังหวัด",
        "เพื่อให้ประชาชนติดตามสถานะได้",
    ]


def test_uncleaned_text_is_cut_alike() -> None:
    text = "กรมจัดท\u0e4d\u0e32\u0e40\u0e40ผนทุกปี\u00a0โดยส\u200bำรวจความเห็น"
    assert clauses(text) == ["กรมจัดท\u0e4d\u0e32\u0e40\u0e40ผนทุกปี", "โดยส\u200bำรวจความเห็น"]


def test_nothing_has_no_clauses() -> None:
    assert segment("") == segment(" \n\u200b\t") == []


@settings(max_examples=300)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                [
                    "โดย",
                    "ซึ่ง",
                    "เพื่อให้",
                    "กรมพัฒนาระบบ",
                    "น้ำ",
                    "เเละ",
                    "และ",
                    "(1)",
                    "๑.",
                    "-",
                    "2566",
                    " ",
                    " ",
                    "\n",
                    "\u200b",
                    "\u0e48",
                    "ที่",
                    "(",
                    ")",
                ]
            ),
            max_size=30,
        ).map("".join),
    )
)
def test_clauses_cover_the_text_in_order_on_cluster_edges(text: str) -> None:
    spans = segment(text)
    edges = set(boundaries(text))
    covered = set()
    for span in spans:
        assert len(span)
        assert {span.start, span.end} <= edges
        first, *_ = (cluster for cluster in boundaries(text) if cluster > span.start)
        assert text[span.start : first].strip()
        covered.update(range(span.start, span.end))
    assert all(one.end <= two.start for one, two in pairwise(spans))
    left_out = "".join(character for at, character in enumerate(text) if at not in covered)
    assert clean(left_out).text.strip() == ""


def test_gold_clauses_make_up_their_texts() -> None:
    for row in GOLD:
        assert "".join("".join(row["clauses"]).split()) == "".join(row["text"].split())


@pytest.mark.parametrize(("part", "floor"), [("dev", 0.85), ("held-out", 0.80)])
def test_clauses_agree_with_a_reader(part: str, floor: float) -> None:
    right = found = wanted = 0
    for row in GOLD:
        if row["part"] != part:
            continue
        gold, at = set(), 0
        for clause in row["clauses"]:
            at = row["text"].index(clause, at)
            gold.add(at)
            at += len(clause)
        got = {span.start for span in segment(row["text"])}
        first = min(gold)
        right += len((gold & got) - {first})
        found += len(got - {first})
        wanted += len(gold - {first})
    assert 2 * right / (found + wanted) >= floor
