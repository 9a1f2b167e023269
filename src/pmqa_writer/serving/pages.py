"""What a browser is given: the page with the terminal, notices, and the files that they need. All of it is here.

The terminal itself is textual-serve's, patched where it draws Thai wrongly: without a Thai font in its list, and with
rows that are too low, marks above a vowel are cut off.
"""

import secrets
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Final

from aiohttp import web

from pmqa_writer.errors import PmqaError
from pmqa_writer.i18n import _
from pmqa_writer.resources import package_path

_FONTS: Final = """fontFamily:"'Roboto Mono', Monaco, 'Courier New', monospace\""""
_THAI_FONTS: Final = """fontFamily:"'Thai Term', 'Roboto Mono', Monaco, 'Courier New', monospace",lineHeight:1.35"""
_OURS: Final = {"page.css": "text/css", "before.js": "text/javascript", "after.js": "text/javascript"}
_THEIRS: Final = {
    "xterm.css": ("css/xterm.css", "text/css"),
    "textual.js": ("js/textual.js", "text/javascript"),
    "RobotoMono.ttf": ("fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
}
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",  # an address may hold the token
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What every answer has."""


@cache
def static_files() -> dict[str, tuple[bytes, str]]:
    """Return the content and type of all files under `/static/`, by name. There are no others.

    Raises:
        PmqaError: the terminal of this textual-serve is not the one that the patch is for.
    """
    own = {name: (package_path("serving", "static", name).read_bytes(), kind) for name, kind in _OURS.items()}
    theirs = files("textual_serve") / "static"
    found = {name: (theirs.joinpath(*path.split("/")).read_bytes(), kind) for name, (path, kind) in _THEIRS.items()}
    script = found["textual.js"][0]
    if script.count(_FONTS.encode()) != 1:
        raise PmqaError(
            _("The terminal of this version of textual-serve is not known: Thai would be drawn wrongly."),
            hint=_('Install the version that pmqa-writer names: pip install "pmqa-writer[serve]"'),
        )
    found["textual.js"] = (script.replace(_FONTS.encode(), _THAI_FONTS.encode()), "text/javascript")
    return own | found


def terminal_page(host: str, size: int) -> web.Response:
    """Return the page that shows the app.

    Args:
        host: the name, checked, under which the visitor has reached the server.
        size: of the letters, in pixels.
    """
    socket = f"ws://{host}"
    return _page("page.html", 200, connect=f"'self' {socket}", socket=f"{socket}/ws", size=str(size))


def notice(status: int, thai: str, english: str, *, refresh: bool = False) -> web.Response:
    """Return a page that says something in both languages.

    Args:
        status: the HTTP status.
        thai: what it says.
        english: the same.
        refresh: whether it goes on to the start at once. Where a visitor comes from another site, by a link in a mail
            say, the browser keeps strict cookies back, and does so on a redirect too; on a step of our own page it
            does not.
    """
    response = _page("notice.html", status, thai=thai, english=english)
    if refresh:
        response.headers["Refresh"] = "0; url=/"
    return response


def _page(name: str, status: int, *, connect: str = "'none'", **values: str) -> web.Response:
    nonce = secrets.token_urlsafe(16)
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": f"'self' 'nonce-{nonce}'",
        "font-src": "'self'",
        "img-src": "'self' data:",  # the icon that there is not
        "connect-src": connect,
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    template = Template(package_path("serving", "static", name).read_text(encoding="utf-8"))
    return web.Response(
        text=template.substitute(nonce=nonce, **{key: escape(value) for key, value in values.items()}),
        content_type="text/html",
        status=status,
        headers={**HEADERS, "Content-Security-Policy": "; ".join(f"{key} {value}" for key, value in policy.items())},
    )
