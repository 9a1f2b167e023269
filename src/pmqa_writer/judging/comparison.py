"""What became better and what worse between two judgements of an answer. Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from pmqa_writer.judging.answers import Finding, Item, Judged

_STATUSES: Final = ("missing", "partial", "covered")
_ALIKE: Final = 0.6
"""Likeness of two quotations from which on they are the same sentence, edited."""
_COMPARED: Final = 400
"""Characters of a quotation that are compared,"""
_CANDIDATES: Final = 20
"""and findings of the same rule that a finding is compared with."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A checklist item whose status changed."""

    item: str
    before: str
    """`covered`, `partial` or `missing`."""
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one judgement to another."""

    closed: tuple[Finding, ...]
    """Findings that are gone, with the offsets of the older text; in the order of the older judgement."""
    opened: tuple[Finding, ...]
    """Findings that are new, with the offsets of the newer text; in the order of the newer judgement."""
    risen: tuple[Moved, ...]
    """Items that are better evidenced, in the order of the criteria."""
    fallen: tuple[Moved, ...]
    """Items that are less well evidenced."""


def compare(old: Judged, old_text: str, new: Judged, new_text: str) -> Comparison:
    """Compare two judgements of the same answer, each with the text that it is about."""
    closed, opened = compare_findings(old.findings, old_text, new.findings, new_text)
    moved = list(_moved(old.items, new.items))
    return Comparison(
        closed,
        opened,
        tuple(move for move in moved if _STATUSES.index(move.after) > _STATUSES.index(move.before)),
        tuple(move for move in moved if _STATUSES.index(move.after) < _STATUSES.index(move.before)),
    )


def compare_findings(
    old: Sequence[Finding], old_text: str, new: Sequence[Finding], new_text: str
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that are gone and those that are new.

    Two findings are the same where rule and item are and the quoted words are too, wherever they stand now; then where
    there is an item, whatever is quoted, or the quoted words are much alike.
    """
    gone, come = _without_twins(
        [(finding, _quote(finding, old_text)) for finding in old],
        [(finding, _quote(finding, new_text)) for finding in new],
        lambda known: (known[0].rule, known[0].item, known[1]),
        lambda _one, _other: True,
    )
    gone, come = _without_twins(gone, come, lambda known: (known[0].rule, known[0].item), _alike)
    return tuple(finding for finding, _quoted in gone), tuple(finding for finding, _quoted in come)


_Quoted = tuple[Finding, str]


def _without_twins(
    old: Sequence[_Quoted],
    new: Sequence[_Quoted],
    key: Callable[[_Quoted], Hashable],
    same: Callable[[_Quoted, _Quoted], bool],
) -> tuple[list[_Quoted], list[_Quoted]]:
    """What is left of two rows once each one is paired with the first of the same key that is the same."""
    waiting: dict[Hashable, list[int]] = {}
    for number, other in enumerate(new):
        waiting.setdefault(key(other), []).append(number)
    gone, paired = [], set[int]()
    for known in old:
        candidates = waiting.get(key(known), [])
        twin = next((number for number in candidates[:_CANDIDATES] if same(known, new[number])), None)
        if twin is None:
            gone.append(known)
        else:
            candidates.remove(twin)
            paired.add(twin)
    return gone, [other for number, other in enumerate(new) if number not in paired]


def _alike(one: _Quoted, other: _Quoted) -> bool:
    if one[0].item:
        return True
    likeness = SequenceMatcher(None, one[1][:_COMPARED], other[1][:_COMPARED], autojunk=False)
    return likeness.quick_ratio() >= _ALIKE and likeness.ratio() >= _ALIKE


def _quote(finding: Finding, text: str) -> str:
    """The words that a finding is about, white space aside; none where it is about the whole or how long that is."""
    if finding.rule.startswith("LEN") or finding.end - finding.start >= len(text):
        return ""
    return "".join(text[finding.start : finding.end].split())


def _moved(old: Iterable[Item], new: Iterable[Item]) -> Iterable[Moved]:
    before = {item.id: item.status for item in old}
    for item in new:
        if before.get(item.id, item.status) != item.status:
            yield Moved(item.id, before[item.id], item.status)
