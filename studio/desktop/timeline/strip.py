"""A horizontal strip of the view: painted once into an image for each look, and only copied after that.

The playhead moves sixty times a second over strips that have not changed; copying a few columns of an
image costs microseconds where drawing them again would cost milliseconds.
"""

from __future__ import annotations

import sys

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from studio.desktop.timeline.scale import Scale


class Strip(pg.GraphicsObject):  # type: ignore[misc]
    """As wide as the view, some pixels high. Subclasses draw in :meth:`draw`."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._pixels = np.zeros((0, 0), np.uint32)
        self._fresh = False
        self._rect = QRectF()
        self.scale_ = Scale(0, 1, 1)
        self.ratio = 1.0

    def place(self, y: float, height: int, scale: Scale, ratio: float) -> None:
        """Where the strip stands and what stretch of the programme it shows."""
        rect = QRectF(0, 0, scale.width, height)
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
            self._fresh = False
        if self.y() != y:
            self.setPos(0, y)
        if scale != self.scale_ or ratio != self.ratio:
            self.scale_, self.ratio = scale, ratio
            self.renew()

    def renew(self) -> None:
        """It looks different now."""
        self._fresh = False
        self.update()

    @property
    def height(self) -> int:
        return int(self._rect.height())

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if not self._fresh:
            self._prepare()
            self._fresh = True
            try:
                self.draw(self._pixels, self._image)
            except Exception:  # noqa: BLE001 - leaving paint by an exception ends the process inside Qt
                sys.excepthook(*sys.exc_info())
        painter.drawImage(self._rect.topLeft(), self._image)

    def _prepare(self) -> None:
        width = max(1, round(self._rect.width() * self.ratio))
        height = max(1, round(self._rect.height() * self.ratio))
        if (self._image.width(), self._image.height()) != (width, height):
            self._image = QImage(width, height, QImage.Format.Format_RGB32)
            row = self._image.bytesPerLine() // 4
            self._pixels = np.frombuffer(self._image.bits(), np.uint32).reshape(height, row)[:, :width]
        self._image.setDevicePixelRatio(1.0)

    def draw(self, pixels: NDArray[np.uint32], image: QImage) -> None:
        """Fill ``pixels`` (device rows, device columns, 0xffRRGGBB), then paint on ``image`` over them."""
        raise NotImplementedError

    def painter(self, image: QImage) -> QPainter:
        """A painter in logical pixels over what was filled."""
        image.setDevicePixelRatio(self.ratio)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        return painter


def small_font(base: QFont, points: float = -1.5, bold: bool = False) -> QFont:
    font = QFont(base)
    font.setPointSizeF(max(6.5, base.pointSizeF() + points))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
