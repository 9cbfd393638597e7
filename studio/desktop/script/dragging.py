"""What hangs at the pointer while lines are dragged."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from studio.desktop.theme import theme

_WIDEST = 220  # pixels of words


def drag_label(words: str, font: QFont, ratio: float) -> QPixmap:
    """A small label with ``words``, for a screen of this device pixel ratio."""
    metrics = QFontMetrics(font)
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, _WIDEST)
    width, height = metrics.horizontalAdvance(words) + 20, metrics.height() + 10
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    t = theme()
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(t.accent))
    painter.drawRoundedRect(0, 0, width, height, 5, 5)
    painter.setPen(QColor(t.accent_text))
    painter.drawText(QRect(0, 0, width, height), Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return pixmap
