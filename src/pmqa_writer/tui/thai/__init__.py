"""Thai text on a terminal: wrapping at words, editing by grapheme clusters, painting that tears no mark off.

Importing this package loads no dictionary; a `WordCutter` takes one whenever the app has it. Its modules are loaded
when a name of theirs is wanted: the first paint needs next to nothing of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pmqa_writer.tui.thai.area import ThaiTextArea
    from pmqa_writer.tui.thai.cutting import WordCutter
    from pmqa_writer.tui.thai.keyboard import us_key, with_thai
    from pmqa_writer.tui.thai.paint import PaintFilter, install_cluster_split
    from pmqa_writer.tui.thai.probe import folds_sara_am
    from pmqa_writer.tui.thai.static import ThaiStatic, wrapped
    from pmqa_writer.tui.thai.wrapping import wrap_offsets

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
_MODULES: Final = {
    "PaintFilter": "paint",
    "ThaiStatic": "static",
    "ThaiTextArea": "area",
    "WordCutter": "cutting",
    "folds_sara_am": "probe",
    "install_cluster_split": "paint",
    "us_key": "keyboard",
    "with_thai": "keyboard",
    "wrap_offsets": "wrapping",
    "wrapped": "static",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    return value
