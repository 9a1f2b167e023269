"""The server as browsers and strangers meet it."""

import asyncio
import base64
import re
import socket
import sys

import aiohttp
import pytest

from .conftest import eventually, type_in


def status_of_page(server, **settings):
    """Return the status with which opening the WebSocket is refused, or 101."""

    async def visit():
        try:
            async with server.page(**settings):
                return 101
        except aiohttp.WSServerHandshakeError as error:
            return error.status

    return asyncio.run(visit())


def test_the_page_and_its_files_need_nothing_from_elsewhere(start):
    server = start()
    status, headers, page = server.get()
    assert status == 200
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert (headers["referrer-policy"], headers["x-frame-options"]) == ("no-referrer", "DENY")
    assert re.findall(r"""(?:href|src)="([^"]*)""", page)
    for path in re.findall(r"""(?:href|src)="(/static/[^"]*)""", page):
        assert server.get(path)[0] == 200, path
    addresses = re.findall(r"[a-z]+://[^\s\"'<]*", page)
    assert addresses == [f"ws://{server.host}/ws"]
    style = server.get("/static/page.css")[2]
    assert "://" not in style
    assert "U+0E00-0E7F" in style
    script = server.get("/static/textual.js")[2]
    assert "'Thai Term'" in script
    assert "lineHeight:1.35" in script


@pytest.mark.parametrize("path", ["/static/", "/static", "/static/../server.py", "/static/%2e%2e%2fserver.py", "/x"])
def test_there_is_nothing_else(start, path):
    assert start().get(path)[0] == 404


def test_the_cookie_is_the_browsers_secret(start):
    cookie = start().get()[1]["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Host": ""}]
)
@pytest.mark.parametrize("path", ["/", "/ws", "/static/textual.js"])
def test_strangers_get_nothing(start, path, headers):
    server = start()
    status, _headers, text = server.get(path, cookie=server.cookie(), **headers)
    assert status == 403
    assert "เปิดหน้านี้ไม่ได้" in text
    assert "cannot be opened" in text


def test_a_socket_is_opened_from_the_page_only(start):
    server = start()
    cookie = server.cookie()
    assert status_of_page(server, cookie=cookie, Origin="http://evil.example") == 403
    assert status_of_page(server, cookie=cookie, Host="evil.example") == 403
    assert status_of_page(server) == 403
    assert status_of_page(server, cookie=f"pmqa-visitor-{server.port}={'a' * 43}") == 403
    assert server.get("/ws", cookie=cookie)[0] == 403  # who does not say from where
    assert status_of_page(server, cookie=cookie) == 101


def test_the_token(start):
    server = start(token="right")
    assert server.get()[0] == 403
    assert server.get("/?token=wrong")[0] == 403
    assert server.get("/static/textual.js")[0] == 403
    status, headers, text = server.get("/?token=right")
    assert (status, headers["refresh"]) == (200, "0; url=/")
    assert "right" not in text
    token, _rest = headers["set-cookie"].split(";", 1)
    assert "HttpOnly" in headers["set-cookie"]
    assert "SameSite=Strict" in headers["set-cookie"]
    visitor = server.cookie(cookie=token)
    assert status_of_page(server, cookie=visitor) == 403
    assert status_of_page(server, cookie=f"{token}; {visitor}") == 101


def test_a_link_on_another_site_does_not_make_a_known_visitor_a_new_one(start):
    status, headers, _text = start().get(Sec_Fetch_Site="cross-site")
    assert (status, headers["refresh"]) == (200, "0; url=/")
    assert "set-cookie" not in headers


def test_what_a_visitor_writes_is_found_again(start, tmp_path):
    server = start()
    cookie = server.cookie()
    assert server.cookie(cookie=cookie) == cookie

    async def write(running, cookie, text):
        async with running.page(cookie) as page:
            await type_in(page, text)

    asyncio.run(write(server, cookie, "น้ำ"))
    asyncio.run(write(server, server.cookie(), "ของคนอื่น"))
    server.stop()
    # After a new start too, at the same port or not.
    again = start()
    value = cookie.partition("=")[2]
    asyncio.run(write(again, f"pmqa-visitor-{again.port}={value}", "ใจ"))
    again.stop()
    keep = tmp_path / "keep"
    assert (keep / "visitor-01" / "typed.txt").read_text(encoding="utf-8") == "น้ำใจ"
    assert (keep / "visitor-02" / "typed.txt").read_text(encoding="utf-8") == "ของคนอื่น"
    assert (keep / "visitor-01" / "pmqa.toml").is_file()
    assert sorted(folder.name for folder in keep.glob("visitor-*")) == ["visitor-01", "visitor-02"]
    # The secret itself is written nowhere.
    assert not any(value.encode() in file.read_bytes() for file in keep.rglob("*") if file.is_file())
    assert not any(value in file.name for file in keep.rglob("*"))


