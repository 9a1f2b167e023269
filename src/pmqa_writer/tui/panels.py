"""What stands in the panels beside the editor: entries made of a judgement. Pure; nothing here draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from textual.content import Content

from pmqa_writer.criteria import Edition, Level, Question
from pmqa_writer.examples import Corpus
from pmqa_writer.i18n import _
from pmqa_writer.judging.messages import Finding, Item, Judged, Range
from pmqa_writer.reports.constraint_text import constraint_text
from pmqa_writer.reports.examples_text import advice_heading
from pmqa_writer.reports.safe import safe_line
from pmqa_writer.text import Span, shorten, snap
from pmqa_writer.tui.glyphs import COVERAGES, SEVERITIES, TRIED, Sign
from pmqa_writer.tui.widgets.entries import Entry

_QUOTE: Final = 90
"""Code points of evidence that are quoted."""
_CONTEXT: Final = 10
"""Code points that are quoted on either side of a place that is shorter."""
_WORDING: Final = 160
"""Code points of official wording that a row shows; the rest is told when it is opened."""


def sign(mark: Sign, plain: bool) -> tuple[str, str]:
    """Return a glyph with its colour."""
    return mark.shown(plain), f"${mark.style}"


def checklist(judged: Judged, edition: Edition, text: str, *, plain: bool = False) -> Iterator[Entry]:
    """Yield the items of the question's criterion, those that it asks for first, with its own demands between."""
    targets = {
        "strong": _("This question asks for"),
        "weak": _("A good answer shows these too"),
        "none": _("Other items of the criterion (hints)"),
    }
    for target, title in targets.items():
        items = [item for item in judged.items if item.target == target]
        if items:
            covered = sum(item.status == "covered" for item in items)
            yield _heading(f"target-{target}", f"{title}  {covered}/{len(items)}")
            yield from (_item(item, edition, text, plain) for item in items)
        if target == "strong" and judged.constraints:
            yield _heading("demands", _("What the wording demands"))
            for number, constraint in enumerate(judged.constraints):
                mark = TRIED[constraint.status]
                yield Entry(
                    f"demand-{number}",
                    Content.assemble(
                        sign(mark, plain),
                        f" {constraint_text(constraint.spec)}",
                        (f"\n{constraint.detail or mark.meaning}", "$text-muted"),
                    ),
                )


def _item(item: Item, edition: Edition, text: str, plain: bool) -> Entry:
    mark = COVERAGES[item.status]
    known = edition.item(item.id)
    parts: list[str | tuple[str, str]] = [
        sign(mark, plain),
        (f" {item.id} ", "bold"),
        (mark.meaning, f"${mark.style}"),
        f"  {known.level.label}",
        f"\n{shorten(known.text, _WORDING)}",
    ]
    if quote := _quote(item.spans, text):
        parts.append((f"\n{quote}", "$text-muted italic"))
    return Entry(item.id, Content.assemble(*parts), _spans(item.spans))


def adli(judged: Judged, edition: Edition, text: str, *, plain: bool = False) -> Iterator[Entry]:
    """Yield the fifteen points under their four elements."""
    points = {point.number: point for point in judged.points}
    for element in edition.adli.elements:
        present = judged.elements.get(element.id, False)
        mark = COVERAGES["covered" if present else "missing"]
        own = [known for known in edition.adli.points if known.element == element.id]
        name = f"{element.id} {element.name}  {sum(points[known.number].present for known in own)}/{len(own)}"
        yield Entry(f"element-{element.id}", Content.assemble(sign(mark, plain), (f" {name}", "bold")), heading=True)
        for known in own:
            point = points[known.number]
            mark = COVERAGES["covered" if point.present else "missing"]
            parts: list[str | tuple[str, str]] = [sign(mark, plain), f" {known.number}. {known.name}"]
            if quote := _quote(point.spans, text):
                parts.append((f"\n{quote}", "$text-muted italic"))
            elif not point.present:
                parts.append((f"\n{known.wanted}", "$text-muted"))
            yield Entry(f"point-{known.number}", Content.assemble(*parts), _spans(point.spans))


