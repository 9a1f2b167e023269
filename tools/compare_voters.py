"""Say what each part of the reader adds to the judgement, in one run.

    compare_voters.py

For each way of reading (none; words; words and embedding; words, embedding and encoder) reader, matcher and thresholds
are fitted to the drafts of `tools/training` except `drafts-dev.jsonl`, and judge those and the drafts of
`tests/analysis/data/kept_apart.jsonl`: other writers' texts. Then the same reader judges one item in five that it was
not taught, beside its judgement of them when taught. Prints quadratic weighted kappa and F1 of `covered`, all,
target and other items apart, with 95 % intervals (bootstrap over drafts). About twenty-five minutes on one core.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import train_reader
from labelled import TRAINING, Array, LabelledDraft, is_kept_apart, read_clauses, read_drafts
from train_coverage import Examples, both, chances, collect, decide, out_of_fold, quality, thresholds

import pmqa_writer.reading.words as reading
from pmqa_writer.analysis.engine import Engine
from pmqa_writer.criteria import packaged_edition
from pmqa_writer.reading.words import WordReader

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


class Matcher:
    """What is fitted above a reader."""

    def __init__(self, examples: Examples) -> None:
        """Fit weights, and thresholds to drafts that they have not seen."""
        self._weights = both(examples)
        unseen = out_of_fold(examples, examples.drafts)
        self._limits = thresholds(unseen[examples.lifelike], examples.ranks[examples.lifelike])

    def show(self, name: str, held: Examples) -> None:
        """Print what it reaches."""
        decided = decide(chances(self._weights, held.rows), *self._limits)
        print(f"{name} | {intervals(held, decided)}", flush=True)


def read(drafts: Sequence[LabelledDraft], reader: WordReader) -> list[Array]:
    """Return the reader's scores of drafts."""
    return [reader.read([clause.text for clause in draft.clauses], draft.items) for draft in drafts]


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
    matcher = Matcher(collect(learned, silent(learned), engine))
    for test, drafts in held.items():
        matcher.show(f"no reading | {test}", collect(drafts, silent(drafts), engine))
    for name, (reading.EMBEDDING, reading.ENCODER) in WAYS.items():
        matcher = Matcher(collect(learned, train_reader.read_unseen(learned, clauses, edition), engine))
        reader = train_reader.reader_of(learned, clauses, edition)
        for test, drafts in held.items():
            matcher.show(f"{name} | {test}", collect(drafts, read(drafts, reader), engine))
    apart = {item.id for item in edition.items() if is_kept_apart(item.id)}
    stranger = train_reader.reader_of(learned, clauses, edition, without=apart)
    for test, drafts in held.items():
        own = np.flatnonzero([item.id in apart for draft in drafts for item in draft.items])
        for title, one in (("never taught", stranger), ("taught", reader)):
            matcher.show(f"{len(apart)} items {title} | {test}", collect(drafts, read(drafts, one), engine).of(own))


if __name__ == "__main__":
    main()
