"""Drafts as officers store them: any encoding, the question named by file or heading, bad files named and left."""

from datetime import date
from pathlib import Path

import pytest

from pmqa_writer.drafts import Window, discover, find_workspace, read_drafts, read_workspace
from pmqa_writer.errors import DraftError, WorkspaceError

ANSWER = "กรมตัวอย่างสื่อสารทิศทางแก่บุคลากร 240 คน ทุกไตรมาส\nตั้งแต่ปี 2565"


@pytest.mark.parametrize(
    "name",
    [
        "1.1.1.md",
        "dev-1.1.1.md",
        "ตอบข้อ 1.1.1 กองแผน.txt",
        "๑.๑.๑.txt",
        "1.1.1 (แก้ไข 2).md",
        "ร่าง_1.1.1_v2.MD",
    ],
)
def test_file_name_names_the_question(write, name):
    (draft,) = read_drafts(write(name, ANSWER))
    assert (draft.question, draft.text, draft.offset) == ("1.1.1", ANSWER, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874"])
def test_encodings_of_officers_programs(write, encoding):
    (draft,) = read_drafts(write("1.1.1.txt", ANSWER.replace("\n", "\r\n").encode(encoding)))
    assert draft.text == ANSWER


def test_heading_names_the_question_and_is_not_part_of_the_answer(write):
    text = f"# ข้อ 1.1.2 ทิศทางองค์กร\n\n{ANSWER}\n"
    (draft,) = read_drafts(write("คำตอบของกองแผน.md", text))
    assert (draft.question, draft.text) == ("1.1.2", ANSWER)
    assert text[draft.offset : draft.offset + len(ANSWER)] == ANSWER


def test_one_file_with_several_answers(write):
    path = write("หมวด 1.md", f"# 1.1.1\n{ANSWER}\n\n## 1.1.2\n\nทิศทางที่สอง 12 ข้อ\n")
    drafts = read_drafts(path)
    assert [(draft.path, draft.question, draft.text) for draft in drafts] == [
        (f"{path}#1.1.1", "1.1.1", ANSWER),
        (f"{path}#1.1.2", "1.1.2", "ทิศทางที่สอง 12 ข้อ"),
    ]


def test_heading_in_a_named_file_is_not_part_of_the_answer(write):
    for heading in ("# 1.1.1 ทิศทาง", "ข้อ 1.1.1", "1.1.1."):
        (draft,) = read_drafts(write("1.1.1.md", f"{heading}\n\n{ANSWER}\n"))
        assert draft.text == ANSWER
    (other,) = read_drafts(write("1.1.2.md", f"# 1.1.1\n{ANSWER}"))
    assert other.text == f"# 1.1.1\n{ANSWER}"


@pytest.mark.parametrize(
    "text",
    ["ข้อ 1.1.1 กรมเปิดระบบแล้ว 12 ราย", "ข้อมูลตามข้อ 1.1.2 กรมเปิดระบบ 12 ราย\nบรรทัดที่สอง", ANSWER + "\nตามข้อ 1.1.2 ด้วย"],
)
def test_nothing_of_an_answer_is_taken_for_a_heading(write, text):
    (draft,) = read_drafts(write("1.1.1.md", text))
    assert draft.text == text


def test_first_line_with_a_title_names_the_question(write):
    (draft,) = read_drafts(write("คำตอบ.txt", f"ข้อ 1.1.2 ทิศทางองค์กร\n{ANSWER}"))
    assert (draft.question, draft.text) == ("1.1.2", ANSWER)
    (short,) = read_drafts(write("คำตอบ.txt", f"ข้อ 1.1.2 {ANSWER.splitlines()[0]}"))
    assert (short.question, short.text) == ("1.1.2", ANSWER.splitlines()[0])


def test_text_before_the_first_heading_and_second_headings_are_not_lost_silently(write, edition):
    path = write("หมวด 1.md", f"ร่างรวม\n# 1.1.1\n{ANSWER}\n# 1.1.2\nก 12 ข้อ\n# 1.1.1\nอีกครั้ง")
    found = discover([str(path)], edition)
    assert [draft.question for draft in found.drafts] == ["1.1.1", "1.1.2"]
    assert [problem.path for problem in found.problems] == [str(path), f"{path}#1.1.1"]


def test_empty_section_does_not_lose_the_others(write, edition):
    path = write("หมวด 1.md", "1.1.1\n\n1.1.2\n" + ANSWER)
    found = discover([str(path)], edition)
    assert [draft.question for draft in found.drafts] == ["1.1.2"]
    assert [problem.path for problem in found.problems] == [f"{path}#1.1.1"]


def test_number_in_the_answer_is_no_heading(write):
    with pytest.raises(DraftError, match="ข้อคำถาม"):
        read_drafts(write("คำตอบ.md", "กรมทำตามมาตรฐาน 2.1.1 แล้ว"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("1.1.1.md", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "ข้อความ"),
        ("1.1.1.md", b"", "ว่าง"),
        ("1.1.1.md", " \n\n", "ว่าง"),
        ("1.1.9.md", ANSWER, "1.1.9"),
        ("บันทึก.md", ANSWER, "ข้อคำถาม"),
        ("1.1.1.docx", b"PK\x03\x04", "Word"),
        ("1.1.1.md", b"x" * 1_000_001, "ใหญ่"),
        ("1.1.1 ฉบับ 3.4.2.md", ANSWER, "3.4.2"),
        ("1.1.1.md", "# 1.1.1\n", "หัวข้อ"),
    ],
)
def test_bad_file_is_named_and_the_rest_is_read(write, edition, name, content, said):
    bad, good = write(name, content), write("2.1.1.md", ANSWER)
    found = discover([str(bad.parent)], edition)
    assert [draft.path for draft in found.drafts] == [str(good)]
    (problem,) = found.problems
    assert problem.path.partition("#")[0] == str(bad)
    assert said in problem.message
    assert problem.hint


def test_missing_path_is_a_problem(tmp_path, edition):
    found = discover([str(tmp_path / "ไม่มี")], edition)
    assert [problem.path for problem in found.problems] == [str(tmp_path / "ไม่มี")]


def test_folders_are_read_in_order_without_hidden_and_lock_files(write, edition, tmp_path):
    for name in ("b/1.1.2.md", "a/1.1.3.txt", "1.1.1.md", ".git/1.1.4.md", "~$1.1.5.docx", "รูป.png"):
        write(name, ANSWER)
    found = discover([str(tmp_path)], edition)
    assert [Path(draft.path).name for draft in found.drafts] == ["1.1.1.md", "1.1.3.txt", "1.1.2.md"]
    assert found.problems == ()


def test_same_file_given_twice_is_read_once(write, edition, tmp_path):
    path = write("1.1.1.md", ANSWER)
    assert len(discover([str(path), str(tmp_path)], edition).drafts) == 1


def test_workspace_stands_for_its_drafts_and_lends_its_settings(write, edition, tmp_path):
    write("pmqa.toml", 'agency = "กรมตัวอย่าง"\n[window]\nstart = 2565-10-01\nend = 2023-07-20\n')
    write("README.md", "อ่านก่อน")
    draft = write("drafts/1.1.1.md", ANSWER)
    assert [found.path for found in discover([str(tmp_path)], edition).drafts] == [str(draft)]
    workspace = find_workspace(draft)
    assert (workspace.agency, workspace.window) == ("กรมตัวอย่าง", Window(date(2022, 10, 1), date(2023, 7, 20)))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("agnecy = 'x'", "agency"),
        ("[window]\nstart = 2023-07-20\nend = 2022-10-01", "ช่วงเวลา"),
        ("[lint]\nfail_on = 'never'", "lint.fail_on"),
        ("[lint", "TOML"),
    ],
)
def test_wrong_settings_say_what_to_do(write, tmp_path, settings, said):
    write("pmqa.toml", settings)
    with pytest.raises(WorkspaceError) as caught:
        read_workspace(tmp_path)
    assert said in f"{caught.value}"
    assert caught.value.path is not None


@pytest.mark.parametrize(
    ("year", "fiscal", "expected"),
    [
        (2565, False, True),
        (2565, True, False),
        (2566, True, True),
        (2566, False, True),
        (2564, False, False),
        (2567, True, False),
    ],
)
def test_years_in_the_window(year, fiscal, expected):
    window = Window(date(2022, 10, 1), date(2023, 7, 20))
    assert window.has_year(year, fiscal=fiscal) is expected
