"""`pmqa-writer write`: the terminal UI."""

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from pmqa_writer.cli.exits import Exit
from pmqa_writer.i18n import _, language

THEMES: Final = {"dark": "pmqa-dark", "light": "pmqa-light", "projector": "pmqa-projector"}
"""Names of the looks on the command line, and their names in the UI."""


def add_parser(commands: Any, **settings: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "write",
        help=_("write answers on the screen (the command that runs when none is named)"),
        description=_(
            "Opens a workspace, shows how all answers stand, and lets you write them: with their length, what an\n"
            "assessor will find, and examples. Where there is no workspace yet, it makes one."
        ),
        **settings,
    )
    parser.add_argument(
        "workspace", nargs="?", default=".", metavar=_("WORKSPACE"), help=_("its folder (default: this one)")
    )
    parser.add_argument("--theme", choices=tuple(THEMES), default="dark", help=_("colours (default: dark)"))
    parser.add_argument(
        "--plain", action="store_true", help=_("for weak terminals: plain signs and the terminal's own colours")
    )
    # For `serve` only: the app is shown in a browser.
    parser.add_argument("--served", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(execute=execute)


def execute(arguments: argparse.Namespace) -> int:
    """Run the app and return its exit code."""
    from pmqa_writer.errors import PmqaError, bug_place
    from pmqa_writer.judging.client import JudgeProcess
    from pmqa_writer.judging.messages import Open

    folder = Path(arguments.workspace).absolute()
    if folder.is_file() and folder.name == "pmqa.toml":
        folder = folder.parent
    if folder.exists() and not folder.is_dir():
        raise PmqaError(
            _("This is a file; a workspace is a folder."), path=folder, hint=_("Name the folder that it lies in.")
        )
    if not arguments.served and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise PmqaError(
            _("Writing needs a terminal window."),
            hint=_("To check drafts without one: pmqa-writer lint {folder}").format(folder=folder),
        )
    from pmqa_writer.tui.app import WriterApp
    from pmqa_writer.tui.mail import Mailbox

    mailbox = Mailbox()
    # Started before the app takes the terminal over, so that it loads while the first screen is drawn.
    judge = JudgeProcess(mailbox)
    judge.start()
    try:
        if (folder / "pmqa.toml").exists():
            judge.send(Open.of(folder, "", language()))
        app = WriterApp(
            folder,
            judge,
            mailbox,
            theme=THEMES[arguments.theme],
            plain=arguments.plain,
            # Browsers draw SARA AM alone without its ring; a probe would wait for a terminal that is not there.
            split_sara_am=arguments.served or _folds_sara_am(),
        )
        app.run(mouse=True)
    finally:
        judge.stop()
    if app._exception is not None:
        from pmqa_writer.cli.diagnostics import say

        say(_("The program made a mistake. What you wrote is in the files or in the journal."))
        say(f"  {bug_place(app._exception)}")
        return Exit.BUG
    return Exit.OK


def _folds_sara_am() -> bool:
    from pmqa_writer.tui.thai import folds_sara_am

    return folds_sara_am()
