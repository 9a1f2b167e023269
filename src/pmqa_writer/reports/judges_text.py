"""How near judges come to people's labels: a table for people, and a document for programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Final

from rich.cells import cell_len

from pmqa_writer.analysis.evaluation import Figures
from pmqa_writer.analysis.labels import LabelledDraft
from pmqa_writer.i18n import _

SCHEMA: Final = "pmqa-writer/judges/1"
_FEW: Final = 30
"""Drafts below which a difference is easily chance."""
_WIDEST: Final = 28
"""Cells of a judge's name that are shown: the end of a path tells more than its beginning."""
_GAP: Final = "  "


def judges_json(figures: Mapping[str, Figures], drafts: Sequence[LabelledDraft]) -> str:
    """Return the figures as a JSON document, by the judge's name."""
    document = {
        "schema": SCHEMA,
        "drafts": len(drafts),
        "items": _labelled(drafts),
        "judges": [{"judge": name, **asdict(found)} for name, found in figures.items()],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def describe_judges(figures: Mapping[str, Figures], drafts: Sequence[LabelledDraft]) -> Iterator[str]:
    """Yield the lines of the table, with what its rows mean."""
    yield _("{drafts} drafts, {items} labelled items").format(drafts=len(drafts), items=_labelled(drafts))
    yield ""
    yield from _table([["", *map(_short, figures)], *_rows(list(figures.values()))])
    yield ""
    yield _("Agreement: 1 is every item as people labelled it, 0 no better than chance.")
    yield _("Two people who label such drafts agree at about 0.9.")
    yield _("A wrong “covered” is the worst mistake: the writer stops. Compare the rows that count those first.")
    if len(drafts) < _FEW:
        yield _("With fewer than {few} drafts, small differences may be chance: label more before you choose.").format(
            few=_FEW
        )
    for name, found in figures.items():
        if found.failure:
            yield _("{judge} did not judge all drafts: {failure}").format(judge=name, failure=found.failure)


def _rows(judges: Sequence[Figures]) -> Iterator[list[str]]:
    yield [_("Agreement with the labels"), *(_plain(judge.kappa) for judge in judges)]
    yield ["  " + _("items that the question asks for"), *(_plain(judge.target_kappa) for judge in judges)]
    yield ["  " + _("other items"), *(_plain(judge.other_kappa) for judge in judges)]
    yield [_("Called covered, and is"), *(_percent(judge.precision) for judge in judges)]
    yield [_("Is covered, and was found"), *(_percent(judge.recall) for judge in judges)]
    yield [_("The two together (F1 of covered)"), *(_plain(judge.f1) for judge in judges)]
    yield ["  " + _("items that the question asks for"), *(_plain(judge.target_f1) for judge in judges)]
    yield ["  " + _("other items"), *(_plain(judge.other_f1) for judge in judges)]
    if any(judge.trap_false is not None for judge in judges):
        yield [_("Wrongly called covered in drafts that are traps"), *(_percent(judge.trap_false) for judge in judges)]
    if any(judge.evidence is not None for judge in judges):
        yield [_("Evidence at the labelled place"), *(_percent(judge.evidence) for judge in judges)]
    yield [_("Seconds a draft"), *(f"{judge.seconds:.2f}" for judge in judges)]
    if any(judge.unjudged for judge in judges):
        yield [_("Drafts that it gave no judgement on"), *(str(judge.unjudged) for judge in judges)]
    if any(judge.invented for judge in judges):
        yield [_("Invented quotations, dropped"), *(str(judge.invented) for judge in judges)]


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines with the first column to the left and the others to the right, by cells: Thai marks have no width."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [first + " " * (widths[0] - cell_len(first))]
        cells += [" " * (width - cell_len(cell)) + cell for cell, width in zip(others, widths[1:], strict=True)]
        yield _GAP.join(cells).rstrip()


def _labelled(drafts: Sequence[LabelledDraft]) -> int:
    return sum(len(draft.items) for draft in drafts)


def _plain(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


def _short(name: str) -> str:
    return name if len(name) <= _WIDEST else "…" + name[1 - _WIDEST :]
