"""The bytes of a server's answer as samples, whatever it sends: raw PCM or WAV as they come, other files when whole.

Servers are asked for one format and some answer with another, or say one and send another. The bytes themselves are
believed first, then the Content-Type, then what is known of the server.
"""

from __future__ import annotations

import base64
import io
import json
import struct
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import soundfile
import soxr

from engine.backends import Samples
from engine.backends.remote import words
from engine.backends.remote.client import Broken
from engine.errors import EngineError

RATES = (4_000, 192_000)  # what a sample rate can sensibly be
_HEAD = 12  # bytes that tell RIFF/WAVE, FLAC, Ogg, MP3 and text apart
_LONGEST_HEADER = 1 << 20  # of a WAV before its samples
_UNKNOWN = frozenset({0, 0x7FFFFFFF, 0x7FFFFFFF - 36, 0xFFFFFFFF, 0xFFFFFFFF - 36, 0xFFFFFFFF - 8})  # sizes of streams
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE  # WAVE format tags, RFC 2361
_KINDS = {(_PCM, 16): "<i2", (_PCM, 32): "<i4", (_FLOAT, 32): "<f4", (_FLOAT, 64): "<f8"}
_LOG = "Look at the server's log."


def samples(blocks: Iterable[bytes], headers: Mapping[str, str], rate: int, to: int, server: str) -> Iterator[Samples]:
    """Mono float32 at ``to`` hertz, as soon as the bytes allow.

    ``headers`` are the answer's, in lower case; ``rate`` is taken for raw PCM that does not say its own. Raises
    EngineError(kind="server") for anything that is no audio, and client.Broken for audio that is cut short.
    """
    own, parts = opened(blocks, headers, rate, server)
    yield from parts if own == to else _resampled(parts, own, to)


def opened(
    blocks: Iterable[bytes], headers: Mapping[str, str], rate: int, server: str
) -> tuple[int, Iterator[Samples]]:
    """The answer's own sample rate, and its samples as they come. Raises as ``samples`` does."""
    media_type = headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type == "text/event-stream":
        blocks = _events(blocks, server)
        media_type = ""
    source = iter(blocks)
    head = b""
    for block in source:
        head += block
        if len(head) >= _HEAD:
            break
    if not head:
        raise EngineError(f"The server “{server}” sent no audio.", _LOG, kind="server")
    rest = _chain(head, source)
    _no_text(media_type, head, rest, server)
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        own, parts = _wav(rest, server)
    elif _is_file(media_type, head):
        own, parts = _file(rest, media_type, server)
    else:
        own = _stated_rate(headers) or rate
        parts = _pcm(rest, own, 1, "<i2", None, server)
    if not RATES[0] <= own <= RATES[1]:
        raise EngineError(f"The server “{server}” states a sample rate of {own} hertz.", _LOG, kind="server")
    return own, _audible(parts, server)


def _audible(parts: Iterator[Samples], server: str) -> Iterator[Samples]:
    some = False
    for part in parts:
        if len(part):
            some = True
            yield part
    if not some:
        raise EngineError(f"The server “{server}” sent audio of no length.", _LOG, kind="server")


