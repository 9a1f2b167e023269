"""The app: opens a workspace, and lets its screens, the judge and the saver talk to each other.

Nothing slow is imported before the first paint; what is slow comes in a thread after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

from textual import on
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.filter import LineFilter
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.screen import Screen

from pmqa_writer.i18n import _, language
from pmqa_writer.tui.keys import key_name
from pmqa_writer.tui.thai import PaintFilter, ThaiStatic, WordCutter, install_cluster_split, wrapped
from pmqa_writer.tui.themes import ALL, DARK, PROJECTOR, THEMES

if TYPE_CHECKING:
    from pmqa_writer.drafts import Lock, OpenDraft, Recovered
    from pmqa_writer.errors import PmqaError
    from pmqa_writer.examples import Corpus
    from pmqa_writer.judging.messages import Answer, Request
    from pmqa_writer.text import Tokenizer
    from pmqa_writer.tui.saver import Event, Saver
    from pmqa_writer.tui.screens.home import HomeScreen
    from pmqa_writer.tui.screens.write import WriteScreen
    from pmqa_writer.tui.session import Session

_TOAST: Final = 54
"""Cells of a line in a message."""
_LIVES: Final = 3
"""Times that a judge which dies is started again."""


class Judges(Protocol):
    """What the app asks; `judging.client.JudgeProcess` is one."""

    def start(self) -> None:
        """Start, unless it runs."""

    def send(self, request: Request) -> None:
        """Take a request without making anyone wait."""

    def stop(self) -> None:
        """End."""


class FromJudge(Message):
    """The judge has answered."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class FromSaver(Message):
    """The saver has something to tell."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event


class Opened(Message):
    """The workspace is open, or cannot be opened."""

    def __init__(self, session: Session | None, pending: list[Recovered], error: PmqaError | None) -> None:
        super().__init__()
        self.session = session
        self.pending = pending
        self.error = error


class WordsLoaded(Message):
    """The dictionary is there."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.tokenizer = tokenizer


class Mailbox:
    """Where the judge's thread leaves answers: kept until there is an app, then handed on."""

    def __init__(self) -> None:
        self._app: WriterApp | None = None
        self._kept: list[Answer] = []

    def __call__(self, answer: Answer) -> None:
        """Take an answer; may be called from any thread."""
        if self._app is None:
            self._kept.append(answer)
        else:
            self._app.post_message(FromJudge(answer))

    def connect(self, app: WriterApp) -> None:
        """Hand answers to `app` from now on."""
        self._app = app
        for answer in self._kept:
            app.post_message(FromJudge(answer))


