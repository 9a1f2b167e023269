"""Painting only what has changed: Textual asks for more rows than it shows, and a key waits for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import cast

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class FrugalCompositor(Compositor):
    """Asks a widget only for rows that are to be painted and that nothing before it covers.

    Textual's own asks all widgets whose container touches what is to be painted, so that a key in the editor had the
    tree, the panels and the footer drawn and cut to pieces, too, and those of no use thrown away.
    """

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        cuts = self.cuts
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(places[:-1]) for places in cuts]
        left, right = crop.column_span
        # From the front to the back.
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            first, last = shown.column_span
            wanted: dict[int, list[int]] = {}
            for y in shown.intersection(crop).line_range:
                if is_rendered_line(y):
                    places = [cut for cut in cuts[y] if first <= cut <= last]
                    row = chops[y]
                    if any(row[cut] is None and cut < right and end > left for cut, end in pairwise(places)):
                        wanted[y] = places
            if not wanted:
                continue
            top, bottom = min(wanted), max(wanted)
            strips = widget.render_lines(
                Region(shown.x - region.x, top - region.y, shown.width, bottom - top + 1),
            )
            for y, places in wanted.items():
                row = chops[y]
                pieces = strips[y - top].divide([cut - shown.x for cut in places[1:]])
                for cut, piece in zip(places, pieces, strict=False):
                    if row[cut] is None:
                        row[cut] = piece
        # As in Textual: what is not to be painted stays None, and is skipped.
        return cast("Sequence[Mapping[int, Strip]]", chops)
