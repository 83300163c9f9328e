"""A server may be slow, wrong, huge or hostile: what comes is an answer in time, or an error."""

import json
import socket
import time
from threading import Thread

import pytest

from tests.dossier.readers.stub import EMPTY, saying, serving
from tradetalks.dossier.readers.answer import answer_schema, parse_answer
from tradetalks.dossier.readers.ask import ask
from tradetalks.dossier.readers.endpoint import Endpoint
from tradetalks.errors import ReaderError

KEY = "sk-tops3cret-0123456789"


def asking(url, **changed):
    settings = {"url": url, "model": "m", "key": KEY, "wait": 5.0, "pause": 0.0} | changed
    return ask(
        Endpoint(**settings),
        [{"role": "user", "content": "?"}],
        answer_schema(),
        check=parse_answer,
        about="a.txt",
    )


def refusal(behave, **changed):
    """Return the error a behaviour ends in, how often it was asked, and how long it took."""
    with serving(behave) as server:
        began = time.monotonic()
        with pytest.raises(ReaderError) as refused:
            asking(server.url, **changed)
        took = time.monotonic() - began
    error = refused.value
    assert error.exit_code == 2
    assert error.where == f"a.txt, read at {server.url}"
    assert error.remedy
    assert str(error).isprintable()
    assert KEY not in str(error)
    return error.what, len(server.seen), took


def test_a_good_answer_comes_back_and_the_question_is_as_documented():
    with serving(saying(EMPTY)) as server:
        answer = asking(server.url)
        ((path, headers, asked),) = server.seen
    assert not any(answer.findings.values())
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert (asked["model"], asked["temperature"], asked["stream"]) == ("m", 0, False)
    assert asked["response_format"]["json_schema"]["strict"] is True
    assert "tools" not in asked


def test_without_a_key_none_is_sent():
    with serving(saying(EMPTY)) as server:
        asking(server.url, key="")
        assert "Authorization" not in server.seen[0][1]


