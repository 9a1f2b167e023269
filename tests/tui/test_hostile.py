"""Whatever stands in drafts, settings and file names: it is text, and nothing but text reaches the terminal."""

import json
import re

import pytest
from msgspec import structs

from pmqa_writer.judging.messages import ExampleHit
from pmqa_writer.judging.shelf import Shelf
from pmqa_writer.tui.screens.reading import ReadScreen
from pmqa_writer.tui.session import Session

HOSTILE = "[bold]หนา[/bold] [/] [@click=app.quit]ออก[/] $primary {question} \\[x] [link=http://x]y"
ACTING = "\x1b]0;title\x07\x1b[2J\u202eกลับ\u2066\x9b31m\u200e\ufeff\x7f"
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def assert_harmless(at):
    width = at.app.size.width
    for strip in at.app.screen._compositor.render_strips():
        assert strip.cell_length == width
        for segment in strip:
            assert segment.control is None
            assert UNSEEN.search(segment.text) is None, segment.text
            assert not (segment.style and segment.style.meta and "@click" in segment.style.meta)


@pytest.fixture
def hostile(sample):
    settings = sample / "pmqa.toml"
    agency = json.dumps(f"กรม{HOSTILE}{ACTING}".replace("\x7f", ""))
    owner = json.dumps(f"กอง[/]{HOSTILE}")
    text = re.sub("^agency.*$", lambda _match: f"agency = {agency}", settings.read_text("utf-8"), flags=re.M)
    settings.write_text(
        f'me = {owner}\n{text}\n[categories."1"]\nowner = {owner}\ndue = 2026-12-01\n', encoding="utf-8"
    )
    (sample / "drafts" / "1.1.1.md").write_text(f"{HOSTILE}{ACTING}\nบรรทัดสอง [/]", encoding="utf-8")
    (sample / "drafts" / "dev [bold] 1.1.2 [@click=app.quit].md").write_text("อีกร่าง", encoding="utf-8")
    (sample / "drafts" / "[@click=app.quit] 9.9.9.md").write_text("ไม่มีข้อนี้", encoding="utf-8")
    own = {
        "id": "own-1",
        "criterion": "1.1",
        "agency": f"กรม{HOSTILE}",
        "title": f"เรื่อง{HOSTILE}",
        "text": f"ผู้บริหารประกาศทิศทาง {HOSTILE}{ACTING}",
    }
    (sample / "examples.jsonl").write_text(json.dumps(own) + "\n", encoding="utf-8")
    return sample


async def test_every_screen_shows_hostile_text_as_text(new_desk, hostile, monkeypatch):
    async with new_desk(hostile) as at:
        at.judge._shelf = Shelf.of(at.session.workspace, lambda _notice: None)
        at.judge.die()
        await at.until(lambda: at.session.is_current("1.1.1"))
        assert_harmless(at)
        assert at.tells("[@click=app.quit] 9.9.9.md")
        assert "กรม[bold]หนา[/bold]" in at.rows[0]
        await at.keys("m")
        assert_harmless(at)
        await at.write("1.1.2")
        assert at.tells("dev [bold] 1.1.2 [@click=app.quit].md")
        await at.write("1.1.1")
        await at.sees("[bold]หนา[/bold] [/] [@click=app.quit]ออก[/]")
        assert_harmless(at)
        at.app._notifications.clear()
        for key in ("f5", "f6", "f7", "f8", "f9"):
            await at.keys(key)
            await at.settle()
            assert_harmless(at)
            await at.keys("down", "enter")
            await at.until(lambda: isinstance(at.app.screen, ReadScreen) and at.app.screen.query("Page ThaiStatic"))
            assert_harmless(at)
            await at.keys("escape")
        own = [entry for entry in at.app.corpus.practices if entry.id == "own-1"]
        assert len(own) == 1
        assert not at.app._exit


async def test_own_examples_open_as_text(new_desk, hostile):
    async with new_desk(hostile) as at:
        await at.write("1.1.2")
        own = next(practice for practice in at.app.corpus.practices if practice.id == "own-1")
        hit = ExampleHit("own-1", own.title, own.agency, True, "1.1", (), ("[bold]", "ผู้บริหาร"), own.text, 1.0)
        at.app._mailbox(structs.replace(at.session.judged("1.1.2"), examples=(hit,)))
        await at.settle()
        await at.keys("f7")
        await at.sees("เรื่อง[bold]หนา[/bold] [/]")
        assert_harmless(at)
        await at.keys("enter")
        await at.until(lambda: isinstance(at.app.screen, ReadScreen) and at.app.screen.query("Page ThaiStatic"))
        await at.sees("[bold]หนา[/bold] [/] [@click=app.quit]ออก[/]")
        assert_harmless(at)


async def test_pasted_and_conflicting_text(new_desk, hostile):
    async with new_desk(hostile) as at:
        await at.write("1.1.3")
        await at.paste(f"{HOSTILE}{ACTING}\x00")
        assert "[@click=app.quit]ออก[/]" in at.editor.text
        assert "\x1b" not in at.editor.text
        assert_harmless(at)
        await at.until(lambda: not at.app.saver.unsaved)
        (hostile / "drafts" / "1.1.3.md").write_text(f"เขา [/] {HOSTILE}{ACTING}", encoding="utf-8")
        await at.type("x")
        await at.sees("เขา [/] [bold]หนา[/bold]")
        assert_harmless(at)
        await at.keys("enter")
        await at.until(lambda: not at.app.saver.unsaved)


async def test_a_recovered_hostile_text(new_desk, hostile):
    session = Session.open(hostile)
    session.journal.note("1.1.3", f"ค้าง [/] {HOSTILE}{ACTING}", None)
    async with new_desk(hostile) as at:
        await at.sees("ค้าง [/] [bold]หนา[/bold]")
        assert_harmless(at)
        await at.keys("enter")
        await at.until((hostile / "drafts" / "1.1.3.md").exists)
        assert_harmless(at)


async def test_a_hostile_folder_and_settings_that_cannot_be_read(new_desk, tmp_path):
    folder = tmp_path / "[bold]งาน[@click=app.quit]"
    async with new_desk(folder, wait=False) as at:
        await at.sees("[bold]งาน[@click=app.quit]")
        assert_harmless(at)
    folder.mkdir()
    (folder / "pmqa.toml").write_text('agency = "[/]"\n[[[@click=app.quit]\n', encoding="utf-8")
    async with new_desk(folder, wait=False) as at:
        await at.sees("[bold]งาน[@click=app.quit]")
        assert_harmless(at)
