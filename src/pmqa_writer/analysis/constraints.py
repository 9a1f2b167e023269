"""Whether a draft does what its question's wording demands. One small check for each constraint name."""

import re
from collections.abc import Callable
from typing import Final

from pmqa_writer.analysis.answer import Answer
from pmqa_writer.analysis.concepts import says
from pmqa_writer.analysis.model import ConstraintResult, Verdict
from pmqa_writer.analysis.signals import NUMBER, Signals
from pmqa_writer.criteria import Constraint, parse_constraint
from pmqa_writer.i18n import N_, _
from pmqa_writer.text import Status

Outcome = tuple[Verdict, str]
Check = Callable[[Answer, Constraint], Outcome]

_CHECKS: dict[str, Check] = {}
_HOW = re.compile(r"โดย|ด้วย|ผ่าน|ใช้|จากนั้น|ขั้นตอน|แล้ว(?:นำ|ส่ง|จัด)|ทำให้|ส่งผลให้|วิธี")
_WEB = re.compile(r"เว็บไซต์|เวปไซต์|เว็บเพจ|website|Website|หน้าเว็บ")
_COST = re.compile(r"ต้นทุน|ค่าใช้จ่าย|งบประมาณ|ประหยัด|บาท")
_PERCENT = re.compile(rf"ร้อยละ\s*({NUMBER})|({NUMBER})\s*(?:%|เปอร์เซ็นต์)")
_FROM_TO = re.compile(rf"จาก(?:เดิม)?\D{{0,20}}({NUMBER})\D{{0,40}}?(?:เป็น|เหลือ)\D{{0,12}}({NUMBER})")
_PLAN = re.compile(r"แผน|Roadmap|roadmap|โรดแมป")


def check_constraints(answer: Answer) -> tuple[ConstraintResult, ...]:
    """Judge all constraints of the answer's question, in the order of the criteria."""
    results = []
    for spec in answer.question.constraints:
        constraint = parse_constraint(spec)
        verdict, detail = _CHECKS[constraint.name](answer, constraint)
        results.append(ConstraintResult(constraint.name, spec, verdict, detail))
    return tuple(results)


def checked_names() -> frozenset[str]:
    """Return the names of all constraints that have a check."""
    return frozenset(_CHECKS)


def _check(*names: str) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        _CHECKS.update(dict.fromkeys(names, check))
        return check

    return register


def _decide(met: bool, found: str, wanting: str) -> Outcome:
    return (Verdict.MET, found) if met else (Verdict.UNMET, wanting)


def _listed(found: list[str], wanted: tuple[str, ...], need: int) -> Outcome:
    """At least `need` of `wanted` are spoken of."""
    absent = ", ".join(option for option in wanted if option not in found)
    return _decide(
        len(found) >= need,
        _("Found: {found}").format(found=", ".join(found)),
        _("Found {count} of {need}; not found: {absent}").format(count=len(found), need=need, absent=absent),
    )


@_check("min_domains", "min_examples")
def _at_least(answer: Answer, constraint: Constraint) -> Outcome:
    return _listed(answer.covered(constraint.options), constraint.options, constraint.count or 1)


@_check("cover", "cover_all", "must_state", "per_domain", "per_topic", "per_process")
def _all_of(answer: Answer, constraint: Constraint) -> Outcome:
    if constraint.options == ("สาระสำคัญของแผน",):
        return _substance(answer)
    return _listed(answer.covered(constraint.options), constraint.options, len(constraint.options))


@_check("domains", "one_of", "network_types", "scope", "format", "audience", "timely", "within_set_time")
def _any_of(answer: Answer, constraint: Constraint) -> Outcome:
    return _listed(answer.covered(constraint.options), constraint.options, 1)


@_check("builds_on", "indicator_type", "award_source")
def _mentions(answer: Answer, constraint: Constraint) -> Outcome:
    clause = answer.find(constraint.options[0])
    found = clause.text.strip() if clause else ""
    return _decide(clause is not None, found, _("Nothing speaks of: {what}").format(what=constraint.options[0]))


