"""What an app and its judge say to each other: small values, sent as msgpack.

Light to import: an app loads it before its first screen.
"""

import re
from typing import Final

import msgspec

from pmqa_writer.judging.answers import (
    AdviceHit,
    Answer,
    Constraint,
    Died,
    ExampleHit,
    Failed,
    Finding,
    Fix,
    Found,
    Item,
    Judged,
    Loading,
    Next,
    Notice,
    Part,
    Point,
    Range,
    Ready,
)
from pmqa_writer.judging.requests import Forget, Judge, Open, Reload, Request, Search, Stop

__all__ = [
    "AdviceHit",
    "Answer",
    "Constraint",
    "Died",
    "ExampleHit",
    "Failed",
    "Finding",
    "Fix",
    "Forget",
    "Found",
    "Item",
    "Judge",
    "Judged",
    "Loading",
    "Next",
    "Notice",
    "Open",
    "Part",
    "Point",
    "Range",
    "Ready",
    "Reload",
    "Request",
    "Search",
    "Stop",
    "read_answer",
    "read_request",
    "to_bytes",
]

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_encoder = msgspec.msgpack.Encoder()
read_request = msgspec.msgpack.Decoder(Request).decode
"""Turn bytes into a request; bytes that are none raise `msgspec.DecodeError`."""
read_answer = msgspec.msgpack.Decoder(Answer).decode
"""Turn bytes into an answer; bytes that are none raise `msgspec.DecodeError`."""


def to_bytes(message: Request | Answer) -> bytes:
    """Turn a message into bytes; lone surrogates, which no bytes stand for, become U+FFFD."""
    try:
        return _encoder.encode(message)
    except UnicodeEncodeError:
        return _encoder.encode(_encodable(msgspec.to_builtins(message, builtin_types=(bytes,))))


def _encodable(value: object) -> object:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_encodable(key): _encodable(part) for key, part in value.items()}
    return [_encodable(part) for part in value] if isinstance(value, list | tuple) else value
