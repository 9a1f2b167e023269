"""Saving answers: no word is lost, whatever goes wrong."""

import errno
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmqa_writer.criteria import Edition
from pmqa_writer.drafts import DraftStore, Workspace, read_drafts
from pmqa_writer.errors import DraftError, SaveError, UnknownIdError, WorkspaceError
from pmqa_writer.text import arabic_digits

from .conftest import folder_of, put

THAI = "ส่วนราชการกำหนดทิศทาง"


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
