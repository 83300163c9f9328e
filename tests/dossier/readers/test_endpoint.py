"""Where a model may be asked, and what is never shown."""

import pytest

from tradetalks.dossier.readers.endpoint import Endpoint
from tradetalks.errors import ReaderError


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("http://localhost:11434/v1", "localhost", 11434, "/v1/chat/completions"),
        ("http://127.0.0.1:8000/", "127.0.0.1", 8000, "/chat/completions"),
        ("http://[::1]:8000/v1/", "::1", 8000, "/v1/chat/completions"),
        ("https://models.example.org/v1", "models.example.org", 443, "/v1/chat/completions"),
    ],
)
def test_the_address_says_whom_and_what_is_asked(url, host, port, path):
    endpoint = Endpoint(url=url, model="m")
    assert (endpoint.host, endpoint.port, endpoint.path) == (host, port, path)


@pytest.mark.parametrize(
    "url",
    [
        "http://models.example.org/v1", "http://192.168.1.4/v1", "http://localhost.evil.example/v1",
        "http://127.0.0.1.evil.example/v1", "http://0.0.0.0/v1", "http://[::]/v1",
    ],
)  # fmt: skip
def test_without_tls_only_this_machine_is_asked(url):
    with pytest.raises(ReaderError, match="HTTPS"):
        Endpoint(url=url, model="m")


@pytest.mark.parametrize(
    "url",
    [
        "", "localhost:11434", "ftp://localhost/v1", "file:///etc/passwd", "https://", "https:///v1",
        "https://a b/v1", "https://a/v1?key=1", "https://a/v1#x", "https://a:99999/", "https://a:0/",
        "https://a\r\nX: y/", "https://exämple.org/", "https://[::1", "http://local_host/v1",
        "data:,x",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(url):
    with pytest.raises(ReaderError) as refused:
        Endpoint(url=url, model="m")
    assert refused.value.remedy
    assert refused.value.exit_code == 2


def test_a_password_in_an_address_is_refused_and_not_shown():
    with pytest.raises(ReaderError, match="environment variable") as refused:
        Endpoint(url="https://me:tops3cret@models.example.org/v1", model="m")
    assert "tops3cret" not in str(refused.value)


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "schlüssel", "\x1b[2J"])
def test_a_key_that_cannot_be_sent_is_refused_and_not_shown(key):
    with pytest.raises(ReaderError, match="the key") as refused:
        Endpoint(url="https://models.example.org/v1", model="m", key=key)
    assert key not in str(refused.value)


def test_the_key_is_not_in_what_is_printed_of_an_endpoint():
    assert "tops3cret" not in repr(Endpoint(url="http://localhost/v1", model="m", key="tops3cret"))


@pytest.mark.parametrize(
    "changed", [{"model": ""}, {"model": "a\nb"}, {"wait": 0}, {"wait": float("nan")}]
)
def test_other_settings_that_make_no_sense_are_refused(changed):
    with pytest.raises(ReaderError):
        Endpoint(**({"url": "http://localhost/v1", "model": "m"} | changed))
