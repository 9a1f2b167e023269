"""A cross-encoder that an agency brings: any folder that `sentence_transformers.CrossEncoder` can load from disk.

A clause is the premise, the line on an item's wanted evidence the hypothesis. Nothing heavy is imported before the
first clause is read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pmqa_writer.criteria import Item
from pmqa_writer.errors import ModelError
from pmqa_writer.i18n import _
from pmqa_writer.local_models import (
    LOADING,
    cannot_load,
    fingerprint,
    not_installed,
    require_library,
    stay_offline,
)
from pmqa_writer.reading.labels import Labels, labels_of
from pmqa_writer.reading.model import Scores, hypothesis

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_BATCH: Final = 32
"""Pairs that are read at a time; pairs of like length are put together."""
_CLASSIFIER: Final = "ForSequenceClassification"
"""How architectures end that score pairs; any other would be given a head of random weights."""


class CrossEncoderReader:
    """Reads clauses beside items with a model of an agency's own."""

    def __init__(self, folder: Path, labels: Sequence[str] = ()) -> None:
        """Look at the files of a model, without loading it.

        Args:
            folder: holds the model.
            labels: meaning of the model's outputs, in its order, where its own names for them do not tell it.

        Raises:
            ModelError: the folder holds no cross-encoder, its labels are not known, or sentence-transformers is not
                installed.
        """
        if not folder.is_dir():
            raise ModelError(
                _("There is no such folder."), path=folder, hint=_("Name the folder that holds the model's files.")
            )
        self._folder = folder
        names = _output_names(folder)
        if labels and names and len(labels) != len(names):
            raise ModelError(
                _("The model has {count} labels, the settings name {named}.").format(
                    count=len(names), named=len(labels)
                ),
                path=folder,
                hint=_unknown_labels(names),
            )
        found = labels_of(labels or names)
        if found is None:
            raise ModelError(
                _("What the labels of this model mean is not known: {labels}.").format(
                    labels=", ".join(labels or names)
                ),
                path=folder,
                hint=_unknown_labels(names),
            )
        require_library(folder)
        self._labels: Labels = found
        self.identity = f"cross-encoder {fingerprint(folder)} {' '.join(found.meanings)}"

    def read(self, clauses: Sequence[str], items: Sequence[Item]) -> Scores:
        """Return the scores of all clauses for all items; the first call loads the model, which takes seconds.

        Raises:
            ModelError: the model cannot be loaded or used.
        """
        shape = (len(clauses), len(items), 2)
        if not clauses or not items:
            return np.zeros(shape, dtype=np.float32)
        pairs = [(clause, hypothesis(item)) for clause in clauses for item in items]
        model = self._model
        from torch.nn import Identity

        try:
            outputs = model.predict(pairs, batch_size=_BATCH, show_progress_bar=False, activation_fn=Identity())
            scores = np.stack(self._labels.probabilities(np.asarray(outputs)), axis=-1)
        except Exception as error:  # whatever a foreign model raises, and outputs that are not as its labels say
            raise _no_model(self._folder, error) from error
        return scores.reshape(shape).astype(np.float32)

    @cached_property
    def _model(self) -> CrossEncoder:
        stay_offline()
        try:
            from sentence_transformers import CrossEncoder
        except ImportError:
            raise not_installed(self._folder) from None
        try:
            model: CrossEncoder = CrossEncoder(str(self._folder), **LOADING)
        except Exception as error:  # whatever the parts of a foreign model raise
            raise _no_model(self._folder, error) from error
        return model


def _output_names(folder: Path) -> list[str]:
    """The names that a model has for its outputs, in their order. Raises `ModelError` where it scores no pairs."""
    try:
        config = _json(folder / "config.json")
        if not any(str(name).endswith(_CLASSIFIER) for name in config.get("architectures") or ()):
            declared = folder / "config_sentence_transformers.json"
            if not declared.is_file() or _json(declared).get("model_type") != "CrossEncoder":
                raise _no_model(folder)
            return ["score"]  # a language model that says yes or no
        # transformers leaves the names out where they are its own for two labels.
        names = config.get("id2label") or {"0": "LABEL_0", "1": "LABEL_1"}
        return [str(names[key]) for key in sorted(names, key=int)]
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise _no_model(folder, error) from error


def _json(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_bytes())
    return found


def _unknown_labels(names: Sequence[str]) -> str:
    example = "model_labels = " + json.dumps(["entailment", "neutral", "contradiction"][: max(2, len(names))])
    if len(names) == 2:
        example = 'model_labels = ["entailment", "not_entailment"]'
    return _("Under [judge] in pmqa.toml, set what each means, in the model's order, such as: {example}").format(
        example=example
    )


def _no_model(folder: Path, reason: Exception | None = None) -> ModelError:
    message = _("The folder does not hold a cross-encoder that sentence-transformers can load.")
    hint = _(
        "Name the folder, with config.json in it, of a model that scores pairs of sentences: one for natural-language "
        "inference, or a reranker."
    )
    return cannot_load(folder, message, hint, reason)
