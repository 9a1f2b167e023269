"""A real server on a free port of this computer, with a small app behind it that echoes what it is sent."""

import asyncio
import json
import sys
import threading
import time
from contextlib import asynccontextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

pytest.importorskip("textual_serve")
aiohttp = pytest.importorskip("aiohttp")

from pmqa_writer.serving.gate import Gate  # noqa: E402
from pmqa_writer.serving.server import Server, Workshop, listen, serve  # noqa: E402
from pmqa_writer.serving.visitors import Visitors  # noqa: E402

ECHO = """
import sys
folder = sys.argv[1]
read, write = sys.stdin.buffer.read, sys.stdout.buffer
write.write(b"__GANGLION__\\n"); write.flush()
while head := read(5):
    body = read(int.from_bytes(head[1:], "big"))
    if head[:1] == b"M":
        if b"quit" in body:
            break
        continue
    if body == b"\\x11":  # ctrl+q
        write.write(b"M" + (16).to_bytes(4, "big") + b'{"type": "exit"}'); write.flush()
        break
    with open(folder + "/typed.txt", "ab") as file:
        file.write(body)
    write.write(b"D" + head[1:] + body); write.flush()
"""


@pytest.fixture(autouse=True)
def _no_network(this_computer_alone):
    """Instead of the guard of all tests."""


class Running:
    """A server in a thread of its own."""

    def __init__(self, keep: Path, *, token="", most=3, idle=60.0, command=None):
        self._sockets = listen("127.0.0.1", 0)
        self.port = self._sockets[0].getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"
        self.told = []
        workshop = Workshop(
            gate=Gate.of("127.0.0.1", self.port, token=token),
            visitors=Visitors(keep),
            command=command or (lambda folder: [sys.executable, "-c", ECHO, str(folder)]),
            most=most,
            idle=idle,
            tell=self.told.append,
        )
        self.server = Server(workshop)
        self._loop = asyncio.new_event_loop()
        self._task = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self):
        async def work():
            self._task = asyncio.current_task()
            await serve(self.server, self._sockets)

        try:
            self._loop.run_until_complete(work())
        except asyncio.CancelledError:
            pass
        finally:
            self._loop.close()

    def stop(self):
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._task.cancel)
            self._thread.join(30)
        assert not self._thread.is_alive()

    def get(self, path="/", cookie="", **headers):
        """Return the status, the headers (lower case) and the text of an answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        sent = {"Host": self.host, **headers, **({"Cookie": cookie} if cookie else {})}
        connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text

    def cookie(self, **settings):
        """Load the page and return the cookie that it gives."""
        status, headers, _text = self.get(**settings)
        assert status == 200
        return headers["set-cookie"].partition(";")[0]

    @asynccontextmanager
    async def page(self, cookie="", **headers):
        """Open the WebSocket as the page does."""
        sent = {"Origin": f"http://{self.host}", **headers, **({"Cookie": cookie} if cookie else {})}
        async with (
            aiohttp.ClientSession() as client,
            client.ws_connect(f"http://{self.host}/ws?width=100&height=30", headers=sent) as opened,
        ):
            yield opened


@pytest.fixture
def start(tmp_path):
    """Start servers that keep what is typed in `tmp_path / "keep"`."""
    started = []

    def run(**settings):
        started.append(Running(tmp_path / "keep", **settings))
        return started[-1]

    yield run
    for server in started:
        server.stop()


async def type_in(page, text):
    """Type and wait until it is painted."""
    await page.send_str(json.dumps(["stdin", text]))
    painted = b""
    while text.encode() not in painted:
        message = await asyncio.wait_for(page.receive(), 10)
        assert message.type is aiohttp.WSMsgType.BINARY
        painted += message.data


def eventually(wanted, patience=10):
    """Wait until `wanted()` is true."""
    end = time.monotonic() + patience
    while not wanted():
        assert time.monotonic() < end
        time.sleep(0.02)
