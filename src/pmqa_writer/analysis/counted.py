"""Demands of a question that count or measure: so many ranked, a cost that fell by so much."""

import re
from collections.abc import Mapping
from typing import Final

from pmqa_writer.analysis.answer import Answer
from pmqa_writer.analysis.concepts import phrases, says
from pmqa_writer.analysis.model import Verdict
from pmqa_writer.analysis.registry import Outcome, check, decide
from pmqa_writer.analysis.signals import NUMBER
from pmqa_writer.criteria import Constraint
from pmqa_writer.i18n import _
from pmqa_writer.text import Status

_COST: Final = re.compile(r"ต้นทุน|ค่าใช้จ่าย|งบประมาณ|ประหยัด|บาท|เสียไป|ค่าแรง")
_FELL_BY: Final = re.compile(
    rf"(?:ต้นทุน|ค่า|บาท|ประหยัด)[^\n]{{0,80}}?(?:ลด|ประหยัด|ลงไป|ลง)[^\d\n]{{0,16}}(?:ร้อยละ\s*({NUMBER})|({NUMBER})\s*(?:%|เปอร์เซ็นต์|ในร้อย))"
)
_FROM_TO: Final = re.compile(rf"จาก(?:เดิม)?\D{{0,20}}({NUMBER})\D{{0,40}}?(?:เป็น|เหลือ)\D{{0,12}}({NUMBER})")
_LEFT: Final = re.compile(
    rf"({NUMBER})\s?บาท[^\n]{{0,260}}?(?:เหลือ|บัดนี้|เดี๋ยวนี้|ปัจจุบัน|เพียง)[^\d\n]{{0,24}}({NUMBER})\s?บาท"
)


@check("list_slots")
def _slots(answer: Answer, constraint: Constraint) -> Outcome:
    subject, need = constraint.options[0], constraint.count or 1
    count = max(answer.list_marks(), len(re.findall(rf"{re.escape(subject)}(?=[ก-ฮเ-ไ“\"A-Z])", answer.text)))
    return decide(
        count >= need,
        _("{count} listed").format(count=count),
        _("List {need} of: {what} ({count} found)").format(need=need, what=subject, count=count),
    )


_MISSIONS: Final = (
    re.compile(r"ภาระ?กิจ(?!หลักของ)"),
    re.compile(r"งาน(?:แรก|ที่\s?(?:หนึ่ง|สอง|สาม|สี่|\d))|(?:หนึ่ง|สอง|สาม|สี่)\.(?=[ก-ฮ])"),
)


@check("min_missions")
def _missions(answer: Answer, constraint: Constraint) -> Outcome:
    need = constraint.count or 1
    count = max(answer.list_marks(), *(len(pattern.findall(answer.text)) for pattern in _MISSIONS))
    return decide(
        count >= need,
        _("{count} missions").format(count=count),
        _("Name at least {need} missions").format(need=need),
    )


@check("top_n")
def _top(answer: Answer, constraint: Constraint) -> Outcome:
    subject, need = constraint.options[0], constraint.count or 1
    # A heading that repeats the question's words introduces the ranks, and a goal may stand beside them.
    text = " ".join(clause.text for clause in answer.clauses if clause.status is not Status.DENIED)
    if not says(text, subject):
        return Verdict.UNMET, _("Nothing speaks of: {what}").format(what=subject)
    ranked = max(_ranks(section) for section in _sections(text, subject))
    return decide(
        ranked >= need,
        _("{count} ranked").format(count=ranked),
        _("Name the first {need} of: {what}").format(need=need, what=subject),
    )


def _sections(text: str, subject: str) -> list[str]:
    """What follows each mention of a subject, up to the mention of the other one that a question ranks."""
    others = [other for other in _RIVALS if other != subject and _RIVALS[other] == _RIVALS.get(subject)]
    sections = []
    for at in phrases(subject).starts(text):
        ends = [end for other in others for end in phrases(other).starts(text) if end > at + 4]
        sections.append(text[at : min([*ends, at + _SECTION])])
    return sections or [""]


_RIVALS: Final[Mapping[str, int]] = {
    "ผู้รับบริการ": 1,
    "ผู้มีส่วนได้ส่วนเสีย": 1,
    "กระบวนการหลัก": 2,
    "กระบวนการสนับสนุน": 2,
}
"""Subjects that the same question ranks, so that the ranks of one do not count for the other."""
_SECTION: Final = 420
"""Characters that the ranks of one subject take up at most."""
_RANKS: Final = (
    re.compile(
        r"(?:ลำดับ|อันดับ)(?:แรก|\s?(?:ที่\s?)?(?:หนึ่ง|1(?!\d)))|(?:หลัก|หนุน)\s?-?(?:ที่\s?)?1(?!\d)"
        r"|\(?1[.)](?!\d)|#\s?1(?!\d)"
    ),
    re.compile(
        r"(?:ลำดับ|อันดับ)(?:\s?(?:ที่\s?)?(?:สอง|2(?!\d))(?!\s?ลำดับ|\s?อันดับ)|รอง)|รองลงมา"
        r"|(?:หลัก|หนุน)\s?-?(?:ที่\s?)?2(?!\d)|\(?2[.)](?!\d)|#\s?2(?!\d)"
    ),
)
_FIRST_TWO: Final = re.compile(
    r"(?:2|สอง)\s?(?:ลำดับ|อันดับ)(?:แรก)?[^\n]{0,60}?(?:คือ|ได้แก่|:|ที่)[^\n]{3,160}?(?:\sและ|และ)"
)


def _ranks(section: str) -> int:
    if _FIRST_TWO.search(section):
        return 2
    if _RANKS[0].search(section):
        return 2 if _RANKS[1].search(section) else 1
    return 0


@check("min_cost_reduction_percent")
def _cost_reduction(answer: Answer, constraint: Constraint) -> Outcome:
    need = float(constraint.count or 0)
    text = " ".join(clause.text for clause in answer.done)
    reached = _reductions(text) if _COST.search(text) else []
    if not reached:
        return Verdict.UNMET, _("No figure shows by how much the cost fell; {need:g} % is wanted").format(need=need)
    best = max(reached)
    return decide(
        best >= need,
        _("The cost fell by {best:.0f} %").format(best=best),
        _("The cost fell by {best:.0f} %; {need:g} % is wanted").format(best=best, need=need),
    )


def _reductions(text: str) -> list[float]:
    """Percentages by which a cost fell: as stated after a cost, and as computed from what it was and what is left."""
    found = [_number(first or second) for first, second in _FELL_BY.findall(text)]
    for pattern in (_FROM_TO, _LEFT):
        for before, after in pattern.findall(text):
            old, new = _number(before), _number(after)
            if old > new:
                found.append(100 * (old - new) / old)
    return [percent for percent in found if percent <= 100]


def _number(written: str) -> float:
    return float(written.replace(",", ""))
