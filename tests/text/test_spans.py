import pytest

from pmqa_writer.text import Span


def test_span_gives_its_characters_and_length() -> None:
    assert Span(3, 6).text("กรมประมง") == "ประ"
    assert len(Span(3, 6)) == 3


def test_spans_sort_by_place() -> None:
    assert sorted([Span(4, 5), Span(0, 9), Span(0, 2)]) == [Span(0, 2), Span(0, 9), Span(4, 5)]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_impossible_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_empty_span_is_a_place_and_true() -> None:
    assert bool(Span(0, 0)) is True
