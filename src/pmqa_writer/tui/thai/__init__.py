"""Thai text on a terminal: wrapping at words, editing by grapheme clusters, painting that tears no mark off.

Importing this package loads no dictionary; a `WordCutter` takes one whenever the app has it.
"""

from pmqa_writer.tui.thai.area import ThaiTextArea
from pmqa_writer.tui.thai.keyboard import us_key, with_thai
from pmqa_writer.tui.thai.paint import PaintFilter, install_cluster_split
from pmqa_writer.tui.thai.probe import folds_sara_am
from pmqa_writer.tui.thai.static import ThaiStatic, wrapped
from pmqa_writer.tui.thai.wrapping import WordCutter, wrap_offsets

__all__ = [
    "PaintFilter",
    "ThaiStatic",
    "ThaiTextArea",
    "WordCutter",
    "folds_sara_am",
    "install_cluster_split",
    "us_key",
    "with_thai",
    "wrap_offsets",
    "wrapped",
]
