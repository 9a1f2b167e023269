"""Saving answers: no word is lost, whatever goes wrong."""

import errno
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmqa_writer.criteria import Edition
from pmqa_writer.drafts import Draft, DraftStore, Workspace, discover, read_drafts
from pmqa_writer.errors import ConflictError, DraftError, PmqaError, SaveError, UnknownIdError, WorkspaceError
from pmqa_writer.text import arabic_digits

THAI = "ส่วนราชการกำหนดทิศทาง"


def put(store: DraftStore, name: str, content: str | bytes) -> Path:
    file = store.drafts / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def folder_of(store: DraftStore) -> set[str]:
    return {file.name for file in store.drafts.iterdir()}


# --- opening ---------------------------------------------------------------------------------------------------


def test_an_answer_without_a_file_is_empty_and_makes_none(store: DraftStore) -> None:
    draft = store.open("1.1.1")

    assert (draft.text, draft.fingerprint, draft.file) == ("", None, store.drafts / "1.1.1.md")
    assert store.save(draft, "") == draft
    assert folder_of(store) == set()


@pytest.mark.parametrize("name", ["1.1.1.txt", "dev-1.1.1.md", "กอง/ตอบข้อ 1.1.1 กองแผน.md"])
def test_the_file_that_answers_is_found_by_its_name(store: DraftStore, name: str) -> None:
    file = put(store, name, THAI)

    assert (store.open("1.1.1").file, store.open("1.1.1").text) == (file, THAI)


def test_the_file_that_answers_is_found_by_its_headings(store: DraftStore) -> None:
    file = put(store, "รวม.md", f"# 1.1.1\n\n{THAI}\n\n# 1.1.2\n\nอีกข้อ\n")

    assert (store.open("1.1.1").file, store.open("1.1.1").text) == (file, THAI)


def test_the_canonical_file_wins_and_the_others_are_named(store: DraftStore) -> None:
    other = put(store, "0-1.1.1.md", "อื่น")
    put(store, "1.1.1.md", THAI)

    assert (store.open("1.1.1").text, store.open("1.1.1").others) == (THAI, (other,))
    assert store.texts() == {"1.1.1": THAI}


def test_without_a_canonical_file_the_first_wins(store: DraftStore) -> None:
    put(store, "a-1.1.1.md", "ก")
    second = put(store, "b-1.1.1.md", "ข")

    assert (store.open("1.1.1").text, store.open("1.1.1").others) == ("ก", (second,))


def test_an_empty_file_opens(store: DraftStore) -> None:
    put(store, "1.1.1.md", "")

    assert store.open("1.1.1").fingerprint is not None


@pytest.mark.parametrize("name, content", [("1.1.1.docx", b"PK\x03\x04"), ("1.1.1.md", b"\x00\x01\x02\x00\x07")])
def test_what_cannot_be_read_is_an_error(store: DraftStore, name: str, content: bytes) -> None:
    put(store, name, content)

    with pytest.raises(DraftError):
        store.open("1.1.1")


def test_an_unreadable_canonical_file_is_not_passed_over(store: DraftStore) -> None:
    put(store, "1.1.1.md", b"\x00\x01\x02\x00\x07")
    put(store, "dev-1.1.1.md", THAI)

    with pytest.raises(DraftError):
        store.open("1.1.1")


def test_a_question_that_is_none_is_an_error(store: DraftStore) -> None:
    with pytest.raises(UnknownIdError):
        store.open("9.9.9")


def test_a_workspace_without_a_folder_has_no_store(edition: Edition) -> None:
    with pytest.raises(WorkspaceError):
        DraftStore(Workspace(), edition)


def test_all_texts_are_read_and_problems_collected(store: DraftStore) -> None:
    put(store, "1.1.2.md", "")
    put(store, "รวม.md", "# 1.1.1\nก\n\n# 1.2.1\nข\n")
    put(store, "1.1.3.docx", b"PK\x03\x04")
    put(store, "9.9.9.md", "ไม่มี")

    assert store.texts() == {"1.1.1": "ก", "1.1.2": "", "1.2.1": "ข"}
    assert [Path(problem.path).name for problem in store.problems] == ["1.1.3.docx", "9.9.9.md"]


def test_a_workspace_without_drafts_has_no_texts(store: DraftStore) -> None:
    store.drafts.rmdir()

    assert (store.texts(), store.problems) == ({}, ())
    assert store.save(store.open("1.1.1"), THAI).file.read_text(encoding="utf-8") == THAI


# --- saving ----------------------------------------------------------------------------------------------------


def test_saving_tells_the_next_save_what_the_disk_holds(store: DraftStore) -> None:
    first = store.save(store.open("1.1.1"), "หนึ่ง")
    second = store.save(first, "หนึ่ง\r\nสอง")

    assert second == store.open("1.1.1")
    assert second.file.read_bytes() == "หนึ่ง\nสอง".encode()
    assert folder_of(store) == {"1.1.1.md"}


def test_mark_and_line_ends_are_kept(store: DraftStore) -> None:
    file = put(store, "1.1.1.txt", "\ufeffหนึ่ง\r\nสอง\r\n")
    store.save(store.open("1.1.1"), "หนึ่ง\nสาม\n")

    assert file.read_bytes() == "\ufeffหนึ่ง\r\nสาม\r\n".encode()


