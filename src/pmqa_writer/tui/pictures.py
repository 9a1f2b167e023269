"""Pictures of the screen as SVG, with Thai drawn right."""

import html
import re
from pathlib import Path
from typing import Any, Final

from rich.cells import split_graphemes
from textual.app import App
from textual.pilot import Pilot

from pmqa_writer.judging.direct import DirectJudge
from pmqa_writer.judging.messages import Open
from pmqa_writer.tui.app import WriterApp
from pmqa_writer.tui.mail import Mailbox

_FONTS: Final = '"Fira Code", "Tlwg Typo", "Noto Sans Mono", "Noto Sans Thai", monospace'
_CELL: Final = 12.2
"""Width of a cell in Rich's pictures."""
_TEXT: Final = re.compile(r'(<text class="[^"]*-r\d+" )x="([\d.]+)"([^>]*?)textLength="[\d.]+"([^>]*)>([^<]*)</text>')
_WEB_FONTS: Final = re.compile(r"@font-face\s*\{[^}]*\}\s*")


def posing(workspace: Path, **settings: Any) -> WriterApp:
    """Return an app on a workspace with a judge that answers at once; settings are those of `WriterApp`."""
    mailbox = Mailbox()
    judge = DirectJudge(mailbox)
    judge.send(Open.of(workspace))
    return WriterApp(workspace, judge, mailbox, **settings)


async def settled(app: WriterApp, pilot: Pilot[Any], rest: float = 0.0) -> None:
    """Wait until the board is there, the dictionary loaded and all messages answered, and `rest` seconds more."""
    while not (app.cutter.ready and app.stage.is_ready):
        await pilot.pause(0.05)
    await pilot.pause(rest or None)


def picture(app: App[Any]) -> str:
    """Return the screen of a running app as SVG.

    Rich stretches each piece of text to as many cells as it has code points, which tears Thai apart, for its marks take
    no cell. Here every cluster is put at its own cell. Fonts from the network are left out.
    """
    svg = _WEB_FONTS.sub("", app.export_screenshot())
    return _TEXT.sub(_by_cells, svg).replace("font-family: Fira Code, monospace", f"font-family: {_FONTS}")


def _by_cells(match: re.Match[str]) -> str:
    start, place, middle, end, body = match.groups()
    text, x, pieces = html.unescape(body), float(place), []
    for first, last, width in split_graphemes(text)[0]:
        cluster = text[first:last]
        if cluster.strip("\xa0 "):
            pieces.append(f'<tspan x="{round(x, 1)}">{html.escape(cluster)}</tspan>')
        x += width * _CELL
    return f"{start}{middle}{end}>{''.join(pieces)}</text>"
