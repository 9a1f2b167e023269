"""LEN: how long an answer is."""

from collections.abc import Iterator

from pmqa_writer.i18n import N_, _
from pmqa_writer.lint.model import Context, Note, Rule, Severity
from pmqa_writer.text import Span, count_with_line_breaks, limit_offset

_PART = 120
"""Characters for each part of a question below which something must be missing: a clause with a fact has about 80."""
_LEAST, _MOST = 150, 400
"""The bounds of what is asked for in this way, however many parts a question has."""


def _over(context: Context) -> Iterator[Note]:
    draft, limit = context.analysis.draft, context.edition.limit
    if context.analysis.characters > limit:
        start = limit_offset(draft.text, limit)
        yield Note(
            Span(start, len(draft.text)),
            _("{count:,} characters with spaces: {over:,} more than the {limit:,} that the form takes.").format(
                count=context.analysis.characters, over=context.analysis.characters - limit, limit=limit
            ),
        )


def _short(context: Context) -> Iterator[Note]:
    question = context.edition.question(context.analysis.draft.question)
    need = max(_LEAST, min(_MOST, _PART * len(question.parts)))
    if context.analysis.characters < need:
        yield Note(
            context.whole,
            _(
                "Only {count:,} characters for a question of {parts} part(s): "
                "tell who does what, since when, and the result."
            ).format(count=context.analysis.characters, parts=len(question.parts)),
        )


def _breaks(context: Context) -> Iterator[Note]:
    limit = context.edition.limit
    # Editors end a file with a line break; it is no part of the answer that is pasted into the form.
    strict = count_with_line_breaks(context.analysis.draft.text.rstrip("\n"))
    if context.analysis.characters <= limit < strict:
        yield Note(
            context.whole,
            _(
                "{count:,} characters in Word, but {strict:,} if the form counts line breaks: "
                "join lines or cut {over:,}."
            ).format(count=context.analysis.characters, strict=strict, over=strict - limit),
        )


RULES = (
    Rule(
        "LEN001",
        Severity.ERROR,
        N_("The answer is over the limit"),
        N_("The form takes no more characters, spaces included; what lies beyond is lost."),
        _over,
    ),
    Rule(
        "LEN002",
        Severity.HINT,
        N_("The answer is much shorter than its question needs"),
        N_("Assessors give no points for what is not written, and every part of the question is looked for."),
        _short,
    ),
    Rule(
        "LEN003",
        Severity.WARNING,
        N_("Within the limit as Word counts, over it when line breaks count too"),
        N_("Word does not count line breaks; the electronic form may."),
        _breaks,
    ),
)
