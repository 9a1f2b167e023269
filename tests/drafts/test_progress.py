"""Status, owner and due date in `pmqa.toml`; making workspaces."""

import errno
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmqa_writer.criteria import Edition
from pmqa_writer.drafts import (
    Progress,
    Window,
    Workspace,
    check_ids,
    copy_sample,
    create_workspace,
    default_window,
    discover,
    is_mine,
    progress_of,
    read_workspace,
)
from pmqa_writer.drafts.create import _quoted
from pmqa_writer.drafts.progress import set_category_due, set_category_owner, set_due, set_me, set_owner, set_ready
from pmqa_writer.errors import SaveError, WorkspaceError

SETTINGS = """\
# ชุดคำตอบของกรม
agency = "กรม"   # ชื่อเต็ม
me = "สมชาย"

[categories."1"]
owner = "สมชาย"
due = 2566-01-31   # ก่อนประชุม

[questions."1.1.1"]
ready = true

[questions."1.1.2"]
owner = "สมหญิง"
due = 2023-02-15

[lint]
fail_on = "error"
"""


@pytest.fixture
def told(tmp_path: Path) -> Workspace:
    (tmp_path / "pmqa.toml").write_bytes(SETTINGS.encode())
    return read_workspace(tmp_path)


def source(workspace: Workspace) -> str:
    assert workspace.settings_file is not None
    return workspace.settings_file.read_bytes().decode()


# --- reading ---------------------------------------------------------------------------------------------------


def test_a_question_has_its_own_or_what_its_category_says(told: Workspace) -> None:
    assert progress_of(told, "1.1.1") == Progress(True, "สมชาย", date(2023, 1, 31))
    assert progress_of(told, "1.1.2") == Progress(False, "สมหญิง", date(2023, 2, 15))
    assert progress_of(told, "2.1.1") == Progress(False, "", None)


def test_mine_is_what_i_own(told: Workspace) -> None:
    assert [is_mine(told, question) for question in ("1.1.1", "1.1.2", "2.1.1")] == [True, False, False]
    assert not is_mine(Workspace(), "1.1.1")


@pytest.mark.parametrize(
    ("line", "said", "place"),
    [
        ("redy = true", "ready", 3),
        ('ready = "yes"', "questions.1.1.2.ready", 3),
        ("due = 'tomorrow'", "questions.1.1.2.due", 3),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, line: str, said: str, place: int) -> None:
    (tmp_path / "pmqa.toml").write_text(f'questions."1.1.1".ready = true\n[questions."1.1.2"]\n{line}\n')
    with pytest.raises(WorkspaceError) as caught:
        read_workspace(tmp_path)

    assert said in str(caught.value)
    assert caught.value.line == place


@pytest.mark.parametrize(
    ("line", "hint"), [('[questions."1.1.9"]', "1.1."), ('[categories."11"]', "1"), ('[categories."x"]', "1, 2, 3")]
)
def test_what_the_edition_does_not_have_is_told(tmp_path: Path, edition: Edition, line: str, hint: str) -> None:
    (tmp_path / "pmqa.toml").write_text(f'me = "x"\n\n{line}\nowner = "x"\n')
    with pytest.raises(WorkspaceError) as caught:
        check_ids(read_workspace(tmp_path), edition)

    assert caught.value.line == 3
    assert hint in caught.value.hint


def test_what_the_edition_has_is_right(told: Workspace, edition: Edition) -> None:
    check_ids(told, edition)


# --- writing ---------------------------------------------------------------------------------------------------


def test_one_key_changes_and_the_rest_of_the_file_stays(told: Workspace) -> None:
    assert progress_of(set_owner(told, "1.1.2", "สมศรี"), "1.1.2").owner == "สมศรี"
    assert source(told) == SETTINGS.replace("สมหญิง", "สมศรี")


def test_what_is_taken_out_leaves_what_the_category_says(told: Workspace) -> None:
    now = set_due(set_owner(told, "1.1.2", ""), "1.1.2", None)

    assert progress_of(now, "1.1.2") == Progress(False, "สมชาย", date(2023, 1, 31))
    assert source(now) == SETTINGS.replace('owner = "สมหญิง"\ndue = 2023-02-15\n', "")


def test_all_keys_can_be_set(told: Workspace) -> None:
    now = set_ready(told, "3.1.1", True)
    now = set_due(now, "3.1.1", date(2023, 3, 1))
    now = set_category_owner(now, "3", 'ก"ข\\ค')
    now = set_category_due(now, "4", date(2023, 4, 1))
    now = set_ready(now, "1.1.1", False)
    now = set_me(now, "สมศรี")

    assert progress_of(now, "3.1.1") == Progress(True, 'ก"ข\\ค', date(2023, 3, 1))
    assert progress_of(now, "4.1.1").due == date(2023, 4, 1)
    assert not progress_of(now, "1.1.1").ready
    assert now.me == "สมศรี"
    assert all(line in source(now) for line in SETTINGS.splitlines() if "#" in line)


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# ไม่มีอะไร",
        'agency = "กรม"',
        '[questions]\n"1.1.2" = { ready = true }  # สั้น\n',
        '[questions]\n"1.1.2".ready = true\n',
        'questions = { "1.1.2" = { ready = true } }\n',
        '[questions."1.1.2"]\nready = true\n\n[lint]\n\n[questions."1.1.3"]\nready = true\n\n[examples]\n',
        '[questions."1.1.1"]\n# ยังไม่เสร็จ\n',
        "[questions]\n",
    ],
)
def test_every_layout_can_be_changed_and_changed_back(tmp_path: Path, before: str) -> None:
    (tmp_path / "pmqa.toml").write_text(before, encoding="utf-8")
    told = read_workspace(tmp_path)
    ready = set_ready(told, "1.1.1", True)
    owned = set_owner(ready, "1.1.1", "สมศรี")

    assert progress_of(owned, "1.1.1") == Progress(True, "สมศรี", None)
    assert {**owned.questions, "1.1.1": None} == {**told.questions, "1.1.1": None}
    assert all(comment in source(owned) for comment in ("# ไม่มีอะไร", "# สั้น", "# ยังไม่เสร็จ") if comment in before)
    again = set_owner(set_ready(owned, "1.1.1", False), "1.1.1", "")
    assert progress_of(again, "1.1.1") == Progress(False, "", None)


