"""Texts as vectors: near each other where they mean the like.

The packaged model is a table of word vectors, read with numpy alone. Any other model that sentence-transformers can
load from a folder takes its place where the user names one; nothing of it is imported before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file

from pmqa_writer.errors import ModelError
from pmqa_writer.examples.document import Document
from pmqa_writer.i18n import _
from pmqa_writer.local_models import LOADING, cannot_load, fingerprint, not_installed, stay_offline
from pmqa_writer.resources import data_path

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH: Final = 32
_DECLARATION: Final = "modules.json"
"""The file that tells sentence-transformers how a model is put together."""
_ENCODING: Final[dict[str, Any]] = {"show_progress_bar": False, "normalize_embeddings": True}

Vectors = NDArray[np.float32]
"""A row of length 1 for each text, or of zeros where nothing in the text is known."""
Progress = Callable[[int, int], None]
"""Called with the number of texts done and of all texts."""


class Embedder(Protocol):
    """Gives texts their vectors."""

    @property
    def identity(self) -> str:
        """Another for every model, and for the same one after a change."""

    @property
    def slow(self) -> bool:
        """Say whether the vectors of a whole corpus take long enough to be kept on disk."""

    def texts(self, texts: Sequence[Document], progress: Progress | None = None) -> Vectors:
        """Return the vectors of texts that will be searched."""

    def query(self, text: Document) -> NDArray[np.float32]:
        """Return the vector of a text to search with."""


class WordVectors:
    """The mean of the vectors of a text's content words."""

    slow = False

    def __init__(self, folder: Path) -> None:
        """Read a folder that `tools/train_embedding.py` wrote; anything else raises `ModelError`."""
        try:
            table = load_file(next(folder.rglob("model.safetensors")))
            tokenizer = json.loads(next(folder.rglob("tokenizer.json")).read_bytes())
            self._rows: dict[str, int] = tokenizer["model"]["vocab"]
            # Whole numbers and a scale for each word; a model that someone trained may hold the vectors themselves.
            self._table = table["embeddings"] if "embeddings" in table else table["embedding.weight"]
            self._scales = table.get("weights", np.ones(len(self._table), dtype=np.float32))
            _check_shapes(self._rows, self._table, self._scales)
        except (OSError, StopIteration, KeyError, TypeError, ValueError, SafetensorError) as error:
            raise _no_model(folder, error) from error
        self.identity = f"words {fingerprint(folder)}"

    def texts(self, texts: Sequence[Document], progress: Progress | None = None) -> Vectors:
        """Return the vectors of texts."""
        if progress:
            progress(len(texts), len(texts))
        return np.stack([self.query(text) for text in texts])

    def query(self, text: Document) -> NDArray[np.float32]:
        """Return the vector of a text."""
        rows = [self._rows[term] for term in text.terms if term in self._rows]
        total = self._scales[rows] @ self._table[rows].astype(np.float32)
        return np.asarray(total / max(float(np.linalg.norm(total)), 1e-12), dtype=np.float32)


class Transformer:
    """A model that sentence-transformers loads. Slow to make: several seconds go by before the first vector."""

    slow = True

    def __init__(self, folder: Path) -> None:
        """Load the model in `folder`; a folder that holds none, or lacks a part of it, raises `ModelError`."""
        stay_offline()
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError:
            raise not_installed(folder) from None
        try:
            self._model: SentenceTransformer = SentenceTransformer(str(folder), **LOADING)
        except Exception as error:  # whatever the parts of a foreign model raise
            raise _no_model(folder, error) from error
        self.identity = f"model {fingerprint(folder)}"

    def texts(self, texts: Sequence[Document], progress: Progress | None = None) -> Vectors:
        """Return the vectors of texts, batch by batch."""
        parts = []
        for start in range(0, len(texts), _BATCH):
            batch = [document.text for document in texts[start : start + _BATCH]]
            parts.append(_vectors(self._model.encode_document(batch, **_ENCODING)))
            if progress:
                progress(min(start + _BATCH, len(texts)), len(texts))
        return np.concatenate(parts)

    def query(self, text: Document) -> NDArray[np.float32]:
        """Return the vector of a text."""
        return np.asarray(_vectors(self._model.encode_query([text.text], **_ENCODING))[0])


@lru_cache(maxsize=4)
def load_embedder(folder: Path | None = None) -> Embedder:
    """Return the packaged model, or the one in `folder`.

    Raises:
        ModelError: the folder holds no model, or a package that it needs is not installed.
    """
    if folder is None:
        return WordVectors(Path(str(data_path("models", "embedding"))))
    if not folder.is_dir():
        raise ModelError(
            _("There is no such folder."), path=folder, hint=_("Name the folder that holds the model's files.")
        )
    if not (folder / _DECLARATION).is_file() and not (folder / "config.json").is_file():
        raise _no_model(folder)
    return WordVectors(folder) if _cuts_words(folder) else Transformer(folder)


def _cuts_words(folder: Path) -> bool:
    """Say whether a model wants its text cut into words, which only the program's own way of cutting can give."""
    try:
        tokenizer = json.loads(next(folder.rglob("tokenizer.json")).read_bytes())
        return bool(
            tokenizer["model"]["type"] == "WordLevel" and "StaticEmbedding" in (folder / _DECLARATION).read_text()
        )
    except (OSError, StopIteration, KeyError, TypeError, ValueError):
        return False


def _check_shapes(rows: Mapping[str, int], table: NDArray[Any], scales: NDArray[Any]) -> None:
    """Refuse, by `ValueError`, a table that has not one row and one scale for each word."""
    if table.ndim != 2 or scales.shape != table.shape[:1]:
        raise ValueError(f"vectors {table.shape}, scales {scales.shape}")
    if not set(rows.values()) <= set(range(len(table))):
        raise ValueError(f"{len(rows)} words, {len(table)} vectors")


def _vectors(found: Any) -> Vectors:
    return np.nan_to_num(np.asarray(found, dtype=np.float32))


def _no_model(folder: Path, reason: Exception | None = None) -> ModelError:
    message = _("The folder does not hold a model that sentence-transformers can load.")
    hint = _("Download the whole model, for example bge-m3, and name the folder in which modules.json lies.")
    return cannot_load(folder, message, hint, reason)
