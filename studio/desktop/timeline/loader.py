"""Samples of takes, read behind the window for zooms at which peaks are too coarse."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.audio.files import read_audio
from studio.desktop.timeline.waves import Close, close_up
from studio.errors import LinereadError
from studio.timeline.types import Clip

_KEPT = 48 << 20  # bytes of samples and their fine peaks
_WAITING = 64  # takes asked for and not yet read; what was looked at longest ago is forgotten


class Loader(QObject):
    """Gives a take's samples, or None and reads them meanwhile. One short-lived thread at a time."""

    loaded = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._found: OrderedDict[str, Close | None] = OrderedDict()
        self._size = 0
        self._wanted: deque[tuple[str, Path]] = deque(maxlen=_WAITING)
        self._thread: threading.Thread | None = None
        self._closed = False

    def get(self, clip: Clip) -> Close | None:
        key, path = clip.take, clip.path
        if key is None or path is None:
            return None
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
            if not self._closed and all(key != waiting for waiting, _ in self._wanted):
                self._wanted.append((key, path))
                if self._thread is None:
                    self._thread = threading.Thread(target=self._read, name="timeline-samples", daemon=True)
                    self._thread.start()
        return None

    def forget(self) -> None:
        """Another project is open."""
        with self._lock:
            self._found.clear()
            self._wanted.clear()
            self._size = 0

    def close(self) -> None:
        """Read no more, and wait for the file being read."""
        with self._lock:
            self._closed = True
            self._wanted.clear()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _read(self) -> None:
        while True:
            with self._lock:
                if not self._wanted:
                    self._thread = None
                    break
                key, path = self._wanted.pop()  # what was asked for last is what is looked at now
            try:
                close: Close | None = close_up(*read_audio(path))
            except LinereadError:
                close = None  # the peaks stay in view; playing the line says what is wrong
            with self._lock:
                self._found[key] = close
                self._size += _bytes(close)
                while self._size > _KEPT and len(self._found) > 1:
                    self._size -= _bytes(self._found.popitem(last=False)[1])
                done = not self._wanted
            if done and not self._closed:
                self.loaded.emit()


def _bytes(close: Close | None) -> int:
    return 0 if close is None else int(close.samples.nbytes + close.fine.nbytes)