def examples(judged: Judged, edition: Edition) -> Iterator[Entry]:
    """Yield the practices that help, the best first, each with the reason why it is shown."""
    if judged.examples is None:
        yield _heading("examples-wait", _("The examples are being loaded …"))
        return
    if not judged.examples:
        yield _heading("examples-none", _("No example was found."))
    for number, hit in enumerate(judged.examples, 1):
        own = " " + _("(your own)") if hit.own else ""
        parts: list[str | tuple[str, str]] = [
            (f"{number}. {hit.title}", "bold"),
            (f"\n{hit.agency}{own}  {hit.criterion}", "$text-muted"),
        ]
        if hit.helps:
            told = ", ".join(hit.helps)
            parts.append(
                (
                    "\n" + _("Shows what the draft lacks in whole or in part: {items}").format(items=told),
                    "$text-success",
                )
            )
        if hit.words:
            parts.append("\n" + _("Shares the words {words}").format(words=", ".join(hit.words)))
        if hit.passage:
            parts.append((f"\n“{shorten(hit.passage, _QUOTE * 2)}”", "italic"))
        yield Entry(f"example:{hit.id}", Content.assemble(*parts))


def advice(question: Question, judged: Judged | None, edition: Edition, corpus: Corpus) -> Iterator[Entry]:
    """Yield the guidance of the three levels, the terms that the criteria define and what assessors advise."""
    criterion = edition.criterion(question.criterion)
    for level in Level:
        summary = getattr(criterion.summaries, level.value)
        yield _heading(f"level-{level.value}", f"{level.label}: {summary}")
        for item in criterion.items:
            if item.level is level:
                own = item.id in question.targets
                yield Entry(f"guide:{item.id}", Content.assemble((f"{item.id} ", "bold" if own else ""), item.text))
    if criterion.glossary:
        yield _heading("terms", _("Terms that the criteria define"))
        for number, term in enumerate(criterion.glossary):
            yield Entry(f"term-{number}", Content.assemble((term.term, "bold"), f" = {term.definition}"))
    known = {entry.id: entry for entry in corpus.advice}
    hits = [hit.id for hit in judged.advice or ()] if judged else []
    ids = hits or [entry.id for entry in corpus.advice if question.criterion in entry.criteria]
    if ids:
        yield _heading("assessors", _("What assessors advise"))
    for entry in (known[advice_id] for advice_id in ids if advice_id in known):
        yield Entry(
            f"advice:{entry.id}",
            Content.assemble((advice_heading(entry), "bold"), f"\n{shorten(entry.text, _WORDING)}"),
        )


def findings(judged: Judged, text: str, *, plain: bool = False) -> Iterator[Entry]:
    """Yield the findings, the gravest first."""
    order = list(SEVERITIES)
    found = sorted(enumerate(judged.findings), key=lambda known: (order.index(known[1].severity), known[0]))
    if not found:
        yield _heading("findings-none", _("There is nothing to find fault with."))
    for number, finding in found:
        mark = SEVERITIES[finding.severity]
        parts: list[str | tuple[str, str]] = [
            sign(mark, plain),
            (f" {finding.rule} ", "bold"),
            (mark.meaning, f"${mark.style}"),
            f"\n{finding.message}",
        ]
        if quote := _place(finding, text):
            parts.append((f"\n{quote}", "$text-muted italic"))
        if finding.fix:
            parts.append(("\n" + _("Space mends it"), "$text-success"))
        spans = (Span(finding.start, finding.end),) if finding.end - finding.start < len(text) else ()
        yield Entry(f"finding-{number}", Content.assemble(*parts), spans)


def badges(judged: Judged) -> dict[str, str]:
    """Return what stands on the tabs: items of the question covered and all, points present, findings that matter."""
    asked = [item for item in judged.items if item.target == "strong"]
    covered = sum(item.status == "covered" for item in asked)
    grave = sum(finding.severity != "hint" for finding in judged.findings)
    return {
        "checklist": f"{covered}/{len(asked)}",
        "adli": f"{sum(point.present for point in judged.points)}/{len(judged.points)}",
        "findings": str(grave) if grave else "",
    }


def _place(finding: Finding, text: str) -> str:
    span = Span(finding.start, finding.end)
    if len(span) == len(text) or not text.strip():
        return ""
    if len(span) < _CONTEXT:
        # A mark or a space says nothing by itself.
        span = snap(text, Span(max(0, span.start - _CONTEXT), min(len(text), span.end + _CONTEXT)))
    return f"“…{shorten(safe_line(span.text(text)), _QUOTE)}…”"


def _quote(spans: Sequence[Range], text: str) -> str:
    if not spans:
        return ""
    start, end = spans[0]
    more = f" +{len(spans) - 1}" if len(spans) > 1 else ""
    return f"“{shorten(text[start:end], _QUOTE)}”{more}"


def _spans(spans: Sequence[Range]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in spans)


def _heading(name: str, title: str) -> Entry:
    return Entry(name, Content(title), heading=True)
