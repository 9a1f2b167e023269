"""Stronger judges on the command line: an engine that asks them, and what became of the asking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmqa_writer.analysis import Analysis, Engine
from pmqa_writer.analysis.judges import assessor_of, leaving, reader_of
from pmqa_writer.cli.diagnostics import say
from pmqa_writer.criteria import packaged_edition
from pmqa_writer.drafts import Workspace
from pmqa_writer.i18n import _
from pmqa_writer.reports.safe import safe_line

if TYPE_CHECKING:  # it brings the network along
    from pmqa_writer.reading.server import ServerJudge


def engine_of(workspace: Workspace) -> Engine:
    """Return an engine with the judges that a workspace names. Says so where drafts will leave this computer.

    Raises:
        ModelError: it names a folder that holds no model that can be used.
        WorkspaceError: it names a server that may not be asked.
    """
    reader, assessor = reader_of(workspace), assessor_of(workspace)
    if assessor:
        tell_where(assessor, workspace)
    return Engine(packaged_edition(workspace.edition), reader, assessor)


def tell_where(assessor: ServerJudge, workspace: Workspace) -> None:
    """Say so where drafts will leave this computer."""
    if told := leaving(assessor, workspace):
        say(safe_line(told))


def tell_judgements(analyses: Sequence[Analysis]) -> None:
    """Say whether the language model that was asked for judged, and once why it did not."""
    asked = [analysis.judgement for analysis in analyses if analysis.judgement.by == "server"]
    failed = [analysis.judgement.failure for analysis in analyses if analysis.judgement.failure]
    if asked:
        invented = sum(judgement.invented for judgement in asked)
        told = _("The language model judged the checklist of {count} drafts. Invented quotations dropped: {invented}.")
        say(told.format(count=len(asked), invented=invented))
    if failed:
        say(_("{count} drafts were judged by this program alone.").format(count=len(failed)))
        say(f"  {safe_line(failed[0])}")
