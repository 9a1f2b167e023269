"""A hand that works an app as a person at a terminal does, and a desk with the whole app on it."""

import asyncio
import inspect
import os
import re
import shutil
import time
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget

from pmqa_writer.drafts import Workspace
from pmqa_writer.judging.judge import Judge
from pmqa_writer.judging.messages import Died, Failed, Open, Ready
from pmqa_writer.judging.messages import Judge as JudgeRequest
from pmqa_writer.judging.shelf import Shelf
from pmqa_writer.resources import data_path
from pmqa_writer.text import default_tokenizer
from pmqa_writer.tui.app import WriterApp
from pmqa_writer.tui.mail import Mailbox
from pmqa_writer.tui.thai import WordCutter
from pmqa_writer.tui.widgets.editor import Editor

PATIENCE = 40
"""Seconds that anything may take on a slow machine."""


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Run tests that are coroutines."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}))
    return True


class Hand:
    """Runs a script of keys on an app of the given widgets."""

    def run(self, script: Callable[[Pilot], Awaitable[None]], *widgets: Widget, size=(40, 12), app=None) -> None:
        class Desk(App):
            ENABLE_COMMAND_PALETTE = False
            CSS = "ThaiTextArea { border: none; padding: 0; }"

            def compose(self) -> ComposeResult:
                yield from widgets

        async def play() -> None:
            async with (app or Desk()).run_test(size=size, notifications=True) as pilot:
                if widgets:
                    widgets[0].focus()
                await self.settle(pilot)
                await script(pilot)

        asyncio.run(play())

    async def type(self, pilot: Pilot, text: str) -> None:
        # `pilot.press` types nothing for a combining mark.
        for character in text:
            key = "enter" if character == "\n" else _character_to_key(character)
            pilot.app._driver.send_message(events.Key(key, "\r" if character == "\n" else character))
        await self.settle(pilot)

    async def keys(self, pilot: Pilot, *names: str) -> None:
        for name in names:
            key, character = (_character_to_key(name), name) if len(name) == 1 else (name, None)
            pilot.app._driver.send_message(events.Key(key, character))
            await self.settle(pilot)

    async def paste(self, pilot: Pilot, text: str) -> None:
        # To the app: a widget that is sent it gets it once more from there.
        pilot.app.post_message(events.Paste(text))
        await self.settle(pilot)

    async def settle(self, pilot: Pilot) -> None:
        """Wait until no message waits; `pilot.pause` sleeps 20 ms besides."""
        quiet = 0
        while quiet < 10:
            await asyncio.sleep(0)
            nodes = (pilot.app, pilot.app.screen, *pilot.app.screen.query("*"))
            quiet = quiet + 1 if all(node._message_queue.empty() for node in nodes) else 0

    def screen(self, pilot: Pilot) -> list[str]:
        """Return the rows of the screen as they are sent to the terminal."""
        return [strip.text for strip in pilot.app.screen._compositor.render_strips()]


@pytest.fixture(scope="session")
def hand() -> Hand:
    return Hand()


@pytest.fixture(scope="session")
def cutter() -> WordCutter:
    cutter = WordCutter()
    cutter.use(default_tokenizer())
    return cutter


# --- the whole app


class FakeJudge:
    """A judge without a process: the real one, answering in the app's own thread."""

    def __init__(self, mailbox, shelf):
        self.lives = 0
        self.requests = []
        self.silent = False
        """Whether requests are only kept."""
        self.failure = None
        """What it says instead of opening."""
        self._mailbox = mailbox
        self._shelf = shelf
        self._judge = None

    def start(self):
        self.lives += 1
        self._judge = None

    def send(self, request):
        self.requests.append(request)
        if self.silent:
            return
        match request:
            case Open() if self.failure:
                self._mailbox(Failed(0, "", self.failure, about="opening"))
            case Open():
                self._judge = Judge(Path(os.fsdecode(request.folder)), request.edition, self._mailbox)
                self._judge.shelf = self._shelf
                self._mailbox(Ready("judging"))
                self._mailbox(Ready("examples"))
            case JudgeRequest() if self._judge:
                self.answer(request)

    def answer(self, request):
        self._mailbox(self._judge.judge(request))

    def die(self):
        self._judge = None
        self._mailbox(Died(-9))

    def stop(self):
        self._judge = None


def squeezed(text):
    return re.sub(r"[\s│▁-▟]+", "", text)


