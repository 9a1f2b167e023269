"""Help, themes and sizes: all is drawn whole, and in Thai."""

import re

import pytest
from textual.command import CommandPalette

from pmqa_writer.i18n import _
from pmqa_writer.tui.screens.reading import Choice, ChoiceScreen, ReadScreen
from pmqa_writer.tui.themes import ALL, DARK, LIGHT, PROJECTOR

SIZES = [(80, 24), (140, 40)]
ENGLISH = re.compile(r"[A-Za-z]{3,}")
NAMES = {
    *("ADLI", "Approach", "Deployment", "Learning", "Integration", "Microsoft", "Word", "Backspace", "Delete", "Ctrl"),
    *("Shift", "Enter", "Esc", "Space", "Tab", "Home", "End", "PgUp", "PgDn", "checklist", "Checklist", "pmqa", "toml"),
    *("PMQA", "Basic", "Advance", "Significance"),
}


def assert_whole(at):
    for strip in at.app.screen._compositor.render_strips():
        assert strip.cell_length == at.app.size.width


async def help_of(at):
    await at.keys("f1")
    await at.until(lambda: isinstance(at.app.screen, ReadScreen) and at.app.screen.query("Page ThaiStatic"))
    text = at.app.screen.query_one("Page ThaiStatic").plain
    assert_whole(at)
    assert set(ENGLISH.findall(text)) - NAMES == set()
    await at.keys("escape")
    return text


@pytest.mark.parametrize("size", SIZES[:1])
async def test_help_tells_of_the_pane_that_has_the_keys(desk, size):
    async with desk(size=size) as at:
        told = {"board": await help_of(at)}
        assert type(at.board).ABOUT not in told["board"]
        await at.write("1.1.2")
        told["editor"] = await help_of(at)
        assert "Microsoft Word" in told["editor"]
        for key in ("f5", "f6", "f7", "f8", "f9", "f2"):
            await at.keys(key)
            told[key] = await help_of(at)
        assert len(set(told.values())) == len(told)
        for name, text in told.items():
            assert "F1" in text, name
        await at.keys("escape", "ctrl+f")
        await help_of(at)


async def test_help_of_the_first_run(new_desk, tmp_path):
    async with new_desk(tmp_path, wait=False) as at:
        assert "pmqa.toml" in await help_of(at)


@pytest.mark.parametrize(
    ("theme", "plain", "size"),
    [
        *((theme.name, False, SIZES[0]) for theme in ALL),
        (PROJECTOR.name, False, SIZES[1]),
        (DARK.name, True, SIZES[0]),
    ],
)
async def test_every_theme_draws_every_screen_whole(desk, theme, plain, size):
    async with desk(size=size, theme=theme, plain=plain) as at:
        assert at.app.theme == theme
        assert_whole(at)
        await at.sees("1.1.1", "Enter")
        await at.write("2.1.1")
        await at.sees("/ 1,000", "F1")
        for key in ("f5", "f9", "f2", "ctrl+f"):
            await at.keys(key)
            assert_whole(at)
        await at.keys("escape")


@pytest.mark.parametrize("size", SIZES[:1])
async def test_the_command_palette_speaks_thai_and_changes_the_theme(desk, size):
    async with desk(size=size) as at:
        await at.keys("f10")
        await at.until(lambda: isinstance(at.app.screen, CommandPalette))
        await at.sees("สี")
        assert_whole(at)
        shown = {word for row in at.rows for word in ENGLISH.findall(row)}
        assert {"Theme", "Quit", "Search", "Keys", "Change"} & shown == set()
        await at.type("สว่าง")
        await at.pilot.pause(0.3)
        await at.keys("down", "enter")
        await at.until(lambda: at.app.theme == LIGHT.name)
        await at.keys("enter")
        await at.until(lambda: at.is_writing)
        await at.keys("f10")
        await at.until(lambda: isinstance(at.app.screen, CommandPalette))
        await at.keys("escape")


async def test_the_window_can_be_made_smaller_and_wider(desk):
    async with desk() as at:
        await at.write("1.1.2")
        text = at.editor.text
        for size in ((30, 8), (140, 40), (20, 5)):
            await at.pilot.resize_terminal(*size)
            await at.keys("f5", "escape")
            assert_whole(at)
        assert at.editor.text == text


@pytest.mark.parametrize("rows", [3, 18, 19, 20, 21, 60])
async def test_a_long_text_leaves_room_for_what_stands_under_it(desk, rows):
    text = "\n".join(f"แถวที่ {row}" for row in range(rows))
    async with desk(size=SIZES[0]) as at:
        screens = {
            ReadScreen(text): _("Esc closes"),
            ChoiceScreen("ถาม", text, [Choice("mine", "เก็บของฉัน")]): "เก็บของฉัน",
        }
        for screen, under in screens.items():
            at.app.push_screen(screen)
            await at.until(lambda screen=screen: at.app.screen is screen and screen.query("Page ThaiStatic"))
            await at.sees("แถวที่ 0", under)
            screen.query_one("Page").scroll_end(animate=False)
            await at.sees(f"แถวที่ {rows - 1}", under)
            await at.keys("escape")
