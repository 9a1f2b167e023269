"""Checking the corpus against the criteria: items, quotations, sources, lengths, typing errors."""

from collections import Counter
from collections.abc import Iterator

from pmqa_writer.criteria import Edition
from pmqa_writer.errors import CriteriaError
from pmqa_writer.examples.model import Advice, Corpus, Example
from pmqa_writer.i18n import _
from pmqa_writer.text import MATCHING_ONLY, EditKind, find_edits

_SHORTEST, _LONGEST = 200, 1600
"""Characters of an example's text; 80 to 250 words of Thai."""
_ALLOWED = MATCHING_ONLY - {EditKind.DIGIT}


def check_corpus(corpus: Corpus, edition: Edition) -> Iterator[CriteriaError]:
    """Yield everything that is wrong with the entries of a corpus that was loaded."""
    documents = {document.id for document in edition.info.documents}
    entries: list[Example | Advice] = [*corpus.examples]
    entries.extend(corpus.advice)
    ids = Counter(entry.id for entry in entries)
    for entry in entries:
        if ids[entry.id] > 1:
            yield _error(entry, _("The id {id} is used twice.").format(id=entry.id))
        for source in entry.sources:
            if source.document not in documents:
                message = _("It names a source document that edition.toml does not list: {document}")
                yield _error(entry, message.format(document=source.document))
        if any(edit.kind not in _ALLOWED for edit in find_edits(entry.text)):
            yield _error(entry, _("Its text holds broken or invisible characters, or Thai digits."))
    for example in corpus.examples:
        yield from _example_errors(example, edition)
    known = {criterion.id for criterion in edition.criteria}
    for advice in corpus.advice:
        for criterion in advice.criteria:
            if criterion not in known:
                yield _error(advice, _("The criteria have no “{id}”.").format(id=criterion))


def _example_errors(example: Example, edition: Edition) -> Iterator[CriteriaError]:
    own = {item.id for criterion in edition.criteria if criterion.id == example.criterion for item in criterion.items}
    for item in example.items:
        if item not in own:
            message = _("Criterion {criterion} has no item {item}.").format(criterion=example.criterion, item=item)
            yield _error(example, message)
    for shown in example.adli:
        if shown.words not in example.text:
            yield _error(example, _("Its text does not hold the words “{words}”.").format(words=shown.words))
    if not _SHORTEST <= len(example.text) <= _LONGEST:
        yield _error(example, _("Its text has {count} characters.").format(count=len(example.text)))


def _error(entry: Example | Advice, message: str) -> CriteriaError:
    return CriteriaError(message, path=f"{entry.id}.toml")