class Desk:
    """The app, worked by keys and read from the screen."""

    def __init__(self, hand, pilot, judge):
        self._hand = hand
        self.pilot = pilot
        self.app = pilot.app
        self.judge = judge

    async def type(self, text):
        await self._hand.type(self.pilot, text)

    async def keys(self, *names):
        await self._hand.keys(self.pilot, *names)

    async def paste(self, text):
        await self._hand.paste(self.pilot, text)

    async def settle(self):
        await self._hand.settle(self.pilot)

    async def until(self, wanted):
        """Wait until `wanted` returns something true, and return it."""
        end = time.monotonic() + PATIENCE
        while not (found := wanted()):
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain; the screen:\n{self.screen}\ntold: {self.told}")
            await asyncio.sleep(0.005)
        await self.settle()
        return found

    async def sees(self, *texts):
        """Wait until texts are on the screen, wherever their rows break."""
        for text in texts:
            await self.until(lambda text=text: squeezed(text) in squeezed(self.screen))

    async def write(self, question):
        """Open a question and wait for its judgement."""
        self.app.stage.write(question)
        await self.until(lambda: self.is_writing and self.session.is_current(question))

    async def judged(self):
        question = self.app.stage.answer.question.id
        await self.until(lambda: self.session.is_current(question) and self.app.stage.answer._timer is None)

    @property
    def is_writing(self):
        """Whether the keys go to the editor of an answer."""
        return self.app.screen is self.app.stage.answer and isinstance(self.app.focused, Editor)

    @property
    def rows(self):
        return self._hand.screen(self.pilot)

    @property
    def screen(self):
        return "\n".join(self.rows)

    @property
    def told(self):
        """All notifications that are shown."""
        return "\n".join(f"{told.title} {told.message}" for told in self.app._notifications)

    def tells(self, text):
        """Whether a notification holds a text, wherever its rows break."""
        return squeezed(text) in squeezed(self.told)

    @property
    def session(self):
        return self.app.the_session

    @property
    def editor(self):
        return self.app.stage.answer.editor

    @property
    def panel(self):
        return self.app.stage.answer.side.panel

    @property
    def board(self):
        return self.app.stage.board.board

    def styles_of(self, text):
        """The foreground colours in which a text is painted where it begins on the screen."""
        found = []
        for strip in self.app.screen._compositor.render_strips():
            at = 0
            line = strip.text
            for segment in strip:
                if (place := line.find(text)) >= 0 and at <= place < at + len(segment.text):
                    found.append(segment.style.color.triplet.hex)
                at += len(segment.text)
        return found


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    return Shelf.of(Workspace(tmp_path_factory.mktemp("shelf")), lambda _notice: None)


@pytest.fixture
def sample(tmp_path):
    """A copy of the packaged sample."""
    folder = tmp_path / "ws"
    shutil.copytree(data_path("sample"), folder)
    return folder


class RememberingEngine:
    """An engine that reads no draft twice."""

    def __init__(self, engine):
        self.edition = engine.edition
        self.analyse = cache(engine.analyse)


@pytest.fixture(scope="session")
def quick_engine(engine):
    return RememberingEngine(engine)


@pytest.fixture
def new_desk(hand, shelf, quick_engine, monkeypatch):
    """Open the app on a folder; its pauses are short."""
    monkeypatch.setattr("pmqa_writer.judging.judge._warm_engine", lambda _edition: quick_engine)
    monkeypatch.setattr("pmqa_writer.tui.screens.write._PAUSE", 0.02)
    monkeypatch.setattr("pmqa_writer.tui.screens.home._FORGOTTEN", 30)
    # A test looks at a file by itself; on a busy machine the app might do it between two lines of the test.
    monkeypatch.setattr("pmqa_writer.tui.screens.write._WATCH", 600)
    for name, seconds in {"_NOTED_AFTER": 0.02, "_PAUSE": 0.05, "_LONGEST": 0.5, "_PATIENCE": 0.1}.items():
        monkeypatch.setattr(f"pmqa_writer.tui.saver.{name}", seconds)

    @asynccontextmanager
    async def opened(folder, *, size=(120, 32), judge=None, wait=True, **settings):
        mailbox = Mailbox()
        fake = judge(mailbox) if judge else FakeJudge(mailbox, shelf)
        fake.start()
        if (folder / "pmqa.toml").exists():
            fake.send(Open.of(folder))
        app = WriterApp(folder, fake, mailbox, today=date(2026, 11, 30), **settings)
        async with app.run_test(size=size, notifications=True) as pilot:
            desk = Desk(hand, pilot, fake)
            if wait:
                await desk.until(lambda: app.stage.is_ready and app.screen is not app.screen_stack[0])
            else:
                await desk.until(lambda: len(app.screen_stack) > 1)
            yield desk
        if app._exception:
            raise app._exception

    return opened


@pytest.fixture
def desk(new_desk, sample):
    """Open the app on a copy of the sample."""
    return lambda **settings: new_desk(sample, **settings)
