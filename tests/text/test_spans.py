import pytest

from pmqa_writer.text import Span


def test_span_gives_its_characters_and_length() -> None:
    assert Span(3, 6).text("กรมประมง") == "ประ"
    assert len(Span(3, 6)) == 3


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert Span(0, 3).overlaps(Span(2, 5))
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert not Span(2, 2).overlaps(Span(0, 5))


def test_spans_sort_by_place_and_move() -> None:
    assert sorted([Span(4, 5), Span(0, 9), Span(0, 2)]) == [Span(0, 2), Span(0, 9), Span(4, 5)]
    assert Span(4, 5).shift(-4) == Span(0, 1)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_impossible_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_empty_span_is_a_place_and_true() -> None:
    assert bool(Span(0, 0)) is True
