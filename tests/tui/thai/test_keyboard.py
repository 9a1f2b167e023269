import string
from typing import ClassVar

import pytest
from textual import events
from textual.app import App
from textual.binding import Binding
from textual.keys import _character_to_key

from pmqa_writer.tui.thai import with_thai


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("ctrl+s", "ctrl+s,ctrl+ห"),
        ("ctrl+s, f2", "ctrl+s,ctrl+ห,f2"),
        ("n", "n,thai_character_sara_uee"),
        ("N", "N,thai_character_thanthakhat"),
        ("ctrl+shift+k", "ctrl+shift+k,ctrl+shift+า"),
        ("/", "/,ฝ"),
        ("slash", "slash,ฝ"),
        ("?", "?,ฦ"),
        ("ctrl+comma", "ctrl+comma,ctrl+ม"),
        ("@", "@,๑"),
        ("f1,escape,ctrl+left", "f1,escape,ctrl+left"),
        ("M", "M"),
    ],
)
def test_names(keys, expected):
    assert with_thai(keys) == expected


def test_no_two_keys_share_a_name():
    keys = string.ascii_letters + string.digits + string.punctuation
    names = [name for key in keys for name in with_thai(_character_to_key(key)).split(",")]
    assert len(names) == len(set(names))
    # These give an ASCII character in the Thai layout, too.
    assert {key for key in keys if "," not in with_thai(_character_to_key(key))} == set('`23~!W}ZXM"')


def test_the_names_fire(hand):
    fired = []

    class Desk(App):
        BINDINGS: ClassVar = [
            Binding(with_thai(key), f"fire('{key}')") for key in ("ctrl+s", "n", "slash", "q", "ctrl+y")
        ]

        def action_fire(self, key):
            fired.append(key)

    async def script(pilot):
        for key, character in (
            ("ctrl+ห", None),
            ("thai_character_sara_uee", "\u0e37"),
            ("ฝ", "ฝ"),
            ("ๆ", "ๆ"),
            ("ctrl+thai_character_mai_han_akat", None),
            ("ctrl+s", None),
        ):
            pilot.app._driver.send_message(events.Key(key, character))
        await pilot.pause()
        assert fired == ["ctrl+s", "n", "slash", "q", "ctrl+y", "ctrl+s"]

    hand.run(script, app=Desk())
