"""The pairs of wordy and short phrases: `checklists/lexicon/wordy.toml`, and what makes a pair unsafe.

Officers may add pairs, so each is checked when the file is read: a pair that does not save anything, or that loses a
word of `checklists/lexicon/meaning.toml`, is refused with the reason.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from pmqa_writer.errors import CriteriaError
from pmqa_writer.i18n import _
from pmqa_writer.resources import data_path
from pmqa_writer.text.count import count_characters
from pmqa_writer.text.patterns import any_of
from pmqa_writer.toml_file import read_toml

KEY: Final = 5
"""Letters of a long phrase that it is looked up by; each has at least so many."""

_EACH = "…"
# So many letters at the end of both phrases are the same word, with which the text goes on ("ทำการตรวจ", "ตรวจ").
_SHARED: Final = 3
# What no wording may change, whatever the list of meanings says.
_FIXED = re.compile(r"[^\W\u0e00-\u0e7f]|[0-9๐-๙]")


class _Guarded(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    long: str
    short: str
    note: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    whole: bool = False
    number: bool = False


class _Family(_Guarded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    each: tuple[str, ...]


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    schema: Literal["pmqa-writer/wordy/1"]
    pairs: list[_Guarded]
    families: list[_Family] = []


class _Meaning(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    schema: Literal["pmqa-writer/meaning/1"]
    groups: list[list[str]]
    without: list[str]


class Pair(Struct, frozen=True, kw_only=True):
    """A wordy phrase and a shorter one that says the same."""

    long: str
    """What is replaced, literally."""
    short: str
    """What replaces it."""
    note: str
    """What the writer should look at; often empty."""
    before: tuple[str, ...]
    """The pair does not hold right after one of these."""
    after: tuple[str, ...]
    """The pair does not hold right before one of these."""
    number: bool
    """Whether it holds only where a digit follows."""
    ends_whole: bool
    """Whether the phrase must end where a word ends; needless where both phrases end in the same words."""
    saving: int
    """Characters saved, as the form counts."""


class Meaning:
    """Words that carry meaning, as `checklists/lexicon/meaning.toml` lists them."""

    def __init__(self, groups: Sequence[Sequence[str]], without: Sequence[str]) -> None:
        self._group = {word: number for number, words in enumerate(groups) for word in words}
        self._pattern = re.compile(any_of([*self._group, *without]))

    def of(self, text: str) -> tuple[frozenset[int], Counter[str]]:
        """Return the groups whose words `text` holds, and its digits and letters that are not Thai."""
        found = (self._group.get(match.group()) for match in self._pattern.finditer(text))
        return frozenset(group for group in found if group is not None), Counter(_FIXED.findall(text))


class Lexicon:
    """Pairs, found by the letters that they begin with."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.pairs = tuple(pairs)
        self._by_key: dict[str, list[Pair]] = {}
        for pair in sorted(pairs, key=lambda pair: len(pair.long), reverse=True):
            self._by_key.setdefault(pair.long[:KEY], []).append(pair)

    def within(self, text: str) -> Iterator[tuple[int, Pair]]:
        """Yield the pairs whose long phrase stands in `text`, guards aside, with its offset; the longest first."""
        by_key = self._by_key
        for start in range(len(text) - KEY + 1):
            if known := by_key.get(text[start : start + KEY]):
                for pair in known:
                    if text.startswith(pair.long, start):
                        yield start, pair


def faults(lexicon: Lexicon, meaning: Meaning) -> Iterator[str]:
    """Yield what is wrong with the pairs, one message each; nothing where all are safe."""
    seen: dict[str, str] = {}
    for pair in lexicon.pairs:
        named = f"“{pair.long}” → “{pair.short}”"
        if len(pair.long) < KEY:
            yield _("{pair}: the long phrase is too short to be told from others.").format(pair=named)
        if pair.saving <= 0:
            yield _("{pair}: nothing is saved.").format(pair=named)
        if seen.setdefault(pair.long, pair.short) != pair.short:
            yield _("{pair}: the same phrase has another short form, “{other}”.").format(
                pair=named, other=seen[pair.long]
            )
        if meaning.of(pair.long) != meaning.of(pair.short):
            yield _("{pair}: a word that carries meaning is lost or added.").format(pair=named)
        for start, inner in lexicon.within(pair.long):
            if inner.long == pair.long or pair.long.endswith(inner.before, 0, start):
                continue
            other = pair.long[:start] + inner.short + pair.long[start + len(inner.long) :]
            # The longest phrase wins where several match, so it must not be the one that saves less.
            if count_characters(other) < count_characters(pair.short):
                yield _("{pair}: “{inner}” in it saves more.").format(pair=named, inner=inner.long)


@lru_cache(maxsize=1)
def packaged_lexicon() -> Lexicon:
    """Return the packaged pairs; read and checked on first use.

    Raises:
        CriteriaError: the file is not as it must be, or a pair is unsafe.
    """
    file = data_path("checklists", "lexicon", "wordy.toml")
    content = read_toml(file, _File)
    loaded = Lexicon(list(_pairs(content)))
    for fault in faults(loaded, packaged_meaning()):
        raise CriteriaError(fault, path=str(file))
    return loaded


@lru_cache(maxsize=1)
def packaged_meaning() -> Meaning:
    """Return the packaged list of words that carry meaning."""
    content = read_toml(data_path("checklists", "lexicon", "meaning.toml"), _Meaning)
    return Meaning(content.groups, content.without)


def _pairs(content: _File) -> Iterator[Pair]:
    for entry in content.pairs:
        yield make_pair(entry.long, entry.short, entry)
    for family in content.families:
        for word in family.each:
            yield make_pair(family.long.replace(_EACH, word), family.short.replace(_EACH, word), family)


def make_pair(long: str, short: str, guards: _Guarded | None = None) -> Pair:
    """Return the pair of two phrases, with the guards of an entry of the file."""
    guards = guards or _Guarded(long=long, short=short)
    return Pair(
        long=long,
        short=short,
        note=guards.note,
        before=guards.before,
        after=guards.after,
        number=guards.number,
        ends_whole=guards.whole or not (short and long.endswith(short[-_SHARED:])),
        saving=count_characters(long) - count_characters(short),
    )
