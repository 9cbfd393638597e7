"""The list of takes: number, waveform, duration, and what differed, in two lines each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QDateTime,
    QLineF,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.desktop.theme import ICONS, theme
from studio.render.states import State

HEIGHT = 46
_WAVE = 72
_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class TakeRow:
    """One take as it is shown."""

    key: str
    number: int
    seconds: float
    state: State | None  # of the line, for the take that plays; None for the others
    at_ear: bool
    about: str  # what differed, in words
    peaks: bytes
    made: str = ""  # when, as people write it here
    sound: float = 0.0  # the loudest sample, so that the same scale serves all

    def words(self, said: str) -> str:
        return ". ".join(part for part in (said, self.about, self.made) if part)


class TakesModel(QAbstractListModel):
    """Newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[TakeRow, ...] = ()

    def show(self, rows: tuple[TakeRow, ...]) -> None:
        """Other rows; those that stay keep their place, selection and focus."""
        if rows == self._rows:
            return
        if [r.key for r in rows] == [r.key for r in self._rows]:
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, index: QModelIndex | QPersistentModelIndex) -> TakeRow:
        return self._rows[index.row()]

    def place(self, key: str) -> int:
        return next((n for n, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == _ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            chosen = self.tr("Take {number}, chosen") if row.state is not None else self.tr("Take {number}")
            return row.words(chosen.format(number=row.number))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (row.about, row.made) if part)
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(200, HEIGHT)
        return None


class TakeDelegate(QStyledItemDelegate):
    """Paints a take; the state of the one that plays has the colour and icon it has everywhere."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(_ROLE)
        assert isinstance(row, TakeRow)
        t = theme()
        box = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.at_ear:
            painter.fillRect(box, QColor(t.selection))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(t.raised))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(t.accent))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        colour = QColor(t.states[row.state]) if row.state is not None else QColor(t.quiet)
        if row.state is not None:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), colour)
        left = box.left() + 10
        painter.setPen(colour)
        mark = ICONS[row.state] if row.state is not None else ""
        painter.setFont(font)
        painter.drawText(QRectF(left, box.top(), 14, box.height()), _MIDDLE, mark)
        bold = QFont(font)
        bold.setBold(row.state is not None)
        painter.setFont(bold)
        painter.setPen(QColor(t.text))
        painter.drawText(QRectF(left + 16, box.top(), 26, box.height()), _MIDDLE, str(row.number))
        painter.setFont(font)
        wave = QRectF(left + 44, box.top() + 8, _WAVE, box.height() - 16)
        _paint_wave(painter, row, wave, colour)
        text = QRectF(wave.right() + 10, box.top() + 5, box.right() - wave.right() - 18, box.height() - 10)
        metrics = QFontMetricsF(font)
        upper = QRectF(text.left(), text.top(), text.width(), text.height() / 2)
        lower = upper.translated(0, text.height() / 2)
        painter.setPen(QColor(t.text))
        painter.drawText(upper, _MIDDLE, self.tr("{seconds} s").format(seconds=f"{row.seconds:.2f}"))
        painter.setPen(QColor(t.quiet))
        length = metrics.horizontalAdvance(self.tr("{seconds} s").format(seconds="000.00"))
        if row.made and metrics.horizontalAdvance(row.made) < upper.width() - length:
            painter.drawText(upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.made)
        about = metrics.elidedText(row.about, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, _MIDDLE, about)
        painter.setPen(QPen(QColor(t.line)))
        painter.drawLine(QPointF(box.left(), box.bottom() - 0.5), QPointF(box.right(), box.bottom() - 0.5))
        painter.restore()


_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _paint_wave(painter: QPainter, row: TakeRow, box: QRectF, colour: QColor) -> None:
    pairs = np.frombuffer(row.peaks, np.int16).reshape(-1, 2)
    columns = int(box.width() // 2)
    if not len(pairs):
        return
    starts = np.unique(np.linspace(0, len(pairs), columns, endpoint=False).astype(int))
    low = np.minimum.reduceat(pairs[:, 0], starts) / 32768
    high = np.maximum.reduceat(pairs[:, 1], starts) / 32768
    scale = box.height() / 2 / max(row.sound, 0.05)
    middle = box.center().y()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(colour, 1))
    painter.drawLines(
        [
            QLineF(box.left() + 2 * n, middle - max(0.5, h * scale), box.left() + 2 * n, middle + max(0.5, -lo * scale))
            for n, (lo, h) in enumerate(zip(low.tolist(), high.tolist(), strict=True))
        ]
    )


def when(made: str) -> str:
    """A time of making as it is written here: the hour for today, the day with it for all others."""
    moment = QDateTime.fromString(made, Qt.DateFormat.ISODateWithMs).toLocalTime() if made else QDateTime()
    if not moment.isValid():
        return ""
    short, locale = QLocale.FormatType.ShortFormat, QLocale()
    today = moment.date() == QDate.currentDate()
    return locale.toString(moment.time(), short) if today else locale.toString(moment, short)


def loudest(peaks: bytes) -> float:
    """The highest sample that a take's peaks know of, full scale 1."""
    pairs = np.frombuffer(peaks, np.int16)
    return float(np.abs(pairs.astype(np.int32)).max()) / 32768 if len(pairs) else 0.0


__all__ = ["TakeDelegate", "TakeRow", "TakesModel", "loudest", "when"]
