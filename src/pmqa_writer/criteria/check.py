"""Checking a folder of criteria: each file by its schema, then all of them together."""

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

import msgspec

from pmqa_writer.criteria.constraints import KNOWN, parse_constraint
from pmqa_writer.criteria.edition import Edition
from pmqa_writer.criteria.model import Criterion, Item, Question
from pmqa_writer.errors import CriteriaError, did_you_mean
from pmqa_writer.i18n import _
from pmqa_writer.text import MATCHING_ONLY, find_edits
from pmqa_writer.toml_file import line_of


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found, and how much there is."""

    errors: tuple[CriteriaError, ...]
    criteria: int = 0
    items: int = 0
    questions: int = 0
    points: int = 0


def check_edition(edition: Edition) -> CheckReport:
    """Check an edition that is loaded: ids, links, sources and typing errors, over all of its files."""
    return CheckReport(
        tuple(_errors(edition)),
        len(edition.criteria),
        sum(1 for _item in edition.items()),
        sum(1 for _question in edition.questions()),
        len(edition.adli.points),
    )


def _errors(edition: Edition) -> Iterator[CriteriaError]:
    yield from _amounts(edition)
    yield from _twice(edition)
    items = {item.id for item in edition.items()}
    questions = {question.id for question in edition.questions()}
    for criterion in edition.criteria:
        at = _Place(edition, criterion)
        for number, item in enumerate(criterion.items):
            yield from _item_errors(item, at, number, items, questions)
        for number, question in enumerate(criterion.questions):
            yield from _question_errors(question, at, number)
    everything = msgspec.to_builtins(edition)
    yield from _source_errors(edition, everything)
    for owner, text in _texts(everything, ""):
        for edit in find_edits(text):
            if edit.kind not in MATCHING_ONLY:
                yield CriteriaError(
                    _("{owner} holds a broken or invisible character: “{text}”").format(
                        owner=owner, text=text[max(0, edit.span.start - 15) : edit.span.end + 15]
                    ),
                    path=edition.folder,
                )
                break


def _amounts(edition: Edition) -> Iterator[CriteriaError]:
    wanted = edition.info.counts
    found = {
        "criteria": (wanted.criteria, len(edition.criteria)),
        "items": (wanted.items, sum(len(criterion.items) for criterion in edition.criteria)),
        "questions": (wanted.questions, sum(len(criterion.questions) for criterion in edition.criteria)),
    }
    for name, (expected, actual) in found.items():
        if expected != actual:
            yield CriteriaError(
                _("The edition should hold {expected} {name}, and holds {actual}.").format(
                    expected=expected, name=name, actual=actual
                ),
                path=f"{edition.folder}/edition.toml",
                hint=_("Is a file missing, or “counts” out of date?"),
            )
    numbers = [point.number for point in edition.adli.points]
    if numbers != list(range(1, len(numbers) + 1)):
        yield CriteriaError(_("The ADLI points are not numbered 1 to 15 in order."), path="adli.toml")


def _source_errors(edition: Edition, everything: Any) -> Iterator[CriteriaError]:
    documents = {document.id for document in edition.info.documents}
    for owner, document in sorted(set(_documents(everything, ""))):
        if document not in documents:
            yield CriteriaError(
                _("{owner} names a source document that edition.toml does not list: {document}").format(
                    owner=owner, document=document
                ),
                path=f"{edition.folder}/edition.toml",
                hint=did_you_mean(document, documents),
            )


class _Place:
    """Makes errors of a criterion's file that name the line."""

    def __init__(self, edition: Edition, criterion: Criterion) -> None:
        self._path = f"{edition.folder}/{criterion.id}.toml"
        self.criterion = criterion

    def error(self, table: str, number: int, key: str, message: str, hint: str = "") -> CriteriaError:
        try:
            with open(self._path, encoding="utf-8") as file:  # noqa: PTH123 - the folder may be a zip's
                line = line_of(file.read(), [table, number, key])
        except OSError:
            line = None
        return CriteriaError(message, path=self._path, line=line, hint=hint)


