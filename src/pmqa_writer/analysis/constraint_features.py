"""What the learned judge of constraints looks at: how the matters asked for are told of, and what the draft gives."""

from collections.abc import Mapping
from typing import Final

from pmqa_writer.analysis.answer import Answer, hard
from pmqa_writer.analysis.model import Character
from pmqa_writer.criteria import Constraint

_COUNTED: Final = "counted"
"""Kind of demand whose check counts, or holds a figure against another: what it finds is there."""
FAMILIES: Final[Mapping[str, str]] = {
    "needs_example": "example",
    "needs_detail_on_point": "example",
    "not_just_plan_name": "example",
    "explain_how": "how",
    "explain_how_and_result": "how",
    "builds_on": "one",
    "award_source": "one",
    "indicator_type": "one",
    "scope": "any",
    "domains": "any",
    "one_of": "any",
    "network_types": "any",
    "format": "any",
    "audience": "any",
    "timely": "any",
    "within_set_time": "any",
    "needs_technology": "all",
    "cover": "all",
    "cover_all": "all",
    "must_state": "all",
    "per_domain": "all",
    "per_topic": "all",
    "per_process": "all",
    "min_domains": "all",
    "min_examples": "all",
    "top_n": _COUNTED,
    "min_missions": _COUNTED,
    "needs_comparison": _COUNTED,
}
"""What kind of demand each constraint makes. A percentage, a link, a period and the like are not among them: there is
nothing to weigh, and the checks decide."""
_CLEAR: Final = 0.7
"""Grade of a matter that is named in a clause with a hard fact in it or beside it."""
HEARD: Final = 0.3
"""Probability by the reader from which on a matter that is clearly named is told of too."""


def weighable(constraint: Constraint) -> bool:
    """Say whether a constraint is one that more than the check's verdict can tell of."""
    return constraint.name in FAMILIES


def settled(features: Mapping[str, float], *, checked: bool) -> bool:
    """Say whether nothing may overrule what a demand's check finds: met (`checked`) or unmet."""
    return _clearly_told(features) if checked else _plainly_open(features)


def _clearly_told(features: Mapping[str, float]) -> bool:
    """Say of a demand that its check finds met whether nothing may overrule that.

    So it is where all that is asked for is named with facts at hand, heard by the reader, and nothing of it left open:
    of 333 such demands, in drafts that the reader had not seen, labellers found 323 met. And so it is where the check
    has counted: of 135, 122.
    """
    if f"{_COUNTED}_here" in features:
        return True
    return features["lowest"] >= _CLEAR and features["read_lowest"] >= HEARD and features["open"] == 0


def _plainly_open(features: Mapping[str, float]) -> bool:
    """Say of a demand that its check finds unmet whether nothing may overrule that.

    So it is where the draft itself says of a matter that it is lacking or still to come, and names it nowhere else: of
    98 such demands labellers found 10 met.
    """
    return features["lacking"] > 0


def constraint_features(
    answer: Answer, constraint: Constraint, character: Character, *, checked: bool
) -> dict[str, float]:
    """Return what is true of a constraint and its draft, about 0 to 1.

    Args:
        answer: the draft.
        constraint: what its question's wording demands.
        character: what kind of text the draft is.
        checked: whether the constraint's check finds it met.
    """
    family = FAMILIES[constraint.name]
    options = constraint.options
    graded = [answer.grade(option) for option in options]
    left_open = [answer.left_open(option) for option in options]
    grades = sorted(graded, reverse=True)
    need = 1 if family in {"any", "one"} else min(constraint.count or len(grades), len(grades))
    wanted = grades[:need] or [0.0]
    read = sorted((answer.likely(option) for option in options), reverse=True)[:need] or [0.0]
    on_topic = min(1.0, character.own_topic / max(character.nearest_score, 1e-9))
    told = answer.told
    count = len(told) or 1
    points = {point.point: point.score for point in answer.points}
    shared = {
        "grade": sum(wanted) / len(wanted),
        "lowest": wanted[-1],
        "read": sum(read) / len(read),
        "read_lowest": read[-1],
        "open": sum(left_open) / (len(options) or 1),
        "lacking": float(any(is_open and not grade for is_open, grade in zip(left_open, graded, strict=True))),
    }
    draft = {
        "hard": sum(map(hard, told)) / count,
        "vague": sum(clause.signals.has("vague") for clause in answer.clauses) / (len(answer.clauses) or 1),
        "planned": character.planned,
        "denied": character.denied,
        "copied": character.copied,
        "silent": float(not told),
        "on_topic": on_topic,
        "elsewhere": min(1.0, 5 * (character.nearest_score - character.own_topic)),
        "approach": max((points.get(number, 0.0) for number in range(1, 5)), default=0.0),
        "deployment": max((points.get(number, 0.0) for number in range(7, 11)), default=0.0),
        "result": points.get(6, 0.0),
        "asked": sum(answer.asked) / (len(answer.asked) or 1),
        "asked_best": max(answer.asked, default=0.0),
    }
    weighed = {**shared, "asked": draft["asked"], "hard": draft["hard"], "elsewhere": draft["elsewhere"], "here": 1.0}
    own = {f"{family}_{name}": value for name, value in weighed.items()}
    # Demands of one name, or of one question, are met more often than others, or told in plainer words.
    told_of = {"here": 1.0, "checked": float(checked), "read": shared["read"], "asked": draft["asked"]}
    named = {f"{constraint.name}: {name}": value for name, value in told_of.items()}
    asked_here = f"{answer.question.id} {constraint.spec}"
    return shared | draft | own | named | {"checked": float(checked), asked_here: 1.0}
