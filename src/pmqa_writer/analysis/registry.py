"""The checks of constraints by name: each says whether a draft does what one kind of wording demands."""

from collections.abc import Callable
from typing import Final

from pmqa_writer.analysis.answer import Answer
from pmqa_writer.analysis.model import Verdict
from pmqa_writer.criteria import Constraint

Outcome = tuple[Verdict, str]
"""The verdict, and what was found or is wanting."""
Check = Callable[[Answer, Constraint], Outcome]

CHECKS: Final[dict[str, Check]] = {}


def check(*names: str) -> Callable[[Check], Check]:
    """Make a function the check of the constraints `names`."""

    def register(function: Check) -> Check:
        CHECKS.update(dict.fromkeys(names, function))
        return function

    return register


def decide(met: bool, found: str, wanting: str) -> Outcome:
    """Return the outcome of a plain yes or no."""
    return (Verdict.MET, found) if met else (Verdict.UNMET, wanting)
