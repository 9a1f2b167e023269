"""The rules in words."""

from collections.abc import Iterator

from pmqa_writer.i18n import _
from pmqa_writer.lint import ALL_RULES, Severity, find_rule


def list_rules() -> Iterator[str]:
    """Yield a line for each rule."""
    for rule in ALL_RULES:
        yield f"{rule.id}  {severity_name(rule.severity)}  {_(rule.title)}"


def describe_rule(rule_id: str) -> Iterator[str]:
    """Yield lines that explain a rule; an unknown id raises `UnknownIdError`."""
    rule = find_rule(rule_id)
    yield f"{rule.id}  {_(rule.title)}"
    yield _("Severity: {severity}").format(severity=severity_name(rule.severity))
    yield ""
    yield _(rule.why)
    if rule.bad:
        yield ""
        yield "✖ " + rule.bad
    if rule.good:
        yield "● " + rule.good
    yield ""
    yield _('To leave it out, write in pmqa.toml: [lint] ignore = ["{rule}"]').format(rule=rule.id)


def severity_name(severity: Severity) -> str:
    """Return the name of a severity in the language that is set."""
    return {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.HINT: _("hint")}[severity]
