"""Where the packaged data lies.

The data folders (`checklists/`, `models/`, `sample/`) stand at the top of the project, where officers find and
edit them. A build rule puts them into the wheel under `pmqa_writer/data/`; a checkout reads them in place.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def data_path(*parts: str) -> Traversable:
    """Return the packaged file or folder `parts`, e.g. `data_path("checklists", "2565", "1.1.toml")`.

    The path is not checked: reading a name that does not exist raises `FileNotFoundError`.
    """
    packaged = files("pmqa_writer") / "data"
    root: Traversable = packaged if packaged.is_dir() else Path(__file__).parents[2]
    for part in parts:
        root = root / part
    return root


def package_path(*parts: str) -> Traversable:
    """Return a file or folder that stands inside the package itself, such as the message catalogues."""
    root: Traversable = files("pmqa_writer")
    for part in parts:
        root = root / part
    return root
