"""What a clause claims: that something is done, is planned, is lacking, or is what another thing is for.

A plan or a lack shares nearly all its words with a deed, so only cue phrases tell them apart. The cues are chosen
for precision; a clause without a cue is taken as asserted, because most true statements carry no sign at all.
"""

import re
import tomllib
from enum import StrEnum
from functools import lru_cache
from typing import Any

from pmqa_writer.resources import data_path
from pmqa_writer.text.clean import clean
from pmqa_writer.text.patterns import any_of, not_after


class Status(StrEnum):
    """What a clause claims."""

    ASSERTED = "asserted"
    """Done or in use, as far as its words say."""
    PLANNED = "planned"
    """To be done, under way or recommended."""
    DENIED = "denied"
    """Said to be lacking or not done."""
    PURPOSE = "purpose"
    """What something is for; claims nothing by itself."""


def status(clause: str) -> Status:
    """Return what `clause` claims, as one of `segment`'s spans holds it; the text may be uncleaned.

    A purpose is looked for at the start only. A lack or plan that the same clause goes on to mend ("เดิมยังไม่มี …
    จึงพัฒนา …") does not count. Runs in linear time.
    """
    cues = _cues()
    text = clean(clause).text
    if cues.purpose.match(text):
        return Status.PURPOSE
    text = text[cues.mended_from(text) :]
    if cues.denies(text):
        return Status.DENIED
    if cues.plans(text):
        return Status.PLANNED
    return Status.ASSERTED


class _Cues:
    """The patterns made of `checklists/lexicon/status.toml`."""

    def __init__(self, lists: dict[str, Any]) -> None:
        denied, planned, mended = lists["denied"], lists["planned"], lists["mended"]
        # A list mark may stand before the purpose.
        mark = r"\s*+(?:(?:\(?\d{1,2}[.)]|[-–•])\s*+)?+"
        self.purpose = re.compile(mark + any_of(lists["purpose"]["starts"]))
        self._denied = re.compile(
            not_after(denied["not_after"])
            + f"(?:{any_of(denied['phrases'])}"
            + f"|{any_of(denied['lacks'])}{any_of(denied['things'])}|{any_of(denied['fails'])}{any_of(denied['acts'])})"
        )
        self._denied_exceptions = re.compile(any_of(denied["exceptions"]))
        self._planned = re.compile(
            f"{any_of(planned['phrases'])}|{any_of(planned['intends'])}{any_of(planned['acts'])}"
            f"|{any_of(planned['unless_figure'])}" + r"(?!\s*\d)"
        )
        will = not_after(planned["not_after"]) + any_of(planned["will"])
        self._will = re.compile(will + any_of(planned["acts"]))
        self._will_anything = re.compile(will)
        self._later = re.compile(any_of(planned["later"]))
        self._soon = re.compile(any_of(planned["soon"]))
        self._forecast = re.compile(any_of(planned["forecasts"]))
        self._reporting = re.compile(any_of(planned["reporting"]))
        self._resolving = re.compile(any_of(planned["resolving"]))
        self._habit = re.compile(any_of(planned["habits"]))
        foretold = any_of(planned["foretellers"]) + r"[^\n]{0,40}?คาดว่า(?:จะ)?"
        self._planned_exceptions = re.compile(f"{any_of(planned['exceptions'])}|{foretold}")
        self._mended = re.compile(any_of(mended["turns"]) + r"\s?" + any_of(mended["acts"]))

    def mended_from(self, text: str) -> int:
        """Return the offset from which `text` counts: the last turn to a deed, else 0."""
        last = 0
        for match in self._mended.finditer(text):
            last = match.start()
        return last

    def denies(self, text: str) -> bool:
        return bool(self._denied.search(self._denied_exceptions.sub(" ", text)))

    def plans(self, text: str) -> bool:
        text = self._planned_exceptions.sub(" ", text)
        if self._planned.search(text) or (self._soon.search(text) and not self._forecast.search(text)):
            return True
        will = (self._will_anything if self._later.search(text) else self._will).search(text)
        if not will or self._habit.search(text):
            return False
        reported = self._reporting.search(self._resolving.sub(" ", text[: will.start()]))
        return not reported


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    return _Cues(tomllib.loads(data_path("checklists", "lexicon", "status.toml").read_text(encoding="utf-8")))
