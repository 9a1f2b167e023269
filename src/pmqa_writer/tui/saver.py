"""Saving what is written, in a thread of its own: to the journal at once, to the draft after a short pause."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Condition, Thread
from typing import Final

from pmqa_writer.drafts import DraftStore, Journal, OpenDraft, Versions
from pmqa_writer.errors import ConflictError, PmqaError, SaveError, bug_place

_NOTED_AFTER: Final = 0.4
"""Seconds that typed text may be nowhere but in memory."""
_PAUSE: Final = 1.0
"""Seconds without a key after which an answer is saved,"""
_LONGEST: Final = 5.0
"""and at the latest after so many of typing without a pause."""
_PATIENCE: Final = 5.0
"""Seconds until the next try after the system refused."""


@dataclass(frozen=True, slots=True)
class Saved:
    """An answer is on the disk."""

    draft: OpenDraft
    complete: bool
    """Whether nothing was written meanwhile that is still to be saved."""


@dataclass(frozen=True, slots=True)
class Conflicted:
    """Another program changed an answer; it is not saved until its writer has chosen."""

    question: str
    error: ConflictError


@dataclass(frozen=True, slots=True)
class NotSaved:
    """An answer cannot be saved; it is tried again."""

    question: str
    error: PmqaError
    noted: bool
    """Whether the text is at least in the journal."""


Event = Saved | Conflicted | NotSaved


@dataclass(slots=True)
class _Pending:
    """An answer that is being written."""

    draft: OpenDraft
    text: str
    edited: float = 0.0
    """When it was changed last (seconds of the monotonic clock)."""
    since: float | None = None
    """When the oldest change came that is not saved; None: all is saved."""
    noted: str | None = None
    """What the journal holds."""
    noted_at: float = 0.0
    unnotable: str | None = None
    """What the journal did not take."""
    held: bool = False
    """In conflict: not to be saved."""
    retry: float = 0.0
    """Not to be tried before."""
    told: tuple[str, bool] | None = None
    """The last refusal that was told of; the same one is not told at every try."""
    opened: str | None = None
    """The answer as it was opened, or replaced in a conflict, until it is among the versions."""


class Saver:
    """Saves answers one after the other. All methods may be called from the UI's thread and return at once."""

    def __init__(self, store: DraftStore, journal: Journal, on_event: Callable[[Event], None]) -> None:
        """Prepare; `on_event` is called in the saver's thread and must not raise."""
        self._store = store
        self._journal = journal
        self._versions = Versions(store.folder)
        self._on_event = on_event
        self._pending: dict[str, _Pending] = {}
        self._condition = Condition()
        self._hurry = False
        self._closed = False
        self._ended = False
        self._start()

    def _start(self) -> None:
        self._thread = Thread(target=self._run, daemon=True, name="saver")
        self._thread.start()

    def opened(self, draft: OpenDraft) -> None:
        """Begin to look after an answer as `DraftStore.open` returned it; nothing of it may wait to be saved."""
        with self._condition:
            known = self._pending.get(draft.question)
            if known is None or known.since is None:
                self._pending[draft.question] = _Pending(draft, draft.text, opened=draft.text)

    def draft(self, question: str) -> OpenDraft | None:
        """Return the answer as it was opened or saved last; None where it was not opened."""
        with self._condition:
            pending = self._pending.get(question)
            return pending.draft if pending else None

    def edited(self, question: str, text: str) -> None:
        """Take note that an answer, which was opened before, has changed."""
        with self._condition:
            pending = self._pending[question]
            if pending.text == text:
                return
            now = time.monotonic()
            pending.text, pending.edited = text, now
            if pending.since is None:
                pending.since = now
                self._condition.notify()

    def is_saved(self, question: str) -> bool:
        """Say whether all that was written of an answer is on the disk."""
        with self._condition:
            pending = self._pending.get(question)
            return pending is None or pending.since is None

    @property
    def unsaved(self) -> list[str]:
        """The questions whose answers are not on the disk as they are now."""
        with self._condition:
            return [question for question, pending in self._pending.items() if pending.since is not None]

    def take_theirs(self, question: str, theirs: OpenDraft) -> None:
        """End a conflict by what the disk holds; the writer's own text is kept among the versions."""
        with self._condition:
            known = self._pending.get(question)
            self._pending[question] = _Pending(theirs, theirs.text, opened=theirs.text)
        if known and known.text != theirs.text and not self.keep_version(question, known.text):
            return  # the journal has it, and offers it at the next start
        self._journal.forget(question)

    def keep_version(self, question: str, text: str) -> bool:
        """Keep a text among the versions of an answer, before another takes its place; say whether that was done."""
        try:
            self._versions.keep(question, text, datetime.now(UTC), explicitly=True)
        except (OSError, PmqaError):
            return False
        return True

    def keep_mine(self, question: str) -> OpenDraft:
        """End a conflict by writing over the disk; its version is kept first, see `OpenDraft.kept`.

        Raises:
            PmqaError: it cannot be written; after a while it is tried again and the conflict told again.
        """
        with self._condition:
            pending = self._pending[question]
            text = pending.text
        try:
            draft = self._store.save(pending.draft, text, force=True)
        except PmqaError:
            pending.retry = time.monotonic() + _PATIENCE
            pending.held = False
            raise
        with self._condition:
            pending.held = False
        self._saved(pending, draft, text)
        self._keep(pending, draft)
        return draft

    def hurry(self) -> None:
        """Save all that is to be saved without waiting for a pause."""
        with self._condition:
            self._hurry = True
            for pending in self._pending.values():
                pending.retry, pending.told = 0.0, None
            self._condition.notify()

    def close(self, timeout: float = 5.0) -> bool:
        """Save the rest and end; return whether all is on the disk. What is not is in the journal."""
        self.hurry()
        with self._condition:
            self._closed = True
            self._condition.notify()
        self._thread.join(timeout)
        if not self._thread.is_alive():
            # What came after its last look.
            self._rest(hurry=True)
        return not self.unsaved

    def reopen(self) -> None:
        """Go on after `close`, as the writer stays."""
        with self._condition:
            self._closed = False
            ended = self._ended
            self._ended = False
        if ended:
            self._start()

    # --- the saver's own thread

    def _run(self) -> None:
        while True:
            with self._condition:
                if not self._hurry and not self._closed:
                    busy = any(pending.since is not None for pending in self._pending.values())
                    self._condition.wait(_NOTED_AFTER / 2 if busy else None)
                hurry, closed = self._hurry or self._closed, self._closed
                self._hurry = False
            self._rest(hurry=hurry)
            if closed:
                with self._condition:
                    if self._closed and all(map(_is_safe, self._pending.values())):
                        self._ended = True
                        return

    def _rest(self, *, hurry: bool) -> None:
        """Go once through all that is to be saved."""
        with self._condition:
            due = [pending for pending in self._pending.values() if pending.since is not None]
        saved = []
        for pending in due:
            try:
                if self._care(pending, hurry=hurry):
                    saved.append(pending)
            except Exception as error:  # a mistake of ours must not end the saving of everything else
                self._refused(pending, pending.text, SaveError(bug_place(error)))
        # Comparing long texts takes a while; by now all that was typed is at least noted.
        for pending in saved:
            self._keep(pending, pending.draft)

    def _care(self, pending: _Pending, *, hurry: bool) -> bool:
        """Save an answer, or else note it, where it is time to; say whether it was saved."""
        with self._condition:
            text, edited, since = pending.text, pending.edited, pending.since
        now = time.monotonic()
        if since is None:
            return False
        rested = now - edited >= _PAUSE or now - since >= _LONGEST
        if (hurry or rested) and not pending.held and now >= pending.retry and self._save(pending, text):
            return True
        if text != pending.noted and (hurry or now - pending.noted_at >= _NOTED_AFTER):
            self._note(pending, text)
        return False

    def _save(self, pending: _Pending, text: str) -> bool:
        question = pending.draft.question
        try:
            # What the writer took back to what the disk had is no reason to ask about another program's version.
            draft = pending.draft if text == pending.draft.text else self._store.save(pending.draft, text)
        except ConflictError as error:
            pending.held = True
            self._note(pending, text)
            self._on_event(Conflicted(question, error))
            return False
        except PmqaError as error:
            self._refused(pending, text, error)
            return False
        self._saved(pending, draft, text)
        return True

    def _refused(self, pending: _Pending, text: str, error: PmqaError) -> None:
        pending.retry = time.monotonic() + _PATIENCE
        noted = self._note(pending, text)
        if pending.told != (str(error), noted):
            pending.told = (str(error), noted)
            self._on_event(NotSaved(pending.draft.question, error, noted))

    def _saved(self, pending: _Pending, draft: OpenDraft, text: str) -> None:
        with self._condition:
            pending.draft, pending.told = draft, None
            complete = pending.text == text
            pending.since = None if complete else pending.edited
        if complete:
            pending.noted = None
            self._journal.forget(draft.question)
        self._on_event(Saved(draft, complete))

    def _keep(self, pending: _Pending, draft: OpenDraft) -> None:
        """Keep what was saved among the versions, and before the first time what was there when it was opened."""
        # A version that cannot be kept, for whatever reason, is nothing against an answer that is saved.
        with suppress(Exception):
            if pending.opened is not None:
                self._versions.keep(draft.question, pending.opened, datetime.now(UTC))
                pending.opened = None
            self._versions.keep(draft.question, draft.text, datetime.now(UTC))

    def _note(self, pending: _Pending, text: str) -> bool:
        try:
            self._journal.note(pending.draft.question, text, pending.draft.fingerprint)
        except (OSError, PmqaError):
            pending.unnotable = text
            return False
        pending.noted, pending.noted_at = text, time.monotonic()
        return True


def _is_safe(pending: _Pending) -> bool:
    """Whether an answer is saved or noted as it is now, or nothing more can be done for it."""
    return pending.since is None or pending.text in {pending.noted, pending.unnotable}
