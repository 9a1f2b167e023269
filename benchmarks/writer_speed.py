"""How fast the screens are: `python benchmarks/writer_speed.py [WORKSPACE]`.

Runs the real command on a pseudo-terminal, with a copy of WORKSPACE (default: the sample) in which question 1.1.1 has a
Thai answer of 940 characters; nothing is written elsewhere. Prints, each with the load of the machine:

- the time and the CPU time from the start until there is text on the screen, and until the board is there;
- the time from a key until its character is sent to the terminal, for 120 keys that take the answer over the limit of
  1,000: typed without a pause, typed so slowly that every key is followed by a judgement, and typed in bursts;
- the memory of the app and of its judge during 10,000 keys that type, delete, move, and change panels and questions.

`--only` takes some of `start`, `keys` and `memory`. For Linux, as it reads `/proc`.
"""

import argparse
import fcntl
import os
import pty
import random
import re
import select
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pmqa_writer.i18n import _, set_language
from pmqa_writer.resources import data_path

STARTS: Final = 7
KEYS: Final = 120
SCRIPTED: Final = 10_000
LENGTH: Final = 940
QUESTION: Final = "1.1.1"
COLUMNS, ROWS = 120, 36
COMMAND: Final = "from pmqa_writer.cli.main import run; run()"
PATTERN: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()].|.)")
PATIENCE: Final = 20.0
END, LEFT, RIGHT, DELETE, BACKSPACE = "\x1b[1;5F", "\x1b[D", "\x1b[C", "\x1b[3~", "\x7f"
PANELS: Final = ("\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~", "\x1b[20~")
NEXT, ESCAPE = "\x0e", "\x1b"


class Terminal:
    """The app on a terminal of its own."""

    def __init__(self, workspace: Path) -> None:
        self._fd, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        home = str(workspace.parent)
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "write", str(workspace)],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
            env={
                **os.environ,
                **dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), home),
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "PMQA_LANG": "th",
            },
        )
        os.close(inner)
        self._seen = ""
        self._partial = b""

    @property
    def pid(self) -> int:
        """The app's process."""
        return self._process.pid

    def press(self, keys: str) -> None:
        """Send keys."""
        self._seen = ""
        os.write(self._fd, keys.encode())

    def wait(self, shown: str, patience: float = PATIENCE) -> float | None:
        """Return when a text was on the screen; None where it does not come."""
        return self._wait(lambda: shown in PATTERN.sub("", self._seen), patience)

    def rest(self, seconds: float) -> None:
        """Wait until the app has painted nothing for some time; not longer than ten times that, as cursors blink."""
        end = time.perf_counter() + seconds * 10
        while self._wait(lambda: True, seconds) is not None and time.perf_counter() < end:
            pass

    def pause(self, seconds: float) -> None:
        """Take what comes for some time."""
        self._wait(lambda: False, seconds)

    def _wait(self, done: Callable[[], bool], patience: float) -> float | None:
        end = time.perf_counter() + patience
        while (left := end - time.perf_counter()) > 0:
            if not select.select([self._fd], [], [], left)[0]:
                return None
            try:
                data = self._partial + os.read(self._fd, 1 << 16)
            except OSError:
                sys.exit(f"the app has ended: {PATTERN.sub('', self._seen)[-500:]!r}")
            now = time.perf_counter()
            # A read may end within a character.
            text = data.decode(errors="ignore")
            self._partial = data[len(text.encode()) :] if len(data) - len(text.encode()) < 4 else b""
            if "\x1b[6n" in text:
                os.write(self._fd, b"\x1b[1;3R")  # asked how wide a SARA AM is: two cells, with its consonant
            self._seen += text
            if done():
                return now
        return None

    def cpu(self) -> float:
        """Return the seconds of computing that the app, without its judge, has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> tuple[float, float]:
        """Return the MiB that the app and its judge hold."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return _resident(self.pid), sum(_resident(int(child)) for child in children)

    def open_answer(self, text: str) -> None:
        """Go from the start to the end of the answer, and wait until all is loaded and judged."""
        if self.wait(QUESTION) is None:
            sys.exit(f"the board did not come: {PATTERN.sub('', self._seen)[-300:]!r}")
        self.pause(1.5)
        self.press(QUESTION)
        self.pause(0.3)
        self.press("\r")
        if self.wait(text[:8]) is None:
            sys.exit(f"the answer did not come: {PATTERN.sub('', self._seen)[-300:]!r}")
        self.pause(1.5)
        self.press(END)
        self.pause(1.0)

    def close(self) -> None:
        """End the app."""
        self._process.terminate()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._fd)


