"""The tracks at the left of the timeline: colour, name, mute, solo, gain. One small widget a character."""

from __future__ import annotations

import math
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QColorDialog,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.desktop.theme import theme
from studio.desktop.timeline.canvas import TOP, Canvas
from studio.desktop.timeline.tools import ORIGIN, Tools
from studio.document import edits
from studio.render.states import State
from studio.timeline.types import Track

WIDTH = 196
METER_MS = 40
_TALL = 54  # lower headers have no room for a second row


class GainField(QDoubleSpinBox):
    """Decibels. Wheel: half a decibel, with Ctrl a tenth; double-click: zero."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(-60.0, 24.0)
        self.setDecimals(1)
        self.setSingleStep(0.5)
        self.setSuffix(self.tr(" dB"))
        self.setKeyboardTracking(False)
        self.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedSize(74, 24)
        self.setStyleSheet("QDoubleSpinBox { padding: 0; min-height: 0; }")
        self.lineEdit().setStyleSheet("border: 0; padding: 0; min-height: 0; background: transparent;")
        self.lineEdit().installEventFilter(self)
        for field in (self, self.lineEdit()):
            field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # the track's own is meant

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_field()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            QTimer.singleShot(0, self, self._set_field)  # after the style has had its way with the field

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._set_field()

    def _set_field(self) -> None:
        """A style sheet leaves the text of a spin box without buttons no room at all."""
        self.lineEdit().setGeometry(self.rect().adjusted(6, 2, -8, -2))

    def textFromValue(self, value: float) -> str:
        return f"{value:+.1f}" if round(value, 1) else "0.0"

    def wheelEvent(self, event: QWheelEvent) -> None:
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        steps = (event.angleDelta().y() or event.angleDelta().x()) / 120
        self.setValue(round(self.value() + steps * (0.1 if fine else 0.5), 1))
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.setValue(0.0)
            return True
        return super().eventFilter(watched, event)


class NameField(QLineEdit):
    """Looks like a label until it is renamed: double-click or F2, Enter takes it, Esc does not."""

    renamed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = ""
        self.setReadOnly(True)
        self.setFrame(False)
        self.setMinimumWidth(40)
        self.editingFinished.connect(self._finish)
        self._restyle()

    def show_name(self, name: str) -> None:
        if self.isReadOnly():
            self.setText(name)
            self.setCursorPosition(0)
            self.setToolTip(name)

    def begin(self) -> None:
        self._before = self.text()
        self.setReadOnly(False)
        self._restyle()
        self.setFocus()
        self.selectAll()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.isReadOnly():
            self.begin()
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly() and event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin()
        elif not self.isReadOnly() and event.key() == Qt.Key.Key_Escape:
            self.setText(self._before)
            self._finish()
        elif self.isReadOnly():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _finish(self) -> None:
        if self.isReadOnly():
            return
        self.setReadOnly(True)
        self._restyle()
        name = self.text().strip()
        if name and name != self._before:
            self.renamed.emit(name)
        else:
            self.show_name(self._before)

    def _restyle(self) -> None:
        policy = Qt.ContextMenuPolicy  # of a label, the track's own menu is meant
        self.setContextMenuPolicy(policy.NoContextMenu if self.isReadOnly() else policy.DefaultContextMenu)
        plain = "background: transparent; border: 1px solid transparent; " if self.isReadOnly() else ""
        self.setStyleSheet(f"QLineEdit {{ {plain}padding: 0 2px; font-weight: 600; }}")  # as high in both


class Swatch(QToolButton):
    """The character's colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.color = "#888888"
        self.setFixedSize(16, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(self.color))
        painter.setPen(QColor(theme().accent if self.hasFocus() or self.underMouse() else theme().line))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 3, 3)
        painter.end()