@pytest.mark.parametrize(
    ("behave", "reason", "times"),
    [
        (lambda h: h.send_error(500), "HTTP 500", 2),
        (lambda h: h.give(b"{}", status=429), "HTTP 429", 2),
        (lambda h: h.give(b"{}", status=429, Retry_After="3600"), "HTTP 429", 1),
        (lambda h: h.give(b"{}", status=429, Retry_After="9" * 400), "HTTP 429", 1),
        (lambda h: h.give(b"{}", status=400), "HTTP 400", 1),
        (lambda h: h.give(b"{}", status=401), "key is missing or refused", 1),
        (lambda h: h.give(b"{}", status=404), "no such model", 1),
        (lambda h: h.give(b"{}", status=204), "HTTP 204", 1),
        (lambda h: h.give(b"<html>", kind="text/html"), "answers with 'text/html'", 1),
        (lambda h: h.give(b"{}", kind="text/\x1b[2Jx"), "not with JSON", 1),
        (lambda h: h.give(b"data: {}", kind="text/event-stream"), "text/event-stream", 1),
        (lambda h: h.give(b'{"choices": [{"mess'), "not JSON", 2),
        (lambda h: h.give(b'{"choices": NaN}'), "not JSON", 2),
        (lambda h: h.give(b"\xff\xfe\x00"), "not JSON", 2),
        (lambda h: h.give(b"[" * 100_000), "not JSON", 2),
        (lambda h: h.give(b""), "not JSON", 2),
        (lambda h: h.give(b'{"choices": []}'), "no message", 2),
        (lambda h: h.give(b'[{"choices": 3}]'), "no message", 2),
        (lambda h: h.give(b'{"choices": [{"message": {"content": null}}]}'), "no message", 2),
        (lambda h: h.give(b'{"choices": [{"message": {"content": {"a": 1}}}]}'), "no message", 2),
        (lambda h: h.say("I am a model and cannot do that."), "message is not JSON", 2),
        (lambda h: h.say({"persons": []}), "has no list", 2),
        (lambda h: h.say("{", ended="length"), "ran out of room", 1),
        (lambda h: h.give(b"x" * 3_000_000), "larger than", 1),
        (lambda h: h.wfile.write(b"SSH-2.0-OpenSSH\r\n"), "not HTTP", 2),
        (lambda h: h.wfile.write(b"HTTP/1.1 200 OK\r\nA: " + b"x" * 70_000), "not HTTP", 2),
        (lambda h: None, "broke off", 2),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_ends_in_an_error_after_one_more_try_at_most(behave, reason, times):
    what, asked, _ = refusal(behave)
    assert reason in what
    assert asked == times


def test_an_answer_cut_short_is_noticed():
    def cut(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        handler.wfile.write(json.dumps({"choices": []}).encode())

    what, asked, _ = refusal(cut)
    assert "broke off" in what
    assert asked == 2


def test_a_second_try_may_succeed():
    def behave(handler):
        if handler.number == 1:
            handler.send_error(503)
        else:
            handler.say(EMPTY)

    with serving(behave) as server:
        asking(server.url)
        assert len(server.seen) == 2


def test_a_redirect_is_not_followed():
    with serving(saying(EMPTY)) as other:
        what, asked, _ = refusal(lambda h: h.give(b"", status=307, Location=f"{other.url}/x"))
        assert not other.seen
    assert "redirects" in what
    assert asked == 1


def test_a_server_that_never_answers_is_left_in_time():
    what, asked, took = refusal(lambda h: h.server.over.wait(20), wait=1.0)
    assert "within 1 seconds" in what
    assert asked == 1
    assert took < 2.5


def drip(handler, piece):
    while not handler.server.over.wait(0.02):
        handler.wfile.write(piece)


def test_an_answer_that_drips_is_cut_in_time_in_its_headers_too():
    assert refusal(lambda h: drip(h, b"H"), wait=1.0)[2] < 2.5

    def body(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        drip(handler, b" ")

    what, _, took = refusal(body, wait=1.0)
    assert "within 1 seconds" in what
    assert took < 2.5


def test_an_endless_answer_is_cut_at_a_size():
    def endless(handler):
        handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        while not handler.server.over.is_set():
            handler.wfile.write(b"10000\r\n" + b" " * 65536 + b"\r\n")

    what, asked, _ = refusal(endless, wait=20.0)
    assert "larger than" in what
    assert asked == 1


def test_a_server_that_repeats_the_key_does_not_get_it_printed():
    def echo(handler):
        sent = handler.headers["Authorization"]
        body = json.dumps({"error": {"message": f"bad key {sent[:20]}"}}).encode()
        handler.give(body, status=400)

    assert "tops3cret" not in refusal(echo)[0]
    told = json.dumps({"error": {"message": "context\x1b[2J too long"}}).encode()
    assert "context [2J too long" in refusal(lambda h: h.give(told, status=400))[0]


def test_where_nothing_listens_the_error_says_so():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ReaderError, match="nothing answers there"):
        asking(f"http://127.0.0.1:{port}/v1")


def test_a_host_that_does_not_exist_is_named():
    with pytest.raises(ReaderError, match=r"no such host|no connection|no whole answer|broke off"):
        asking("https://nowhere.invalid/v1", wait=3.0)


def test_plain_http_where_tls_was_asked_for_is_refused():
    with serving(saying(EMPTY)) as server, pytest.raises(ReaderError, match=r"not HTTP|broke off"):
        asking(server.url.replace("http:", "https:"))


def test_a_handshake_that_never_comes_is_left_in_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        held = []
        Thread(target=lambda: held.append(silent.accept()), daemon=True).start()
        began = time.monotonic()
        with pytest.raises(ReaderError, match="within 1 seconds"):
            asking(f"https://127.0.0.1:{silent.getsockname()[1]}/v1", wait=1.0)
        assert time.monotonic() - began < 2.5
        for link, _ in held:
            link.close()


def test_proxies_of_the_environment_are_not_used(monkeypatch):
    with serving(saying(EMPTY)) as proxy, serving(saying(EMPTY)) as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        asking(server.url)
        assert (len(server.seen), len(proxy.seen)) == (1, 0)
