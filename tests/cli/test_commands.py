"""The commands as users run them: a new process, real files, exit codes that scripts can trust."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ANSWER = (
    "อธิบดีกรมตัวอย่างกำหนดทิศทาง 3 ข้อ แต่ละข้อรองรับพันธกิจตามกฎกระทรวงแบ่งส่วนราชการ เมื่อ 1 ตุลาคม 2565 จากการวิเคราะห์ SWOT "
    "จนได้ 3 เป้าหมาย 18 ตัวชี้วัด กองแผนงานถ่ายทอดสู่ 24 สำนักงานทุกไตรมาส ส่งผลให้ตัวชี้วัดบรรลุเพิ่มจากร้อยละ 71 เป็นร้อยละ 93"
)
HEAVY = ("pythainlp", "sklearn", "scipy", "numpy", "torch", "textual", "rich", "sentence_transformers", "msgspec")


def run(*arguments, **settings):
    """Run the command in a new process."""
    inherited = {name: value for name, value in os.environ.items() if name != "PMQA_LANG"}
    environment = {**inherited, "NO_COLOR": "1", "COLUMNS": "200", **settings.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-c", "from pmqa_writer.cli.main import run; run()", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        check=False,
        **settings,
    )


def test_help_is_thai_and_loads_nothing_heavy():
    code = (
        "import sys\nfrom pmqa_writer.cli.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert "ตรวจร่างคำตอบ" in done.stdout
    assert "วิธีใช้" in done.stdout
    assert done.stderr.strip() == ""


def test_help_in_english():
    assert "check drafts" in run("--lang", "en", "--help").stdout
    assert "check drafts" in run("--help", env={"PMQA_LANG": "en"}).stdout


def test_json_keeps_the_contract(write, tmp_path):
    write("1.1.2.md", ANSWER)
    done = run("lint", tmp_path, "--format", "json")
    report = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert set(report) >= {"schema", "edition", "limit", "drafts", "problems", "summary"}
    assert (report["schema"], report["edition"], report["limit"]) == ("pmqa-writer/lint/1", "2565", 1000)
    (draft,) = report["drafts"]
    assert set(draft) >= {"path", "question", "characters", "coverage", "adli", "constraints", "examples", "findings"}
    assert (draft["path"], draft["question"]) == (str(tmp_path / "1.1.2.md"), "1.1.2")
    assert draft["characters"] == len(ANSWER)
    assert len(draft["coverage"]) == 22
    for item in draft["coverage"]:
        assert item["status"] in {"covered", "partial", "missing"}
        assert isinstance(item["target"], bool)
        for evidence in item["evidence"]:
            assert ANSWER[evidence["start"] : evidence["end"]] == evidence["text"]
    assert len(draft["adli"]["points"]) == 15
    assert set(draft["adli"]["elements"]) == set("ADLIR")
    assert {constraint["status"] for constraint in draft["constraints"]} <= {"met", "unmet", "unknown"}
    for finding in draft["findings"]:
        assert set(finding) >= {"rule", "severity", "start", "end", "message", "why", "fix"}
    assert len(report["summary"]["unanswered"]) == 93


def test_report_for_people_quotes_the_evidence(write, tmp_path):
    write("1.1.2.md", ANSWER)
    done = run("lint", tmp_path)
    assert done.returncode == 0
    assert "1.1.B1 ครบ" in done.stdout
    assert "แต่ละข้อรองรับพันธกิจตามกฎกระทรวง" in done.stdout


@pytest.mark.parametrize(
    ("content", "arguments", "expected"),
    [
        (ANSWER, (), 0),
        (ANSWER * 6, (), 1),
        (ANSWER * 6, ("--fail-on", "hint"), 1),
        ("มีทิศทางชัดเจน", (), 0),
        ("มีทิศทางชัดเจน", ("--fail-on", "warning"), 1),
        ("", (), 2),
    ],
)
def test_exit_codes_say_what_was_found(write, tmp_path, content, arguments, expected):
    write("1.1.2.md", content)
    assert run("lint", tmp_path, *arguments).returncode == expected


def test_fail_level_of_the_workspace(write, tmp_path):
    write("pmqa.toml", "[lint]\nfail_on = 'hint'\n")
    write("drafts/1.1.2.md", "มีทิศทางชัดเจน")
    assert run("lint", tmp_path).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("lint",), "pmqa-writer lint drafts"),
        (("lint", "ไม่มีที่นี่"), "ไม่พบไฟล์"),
        (("lint", "--format", "xml", "."), "xml"),
        (("explain", "LEN01"), "LEN001"),
        (("explain", "1.1.B9"), "1.1.B"),
        (("criteria", "show", "9.9"), "9.9"),
        (("criteria", "check", "ไม่มีที่นี่"), "ไม่มีที่นี่"),
        (("nonsense",), "nonsense"),
    ],
)
def test_mistaken_calls_say_what_to_do_and_exit_with_2(arguments, said, tmp_path):
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_bad_files_are_named_and_the_rest_is_linted(write, tmp_path):
    write("1.1.2.md", ANSWER)
    write("1.1.3.md", b"\x89PNG\r\n\x1a\n" + bytes(64))
    write("1.1.9.md", ANSWER)
    write("2.1.1.md", "")
    write("2.1.2.md", b"a" * 50_000_000)
    done = run("lint", tmp_path, "--format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == 2
    assert [draft["question"] for draft in report["drafts"]] == ["1.1.2"]
    assert [Path(problem["path"]).name for problem in report["problems"]] == [
        "1.1.3.md",
        "1.1.9.md",
        "2.1.1.md",
        "2.1.2.md",
    ]
    assert all(problem["message"] for problem in report["problems"])


def test_wrong_settings_stop_with_their_place(write, tmp_path):
    write("pmqa.toml", "[lint]\nfail_no = 'hint'\n")
    write("drafts/1.1.2.md", ANSWER)
    done = run("lint", tmp_path)
    assert done.returncode == 2
    assert "pmqa.toml:2" in done.stderr
    assert "fail_on" in done.stderr


def test_nothing_in_a_draft_reaches_the_terminal_as_a_command(write, tmp_path):
    nasty = "แผน\x1b]52;c;cGFzdGU=\x07\x1b[2J\x9b31m\u202e[red]ลับ[/red][/] อยู่ระหว่างจัดทำ 12 ข้อ\nกองแผนงานรายงานทุกเดือน"
    write("1.1.2.md", nasty)
    if os.name != "nt":
        write("อื่น\x1b[31m.md", ANSWER)
    for arguments in (("lint", tmp_path, "-v", "--color", "always"), ("lint", tmp_path, "--format", "json")):
        done = run(*arguments)
        assert "\x1b]" not in done.stdout
        assert "\x07" not in done.stdout
        assert "\x9b" not in done.stdout
        assert "\x1b[2J" not in done.stdout
        assert "\u202e" not in done.stdout
    plain = run("lint", tmp_path).stdout
    assert "[red]ลับ[/red]" in plain
    assert "\x1b" not in plain


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_closed_pipe_is_no_error(write, tmp_path):
    for question in ("1.1.1", "1.1.2", "1.1.3"):
        write(f"{question}.md", ANSWER)
    command = f"{sys.executable} -c 'from pmqa_writer.cli.main import run; run()' lint -v {tmp_path} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_explain_rule_and_item():
    rule = run("explain", "len001").stdout
    assert "LEN001" in rule
    assert "1.1.A3" in (item := run("explain", "1.1.A3").stdout)
    assert "อ่านไม่ออก" in item
    assert "ตัวอย่างสมมติ" in item
    assert len(run("explain").stdout.splitlines()) == 20


def test_criteria_can_be_looked_up():
    shown = run("criteria", "show", "1.1.1").stdout
    assert "อย่างน้อย 2" in shown
    assert "1.1.A5" in shown
    assert "การนำองค์การ" in run("criteria", "show", "1").stdout
    assert "1.1.2" in run("criteria", "show", "๑.๑.๒").stdout
    assert "7.4" in run("criteria", "show", "7").stdout
    assert "234" in run("criteria", "check").stdout


def test_wordy_phrases_take_one_line_unless_all_are_asked_for(write):
    path = write("1.1.2.md", "กองแผนงานได้ดำเนินการจัดทำคู่มือ เพื่อที่จะให้ผู้ที่เกี่ยวข้องใช้ลดระยะเวลาเดินทาง")
    (line,) = [line for line in run("lint", path).stdout.splitlines() if "STY001" in line]
    assert "4" in line
    assert "21" in line  # 9 + 5 + 3 + 4 characters
    assert run("lint", path, "-v").stdout.count("STY001") == 4
    assert "ดำเนินการจัดทำ" in run("explain", "STY001").stdout


def test_sample_shows_what_a_demo_needs():
    report = json.loads(run("lint", "--sample", "--format", "json").stdout)
    rules = {finding["rule"] for draft in report["drafts"] for finding in draft["findings"]}
    assert len(report["drafts"]) == 12
    assert rules >= {"LEN001", "LEN002", "TXT001", "TXT002", "COV001", "ADL001", "QST001", "EVD002", "EVD003", "PII001"}
    strong = next(draft for draft in report["drafts"] if draft["question"] == "1.2.3")
    assert not any(finding["severity"] == "error" for finding in strong["findings"])


def test_offline_and_confidential(write, tmp_path):
    """No socket is opened while linting, and nothing is written beside the drafts or in the home folder."""
    write("w/1.1.2.md", ANSWER)
    home = tmp_path / "home"
    home.mkdir()
    code = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise SystemExit('network')\n"
        "socket.socket = refuse; socket.create_connection = refuse; socket.getaddrinfo = refuse\n"
        "from pmqa_writer.cli.main import main\n"
        f"sys.exit(main(['lint', {str(tmp_path / 'w')!r}]))"
    )
    environment = {**os.environ, "HOME": str(home), "USERPROFILE": str(home)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert list(home.rglob("*")) == []
    assert [path.name for path in (tmp_path / "w").iterdir()] == ["1.1.2.md"]


def test_examples_are_found_shown_and_listed():
    found = run("examples", "search", "chatbot ตอบคำถามประชาชน", "--criterion", "3.4").stdout
    assert "rd-chatbot-nong-aree" in found
    assert "คำแนะนำ" in found
    shown = run("examples", "show", "rd-chatbot-nong-aree").stdout
    assert "กรมสรรพากร" in shown
    assert "ที่มา" in shown
    assert "ที่มา" in run("examples", "show", "feedback-3-4").stdout
    listed = run("examples", "list", "--criterion", "๓.๔").stdout
    assert listed.startswith("3.4 ")
    assert "rd-chatbot-nong-aree" in listed
    assert "dopa-linkage-center" not in listed
    assert "feedback-3-4" in listed
    assert "เรียบร้อย" in run("examples", "check").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", " "),
        ("search", "ก", "--criterion", "9.9"),
        ("search", "ก", "--criterion", "3.4.2"),
        ("search", "ก", "--top", "0"),
        ("show", "x"),
    ],
)
def test_examples_refuse_what_cannot_be_done(arguments):
    done = run("examples", *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_lint_names_examples_that_help(write, tmp_path):
    write("3.4.1.md", ANSWER)
    (draft,) = json.loads(run("lint", tmp_path, "--format", "json").stdout)["drafts"]
    assert 1 <= len(draft["examples"]) <= 5
    assert draft["examples"][0]["criterion"] == "3.4"
    missing = {item["item"] for item in draft["coverage"] if item["status"] == "missing"}
    assert missing & set(draft["examples"][0]["helps"])
    scores = [example["score"] for example in draft["examples"]]
    assert scores == sorted(scores, reverse=True)
    shown = run("lint", tmp_path, "-v").stdout
    assert draft["examples"][0]["id"] in shown
    assert draft["examples"][0]["id"] not in run("lint", tmp_path).stdout


def test_a_draft_typed_on_the_command_line_is_read_as_one():
    found = run("examples", "search", "กรมตัวอย่างมีช่องทางรับข้อร้องเรียน", "--question", "3.4.1").stdout
    assert "ยังขาดหรือยังไม่ครบ 3.4." in found
    assert run("examples", "search", "", "--question", "3.4.1").returncode == 0
    assert run("examples", "search", "ก", "--question", "3.4.9").returncode == 2
    assert "3.4.1, 3.4.2" in run("examples", "search", "ก", "--question", "3.4").stderr


def test_a_draft_s_file_is_looked_for_by_its_question(write, tmp_path):
    text = "กรมตัวอย่างมีช่องทางรับข้อร้องเรียน"
    write("3.4.1.md", text)
    asked = run("examples", "search", text, "--question", "3.4.1").stdout
    assert run("examples", "search", "3.4.1.md", cwd=tmp_path).stdout == asked


def test_words_need_no_quotation_marks():
    assert run("examples", "search", "ระบบ", "chatbot").stdout == run("examples", "search", "ระบบ chatbot").stdout


def test_own_examples_are_added_searched_and_removed(write, tmp_path):
    write("pmqa.toml", 'agency = "กรมตัวอย่าง"\n')
    write("old/3.4.1.md", "กรมตัวอย่างรับข้อร้องเรียนผ่านระบบ “เสียงสมมติ” และปิดเรื่องร้อยละ 98 ใน 3 วัน")
    write("old/บทความ.txt", "เรื่องเล่าการดูแลผู้รับบริการของกรมตัวอย่าง".encode("cp874"))
    write("old/report.docx", b"PK\x03\x04")
    done = run("examples", "add", "old", "old/report.docx", "nowhere.md", "--criterion", "3.1", cwd=tmp_path)
    assert done.returncode == 2, "what could not be added is an error, the rest is added"
    assert "report.docx" in done.stderr
    assert "nowhere.md" in done.stderr
    assert len((tmp_path / "examples.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    (tmp_path / "empty").mkdir()
    assert run("examples", "add", "empty", cwd=tmp_path).returncode == 2, "nothing to add is no success"
    assert "มีอยู่แล้ว" in run("examples", "add", "old/3.4.1.md", cwd=tmp_path).stdout
    found = run("examples", "search", "ระบบเสียงสมมติ", cwd=tmp_path).stdout.splitlines()
    assert "เสียงสมมติ" in found[0]
    assert "ของหน่วยงานท่าน" in found[1]
    own_id = next(line.split()[-1] for line in found if "own-" in line)
    assert "ร้อยละ 98" in run("examples", "show", own_id, cwd=tmp_path).stdout
    assert "เรื่องเล่า" in run("examples", "list", "--criterion", "3.1", cwd=tmp_path).stdout
    assert "เรื่องเล่า" not in run("examples", "list", "--criterion", "3.2", cwd=tmp_path).stdout
    assert run("examples", "remove", own_id, cwd=tmp_path).returncode == 0
    assert run("examples", "show", own_id, cwd=tmp_path).returncode == 2
    assert run("examples", "remove", own_id, cwd=tmp_path).returncode == 2


def test_one_bad_answer_keeps_none_of_its_file_from_being_added(write, tmp_path):
    write("pmqa.toml", "")
    write("all.md", "# 3.4.1\nกรมตัวอย่างรับข้อร้องเรียน\n\n# 1.1.9\nไม่มีข้อนี้\n\n# 3.4.2\nกรมตัวอย่างปิดเรื่องใน 3 วัน\n")
    done = run("examples", "add", "x" * 300 + ".md", "all.md", cwd=tmp_path)
    assert done.returncode == 2
    assert "all.md#1.1.9" in done.stderr
    assert "ชื่อยาวเกินไป" in done.stderr
    assert len((tmp_path / "examples.jsonl").read_bytes().splitlines()) == 2


def test_a_file_whose_name_is_no_text_is_added(tmp_path):
    (tmp_path / "pmqa.toml").touch()
    (tmp_path / os.fsdecode(b"3.4.1 \xff.md")).write_text("กรมตัวอย่างรับข้อร้องเรียน", encoding="utf-8")
    assert run("examples", "add", ".", cwd=tmp_path).returncode == 0
    assert "3.4.1" in run("examples", "list", "--criterion", "3.4", cwd=tmp_path).stdout


def test_a_broken_own_example_is_told_and_stops_nothing(write, tmp_path):
    write("pmqa.toml", "")
    write("3.4.1.md", ANSWER)
    write("examples.jsonl", '{"id": "own-1"}\n')
    for arguments in (["lint", ".", "--format", "json"], ["examples", "show", "feedback-3-4"], ["examples", "list"]):
        done = run(*arguments, cwd=tmp_path)
        assert done.returncode in {0, 1}, arguments
        assert "examples.jsonl:1" in done.stderr
        assert done.stdout


def test_a_model_that_is_none_is_an_error_and_not_a_crash(write, tmp_path):
    write("pmqa.toml", '[examples]\nmodel = "bge-m3"\n')
    write("drafts/1.1.2.md", ANSWER)
    done = run("examples", "search", "ทิศทาง", cwd=tmp_path)
    assert done.returncode == 2
    assert "bge-m3" in done.stderr
    assert "pmqa.toml" in done.stderr, "the place where to mend it"
    done = run("lint", ".", "--format", "json", cwd=tmp_path)
    assert done.returncode in {0, 1}, "the drafts are judged all the same"
    assert "bge-m3" in done.stderr
    assert json.loads(done.stdout)["drafts"][0]["examples"] == []
    assert not run("lint", ".", cwd=tmp_path).stderr, "a report without examples needs no model"
