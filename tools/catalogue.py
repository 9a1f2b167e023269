"""Collect the messages of the source into the Thai catalogue, and compile it.

Run it after changing messages, translate what it names in `pmqa_writer.po`, and run it again. The compiled
catalogue is committed, so that a checkout speaks Thai without a build step; a test holds both files equal.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "pmqa_writer"
FOLDER = SOURCE / "locale" / "th" / "LC_MESSAGES"
KEYWORDS = {"_": None, "N_": None}
# What a user may see of the standard library's command-line parser, which is asked for by its own texts.
PARSER_MESSAGES: tuple[str | tuple[str, str], ...] = (
    "usage: ",
    "options",
    "positional arguments",
    "show this help message and exit",
    "%(prog)s: error: %(message)s\n",
    "argument %(argument_name)s: %(message)s",
    "unrecognized arguments: %s",
    "the following arguments are required: %s",
    "expected one argument",
    "expected at least one argument",
    "ambiguous option: %(option)s could match %(matches)s",
    "invalid %(type)s value: %(value)r",
    "not allowed with argument %s",
    "ignored explicit argument %r",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "unknown parser %(parser_name)r (choices: %(choices)s)",
)


def collect() -> Catalog:
    """Return all messages of the source and those of the standard library's command-line parser."""
    catalogue = Catalog(locale="th", project="pmqa-writer", charset="utf-8")
    for _path, _line, message, comments, _context in extract_from_dir(
        str(SOURCE), method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        catalogue.add(message, auto_comments=comments)
    for message in PARSER_MESSAGES:
        catalogue.add(message)
    return catalogue


def read(path: Path) -> Catalog:
    """Read a `.po` file."""
    with path.open("rb") as file:
        return read_po(file, locale="th")


def compiled(catalogue: Catalog) -> bytes:
    """Return the catalogue as gettext reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the messages that have no translation."""
    return [str(message.id) for message in catalogue if message.id and not any(_strings(message.string))]


def _strings(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (value or "",) if isinstance(value, str | None) else tuple(value)


def main() -> int:
    """Update the `.po` file, compile it, and name what is not translated."""
    path = FOLDER / "pmqa_writer.po"
    FOLDER.mkdir(parents=True, exist_ok=True)
    catalogue = read(path) if path.exists() else Catalog(locale="th", charset="utf-8")
    catalogue.update(collect(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, omit_header=False, sort_output=True, no_location=True)
    (FOLDER / "pmqa_writer.mo").write_bytes(compiled(read(path)))
    missing = untranslated(catalogue)
    for message in missing:
        print(f"not translated: {message}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
