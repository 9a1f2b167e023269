import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_writer.text import Span, boundaries, snap
from pmqa_writer.text.clusters import floor


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (0,)),
        ("ab", (0, 1, 2)),
        ("a\r\nb", (0, 1, 3, 4)),
        ("น้ำ", (0, 3)),
        ("เมื่อ", (0, 1, 4, 5)),
        ("👨\u200d👩ก", (0, 3, 4)),
        ("🇹🇭🇱🇦🇹", (0, 2, 4, 5)),
    ],
)
def test_boundaries_are_what_a_reader_sees(text: str, expected: tuple[int, ...]) -> None:
    assert boundaries(text) == expected


def test_snap_widens_to_whole_clusters() -> None:
    assert snap("ที่น้ำ", Span(1, 4)) == Span(0, 6)
    assert snap("ที่น้ำ", Span(3, 6)) == Span(3, 6)


def test_snap_keeps_a_place_between_clusters_and_fills_one_inside() -> None:
    assert snap("ที่น้ำ", Span(3, 3)) == Span(3, 3)
    assert snap("ที่น้ำ", Span(1, 1)) == Span(0, 3)


def test_snap_brings_a_span_beyond_the_text_back() -> None:
    assert snap("กข", Span(1, 9)) == Span(1, 2)
    assert floor("กน้ำ", 99) == 4


@given(st.text(alphabet="กนเ\u0e33\u0e48\u0e34 a\n\r😀\u200d🇹🇭", max_size=30))
def test_clusters_cover_the_text(text: str) -> None:
    edges = boundaries(text)
    assert edges[0] == 0
    assert edges[-1] == len(text)
    assert list(edges) == sorted(set(edges))
