"""What every command that searches examples needs: an index of the corpus by the model that is wanted."""

from collections.abc import Sequence
from pathlib import Path

from pmqa_writer.cli.diagnostics import report_error
from pmqa_writer.cli.progress import ProgressBar
from pmqa_writer.drafts import Workspace
from pmqa_writer.errors import ModelError
from pmqa_writer.examples import Advice, Practice, packaged_corpus
from pmqa_writer.examples.own import cache_folder, corpus_of
from pmqa_writer.examples.search import Searcher, T
from pmqa_writer.examples.semantic import load_embedder
from pmqa_writer.i18n import _


def practices(workspace: Workspace, model: Path | None = None) -> Searcher[Practice]:
    """Return a searcher of all practices; `model` is a folder, else what the workspace names, else the packaged one."""
    return _searcher(corpus_of(workspace, report_error).practices, workspace, model)


def advice(workspace: Workspace, model: Path | None = None) -> Searcher[Advice]:
    """Return a searcher of all advice, as `practices` does."""
    return _searcher(packaged_corpus(workspace.edition).advice, workspace, model)


def _searcher(entries: Sequence[T], workspace: Workspace, model: Path | None) -> Searcher[T]:
    try:
        embedder = load_embedder(model or workspace.model)
    except ModelError as error:
        if model is None and workspace.settings_file:
            named = _("{file} names it, as model under [examples].").format(file=workspace.settings_file)
            error.hint = f"{error.hint} {named}"
        raise
    with ProgressBar(_("Indexing the examples")) as progress:
        return Searcher(entries, embedder=embedder, cache=cache_folder(workspace), progress=progress)
