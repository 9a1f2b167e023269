"""The pictures in `docs/images` are what the app shows; `tools/pictures.py` draws them anew."""

import asyncio
import importlib.util
from itertools import product
from pathlib import Path

import pytest
from textual.theme import Theme

TOOL = Path(__file__).resolve().parents[2] / "tools" / "pictures.py"
spec = importlib.util.spec_from_file_location("pictures", TOOL)
pictures = importlib.util.module_from_spec(spec)
spec.loader.exec_module(pictures)


def test_no_picture_is_left_over():
    assert sorted(file.stem for file in pictures.FOLDER.glob("*.svg")) == sorted(pictures.names())


@pytest.mark.parametrize(
    ("theme", "size"),
    list(product(pictures.ALL, pictures.SIZES)),
    ids=lambda value: value.name if isinstance(value, Theme) else str(value[0]),
)
def test_pictures_are_what_the_app_shows(theme, size):
    drawn = asyncio.run(pictures.draw(theme.name, size))
    assert len(drawn) == 3
    for name, svg in drawn.items():
        assert (pictures.FOLDER / f"{name}.svg").read_text(encoding="utf-8") == svg, name
