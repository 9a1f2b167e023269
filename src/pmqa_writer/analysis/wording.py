"""Demands of a question on what is told: on all these matters, with an example, how, compared with whom."""

import re

from pmqa_writer.analysis.answer import Answer, hard
from pmqa_writer.analysis.concepts import says
from pmqa_writer.analysis.model import Clause, Verdict
from pmqa_writer.analysis.registry import Check, Outcome, check, decide
from pmqa_writer.analysis.signals import Signals
from pmqa_writer.criteria import Constraint
from pmqa_writer.i18n import N_, _
from pmqa_writer.text import Status

_HOW = re.compile(r"โดย|ด้วย|ผ่าน|ใช้|จากนั้น|ขั้นตอน|แล้ว(?:นำ|ส่ง|จัด)|ทำให้|ส่งผลให้|วิธี")
_WEB = re.compile(r"เว็บไซต์|เวปไซต์|เว็บเพจ|website|Website|หน้าเว็บ")
_SUBSTANCE = "สาระสำคัญของแผน"
"""An option that asks for what a plan holds, which no phrase names: clauses are counted."""
_PLAN = re.compile(r"แผน|Roadmap|roadmap|โรดแมป")


def _listed(found: list[str], wanted: tuple[str, ...], need: int) -> Outcome:
    """At least `need` of `wanted` are spoken of."""
    absent = ", ".join(option for option in wanted if option not in found)
    return decide(
        len(found) >= need,
        _("Found: {found}").format(found=", ".join(found)),
        _("Found {count} of {need}; not found: {absent}").format(count=len(found), need=need, absent=absent),
    )


@check("min_domains", "min_examples")
def _at_least(answer: Answer, constraint: Constraint) -> Outcome:
    return _listed(answer.covered(constraint.options), constraint.options, constraint.count or 1)


@check("cover", "cover_all", "must_state", "per_domain", "per_topic", "per_process")
def _all_of(answer: Answer, constraint: Constraint) -> Outcome:
    if _SUBSTANCE in constraint.options:
        return _substance(answer)
    return _listed(answer.covered(constraint.options), constraint.options, len(constraint.options))


@check("domains", "one_of", "network_types", "scope", "format", "audience", "timely", "within_set_time")
def _any_of(answer: Answer, constraint: Constraint) -> Outcome:
    return _listed(answer.covered(constraint.options), constraint.options, 1)


@check("builds_on", "indicator_type", "award_source")
def _mentions(answer: Answer, constraint: Constraint) -> Outcome:
    clause = answer.find(constraint.options[0])
    found = clause.text.strip() if clause else ""
    return decide(clause is not None, found, _("Nothing speaks of: {what}").format(what=constraint.options[0]))


@check("needs_example")
def _example(answer: Answer, constraint: Constraint) -> Outcome:
    named = [
        clause
        for clause in answer.told
        if clause.signals.specific >= 2 or clause.signals.has("latin_name", "quoted_name", "figure")
    ]
    need = max(1, len(constraint.parts), len(constraint.options))
    return decide(
        len(named) >= need,
        _("{count} clauses give a concrete example").format(count=len(named)),
        _("Give a concrete example: a name, a place, a figure ({count} of {need} found)").format(
            count=len(named), need=need
        ),
    )


@check("needs_link")
def _link(answer: Answer, _constraint: Constraint) -> Outcome:
    link = next((c.signals.spans("link")[0].text(c.text) for c in answer.clauses if c.signals.has("link")), "")
    if link:
        return Verdict.MET, link
    published = any(_WEB.search(clause.text) for clause in answer.clauses)
    return decide(
        not published,
        _("Nothing is said to be on a website, so no link is needed"),
        _("A website is named: give the link that opens the data directly"),
    )


def _signal(name: str, wanting: str) -> Check:
    """A check that some told clause shows the sign `name`."""

    def look(answer: Answer, _constraint: Constraint) -> Outcome:
        for clause in answer.clauses:
            if clause.status is Status.ASSERTED and (spans := clause.signals.spans(name)):
                return Verdict.MET, spans[0].text(clause.text)
        return Verdict.UNMET, _(wanting)

    return look


check("needs_percent")(_signal("percent", N_("No percentage is given")))
check("needs_frequency")(_signal("frequency", N_("Say how often: every month, quarter or year")))


