"""Telling a second window that a workspace is open in another one. Advice only: saving notices conflicts by itself."""

import os
import platform
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final

import msgspec

from pmqa_writer.drafts.workspace import PRIVATE_FOLDER
from pmqa_writer.files import private_folder, write_whole

_FILE: Final = "lock"
_LASTS: Final = 12 * 60 * 60
"""Seconds after which the lock of another machine, whose processes cannot be seen, counts no more."""


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """A process of this program."""

    pid: int
    host: str
    """Name of the machine that it runs on."""

    @property
    def is_another(self) -> bool:
        """Whether it runs on this machine, and is not this process."""
        return self.host == platform.node() and self.pid != os.getpid() and _runs(self.pid)


def this_process() -> Holder:
    """Return who is running now."""
    return Holder(pid=os.getpid(), host=platform.node())


class Lock:
    """The file `.pmqa/lock` of a workspace. Where it cannot be written, the workspace counts as open nowhere else."""

    def __init__(self, folder: Path) -> None:
        """Prepare for the workspace in `folder`; nothing is written yet."""
        self._file = folder / PRIVATE_FOLDER / _FILE

    def is_open_elsewhere(self) -> bool:
        """Say whether another process that is still running has taken the lock."""
        holder = self._holder()
        if holder is None or holder == this_process():
            return False
        if holder.host == platform.node():
            return holder.is_another
        with suppress(OSError):
            return time.time() - self._file.stat().st_mtime < _LASTS
        return False

    def take(self) -> bool:
        """Take the lock, where one can be written; say whether the workspace is open nowhere else."""
        if self.is_open_elsewhere():
            return False
        with suppress(OSError):
            private_folder(self._file.parent)
            write_whole(self._file, msgspec.json.encode(this_process()))
        return True

    def release(self) -> None:
        """Give the lock back where it is ours."""
        if self._holder() == this_process():
            with suppress(OSError):
                self._file.unlink()

    def __enter__(self) -> "Lock":
        self.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.release()

    def _holder(self) -> Holder | None:
        with suppress(OSError, msgspec.MsgspecError):
            return msgspec.json.decode(self._file.read_bytes(), type=Holder)
        return None


if sys.platform == "win32":  # pragma: no cover
    import ctypes

    _QUERY: Final = 0x1000
    _STILL_ACTIVE: Final = 259

    def _runs(pid: int) -> bool:
        # os.kill would end the process here, whatever the signal.
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = ctypes.c_void_p
        process = kernel.OpenProcess(_QUERY, False, pid)
        if not process:
            return ctypes.get_last_error() == 5  # it runs, and is another user's
        code = ctypes.c_ulong()
        known = kernel.GetExitCodeProcess(ctypes.c_void_p(process), ctypes.byref(code))
        kernel.CloseHandle(ctypes.c_void_p(process))
        return not known or code.value == _STILL_ACTIVE

else:

    def _runs(pid: int) -> bool:
        if pid <= 0:
            return False  # to the system, a group of processes
        try:
            os.kill(pid, 0)
        except (ProcessLookupError, OverflowError):
            return False
        except PermissionError:
            return True  # another user's
        return True
