"""`pmqa-writer`: the parser, and the way to the commands."""

import argparse
import os
import sys
from collections.abc import Sequence

from pmqa_writer import __version__
from pmqa_writer.cli import criteria, explain, lint
from pmqa_writer.cli.diagnostics import guarded, prepare_streams
from pmqa_writer.i18n import LANGUAGES, _, set_language


def run() -> None:
    """Entry point of the console script."""
    prepare_streams()
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code."""
    set_language(_language(arguments))
    parser = build_parser()
    parsed = parser.parse_args(arguments)
    if parsed.command is None:
        parser.print_help()
        return 0
    return guarded(lambda: int(parsed.execute(parsed)))


def build_parser() -> argparse.ArgumentParser:
    """Build the parser in the language that is set."""
    parser = argparse.ArgumentParser(
        prog="pmqa-writer",
        description=_("Helps to write PMQA 4.0 answers: checks length, checklist, ADLI and evidence. Works offline."),
        formatter_class=_Formatter,
    )
    parser.add_argument("--version", action="version", version=f"pmqa-writer {__version__}", help=_("show the version"))
    _add_language(parser)
    commands = parser.add_subparsers(dest="command", title=_("commands"), metavar=_("COMMAND"))
    for module in (lint, criteria, explain):
        module.add_parser(commands, formatter_class=_Formatter)
    return parser


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=LANGUAGES, metavar="th|en", help=_("language of the messages (default: th)"))


def _language(arguments: Sequence[str]) -> str:
    """The language, which must be known before the parser can explain itself."""
    reader = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    reader.add_argument("--lang")
    try:
        asked = reader.parse_known_args(arguments)[0].lang
    except argparse.ArgumentError:
        asked = None
    asked = asked or os.environ.get("PMQA_LANG")
    return asked if asked in LANGUAGES else "th"


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help under the option, not beside it: Thai marks have no width, so columns would not line up."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=6, width=100)
