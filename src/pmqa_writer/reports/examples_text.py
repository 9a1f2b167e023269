"""Examples and advice in words."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pmqa_writer.criteria import Edition, Source
from pmqa_writer.examples import Advice, Corpus, Example
from pmqa_writer.i18n import _

if TYPE_CHECKING:  # the search brings scikit-learn along, which showing an entry must not wait for
    from pmqa_writer.examples.search import Hit


def list_examples(corpus: Corpus, criterion: str | None) -> Iterator[str]:
    """Yield a line for each example and each piece of advice, of one criterion or of all."""
    for example in corpus.examples:
        if criterion in {None, example.criterion}:
            yield f"{example.criterion}  {example.id}  {example.agency}: {example.title}"
    for advice in corpus.advice:
        if criterion is None or criterion in advice.criteria or not advice.criteria:
            yield f"{_about(advice)}  {advice.id}  {_heading(advice)}"


def describe_hits(
    examples: Sequence["Hit[Example]"], advice: Sequence["Hit[Advice]"], edition: Edition
) -> Iterator[str]:
    """Yield lines that show what a search found, and why."""
    if not examples and not advice:
        yield _("Nothing was found. Try other words, or fewer.")
        return
    for number, hit in enumerate(examples, 1):
        example = hit.entry
        yield f"{number}. {example.title}"
        yield f"   {example.agency}  {example.criterion} {edition.criterion(example.criterion).title}"
        yield from _why(hit)
        yield "   " + _("Illustrates {items}").format(items=", ".join(example.items))
        yield f"   pmqa-writer examples show {example.id}"
        yield ""
    if advice:
        yield _("Advice")
    for found in advice:
        yield f"·  {_heading(found.entry)}"
        yield from _why(found)
        yield f"   pmqa-writer examples show {found.entry.id}"


def describe_entry(entry: Example | Advice, edition: Edition) -> Iterator[str]:
    """Yield lines that show an entry whole, and where it comes from."""
    yield from _example(entry, edition) if isinstance(entry, Example) else _advice(entry)
    yield from _sources(entry.sources, edition)


def _example(example: Example, edition: Edition) -> Iterator[str]:
    year = _("year {year}").format(year=example.year) if example.year else ""
    yield example.title
    yield "  ".join(part for part in (example.agency, year, example.award) if part)
    yield ""
    yield example.text
    yield ""
    yield _("Illustrates")
    for item_id in example.items:
        yield f"  {item_id}  {edition.item(item_id).wanted}"
    yield _("ADLI points that it shows")
    names = {point.number: point.name for point in edition.adli.points}
    for shown in example.adli:
        yield f"  {shown.point}. {names[shown.point]}: “{shown.words}”"


def _advice(advice: Advice) -> Iterator[str]:
    yield _heading(advice)
    if advice.question:
        yield _about(advice)
    yield ""
    yield advice.text
    yield ""


def _heading(advice: Advice) -> str:
    kinds = {
        "faq": _("Question and answer"),
        "feedback": _("What assessors found lacking"),
        "lesson": _("Lesson learned"),
    }
    return f"{kinds[advice.kind]}: {advice.question or _about(advice)}"


def _about(advice: Advice) -> str:
    return ", ".join(advice.criteria) or _("all criteria")


def _why(hit: "Hit[Example] | Hit[Advice]") -> Iterator[str]:
    if hit.words:
        yield "   " + _("Shares the words {words}").format(words=", ".join(hit.words))


def _sources(sources: Sequence[Source], edition: Edition) -> Iterator[str]:
    titles = {document.id: document.title for document in edition.info.documents}
    for source in sources:
        yield _("Source: {title}, “{heading}”").format(
            title=titles.get(source.document, source.document), heading=source.heading
        )
