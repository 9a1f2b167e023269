"""What is told when an entry of a panel is opened. Pure; nothing here draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from textual.content import Content

from pmqa_writer.criteria import Edition
from pmqa_writer.errors import UnknownIdError
from pmqa_writer.examples import Corpus, Example, Practice, find_entry
from pmqa_writer.i18n import _
from pmqa_writer.judging.answers import Next
from pmqa_writer.judging.messages import Finding, Judged
from pmqa_writer.lint import find_rule
from pmqa_writer.lint.next_step import DECISION_PATH
from pmqa_writer.reports.criteria_text import describe
from pmqa_writer.reports.examples_text import describe_entry
from pmqa_writer.text import Span

Part = str | tuple[str, str]


def item_detail(item_id: str, edition: Edition, judged: Judged | None, corpus: Corpus) -> Content:
    """Return what an item asks for, why, sentences that meet and miss it, and a practice that shows it."""
    item = edition.item(item_id)
    parts: list[Part] = [(f"{item.id}  {item.text}", "bold"), "\n\n"]
    parts += [(_("What satisfies it: {wanted}").format(wanted=item.wanted), "$text-success"), "\n\n"]
    parts += [(_("Sentences that evidence it (invented)"), "bold"), "\n"]
    parts += [f"  ● {sentence}\n" for sentence in item.meets[:2]]
    parts += ["\n", (_("Sentences that do not, though they look like it (invented)"), "bold"), "\n"]
    parts += [f"  ○ {miss.text}\n" for miss in item.misses[:2]]
    if practice := _practice_for(item_id, judged, corpus):
        parts += ["\n", (_("How an agency did it: {title}").format(title=practice.title), "bold"), "\n"]
        parts += [(f"{practice.agency}\n", "$text-muted"), practice.text, "\n"]
    origin = takewhile(bool, islice(describe(edition, item.id), 1, None))
    parts += ["\n", ("\n".join(origin), "$text-muted")]
    return Content.assemble(*parts)


def _practice_for(item_id: str, judged: Judged | None, corpus: Corpus) -> Practice | None:
    """The practice that shows an item: of those that the search found, else any."""
    found = [hit.id for hit in (judged.examples or ())] if judged else []
    shown = [practice for practice in corpus.practices if item_id in practice.items]
    shown.sort(key=lambda practice: found.index(practice.id) if practice.id in found else len(found))
    return shown[0] if shown else None


def point_detail(number: int, edition: Edition) -> Content:
    """Return what an ADLI point counts, and sentences that have it and lack it."""
    point = next(known for known in edition.adli.points if known.number == number)
    parts: list[Part] = [(f"{number}. {point.name} ({point.name_en})", "bold"), f"\n\n{point.what_counts}\n\n"]
    parts += [(_("What satisfies it: {wanted}").format(wanted=point.wanted), "$text-success"), "\n\n"]
    parts += [(_("Sentences that evidence it (invented)"), "bold"), "\n"]
    parts += [f"  ● {sentence}\n" for sentence in point.meets[:3]]
    parts += ["\n", (_("Sentences that do not, though they look like it (invented)"), "bold"), "\n"]
    parts += [f"  ○ {sentence}\n" for sentence in point.misses[:2]]
    return Content.assemble(*parts)


def finding_detail(finding: Finding) -> Content:
    """Return what a rule found, why it matters and what is better."""
    rule = find_rule(finding.rule)
    parts: list[Part] = [(f"{finding.rule}  {_(rule.title)}", "bold"), f"\n\n{finding.message}\n\n"]
    parts += [(_("Why it matters"), "bold"), f"\n{finding.why}\n"]
    if finding.example:
        parts.append("\n" + _("For example (invented): {example}").format(example=finding.example) + "\n")
    if rule.bad and rule.good:
        parts += [
            "\n",
            (_("Not so:"), "$text-error"),
            f" {rule.bad}\n",
            (_("But so:"), "$text-success"),
            f" {rule.good}\n",
        ]
    return Content.assemble(*parts)


def entry_detail(entry_id: str, edition: Edition, corpus: Corpus, words: Sequence[str] = ()) -> Content:
    """Return an example or a piece of advice whole, with the words that it shares with the draft marked."""
    try:
        entry = find_entry(corpus, entry_id)
    except UnknownIdError as error:  # the judge has read the examples at another time
        return Content(f"{error.message} {error.hint}")
    text = "\n".join(describe_entry(entry, edition))
    content = Content(text)
    body = text.find(entry.text)
    if isinstance(entry, Example):
        content = content.stylize("bold", 0, len(entry.title))
    for span in occurrences(entry.text, words):
        content = content.stylize("$text-accent bold underline", body + span.start, body + span.end)
    return content


def path_detail(step: Next | None) -> Content:
    """Return the path that leads to the next step: the questions that are asked of an answer, in their order."""
    parts: list[Part] = []
    if step:
        parts += [(step.message, "bold"), "\n\n"]
    parts += [(_("These questions are asked in this order; the first no is the next step:"), "bold"), "\n"]
    parts += [f"  {number}. {_(asked)}\n" for number, asked in enumerate(DECISION_PATH, 1)]
    return Content.assemble(*parts)


def occurrences(text: str, words: Sequence[str]) -> Iterator[Span]:
    """Yield where any of the words stands in a text, in any case."""
    lowered = text.lower()
    for word in words:
        start = lowered.find(word.lower()) if word else -1
        while start >= 0:
            yield Span(start, start + len(word))
            start = lowered.find(word.lower(), start + len(word))
