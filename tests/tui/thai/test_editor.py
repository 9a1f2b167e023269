import pytest
from textual.app import App
from textual.document._document import Selection
from textual.widgets import TextArea

from pmqa_writer.text import default_tokenizer
from pmqa_writer.tui.thai import ThaiTextArea, WordCutter

CLUSTERS = "ที่น้ำผู้นี้"
WORDS = "การบริหารจัดการน้ำอย่างยั่งยืน ผู้รับบริการ"


@pytest.fixture
def area(cutter):
    return ThaiTextArea(cutter=cutter)


def at(area, offset):
    area.move_cursor(area.location_of(offset))


def test_arrows_stop_at_clusters(hand, area):
    area.load(CLUSTERS)

    async def script(pilot):
        stops = []
        for key in ("right",) * 5 + ("left",) * 2:
            await hand.keys(pilot, key)
            stops.append(area.cursor_offset)
        assert stops == [3, 6, 9, 12, 12, 9, 6]

    hand.run(script, area)


DELETIONS = [
    ("ที่", 3, "backspace", "ที"),
    ("ที่น้ำ", 0, "delete", "น้ำ"),
    ("ก\nข", 2, "backspace", "กข"),
    (WORDS, 18, "ctrl+w", "การบริหารจัดการอย่างยั่งยืน ผู้รับบริการ"),
    (WORDS, 0, "alt+delete", "จัดการน้ำอย่างยั่งยืน ผู้รับบริการ"),
    (WORDS, 9, "ctrl+delete", "การบริหารน้ำอย่างยั่งยืน ผู้รับบริการ"),
    ("กก\nขข", 2, "ctrl+delete", "กกขข"),
    ("กก ขข", 2, "ctrl+delete", "กก"),
    ("กกที่", 1, "ctrl+k", "ก"),
    ("กก\nขข", 2, "ctrl+k", "กกขข"),
    ("ความพึงพอใจของผู้รับบริการของผู้รับบริการของผู้รับบริการ", 4, "ctrl+k", "ความผู้รับบริการ"),
]


def test_deleting(hand, area):
    async def script(pilot):
        for text, cursor, key, left in DELETIONS:
            area.load(text)
            at(area, cursor)
            await hand.keys(pilot, key)
            assert area.text == left

    hand.run(script, area)


def test_word_keys_go_by_the_dictionary(hand, area):
    area.load(WORDS)

    async def script(pilot):
        stops = []
        for _ in range(6):
            await hand.keys(pilot, "ctrl+right")
            stops.append(area.cursor_offset)
        words = [WORDS[start:end] for start, end in zip([0, *stops], stops, strict=False)]
        assert words == ["การบริหาร", "จัดการ", "น้ำ", "อย่าง", "ยั่งยืน ", "ผู้รับบริการ"]
        await hand.keys(pilot, "ctrl+left", "ctrl+shift+left")
        assert area.selected_text == "ยั่งยืน "

    hand.run(script, area)


def test_word_keys_cross_lines(hand, area):
    area.load("ก\nข")

    async def script(pilot):
        stops = []
        for key in ("ctrl+right", "ctrl+right", "ctrl+left"):
            await hand.keys(pilot, key)
            stops.append(area.cursor_location)
        assert stops == [(0, 1), (1, 0), (0, 1)]

    hand.run(script, area)


def test_the_mouse_selects_words_and_paragraphs(hand, area):
    area.load(f"{CLUSTERS}\nโครงการบริหาร")

    async def script(pilot):
        await pilot.click(area, offset=(8, 1), times=2)
        assert area.selected_text == "การบริหาร"
        await pilot.click(area, offset=(8, 1), times=3)
        assert area.selected_text == "โครงการบริหาร"
        await pilot.click(area, offset=(2, 0))
        assert area.cursor_offset == 3
        await pilot.click(area, offset=(30, 0))
        assert area.cursor_offset == 12

    hand.run(script, area)


def test_end_and_clicks_beyond_a_wrapped_row_stay_between_clusters(hand, area):
    area.load("การที่ การที่")

    async def script(pilot):
        for key in ("end", "down", "up"):
            await hand.keys(pilot, key)
            assert area.cursor_offset in {0, 1, 2, 3, 6, 7, 8, 9, 10, 13}

    hand.run(script, area, size=(6, 5))


def test_nothing_can_put_the_cursor_into_a_cluster(hand, area):
    area.load(CLUSTERS)

    async def script(_pilot):
        area.selection = Selection((0, 1), (0, 5))
        assert area.selection == Selection((0, 0), (0, 3))

    hand.run(script, area)


