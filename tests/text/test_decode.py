import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_writer.text import Decoded, UndecodableError, decode

THAI = 'กรมตัวอย่างจัดทำแผน "ดินดี" พ.ศ. 2566\nร้อยละ 85'


@pytest.mark.parametrize(
    ("data", "encoding", "mark"),
    [
        (THAI.encode("utf-8"), "utf-8", False),
        (THAI.encode("utf-8-sig"), "utf-8", True),
        (b"\xff\xfe" + THAI.encode("utf-16-le"), "utf-16-le", True),
        (b"\xfe\xff" + THAI.encode("utf-16-be"), "utf-16-be", True),
        (THAI.encode("utf-16-le"), "utf-16-le", False),
        (THAI.encode("utf-16-be"), "utf-16-be", False),
        (THAI.encode("cp874"), "cp874", False),
    ],
)
def test_each_encoding_is_told(data: bytes, encoding: str, mark: bool) -> None:
    assert decode(data) == Decoded(THAI, encoding, mark)


def test_plain_ascii_and_nothing_are_utf_8() -> None:
    assert decode(b"PMQA 4.0") == Decoded("PMQA 4.0", "utf-8")
    assert decode(b"") == Decoded("", "utf-8")
    assert decode(b"\xef\xbb\xbf") == Decoded("", "utf-8", mark=True)


def test_line_ends_become_line_feeds() -> None:
    assert decode("ก\r\nข\rค\n".encode()).text == "ก\nข\nค\n"


def test_cp874_keeps_the_quotes_and_dashes_that_tis_620_lacks() -> None:
    text = "โครงการ “บำบัดทุกข์” – ระยะที่ 1…"
    assert decode(text.encode("cp874")).text == text


def test_short_cp874_words_are_read() -> None:
    for word in ("งาน", "น้ำ", "เป้าหมาย", "ฯลฯ"):
        assert decode(word.encode("cp874")) == Decoded(word, "cp874")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20),
        b"{\\rtf1\\ansi \\'a1}",
        "แผน\x00งาน".encode(),
        b"\x01\x02\x03\x04\x05\x06\x07\x08",
        bytes(64),
    ],
)
def test_binary_content_is_refused(data: bytes) -> None:
    with pytest.raises(UndecodableError) as error:
        decode(data)
    assert error.value.reason == "binary"


@pytest.mark.parametrize(
    "data",
    [
        "un café très français, déjà noté à Genève".encode("latin-1"),
        "größere Änderungen für die Behörde".encode("cp1252"),
        "กรมตัวอย่าง".encode()[:-1],  # cut inside a character
        "日本語のテキスト".encode("shift-jis"),
        "简体中文文本".encode("gb18030"),
        b"\xff\xfe\x00",  # half a character
        b"\xff\xfe\x00\x00" + "ก".encode("utf-32-le"),
        b"\xdb\xdc\xdd\xde",  # undefined in cp874
    ],
)
def test_text_that_cannot_be_told_is_refused(data: bytes) -> None:
    with pytest.raises(UndecodableError) as error:
        decode(data)
    assert error.value.reason == "unknown-encoding"


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    try:
        assert "\r" not in decode(data).text
    except UndecodableError as error:
        assert error.reason in ("binary", "unknown-encoding")


@given(st.text(alphabet=st.characters(exclude_characters="\r\ufeff", exclude_categories=["Cs", "Cc"]), max_size=60))
def test_utf_8_text_comes_back(text: str) -> None:
    assert decode(text.encode()).text == text
    assert decode(b"\xff\xfe" + text.encode("utf-16-le")).text == text
