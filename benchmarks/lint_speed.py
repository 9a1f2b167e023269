"""How long linting takes, and how much memory: `python benchmarks/lint_speed.py [FOLDER]`.

FOLDER holds drafts; without one, the sample's are taken. Prints, best of several runs: the time of `--help`, of a cold
run of the whole command (a new process, files in the disk cache), peak memory of that process, the time that the
engine takes to load, and the time per draft once it is warm. Names heavy modules that `--help` loads, if any.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from pmqa_writer.analysis import Engine
from pmqa_writer.criteria import packaged_edition
from pmqa_writer.drafts import Workspace, discover
from pmqa_writer.examples import packaged_corpus
from pmqa_writer.examples.search import Searcher
from pmqa_writer.lint import lint
from pmqa_writer.lint.helpful import ExampleFinder
from pmqa_writer.resources import data_path

HEAVY = ("pythainlp", "sklearn", "scipy", "numpy", "torch", "textual", "rich", "sentence_transformers")
RUNS = 5


def command_seconds(*arguments: str) -> float:
    """Return the best time of the command in a new process, in seconds."""
    program = [sys.executable, "-c", "from pmqa_writer.cli.main import run; run()", *arguments]
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        times.append(time.perf_counter() - start)
    return min(times)


def peak_memory_of_children() -> str:
    """Return the largest memory that a child process took, where the system tells."""
    try:
        import resource
    except ImportError:
        return "unknown"
    return f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB"


def modules_of_help() -> list[str]:
    """Return the heavy modules that `--help` loads; there should be none."""
    code = (
        "import sys, json, io, contextlib\n"
        "from pmqa_writer.cli.main import main\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        "    try: main(['--help'])\n"
        "    except SystemExit: pass\n"
        f"print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded: list[str] = json.loads(found)
    return loaded


def warm(work: Callable[[], object], drafts: int) -> list[float]:
    """Return the times of several runs, in seconds a draft."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) / max(1, drafts))
    return times


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=str(data_path("sample")))
    folder = parser.parse_args().folder
    heavy = ", ".join(modules_of_help()) or "none"
    print(f"--help                  {command_seconds('--help') * 1000:7.0f} ms, heavy modules: {heavy}")
    cold = command_seconds("lint", folder, "--format", "json")
    memory = peak_memory_of_children()
    start = time.perf_counter()
    edition = packaged_edition()
    loaded = time.perf_counter() - start
    discovery = discover([folder], edition)
    engine = Engine(edition)
    start = time.perf_counter()
    lint(discovery, engine, lambda _draft: Workspace())
    first = time.perf_counter() - start
    times = warm(lambda: lint(discovery, engine, lambda _draft: Workspace()), len(discovery.drafts))
    finder = ExampleFinder(edition, {None: Searcher(packaged_corpus().practices)})
    with_examples = warm(
        lambda: lint(discovery, engine, lambda _draft: Workspace(), find_examples=finder), len(discovery.drafts)
    )
    print(f"lint, cold, all drafts  {cold * 1000:7.0f} ms, {len(discovery.drafts)} drafts, peak memory {memory}")
    print(f"criteria loaded         {loaded * 1000:7.0f} ms")
    print(f"first run in a process  {first * 1000:7.0f} ms")
    print(f"warm, per draft         {min(times) * 1000:7.1f} ms best, {statistics.median(times) * 1000:.1f} median")
    best, median = min(with_examples), statistics.median(with_examples)
    print(f"  with its examples     {best * 1000:7.1f} ms best, {median * 1000:.1f} median")


if __name__ == "__main__":
    main()
