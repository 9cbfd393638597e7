"""The strip at the bottom: how long it all is, how many lines are in which state, what was said last."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QColor, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QListView, QSizePolicy, QStatusBar, QVBoxLayout, QWidget

from studio.desktop.theme import ICONS, state_word, theme
from studio.desktop.workbench import Message, Workbench
from studio.render.states import State

_SHOWN = (State.CURRENT, State.STALE, State.SUSPECT, State.FAILED, State.UNVOICED, State.LOCKED)


def clock(samples: int, rate: int) -> str:
    """Samples as ``h:mm:ss.mmm``, hours only where there are any."""
    milliseconds = (samples * 1000 + rate // 2) // rate
    hours, rest = divmod(milliseconds, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    head = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
    return f"{head}:{rest // 1000:02d}.{rest % 1000:03d}"


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
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(100)
        self._soon.timeout.connect(self.refresh)
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
        if event.type() == QEvent.Type.StyleChange:
            self._later()  # another theme has other colours

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
        timeline = bench.timeline
        self._length.setText(clock(timeline.length, timeline.rate))
        self._length.setToolTip(self.tr("Length of the whole programme"))
        waiting = len(bench.queue)
        self._queue.setText(self.tr("%n line(s) to render", "", waiting) if waiting else "")

    def _say(self, message: Message) -> None:
        colour = {"error": theme().error, "warning": theme().warning}.get(message.level, theme().text)
        text = f"{message.text} {message.hint}".strip()
        self._message.show_words(text, colour)


class MessagesPanel(QWidget):
    """Everything that was said, newest last."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Message history"))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setWordWrap(True)
        self.list.setModel(self._model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        for message in workbench.messages:
            self._add(message)
        workbench.messaged.connect(self._add)

    def _add(self, message: Message) -> None:
        item = QStandardItem(f"{message.text} {message.hint}".strip())
        if message.level != "info":
            item.setForeground(QColor(theme().error if message.level == "error" else theme().warning))
        self._model.appendRow(item)
        self.list.scrollToBottom()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
