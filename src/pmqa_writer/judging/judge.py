"""The judge: knows a workspace and its drafts, and says of each all that there is to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from msgspec import structs

from pmqa_writer.analysis import Analysis, Engine
from pmqa_writer.analysis.judges import assessor_of, leaving, reader_of
from pmqa_writer.criteria import packaged_edition
from pmqa_writer.drafts import Draft, Window, Workspace, find_workspace
from pmqa_writer.drafts.workspace import LintSettings
from pmqa_writer.errors import ModelError, WorkspaceError
from pmqa_writer.judging import messages, shown
from pmqa_writer.judging.second_look import SecondLook
from pmqa_writer.lint.next_step import next_step
from pmqa_writer.lint.outline import outline
from pmqa_writer.lint.runner import check_draft, rules_for, shared_clauses

if TYPE_CHECKING:  # the search brings numpy along, which the first judgement must not wait for
    from pmqa_writer.examples.search import Query
    from pmqa_writer.judging.shelf import Shelf

T = TypeVar("T")
Stronger = Literal["", "reading", "judged", "failed"]


class Judge:
    """Judges drafts of one workspace. Not for several threads, save that `shelf` may be set by another one."""

    def __init__(
        self,
        folder: Path,
        edition: str,
        notify: Callable[[messages.Notice], None],
        again: Callable[[messages.Judge], None] | None = None,
    ) -> None:
        """Open the workspace that `folder` is or lies in.

        Args:
            folder: need not hold settings; without any the defaults hold.
            edition: the criteria to judge by; empty: those that the workspace names.
            notify: is told of settings that are wrong, which are then done without. It may be called by another thread.
            again: is called by another thread with a request that can now be answered by the stronger judges that
                the settings name; None: those are not asked.

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
        self._engine = _warm_engine(self.workspace.edition)
        self._again = again
        self._compared: set[str] = set()
        """Questions of which an earlier text was judged last."""
        self._second = self._second_look()

    def close(self) -> None:
        """Have no stronger judge at work any more."""
        if self._second:
            self._second.stop()

    def reload(self) -> None:
        """Read the settings again; another edition forgets all drafts. Raises as opening does."""
        before, self.workspace = self.workspace, self._settings()
        if self.workspace.edition != self._engine.edition.info.id:
            self._engine = _warm_engine(self.workspace.edition)
            self._known.clear()
        if (before.edition, before.judge) != (self.workspace.edition, self.workspace.judge):
            self.close()
            self._second = self._second_look()
        self.shelf, self.no_examples = None, False

    def forget(self, question: str) -> None:
        """Count a question's draft no longer among those that may hold the same passage."""
        self._known.pop(question, None)

    def judge(self, request: messages.Judge) -> messages.Judged:
        """Judge a draft beside all that were judged before; an unknown question raises `UnknownIdError`.

        Where examples are wanted and `shelf` is None, the answer comes without them. A request that wants examples
        is about the answer that is open: the stronger judges look at it, and `again` is called.
        """
        path = request.path or f"{request.question}.md"
        analysis, stronger = self._looked_at(request, self._analysis(Draft(path, request.question, request.text)))
        beside = sorted((known for _, known in self._known.values()), key=lambda known: known.draft.path)
        findings = check_draft(
            analysis, self._engine.edition, self.workspace, shared_clauses(beside), (path, *request.rivals)
        )
        edition = self._engine.edition
        question = edition.question(request.question)
        step = next_step(analysis, findings, question, edition, self.workspace.window)
        answer = shown.judged(analysis, findings, step, outline(question, edition, analysis), request.generation)
        answer = structs.replace(answer, stronger=stronger)
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

    def _looked_at(self, request: messages.Judge, plain: Analysis) -> tuple[Analysis, Stronger]:
        """The judgement to answer with, and what became of the stronger judges; they are asked if need be."""
        second, question = self._second, request.question
        if second is None:
            return plain, ""
        if request.generation < 0:
            # An earlier text that is compared with: what is next said of the question must be by the same judge.
            self._compared.add(question)
            return plain, ""
        found = second.find(plain.draft, self.workspace.window)
        if found is None or question in self._compared:
            self._compared.discard(question)
            if not request.wants_examples:
                return plain, ""
            second.ask(request, plain.draft, self.workspace.window)
            return plain, "reading"
        return found, "failed" if found.judgement.failure else "judged"

    def _second_look(self) -> SecondLook | None:
        """The stronger judges that the settings name; those that cannot be used are told of and done without."""
        if self._again is None:
            return None
        reader, assessor = self._usable(reader_of), self._usable(assessor_of)
        if reader is None and assessor is None:
            return None
        if assessor and (told := leaving(assessor, self.workspace)):
            self._notify(messages.Notice(told))
        engine = Engine(packaged_edition(self.workspace.edition), reader, assessor)
        return SecondLook(engine, self._again, self._notify)

    def _usable(self, make: Callable[[Workspace], T | None]) -> T | None:
        try:
            return make(self.workspace)
        except (ModelError, WorkspaceError) as error:
            self._notify(shown.notice(error))
            return None

    def _settings(self) -> Workspace:
        workspace = Workspace(self._folder)
        try:
            workspace = find_workspace(self._folder)
            rules_for(workspace)
        except WorkspaceError as error:
            self._notify(shown.notice(error))
            workspace = replace(workspace, lint=LintSettings())
        return replace(workspace, edition=self._edition) if self._edition else workspace


def _warm_engine(edition: str) -> Engine:
    """Return an engine that has loaded all that the first draft would wait for."""
    engine = Engine(packaged_edition(edition))
    question = next(iter(engine.edition.questions()))
    engine.analyse(Draft("", question.id, question.text))
    return engine
