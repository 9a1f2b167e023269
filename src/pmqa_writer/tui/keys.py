"""How keys are written."""

from typing import Final

_KEY_NAMES: Final = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}


def key_name(key: str) -> str:
    """Return how a key is written on the keyboard, of the first of its names."""
    *modifiers, name = key.split(",", maxsplit=1)[0].split("+")
    shown = _KEY_NAMES.get(name, name.upper() if len(name) == 1 or name.startswith("f") else name.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])
