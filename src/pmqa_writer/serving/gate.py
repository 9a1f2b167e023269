"""Who may come in. Pure decisions on what a request says of itself.

A page of any site that a visitor has open can send requests to this computer. What a browser does not let such a page
forge is the name in `Host` and `Origin`: both must be the server's own.
"""

import hmac
import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_HOST: Final = re.compile(r"(?:\[([0-9a-f:.]{2,45})\]|([0-9a-z._-]{1,253}))(?::([0-9]{1,5}))?")
_HTTP_PORT: Final = 80


@dataclass(frozen=True)
class Gate:
    """Knows the names of the server, and the word that lets visitors in."""

    port: int
    """Where it listens."""
    names: frozenset[str] = _LOOPBACK
    """Names and addresses that it goes by, in lower case."""
    token: str = ""
    """What a visitor from another computer must show; empty: nothing."""

    @classmethod
    def of(cls, host: str, port: int, *, token: str = "", machine: str = "") -> "Gate":
        """Make the gate of a server that was told to listen at `host`.

        Args:
            host: as the user gave it.
            port: the port that it listens at.
            token: what a visitor must show.
            machine: the computer's own name in the network, by which others may call it too.
        """
        names = {host.strip("[]").lower(), *_LOOPBACK}
        if not is_loopback(host) and machine:
            names |= {machine.lower(), f"{machine.lower()}.local"}
        return cls(port, frozenset(names), token)

    def is_own(self, host: str, arrived_at: str = "") -> bool:
        """Say whether a `Host` is this server.

        Args:
            host: the header's value.
            arrived_at: the address of this computer at which the request arrived. It is a name of the server too: a
                site that has its own name lead here cannot make the browser write an address instead.
        """
        named = _HOST.fullmatch(host.lower())
        if named is None:
            return False
        name = named[1] or named[2]
        if int(named[3] or _HTTP_PORT) != self.port:
            return False
        return name in self.names or (bool(arrived_at) and _same_address(name, arrived_at))

    def is_own_origin(self, origin: str, host: str) -> bool:
        """Say whether an `Origin` is the page that this server has shown under the name `host`, which is its own."""
        return origin.lower() == f"http://{host.lower()}"

    def lets_in(self, token: str) -> bool:
        """Say whether a visitor shows the right word; without one everybody does."""
        return not self.token or hmac.compare_digest(token.encode(), self.token.encode())


def is_loopback(host: str) -> bool:
    """Say whether a server at `host` can be reached from this computer only."""
    name = host.strip("[]").lower()
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _same_address(name: str, address: str) -> bool:
    try:
        return ip_address(name) == ip_address(address.partition("%")[0])
    except ValueError:
        return False
