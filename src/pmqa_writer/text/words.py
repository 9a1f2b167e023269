"""Words of a Thai text, which is written without spaces between them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pmqa_writer.resources import data_path
from pmqa_writer.text.clean import clean
from pmqa_writer.text.dictionary import WordSet, matcher, thai_words
from pmqa_writer.text.spans import Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or punctuation mark of a text."""

    text: str
    """The characters as they stand in the text."""
    span: Span
    """Where they stand, in code points."""


# Everything but Thai is cut here: newmm glues "(ITA)" and "/2566" into words and is slow on odd characters. A dot
# between Thai letters goes along, so that the dictionary can know "ก.พ.ร." and "พ.ศ.".
_THAI = "\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e"
_PIECE = re.compile(
    rf"(?P<thai>[{_THAI}]++(?:\.[{_THAI}]++)*+\.?)"
    r"|(?P<number>\d++(?:[.,:]\d++)*+)"
    rf"|(?P<word>[^\W\d_\u0e00-\u0e7f]++(?:['’&-][^\W\d_\u0e00-\u0e7f]++)*+)"
    r"|(?P<other>\S)"
)
# newmm searches ahead within what it is given; runs without any break are handed over in parts of this length.
_LONGEST_RUN = 400
# Where such a run may be cut: before a leading vowel, which always begins a syllable, else before a consonant.
_SYLLABLE_START = re.compile("[\u0e40-\u0e44]")
_LETTER = re.compile("[\u0e01-\u0e2e]")
# Farther than this from a place no word begins that matters for how the text is cut there.
_LONGEST_WORD = 24
_PREFIXES = ("การ", "ความ")
_CONTENT = re.compile(r"[ก-ฮ]|[^\W\d_]")


class Tokenizer:
    """Finds words with PyThaiNLP's dictionary and any further words. Slow to make, safe to share."""

    def __init__(self, extra_words: Iterable[str] = ()) -> None:
        """Load the dictionary (about 0.2 s the first time) and add `extra_words` to it."""
        self._match = matcher()
        self._stop_words = stop_words()
        self._words = WordSet(thai_words().union(word.strip() for word in extra_words))

    def __contains__(self, word: object) -> bool:
        """Tell whether the dictionary has `word`."""
        return word in self._words

    def tokens(self, text: str) -> list[Token]:
        """Return the words, numbers and punctuation marks of `text` in order; white space is left out.

        Linear in the length of `text`. Offsets are into `text` as given: clean it first if it is copied text.
        """
        return list(self._tokens(text))

    def is_edge(self, text: str, offset: int) -> bool:
        """Tell whether a word begins or ends at `offset` of `text`; "การ" and "ความ" at a word's start count as words.

        Looks at a few words around the place only, so that it is cheap to ask of a long text.
        """
        near = text[max(0, offset - _LONGEST_WORD) : offset + _LONGEST_WORD]
        at = min(offset, _LONGEST_WORD)
        if not any(
            length > at - start for start in range(at) for length in map(len, self._words.prefixes(near, start))
        ):
            return True
        for token in self._tokens(near):
            if token.span.start < at < token.span.end:
                return any(
                    token.text.startswith(prefix) and token.span.start + len(prefix) == at for prefix in _PREFIXES
                )
        return True

    def terms(self, text: str) -> list[str]:
        """Return the content words of `text` for matching, in order, with repetitions.

        The text is cleaned and lower-cased; "การ" and "ความ" are stripped where a word remains; words that carry
        no content, numbers, single characters and punctuation are left out.
        """
        terms = []
        for token in self._tokens(clean(text).text.lower()):
            if token.text[0].isdigit():
                continue
            term = self._stem(token.text)
            if len(term) > 1 and term not in self._stop_words and _CONTENT.search(term):
                terms.append(term)
        return terms

    def _stem(self, word: str) -> str:
        for prefix in _PREFIXES:
            if word.startswith(prefix) and len(word) > len(prefix) + 1 and word[len(prefix) :] in self._words:
                return word[len(prefix) :]
        return word

    def _tokens(self, text: str) -> Iterator[Token]:
        for match in _PIECE.finditer(text):
            start = match.start()
            if match.lastgroup != "thai":
                yield Token(match.group(), Span(start, match.end()))
                continue
            for run in _parts(match.group()):
                for word in self._match(run, self._words):
                    end = start + len(word)
                    yield Token(word, Span(start, end))
                    start = end


def _parts(run: str) -> Iterator[str]:
    """Cut a run of Thai letters into parts that are short enough, each joined to the next."""
    start = 0
    while len(run) - start > _LONGEST_RUN:
        window = (start + _LONGEST_RUN // 2, start + _LONGEST_RUN)
        cut = _SYLLABLE_START.search(run, *window) or _LETTER.search(run, *window)
        end = cut.start() if cut else window[1]
        yield run[start:end]
        start = end
    yield run[start:]


@lru_cache(maxsize=1)
def default_tokenizer() -> Tokenizer:
    """Return the shared tokeniser with the words of `checklists/lexicon/words.txt`."""
    return Tokenizer(_lexicon("words.txt"))


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Return the words of `checklists/lexicon/stop_words.txt`, which `terms` leaves out."""
    return frozenset(_lexicon("stop_words.txt"))


@lru_cache(maxsize=1)
def lexicon() -> tuple[str, str]:
    """Return the texts of the word lists that decide how a text is cut, beside PyThaiNLP's dictionary."""
    return _list("words.txt"), _list("stop_words.txt")


def _lexicon(name: str) -> list[str]:
    return read_word_list(_list(name))


def _list(name: str) -> str:
    return data_path("checklists", "lexicon", name).read_text(encoding="utf-8")


def read_word_list(content: str) -> list[str]:
    """Return the words of a word list: one a line, "#" begins a comment."""
    words = (line.partition("#")[0].strip() for line in content.splitlines())
    return [word for word in words if word]
