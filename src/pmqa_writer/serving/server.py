"""The server of a workshop: checks who asks, gives every visitor an app of their own, and ends all of them with it."""

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import web

from pmqa_writer.errors import PmqaError, reason_of
from pmqa_writer.i18n import _
from pmqa_writer.serving.gate import Gate
from pmqa_writer.serving.pages import HEADERS, notice, static_files, terminal_page
from pmqa_writer.serving.session import Session, size_of
from pmqa_writer.serving.visitors import Visitor, Visitors

_MONTH: Final = 30 * 24 * 60 * 60
_LARGEST: Final = 1 << 20
"""Bytes of the largest message that a page may send; a pasted answer has some thousand."""
_LETTERS: Final = (8, 48)
_REFUSED: Final = (
    "เปิดหน้านี้ไม่ได้ โปรดใช้ที่อยู่ (ลิงก์) ทั้งหมดที่วิทยากรให้",
    "This page cannot be opened. Please use the whole address that the trainer gave you.",
)
_FULL: Final = (
    "ขณะนี้มีผู้ใช้ครบจำนวนแล้ว โปรดรอสักครู่แล้วโหลดหน้านี้ใหม่ หรือแจ้งวิทยากร",
    "All places are taken. Please wait a little and load this page again, or tell the trainer.",
)
_NOTHING: Final = ("ไม่มีหน้านี้", "There is no such page.")
_GOING_ON: Final = ("กำลังเปิด …", "Opening …")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Workshop:
    """What a server is to do."""

    gate: Gate
    visitors: Visitors
    command: Callable[[Path], Sequence[str]]
    """What starts the app in a visitor's folder."""
    most: int = 60
    """Visitors at a time."""
    idle: float = 30 * 60
    """Seconds without input after which a session ends."""
    tell: Callable[[str], None] = lambda _line: None
    """Is told, for the trainer, who comes and goes; never what they write."""


