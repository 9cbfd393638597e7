"""The takes of a project on disk: content-addressed, append-only, never half-written.

``takes/ab/<key>.flac`` is the audio at the project's rate, ``<key>.json`` everything else that is known
of it; the second is written last and is what makes a take exist. ``takes/log.jsonl`` remembers which line
asked for which take and when, so that a stale line still has its old one to play. A torn last line of the
log, or a temporary file, is what a killed render leaves; both are ignored.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.protocol import Check, PlanItem, Result, SpeechRequest, SpokenBy, VoiceSpec, Word
from studio.atomic import write_atomically, writing_failed
from studio.audio.encode import open_writer
from studio.audio.files import read_audio
from studio.audio.peaks import build_peaks
from studio.audio.resample import resample
from studio.errors import LinereadError
from studio.render.orders import Order

RECORDED = "recording"  # the engine of takes that a person spoke


class Take(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One rendering of a line: what it is made from, and where its words are, in samples at ``rate``."""

    key: str
    text_key: str
    rate: int
    samples: int
    size: int  # bytes of the audio file: a truncated one is seen without reading it
    request: SpeechRequest
    engine: str
    words: tuple[Word, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    checks: tuple[Check, ...] = ()
    models: tuple[SpokenBy, ...] = ()  # where the engine alone does not say it
    peaks: bytes = b""  # int16 pairs (lowest, highest) for each 256 samples


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the log."""

    line: str
    key: str
    event: str  # "made", "failed", "binned", "restored"
    at: str
    text_key: str = ""
    message: str = ""
    hint: str = ""


class TakeStore:
    """Reads and writes the takes of one project. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._events: dict[str, list[Event]] = {}
        self._takes: dict[str, Take] = {}
        self._read_log()

    # -- reading ---------------------------------------------------------------------------------

    def path(self, key: str) -> Path:
        """The audio file of a take."""
        return self.folder / key[:2] / f"{key}.flac"

    def has(self, key: str) -> bool:
        """Whether the take is there and whole."""
        take = self.get(key)
        if take is None:
            return False
        try:
            return os.stat(self.path(key)).st_size == take.size  # noqa: PTH116 - three times as quick as Path.stat
        except OSError:
            return False

    def get(self, key: str) -> Take | None:
        """What is known of a take, or None when there is none, or its record cannot be read."""
        take = self._takes.get(key)
        if take is None:
            with contextlib.suppress(OSError, ValueError, RecursionError):
                take = _decoder.decode((self.folder / key[:2] / f"{key}.json").read_bytes())
                self._takes[key] = take
        return take

    def history(self, line_id: str) -> tuple[str, ...]:
        """Keys of the takes a line has had and that are still there, oldest first, binned ones left out."""
        keys, binned = self._had(line_id)
        return tuple(key for key in keys if key not in binned)

    def binned(self, line_id: str) -> tuple[str, ...]:
        """Keys of the takes of a line that are in the bin, the one that went there last at the end."""
        keys, binned = self._had(line_id)
        return tuple(key for key in binned if key in keys and self.has(key))

    def _had(self, line_id: str) -> tuple[dict[str, None], dict[str, None]]:
        """All takes a line was given, in order, and those that are in the bin."""
        with self._lock:
            events = list(self._events.get(line_id, ()))
        keys: dict[str, None] = {}
        binned: dict[str, None] = {}
        for event in events:
            if event.event == "made":
                for known in (keys, binned):
                    known.pop(event.key, None)
                keys[event.key] = None
            elif event.event == "binned":
                binned.pop(event.key, None)
                binned[event.key] = None
            elif event.event == "restored":
                binned.pop(event.key, None)
        return keys, binned

    def made(self, line_id: str, key: str) -> str:
        """When a line last got this take, in ISO 8601; "" if it never did. Not in the take: equal takes are equal."""
        with self._lock:
            events = self._events.get(line_id, ())
            return next((e.at for e in reversed(events) if e.key == key and e.event == "made"), "")

    def failure(self, line_id: str, key: str) -> Event | None:
        """The last failure of a line for exactly this key, if nothing came after it."""
        with self._lock:
            events = self._events.get(line_id, ())
            last = next((e for e in reversed(events) if e.key == key), None)
        return last if last is not None and last.event == "failed" else None

    # -- writing ---------------------------------------------------------------------------------

    def put(self, order: Order, audio: NDArray[np.float32], result: Result, rate: int) -> Take:
        """Store a finished line: convert it to ``rate`` once, write, and only then let it exist."""
        self._must_have_a_home()
        samples = resample(audio, result.rate, rate)
        path = self.path(order.key)
        with open_writer(path, rate, 1, "flac", "24") as writer:
            writer.write(samples)
        take = Take(
            key=order.key,
            text_key=order.text_key,
            rate=rate,
            samples=len(samples),
            size=writer.bytes,
            request=order.request,
            engine=order.request.voice.engine,
            words=_scaled(result.words, result.rate, rate),
            plan=result.plan,
            checks=result.checks,
            models=result.models,
            peaks=build_peaks(samples).levels[0].tobytes(),
        )
        write_atomically(path.with_suffix(".json"), _encoder.encode(take))
        self._takes[order.key] = take
        self.record(Event(line=order.line_id, key=order.key, event="made", at=_now(), text_key=order.text_key))
        return take

    def adopt(self, order: Order) -> None:
        """A line asks for a take that another line made before: it is part of its history from now on."""
        if order.key not in self.history(order.line_id):
            self.record(Event(line=order.line_id, key=order.key, event="made", at=_now(), text_key=order.text_key))

    def put_recording(self, order: Order, path: Path, rate: int) -> Take:
        """Store what a person recorded for a line: a take that belongs to the text as it is now.

        The key is a digest of the sound and the text, so the same file twice is one take. Words have no times.
        """
        audio, own_rate = read_audio(path)
        heard = hashlib.blake2b(f"{order.text_key}:{own_rate}:".encode() + audio.tobytes(), digest_size=16).hexdigest()
        voice = VoiceSpec(engine=RECORDED, preset=path.name)
        request = msgspec.structs.replace(order.request, voice=voice, voices={})
        checks = () if len(audio) and np.abs(audio).max() > 1e-4 else (Check(code="silence", message="It is silent."),)
        result = Result(samples=len(audio), rate=own_rate, checks=checks)
        return self.put(dataclasses.replace(order, key=heard, request=request), audio, result, rate)

    def failed(self, order: Order, message: str, hint: str) -> None:
        """Remember why a line could not be rendered."""
        self.record(Event(line=order.line_id, key=order.key, event="failed", at=_now(), message=message, hint=hint))

    def bin(self, line_id: str, key: str) -> None:
        """Take a take out of a line's history; its file stays."""
        self.record(Event(line=line_id, key=key, event="binned", at=_now()))

    def keys(self) -> dict[str, int]:
        """Every take there is on disk and its bytes, also of lines that are gone."""
        found: dict[str, int] = {}
        for file in self.folder.glob("??/*"):
            if file.suffix in (".flac", ".json"):
                with contextlib.suppress(OSError):
                    found[file.stem] = found.get(file.stem, 0) + file.stat().st_size
        return found

    def remove(self, key: str) -> None:
        """Delete a take for good: its record first, so that there is never one without its sound."""
        self._takes.pop(key, None)
        for file in (self.path(key).with_suffix(".json"), self.path(key)):
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                raise LinereadError(f"{file} cannot be deleted: {error.strerror}.", "Check its permissions.") from error

    def restore(self, line_id: str, key: str) -> None:
        """Take a take out of the bin; it has its old place again."""
        self.record(Event(line=line_id, key=key, event="restored", at=_now()))

    def record(self, event: Event) -> None:
        log = self.folder / "log.jsonl"
        with self._lock:
            self._events.setdefault(event.line, []).append(event)
            self._must_have_a_home()
            try:
                self.folder.mkdir(exist_ok=True)
                with log.open("ab") as file:
                    file.write(msgspec.json.encode(event) + b"\n")
            except OSError as error:
                raise writing_failed(log, error) from error

    def _must_have_a_home(self) -> None:
        """A project's folder that was pulled away is not made again: it would be in the way when it comes back."""
        if not self.folder.parent.is_dir():
            raise LinereadError(
                f"The project's folder {self.folder.parent} is gone.", "Bring it back, and render the line again."
            )

    def _read_log(self) -> None:
        log = self.folder / "log.jsonl"
        try:
            data = log.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            raise LinereadError(f"{log} cannot be read: {error.strerror}.", "Check its permissions.") from error
        decoder = msgspec.json.Decoder(Event)
        for row in data.split(b"\n"):
            with contextlib.suppress(ValueError, RecursionError):
                event = decoder.decode(row)
                self._events.setdefault(event.line, []).append(event)
        if data and not data.endswith(b"\n"):
            with contextlib.suppress(OSError), log.open("ab") as file:
                file.write(b"\n")  # end the torn line, so that the next event is whole


def _scaled(words: Sequence[Word], source: int, rate: int) -> tuple[Word, ...]:
    def at(sample: int) -> int:
        return (sample * rate + source // 2) // source

    return tuple(
        msgspec.structs.replace(
            word,
            start=at(word.start),
            end=at(word.end),
            phones=tuple(msgspec.structs.replace(p, start=at(p.start), end=at(p.end)) for p in word.phones),
        )
        for word in words
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Take)
