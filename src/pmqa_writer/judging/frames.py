"""Messages in a stream of bytes: each after its length, 4 bytes, the lowest first."""

from typing import BinaryIO, Final

_HEAD: Final = 4
_LONGEST: Final = 1 << 28
"""Bytes of a message; a longer one means that the stream is no stream of messages."""


class FrameError(Exception):
    """The stream does not hold what it should."""


def write_frame(stream: BinaryIO, message: bytes) -> None:
    """Write a message and flush it; a closed pipe raises `OSError`."""
    stream.write(len(message).to_bytes(_HEAD, "little") + message)
    stream.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """Return the next message, None at the end; one that is cut off or too long raises `FrameError`."""
    head = stream.read(_HEAD)
    if not head:
        return None
    length = int.from_bytes(head, "little")
    if len(head) < _HEAD or length > _LONGEST:
        raise FrameError
    message = stream.read(length)
    if len(message) < length:
        raise FrameError
    return message