class Server:
    """Answers browsers."""

    def __init__(self, workshop: Workshop) -> None:
        """Prepare; `application` is what a web runner takes."""
        self._workshop = workshop
        self._sessions: dict[str, Session] = {}
        """By the visitor's id. A visitor is at one page at a time."""
        port = workshop.gate.port
        # Cookies are shared by all ports of a computer.
        self._visitor_cookie = f"pmqa-visitor-{port}"
        self._token_cookie = f"pmqa-token-{port}"

    @property
    def sessions(self) -> Sequence[Session]:
        """The sessions that run."""
        return list(self._sessions.values())

    def application(self) -> web.Application:
        """Return the web application."""

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._guard(request, handler)

        application = web.Application(middlewares=[guard])
        application.router.add_get("/", self._page)
        application.router.add_get("/ws", self._socket)
        application.router.add_get("/static/{name}", self._static)
        application.on_shutdown.append(self._end)
        return application

    async def _end(self, _application: web.Application) -> None:
        sessions = self.sessions
        await asyncio.gather(*(session.close() for session in sessions))
        await asyncio.gather(*(session.ended.wait() for session in sessions))

    # --- who may come in

    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request through to its handler, or answer with a notice."""
        if not self._is_own(request):
            return notice(403, *_REFUSED)
        from_elsewhere = request.headers.get("Sec-Fetch-Site") == "cross-site"
        if request.path == "/" and from_elsewhere and "token" not in request.query:
            # Its cookies were kept back: with them this may be somebody who is known.
            return notice(200, *_GOING_ON, refresh=True)
        gate = self._workshop.gate
        if request.path == "/" and (token := request.query.get("token")) is not None and gate.lets_in(token):
            response = notice(200, *_GOING_ON, refresh=True)
            if gate.token:
                response.set_cookie(self._token_cookie, token, httponly=True, samesite="Strict")
            return response
        if not gate.lets_in(request.cookies.get(self._token_cookie, "")):
            return notice(403, *_REFUSED)
        try:
            return await handler(request)
        except web.HTTPException as error:
            return notice(error.status, *_NOTHING)

    def _is_own(self, request: web.Request) -> bool:
        gate = self._workshop.gate
        host = request.headers.getall("Host", [])
        name = request.transport.get_extra_info("sockname") if request.transport else None
        if len(host) != 1 or not gate.is_own(host[0], str(name[0]) if name else ""):
            return False
        origin = request.headers.get("Origin")
        if origin is None:
            # Every browser says where the page of a WebSocket comes from.
            return request.path != "/ws"
        return gate.is_own_origin(origin, host[0])

    # --- what they get

    async def _page(self, request: web.Request) -> web.Response:
        visitor = self._workshop.visitors.welcome(request.cookies.get(self._visitor_cookie, ""))
        if self._is_full_for(visitor):
            return notice(503, *_FULL)
        size = request.query.get("size", "")
        letters = min(max(int(size), _LETTERS[0]), _LETTERS[1]) if size.isdecimal() and len(size) < 4 else 16
        response = terminal_page(request.headers["Host"].lower(), letters)
        response.set_cookie(self._visitor_cookie, visitor.id, max_age=_MONTH, httponly=True, samesite="Strict")
        return response

    async def _static(self, request: web.Request) -> web.Response:
        found = static_files().get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        content, kind = found
        headers = {**HEADERS, "Cache-Control": "private, max-age=600"}
        return web.Response(body=content, content_type=kind, headers=headers)

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        visitor = self._workshop.visitors.known(request.cookies.get(self._visitor_cookie, ""))
        if visitor is None:
            return notice(403, *_REFUSED)
        if self._is_full_for(visitor):
            return notice(503, *_FULL)
        page = web.WebSocketResponse(heartbeat=15, timeout=5, max_msg_size=_LARGEST)
        if not page.can_prepare(request):
            return notice(400, *_NOTHING)
        connection = request.transport
        session = Session(page, self._workshop.idle, connection.abort if connection else lambda: None)
        earlier = self._sessions.get(visitor.id)
        self._sessions[visitor.id] = session  # before anything is waited for, so that places are never given twice
        try:
            await page.prepare(request)
            if earlier is not None:
                # The page was loaded again or opened twice: two apps must not write the same files.
                await earlier.close()
                await earlier.ended.wait()
            await self._serve(visitor, session, size_of(request.query.get("width"), request.query.get("height")))
        finally:
            session.ended.set()
            if self._sessions.get(visitor.id) is session:
                if earlier is not None and not earlier.ended.is_set():
                    self._sessions[visitor.id] = earlier  # this one has not come so far as to end it
                else:
                    del self._sessions[visitor.id]
            await session.close()
        return page

    async def _serve(self, visitor: Visitor, session: Session, size: tuple[int, int]) -> None:
        tell = self._workshop.tell
        try:
            folder = await asyncio.to_thread(self._workshop.visitors.folder, visitor)
            tell(_("{name} has come ({count} now)").format(name=folder.name, count=len(self._sessions)))
            status = await session.run(self._workshop.command(folder), *size)
        except PmqaError as error:
            tell(f"{error.place}: {error.message} {error.hint}")
        except OSError as error:
            tell(_("The app does not start: {reason}").format(reason=reason_of(error)))
        else:
            if status:
                tell(_("{name} has ended with code {status}").format(name=folder.name, status=status))
            else:
                tell(_("{name} has gone").format(name=folder.name))

    def _is_full_for(self, visitor: Visitor) -> bool:
        return visitor.id not in self._sessions and len(self._sessions) >= self._workshop.most


def listen(host: str, port: int) -> list[socket.socket]:
    """Take the port at all addresses of `host`.

    Raises:
        PmqaError: it is taken, or the host is none of this computer's.
    """
    sockets: list[socket.socket] = []
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, *_rest, address in dict.fromkeys(found):
            # The port that the system has chosen for the first address holds for the others.
            chosen = (address[0], sockets[0].getsockname()[1] if sockets else port)
            sockets.append(socket.create_server(chosen, family=family, backlog=128))
    except OSError as error:
        for opened in sockets:
            opened.close()
        raise PmqaError(
            _("It cannot listen at {host}, port {port}: {reason}").format(
                host=host, port=port, reason=reason_of(error)
            ),
            hint=_("Choose another port, e.g. --port {port}, or an address of this computer.").format(
                port=port % 65535 + 1
            ),
        ) from None
    return sockets


def machine_name() -> str:
    """Return the name of this computer in the network."""
    return socket.gethostname()


def address_in_network() -> str:
    """Return the address by which other computers are likely to reach this one; its name where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        # Nothing is sent: a datagram socket that is told where it would send knows from which address it would.
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])
    return machine_name()


async def serve(server: Server, sockets: Sequence[socket.socket]) -> None:
    """Serve until the task is cancelled or the process is told to end; then let every app save."""
    # No access log: it would hold the token.
    runner = web.AppRunner(server.application(), access_log=None, shutdown_timeout=5)
    await runner.setup()
    enough = asyncio.Event()
    with suppress(NotImplementedError, RuntimeError):  # Windows; a thread other than the first
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, enough.set)
    try:
        for listening in sockets:
            await web.SockSite(runner, listening).start()
        await enough.wait()
    finally:
        await runner.cleanup()


def run(workshop: Workshop, sockets: Sequence[socket.socket]) -> None:
    """Serve until Ctrl+C."""
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(Server(workshop), sockets))