class WriterApp(App[None]):
    """Writes the answers of one workspace."""

    TITLE = "pmqa-writer"
    COMMAND_PALETTE_BINDING = "ctrl+shift+p"  # F10, in the screens, can be told of in the footer
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = """
    #splash { padding: 1 2; color: $text-muted; }
    Footer { background: $panel; }
    ToastRack { align: right top; margin-top: 1; }
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
            today: the day that a first fiscal year is guessed from.
        """
        # Read by Textual while it starts.
        self._split_sara_am = split_sara_am
        super().__init__(ansi_color=plain)
        install_cluster_split()
        self.folder = folder
        self.plain = plain
        self.cutter = WordCutter()
        """Finds words for all widgets; by syllables until the dictionary is loaded."""
        self.state = _("loading the judge …") if judge else ""
        """What goes on in the background, in words; empty: nothing."""
        self._judge = judge
        self._mailbox = mailbox
        self._lives = _LIVES
        self._today = today or date.today()
        self._session: Session | None = None
        self._saver: Saver | None = None
        self._write: WriteScreen | None = None
        self._home: HomeScreen | None = None
        self._wanted = theme
        self._lock: Lock | None = None
        self._unsaved: set[tuple[str, bool]] = set()
        """Answers that could not be saved, and whether they were at least noted, as far as the writer was told."""
        self.animation_level = "none"
        if plain:
            self.add_class("-plain")

    # --- starting

    def get_line_filters(self) -> list[LineFilter]:
        """Return what every painted line goes through; the last one lets nothing through that could act."""
        return [*super().get_line_filters(), PaintFilter(self._split_sara_am)]

    def compose(self) -> ComposeResult:
        """Show at once that the app is there."""
        yield ThaiStatic(_("Opening the answers …"), id="splash")

    def on_mount(self) -> None:
        """Choose the looks, and load the rest after the first paint."""
        for theme in ALL:
            self.register_theme(theme)
        self.theme = self._wanted
        if self._mailbox:
            self._mailbox.connect(self)
        self.call_after_refresh(self._begin)

    def watch_theme(self, theme: str) -> None:
        """Give the projector theme more room."""
        self.set_class(theme == PROJECTOR.name, "-projector")

    def _begin(self) -> None:
        if (self.folder / "pmqa.toml").exists():
            self.run_worker(self._open, thread=True)
            return
        from pmqa_writer.tui.screens.start import StartScreen

        self.run_worker(self._load_words, thread=True)
        self.push_screen(StartScreen(self.folder, self._today))

    def _open(self) -> None:
        """Read the workspace, in a thread; then the dictionary and the examples."""
        from pmqa_writer.errors import PmqaError
        from pmqa_writer.tui.session import Session

        try:
            session = Session.open(self.folder)
        except PmqaError as error:
            self.post_message(Opened(None, [], error))
            return
        # Screens are imported here, where nobody waits for a key.
        from pmqa_writer.tui.screens import home, write  # noqa: F401

        self.post_message(Opened(session, session.journal.pending(session.store), None))
        self._load_words()

    def _load_words(self) -> None:
        # In a thread; the second time there is nothing to load.
        from pmqa_writer.text import default_tokenizer

        self.post_message(WordsLoaded(default_tokenizer()))

    @on(WordsLoaded)
    def _words_loaded(self, message: WordsLoaded) -> None:
        self.cutter.use(message.tokenizer)

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        if message.session is None:
            self._cannot_open(message.error)
            return
        from pmqa_writer.tui.saver import Saver
        from pmqa_writer.tui.screens.home import HomeScreen

        session = message.session
        self._session = session
        self._saver = Saver(session.store, session.journal, self._hear_saver)
        self._home = HomeScreen(session, plain=self.plain)
        self._home.state = self.state
        self.push_screen(self._home)
        self._ask_all()
        self._warn_of_windows()
        for problem in session.problems[:3]:
            self.notify(f"{problem.path}: {problem.message} {problem.hint}", severity="warning")
        self.run_worker(self._offer_recovery(message.pending))

    def _cannot_open(self, error: PmqaError | None) -> None:
        from pmqa_writer.errors import told
        from pmqa_writer.tui.screens.reading import Choice, ChoiceScreen

        assert error is not None  # noqa: S101 - there is no session without one
        text = "\n\n".join(part for part in (told(error), error.hint) if part)
        choices = [Choice("again", _("Try again"), "primary"), Choice("quit", _("Quit"))]

        def decided(choice: str | None) -> None:
            if choice == "again":
                self.run_worker(self._open, thread=True)
            else:
                self.exit()

        self.push_screen(ChoiceScreen(_("The answers cannot be opened"), text, choices), decided)

    def _warn_of_windows(self) -> None:
        from pmqa_writer.drafts import Lock

        self._lock = Lock(self.folder)
        if not self._lock.take():
            self.notify(
                _("These answers seem to be open in another window. If both change one answer, you will choose."),
                severity="warning",
            )

    def on_start_screen_made(self, message: Any) -> None:
        """Open the workspace that the first-run screen has made."""
        message.stop()
        self.folder = message.folder
        self.pop_screen()
        self._open_judge()
        self.run_worker(self._open, thread=True)

    def _hear_saver(self, event: Event) -> None:
        # In the saver's thread.
        self.post_message(FromSaver(event))

    # --- what the screens use

    @property
    def is_ready(self) -> bool:
        """Whether the workspace is open and its board shown."""
        return self._home is not None and self._home.is_mounted

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

    @cached_property
    def corpus(self) -> Corpus:
        """All examples and advice; a broken line among the agency's own is left out, the judge tells of it."""
        from pmqa_writer.examples.own import corpus_of

        return corpus_of(self.the_session.workspace, lambda _error: None)

    def open_draft(self, question: str) -> OpenDraft | None:
        """Read an answer from the disk, unless it is being written already; None where it cannot be read."""
        from pmqa_writer.errors import PmqaError, told

        known = self.saver.draft(question)
        if known is not None and not self.saver.is_saved(question):
            return known
        try:
            draft = self.the_session.store.open(question)
        except PmqaError as error:
            self.notify(f"{told(error)} {error.hint}", severity="error")
            return None
        self.saver.opened(draft)
        self.the_session.opened(draft)
        return draft

    def go_home(self, question: str = "") -> None:
        """Show the board, with the cursor on a question."""
        assert self._home is not None  # noqa: S101
        if self.screen is not self._home:
            self.pop_screen()
        if question:
            self._home.board.go(question)

    def on_board_chosen(self, message: Any) -> None:
        """Open a question of the board."""
        self.write(message.question)

    def write(self, question: str) -> None:
        """Show the screen to write an answer on."""
        from pmqa_writer.tui.screens.write import WriteScreen

        if self._write is None:
            self._write = WriteScreen()
            self.install_screen(self._write, "write")
        self._write.open(question)
        if self.screen is not self._write:
            self.push_screen("write")

    # --- the judge

    def _open_judge(self) -> None:
        if self._judge:
            from pmqa_writer.judging.messages import Open

            self._judge.send(Open.of(self.folder, "", language()))

    def ask_judge(self, question: str, *, wants_examples: bool = False) -> None:
        """Have an answer judged as it is now."""
        if self._judge is None or self._session is None:
            return
        from pmqa_writer.judging.messages import Judge

        draft = self.saver.draft(question)
        self._judge.send(
            Judge(
                question,
                self._session.text(question),
                self._session.generation(question),
                wants_examples,
                draft.file.name if draft else "",
                tuple(file.name for file in draft.others) if draft else (),
            )
        )

    def _ask_all(self) -> None:
        # The last one sent is judged first.
        for question, _text in reversed(list(self.the_session.written())):
            self.ask_judge(question)

    @on(FromJudge)
    def _from_judge(self, message: FromJudge) -> None:
        from pmqa_writer.judging import messages

        if not self.is_running:  # its screens are being taken down
            return
        match message.answer:
            case messages.Judged() as judged:
                if self._session and self._session.judge(judged):
                    self._judged(judged.question)
            case messages.Loading(part="examples", done=done, total=total) if total:
                self._tell(_("indexing the examples {percent} %").format(percent=100 * done // total))
            case messages.Ready():
                self._tell("")
            case messages.Notice() as notice:
                self.notify(f"{notice.message} {notice.hint}", severity="warning")
            case messages.Failed() as failed:
                if failed.about == "opening":
                    self._tell(_("without a judge"))
                self.notify(f"{failed.message} {failed.hint}", severity="error")
            case messages.Died():
                self._revive()

    def _judged(self, question: str) -> None:
        write, home = self._write, self._home
        if write and write is self.screen and write.question and write.question.id == question:
            write.update()
        elif home and home is self.screen:
            home.update()
        if write and write.is_mounted:
            from pmqa_writer.tui.widgets.questions import QuestionTree

            write.query_one(QuestionTree).update(question)

    def _tell(self, state: str) -> None:
        self.state = state
        if self._home:
            self._home.state = state
            self._home.update()
        if self._write and self._write is self.screen:
            self._write.update()

    def _revive(self) -> None:
        self._lives -= 1
        if self._judge is None or self._lives < 0:
            self._tell(_("without a judge"))
            self.notify(
                _("The judge has stopped. You can go on writing; start the program anew to have answers judged."),
                severity="error",
            )
            return
        try:
            self._judge.start()
        except OSError:
            self._revive()
            return
        self._open_judge()
        if self._session:
            self._ask_all()
            if self._write and self._write.question:
                self.ask_judge(self._write.question.id, wants_examples=True)

    # --- the saver

    @on(FromSaver)
    def _from_saver(self, message: FromSaver) -> None:
        from pmqa_writer.errors import told
        from pmqa_writer.tui.saver import Conflicted, NotSaved, Saved

        if not self.is_running:
            return
        match message.event:
            case Saved(draft):
                self._unsaved -= {(draft.question, True), (draft.question, False)}
                if self._write:
                    self._write.saved(draft)
            case NotSaved(question, error, noted) if (question, noted) not in self._unsaved:
                self._unsaved.add((question, noted))
                where = (
                    _("The text is kept in the journal and it is tried again.")
                    if noted
                    else _("The text is only in this window: copy it elsewhere. It is tried again.")
                )
                self.notify(
                    f"{told(error)} {error.hint} {where}",
                    title=_("{question} is not saved").format(question=question),
                    severity="error",
                    timeout=15,
                )
            case Conflicted(question, error):
                self.run_worker(self._resolve(question, error.theirs), group=f"conflict-{question}")

    async def _resolve(self, question: str, theirs: str | None) -> None:
        """Let the writer choose between two versions."""
        from pmqa_writer.tui.screens.choices import ask_conflict, replace_by_theirs

        if await ask_conflict(self, question, self.the_session.text(question), theirs):
            from pmqa_writer.errors import PmqaError, told

            try:
                kept = self.saver.keep_mine(question).kept
            except PmqaError as error:
                self.notify(f"{told(error)} {error.hint}", severity="error")
                return
            if kept:
                self.notify(_("The other version is kept in {file}").format(file=kept))
        else:
            replace_by_theirs(self, question, self._write)

    async def _offer_recovery(self, pending: list[Recovered]) -> None:
        from pmqa_writer.tui.screens.choices import ask_recovery

        for recovered in pending:
            await ask_recovery(self, recovered)
        if self._home:
            self._home.update()

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
        rows = wrapped(message, _TOAST, self.cutter).plain
        super().notify(rows, title=title, severity=severity, timeout=timeout, markup=False)

    def action_command_palette(self) -> None:
        """Offer all commands."""
        self.push_screen(CommandPalette(placeholder=_("Type a part of a command …"), id="--command-palette"))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Yield the commands of the palette."""
        yield SystemCommand(_("Help"), _("What this pane is for, and its keys"), self.action_help)
        for name, title in THEMES.items():
            yield SystemCommand(
                _("Theme: {name}").format(name=_(title)), _("Change the colours"), lambda name=name: self._use(name)
            )
        if self._session:
            yield SystemCommand(_("The board"), _("All questions"), self.go_home)
            yield SystemCommand(_("Where the answers are"), str(self.folder), lambda: self.notify(str(self.folder)))
        yield SystemCommand(_("Quit"), _("All is saved first"), self.action_quit)

    def _use(self, theme: str) -> None:
        self.theme = theme

    async def action_quit(self) -> None:
        """Save all and leave; ask where something cannot be saved."""

        def leave() -> None:
            self.run_worker(self._leave(), exclusive=True, group="leaving")

        if self._write and self._write.question and self._write.is_mounted:
            self._write.after_keys(leave)
        else:
            leave()

    async def _leave(self) -> None:
        if self._saver and not await self.run_worker(self._saver.close, thread=True).wait():
            from pmqa_writer.tui.screens.choices import ask_leaving

            self.clear_notifications()  # they would lie over the question
            if not await ask_leaving(self, self._saver.unsaved):
                self._saver = self._saver.reopened()
                return
        self.exit()

    def on_unmount(self) -> None:
        """Save what is left when the app ends otherwise, and end the judge."""
        if self._saver:
            self._saver.close()
        if self._lock:
            self._lock.release()
        if self._judge:
            self._judge.stop()

    def _fatal_error(self) -> None:
        # Textual would print a traceback with the values of all variables, and drafts are confidential.
        self.bell()
        self._close_messages_no_wait()
