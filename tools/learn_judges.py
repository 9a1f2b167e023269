"""Learn all that judges anew from `tools/training`: each part learns from what the one before says of unseen drafts.

    learn_judges.py FOLDER

Runs `train_reader.py`, `train_coverage.py`, `train_adli.py` and `train_constraints.py`, which write `models/`; FOLDER
keeps what they hand on. About half an hour on one core. The encoder is left as it is: see `train_encoder.py`.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final

from labelled import DEV, TRAINING

from pmqa_writer.reading.words import Shares

ROOT: Final = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Project:
    """A checkout whose models are learned from its drafts; those of `labelled.DEV` may be absent."""

    root: Path
    folder: Path
    """Keeps what one tool hands to the next."""

    def run(self, tool: str, *arguments: object) -> None:
        """Run one of its tools; what that says goes to the standard error."""
        subprocess.run(self._command(tool, arguments), env=self._environment(), check=True, stdout=sys.stderr)

    def ask(self, tool: str | Path, *arguments: object) -> str:
        """Run one of its tools, or another by its whole path, with its models, and return what that says."""
        return subprocess.check_output(self._command(tool, arguments), env=self._environment(), text=True)

    def learn(self, shares: Shares, *options: str) -> None:
        """Learn everything; `options` are those of `train_adli.py`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handed = ("--items", self.kept("items"), "--points", self.kept("read"), "--demands", self.kept("demands"))
        self.run("train_reader.py", "--write", "--shares", *astuple(shares), *handed)
        unseen = ("--unseen", self.kept("points"))
        self.run("train_adli.py", self.kept("read"), *self._drafts(), "--write", *unseen, *options)
        self.learn_above_items()

    def learn_above_items(self) -> None:
        """Learn what stands above the reading of items; that and what is known of ADLI points are kept already."""
        self.run("train_coverage.py", self.kept("items"), "--write", "--unseen", self.kept("asked"))
        handed = [self.kept(name) for name in ("points", "asked", "demands")]
        self.run("train_constraints.py", *handed, *self._drafts(), "--write")

    def kept(self, name: str) -> Path:
        """Return the file of arrays that is handed on by a name."""
        return self.folder / f"{name}.npz"

    def _drafts(self) -> list[Path]:
        """Return two files of drafts; first those whose points were marked one by one, which count for more."""
        folder = self.root / TRAINING.relative_to(ROOT)
        files = [folder / DEV, folder / "drafts-question.jsonl"]
        first = self.folder / "first.jsonl"
        first.write_text("".join(file.read_text("utf-8") for file in files if file.exists()), encoding="utf-8")
        return [first, folder / "drafts-checklist.jsonl"]

    def _command(self, tool: str | Path, arguments: Iterable[object]) -> list[str]:
        return [sys.executable, str(self.root / "tools" / tool), *map(str, arguments)]

    def _environment(self) -> dict[str, str]:
        return os.environ | {"PYTHONPATH": str(self.root / "src"), "PYTHONUNBUFFERED": "1"}


def main() -> None:
    """Learn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    Project(ROOT, parser.parse_args().folder.resolve()).learn(Shares())


if __name__ == "__main__":
    main()
