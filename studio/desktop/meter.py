"""How loud what plays is: a bar for the momentary loudness, and the highest true peak."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.desktop.player import Player
from studio.desktop.theme import theme
from studio.playback.meters import Reading
from studio.render.states import State

LOWEST, HIGHEST = -46.0, 0.0  # LUFS at the ends of the bar
TARGETS = (-23.0, -16.0)  # EBU R128 programmes, and speech on the web
CEILING = -1.0  # dBTP: above it a lossy encoder may clip
REFRESH_MS = 50
LINGER = 12  # refreshes after the sound until the bar is empty


class LoudnessMeter(QWidget):
    """Measured twenty times a second while something plays; a click forgets the highest peak."""

    reset_asked = Signal()

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._reading = Reading()
        self._after = 0
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.measure)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Loudness"))
        self.setMinimumWidth(210)
        self.setMaximumWidth(320)
        player.changed.connect(self._player_changed)
        self._show(Reading())

    def sizeHint(self) -> QSize:
        return QSize(300, 26)

    @property
    def reading(self) -> Reading:
        return self._reading

    def measure(self) -> None:
        """Take the next reading."""
        if self._player.playing:
            self._after = LINGER
        else:
            self._after -= 1
            if self._after <= 0:
                self._timer.stop()
        self._show(self._player.read_meter())

    def reset(self) -> None:
        """Forget the highest peak."""
        self._player.meter.reset()
        self._show(self._player.meter.read())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.reset()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete):
            self.reset()
        else:
            super().keyPressEvent(event)

    def _player_changed(self) -> None:
        if self._player.playing and not self._timer.isActive():
            self._after = LINGER
            self._timer.start()

    def _show(self, reading: Reading) -> None:
        if reading != self._reading or not self.toolTip():
            self._reading = reading
            says = self.tr(
                "Momentary loudness {loudness} LUFS, highest true peak {peak} dBTP. Click to forget the peak."
            )
            self.setToolTip(says.format(loudness=_number(reading.momentary), peak=_number(reading.true_peak)))
            self.setAccessibleDescription(self.toolTip())
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self.font())
        loudness, peak = _number(self._reading.momentary), _number(self._reading.true_peak)
        loudness, peak = self.tr("{level} LUFS").format(level=loudness), self.tr("{level} dBTP").format(level=peak)
        side = metrics.horizontalAdvance(self.tr("{level} LUFS").format(level="−00.0")) + 2
        middle = self.height() / 2
        bar = QRectF(side + 6, middle - 4, self.width() - 2 * side - 12, 8)
        painter.setPen(QColor(t.text if self._reading.momentary > LOWEST else t.quiet))
        left = QRectF(0, 0, side, self.height())
        painter.drawText(left, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, loudness)
        hot = self._reading.true_peak > CEILING
        painter.setPen(QColor(t.error if hot else t.quiet if self._reading.true_peak == -math.inf else t.text))
        right = QRectF(self.width() - side, 0, side, self.height())
        painter.drawText(right, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, peak)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.line))
        painter.drawRoundedRect(bar, 2, 2)
        width = bar.width() * _share(self._reading.momentary)
        if width > 0:
            painter.setBrush(QColor(t.states[State.CURRENT]))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), max(3.0, width), bar.height()), 2, 2)
        painter.setBrush(QColor(t.quiet))
        for target in TARGETS:
            painter.drawRect(QRectF(bar.left() + bar.width() * _share(target), bar.top() - 2, 1, bar.height() + 4))
        if self._reading.peak > LOWEST:
            painter.setBrush(QColor(t.error if hot else t.text))
            painter.drawRect(QRectF(bar.left() + (bar.width() - 2) * _share(self._reading.peak), bar.top(), 2, 8))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(t.accent))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


def _share(level: float) -> float:
    return min(1.0, max(0.0, (level - LOWEST) / (HIGHEST - LOWEST))) if level > -math.inf else 0.0


def _number(level: float) -> str:
    return f"{level:.1f}".replace("-", "−") if level > -100 else "−∞"
