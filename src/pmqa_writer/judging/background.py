"""Being a process that serves an app and never gets into its way."""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import BinaryIO, Final, NoReturn

_NICE: Final = 5
"""How far typing, in the app's own process, goes before judging."""
_BELOW_NORMAL: Final = 0x4000
"""The same in Windows."""


def take_streams() -> tuple[BinaryIO, BinaryIO]:
    """Take standard input and output for messages, and let whatever else is printed go nowhere."""
    taken = os.dup(0), os.dup(1)
    for number, flags in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        os.dup2(os.open(os.devnull, flags), number)
    if sys.platform == "win32":
        import msvcrt

        for number in taken:
            msvcrt.setmode(number, os.O_BINARY)
    return os.fdopen(taken[0], "rb"), os.fdopen(taken[1], "wb")


def step_back() -> None:
    """Let the app go first, and let it alone decide what an interrupt from the keyboard means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # For numpy's vectors, which are short; more threads would only take processors from others.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetPriorityClass(ctypes.windll.kernel32.GetCurrentProcess(), _BELOW_NORMAL)
    else:
        os.nice(_NICE)


def settle() -> None:
    """Keep the collector from going through what was loaded and stays, each time anew."""
    gc.collect()
    gc.freeze()
    gc.enable()


def end() -> NoReturn:
    """End at once, whatever is being judged: nothing of it is kept."""
    os._exit(0)
