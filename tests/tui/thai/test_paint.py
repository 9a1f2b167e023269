import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.containers import Container
from textual.screen import ModalScreen

from pmqa_writer.tui.thai import PaintFilter, ThaiStatic, install_cluster_split
from pmqa_writer.tui.thai.paint import painted

BAD = "\x00\x1b\x7f\x9b\u061c\u200b\u200e\u202e\u2028\u2060\u2066\ufeff\U000e0041"


@pytest.mark.parametrize("bad", BAD)
def test_controls_are_never_painted(bad):
    assert painted(f"ก{bad}[2Jข") == "ก[2Jข"


@pytest.mark.parametrize("text", ["ที่น้ำ", "👩‍🌾ก", "\u200b👩‍🌾ก\x1b", "ก\u200dข", "é字"])
def test_the_width_stays(text):
    assert cell_len(painted(text)) == cell_len(text)


def test_joined_pictures_stay_joined():
    assert painted("\u200b👩‍🌾") == "👩‍🌾"


def test_sara_am_in_two_parts():
    assert painted("น้ำกำ", split_sara_am=True) == "น\u0e4d\u0e49\u0e32ก\u0e4d\u0e32"
    assert painted("น้ำกำ") == "น้ำกำ"


def test_the_filter_keeps_styles_and_control_segments():
    bold = Style(bold=True)
    control = Segment("\x1b[2J", None, [(1,)])
    segments = PaintFilter(split_sara_am=True).apply([Segment("กำ\x1b", bold), control], Color(0, 0, 0))
    assert segments == [Segment("ก\u0e4d\u0e32", bold), control]


def test_text_is_split_between_clusters():
    install_cluster_split()
    install_cluster_split()
    text = "หลายช่องทางทั้งการสำรวจ字น้ำ"
    for cut in range(cell_len(text) + 2):
        left, right = Segment(text).split_cells(cut)
        assert cell_len(left.text) == min(cut, cell_len(text))
        assert (
            not right.text or right.text[0] not in "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e48\u0e49\u0e4c"
        )
        assert "字" in left.text + right.text or (left.text[-1], right.text[0]) == (" ", " ")


def test_what_lies_over_thai_text_keeps_its_marks(hand, cutter):
    class Over(ModalScreen):
        CSS = "Over { align: left top; } #box { width: 4; height: 1; margin-left: 6; }"

        def compose(self):
            with Container(id="box"):
                yield ThaiStatic("####", cutter=cutter)

    class Desk(App):
        def compose(self):
            install_cluster_split()
            yield ThaiStatic("หลายช่องทางทั้งการสำรวจ", cutter=cutter)

    async def script(pilot):
        await pilot.app.push_screen(Over())
        await pilot.pause()
        assert hand.screen(pilot)[0].rstrip() == "หลายช่อ####ทั้งการสำรวจ"

    hand.run(script, app=Desk())
