"""Texts that would take minutes if any step were quadratic; the suite's own time is the guard."""

import importlib.util
import random
from pathlib import Path

import pytest

from pmqa_writer.text import (
    UndecodableError,
    boundaries,
    clean,
    count_characters,
    decode,
    default_tokenizer,
    segment,
    shortenings,
    status,
)

_FILE = Path(__file__).parents[2] / "benchmarks/text_speed.py"
_SPEC = importlib.util.spec_from_file_location("text_speed", _FILE)
assert _SPEC
assert _SPEC.loader
speed = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(speed)


@pytest.mark.parametrize("name", speed.NASTY)
def test_no_text_hangs(name: str) -> None:
    text = speed.NASTY[name](50_000)
    data = text.encode()
    try:
        assert decode(data).text == text
    except UndecodableError as error:
        assert error.reason == "binary"
    cleaned = clean(text)
    assert clean(cleaned.text).text == cleaned.text
    assert count_characters(text) <= 2 * len(text)
    assert boundaries(text)[-1] == len(text)
    spans = segment(text)
    assert all(span.end <= len(text) for span in spans)
    assert status(text) is not None
    assert all(place.saving > 0 for place in shortenings(text))
    assert sum(len(token.text) for token in default_tokenizer().tokens(text)) == len("".join(text.split()))


def test_random_bytes_are_refused() -> None:
    with pytest.raises(UndecodableError):
        decode(random.Random(1).randbytes(50_000))
