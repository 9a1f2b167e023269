"""A skeleton of an answer, with blanks, in the order that assessors read: approach, deployment, result.

Everything that is asked for stands inside a blank: what is left of the skeleton once it is filled in, or cleared by
`text.without_unused`, is what its writer wrote.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from pmqa_writer.analysis import Analysis, Coverage, Target, Verdict
from pmqa_writer.analysis.concepts import said
from pmqa_writer.criteria import Constraint, Edition, Level, Question, parse_constraint
from pmqa_writer.text import blank, shorten

_SHARE: Final = 0.6
"""Share of the form's limit that a skeleton may take, so that what is filled in fits."""
_APPROACH: Final = ((2, "", "กองหรือผู้ใดเป็นเจ้าภาพ"), (1, "ใช้", "ชื่อวิธีหรือระบบ"), (3, "โดย", "ทำอะไรก่อนหลัง"))
_DEPLOYMENT: Final = ((8, "เริ่ม", "เดือนและปี"), (9, "ทำทุก", "บ่อยเพียงใด"), (7, "กับ", "ใคร ที่ไหน จำนวนเท่าไร"))
_LEARNING: Final = ((11, "พบ", "ปัญหาที่เห็นเมื่อทบทวน"), (11, "จึงปรับ", "อะไร เมื่อใด"))
_INTEGRATION: Final = ((13, "เชื่อมกับ", "แผนหรือตัวชี้วัดใด"),)
_RESULT: Final = ((6, "ผล:", "วัดอะไร"), (6, "จาก", "ตัวเลขก่อนทำ"), (6, "เป็น", "ตัวเลขหลังทำ"))
_SAME: Final = {1: (1,), 6: (6,), 11: (11, 12), 13: (13, 15)}
"""Points that a piece of the skeleton stands for besides the one that it is named by."""
_ASKED: Final = {
    "needs_example": ("เช่น", "ตัวอย่างจริง ชื่อ ที่ไหน เมื่อไร"),
    "needs_link": ("", "ลิงก์ที่เปิดถึงข้อมูลทันที"),
    "needs_percent": ("ร้อยละ", "ตัวเลข"),
    "needs_comparison": ("เทียบกับ", "ใครหรือค่าใด ต่างกันเท่าไร"),
    "min_cost_reduction_percent": ("ร้อยละ", "ต้นทุนที่ลดได้"),
    "not_just_plan_name": ("", "สาระของแผน ไม่ใช่เพียงชื่อ"),
    "needs_frequency": ("ทำทุก", "กี่เดือนหรือกี่ปี"),
}
"""Demands for which the skeleton has a lead and a blank of their own."""
_LISTED: Final = frozenset(
    {"cover", "cover_all", "must_state", "per_domain", "min_domains", "min_examples", "one_of", "network_types",
     "scope", "audience", "format", "timely", "within_set_time", "builds_on", "award_source"}
)  # fmt: skip
"""Demands whose options the skeleton names, where its parts do not."""
_SHORTEST: Final = 8
"""Characters that a part's label keeps however many there are."""
_LONG: Final = "ผู้รับบริการและผู้มีส่วนได้ส่วนเสีย"
_SHORT: Final = "ผู้รับบริการ"


def outline(question: Question, edition: Edition, analysis: Analysis | None = None) -> str:
    """Return a skeleton of the answer to a question, at most six tenths of the form's limit long.

    Args:
        question: what is asked.
        edition: the criteria that it is of.
        analysis: of a draft of the answer; what that tells already is left out, all of it where nothing is wanting.
    """
    told = {point.point for point in analysis.points if point.present} if analysis else set()
    parts = [] if _answered(analysis) else [part for part in question.parts if not _spoken(part, analysis)]
    approach = _line(_APPROACH, told)
    after = [*_demands(question, analysis), _line(_DEPLOYMENT, told)]
    if question.level is not Level.BASIC:
        after.append(" ".join(filter(None, (_line(_LEARNING, told), _line(_INTEGRATION, told)))))
    after.append(_line(_RESULT, told))
    rows = _rows(parts)
    around = [line for line in (approach, *after) if line]
    room = int(_SHARE * edition.limit) - sum(len(line) + 1 for line in around)
    if _needed(rows) > room and approach:
        # A question of so many parts asks for a list, not for a method.
        room += len(approach) + 1
        approach = ""
    lines = [" ".join(map(blank, labels)) for labels in _fitted(rows, room)]
    return "\n".join(line for line in (approach, *lines, *after) if line)


def _line(pieces: Sequence[tuple[int, str, str]], told: set[int]) -> str:
    wanted = [piece for piece in pieces if told.isdisjoint(_SAME.get(piece[0], (piece[0],)))]
    return " ".join(f"{lead} {blank(asks)}".strip() for _point, lead, asks in wanted)


def _rows(parts: Sequence[str]) -> list[list[str]]:
    """The labels of the parts, those of one subject in one row, which only its first label names."""
    rows: list[list[str]] = []
    subject = ""
    for part in (part.replace(_LONG, _SHORT) for part in parts):
        asks, _space, of = part.rpartition(" ")
        if asks and of == subject:
            rows[-1].append(asks)
        else:
            rows.append([part])
            subject = of if asks else ""
    return rows


def _needed(rows: Sequence[Sequence[str]]) -> int:
    return sum(len(blank(label)) + 1 for labels in rows for label in labels)


def _fitted(rows: list[list[str]], room: int) -> list[list[str]]:
    """The labels, cut to the greatest length with which all of them fit."""
    width = max((len(label) for labels in rows for label in labels), default=0)
    fitted = rows
    while _needed(fitted) > room and width > _SHORTEST:
        width -= 1
        fitted = [[shorten(label, width).rstrip("…").rstrip() for label in labels] for labels in rows]
    return fitted


def _demands(question: Question, analysis: Analysis | None) -> Iterator[str]:
    met = {result.spec for result in analysis.constraints if result.status is Verdict.MET} if analysis else set()
    for spec in question.constraints:
        constraint = parse_constraint(spec)
        if spec in met:
            continue
        if constraint.name in _ASKED:
            lead, asks = _ASKED[constraint.name]
            if constraint.name == "min_cost_reduction_percent":
                asks = f"{asks} อย่างน้อย {constraint.count}"
            yield f"{lead} {blank(asks)}".strip()
        elif constraint.name in _LISTED and (absent := _unnamed(constraint, question, analysis)):
            yield " ".join(blank(shorten(option, 40).rstrip("…")) for option in absent)


def _unnamed(constraint: Constraint, question: Question, analysis: Analysis | None) -> list[str]:
    """The options of a demand that neither the question's parts name nor the draft."""
    named = " ".join(question.parts)
    return [option for option in constraint.options if option not in named and not _spoken(option, analysis)]


def _answered(analysis: Analysis | None) -> bool:
    """Say whether all is covered that the question asks for, in whatever words."""
    if analysis is None or any(demand.status is Verdict.UNMET for demand in analysis.constraints):
        return False
    return all(known.status is Coverage.COVERED for known in analysis.coverage if known.target is Target.STRONG)


def _spoken(concept: str, analysis: Analysis | None) -> bool:
    concepts = [concept, concept.removeprefix("ด้าน")]
    return analysis is not None and any(clause.told and said(clause.text, concepts) for clause in analysis.clauses)
