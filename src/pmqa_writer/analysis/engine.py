"""The engine: takes a draft apart once and judges it against its criterion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pmqa_writer.analysis.answer import Answer
from pmqa_writer.analysis.assessed import assess
from pmqa_writer.analysis.constraints import check_constraints
from pmqa_writer.analysis.coverage import judge_items
from pmqa_writer.analysis.model import (
    Analysis,
    Character,
    Clause,
    ConstraintResult,
    Coverage,
    ItemCoverage,
    Judgement,
    Target,
    Verdict,
)
from pmqa_writer.analysis.points import judge_elements, judge_points
from pmqa_writer.analysis.signals import Signals
from pmqa_writer.analysis.topic import Topics
from pmqa_writer.criteria import Criterion, Edition, Item, Question, parse_constraint
from pmqa_writer.drafts import Draft, Window
from pmqa_writer.reading.model import Reader, Scores
from pmqa_writer.reading.words import packaged_reader
from pmqa_writer.text import Span, Status, clean, count_characters, default_tokenizer, masked, segment, status

if TYPE_CHECKING:
    from pmqa_writer.reading.assessment import Assessor

_UNMET = 0.2
"""Probability of `covered` that is left to an item whose own demand is unmet."""
_COPY = 12
"""Characters in a row, white space aside, that make a copy of the criteria's wording."""


class Engine:
    """Analyses drafts against an edition of the criteria. Pure after loading, so one serves a whole run."""

    def __init__(self, edition: Edition, reader: Reader | None = None, assessor: Assessor | None = None) -> None:
        """Prepare to judge by an edition.

        Args:
            edition: the criteria.
            reader: reads clauses beside items; None: the packaged one.
            assessor: is asked about each draft, which may take minutes, and may fail; None: nobody is.
        """
        self.edition = edition
        self._reader = reader
        self._assessor = assessor
        self._tokenizer = default_tokenizer()
        self._wording = lru_cache(maxsize=None)(self._build_wording)

    @property
    def reader(self) -> Reader:
        """What reads clauses beside items; the packaged one is loaded when it is first wanted."""
        return self._reader or packaged_reader()

    @cached_property
    def topics(self) -> Topics:
        """The criteria as word vectors."""
        return Topics(self.edition, self._tokenizer)

    def analyse(self, draft: Draft, window: Window | None = None) -> Analysis:
        """Return everything that the engine says of a draft.

        Args:
            draft: its question must be one of the edition's; another raises `UnknownIdError`.
            window: the evaluation window; without it nothing is said of years.
        """
        question = self.edition.question(draft.question)
        criterion = self.edition.criterion(question.criterion)
        clauses = self.clauses(draft.text, criterion)
        characters = count_characters(draft.text)
        points = judge_points(self.edition.adli, clauses, draft.text, question.id, read_points(clauses))
        character = self.character(clauses, question)
        scores = self.read(clauses, criterion.items)
        coverage = judge_items(criterion.items, question, clauses, scores, character, draft.text)
        judgement = Judgement()
        if self._assessor:
            coverage, judgement = assess(self._assessor, coverage, question, criterion, clauses, draft.text)
        asked = tuple(item.score for item in coverage if item.target is Target.STRONG)
        answer = Answer(
            question,
            clauses,
            characters,
            self.edition.limit,
            window,
            character,
            points,
            asked,
            read_demands(question, clauses),
        )
        constraints = check_constraints(answer)
        return Analysis(
            draft=draft,
            characters=characters,
            clauses=clauses,
            coverage=tuple(_limited(item, constraints) for item in coverage),
            points=points,
            elements=judge_elements(self.edition.adli, points),
            constraints=constraints,
            character=character,
            judgement=judgement,
        )

    def read(self, clauses: Sequence[Clause], items: Sequence[Item]) -> Scores:
        """Return what the reader says of clauses, in the order of a draft, and of items of one criterion."""
        return self.reader.read([clause.text for clause in clauses], items)

    def clauses(self, text: str, criterion: Criterion) -> tuple[Clause, ...]:
        """Take a text apart into clauses; `criterion` is the one whose wording they may repeat.

        A blank of a skeleton that nobody filled says nothing.
        """
        wording = self._wording(criterion.id)
        text = masked(text)
        return tuple(self._clause(text, span, wording) for span in segment(text))

    def _clause(self, text: str, span: Span, wording: frozenset[str]) -> Clause:
        cleaned = clean(span.text(text)).text
        squeezed = "".join(cleaned.split())
        terms = tuple(self._tokenizer.terms(cleaned))
        return Clause(span, cleaned, squeezed, status(cleaned), Signals(cleaned), terms, _copied(squeezed, wording))

    def _build_wording(self, criterion_id: str) -> frozenset[str]:
        """All runs of `_COPY` characters of the official wording of a criterion."""
        criterion = self.edition.criterion(criterion_id)
        texts = [
            *(item.text for item in criterion.items),
            *(question.text for question in criterion.questions),
        ]
        return frozenset(run for text in texts for run in _runs("".join(clean(text).text.split())))

    def character(self, clauses: tuple[Clause, ...], question: Question) -> Character:
        """Say what kind of text a draft is."""
        length = sum(len(clause.text) for clause in clauses) or 1
        likeness = self.topics.likeness(term for clause in clauses for term in clause.terms)
        nearest = max(likeness, key=lambda criterion_id: likeness[criterion_id])
        return Character(
            planned=sum(len(c.text) for c in clauses if c.status is Status.PLANNED) / length,
            denied=sum(len(c.text) for c in clauses if c.status is Status.DENIED) / length,
            copied=sum(clause.copied * len(clause.text) for clause in clauses) / length,
            facts=sum(
                len(c.signals.spans(n)) for c in clauses for n in ("figure", "date", "latin_name", "quoted_name")
            ),
            results=sum(clause.told and clause.signals.has("change", "award") for clause in clauses),
            own_topic=likeness[question.criterion],
            nearest_topic=nearest,
            nearest_score=likeness[nearest],
        )


