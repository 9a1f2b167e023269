"""A text made ready to be searched, or to search with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from pmqa_writer.text import clean, default_tokenizer


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its content words, so that it is cut once for all that look at it."""

    text: str
    """Cleaned."""
    terms: tuple[str, ...] = ()
    """Its content words in order, repetitions included."""

    @classmethod
    def of(cls, text: str) -> Document:
        """Clean a text and find its words."""
        cleaned = clean(text).text.strip()
        return cls(cleaned, tuple(default_tokenizer().terms(cleaned)))

    @classmethod
    def joined(cls, parts: Iterable[Document]) -> Document:
        """Join texts that were made ready before."""
        parts = tuple(parts)
        return cls("\n".join(part.text for part in parts), tuple(chain.from_iterable(part.terms for part in parts)))