def _twice(edition: Edition) -> Iterator[CriteriaError]:
    ids = Counter(criterion.id for criterion in edition.criteria)
    for criterion in edition.criteria:
        ids.update(item.id for item in criterion.items)
        ids.update(question.id for question in criterion.questions)
    for repeated in (key for key, count in ids.items() if count > 1):
        yield CriteriaError(_("The id {id} is used twice.").format(id=repeated), path=edition.folder)


def _item_errors(item: Item, at: _Place, number: int, items: Set[str], questions: Set[str]) -> Iterator[CriteriaError]:
    """Errors of one item; `items` and `questions` are the ids of all that the edition has."""
    if item.id.rpartition(".")[0] != at.criterion.id:
        message = _("The id {id} does not belong to criterion {criterion}.").format(
            id=item.id, criterion=at.criterion.id
        )
        yield at.error("items", number, "id", message)
    if item.id.rpartition(".")[2].lstrip("R")[0] != item.level.value:
        message = _("The level of {id} is not the one in its id.").format(id=item.id)
        yield at.error("items", number, "level", message)
    if (same := item.duplicate_of) and same not in items:
        yield at.error("items", number, "duplicate_of", _unknown(same), did_you_mean(same, items))
    for carrier in item.carriers:
        if carrier not in questions:
            yield at.error("items", number, "carriers", _unknown(carrier), did_you_mean(carrier, questions))
    said = [item.wanted, *item.meets, *(miss.text for miss in item.misses)]
    if len(set(said)) < len(said):
        message = _("{id} says the same sentence twice.").format(id=item.id)
        yield at.error("items", number, "meets", message)
    if len({miss.kind for miss in item.misses}) < 2:
        message = _("{id} needs misses of at least two kinds.").format(id=item.id)
        yield at.error("items", number, "misses", message)


def _question_errors(question: Question, at: _Place, number: int) -> Iterator[CriteriaError]:
    if question.criterion != at.criterion.id:
        message = _("The id {id} does not belong to criterion {criterion}.").format(
            id=question.id, criterion=at.criterion.id
        )
        yield at.error("questions", number, "id", message)
    own = {item.id for item in at.criterion.items}
    for key, targets in (("targets", question.targets), ("weak_targets", question.weak_targets)):
        for target in targets:
            if target not in own:
                yield at.error("questions", number, key, _unknown(target), did_you_mean(target, own))
    if both := set(question.targets) & set(question.weak_targets):
        message = _("{items} cannot be a strong and a weak target at once.").format(items=", ".join(sorted(both)))
        yield at.error("questions", number, "weak_targets", message)
    for spec in question.constraints:
        try:
            parse_constraint(spec)
        except ValueError:
            name = spec.partition("=")[0]
            message = _("There is no constraint “{name}”.").format(name=name)
            yield at.error("questions", number, "constraints", message, did_you_mean(name, KNOWN))


def _unknown(identifier: str) -> str:
    return _("The criteria have no “{id}”.").format(id=identifier)


def _documents(value: Any, owner: str) -> Iterator[tuple[str, str]]:
    """All documents that sources below a plain value name, with the id or number of the nearest entry."""
    if isinstance(value, dict):
        name = str(value.get("id") or value.get("number") or owner)
        if isinstance(value.get("document"), str):
            yield owner, value["document"]
        for below in value.values():
            yield from _documents(below, name)
    elif isinstance(value, list):
        for below in value:
            yield from _documents(below, owner)


def _texts(value: Any, owner: str) -> Iterator[tuple[str, str]]:
    """All texts below a plain value, with the id or key of the nearest entry."""
    if isinstance(value, str):
        yield owner, value
    elif isinstance(value, dict):
        name = str(value.get("id") or value.get("number") or owner)
        for key, below in value.items():
            # Notes quote what a source reads, slips and all.
            if key != "note":
                yield from _texts(below, name)
    elif isinstance(value, list):
        for below in value:
            yield from _texts(below, owner)
