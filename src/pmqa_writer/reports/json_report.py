"""The JSON document of `lint --format json`, schema `pmqa-writer/lint/1`."""

import json
from typing import TYPE_CHECKING, Any

from pmqa_writer.analysis import ConstraintResult, Evidence, ItemCoverage, Judgement, PointResult, Target
from pmqa_writer.examples import OwnExample, Practice
from pmqa_writer.lint import DraftReport, Finding, Report, Severity
from pmqa_writer.reports.safe import UNSAFE

if TYPE_CHECKING:  # the search brings numpy along
    from pmqa_writer.examples.search import Hit

SCHEMA = "pmqa-writer/lint/1"


def to_json(report: Report) -> str:
    """Return the report as one JSON document; what a terminal might obey is escaped, Thai is not."""
    text = json.dumps(as_dict(report), ensure_ascii=False, indent=2)
    return UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def as_dict(report: Report) -> dict[str, Any]:
    """Return the report as plain values."""
    return {
        "schema": SCHEMA,
        "edition": report.edition,
        "limit": report.limit,
        "drafts": [_draft(draft) for draft in report.drafts],
        "problems": [
            {"path": problem.path, "message": problem.message, "hint": problem.hint} for problem in report.problems
        ],
        "summary": {
            "drafts": len(report.drafts),
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "hints": report.count(Severity.HINT),
            "unanswered": list(report.unanswered),
        },
    }


def _draft(report: DraftReport) -> dict[str, Any]:
    analysis = report.analysis
    return {
        "path": analysis.draft.path,
        "question": analysis.draft.question,
        "offset": analysis.draft.offset,
        "characters": analysis.characters,
        "coverage": [_coverage(coverage) for coverage in analysis.coverage],
        "judgement": _judgement(analysis.judgement),
        "adli": {"elements": analysis.elements, "points": [_point(point) for point in analysis.points]},
        "constraints": [_constraint(constraint) for constraint in analysis.constraints],
        "examples": [_example(hit) for hit in report.examples],
        "findings": [_finding(finding) for finding in report.findings],
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    return {
        "by": judgement.by,
        "invented_quotes": judgement.invented,
        "refused_items": judgement.refused,
        "failure": judgement.failure or None,
    }


def _coverage(coverage: ItemCoverage) -> dict[str, Any]:
    return {
        "item": coverage.item.id,
        "level": coverage.item.level.value,
        "kind": coverage.item.kind,
        "target": coverage.target is not Target.NONE,
        "target_link": coverage.target.value,
        "status": coverage.status.value,
        "score": round(coverage.score, 3),
        "reading": coverage.item.reading.value,
        "evidence": [_evidence(evidence) for evidence in coverage.evidence],
    }


def _point(point: PointResult) -> dict[str, Any]:
    return {
        "point": point.point,
        "present": point.present,
        "score": round(point.score, 3),
        "evidence": [_evidence(evidence) for evidence in point.evidence],
    }


def _constraint(constraint: ConstraintResult) -> dict[str, str]:
    return {
        "name": constraint.name,
        "spec": constraint.spec,
        "status": constraint.status.value,
        "detail": constraint.detail,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"start": evidence.span.start, "end": evidence.span.end, "text": evidence.text}


def _example(hit: "Hit[Practice]") -> dict[str, Any]:
    return {
        "id": hit.entry.id,
        "criterion": hit.entry.criterion,
        "score": round(hit.score, 3),
        "title": hit.entry.title,
        "own": isinstance(hit.entry, OwnExample),
        "helps": list(hit.helps),
        "words": list(hit.words),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    fix = finding.fix
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "start": finding.span.start,
        "end": finding.span.end,
        "message": finding.message,
        "why": finding.why,
        "item": finding.item or None,
        "example": finding.example or None,
        "fix": fix and {"start": fix.span.start, "end": fix.span.end, "replacement": fix.replacement},
    }