def test_closing_the_tab_ends_the_process(start):
    server = start()
    pids = []

    async def visit():
        async with server.page(server.cookie()) as page:
            await type_in(page, "ก")
            pids.extend(session.pid for session in server.server.sessions)

    asyncio.run(visit())
    eventually(lambda: not server.server.sessions)
    assert len(pids) == 1
    assert not is_running(pids[0])
    assert [line.split()[0] for line in server.told] == ["visitor-01", "visitor-01"]  # came, and went


def test_quitting_closes_the_page(start):
    server = start()

    async def visit():
        async with server.page(server.cookie()) as page:
            await page.send_json(["stdin", "\x11"])
            return (await asyncio.wait_for(page.receive(), 10)).type

    assert asyncio.run(visit()) in {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED}
    eventually(lambda: not server.server.sessions)


def test_an_idle_session_ends(start):
    server = start(idle=0.3)

    async def visit():
        async with server.page(server.cookie()) as page:
            return (await asyncio.wait_for(page.receive(), 10)).type

    assert asyncio.run(visit()) in {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED}
    eventually(lambda: not server.server.sessions)


@pytest.mark.parametrize("text", ["", "[]", "{}", '["stdin", 1]', '["resize", 5]', '["open", "x"]', "[" * 100_000, "ก"])
def test_a_page_that_is_not_ours_is_closed(start, text):
    server = start()

    async def visit():
        async with server.page(server.cookie()) as page:
            await page.send_str(text)
            return (await asyncio.wait_for(page.receive(), 10)).type

    assert asyncio.run(visit()) is aiohttp.WSMsgType.CLOSE


def test_no_more_visitors_than_there_are_places(start):
    server = start(most=2)

    async def visit():
        first, second = server.cookie(), server.cookie()
        async with server.page(first), server.page(second):
            status, _headers, text = server.get()
            assert (status, "ครบจำนวน" in text, "places are taken" in text) == (503, True, True)
            # Who is in may load the page again, and takes their own place.
            assert server.cookie(cookie=first) == first
            async with server.page(first) as again:
                await type_in(again, "ก")
                assert len(server.server.sessions) == 2

    late = server.cookie()

    async def wait_and_visit():
        async with server.page(server.cookie()), server.page(server.cookie()):
            try:
                async with server.page(late):
                    return 101
            except aiohttp.WSServerHandshakeError as error:
                return error.status

    asyncio.run(visit())
    eventually(lambda: not server.server.sessions)
    assert asyncio.run(wait_and_visit()) == 503
    eventually(lambda: not server.server.sessions)
    assert server.get()[0] == 200


def test_a_second_page_of_a_visitor_ends_the_first(start, tmp_path):
    server = start()
    cookie = server.cookie()

    async def visit():
        async with server.page(cookie) as first, server.page(cookie) as second:
            await type_in(second, "ข")
            return (await asyncio.wait_for(first.receive(), 10)).type

    assert asyncio.run(visit()) is aiohttp.WSMsgType.CLOSE
    assert [folder.name for folder in (tmp_path / "keep").glob("visitor-*")] == ["visitor-01"]


def test_asking_for_the_socket_without_opening_it_changes_nothing(start):
    server = start()
    cookie = server.cookie()

    async def visit():
        async with server.page(cookie) as page:
            await type_in(page, "ก")
            status = await asyncio.to_thread(server.get, "/ws", cookie, Origin=f"http://{server.host}")
            assert status[0] == 400
            assert len(server.server.sessions) == 1
            await type_in(page, "ข")

    asyncio.run(visit())


def test_a_page_that_takes_nothing_any_more_keeps_no_place(start, monkeypatch):
    for patience in ("_PATIENCE", "_SAVING"):
        monkeypatch.setattr(f"pmqa_writer.serving.session.{patience}", 0.3)
    code = (
        "import sys\nwrite = sys.stdout.buffer.write\nwrite(b'__GANGLION__\\n')\n"
        "while True: write(b'D' + (1 << 16).to_bytes(4, 'big') + bytes(1 << 16))"
    )
    server = start(command=lambda _folder: [sys.executable, "-c", code])
    cookie = server.cookie()
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        key = base64.b64encode(bytes(16)).decode()
        request = (
            f"GET /ws HTTP/1.1\r\nHost: {server.host}\r\nOrigin: http://{server.host}\r\nCookie: {cookie}\r\n"
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n"
        )
        connection.sendall(request.encode())
        assert connection.recv(12) == b"HTTP/1.1 101"
        eventually(lambda: len(server.told) == 2, patience=20)
        eventually(lambda: not server.server.sessions, patience=20)


def test_ending_the_server_ends_all(start):
    server = start()
    pids = []

    async def visit():
        async with server.page(server.cookie()) as page:
            await type_in(page, "ก")
            pids.extend(session.pid for session in server.server.sessions)
            stopping = asyncio.create_task(asyncio.to_thread(server.stop))
            kind = (await asyncio.wait_for(page.receive(), 10)).type
            await page.close()
            await stopping
            return kind

    assert asyncio.run(visit()) is aiohttp.WSMsgType.CLOSE
    assert not is_running(pids[0])


def is_running(pid):
    from pmqa_writer.drafts.lock import Holder, this_process

    return Holder(pid=pid, host=this_process().host).is_another
