"""A speech server of the tests' own: OpenAI's interface over the tones of the fake engine, on a port of this machine.

It remembers what it was asked, and can be told to be slow, to fail, to break off, and to answer with other things.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import importlib
import io
import json
import ssl
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr

from engine.backends import Backend
from engine.catalogue import describe
from engine.protocol import Controls, SpeechRequest, Text, VoiceSpec

RATE = 24_000


@dataclass
class Behaviour:
    """What the server is and how it misbehaves. Numbers that say how often count down."""

    models: tuple[dict[str, Any], ...] = ({"id": "tones-1", "object": "model", "owned_by": "tests"},)
    voices: Any = field(default_factory=lambda: {"voices": ["low", "middle", "high"]})  # None: there is no list
    token: str = ""
    rate: int = RATE
    formats: tuple[str, ...] = ("wav", "pcm", "flac", "mp3")
    chunk: int = 4_800  # bytes in one HTTP chunk
    gate: threading.Event | None = None  # no answer before it is set
    gate_after: tuple[int, threading.Event] | None = None  # after so many chunks nothing comes before it is set
    engine: str = "fake"  # whose voice it is; "hibari" speaks real words
    fail: list[tuple[int, dict[str, str], str, bytes]] = field(default_factory=list)  # status, headers, type, body
    hang_up: int = 0  # so many requests get no answer at all
    break_off: int = 0  # so many answers end in the middle
    endless: int = 0  # so many answers do not end
    garbled: int = 0  # so many answers say something else
    content_type: str = ""  # instead of the right one
    body: bytes | None = None  # instead of audio
    page: bytes = b""  # shown at every path that is not known
    sse: bool = False
    chunked: bool = True
    unsized: bool = False  # a WAV that does not know its length


class SpeechServer:
    def __init__(self) -> None:
        self.does = Behaviour()
        self.asked: list[dict[str, Any]] = []  # bodies of POST /audio/speech
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.at_once = 0  # requests at the same time: now, and at most
        self.most_at_once = 0
        self.gone = threading.Event()  # a client hung up on an answer
        self.arrived = threading.Event()
        self.closing = threading.Event()
        self.lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"twin": self})
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._http.daemon_threads = True
        self._http.block_on_close = False
        self._scheme = "http"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self._http.server_address[1]}/v1"

    def secure(self, certificate: Path, key: Path) -> None:
        """Speak TLS from now on."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self._http.socket = context.wrap_socket(self._http.socket, server_side=True, do_handshake_on_connect=False)
        self._scheme = "https"

    def close(self) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(5)


@contextlib.contextmanager
def running() -> Iterator[SpeechServer]:
    server = SpeechServer()
    try:
        yield server
    finally:
        server.close()


def spoken(body: dict[str, Any], does: Behaviour) -> np.ndarray:
    """The line in tones or in words, as float32 at the server's rate."""
    named = body.get("voice") or ""
    known = [v.name for v in describe(does.engine).voices]
    spec = VoiceSpec(engine=does.engine, preset=named if named in known else "")
    if body.get("ref_audio"):  # a clone hums at the pitch of its reference
        sound, own = soundfile.read(io.BytesIO(base64.b64decode(body["ref_audio"].partition(",")[2])))
        spectrum = np.abs(np.fft.rfft(sound))
        spec = VoiceSpec(engine="fake", settings={"hertz": float(np.argmax(spectrum) * own / len(sound))})
    text = body["input"]
    if does.garbled:
        does.garbled -= 1
        text = "Nobody has ever asked for these, or for any other words."
    request = SpeechRequest(
        segments=(Text(text=text, controls=Controls(speed=float(body.get("speed", 1.0)))),),
        voice=spec,
        seed=int(body.get("seed", 0)),
    )
    with _speaking:
        parts = [p for p in _engine(spec.engine).speak(request, lambda: False) if isinstance(p, np.ndarray)]
    heard = np.concatenate(parts) if parts else np.zeros(0, np.float32)
    return heard if does.rate == RATE else soxr.resample(heard, RATE, does.rate)


_speaking = threading.Lock()


@functools.cache
def _engine(name: str) -> Backend:
    made: Backend = importlib.import_module(f"engine.backends.{name}.backend").Backend()
    made.load()
    return made


def encoded(sound: np.ndarray, rate: int, form: str, unsized: bool) -> bytes:
    values = np.round(sound * 32_767).astype("<i2")
    if form == "pcm":
        return values.tobytes()
    file = io.BytesIO()
    soundfile.write(file, values, rate, format={"wav": "WAV", "flac": "FLAC", "mp3": "MP3"}[form])
    made = file.getvalue()
    if unsized:
        at = made.index(b"data")
        made = b"RIFF\xff\xff\xff\xff" + made[8 : at + 4] + struct.pack("<I", 0xFFFFFFFF) + made[at + 8 :]
    return made


