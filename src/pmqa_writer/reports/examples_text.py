"""Examples and advice in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pmqa_writer.criteria import Criterion, Edition, Source
from pmqa_writer.errors import UnknownIdError
from pmqa_writer.examples import Advice, Corpus, Entry, Example, OwnExample, Practice
from pmqa_writer.i18n import _
from pmqa_writer.reports.safe import safe_line
from pmqa_writer.text import shorten

if TYPE_CHECKING:  # the search brings numpy along, which showing an entry must not wait for
    from pmqa_writer.examples.search import Hit


_TITLE: Final = 60
"""Code points of a text that stands for itself."""
_HELPS: Final = 2
"""Items whose words are shown."""


def list_examples(corpus: Corpus, criteria: Sequence[Criterion]) -> Iterator[str]:
    """Yield a line for each example and each piece of advice, criterion by criterion; then those of none."""
    for criterion in criteria:
        yield f"{criterion.id} {criterion.title}"
        yield from (_line(practice) for practice in corpus.practices if practice.criterion == criterion.id)
        yield from (
            f"  {advice.id}  {advice_heading(advice)}" for advice in corpus.advice if criterion.id in advice.criteria
        )
        yield ""
    yield _("Of no single criterion")
    known = {criterion.id for criterion in criteria}
    if len(criteria) > 1:
        yield from (_line(practice) for practice in corpus.practices if practice.criterion not in known)
    yield from (f"  {advice.id}  {advice_heading(advice)}" for advice in corpus.advice if not advice.criteria)


def _line(practice: Practice) -> str:
    file = f"  {practice.file}" if isinstance(practice, OwnExample) and practice.file else ""
    return "  " + safe_line(f"{practice.id}  {_whose(practice)}: {practice.title}{file}")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, ready to be shown."""

    practices: Sequence["Hit[Practice]"]
    advice: Sequence["Hit[Advice]"]
    passages: Mapping[str, str]
    """By an entry's id, the clause of it that is nearest in meaning to what was looked for."""


def describe_found(found: Found, edition: Edition) -> Iterator[str]:
    """Yield lines that show what a search found, and why."""
    if not found.practices and not found.advice:
        yield _("Nothing was found. Try other words, or fewer.")
        return
    for number, hit in enumerate(found.practices, 1):
        practice = hit.entry
        title = _criterion_title(practice.criterion, edition)
        yield safe_line(f"{number}. {practice.title}")
        yield "   " + safe_line(f"{_whose(practice)}  {practice.criterion} {title}")
        yield from _why(hit, found.passages, edition)
        if practice.items and not hit.helps:
            yield "   " + _("Illustrates {items}").format(items=_items_in_words(practice.items, edition))
        yield f"   pmqa-writer examples show {practice.id}"
        yield ""
    if found.advice:
        yield _("Advice")
    for advice in found.advice:
        yield f"·  {advice_heading(advice.entry)}"
        yield from _why(advice, found.passages, edition)
        yield f"   pmqa-writer examples show {advice.entry.id}"


def _why(hit: "Hit[Practice] | Hit[Advice]", passages: Mapping[str, str], edition: Edition) -> Iterator[str]:
    for reason in reasons(hit, edition):
        yield f"   {reason}"
    if passage := passages.get(hit.entry.id):
        yield "   " + _("Nearest in meaning: “{passage}”").format(passage=safe_line(passage))


def reasons(hit: "Hit[Practice] | Hit[Advice]", edition: Edition | None = None) -> Iterator[str]:
    """Yield why an entry was found: what it helps with, and which words it shares with what was looked for.

    Items are named in words where the edition is given, else by their ids alone.
    """
    if hit.helps:
        yield _("Shows what the draft lacks in whole or in part: {items}").format(
            items=_items_in_words(hit.helps, edition) if edition else ", ".join(hit.helps)
        )
    if hit.words:
        yield _("Shares the words {words}").format(words=safe_line(", ".join(hit.words)))


def _items_in_words(items: Sequence[str], edition: Edition) -> str:
    """Return the ids of items, the first ones with what they ask for."""
    told = [f"{item} ({wording})" if (wording := _wording(item, edition)) else item for item in items[:_HELPS]]
    return safe_line(", ".join([*told, *items[_HELPS:]]))


def _wording(item: str, edition: Edition, length: int | None = _TITLE) -> str:
    """What an item asks for; nothing where the edition does not have it, as an own example may say."""
    try:
        text = edition.item(item).text
        return shorten(text, length) if length else text
    except UnknownIdError:
        return ""


def _criterion_title(criterion: str, edition: Edition) -> str:
    try:
        return edition.criterion(criterion).title if criterion else ""
    except UnknownIdError:
        return ""


def describe_entry(entry: Entry, edition: Edition) -> Iterator[str]:
    """Yield lines that show an entry whole, and where it comes from."""
    match entry:
        case Example():
            yield from _example(entry, edition)
        case OwnExample():
            yield from _own_example(entry, edition)
        case Advice():
            yield from _advice(entry)
    if not isinstance(entry, OwnExample):
        yield from _sources(entry.sources, edition)


def _example(example: Example, edition: Edition) -> Iterator[str]:
    year = _("year {year}").format(year=example.year) if example.year else ""
    yield example.title
    yield "  ".join(part for part in (example.agency, year, example.award) if part)
    yield ""
    yield example.text
    yield ""
    yield from _items(example, edition)
    yield _("ADLI points that it shows")
    names = {point.number: point.name for point in edition.adli.points}
    for shown in example.adli:
        yield f"  {shown.point}. {names[shown.point]}: “{shown.words}”"


def _own_example(example: OwnExample, edition: Edition) -> Iterator[str]:
    yield safe_line(example.title)
    yield safe_line("  ".join(part for part in (_whose(example), example.criterion, example.file) if part))
    yield ""
    yield example.text
    yield ""
    yield from _items(example, edition)


def _items(practice: Practice, edition: Edition) -> Iterator[str]:
    if practice.items:
        yield _("Illustrates")
    for item_id in practice.items:
        yield safe_line(f"  {item_id}  {_wording(item_id, edition, None)}".rstrip())


def _whose(practice: Practice) -> str:
    """The agency; for the agency's own examples said so."""
    if isinstance(practice, Example):
        return practice.agency
    return " ".join(part for part in (practice.agency, _("(your own)")) if part)


def _advice(advice: Advice) -> Iterator[str]:
    yield advice_heading(advice)
    yield _about(advice)
    yield ""
    yield advice.text
    yield ""


def advice_heading(advice: Advice) -> str:
    """Return the kind of a piece of advice, with its question or else its first words."""
    kinds = {
        "faq": _("Question and answer"),
        "feedback": _("What assessors found lacking"),
        "lesson": _("Lesson learned"),
    }
    return f"{kinds[advice.kind]}: {advice.question or shorten(advice.text, _TITLE)}"


def _about(advice: Advice) -> str:
    return ", ".join(advice.criteria) or _("all criteria")


def _sources(sources: Sequence[Source], edition: Edition) -> Iterator[str]:
    titles = {document.id: document.title for document in edition.info.documents}
    for source in sources:
        yield _("Source: {title}, “{heading}”").format(
            title=titles.get(source.document, source.document), heading=source.heading
        )
