"""Say what each part of the reader adds to every figure of the judgement.

    compare_parts.py WORK [WAY...]

Each way of reading (none; words; words and embedding; words, embedding and encoder) is learned in a copy of the project
in WORK, by the same steps as `make judges`, without the drafts of `tools/training/drafts-dev.jsonl`. It is measured
(`measure.py`) on those and on the drafts of `tests/analysis/data/kept_apart.jsonl`: other writers' texts, both never
seen. "untaught" is the last way, learned before, with one item in five taken from its reader and from what is known of
questions, as items of another edition would be; it is measured on these items, beside the last way on the same. It
flatters: the encoder's pairs hold clauses of these items. Ways that WORK holds already are not learned again. Prints a
line for each figure; about twenty minutes a way on one core.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from dataclasses import astuple
from pathlib import Path
from typing import Any, Final

from labelled import is_kept_apart

from pmqa_writer.reading.words import Shares

ROOT: Final = Path(__file__).resolve().parents[1]
KEPT_APART: Final = ROOT / "tests" / "analysis" / "data" / "kept_apart.jsonl"
DEV: Final = ROOT / "tools" / "training" / "drafts-dev.jsonl"
WAYS: Final = {
    "none": Shares(0, 0, 0),
    "words": Shares(embedding=0, encoder=0),
    "embedding": Shares(encoder=0),
    "encoder": Shares(),
}
UNTAUGHT: Final = "untaught"
COPIED: Final = ("src", "models", "checklists", "tools", "sample", "corpus", "pyproject.toml")


def run(copy: Path, *command: str) -> str:
    """Run a tool of a copy of the project, and return what it prints."""
    environment = os.environ | {"PYTHONPATH": str(copy / "src")}
    tool = [sys.executable, str(copy / "tools" / command[0]), *command[1:]]
    done = subprocess.run(tool, cwd=copy, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def copy_project(source: Path, copy: Path) -> None:
    """Make a copy of the project without what it is measured on."""
    for name in COPIED:
        if (source / name).is_dir():
            shutil.copytree(source / name, copy / name)
        else:
            shutil.copy(source / name, copy / name)
    (copy / "tools" / "training" / DEV.name).unlink(missing_ok=True)


def learn(copy: Path, shares: Shares) -> None:
    """Learn all models in a copy, as `make judges` does."""
    items, read, demands, asked, points = (f"{name}.npz" for name in ("items", "read", "demands", "asked", "points"))
    files = [f"tools/training/drafts-{name}.jsonl" for name in ("question", "checklist")]
    saved = ["--items", items, "--points", read, "--demands", demands]
    run(copy, "train_reader.py", "--write", "--shares", *map(str, astuple(shares)), *saved)
    run(copy, "train_coverage.py", items, "--write", "--unseen", asked)
    run(copy, "train_adli.py", read, *files, "--write", "--quick", "--unseen", points)
    run(copy, "train_constraints.py", points, asked, demands, *files, "--write")


def forget(copy: Path) -> None:
    """Learn a reader without one item in five, and forget how often they are evidenced."""
    run(copy, "train_reader.py", "--write", "--untaught")
    file = copy / "models" / "coverage.json"
    model: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    for known in model["by_question"].values():
        for item in list(filter(is_kept_apart, known)):
            del known[item]
    file.write_text(json.dumps(model), encoding="utf-8")


def learned(work: Path, way: str) -> Path:
    """Return the copy of the project that has learned a way; what WORK holds already is not learned again."""
    finished, copy = work / way, work / f"{way}.unfinished"
    if not finished.exists():
        shutil.rmtree(copy, ignore_errors=True)
        if way == UNTAUGHT:
            copy_project(work / "encoder", copy)
            forget(copy)
        else:
            copy_project(ROOT, copy)
            learn(copy, WAYS[way])
        copy.rename(finished)
    return finished


def measure(work: Path, way: str) -> dict[str, Any]:
    """Return the figures of a way by the drafts that they were measured on."""
    file = work / f"{way}.json"
    if not file.exists():
        copy = learned(work, way)
        tests = {"dev": [str(DEV)], "kept apart": [str(KEPT_APART)]}
        if way in ("encoder", UNTAUGHT):
            tests |= {f"{name}, items of one in five": [*own, "--apart"] for name, own in tests.items()}
        told = {name: json.loads(run(copy, "measure.py", *own)) for name, own in tests.items()}
        file.write_text(json.dumps(told), encoding="utf-8")
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def main() -> None:
    """Compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("ways", nargs="*", metavar="WAY", default=[*WAYS, UNTAUGHT])
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    told = {way: measure(arguments.work.resolve(), way) for way in arguments.ways}
    for test in dict.fromkeys(test for tests in told.values() for test in tests):
        ways = [way for way in told if test in told[way]]
        print(f"{test}: {', '.join(ways)}")
        for figure in told[ways[0]][test]:
            cells = ["{:.3f} [{:.3f}-{:.3f}]".format(*told[way][test][figure]) for way in ways]
            print(f"  {figure:22s} {'  '.join(cells)}")


if __name__ == "__main__":
    main()
