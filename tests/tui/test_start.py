"""The first run, and a workspace that cannot be opened."""

import tomllib

from textual.widgets import Input

from pmqa_writer.tui.screens.reading import ChoiceScreen
from pmqa_writer.tui.screens.start import StartScreen


def fill(at, **values):
    for name, value in values.items():
        at.app.screen.query_one(f"#{name}", Input).value = value


def settings_in(folder):
    return tomllib.loads((folder / "pmqa.toml").read_text("utf-8"))


async def test_the_form_makes_a_workspace_and_opens_it(new_desk, tmp_path):
    folder = tmp_path / "งานปี 2570"
    async with new_desk(folder, wait=False) as at:
        assert isinstance(at.app.screen, StartScreen)
        await at.type("กรมทดสอบ")
        await at.keys("enter")
        assert at.app.screen.query_one("#year", Input).value == "2570"  # the day is in November 2569
        await at.keys("backspace", "backspace", "backspace", "backspace")
        await at.type("๒๕๖๖")
        await at.keys("enter")
        assert at.app.screen.query_one("#start", Input).value == "1/10/2565"
        await at.keys("tab", "tab", "enter")
        await at.until(lambda: at.app.stage.board and at.app.screen is at.app.stage.board)
        assert "กรมทดสอบ 2566" in at.screen
        assert "○ 1.1.1" in at.screen
        at.app.stage.write("1.1.1")
        await at.judged()
    made = settings_in(folder)
    assert (made["agency"], made["fiscal_year"]) == ("กรมทดสอบ", 2566)
    assert [made["window"][name].isoformat() for name in ("start", "end")] == ["2022-10-01", "2023-09-30"]


async def test_what_is_wrong_with_the_form_is_told_and_nothing_is_made(new_desk, tmp_path):
    folder = tmp_path / "new"
    async with new_desk(folder, wait=False) as at:
        for values, told in (
            ({"year": "ปีนี้"}, "“ปีนี้”"),
            ({"year": "2023"}, "2566"),
            ({"year": "2566", "start": "31/2/2566"}, "“31/2/2566”"),
            ({"start": "1/10/2566", "end": "1/10/2565"}, "2565"),
        ):
            fill(at, agency="กรม", **values)
            await at.keys("ctrl+s")
            await at.sees(told, at.app.screen.query_one("#wrong").plain)
            assert not folder.exists()
        fill(at, start="๑/๑๐/๒๕๖๕", end="20-7-2566")
        await at.keys("ctrl+s")
        await at.until(lambda: at.app.stage.board and at.app.screen is at.app.stage.board)
    assert settings_in(folder)["window"]["end"].isoformat() == "2023-07-20"


async def test_days_that_were_filled_in_stay_when_the_year_is_mended(new_desk, tmp_path):
    async with new_desk(tmp_path, wait=False) as at:
        fill(at, start="5/11/2568")
        await at.settle()
        fill(at, year="2566")
        await at.settle()
        assert [at.app.screen.query_one(f"#{name}").value for name in ("start", "end")] == ["5/11/2568", "30/9/2566"]


async def test_the_sample_is_opened_and_opened_again(new_desk, tmp_path):
    for _ in range(2):
        async with new_desk(tmp_path, wait=False) as at:
            await at.pilot.click("#sample")
            await at.until(lambda: at.app.stage.board and at.app.screen is at.app.stage.board)
            assert "กรมตัวอย่างส่งเสริมตลาดชุมชน" in at.screen
            await at.until(lambda: at.session.is_current("1.4.3"))
    assert [entry.name for entry in tmp_path.iterdir()] == ["ตัวอย่าง-PMQA"]


async def test_settings_that_are_wrong_are_shown_with_their_place_until_they_are_mended(new_desk, sample):
    settings = sample / "pmqa.toml"
    good = settings.read_text("utf-8")
    settings.write_text(good + "\n[[window\n", encoding="utf-8")
    async with new_desk(sample, wait=False) as at:
        assert isinstance(at.app.screen, ChoiceScreen)
        await at.sees(f"{settings}:{len(good.splitlines()) + 2}")
        await at.keys("enter")  # not mended yet
        await at.until(lambda: isinstance(at.app.screen, ChoiceScreen))
        settings.write_text(good + '\n[questions."9.9.9"]\nready = true\n', encoding="utf-8")
        await at.keys("enter")
        await at.sees("9.9.9")
        settings.write_text(good, encoding="utf-8")
        await at.keys("enter")
        await at.until(lambda: at.app.stage.board and at.app.screen is at.app.stage.board)
        await at.until(lambda: at.session.is_current("1.4.3"))


async def test_a_workspace_that_cannot_be_opened_can_be_left(new_desk, sample):
    (sample / "pmqa.toml").write_text("nonsense", encoding="utf-8")
    async with new_desk(sample, wait=False) as at:
        await at.keys("tab", "enter")
        await at.until(lambda: at.app._exit)
        assert (at.app.return_code or 0) == 0
