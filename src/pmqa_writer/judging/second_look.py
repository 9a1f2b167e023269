"""A second look at an answer, by judges that are too slow to wait for.

The plain judgement is there at once. Once nobody has typed for a while, the answer that is open is judged again, in a
thread of its own, with the model and the language model that the settings name; the judge is told when that is done.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Condition, Thread
from typing import Final

from pmqa_writer.analysis import Analysis, Engine
from pmqa_writer.drafts import Draft, Window
from pmqa_writer.errors import PmqaError, bug_place
from pmqa_writer.i18n import _
from pmqa_writer.judging import shown
from pmqa_writer.judging.messages import Judge, Notice

_PAUSE: Final = 2.0
"""Seconds without another request before a look is worth its time."""
_REMEMBERED: Final = 64
"""Looks that are remembered; a version of an answer counts as one."""


class SecondLook:
    """Looks at one answer at a time, always the last that was asked for."""

    def __init__(
        self,
        engine: Engine,
        again: Callable[[Judge], None],
        notify: Callable[[Notice], None],
        pause: float = _PAUSE,
    ) -> None:
        """Start to wait for answers.

        Args:
            engine: judges with the slow judges; used by no other thread.
            again: is told, in the thread of this look, of a request that can now be answered with it, unless
                another one came meanwhile.
            notify: is told, in that thread too, of judges that do not work; once until they do.
            pause: seconds without another request before a look begins.
        """
        self._engine = engine
        self._again = again
        self._notify = notify
        self._pause = pause
        self._changed = Condition()
        self._wanted: tuple[Judge, Draft, Window | None] | None = None
        self._newest: Judge | None = None
        self._known: OrderedDict[tuple[Draft, Window | None], Analysis] = OrderedDict()
        self._failing = False
        self._stopped = False
        Thread(target=self._run, daemon=True).start()

    def find(self, draft: Draft, window: Window | None) -> Analysis | None:
        """Return what a look at this draft found; None where there was none yet."""
        with self._changed:
            return self._known.get((draft, window))

    def ask(self, request: Judge, draft: Draft, window: Window | None) -> None:
        """Have a look at a draft, unless one is known; a later request takes the place of one that waits."""
        with self._changed:
            self._newest = request
            if (draft, window) not in self._known:
                self._wanted = request, draft, window
                self._changed.notify_all()
                return
        self._again(request)

    def stop(self) -> None:
        """Look no more, and tell nothing of a look that is under way."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def _run(self) -> None:
        while wanted := self._next():
            request, draft, window = wanted
            try:
                analysis = self._engine.analyse(draft, window)
            except PmqaError as error:  # the model cannot be used after all
                self._tell(shown.notice(error))
                return
            except Exception as error:
                self._tell(Notice(_("The program made a mistake. Your files are unchanged."), bug_place(error)))
                return
            failure = analysis.judgement.failure
            if failure and not self._failing:
                self._tell(Notice(failure))
            self._failing = bool(failure)
            with self._changed:
                self._known[draft, window] = analysis
                if len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)
                current = request is self._newest and not self._stopped
            if current:
                self._again(request)

    def _next(self) -> tuple[Judge, Draft, Window | None] | None:
        """Wait for a draft that is left alone for a while; None: to look no more."""
        with self._changed:
            while True:
                self._changed.wait_for(lambda: self._wanted or self._stopped)
                wanted = self._wanted
                self._changed.wait(self._pause)  # woken by another request, it waits anew
                if self._stopped:
                    return None
                if self._wanted is wanted:
                    self._wanted = None
                    return wanted

    def _tell(self, notice: Notice) -> None:
        with self._changed:
            if self._stopped:
                return
        self._notify(notice)
