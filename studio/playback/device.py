"""Where samples go: a real audio device through miniaudio, or, when there is none, a clock that is silent.

One thread owns the device: it opens it, notices when it is gone, keeps time in silence instead, and tries again.
Whatever is wrong with the sound of a computer, the window starts, the playhead moves, and a notice says why nothing
is heard. miniaudio is imported in that thread, on first use; it brings its own backends (PulseAudio, ALSA, JACK,
Core Audio, WASAPI) and needs no library of the system to be there.
"""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, Protocol

from studio.audio.files import Samples

log = logging.getLogger("lineread.playback")

PERIOD_MS = 15
PERIODS = 3  # 45 ms in the device: a window that paints for two frames is not heard
RETRY = 3.0  # seconds until a device is looked for again, twice as long each time,
LONGEST_RETRY = 24.0  # because a search costs some memory that the library does not give back
LOST = 0.7  # seconds without a callback until a device counts as gone
SETTLED = 20  # callbacks until a device runs evenly; some take their first second to come to it
REST = 60.0  # seconds of silence until a device is let go

Render = Callable[[int], Samples]


@dataclass(frozen=True, slots=True)
class Status:
    """``name`` of the device in use, "" in silence; then ``notice`` says why, in the sound system's words."""

    name: str = ""
    notice: str = ""
    missing: str = ""  # the device that was chosen and is not there
    latency: float = 0.0  # seconds from rendering to the ear


class Output(Protocol):
    """What a player needs of an audio output."""

    status: Status
    by_hand: bool  # only a test moves it: positions are exact and not smoothed

    def open(self, render: Render, rate: int, idle: Callable[[], bool], name: str = "") -> None: ...

    def wake(self) -> None: ...

    def choose(self, name: str) -> None: ...

    def names(self) -> list[str]: ...

    def close(self) -> None: ...


class ClockedDevice:
    """A device that a test turns by hand."""

    by_hand = True

    def __init__(self) -> None:
        self.status = Status(name="by hand")
        self._render: Render | None = None

    def open(self, render: Render, rate: int, idle: Callable[[], bool], name: str = "") -> None:
        self._render = render

    def pull(self, count: int) -> Samples:
        """The next ``count`` samples."""
        assert self._render is not None
        return self._render(count)

    def wake(self) -> None:
        pass

    def choose(self, name: str) -> None:
        self.status = Status(name=name or "by hand")

    def names(self) -> list[str]:
        return ["by hand"]

    def close(self) -> None:
        self._render = None


class _Missing(Exception):
    """The device that was chosen is not there."""


