"""Ctrl+K: every command by name; and the sheet of shortcuts, where they can be changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from studio.desktop.commands import Command, Commands, plain

_ID = Qt.ItemDataRole.UserRole


def native(keys: str) -> str:
    """A key sequence as this system writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def matches(query: str, text: str) -> bool:
    """Whether the letters of every word of ``query`` stand in ``text`` in their order: "exst" finds "Export stems"."""
    text = text.casefold()
    for word in query.casefold().split():
        at = -1
        for letter in word:
            at = text.find(letter, at + 1)
            if at < 0:
                return False
    return True


class _Fuzzy(QSortFilterProxyModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._query = ""

    def look_for(self, query: str) -> None:
        self._query = query
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: object) -> bool:
        source = self.sourceModel()
        return matches(self._query, str(source.index(row, 0).data()))


class Palette(QDialog):
    """Type a few letters, press Enter."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Command palette"))
        self._commands = commands
        self.query = QLineEdit()
        self.query.setPlaceholderText(self.tr("Type a command"))
        self.query.setAccessibleName(self.tr("Command"))
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Matching commands"))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        model = QStandardItemModel(self)
        for command in commands.all():
            if command.id.startswith("help.palette"):
                continue
            keys = native(commands.keys(command.id))
            item = QStandardItem(
                f"{plain(command.menu)} › {plain(command.label).rstrip('…')}" + (f"    {keys}" if keys else "")
            )
            item.setData(command.id, _ID)
            item.setEnabled(command.enabled())
            model.appendRow(item)
        self._proxy = _Fuzzy(self)
        self._proxy.setSourceModel(model)
        self.list.setModel(self._proxy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.query)
        layout.addWidget(self.list)
        self.resize(560, 400)
        self.move(parent.mapToGlobal(parent.rect().center()) - self.rect().center())
        self.query.textChanged.connect(self._filter)
        self.query.returnPressed.connect(self._run)
        self.list.activated.connect(self._run)
        self.list.clicked.connect(self._run)
        self.query.installEventFilter(self)
        self._filter("")
        self.query.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
            move = step.get(Qt.Key(event.key()))
            if move is not None:
                row = min(max(0, self.list.currentIndex().row() + move), self._proxy.rowCount() - 1)
                self.list.setCurrentIndex(self._proxy.index(row, 0))
                return True
        return super().eventFilter(watched, event)

    def _filter(self, query: str) -> None:
        self._proxy.look_for(query)
        self.list.setCurrentIndex(self._proxy.index(0, 0))

    def _run(self) -> None:
        index = self.list.currentIndex()
        if not index.isValid():
            return
        command_id = str(index.data(_ID))
        self.close()
        self._commands.run(command_id)


class CheatSheet(QDialog):
    """Every shortcut; select one and press other keys to change it."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Shortcuts"))
        self._commands = commands
        self.table = QTableView()
        self.table.setAccessibleName(self.tr("Commands and their shortcuts"))
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self._model = QStandardItemModel(0, 3, self)
        self._model.setHorizontalHeaderLabels([self.tr("Menu"), self.tr("Command"), self.tr("Keys")])
        self.table.setModel(self._model)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.keys = QKeySequenceEdit()
        self.keys.setAccessibleName(self.tr("New keys"))
        self.keys.setMaximumSequenceLength(1)
        assign, clear = QPushButton(self.tr("Assign")), QPushButton(self.tr("Back to the default"))
        self.notice = QLabel()
        row = QHBoxLayout()
        for widget in (QLabel(self.tr("New keys:")), self.keys, assign, clear):
            row.addWidget(widget)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table)
        layout.addLayout(row)
        layout.addWidget(self.notice)
        layout.addWidget(buttons)
        assign.clicked.connect(self._assign)
        clear.clicked.connect(self._reset)
        self.resize(640, 560)
        self._fill()
        self.table.selectRow(0)

    def _fill(self) -> None:
        row = self.table.currentIndex().row()
        self._model.removeRows(0, self._model.rowCount())
        for command in self._commands.all():
            items = [
                QStandardItem(plain(command.menu)),
                QStandardItem(plain(command.label).rstrip("…")),
                QStandardItem(native(self._commands.keys(command.id))),
            ]
            items[0].setData(command.id, _ID)
            self._model.appendRow(items)
        self.table.resizeColumnToContents(0)
        self.table.selectRow(max(0, row))

    def _chosen(self) -> Command | None:
        index = self.table.currentIndex()
        command_id = self._model.index(index.row(), 0).data(_ID)
        return next((c for c in self._commands.all() if c.id == command_id), None)

    def _assign(self) -> None:
        command = self._chosen()
        if command is None:
            return
        keys = self.keys.keySequence().toString()
        taken = self._commands.rebind(command.id, keys)
        if taken:
            self.notice.setText(self.tr("{keys} belongs to “{other}”.").format(keys=native(keys), other=taken))
            return
        self.notice.setText("")
        self._fill()

    def _reset(self) -> None:
        command = self._chosen()
        if command is not None:
            self._commands.rebind(command.id, command.keys)
            self._fill()
