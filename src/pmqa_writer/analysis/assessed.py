"""What an engine makes of a language model's judgement: it counts only as far as the draft bears it out.

An item's verdict takes the place of the plain one when a quotation of the draft shows it. What the plain judgement
cannot be talked out of, a model cannot either: words that stand in a denial, or that only repeat the criteria, show
nothing; a plan or a purpose is at most partial; `covered` needs more than a name, in the quoted clause or beside it,
and an item that the program by itself does not rule out. A clause that the model quotes for nearly everything shows
nothing. So a draft that tells the model what to say, and what to quote for it, gains less; it still gains where it
spreads enough facts over the items.

A verdict of covered or partial without a quotation that shows anything is as if it had not been given: the plain
judgement on that item stands, whose evidence can be read. To lower it to partial would leave a judgement without a
quotation, and to call it missing would punish the draft for the model's slip.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pmqa_writer.analysis.model import Clause, Coverage, Evidence, ItemCoverage, Judgement
from pmqa_writer.criteria import Criterion, Question
from pmqa_writer.errors import JudgeError, told_whole
from pmqa_writer.reading.assessment import Assessed, Assessor
from pmqa_writer.text import Span, Status, masked

_SCORES: Final = {Coverage.COVERED: (0.8, 1.0), Coverage.PARTIAL: (0.15, 0.5), Coverage.MISSING: (0.0, 0.05)}
"""Lowest and highest probability of `covered` by verdict. A model gives none, so the plain one is moved in between."""

_ITEMS: Final = 5
"""Items that a clause may be quoted for. Labellers do so for more in 5 of 18,000 clauses."""
LIKELY: Final = 0.15
"""Probability, by the program alone, that an item is at least partly there, below which it is not covered whatever the
model says. It is lower for 1 % of the items that labellers call covered, and for two in three that are missing."""


def assess(
    assessor: Assessor,
    plain: Sequence[ItemCoverage],
    question: Question,
    criterion: Criterion,
    clauses: Sequence[Clause],
    text: str,
) -> tuple[tuple[ItemCoverage, ...], Judgement]:
    """Return the judgement on all items with an assessor asked, and who judged.

    Args:
        assessor: is asked, unless the draft says nothing.
        plain: the engine's own judgement, which stands where the assessor gives none that counts.
        question: what the draft answers.
        criterion: whose items are judged.
        clauses: the draft, taken apart.
        text: the draft.
    """
    if not any(clause.terms for clause in clauses):
        return tuple(plain), Judgement()
    try:
        # Blanks of a skeleton that nobody filled say nothing, to a model neither.
        found = assessor.assess(masked(text), question, criterion)
    except JudgeError as error:
        return tuple(plain), Judgement(failure=told_whole(error))
    overused = _overused(found.items, clauses)
    coverage, refused = [], found.refused
    for item in plain:
        assessed = found.items.get(item.item.id)
        if assessed is None:
            coverage.append(item)
            continue
        places = [(span, place) for span in assessed.spans if (place := _place(span, clauses)) is not None]
        quoted = [(span, _worth(clauses, place)) for span, place in places if place not in overused]
        refused += bool(places) and not quoted
        coverage.append(_merged(item, Coverage(assessed.status), quoted, text))
    return tuple(coverage), Judgement("server", found.invented, refused)


def _overused(items: Mapping[str, Assessed], clauses: Sequence[Clause]) -> set[int]:
    """Return the clauses that are quoted for more items than any clause evidences.

    A quotation over several clauses is shared among them.
    """
    uses: defaultdict[int, float] = defaultdict(float)
    for assessed in items.values():
        shares: dict[int, float] = {}
        for span in assessed.spans if assessed.status != Coverage.MISSING.value else ():
            held = [place for place, clause in enumerate(clauses) if _overlap(span, clause.span)]
            for place in held:
                shares[place] = max(shares.get(place, 0), 1 / len(held))
        for place, share in shares.items():
            uses[place] += share
    return {place for place, count in uses.items() if count > _ITEMS}


def _merged(plain: ItemCoverage, said: Coverage, quoted: Sequence[tuple[Span, Coverage]], text: str) -> ItemCoverage:
    """Return the judgement on an item by what is said of it and the most that each quotation may show."""
    if said is Coverage.MISSING:
        return _with(plain, said, ())
    shown = [(span, worth) for span, worth in quoted if worth is not Coverage.MISSING]
    if not shown:
        return plain
    best = Coverage.COVERED if any(worth is Coverage.COVERED for _span, worth in shown) else Coverage.PARTIAL
    is_covered = said is best is Coverage.COVERED and plain.addressed >= LIKELY
    status = Coverage.COVERED if is_covered else Coverage.PARTIAL
    # What shows most is quoted first; the order is otherwise the model's.
    ordered = sorted(shown, key=lambda entry: entry[1] is not Coverage.COVERED)
    return _with(plain, status, tuple(Evidence(span, span.text(text)) for span, _worth in ordered))


def _with(plain: ItemCoverage, status: Coverage, evidence: tuple[Evidence, ...]) -> ItemCoverage:
    lowest, highest = _SCORES[status]
    score = min(highest, max(lowest, plain.score))
    return replace(plain, status=status, score=score, evidence=evidence, by="server")


def _place(span: Span, clauses: Sequence[Clause]) -> int | None:
    """The number of the clause that holds most of a quotation; None: it lies in none."""
    place = max(range(len(clauses)), key=lambda number: _overlap(span, clauses[number].span))
    return place if _overlap(span, clauses[place].span) else None


def _worth(clauses: Sequence[Clause], place: int) -> Coverage:
    """The most that a quotation from a clause may show."""
    clause = clauses[place]
    if clause.status is Status.DENIED or clause.echo or not clause.terms:
        return Coverage.MISSING
    near = clauses[max(0, place - 1) : place + 2]
    is_factual = any(other.told and other.signals.substance for other in near)
    return Coverage.COVERED if clause.told and is_factual else Coverage.PARTIAL


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
