"""How long the judge's process takes: `python benchmarks/judging_speed.py [FOLDER]`.

FOLDER holds drafts; without one, the sample's are taken. Prints median and 95th percentile in milliseconds of the time
from the start until drafts can be judged and until examples can be found, of one judgement of a draft of 1,000
characters that changes each time, without and with examples, as the app sees it; and the time of all drafts together,
and the most memory that the process held.
"""

import argparse
import queue
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from pmqa_writer.criteria import packaged_edition
from pmqa_writer.drafts import Draft, discover
from pmqa_writer.judging.client import JudgeProcess
from pmqa_writer.judging.messages import Answer, Judge, Judged, Open, Ready
from pmqa_writer.resources import data_path

STARTS = 5
RUNS = 40
LENGTH = 1_000


class Watched:
    """A process and what it answers."""

    def __init__(self, folder: str) -> None:
        self._answers: queue.Queue[Answer] = queue.Queue()
        self.process = JudgeProcess(self._answers.put)
        self._start = time.perf_counter()
        self.process.start()
        self.process.send(Open.of(Path(folder)))

    def wait(self, wanted: Callable[[Answer], bool]) -> None:
        """Wait for an answer that `wanted` accepts."""
        while not wanted(self._answers.get(timeout=120)):
            pass

    def ready(self) -> tuple[float, float]:
        """Return the seconds from the start until drafts can be judged and until examples can be found."""
        self.wait(lambda answer: answer == Ready("judging"))
        judging = time.perf_counter() - self._start
        self.wait(lambda answer: answer == Ready("examples"))
        return judging, time.perf_counter() - self._start

    def judge(self, request: Judge) -> float:
        """Return the seconds from sending a request until its answer is here."""
        start = time.perf_counter()
        self.process.send(request)
        self.wait(lambda answer: isinstance(answer, Judged) and answer.generation == request.generation)
        return time.perf_counter() - start

    def judge_all(self, drafts: tuple[Draft, ...]) -> float:
        """Return the seconds from sending all drafts at once until the last answer."""
        start = time.perf_counter()
        for draft in drafts:
            self.process.send(Judge(draft.question, draft.text, 1_000_000, path=draft.path))
        for _ in {draft.question for draft in drafts}:
            self.wait(lambda answer: isinstance(answer, Judged))
        return time.perf_counter() - start

    def memory(self) -> str:
        """Return the most memory that the process has held, where the system tells."""
        try:
            lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii").splitlines()
        except OSError:
            return "unknown"
        kilobytes = next(line.split()[1] for line in lines if line.startswith("VmHWM"))
        return f"{int(kilobytes) / 1024:.0f} MiB"


def show(name: str, seconds: list[float]) -> None:
    worst = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
    print(f"{name:38} median {statistics.median(seconds) * 1000:7.1f} ms   p95 {worst * 1000:7.1f} ms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=str(data_path("sample")))
    folder = parser.parse_args().folder
    drafts = discover([folder], packaged_edition()).drafts
    starts = []
    for _ in range(STARTS):
        judge = Watched(folder)
        starts.append(judge.ready())
        judge.process.stop()
    show("start until drafts can be judged", [judging for judging, _ in starts])
    show("start until examples can be found", [examples for _, examples in starts])
    judge = Watched(folder)
    judge.ready()
    print(f"{f'all {len(drafts)} drafts, sent at once':38} {judge.judge_all(drafts) * 1000:14.1f} ms")
    print(f"{'again, unchanged':38} {judge.judge_all(drafts) * 1000:14.1f} ms")
    text = "\n".join(draft.text for draft in drafts)
    for wanted in (False, True):
        times = []
        for run in range(RUNS):
            piece = text[run * 40 : run * 40 + LENGTH]
            generation = run + RUNS * wanted
            times.append(judge.judge(Judge(drafts[0].question, piece, generation, wants_examples=wanted)))
        show(f"one of {LENGTH:,} characters, {'with' if wanted else 'no'} examples", times)
    print(f"{'most memory of the process':38} {judge.memory():>17}")
    judge.process.stop()


if __name__ == "__main__":
    main()
