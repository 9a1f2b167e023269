"""Saving answers in bad weather: others who write too, and a system that refuses."""

import errno
import os
import shutil
import sys
from pathlib import Path

import pytest

from pmqa_writer.criteria import Edition
from pmqa_writer.drafts import Draft, DraftStore, Workspace, discover, read_drafts
from pmqa_writer.errors import ConflictError, PmqaError, SaveError

from .conftest import folder_of, put

THAI = "ส่วนราชการกำหนดทิศทาง"


# --- conflicts -------------------------------------------------------------------------------------------------


def test_a_changed_file_is_a_conflict_and_not_overwritten(store: DraftStore) -> None:
    file = put(store, "1.1.1.md", "เดิม")
    draft = store.open("1.1.1")
    file.write_text("ของเขา", encoding="utf-8")

    with pytest.raises(ConflictError) as caught:
        store.save(draft, "ของเรา")
    assert (caught.value.mine, caught.value.theirs) == ("ของเรา", "ของเขา")
    assert (file.read_text(encoding="utf-8"), folder_of(store)) == ("ของเขา", {"1.1.1.md"})


def test_a_removed_file_is_a_conflict(store: DraftStore) -> None:
    file = put(store, "1.1.1.md", "เดิม")
    draft = store.open("1.1.1")
    file.unlink()

    with pytest.raises(ConflictError) as caught:
        store.save(draft, "ของเรา")
    assert caught.value.theirs is None
    assert store.save(draft, "ของเรา", force=True).kept is None
    assert file.read_text(encoding="utf-8") == "ของเรา"


@pytest.mark.parametrize("name", ["1.1.1.md", "dev-1.1.1.txt"])
def test_a_file_that_came_meanwhile_is_a_conflict(store: DraftStore, name: str) -> None:
    draft = store.open("1.1.1")
    put(store, name, "ของเขา")

    with pytest.raises(ConflictError) as caught:
        store.save(draft, "ของเรา")
    assert caught.value.theirs == "ของเขา"


def test_two_windows_see_each_other(store: DraftStore, workspace: Workspace, edition: Edition) -> None:
    other = DraftStore(workspace, edition)
    mine, theirs = store.open("1.1.1"), other.open("1.1.1")
    other.save(theirs, "ของเขา")

    with pytest.raises(ConflictError):
        store.save(mine, "ของเรา")


def test_both_having_written_the_same_is_no_conflict(store: DraftStore) -> None:
    file = put(store, "1.1.1.md", "เดิม")
    draft = store.open("1.1.1")
    file.write_text("เหมือนกัน", encoding="utf-8")

    assert store.save(draft, "เหมือนกัน") == store.open("1.1.1")


def test_other_line_ends_or_another_name_are_no_conflict(store: DraftStore) -> None:
    put(store, "1.1.1.md", "หนึ่ง\nสอง")
    draft = store.open("1.1.1")
    draft.file.unlink()
    file = put(store, "ร่าง 1.1.1.md", "\ufeffหนึ่ง\r\nสอง")
    store.save(draft, "หนึ่ง\nสาม")

    assert file.read_bytes() == "\ufeffหนึ่ง\r\nสาม".encode()
    assert folder_of(store) == {"ร่าง 1.1.1.md"}


def test_by_force_the_other_version_is_kept_first(store: DraftStore, workspace: Workspace) -> None:
    file = put(store, "1.1.1.md", "เดิม")
    draft = store.open("1.1.1")
    file.write_text("ของเขา", encoding="utf-8")
    saved = store.save(draft, "ของเรา", force=True)

    assert saved.kept is not None
    assert workspace.folder is not None
    assert saved.kept.parent == workspace.folder / ".pmqa" / "conflicts"
    assert (saved.kept.read_text(encoding="utf-8"), file.read_text(encoding="utf-8")) == ("ของเขา", "ของเรา")
    assert (workspace.folder / ".pmqa" / ".gitignore").read_text(encoding="ascii") == "*\n"
    assert store.save(saved, "ต่อ").kept is None


def test_a_version_that_cannot_be_kept_is_not_replaced(store: DraftStore, workspace: Workspace) -> None:
    file = put(store, "1.1.1.md", "เดิม")
    draft = store.open("1.1.1")
    file.write_text("ของเขา", encoding="utf-8")
    assert workspace.folder is not None
    (workspace.folder / ".pmqa").write_text("a file where a folder should be", encoding="ascii")

    with pytest.raises(SaveError):
        store.save(draft, "ของเรา", force=True)
    assert file.read_text(encoding="utf-8") == "ของเขา"


