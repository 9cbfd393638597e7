"""HTTP to a speech server: one connection for each request, told plainly when it goes wrong, gone when nobody waits.

Standard library only. Connections are not kept: a line takes the server seconds and a connection milliseconds, and
an idle connection that a proxy has closed in the meantime is the classic source of lost requests.

Proxies: ``http_proxy``, ``https_proxy`` and ``no_proxy`` of the environment are respected, as other tools do, except
for this machine itself (localhost, 127.x, ::1), which never goes through a proxy. Certificates are checked with the
system's authorities; ``SSL_CERT_FILE`` names others, for a server with a private one.
"""

from __future__ import annotations

import base64
import contextlib
import email.utils
import http.client
import json
import os
import socket
import ssl
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from engine.backends.remote import words
from engine.errors import EngineError

CONNECT_SECONDS = 6.0
ANSWER_SECONDS = 300.0  # until the first byte: a busy server queues, and one without a GPU takes minutes for a line
LIST_SECONDS = 20.0  # the same for a list of models or voices
SILENT_SECONDS = 60.0  # between two bytes of an answer
PAUSES = (0.5, 1.0, 2.0, 4.0)  # before the second, third, ... attempt
LONGEST_PAUSE = 60.0  # of a Retry-After; a server that wants longer is not waited for
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_BLOCK = 1 << 15
_WORDS_BYTES = 1 << 16  # of an error's body are read


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where a server is and what opens it."""

    name: str  # what people call the server
    url: str  # up to and with "/v1"
    token_variable: str = ""

    def token(self) -> str:
        """The token, "" when the server needs none. Raises EngineError when the environment does not hold it."""
        if not self.token_variable:
            return ""
        token = os.environ.get(self.token_variable, "").strip()
        if not token:
            raise EngineError(
                f"The server “{self.name}” needs a token, and the environment variable {self.token_variable} is empty.",
                f"Set {self.token_variable} and start again.",
                kind="server",
            )
        if not token.isascii() or not token.isprintable():
            raise EngineError(
                f"The environment variable {self.token_variable} holds no token: it has line ends or odd characters.",
                f"Set {self.token_variable} anew.",
                kind="server",
            )
        return token


class Stopped(Exception):
    """Nobody waits for the answer any more."""


class Exchange:
    """One request that another thread may end at any moment with :meth:`stop`."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None

    def stop(self) -> None:
        """End it: what waits for the server is woken and raises Stopped."""
        self._stopped.set()
        with self._lock:
            if self._socket is not None:
                with contextlib.suppress(OSError, ValueError):
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)  # not TLS's own, which would wait its turn

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def wait(self, seconds: float) -> None:
        """A pause. Raises Stopped."""
        if self._stopped.wait(seconds):
            raise Stopped

    def hold(self, connected: socket.socket | None) -> None:
        """Remember the socket, so that it can be closed. Raises Stopped when it is too late for it."""
        with self._lock:
            self._socket = connected
        if connected is not None and self._stopped.is_set():
            raise Stopped


class Answer:
    """A server's answer whose head is read and whose body is still coming."""

    def __init__(self, response: http.client.HTTPResponse, endpoint: Endpoint, exchange: Exchange) -> None:
        self._response = response
        self._endpoint = endpoint
        self._exchange = exchange
        self.status = response.status
        self.headers: Mapping[str, str] = {k.lower(): v for k, v in response.getheaders()}

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    def blocks(self) -> Iterator[bytes]:
        """The body as it comes. Raises EngineError when it breaks off, Stopped when nobody wants it."""
        while True:
            try:
                block = self._response.read1(_BLOCK)
            except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
                if self._exchange.stopped:
                    raise Stopped from error
                raise _broken(self._endpoint, error) from error
            if self._exchange.stopped:
                raise Stopped
            if not block:
                break
            yield block
        if self._response.length:  # fewer bytes than announced, which http.client lets pass
            raise _broken(self._endpoint, None)

    def text(self) -> str:
        """The beginning of the body as text: an error's words."""
        gathered = b""
        with contextlib.suppress(EngineError):
            for block in self.blocks():
                gathered += block
                if len(gathered) > _WORDS_BYTES:
                    break
        return gathered[:_WORDS_BYTES].decode("utf-8", "replace")


