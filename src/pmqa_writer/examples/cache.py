"""Keeping an index that was slow to make, beside the workspace or in the user's cache folder."""

import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from pmqa_writer.examples.index import Index
from pmqa_writer.examples.postings import Postings
from pmqa_writer.files import private_folder, written_whole

_NAME: Final = "index-{fingerprint}.safetensors"
_KEPT: Final = 4
"""Indexes that are kept: of examples and of advice, by two models."""
_VOTERS: Final = ("words", "characters")
_CHECKSUM: Final = "crc32"
_PARTS: Final = ("keys", "starts", "texts", "weights")


def cached(folder: Path, fingerprint: str, make: Callable[[], Index]) -> Index:
    """Return the index that was kept under `fingerprint`, or make it and keep it.

    A file that is damaged is made anew. Where `folder` cannot be written, the index is made each time.
    """
    file = folder / _NAME.format(fingerprint=fingerprint)
    with suppress(OSError, SafetensorError, KeyError, ValueError):
        return _read(file)
    index = make()
    with suppress(OSError, SafetensorError):
        private_folder(folder, parents=True)  # an index can be large, and is made anew at will
        _write(file, index)
        _forget_old(folder)
    return index


def _read(file: Path) -> Index:
    with safe_open(file, framework="numpy") as kept:
        arrays = {name: kept.get_tensor(name) for name in kept.keys()}  # noqa: SIM118 - no mapping
        checksum = (kept.metadata() or {}).get(_CHECKSUM)
    if checksum != _checksum(arrays):
        raise ValueError(file)
    vectors = arrays["vectors"]
    words, characters = (
        Postings(**{part: arrays[f"{voter}.{part}"] for part in _PARTS}, count=len(vectors)) for voter in _VOTERS
    )
    return Index(words, characters, vectors)


def _write(file: Path, index: Index) -> None:
    arrays = {f"{voter}.{part}": getattr(getattr(index, voter), part) for voter in _VOTERS for part in _PARTS}
    arrays["vectors"] = index.vectors
    with written_whole(file) as unfinished:
        save_file(arrays, unfinished, {_CHECKSUM: _checksum(arrays)})


def _checksum(arrays: Mapping[str, np.ndarray]) -> str:
    """Tell a disk's damage, which the form of the file does not show."""
    total = 0
    for name, array in sorted(arrays.items()):
        total = zlib.crc32(f"{name} {array.shape} {array.dtype}".encode(), total)
        total = zlib.crc32(np.ascontiguousarray(array).tobytes(), total)
    return f"{total:08x}"


def _forget_old(folder: Path) -> None:
    """Remove all but the newest indexes: each change of the corpus or the model leaves one behind."""
    found = sorted(folder.glob(_NAME.format(fingerprint="*")), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in found[_KEPT:]:
        file.unlink(missing_ok=True)
