"""Replies that are kept, so that a draft that did not change is not sent again."""

import hashlib
import re
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import Final

from pmqa_writer.files import private_folder, remove_unfinished, write_whole

_IN_MEMORY: Final = 256
_ON_DISK: Final = 1000
"""Files that are kept, the newest: ten runs over the answers of a year."""
_NAME: Final = re.compile(r"[0-9a-f]{40}\.json")


class KeptReplies:
    """Replies by what was asked. They quote drafts, so their files are for their owner alone."""

    def __init__(self, folder: Path | None) -> None:
        """Keep replies in a folder, which is made if need be; None: in memory alone."""
        self._folder = folder
        self._replies: OrderedDict[str, str] = OrderedDict()

    def find(self, asked: str) -> str | None:
        """Return the reply to what was asked; None where none is kept, or its file cannot be read."""
        key = _key(asked)
        if key in self._replies:
            return self._replies[key]
        if self._folder:
            with suppress(OSError, UnicodeDecodeError):
                return (self._folder / f"{key}.json").read_text(encoding="utf-8")
        return None

    def keep(self, asked: str, reply: str) -> None:
        """Keep a reply. A disk that refuses it costs only the time to ask again."""
        key = _key(asked)
        self._replies[key] = reply
        if len(self._replies) > _IN_MEMORY:
            self._replies.popitem(last=False)
        if self._folder:
            with suppress(OSError):
                private_folder(self._folder.parent)
                self._folder.mkdir(0o700, exist_ok=True)
                remove_unfinished(self._folder)
                write_whole(self._folder / f"{key}.json", reply.encode("utf-8", "replace"), private=True)
                self._forget_old(self._folder)

    @staticmethod
    def _forget_old(folder: Path) -> None:
        files = [file for file in folder.iterdir() if _NAME.fullmatch(file.name)]
        if len(files) > _ON_DISK:
            for file in sorted(files, key=lambda file: file.stat().st_mtime)[:-_ON_DISK]:
                file.unlink(missing_ok=True)


def _key(asked: str) -> str:
    return hashlib.blake2b(asked.encode("utf-8", "replace"), digest_size=20).hexdigest()
