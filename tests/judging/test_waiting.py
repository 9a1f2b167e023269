"""Of what waits, only the newest is kept, and it is next; messages survive the way."""

import io
import os
from pathlib import Path

import pytest

from pmqa_writer.judging.frames import FrameError, read_frame, write_frame
from pmqa_writer.judging.messages import (
    Forget,
    Judge,
    Judged,
    Open,
    Reload,
    Search,
    read_answer,
    read_request,
    to_bytes,
)
from pmqa_writer.judging.waiting import Waiting


def taken(*requests, count):
    waiting = Waiting()
    for request in requests:
        waiting.put(request)
    return [waiting.take() for _ in range(count)]


def test_only_the_newest_of_a_question_is_kept_and_the_last_comes_first():
    a1, a2, b1, c1 = Judge("a", "", 1), Judge("a", "", 2), Judge("b", "", 1), Judge("c", "", 1)
    assert taken(a1, b1, a2, count=2) == [a2, b1]
    assert taken(b1, a2, c1, a1, count=3) == [a2, c1, b1]


def test_only_the_newest_search_is_kept():
    assert taken(Search("x", generation=1), Judge("a", ""), Search("y", generation=2), count=2) == [
        Search("y", generation=2),
        Judge("a", ""),
    ]


def test_an_earlier_text_neither_gives_way_to_the_present_one_nor_takes_its_place():
    present, earlier, another = Judge("a", "now", 3), Judge("a", "before", -1), Judge("a", "long before", -2)
    assert taken(present, earlier, another, count=3) == [another, earlier, present]
    assert taken(earlier, present, count=2) == [present, earlier]


def test_orders_come_first_in_their_order():
    a, reload, forget = Judge("a", ""), Reload(), Forget("b")
    assert taken(a, reload, Judge("b", ""), forget, count=3) == [reload, forget, a]
    assert taken(forget, Judge("b", "later"), count=2) == [forget, Judge("b", "later")]


def test_opening_forgets_what_was_asked_of_another_workspace():
    opening = Open(b"folder")
    assert taken(Judge("a", ""), Reload(), opening, Judge("b", ""), count=2) == [opening, Judge("b", "")]


def test_what_is_put_back_yields_to_newer():
    waiting = Waiting()
    waiting.put(Judge("a", "", 2))
    waiting.put_back(Judge("a", "", 1))
    waiting.put_back(Judge("b", "", 1))
    assert [waiting.take(), waiting.take()] == [Judge("b", "", 1), Judge("a", "", 2)]


def test_surrogates_keep_their_places():
    told = read_request(to_bytes(Judge("1.1.2", "ก\ud83d\ude42\udfff🙂", 3, path="\udcff.md")))
    assert told == Judge("1.1.2", "ก\ufffd\ufffd\ufffd🙂", 3, path="\ufffd.md")
    answer = Judged("1.1.2", 1, 0, (), (), {"A": True}, (), ())
    assert read_answer(to_bytes(answer)) == answer


@pytest.mark.skipif(os.name == "nt", reason="names are text in Windows")
def test_a_folder_that_is_no_text_is_found_again():
    assert os.fsdecode(read_request(to_bytes(Open.of(Path("\udcff")))).folder) == "\udcff"


def test_frames():
    stream = io.BytesIO()
    for message in (b"", b"abc"):
        write_frame(stream, message)
    stream.seek(0)
    assert [read_frame(stream), read_frame(stream), read_frame(stream)] == [b"", b"abc", None]
    for broken in (b"\x01", b"\x02\x00\x00\x00a", b"\xff\xff\xff\xff"):
        with pytest.raises(FrameError):
            read_frame(io.BytesIO(broken))
