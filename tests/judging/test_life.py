"""The process ends with the app, its death is told, and what is loaded before a screen is light."""

import subprocess
import sys
import time

import pytest

from pmqa_writer.i18n import _, set_language
from pmqa_writer.judging.client import JudgeProcess
from pmqa_writer.judging.frames import read_frame, write_frame
from pmqa_writer.judging.messages import (
    Died,
    Failed,
    Found,
    Judge,
    Judged,
    Loading,
    Notice,
    Open,
    Search,
    read_answer,
    to_bytes,
)
from pmqa_writer.resources import data_path

from .conftest import PATIENCE, Ear

SERVER = [sys.executable, "-m", "pmqa_writer.judging.server"]


@pytest.fixture
def own_ear():
    return Ear()


@pytest.fixture
def process(own_ear):
    """Make processes that are stopped after the test."""
    made = []

    def make(*code):
        made.append(JudgeProcess(own_ear, [sys.executable, "-c", *code] if code else None))
        made[-1].start()
        return made[-1]

    yield make
    for one in made:
        one.stop()


def opened(judge, ear):
    judge.send(Open.of(data_path("sample")))
    return ear.wait(lambda answer: isinstance(answer, Loading))


def test_death_is_told_and_it_can_be_started_again(process, own_ear):
    judge = process()
    assert opened(judge, own_ear)
    first = judge._run.process
    first.kill()
    assert own_ear.wait(lambda answer: isinstance(answer, Died)) == Died(first.returncode)
    assert not judge.running
    judge.send(Judge("1.1.2", ""))  # nobody hears it, and nobody waits
    judge.start()
    assert judge.pid != first.pid
    assert opened(judge, own_ear)


def test_it_may_be_started_again_by_whoever_hears_of_its_death():
    ear = Ear()

    def hear(answer):
        if isinstance(answer, Died):
            judge.start()
        ear(answer)

    judge = JudgeProcess(hear)
    judge.start()
    first = judge._run.process
    first.kill()
    ear.wait(lambda answer: isinstance(answer, Died))
    assert judge.running
    judge.stop()


def test_stopping_is_quick_silent_and_may_be_repeated(process, own_ear):
    judge = process("import time; time.sleep(60)")
    start = time.monotonic()
    judge.stop()
    judge.stop()
    assert time.monotonic() - start < 5
    assert not judge.running
    time.sleep(0.1)
    assert own_ear.heard == []


def test_a_process_that_speaks_otherwise_is_ended(process, own_ear):
    process("print('hello world', flush=True); import time; time.sleep(60)")
    assert own_ear.wait(lambda answer: isinstance(answer, Died)) == Died(None)


@pytest.mark.parametrize("sent", [b"", b"\x05\x00\x00\x00ab", b"\xff\xff\xff\xff", b"\x01\x00\x00\x00\xc1"])
def test_it_ends_with_its_input_or_with_nonsense(sent):
    with subprocess.Popen(SERVER, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.communicate(sent, timeout=PATIENCE) == (b"", None)
        assert server.returncode == 0


def test_it_ends_amid_work():
    with subprocess.Popen(SERVER, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        write_frame(server.stdin, to_bytes(Open.of(data_path("sample"))))
        assert read_answer(read_frame(server.stdout)) == Loading("judging")
        server.stdin.close()
        server.wait(PATIENCE)


def test_a_bug_is_told_without_the_draft_and_nothing_printed_gets_between(process, own_ear):
    set_language("en")
    judge = process(
        "import os, sys\n"
        "from pmqa_writer.judging import judge, server\n"
        "class Broken:\n"
        "    def __init__(self, folder, edition, notify, again): self.workspace = None\n"
        "    def judge(self, request):\n"
        "        print('noise'); print('noise', file=sys.stderr); os.write(1, b'noise'); os.system('echo noise')\n"
        "        raise ValueError(request.text)\n"
        "judge.Judge = Broken\n"
        "server.main()\n"
    )
    judge.send(Open.of(data_path("sample"), language="en"))
    for generation in (1, 2):
        judge.send(Judge("1.1.2", "secret", generation))
        failed = own_ear.wait(lambda answer: isinstance(answer, Failed))
        assert failed.message == _("The program made a mistake. Your files are unchanged.")
        assert failed.hint.startswith("ValueError <string>:7 < server.py:")
        assert (failed.generation, "secret" in failed.hint) == (generation, False)


def test_a_workspace_that_cannot_be_opened_is_told(process, own_ear):
    judge = process()
    judge.send(Open.of(data_path("sample"), edition="1999"))
    failed = own_ear.wait(lambda answer: isinstance(answer, Failed))
    assert failed.about == "opening"
    assert "1999" in failed.message


def test_examples_that_cannot_be_loaded_are_told_and_none_are_found(process, own_ear):
    judge = process(
        "import sys\nfrom pmqa_writer.judging import server\n"
        "sys.modules['pmqa_writer.examples.search'] = None\nserver.main()\n"
    )
    opened(judge, own_ear)
    judge.send(Judge("1.1.2", "", wants_examples=True))
    judge.send(Search("ระบบ", generation=2))
    assert "ModuleNotFoundError" in own_ear.wait(lambda answer: isinstance(answer, Notice)).hint
    answers = [own_ear.wait(lambda answer: getattr(answer, "examples", None) is not None) for _ in range(2)]
    assert {type(answer) for answer in answers} == {Judged, Found}
    assert all((answer.examples, answer.advice) == ((), ()) for answer in answers)


def test_the_client_loads_nothing_heavy():
    code = "import pmqa_writer.judging.client, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    tops = {name.partition(".")[0] for name in loaded}
    assert tops.isdisjoint({"numpy", "pythainlp", "sklearn", "safetensors", "textual", "multiprocessing", "asyncio"})
    own = {name for name in loaded if name.startswith("pmqa_writer.")}
    assert own == {"pmqa_writer.judging"} | {
        f"pmqa_writer.judging.{name}" for name in ("answers", "client", "frames", "messages", "requests")
    }