_TYPES = {"pcm": "audio/pcm", "wav": "audio/wav", "flac": "audio/flac", "mp3": "audio/mpeg"}


class _Handler(BaseHTTPRequestHandler):
    twin: SpeechServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        does = self.twin.does
        self.twin.paths.append(self.path)
        self.twin.headers.append({k.lower(): v for k, v in self.headers.items()})
        if does.fail:
            self._answer(*does.fail.pop(0))
        elif self._locked():
            pass
        elif self.path == "/v1/models":
            self._json(200, {"object": "list", "data": list(does.models)})
        elif self.path == "/v1/audio/voices" and does.voices is not None:
            self._json(200, does.voices)
        elif does.page:
            self._answer(200, {}, "text/html", does.page)
        else:
            self._json(404, {"detail": "Not Found"})

    def do_POST(self) -> None:
        twin = self.twin
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with twin.lock:
            twin.asked.append(body)
            twin.headers.append({k.lower(): v for k, v in self.headers.items()})
            twin.at_once += 1
            twin.most_at_once = max(twin.most_at_once, twin.at_once)
        twin.arrived.set()
        try:
            self._speech(body)
        except OSError:
            twin.gone.set()
            self.close_connection = True
        finally:
            with twin.lock:
                twin.at_once -= 1

    def _speech(self, body: dict[str, Any]) -> None:
        does = self.twin.does
        if does.hang_up:
            does.hang_up -= 1
            self.close_connection = True
            return
        if does.fail:
            self._answer(*does.fail.pop(0))
            return
        if self._locked():
            return
        if self.path != "/v1/audio/speech":
            self._json(404, {"detail": "Not Found"})
            return
        if not body.get("input"):
            self._json(400, {"error": {"message": "Input text cannot be empty", "type": "BadRequestError"}})
            return
        form = body.get("response_format", "mp3")
        if form not in does.formats:
            self._json(422, {"detail": [{"loc": ["body", "response_format"], "msg": f"{form} is not supported"}]})
            return
        if does.gate is not None and not self._opened(does.gate):
            return
        sound = encoded(spoken(body, does), does.rate, form, does.unsized) if does.body is None else does.body
        kind = does.content_type or _TYPES[form]
        if does.sse:
            self._events(sound)
        elif does.chunked:
            self._chunks(sound, kind)
        else:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(sound)))
            self.end_headers()
            self.wfile.write(sound[: len(sound) // 2] if self._breaks() else sound)

    def _breaks(self) -> bool:
        does = self.twin.does
        if does.break_off:
            does.break_off -= 1
            self.close_connection = True
            return True
        return False

    def _chunks(self, sound: bytes, kind: str) -> None:
        does = self.twin.does
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        breaks = self._breaks()
        endless = does.endless > 0
        does.endless -= endless
        parts = [sound[i : i + does.chunk] for i in range(0, len(sound), does.chunk)]
        for i, part in enumerate(parts[: len(parts) // 2] if breaks else parts):
            if does.gate_after is not None and i == does.gate_after[0] and not self._opened(does.gate_after[1]):
                return
            self._chunk(part)
        while endless and not self.twin.closing.is_set():
            self._chunk(sound[-does.chunk * 40 :])
        if not breaks:
            self.wfile.write(b"0\r\n\r\n")

    def _events(self, sound: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for i in range(0, len(sound), self.twin.does.chunk):
            part = base64.b64encode(sound[i : i + self.twin.does.chunk]).decode()
            self._chunk(self._event({"type": "speech.audio.delta", "audio": part}))
        if not self._breaks():
            self._chunk(self._event({"type": "speech.audio.done", "usage": {}}))
        self.wfile.write(b"0\r\n\r\n")

    @staticmethod
    def _event(value: dict[str, Any]) -> bytes:
        return f"event: {value['type']}\ndata: {json.dumps(value)}\n\n".encode()

    def _chunk(self, part: bytes) -> None:
        if part:
            self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
            self.wfile.flush()

    def _opened(self, gate: threading.Event) -> bool:
        """Wait for the gate; false when the server closes first."""
        while not gate.wait(0.01):
            if self.twin.closing.is_set():
                self.close_connection = True
                return False
        return True

    def _locked(self) -> bool:
        token = self.twin.does.token
        if token and self.headers.get("Authorization") != f"Bearer {token}":
            given = self.headers.get("Authorization", "nothing")
            self._json(401, {"error": {"message": f"Incorrect API key provided: {given}", "code": "invalid_api_key"}})
            return True
        return False

    def _json(self, status: int, value: Any) -> None:
        self._answer(status, {}, "application/json", json.dumps(value).encode())

    def _answer(self, status: int, headers: dict[str, str], kind: str, body: bytes) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Type": kind, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass
