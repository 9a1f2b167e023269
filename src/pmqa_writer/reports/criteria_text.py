"""The criteria in words: what is official, what is ours, and where it comes from."""

from collections.abc import Iterable, Iterator

from pmqa_writer.criteria import Criterion, Edition, Item, Level, Question, Reading, Source
from pmqa_writer.criteria.edition import Category
from pmqa_writer.criteria.results import Topic
from pmqa_writer.i18n import _
from pmqa_writer.reports.constraint_text import constraint_text
from pmqa_writer.text import arabic_digits


def describe(edition: Edition, wanted: str) -> Iterator[str]:
    """Return lines that describe a category, criterion, topic, question or item.

    Raises:
        UnknownIdError: the edition has nothing of this id.
    """
    wanted = arabic_digits(wanted)
    for category in edition.info.categories:
        if wanted == str(category.number):
            return _category(edition, category)
    for topic in edition.results.topics:
        if wanted == topic.id:
            return _topic(edition, topic)
    if wanted.count(".") <= 1:
        return _criterion(edition, edition.criterion(wanted))
    if wanted.rpartition(".")[2].isdigit():
        return _question(edition, edition.question(wanted))
    return _item(edition, edition.item(wanted.upper()))


def _category(edition: Edition, category: Category) -> Iterator[str]:
    yield _("Category {number} {title}").format(number=category.number, title=category.title)
    yield category.aim
    yield from _origin(edition, category.aim_sources, category.reading, category.note)
    yield ""
    for criterion in edition.criteria:
        if criterion.id.startswith(f"{category.number}."):
            yield f"{criterion.id}  {criterion.title}"
    if category.kind == "result":
        for topic in edition.results.topics:
            yield f"{topic.id}  {topic.title}"
        yield ""
        yield _("What the sources leave open:")
        for gap in edition.results.gaps:
            yield f"  ⚠ {gap.text}"


def _topic(edition: Edition, topic: Topic) -> Iterator[str]:
    yield f"{topic.id}  {topic.title}"
    yield from _origin(edition, topic.sources, topic.reading, topic.note)
    yield ""
    for group in topic.groups:
        mark = _("must have 1 to 3 indicators") if group.mandatory else _("optional")
        yield f"{group.number}. {group.text}  ({mark})"
        if group.reading is not Reading.CLEAR:
            yield f"   ⚠ {reading_name(group.reading)}: {group.note}"


def _criterion(edition: Edition, criterion: Criterion) -> Iterator[str]:
    yield f"{criterion.id}  {criterion.title}"
    yield criterion.aim
    yield from _origin(edition, criterion.aim_sources, Reading.CLEAR, "")
    for level in Level:
        yield ""
        yield f"{level.label}: {getattr(criterion.summaries, level.value)}"
        for item in criterion.items:
            if item.level is level:
                yield f"  {item.id}  {item.text}{_flag(item.reading)}"
        for question in criterion.questions:
            if question.level is level:
                yield f"  {question.id}  {question.text}{_flag(question.reading)}"
    if criterion.glossary:
        yield ""
        yield _("Terms that the criteria define")
        for term in criterion.glossary:
            yield f"  {term.term} = {term.definition}{_flag(term.reading)}"


def _question(edition: Edition, question: Question) -> Iterator[str]:
    origin = _("named by the source") if question.level_origin == "tagged" else _("read from the wording by us")
    yield f"{question.id}  {question.text}"
    yield _("Level: {level} ({origin})").format(level=question.level.label, origin=origin)
    yield from _origin(edition, question.sources, question.reading, question.note)
    yield ""
    yield _("Parts to answer")
    for number, part in enumerate(question.parts, 1):
        yield f"  {number}. {part}"
    if question.constraints:
        yield ""
        yield _("What the wording demands")
        for constraint in question.constraints:
            yield f"  {constraint_text(constraint)}"
    yield ""
    yield _("What assessors look for")
    for item_id in question.targets:
        yield f"  {item_id}  {edition.item(item_id).wanted}"
    if question.weak_targets:
        yield _("A good answer shows these too")
        for item_id in question.weak_targets:
            yield f"  {item_id}  {edition.item(item_id).wanted}"


def _item(edition: Edition, item: Item) -> Iterator[str]:
    code = _("the code stands in the source") if item.origin == "coded" else _("numbered by us")
    kind = _("a result that has been reached") if item.kind == "result" else _("a way of working")
    yield f"{item.id}  {item.text}"
    yield _("Level: {level}; wanted: {kind}; {code}").format(level=item.level.label, kind=kind, code=code)
    yield from _origin(edition, item.sources, item.reading, item.note)
    if item.duplicate_of:
        yield "  ⚠ " + _("The sources print this in the wrong criterion too; see {item}.").format(
            item=item.duplicate_of
        )
    if item.carriers:
        carriers = ", ".join(item.carriers)
        yield "  ⚠ " + _("No question asks for it; its evidence fits into {questions}.").format(questions=carriers)
    yield ""
    yield _("What satisfies it: {wanted}").format(wanted=item.wanted)
    yield ""
    yield _("Meets it (invented)")
    for text in item.meets:
        yield f"  ● {text}"
    yield _("Does not meet it (invented)")
    for miss in item.misses:
        yield f"  ✖ {miss.text}  ({miss_name(miss.kind)})"
    asked = [question.id for question in edition.questions() if item.id in (*question.targets, *question.weak_targets)]
    if asked:
        yield ""
        yield _("Asked for by {questions}").format(questions=", ".join(asked))


def _origin(edition: Edition, sources: Iterable[Source], reading: Reading, note: str) -> Iterator[str]:
    titles = {document.id: document.title for document in edition.info.documents}
    for source in sources:
        yield "  " + _("Source: {title}, “{heading}”").format(
            title=titles.get(source.document, source.document), heading=source.heading
        )
    if reading is not Reading.CLEAR:
        yield f"  ⚠ {reading_name(reading)}"
    if note:
        yield f"  {note}"


def _flag(reading: Reading) -> str:
    return f"  ⚠ {reading_name(reading)}" if reading not in {Reading.CLEAR, Reading.REPAIRED} else ""


def reading_name(reading: Reading) -> str:
    """Say in words how well a source could be read."""
    return {
        Reading.CLEAR: _("clearly printed"),
        Reading.REPAIRED: _("a scanning error was repaired"),
        Reading.UNCERTAIN: _("the official wording is not certain"),
        Reading.UNREADABLE: _("part of the official wording cannot be read"),
        Reading.INCOMPLETE: _("the source breaks off here"),
    }[reading]


def miss_name(kind: str) -> str:
    """Say in words why a sentence does not meet its item."""
    return {
        "plan": _("only a plan"),
        "denial": _("says that it is not there"),
        "name_only": _("only a name"),
        "wrong_thing": _("about something else"),
    }[kind]
