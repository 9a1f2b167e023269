"""Exit codes, the same for all commands."""

from enum import IntEnum


class Exit(IntEnum):
    """What a command's exit code says."""

    OK = 0
    """Done; nothing at or above the fail level."""
    FINDINGS = 1
    """Done; findings at or above the fail level."""
    FAILED = 2
    """Could not do all of the job: a path missing, a file unreadable, bad configuration, bad usage."""
    BUG = 70
    """A mistake of this program."""
    INTERRUPTED = 130
    """Stopped by the user."""
