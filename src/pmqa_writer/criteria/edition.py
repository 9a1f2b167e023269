"""An edition of the criteria: what holds for all of its criteria, and the criteria themselves."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cached_property
from typing import Annotated, Literal, TypeVar

from msgspec import Meta, Struct, field

from pmqa_writer.criteria.adli import AdliTable
from pmqa_writer.criteria.model import Criterion, Item, Level, Question, Reading, Source, Text, Value
from pmqa_writer.criteria.results import Results
from pmqa_writer.errors import UnknownIdError
from pmqa_writer.i18n import _
from pmqa_writer.text import arabic_digits

T = TypeVar("T")


class Band(Value, frozen=True, kw_only=True):
    """A level's name and the points that it stands for."""

    id: Level
    name: Text
    name_th: Text
    heading: str = ""
    min: int
    max: int
    """Lowest and highest points of the level, both included."""
    sources: list[Source]
    note: str = ""


class Category(Value, frozen=True, kw_only=True):
    """One of the seven categories."""

    number: Annotated[int, Meta(ge=1, le=7)]
    title: Text
    kind: Literal["process", "result"]
    aim: Text
    aim_sources: list[Source]
    sources: list[Source]
    reading: Reading = Reading.CLEAR
    note: str = ""


class Document(Value, frozen=True, kw_only=True):
    """A document that the criteria were taken from."""

    id: Text
    title: Text
    author: str = ""
    date: Text
    """As printed in the document."""
    year: int
    """Buddhist era."""
    kind: Text
    note: str = ""


class GeneralRule(Value, frozen=True, kw_only=True):
    """A rule that the sources give for all answers."""

    id: Text
    title: Text
    text: Text
    sources: list[Source]
    reading: Reading = Reading.CLEAR
    note: str = ""


class Counts(Value, frozen=True, kw_only=True):
    """How much an edition holds, to notice when a file is lost."""

    criteria: int
    items: int
    questions: int


class EditionInfo(Value, frozen=True, kw_only=True):
    """The file `edition.toml`."""

    schema: Literal["pmqa-writer/edition/1"]
    id: Text
    title: Text
    short_title: Text
    sources: list[Source]
    counts: Counts
    limit: Annotated[int, Meta(gt=0)]
    """Characters that an answer may have, counted as `counting` says."""
    limit_text: Text
    limit_sources: list[Source]
    counting: Text
    counting_text: Text
    counting_origin: Literal["official", "derived"]
    counting_note: str = ""
    levels: list[Band]
    categories: list[Category]
    rules: list[GeneralRule]
    documents: list[Document]


class Edition(Struct, frozen=True, kw_only=True, dict=True):
    """Everything that `checklists/` holds for one edition."""

    info: EditionInfo
    criteria: list[Criterion]
    """In the order of their ids."""
    results: Results
    """Category 7."""
    adli: AdliTable
    folder: str = field(default="")
    """Where it was read from, for messages."""

    @property
    def limit(self) -> int:
        """Characters that an answer may have."""
        return self.info.limit

    @cached_property
    def _criteria(self) -> dict[str, Criterion]:
        return {criterion.id: criterion for criterion in self.criteria}

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.id: item for criterion in self.criteria for item in criterion.items}

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions()}

    def items(self) -> Iterator[Item]:
        """Yield all checklist items, in the order of the files."""
        return iter(self._items.values())

    def questions(self) -> Iterator[Question]:
        """Yield all questions, in the order of the form."""
        for criterion in self.criteria:
            yield from criterion.questions

    def criterion(self, criterion_id: str) -> Criterion:
        """Return a criterion by its id, in any digits; an unknown id raises `UnknownIdError`."""
        hint = ""
        if question := self._questions.get(arabic_digits(criterion_id)):
            hint = _("{id} is a question; its criterion is {criterion}.").format(
                id=question.id, criterion=question.criterion
            )
        return _find(criterion_id, self._criteria, hint)

    def item(self, item_id: str) -> Item:
        """Return a checklist item, as `criterion` does."""
        return _find(item_id, self._items)

    def question(self, question_id: str) -> Question:
        """Return a question, as `criterion` does."""
        hint = ""
        if criterion := self._criteria.get(arabic_digits(question_id)):
            hint = _("{id} is a criterion; its questions are {questions}.").format(
                id=criterion.id, questions=", ".join(question.id for question in criterion.questions)
            )
        return _find(question_id, self._questions, hint)


def _find(key: str, table: dict[str, T], hint: str = "") -> T:
    try:
        return table[arabic_digits(key)]
    except KeyError:
        if not hint:
            near = get_close_matches(arabic_digits(key), table, n=3, cutoff=0.6)
            hint = _("Did you mean {near}?").format(near=", ".join(sorted(near))) if near else ""
        raise UnknownIdError(_("The criteria have no “{id}”.").format(id=key), hint=hint) from None
