"""The signs of the transport bar, drawn as shapes so that they are sharp on every screen and take any colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPixmap, QPolygonF

ICON = 16  # pixels at scale 1


def transport_icon(name: str, colour: str) -> QIcon:
    """An icon of the bar, drawn in ``colour`` at the screen's own resolution."""
    icon = QIcon()
    for scale in (1, 2, 3):
        pixmap = QPixmap(ICON * scale, ICON * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawPath(_shape(name))
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _shape(name: str) -> QPainterPath:
    """On a square of 16 units."""
    path = QPainterPath()

    def triangle(left: float, right: float, top: float = 2.5, bottom: float = 13.5) -> None:
        path.addPolygon(QPolygonF([QPointF(left, top), QPointF(right, 8), QPointF(left, bottom), QPointF(left, top)]))

    def bar(left: float, width: float, top: float = 2.5, bottom: float = 13.5) -> None:
        path.addRect(QRectF(left, top, width, bottom - top))

    if name == "play":
        triangle(4, 13.5)
    elif name == "stop":
        path.addRoundedRect(QRectF(3, 3, 10, 10), 1, 1)
    elif name == "from":
        bar(2, 2)
        triangle(5.5, 14)
    elif name == "whole":
        bar(1, 1.8)
        triangle(4, 12)
        bar(13.2, 1.8)
    elif name == "next":
        triangle(4, 11, 4, 12)
        bar(11.2, 1.8, 4, 12)
    elif name == "previous":
        triangle(12, 5, 4, 12)
        bar(3, 1.8, 4, 12)
    elif name == "loop":
        outer, inner = QPainterPath(), QPainterPath()
        outer.addRoundedRect(QRectF(1, 4, 14, 9), 4.5, 4.5)
        inner.addRoundedRect(QRectF(2.8, 5.8, 10.4, 5.4), 2.7, 2.7)
        path = outer.subtracted(inner)
        arrow = QPainterPath()
        arrow.addPolygon(QPolygonF([QPointF(6.5, 1.2), QPointF(11, 4.9), QPointF(6.5, 8.6), QPointF(6.5, 1.2)]))
        path = path.united(arrow)
    else:
        speaker = [(1.5, 5.5), (4.5, 5.5), (8.5, 2.2), (8.5, 13.8), (4.5, 10.5), (1.5, 10.5), (1.5, 5.5)]
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in speaker]))
        if name == "silent":
            path = path.united(_cross())
        else:
            for radius in (3.0, 5.6):
                ring, hole, cut = QPainterPath(), QPainterPath(), QPainterPath()
                ring.addEllipse(QPointF(8.6, 8), radius + 1.2, radius + 1.2)
                hole.addEllipse(QPointF(8.6, 8), radius, radius)
                cut.addRect(QRectF(10.2, 2.4 if radius > 4 else 4, 6, 11.2 if radius > 4 else 8))
                path = path.united(ring.subtracted(hole).intersected(cut))
    return path


def _cross() -> QPainterPath:
    path = QPainterPath()
    for points in (
        ((10.2, 5.9), (11.1, 5.0), (15.2, 9.1), (14.3, 10.0)),
        ((14.3, 5.0), (15.2, 5.9), (11.1, 10.0), (10.2, 9.1)),
    ):
        arm = QPainterPath()
        arm.addPolygon(QPolygonF([QPointF(x, y + 0.5) for x, y in (*points, points[0])]))
        path = path.united(arm)
    return path
