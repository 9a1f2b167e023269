"""The one edit that would gain most, found by a path of questions that can be told to any writer.

Each question is asked only where all before it were answered well, so the order is the advice:

1. What there is nothing of cannot be judged, so a first sentence comes before all else.
2. What the form or the law refuses comes next: an answer that is too long is cut off at its end, blanks and personal
   data must not be handed in. These are also the quickest to mend.
3. Then what makes all the rest worthless, however well it is written: another subject, a text that only tells plans or
   lacks, years that do not count, the criteria's own words. Plans come before years, as they name years to come.
4. Then what the assessor ticks: the items that the question asks for, its demands in words, items half told. Missing
   comes before half told, as a level is lost by the item that is not there.
5. Then what makes the same words weigh more: what stands behind a name, a figure, a result, a year. A single plan among
   facts costs only its characters, so it comes after them.
6. Then the other warnings of the linter, which cost points and are mended at a stroke.
7. Last what a good answer shows besides, the items of the same subject and the ADLI elements, and shorter wordings.

What the workspace ignores is not advised: steps that have a rule are taken only where the rule found something.
"""

from collections.abc import Callable, Sequence
from typing import Final

from pmqa_writer.analysis import Analysis, Clause, ConstraintResult, Coverage, ItemCoverage, Target, Verdict
from pmqa_writer.analysis.answer import Answer
from pmqa_writer.analysis.concepts import said
from pmqa_writer.criteria import Edition, Element, Question, parse_constraint
from pmqa_writer.dates import day_name
from pmqa_writer.drafts import Window
from pmqa_writer.i18n import N_, _, language
from pmqa_writer.lint.model import Finding, Severity
from pmqa_writer.lint.step import Look, NextStep, StepKind, fit
from pmqa_writer.text import Span, count_characters, limit_offset, placeholders, prompt

_MOST: Final = 0.5
"""Share of a draft from which on it is a text of plans and lacks, and no longer one that mentions some."""
_RESULT: Final = "R"
_ALTERNATIVES: Final = frozenset({"domains", "one_of", "network_types", "min_domains", "min_examples"})
"""Demands that some of their options satisfy."""


_Step = Callable[[Look], NextStep | None]


def next_step(
    analysis: Analysis,
    findings: Sequence[Finding],
    question: Question,
    edition: Edition,
    window: Window | None = None,
) -> NextStep | None:
    """Return the edit that would gain most; None where nothing is urgent and the answer reads complete.

    Args:
        analysis: what the draft says.
        findings: what the rules found in it; `NextStep.finding` counts by their order.
        question: the one that it answers.
        edition: the criteria that it was analysed by.
        window: the evaluation window; without it nothing is said of a year that is not there.
    """
    look = Look(analysis, findings, question, edition, window)
    return next((step for _asks, take in _PATH if (step := take(look))), None)


def _begin(look: Look) -> NextStep | None:
    if look.analysis.clauses or placeholders(look.text):
        return None
    return NextStep(StepKind.BEGIN, fit(_("Begin with: {what}"), look.question.parts[0]))


def _shorten(look: Look) -> NextStep | None:
    limit = look.edition.limit
    over = look.analysis.characters - limit
    if over <= 0:
        return None
    saved = [
        count_characters(finding.fix.span.text(look.text)) - count_characters(finding.fix.replacement)
        for _number, finding in look.found("STY001")
        if finding.fix
    ]
    message = _("Cut {over:,} characters").format(over=over)
    if sum(saved) > 0:
        message = _("Cut {over:,} characters: {count} shorter wordings save {saved:,}").format(
            over=over, count=len(saved), saved=sum(saved)
        )
    number = next((number for number, _finding in look.found("LEN001")), None)
    return NextStep(
        StepKind.SHORTEN, message, span=Span(limit_offset(look.text, limit), len(look.text)), finding=number
    )


def _fill(look: Look) -> NextStep | None:
    blanks = placeholders(look.text)
    if not blanks:
        return None
    message = fit(_("Fill in ({count} left): {what}"), prompt(blanks[0].text(look.text)), count=len(blanks))
    return NextStep(StepKind.FILL, message, span=blanks[0])


def _remove(look: Look) -> NextStep | None:
    for number, finding in enumerate(look.findings):
        if finding.severity is Severity.ERROR and finding.rule in _REMOVED:
            return NextStep(StepKind.REMOVE, _(_REMOVED[finding.rule]), finding.item, look.place(finding), number)
    return None


def _subject(look: Look) -> NextStep | None:
    for number, finding in look.found("OFF001"):
        message = fit(_("This belongs to {other}; here, write of: {what}"), look.question.parts[0], other=finding.item)
        return NextStep(StepKind.SUBJECT, message, finding.item, finding=number)
    return None


def _period(look: Look) -> NextStep | None:
    for number, finding in look.found("EVD003"):
        if look.window:
            message = _("Tell what was done within {window}; other years do not count").format(
                window=_days(look.window)
            )
            return NextStep(StepKind.PERIOD, message, span=look.place(finding), finding=number)
    return None


