"""The packaged contextual encoder: a clause's vector, which depends on how its words stand together.

A small BERT in the format of sentence-transformers (`models/encoder`, made by `tools/train_encoder.py`), run with numpy
alone: `SentenceTransformer(folder).encode(spelled(text))` gives the same vectors, slower to load by seconds.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file

from pmqa_writer.errors import ModelError
from pmqa_writer.i18n import _
from pmqa_writer.resources import data_path
from pmqa_writer.text.pieces import WordPieces, spelled

_LONGEST: Final = 96
"""Pieces of a clause that are read, the first and the last mark included."""
_SMALL: Final = 1e-12

Array = NDArray[np.float32]


class Encoder:
    """Reads clauses with a BERT."""

    def __init__(self, folder: Path) -> None:
        """Read a BERT from a folder that `tools/train_encoder.py` wrote. Anything else raises `ValueError`."""
        try:
            config = json.loads((folder / "config.json").read_bytes())
            numbers = json.loads((folder / "tokenizer.json").read_bytes())["model"]["vocab"]
            arrays = load_file(folder / "model.safetensors")
            self._layers = int(config["num_hidden_layers"])
            self._heads = int(config["num_attention_heads"])
            if config["hidden_act"] != "gelu_pytorch_tanh":
                raise ValueError(config["hidden_act"])
            self._weights = {name.removeprefix("bert."): array.astype(np.float32) for name, array in arrays.items()}
            self._pieces = WordPieces(numbers)
            self._first, self._last = numbers["[CLS]"], numbers["[SEP]"]
            self.dimensions = self._weights["embeddings.word_embeddings.weight"].shape[1]
        except (OSError, KeyError, TypeError, ValueError, SafetensorError) as error:
            raise ValueError(f"no encoder: {error}") from error

    def vectors(self, texts: Sequence[str]) -> Array:
        """Return the vectors of texts, a row each."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return np.stack([self.vector(text) for text in texts])

    def vector(self, text: str) -> Array:
        """Return the vector of a text: the mean of its pieces'."""
        pieces = [self._first, *self._pieces(spelled(text))[: _LONGEST - 2], self._last]
        states = self._embedded(pieces)
        for layer in range(self._layers):
            states = self._transformed(states, f"encoder.layer.{layer}.")
        return np.asarray(states.mean(axis=0), dtype=np.float32)

    def _embedded(self, pieces: Sequence[int]) -> Array:
        weights, name = self._weights, "embeddings."
        states = (
            weights[f"{name}word_embeddings.weight"][list(pieces)]
            + weights[f"{name}position_embeddings.weight"][: len(pieces)]
            + weights[f"{name}token_type_embeddings.weight"][0]
        )
        return self._normed(states, f"{name}LayerNorm")

    def _transformed(self, states: Array, name: str) -> Array:
        length, width = states.shape
        query, key, value = (
            self._linear(states, f"{name}attention.self.{part}").reshape(length, self._heads, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(width // self._heads))
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        heard = (shares @ value).transpose(1, 0, 2).reshape(length, width)
        states = self._normed(
            states + self._linear(heard, f"{name}attention.output.dense"), f"{name}attention.output.LayerNorm"
        )
        inner = _gelu(self._linear(states, f"{name}intermediate.dense"))
        return self._normed(states + self._linear(inner, f"{name}output.dense"), f"{name}output.LayerNorm")

    def _linear(self, states: Array, name: str) -> Array:
        return np.asarray(states @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"])

    def _normed(self, states: Array, name: str) -> Array:
        centred = states - states.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + _SMALL)
        return np.asarray(centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"])


def _gelu(values: Array) -> Array:
    # As `gelu_pytorch_tanh`: the error function that the exact one needs is not in numpy.
    # Multiplied out: `values**3` takes ten times as long, most of the encoder's time.
    inner: Any = np.sqrt(np.float32(2 / np.pi)) * (values + np.float32(0.044715) * values * values * values)
    return np.asarray(0.5 * values * (1 + np.tanh(inner)), dtype=np.float32)


@lru_cache(maxsize=1)
def packaged_encoder() -> Encoder:
    """Return the encoder that the package ships."""
    folder = Path(str(data_path("models", "encoder")))
    try:
        return Encoder(folder)
    except ValueError as error:
        message = _("The program's own model for judging is missing or damaged.")
        raise ModelError(message, path=folder, hint=_("Install the program again.")) from error
