"""Time of the text package on texts that a person or a faulty program could hand in, by size.

Prints milliseconds for each step and text. Linear steps grow tenfold from one size to the next.

    python benchmarks/text_speed.py [largest size in characters, default 1000000]
"""

import random
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from pmqa_writer.text import (
    UndecodableError,
    boundaries,
    clean,
    count_characters,
    decode,
    default_tokenizer,
    segment,
    status,
)

_DRAFT = (
    "กรมตัวอย่างพัฒนาระบบติดตามเรื่องร้องเรียนตั้งแต่ปี 2566 โดยทุกกองรายงานผลทุกเดือน ทำให้เวลาเฉลี่ยลดจาก 30 วัน"
    "เหลือ 12 วัน และความพึงพอใจร้อยละ 91.5 นอกจากนี้ยังเชื่อมข้อมูลกับ สป.สธ. ครบ 76 จังหวัด\n"
)


def _repeat(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def random_thai(length: int) -> str:
    source = random.Random(1)
    letters = [chr(code) for code in (*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E4F))] + list(" \n(1)abc.๑\u200b")
    return "".join(source.choices(letters, k=length))


NASTY: dict[str, Callable[[int], str]] = {
    "draft": lambda n: _repeat(_DRAFT, n),
    "no spaces": lambda n: _repeat("".join(_DRAFT.split()), n),
    "digits": lambda n: "1" * n,
    "thai digits": lambda n: "๑" * n,
    "marks": lambda n: "\u0e48" * n,
    "mixed marks": lambda n: _repeat("\u0e48\u0e35\u0e4d", n),
    "ko kai + mark": lambda n: _repeat("ก\u0e48", n),
    "spaces": lambda n: " " * n,
    "space + mark": lambda n: _repeat(" \u0e48", n),
    "sara e": lambda n: "เ" * n,
    "sara am": lambda n: "\u0e33" * n,
    "nikhahit + aa": lambda n: _repeat("\u0e4d\u0e32", n),
    "nikhahit": lambda n: "\u0e4d" * n,
    "newlines": lambda n: "\n" * n,
    "(1)": lambda n: _repeat("(1)", n),
    "(1) spaced": lambda n: _repeat("(1) ", n),
    "open brackets": lambda n: "(" * n,
    "ซึ่ง": lambda n: _repeat("ซึ่ง", n),
    "ซึ่ง spaced": lambda n: _repeat("ซึ่ง ", n),
    "wordy": lambda n: _repeat("เพื่อที่จะ", n),
    "wordy quoted": lambda n: _repeat("“'\"เพื่อที่จะ", n),
    "wordy names": lambda n: _repeat("โครงการเพื่อที่จะระเบียบ", n),
    "ไม่": lambda n: _repeat("ไม่", n),
    "จึงมี": lambda n: _repeat("จึงมี", n),
    "ด้านหน้า": lambda n: _repeat("ด้านหน้า", n),
    "ชิ": lambda n: _repeat("ชิ", n),
    "abbreviations": lambda n: _repeat("ก.", n),
    "flags": lambda n: "\U0001f1f9" * n,
    "joined emoji": lambda n: _repeat("👨\u200d", n),
    "zero width": lambda n: "\u200b" * n,
    "private glyphs": lambda n: _repeat("ก\uf70a", n),
    "random": random_thai,
}
"""A text of about the wanted length for each name."""


def _milliseconds(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Print the table."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print(f"first use of the tokeniser: {_milliseconds(lambda: default_tokenizer().tokens('ทดสอบ')):.0f} ms")
    steps: dict[str, Callable[[str], object]] = {
        "decode": lambda text: decode(text.encode()),
        "clean": clean,
        "count": count_characters,
        "bounds": boundaries,
        "segment": segment,
        "status": status,
        "tokens": default_tokenizer().tokens,
    }
    print(f"{'text':<16}{'length':>9}" + "".join(f"{name:>10}" for name in steps))
    for name, make in NASTY.items():
        size = 1_000
        while size <= largest:
            text = make(size)
            boundaries.cache_clear()
            times = [_milliseconds(lambda step=step, text=text: step(text)) for step in steps.values()]  # type: ignore[misc]
            print(f"{name:<16}{size:>9}" + "".join(f"{t:>10.1f}" for t in times), flush=True)
            size *= 10
    for size in (1_000, 100_000, largest):
        data = random.Random(2).randbytes(size)
        print(f"{'random bytes':<16}{size:>9}{_milliseconds(lambda data=data: _attempt(data)):>10.1f}")  # type: ignore[misc]


def _attempt(data: bytes) -> None:
    with suppress(UndecodableError):
        decode(data)


if __name__ == "__main__":
    main()
