"""What to tell a draft's writer."""

from pmqa_writer.lint.model import Finding, Rule, Severity
from pmqa_writer.lint.rules import ALL_RULES
from pmqa_writer.lint.runner import DraftReport, Report, find_rule, lint

__all__ = ["ALL_RULES", "DraftReport", "Finding", "Report", "Rule", "Severity", "find_rule", "lint"]
