"""A draft taken apart for judging: what the checks of constraints look at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pmqa_writer.analysis.concepts import said, says
from pmqa_writer.analysis.model import Clause
from pmqa_writer.criteria import Question
from pmqa_writer.drafts import Window

_MARK = re.compile(r"(?:^|[\s(])\(?(?P<number>[1-9])[.)](?!\d)")


@dataclass(frozen=True)
class Answer:
    """The clauses of a draft with its question and circumstances."""

    question: Question
    clauses: tuple[Clause, ...]
    characters: int
    limit: int
    window: Window | None

    @cached_property
    def told(self) -> tuple[Clause, ...]:
        """Clauses that are neither denied nor only planned."""
        return tuple(clause for clause in self.clauses if clause.told)

    @cached_property
    def text(self) -> str:
        """All that is told, cleaned."""
        return " ".join(clause.text for clause in self.told)

    def find(self, concept: str) -> Clause | None:
        """Return the first told clause that speaks of `concept`.

        A clause that only lists many things and holds no fact repeats the question; it does not count.
        """
        return next((clause for clause in self.told if says(clause.text, concept)), None)

    def covered(self, concepts: tuple[str, ...]) -> list[str]:
        """Return those of `concepts` that told clauses speak of, a bare enumeration of all of them aside."""
        found: set[str] = set()
        for clause in self.told:
            here = said(clause.text, concepts)
            if len(here) >= max(3, len(concepts)) and not clause.signals.specific:
                continue
            found.update(here)
        return [concept for concept in concepts if concept in found]

    def factual(self) -> Iterator[Clause]:
        """Yield told clauses with at least one hard fact."""
        return (clause for clause in self.told if clause.signals.specific)

    def list_marks(self) -> int:
        """Return the highest number of a numbered list, `1)` `2)` …, that runs without a gap from 1."""
        numbers = {int(match["number"]) for match in _MARK.finditer(self.text)}
        highest = 0
        while highest + 1 in numbers:
            highest += 1
        return highest
