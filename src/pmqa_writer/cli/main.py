"""`pmqa-writer`: the parser, and the way to the commands."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from pmqa_writer import __version__
from pmqa_writer.cli import criteria, demo, examples, explain, judge, lint, serve, write
from pmqa_writer.cli.diagnostics import guarded, prepare_streams
from pmqa_writer.i18n import LANGUAGES, _, set_language
from pmqa_writer.reports.safe import safe


def run() -> None:
    """Entry point of the console script."""
    prepare_streams()
    # The process is short and its many small values have no cycles: collecting them would cost a third of a second.
    gc.disable()
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code."""
    set_language(_language(arguments))
    parser = build_parser()
    parsed = parser.parse_args(["write", *arguments] if _means_writing(arguments) else arguments)
    if parsed.command is None:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            parser.print_help()
            return 0
        parsed = parser.parse_args([*arguments, "write"])
    return guarded(lambda: int(parsed.execute(parsed)))


def _means_writing(arguments: Sequence[str]) -> bool:
    """Say whether a command line that names no command begins with a workspace, or an option of the writer."""
    return bool(arguments) and (arguments[0] in {"--plain", "--theme"} or os.path.isdir(arguments[0]))  # noqa: PTH112


def build_parser() -> argparse.ArgumentParser:
    """Build the parser in the language that is set."""
    shared = argparse.ArgumentParser(add_help=False)
    # Suppressed, so that a sub-command's silence does not undo what was said before it.
    shared.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,
        help=_("language of the messages (default: th, or what PMQA_LANG says)"),
    )
    settings: dict[str, Any] = {"formatter_class": _Formatter, "parents": [shared]}
    parser = _Parser(
        prog="pmqa-writer",
        description=_("Helps to write PMQA 4.0 answers: checks length, checklist, ADLI and evidence. Works offline."),
        **settings,
    )
    parser.add_argument("--version", action="version", version=f"pmqa-writer {__version__}", help=_("show the version"))
    commands = parser.add_subparsers(dest="command", title=_("commands"), metavar=_("COMMAND"))
    for module in (write, demo, serve, lint, criteria, explain, examples, judge):
        module.add_parser(commands, **settings)
    return parser


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


class _Parser(argparse.ArgumentParser):
    """A parser that repeats nothing to the terminal as it was typed."""

    def error(self, message: str) -> NoReturn:
        super().error(safe(message))


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help under the option, not beside it: Thai marks have no width, so columns would not line up."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=6, width=100)
