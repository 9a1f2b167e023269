"""Thai text: decoding, cleaning, counting, clusters, words, clauses. Pure, and knows nothing of PMQA.

All offsets are Unicode code points. Importing this package loads no dictionary; the first word wanted does.
"""

from pmqa_writer.text.blanks import blank, masked, placeholders, prompt, without_unused
from pmqa_writer.text.characters import arabic_digits
from pmqa_writer.text.clean import Cleaned, clean, find_edits
from pmqa_writer.text.clusters import boundaries, floor, shorten, snap
from pmqa_writer.text.count import count_characters, count_with_line_breaks, limit_offset
from pmqa_writer.text.decode import Decoded, UndecodableError, decode
from pmqa_writer.text.dictionary import common_words
from pmqa_writer.text.edits import MATCHING_ONLY, Edit, EditKind, apply
from pmqa_writer.text.segments import segment
from pmqa_writer.text.spans import Span
from pmqa_writer.text.status import Status, status
from pmqa_writer.text.words import Token, Tokenizer, default_tokenizer, lexicon
from pmqa_writer.text.wordy import Shortening, shortenings

__all__ = [
    "MATCHING_ONLY",
    "Cleaned",
    "Decoded",
    "Edit",
    "EditKind",
    "Shortening",
    "Span",
    "Status",
    "Token",
    "Tokenizer",
    "UndecodableError",
    "apply",
    "arabic_digits",
    "blank",
    "boundaries",
    "clean",
    "common_words",
    "count_characters",
    "count_with_line_breaks",
    "decode",
    "default_tokenizer",
    "find_edits",
    "floor",
    "lexicon",
    "limit_offset",
    "masked",
    "placeholders",
    "prompt",
    "segment",
    "shorten",
    "shortenings",
    "snap",
    "status",
    "without_unused",
]
