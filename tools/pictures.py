"""Draw the pictures in `docs/images` anew, after the screens have changed.

    pictures.py [FOLDER]

The sample workspace is shown at two sizes in three themes. A test compares the pictures with what the app shows.
"""

import argparse
import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

from textual.widgets import TextArea

from pmqa_writer.i18n import set_language
from pmqa_writer.resources import data_path
from pmqa_writer.tui.pictures import picture, posing, settled
from pmqa_writer.tui.themes import ALL

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
SIZES = ((80, 24), (140, 40))
QUESTION = "3.4.2"


def names() -> Iterator[str]:
    """Yield the names of all pictures, without their endings."""
    for screen, theme, (width, _height) in product(("home", "write", "help"), ALL, SIZES):
        yield f"{screen}-{theme.name.removeprefix('pmqa-')}-{width}"


async def draw(theme: str, size: tuple[int, int]) -> dict[str, str]:
    """Return the pictures of one theme and size by name."""
    drawn = {}
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "sample"
        shutil.copytree(str(data_path("sample")), workspace)
        app = posing(workspace, theme=theme, today=date(2023, 1, 1))
        async with app.run_test(size=size) as pilot:
            await settled(app, pilot)
            suffix = f"{theme.removeprefix('pmqa-')}-{size[0]}"
            drawn[f"home-{suffix}"] = picture(app)
            app.stage.write(QUESTION)
            await settled(app, pilot)
            app.screen.query_one(TextArea).cursor_blink = False
            await pilot.press("f5", "down")
            await settled(app, pilot)
            drawn[f"write-{suffix}"] = picture(app)
            await pilot.press("f1")
            await settled(app, pilot)
            drawn[f"help-{suffix}"] = picture(app)
    return drawn


def main() -> None:
    """Write all pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    set_language("th")
    for theme, size in product(ALL, SIZES):
        for name, svg in asyncio.run(draw(theme.name, size)).items():
            (folder / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
