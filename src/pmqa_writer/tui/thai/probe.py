"""Asks the terminal how it draws Thai. To be called before the app takes the terminal over."""

import os
import re
import sys
import time

_ANSWER = re.compile(rb"\x1b\[\d+;(\d+)R")
_TEXT = "กำ"
_CELLS_APART = 2


def folds_sara_am(timeout: float = 0.5) -> bool:
    """Tell whether the terminal draws SARA AM in the cell of its consonant, as if it had no width.

    Writes two letters, asks for the cursor's place and erases them again. False where there is no terminal to ask,
    or none that answers within `timeout` seconds: a later answer would reach the app as a key.
    """
    try:
        import select
        import termios
        import tty
    except ImportError:  # Windows
        return False
    if sys.__stdin__ is None or sys.__stderr__ is None or not (sys.__stdin__.isatty() and sys.__stderr__.isatty()):
        return False
    descriptor = sys.__stdin__.fileno()
    before = termios.tcgetattr(descriptor)
    answer = b""
    try:
        tty.setraw(descriptor)
        os.write(sys.__stderr__.fileno(), f"\x1b7\r{_TEXT}\x1b[6n\r\x1b[K\x1b8".encode())
        end = time.monotonic() + timeout
        while b"R" not in answer and select.select([descriptor], [], [], max(0, end - time.monotonic()))[0]:
            answer += os.read(descriptor, 64)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
    place = _ANSWER.search(answer)
    return place is not None and int(place[1]) - 1 < _CELLS_APART
