"""A visitor's session: the app in a process of its own, between its pipes and the page's WebSocket.

The pipes carry packets: a letter (D: what the terminal gets or sends; M: a message about it), four bytes of length, and
that many bytes, as Textual's web driver has them. Nothing of it is ever logged: drafts are in it.
"""

import asyncio
import json
import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from aiohttp import WSMsgType, web

_DATA: Final = b"D"
_META: Final = b"M"
_COLUMNS: Final = (20, 400)
_ROWS: Final = (6, 200)
_PATIENCE: Final = 10.0
"""Seconds after which an end that takes nothing is taken for dead."""
_SAVING: Final = 75.0
"""Seconds that an app has to take all that was typed, save and end by itself; it needs a moment of them."""
_LOOKS: Final = 60.0
"""Most seconds between two looks whether a visitor is still there."""
_GONE: Final = (ConnectionError, RuntimeError, TimeoutError)
"""What writing to an end that is closed, or takes nothing any more, raises: nothing to tell, the session is ending."""


def environment(base: Mapping[str, str], columns: int, rows: int) -> dict[str, str]:
    """Return the environment of an app that is shown in a browser.

    Args:
        base: the server's own.
        columns: width of the page's terminal.
        rows: its height.
    """
    # Textual's log would hold what is typed. UNICODE_VERSION would change how wide Thai is thought to be.
    kept = {name: value for name, value in base.items() if name not in {"TEXTUAL", "TEXTUAL_LOG", "UNICODE_VERSION"}}
    return {
        **kept,
        "TEXTUAL_DRIVER": "pmqa_writer.serving.driver:ServedDriver",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TEXTUAL_FPS": "30",  # many share this computer
        "TERM_PROGRAM": "textual",
        "COLUMNS": str(columns),
        "ROWS": str(rows),
    }


def size_of(columns: object, rows: object) -> tuple[int, int]:
    """Return a terminal's size within what can be drawn, whatever was asked for."""
    return _within(columns, 80, _COLUMNS), _within(rows, 24, _ROWS)


def _within(value: object, usual: int, limits: tuple[int, int]) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 6:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return usual
    return min(max(value, limits[0]), limits[1])


class Session:
    """One visitor's app, from the opening of the page to the end of its process."""

    def __init__(self, socket: web.WebSocketResponse, idle: float, abort: Callable[[], None]) -> None:
        """Prepare; `socket` may be opened later.

        Args:
            socket: the page's.
            idle: seconds without a key or a movement of the mouse after which the session ends.
            abort: cuts the connection of a page that does not even take its closing.
        """
        self._socket = socket
        self._abort = abort
        self._idle = idle
        self._touched = time.monotonic()
        self._process: asyncio.subprocess.Process | None = None
        self.ended = asyncio.Event()
        """Set when nothing of it is left."""

    @property
    def pid(self) -> int | None:
        """Number of the app's process; None before it runs."""
        return self._process.pid if self._process else None

    async def run(self, command: Sequence[str], columns: int, rows: int) -> int:
        """Run the app until the visitor leaves, is idle too long or quits; return its exit code.

        Raises:
            OSError: the system does not start it.
        """
        self._process = process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # What Python has to say of an error may quote values, and the values are drafts.
            stderr=asyncio.subprocess.DEVNULL,
            env=environment(os.environ, columns, rows),
            # Ctrl+C in the trainer's terminal is for the server, which then lets every app save.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        painting = asyncio.create_task(self._paint(process))
        watching = asyncio.create_task(self._watch())
        try:
            await self._listen()
        finally:
            watching.cancel()
            await self._end(process)
            await painting
        return process.returncode or 0

    async def close(self) -> None:
        """Close the page's connection, which ends the session."""
        await self._close(1001)

    async def _close(self, code: int) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._socket.close(code=code)
        except TimeoutError:
            self._abort()
        except _GONE:
            pass

    async def _listen(self) -> None:
        """Hand on what the page sends, until it goes away or sends what no page of ours would."""
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT or not await self._take(message.data):
                await self._close(1008)
                return

    async def _take(self, text: str) -> bool:
        try:
            match json.loads(text):
                case ["stdin", str(typed)]:
                    self._touched = time.monotonic()
                    await self._send(_DATA, typed.encode("utf-8", "replace"))
                case ["resize", {"width": width, "height": height}]:
                    columns, rows = size_of(width, height)
                    await self._tell({"type": "resize", "width": columns, "height": rows})
                case ["ping", str(data)]:
                    with suppress(*_GONE):
                        await self._socket.send_json(["pong", data[:32]])
                case ["focus" | "blur" as change, *_]:
                    await self._tell({"type": change})
                case _:
                    return False
        except (ValueError, RecursionError):
            return False
        return True

    async def _paint(self, process: asyncio.subprocess.Process) -> None:
        """Send what the app paints to the page. Read on when the page is gone, or the app could not end."""
        assert process.stdout is not None  # noqa: S101 - asked for above
        with suppress(asyncio.IncompleteReadError, ValueError):
            await process.stdout.readuntil(b"__GANGLION__\n")
            deaf = False
            while True:
                head = await process.stdout.readexactly(5)
                payload = await process.stdout.readexactly(int.from_bytes(head[1:], "big"))
                if head[:1] == _DATA:
                    deaf = deaf or self._socket.closed or not await self._show(payload)
                # Nothing else is wanted of the app: not to open addresses, nor to hand out files.
                elif head[:1] == _META and json.loads(payload).get("type") == "exit":
                    await self.close()
        await self.close()

    async def _show(self, painted: bytes) -> bool:
        """Send something to the page; say whether it took it. One that takes nothing must not hold up its app."""
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._socket.send_bytes(painted)
        except TimeoutError:
            self._abort()  # it would take no closing either
            return False
        except _GONE:
            return False
        return True

    async def _watch(self) -> None:
        """Close the connection of a visitor who has gone for lunch."""
        while (left := self._touched + self._idle - time.monotonic()) > 0:
            await asyncio.sleep(min(left, _LOOKS))
        await self.close()

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        """Have the app save and end; by force where it does not. What it could not save is in its journal."""
        await self._tell({"type": "quit"})
        for insist, patience in ((process.terminate, _SAVING), (process.kill, _PATIENCE)):
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), patience)
                return
            with suppress(ProcessLookupError):
                insist()
        await process.wait()

    async def _tell(self, message: Mapping[str, Any]) -> None:
        await self._send(_META, json.dumps(message).encode())

    async def _send(self, kind: bytes, payload: bytes) -> None:
        assert self._process is not None and self._process.stdin is not None  # noqa: S101
        stdin = self._process.stdin
        with suppress(*_GONE):
            stdin.write(kind + len(payload).to_bytes(4, "big") + payload)
            # While the app ends it may read no more: nobody is to wait for it then.
            async with asyncio.timeout(_PATIENCE):
                await stdin.drain()
