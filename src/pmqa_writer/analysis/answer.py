"""A draft taken apart for judging: what the checks of constraints look at."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pmqa_writer.analysis.concepts import said, says
from pmqa_writer.analysis.model import Character, Clause, PointResult
from pmqa_writer.criteria import Question
from pmqa_writer.drafts import Window
from pmqa_writer.text import Status

_MARK = re.compile(r"(?:^|[\s(])\(?(?P<number>[1-9])[.)](?!\d)")
_DONE = re.compile(r"แล้ว|ปัจจุบัน|ขณะนี้|บัดนี้|ที่ผ่านมา|ตั้งแต่|ผล(?:คือ|ปี|จริง|\s)|ได้รับ")
"""Marks a clause behind a plan that tells of something done again."""
_HARD = ("figure", "date", "latin_name", "quoted_name", "frequency", "change", "counted_in_words", "percent")
"""Signs of something that could be checked; an agency's name alone is none."""


@dataclass(frozen=True)
class Answer:
    """The clauses of a draft with its question and circumstances."""

    question: Question
    clauses: tuple[Clause, ...]
    characters: int
    limit: int
    window: Window | None
    character: Character | None = None
    """What kind of text the draft is; with it and `points`, what was learned of drafts weighs in too."""
    points: tuple[PointResult, ...] = ()
    asked: tuple[float, ...] = ()
    """Probability of `covered` of each item that the question asks for."""
    read: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """For each matter that the constraints name, the probability that each of `clauses` tells of it, by the reader."""
    unheard: frozenset[str] = frozenset()
    """Wider phrases to judge without: those that the lexicon took from this very draft, when one learns from it."""

    @cached_property
    def told(self) -> tuple[Clause, ...]:
        """Clauses that are neither denied nor only planned."""
        return tuple(clause for clause in self.clauses if clause.told)

    @cached_property
    def done(self) -> tuple[Clause, ...]:
        """Told clauses without those that only go on with a plan: “… will be opened, cutting costs to 40 baht”."""
        going_on, done = False, []
        for clause in self.clauses:
            if clause.status is Status.PLANNED:
                going_on = True
            elif going_on and "\n" not in clause.text and not _DONE.search(clause.text):
                continue
            else:
                going_on = False
                done.append(clause)
        return tuple(clause for clause in done if clause.told)

    @cached_property
    def text(self) -> str:
        """All that is told, cleaned."""
        return " ".join(clause.text for clause in self.told)

    def find(self, concept: str) -> Clause | None:
        """Return the first clause that speaks of `concept` with a fact at hand."""
        return next((clause for clause in self._with_facts if says(clause.text, concept)), None)

    def covered(self, concepts: tuple[str, ...]) -> list[str]:
        """Return those of `concepts` that some clause speaks of with a fact at hand."""
        found = {concept for clause in self._with_facts for concept in said(clause.text, concepts)}
        return [concept for concept in concepts if concept in found]

    def grade(self, concept: str) -> float:
        """Say how well the draft tells of `concept`, 0 to 1.

        1 when a clause that names it holds a hard fact, less when the fact stands beside it or there is none, less
        again when it is only told of in other words.
        """
        return max(
            (
                worth * self._weight(number)
                for worth, wider in ((1.0, False), (0.6, True))
                for number, clause in enumerate(self.told)
                if says(clause.text, concept, wider=wider, without=self.unheard if wider else ())
            ),
            default=0.0,
        )

    def likely(self, concept: str) -> float:
        """Return how probably some told clause tells of `concept`, in whatever words, by the reader."""
        return max((chance for _clause, chance in self._told_with(concept)), default=0.0)

    def likeliest(self, concepts: Sequence[str], least: float) -> Clause | None:
        """Return the told clause that most probably tells of one of `concepts`; None where none does by `least`."""
        found = [pair for concept in concepts for pair in self._told_with(concept) if pair[1] >= least]
        return max(found, key=lambda pair: pair[1])[0] if found else None

    def _told_with(self, concept: str) -> Iterator[tuple[Clause, float]]:
        for clause, chance in zip(self.clauses, self.read.get(concept, ()), strict=False):
            if clause.told:
                yield clause, chance

    def left_open(self, concept: str) -> bool:
        """Say whether a clause tells that `concept` is lacking or still to come."""
        return any(
            says(clause.text, concept) for clause in self.clauses if clause.status in {Status.DENIED, Status.PLANNED}
        )

    def _weight(self, number: int) -> float:
        told = self.told
        if hard(told[number]):
            return 1.0
        beside = any(hard(near) for near in told[max(0, number - 1) : number + 2])
        return (0.7 if beside else 0.3) / (2 if told[number].signals.has("vague") else 1)

    @cached_property
    def _with_facts(self) -> tuple[Clause, ...]:
        """Told clauses that hold a hard fact or stand beside one that does: the words alone are no answer."""
        told = self.told
        return tuple(
            clause
            for number, clause in enumerate(told)
            if any(near.signals.specific or hard(near) for near in told[max(0, number - 1) : number + 2])
        )

    def factual(self) -> Iterator[Clause]:
        """Yield told clauses with at least one hard fact."""
        return (clause for clause in self.told if clause.signals.specific or hard(clause))

    def list_marks(self) -> int:
        """Return the highest number of a numbered list, `1)` `2)` …, that runs without a gap from 1."""
        numbers = {int(match["number"]) for match in _MARK.finditer(self.text)}
        highest = 0
        while highest + 1 in numbers:
            highest += 1
        return highest


def hard(clause: Clause) -> bool:
    """Say whether a clause tells something that could be checked."""
    return clause.signals.has(*_HARD)
