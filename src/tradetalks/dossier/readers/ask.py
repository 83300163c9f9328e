"""A question put to a model: what comes back is its words, or an error that says what to do."""

import json
from collections.abc import Callable, Mapping, Sequence
from time import monotonic, sleep
from typing import TypeVar

from tradetalks.dossier.readers.endpoint import Endpoint
from tradetalks.dossier.readers.exchange import FailedTryError, Reply, post
from tradetalks.errors import ReaderError

Checked = TypeVar("Checked")

TRIES = 2
LONGEST_PAUSE = 10.0
"""Seconds that a server may ask us to wait before the other try."""

LONGEST_SHOWN = 200
"""Characters of somebody else's message that are shown."""

_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_SCHEMA = "The endpoint must follow a JSON schema given as response_format"


def ask(
    endpoint: Endpoint,
    messages: Sequence[Mapping[str, str]],
    schema: Mapping[str, object],
    *,
    check: Callable[[str], Checked],
    about: str,
) -> Checked:
    """Return a model's answer, checked.

    A busy or broken server, and an answer of the wrong form, get one more try within the same time.

    Args:
        endpoint: Where to ask.
        messages: `role` and `content` of each.
        schema: JSON schema of the answer.
        check: Makes what is needed of the answer's text, or raises `FailedTryError`.
        about: What it is asked about, for messages.

    Raises:
        ReaderError: No usable answer came.
    """
    body = _question(endpoint, messages, schema)
    until = monotonic() + endpoint.wait
    for number in range(1, TRIES + 1):
        try:
            return check(_words_of(post(endpoint, body, until=until), endpoint))
        except FailedTryError as failed:
            pause = endpoint.pause if failed.after is None else failed.after
            may_go_on = failed.again and pause <= min(LONGEST_PAUSE, until - monotonic())
            if number == TRIES or not may_go_on:
                twice = ", and the first try failed too" if number == TRIES else ""
                place = f"{about}, read at {endpoint.url}"
                raise ReaderError(
                    f"{failed.what}{twice}", where=place, remedy=failed.remedy
                ) from None
            sleep(pause)
    raise AssertionError  # the last try returns or raises


def strict_json(text: str | bytes, *, what: str) -> object:
    """Return the values of JSON text; NaN and infinities are none of its numbers.

    Raises:
        FailedTryError: It is not JSON.
    """
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise FailedTryError(f"{what} is not JSON", remedy=_SCHEMA, again=True) from None


def cleaned(words: str, *, most: int = LONGEST_SHOWN) -> str:
    """Return somebody else's words on one line, short, without what drives a terminal."""
    line = "".join(letter if letter.isprintable() else " " for letter in words[: 4 * most])
    line = " ".join(line.split())
    return line if len(line) <= most else f"{line[: most - 3]}..."


def _no_number(name: str) -> float:
    raise ValueError(name)


def _question(
    endpoint: Endpoint, messages: Sequence[Mapping[str, str]], schema: Mapping[str, object]
) -> bytes:
    form = {"name": "findings", "strict": True, "schema": schema}
    return json.dumps(
        {
            "model": endpoint.model,
            "messages": list(messages),
            "temperature": 0,
            "stream": False,
            "response_format": {"type": "json_schema", "json_schema": form},
        }
    ).encode("ascii")


def _words_of(reply: Reply, endpoint: Endpoint) -> str:
    """Return the text of the first choice."""
    if reply.status != 200:
        raise _refused(reply, endpoint)
    if reply.kind != "application/json":
        raise FailedTryError(
            f"it answers with '{cleaned(reply.kind, most=60)}', not with JSON",
            remedy="Check that the address is the endpoint's, often ending in /v1",
        )
    plain = strict_json(reply.body, what="the answer")
    try:
        choice = plain["choices"][0]  # type: ignore[index]
        words, ended = choice["message"]["content"], choice.get("finish_reason")
    except (TypeError, KeyError, IndexError, AttributeError):
        words, ended = None, None
    if ended == "length":
        raise FailedTryError(
            "the model ran out of room before its answer was complete",
            remedy="Raise the server's limits of context and answer, or give a shorter article",
        )
    if not isinstance(words, str):
        raise FailedTryError(
            "the answer holds no message of a model",
            remedy="Check that the endpoint is OpenAI-compatible",
            again=True,
        )
    return words


def _refused(reply: Reply, endpoint: Endpoint) -> FailedTryError:
    status = reply.status
    if 300 <= status < 400:
        return FailedTryError(
            f"it redirects to '{cleaned(reply.location)}', which is not followed",
            remedy="Give that address yourself if you trust it",
        )
    if status in (401, 403):
        return FailedTryError(
            f"the key is missing or refused (HTTP {status})",
            remedy="Set the environment variable TRADETALKS_READER_KEY",
        )
    if status == 404:
        return FailedTryError(
            f"there is no {endpoint.path} or no such model (HTTP 404)",
            remedy="Check the address, often ending in /v1, and the model's name",
        )
    after = float(reply.retry_after) if reply.retry_after.isdecimal() else None
    return FailedTryError(
        f"the server refuses or fails (HTTP {status}{_said(reply, endpoint.key)})",
        remedy="Try later, or see the server's own messages",
        again=status in _BUSY,
        after=after if status in _BUSY else None,
    )


def _said(reply: Reply, key: str) -> str:
    """Return the server's own message, but never one that repeats a part of the key."""
    try:
        message = json.loads(reply.body)["error"]["message"]
    except (ValueError, RecursionError, TypeError, KeyError):
        return ""
    if not isinstance(message, str) or (key and _shares(message, key)):
        return ""
    return f": {cleaned(message)}"


def _shares(message: str, key: str) -> bool:
    """Tell whether a message holds six letters of the key in a row, or all of a shorter key."""
    length = min(6, len(key))
    return any(key[i : i + length] in message for i in range(len(key) - length + 1))
