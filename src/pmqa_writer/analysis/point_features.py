"""What the recognisers of ADLI points look at: the signs in and around a clause, its wording, and the draft as a whole.

No count and no length is among it: a short passage must not lose for being short.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pmqa_writer.analysis.concepts import in_order, parts_of
from pmqa_writer.analysis.model import Clause
from pmqa_writer.analysis.signals import signs
from pmqa_writer.criteria import AdliPoint, AdliTable
from pmqa_writer.text import Status

GRAMS: Final = range(3, 8)
"""Lengths of the runs of characters that wording is compared by; Thai words have about four."""
_MONTH: Final = re.compile(
    "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    r"|ม\.ค\.?|ก\.พ\.(?!ร)|มี\.ค\.?|เม\.ย\.?|พ\.ค\.?|มิ\.ย\.?|ก\.ค\.?|ส\.ค\.?|ก\.ย\.?|ต\.ค\.?|พ\.ย\.?|ธ\.ค\.?"
)
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*")
_YEAR: Final = re.compile(r"25\d\d")
_NUMBER: Final = re.compile(r"\d[\d,.]*")
_SPACE: Final = re.compile(r"\s+")
_MADE_UP: Final = re.compile("ตัวอย่าง|สมมติ|สมมุติ")
"""Marks invented agencies, which the drafts that are learned from are of and real ones are not."""
_KEPT: Final = frozenset({"KPI", "OKR", "MOU", "AAR", "PDCA", "SOP", "OP", "API", "AI", "SLA", "LINE", "QR", "SWOT"})
_FACTS: Final = ("figure", "date", "year", "latin_name", "quoted_name")


@dataclass(frozen=True, slots=True)
class Passage:
    """A told clause among its neighbours."""

    number: int
    """Its place among all clauses of the draft."""
    clause: Clause
    before: Clause | None
    after: Clause | None

    @property
    def near(self) -> tuple[Clause, ...]:
        """The clause and those beside it."""
        return tuple(clause for clause in (self.before, self.clause, self.after) if clause is not None)


def passages(clauses: Sequence[Clause]) -> list[Passage]:
    """Return the clauses that can show a point: a plan, a denial, a purpose and an echo of the question cannot."""
    padded = (None, *clauses, None)
    return [
        Passage(number, clause, padded[number], padded[number + 2])
        for number, clause in enumerate(clauses)
        if clause.told
    ]


def shows(point: AdliPoint, clause: Clause, near: Sequence[Clause]) -> bool:
    """Say whether a clause shows a point: a cue or a sign of it, and the signs that it requires here or `near` it."""
    if not (any(name in clause.signals.found for name in point.signals) or _cued(point, clause.text)):
        return False
    required = frozenset(point.requires)
    return not required or any(other.told and not required.isdisjoint(other.signals.found) for other in near)


def _cued(point: AdliPoint, text: str) -> bool:
    return any(parts[0] in text and in_order(text, parts) for parts in map(parts_of, point.cues))


def clause_features(table: AdliTable, passage: Passage) -> set[str]:
    """Return the names of what is true of a clause.

    `s:` signs in it, `b:` in the clause before, `a:` in the one after, `x:` links of signs, `r:` points by the rules.
    """
    own = passage.clause.signals.found
    before = passage.before.signals.found if passage.before and passage.before.told else frozenset()
    after = passage.after.signals.found if passage.after and passage.after.told else frozenset()
    linked = (
        f"x:{name}"
        for name, parts in signs().links.items()
        if all(part in own or (part[0] == "<" and (part[1:] in own or part[1:] in before)) for part in parts)
    )
    ruled = (f"r:{point.number}" for point in table.points if shows(point, passage.clause, passage.near))
    return {*_named("s", own), *_named("b", before), *_named("a", after), *linked, *ruled}


def _named(kind: str, found: Iterable[str]) -> Iterable[str]:
    return (f"{kind}:{name}" for name in found)


def shape(text: str) -> str:
    """Return a clause's cleaned text with what differs from agency to agency made alike: figures, dates, names."""
    text = _MADE_UP.sub("", text)
    text = _LATIN.sub(lambda word: word[0] if word[0] in _KEPT else "A", text)
    text = _MONTH.sub("M", text)
    text = _NUMBER.sub("0", _YEAR.sub("Y", text))
    return f" {_SPACE.sub(' ', text).strip()} "


def grams(shaped: str) -> set[str]:
    """Return all runs of characters of a shaped clause."""
    return {shaped[at : at + length] for length in GRAMS for at in range(len(shaped) - length + 1)}


def draft_features(clauses: Sequence[Clause]) -> dict[str, float]:
    """Return what kind of text a draft is: shares of its characters and densities of facts, 0 to 1."""
    length = sum(len(clause.text) for clause in clauses) or 1
    told = [clause for clause in clauses if clause.told]
    facts = sum(len(clause.signals.spans(name)) for clause in told for name in _FACTS)
    owners = sum(clause.signals.has("owner") for clause in told)
    shares = {
        "planned": sum(len(c.text) for c in clauses if c.status is Status.PLANNED),
        "denied": sum(len(c.text) for c in clauses if c.status is Status.DENIED),
        "told": sum(len(clause.text) for clause in told),
        "copied": sum(clause.copied * len(clause.text) for clause in clauses),
    }
    # Below 200 characters a single fact would count as many.
    return {name: share / length for name, share in shares.items()} | {
        "facts": min(1.0, 25 * facts / max(length, 200)),
        "owners": min(1.0, 50 * owners / max(length, 200)),
    }
