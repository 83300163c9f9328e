"""One question over HTTP and its answer, within a time and a size, and to one host only.

No redirect is followed, no proxy is used, no compressed answer is unpacked, and nothing is kept
between two questions.
"""

import http.client
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Timer
from time import monotonic

from tradetalks.dossier.readers.endpoint import Endpoint

_CHUNK = 65_536


class FailedTryError(Exception):
    """Why a try came to nothing.

    Args:
        what: What is wrong, one sentence without a full stop.
        remedy: What to do about it.
        again: Whether another try may help.
        after: Seconds to wait before it, where the other side says so.
    """

    def __init__(
        self, what: str, *, remedy: str = "", again: bool = False, after: float | None = None
    ) -> None:
        self.what = what
        self.remedy = remedy
        self.again = again
        self.after = after
        super().__init__(what)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What came back.

    Attributes:
        status: HTTP status.
        kind: Media type, without parameters, lower case.
        retry_after: The header of that name, or empty.
        location: The header of that name, or empty.
        body: The bytes.
    """

    status: int
    kind: str
    retry_after: str
    location: str
    body: bytes


def post(endpoint: Endpoint, body: bytes, *, until: float) -> Reply:
    """Send a question and return what comes back.

    Args:
        endpoint: Where to.
        body: JSON.
        until: The moment (`time.monotonic`) at which the connection is cut.

    Raises:
        FailedTryError: Nothing came, or not in time, or too much.
    """
    late = FailedTryError(
        f"no whole answer within {endpoint.wait:g} seconds",
        remedy="Give it longer with --reader-wait, or use a faster model",
    )
    try:
        with _connected(endpoint, until) as link, _cut_at(link, until) as is_cut:
            try:
                reply = _asked(endpoint, link, body)
            except (OSError, http.client.HTTPException):
                if is_cut.is_set():
                    raise late from None
                raise
            if is_cut.is_set():
                raise late
            return reply
    except ssl.SSLCertVerificationError as error:
        raise FailedTryError(
            f"its certificate is not trusted ({error.verify_message})",
            remedy="Check the address; for an authority of your own set SSL_CERT_FILE",
        ) from None
    except TimeoutError:
        raise late from None
    except socket.gaierror:
        raise FailedTryError("there is no such host", remedy="Check the address") from None
    except ConnectionRefusedError:
        raise FailedTryError(
            "nothing answers there", remedy="Start the server, or check the port", again=True
        ) from None
    except (OSError, http.client.HTTPException) as error:
        raise FailedTryError(
            f"the connection broke off or what came is not HTTP ({type(error).__name__})",
            remedy="Check that the address is the endpoint's, and the server's own messages",
            again=True,
        ) from None


@contextmanager
def _connected(endpoint: Endpoint, until: float) -> Iterator[socket.socket]:
    """Open a connection; over TLS the handshake is still to come, so that it can be cut too."""
    limit = min(endpoint.connect, until - monotonic())
    if limit <= 0:
        raise TimeoutError
    try:
        link = socket.create_connection((endpoint.host, endpoint.port), timeout=limit)
    except TimeoutError:
        raise FailedTryError(
            f"no connection within {limit:g} seconds", remedy="Check the address and the network"
        ) from None
    if endpoint.is_secure:
        context = ssl.create_default_context()
        link = context.wrap_socket(
            link, server_hostname=endpoint.host, do_handshake_on_connect=False
        )
    with link:
        yield link


@contextmanager
def _cut_at(link: socket.socket, until: float) -> Iterator[Event]:
    """Shut a connection at a moment, whatever is under way on it: dripping answers have an end."""
    is_cut, left = Event(), max(until - monotonic(), 0.001)

    def cut() -> None:
        is_cut.set()
        with suppress(OSError):
            socket.socket.shutdown(link, socket.SHUT_RDWR)

    timer = Timer(left, cut)
    timer.daemon = True
    link.settimeout(left)
    timer.start()
    try:
        yield is_cut
    finally:
        timer.cancel()


def _asked(endpoint: Endpoint, link: socket.socket, body: bytes) -> Reply:
    if isinstance(link, ssl.SSLSocket):
        link.do_handshake()
    form = http.client.HTTPSConnection if endpoint.is_secure else http.client.HTTPConnection
    connection = form(endpoint.host, endpoint.port)
    connection.auto_open = 0  # a connection that ends is not opened again unseen
    connection.sock = link
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    connection.request("POST", endpoint.path, body=body, headers=headers)
    with connection.getresponse() as response:
        return Reply(
            status=response.status,
            kind=(response.getheader("Content-Type") or "").partition(";")[0].strip().lower(),
            retry_after=response.getheader("Retry-After") or "",
            location=response.getheader("Location") or "",
            body=_body(response, endpoint.most_bytes),
        )


def _body(response: http.client.HTTPResponse, most: int) -> bytes:
    parts, size = [], 0
    while part := response.read(min(_CHUNK, most + 1 - size)):
        parts.append(part)
        size += len(part)
        if size > most:
            raise FailedTryError(
                f"the answer is larger than {most:,} bytes",
                remedy="Read the article without --reader, or in parts",
            )
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return b"".join(parts)
