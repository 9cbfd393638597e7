"""The strip at the bottom: how long it all is, how many lines are in which state, what was said last."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt, QTime, QTimer
from PySide6.QtGui import (
    QAction,
    QColor,
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QSizePolicy,
    QStatusBar,
    QVBoxLayout,
    QWidget,
)

from studio.desktop.theme import ICONS, state_word, theme
from studio.desktop.workbench import Message, Workbench
from studio.playback.readout import read_out
from studio.render.states import State

_FOR_A_REPORT = Qt.ItemDataRole.UserRole
_LEVEL = Qt.ItemDataRole.UserRole + 1
_NEWS = 20_000  # milliseconds after which what was said is no news any more, and stands there quietly
_SHOWN = (State.CURRENT, State.STALE, State.SUSPECT, State.FAILED, State.UNVOICED, State.LOCKED)


class Said(QLabel):
    """The last message in the room that is left: counts and length are never pushed out of the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(8, 0, 8, 0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._words, self._colour = "", ""

    def show_words(self, words: str, colour: str) -> None:
        self._words, self._colour = words, colour
        self.setToolTip(words)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.contentsRect().width()
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(f'<span style="color:{self._colour}">{_escaped(words)}</span>' if words else "")


class StatusStrip(QStatusBar):
    """Counts are refreshed at most ten times a second, whatever the renderer does."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self._workbench = workbench
        self._last: Message | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(100)
        self._soon.timeout.connect(self.refresh)
        self._news = QTimer(self, singleShot=True, interval=_NEWS)
        self._news.timeout.connect(self._tell)
        self.setAccessibleName(self.tr("Status"))
        self.setSizeGripEnabled(False)
        self._message = Said()
        self._counts = QLabel()
        self._length = QLabel()
        self._queue = QLabel()
        self.addWidget(self._message, 1)
        for label in (self._queue, self._counts, self._length):
            label.setContentsMargins(8, 0, 8, 0)
            self.addPermanentWidget(label)
        for signal in (workbench.opened, workbench.changed, workbench.states_changed, workbench.timeline_changed):
            signal.connect(self._later)
        workbench.queue_changed.connect(self._later)
        workbench.messaged.connect(self._say)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # another theme has other colours
            self._later()
            self._tell()

    def _later(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def refresh(self) -> None:
        bench = self._workbench
        if not bench.is_open:
            for label in (self._counts, self._length, self._queue):
                label.clear()
            return
        counts: dict[State, int] = {}
        for state in bench.session.states().values():
            counts[state.state] = counts.get(state.state, 0) + 1
        colours = theme().states
        parts = [
            f'<span style="color:{colours[s]}">{ICONS[s]}</span> {counts[s]} {state_word(s)}'
            for s in _SHOWN
            if s in counts
        ]
        self._counts.setText("&nbsp;&nbsp; ".join(parts))
        self._counts.setToolTip("\n".join(f"{ICONS[s]} {state_word(s)}: {_meaning(s)}" for s in _SHOWN if s in counts))
        timeline = bench.timeline
        self._length.setText(read_out(timeline.length, timeline.rate))
        self._length.setToolTip(self.tr("Length of the whole programme"))
        waiting = len(bench.queue)
        self._queue.setText(self.tr("%n line(s) to render", "", waiting) if waiting else "")

    def _say(self, message: Message) -> None:
        self._last = message
        self._news.start()
        self._tell()

    def _tell(self) -> None:
        if self._last is None:
            return
        colour = {"error": theme().error, "warning": theme().warning}.get(self._last.level, theme().text)
        text = f"{self._last.text} {self._last.hint}".strip()
        self._message.show_words(text, colour if self._news.isActive() else theme().quiet)


class MessagesPanel(QWidget):
    """Everything that was said, newest last, with its time; what to do next stands under what went wrong."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Message history"))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.list.setWordWrap(True)
        self.list.setModel(self._model)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.troubles = QCheckBox(self.tr("Only warnings and errors"))
        self.copy = QPushButton(self.tr("Copy"))
        self.copy.setToolTip(self.tr("The selected messages, or all of them."))
        self.nothing = QLabel(self.tr("Nothing was said yet. Notices, warnings and errors are kept here."))
        self.nothing.setContentsMargins(8, 4, 8, 4)
        copying = QAction(self.tr("Copy"), self.list)
        copying.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copying.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copying.triggered.connect(self.copy_text)
        self.list.addAction(copying)
        self.copy.clicked.connect(self.copy_text)
        self.troubles.toggled.connect(self._sift)
        row = QHBoxLayout()
        row.setContentsMargins(8, 8, 8, 0)
        row.addWidget(self.troubles)
        row.addStretch(1)
        row.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list)
        self.setTabOrder(self.troubles, self.copy)
        self.setTabOrder(self.copy, self.list)
        for message in workbench.messages:
            self._add(message)
        workbench.messaged.connect(self._add)
        self._allow()

    def text(self) -> str:
        """The selected messages, or all that are shown, one a row as for a report."""
        chosen = {i.row() for i in self.list.selectionModel().selectedIndexes()}
        rows = (self._model.item(r) for r in range(self._model.rowCount()) if not self.list.isRowHidden(r))
        return "\n".join(str(item.data(_FOR_A_REPORT)) for item in rows if not chosen or item.row() in chosen)

    def copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self.text())

    def _add(self, message: Message) -> None:
        mark = {"error": "✗", "warning": "!"}.get(message.level, "·")
        time = QLocale().toString(QTime(message.at.hour, message.at.minute, message.at.second), "HH:mm:ss")
        hint = f"\n                     → {message.hint}" if message.hint else ""
        item = QStandardItem(f"{time}   {mark}   {message.text}{hint}")
        item.setData(
            f"{message.at:%Y-%m-%d %H:%M:%S} {message.level}: {message.text} {message.hint}".rstrip(), _FOR_A_REPORT
        )
        item.setData(message.level, _LEVEL)
        self._model.appendRow(item)
        self._colour(item)
        self.list.setRowHidden(item.row(), self.troubles.isChecked() and message.level == "info")
        self.list.scrollToBottom()
        self._allow()

    def _colour(self, item: QStandardItem) -> None:
        colours = {"error": theme().error, "warning": theme().warning}
        item.setForeground(QColor(colours.get(str(item.data(_LEVEL)), theme().text)))

    def _sift(self, troubles: bool) -> None:
        for row in range(self._model.rowCount()):
            self.list.setRowHidden(row, troubles and self._model.item(row).data(_LEVEL) == "info")

    def _allow(self) -> None:
        self.copy.setEnabled(self._model.rowCount() > 0)
        self.nothing.setVisible(self._model.rowCount() == 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_model"):
            for row in range(self._model.rowCount()):
                self._colour(self._model.item(row))


def _meaning(state: State) -> str:
    """What a state tells, and what to do about it."""
    words = {
        State.CURRENT: QCoreApplication.translate("State", "the take belongs to what is written."),
        State.STALE: QCoreApplication.translate("State", "changed since it was spoken. Ctrl+R speaks it."),
        State.SUSPECT: QCoreApplication.translate("State", "a check asks you to listen. A approves, R reads it again."),
        State.FAILED: QCoreApplication.translate("State", "could not be spoken; the reason is on the row."),
        State.UNVOICED: QCoreApplication.translate("State", "the character has no voice yet."),
        State.LOCKED: QCoreApplication.translate("State", "keeps its take, whatever is written."),
    }
    return words[state]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
