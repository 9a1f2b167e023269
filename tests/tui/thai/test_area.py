import pytest
from textual.app import App
from textual.widgets import TextArea

from pmqa_writer.text import Edit, EditKind, Span
from pmqa_writer.tui.thai import PaintFilter, ThaiTextArea

TEXT = "ที่น้ำ\nผู้รับบริการ"


@pytest.fixture
def area(cutter):
    return ThaiTextArea(TEXT, cutter=cutter)


def painted(area, style_name, y=0):
    """The text of a row that has the background and underline of a mark's style."""
    style = area.get_component_rich_style(f"thai-text-area--{style_name}", partial=True)

    def has(found):
        return (
            found is not None
            and (style.bgcolor is None or found.bgcolor == style.bgcolor)
            and (style.color is None or found.color == style.color)
            and (not style.underline or found.underline)
            and (not style.bold or found.bold)
        )

    return "".join(text for text, found, _ in area.render_line(y) if has(found))


def test_offsets_and_locations(hand, area):
    async def script(_pilot):
        assert [area.location_of(offset) for offset in (0, 6, 7, 20, 99)] == [(0, 0), (0, 6), (1, 0), (1, 12), (1, 12)]
        assert [area.offset_of(place) for place in ((0, 6), (1, 0), (1, 99), (9, 0))] == [6, 7, 19, 19]
        area.move_cursor((1, 0))
        assert area.cursor_offset == 7

    hand.run(script, area)


@pytest.mark.parametrize("kind", ["evidence", "finding", "found"])
def test_marks_cover_whole_clusters(hand, area, kind):
    async def script(pilot):
        area.mark(kind, [Span(4, 5)])
        await pilot.pause()
        assert area.marks(kind) == (Span(3, 6),)
        assert painted(area, kind) == "น้ำ"
        area.mark(kind, [])
        await pilot.pause()
        assert painted(area, kind) == ""

    hand.run(script, area)


def test_marks_are_seen_in_every_theme(hand, area):
    area.limit = 10

    async def script(pilot):
        area.mark("evidence", [Span(0, 3)])
        area.mark("finding", [Span(7, 9)])
        area.move_cursor((0, 6))
        for theme in pilot.app.available_themes:
            pilot.app.theme = theme
            await pilot.pause()
            assert painted(area, "evidence") == "ที่"
            assert painted(area, "finding", 1).startswith("ผู้")
            assert painted(area, "beyond", 1) == "รับบริการ"

    hand.run(script, area)


def test_there_is_no_other_kind_of_mark(hand, area):
    async def script(_pilot):
        with pytest.raises(ValueError, match="no kind of mark: 'other'"):
            area.mark("other", [])

    hand.run(script, area)


def test_marks_go_along_with_edits(hand, area):
    async def script(pilot):
        area.mark("evidence", [Span(0, 3), Span(7, 12)])
        area.move_cursor((0, 3))
        await hand.type(pilot, "กข")
        assert area.marks("evidence") == (Span(0, 3), Span(9, 14))
        await hand.keys(pilot, "ctrl+home", "delete")
        assert area.marks("evidence") == (Span(6, 11),)
        await hand.keys(pilot, "ctrl+z")
        assert area.marks("evidence") == ()

    hand.run(script, area)


def test_what_is_beyond_the_limit_looks_so_at_once(hand, area):
    async def script(pilot):
        area.limit = 6
        assert painted(area, "beyond", 1) == "ผู้รับบริการ"
        assert painted(area, "beyond") == ""
        area.move_cursor((0, 0))
        await hand.type(pilot, "ก")
        assert painted(area, "beyond") == "น้ำ"
        await hand.keys(pilot, "ctrl+z")
        assert painted(area, "beyond") == ""
        area.limit = None
        assert painted(area, "beyond", 1) == ""

    hand.run(script, area)


def test_a_span_is_replaced_in_one_step(hand, area):
    async def script(pilot):
        area.move_cursor((1, 5))
        area.replace_span(Span(3, 6), "ดิน\r\nฟ้า")
        assert area.text == "ที่ดิน\nฟ้า\nผู้รับบริการ"
        assert area.cursor_location == (2, 5)
        area.replace_span(Span(0, 3), "ก")
        await hand.type(pilot, "ข")
        await hand.keys(pilot, "ctrl+z")
        assert area.text == "กดิน\nฟ้า\nผู้รับบริการ"
        await hand.keys(pilot, "ctrl+z", "ctrl+z")
        assert area.text == TEXT
        await hand.keys(pilot, "ctrl+y", "ctrl+y")
        assert area.text == "กดิน\nฟ้า\nผู้รับบริการ"

    hand.run(script, area)


def test_the_cursor_keeps_its_place(hand, area):
    async def script(_pilot):
        for cursor, moved in ((0, 0), (3, 3), (7, 5), (19, 17)):
            area.load(TEXT)
            area.move_cursor(area.location_of(cursor))
            area.replace_span(Span(3, 6), "ก")
            assert area.cursor_offset == moved

    hand.run(script, area)


