"""The corpus: best practices of real agencies, and what assessors advise."""

from pmqa_writer.examples.load import find_entry, load_corpus, packaged_corpus
from pmqa_writer.examples.model import Advice, Corpus, Entry, Example, OwnExample, Practice

__all__ = [
    "Advice",
    "Corpus",
    "Entry",
    "Example",
    "OwnExample",
    "Practice",
    "find_entry",
    "load_corpus",
    "packaged_corpus",
]
