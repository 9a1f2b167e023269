"""`pmqa-writer write`: the terminal UI."""

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pmqa_writer.cli.exits import Exit
from pmqa_writer.i18n import _, language

if TYPE_CHECKING:
    from pmqa_writer.judging.client import JudgeProcess
    from pmqa_writer.tui.app import WriterApp

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
    add_looks(parser)
    # For `serve` only: the app is shown in a browser.
    parser.add_argument("--served", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(execute=execute)


def add_looks(parser: argparse.ArgumentParser) -> None:
    """Add the options that every command has which opens the screen."""
    parser.add_argument("--theme", choices=tuple(THEMES), default="dark", help=_("colours (default: dark)"))
    parser.add_argument(
        "--plain", action="store_true", help=_("for weak terminals: plain signs and the terminal's own colours")
    )


def execute(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from pmqa_writer.errors import PmqaError

    folder = Path(arguments.workspace).absolute()
    if folder.is_file() and folder.name == "pmqa.toml":
        folder = folder.parent
    if folder.exists() and not folder.is_dir():
        raise PmqaError(
            _("This is a file; a workspace is a folder."), path=folder, hint=_("Name the folder that it lies in.")
        )
    if not arguments.served:
        need_terminal(folder)
    return run(folder, arguments, served=arguments.served)


def run(folder: Path, arguments: argparse.Namespace, *, tour: bool = False, served: bool = False) -> int:
    """Run the app on a workspace and return the exit code.

    Args:
        folder: the workspace.
        arguments: the looks, as `add_looks` has them.
        tour: whether to guide through the sample.
        served: whether the app is shown in a browser, so that there is no terminal.
    """
    from pmqa_writer.errors import bug_place
    from pmqa_writer.judging.client import JudgeProcess
    from pmqa_writer.judging.messages import Open
    from pmqa_writer.tui.app import WriterApp
    from pmqa_writer.tui.mail import Mailbox

    mailbox = Mailbox()
    # Started before the app takes the terminal over, so that it loads while the first screen is drawn.
    judge = _started(JudgeProcess(mailbox))
    try:
        if judge and (folder / "pmqa.toml").exists():
            judge.send(Open.of(folder, "", language()))
        app = WriterApp(
            folder,
            judge,
            mailbox,
            theme=THEMES[arguments.theme],
            plain=arguments.plain,
            # Browsers draw SARA AM alone without its ring; a probe would wait for a terminal that is not there.
            split_sara_am=served or _folds_sara_am(),
            terminal=None if served else sys.stdin.fileno(),
            tour=tour,
        )
        with _hangups_end(app):
            app.run(mouse=True)
    finally:
        if judge:
            judge.stop()
    if app._exception is not None:
        from pmqa_writer.cli.diagnostics import say

        say(_("The program made a mistake. What you wrote is in the files or in the journal."))
        say(f"  {bug_place(app._exception)}")
        return Exit.BUG
    return Exit.OK


def _started(judge: "JudgeProcess") -> "JudgeProcess | None":
    """Start the judge; where the system does not let it, one can write without."""
    try:
        judge.start()
    except OSError:
        return None
    return judge


def need_terminal(folder: Path) -> None:
    """Refuse to go on without a terminal; `folder` is what could be checked instead."""
    from pmqa_writer.errors import PmqaError

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise PmqaError(
            _("Writing needs a terminal window."),
            hint=_("To check drafts without one: pmqa-writer lint {folder}").format(folder=folder),
        )


@contextmanager
def _hangups_end(app: "WriterApp") -> Iterator[None]:
    """Let the app save all and end where the system wants it to, as when the terminal's window is closed."""
    wanted = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
    before = {number: signal.signal(number, lambda _number, _frame: app.exit()) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _folds_sara_am() -> bool:
    from pmqa_writer.tui.thai import folds_sara_am

    return folds_sara_am()
