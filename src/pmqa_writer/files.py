"""Writing files so that nothing is lost: whole or not at all, and on the disk before anyone is told that it is."""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import EACCES
from pathlib import Path
from typing import Final
from uuid import uuid4

_WAITS: Final = (0.01, 0.02, 0.04, 0.08, 0.15)
"""Seconds between tries to sync a file and to put it in its place. Virus scanners on Windows hold files that long."""
_UNFINISHED: Final = re.compile(r"\.[0-9a-f]{32}\.part")
_OWN: Final = 0o600
_UMASK: Final = os.umask(0o077)
os.umask(_UMASK)
_ABANDONED: Final = 24 * 60 * 60
"""Seconds after which nobody is still writing a file."""


@contextmanager
def written_whole(file: Path, *, private: bool = False) -> Iterator[Path]:
    """Give a path beside `file` to write to, which takes the place of `file` when all went well.

    Whatever interrupts the writing leaves the old file as it was, and nothing beside it. The bytes are on the disk
    before the file takes its place. Where `file` is a link, what it leads to is replaced; its mode is kept. A new file
    is for its owner alone if `private`.

    Raises:
        OSError: the system refuses; a file that may not be written is refused too, though its folder may.
    """
    target = Path(os.path.realpath(file))
    unfinished = target.with_name(f".{uuid4().hex}.part")
    try:
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES), str(file))
        # Nobody else's to read while it is written; afterwards as the file was, or as new files are.
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWN))
        yield unfinished
        _patiently(lambda: _sync(unfinished))
        with suppress(OSError):  # a file system without permissions
            unfinished.chmod(target.stat().st_mode if target.exists() else _OWN if private else 0o666 & ~_UMASK)
        _patiently(lambda: os.replace(unfinished, target))  # noqa: PTH105
    finally:
        with suppress(OSError):  # what went wrong before is what is to be told
            unfinished.unlink(missing_ok=True)
    _sync_folder(target.parent)


def write_whole(file: Path, data: bytes, *, private: bool = False) -> None:
    """Write the file as a whole, as `written_whole` does. Raises `OSError`."""
    with written_whole(file, private=private) as unfinished:
        unfinished.write_bytes(data)


def file_stamp(file: Path) -> tuple[int, int] | None:
    """Return time and size of a file; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def remove_unfinished(folder: Path) -> None:
    """Remove what `written_whole` had begun in a folder when its process was killed, a day ago or longer."""
    with suppress(OSError):
        for file in folder.iterdir():
            if _UNFINISHED.fullmatch(file.name) and time.time() - file.stat().st_mtime > _ABANDONED:
                file.unlink()


def private_folder(folder: Path, *, parents: bool = False) -> Path:
    """Make a folder for what the program keeps for itself, if need be, and return it; git leaves it alone.

    Args:
        folder: the folder.
        parents: whether to make those above it too. In a workspace they are there, or its drive is gone.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(0o700, parents=parents, exist_ok=True)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n", encoding="ascii")
    return folder


def _patiently(action: Callable[[], None]) -> None:
    """Do what another program that holds the file for a moment may prevent."""
    for wait in _WAITS:
        try:
            return action()
        except PermissionError:
            time.sleep(wait)
    return action()


def _sync(file: Path) -> None:
    # Windows syncs only what is open for writing.
    with file.open("r+b") as written:
        os.fsync(written.fileno())


def _sync_folder(folder: Path) -> None:
    """Have the new name on the disk too, where the system lets a folder be opened; Windows does not."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
