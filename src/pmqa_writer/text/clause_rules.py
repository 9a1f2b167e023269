"""The word lists that tell where a clause begins, compiled once."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from pmqa_writer.resources import data_path
from pmqa_writer.text.patterns import any_of, not_after


@dataclass(frozen=True, slots=True)
class ClauseRules:
    """Patterns made of `checklists/lexicon/clauses.toml`. Each matches or searches in linear time."""

    connective: re.Pattern[str]
    """Matches at the start of a piece that begins a clause whatever is before it."""
    strong: re.Pattern[str]
    """Finds a connective inside a piece that begins a clause without white space before it."""
    opener: re.Pattern[str]
    """Matches at the start of a piece that begins with a verb, or with "และ" and a verb."""
    predicate: re.Pattern[str]
    """Finds a verb in a piece that is neither part of a name nor of a description."""
    incomplete: re.Pattern[str]
    """Finds the end of a piece after which the clause goes on."""
    enumerator: re.Pattern[str]
    """Finds the end of a piece after which items of one clause follow."""
    adjunct: re.Pattern[str]
    """Matches at the start of a piece that only adds to what is before it."""
    leading: re.Pattern[str]
    """Matches at the start of a clause that is an adjunct of what follows."""
    time: re.Pattern[str]
    """Matches a whole piece that names a period and wants a number."""


# A verb must not begin after a leading vowel nor end before a dependent one: that is the middle of a word.
_NOT_INSIDE = "(?<![\u0e40-\u0e44])"
_NOT_CUT = "(?![\u0e30-\u0e3a\u0e45\u0e47-\u0e4e])"


def compile_rules(lists: dict[str, list[str]]) -> ClauseRules:
    """Return the patterns of the word lists of a `clauses.toml`; `KeyError` names a list that lacks."""
    plain, name, link = (any_of(lists[key]) for key in ("verbs", "name_verbs", "links"))
    not_verb = f"(?!{any_of(lists['not_verbs'])})"
    kept = "|".join(f"(?<={re.escape(word)})" for word in lists["not_nominal"])
    free = f"(?:{not_after(lists['nominal'])}|{kept})"
    own = f"{not_after(lists['agents'])}{name}|(?!{name})(?:{plain}|{link})"
    return ClauseRules(
        connective=re.compile(any_of(lists["connectives"])),
        strong=re.compile(any_of(lists["strong"])),
        opener=re.compile(
            f"(?:และ|หรือ|แล้ว){not_verb}(?:{plain}|{name}|{link}){_NOT_CUT}|{not_verb}(?:{plain}|{name}){_NOT_CUT}"
        ),
        predicate=re.compile(f"{_NOT_INSIDE}{not_verb}{free}(?:{own}){_NOT_CUT}"),
        incomplete=re.compile(rf"{any_of(lists['incomplete'])}\Z|\A{any_of(lists['incomplete_alone'])}\Z|[:：]\Z"),
        enumerator=re.compile(any_of(lists["enumerators"]) + r"\Z"),
        adjunct=re.compile(any_of(lists["adjuncts"])),
        leading=re.compile(any_of(lists["leading"])),
        time=re.compile(any_of(lists["times"]) + r"\Z"),
    )


@lru_cache(maxsize=1)
def clause_rules() -> ClauseRules:
    """Return the rules of the packaged lexicon; read on first use."""
    content = data_path("checklists", "lexicon", "clauses.toml").read_text(encoding="utf-8")
    return compile_rules(tomllib.loads(content))
