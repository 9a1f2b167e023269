"""A hand that works an app as a person at a terminal does."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget

from pmqa_writer.text import default_tokenizer
from pmqa_writer.tui.thai import WordCutter


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
            pilot.app._driver.send_message(events.Key(name, None))
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
