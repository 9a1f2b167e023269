"""The board: how all answers stand, and the ways to each."""

import pytest
from rich.cells import cell_len

from pmqa_writer.tui.session import Filter


def row_of(desk, text):
    return next(row for row in desk.rows if text in row)


async def test_standings_have_a_sign_and_a_colour(desk, sample):
    (sample / "drafts" / "1.1.1.md").write_text("กรมประกาศทิศทาง", encoding="utf-8")
    settings = sample / "pmqa.toml"
    settings.write_text(f'{settings.read_text("utf-8")}\n[questions."1.1.1"]\nready = true\n', encoding="utf-8")
    async with desk() as at:
        await at.until(lambda: at.session.is_current("6.3.1") and at.session.is_current("1.1.1"))
        assert "● 1.1.1 ◔ 1.1.2 ○ 1.1.3" in row_of(at, "1.1.2")
        assert "◑ 1.4.3" in row_of(at, "1.4.3")
        assert "✖ 2.1.1" in row_of(at, "2.1.1")
        colours = {name: at.styles_of(f" {name}")[0] for name in ("◔ 1.1.2", "○ 1.1.3", "◑ 1.4.3", "✖ 2.1.1")}
        assert len(set(colours.values())) == 4
        assert "1/19" in row_of(at, "หมวด 1")


async def test_a_category_tells_its_levels_owner_and_due_date(desk, sample):
    settings = sample / "pmqa.toml"
    text = settings.read_text("utf-8")
    settings.write_text(f'{text}\n[categories."1"]\nowner = "กองแผน"\ndue = 2026-12-15\n', encoding="utf-8")
    async with desk(size=(160, 32)) as at:
        await at.until(lambda: at.session.is_current("1.4.3"))
        row = row_of(at, "หมวด 1")
        basic, advance, significance = at.session.levels(1)
        assert f"Basic {basic.covered}/{basic.total}" in row
        assert f"Adv {advance.covered}/{advance.total}  Sig {significance.covered}/{significance.total}" in row
        assert basic.covered > 0
        assert "กองแผน" in row
        assert "15 ธ.ค. 2569" in row


async def test_typing_a_number_jumps(desk):
    async with desk() as at:
        for typed in ("1.3.2", "๒.๑.๓", "132", "๖๓๑"):
            await at.keys(*typed)
            wanted = {"132": "1.3.2", "๖๓๑": "6.3.1", "๒.๑.๓": "2.1.3"}.get(typed, typed)
            assert wanted == at.board.question
        await at.keys("4", ".")
        assert at.board.question == "4.1.1"
        assert "4._" in at.screen
        await at.keys("9", "enter")  # there is no 4.9
        assert at.board.question == "4.1.1"
        assert at.app.screen is at.app.stage.board, "nothing was opened"
        await at.keys("9")
        assert "ไม่มีข้อคำถามนี้" in at.screen
        await at.keys("backspace", "2", "escape")
        assert "2_" not in at.screen


async def test_arrows_and_letters_move(desk):
    async with desk() as at:
        await at.keys("down", "right", "right")
        assert at.board.question == "1.2.3"
        await at.keys("up")
        assert at.board.question == "1.1.3"
        await at.keys("end")
        assert at.board.question[:3] == "6.4"
        await at.sees(f"○ {at.board.question}")
        await at.keys("home", "p", "n", "ื")  # n on the Thai layout
        assert at.board.question == "1.1.3"


async def test_filters(desk):
    async with desk() as at:
        await at.keys("o")
        assert [question for row in at.board._rows for question in row.questions] == ["2.1.1"]
        assert at.board.question == "2.1.1"
        assert "1.1.1" not in at.screen.split("\n", 1)[1].split("○ ว่าง")[0]
        await at.keys("e")
        assert (at.board.shown, at.board.count) == (Filter.EMPTY, 82)
        await at.keys("escape")
        assert Filter.ALL is at.board.shown
        await at.keys("m")  # nobody is named
        assert (at.board.shown, at.board.count) == (Filter.ALL, 94)
        assert at.tells("me = ")
        await at.keys("f", "f")
        assert Filter.UNFINISHED is at.board.shown
        await at.keys("ฟ")  # a
        assert Filter.ALL is at.board.shown
        await at.keys("ด")  # f
        assert Filter.EMPTY is at.board.shown


async def test_the_next_filter_leaves_out_those_that_show_nothing(desk, sample):
    settings = sample / "pmqa.toml"
    text = settings.read_text("utf-8")
    settings.write_text(f'me = "กองแผน"\n{text}\n[categories."1"]\nowner = "กองแผน"\n', encoding="utf-8")
    (sample / "drafts" / "2.1.1.md").unlink()
    async with desk() as at:
        seen = []
        for _ in range(4):
            await at.keys("f")
            seen.append(at.board.shown)
        assert seen == [Filter.EMPTY, Filter.UNFINISHED, Filter.MINE, Filter.ALL]
        await at.keys("o")
        assert Filter.ALL is at.board.shown
        assert at.tells("ไม่มี")


async def test_enter_opens(desk):
    async with desk() as at:
        await at.keys("1", "1", "2", "enter")
        await at.until(lambda: at.is_writing)
        assert at.session.text("1.1.2") == at.editor.text
        await at.keys("escape")
        assert at.app.stage.board is at.app.screen
        assert at.board.question == "1.1.2"


@pytest.mark.parametrize("times", [1, 2])
async def test_the_mouse_chooses_and_a_double_click_opens(desk, times):
    async with desk() as at:
        row = next(number for number, text in enumerate(at.rows) if "1.2.3" in text)
        column = cell_len(at.rows[row].split("1.2.3")[0]) + 1
        await at.pilot.click(offset=(column, row), times=times)
        await at.settle()
        assert at.board.question == "1.2.3"
        opened = at.app.stage.answer is not None and at.app.stage.answer.question.id
        assert (opened == "1.2.3") is (times == 2)


async def test_plain_signs(desk):
    async with desk(plain=True) as at:
        await at.until(lambda: at.session.is_current("1.4.3"))
        assert "- 1.1.2" in at.screen
        assert "~ 1.4.3" in at.screen
        assert "! 2.1.1" in at.screen
        assert not set("○◔◑✖●━") & set(at.screen)
