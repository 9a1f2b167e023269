"""Reads the pieces between white space one by one and tells at which of them a clause begins.

A clause begins at a new line, at a list mark, at a connective, or where a piece opens with a verb or states
something of a noun while the clause before it is complete, that is, has a verb and does not end in "ได้แก่", "ของ" or
the like. What counts as a verb and what as part of a name is data: `checklists/lexicon/clauses.toml`.
"""

import re
from collections.abc import Iterator, Sequence

from pmqa_writer.text.clause_rules import clause_rules

_PIECE = re.compile(r"\S+")
# "1)", "1.", "(1)", "ก.", "(ก)", bullets; the digits are Arabic after cleaning.
_LIST_MARK = re.compile(
    r"\(?\d{1,2}\)|\d{1,2}\.(?!\d)|\([ก-ฮa-z]\)|[ก-ฮ]\)|[ก-ฮ]\.\Z|[•●◦◆■□❖✓✔➔➢▪❶-❿①-⑳]|\*\Z|[-–—](?=[\u0e00-\u0e7f*]|\Z)"
)
_DEFINING = frozenset({"ได้แก่", "คือ", "ประกอบด้วย"})
_ONLY_AND = frozenset({"และ", "หรือ", "รวมทั้ง"})
_THAI_START = re.compile("[\u0e01-\u0e2e\u0e40-\u0e44]")
_SHARE = re.compile(r"(?:ร้อยละ|เฉลี่ย|อยู่ที่)\Z")
_NUMBER_END = re.compile(r"\d[%)]?\Z")
_YEAR = re.compile(r"\(?(?:พ\.ศ\.|Q?\d/)?2[45]\d\d(?:[-–]2?[45]?\d\d)?\)?\Z")
# A number after one of these counts nothing, so that no unit follows it.
_ORDINAL = re.compile(r"(?:ที่|ปี|ข้อ|ระดับ|หมวด|เดือน|คะแนน|ร้อยละ|เฉลี่ย|อยู่ที่)\Z")
_ABBREVIATION = re.compile(r"(?:[ก-ฮ]{1,4}\.)+\Z")
_LONG_SIDE = 18
"""Letters that a part must have to be cut off without white space."""
_SHORTEST = 10
"""Letters that a complete clause has at least."""
_LONG_NOUN = 25
"""Letters of a phrase without a verb after which "และ" and a verb begin a clause."""
_SHORTEST_STATEMENT = 12
"""Letters that a piece has at least to be a statement of its own, subject and all."""
_LOOKAHEAD = 5
"""Pieces after a noun among which its verb is looked for."""


def starts(text: str) -> Iterator[int]:
    """Yield the offsets of `text`, which must be cleaned, at which clauses begin, in order."""
    matches = list(_PIECE.finditer(text))
    pieces = [match.group() for match in matches]
    reader = _Reader(pieces)
    end = 0
    for number, match in enumerate(matches):
        new_line = number == 0 or "\n" in text[end : match.start()]
        yield from reader.read(number, match.start(), new_line=new_line)
        end = match.end()