class AudioOutput:
    """The computer's audio, or silence with a clock and a notice. What it calls, it calls from its threads."""

    by_hand = False

    def __init__(
        self,
        on_status: Callable[[Status], None] | None = None,
        on_names: Callable[[list[str]], None] | None = None,
    ) -> None:
        """``on_names`` is told when :meth:`names` was asked and other devices are there than were known."""
        self.status = Status()
        self._on_status = on_status or (lambda status: None)
        self._on_names = on_names or (lambda names: None)
        self._name = ""
        self._rate = 48_000
        self._render: Render | None = None
        self._idle: Callable[[], bool] = lambda: True
        self._device: Any = None
        self._names: list[str] = []
        self._event = threading.Event()
        self._changed = False  # another device or another project: open anew
        self._closing = False
        self._called = 0.0  # when the device last asked for samples
        self._calls = 0  # how often, since it was opened
        self._thread: threading.Thread | None = None

    def open(self, render: Render, rate: int, idle: Callable[[], bool], name: str = "") -> None:
        """Play what ``render`` gives. Returns at once; ``idle`` says whether a device may rest."""
        self._render, self._rate, self._idle, self._name = render, rate, idle, name
        self._changed = True
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="audio", daemon=True)
            self._thread.start()
        self._event.set()

    def wake(self) -> None:
        """Something is to be heard."""
        self._event.set()

    def choose(self, name: str) -> None:
        """Another device, "" for the system's own; the same one is opened anew."""
        self._name, self._changed = name, True
        self._event.set()

    def names(self) -> list[str]:
        """Names of the playback devices, as they were when last looked for; looks again, and tells what is new."""
        known = list(self._names)
        threading.Thread(target=self._list, name="audio devices", daemon=True).start()
        return known

    def _list(self) -> None:
        try:
            found = [str(one["name"]) for one in _playbacks()]
        except Exception:  # noqa: BLE001 - whatever a sound system does, there is just nothing to choose
            found = []
        if found != self._names:
            self._names = found
            self._on_names(found)

    def close(self) -> None:
        self._closing = True
        self._event.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    # -- the thread ------------------------------------------------------------------------------

    def _run(self) -> None:
        _quiet_alsa()
        retry = RETRY
        while not self._closing:
            self._changed = False
            try:
                self._begin()
            except Exception as error:  # noqa: BLE001 - a sound system may fail in any way; the window must not
                log.info("no audio device: %s", error)
                self._end()
                missing = self._name if isinstance(error, _Missing) else ""
                self._say(Status(notice=str(error.args[0] if error.args else type(error).__name__), missing=missing))
                self._keep_time(retry)
                retry = RETRY if self._changed else min(2 * retry, LONGEST_RETRY)
            else:
                retry = RETRY
                self._watch()
                self._end()
        self._end()

    def _begin(self) -> None:
        import miniaudio

        found: list[dict[str, Any]] | None = None
        with contextlib.suppress(miniaudio.MiniaudioError):  # one odd device hides the list, not the default device
            found = _playbacks()
        self._names = [str(one["name"]) for one in found or ()]
        chosen = next((one for one in found or () if one["name"] == self._name), None)
        if self._name and chosen is None:
            raise _Missing(f"{self._name} is not there")
        if found == []:
            raise OSError("the system has none")
        device = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.FLOAT32,
            nchannels=1,
            sample_rate=self._rate,
            buffersize_msec=PERIOD_MS,
            callback_periods=PERIODS,
            device_id=chosen["id"] if chosen is not None else None,
            backends=_backends(),
            app_name="Lineread",
        )
        self._device = device
        self._called, self._calls = time.monotonic(), 0
        frames = self._frames()
        next(frames)
        device.start(frames)
        self._say(Status(name=self._name or str(device.backend), latency=PERIODS * PERIOD_MS / 1000))

    def _frames(self) -> Generator[bytes, int, None]:
        count = yield b""
        while True:
            self._called = time.monotonic()
            self._calls += 1
            render = self._render
            count = yield render(count).tobytes() if render is not None else bytes(4 * count)

    def _watch(self) -> None:
        """Stay while the device runs; let it rest in a long silence."""
        quiet = time.monotonic()
        while not self._closing and not self._changed:
            self._event.wait(LOST / 2)
            self._event.clear()
            now = time.monotonic()
            if not self._idle():
                quiet = now
            elif now - quiet > REST:
                self._end()
                self._rest()
                return
            if now - self._called > (LOST if self._calls > SETTLED else 4 * LOST):
                log.info("the audio device does not ask for samples any more")
                return

    def _rest(self) -> None:
        while not (self._closing or self._changed) and self._idle():
            self._event.wait()
            self._event.clear()

    def _keep_time(self, retry: float) -> None:
        """Silence in real time, until it is time to look for a device again."""
        began = time.monotonic()
        step = PERIOD_MS / 1000
        due = began
        while not (self._closing or self._changed):
            render = self._render
            if self._idle() or render is None:
                self._event.wait(retry)
                self._event.clear()
                due = time.monotonic()
                if self._idle() and due - began > retry:
                    return
                continue
            now = time.monotonic()
            if now < due:
                time.sleep(due - now)
            render(self._rate * PERIOD_MS // 1000)
            due = max(due + step, now - 0.2)
            if now - began > retry:
                return

    def _end(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def _say(self, status: Status) -> None:
        if status != self.status:
            self.status = status
            self._on_status(status)


def look() -> tuple[list[str], str]:
    """The names of the devices that sound can go to now; without any, why, in the sound system's words."""
    _quiet_alsa()
    try:
        names = [str(one["name"]) for one in _playbacks()]
    except Exception as error:  # noqa: BLE001 - whatever a sound system does, it is only told
        return [], str(error.args[0] if error.args else type(error).__name__)
    return names, "" if names else "the system has none"


def _backends() -> list[Any]:
    """The real ones: without any of them, no device is better than one that throws everything away."""
    import miniaudio

    unreal = (miniaudio.Backend.NULL, miniaudio.Backend.CUSTOM)
    return sorted((b for b in miniaudio.get_enabled_backends() if b not in unreal), key=lambda b: int(b.value))


_silent_handler: Any = None  # must live as long as ALSA may call it


def _quiet_alsa() -> None:
    """ALSA writes on stderr about every device that it does not find; the reason is told in a notice instead."""
    global _silent_handler
    if _silent_handler is not None or sys.platform != "linux":
        return
    import ctypes

    kind = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)
    _silent_handler = kind(lambda *what: None)
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_silent_handler)


def _playbacks() -> list[dict[str, Any]]:
    import miniaudio

    found: list[dict[str, Any]] = miniaudio.Devices(_backends()).get_playbacks()
    return found