def _chain(head: bytes, source: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from source


def _stated_rate(headers: Mapping[str, str]) -> int:
    """``audio/pcm;rate=24000`` or a header of its own; 0 when the answer does not say."""
    for parameter in headers.get("content-type", "").split(";")[1:]:
        name, _, value = parameter.strip().partition("=")
        if name.strip().lower() in ("rate", "sample_rate", "samplerate") and value.strip('" ').isdigit():
            return int(value.strip('" '))
    named = headers.get("x-sample-rate", headers.get("x-audio-sample-rate", ""))
    return int(named) if named.isdigit() else 0


def _no_text(media_type: str, head: bytes, rest: Iterator[bytes], server: str) -> None:
    """Raise the words of an answer that is an error in spite of its good status."""
    start = head.lstrip()[:64]
    written = start[:2] in (b'{"', b"[{", b"{ ", b"{\n") or start[:1] == b"<" or not start
    if "json" in media_type or "html" in media_type or media_type.startswith("text/") or (written and _plain(start)):
        body = b"".join(block for block, _ in zip(rest, range(16), strict=False))[: 1 << 16]
        said = words.of_error(media_type, body.decode("utf-8", "replace"))
        what = "a web page" if "html" in media_type or body.lstrip()[:1] == b"<" else "text"
        raise EngineError(
            f"The server “{server}” answered with {what} instead of audio" + (f": “{said}”" if said else "."),
            "Check its address, its model and its log; a proxy in between may have answered.",
            kind="server",
        )


def _plain(start: bytes) -> bool:
    return all(32 <= c < 127 or c in (9, 10, 13) for c in start)


def _is_file(media_type: str, head: bytes) -> bool:
    """Whether the bytes are a sound file that must be whole before it can be read."""
    if head[:4] in (b"fLaC", b"OggS") or head[:3] == b"ID3" or head[4:8] == b"ftyp" or head[:4] == b"FORM":
        return True
    if media_type in ("audio/mpeg", "audio/mp3", "audio/mpeg3"):
        return True
    return media_type in ("audio/flac", "audio/x-flac", "audio/ogg", "audio/opus", "audio/aac", "audio/mp4")


def _file(blocks: Iterator[bytes], media_type: str, server: str) -> tuple[int, Iterator[Samples]]:
    whole = b"".join(blocks)
    try:
        heard, rate = soundfile.read(io.BytesIO(whole), dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, RuntimeError) as error:
        kind = media_type or "an unknown kind"
        raise EngineError(
            f"The server “{server}” sent audio of {kind} that cannot be read: {words.shortened(str(error))}",
            "Let the server send wav, pcm, flac or mp3.",
            kind="server",
        ) from error
    return rate, iter([heard.mean(axis=1, dtype=np.float32)])


def _wav(blocks: Iterator[bytes], server: str) -> tuple[int, Iterator[Samples]]:
    """A WAV file as it comes. The sizes of streamed ones are unknown; a stated size that is not reached is told."""
    head = b""
    layout: tuple[int, int, int, int] | None = None  # tag, channels, rate, bits
    at = _HEAD
    while True:
        while len(head) < at + 8:
            head = _more(head, blocks, server)
        name, size = struct.unpack_from("<4sI", head, at)
        if name == b"data":
            break
        while len(head) < at + 8 + size:
            head = _more(head, blocks, server)
        if name == b"fmt " and size >= 16:
            tag, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", head, at + 8)
            if tag == _EXTENSIBLE and size >= 26:
                tag = struct.unpack_from("<H", head, at + 8 + 24)[0]
            layout = tag, channels, rate, bits
        at += 8 + size + size % 2
    if layout is None or not 1 <= layout[1] <= 8:
        raise _damaged(server)
    tag, channels, rate, bits = layout
    kind = _KINDS.get((tag, bits))
    if kind is None:  # 8 and 24 bit, A-law and the rest: rare enough to be read when whole
        return _file(_chain(head, blocks), "audio/wav", server)
    after = _chain(head[at + 8 :], blocks)
    return rate, _pcm(after, rate, channels, kind, None if size in _UNKNOWN else size, server)


def _more(head: bytes, blocks: Iterator[bytes], server: str) -> bytes:
    block = next(blocks, None)
    if block is None or len(head) > _LONGEST_HEADER:
        raise _damaged(server)
    return head + block


def _damaged(server: str) -> EngineError:
    return EngineError(f"The server “{server}” sent a damaged WAV.", _LOG, kind="server")


def _pcm(
    blocks: Iterator[bytes], rate: int, channels: int, kind: str, size: int | None, server: str
) -> Iterator[Samples]:
    """Raw interleaved samples; after ``size`` bytes come other things (tags of a WAV), which are left alone."""
    width = np.dtype(kind).itemsize
    frame = width * channels
    scale = np.float32({"<i2": 1 / 32_768, "<i4": 1 / 2**31}.get(kind, 1.0))
    rest, got = b"", 0
    for block in blocks:
        data = rest + block if size is None else (rest + block)[: size - got]
        whole = len(data) // frame * frame
        rest = data[whole:]
        got += whole
        if whole:
            values = np.frombuffer(data, kind, whole // width).reshape(-1, channels)
            yield np.ascontiguousarray(values.mean(axis=1, dtype=np.float32) * scale)
        if size is not None and got >= size // frame * frame:
            return
    if rest or size is not None:
        raise Broken(
            f"The audio from “{server}” broke off after {got / frame / max(rate, 1):.1f} s.",
            "Try again; look at the server's log when it stays so.",
            kind="server",
        )


def _resampled(parts: Iterator[Samples], rate: int, to: int) -> Iterator[Samples]:
    """At another rate; the same samples however the parts are cut."""
    stream = soxr.ResampleStream(rate, to, 1, dtype="float32")
    for part in parts:
        yield stream.resample_chunk(part)
    yield stream.resample_chunk(np.zeros(0, np.float32), last=True)


def _events(blocks: Iterable[bytes], server: str) -> Iterator[bytes]:
    """The audio in OpenAI's server-sent events (``speech.audio.delta``), for servers that stream in no other way."""
    done = False
    rest = b""
    for block in blocks:
        *lines, rest = (rest + block).split(b"\n")
        for line in lines:
            name, _, value = line.strip().partition(b":")
            if name != b"data" or not value.strip() or value.strip() == b"[DONE]":
                continue
            try:
                event = json.loads(value)
                sound = base64.b64decode(event.get("audio") or "")
            except (ValueError, AttributeError) as error:
                raise EngineError(f"The server “{server}” sent an event that cannot be read.", kind="server") from error
            if "error" in event or str(event.get("type", "")).endswith("error"):
                said = words.of_error("application/json", value.decode("utf-8", "replace"))
                raise EngineError(f"The server “{server}” failed: “{said}”", "Look at its log.", kind="server")
            done = done or event.get("type") == "speech.audio.done"
            if sound:
                yield sound
    if not done:
        raise Broken(f"The audio from “{server}” broke off.", "Try again.", kind="server")
