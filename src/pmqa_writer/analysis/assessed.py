"""What an engine makes of a language model's judgement: it counts only as far as the draft bears it out.

An item's verdict takes the place of the plain one when a quotation of the draft shows it. What the plain judgement
cannot be talked out of, a model cannot either: words that stand in a denial, or that only repeat the criteria, show
nothing; a plan or a purpose is at most partial; `covered` needs more than a name, in the quoted clause or beside it.
Hence a draft that tells the model what to say gains nothing that its facts do not carry.

A verdict of covered or partial without a quotation that shows anything is as if it had not been given: the plain
judgement on that item stands, whose evidence can be read. To lower it to partial would leave a judgement without a
quotation, and to call it missing would punish the draft for the model's slip.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pmqa_writer.analysis.model import Clause, Coverage, Evidence, ItemCoverage, Judgement
from pmqa_writer.criteria import Criterion, Question
from pmqa_writer.errors import JudgeError, told_whole
from pmqa_writer.reading.assessment import Assessed, Assessor
from pmqa_writer.text import Span, Status, masked

_SCORES: Final = {Coverage.COVERED: (0.8, 1.0), Coverage.PARTIAL: (0.15, 0.5), Coverage.MISSING: (0.0, 0.05)}
"""Lowest and highest probability of `covered` by verdict. A model gives none, so the plain one is moved in between."""


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
    coverage = tuple(
        _merged(item, found.items[item.item.id], clauses, text) if item.item.id in found.items else item
        for item in plain
    )
    return coverage, Judgement("server", found.invented, found.refused)


def _merged(plain: ItemCoverage, assessed: Assessed, clauses: Sequence[Clause], text: str) -> ItemCoverage:
    said = Coverage(assessed.status)
    if said is Coverage.MISSING:
        return _with(plain, said, ())
    shown = [(span, worth) for span in assessed.spans if (worth := _worth(span, clauses)) is not Coverage.MISSING]
    if not shown:
        return plain
    best = Coverage.COVERED if any(worth is Coverage.COVERED for _span, worth in shown) else Coverage.PARTIAL
    status = Coverage.PARTIAL if Coverage.PARTIAL in {said, best} else Coverage.COVERED
    # What shows most is quoted first; the order is otherwise the model's.
    ordered = sorted(shown, key=lambda entry: entry[1] is not Coverage.COVERED)
    return _with(plain, status, tuple(Evidence(span, span.text(text)) for span, _worth in ordered))


def _with(plain: ItemCoverage, status: Coverage, evidence: tuple[Evidence, ...]) -> ItemCoverage:
    lowest, highest = _SCORES[status]
    return replace(plain, status=status, score=min(highest, max(lowest, plain.score)), evidence=evidence)


def _worth(span: Span, clauses: Sequence[Clause]) -> Coverage:
    """The most that a quotation may show, by the clause that holds most of it."""
    number = max(range(len(clauses)), key=lambda number: _overlap(span, clauses[number].span))
    clause = clauses[number]
    if clause.status is Status.DENIED or clause.echo or not clause.terms or not _overlap(span, clause.span):
        return Coverage.MISSING
    near = clauses[max(0, number - 1) : number + 2]
    factual = any(other.told and other.signals.substance for other in near)
    return Coverage.COVERED if clause.told and factual else Coverage.PARTIAL


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
