"""OFF and DUP: an answer beside the other criteria, and beside the other drafts."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import PurePath
from typing import Final

from pmqa_writer.analysis import Analysis
from pmqa_writer.i18n import N_, _
from pmqa_writer.lint.model import Context, Note, Rule, Severity
from pmqa_writer.text import Span

_LEAD: Final = 2.5
"""How many times more an answer must be like another criterion than like its own."""
_LIKE: Final = 0.15
"""Likeness to the other criterion below which nothing is said: an answer in words of its own is like none of them.

With both, none of 93 answers to the point was suspected, and six in ten of those put under another category's question.
"""
_PASSAGE: Final = 60
"""Characters, white space aside, from which on the same passage in two answers is no coincidence."""
_COMPARED: Final = 300
"""Clauses of a draft that are compared; an answer has 50 at most. The time grows with their number squared or worse."""


def _off_topic(context: Context) -> Iterator[Note]:
    character = context.analysis.character
    own = context.edition.question(context.analysis.draft.question).criterion
    if character.nearest_topic != own and character.nearest_score > max(_LIKE, _LEAD * character.own_topic):
        other = context.edition.criterion(character.nearest_topic)
        yield Note(
            context.whole,
            _("This reads like an answer to {id} {title}. Is it in the right place?").format(
                id=other.id, title=other.title
            ),
            item=other.id,
        )


def _duplicate(context: Context) -> Iterator[Note]:
    mine = context.analysis
    candidates = {
        other.draft.path: other for clause in mine.clauses for other in context.twins.get(clause.squeezed, ())
    }
    for other in candidates.values():
        if other.draft.question == mine.draft.question:
            continue
        span = _shared_passage(mine, other)
        if span is not None:
            yield Note(
                span,
                _("The same passage stands in {other} ({path}): keep it where it fits best.").format(
                    other=other.draft.question, path=other.draft.path
                ),
                item=other.draft.question,
            )


def _again(context: Context) -> Iterator[Note]:
    mine = context.analysis.draft
    for path in context.rivals:
        if path != mine.path and PurePath(path).parent == PurePath(mine.path).parent:
            yield Note(
                context.whole,
                _("{path} answers {question} too: keep one of them.").format(path=path, question=mine.question),
                item=mine.question,
            )


def _shared_passage(mine: Analysis, other: Analysis) -> Span | None:
    """The longest run of clauses that stands in both drafts, white space aside; None when it is short."""
    ours, theirs = ([clause.squeezed for clause in analysis.clauses[:_COMPARED]] for analysis in (mine, other))
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    length, block = max((sum(map(len, ours[block.a : block.a + block.size])), block) for block in blocks)
    if length < _PASSAGE:
        return None
    return Span(mine.clauses[block.a].span.start, mine.clauses[block.a + block.size - 1].span.end)


RULES = (
    Rule(
        "OFF001",
        Severity.WARNING,
        N_("Reads like an answer to another criterion"),
        N_("An assessor judges an answer only against the checklist of its own criterion."),
        _off_topic,
    ),
    Rule(
        "DUP001",
        Severity.WARNING,
        N_("The same passage in two answers"),
        N_("A passage that is used twice costs characters twice and convinces once."),
        _duplicate,
    ),
    Rule(
        "DUP002",
        Severity.WARNING,
        N_("Two drafts of the same question in a folder"),
        N_("Only one can be handed in, and an old version is easily taken for the new one."),
        _again,
    ),
)