@_check("needs_example")
def _example(answer: Answer, constraint: Constraint) -> Outcome:
    named = [
        clause
        for clause in answer.told
        if clause.signals.specific >= 2 or clause.signals.has("latin_name", "quoted_name", "figure")
    ]
    need = max(1, len(constraint.parts), len(constraint.options))
    return _decide(
        len(named) >= need,
        _("{count} clauses give a concrete example").format(count=len(named)),
        _("Give a concrete example: a name, a place, a figure ({count} of {need} found)").format(
            count=len(named), need=need
        ),
    )


@_check("needs_link")
def _link(answer: Answer, _constraint: Constraint) -> Outcome:
    link = next((c.signals.spans("link")[0].text(c.text) for c in answer.clauses if c.signals.has("link")), "")
    if link:
        return Verdict.MET, link
    published = any(_WEB.search(clause.text) for clause in answer.clauses)
    return _decide(
        not published,
        _("Nothing is said to be on a website, so no link is needed"),
        _("A website is named: give the link that opens the data directly"),
    )


def _signal(name: str, wanting: str) -> Check:
    """A check that some told clause shows the sign `name`."""

    def check(answer: Answer, _constraint: Constraint) -> Outcome:
        for clause in answer.told:
            if spans := clause.signals.spans(name):
                return Verdict.MET, spans[0].text(clause.text)
        return Verdict.UNMET, _(wanting)

    return check


_check("needs_percent")(_signal("percent", N_("No percentage is given")))
_check("needs_frequency")(_signal("frequency", N_("Say how often: every month, quarter or year")))


@_check("needs_technology")
def _technology(answer: Answer, constraint: Constraint) -> Outcome:
    named = answer.find("เทคโนโลยีที่นำมาใช้") or answer.find("เทคโนโลยี")
    named = named or next((clause for clause in answer.told if clause.signals.has("latin_name")), None)
    if named is None:
        return Verdict.UNMET, _("No technology is named")
    return _listed(answer.covered(constraint.options), constraint.options, 1)


@_check("needs_comparison")
def _comparison(answer: Answer, _constraint: Constraint) -> Outcome:
    clause = answer.find("เปรียบเทียบ")
    return _decide(
        clause is not None,
        clause.text.strip() if clause else "",
        _("Compare with another agency, a standard or an average, and name it"),
    )


@_check("explain_how")
def _how(answer: Answer, _constraint: Constraint) -> Outcome:
    clause = next((c for c in answer.factual() if _HOW.search(c.text)), None)
    return _decide(
        clause is not None and len(list(answer.factual())) >= 2,
        clause.text.strip() if clause else "",
        _("Explain how it works: steps, tools, what came of it"),
    )


@_check("explain_how_and_result")
def _how_and_result(answer: Answer, constraint: Constraint) -> Outcome:
    verdict, detail = _how(answer, constraint)
    result = next((c for c in answer.told if c.signals.has("change") or _result_with_figure(c.signals)), None)
    if verdict is Verdict.UNMET:
        return verdict, detail
    return _decide(result is not None, result.text.strip() if result else "", _("Tell the result, with a figure"))


def _result_with_figure(signals: Signals) -> bool:
    return signals.has("result") and signals.has("figure")


def _substance(answer: Answer) -> Outcome:
    """The substance of a plan: what it does, in more than one clause, with facts."""
    clauses = list(answer.factual())
    return _decide(
        len(clauses) >= 3,
        _("{count} clauses tell what the plan holds").format(count=len(clauses)),
        _("Tell what the plan holds, not only its name"),
    )


@_check("not_just_plan_name")
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


@_check("needs_detail_on_point")
def _detail(answer: Answer, _constraint: Constraint) -> Outcome:
    detailed = [clause for clause in answer.told if clause.signals.specific >= 2]
    return _decide(
        len(detailed) >= 2,
        _("{count} clauses give details").format(count=len(detailed)),
        _("Give details: who, where, how many, with what result"),
    )


