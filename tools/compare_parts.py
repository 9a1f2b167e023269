"""Say what each part of the reader adds to every figure of the judgement.

    compare_parts.py WORK [WAY...]

Each way of reading (none; words; words and embedding; words, embedding and encoder) is learned in a copy of the project
in WORK, by the same steps as `make judges`, without the drafts of `tools/training/drafts-dev.jsonl`. It is measured
(`measure.py`) on those and on the drafts of `tests/analysis/data/kept_apart.jsonl`: other writers' texts, both never
seen. Two more ways start from the copy that has the encoder: "prototypes" hears those beside it for items
(`prototypes.py`); "untaught" takes one item in five from the reader and from what is known of questions, as items of
another edition would be, and is measured on these items, beside the encoder's way on the same. That flatters: the
encoder's pairs hold clauses of these items.

Prints a line for each figure. About twenty minutes a way on one core. Ways that WORK holds are not learned again, so
two runs can share the work, one the encoder's way and the two that start from it, the other the rest; a third prints
all. What another version of the project left there does not fit.
"""

import argparse
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from labelled import DEV, TRAINING, is_kept_apart
from learn_judges import ROOT, Project

from pmqa_writer.reading.words import Shares

KEPT_APART: Final = ROOT / "tests" / "analysis" / "data" / "kept_apart.jsonl"
ENCODER: Final = "encoder"
PROTOTYPES: Final = "prototypes"
KEPT: Final = "build"
WEIGHTS: Final = "prototypes.json"
UNTAUGHT: Final = "untaught"
NONE: Final = "none"
SHARES: Final = {
    NONE: Shares(0, 0, 0),
    "words": Shares(embedding=0, encoder=0),
    "embedding": Shares(encoder=0),
    ENCODER: Shares(),
}
WAYS: Final = (*SHARES, PROTOTYPES, UNTAUGHT)
COPIED: Final = ("src", "models", "checklists", "tools", "sample", "corpus", "pyproject.toml")


def copy_project(source: Path, copy: Path) -> None:
    """Make a copy of the project without what it is measured on."""
    for name in COPIED:
        if (source / name).is_dir():
            shutil.copytree(source / name, copy / name)
        else:
            shutil.copy(source / name, copy / name)
    (copy / "tools" / "training" / DEV).unlink(missing_ok=True)


def change_coverage(project: Project, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the coverage model of a copy."""
    file = project.root / "models" / "coverage.json"
    model: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    change(model)
    file.write_text(json.dumps(model), encoding="utf-8")


def forget_apart(model: dict[str, Any]) -> None:
    """Forget how often one item in five is evidenced."""
    for known in model["by_question"].values():
        for item in list(filter(is_kept_apart, known)):
            del known[item]


def take_all_for_related(model: dict[str, Any]) -> None:
    """Judge every draft: who reads nothing cannot say what it is about."""
    model["related_from"] = model["related_in_other_words_from"] = 0.0


def learned(work: Path, way: str) -> Project:
    """Return the copy of the project that has learned a way; what WORK holds already is not learned again."""
    finished, copy = work / way, work / f"{way}.unfinished"
    if not finished.exists():
        source = Project(ROOT, ROOT / KEPT) if way in SHARES else learned(work, ENCODER)
        shutil.rmtree(copy, ignore_errors=True)
        copy_project(source.root, copy)
        project = Project(copy, copy / KEPT)
        if way in SHARES:
            project.learn(SHARES[way], "--quick")
            if way == NONE:
                change_coverage(project, take_all_for_related)
        elif way == PROTOTYPES:
            shutil.copytree(source.folder, project.folder)
            read = project.kept("items").rename(project.kept("without"))
            project.run("prototypes.py", read, project.kept("items"), project.folder / WEIGHTS)
            project.learn_above_items()
        else:
            project.run("train_reader.py", "--write", "--untaught")
            change_coverage(project, forget_apart)
        copy.rename(finished)
    return Project(finished, finished / KEPT)


def measure(work: Path, way: str) -> dict[str, Any]:
    """Return the figures of a way by the drafts that they were measured on."""
    file = work / f"{way}.json"
    if not file.exists():
        project = learned(work, way)
        tests: dict[str, list[object]] = {"dev": [TRAINING / DEV], "kept apart": [KEPT_APART]}
        if way == PROTOTYPES:
            tests = {name: [*own, "--prototypes", project.folder / WEIGHTS] for name, own in tests.items()}
        if way in (ENCODER, UNTAUGHT):
            tests |= {f"{name}, items of one in five": [*own, "--apart"] for name, own in tests.items()}
        # The copy holds models; how they are measured may have changed since.
        told = {name: json.loads(project.ask(ROOT / "tools" / "measure.py", *own)) for name, own in tests.items()}
        file.write_text(json.dumps(told), encoding="utf-8")
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def main() -> None:
    """Compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("ways", nargs="*", metavar="WAY", default=WAYS)
    arguments = parser.parse_args()
    if unknown := set(arguments.ways).difference(WAYS):
        parser.error(f"unknown: {', '.join(unknown)}; ways are {', '.join(WAYS)}")
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