def read_points(clauses: Sequence[Clause]) -> NDArray[np.float64]:
    """Return the log odds, clauses × 15, that each clause shows each ADLI point."""
    return packaged_reader().points([clause.text for clause in clauses]).astype(np.float64)


def read_demands(question: Question, clauses: Sequence[Clause]) -> dict[str, Sequence[float]]:
    """Return, for each matter that a question's constraints name, the probability that each clause tells of it."""
    names = demanded(question)
    return as_chances(names, packaged_reader().demands([clause.text for clause in clauses], names))


def demanded(question: Question) -> list[str]:
    """Return the matters that a question's constraints name, each once."""
    return list(dict.fromkeys(option for spec in question.constraints for option in parse_constraint(spec).options))


def as_chances(names: Sequence[str], odds: NDArray[np.floating[Any]]) -> dict[str, Sequence[float]]:
    """Return log odds, clauses × names, as the probability of each clause by name."""
    chances = 1 / (1 + np.exp(-odds.T))
    return {name: list(map(float, row)) for name, row in zip(names, chances, strict=True)}


def _limited(coverage: ItemCoverage, constraints: tuple[ConstraintResult, ...]) -> ItemCoverage:
    """An item is not covered while the demand that the question takes from it, such as a percentage, is unmet."""
    unmet = [
        result.detail
        for result in constraints
        if result.status is Verdict.UNMET and parse_constraint(result.spec).item == coverage.item.id
    ]
    if unmet and coverage.status is Coverage.COVERED:
        return replace(coverage, status=Coverage.PARTIAL, score=min(coverage.score, _UNMET), unmet=unmet[0])
    return coverage


def _runs(text: str) -> Iterator[str]:
    return (text[start : start + _COPY] for start in range(len(text) - _COPY + 1))


def _copied(squeezed: str, wording: frozenset[str]) -> float:
    """Share of a text's characters, which holds no white space, that lie in runs of the official wording."""
    copied, end = 0, 0
    for start, run in enumerate(_runs(squeezed)):
        if run in wording:
            copied += start + _COPY - max(start, end)
            end = start + _COPY
    return copied / len(squeezed) if squeezed else 0.0