class _Reader:
    """The clause that is being read."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._rules = clause_rules()
        self._pieces = pieces
        self._and_at: int | None = None
        self._claimed = -1
        self._begin("")

    def _begin(self, piece: str) -> None:
        self._letters = 0
        self._complete = False
        self._open_end = False
        self._listing = False
        self._adjunct = bool(self._rules.leading.match(piece)) and not self._rules.connective.match(piece)

    def read(self, number: int, start: int, *, new_line: bool) -> Iterator[int]:
        """Read piece `number`, which stands at `start`; yield the offsets of clauses that begin in it."""
        piece = self._pieces[number]
        if new_line or self._begins(number):
            yield start if self._and_at is None or new_line else self._and_at
            self._begin(piece)
        self._and_at = start if piece in _ONLY_AND else None
        yield from self._inner(piece, start)
        self._take(piece)

    def _take(self, piece: str) -> None:
        """Add a piece to the clause."""
        rules = self._rules
        connective = rules.connective.match(piece)
        body = piece[connective.end() :] if connective else piece
        if rules.predicate.search(piece) or rules.predicate.search(body) or (connective and rules.opener.match(body)):
            self._complete = True
            # The main clause has come, unless this is the adjunct itself.
            self._adjunct = self._adjunct and self._letters == len(piece)
        self._open_end = bool(rules.incomplete.search(piece))
        if rules.enumerator.search(piece):
            self._listing = True
        elif self._listing and piece.startswith(("และ", "หรือ")) and piece not in _ONLY_AND:
            self._listing = False

    def _begins(self, number: int) -> bool:
        rules, piece = self._rules, self._pieces[number]
        before = self._pieces[number - 1]
        if _LIST_MARK.match(piece):
            return not _LIST_MARK.fullmatch(before)
        if rules.connective.match(piece):
            return self._letters >= _SHORTEST and number > self._claimed
        if self._defines(number):
            return True
        if self._open_end or self._listing or self._letters < _SHORTEST or number <= self._claimed:
            return False
        opens = bool(rules.opener.match(piece))
        if not self._complete:
            # A long noun phrase ("การค้นหา … และนำ …") has said enough.
            return opens and piece.startswith("และ") and self._letters >= _LONG_NOUN
        if opens:
            return True
        if self._is_unit(number) or not _THAI_START.match(piece) or _ABBREVIATION.match(piece):
            return False
        if rules.adjunct.match(piece) and not self._is_time(piece):
            return False
        if rules.leading.match(piece):
            return True
        if not self._states(number):
            return False
        if self._adjunct:
            self._adjunct = False
            return False
        return True

    def _is_time(self, piece: str) -> bool:
        return bool(self._rules.time.match(piece.removeprefix("และ").removeprefix("ใน")))

    def _defines(self, number: int) -> bool:
        """Tell whether the piece is a noun of which the next piece gives the members, also within another list."""
        following = self._pieces[number + 1 : number + 2]
        noun = _THAI_START.match(self._pieces[number]) and not self._rules.adjunct.match(self._pieces[number])
        whole = self._letters >= _SHORTEST and self._complete and not self._open_end and not self._is_unit(number)
        return bool(noun and whole and following and following[0] in _DEFINING)

    def _is_unit(self, number: int) -> bool:
        """Tell whether the piece follows a number that counts it."""
        before = self._pieces[number - 1]
        if not _NUMBER_END.search(before) or _YEAR.match(before):
            return False
        return number < 2 or not _ORDINAL.search(self._pieces[number - 2])

    def _states(self, number: int) -> bool:
        """Tell whether a piece that begins with a noun, or those after it, go on to say something of it."""
        rules, piece = self._rules, self._pieces[number]
        if rules.predicate.search(piece) and len(piece) >= _SHORTEST_STATEMENT:
            return True
        following = self._pieces[number + 1 : number + 1 + _LOOKAHEAD]
        if following and _SHARE.search(piece) and len(piece) >= _SHORTEST_STATEMENT and following[0][:1].isdigit():
            return True
        return self._names(number, following)

    def _names(self, number: int, following: Sequence[str]) -> bool:
        """Tell whether the verb of the noun `number` comes after a name, a year or both.

        As in "ทีม Data Analytics ใช้ …" and "ผลประเมิน ITA ปี 2566 ไม่ผ่านเกณฑ์". The pieces up to the verb are claimed: no
        clause begins at them.
        """
        rules, piece = self._rules, self._pieces[number]
        if piece.endswith("ที่"):
            return False
        time = self._is_time(piece)
        for distance, later in enumerate(following):
            if later[:1].isascii() or (distance and rules.time.match(later)):
                continue
            states = rules.opener.match(later) or rules.predicate.match(later) or later.startswith("จึง")
            told = time and len(later) >= _SHORTEST_STATEMENT and rules.predicate.search(later)
            if distance and (states or told) and not later.startswith(("และ", "หรือ")):
                self._claimed = number + distance + 1
                return True
            return False
        return False

    def _inner(self, piece: str, start: int) -> Iterator[int]:
        """Yield the cuts inside one piece, and count its letters into the clause it ends in."""
        begun = 0
        for match in self._rules.strong.finditer(piece, 1):
            at = match.start()
            if self._letters + at - begun >= _LONG_SIDE and len(piece) - at >= _LONG_SIDE:
                yield start + at
                self._begin(piece[at:])
                begun = at
        self._letters += len(piece) - begun
