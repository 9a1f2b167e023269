"""Examples and advice in words."""

from collections.abc import Iterator

from pmqa_writer.criteria import Edition
from pmqa_writer.examples import Corpus, Example
from pmqa_writer.i18n import _


def list_examples(corpus: Corpus, criterion: str | None) -> Iterator[str]:
    """Yield a line for each example, of one criterion or of all."""
    for example in corpus.examples:
        if criterion in {None, example.criterion}:
            yield f"{example.criterion}  {example.id}  {example.agency}: {example.title}"


def describe_example(example: Example, edition: Edition) -> Iterator[str]:
    """Yield lines that show an example: what it tells, what it illustrates, and where it comes from."""
    titles = {document.id: document.title for document in edition.info.documents}
    year = _("year {year}").format(year=example.year) if example.year else ""
    yield f"{example.title}"
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
    for source in example.sources:
        yield _("Source: {title}, “{heading}”").format(
            title=titles.get(source.document, source.document), heading=source.heading
        )
