"""Edits that put Thai letters and marks into the one order and form in which they are read.

Thai can be stored in several ways that look the same: two เ for one แ, SARA AM in two parts, a tone before its
vowel, a mark torn off by a space (the usual fault of text copied from a PDF). Only sequences that no Thai word
holds are touched, so a well-spelled text gives no edits.
"""

import re

from pmqa_writer.text.edits import Edit, EditKind
from pmqa_writer.text.spans import Span

_NIKHAHIT, _AA, _AM, _LAKKHANG = "\u0e4d", "\u0e32", "\u0e33", "\u0e45"
_TONES = frozenset("\u0e48\u0e49\u0e4a\u0e4b")
_THANTHAKHAT = "\u0e4c"
_MARK_CLASS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_MARKS = frozenset(map(chr, (0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F))))
_LONG_VOWELS = "\u0e24\u0e26"  # ฤ ฦ, the only letters that LAKKHANGYAO follows

# Cheap test that finds nothing in a well-spelled text: every sequence that is mended below holds one of these.
_SUSPECT = re.compile(
    "\u0e40\u0e40"
    rf"| [{_MARK_CLASS}{_AM}]"
    rf"|(?:\A|\n)[{_MARK_CLASS}]"
    rf"|{_NIKHAHIT}[{_MARK_CLASS} ]*+[{_AA}{_AM}{_LAKKHANG}]"
    rf"|[{_AA}{_LAKKHANG}{_AM}][{_MARK_CLASS}]"
    rf"|(?<![{_LONG_VOWELS}]){_LAKKHANG}"
    rf"|[\u0e48-\u0e4b][\u0e31\u0e34-\u0e3a\u0e47\u0e4d\u0e4e]|{_THANTHAKHAT}[\u0e31\u0e34-\u0e3a\u0e47-\u0e4b\u0e4d\u0e4e]"
    rf"|([{_MARK_CLASS}])[{_MARK_CLASS}]{{0,15}}?\1"
)
_UNIT = re.compile(rf"(?:\u0e40\u0e40)+|[{_MARK_CLASS}{_AA}{_AM}{_LAKKHANG} ]+")


def sequence_edits(text: str) -> list[Edit]:
    """Return the edits of `text` that concern several characters together, sorted, not overlapping.

    The text must have gone through `character_edits` before: a zero-width space between a consonant and its
    mark would hide the sequence.
    """
    if not _SUSPECT.search(text):
        return []
    edits = []
    for match in _UNIT.finditer(text):
        found = match.group()
        if found.startswith("\u0e40"):
            edits.append(Edit(Span(*match.span()), "\u0e41" * (len(found) // 2), EditKind.SEQUENCE))
            continue
        base = text[match.start() - 1] if match.start() else "\n"
        mended = _Run(base).mend(found)
        if mended != found:
            edits.append(_smallest(match.start(), found, mended))
    return edits


def _smallest(start: int, found: str, mended: str) -> Edit:
    """Return the edit of `found` to `mended` without what they share at both ends."""
    shared = min(len(found), len(mended))
    head = 0
    while head < shared and found[head] == mended[head]:
        head += 1
    tail = 0
    while tail < shared - head and found[-1 - tail] == mended[-1 - tail]:
        tail += 1
    span = Span(start + head, start + len(found) - tail)
    return Edit(span, mended[head : len(mended) - tail], EditKind.SEQUENCE)


def _rank(mark: str) -> int:
    """Place of a mark over its consonant: vowels, then tones, then the silencing mark."""
    return 2 if mark == _THANTHAKHAT else 1 if mark in _TONES else 0


class _Run:
    """Mends one run of marks, following vowels and spaces, left to right.

    Holds the syllable being read: what the marks stand on, the marks, the vowel that closes it, and spaces after
    it of which it is not yet known whether they are real or tear a mark off.
    """

    def __init__(self, base: str) -> None:
        self._done: list[str] = []
        self._base = base
        self._consonant = "\u0e01" <= base <= "\u0e2e"
        self._nothing = base == "\n"
        self._marks: list[str] = []
        self._seated = True
        self._vowel = ""
        self._spaces = 0
        self._stray_nikhahit = False

    def mend(self, run: str) -> str:
        for character in run:
            if character == " ":
                self._spaces += 1
            elif character in _MARKS:
                self._mark(character)
            elif character == _AM:
                self._am()
            else:
                self._aa(character)
        self._flush()
        return "".join(self._done)

    def _mark(self, mark: str) -> None:
        if self._spaces:
            if self._takes(mark):
                self._spaces = 0
                self._marks.append(mark)
            else:
                self._stray_nikhahit |= mark == _NIKHAHIT
        elif self._nothing:
            self._stray_nikhahit |= mark == _NIKHAHIT
        elif not self._vowel:
            if mark not in self._marks:
                self._marks.append(mark)
        elif mark in self._marks or (self._vowel == _AM and mark == _NIKHAHIT):
            pass
        elif self._takes_late(mark):
            # Typed after the vowel: it belongs over the consonant.
            self._marks.append(mark)
        else:
            self._flush()
            self._begin()
            self._seated = False
            self._marks.append(mark)

    def _takes_late(self, mark: str) -> bool:
        """Tell whether a mark after the vowel is the tone that its consonant lacks."""
        fits = self._consonant and self._vowel != _LAKKHANG and mark in _TONES
        return fits and not _TONES.intersection(self._marks)

    def _takes(self, mark: str) -> bool:
        """Tell whether a mark after spaces fits the syllable before them, so that it was torn off there."""
        if not self._consonant or self._vowel:
            return False
        ranks = {_rank(mark) for mark in self._marks}
        return not ranks or max(ranks) < _rank(mark)

    def _am(self) -> None:
        if self._vowel or (self._spaces and not (self._consonant and _TONES.issuperset(self._marks))):
            self._flush()
            self._begin()
        self._close(_AM)

    def _aa(self, vowel: str) -> None:
        if self._vowel == "" and not self._spaces and not self._marks:
            if self._stray_nikhahit:
                self._close(_AM)
            else:
                # LAKKHANGYAO is a letter of its own only after ฤ and ฦ.
                keeps = vowel == _LAKKHANG and self._base != "" and self._base in _LONG_VOWELS
                self._close(vowel if keeps else _AA)
        elif self._vowel == "" and self._seated and _NIKHAHIT in self._marks:
            self._close(_AM)
        elif self._stray_nikhahit:
            self._am()
        else:
            if self._vowel or self._spaces:
                self._flush()
                self._begin()
            self._close(_AA)

    def _close(self, vowel: str) -> None:
        """Join the vowel to the syllable."""
        self._spaces = 0
        self._stray_nikhahit = False
        self._vowel = vowel
        if vowel == _AM and self._seated:
            self._marks = [mark for mark in self._marks if mark != _NIKHAHIT]

    def _begin(self) -> None:
        """Begin a syllable without a consonant, after what has been flushed."""
        ends_in_space = bool(self._done) and self._done[-1].endswith(" ")
        self._base, self._consonant, self._nothing = "", False, ends_in_space
        self._marks, self._seated = [], True
        self._vowel, self._stray_nikhahit = "", False

    def _flush(self) -> None:
        # Marks on nothing but a vowel have no right order: sorting them could only make a new fault.
        marks = sorted(self._marks, key=_rank) if self._seated else self._marks
        self._done.append("".join(marks) + self._vowel + " " * self._spaces)
        self._spaces = 0
