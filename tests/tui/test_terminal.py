"""The program in a real terminal, with the judge's own process: killed, it loses no word; left, it leaves no trace."""

import os
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pmqa_writer.drafts import DraftStore, journal_of, read_workspace
from pmqa_writer.i18n import _
from pmqa_writer.tui.tour import STEPS, Tour

if sys.platform != "linux":
    pytest.skip("works a terminal and looks at processes as Linux has them", allow_module_level=True)
import fcntl
import pty
import struct
import termios

PROGRAM = "from pmqa_writer.cli.main import run; run()"
KEYS = {
    "escape": "\x1b",
    "enter": "\r",
    "delete": "\x1b[3~",
    "down": "\x1b[B",
    "shift+up": "\x1b[1;2A",
    "ctrl+end": "\x1b[1;5F",
    "ctrl+q": "\x11",
    "ctrl+r": "\x12",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f7": "\x1b[18~",
    "f11": "\x1b[23~",
}
"""What a terminal sends for a key."""
ESCAPES = re.compile(r"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b.")


class Terminal:
    """A terminal with the program in it."""

    def __init__(self, *arguments, before=""):
        self._main, second = pty.openpty()
        fcntl.ioctl(self._main, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 110, 0, 0))
        self.before = termios.tcgetattr(self._main)
        self.written = b""
        self._seen = 0
        self.process = subprocess.Popen(
            [sys.executable, "-c", before + PROGRAM, *map(str, arguments)],
            stdin=second,
            stdout=second,
            stderr=second,
            env={**os.environ, "TERM": "xterm-256color"},
            start_new_session=True,
        )
        os.close(second)

    def until(self, wanted, patience=30):
        """Read what is painted until `wanted` accepts the text of it since the last call, or a string is in it."""
        end = time.monotonic() + patience
        while True:
            shown = ESCAPES.sub("", self.written[self._seen :].decode("utf-8", "ignore"))
            if wanted in shown if isinstance(wanted, str) else wanted():
                self._seen = len(self.written)
                return
            assert time.monotonic() < end, shown[-3000:]
            self._read(0.05)

    def _read(self, timeout):
        if select.select([self._main], [], [], timeout)[0]:
            try:
                data = os.read(self._main, 65536)
            except OSError:  # the other end is closed
                data = b""
            self.written += data
            if b"\x1b[6n" in data:
                os.write(self._main, b"\x1b[1;3R")  # SARA AM has a cell of its own

    def type(self, keys):
        os.write(self._main, keys.encode())

    def press(self, *keys):
        """Press keys one by one; after Escape nothing may come that could be taken for its rest."""
        for key in keys:
            self.type(KEYS.get(key, key))
            self.rest(0.3 if key == "escape" else 0.05)

    def rest(self, seconds):
        """Read what is painted for a while."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)

    def ended(self):
        """Wait for the end and return the exit code."""
        self.until(lambda: self.process.poll() is not None)
        self._read(0.1)
        return self.process.returncode

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self):
        if self.process.poll() is None:
            self.kill()
        os.close(self._main)

    @property
    def settings(self):
        return termios.tcgetattr(self._main)


@pytest.fixture
def terminal():
    opened = []

    def start(*arguments, before=""):
        opened.append(Terminal(*arguments, before=before))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def children_of(pid):
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def on_disk(folder, question):
    file = folder / "drafts" / f"{question}.md"
    return file.read_text("utf-8") if file.exists() else None


def test_killed_before_it_saved_it_offers_the_text_at_the_next_start(terminal, sample, edition):
    first = terminal("write", sample)
    first.until("1.1.1")
    first.type("\r")
    first.until("/ 1,000")
    notes = sample / ".pmqa" / "journal"
    # Typed on, so that there is no pause in which it would be saved.
    written, start = "", time.monotonic()

    def noted():
        return notes.is_dir() and any("ผู้บริหาร" in note.read_text("utf-8") for note in notes.glob("*.json"))

    while not noted():
        assert time.monotonic() - start < 20
        first.type("ผู้บริหาร ")
        written += "ผู้บริหาร "
        first._read(0.15)
    first.kill()
    saved = on_disk(sample, "1.1.1") or ""
    store = DraftStore(read_workspace(sample), edition)
    (found,) = journal_of(sample).pending(store)
    assert found.text.startswith("ผู้บริหาร")
    assert written.startswith(found.text)
    assert len(found.text) > len(saved)

    second = terminal("write", sample)
    second.until("กู้คืน")
    second.type("\r")
    second.until(lambda: on_disk(sample, "1.1.1") == found.text)
    assert journal_of(sample).pending(store) == []
    second.type("q")
    assert second.ended() == 0


def test_leaving_saves_all_and_restores_the_terminal(terminal, sample):
    opened = terminal("write", sample)
    opened.until("1.1.1")
    opened.type("113\r")
    opened.until("/ 1,000")
    judges = children_of(opened.process.pid)
    assert len(judges) == 1
    opened.type("น้ำ ที่ดิน")
    opened.type("\x11")
    assert opened.ended() == 0
    assert on_disk(sample, "1.1.3") == "น้ำ ที่ดิน"
    assert opened.settings == opened.before
    for taken, given in ((b"\x1b[?1049h", b"\x1b[?1049l"), (b"\x1b[?1000h", b"\x1b[?1000l")):
        assert opened.written.rfind(taken) < opened.written.rfind(given)
    assert opened.written.rfind(b"\x1b[?25l") < opened.written.rfind(b"\x1b[?25h")
    assert b"Traceback" not in opened.written
    assert not (sample / ".pmqa" / "lock").exists()
    assert [judge for judge in judges if Path(f"/proc/{judge}").exists()] == []


@pytest.mark.parametrize("end", ["window", "hangup"])
def test_a_window_that_is_closed_ends_the_program_with_all_saved(terminal, sample, end):
    opened = terminal("write", sample)
    opened.until("1.1.1")
    opened.type("113\r")
    opened.until("/ 1,000")
    judges = children_of(opened.process.pid)
    opened.type("น้ำ ที่ดิน")
    opened.until("10 / 1,000")
    if end == "hangup":
        opened.process.send_signal(signal.SIGHUP)
        opened.until(lambda: opened.process.poll() is not None)
    else:
        os.close(opened._main)
        opened._main = os.open(os.devnull, os.O_RDWR)  # for the end of the test
        opened.process.wait(20)
    assert on_disk(sample, "1.1.3") == "น้ำ ที่ดิน"
    assert [judge for judge in judges if Path(f"/proc/{judge}").exists()] == []


# --- the guided tour


@pytest.fixture
def demo(terminal, tmp_path, monkeypatch):
    """Start the tour; its copy of the sample is the only thing in the folder that comes with it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    opened = terminal("demo")
    opened.until(step(1))
    (copy,) = folder.iterdir()
    return opened, copy


