"""Whatever a writer does, the text is what a simple model says and no cursor stands inside a cluster."""

from bisect import bisect_left, bisect_right

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmqa_writer.text import Span, boundaries, floor
from pmqa_writer.tui.thai import ThaiTextArea

MARKS = "\u0e31\u0e35\u0e49\u0e4c\u0e33"


class Model:
    """A text and two offsets."""

    def __init__(self) -> None:
        self.text, self.anchor, self.cursor = "", 0, 0
        self.undone: list[str] = []
        self.past: list[str] = [""]

    def put(self, text: str) -> None:
        start, end = sorted((self.anchor, self.cursor))
        before = self.text[:start]
        if not before or before[-1].isspace():
            text = text.lstrip(MARKS)
            if not text:
                return
        self.replace(start, end, text)

    def replace(self, start: int, end: int, text: str) -> None:
        if start == end and not text:
            return
        self.text = self.text[:start] + text + self.text[end:]
        self.anchor = self.cursor = floor(self.text, start + len(text))
        self.undone = []

    def delete(self, start: int, end: int) -> None:
        if self.anchor != self.cursor:
            start, end = sorted((self.anchor, self.cursor))
        self.replace(start, end, "")

    def step(self, offset: int, by: int) -> int:
        edges = boundaries(self.text)
        number = bisect_right(edges, offset) if by > 0 else bisect_left(edges, offset) - 1
        return edges[min(max(number, 0), len(edges) - 1)]

    def arrow(self, by: int, select: bool) -> None:
        if self.anchor != self.cursor and not select:
            self.cursor = (max if by > 0 else min)(self.anchor, self.cursor)
        else:
            self.cursor = self.step(self.cursor, by)
        if not select:
            self.anchor = self.cursor


_TYPED = st.text(st.sampled_from("กขนรเแa 1🙂" + MARKS), min_size=1, max_size=3).map(lambda text: ("type", text))
_PASTED = st.sampled_from(["น้ำ", "การที่", "ก\nข้", "\x1bก\x07", "é", "👩‍🌾", "\u0e49ก", "ก\r\nข"]).map(
    lambda text: ("paste", text)
)
_KEYS = (
    "left right shift+left shift+right backspace delete enter ctrl+z ctrl+y up down home end ctrl+left "
    "ctrl+shift+right ctrl+w ctrl+delete f7 shift+up"
)
_PRESSED = st.sampled_from(_KEYS.split()).map(lambda key: ("press", key))
_STEPS = st.lists(st.one_of(_TYPED, _PASTED, _PRESSED, _PRESSED), min_size=5, max_size=25)

_ARROWS = {"left": (-1, False), "right": (1, False), "shift+left": (-1, True), "shift+right": (1, True)}


@given(_STEPS)
@example([("type", "11"), ("press", "left"), ("press", "shift+left"), ("press", "ctrl+w")])
@example([("type", "11"), ("press", "left"), ("press", "shift+right"), ("press", "ctrl+delete")])
@settings(max_examples=25, deadline=None)
def test_any_sequence(hand, cutter, steps):
    area = ThaiTextArea(cutter=cutter, limit=8)

    async def script(pilot):
        model = Model()
        for kind, what in steps:
            if kind == "type":
                await hand.type(pilot, what)
                for character in what:
                    model.put(character)
                    model.past.append(model.text)
            elif kind == "paste":
                await hand.paste(pilot, what)
                model.put(what.replace("\r\n", "\n").replace("\x1b", "").replace("\x07", ""))
            else:
                await hand.keys(pilot, what)
                follow(model, area, what)
            assert area.text == model.text, (kind, what)
            model.past.append(model.text)
            assert area.offset_of(area.selection.start) == model.anchor, (kind, what)
            assert area.cursor_offset == model.cursor, (kind, what)
            assert {model.anchor, model.cursor} <= set(boundaries(area.text))
            area.mark("evidence", [Span(0, min(2, len(area.text)))])

    hand.run(script, area, size=(7, 6))


def follow(model: Model, area: ThaiTextArea, key: str) -> None:
    """Do to the model what `key` does; where the screen or the dictionary decides, take the area's word."""
    if key in _ARROWS:
        model.arrow(*_ARROWS[key])
    elif key == "enter":
        model.put("\n")
    elif key == "backspace":
        model.delete(max(model.cursor - 1, 0), model.cursor)
    elif key == "delete":
        model.delete(model.cursor, model.step(model.cursor, 1))
    elif key == "ctrl+w":
        removed = len(model.text) - len(area.text)
        model.delete(model.cursor - removed, model.cursor)
    elif key == "ctrl+delete":
        removed = len(model.text) - len(area.text)
        model.delete(model.cursor, model.cursor + removed)
    else:
        if key == "ctrl+z" and area.text != model.text:
            assert area.text in model.past
            model.undone.append(model.text)
            model.text = area.text
        elif key == "ctrl+y" and area.text != model.text:
            model.text = model.undone.pop()
        model.anchor, model.cursor = area.offset_of(area.selection.start), area.cursor_offset
