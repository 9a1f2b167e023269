"""All rules, in the order in which their findings are shown."""

from typing import Final

from pmqa_writer.lint.model import Rule
from pmqa_writer.lint.rules import across, characters, checklist, evidence, length, privacy, style

ALL_RULES: Final[tuple[Rule, ...]] = (
    *length.RULES,
    *characters.RULES,
    *privacy.RULES,
    *checklist.RULES,
    *evidence.RULES,
    *across.RULES,
    *style.RULES,
)