def step(number):
    return f"{number}/{len(STEPS)}"


def assert_left_no_trace(opened, copy):
    assert opened.ended() == 0
    assert opened.settings == opened.before
    assert opened.written.rfind(b"\x1b[?1049h") < opened.written.rfind(b"\x1b[?1049l")
    assert b"Traceback" not in opened.written
    assert list(copy.parent.iterdir()) == []


def test_the_tour_is_played_to_its_end(demo):
    opened, copy = demo
    opened.press(*"4.2.1")
    opened.until(step(2))
    opened.press("enter")
    opened.until(step(3))
    opened.until(_("judged"))
    opened.press("f5", "down")
    opened.until(step(4))
    opened.press("enter")
    opened.until(_("Esc closes"))
    opened.rest(0.6)  # a glance at it
    opened.press("escape")
    opened.until(step(6))
    opened.press("f4")
    opened.until(step(7))
    opened.until(_("judged"))
    opened.press("f7")
    opened.until("2. ")  # they come after the judgement
    opened.press("down", "enter")
    opened.until(_("Esc closes"))
    opened.rest(0.6)
    opened.press("escape", "escape", "escape", *"2.1.1", "enter")
    opened.until(step(9))
    long = on_disk(copy, "2.1.1")
    opened.press("f11")
    opened.until("→")
    opened.press("a", "escape", "ctrl+end", *["shift+up"] * 5, "delete")
    opened.until(step(10))
    opened.press("ctrl+r")
    opened.until(step(11))
    opened.until(lambda: len(on_disk(copy, "2.1.1")) < len(long))
    opened.press("escape")
    tour = Tour()
    for _step in STEPS:
        tour.skip()
    opened.until(tour.message[:30])
    assert "ready = true" in (copy / "pmqa.toml").read_text("utf-8")
    opened.press("q")
    assert_left_no_trace(opened, copy)


@pytest.mark.parametrize("keys", [(), ("f11",), ("enter", "f11")], ids=["board", "no answer", "list"])
def test_the_tour_can_be_left_at_any_time(demo, keys):
    opened, copy = demo
    opened.press(*"2.1.1", *keys)
    opened.rest(0.5)
    opened.press("ctrl+q")
    assert_left_no_trace(opened, copy)


def test_a_mistake_of_the_program_prints_nothing_of_a_draft(terminal, sample):
    (sample / "drafts" / "1.1.1.md").write_text("ความลับราชการ", encoding="utf-8")
    program = (
        "from pmqa_writer.tui.screens import write\n"
        "def broken(screen, *_):\n"
        "    secret = 'ความลับ' + screen.editor.text\n"
        "    raise ValueError(secret)\n"
        "write.WriteScreen.action_whole = broken\n"
    )
    opened = terminal("write", sample, before=program)
    opened.until("1.1.1")
    opened.type("\r")
    opened.until("/ 1,000")
    opened.type("\x1b[24~")  # F12
    assert opened.ended() == 70
    told = opened.written.rpartition(b"\x1b[?1049l")[2].decode("utf-8", "ignore")  # once the screen is given back
    assert "ValueError" in told
    assert "ความลับราชการ" not in told
    assert "secret" not in told
