"""The judge: knows a workspace and its drafts, and says of each all that there is to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from pmqa_writer.analysis import Analysis, Engine
from pmqa_writer.analysis.judges import reader_of
from pmqa_writer.criteria import packaged_edition
from pmqa_writer.drafts import Draft, Window, Workspace, find_workspace
from pmqa_writer.drafts.workspace import LintSettings
from pmqa_writer.errors import ModelError, WorkspaceError
from pmqa_writer.judging import messages, shown
from pmqa_writer.lint.next_step import next_step
from pmqa_writer.lint.outline import outline
from pmqa_writer.lint.runner import check_draft, rules_for, shared_clauses

if TYPE_CHECKING:  # the search brings numpy along, which the first judgement must not wait for
    from pmqa_writer.examples.search import Query
    from pmqa_writer.judging.shelf import Shelf
    from pmqa_writer.reading.model import Reader


class Judge:
    """Judges drafts of one workspace. Not for several threads, save that `shelf` may be set by another one."""

    def __init__(self, folder: Path, edition: str, notify: Callable[[messages.Notice], None]) -> None:
        """Open the workspace that `folder` is or lies in.

        Args:
            folder: need not hold settings; without any the defaults hold.
            edition: the criteria to judge by; empty: those that the workspace names.
            notify: is told of settings that are wrong, which are then done without.

        Raises:
            CriteriaError: there is no such edition.
        """
        self.shelf: Shelf | None = None
        """Where examples are found; None until they are loaded."""
        self.no_examples = False
        """They cannot be loaded: none are found."""
        self._folder = folder
        self._edition = edition
        self._notify = notify
        self._known: dict[str, tuple[Window | None, Analysis]] = {}
        self.workspace = self._settings()
        self._engine = self._warm()

    def reload(self) -> None:
        """Read the settings again; another edition or model forgets all drafts. Raises as opening does."""
        before = self.workspace
        self.workspace = self._settings()
        if self.workspace.edition != self._engine.edition.info.id or self.workspace.judge != before.judge:
            self._engine = self._warm()
            self._known.clear()
        self.shelf, self.no_examples = None, False

    def forget(self, question: str) -> None:
        """Count a question's draft no longer among those that may hold the same passage."""
        self._known.pop(question, None)

    def judge(self, request: messages.Judge) -> messages.Judged:
        """Judge a draft beside all that were judged before; an unknown question raises `UnknownIdError`.

        Where examples are wanted and `shelf` is None, the answer comes without them.
        """
        path = request.path or f"{request.question}.md"
        analysis = self._analysis(Draft(path, request.question, request.text))
        beside = sorted((known for _, known in self._known.values()), key=lambda known: known.draft.path)
        findings = check_draft(
            analysis, self._engine.edition, self.workspace, shared_clauses(beside), (path, *request.rivals)
        )
        edition = self._engine.edition
        question = edition.question(request.question)
        step = next_step(analysis, findings, question, edition, self.workspace.window)
        answer = shown.judged(analysis, findings, step, outline(question, edition, analysis), request.generation)
        shelf = self.shelf
        if request.wants_examples and self.no_examples:
            return structs.replace(answer, examples=(), advice=())
        if not request.wants_examples or shelf is None:
            return answer
        query = self._helpful(analysis)
        examples, advice = shelf.find(query, query.lacking)
        return structs.replace(answer, examples=examples, advice=advice)

    def search(self, request: messages.Search) -> messages.Found | None:
        """Find examples; None while `shelf` is None. An unknown criterion raises `UnknownIdError`."""
        shelf = self.shelf
        if self.no_examples:
            return messages.Found(request.question, request.generation, (), ())
        if shelf is None:
            return None
        from pmqa_writer.examples.search import Query
        from pmqa_writer.lint.helpful import lacking_items

        _, analysis = self._known.get(request.question, (None, None))
        lacking = lacking_items(analysis) if analysis else {}
        if analysis and not request.text.strip() and not request.criterion:
            query = self._helpful(analysis)
        else:
            # What was typed orders the hits, not what the draft lacks.
            query = Query.of(request.text, self._engine.edition, request.criterion)
        return messages.Found(request.question, request.generation, *shelf.find(query, lacking))

    def _analysis(self, draft: Draft) -> Analysis:
        window, known = self._known.get(draft.question, (None, None))
        if known is None or known.draft != draft or window != self.workspace.window:
            window = self.workspace.window
            known = self._engine.analyse(draft, window)
            self._known[draft.question] = window, known
        return known

    def _helpful(self, analysis: Analysis) -> Query:
        from pmqa_writer.lint.helpful import draft_query

        return draft_query(analysis, self._engine.edition)

    def _warm(self) -> Engine:
        """An engine with the model that the settings name; one that cannot be used is told of and done without.

        The language model that they may name is not asked: it may take minutes, and an answer changes at every key.
        """
        try:
            if reader := reader_of(self.workspace):
                return _warm_engine(self.workspace.edition, reader)
        except ModelError as error:
            self._notify(shown.notice(error))
        return _warm_engine(self.workspace.edition)

    def _settings(self) -> Workspace:
        workspace = Workspace(self._folder)
        try:
            workspace = find_workspace(self._folder)
            rules_for(workspace)
        except WorkspaceError as error:
            self._notify(shown.notice(error))
            workspace = replace(workspace, lint=LintSettings())
        return replace(workspace, edition=self._edition) if self._edition else workspace


def _warm_engine(edition: str, reader: Reader | None = None) -> Engine:
    """Return an engine that has loaded all that the first draft would wait for."""
    engine = Engine(packaged_edition(edition), reader)
    question = next(iter(engine.edition.questions()))
    engine.analyse(Draft("", question.id, question.text))
    return engine
