"""Writing files so that nothing is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4


@contextmanager
def written_whole(file: Path) -> Iterator[Path]:
    """Give a path beside `file` to write to, which takes the place of `file` when all went well.

    Whatever interrupts the writing leaves the old file as it was, and nothing beside it.
    """
    unfinished = file.with_name(f".{uuid4().hex}.part")
    try:
        yield unfinished
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
