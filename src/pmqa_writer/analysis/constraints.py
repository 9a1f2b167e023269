"""Whether a draft does what its question's wording demands.

Each constraint name has a small check. Words alone judge badly what is asked for in one way and told in another, so
above the checks stands what labelled drafts taught of them: see `constraint_model`. What is not weighed there, such as
a percentage, a link or a period, is left to the checks alone.
"""

from collections.abc import Sequence

from pmqa_writer.analysis import counted, wording  # noqa: F401 - they register their checks
from pmqa_writer.analysis.answer import Answer, hard
from pmqa_writer.analysis.constraint_features import HEARD, constraint_features, settled, weighable
from pmqa_writer.analysis.constraint_model import ConstraintModel, default_model
from pmqa_writer.analysis.model import Clause, ConstraintResult, Verdict
from pmqa_writer.analysis.registry import CHECKS, Outcome
from pmqa_writer.criteria import Constraint, parse_constraint
from pmqa_writer.i18n import _


def check_constraints(answer: Answer, model: ConstraintModel | None = None) -> tuple[ConstraintResult, ...]:
    """Judge all constraints of the answer's question, in the order of the criteria."""
    results = []
    for spec in answer.question.constraints:
        constraint = parse_constraint(spec)
        verdict, detail = _weighed(answer, constraint, CHECKS[constraint.name](answer, constraint), model)
        results.append(ConstraintResult(constraint.name, spec, verdict, detail))
    return tuple(results)


def checked_names() -> frozenset[str]:
    """Return the names of all constraints that have a check."""
    return frozenset(CHECKS)


def _weighed(answer: Answer, constraint: Constraint, outcome: Outcome, model: ConstraintModel | None) -> Outcome:
    """Let what was learned of drafts overrule the words."""
    verdict, _detail = outcome
    if not weighable(constraint) or answer.character is None:
        return outcome
    met = verdict is Verdict.MET
    features = constraint_features(answer, constraint, answer.character, checked=met)
    probable = (model or default_model()).probability(features) >= 0.5
    if probable == met or settled(features, checked=met):
        return outcome
    if probable and (clause := answer.likeliest(constraint.options, HEARD) or _weightiest(answer.told)):
        return Verdict.MET, _("Told in other words: {clause}").format(clause=clause.text.strip())
    if not probable:
        return Verdict.UNMET, _("The words are there, but too little that is specific: say who, what, where, how many")
    return outcome


def _weightiest(told: Sequence[Clause]) -> Clause | None:
    """The clause with the most facts."""
    return max(told, key=lambda clause: (hard(clause), clause.signals.specific), default=None)