def test_mark_and_line_ends_stay(tmp_path: Path) -> None:
    file = tmp_path / "pmqa.toml"
    file.write_bytes('\ufeff# ก\r\nme = "ข"\r\n'.encode())
    set_me(read_workspace(tmp_path), "ค")

    assert file.read_bytes() == '\ufeff# ก\r\nme = "ค"\r\n'.encode()


def test_what_is_as_wished_is_not_written(told: Workspace, refuse) -> None:
    refuse("replace", errno.EIO)

    assert set_ready(told, "1.1.1", True) == told
    assert set_ready(told, "5.1.1", False) == told


def test_a_refusal_leaves_the_file(told: Workspace, refuse) -> None:
    refuse("replace", errno.ENOSPC)

    with pytest.raises(SaveError):
        set_ready(told, "1.1.2", True)
    assert source(told) == SETTINGS


def test_a_file_that_is_wrong_is_told_and_not_changed(told: Workspace) -> None:
    assert told.settings_file is not None
    told.settings_file.write_text("[lint", encoding="utf-8")

    with pytest.raises(WorkspaceError):
        set_ready(told, "1.1.2", True)
    assert source(told) == "[lint"


def test_without_a_workspace_nothing_can_be_set() -> None:
    with pytest.raises(WorkspaceError):
        set_ready(Workspace(), "1.1.1", True)


# --- making a workspace ----------------------------------------------------------------------------------------


def test_a_new_workspace_reads_as_it_was_told(tmp_path: Path) -> None:
    made = create_workspace(tmp_path / "ใหม่" / "2566", agency=" กรม ", fiscal_year=2566)

    assert (made.agency, made.fiscal_year, made.edition) == ("กรม", 2566, "2565")
    assert made.window == default_window(2566) == Window(date(2022, 10, 1), date(2023, 9, 30))
    assert (tmp_path / "ใหม่" / "2566" / "drafts").is_dir()
    assert progress_of(set_ready(made, "1.1.1", True), "1.1.1").ready


def test_its_window_can_be_another(tmp_path: Path) -> None:
    window = Window(date(2022, 10, 1), date(2023, 7, 20))

    assert create_workspace(tmp_path, agency="", fiscal_year=2566, window=window).window == window


@pytest.mark.parametrize(
    ("year", "window"), [(2023, None), (12, None), (2566, Window(date(2023, 7, 20), date(2022, 10, 1)))]
)
def test_a_year_or_window_that_is_none_makes_no_workspace(tmp_path: Path, year: int, window: Window | None) -> None:
    with pytest.raises(WorkspaceError):
        create_workspace(tmp_path / "ใหม่", agency="", fiscal_year=year, window=window)
    assert not (tmp_path / "ใหม่").exists()


def test_what_is_explained_in_it_is_right_when_the_mark_is_taken_away(tmp_path: Path, edition: Edition) -> None:
    made = create_workspace(tmp_path, agency="กรม", fiscal_year=2566)
    assert made.settings_file is not None
    lines = [line.removeprefix("# ") if "=" in line or "[" in line else line for line in source(made).splitlines()]
    made.settings_file.write_text("\n".join(lines), encoding="utf-8")

    told = read_workspace(tmp_path)
    assert (list(told.questions), list(told.categories)) == (["1.1.1"], ["1"])
    check_ids(told, edition)


@given(st.text())
@example('กรม "ก" \\ ข')
@example("\x7f\x00\n\r\t\ud83d")
@settings(max_examples=50)
def test_every_name_can_be_written(name: str) -> None:
    assert tomllib.loads(f"agency = {_quoted(name)}")["agency"] == name.encode("utf-8", "replace").decode() or (
        "\ud83d" in name
    )


def test_settings_are_never_overwritten(told: Workspace) -> None:
    assert told.folder is not None
    with pytest.raises(WorkspaceError):
        create_workspace(told.folder, agency="อื่น", fiscal_year=2567)

    assert source(told) == SETTINGS


def test_drafts_that_are_there_stay(tmp_path: Path, write) -> None:
    draft = write("drafts/1.1.1.md", "คำตอบ")
    create_workspace(tmp_path, agency="กรม", fiscal_year=2566)

    assert draft.read_text(encoding="utf-8") == "คำตอบ"


def test_where_no_folder_can_be_made_the_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "แฟ้ม").write_text("", encoding="utf-8")

    with pytest.raises(SaveError):
        create_workspace(tmp_path / "แฟ้ม" / "ใหม่", agency="กรม", fiscal_year=2566)


def test_the_sample_is_copied_into_a_new_or_empty_folder(tmp_path: Path, edition: Edition) -> None:
    (tmp_path / "ว่าง").mkdir()
    for name in ("ว่าง", "ใหม่"):
        sample = copy_sample(tmp_path / name)

        assert sample.agency == "กรมตัวอย่างส่งเสริมตลาดชุมชน"
        assert len(discover([str(sample.folder)], edition).drafts) == 12


def test_the_sample_is_not_copied_over_anything(tmp_path: Path, write) -> None:
    write("งาน.txt", "x")

    with pytest.raises(WorkspaceError):
        copy_sample(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["งาน.txt"]
