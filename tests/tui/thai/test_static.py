import pytest
from rich.text import Text
from textual.app import App
from textual.content import Content
from textual.geometry import Offset
from textual.selection import Selection

from pmqa_writer.text import default_tokenizer
from pmqa_writer.tui.thai import ThaiStatic, WordCutter, wrapped

TEXT = "ความพึงพอใจของผู้รับบริการ"


def shown(hand, pilot, rows=3):
    return [row.rstrip() for row in hand.screen(pilot)[:rows]]


@pytest.mark.parametrize("text", ["ข้อ [1] และ [/]", "[bold]ก", "[@click=app.quit]ก[/]"])
def test_text_is_no_markup(hand, cutter, text):
    async def script(pilot):
        assert shown(hand, pilot, 1) == [text]

    hand.run(script, ThaiStatic(text, cutter=cutter))


def test_rows_are_whole_words(hand, cutter):
    async def script(pilot):
        assert shown(hand, pilot) == ["ความพึงพอใจ", "ของผู้รับบริการ", ""]

    hand.run(script, ThaiStatic(TEXT, cutter=cutter), size=(12, 3))


def test_the_dictionary_may_come_later(hand):
    late = WordCutter()
    static = ThaiStatic(TEXT, cutter=late)

    async def script(pilot):
        late.use(default_tokenizer())
        await pilot.pause()
        assert shown(hand, pilot) == ["ความพึงพอใจ", "ของผู้รับบริการ", ""]
        static.use(WordCutter())
        static.use(late)
        await pilot.pause()
        assert shown(hand, pilot) == ["ความพึงพอใจ", "ของผู้รับบริการ", ""]

    hand.run(script, static, size=(12, 3))


def test_an_app_lends_its_cutter(hand, cutter):
    class Desk(App):
        def compose(self):
            self.cutter = cutter
            yield ThaiStatic(TEXT)

    async def script(pilot):
        assert shown(hand, pilot) == ["ความพึงพอใจ", "ของผู้รับบริการ", ""]

    hand.run(script, app=Desk(), size=(12, 3))


def test_updates_take_the_room_that_they_need(hand, cutter):
    static, below = ThaiStatic("ก", cutter=cutter), ThaiStatic("จบ", cutter=cutter)

    async def script(pilot):
        assert shown(hand, pilot) == ["ก", "จบ", ""]
        static.update("ข")
        static.update("ข")
        await pilot.pause()
        assert shown(hand, pilot) == ["ข", "จบ", ""]
        static.update("ก\nข")
        await pilot.pause()
        assert shown(hand, pilot) == ["ก", "ข", "จบ"]
        assert static.plain == "ก\nข"

    hand.run(script, static, below)


def test_an_update_before_the_first_layout_counts(hand, cutter):
    static, below = ThaiStatic("ก", cutter=cutter), ThaiStatic("จบ", cutter=cutter)
    static.update("ทดสอบ ทดสอบ")

    async def script(pilot):
        assert shown(hand, pilot) == ["ทดสอบ", "ทดสอบ", "จบ"]
        static.update("ทดสอบ ")
        await pilot.pause()
        assert shown(hand, pilot) == ["ทดสอบ", "จบ", ""]

    hand.run(script, static, below, size=(5, 3))


def test_an_automatic_width_follows_the_text(hand, cutter):
    static = ThaiStatic("ที่", cutter=cutter)
    static.styles.width = "auto"

    async def script(pilot):
        assert static.size.width == 1
        static.update("น้ำ\nก")
        await pilot.pause()
        assert (static.size.width, static.size.height) == (2, 2)

    hand.run(script, static)


def test_styles_stay_with_their_words(cutter):
    rich = Text("ความพึงพอใจ")
    rich.append("ของผู้รับบริการ", "bold")
    for text in (rich, Content.from_rich_text(rich)):
        content = wrapped(text, 11, cutter)
        assert content.plain == "ความพึงพอใจ\nของผู้รับบริการ"
        (span,) = content.spans
        assert content.plain[span.start : span.end].strip() == "ของผู้รับบริการ"


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 5, ""),
        ("\n\nก\n", 5, "\n\nก\n"),
        ("ทดสอบ ทดสอบ", 5, "ทดสอบ\nทดสอบ"),
        ("ก\tข", 8, "ก   ข"),
        ("ก ", 5, "ก "),
        ("ทดสอบ ", 5, "ทดสอบ"),
    ],
)
def test_wrapped(cutter, text, width, expected):
    assert wrapped(text, width, cutter).plain == expected


def test_whole_clusters_are_copied_without_the_breaks_of_rows(hand, cutter):
    static = ThaiStatic("ที่น้ำทดสอบการ", cutter=cutter)

    async def script(_pilot):
        for start, end, copied in (
            (Offset(1, 0), Offset(4, 0), "น้ำ"),
            (Offset(2, 0), Offset(2, 1), "น้ำทดสอบกา"),
            (None, None, "ที่น้ำทดสอบการ"),
            (Offset(0, 0), Offset(0, 9), "ที่น้ำทดสอบการ"),
        ):
            assert static.get_selection(Selection(start, end)) == (copied, "\n")

    hand.run(script, static, size=(8, 3))


def test_the_mouse_selects_whole_clusters(hand, cutter):
    static = ThaiStatic("ที่น้ำผู้รับ", cutter=cutter)

    async def script(pilot):
        await pilot.mouse_down(static, offset=(1, 0))
        await pilot.hover(static, offset=(4, 0))
        await pilot.mouse_up(static, offset=(4, 0))
        assert pilot.app.screen.get_selected_text() == "น้ำผู้รั"
        marked = static.text_selection
        assert (marked.start, marked.end) == (Offset(3, 0), Offset(11, 0))

    hand.run(script, static)
