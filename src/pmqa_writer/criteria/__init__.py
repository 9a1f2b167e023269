"""The criteria as data: what a question asks and what an assessor looks for."""

from pmqa_writer.criteria.adli import AdliPoint, AdliTable, Element
from pmqa_writer.criteria.constraints import Constraint, parse_constraint
from pmqa_writer.criteria.edition import Edition
from pmqa_writer.criteria.load import load_edition, packaged_edition
from pmqa_writer.criteria.model import Criterion, Item, Level, Question, Reading, Source, Term
from pmqa_writer.criteria.results import Results

__all__ = [
    "AdliPoint",
    "AdliTable",
    "Constraint",
    "Criterion",
    "Edition",
    "Element",
    "Item",
    "Level",
    "Question",
    "Reading",
    "Results",
    "Source",
    "Term",
    "load_edition",
    "packaged_edition",
    "parse_constraint",
]
