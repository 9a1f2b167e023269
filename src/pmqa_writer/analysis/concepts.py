"""Ways of saying what a question asks for: `checklists/lexicon/concepts.toml`."""

from collections.abc import Iterable
from functools import cache
from typing import Literal

from msgspec import Struct

from pmqa_writer.resources import data_path
from pmqa_writer.toml_file import read_toml


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    schema: Literal["pmqa-writer/concepts/1"]
    concepts: dict[str, list[str]]


@cache
def phrases(concept: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways of saying `concept`, each as parts that must all stand in the same clause.

    A concept that the lexicon does not list stands for itself.
    """
    known = _concepts().get(concept, [concept])
    return tuple(map(parts_of, known))


@cache
def _concepts() -> dict[str, list[str]]:
    return read_toml(data_path("checklists", "lexicon", "concepts.toml"), _File).concepts


@cache
def parts_of(phrase: str) -> tuple[str, ...]:
    """Return the parts of a phrase, which `+` joins."""
    return tuple(part.strip() for part in phrase.split("+"))


def says(text: str, concept: str) -> bool:
    """Say whether a clause's cleaned text speaks of `concept`."""
    return any(in_order(text, parts) for parts in phrases(concept))


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