def test_the_same_text_is_not_written(store: DraftStore, refuse) -> None:
    put(store, "1.1.1.txt", "\ufeffหนึ่ง\r\nสอง\r\n")
    draft = store.open("1.1.1")
    refuse("replace", errno.EIO)

    assert store.save(draft, "หนึ่ง\nสอง\n") == draft


def test_an_emptied_answer_leaves_an_empty_file(store: DraftStore) -> None:
    file = put(store, "1.1.1.md", THAI)
    emptied = store.save(store.open("1.1.1"), "")

    assert (file.read_bytes(), emptied) == (b"", store.open("1.1.1"))


def test_of_several_answers_only_one_is_replaced(store: DraftStore) -> None:
    before, after = "# งานปี 2566\r\nบันทึก\r\n\r\n# ข้อ 1.1.1 ทิศทาง\r\n\r\n", "\r\n\r\n# 1.1.2\nอีกข้อ  \r\n\n"
    file = put(store, "รวม.md", f"{before}เก่า{after}")
    saved = store.save(store.open("1.1.1"), "\nใหม่\nยาวกว่า\n")

    assert file.read_bytes().decode() == f"{before}ใหม่\r\nยาวกว่า{after}"
    assert saved == store.open("1.1.1")
    assert [draft.text for draft in read_drafts(file)[1:]] == ["ใหม่\nยาวกว่า", "อีกข้อ  "]


def test_another_answer_in_the_file_may_change_meanwhile(store: DraftStore) -> None:
    file = put(store, "รวม.md", "# 1.1.1\nก\n# 1.1.2\nข\n")
    first, second = store.open("1.1.1"), store.open("1.1.2")
    store.save(second, "ข ใหม่")
    store.save(first, "ก ใหม่")

    assert file.read_text(encoding="utf-8") == "# 1.1.1\nก ใหม่\n# 1.1.2\nข ใหม่\n"


def test_empty_answers_under_headings_are_filled_and_emptied(store: DraftStore) -> None:
    put(store, "รวม.md", "# 1.1.1\n# 1.1.2\n")
    first = store.save(store.open("1.1.1"), "ก")
    store.save(store.open("1.1.2"), "ข")
    assert store.texts() == {"1.1.1": "ก", "1.1.2": "ข"}

    store.save(first, "")
    assert store.texts() == {"1.1.1": "", "1.1.2": "ข"}


def test_a_text_that_would_cut_other_answers_is_refused(store: DraftStore) -> None:
    file = put(store, "รวม.md", "# 1.1.1\nก\n# 1.1.2\nข\n")
    draft, held = store.open("1.1.1"), file.read_bytes()

    with pytest.raises(SaveError):
        store.save(draft, "ก\n1.2.1\nค")
    assert file.read_bytes() == held


def test_a_line_of_title_behind_the_number_is_no_place_for_an_answer(store: DraftStore) -> None:
    put(store, "คำตอบ.md", "ข้อ 1.1.1 ทั้งหมดในบรรทัดเดียว")
    store.save(store.open("1.1.1"), "สั้น\nและอีกบรรทัด")

    assert store.open("1.1.1").text == "สั้น\nและอีกบรรทัด"


@pytest.mark.parametrize("encoding", ["cp874", "utf-16"])
def test_what_is_not_utf_8_is_backed_up_once(store: DraftStore, encoding: str) -> None:
    original = f"{THAI} ภาษาไทย\r\nบรรทัดสอง".encode(encoding)
    file = put(store, "1.1.1.txt", original)
    saved = store.save(store.open("1.1.1"), f"{THAI}\nสอง")

    assert file.read_bytes() == f"{THAI}\r\nสอง".encode()
    store.save(saved, "สาม")
    assert file.with_name("1.1.1.txt.bak").read_bytes() == original
    assert folder_of(store) == {"1.1.1.txt", "1.1.1.txt.bak"}


@pytest.mark.parametrize("text", ["1.1.1\nคำตอบ", "# ข้อ 1.1.1 ชื่อ\nคำตอบ", "1.1.1", "%PDF- คือแฟ้ม", "{\\rtf คำตอบ"])
def test_text_that_looks_like_something_else_is_read_back(store: DraftStore, text: str) -> None:
    saved = store.save(store.open("1.1.1"), text)

    assert (saved.text, store.open("1.1.1")) == (text, saved)
    assert store.save(saved, text) == saved


@pytest.mark.parametrize("text", ["\x00", "\x01\x02\x03", "ก" * 400_000])
def test_text_that_no_file_can_hold_is_refused(store: DraftStore, text: str) -> None:
    with pytest.raises(SaveError):
        store.save(store.open("1.1.1"), text)
    assert folder_of(store) == set()


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.sampled_from([chr(code) for code in [10, *range(32, 127), *range(0xE01, 0xE3B), *range(0xE3F, 0xE5C)]]))
)
@example("\n\n1.1.1\n\n")
@example("\n")
def test_every_text_is_read_back(edition: Edition, text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = DraftStore(Workspace(Path(folder)), edition)
        saved = store.save(store.open("1.1.1"), text)

        # Around an answer that stands under a heading, line breaks are the file's.
        assert saved.text.strip("\n") == text.strip("\n")
        assert saved == store.open("1.1.1")
        assert saved.text == text or "1.1.1" in arabic_digits(text)


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
