"""The one door to a network: asking a language model that the agency runs itself, at an address of its choice.

Loaded only where the settings name an address. Proxies of the environment are not used, and no redirect is followed.
"""

import json
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from socket import SHUT_RDWR, socket
from threading import Timer
from typing import Any, Final
from urllib.parse import quote, urlsplit

from pmqa_writer.errors import WorkspaceError
from pmqa_writer.i18n import _

_PATH: Final = "/chat/completions"
_LARGEST: Final = 4 * 1024 * 1024
"""Bytes of a reply; a longer one is no judgement."""
_CHUNK: Final = 65_536


class EndpointError(Exception):
    """A request was not answered as it should have been."""

    def __init__(self, reason: str, *, passing: bool, status: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        """What went wrong, in the language that is set."""
        self.passing = passing
        """Whether another try may help."""
        self.status = status
        """The HTTP status; 0 where there was none."""


class Endpoint:
    """An address that answers OpenAI's requests for chat completions."""

    def __init__(self, address: str, *, timeout: float, may_be_remote: bool = False) -> None:
        """Check the address, without connecting.

        Args:
            address: such as `http://127.0.0.1:8080/v1`.
            timeout: seconds that a request may take in all.
            may_be_remote: whether it may lie on another computer.

        Raises:
            WorkspaceError: it is no address, or lies on another computer and may not.
        """
        example = "http://127.0.0.1:8080/v1"
        try:
            parts = urlsplit(address)
            port = parts.port
            (parts.hostname or "").encode("idna")  # as it will be looked up
        except ValueError:
            parts, port = urlsplit(""), None
        self._host = parts.hostname or ""
        strange = parts.query or parts.fragment or "@" in address or any(_is_blank(sign) for sign in self._host)
        if parts.scheme not in {"http", "https"} or not self._host or strange:
            raise WorkspaceError(
                _("This is no address of a language model: {address}").format(address=address),
                hint=_("Write it such as {example}.").format(example=example),
            )
        self.is_local = self._host == "localhost" or _is_loopback(self._host)
        """Whether the address names this computer."""
        if not self.is_local and not may_be_remote:
            raise WorkspaceError(
                _("The language model at {host} is not on this computer: drafts would leave it.").format(
                    host=self._host
                ),
                hint=_(
                    "Run it here, such as {example}. Or, if your agency allows drafts to be sent there, set "
                    "server_may_be_remote = true under [judge]."
                ).format(example=example),
            )
        self.address = address.rstrip("/")
        self._encrypted = parts.scheme == "https"
        # Without one, http.client would look for it in the host, and find a part of an IPv6 address.
        self._port = port if port is not None else 443 if self._encrypted else 80
        self._path = quote(parts.path.rstrip("/").removesuffix(_PATH) + _PATH, safe="/%")
        self._timeout = timeout

    @property
    def host(self) -> str:
        """The computer that the address names."""
        return self._host

    def ask(self, request: dict[str, Any]) -> str:
        """Send a request and return the content of the first choice of the reply.

        Raises:
            EndpointError: there was no reply in time, or none that is one.
        """
        deadline = time.monotonic() + self._timeout
        kind = HTTPSConnection if self._encrypted else HTTPConnection
        connection = kind(self._host, self._port, timeout=self._timeout)
        try:
            connection.connect()
            # A name may be made to lead elsewhere, so what counts is where the connection ended up.
            if self.is_local and not _is_loopback(connection.sock.getpeername()[0]):
                raise EndpointError(_("the name leads to another computer"), passing=False)
            # The connection's own time-out begins anew with each byte.
            alarm = Timer(max(deadline - time.monotonic(), 0), _hang_up, [connection.sock])
            alarm.daemon = True  # nobody waits for it
            alarm.start()
            try:
                status, received = self._exchange(connection, request)
            finally:
                alarm.cancel()
            if time.monotonic() >= deadline:  # what was cut off is no reply
                raise TimeoutError
        except (OSError, HTTPException) as error:
            if isinstance(error, TimeoutError) or time.monotonic() >= deadline:
                # Another try would wait as long, and a server that still works on this one would work on both.
                reason = _("it did not answer within {seconds:g} seconds").format(seconds=self._timeout)
                raise EndpointError(reason, passing=False) from None
            raise EndpointError(_("it cannot be reached"), passing=True) from None
        finally:
            connection.close()
        return _content(status, received)

    def _exchange(self, connection: HTTPConnection, request: dict[str, Any]) -> tuple[int, bytes]:
        """Send a request and return the status and the body of the reply."""
        body = json.dumps(request, ensure_ascii=False).encode("utf-8", "replace")
        connection.request("POST", self._path, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        received = b""
        while chunk := response.read1(_CHUNK):
            received += chunk
            if len(received) > _LARGEST:
                raise HTTPException
        return response.status, received


def _hang_up(connection: socket) -> None:
    with suppress(OSError):  # it is closed already
        # Not an encrypted socket's own way, which would take the encryption from under a thread that reads.
        socket.shutdown(connection, SHUT_RDWR)


def _is_blank(sign: str) -> bool:
    return sign.isspace() or not sign.isprintable()


def _is_loopback(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def _content(status: int, received: bytes) -> str:
    if 300 <= status < 400:
        raise EndpointError(_("it sends the request on to another address"), passing=False, status=status)
    if status != 200:
        reason = _("it answers with the error {status}").format(status=status)
        raise EndpointError(reason, passing=status >= 500 or status == 429, status=status)
    try:
        content = json.loads(received)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        content = None
    if not isinstance(content, str):
        raise EndpointError(_("its reply is not of the form that is wanted"), passing=True, status=status)
    return content
