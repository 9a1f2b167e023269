"""Figures that say how well ADLI points are judged: F1 with 95 % intervals by bootstrap over drafts."""

from collections.abc import Callable

import numpy as np
from adli_drafts import ELEMENTS, Array, Draft

from pmqa_writer.analysis.point_model import POINTS

SEED = 2565


def elements_of(present: Array) -> Array:
    """Return which elements are there: those of which a point is."""
    return np.stack([present[:, list(points)].any(axis=1) for points in ELEMENTS.values()], axis=1)


def f1(true: Array, found: Array) -> float:
    """Return the F1 over all cells."""
    both = 2 * (true & found).sum()
    return float(both / max(1, true.sum() + found.sum()))


def interval(figure: Callable[[Array], float], count: int) -> str:
    """Return a figure over all drafts and its 95 % interval."""
    random = np.random.default_rng(SEED)
    drawn = [figure(random.integers(0, count, count)) for _ in range(400)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"{figure(np.arange(count)):.3f} [{low:.3f}-{high:.3f}]"


def show(name: str, drafts: list[Draft], present: Array) -> None:
    """Print the F1 of points and elements of some drafts."""
    if not drafts:
        return
    points = np.array([draft.points for draft in drafts])
    elements, found = np.array([draft.elements for draft in drafts]), elements_of(present)

    def of(pair: tuple[Array, Array]) -> str:
        return interval(lambda some: f1(pair[0][some], pair[1][some]), len(drafts))

    each = " ".join(f"{element}{f1(elements[:, [n]], found[:, [n]]):.2f}" for n, element in enumerate(ELEMENTS))
    numbered = " ".join(f"{p + 1}:{f1(points[:, [p]], present[:, [p]]):.2f}" for p in range(POINTS))
    both = f"elements {of((elements, found))}  points {of((points, present))}"
    print(f"  {name:24s} {len(drafts):4d}  {both}  {each} | {numbered}")


def show_all(title: str, drafts: list[Draft], present: Array) -> None:
    """Print the figures of the first file's drafts, the others, and the short ones."""
    print(title)
    first = np.array([draft.group == 0 for draft in drafts])
    short = np.array([len(draft.text) < 450 for draft in drafts])
    for name, some in (("first file", first), ("other files", ~first), ("short (< 450)", short)):
        show(name, [draft for draft, chosen in zip(drafts, some, strict=True) if chosen], present[some])


def threshold(probabilities: Array, true: Array, marked: Array) -> float:
    """Return the probability with the best F1 of points and of elements on the drafts that were `marked` by point."""
    grid = np.round(np.arange(0.26, 0.46, 0.02), 2)

    def worth(start: float) -> float:
        found = probabilities[marked] >= start
        return f1(true[marked], found) + f1(elements_of(true[marked]), elements_of(found))

    return float(max(grid, key=worth))
