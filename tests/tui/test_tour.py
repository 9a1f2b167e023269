"""The guided tour: what it tells, how it is skipped and begun anew; and the pictures of it."""

import xml.etree.ElementTree as ET

import pytest
from textual.command import CommandPalette

from pmqa_writer.cli.main import main
from pmqa_writer.i18n import _
from pmqa_writer.tui import handout
from pmqa_writer.tui.tour import STEPS, TORN
from pmqa_writer.tui.widgets.guide import Guide

SIZE = (100, 26)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def tour(desk, monkeypatch):
    monkeypatch.setattr("pmqa_writer.tui.touring._GLANCE", 0.02)
    return lambda: desk(size=SIZE, tour=True)


def guide(at):
    return at.app.screen.query_one(Guide).plain


async def at_step(at, number):
    await at.until(lambda: guide(at).startswith(f"{number}/{len(STEPS)}  "))


async def choose(at, title):
    """Choose a command of the palette."""
    await at.keys("f10")
    await at.until(lambda: isinstance(at.app.screen, CommandPalette))
    await at.type(title)
    await at.until(
        lambda: at.app.screen.query("OptionList") and at.app.screen.query_one("OptionList").option_count == 1
    )
    await at.keys("down", "enter")
    await at.until(lambda: not isinstance(at.app.screen, CommandPalette))


async def test_each_step_tells_its_number_and_what_to_do(tour, monkeypatch):
    monkeypatch.setattr("pmqa_writer.tui.touring._GLANCE", 60)
    async with tour() as at:
        for number, step in enumerate(STEPS, 1):
            await at_step(at, number)
            assert _(step.text) in guide(at)
            assert _(step.text) != step.text
            await at.keys("ctrl+ะ")  # t on the Thai layout
        last = guide(at)
        assert last.startswith(
            _("That is the whole way round. F10 starts the tour anew or changes the colours; q leaves.")
        )
        await at.keys("ctrl+t")
        assert guide(at) == last
        await at.sees(last)


async def test_a_step_is_done_by_its_action_alone_and_told_of_on_every_screen(tour):
    async with tour() as at:
        await at.type("1.1.2")
        await at.pilot.pause(0.1)
        await at_step(at, 1)
        await at.type(TORN)
        await at_step(at, 2)
        await at.keys("enter")
        await at.until(lambda: at.is_writing)
        await at_step(at, 3)
        await at.sees(_(STEPS[2].text))
        await at.keys("escape")
        await at_step(at, 3)


async def test_the_tour_is_skipped_and_begun_anew_by_the_palette(tour):
    async with tour() as at:
        await choose(at, _("Tour: skip this step"))
        await at_step(at, 2)
        at.app.stage.write("1.1.2")
        await at.until(lambda: at.is_writing)
        await at.keys("ctrl+t", "ctrl+t")
        await at_step(at, 4)
        await choose(at, _("Tour: begin anew"))
        await at_step(at, 1)
        await at.keys("escape")
        await at_step(at, 1)


async def test_without_the_tour_nothing_tells_of_it(desk):
    async with desk(size=SIZE) as at:
        assert not at.app.screen.query(Guide)
        await at.keys("ctrl+t", "f10")
        await at.until(lambda: isinstance(at.app.screen, CommandPalette))
        titles = [command.title for command in at.app.get_system_commands(at.app.screen)]
        assert _("Tour: begin anew") not in titles
        assert titles


# --- pictures


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Draw all pictures once, as PNG only the first."""
    temporary = tmp_path_factory.mktemp("demo")
    folder = temporary / "ภาพ" / "handout"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tempfile.tempdir", str(temporary))
        real, asked = handout._png, []

        def once(svg):
            asked.append(svg)
            return real(svg) if len(asked) == 1 else None

        patched.setattr(handout, "_png", once)
        assert main(["demo", "--pictures", str(folder)]) == 0
    assert [file.name for file in temporary.iterdir()] == ["ภาพ"]
    return folder


def test_ten_pictures_are_drawn(drawn):
    names = sorted(file.stem for file in drawn.glob("*.svg"))
    assert [name[:3] for name in names] == [f"{number:02}-" for number in range(10)]
    assert [name[3:] for name in names] == ["board", *(step.id for step in STEPS[: len(names) - 1])]


def test_pictures_are_whole_and_hold_their_thai_by_clusters(drawn):
    seen = set()
    for file in drawn.glob("*.svg"):
        root = ET.parse(file).getroot()
        assert root.tag == f"{SVG}svg"
        spans = [span.text for span in root.iter(f"{SVG}tspan")]
        assert any("\u0e01" <= text[0] <= "\u0e2e" and len(text) > 1 for text in spans), file.name
        assert not any(
            text[0] in "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
            for text in spans
        )
        assert "http://" not in file.read_text("utf-8").replace("http://www.w3.org/", "")
        seen.add("".join(spans))
    assert len(seen) == len(list(drawn.glob("*.svg")))


def test_pictures_show_what_their_step_is_about(drawn):
    def shown(name):
        return "".join(span.text for span in ET.parse(drawn / f"{name}.svg").iter(f"{SVG}tspan"))

    def squeezed(text):
        return text.replace(" ", "")

    assert squeezed(_("Esc closes")) in shown("04-item")
    assert squeezed(_("Esc closes")) in shown("07-example")
    assert squeezed(_("Shorten")) in shown("09-shorten")
    assert f"2/{len(STEPS)}" in shown("01-jump")


def test_pictures_are_drawn_as_png_too(drawn):
    pytest.importorskip("resvg_py")
    assert (drawn / "00-board.png").read_bytes().startswith(b"\x89PNG\r\n")


@pytest.mark.parametrize("inside", [False, True])
def test_a_folder_that_cannot_be_written_is_told_of(tmp_path, capsys, inside):
    file = tmp_path / "notes.txt"
    file.write_text("", encoding="utf-8")
    folder = file / "pictures" if inside else file
    assert main(["demo", "--pictures", str(folder)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert str(folder) in err
    assert "Traceback" not in err
    assert file.read_text("utf-8") == ""
