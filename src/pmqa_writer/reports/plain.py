"""Printing plain lines: wrapped between words on a terminal, untouched in a file or pipe."""

import sys
from collections.abc import Iterable

from rich.console import Console

from pmqa_writer.reports.safe import safe
from pmqa_writer.reports.wrap import wrap


def show(lines: Iterable[str]) -> None:
    """Print lines; those that a terminal cannot hold go on under their text."""
    width = Console().width if sys.stdout is not None and sys.stdout.isatty() else None
    for line in map(safe, lines):
        if width is None or not line.strip():
            print(line)
            continue
        indent = len(line) - len(line.lstrip()) + 2
        for part in wrap([(line, "")], width, indent):
            print(part.plain)
