"""What a draft says: coverage of the checklist, ADLI, the question's demands. Facts only, no advice."""

from pmqa_writer.analysis.engine import Engine
from pmqa_writer.analysis.model import (
    Analysis,
    Clause,
    ConstraintResult,
    Coverage,
    Evidence,
    ItemCoverage,
    Judgement,
    PointResult,
    Target,
    Verdict,
)

__all__ = [
    "Analysis",
    "Clause",
    "ConstraintResult",
    "Coverage",
    "Engine",
    "Evidence",
    "ItemCoverage",
    "Judgement",
    "PointResult",
    "Target",
    "Verdict",
]
