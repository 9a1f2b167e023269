"""How `pmqa-writer serve` bears a full room: `python benchmarks/serve_load.py [--clients N] [--seconds S]`.

Starts the server and N visitors, who open one question each and type Thai at the same time, five letters a second. Then
all leave, and what each has typed is compared with the file that is kept. Prints the time from a letter to the next
painting, the memory of a visitor's two processes where the system tells (PSS shares out what processes have in common),
and whether anything was lost. Exit code 1: it was.
"""

import argparse
import asyncio
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import cycle, islice
from pathlib import Path

import aiohttp

PROGRAM = "from pmqa_writer.cli.main import run; run()"
WORDS = "ผู้บริหารกำหนดทิศทางและรับฟังเสียงของผู้รับบริการ ทำให้น้ำหนักของงานเชื่อมโยงกับพื้นที่ "
QUESTION = "1.3.1"
PAUSE = 0.2


@dataclass
class Client:
    """A visitor who types."""

    typed: str = ""
    waits: list[float] = field(default_factory=list)
    """Seconds from a letter to the next painting."""


async def visit(address: str, number: int, seconds: float, ready: asyncio.Barrier) -> Client:
    """Open a question, type for some seconds and leave."""
    client = Client()
    painted = asyncio.Event()
    shown = b""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(address) as answer:
            answer.raise_for_status()
        page = await browser.ws_connect(f"{address}ws?width=140&height=40", headers={"Origin": address.rstrip("/")})

        async def look() -> None:
            nonlocal shown
            async for message in page:
                if message.type is aiohttp.WSMsgType.BINARY:
                    shown += message.data
                    painted.set()

        async def until(wanted: str) -> None:
            nonlocal shown
            while wanted not in re.sub(r"\x1b\[[0-9;?<>=]*[a-zA-Z]", "", shown.decode("utf-8", "ignore")):
                painted.clear()
                await asyncio.wait_for(painted.wait(), 120)
            shown = b""

        looking = asyncio.create_task(look())
        await until("1.1.1")
        await asyncio.sleep(1)  # as a person who looks for the question first
        await page.send_json(["stdin", f"{QUESTION}\r"])
        await until("/ 1,000")
        await ready.wait()
        end = time.monotonic() + seconds
        for letter in islice(cycle(f"{number} {WORDS}"), 990):
            if time.monotonic() > end:
                break
            painted.clear()
            start = time.monotonic()
            await page.send_json(["stdin", letter])
            client.typed += letter
            await asyncio.wait_for(painted.wait(), 60)
            client.waits.append(time.monotonic() - start)
            shown = b""
            await asyncio.sleep(max(0, PAUSE - client.waits[-1]))
        await ready.wait()
        # The tab is closed at once; what was typed last has not been saved yet.
        await page.close()
        await looking
    return client


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            rest = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(rest[1]) == pid:
            found.append(int(status.parent.name))
    return found


def memory(pid: int) -> tuple[float, float]:
    """Return RSS and PSS of a process in MiB."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    resident, shared = (int(re.search(rf"^{name}:\s+(\d+)", text, re.M)[1]) for name in ("Rss", "Pss"))  # type: ignore[index]
    return resident / 1024, shared / 1024


def tell_memory(server: int) -> None:
    """Print what the processes take."""
    if not Path("/proc/self/smaps_rollup").exists():
        return
    apps = children(server)
    judges = [judge for app in apps for judge in children(app)]
    for name, pids in (("server", [server]), ("apps", apps), ("judges", judges)):
        sizes = [memory(pid) for pid in pids]
        resident, shared = (statistics.mean(column) for column in zip(*sizes, strict=True))
        print(f"{name:8} {len(pids):3}   RSS {resident:6.0f} MiB each   PSS {shared:6.0f} MiB each")
    total = sum(memory(pid)[1] for pid in (*apps, *judges))
    print(f"a visitor: {total / len(apps):.0f} MiB (PSS); all: {total:.0f} MiB")


async def work(address: str, server: int, clients: int, seconds: float) -> list[Client]:
    """Have all visitors type at once; look at the memory when they have typed."""
    ready = asyncio.Barrier(clients + 1)
    visits = [asyncio.create_task(visit(address, number, seconds, ready)) for number in range(1, clients + 1)]
    start = time.monotonic()
    await ready.wait()
    print(f"{clients} visitors at their question after {time.monotonic() - start:.0f} s")
    while ready.n_waiting < clients:
        for visitor in visits:
            if visitor.done():
                visitor.result()
        await asyncio.sleep(0.2)
    tell_memory(server)
    await ready.wait()
    return await asyncio.gather(*visits)


def kept(keep: Path) -> set[str]:
    """Return what all drafts of all visitors hold."""
    return {file.read_text(encoding="utf-8").rstrip("\n") for file in keep.glob("visitor-*/drafts/*.md")}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", PROGRAM, "serve", "--port", "0", "--keep", folder]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found is not None
        try:
            clients = asyncio.run(work(found[0], server.pid, options.clients, options.seconds))
        finally:
            # It ends when all apps have saved.
            server.terminate()
            server.communicate(timeout=120)
        waits = sorted(wait * 1000 for client in clients for wait in client.waits)
        found_texts = kept(Path(folder))
        lost = [client.typed for client in clients if client.typed not in found_texts]
    for text in lost:
        edits = [SequenceMatcher(None, text, other, autojunk=False).get_opcodes() for other in found_texts]
        nearest = min(edits, key=lambda codes: sum(end - start for kind, start, end, *_ in codes if kind != "equal"))
        print("not kept:", *(f"{text[a:b]!r} at {a}" for kind, a, b, *_ in nearest if kind != "equal"))
    cuts = statistics.quantiles(waits, n=100)
    print(f"letter to painting: p50 {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms, worst {waits[-1]:.0f} ms")
    letters = sum(len(client.typed) for client in clients)
    print(f"typed: {letters} letters; files that do not hold all that was typed: {len(lost)} of {len(clients)}")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
