"""`pmqa-writer demo`: a guided tour of the sample workspace, and pictures of it for a handout."""

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Any

from pmqa_writer.cli import write
from pmqa_writer.cli.exits import Exit
from pmqa_writer.i18n import _


def add_parser(commands: Any, **settings: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "demo",
        help=_("a guided tour of the sample, for workshops"),
        description=_(
            "Opens a copy of the sample workspace and leads through it: each step waits until you have done it.\n"
            "The copy is thrown away at the end. With --pictures it draws the screens of the tour instead."
        ),
        **settings,
    )
    write.add_looks(parser)
    parser.add_argument("--no-tour", action="store_true", help=_("only open the sample"))
    parser.add_argument(
        "--pictures", type=Path, metavar=_("FOLDER"), help=_("draw the screens into this folder, as SVG and PNG")
    )
    parser.set_defaults(execute=execute)


def execute(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from pmqa_writer.drafts import copy_sample

    if not arguments.pictures:
        write.need_terminal(Path("drafts"))
    folder = Path(tempfile.mkdtemp(prefix="pmqa-"))
    try:
        copy_sample(folder)
        if arguments.pictures:
            return _draw(folder, arguments.pictures, arguments.theme)
        return write.run(folder, arguments, tour=not arguments.no_tour)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _draw(workspace: Path, folder: Path, theme: str) -> int:
    from pmqa_writer.cli.diagnostics import say
    from pmqa_writer.drafts.refusal import cannot_save
    from pmqa_writer.reports.safe import safe_line
    from pmqa_writer.tui.handout import draw

    try:
        drawn = draw(workspace, folder, write.THEMES[theme])
    except OSError as error:
        raise cannot_save(error, folder) from None
    print(_("{count} pictures are in {folder}").format(count=len(drawn.svg), folder=safe_line(str(folder))))
    if not drawn.png:
        say("  → " + _('For PNG too, install: pip install "pmqa-writer[handout]"'))
    return Exit.OK
