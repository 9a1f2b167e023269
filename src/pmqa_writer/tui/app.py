"""The app: opens a workspace, and lets its screens, the judge and the saver talk to each other.

Nothing slow is imported before the first paint; what is slow comes in a thread after it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import on
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import WorkerError

from pmqa_writer.i18n import _
from pmqa_writer.tui.commands import commands
from pmqa_writer.tui.judge_link import JudgeLink
from pmqa_writer.tui.keys import key_name
from pmqa_writer.tui.mail import FromJudge, FromSaver, Judges, Mailbox, Opened, WordsLoaded
from pmqa_writer.tui.opening import SETTINGS_FILE, Opening
from pmqa_writer.tui.stage import Stage
from pmqa_writer.tui.thai.keyboard import with_thai
from pmqa_writer.tui.thai.paint import PaintFilter, install_cluster_split
from pmqa_writer.tui.themes import ALL, DARK, PROJECTOR

if TYPE_CHECKING:
    from pmqa_writer.drafts import OpenDraft
    from pmqa_writer.examples import Corpus
    from pmqa_writer.judging.messages import Judged
    from pmqa_writer.tui.keeper import Keeper
    from pmqa_writer.tui.saver import Event, Saver
    from pmqa_writer.tui.session import Session
    from pmqa_writer.tui.thai import WordCutter
    from pmqa_writer.tui.touring import Touring

_LOOKS: Final = 1.0
"""Seconds between looks whether the terminal is still there."""
_TOAST: Final = 54
"""Cells of a line in a message."""


class WriterApp(App[None]):
    """Writes the answers of one workspace."""

    TITLE = "pmqa-writer"
    COMMAND_PALETTE_BINDING = "ctrl+shift+p"  # F10, in the screens, can be told of in the footer
    # The only key that is wanted everywhere, over a dialog too.
    BINDINGS: ClassVar[list[BindingType]] = [Binding(with_thai("ctrl+t"), "skip_step", show=False, priority=True)]
    CSS = """
    #splash { padding: 1 2; color: $text-muted; }
    Footer { background: $panel; }
    ToastRack { dock: top; align: right top; margin-top: 1; }
    Toast { width: 60; max-width: 100%; margin: 0; }
    .-plain #frame { border: ascii $foreground; }
    .-plain #side, .-plain #tree { border: none; }
    .-plain EntryList:focus > .option-list--option-highlighted { text-style: reverse; }
    .-projector Editor, .-projector #asked { padding: 1 2; }
    .-projector #title, .-projector #meter, .-projector EntryList > .option-list--option { text-style: bold; }
    """

    def __init__(
        self,
        folder: Path,
        judge: Judges | None = None,
        mailbox: Mailbox | None = None,
        *,
        theme: str = DARK.name,
        plain: bool = False,
        split_sara_am: bool = False,
        terminal: int | None = None,
        tour: bool = False,
        today: date | None = None,
    ) -> None:
        """Open the workspace in `folder`, or offer to make one there.

        Args:
            folder: the workspace.
            judge: a judge's process, started before the app; None: nothing is judged.
            mailbox: where that judge leaves its answers.
            theme: name of one of `themes.ALL`.
            plain: for weak terminals: signs in ASCII, no moving pictures.
            split_sara_am: for terminals that fold SARA AM into the cell before, see `thai.folds_sara_am`.
            terminal: file descriptor of the terminal; when that is gone, as when its window was closed, the app ends.
            tour: whether to guide through the sample workspace.
            today: the day that a first fiscal year is guessed from.
        """
        # Read by Textual while it starts.
        self._split_sara_am = split_sara_am
        super().__init__(ansi_color=plain)
        install_cluster_split()
        self.folder = folder
        self.plain = plain
        self.unattended = False
        """Whether nobody looks any more, as when a browser's tab was closed: then nothing is asked on leaving."""
        self._link = JudgeLink(self, judge)
        self._mailbox = mailbox
        self._keeper: Keeper | None = None
        self.stage: Stage = Stage(self)
        self._opening = Opening(self)
        self._terminal = terminal
        self._guided = tour
        self.tour: Touring | None = None
        """The guided tour, while there is one."""
        self._today = today or date.today()
        self._session: Session | None = None
        self._saver: Saver | None = None
        self._wanted = theme
        self.animation_level = "none"
        if plain:
            self.add_class("-plain")

    # --- starting

    def get_line_filters(self) -> list[LineFilter]:
        """Return what every painted line goes through; the last one lets nothing through that could act."""
        return [*super().get_line_filters(), PaintFilter(self._split_sara_am)]

    def compose(self) -> ComposeResult:
        """Show at once that the app is there."""
        # Short enough to need no wrapping at words, which would load what finds them.
        yield Static(_("Opening the answers …"), id="splash", markup=False)

    def on_mount(self) -> None:
        """Choose the looks, and load the rest after the first paint."""
        for theme in ALL:
            self.register_theme(theme)
        self.theme = self._wanted
        if self._mailbox:
            self._mailbox.connect(self)
        if self._terminal is not None:
            self.set_interval(_LOOKS, self._look_for_terminal)
        self.call_after_refresh(self._begin)

    def _look_for_terminal(self) -> None:
        # Textual would go on reading from what is not there, at full speed and for ever.
        if self._terminal is not None and not os.isatty(self._terminal):
            self.exit()

    def watch_theme(self, theme: str) -> None:
        """Give the projector theme more room."""
        self.set_class(theme == PROJECTOR.name, "-projector")

    def _begin(self) -> None:
        if (self.folder / SETTINGS_FILE).exists():
            self.run_worker(self._opening.read, thread=True)
            return
        from pmqa_writer.tui.screens.start import StartScreen

        self.run_worker(self._opening.read_words, thread=True)
        self.push_screen(StartScreen(self.folder, self._today))

    @on(WordsLoaded)
    def _words_loaded(self, message: WordsLoaded) -> None:
        self.cutter.use(message.tokenizer)

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        if message.session is None:
            self._opening.refused(message.error)
            return
        from pmqa_writer.tui.keeper import Keeper
        from pmqa_writer.tui.saver import Saver
        from pmqa_writer.tui.screens.home import HomeScreen

        session = message.session
        self._session = session
        self._saver = Saver(session.store, session.journal, self._hear_saver)
        self._keeper = Keeper(self)
        board = self.stage.board = HomeScreen(session, plain=self.plain)
        if self._guided:
            self.start_tour()
        self.push_screen(board)
        self._link.ask_all()
        self._opening.watch()
        for problem in session.problems[:3]:
            self.notify(f"{problem.path}: {problem.message} {problem.hint}", severity="warning")
        self.run_worker(self._keeper.offer(message.pending))

    def on_start_screen_made(self, message: Any) -> None:
        """Open the workspace that the first-run screen has made."""
        message.stop()
        self.folder = message.folder
        self.pop_screen()
        self._link.open(self.folder)
        self.run_worker(self._opening.read, thread=True)

    def _hear_saver(self, event: Event) -> None:
        # In the saver's thread.
        self.post_message(FromSaver(event))

    # --- what the screens use

    @property
    def the_session(self) -> Session:
        """The open workspace; there is one whenever a screen that needs it is shown."""
        assert self._session is not None  # noqa: S101
        return self._session

    @property
    def saver(self) -> Saver:
        """Who saves its answers."""
        assert self._saver is not None  # noqa: S101
        return self._saver

    @property
    def corpus(self) -> Corpus:
        """All examples and advice."""
        return self._opening.corpus(self.the_session)

    @cached_property
    def cutter(self) -> WordCutter:
        """Finds words for all widgets; by syllables until the dictionary is loaded."""
        from pmqa_writer.tui.thai import WordCutter

        return WordCutter()

    def open_draft(self, question: str) -> OpenDraft | None:
        """Read an answer from the disk, unless it is being written already; None where it cannot be read."""
        from pmqa_writer.errors import PmqaError, told_whole

        known = self.saver.draft(question)
        if known is not None and not self.saver.is_saved(question):
            return known
        try:
            draft = self.the_session.store.open(question)
        except PmqaError as error:
            self.notify(told_whole(error), severity="error")
            return None
        if known and known.fingerprint is not None and draft.fingerprint is None and known.text.strip():
            # Renamed, or its drive is gone: saving asks. What was written stays in sight.
            self.notify(
                _("The file of {question} is not there any more. Its text stays here.").format(question=question)
            )
            return known
        self.saver.opened(draft)
        self.the_session.opened(draft)
        return draft

    def on_board_chosen(self, message: Any) -> None:
        """Open a question of the board."""
        self.stage.write(message.question)

    @property
    def is_open(self) -> bool:
        """Whether a workspace is open."""
        return self._session is not None

    @property
    def state(self) -> str:
        """What goes on in the background, in words; empty: nothing."""
        return self._link.state

    def ask_judge(self, question: str, *, wants_examples: bool = False) -> None:
        """Have an answer judged as it is now."""
        self._link.ask(question, wants_examples=wants_examples)

    # --- what the background tells

    @on(FromJudge)
    def _from_judge(self, message: FromJudge) -> None:
        if self.is_running:  # else its screens are being taken down
            self._link.hear(message.answer)

    @on(FromSaver)
    def _from_saver(self, message: FromSaver) -> None:
        if self._keeper and self.is_running:
            self._keeper.hear(message.event)

    # --- the tour

    def start_tour(self) -> None:
        """Begin the tour."""
        from pmqa_writer.tui.touring import Touring

        self.tour = Touring(self)
        self.stage.guide(self.tour.message)

    def action_skip_step(self) -> None:
        """Go on to the tour's next step."""
        if self.tour:
            self.tour.skip()

    # --- comparing

    def compare(self, question: str, text: str) -> None:
        """Compare an earlier text of an answer with the present one."""
        self._link.compare(question, text)

    def show_comparison(self, question: str, text: str, judged: Judged | None) -> None:
        """Show what changed since an earlier text, and what that did to its judgement, where there is one."""
        from pmqa_writer.judging.comparison import compare
        from pmqa_writer.tui.screens.versions import VersionsScreen, comparison_screen

        if not isinstance(self.screen, VersionsScreen):
            return  # it was closed meanwhile, or shows another comparison already
        session = self.the_session
        now, present = session.text(question), session.judged(question)
        comparison = (
            compare(judged, text, present, now) if judged and present and session.is_current(question) else None
        )
        self.push_screen(comparison_screen(text, now, comparison, plain=self.plain))

    def reloaded(self) -> None:
        """Show what somebody has changed in the settings."""
        self._link.reload()
        self.stage.show_state()

    # --- help, commands, leaving

    def get_key_display(self, binding: Binding) -> str:
        """Return how a key is written in the footer."""
        return binding.key_display or key_name(binding.key).replace("Ctrl+", "^")

    def action_help(self) -> None:
        """Tell what the focused pane is for and which keys work."""
        from pmqa_writer.tui.screens.reading import ReadScreen, help_text

        self.push_screen(ReadScreen(help_text(self.screen), _("Help")))

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a message for a while, wrapped at words; nothing in it is ever taken for markup."""
        from pmqa_writer.tui.thai import wrapped

        rows = wrapped(message, _TOAST, self.cutter).plain
        super().notify(rows, title=title, severity=severity, timeout=timeout, markup=False)

    def action_command_palette(self) -> None:
        """Offer all commands."""
        self.push_screen(CommandPalette(placeholder=_("Type a part of a command …"), id="--command-palette"))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Return the commands of the palette."""
        return commands(self)

    async def action_quit(self) -> None:
        """Save all and leave; ask where something cannot be saved."""

        def leave() -> None:
            self.run_worker(self._leave(), exclusive=True, group="leaving")

        answer = self.stage.answer
        if answer and answer.question and answer.laid_out:
            answer.after_keys(leave)
        else:
            leave()

    async def _leave(self) -> None:
        if self.stage.answer and self.stage.answer.laid_out:
            self.stage.answer.note()
        try:
            saved = self._saver is None or await self.run_worker(self._saver.close, thread=True).wait()
        except WorkerError:
            return  # the app is ending otherwise, which closes the saver too
        if self._saver and not saved and not self.unattended:
            from pmqa_writer.tui.screens.choices import ask_leaving

            self.clear_notifications()  # they would lie over the question
            if not await ask_leaving(self, self._saver.unsaved):
                self._saver.reopen()
                return
        self.exit()

    def on_unmount(self) -> None:
        """Save what is left when the app ends otherwise, and end the judge."""
        if self._saver:
            self._saver.close()
        self._opening.release()
        self._link.stop()

    def _fatal_error(self) -> None:
        # Textual would print a traceback with the values of all variables, and drafts are confidential.
        self.bell()
        self._close_messages_no_wait()
