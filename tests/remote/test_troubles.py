"""What goes wrong between here and a server is tried again where that helps, and told plainly where it does not."""

from __future__ import annotations

import email.utils
import http.server
import json
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from engine import models
from engine.backends.remote import client
from engine.backends.remote.backend import Backend
from engine.errors import EngineError
from engine.protocol import Result
from tests.remote.lines import added, finished, request, spoken
from tests.remote.speech_server import SpeechServer

LINE = "She walked slowly along the river."
BUSY = (429, {"Retry-After": "0"}, "application/json", b'{"error": {"message": "Rate limit reached"}}')


def failed(backend: Backend, *, urgent: bool = False) -> EngineError:
    with pytest.raises(EngineError) as raised:
        spoken(backend, request(LINE), urgent)
    return raised.value


class Waits(client.Exchange):
    """An exchange that remembers how long it was told to wait, and does not wait."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []

    def wait(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.mark.parametrize(
    "answer",
    [
        (503, {}, "text/plain", b"loading"),
        (500, {}, "application/json", b'{"detail": "CUDA out of memory"}'),
        (502, {}, "text/html", b"<html><title>502 Bad Gateway</title></html>"),
        BUSY,
    ],
)
def test_a_server_that_fails_twice_is_asked_a_third_time(
    server: SpeechServer, answer: tuple[int, dict[str, str], str, bytes]
) -> None:
    added(server)
    server.does.fail = [answer, answer]
    samples, _ = spoken(Backend(), request(LINE))
    assert samples.any()
    assert len(server.asked) == 3


@pytest.mark.parametrize("urgent", [False, True])
def test_a_server_that_hangs_up_before_it_answers_is_asked_again(server: SpeechServer, urgent: bool) -> None:
    added(server)
    server.does.hang_up = 2
    samples, _ = spoken(Backend(), request(LINE), urgent)
    assert samples.any()
    assert len(server.asked) == 3


def test_waiting_follows_the_server_s_own_word(server: SpeechServer) -> None:
    added(server)
    later = email.utils.formatdate(0, usegmt=True)  # long ago: no wait at all
    for value in ("7", later, "soon"):
        server.does.fail.append((429, {"Retry-After": value}, "text/plain", b"slow down"))
    endpoint = client.Endpoint(name="gpu", url=server.url)
    waits = Waits()
    with client.asked(endpoint, "GET", "/models", None, waits) as answer:
        assert answer.status == 200
    assert waits.seconds == [7.0, 0.0, client.PAUSES[2]]


def test_a_server_that_wants_an_hour_is_not_waited_for(server: SpeechServer) -> None:
    added(server)
    server.does.fail = [(429, {"Retry-After": "3600"}, "text/plain", b"Daily quota used up")]
    error = failed(Backend())
    assert "has too many requests (429): “Daily quota used up”" in error.message
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("status", "kind", "body", "words"),
    [
        (
            400,
            "application/json",
            b'{"error": {"message": "Voice \'low\' is not available", "code": 400}}',
            "Voice 'low'",
        ),
        (422, "application/json", b'{"detail": [{"loc": ["body", "voice"], "msg": "Field required"}]}', "voice: Field"),
        (404, "application/json", b'{"error": {"message": "The model `x` does not exist."}}', "The model `x`"),
        (
            400,
            "application/json",
            b'{"detail": {"error": "bad", "message": "Unsupported model: x"}}',
            "Unsupported model",
        ),
        (403, "text/html", b"<!doctype html><html><head><title>Access &amp; denied</title>", "Access & denied"),
        (413, "text/plain", b"too\nlong \x00 " + b"very " * 200, "too long very very"),
        (400, "application/json", b"", "does not accept this (400)."),
        (501, "text/plain", b"not here", "not here"),
    ],
)
def test_what_a_server_refuses_is_asked_once_and_told_in_its_words(
    server: SpeechServer, status: int, kind: str, body: bytes, words: str
) -> None:
    added(server)
    server.does.fail = [(status, {}, kind, body)]
    error = failed(Backend())
    assert words in error.message
    assert f"({status})" in error.message
    assert len(error.message) < 300
    assert error.message.isprintable()
    assert error.hint
    assert len(server.asked) == 1


def test_a_redirect_is_not_followed_with_the_token_in_hand(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GPU_TOKEN", "secret-token")
    server.does.token = "secret-token"
    models.add_server(models.probe(server.url, token_variable="GPU_TOKEN", name="gpu"))
    server.asked.clear()
    server.does.fail = [(308, {"Location": "https://elsewhere.example/v1"}, "text/plain", b"")]
    error = failed(Backend())
    assert "sends us to https://elsewhere.example/v1 (308)" in error.message


def test_a_token_is_sent_and_never_shown_or_written(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch, registry: object
) -> None:
    monkeypatch.setenv("GPU_TOKEN", "sk-very-secret")
    server.does.token = "sk-very-secret"
    with pytest.raises(EngineError, match="does not let us in") as raised:
        models.probe(server.url, name="gpu")
    assert "token" in raised.value.hint
    models.add_server(models.probe(server.url, token_variable="GPU_TOKEN", name="gpu"))
    assert "sk-very-secret" not in models.registry_path().read_text()
    spoken(Backend(), request(LINE))
    assert server.headers[-1]["authorization"] == "Bearer sk-very-secret"
    monkeypatch.setenv("GPU_TOKEN", "sk-another")  # the twin repeats what it was given
    error = failed(Backend())
    assert "(401)" in error.message
    assert "sk-another" not in error.message + error.hint
    monkeypatch.delenv("GPU_TOKEN")
    error = failed(Backend())
    assert "GPU_TOKEN" in error.message
    monkeypatch.setenv("GPU_TOKEN", "sk-two\r\nX-Evil: 1")
    error = failed(Backend())
    assert "line ends" in error.message


@pytest.mark.parametrize("chunked", [True, False])
def test_an_answer_that_breaks_off_is_asked_for_again(server: SpeechServer, chunked: bool) -> None:
    added(server)
    backend = Backend()
    whole, without = spoken(backend, request(LINE))
    server.does.chunked = chunked
    server.does.break_off = 2
    samples, result = spoken(backend, request(LINE))
    assert np.array_equal(samples, whole)
    assert result.checks == without.checks


def test_an_urgent_line_that_breaks_off_after_its_first_sound_fails_and_says_so(server: SpeechServer) -> None:
    added(server)
    server.does.break_off = 1
    backend = Backend()
    ((samples, end),) = finished(backend, backend.start(request(LINE * 3), lambda: False, True))
    assert len(samples)
    assert isinstance(end, EngineError)
    assert "broke off" in end.message


def test_an_answer_that_always_breaks_off_is_that_line_s_failure_only(server: SpeechServer) -> None:
    added(server)
    backend = Backend()
    server.does.break_off = 3
    assert "broke off" in failed(backend).message
    samples, _ = spoken(backend, request(LINE))
    assert samples.any()


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        (
            "application/json",
            b'{"error": {"message": "the model is not loaded"}}',
            "text instead of audio: “the model is",
        ),
        ("audio/wav", b'{"detail": "no such voice"}', "text instead of audio: “no such voice”"),
        ("text/html", b"<html><title>Welcome to the portal</title></html>", "a web page instead of audio: “Welcome to"),
        (
            "audio/wav",
            b"<!DOCTYPE html><html><body>Login <b>here</b></body></html>",
            "a web page instead of audio: “Login",
        ),
        ("audio/wav", b"", "sent no audio"),
        ("audio/wav", b"RIFF$\x00\x00\x00WAVEfmt ", "damaged WAV"),
        ("audio/mpeg", b"ID3\x04 this is no sound at all" * 20, "cannot be read"),
        ("audio/pcm;rate=7", b"\x01\x02" * 400, "sample rate of 7 hertz"),
    ],
)
def test_an_answer_that_is_no_audio_is_told_in_the_server_s_words(
    server: SpeechServer, kind: str, body: bytes, words: str
) -> None:
    added(server)
    server.does.content_type, server.does.body = kind, body
    error = failed(Backend())
    assert words in error.message
    assert error.kind == "server"


def test_a_format_the_server_does_not_have_is_asked_for_once(server: SpeechServer) -> None:
    added(server)
    server.does.formats = ("mp3",)
    backend = Backend()
    samples, _ = spoken(backend, request(LINE))
    assert samples.any()
    assert [body["response_format"] for body in server.asked] == ["wav", "pcm", "flac", "mp3"]
    spoken(backend, request(LINE))
    assert len(server.asked) == 5
    server.does.formats = ()
    assert "mp3 is not supported" in failed(backend).message


def test_nobody_at_the_address(server: SpeechServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    made = added(server)
    models.add_server(msgspec.structs.replace(made, name="gone", url=f"http://127.0.0.1:{port}/v1"))
    with pytest.raises(EngineError, match=f"“gone” at 127.0.0.1:{port} refuses connections") as raised:
        spoken(Backend(), request(LINE, voice=msgspec.structs.replace(request(LINE).voice, model="gone")))
    assert "Is it running?" in raised.value.hint


def test_a_server_that_says_nothing_is_given_up_and_not_asked_again(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(server)
    monkeypatch.setattr(client, "ANSWER_SECONDS", 0.05)
    server.does.gate = threading.Event()
    assert "does not answer in time" in failed(Backend()).message
    assert len(server.asked) == 1


def test_a_server_that_falls_silent_in_its_answer_is_given_up(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(server)
    monkeypatch.setattr(client, "SILENT_SECONDS", 0.05)
    server.does.gate_after = (2, threading.Event())
    assert "stopped in the middle" in failed(Backend(), urgent=True).message


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with the openssl command")
def test_a_server_with_tls_is_spoken_with_when_its_certificate_is_trusted(
    server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = "req -x509 -newkey rsa:2048 -nodes -days 2 -keyout key.pem -out cert.pem -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run(["openssl", *made.split(), *names], cwd=tmp_path, check=True, capture_output=True)
    server.secure(tmp_path / "cert.pem", tmp_path / "key.pem")
    with pytest.raises(EngineError, match="certificate that cannot be trusted") as raised:
        added(server)
    assert "SSL_CERT_FILE" in raised.value.hint
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    added(server)
    backend = Backend()
    samples, _ = spoken(backend, request(LINE))
    assert samples.any()
    server.does.endless = 1
    wanted = True
    asked = backend.start(request(LINE), lambda: not wanted, True)
    while not any(whose is asked for whose, _ in backend.step()):
        pass
    wanted = False
    assert [end.kind for _, end in backend.step() if isinstance(end, EngineError)] == ["cancelled"]
    assert server.gone.wait(10)


@pytest.mark.parametrize("url", ["ftp://host/v1", "http:///v1", "nonsense://host"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(EngineError, match="is no address of a server"):
        models.probe(url)


class _Proxy(http.server.BaseHTTPRequestHandler):
    """Passes what it is asked for on, and remembers the lines."""

    seen: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.seen.append((self.requestline, self.headers.get("Proxy-Authorization", "")))
        body = json.dumps({"data": [{"id": "through-the-proxy"}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def proxy() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    seen: list[tuple[str, str]] = []
    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Proxy", (_Proxy,), {"seen": seen}))
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield f"http://ann:pass%20word@127.0.0.1:{made.server_address[1]}", seen
    made.shutdown()
    made.server_close()
    thread.join(5)


def test_the_environment_s_proxy_is_used_but_not_for_this_machine(
    server: SpeechServer, proxy: tuple[str, list[tuple[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, seen = proxy
    monkeypatch.setenv("http_proxy", address)
    endpoint = client.Endpoint(name="far", url="http://speech.example:9000/v1")
    with client.asked(endpoint, "GET", "/models", None, client.Exchange()) as answer:
        assert "through-the-proxy" in answer.text()
    # "Basic" with "ann:pass word", RFC 7617
    assert seen == [("GET http://speech.example:9000/v1/models HTTP/1.1", "Basic YW5uOnBhc3Mgd29yZA==")]
    assert models.probe(server.url).model == "tones-1"  # asked directly
    assert len(seen) == 1
    monkeypatch.setenv("no_proxy", "speech.example")
    monkeypatch.setattr(client, "CONNECT_SECONDS", 0.5)
    with (
        pytest.raises(EngineError, match=r"speech\.example"),
        client.asked(endpoint, "GET", "/models", None, client.Exchange()),
    ):
        pass
    assert len(seen) == 1


def test_one_line_s_trouble_is_not_its_neighbour_s(server: SpeechServer) -> None:
    added(server)
    backend = Backend()
    server.does.fail = [(400, {}, "text/plain", b"no")]
    ends = [
        end for _, end in finished(backend, *(backend.start(request(LINE), lambda: False, False) for _ in range(4)))
    ]
    assert sum(isinstance(end, EngineError) for end in ends) == 1
    assert sum(isinstance(end, Result) for end in ends) == 3