def test_the_cursor_covers_its_whole_cluster_and_moves_by_cells(hand, area):
    area.cursor_blink = False
    area.load(CLUSTERS)

    async def script(pilot):
        await hand.keys(pilot, "right")
        assert area.cursor_screen_offset.x == 1
        style = area._theme.cursor_style
        painted = [segment.text for segment in area.render_line(0) if segment.style.bgcolor == style.bgcolor]
        assert painted == ["น้ำ"]

    hand.run(script, area)


def test_a_mark_without_a_base_is_refused(hand, area):
    async def script(pilot):
        for typed, kept in (
            ("\u0e48ก\u0e48", "ก\u0e48"),
            ("ก \u0e35\n\u0e49ข\u0e49", "ก \nข\u0e49"),
            ("\u0e33น\u0e49\u0e33", "น\u0e49\u0e33"),
        ):
            area.load("")
            await hand.type(pilot, typed)
            assert area.text == kept

    hand.run(script, area)


def test_a_refused_mark_deletes_no_selection(hand, area):
    area.load("กข")

    async def script(pilot):
        area.select_all()
        await hand.type(pilot, "\u0e48")
        assert area.text == "กข"

    hand.run(script, area)


def test_undo_goes_by_words_and_at_most_thirty_characters(hand, area):
    async def script(pilot):
        await hand.type(pilot, "กขค งจ" + "ช" * 40)
        texts = []
        while area.text:
            await hand.keys(pilot, "ctrl+z")
            texts.append(area.text)
        assert [len(text) for text in texts] == [33, 3, 0]
        await hand.keys(pilot, "ctrl+y")
        assert area.text == "กขค"

    hand.run(script, area)


def test_keys_of_the_thai_layout(hand, area):
    async def script(pilot):
        await hand.type(pilot, "กข")
        await hand.keys(pilot, "ctrl+ผ")
        assert area.text == ""
        await hand.keys(pilot, "ctrl+thai_character_mai_han_akat")
        assert area.text == "กข"

    hand.run(script, area)


def test_the_dictionary_may_come_later(hand):
    late = WordCutter()
    area = ThaiTextArea("ความพึงพอใจของผู้รับบริการ\n" * 30, cutter=late)

    async def script(pilot):
        at(area, 300)
        await pilot.pause()
        cursor, on_screen = area.cursor_offset, area.cursor_screen_offset.y
        assert not late.ready
        late.use(default_tokenizer())
        await pilot.pause()
        assert area.wrapped_document.get_sections(0) == ["ความพึงพอใจ", "ของผู้รับบริการ"]
        assert (area.cursor_offset, area.cursor_screen_offset.y) == (cursor, on_screen)
        area.scroll_to(y=40, animate=False)
        await pilot.pause()
        top = area.wrapped_document._offset_to_line_info[area.scroll_offset.y]
        area.use(WordCutter())
        await pilot.pause()
        assert area.wrapped_document._offset_to_line_info[area.scroll_offset.y] == top == (20, 0)

    hand.run(script, area, size=(14, 8))


def test_an_app_lends_its_cutter(hand, cutter):
    class Desk(App):
        def compose(self):
            self.cutter = cutter
            yield ThaiTextArea("ความพึงพอใจของ")

    app = Desk()

    async def script(pilot):
        sections = app.query_one(ThaiTextArea).wrapped_document.get_sections(0)
        assert sections == ["ความพึงพอใจ", "ของ"]

    hand.run(script, app=app, size=(16, 8))


def cells(strip):
    return [
        (character, style.color, style.bgcolor, style.bold, style.underline, style.reverse)
        for text, style, _ in strip
        for character in text
        if style is not None
    ]


def test_plain_text_is_painted_as_textual_does(hand, area):
    area.cursor_blink = False
    area.load("The quick brown fox jumps over the lazy dog\n\n\tand\ttabs are kept, too\n\n  end  ")

    async def script(_pilot):
        for anchor, cursor in ((0, 0), (3, 3), (1, 25), (25, 1), (10, 60), (60, 61), (50, 70), (0, 200)):
            area.selection = Selection(area.location_of(anchor), area.location_of(cursor))
            for y in range(12):
                assert cells(area._render_line(y)) == cells(TextArea._render_line(area, y))

    hand.run(script, area, size=(20, 12))


def test_a_placeholder_is_wrapped_and_no_markup(hand, cutter):
    area = ThaiTextArea(cutter=cutter, placeholder="ข้อ [1] และ [/] ความพึงพอใจของ")

    async def script(pilot):
        assert [row.rstrip() for row in hand.screen(pilot)[:3]] == ["ข้อ [1] และ [/]", "ความพึงพอใจของ", ""]

    hand.run(script, area, size=(20, 5))
