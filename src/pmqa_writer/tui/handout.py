"""Pictures of the guided tour for a trainer's handout: each step as SVG, and as PNG where that can be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from textual.pilot import Pilot

from pmqa_writer.files import write_whole
from pmqa_writer.tui.pictures import picture, posing, settled
from pmqa_writer.tui.tour import STEPS

SIZE: Final = (120, 36)
_REST: Final = 0.4
"""Seconds in which the app has looked whether a step is done."""
_KEYS: Final = {
    "jump": (*"4.2.1",),
    "open": ("enter",),
    "checklist": ("f5", "down"),
    "item": ("enter",),
    "close": ("escape",),
    "clean": ("f4",),
    "example": ("f7", "enter"),
    "next": ("escape", "escape", "escape", *"2.1.1", "enter"),
    "shorten": ("f11",),
}
"""What is pressed at each step whose outcome is drawn."""


@dataclass(slots=True)
class Drawn:
    """What was written."""

    svg: list[Path] = field(default_factory=list)
    png: list[Path] = field(default_factory=list)


def draw(workspace: Path, folder: Path, theme: str) -> Drawn:
    """Play the tour on a copy of the sample and draw what each step shows.

    Args:
        workspace: the copy; it is changed.
        folder: where to; made if need be.
        theme: name of one of `themes.ALL`.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    drawn = Drawn()
    for name, svg in _played(workspace, theme):
        file = folder / f"{name}.svg"
        write_whole(file, svg.encode("utf-8"))
        drawn.svg.append(file)
        if (png := _png(svg)) is not None:
            write_whole(file.with_suffix(".png"), png)
            drawn.png.append(file.with_suffix(".png"))
    return drawn


def _played(workspace: Path, theme: str) -> list[tuple[str, str]]:
    app = posing(workspace, theme=theme, tour=True)
    pictures: list[tuple[str, str]] = []

    async def play(pilot: Pilot[object]) -> None:
        await settled(app, pilot, _REST)
        pictures.append(("00-board", picture(app)))
        for number, step in enumerate(_drawn_steps(), 1):
            await pilot.press(*_KEYS[step])
            await settled(app, pilot, _REST)
            pictures.append((f"{number:02}-{step}", picture(app)))
        app.exit()

    app.run(headless=True, size=SIZE, auto_pilot=play)
    return pictures


def _drawn_steps() -> Iterator[str]:
    return (step.id for step in STEPS if step.id in _KEYS)


def _png(svg: str) -> bytes | None:
    """Return a picture as PNG, twice as large; None where the package that draws it is not installed."""
    try:
        import resvg_py
    except ImportError:
        return None
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=2))
