"""Whole runs of `lint`, in processes of their own: with a judge by choice, and without any."""

import json
import os
import subprocess
import sys

import pytest

from pmqa_writer.cli.main import main

GOOD = "อธิบดีเป็นประธานทบทวนทิศทางตามพันธกิจ 3 ด้านในที่ประชุม 24 หน่วยงานทุกไตรมาส"
WATCHED = """
import sys
opened = []
sys.addaudithook(lambda event, _: opened.append(event) if event.startswith("socket.") else None)
from pmqa_writer.cli.main import main
code = main(sys.argv[1:])
heavy = ("torch", "transformers", "sentence_transformers", "ssl", "http.client", "pmqa_writer.reading.endpoint")
print("WATCHED", opened, [name for name in heavy if name in sys.modules], file=sys.stderr)
sys.exit(code)
"""


def lint(*arguments):
    return subprocess.run(
        [sys.executable, "-c", WATCHED, "--lang", "en", "lint", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "NO_COLOR": "1"},
        timeout=120,
        check=False,
    )


@pytest.fixture
def workspace(write, tmp_path):
    """A workspace with one draft and these lines under `[judge]`."""

    def make(*judge):
        write("pmqa.toml", "\n".join(['agency = "กรมตัวอย่าง"', "[judge]", *judge]))
        write("drafts/1.1.1.md", GOOD)
        return tmp_path

    return make


@pytest.mark.parametrize("arguments", [("--sample", "--format", "json"), ("--sample", "-v")])
def test_without_these_settings_no_socket_is_opened_and_nothing_heavy_loaded(arguments):
    done = lint(*arguments)
    assert done.returncode == 1
    assert done.stderr.strip() == "WATCHED [] []"


def test_lint_asks_the_server_that_the_settings_name_and_says_so(workspace, script):
    script.steps = [script.say({"1.1.B1": {"status": "covered", "quotes": [GOOD, "เสกขึ้นมาเอง"]}})]
    folder = workspace(f'server = "{script.address}"', 'server_model = "thai-llm"')
    done = lint(folder, "--format", "json")
    (draft,) = json.loads(done.stdout)["drafts"]
    assert draft["judgement"] == {"by": "server", "invented_quotes": 1, "refused_items": 0, "failure": None}
    found = next(item for item in draft["coverage"] if item["item"] == "1.1.B1")
    assert (found["status"], [evidence["text"] for evidence in found["evidence"]]) == ("covered", [GOOD])
    assert script.requests[0][1]["model"] == "thai-llm"
    assert "Invented quotations dropped: 1" in done.stderr
    assert lint(folder).returncode == done.returncode
    assert len(script.requests) == 1, "the second run finds the reply in the workspace"
    assert (folder / ".pmqa" / ".gitignore").read_text() == "*\n"


def test_explain_says_who_judged(workspace, script, capsys):
    script.steps = [script.say({"1.1.B1": {"status": "covered", "quotes": [GOOD]}}), script.say("", status=404)]
    folder = workspace(f'server = "{script.address}"')
    assert main(["--lang", "en", "explain", "1.1.B1", "--draft", str(folder / "drafts" / "1.1.1.md")]) == 0
    told = capsys.readouterr()
    assert "language model that the settings name judged this item" in told.out
    assert "Shown as evidence" in told.out
    assert "Probability" not in told.out, "the model gives none"
    (folder / "drafts" / "1.1.1.md").write_text(f"{GOOD} ปี 2566", encoding="utf-8")
    assert main(["--lang", "en", "explain", "1.1.B1", "--draft", str(folder / "drafts" / "1.1.1.md")]) == 0
    told = capsys.readouterr()
    assert "404" in told.err
    assert "Probability" in told.out


def test_explain_says_that_a_server_may_not_cover_what_the_program_rules_out(workspace, script, capsys):
    script.steps = [script.say({"1.1.S4": {"status": "covered", "quotes": [GOOD]}})]
    folder = workspace(f'server = "{script.address}"')
    assert main(["--lang", "en", "explain", "1.1.S4", "--draft", str(folder / "drafts" / "1.1.1.md")]) == 0
    told = capsys.readouterr().out
    assert "partly covered at most" in told
    assert "15%" in told


def test_explain_says_what_a_demand_takes_from_a_server_too(workspace, script, write, capsys):
    fact = "ต้นทุนการนิเทศตาม Standard Cost Model ลดลงร้อยละ 34 ครู 390 คนได้รับการนิเทศ"
    script.steps = [script.say({"6.3.S3": {"status": "covered", "quotes": [fact]}})]
    workspace(f'server = "{script.address}"')
    assert main(["--lang", "en", "explain", "6.3.S3", "--draft", str(write("drafts/6.3.2.md", fact))]) == 0
    told = capsys.readouterr().out
    assert "language model that the settings name judged this item" in told
    assert "It would be covered" in told
    assert "partly covered" in told


def test_a_server_that_fails_leaves_the_plain_judgement_and_one_notice(workspace, script, write):
    script.steps = [script.say("", status=503)]
    folder = workspace(f'server = "{script.address}"', "retries = 0")
    for question in ("1.1.2", "1.1.3", "1.1.4"):
        write(f"drafts/{question}.md", GOOD)
    done = lint(folder)
    assert done.returncode in {0, 1}
    assert "4 drafts were judged by this program alone." in done.stderr
    assert done.stderr.count("503") == 1
    assert len(script.requests) == 2, "after two failures it is asked no more"


def test_another_computer_is_refused_with_the_place_of_the_setting(workspace):
    done = lint(workspace('server = "http://192.0.2.1/v1"'))
    assert done.returncode == 2
    assert "pmqa.toml" in done.stderr
    assert "server_may_be_remote = true" in done.stderr
    assert "WATCHED []" in done.stderr


def test_drafts_of_other_workspaces_are_not_sent(workspace, script, write, tmp_path):
    script.steps = [script.say({})]
    folder = workspace(f'server = "{script.address}"')
    other = write("other/pmqa.toml", 'agency = "อื่น"').parent
    write("other/drafts/1.1.1.md", GOOD)
    done = lint(folder / "drafts", other)
    assert (done.returncode, script.requests) == (2, [])
    assert "[judge]" in done.stderr


def test_settings_that_are_wrong_are_told_with_their_line(workspace):
    done = lint(workspace('servr = "http://127.0.0.1/v1"'))
    assert done.returncode == 2
    assert "pmqa.toml:3" in done.stderr
    done = lint(workspace('model = "models/none"'))
    assert done.returncode == 2
    assert "no such folder" in done.stderr
