"""What a question's wording demands of an answer, as written in `constraints`: `name[=argument][ @item]`.

min_domains=2 of เศรษฐกิจ|สังคม @2.2.S2      count, options, the item that the figure comes from
top_n=2 ผู้รับบริการ                           count, subject
must_state=part3:ทรัพยากร|ผลลัพธ์             options of one part
needs_example=part1|part3                     parts
"""

import re
from dataclasses import dataclass
from typing import Final

KNOWN: Final = frozenset(
    {
        "audience", "award_source", "builds_on", "cover", "cover_all", "domains", "explain_how",
        "explain_how_and_result", "format", "indicator_type", "list_slots", "min_cost_reduction_percent",
        "min_domains", "min_examples", "min_missions", "must_state", "needs_comparison",
        "needs_detail_on_point", "needs_example", "needs_frequency", "needs_link", "needs_percent",
        "needs_technology", "network_types", "no_blank_in_source", "not_just_plan_name", "one_of",
        "per_domain", "per_process", "per_topic", "period", "scope", "summary", "timely", "top_n",
        "within_set_time",
    }
)  # fmt: skip
"""All names that a question may use."""

_ITEM = re.compile(r"\s+@(\S+)$")
_COUNT_OF = re.compile(r"(\d+) of (.+)")
_COUNT = re.compile(r"(\d+)(?:\s+(.+))?")
_PART = re.compile(r"part(\d+)")


@dataclass(frozen=True, slots=True)
class Constraint:
    """One parsed spec."""

    spec: str
    """As it is written in the file."""
    name: str
    options: tuple[str, ...] = ()
    """The alternatives of the argument, `a|b`; the subject of a count is a single option."""
    count: int | None = None
    """The number that is asked for."""
    parts: tuple[int, ...] = ()
    """Parts of the question that the constraint is limited to, counted from 1; empty: all."""
    item: str | None = None
    """The checklist item that the figure comes from, when the question's text does not state it."""


def parse_constraint(spec: str) -> Constraint:
    """Parse one spec; a name that is not in `KNOWN` raises `ValueError`."""
    name, _, argument = spec.partition("=")
    item = None
    if found := _ITEM.search(argument or name):
        item = found[1]
        argument, name = _ITEM.sub("", argument), _ITEM.sub("", name)
    if name not in KNOWN:
        raise ValueError(f"unknown constraint {name!r}")
    head, colon, rest = argument.partition(":")
    parts: tuple[int, ...] = ()
    if colon and (limited := _PART.fullmatch(head)):
        parts, argument = (int(limited[1]),), rest
    count = None
    if (counted := _COUNT_OF.fullmatch(argument)) or (counted := _COUNT.fullmatch(argument)):
        count, argument = int(counted[1]), counted[2] or ""
    options = tuple(option.strip() for option in argument.split("|") if option.strip())
    named = [_PART.fullmatch(option) for option in options]
    if options and all(named):
        parts, options = tuple(int(match[1]) for match in named if match), ()
    return Constraint(spec, name, options, count, parts, item)
