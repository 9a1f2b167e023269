"""Why an item is judged as it is, in words."""

from collections.abc import Iterator

from pmqa_writer.analysis import Coverage, Target
from pmqa_writer.analysis.assessed import LIKELY
from pmqa_writer.analysis.reasons import ClauseReason, Reasons
from pmqa_writer.i18n import _
from pmqa_writer.text import Status


def describe_reasons(reasons: Reasons) -> Iterator[str]:
    """Yield the lines of the explanation, one draft's."""
    coverage = reasons.coverage
    yield f"{coverage.item.id}  {coverage.item.text}"
    yield _("The answer to {question}: {status}").format(
        question=reasons.analysis.draft.question, status=_status(coverage.status)
    )
    yield from _decided(reasons)
    yield _asked(coverage.target)
    yield ""
    if not reasons.clauses:
        yield _("No clause of the answer has to do with this item.")
    for number, clause in enumerate(reasons.clauses, start=1):
        yield f"{number}. “{clause.text}”"
        yield from (f"   {line}" for line in _clause(clause))
    yield from _held_back(reasons)
    yield ""
    yield _("What evidence is wanted: {wanted}").format(wanted=coverage.item.wanted)
    yield _("An example (invented): {example}").format(example=coverage.item.meets[0])


def _decided(reasons: Reasons) -> Iterator[str]:
    """Yield what decided, and what was expected before the answer was read."""
    coverage = reasons.coverage
    if coverage.by == "server":
        yield _("The language model that the settings name judged this item. Below is what this program reads itself.")
        if coverage.status is Coverage.PARTIAL and coverage.addressed < LIKELY:
            yield _(
                "Whatever it says, the item counts as partly covered at most: this program gives it {share} of being "
                "there at all, and {limit:.0%} are needed."
            ).format(share=_below(coverage.addressed, LIKELY), limit=LIKELY)
    if coverage.unmet:
        yield _("It would be covered, were it not for what the question demands of it: {unmet}").format(
            unmet=coverage.unmet
        )
    if coverage.by == "server" or coverage.unmet:
        return  # what would be told is a stand-in
    if reasons.analysis.clauses and reasons.nearest < reasons.related_from:
        yield _(
            "No clause comes near enough to any item of the criterion: {nearest} for the nearest, {limit:.0%} are "
            "needed. So the answer counts as one about something else, and shows nothing."
        ).format(nearest=_below(reasons.nearest, reasons.related_from), limit=reasons.related_from)
        return
    yield _(
        "Probability that an assessor finds it at least partly there: {share} (it counts from {limit:.0%} on)"
    ).format(share=_below(coverage.addressed, reasons.addressed_from), limit=reasons.addressed_from)
    yield _("Probability that an assessor says covered: {share} (from {limit:.0%} on it counts as covered)").format(
        share=_below(coverage.score, reasons.covered_from), limit=reasons.covered_from
    )
    addressed, covered = reasons.usual
    yield _(
        "Before it is read, {partly:.0%} of such answers are expected to show the item at least partly, and "
        "{covered:.0%} to cover it, by practice drafts."
    ).format(partly=addressed, covered=covered)


def _below(share: float, limit: float) -> str:
    """Return a share in whole per cent; more exactly where it would look like a limit that it does not reach."""
    told = f"{share:.0%}"
    return f"{share:.2%}" if share < limit and told == f"{limit:.0%}" else told


def _status(status: Coverage) -> str:
    return {
        Coverage.COVERED: _("covered"),
        Coverage.PARTIAL: _("partly covered"),
        Coverage.MISSING: _("missing"),
    }[status]


def _asked(target: Target) -> str:
    return {
        Target.STRONG: _("The question asks for this item, so it is expected here."),
        Target.WEAK: _("The question does not name this item, but it belongs to the same subject."),
        Target.NONE: _("The question does not ask for this item: take the judgement as a hint, it is less sure."),
    }[target]


def _clause(clause: ClauseReason) -> Iterator[str]:
    if clause.quoted:
        yield _("Shown as evidence")
    yield _("Touches the item: {addresses:.0%}, evidences it: {covers:.0%}").format(
        addresses=clause.addresses, covers=clause.covers
    )
    if clause.words_for:
        yield _("Words that speak for it: {words}").format(words=", ".join(clause.words_for))
    if clause.words_against:
        yield _("Words that speak against it: {words}").format(words=", ".join(clause.words_against))
    if clause.status is Status.DENIED:
        yield _("It says that something is not there: that is no evidence.")
    elif clause.status is Status.PLANNED:
        yield _("It tells a plan: at most partial until it is done.")
    elif clause.status is Status.PURPOSE:
        yield _("It tells a purpose, not what was done.")
    elif clause.echo:
        yield _("It repeats the words of the criteria and adds no fact.")
    elif not clause.factual:
        yield _("It holds no figure, result, step or frequency, nor does a clause beside it.")


def _held_back(reasons: Reasons) -> Iterator[str]:
    """Yield what the draft as a whole has against it."""
    character, wanting = reasons.analysis.character, []
    if character.denied > 0.3:
        wanting.append(_("much of the answer says what is not there"))
    if character.planned > 0.3:
        wanting.append(_("much of the answer tells plans"))
    if character.copied > 0.4:
        wanting.append(_("much of the answer repeats the words of the criteria"))
    if character.nearest_score and character.nearest_topic != reasons.analysis.draft.question.rpartition(".")[0]:
        wanting.append(
            _("the answer reads like one to criterion {criterion}").format(criterion=character.nearest_topic)
        )
    if wanting and reasons.coverage.status is not Coverage.COVERED:
        yield _("The whole answer: {reasons}").format(reasons="; ".join(wanting))