@check("needs_technology")
def _technology(answer: Answer, constraint: Constraint) -> Outcome:
    named = answer.find("เทคโนโลยีที่นำมาใช้") or answer.find("เทคโนโลยี")
    named = named or next((clause for clause in answer.told if clause.signals.has("latin_name")), None)
    if named is None:
        return Verdict.UNMET, _("No technology is named")
    return _listed(answer.covered(constraint.options), constraint.options, 1)


@check("needs_comparison")
def _comparison(answer: Answer, _constraint: Constraint) -> Outcome:
    clause = next((one for one in answer.told if _compares(one)), None)
    return decide(
        clause is not None,
        clause.text.strip() if clause else "",
        _("Compare with another agency, a standard or an average, and name it"),
    )


def _compares(clause: Clause) -> bool:
    """Whether a clause holds something against another's: with a figure, or with the other's name."""
    named = clause.signals.has("figure", "change", "counted_in_words", "with_agency", "year")
    return (says(clause.text, "เปรียบเทียบ") and named) or (
        says(clause.text, "เปรียบเทียบ", wider=True) and clause.signals.has("figure", "counted_in_words")
    )


@check("explain_how")
def _how(answer: Answer, _constraint: Constraint) -> Outcome:
    clause = next((c for c in answer.factual() if _HOW.search(c.text)), None)
    return decide(
        clause is not None and len(list(answer.factual())) >= 2,
        clause.text.strip() if clause else "",
        _("Explain how it works: steps, tools, what came of it"),
    )


@check("explain_how_and_result")
def _how_and_result(answer: Answer, constraint: Constraint) -> Outcome:
    verdict, detail = _how(answer, constraint)
    result = next((c for c in answer.told if c.signals.has("change") or _result_with_figure(c.signals)), None)
    if verdict is Verdict.UNMET:
        return verdict, detail
    return decide(result is not None, result.text.strip() if result else "", _("Tell the result, with a figure"))


def _result_with_figure(signals: Signals) -> bool:
    return signals.has("result") and signals.has("figure")


def _substance(answer: Answer) -> Outcome:
    """The substance of a plan: what it does, in more than one clause, with facts. A plan is told of as a plan."""
    clauses = [clause for clause in answer.clauses if clause.status is not Status.DENIED and hard(clause)]
    return decide(
        len(clauses) >= 3,
        _("{count} clauses tell what the plan holds").format(count=len(clauses)),
        _("Tell what the plan holds, not only its name"),
    )


@check("not_just_plan_name")
def _not_just_name(answer: Answer, _constraint: Constraint) -> Outcome:
    clauses = answer.told
    for clause, after in zip(clauses, (*clauses[1:], None), strict=False):
        if not _PLAN.search(clause.text):
            continue
        # The content of a plan follows its name: a figure or a result, in the same clause or the next.
        for candidate in (clause, after):
            if (
                candidate
                and candidate.signals.has("figure", "change")
                and candidate.signals.has("step", "result", "owner")
            ):
                return Verdict.MET, candidate.text.strip()
    return Verdict.UNMET, _("Tell what the plan holds, not only its name")


@check("needs_detail_on_point")
def _detail(answer: Answer, _constraint: Constraint) -> Outcome:
    detailed = [clause for clause in answer.told if clause.signals.specific >= 2]
    return decide(
        len(detailed) >= 2,
        _("{count} clauses give details").format(count=len(detailed)),
        _("Give details: who, where, how many, with what result"),
    )


@check("period")
def _period(answer: Answer, _constraint: Constraint) -> Outcome:
    years = [year for clause in answer.told for year in clause.signals.years]
    if answer.window is None:
        return Verdict.UNKNOWN, _("The evaluation window is not set in pmqa.toml")
    if not years:
        return Verdict.UNKNOWN, _("No year is named")
    inside = [year.number for year in years if year.within(answer.window)]
    named = ", ".join(str(number) for number in dict.fromkeys(year.number for year in years))
    return decide(
        bool(inside),
        _("Year {year} lies in the window").format(year=inside[0] if inside else ""),
        _("Only years outside the window are named: {years}").format(years=named),
    )


@check("summary")
def _summary(answer: Answer, _constraint: Constraint) -> Outcome:
    return decide(
        bool(answer.told) and answer.characters <= answer.limit,
        _("A summary within the limit"),
        _("A short summary is wanted, within the limit"),
    )


@check("no_blank_in_source")
def _no_blank(_answer: Answer, _constraint: Constraint) -> Outcome:
    return Verdict.MET, _("The source leaves no blank here, so any form of answer will do")