class Broken(EngineError):
    """The connection failed or the answer broke off; another attempt may do better."""


class Refused(EngineError):
    """The server answered that it will not, with ``status`` and in its own words."""

    def __init__(self, message: str, hint: str, status: int, said: str) -> None:
        super().__init__(message, hint, kind="server")
        self.status = status
        self.said = said


@contextlib.contextmanager
def request(
    endpoint: Endpoint, method: str, path: str, body: Mapping[str, Any] | None, exchange: Exchange
) -> Iterator[Answer]:
    """One attempt: the server's answer, whatever its status. Raises Broken, EngineError or Stopped."""
    connection, target, headers = _connection(endpoint, path)
    data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    if data is not None:
        headers["Content-Type"] = "application/json"
    headers["Accept"] = "application/json" if body is None else "audio/*, application/octet-stream;q=0.9, */*;q=0.5"
    try:
        try:
            connection.connect()
            exchange.hold(connection.sock)
            connection.sock.settimeout(LIST_SECONDS if body is None else ANSWER_SECONDS)
            held = connection.sock
            connection.request(method, target, data, headers)
            response = connection.getresponse()
            held.settimeout(SILENT_SECONDS)
        except (OSError, http.client.HTTPException, ValueError) as error:
            if exchange.stopped:
                raise Stopped from error
            raise _unreachable(endpoint, error) from error
        with response:
            yield Answer(response, endpoint, exchange)
    finally:
        exchange.hold(None)
        connection.close()


@contextlib.contextmanager
def asked(
    endpoint: Endpoint, method: str, path: str, body: Mapping[str, Any] | None, exchange: Exchange
) -> Iterator[Answer]:
    """The server's good answer, after as many attempts as make sense. Raises EngineError or Stopped.

    Tried again, with growing pauses or the server's own Retry-After: connections that fail, "too many requests" and
    the server's own failures. Not tried again: what the server refuses, and a server that does not answer in time.
    """
    for attempt in range(len(PAUSES) + 1):
        last = attempt == len(PAUSES)
        with contextlib.ExitStack() as stack:
            try:
                answer = stack.enter_context(request(endpoint, method, path, body, exchange))
            except Broken:
                if last:
                    raise
                pause = PAUSES[attempt]
            else:
                if 200 <= answer.status < 300:
                    yield answer
                    return
                wanted = _retry_after(answer.headers.get("retry-after", ""))
                pause = PAUSES[min(attempt, len(PAUSES) - 1)] if wanted is None else wanted
                if last or answer.status not in AGAIN or pause > LONGEST_PAUSE:
                    raise _refusal(endpoint, answer)
        exchange.wait(pause)


def _refusal(endpoint: Endpoint, answer: Answer) -> Refused:
    """An error answer, told with the server's own words, shortened."""
    name, status = endpoint.name, answer.status
    said = words.of_error(answer.media_type, answer.text(), endpoint.token())
    quoted = f": “{said}”" if said else "."
    hint = "Change the line or the voice; when the server itself has changed, add it again: `lineread models add`."
    what = "does not accept this"
    if status in (401, 403):
        what = "does not let us in"
        hint = (
            f"Check the token in {endpoint.token_variable}."
            if endpoint.token_variable
            else "Name the environment variable that holds its token: `lineread models add --token-variable NAME`."
        )
    elif 300 <= status < 400:
        what = f"sends us to {words.shortened(answer.headers.get('location', 'another address'))}"
        hint = "Add it under that address."
    elif status == 404:
        what = "does not know this model, voice or path"
        hint = "Check its address, which usually ends in /v1, and its model: `lineread models`."
    elif status == 429:
        what = "has too many requests"
        hint = "Try again later."
    elif status >= 500:
        what = "failed"
        hint = "Look at the server's log, or try again."
    return Refused(f"The server “{name}” {what} ({status}){quoted}", hint, status, said)