def _resident(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def load() -> str:
    return f"load {os.getloadavg()[0]:.2f}"


@contextmanager
def opened(workspace: Path, text: str) -> Iterator[Terminal]:
    """A terminal with the app on a fresh copy of a workspace."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "answers"
        shutil.copytree(workspace, copy)
        drafts = copy / "drafts"
        drafts.mkdir(exist_ok=True)
        for draft in drafts.glob(f"*{QUESTION}*"):
            draft.unlink()
        (drafts / f"{QUESTION}.md").write_text(text, encoding="utf-8")
        terminal = Terminal(copy)
        try:
            yield terminal
        finally:
            terminal.close()


def measure_start(workspace: Path, text: str) -> None:
    paints, boards, cpus = [], [], []
    for run in range(STARTS + 1):
        with opened(workspace, text) as terminal:
            painted = terminal.wait(_("Opening the answers …"))
            used = terminal.cpu()
            board = terminal.wait(QUESTION)
            if painted is None or board is None:
                sys.exit("nothing was painted")
            if run:  # the first one only warms up
                paints.append(painted - terminal.started)
                boards.append(board - terminal.started)
                cpus.append(used)
            terminal.rest(0.5)
    for name, times in (("first text on the screen", paints), ("  of it computing", cpus), ("board", boards)):
        print(f"{name:34} median {statistics.median(times):6.3f} s    best {min(times):6.3f} s   {load()}", flush=True)


def measure_keys(workspace: Path, text: str, typed: str) -> None:
    """Print how long keys take, with different pauses between them."""
    ways: dict[str, Callable[[int], float]] = {
        "key, typed without a pause": lambda _number: 0.06,
        "key, a judgement after each": lambda _number: 0.23,
        "key, in bursts of 8": lambda number: 0.06 if number % 8 else 0.25,
    }
    for name, pause in ways.items():
        with opened(workspace, text) as terminal:
            terminal.open_answer(text)
            chance = random.Random(1)
            written, times, missed = text, [], 0
            used, begun = terminal.cpu(), time.perf_counter()
            for number, character in enumerate(typed[:KEYS], 1):
                before, written = written, written + character
                start = time.perf_counter()
                terminal.press(character)
                if character != " ":
                    # The shortest end of the text that is nowhere else in it.
                    size = next(size for size in range(2, len(written)) if written[-size:] not in before)
                    seen = terminal.wait(written[-size:], 0.3)
                    if seen is None:
                        missed += 1  # wrapped in the middle of what is looked for
                    else:
                        times.append((seen - start) * 1000)
                terminal.pause(max(start + pause(number) + chance.uniform(-0.01, 0.01) - time.perf_counter(), 0.001))
            share = (terminal.cpu() - used) / (time.perf_counter() - begun)
            worst = statistics.quantiles(times, n=20, method="inclusive")[-1]
            print(
                f"{name:34} median {statistics.median(times):5.1f} ms   p95 {worst:5.1f} ms   max {max(times):5.1f} ms"
                f"   {len(times)} keys, {missed} not seen, {share:.0%} of a core   {load()}",
                flush=True,
            )


def measure_memory(workspace: Path, text: str, typed: str) -> None:
    """Print the memory that is held while keys come as fast as they are taken."""
    with opened(workspace, text) as terminal:
        terminal.open_answer(text)
        chance = random.Random(2)
        for number in range(SCRIPTED + 1):
            if number % (SCRIPTED // 4) == 0:
                terminal.pause(1.5)
                app, judge = terminal.memory()
                print(
                    f"memory after {number:6,} keys: app {app:6.1f} MiB, judge {judge:6.1f} MiB   {load()}", flush=True
                )
            key = _scripted(number, typed, chance)
            if key in (ESCAPE, *PANELS):
                terminal.rest(0.1)  # what came too soon behind an Escape would be taken for a part of it
            terminal.press(key)
            terminal.pause(0.2 if key == ESCAPE else 0.006)


def _scripted(number: int, typed: str, chance: random.Random) -> str:
    """A key of a writer's day; every hundredth changes the question, every tenth opens a panel and goes back."""
    match number % 100:
        case 0:
            return NEXT
        case 30 | 60 | 90:
            return chance.choice(PANELS)
        case 31 | 61 | 91:
            return ESCAPE
        case _:
            moves = [typed[number % len(typed)]] * 6 + [BACKSPACE] * 4 + [DELETE, LEFT, LEFT, RIGHT]
            return chance.choice(moves)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workspace", nargs="?", type=Path, default=Path(str(data_path("sample"))))
    parser.add_argument("--only", nargs="+", choices=("start", "keys", "memory"), default=("start", "keys", "memory"))
    arguments = parser.parse_args()
    set_language("th")
    sample = sorted(Path(str(data_path("sample"))).glob("drafts/*.md"))
    text = " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in sample)
    answer, typed = text[:LENGTH], text[LENGTH : LENGTH + 400]
    if "start" in arguments.only:
        measure_start(arguments.workspace, answer)
    if "keys" in arguments.only:
        measure_keys(arguments.workspace, answer, typed)
    if "memory" in arguments.only:
        measure_memory(arguments.workspace, answer, typed)


if __name__ == "__main__":
    main()
