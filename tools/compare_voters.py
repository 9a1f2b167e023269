"""Say what each part of the reader adds to the judgement, in one run.

    compare_voters.py

For each way of reading (none; words; words and embedding; words, embedding and encoder) reader, matcher and thresholds
are fitted to the drafts of `tools/training` except `drafts-dev.jsonl`, and judge those and the drafts of
`tests/analysis/data/kept_apart.jsonl`: other writers' texts. Prints quadratic weighted kappa and F1 of `covered`, all,
target and other items apart, with 95 % intervals (bootstrap over drafts). About twenty-five minutes on one core.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import train_reader
from labelled import TRAINING, Array, LabelledDraft, read_clauses, read_drafts
from train_coverage import Examples, both, chances, collect, decide, out_of_fold, quality, thresholds

import pmqa_writer.reading.words as reading
from pmqa_writer.analysis.engine import Engine
from pmqa_writer.criteria import packaged_edition

KEPT_APART: Final = Path(__file__).resolve().parents[1] / "tests" / "analysis" / "data" / "kept_apart.jsonl"
WAYS: Final = {
    "words": (1e-6, 1e-6),
    "words, embedding": (reading.EMBEDDING, 1e-6),
    "words, embedding, encoder": (reading.EMBEDDING, reading.ENCODER),
}
"""Weights of embedding and encoder."""
RESAMPLED: Final = 500


def intervals(examples: Examples, decided: Array) -> str:
    """Return kappa and F1 with their intervals, for all, target and other items."""
    chooser, names = np.random.default_rng(2565), np.unique(examples.drafts)
    rows = {name: np.flatnonzero(examples.drafts == name) for name in names}
    told = []
    for side in ("all", "target", "other"):
        chosen = {"all": np.ones(len(decided), bool), "target": examples.targets, "other": ~examples.targets}[side]
        plain = quality(examples.ranks[chosen], decided[chosen])
        sampled = []
        for _ in range(RESAMPLED):
            drawn = np.concatenate([rows[name] for name in chooser.choice(names, len(names))])
            drawn = drawn[chosen[drawn]]
            sampled.append(quality(examples.ranks[drawn], decided[drawn]))
        low, high = np.percentile(sampled, [2.5, 97.5], axis=0)
        told.append(
            f"{side}: kappa {plain[0]:.3f} [{low[0]:.3f}-{high[0]:.3f}], F1 {plain[1]:.3f} [{low[1]:.3f}-{high[1]:.3f}]"
        )
    return "; ".join(told)


def show(name: str, examples: Examples, tests: dict[str, Examples]) -> None:
    """Fit the matcher and print what it reaches."""
    weights = both(examples)
    unseen = out_of_fold(examples, examples.drafts)
    limits = thresholds(unseen[examples.lifelike], examples.ranks[examples.lifelike])
    for test, held in tests.items():
        print(f"{name} | {test} | {intervals(held, decide(chances(weights, held.rows), *limits))}", flush=True)


def silent(drafts: Sequence[LabelledDraft]) -> list[Array]:
    """Return scores that say nothing."""
    return [np.full((len(draft.clauses), len(draft.items), 2), 0.1, dtype=np.float32) for draft in drafts]


def main() -> None:
    """Compare."""
    edition = packaged_edition()
    engine = Engine(edition)
    clauses = read_clauses(TRAINING.glob("clauses*.jsonl"), edition)
    learned = read_drafts((TRAINING / f"drafts-{name}.jsonl" for name in ("question", "checklist")), engine)
    held = {
        "dev": read_drafts([TRAINING / "drafts-dev.jsonl"], engine),
        "kept apart": read_drafts([KEPT_APART], engine),
    }
    tests = {name: collect(drafts, silent(drafts), engine) for name, drafts in held.items()}
    show("no reading", collect(learned, silent(learned), engine), tests)
    for name, (reading.EMBEDDING, reading.ENCODER) in WAYS.items():
        examples = collect(learned, train_reader.read_unseen(learned, clauses, edition), engine)
        reader = train_reader.reader_of(learned, clauses, edition)
        tests = {
            test: collect(
                drafts, [reader.read([c.text for c in draft.clauses], draft.items) for draft in drafts], engine
            )
            for test, drafts in held.items()
        }
        show(name, examples, tests)


if __name__ == "__main__":
    main()