def test_many_edits_are_one_step(hand, area):
    async def script(pilot):
        area.move_cursor((1, 5))
        area.mark("found", [Span(3, 6), Span(7, 10), Span(16, 19)])
        area.apply_edits(
            [
                Edit(Span(0, 3), "", EditKind.INVISIBLE),
                Edit(Span(6, 7), "\n\n", EditKind.CONTROL),
                Edit(Span(12, 13), "", EditKind.INVISIBLE),
            ]
        )
        assert area.text == "น้ำ\n\nผู้รับริการ"
        assert area.cursor_offset == 10
        assert area.marks("found") == (Span(0, 3), Span(5, 8), Span(13, 16))
        await hand.keys(pilot, "ctrl+z")
        assert area.text == TEXT
        area.apply_edits([])
        with pytest.raises(ValueError, match="overlaps"):
            area.apply_edits([Edit(Span(18, 99), "", EditKind.CONTROL)])
        assert area.text == TEXT

    hand.run(script, area)


def test_loading_makes_line_feeds_and_forgets(hand, area):
    async def script(pilot):
        area.mark("found", [Span(0, 3)])
        area.load("ก\r\nข\x0bค\u2028ง\x85จ\x0cฉ\rช\u200b\tซ ")
        assert area.text == "ก\nข\nค\nง\nจ\nฉ\nช\u200b\tซ "
        assert area.marks("found") == ()
        await hand.keys(pilot, "ctrl+z")
        assert area.text == "ก\nข\nค\nง\nจ\nฉ\nช\u200b\tซ "

    hand.run(script, area)


def test_pasting_drops_controls_and_offers_to_mend(hand, area):
    offers = []

    async def script(pilot):
        pilot.app.screen.set_focus(area)
        area.move_cursor((1, 0))
        await hand.paste(pilot, "\u0e48ก\x1b]2;x\x07\tข\r\nเเม่\u200bน้ํา")
        assert area.text == "ที่น้ำ\nก]2;x ข\nเเม่\u200bน้ํา" + "ผู้รับบริการ"
        assert offers
        (offer,) = offers
        assert offer.control is area
        assert offer.span.text(area.text) == "ก]2;x ข\nเเม่\u200bน้ํา"
        area.apply_edits(offer.edits)
        assert area.text == "ที่น้ำ\nก]2;x ข\nแม่น้ำ" + "ผู้รับบริการ"
        await hand.keys(pilot, "ctrl+z", "ctrl+z")
        assert area.text == TEXT

    class Heard(ThaiTextArea):
        def post_message(self, message):
            if isinstance(message, ThaiTextArea.Uncleaned):
                offers.append(message)
            return super().post_message(message)

    area = Heard(TEXT)
    hand.run(script, area)


def test_clean_text_is_pasted_once_and_without_an_offer(hand, area):
    async def script(pilot):
        area.load("")
        await hand.paste(pilot, "น้ำ ๑๒\nก")
        pilot.app.copy_to_clipboard("\x1bข")
        await hand.keys(pilot, "ctrl+v")
        assert area.text == "น้ำ ๑๒\nกข"
        await hand.paste(pilot, "\u0e48")
        assert area.text == "น้ำ ๑๒\nกข\u0e48"
        area.select_all()
        await hand.paste(pilot, "\x1b\x07")
        assert area.text == "น้ำ ๑๒\nกข\u0e48"
        area.read_only = True
        await hand.paste(pilot, "ค")
        assert area.text == "น้ำ ๑๒\nกข\u0e48"

    hand.run(script, area)


def test_changes_are_told_as_those_of_any_text_area(hand, area):
    told = []

    class Heard(ThaiTextArea):
        def post_message(self, message):
            told.append(type(message))
            return super().post_message(message)

    area = Heard()

    async def script(pilot):
        told.clear()
        await hand.type(pilot, "ก")
        assert told.count(TextArea.Changed) == 1

    hand.run(script, area)


@pytest.mark.parametrize(
    ("needle", "start", "backwards", "found"),
    [
        ("ita", 0, False, Span(2, 5)),
        ("ita", 3, False, Span(6, 9)),
        ("ita", 7, False, None),
        ("ITA", 9, True, Span(6, 9)),
        ("ITA", 6, True, Span(2, 5)),
        ("ITA", 2, True, None),
        (".", 0, False, None),
        ("", 0, False, None),
    ],
)
def test_finding(needle, start, backwards, found):
    assert ThaiTextArea("กขITAคita").find(needle, start, backwards) == found


def test_a_selected_span_is_scrolled_to(hand, area):
    async def script(pilot):
        area.load("กข\n" * 50 + "น้ำ\n" + "กข\n" * 50)
        area.select_span(Span(151, 152))
        await pilot.pause()
        assert area.selected_text == "น้ำ"
        assert 0 <= area.cursor_screen_offset.y < 12
        area.select_span(Span(0, 290))
        await pilot.pause()
        assert area.scroll_offset.y == 0

    hand.run(script, area)


def test_no_escape_reaches_the_terminal_from_a_loaded_text(hand, cutter):
    class Desk(App):
        def compose(self):
            yield ThaiTextArea("ก\x1b[2Jข\u202eค\u200b", cutter=cutter)

        def get_line_filters(self):
            return [*super().get_line_filters(), PaintFilter()]

    app = Desk()

    async def script(pilot):
        assert hand.screen(pilot)[1].strip("▊▎ ") == "ก[2Jขค"

    hand.run(script, app=app)
