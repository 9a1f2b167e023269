"""What all models have in common that sentence-transformers loads from a folder that a user names.

Nothing is fetched from a network, no code that lies beside a model is run, and nothing heavy is imported before a
model is named.
"""

import hashlib
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from pmqa_writer.errors import ModelError
from pmqa_writer.i18n import _

_QUIET: Final = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
LOADING: Final[dict[str, Any]] = {"device": "cpu", "local_files_only": True, "trust_remote_code": False}
"""Arguments by which every model of sentence-transformers is loaded."""


def stay_offline() -> None:
    """Keep the libraries that load models from the network; to be called before they are imported.

    Else a model that names files elsewhere waits minutes for them.
    """
    os.environ.update(_QUIET)


def not_installed(folder: Path) -> ModelError:
    """Return the error to raise where sentence-transformers is not installed."""
    return ModelError(
        _("This model needs the package sentence-transformers, which is not installed."),
        path=folder,
        hint=_("Install it with: pip install “pmqa-writer[semantic]”. Or leave the model out."),
    )


def require_library(folder: Path) -> None:
    """Raise `ModelError`, which names `folder`, where sentence-transformers is not installed. Imports nothing."""
    try:
        found = find_spec("sentence_transformers") is not None
    except ValueError:  # it was taken out of the modules
        found = False
    if not found:
        raise not_installed(folder)


def cannot_load(folder: Path, message: str, hint: str, reason: Exception | None = None) -> ModelError:
    """Return the error to raise where a folder holds no model; the first line of `reason` is told with `message`."""
    if reason is not None:
        lines = str(reason).strip().splitlines() or [type(reason).__name__]
        message += " " + _("Its reason: {reason}").format(reason=lines[0])
    return ModelError(message, path=folder, hint=hint)


def fingerprint(folder: Path) -> str:
    """Return another text for every model, and for the same one after a change.

    Made of names, sizes and times of its files: reading gigabytes for a checksum would take longer than their use.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    facts = [(path.relative_to(folder).as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.blake2b(repr(facts).encode(), digest_size=16).hexdigest()
