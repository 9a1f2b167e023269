"""The requests that wait for the judge, and which of them is next."""

from __future__ import annotations

from threading import Condition

from pmqa_writer.judging.messages import Forget, Judge, Open, Reload, Search

_SEARCH = ""
"""Stands for the search among questions, none of which has an empty id."""
Order = Open | Reload | Forget
Work = Judge | Search


class Waiting:
    """A queue that forgets what newer requests make needless. One thread fills it, others take from it."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._orders: list[Order] = []
        self._work: dict[str, Work] = {}

    def put(self, request: Order | Work) -> None:
        """Add a request; it takes the place of those that it makes needless."""
        with self._changed:
            match request:
                case Judge() | Search():
                    key = key_of(request)
                    older = self._work.pop(key, None)
                    # Put last, from where work is taken: what was asked last is what somebody looks at.
                    self._work[key] = request if older is None or older.generation <= request.generation else older
                case Open():
                    self._orders, self._work = [request], {}
                case Reload():
                    self._orders.append(request)
                case Forget():
                    self._work.pop(request.question, None)
                    self._orders.append(request)
            self._changed.notify()

    def put_back(self, request: Work) -> None:
        """Add a request that was answered in part before; dropped where a newer one waits."""
        with self._changed:
            if key_of(request) not in self._work:
                self._work[key_of(request)] = request
                self._changed.notify()

    def take(self) -> Order | Work:
        """Wait for the next request and return it: orders in their order, then the work that was asked last."""
        with self._changed:
            self._changed.wait_for(lambda: self._orders or self._work)
            return self._orders.pop(0) if self._orders else self._work.popitem()[1]


def key_of(request: Work) -> str:
    """Return what a request shares with those that take its place; an earlier text takes no other's."""
    if isinstance(request, Search):
        return _SEARCH
    return request.question if request.generation >= 0 else f"{request.question} {request.generation}"
