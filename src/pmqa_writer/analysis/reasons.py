"""Why the engine says of an item what it says: the clauses it weighed, the words that told, what held it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pmqa_writer.analysis.coverage import default_model, factual, relation
from pmqa_writer.analysis.engine import Engine
from pmqa_writer.analysis.logistic import logistic
from pmqa_writer.analysis.model import Analysis, Clause, ItemCoverage
from pmqa_writer.criteria import Item
from pmqa_writer.drafts import Draft, Window
from pmqa_writer.reading.words import WordReader
from pmqa_writer.text import Status, default_tokenizer

_CLAUSES: Final = 3
_WORDS: Final = 5
_TELLS: Final = 0.05
"""What a word must add or take away, in logits, to be named."""
_WORTH: Final = 0.05
"""Probability of addressing the item from which on a clause is worth a look."""


@dataclass(frozen=True, slots=True)
class ClauseReason:
    """What a clause says of an item."""

    text: str
    """As the draft has it."""
    addresses: float
    """Probability that it is at least partial evidence, with what its neighbours add."""
    covers: float
    """Probability that it evidences the item."""
    status: Status
    echo: bool
    """Whether it only repeats the official wording."""
    factual: bool
    """Whether it is told and more than a name stands in it or beside it."""
    quoted: bool
    """Whether it is shown as evidence."""
    words_for: tuple[str, ...]
    """Its words that speak most for the item, the strongest first; empty where the reader does not go by words."""
    words_against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why an item is judged as it is."""

    analysis: Analysis
    coverage: ItemCoverage
    addressed_from: float
    """Probability from which on the item counts as at least partly there."""
    covered_from: float
    """Probability from which on the item counts as covered."""
    usual: tuple[float, float]
    """Shares of answers to this question that are expected to show the item at least partly, and to cover it, by the
    drafts that were learned from."""
    nearest: float
    """How probably any clause of the draft addresses any item of the criterion."""
    related_from: float
    """What `nearest` must reach, or the draft is about something else and evidences nothing."""
    clauses: tuple[ClauseReason, ...]
    """Those quoted, and those that come nearest to evidencing it, the best first."""


def reasons(engine: Engine, draft: Draft, item: Item, window: Window | None = None) -> Reasons:
    """Judge a draft and say why an item of its criterion is judged as it is."""
    analysis = engine.analyse(draft, window)
    coverage = next(found for found in analysis.coverage if found.item.id == item.id)
    clauses = analysis.clauses
    # All items, as the analysis read them: a slow reader remembers its answer to what it was asked.
    items = engine.edition.criterion(item.id.rpartition(".")[0]).items
    read = engine.read(clauses, items)
    scores: Sequence[Sequence[float]] = read[:, items.index(item)].tolist()
    ranked = sorted(range(len(clauses)), key=lambda number: -float(sum(scores[number])))
    quoted = {number for number in ranked if _is_quoted(clauses[number], coverage)}
    near = quoted.union(number for number in ranked[:_CLAUSES] if scores[number][0] >= _WORTH)
    told = [
        _reason(engine, item, clauses, number, draft.text, scores[number], quoted=number in quoted)
        for number in ranked
        if number in near
    ]
    model, question = default_model(), engine.edition.question(draft.question)
    addressed, covered = map(logistic, model.usual(question, [item])[item.id])
    nearest, related_from = relation(read, analysis.character, model)
    return Reasons(
        analysis=analysis,
        coverage=coverage,
        addressed_from=model.addressed_from,
        covered_from=model.covered_from,
        usual=(addressed, covered),
        nearest=nearest,
        related_from=related_from,
        clauses=tuple(told),
    )


def _is_quoted(clause: Clause, coverage: ItemCoverage) -> bool:
    return any(
        quoted.span.start < clause.span.end and clause.span.start < quoted.span.end for quoted in coverage.evidence
    )


def _reason(
    engine: Engine,
    item: Item,
    clauses: Sequence[Clause],
    number: int,
    text: str,
    scores: Sequence[float],
    *,
    quoted: bool,
) -> ClauseReason:
    clause = clauses[number]
    words = engine.reader.told_by(clause.text, item) if isinstance(engine.reader, WordReader) else {}
    # The reader knows figures only by their length, and what "in" or "all" tells nobody could follow.
    content = {word for word in words if not word[0].isdigit() and default_tokenizer().terms(word)}
    ranked = sorted(content, key=lambda word: -words[word])
    return ClauseReason(
        clause.span.text(text).strip(),
        float(scores[0]),
        float(scores[1]),
        clause.status,
        clause.echo,
        factual(clauses, number),
        quoted,
        tuple(word for word in ranked[:_WORDS] if words[word] > _TELLS),
        tuple(word for word in ranked[::-1][:_WORDS] if words[word] < -_TELLS),
    )
