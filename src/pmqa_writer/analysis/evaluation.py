"""How near a judge comes to people's labels."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from pmqa_writer.analysis.engine import Engine
from pmqa_writer.analysis.labels import TRAPS, LabelledDraft
from pmqa_writer.analysis.model import Coverage, ItemCoverage, Target
from pmqa_writer.drafts import Draft

_RANKS: Final = {Coverage.MISSING: 0, Coverage.PARTIAL: 1, Coverage.COVERED: 2}

Pair = tuple[Coverage, Coverage]
"""What people say of an item, and what the judge says."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What came out for one judge. Shares are 0 to 1; None where there is nothing to measure."""

    kappa: float | None
    """Agreement with the labels, quadratic weights: 1 is all alike, 0 no better than chance."""
    target_kappa: float | None
    """The same, of items that the question asks for, strongly or weakly."""
    other_kappa: float | None
    """The same, of all other items."""
    precision: float | None
    """Share of the items called covered that are."""
    recall: float | None
    """Share of the covered items that were called so."""
    f1: float | None
    """Harmonic mean of the two."""
    target_f1: float | None
    other_f1: float | None
    trap_false: float | None
    """Share of the items called covered among those that are not, in drafts that look better than they are."""
    evidence: float | None
    """Share of the items that both find at least partly there whose evidence overlaps the labelled quotations."""
    seconds: float
    """A draft, the median."""
    unjudged: int
    """Drafts that the judge gave no judgement on, so that the plain one was counted."""
    invented: int
    """Quotations of a language model that did not stand in the draft."""
    failure: str = ""
    """Why the first of the unjudged ones was not judged."""


def evaluate(
    engine: Engine, drafts: Sequence[LabelledDraft], progress: Callable[[int, int], None] | None = None
) -> Figures:
    """Judge labelled drafts with an engine and compare. `drafts` must not be empty; `progress` is told how far."""
    target: list[Pair] = []
    other: list[Pair] = []
    traps: list[bool] = []
    hits: list[bool] = []
    times: list[float] = []
    failures: list[str] = []
    invented = 0
    for number, draft in enumerate(drafts, 1):
        start = time.perf_counter()
        analysis = engine.analyse(Draft(draft.id, draft.question, draft.text))
        times.append(time.perf_counter() - start)
        if analysis.judgement.failure:
            failures.append(analysis.judgement.failure)
        invented += analysis.judgement.invented
        for item in analysis.coverage:
            label = draft.items.get(item.item.id)
            if label is None:
                continue
            (other if item.target is Target.NONE else target).append((label, item.status))
            if draft.style in TRAPS and label is not Coverage.COVERED:
                traps.append(item.status is Coverage.COVERED)
            quotations = draft.evidence.get(item.item.id)
            if quotations and Coverage.MISSING not in {label, item.status}:
                hits.append(overlaps(item, quotations, draft.text))
        if progress:
            progress(number, len(drafts))
    precision, recall, f1 = covered_figures([*target, *other])
    return Figures(
        kappa=weighted_kappa([*target, *other]),
        target_kappa=weighted_kappa(target),
        other_kappa=weighted_kappa(other),
        precision=precision,
        recall=recall,
        f1=f1,
        target_f1=covered_figures(target)[2],
        other_f1=covered_figures(other)[2],
        trap_false=_share(traps),
        evidence=_share(hits),
        seconds=median(times),
        unjudged=len(failures),
        invented=invented,
        failure=failures[0] if failures else "",
    )


def weighted_kappa(pairs: Sequence[Pair]) -> float | None:
    """Return Cohen's kappa with quadratic weights; None where all labels and all judgements are one and the same."""
    ranks = [(_RANKS[label], _RANKS[found]) for label, found in pairs]
    labels, found = Counter(label for label, _found in ranks), Counter(found for _label, found in ranks)
    observed = sum((one - two) ** 2 for one, two in ranks)
    expected = sum((one - two) ** 2 * labels[one] * found[two] for one in labels for two in found)
    return 1 - observed * len(ranks) / expected if expected else None


def covered_figures(pairs: Iterable[Pair]) -> tuple[float | None, float | None, float | None]:
    """Return precision, recall and F1 of `covered`; None where there is nothing to measure."""
    counts = Counter((label is Coverage.COVERED, found is Coverage.COVERED) for label, found in pairs)
    right, wrong, missed = counts[True, True], counts[False, True], counts[True, False]
    return (
        right / (right + wrong) if right + wrong else None,
        right / (right + missed) if right + missed else None,
        2 * right / (2 * right + wrong + missed) if right + wrong + missed else None,
    )


def overlaps(item: ItemCoverage, quotations: Iterable[str], text: str) -> bool:
    """Say whether the evidence of an item lies at least partly where the labeller quoted."""
    places = [(start, start + len(quotation)) for quotation in quotations if (start := text.find(quotation)) >= 0]
    return any(
        evidence.span.start < end and start < evidence.span.end for evidence in item.evidence for start, end in places
    )


def _share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None