def _unreachable(endpoint: Endpoint, error: Exception) -> EngineError:
    where = urllib.parse.urlsplit(endpoint.url)
    at = f"The server “{endpoint.name}” at {where.hostname}:{where.port or _PORTS.get(where.scheme, 0)}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return EngineError(
            f"{at} shows a certificate that cannot be trusted: {error.verify_message}.",
            "Give the server a certificate of a known authority, or name yours in SSL_CERT_FILE.",
            kind="server",
        )
    if isinstance(error, socket.gaierror):
        return EngineError(f"{at} has no address in the network.", "Check the server's name.", kind="server")
    if isinstance(error, ConnectionRefusedError):
        return Broken(f"{at} refuses connections.", "Is it running? Start it, or check the port.", kind="server")
    if isinstance(error, TimeoutError):
        return EngineError(f"{at} does not answer in time.", "Is it running, and reachable from here?", kind="server")
    if isinstance(error, http.client.RemoteDisconnected | ConnectionError):
        return Broken(f"{at} hung up before it answered.", "Look at the server's log.", kind="server")
    reason = words.shortened(str(getattr(error, "strerror", None) or error) or type(error).__name__)
    return Broken(f"{at} cannot be reached: {reason}.", "Check the address and the network.", kind="server")


def _broken(endpoint: Endpoint, error: Exception | None) -> Broken:
    if isinstance(error, TimeoutError):
        return Broken(f"The server “{endpoint.name}” stopped in the middle of its answer.", "Try again.", kind="server")
    return Broken(
        f"The connection to “{endpoint.name}” broke off before the audio was complete.",
        "Try again; look at the server's log when it stays so.",
        kind="server",
    )


def _retry_after(value: str) -> float | None:
    """Seconds to wait, from a number or an HTTP date (RFC 9110, 10.2.3); None when there is none to read."""
    value = value.strip()
    if value.isdigit():
        return float(value)
    with contextlib.suppress(ValueError, TypeError):
        when = email.utils.parsedate_to_datetime(value).timestamp()
        return max(0.0, when - time.time())
    return None


_PORTS = {"http": 80, "https": 443}


def _connection(endpoint: Endpoint, path: str) -> tuple[http.client.HTTPConnection, str, dict[str, str]]:
    """An unopened connection, the request's target and its headers."""
    parts = urllib.parse.urlsplit(endpoint.url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise EngineError(
            f"“{words.shortened(endpoint.url)}” is no address of a server.",
            "Write it as http://host:port/v1.",
            kind="server",
        )
    port = parts.port or _PORTS[parts.scheme]
    target = parts.path.rstrip("/") + path
    headers = {"Connection": "close", "User-Agent": "lineread", "Accept-Encoding": "identity"}
    token = endpoint.token()
    if token:
        headers["Authorization"] = f"Bearer {token}"
    proxy = _proxy(parts.scheme, parts.hostname, port)
    context = ssl.create_default_context() if parts.scheme == "https" else None
    if proxy is None:
        if context is not None:
            return (
                http.client.HTTPSConnection(parts.hostname, port, timeout=CONNECT_SECONDS, context=context),
                target,
                headers,
            )
        return http.client.HTTPConnection(parts.hostname, port, timeout=CONNECT_SECONDS), target, headers
    through, at, credentials = proxy
    if context is not None:
        tunnel = http.client.HTTPSConnection(through, at, timeout=CONNECT_SECONDS, context=context)
        tunnel.set_tunnel(parts.hostname, port, credentials)
        return tunnel, target, headers
    plain = http.client.HTTPConnection(through, at, timeout=CONNECT_SECONDS)
    return plain, f"http://{parts.netloc.rpartition('@')[2]}{target}", {**headers, **credentials}


def _proxy(scheme: str, host: str, port: int) -> tuple[str, int, dict[str, str]] | None:
    """The environment's proxy for a server: its host, port and credentials; None for a direct connection."""
    if host == "localhost" or host == "::1" or host.startswith("127."):
        return None
    proxies = urllib.request.getproxies_environment()
    named = proxies.get(scheme) or proxies.get("all")
    if not named or urllib.request.proxy_bypass(f"{host}:{port}"):
        return None
    parts = urllib.parse.urlsplit(named if "://" in named else f"http://{named}")
    if parts.scheme != "http" or not parts.hostname:
        raise EngineError(
            f"The proxy of the environment ({parts.scheme}) is of a kind that is not supported.",
            "Name an http proxy in http_proxy and https_proxy, or the server in no_proxy.",
            kind="server",
        )
    credentials = {}
    if parts.username:
        user = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        credentials["Proxy-Authorization"] = "Basic " + base64.b64encode(user.encode()).decode()
    return parts.hostname, parts.port or 8080, credentials
