"""What a question's wording demands, in words."""

from typing import Final

from pmqa_writer.criteria import parse_constraint
from pmqa_writer.i18n import N_, _

_TEXTS: Final = {
    "audience": N_("For the public"),
    "award_source": N_("The award comes from: {options}"),
    "builds_on": N_("Built on: {options}"),
    "cover": N_("Tell of each: {options}"),
    "cover_all": N_("Tell of all: {options}"),
    "domains": N_("In the fields that apply: {options}"),
    "explain_how": N_("Explain how: {options}"),
    "explain_how_and_result": N_("Explain how, and with what result: {options}"),
    "format": N_("In a form that is: {options}"),
    "indicator_type": N_("The indicator is a: {options}"),
    "list_slots": N_("List {count}: {options}"),
    "min_cost_reduction_percent": N_("Cost lowered by at least {count} percent"),
    "min_domains": N_("At least {count} of: {options}"),
    "min_examples": N_("At least {count} of: {options}"),
    "min_missions": N_("At least {count} missions"),
    "must_state": N_("State: {options}"),
    "needs_comparison": N_("Compare with others"),
    "needs_detail_on_point": N_("Details, to the point"),
    "needs_example": N_("A concrete example"),
    "needs_frequency": N_("How often"),
    "needs_link": N_("A direct link, if it is published on a website"),
    "needs_percent": N_("A percentage"),
    "needs_technology": N_("The technology used to: {options}"),
    "network_types": N_("Networks such as: {options}"),
    "no_blank_in_source": N_("Any form of answer: the source leaves no blank"),
    "not_just_plan_name": N_("More than the name of a plan"),
    "one_of": N_("One of: {options}"),
    "per_domain": N_("For each field: {options}"),
    "per_process": N_("For each process: {options}"),
    "per_topic": N_("For each topic: {options}"),
    "period": N_("Within the past year"),
    "scope": N_("Scope: {options}"),
    "summary": N_("A short summary"),
    "timely": N_("In time"),
    "top_n": N_("The first {count}: {options}"),
    "within_set_time": N_("Within the time that is set"),
}


def constraint_text(spec: str) -> str:
    """Say in words what a constraint demands, in the language that is set."""
    constraint = parse_constraint(spec)
    text = _(_TEXTS[constraint.name]).format(count=constraint.count, options=", ".join(constraint.options))
    if constraint.parts:
        text += " " + _("(part {parts})").format(parts=", ".join(map(str, constraint.parts)))
    if constraint.item:
        text += " " + _("(the figure comes from {item})").format(item=constraint.item)
    return text
