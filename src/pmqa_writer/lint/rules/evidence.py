"""EVD: whether what is told is a fact."""

from collections.abc import Iterator
from typing import Final

from pmqa_writer.dates import day_name
from pmqa_writer.i18n import N_, _
from pmqa_writer.lint.model import Context, Note, Rule, Severity
from pmqa_writer.text import Status

_COPIED: Final = 0.35
"""Share of a draft that repeats the criteria's own wording from which on it is an echo. Answers that tell facts
repeat 5 to 15 % of it."""
_FEW_FACTS: Final = 3
_NAME = "แผน|โครงการ|ระบบ|นโยบาย|มาตรการ"


def _no_figures(context: Context) -> Iterator[Note]:
    if not any(clause.told and clause.signals.has("figure", "change") for clause in context.analysis.clauses):
        yield Note(
            context.whole,
            _("No figure and no result anywhere: how many, how often, from how much to how much?"),
        )


def _plans(context: Context) -> Iterator[Note]:
    for clause in context.analysis.clauses:
        if clause.status is Status.PLANNED:
            yield Note(
                clause.span,
                _("A plan, not yet a fact: tell what has been done, since when and with what result, or leave it out."),
            )


def _stale(context: Context) -> Iterator[Note]:
    window = context.workspace.window
    if window is None:
        return
    clauses = [clause for clause in context.analysis.clauses if clause.signals.years]
    years = [year for clause in clauses for year in clause.signals.years]
    if years and not any(year.within(window) for year in years):
        yield Note(
            clauses[0].span,
            _("Only years outside the evaluation window ({start} to {end}) are named: {years}.").format(
                start=day_name(window.start),
                end=day_name(window.end),
                years=", ".join(str(number) for number in dict.fromkeys(year.number for year in years)),
            ),
        )


def _only_name(context: Context) -> Iterator[Note]:
    told = [clause for clause in context.analysis.clauses if clause.told]
    named = [clause for clause in told if any(word in clause.text for word in _NAME.split("|"))]
    substance = [
        clause
        for clause in told
        if clause.signals.has("figure", "change", "frequency", "step") or clause.signals.specific >= 2
    ]
    if named and not substance and not context.analysis.character.planned:
        yield Note(
            named[0].span,
            _("Only a name: tell what it holds, who runs it, whom it reaches and what came of it."),
        )


def _echo(context: Context) -> Iterator[Note]:
    character = context.analysis.character
    if character.copied >= _COPIED and character.facts < _FEW_FACTS:
        yield Note(
            context.whole,
            _("{percent:.0f} % repeats the words of the question and the checklist, with hardly a fact.").format(
                percent=100 * character.copied
            ),
        )


RULES = (
    Rule(
        "EVD001",
        Severity.HINT,
        N_("No figure or result anywhere"),
        N_("A figure is what an assessor can check; without one an answer stays at its level at best."),
        _no_figures,
        bad="หน่วยงานให้บริการประชาชนอย่างมีประสิทธิภาพ",
        good="ศูนย์บริการร่วมให้บริการ 12,400 ราย เวลารอเฉลี่ยลดจาก 45 เหลือ 12 นาที",
    ),
    Rule(
        "EVD002",
        Severity.WARNING,
        N_("A plan told instead of a fact"),
        N_("Assessors count what has been done within the evaluation window, not what is intended."),
        _plans,
        bad="อยู่ระหว่างพัฒนาระบบติดตามเรื่องร้องเรียน",
        good="เปิดใช้ระบบติดตามเรื่องร้องเรียนตั้งแต่ 1 ตุลาคม 2565 แล้ว 1,204 เรื่อง",
    ),
    Rule(
        "EVD003",
        Severity.WARNING,
        N_("Only years outside the evaluation window"),
        N_("Work that ended before the evaluation window, or starts after it, gives no points this year."),
        _stale,
    ),
    Rule(
        "EVD004",
        Severity.WARNING,
        N_("Only the name of a plan or system"),
        N_("Several questions say in so many words that a name alone is no answer."),
        _only_name,
        bad="มีแผนปฏิบัติการดิจิทัล",
        good="แผนปฏิบัติการดิจิทัล 2566 ย้ายคำขอ 14 ประเภทขึ้นออนไลน์ กองเทคโนโลยีรายงานผลทุกเดือน",
    ),
    Rule(
        "EVD005",
        Severity.WARNING,
        N_("Checklist words repeated without content"),
        N_("Assessors know the checklist by heart and look for what stands behind its words."),
        _echo,
    ),
)
