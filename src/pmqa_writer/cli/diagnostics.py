"""The only module that writes to standard error and turns errors into exit codes."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress

from pmqa_writer.cli.exits import Exit
from pmqa_writer.errors import PmqaError, bug_place, reason_of
from pmqa_writer.i18n import _
from pmqa_writer.reports.safe import safe_line


def prepare_streams() -> None:
    """Make standard output and error speak UTF-8, which a Thai Windows console does not when it is piped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def guarded(command: Callable[[], int]) -> int:
    """Run a command; every error becomes a message and an exit code."""
    try:
        status = command()
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except PmqaError as error:
        report_error(error)
        return Exit.FAILED
    except KeyboardInterrupt:
        say(_("Stopped."))
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough.
        _drop_output()
        return Exit.OK
    except OSError as error:
        _drop_output()
        say(_("It cannot be read or written: {reason}").format(reason=reason_of(error)))
        return Exit.FAILED
    except Exception as error:
        _report_bug(error)
        return Exit.BUG


def _drop_output() -> None:
    """Let what is still to be written go nowhere, or the interpreter would complain of it at exit."""
    with suppress(OSError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def report_error(error: PmqaError) -> None:
    """Write a user's error with its place and what to do."""
    place = f"{safe_line(error.place)}: " if error.place else ""
    say(_("Error: {place}{message}").format(place=place, message=safe_line(error.message)))
    if error.hint:
        say(f"  → {safe_line(error.hint)}")


def say(line: str) -> None:
    """Write a line to standard error."""
    # What was printed comes first. A closed stream is None; a full disk must not hide the message.
    with suppress(OSError):
        if sys.stdout is not None:
            sys.stdout.flush()
    print(line, file=sys.stderr)


def _report_bug(error: Exception) -> None:
    """Name the place of a bug, without values: they may hold a confidential draft."""
    say(_("The program made a mistake. Your files are unchanged."))
    say(f"  {bug_place(error)}")
    say("  → " + _("Please report this line to whoever looks after the program."))
