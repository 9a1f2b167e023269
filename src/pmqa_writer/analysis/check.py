"""Checking that the criteria name only recognisers and constraints that the engine has."""

from collections.abc import Iterator

from pmqa_writer.analysis.signals import names
from pmqa_writer.criteria import Edition
from pmqa_writer.errors import CriteriaError, did_you_mean
from pmqa_writer.i18n import _


def recogniser_errors(edition: Edition) -> Iterator[CriteriaError]:
    """Yield an error for each recogniser that `adli.toml` names and the engine does not have."""
    known = names()
    for point in edition.adli.points:
        for name in (*point.signals, *point.requires):
            if name not in known:
                yield CriteriaError(
                    _("ADLI point {number} names a recogniser that does not exist: {name}").format(
                        number=point.number, name=name
                    ),
                    path="adli.toml",
                    hint=did_you_mean(name, known),
                )
        if not point.signals and not point.cues:
            yield CriteriaError(
                _("ADLI point {number} has nothing that it is recognised by.").format(number=point.number),
                path="adli.toml",
            )
