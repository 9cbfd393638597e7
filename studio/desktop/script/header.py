"""The names of the columns, in one quiet line above the rows; and what an empty script says."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from studio.desktop.script.columns import PAD
from studio.desktop.script.view import ScriptView
from studio.desktop.theme import theme


class ColumnHeader(QWidget):
    """Follows the columns of the view."""

    def __init__(self, view: ScriptView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._names = {
            "number": "#",
            "character": self.tr("Character"),
            "text": self.tr("Line"),
            "length": self.tr("Length"),
            "pause": self.tr("Pause"),
            "takes": self.tr("Take"),
            "state": self.tr("State"),
        }
        view.resized.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(100, self.fontMetrics().height() + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(10, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(t.panel))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), QColor(t.line))
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.86)
        painter.setFont(font)
        painter.setPen(QColor(t.quiet))
        metrics = QFontMetrics(font)
        for name, column in self._view.rows.rows.columns(self._view.viewport().width()).named():
            words = self._names.get(name, "")
            box = QRect(column.x, 0, column.width, self.height() - 1)
            right = name in ("number", "length", "pause", "takes")
            if name in ("length", "pause", "takes"):
                box.adjust(0, 0, -PAD, 0)
            elif name == "state":
                box.adjust(4, 0, 0, 0)
            if column.width and metrics.horizontalAdvance(words) <= box.width():
                side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
                painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()


class EmptyScript(QWidget):
    """What to do when there is nothing yet."""

    wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(False)
        self.title = QLabel(self.tr("Nothing is written yet"))
        self.hint = QLabel(
            self.tr(
                "Press Enter and write the first line, or paste a script: “ANN: Hello there.”\n"
                "A file can be dropped here too: text, screenplay, subtitles or a table."
            )
        )
        self.button = QPushButton(self.tr("Write the first line"))
        self.button.setAccessibleName(self.tr("Write the first line"))
        self.button.clicked.connect(self.wanted)
        self.hint.setWordWrap(True)
        self.hint.setMinimumWidth(320)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addStretch(2)
        for label in (self.title, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(label)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)
        self.use_theme()

    def use_theme(self) -> None:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setWeight(QFont.Weight.DemiBold)
        self.title.setFont(font)
        self.hint.setStyleSheet(f"color: {theme().quiet}")
