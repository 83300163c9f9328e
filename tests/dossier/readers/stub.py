"""A server that plays a model on this machine, and one that misbehaves in every way.

`python -m tests.dossier.readers.stub PORT` runs one that reads by a few plain patterns.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

EMPTY: dict[str, list[Any]] = {
    name: []
    for name in (
        "persons", "meetings", "agenda", "statements", "statuses", "next_steps", "measures",
    )
}  # fmt: skip

Behave = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """One request; what is done with it the test says."""

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.asked = json.loads(self.rfile.read(length))
        self.server.seen.append((self.path, dict(self.headers), self.asked))
        with suppress(BrokenPipeError, ConnectionResetError):
            self.server.behave(self)

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers), None))
        self.send_error(500)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    @property
    def number(self) -> int:
        """Which request it is, from one."""
        return len(self.server.seen)

    @property
    def article(self) -> str:
        """What the question gives as the article."""
        return article_in(self.asked)

    def give(self, body: bytes, *, status: int = 200, kind: str = "application/json", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def say(self, content: object, *, ended: str = "stop") -> None:
        """Answer as a model that says this."""
        words = content if isinstance(content, str) else json.dumps(content)
        message = {"role": "assistant", "content": words}
        choice = {"index": 0, "message": message, "finish_reason": ended}
        self.give(json.dumps({"choices": [choice]}).encode())


class Server(ThreadingHTTPServer):
    """A server with what it has seen, and an event for those who wait for its end."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, behave: Behave, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.behave = behave
        self.seen: list[tuple[str, dict[str, str], Any]] = []
        self.over = Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, *_: object) -> None:
        """Say nothing: clients hang up on purpose."""


@contextmanager
def serving(behave: Behave) -> Iterator[Server]:
    """Run a server that behaves so."""
    server = Server(behave)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def saying(content: object) -> Behave:
    """Return a model that always says this."""
    return lambda handler: handler.say(content)


def article_in(asked: dict[str, Any]) -> str:
    """Return what a question gives as the article: what stands between its marks."""
    sent = asked["messages"][-1]["content"]
    first, last = sent.index("\n") + 1, sent.rindex("\n")
    return sent[first:last]


def plain_reading(handler: Handler) -> None:
    """Play a model that finds percentages, and talks that are near, stalled or signed."""
    text = handler.article
    figures = [
        {"kind": "tariff rate", "quote": match[0], "around": sentence, "by": "", "on": "",
         "what": "", "time": "current"}
        for sentence in re.split(r"(?<=[.!?])\s+", text)
        for match in re.finditer(r"\b\d+ percent", sentence)
    ]  # fmt: skip
    signs = [
        {"stage": stage, "quote": match[0], "around": sentence, "speaker": {"kind": "outlet",
         "words": ""}, "hedged": False, "current": True, "negated": False, "when": ""}
        for sentence in re.split(r"(?<=[.!?])\s+", text)
        for stage, words in (("near", "close"), ("stalled", "stalled"), ("signed", "signed"))
        for match in re.finditer(rf"\b{words}\b", sentence)
    ]  # fmt: skip
    handler.say(EMPTY | {"measures": figures[:100], "statuses": signs[:100]})


if __name__ == "__main__":
    Server(plain_reading, int(sys.argv[1])).serve_forever()