@_check("top_n")
def _top(answer: Answer, constraint: Constraint) -> Outcome:
    subject, need = constraint.options[0], constraint.count or 1
    # A heading that repeats the question's words introduces the ranks, so echoes count here.
    asserted = [clause for clause in answer.clauses if clause.status in {Status.ASSERTED, Status.PURPOSE}]
    clauses = [number for number, clause in enumerate(asserted) if says(clause.text, subject)]
    if not clauses:
        return Verdict.UNMET, _("Nothing speaks of: {what}").format(what=subject)
    # What is ranked stands in the clause that names the subject or in the two that follow.
    near = " ".join(clause.text for clause in asserted[clauses[0] : clauses[-1] + 3])
    ranks = max(_ranks(near), len(clauses))
    return _decide(
        ranks >= need,
        _("{count} ranked").format(count=ranks),
        _("Name the first {need} of: {what}").format(need=need, what=subject),
    )


_RANKS: Final = (
    re.compile(r"(?:ลำดับ|อันดับ)(?:แรก|ที่\s?(?:หนึ่ง|1)|\s?1)|\(?1[.)](?!\d)"),
    re.compile(r"(?:ลำดับ|อันดับ)(?:ที่\s?(?:สอง|2)|\s?2|รอง)|รองลงมา|\(?2[.)](?!\d)"),
)


def _ranks(text: str) -> int:
    if _RANKS[0].search(text):
        return 2 if _RANKS[1].search(text) else 1
    return 0


@_check("list_slots")
def _slots(answer: Answer, constraint: Constraint) -> Outcome:
    subject, need = constraint.options[0], constraint.count or 1
    count = max(answer.list_marks(), len(re.findall(rf"{re.escape(subject)}(?=[ก-ฮเ-ไ“\"A-Z])", answer.text)))
    return _decide(
        count >= need,
        _("{count} listed").format(count=count),
        _("List {need} of: {what} ({count} found)").format(need=need, what=subject, count=count),
    )


@_check("min_missions")
def _missions(answer: Answer, constraint: Constraint) -> Outcome:
    need = constraint.count or 1
    count = max(answer.list_marks(), len(re.findall(r"ภารกิจ(?!หลักของ)", answer.text)))
    return _decide(
        count >= need,
        _("{count} missions").format(count=count),
        _("Name at least {need} missions").format(need=need),
    )


@_check("min_cost_reduction_percent")
def _cost_reduction(answer: Answer, constraint: Constraint) -> Outcome:
    need = float(constraint.count or 0)
    reached = [percent for clause in answer.told if _COST.search(clause.text) for percent in _reductions(clause.text)]
    if not reached:
        return Verdict.UNMET, _("No figure shows by how much the cost fell; {need:g} % is wanted").format(need=need)
    best = max(reached)
    return _decide(
        best >= need,
        _("The cost fell by {best:.0f} %").format(best=best),
        _("The cost fell by {best:.0f} %; {need:g} % is wanted").format(best=best, need=need),
    )


def _reductions(text: str) -> list[float]:
    """Percentages by which something fell: as stated, and as computed from “from … to …”."""
    if not re.search(r"ลด|ประหยัด|เหลือ", text):
        return []
    found = [float((first or second).replace(",", "")) for first, second in _PERCENT.findall(text)]
    for before, after in _FROM_TO.findall(text):
        old, new = float(before.replace(",", "")), float(after.replace(",", ""))
        if old > new:
            found.append(100 * (old - new) / old)
    return [percent for percent in found if percent <= 100]


@_check("period")
def _period(answer: Answer, _constraint: Constraint) -> Outcome:
    years = [year for clause in answer.told for year in clause.signals.years]
    if answer.window is None:
        return Verdict.UNKNOWN, _("The evaluation window is not set in pmqa.toml")
    if not years:
        return Verdict.UNKNOWN, _("No year is named")
    inside = [year.number for year in years if year.within(answer.window)]
    named = ", ".join(str(number) for number in dict.fromkeys(year.number for year in years))
    return _decide(
        bool(inside),
        _("Year {year} lies in the window").format(year=inside[0] if inside else ""),
        _("Only years outside the window are named: {years}").format(years=named),
    )


@_check("summary")
def _summary(answer: Answer, _constraint: Constraint) -> Outcome:
    return _decide(
        bool(answer.told) and answer.characters <= answer.limit,
        _("A summary within the limit"),
        _("A short summary is wanted, within the limit"),
    )


@_check("no_blank_in_source")
def _no_blank(_answer: Answer, _constraint: Constraint) -> Outcome:
    return Verdict.MET, _("The source leaves no blank here, so any form of answer will do")
