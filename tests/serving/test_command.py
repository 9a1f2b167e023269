"""`pmqa-writer serve` as users run it, with the real app behind it."""

import asyncio
import os
import re
import select
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection

import aiohttp
import pytest

from pmqa_writer.cli.serve import _command
from pmqa_writer.drafts import copy_sample
from pmqa_writer.serving.session import environment

from .conftest import eventually

PROGRAM = "from pmqa_writer.cli.main import run; run()"
HEAVY = ("aiohttp", "asyncio", "textual_serve", "textual", "socket", "numpy", "pmqa_writer.serving")
TEXT = "ทำให้คำตอบจำนวนมากได้น้ำหนัก"
MORE = "รับฟังเสียงของผู้รับบริการ" * 6


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, "serve", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@contextmanager
def serving(*arguments):
    """Run the command; give its process and the address that it says."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "serve", "--port", "0", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield process, re.search(r"http://\S+", process.stdout.readline())[0]
    finally:
        process.kill()
        process.communicate()


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nfrom pmqa_writer.cli.main import main\n"
        "try: main(['serve', '--help'])\nexcept SystemExit: pass\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert "--visitors" in done.stdout
    assert done.stderr.strip() == ""


def test_without_the_package_it_says_what_to_install():
    code = "import sys; sys.modules['textual_serve'] = None\n" + PROGRAM
    done = subprocess.run(
        [sys.executable, "-c", code, "serve"], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert "pmqa-writer[serve]" in done.stderr


def test_what_is_no_workspace_is_refused(tmp_path):
    done = run(tmp_path)
    assert done.returncode == 2
    assert str(tmp_path) in done.stderr


def test_a_port_that_is_taken_is_told_of():
    with serving() as (_process, address):
        done = run("--port", address.rstrip("/").rpartition(":")[2])
    assert done.returncode == 2
    assert "--port" in done.stderr


def test_bad_numbers_are_refused():
    for arguments in (("--port", "x"), ("--visitors", "0"), ("--idle", "-1")):
        assert run(*arguments).returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks before it opens a port to the network")
def test_in_a_network_a_token_is_wanted_and_a_warning_given(tmp_path):
    with serving("--lang", "en", "--host", "0.0.0.0", "--keep", tmp_path / "keep") as (process, address):
        port, token = re.fullmatch(r"http://[^/]*:(\d+)/\?token=([\w-]{32})", address).groups()

        def status(path):
            connection = HTTPConnection("127.0.0.1", int(port), timeout=10)
            connection.request("GET", path)
            found = connection.getresponse().status
            connection.close()
            return found

        assert status("/") == 403
        assert status(f"/?token={token[::-1]}") == 403
        assert status(f"/?token={token}") == 200
        process.terminate()
        assert "Only for workshops" in process.communicate(timeout=30)[1]


@pytest.mark.skipif(sys.platform == "win32", reason="ends the server by a signal")
@pytest.mark.parametrize("way", ["close", "server", "killed"])
def test_what_is_typed_in_the_real_app_is_kept(tmp_path, way):
    keep = tmp_path / "keep"

    async def visit(process, address):
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
            async with browser.get(address) as answer:
                assert answer.status == 200
            page = await browser.ws_connect(f"{address}ws?width=120&height=40", headers={"Origin": address.rstrip("/")})
            shown = Shown(page)
            await shown.until("1.1.1")
            await page.send_json(["stdin", "1.3.1\r"])
            await shown.until("/ 1,000")
            await asyncio.sleep(0.5)
            for letter in TEXT:
                await page.send_json(["stdin", letter])
            await shown.until("ํา")  # SARA AM in its two parts, which browsers draw right
            await shown.until(f"{len(TEXT)} / 1,000")
            if way == "close":
                # What is typed at once takes the app a while; it may be left before.
                for letter in MORE:
                    await page.send_json(["stdin", letter])
                await page.close()
            else:
                process.send_signal(signal.SIGTERM if way == "server" else signal.SIGKILL)
                while not page.closed:
                    await asyncio.wait_for(page.receive(), 30)

    text = TEXT + MORE if way == "close" else TEXT
    with serving("--keep", keep) as (process, address):
        asyncio.run(visit(process, address))
        file = keep / "visitor-01" / "drafts" / "1.3.1.md"
        eventually(lambda: file.is_file() and file.read_text(encoding="utf-8").strip() == text, patience=60)
        # The app has gone, whatever became of the server.
        eventually(lambda: not (keep / "visitor-01" / ".pmqa" / "lock").exists(), patience=30)


@pytest.mark.skipif(sys.platform == "win32", reason="a broken pipe of POSIX")
def test_an_app_that_can_paint_no_more_saves_what_still_comes(tmp_path):
    folder = tmp_path / "visitor"
    copy_sample(folder)
    app = subprocess.Popen(
        _command(folder, "dark"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(os.environ, 120, 40),
    )

    def send(typed):
        data = typed.encode()
        app.stdin.write(b"D" + len(data).to_bytes(4, "big") + data)
        app.stdin.flush()

    def painted(wanted):
        seen = b""
        while wanted.encode() not in re.sub(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]", b"", seen):
            assert select.select([app.stdout], [], [], 30)[0], "nothing is painted"
            new = os.read(app.stdout.fileno(), 65536)
            assert new, "the app has ended"
            seen += new

    try:
        painted("1.1.1")
        send("1.3.1\r")
        painted("/ 1,000")
        app.stdout.close()  # the server's end: every painting from here on breaks
        for letter in TEXT:
            send(letter)
            time.sleep(0.05)  # it paints between them
        app.stdin.close()
        assert app.wait(60) == 0
    finally:
        app.kill()
        app.wait()
    assert (folder / "drafts" / "1.3.1.md").read_text(encoding="utf-8").strip() == TEXT
    assert not (folder / ".pmqa" / "lock").exists()


class Shown:
    """What an app has painted, without its escape sequences."""

    def __init__(self, page):
        self._page = page
        self._bytes = b""

    async def until(self, wanted):
        while wanted not in re.sub(r"\x1b\[[0-9;?<>=]*[a-zA-Z]", "", self._bytes.decode("utf-8", "ignore")):
            message = await asyncio.wait_for(self._page.receive(), 30)
            assert message.type in {aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT}
            self._bytes += message.data if isinstance(message.data, bytes) else b""
        self._bytes = b""
