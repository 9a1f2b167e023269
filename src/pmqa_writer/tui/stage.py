"""The two screens that stay, the board and the answer; all others lie over them for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import AwaitMount

if TYPE_CHECKING:
    from pmqa_writer.drafts import OpenDraft
    from pmqa_writer.tui.app import WriterApp
    from pmqa_writer.tui.screens.home import HomeScreen
    from pmqa_writer.tui.screens.write import WriteScreen


class Stage:
    """Shows the board and the answer, and tells what is seen of them; either may not be there yet."""

    def __init__(self, app: WriterApp) -> None:
        self._app = app
        self.board: HomeScreen | None = None
        self.answer: WriteScreen | None = None

    # --- showing

    @property
    def is_ready(self) -> bool:
        """Whether the board is shown."""
        return self.board is not None and self.board.is_mounted

    def go_home(self, question: str = "") -> None:
        """Show the board, with the cursor on a question."""
        assert self.board is not None  # noqa: S101 - it is there whenever a workspace is open
        while self._app.screen is not self.board and len(self._app.screen_stack) > 2:
            self._app.pop_screen()
        if question:
            self.board.board.go(question)

    async def show_answer(self, question: str) -> None:
        """Show an answer to be written, with nothing over it, and wait until it is there."""
        while self.answer in self._app.screen_stack and self._app.screen is not self.answer:
            await self._app.pop_screen()
        if not self.is_writing(question):
            await self.write(question)

    def write(self, question: str) -> AwaitMount:
        """Show the screen to write an answer on; what is returned can be awaited until it is there."""
        from pmqa_writer.tui.screens.write import WriteScreen

        if self.answer is None:
            self.answer = WriteScreen()
            self._app.install_screen(self.answer, "write")
        self.answer.open(question)
        if self._app.screen is self.answer:
            return AwaitMount(self.answer, ())
        return self._app.push_screen("write")

    # --- bringing up to date

    def show_judgement(self, question: str) -> None:
        """Show what the judge said of an answer, wherever it can be seen."""
        if self.answer and self.question_open == question:
            self.answer.update()
        elif self.answer and self.answer.laid_out:
            self.answer.question_tree.update(question)
        if self.board and self.board is self._app.screen:
            self.board.update()

    def show_state(self) -> None:
        """Show what goes on in the background, and how things stand."""
        if self.board:
            self.board.update()
        if self.answer and self.answer is self._app.screen:
            self.answer.update()

    def show_saved(self, draft: OpenDraft) -> None:
        """Show that an answer is on the disk."""
        if self.answer:
            self.answer.saved(draft)

    def replace_text(self, question: str, text: str) -> None:
        """Put another text into the editor, where it has this question, as a step that can be taken back."""
        if self.answer and self.question_open == question:
            self.answer.pane.replace_text(text)

    def guide(self, message: str) -> bool:
        """Show a step of the tour wherever it has its row; return whether such a row is seen."""
        for screen in (self.board, self.answer):
            if screen:
                screen.guide(message)
        return self._app.screen in {self.board, self.answer}

    # --- what is seen

    @property
    def question_open(self) -> str:
        """The question that is being written; empty: none."""
        return self.answer.question.id if self.answer and self.answer.question else ""

    def is_writing(self, question: str) -> bool:
        """Say whether a question is being written and seen."""
        return self.question_open == question and self._app.screen is self.answer

    @property
    def board_question(self) -> str:
        """The question under the board's cursor, while the board is seen; else empty."""
        return self.board.board.question if self.board and self._app.screen is self.board else ""

    @property
    def panel_shown(self) -> str:
        """The panel that is seen beside an answer; empty: no answer is open."""
        return self.answer.side.name_shown if self.answer and self.answer.laid_out else ""

    def has_marks(self, kind: str) -> bool:
        """Say whether something is marked in the answer that is open."""
        return bool(self.answer and self.answer.laid_out and self.answer.editor.marks(kind))
