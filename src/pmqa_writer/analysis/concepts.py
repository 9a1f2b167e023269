"""Ways of saying what a question asks for: `checklists/lexicon/concepts.toml`."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from msgspec import Struct

from pmqa_writer.resources import data_path
from pmqa_writer.toml_file import read_toml


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    schema: Literal["pmqa-writer/concepts/1"]
    concepts: dict[str, list[str]]
    wider: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Ways of saying one concept, by how the lexicon writes them."""

    parts: Mapping[str, tuple[str, ...]]
    """Words that must all stand in the clause, each behind the one before."""
    patterns: Mapping[str, re.Pattern[str]]
    """What can be written in many ways, such as a number of years."""

    def within(self, text: str, without: Container[str] = ()) -> bool:
        """Say whether a clause's cleaned text holds one of them, those of `without` aside."""
        return any(phrase not in without for phrase in self.found(text))

    def found(self, text: str) -> Iterator[str]:
        """Yield those that a clause's cleaned text holds."""
        yield from (phrase for phrase, pattern in self.patterns.items() if pattern.search(text))
        yield from (phrase for phrase, parts in self.parts.items() if in_order(text, parts))

    def starts(self, text: str) -> list[int]:
        """Return where they begin in a text of several clauses, in order."""
        found = {match.start() for pattern in self.patterns.values() for match in pattern.finditer(text)}
        for first, *_others in self.parts.values():
            found |= {match.start() for match in re.finditer(re.escape(first), text)}
        return sorted(found)


@cache
def phrases(concept: str, *, wider: bool = False) -> Phrases:
    """Return the ways of saying `concept`; one that the lexicon does not list stands for itself.

    Args:
        concept: as the criteria name it.
        wider: the words that often tell of it instead of those that name it.
    """
    file = _file()
    known = file.wider.get(concept, []) if wider else file.concepts.get(concept, [concept])
    return Phrases(
        {phrase: parts_of(phrase) for phrase in known if not _is_pattern(phrase)},
        {phrase: re.compile(phrase[1:-1]) for phrase in known if _is_pattern(phrase)},
    )


def _is_pattern(phrase: str) -> bool:
    return len(phrase) > 2 and phrase[0] == phrase[-1] == "/"


@cache
def _file() -> _File:
    return read_toml(data_path("checklists", "lexicon", "concepts.toml"), _File)


@cache
def parts_of(phrase: str) -> tuple[str, ...]:
    """Return the parts of a phrase, which `+` joins."""
    return tuple(part.strip() for part in phrase.split("+"))


def says(text: str, concept: str, *, wider: bool = False, without: Container[str] = ()) -> bool:
    """Say whether a clause's cleaned text speaks of `concept`, in other phrases than those of `without`."""
    return phrases(concept, wider=wider).within(text, without)


def said(text: str, concepts: Iterable[str]) -> list[str]:
    """Return those of `concepts` that a clause's cleaned text speaks of."""
    return [concept for concept in concepts if says(text, concept)]


def in_order(text: str, parts: tuple[str, ...]) -> bool:
    """Say whether all `parts` stand in `text`, each behind the one before."""
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True
