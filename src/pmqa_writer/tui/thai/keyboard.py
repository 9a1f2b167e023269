"""Key bindings that also work while the Thai keyboard layout is on.

A terminal that tells keys apart precisely sends "ctrl+ห" for Ctrl+S while the Thai layout (Kedmanee, TIS 820) is on.
"""

from textual.keys import _character_to_key

# Each row of the US layout above what the same keys give in the Thai one, without and with Shift.
_ROWS = (
    ("`1234567890-=", "_ๅ/-ภถ\u0e38\u0e36คตจขช"),
    ("~!@#$%^&*()_+", "%+๑๒๓๔\u0e39฿๕๖๗๘๙"),
    ("qwertyuiop[]\\", "ๆไำพะ\u0e31\u0e35รนยบลฃ"),
    ("QWERTYUIOP{}|", '๐"ฎฑธ\u0e4d\u0e4aณฯญฐ,ฅ'),
    ("asdfghjkl;'", "ฟหกดเ\u0e49\u0e48าสวง"),
    ('ASDFGHJKL:"', "ฤฆฏโฌ\u0e47\u0e4bษศซ."),
    ("zxcvbnm,./", "ผปแอ\u0e34\u0e37ทมใฝ"),
    ("ZXCVBNM<>?", "()ฉฮ\u0e3a\u0e4c?ฒฬฦ"),
)
# "m" with Shift gives "?" in the Thai layout: an ASCII character may be a US key as well and names no single key.
_THAI_NAMES = {
    _character_to_key(us): _character_to_key(thai)
    for us_row, thai_row in _ROWS
    for us, thai in zip(us_row, thai_row, strict=True)
    if not thai.isascii()
}


_US_CHARACTERS = dict(zip(_ROWS[0][1] + _ROWS[6][1], _ROWS[0][0] + _ROWS[6][0], strict=True))


def us_key(character: str) -> str:
    """Return what the key gives in the US layout, for keys whose Thai characters are digits, stops and letters there.

    Only the rows of the digits and of the full stop, without Shift; any other character stays as it is. "/" and "-"
    are taken for those of the Thai layout: use it where nothing but a number is typed.
    """
    return character if character.isdigit() or character == "." else _US_CHARACTERS.get(character, character)


def with_thai(keys: str) -> str:
    """Return `keys` of a binding ("ctrl+s,f2") with the names that the same keys have in the Thai layout.

    A key whose Thai character is an ASCII one, as Shift+M, gets no second name.
    """
    names: dict[str, None] = {}
    for key in keys.split(","):
        modifiers, plus, name = key.strip().rpartition("+")
        names[key.strip()] = None
        thai = _THAI_NAMES.get(_character_to_key(name) if len(name) == 1 else name)
        if thai:
            names[f"{modifiers}{plus}{thai}"] = None
    return ",".join(names)