def _deeds(look: Look) -> NextStep | None:
    character = look.analysis.character
    if character.planned + character.denied < _MOST:
        return None
    number, span = next(((number, look.place(finding)) for number, finding in look.found("EVD002")), (None, None))
    template = _("Tell what was done, not what is planned: {what}")
    if character.denied > character.planned:
        template = _("Tell what there is, not what is lacking: {what}")
    return _about_target(look, StepKind.DEEDS, template, span, number)


def _content(look: Look) -> NextStep | None:
    for number, _finding in look.found("EVD005"):
        return _about_target(
            look, StepKind.CONTENT, _("Put facts in place of the criteria's words: {what}"), None, number
        )
    return None


def _about_target(look: Look, kind: StepKind, template: str, span: Span | None, number: int | None) -> NextStep:
    """A step that names what the item wants that the question asks for first and the draft does not cover."""
    open_items = [
        coverage.item
        for coverage in _in_order(look.analysis.coverage, look.question.targets)
        if coverage.status is not Coverage.COVERED
    ]
    if not open_items:
        return NextStep(kind, fit(template, look.question.parts[0]), "", span, number)
    return NextStep(kind, fit(template, open_items[0].wanted), open_items[0].id, span, number)


def _item(look: Look) -> NextStep | None:
    for number, finding in _by_target(look, "COV001"):
        message = fit(_("Add evidence of {item}: {what}"), look.wanted(finding.item), item=finding.item)
        return NextStep(StepKind.ITEM, message, finding.item, None, number)
    return None


def _demand(look: Look) -> NextStep | None:
    results = {result.spec: result for result in look.analysis.constraints if result.status is Verdict.UNMET}
    for number, finding in look.found("QST001"):
        if result := results.get(finding.item):
            return NextStep(StepKind.DEMAND, _demanded(result, look), result.spec, None, number)
    return None


def _demanded(result: ConstraintResult, look: Look) -> str:
    constraint = parse_constraint(result.spec)
    analysis = look.analysis
    answer = Answer(look.question, analysis.clauses, analysis.characters, look.edition.limit, look.window)
    told = answer.covered(constraint.options)
    absent = [option for option in constraint.options if option not in told]
    if not absent or (constraint.count and len(constraint.options) == 1):
        # A single option with a count is what is counted, and the verdict says how many there are.
        return fit(_("The question demands more: {what}"), result.detail)
    if constraint.name in _ALTERNATIVES and len(absent) > 1:
        return fit(_("Tell of one of these too: {what}"), " / ".join(absent))
    if any(said(clause.text, absent) for clause in answer.told):
        return fit(_("Give facts on what the question names: {what}"), ", ".join(absent))
    return fit(_("Tell of what the question names: {what}"), ", ".join(absent))


def _detail(look: Look) -> NextStep | None:
    for number, finding in _by_target(look, "COV002"):
        message = fit(_("Tell more of {item}: {what}"), look.wanted(finding.item), item=finding.item)
        return NextStep(StepKind.DETAIL, message, finding.item, look.place(finding), number)
    return None


def _substance(look: Look) -> NextStep | None:
    return _from_rule(
        look, "EVD004", StepKind.SUBSTANCE, _("After the name, tell what it holds, who runs it, whom it reaches")
    )


def _plan(look: Look) -> NextStep | None:
    for number, finding in look.found("EVD002"):
        quoted = next((clause.text for clause in look.analysis.clauses if clause.span == finding.span), "")
        message = fit(_("Tell what was done, or cut the plan: “{what}”"), " ".join(quoted.split()))
        return NextStep(StepKind.PLAN, message, finding.item, look.place(finding), number)
    return None


def _figure(look: Look) -> NextStep | None:
    return _from_rule(
        look, "EVD001", StepKind.FIGURE, _("Add a figure: how many, how often, from how much to how much")
    )


def _from_rule(look: Look, rule: str, kind: StepKind, message: str) -> NextStep | None:
    for number, finding in look.found(rule):
        return NextStep(kind, message, finding.item, look.place(finding), number)
    return None


def _result(look: Look) -> NextStep | None:
    if look.analysis.elements[_RESULT] or any(map(_tells_result, look.analysis.clauses)):
        return None
    number = next((number for number, finding in look.found("ADL001") if finding.item == _RESULT), None)
    return NextStep(
        StepKind.RESULT, _("Tell the result: what came of it, from how much to how much"), _RESULT, None, number
    )


def _tells_result(clause: Clause) -> bool:
    """Say whether a clause tells a result, if only loosely: nobody wants to be asked for what is there."""
    if not clause.told:
        return False
    if clause.signals.has("change", "award") or "จากเดิม" in clause.text:
        return True
    return clause.signals.has("result") and any(character.isdigit() for character in clause.text)


def _year(look: Look) -> NextStep | None:
    if look.window is None or any(clause.signals.has("year", "date") for clause in look.analysis.clauses):
        return None
    return NextStep(StepKind.YEAR, _("Say when it was done, within {window}").format(window=_days(look.window)))


