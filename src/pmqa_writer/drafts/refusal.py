"""What to tell a writer where the system refuses to write."""

from errno import EACCES, EDQUOT, ENOENT, ENOSPC, EPERM, EROFS
from pathlib import Path

from pmqa_writer.errors import SaveError, reason_of
from pmqa_writer.i18n import _


def cannot_save(error: OSError, file: Path) -> SaveError:
    """Return the error to raise where the system refused to write a file, or to make a folder for it."""
    hints = {
        ENOSPC: _("Make room on the disk, then save again."),
        EDQUOT: _("Make room on the disk, then save again."),
        EACCES: _("Close the file in other programs, or ask who may write in this folder."),
        EPERM: _("Close the file in other programs, or ask who may write in this folder."),
        EROFS: _("Save the text in another place."),
        ENOENT: _("Is the drive still connected? Put the folder back, then save again."),
    }
    message = _("It could not be saved: {reason}").format(reason=reason_of(error))
    return SaveError(message, hint=hints.get(error.errno or 0, ""), path=file)
