"""The small waveform of a row, from the peaks that its take keeps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLine, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from studio.desktop.script.facts import LineFacts
from studio.desktop.theme import theme
from studio.render.states import State
from studio.render.takes import Take

_OLD = (State.STALE, State.QUEUED, State.RENDERING, State.FAILED)  # an older take plays until the new one lands


def columns_of(peaks: bytes | NDArray[np.int16], count: int) -> NDArray[np.int16]:
    """The loudest value of each of ``count`` columns, (count,) int16; empty without peaks."""
    pairs = np.frombuffer(peaks, np.int16).reshape(-1, 2)
    if not len(pairs) or count <= 0:
        return np.zeros(0, np.int16)
    high = np.maximum(pairs[:, 1], -np.maximum(pairs[:, 0], -32767))
    if len(high) <= count:
        return np.asarray(high[np.arange(count) * len(high) // count], np.int16)
    edges = np.arange(count) * len(high) // count
    return np.asarray(np.maximum.reduceat(high, edges), np.int16)


def paint_wave(painter: QPainter, box: QRect, facts: LineFacts, word: int = -1) -> None:
    """One vertical line a pixel column; the word being heard stands out; an old take is hatched."""
    take = facts.take
    t = theme()
    middle = box.y() + box.height() // 2
    if facts.growing is not None:
        color = QColor(facts.color)
        color.setAlpha(230)
        width = _width(box, facts.growing.samples, facts.growing.rate)
        _lines(painter, box, columns_of(facts.growing.pairs, width), color)
        return
    if take is None or not take.peaks:
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawLine(box.x(), middle, box.right(), middle)
        return
    width = _width(box, take.samples, take.rate)
    old = facts.state in _OLD
    color = QColor(facts.color)
    color.setAlpha(120 if old else 230)
    if 0 <= word < len(take.words):
        left, right = _span(take, word, width)
        tint = QColor(t.accent)
        tint.setAlpha(90)
        painter.fillRect(QRect(box.x() + left, box.y(), max(2, right - left), box.height()), tint)
    _lines(painter, box, columns_of(take.peaks, width), color)
    if old:
        hatch = QBrush(QColor(t.states[State.STALE]), Qt.BrushStyle.BDiagPattern)
        painter.save()
        painter.setOpacity(0.35)
        painter.fillRect(QRect(box.x(), box.y() + 2, width, box.height() - 4), hatch)
        painter.restore()


def _width(box: QRect, samples: int, rate: int) -> int:
    """Lines that differ in length differ here too: eight seconds fill the box."""
    return max(12, min(box.width(), round(box.width() * samples / rate / 8)))


def _lines(painter: QPainter, box: QRect, values: NDArray[np.int16], color: QColor) -> None:
    if not len(values):
        return
    middle, half = box.y() + box.height() // 2, box.height() / 2
    top = max(int(values.max()), 2000)  # quiet takes are to be seen too, silence is not
    heights = np.maximum(1, values.astype(np.float32) / top * half).astype(int).tolist()
    painter.setPen(QPen(color, 1))
    painter.drawLines([QLine(box.x() + i, middle - h, box.x() + i, middle + h) for i, h in enumerate(heights)])


def _span(take: Take, word: int, width: int) -> tuple[int, int]:
    spoken = take.words[word]
    whole = max(1, take.samples)
    return round(spoken.start * width / whole), round(spoken.end * width / whole)
