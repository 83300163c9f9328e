"""Where a model is asked, and within which limits."""

import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from tradetalks.errors import ReaderError

PATH = "/chat/completions"
"""What is added to the address given."""

WAIT = 300.0
"""Seconds that a whole answer may take, both tries together."""

CONNECT = 10.0
"""Seconds that a connection may take."""

MOST_BYTES = 2_000_000
"""Bytes of an answer that are read at most."""

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
_ADDRESS = "Give an address such as http://localhost:11434/v1 or https://example.org/v1"


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """An OpenAI-compatible endpoint and a model behind it; checked when it is made.

    Attributes:
        url: Its address, to which "/chat/completions" is added. HTTPS, or HTTP on this machine.
        model: The model's name, as the endpoint knows it.
        key: Sent as a bearer token; empty for none. Never shown.
        wait: Seconds that a whole answer may take, both tries together.
        connect: Seconds that a connection may take.
        most_bytes: Bytes of an answer that are read at most.
        pause: Seconds between two tries.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    wait: float = WAIT
    connect: float = CONNECT
    most_bytes: int = MOST_BYTES
    pause: float = 1.0

    def __post_init__(self) -> None:
        parts = _checked(self.url)
        if parts.scheme == "http" and not _is_this_machine(parts.hostname or ""):
            raise ReaderError(
                "without HTTPS anybody on the way can read and change what is sent",
                where=self.url,
                remedy="Use https, or forward a port of this machine to it; http is for localhost",
            )
        if not self.model or not self.model.isprintable() or len(self.model) > 200:
            raise ReaderError(
                "this is not the name of a model",
                where="--model",
                remedy="Give the name as the endpoint lists it",
            )
        if not (self.key.isascii() and self.key.isprintable()) or " " in self.key:
            raise ReaderError(
                "the key holds a space, a line break or a letter that no key holds",
                where="the key of the reader",
                remedy="Set it again, without quotation marks and line breaks around it",
            )
        if not 1 <= self.wait <= 86_400:
            raise ReaderError(
                f"a wait of {self.wait:g} seconds makes no sense",
                where="--reader-wait",
                remedy="Give from 1 to 86400 seconds",
            )

    @property
    def is_secure(self) -> bool:
        """Whether it is spoken to over TLS."""
        return urlsplit(self.url).scheme == "https"

    @property
    def host(self) -> str:
        """The only machine that is contacted."""
        return urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        """Its port."""
        parts = urlsplit(self.url)
        return parts.port or _PORTS[parts.scheme]

    @property
    def path(self) -> str:
        """What is asked for on it."""
        return urlsplit(self.url).path.rstrip("/") + PATH


def _checked(url: str) -> SplitResult:
    """Return the parts of an address, or refuse it without showing what may be a secret in it."""
    try:
        parts = urlsplit(url)
        secret, host, port = parts.username or parts.password, parts.hostname or "", parts.port
    except ValueError:
        raise ReaderError("this is not an address", where="--reader", remedy=_ADDRESS) from None
    if secret is not None:
        raise ReaderError(
            "the address holds a name or a password",
            where="--reader",
            remedy="Put the key into the environment variable TRADETALKS_READER_KEY",
        )
    is_clean = url.isascii() and url.isprintable() and " " not in url
    is_plain = not (parts.query or parts.fragment) and parts.scheme in _PORTS and port != 0
    if not (is_clean and is_plain and (_HOST.fullmatch(host) or _is_number(host))):
        raise ReaderError("this is not an address", where="--reader", remedy=_ADDRESS)
    return parts


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_this_machine(host: str) -> bool:
    return host.lower() == "localhost" or (_is_number(host) and ip_address(host).is_loopback)
