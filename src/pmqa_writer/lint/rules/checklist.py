"""COV, ADL and QST: what the checklist, the ADLI table and the question look for and do not find."""

from collections.abc import Iterator

from pmqa_writer.analysis import Coverage, Target, Verdict
from pmqa_writer.i18n import N_, _, language
from pmqa_writer.lint.model import Context, Note, Rule, Severity


def _missing(context: Context) -> Iterator[Note]:
    for coverage in context.analysis.coverage:
        if coverage.target is Target.STRONG and coverage.status is Coverage.MISSING:
            item = coverage.item
            yield Note(
                context.whole,
                _("Nothing evidences {item}: {wanted}").format(item=item.id, wanted=item.wanted),
                example=item.meets[0],
                item=item.id,
            )


def _partial(context: Context) -> Iterator[Note]:
    for coverage in context.analysis.coverage:
        if coverage.target is Target.STRONG and coverage.status is Coverage.PARTIAL:
            item = coverage.item
            span = coverage.evidence[0].span if coverage.evidence else context.whole
            yield Note(
                span,
                _("{item} is only partly evidenced: {wanted}").format(item=item.id, wanted=item.wanted),
                example=item.meets[0],
                item=item.id,
            )


def _element(context: Context) -> Iterator[Note]:
    for element in context.edition.adli.elements:
        if not context.analysis.elements[element.id]:
            points = [point for point in context.edition.adli.points if point.element == element.id]
            yield Note(
                context.whole,
                _("{name} ({id}) is not told. {wanted}").format(
                    name=element.name_en if language() == "en" else element.name, id=element.id, wanted=element.wanted
                ),
                example=points[0].meets[0] if points else "",
                item=element.id,
            )


def _constraint(context: Context) -> Iterator[Note]:
    for result in context.analysis.constraints:
        if result.status is Verdict.UNMET:
            yield Note(context.whole, result.detail, item=result.spec)


RULES = (
    Rule(
        "COV001",
        Severity.WARNING,
        N_("A checklist item that the question asks for is missing"),
        N_("Assessors tick the items of the checklist one by one; a level is reached only with its items."),
        _missing,
    ),
    Rule(
        "COV002",
        Severity.HINT,
        N_("A checklist item that the question asks for is only partly there"),
        N_("A name or a general sentence is not evidence: assessors look for who, how, how many and what came of it."),
        _partial,
    ),
    Rule(
        "ADL001",
        Severity.HINT,
        N_("An ADLI element is missing"),
        N_("Assessors read an answer for Approach, Deployment, Learning, Integration and the result."),
        _element,
    ),
    Rule(
        "QST001",
        Severity.WARNING,
        N_("The question demands something that the answer does not give"),
        N_("The question says in words what must be in the answer."),
        _constraint,
    ),
)
