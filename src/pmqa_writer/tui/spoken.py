"""Key bindings in the language that is set: Textual takes their descriptions from classes, made before it is known."""

from dataclasses import replace
from typing import Any

from textual.binding import BindingsMap

from pmqa_writer.i18n import _


class Spoken:
    """A mixin for widgets and screens, to be named before Textual's class; descriptions are message ids."""

    # No DOMNode itself: Textual looks for styles and component classes only along the first of a class's bases.
    _bindings: BindingsMap

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._bindings.key_to_bindings = {
            key: [
                replace(binding, description=_said(binding.description), tooltip=_said(binding.tooltip))
                for binding in bindings
            ]
            for key, bindings in self._bindings.key_to_bindings.items()
        }


def _said(text: str) -> str:
    # The empty message id stands for the catalogue's own heading.
    return _(text) if text else ""
