"""The small marks on controls: an arrow, a tick, a dot, painted in the colours of the theme.

A style sheet knows a picture only as a file, and a file has one colour; so the marks are painted once for each
colour, at one and at two pixels a point, into a folder that goes with the program.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, Qt, QTemporaryDir
from PySide6.QtGui import QColor, QImage, QPainter, QPen

SIZE = 14  # points
_folder: QTemporaryDir | None = None


def _arrow(painter: QPainter) -> None:
    painter.drawPolyline([QPointF(4, 5.5), QPointF(7, 8.5), QPointF(10, 5.5)])


def _tick(painter: QPainter) -> None:
    painter.drawPolyline([QPointF(3.2, 7.3), QPointF(5.9, 10), QPointF(10.8, 4.2)])


def _dash(painter: QPainter) -> None:
    painter.drawLine(QPointF(3.5, 7), QPointF(10.5, 7))


def _dot(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    painter.drawEllipse(QPointF(7, 7), 2, 2)


_MARKS: dict[str, Callable[[QPainter], None]] = {"arrow": _arrow, "tick": _tick, "dash": _dash, "dot": _dot}


def mark(name: str, colour: str) -> str:
    """Path of a mark for a style sheet; "" where there is no room for temporary files."""
    global _folder
    if _folder is None:
        _folder = QTemporaryDir()
    if not _folder.isValid():
        return ""
    file = Path(_folder.path()) / f"{name}-{colour.lstrip('#')}.png"
    if not file.exists():
        for scale, place in ((1, file), (2, file.with_stem(f"{file.stem}@2x"))):
            _painted(_MARKS[name], colour, scale).save(str(place))
    return file.as_posix()


def _painted(draw: Callable[[QPainter], None], colour: str, scale: int) -> QImage:
    image = QImage(SIZE * scale, SIZE * scale, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    pen = QPen(QColor(colour), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    draw(painter)
    painter.end()
    return image
