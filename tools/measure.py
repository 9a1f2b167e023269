"""Measure the program's judgement on labelled drafts, with 95 % intervals (bootstrap over drafts).

    measure.py LABELS.jsonl [--apart] [--prototypes WEIGHTS.json]

Prints a JSON object: figure → value, low, high. Drafts as `labelled.py` tells. "qwk" is kappa with quadratic weights;
"target" are items that the question asks for or that belong to it; "addressed" means covered or partial; "brier" is the
mean square of what the probability is off by; "trap" the share of items called covered though they are not, in drafts
that look better than they are; "evidence_hit" the share of items that both find there whose evidence overlaps the
labelled quotation, "evidence_iou" by how much of the characters of both. Constraints on the evaluation window are left
out. `--apart` measures items only, and of them the fifth that `train_reader.py --untaught` leaves out; `--prototypes`
reads with `prototypes.py`.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from labelled import RANKS, is_kept_apart, read_lines

from pmqa_writer.analysis.engine import Engine
from pmqa_writer.analysis.labels import TRAPS
from pmqa_writer.analysis.model import Analysis, Coverage, Target
from pmqa_writer.criteria import packaged_edition
from pmqa_writer.drafts import Draft
from pmqa_writer.reading.model import Reader

ELEMENTS: Final = "ADLIR"
RESAMPLED: Final = 1_000
SEED: Final = 2565
Counts = np.ndarray[Any, np.dtype[np.float64]]
"""What is added up over drafts."""


@dataclass
class Tally:
    """What one draft adds to each figure."""

    ranks: dict[str, Counts] = field(default_factory=dict)
    """By side: label × judgement."""
    found: dict[str, Counts] = field(default_factory=dict)
    """Right, wrongly found, missed."""
    mean: dict[str, Counts] = field(default_factory=dict)
    """A sum, and of how many."""

    def judged(self, side: str, label: int, found: int) -> None:
        """Add an item's rank by the label and by the judgement."""
        self.ranks.setdefault(side, np.zeros((3, 3)))[label, found] += 1

    def present(self, name: str, label: bool, found: bool) -> None:
        """Add a yes or no."""
        self.found.setdefault(name, np.zeros(3))[:] += (label and found, found and not label, label and not found)

    def add(self, name: str, value: float) -> None:
        """Add to a mean."""
        self.mean.setdefault(name, np.zeros(2))[:] += (value, 1)


def items_of(record: dict[str, Any], analysis: Analysis, chosen: Callable[[str], bool]) -> Tally:
    """Compare what is said of the chosen items of a draft with its labels."""
    tally, text = Tally(), record["text"]
    for item in analysis.coverage:
        if not chosen(item.item.id):
            continue
        label = RANKS[record["items"][item.item.id]]
        found = RANKS[item.status.value]
        side = "other" if item.target is Target.NONE else "target"
        for name in ("status", side):
            tally.judged(name, label, found)
        for name in ("covered", f"{side}_covered"):
            tally.present(name, label > 1, found > 1)
        tally.present("addressed", label > 0, found > 0)
        tally.add("covered_brier", (item.score - (label > 1)) ** 2)
        if record["style"] in TRAPS and label < RANKS["covered"]:
            tally.add("trap_false_covered", item.status is Coverage.COVERED)
        if label and found and record["evidence"].get(item.item.id):
            quoted = characters((text.find(quote), len(quote)) for quote in record["evidence"][item.item.id])
            shown = characters((evidence.span.start, len(evidence.text)) for evidence in item.evidence)
            tally.add("evidence_hit", bool(quoted & shown))
            tally.add("evidence_iou", len(quoted & shown) / len(quoted | shown))
    return tally


def characters(pieces: Iterable[tuple[int, int]]) -> set[int]:
    """Return the places of the characters of pieces of a text: start and length; a start below 0 is nowhere."""
    return {place for start, length in pieces if start >= 0 for place in range(start, start + length)}


def add_others(tally: Tally, record: dict[str, Any], analysis: Analysis) -> None:
    """Compare ADLI and constraints, too."""
    for element in ELEMENTS:
        there = bool(analysis.elements.get(element))
        for name in ("adli_elements", f"adli_{element}"):
            tally.present(name, record["adli"][element], there)
    for point in analysis.points:
        tally.present("adli_points", str(point.point) in record["adli_points"], point.present)
    verdicts = {result.spec: result.status.value for result in analysis.constraints}
    verdicts |= {result.name: result.status.value for result in reversed(analysis.constraints)}
    for name, verdict in record["constraints"].items():
        if not name.startswith("period"):
            tally.add("constraints_accuracy", verdicts.get(name) == verdict)


def kappa(counts: Counts) -> float:
    """Return the quadratic weighted kappa of a table of label × judgement."""
    away = (np.arange(3)[:, None] - np.arange(3)) ** 2
    expected = (away * np.outer(counts.sum(axis=1), counts.sum(axis=0))).sum() / max(counts.sum(), 1)
    return float(1 - (away * counts).sum() / expected) if expected else 1.0


def macro_f1(counts: Counts) -> float:
    """Return the mean F1 of the three ranks of a table of label × judgement."""
    right = np.diag(counts)
    return float((2 * right / np.maximum(counts.sum(axis=0) + counts.sum(axis=1), 1)).mean())


def precision(counts: Counts) -> float:
    """Return the share of what was found that is there."""
    return float(counts[0] / max(counts[0] + counts[1], 1))


def recall(counts: Counts) -> float:
    """Return the share of what is there that was found."""
    return float(counts[0] / max(counts[0] + counts[2], 1))


def f1(counts: Counts) -> float:
    """Return the harmonic mean of precision and recall."""
    right, wrong, missed = counts
    return float(2 * right / max(2 * right + wrong + missed, 1))


FIGURES: Final[Mapping[str, Mapping[str, Callable[[Counts], float]]]] = {
    "ranks": {"_qwk": kappa, "_macro_f1": macro_f1},
    "found": {"_precision": precision, "_recall": recall, "_f1": f1},
    "mean": {"": lambda counts: float(counts[0] / max(counts[1], 1))},
}
"""What is told of each kind of count."""


def figures(tallies: Sequence[Tally]) -> dict[str, tuple[float, float, float]]:
    """Return each figure with its interval."""
    random = np.random.default_rng(SEED)
    drawn = random.integers(0, len(tallies), (RESAMPLED, len(tallies)))
    told: dict[str, tuple[float, float, float]] = {}
    for kind, tellings in FIGURES.items():
        own = [getattr(tally, kind) for tally in tallies]
        for name in dict.fromkeys(name for counts in own for name in counts):
            shape = next(counts[name].shape for counts in own if name in counts)
            rows = np.stack([counts.get(name, np.zeros(shape)) for counts in own])
            for suffix, figure in tellings.items():
                low, high = np.percentile([figure(rows[some].sum(axis=0)) for some in drawn], [2.5, 97.5])
                told[name + suffix] = (round(figure(rows.sum(axis=0)), 3), round(float(low), 3), round(float(high), 3))
    return told


def reader_with(weights: Path) -> Reader:
    """Return the reader that hears prototypes."""
    from prototypes import PrototypeReader  # brings scikit-learn along

    return PrototypeReader(weights)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--apart", action="store_true")
    parser.add_argument("--prototypes", type=Path)
    arguments = parser.parse_args()
    engine = Engine(packaged_edition(), reader_with(arguments.prototypes) if arguments.prototypes else None)
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
