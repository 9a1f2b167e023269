"""Versions are kept when something changed, thinned with time, and never in the way."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_writer.drafts import Versions
from pmqa_writer.drafts.compose import storable
from pmqa_writer.drafts.versions import MOST, thinned
from pmqa_writer.errors import SaveError

NOW = datetime(2023, 5, 12, 3, 30, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))
FIRST = "กองแผนงานถ่ายทอดทิศทางสู่สำนักงาน 24 แห่ง"
LONGER = FIRST + " ทุกไตรมาส ผ่านระบบติดตามตัวชี้วัดกลาง"


@pytest.fixture
def versions(workspace):
    return Versions(workspace.folder)


def texts(versions, question="1.1.1"):
    return [version.text for version in versions.list(question)]


def test_the_newest_comes_first(versions):
    versions.keep("1.1.1", FIRST, NOW)
    kept = versions.keep("1.1.1", LONGER, NOW + SECOND)
    assert texts(versions) == [LONGER, FIRST]
    assert versions.list("1.1.1")[0] == kept
    assert (kept.when, kept.characters) == (NOW + SECOND, len(LONGER))
    assert versions.list("1.1.2") == []


def test_only_what_differs_in_substance_is_kept(versions):
    versions.keep("1.1.1", FIRST, NOW)
    assert versions.keep("1.1.1", FIRST + " แล้ว", NOW + SECOND) is None
    assert versions.keep("1.1.1", FIRST, NOW + HOUR) is None
    assert versions.keep("1.1.1", FIRST, NOW + HOUR, explicitly=True) is None
    assert versions.keep("1.1.1", " \n", NOW + HOUR) is None
    assert versions.keep("1.1.1", FIRST + " แล้ว", NOW + 10 * MINUTE)
    assert versions.keep("1.1.1", FIRST, NOW + 10 * MINUTE + SECOND, explicitly=True)
    assert len(texts(versions)) == 3


def test_a_clock_that_was_set_back_keeps_the_order(versions):
    versions.keep("1.1.1", FIRST, NOW)
    versions.keep("1.1.1", LONGER, NOW - DAY)
    assert texts(versions) == [LONGER, FIRST]


def test_damaged_and_foreign_files_are_left_alone(versions, workspace):
    versions.keep("1.1.1", FIRST, NOW)
    versions.keep("1.1.1", LONGER, NOW + SECOND)
    folder = workspace.folder / ".pmqa" / "versions" / "1.1.1"
    newest = max(folder.glob("*.md"))
    newest.write_bytes(newest.read_bytes()[:-5])
    (folder / "notes.md").write_text("x", encoding="utf-8")
    (folder / f"99999999T999999999999Z-{'0' * 16}.md").write_text("x", encoding="utf-8")
    (folder / f"20230512T033000000000Z-{'0' * 16}.md").mkdir()
    assert texts(versions) == [FIRST]
    assert versions.keep("1.1.1", LONGER, NOW + 2 * SECOND)
    assert texts(versions) == [LONGER, FIRST]


def test_texts_of_any_kind_come_back(versions):
    odd = "ก\ud800ข\x00‹ …›\nค"
    versions.keep("1.1.1", odd, NOW)
    assert texts(versions) == [storable(odd)]


def test_git_leaves_versions_alone(versions, workspace):
    versions.keep("1.1.1", FIRST, NOW)
    assert (workspace.folder / ".pmqa" / ".gitignore").read_text(encoding="ascii") == "*\n"


def test_a_question_is_no_path(versions):
    with pytest.raises(ValueError, match="not a question"):
        versions.keep("../x", FIRST, NOW)


def test_what_cannot_be_written_is_told(versions, refuse):
    refuse("replace", 13)
    with pytest.raises(SaveError):
        versions.keep("1.1.1", FIRST, NOW)


def test_a_drive_that_is_gone_is_not_made_anew(tmp_path):
    with pytest.raises(SaveError):
        Versions(tmp_path / "gone").keep("1.1.1", FIRST, NOW)
    assert not (tmp_path / "gone").exists()


def test_versions_are_thinned_as_they_are_kept(versions):
    for number in range(MOST + 8):
        versions.keep("1.1.1", f"{FIRST} {number}", NOW + number * DAY)
    found = versions.list("1.1.1")
    assert len(found) == MOST
    assert (found[0].text, found[-1].text) == (f"{FIRST} {MOST + 7}", f"{FIRST} 0")


def test_of_an_hour_all_stay_of_a_day_one_an_hour_before_one_a_day():
    last_hour = [NOW - number * 5 * MINUTE for number in range(12)]
    assert thinned(sorted(last_hour)) == sorted(last_hour)
    day = NOW.astimezone().replace(minute=0, second=0)
    same_hour = [day - 5 * HOUR + number * 10 * MINUTE for number in range(6)]
    assert thinned([NOW - 10 * DAY, *same_hour, NOW]) == [NOW - 10 * DAY, same_hour[-1], NOW]
    noon = (NOW - 3 * DAY).astimezone().replace(hour=12)
    same_day = [noon, noon + HOUR, noon + 2 * HOUR]
    assert thinned([NOW - 10 * DAY, *same_day, NOW]) == [NOW - 10 * DAY, same_day[-1], NOW]
    assert thinned([]) == []


@given(st.lists(st.integers(0, 10**8), unique=True, min_size=1, max_size=120))
def test_thinning_keeps_the_ends_and_never_too_many(seconds):
    times = sorted(NOW + second * SECOND for second in seconds)
    kept = thinned(times)
    assert len(kept) <= MOST
    assert kept == sorted(set(kept) & set(times))
    assert (kept[0], kept[-1]) == (times[0], times[-1])
    assert thinned(kept) == kept
