"""`pmqa-writer serve`: the terminal UI in browsers, for workshops."""

import argparse
import gc
import secrets
import sys
from datetime import date
from pathlib import Path
from typing import Any, Final

from pmqa_writer.cli.exits import Exit
from pmqa_writer.cli.write import THEMES
from pmqa_writer.i18n import _, language

_PROGRAM: Final = "from pmqa_writer.cli.main import run; run()"


def add_parser(commands: Any, **settings: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "serve",
        help=_("open the writer in browsers, for workshops"),
        description=_(
            "Lets people who have nothing installed try the writer in a browser. Each gets a copy of the sample, or\n"
            "of a workspace, in a folder of their own, and finds it again in the same browser. What they write is\n"
            'kept. Needs: pip install "pmqa-writer[serve]"'
        ),
        **settings,
    )
    parser.add_argument(
        "workspace", nargs="?", metavar=_("WORKSPACE"), help=_("what each visitor gets a copy of (default: the sample)")
    )
    parser.add_argument("--demo", action="store_true", help=_("copies of the sample, which is the default"))
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar=_("HOST"),
        help=_("where to listen (default: 127.0.0.1, this computer only; 0.0.0.0: the whole network)"),
    )
    parser.add_argument("--port", type=_number(0, 65535), default=8000, metavar=_("PORT"), help=_("default: 8000"))
    parser.add_argument(
        "--visitors", type=_number(1, 1000), default=60, metavar="N", help=_("most visitors at a time (default: 60)")
    )
    parser.add_argument(
        "--idle",
        type=_number(1, 24 * 60),
        default=30,
        metavar=_("MINUTES"),
        help=_("end a session in which nobody has typed for so long (default: 30); all is saved"),
    )
    parser.add_argument(
        "--keep",
        metavar=_("FOLDER"),
        help=_("where the visitors' folders are (default: one for today in your data folder)"),
    )
    parser.add_argument("--theme", choices=tuple(THEMES), default="dark", help=_("colours (default: dark)"))
    parser.set_defaults(execute=execute)


def execute(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C and return the exit code."""
    from importlib.util import find_spec

    from pmqa_writer.errors import PmqaError

    if not (find_spec("textual_serve") and find_spec("aiohttp")):
        raise PmqaError(
            _("For browsers one more package is needed."), hint=_('Install it: pip install "pmqa-writer[serve]"')
        )
    workspace = _workspace(arguments)
    keep = Path(arguments.keep).absolute() if arguments.keep else _today()
    if workspace and keep.is_relative_to(workspace):
        raise PmqaError(
            _("What visitors write cannot be kept inside the workspace that is copied for them."), path=keep
        )

    from pmqa_writer.serving.gate import Gate, is_loopback
    from pmqa_writer.serving.pages import static_files
    from pmqa_writer.serving.server import Workshop, address_in_network, listen, machine_name, run
    from pmqa_writer.serving.visitors import Visitors, copier

    static_files()
    # The command line does without; a server lives long.
    gc.enable()
    host = arguments.host
    sockets = listen(host, arguments.port)
    port = sockets[0].getsockname()[1]
    token = "" if is_loopback(host) else secrets.token_urlsafe(24)
    workshop = Workshop(
        gate=Gate.of(host, port, token=token, machine=machine_name()),
        visitors=Visitors(keep, copier(workspace)) if workspace else Visitors(keep),
        command=lambda folder: _command(folder, arguments.theme),
        most=arguments.visitors,
        idle=arguments.idle * 60,
        tell=_print,
    )
    shared = address_in_network() if host in {"0.0.0.0", "::", "[::]", ""} else host  # noqa: S104 - as asked for
    shown = f"[{shared}]" if ":" in shared and not shared.startswith("[") else shared
    if token:
        _warn()
    _print(_("Open in a browser: {address}").format(address=f"http://{shown}:{port}/{f'?token={token}' * bool(token)}"))
    _print(_("What visitors write is kept in {folder}").format(folder=keep))
    _print(_("Ctrl+C ends it; all is saved first."))
    run(workshop, sockets)
    return Exit.OK


def _workspace(arguments: argparse.Namespace) -> Path | None:
    from pmqa_writer.drafts import read_workspace
    from pmqa_writer.errors import PmqaError

    if arguments.workspace is None:
        return None
    if arguments.demo:
        raise PmqaError(_("Either a workspace or --demo."), hint=_("--demo gives each visitor the sample."))
    folder = Path(arguments.workspace).absolute()
    if not (folder / "pmqa.toml").is_file():
        raise PmqaError(
            _("This is no workspace."), path=folder, hint=_("Name a folder with a pmqa.toml, or none for the sample.")
        )
    read_workspace(folder)  # better now than in every browser
    return folder


def _today() -> Path:
    import platformdirs

    data = platformdirs.user_data_path("pmqa-writer", appauthor=False)
    return data / "workshops" / date.today().isoformat()


def _command(folder: Path, theme: str) -> list[str]:
    # -P: nothing that lies in the folder where the server was started is taken for a module.
    python = [sys.executable, "-P", "-X", "utf8", "-c", _PROGRAM]
    return [*python, "--lang", language(), "write", str(folder), "--theme", theme, "--served"]


def _warn() -> None:
    from pmqa_writer.cli.diagnostics import say

    say(_("WARNING: everyone in the network who has the address below can come in, and nothing is encrypted."))
    say("  → " + _("Answers of an agency are confidential. Only for workshops, with invented data."))


def _print(line: str) -> None:
    from pmqa_writer.reports.safe import safe_line

    print(safe_line(line), flush=True)


def _number(least: int, most: int) -> Any:
    def number(text: str) -> int:
        value = int(text) if text.isascii() and text.isdigit() else -1
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(
                _("a number from {least} to {most} is wanted").format(least=least, most=most)
            )
        return value

    return number
