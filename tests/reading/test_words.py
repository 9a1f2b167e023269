"""The packaged reader: items, ADLI points and what questions demand, read in officers' own words."""

import numpy as np
import pytest

from pmqa_writer.reading.words import packaged_reader

CLEANER = "น้ำในคลองหลังตลาดใสขึ้น ขยะลอยน้ำเก็บได้วันละ 2 ตัน"
RICHER = "ชาวบ้านขายมะม่วงได้ราคาดีขึ้น รายได้ต่อครัวเรือนเพิ่มเดือนละ 1,500 บาท"
COPIED = "สำนักงานอีก 6 จังหวัดมาดูแล้วขอแบบไปทำตาม"
COMPLAINED = "ลูกค้าบ่นว่ารอนาน เราจึงเปลี่ยนวิธีนัดใหม่ตั้งแต่มีนาคม 2567"


@pytest.fixture(scope="module")
def reader():
    return packaged_reader()


def test_a_matter_is_known_by_what_is_told_of_it_and_not_by_its_name(reader):
    odds = reader.demands([CLEANER, RICHER], ["สิ่งแวดล้อม", "เศรษฐกิจ"])
    assert odds[0, 0] > odds[1, 0]
    assert odds[1, 1] > odds[0, 1]


def test_a_matter_that_was_never_taught_is_told_of_nowhere(reader):
    odds = reader.demands([CLEANER, RICHER], ["เรื่องที่ไม่มีใครเคยถาม", "สิ่งแวดล้อม"])
    assert odds.shape == (2, 2)
    assert (odds[:, 0] <= -10).all()
    assert (odds[:, 1] > -10).all()


def test_points_are_heard_in_everyday_words(reader):
    odds = reader.points([CLEANER, COPIED, COMPLAINED])
    assert odds.shape == (3, 15)
    learning = odds[:, 10]
    assert min(learning[1], learning[2]) > learning[0]
    assert odds[2, 11] > odds[1, 11]  # only the change has a date


def test_nothing_written_is_nothing_read(reader, edition):
    assert reader.points([]).shape == (0, 15)
    assert reader.demands([], ["สิ่งแวดล้อม"]).shape == (0, 1)
    assert reader.demands(["ก"], []).shape == (1, 0)
    assert reader.read([], edition.criterion("1.1").items).shape[0] == 0


def test_a_clause_is_read_with_what_stands_beside_it(reader):
    alone = reader.demands([CLEANER], ["สิ่งแวดล้อม"])[0, 0]
    beside = reader.demands(["หน่วยงานของเรา", CLEANER], ["สิ่งแวดล้อม"])
    assert beside[0, 0] > reader.demands(["หน่วยงานของเรา"], ["สิ่งแวดล้อม"])[0, 0]
    assert beside[1, 0] == pytest.approx(alone, abs=2)
    assert np.isfinite(beside).all()