def test_a_change_in_the_last_moment_is_seen(store: DraftStore, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put(store, "1.1.1.md", "เดิม")
    draft = store.open("1.1.1")
    write = Path.write_bytes

    def meanwhile(self: Path, data: bytes) -> int:
        if self.suffix == ".part":
            write(file, "ของเขา".encode())
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", meanwhile)
    with pytest.raises(ConflictError) as caught:
        store.save(draft, "ของเรา")
    assert (caught.value.theirs, file.read_text(encoding="utf-8")) == ("ของเขา", "ของเขา")
    assert folder_of(store) == {"1.1.1.md"}


# --- a system that refuses -------------------------------------------------------------------------------------


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENAMETOOLONG, errno.EIO])
def test_a_refusal_leaves_the_old_file(store: DraftStore, refuse, call: str, number: int) -> None:
    file = put(store, "1.1.1.md", "เดิม")
    draft = store.open("1.1.1")
    refuse(call, number)

    with pytest.raises(SaveError) as caught:
        store.save(draft, "ใหม่")
    assert os.strerror(number) not in caught.value.message
    assert (file.read_text(encoding="utf-8"), folder_of(store)) == ("เดิม", {"1.1.1.md"})


def test_a_full_disk_is_told_with_what_to_do(store: DraftStore, refuse) -> None:
    refuse("fsync", errno.ENOSPC)

    with pytest.raises(SaveError) as caught:
        store.save(store.open("1.1.1"), "ใหม่")
    assert caught.value.hint


def test_a_file_that_another_program_holds_for_a_moment_is_saved(
    store: DraftStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, tries = os.replace, []

    def held(source: object, target: object) -> None:
        tries.append(target)
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, "held")
        replace(source, target)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr("pmqa_writer.files._WAITS", (0, 0, 0))

    assert store.save(store.open("1.1.1"), THAI).file.read_text(encoding="utf-8") == THAI


class Crash(BaseException):
    """The end of the process, as far as a test can have it."""


def test_a_crash_before_the_replacing_leaves_the_old_file(store: DraftStore, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put(store, "1.1.1.md", "เดิม")
    draft = store.open("1.1.1")

    def crash(*_arguments: object) -> None:
        raise Crash

    monkeypatch.setattr(os, "replace", crash)
    with pytest.raises(Crash):
        store.save(draft, "ใหม่")
    assert file.read_text(encoding="utf-8") == "เดิม"


def test_what_a_power_cut_leaves_behind_is_no_draft(store: DraftStore, edition: Edition) -> None:
    put(store, "1.1.1.md", THAI)
    put(store, f".{'0' * 32}.part", "# 1.1.2\nครึ่ง")

    assert store.texts() == {"1.1.1": THAI}
    assert len(discover([str(store.drafts)], edition).drafts) == 1


def test_a_workspace_that_vanished_is_not_made_anew(store: DraftStore, workspace: Workspace) -> None:
    put(store, "1.1.1.md", THAI)
    draft = store.open("1.1.1")
    assert workspace.folder is not None
    shutil.rmtree(workspace.folder)

    with pytest.raises(SaveError):
        store.save(draft, "ใหม่")
    assert not workspace.folder.exists()


def test_a_file_that_became_unreadable_is_not_overwritten(store: DraftStore) -> None:
    file = put(store, "1.1.1.md", THAI)
    draft = store.open("1.1.1")
    file.write_bytes(b"\x00\x01\x02\x00\x07")

    with pytest.raises(SaveError):
        store.save(draft, "ใหม่")
    assert file.read_bytes() == b"\x00\x01\x02\x00\x07"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the system refuses root nothing")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_read_only_is_left_alone(store: DraftStore, what: str) -> None:
    file = put(store, "1.1.1.md", THAI)
    draft = store.open("1.1.1")
    closed = file if what == "file" else file.parent
    closed.chmod(0o500)
    try:
        with pytest.raises(PmqaError):
            store.save(draft, "ใหม่")
        assert file.read_text(encoding="utf-8") == THAI
    finally:
        closed.chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="links and permissions of POSIX")
def test_a_link_stays_a_link_and_permissions_stay(store: DraftStore, tmp_path: Path) -> None:
    target = tmp_path / "ที่อื่น.md"
    target.write_text(THAI, encoding="utf-8")
    target.chmod(0o640)
    (store.drafts / "1.1.1.md").symlink_to(target)
    store.save(store.open("1.1.1"), "ใหม่")

    assert (store.drafts / "1.1.1.md").is_symlink()
    assert (target.read_text(encoding="utf-8"), target.stat().st_mode & 0o777) == ("ใหม่", 0o640)


def test_offsets_of_the_linter_fit_what_was_saved(store: DraftStore) -> None:
    saved = store.save(store.open("1.1.1"), THAI)

    assert read_drafts(saved.file) == [Draft(saved.file.as_posix(), "1.1.1", THAI, 0, saved.file)]