class LevelBar(QWidget):
    """How loud a track is now: a thin bar that grows upwards, with the last 6 dB in another colour."""

    LOWEST, HOT, OVER = -48.0, -6.0, 0.0  # dBFS

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.level = -math.inf
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_level(self, level: float) -> None:
        """dBFS."""
        if self._top(level) != self._top(self.level):
            self.update()
        self.level = level

    def _top(self, level: float) -> int:
        """Where a level stands, in pixels from the top."""
        share = min(1.0, max(0.0, (level - self.LOWEST) / -self.LOWEST)) if level > self.LOWEST else 0.0
        return round(self.height() * (1 - share))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colors.line))
        top, hot = self._top(self.level), self._top(self.HOT)
        if top < self.height():
            low = max(top, hot)
            painter.fillRect(0, low, self.width(), self.height() - low, QColor(colors.states[State.CURRENT]))
            loud = colors.error if self.level >= self.OVER else colors.warning
            painter.fillRect(0, top, self.width(), low - top, QColor(loud))
        painter.end()


class TrackHeader(QWidget):
    """One character."""

    menu_wanted = Signal(str, QPoint)  # character id, place on the screen

    def __init__(self, tools: Tools, track: Track, parent: QWidget) -> None:
        super().__init__(parent)
        self._tools, self.character_id = tools, track.character_id
        self.setAutoFillBackground(True)
        self.swatch, self.name, self.gain = Swatch(self), NameField(self), GainField(self)
        self.level = LevelBar(self)
        self.mute = self._letter(self.tr("M", "mute"), self.tr("Mute"))
        self.solo = self._letter(self.tr("S", "solo"), self.tr("Solo"))
        self.swatch.clicked.connect(self.ask_color)
        self.name.renamed.connect(self._rename)
        self.mute.toggled.connect(self._mute)
        self.solo.toggled.connect(self._solo)
        self.gain.valueChanged.connect(self._gain)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for widget in (self.swatch, self.name):
            upper.addWidget(widget)
        lower.addWidget(self.mute)
        lower.addWidget(self.solo)
        lower.addStretch(1)
        lower.addWidget(self.gain)
        for before, after in pairwise((self.swatch, self.name, self.mute, self.solo, self.gain)):
            self.setTabOrder(before, after)
        for row in (upper, lower):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
        self._lower = QWidget(self)
        self._lower.setLayout(lower)
        both = QVBoxLayout(self)
        both.setContentsMargins(8, 3, 13, 4)
        both.setSpacing(2)
        both.addLayout(upper)
        both.addWidget(self._lower)
        both.addStretch(1)
        self.show_track(track)

    def show_track(self, track: Track) -> None:
        self.swatch.color = track.color
        self.swatch.update()
        self.name.show_name(track.name)
        if self.gain.value() != track.gain:
            self.gain.blockSignals(True)
            self.gain.setValue(track.gain)
            self.gain.blockSignals(False)
        for widget, words in (
            (self.swatch, self.tr("Colour of {name}")), (self.name, self.tr("Name of track {name}")),
            (self.mute, self.tr("Mute {name}")), (self.solo, self.tr("Solo {name}")),
            (self.gain, self.tr("Gain of {name}")), (self.level, self.tr("Level of {name}")),
        ):  # fmt: skip
            widget.setAccessibleName(words.format(name=track.name))
        self.swatch.setToolTip(self.swatch.accessibleName())
        self.gain.setToolTip(self.tr("Track gain. Wheel changes it, Ctrl+wheel by tenths, double-click resets."))

    def show_listening(self, muted: bool, soloed: bool) -> None:
        for button, on in ((self.mute, muted), (self.solo, soloed)):
            if button.isChecked() != on:
                button.blockSignals(True)
                button.setChecked(on)
                button.blockSignals(False)

    def resizeEvent(self, event: object) -> None:
        self._lower.setVisible(self.height() >= _TALL)
        self.level.setGeometry(self.width() - 9, 4, 4, max(0, self.height() - 9))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, 3, self.height() - 1, QColor(self.swatch.color))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme().line))
        painter.end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self.character_id, event.globalPos())

    def ask_color(self) -> None:
        color = QColorDialog.getColor(QColor(self.swatch.color), self, self.swatch.accessibleName())
        if color.isValid():
            self._change(self.tr("Change colour"), color=color.name())

    def _letter(self, letter: str, what: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(letter)
        button.setToolTip(what)
        button.setCheckable(True)
        button.setFixedSize(24, 22)
        button.setStyleSheet(
            "QToolButton { padding: 0; font-weight: 600; }"
            "QToolButton:!checked:!focus { border: 1px solid palette(mid); }"
        )
        return button

    def _rename(self, name: str) -> None:
        self._change(self.tr("Rename character"), name=name)
        character = self._tools.project.character(self.character_id)
        self.name.show_name(character.name if character is not None else "")

    def _mute(self, on: bool) -> None:
        self._tools.player.set_mute(self.character_id, on)

    def _solo(self, on: bool) -> None:
        self._tools.player.set_solo(self.character_id, on)

    def _gain(self, value: float) -> None:
        self._change(self.tr("Change track gain"), f"gain:{self.character_id}", gain=round(value, 1))

    def _change(self, label: str, key: str = "", **values: object) -> None:
        self._tools.edit(label, lambda p: edits.replace_character(p, self.character_id, **values), key)


class Headers(QWidget):
    """All tracks, beside the canvas and as tall as its rows; the corner over them holds the switches."""

    menu_wanted = Signal(str, QPoint)  # of a track

    def __init__(self, tools: Tools, canvas: Canvas, parent: QWidget) -> None:
        super().__init__(parent)
        self._tools, self._canvas = tools, canvas
        self.setFixedWidth(WIDTH)
        self.setAutoFillBackground(True)
        self.headers: list[TrackHeader] = []
        self.corner = QWidget(self)
        self.corner.setAutoFillBackground(True)
        self.corner.setGeometry(0, 0, WIDTH, TOP)
        self._empty = QLabel(self.tr("No characters yet"), self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setGeometry(0, TOP + 8, WIDTH, 24)
        canvas.rows_moved.connect(self.place)
        self._metering = QTimer(self)
        self._metering.setInterval(METER_MS)
        self._metering.timeout.connect(self.show_levels)
        tools.player.changed.connect(self._meter)

    def show_tracks(self, tracks: tuple[Track, ...]) -> None:
        ids = [track.character_id for track in tracks]
        if ids != [header.character_id for header in self.headers]:
            for header in self.headers:
                header.hide()
                header.deleteLater()
            self.headers = [TrackHeader(self._tools, track, self) for track in tracks]
            for header in self.headers:
                header.menu_wanted.connect(self.menu_wanted)
                header.lower()
                header.show()
        for header, track in zip(self.headers, tracks, strict=True):
            header.show_track(track)
        self._empty.setVisible(not tracks)
        self.place()

    def place(self) -> None:
        if len(self.headers) != len(self._canvas.strips):
            return
        for row, header in enumerate(self.headers):
            header.setGeometry(0, self._canvas.row_top(row), WIDTH, self._canvas.row_height(row))
        self.corner.raise_()

    def _meter(self) -> None:
        if self._tools.player.playing and not self._metering.isActive():
            self._metering.start()

    def show_levels(self) -> None:
        """How loud each track is at the ear; it ends when everything has died away."""
        levels = self._tools.player.track_levels()
        for header in self.headers:
            header.level.show_level(levels.get(header.character_id, -math.inf))
        if not levels and not self._tools.player.playing:
            self._metering.stop()

    def header(self, character_id: str) -> TrackHeader | None:
        return next((h for h in self.headers if h.character_id == character_id), None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._canvas.scroll_down(-round(event.angleDelta().y() / 120 * 48))
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().panel))
        painter.end()


__all__ = ["GainField", "Headers", "LevelBar", "ORIGIN", "TrackHeader", "WIDTH"]
