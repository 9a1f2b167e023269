"""Regular expressions of literal words, for the word lists of `checklists/lexicon/`."""

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for one of the literal `words`, longer ones first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def not_after(words: Iterable[str]) -> str:
    """Return a pattern for a place that none of the literal `words` ends at."""
    return "".join(f"(?<!{re.escape(word)})" for word in words)