def _more(look: Look) -> NextStep | None:
    for coverage in _in_order(look.analysis.coverage, look.question.weak_targets):
        if coverage.target is Target.WEAK and coverage.status is Coverage.MISSING:
            item = coverage.item
            message = fit(_("Strengthen it with {item}: {what}"), item.wanted, item=item.id)
            return NextStep(StepKind.MORE, message, item.id)
    return None


def _element(look: Look) -> NextStep | None:
    elements: dict[str, Element] = {element.id: element for element in look.edition.adli.elements}
    for number, finding in look.found("ADL001"):
        # Whether the result is told was asked before.
        if finding.item != _RESULT and (element := elements.get(finding.item)):
            name = element.name_en if language() == "en" else element.name
            message = fit(_("Add {name} ({id}): {what}"), element.wanted, name=name, id=element.id)
            return NextStep(StepKind.ELEMENT, message, element.id, None, number)
    return None


def _repair(look: Look) -> NextStep | None:
    return _mend(
        look, [number for number, finding in enumerate(look.findings) if finding.severity.at_least(Severity.WARNING)]
    )


def _polish(look: Look) -> NextStep | None:
    return _mend(look, [number for number, finding in enumerate(look.findings) if finding.fix])


def _mend(look: Look, numbers: Sequence[int]) -> NextStep | None:
    """The first of some findings whose mending is told in one sentence."""
    for number in numbers:
        finding = look.findings[number]
        if finding.rule in _REPAIRS:
            count = sum(other.rule == finding.rule for other in look.findings)
            message = _(_REPAIRS[finding.rule]).format(count=count, other=finding.item)
            return NextStep(StepKind.REPAIR, message, finding.item, look.place(finding), number)
    return None


_REMOVED: Final = {
    "PII001": N_("Take out the personal data here"),
    "TXT003": N_("Take out the control characters here"),
}
"""What must not be handed in."""
_REPAIRS: Final = {
    "TXT001": N_("Take out invisible characters ({count} places)"),
    "TXT002": N_("Mend broken Thai sequences ({count} places)"),
    "LEN003": N_("Join lines or cut a little: the form may count line breaks"),
    "STY001": N_("Use the shorter wordings ({count} places)"),
    "DUP001": N_("Keep the passage that stands in {other} too in one place only"),
    "DUP002": N_("Keep only one of the files that answer {other}"),
    **_REMOVED,
}
"""By rule: what is left to mend once the answer says what it should."""
_PATH: Final[tuple[tuple[str, _Step], ...]] = (
    (N_("Is anything written? If not, begin with the first part of the question."), _begin),
    (N_("Does it fit the form? If not, cut it to the limit."), _shorten),
    (N_("Are blanks of the skeleton left? Fill them in, or remove them."), _fill),
    (N_("Is there personal data, or what a form refuses? Take it out."), _remove),
    (N_("Is it about this question's subject? If not, write of what is asked here."), _subject),
    (N_("Are most sentences deeds? If they are plans or lacks, tell what was done."), _deeds),
    (N_("Was it done within the evaluation window? If not, tell of the years that count."), _period),
    (N_("Does it say more than the criteria's own words? If not, put facts in their place."), _content),
    (N_("Is every item there that the question asks for? Add the first that is missing."), _item),
    (N_("Is all there that the question's wording demands? Add what is not."), _demand),
    (N_("Is every item told in full? Add who, how, how many and what came of it."), _detail),
    (N_("Is a plan or system more than a name? Tell what it holds."), _substance),
    (N_("Is there a figure? Add one that can be checked."), _figure),
    (N_("Is the result told? Tell what came of it."), _result),
    (N_("Is there a year or date? Say when it was done."), _year),
    (N_("Is a plan told among the facts? Turn it into a fact, or cut it."), _plan),
    (N_("Is there another warning? Mend what it says."), _repair),
    (N_("Does it show what a good answer shows besides? Add the first item of the same subject."), _more),
    (N_("Are approach, deployment, learning and integration told? Add the one that is missing."), _element),
    (N_("Are there shorter wordings, or other small repairs? Take them."), _polish),
)
DECISION_PATH: Final = (
    *(asks for asks, _take in _PATH),
    N_("None of these: it reads complete. Read it aloud once, then mark it as ready."),
)
"""The path in words, one line for each question, as message ids; the last one stands for no next step."""


def _by_target(look: Look, rule: str) -> list[tuple[int, Finding]]:
    """The findings of a rule on items, in the order in which the question names them."""
    order = look.question.targets
    return sorted(look.found(rule), key=lambda found: _place(found[1].item, order))


def _in_order(coverage: Sequence[ItemCoverage], ids: Sequence[str]) -> list[ItemCoverage]:
    """The judgements on some items, in the order of their ids."""
    return sorted((known for known in coverage if known.item.id in ids), key=lambda known: ids.index(known.item.id))


def _place(item: str, order: Sequence[str]) -> int:
    return order.index(item) if item in order else len(order)


def _days(window: Window) -> str:
    return f"{day_name(window.start)} - {day_name(window.end)}"
