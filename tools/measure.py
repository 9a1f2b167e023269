"""Measure the program's judgement on labelled drafts, with 95 % intervals (bootstrap over drafts).

    measure.py LABELS.jsonl [--apart] [--prototypes]

Prints a JSON object: figure → value, low, high. Drafts as `labelled.py` tells. Kappa has quadratic weights; "target"
are items that the question asks for or that belong to it; "trap" is the share of items called covered though they are
not, in drafts that look better than they are; "evidence_hit" the share of items that both find there whose evidence
overlaps the labelled quotation. Constraints on the evaluation window are left out. `--apart` measures items only,
and of them the fifth that `train_reader.py --untaught` leaves out; `--prototypes` reads with `prototypes.py`.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from labelled import RANKS, is_kept_apart, read_lines
from prototypes import PrototypeReader

from pmqa_writer.analysis.engine import Engine
from pmqa_writer.analysis.evaluation import overlaps
from pmqa_writer.analysis.labels import TRAPS
from pmqa_writer.analysis.model import Analysis, Coverage, Target
from pmqa_writer.criteria import packaged_edition
from pmqa_writer.drafts import Draft

ELEMENTS: Final = "ADLIR"
RESAMPLED: Final = 1_000
SEED: Final = 2565
Counts = np.ndarray[Any, np.dtype[np.float64]]
"""What is added up over drafts."""


@dataclass
class Tally:
    """What one draft adds to each figure."""

    kappa: dict[str, Counts] = field(default_factory=dict)
    """By side: label × judgement."""
    f1: dict[str, Counts] = field(default_factory=dict)
    """Right, wrongly found, missed."""
    share: dict[str, Counts] = field(default_factory=dict)
    """Hits, and of how many."""

    def judged(self, side: str, label: int, found: int) -> None:
        """Add an item's rank by the label and by the judgement."""
        self.kappa.setdefault(f"{side}_qwk", np.zeros((3, 3)))[label, found] += 1
        self.present(f"{side}_covered_f1", label > 1, found > 1)

    def present(self, name: str, label: bool, found: bool) -> None:
        """Add a yes or no."""
        self.f1.setdefault(name, np.zeros(3))[:] += (label and found, found and not label, label and not found)

    def hit(self, name: str, right: bool) -> None:
        """Add to a share."""
        self.share.setdefault(name, np.zeros(2))[:] += (right, 1)


def items_of(record: dict[str, Any], analysis: Analysis, chosen: Callable[[str], bool]) -> Tally:
    """Compare what is said of the chosen items of a draft with its labels."""
    tally, text = Tally(), record["text"]
    for item in analysis.coverage:
        if not chosen(item.item.id):
            continue
        label = RANKS[record["items"][item.item.id]]
        found = RANKS[item.status.value]
        for side in ("status", "other" if item.target is Target.NONE else "target"):
            tally.judged(side, label, found)
        if record["style"] in TRAPS and label < RANKS["covered"]:
            tally.hit("trap_false_covered", item.status is Coverage.COVERED)
        if label and found and record["evidence"].get(item.item.id):
            tally.hit("evidence_hit", overlaps(item, record["evidence"][item.item.id], text))
    return tally


def add_others(tally: Tally, record: dict[str, Any], analysis: Analysis) -> None:
    """Compare ADLI and constraints, too."""
    for element in ELEMENTS:
        there = bool(analysis.elements.get(element))
        for name in ("adli_elements_f1", f"adli_{element}_f1"):
            tally.present(name, record["adli"][element], there)
    for point in analysis.points:
        tally.present("adli_points_f1", str(point.point) in record["adli_points"], point.present)
    verdicts = {result.spec: result.status.value for result in analysis.constraints}
    verdicts |= {result.name: result.status.value for result in reversed(analysis.constraints)}
    for name, verdict in record["constraints"].items():
        if not name.startswith("period"):
            tally.hit("constraints_accuracy", verdicts.get(name) == verdict)


def kappa(counts: Counts) -> float:
    """Return the quadratic weighted kappa of a table of label × judgement."""
    away = (np.arange(3)[:, None] - np.arange(3)) ** 2
    expected = (away * np.outer(counts.sum(axis=1), counts.sum(axis=0))).sum() / max(counts.sum(), 1)
    return float(1 - (away * counts).sum() / expected) if expected else 1.0


def f1(counts: Counts) -> float:
    """Return the harmonic mean of precision and recall."""
    right, wrong, missed = counts
    return float(2 * right / max(2 * right + wrong + missed, 1))


def figures(tallies: Sequence[Tally]) -> dict[str, tuple[float, float, float]]:
    """Return each figure with its interval."""
    random = np.random.default_rng(SEED)
    drawn = random.integers(0, len(tallies), (RESAMPLED, len(tallies)))
    told: dict[str, tuple[float, float, float]] = {}
    for kind, figure in (("kappa", kappa), ("f1", f1), ("share", lambda counts: float(counts[0] / max(counts[1], 1)))):
        own = [getattr(tally, kind) for tally in tallies]
        for name in dict.fromkeys(name for counts in own for name in counts):
            shape = next(counts[name].shape for counts in own if name in counts)
            rows = np.stack([counts.get(name, np.zeros(shape)) for counts in own])
            low, high = np.percentile([figure(rows[some].sum(axis=0)) for some in drawn], [2.5, 97.5])
            told[name] = (round(figure(rows.sum(axis=0)), 3), round(float(low), 3), round(float(high), 3))
    return told


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--apart", action="store_true")
    parser.add_argument("--prototypes", action="store_true")
    arguments = parser.parse_args()
    engine = Engine(packaged_edition(), PrototypeReader() if arguments.prototypes else None)
    chosen = is_kept_apart if arguments.apart else bool  # any id will do
    tallies = []
    for record in read_lines([arguments.labels]):
        analysis = engine.analyse(Draft(record["id"], record["question"], record["text"]))
        tallies.append(items_of(record, analysis, chosen))
        if not arguments.apart:
            add_others(tallies[-1], record, analysis)
    print(json.dumps(figures(tallies)))


if __name__ == "__main__":
    main()
