"""Ctrl+K: every command by a few letters of its name; and the sheet of shortcuts, where they can be changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QStandardItem,
    QStandardItemModel,
)
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
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from studio.desktop.commands import Command, Commands, native, plain
from studio.desktop.preferences import Preferences
from studio.desktop.theme import theme

_ID = Qt.ItemDataRole.UserRole
_KEYS = Qt.ItemDataRole.UserRole + 1
_WHY = Qt.ItemDataRole.UserRole + 2  # why it cannot be done now, or ""
_HOW = Qt.ItemDataRole.UserRole + 3  # what it does, in a sentence


_FARTHEST = 4  # letters that may lie between two of a word


def distance(query: str, text: str) -> int | None:
    """How far ``query`` is from ``text``, 0 for its own beginning; None when the letters of a word are not in it.

    A word that begins a word is nearer than one inside of a word, and that is nearer than letters far apart.
    """
    text, total = text.casefold(), 0
    for word in query.casefold().split():
        at = text.find(word)
        if at >= 0:
            begins = text.startswith(word) or any(not text[i - 1].isalnum() for i in _places(text, word))
            total += (0 if at == 0 else 1) if begins else 4
            continue
        first = last = text.find(word[0])
        for letter in word[1:]:
            last = text.find(letter, last + 1) if last >= 0 else -1
        if last < 0 or last - first > _FARTHEST * len(word):
            return None
        total += 10 + last - first
    return total


def _places(text: str, word: str) -> list[int]:
    return [i for i in range(1, len(text)) if text.startswith(word, i)]


def matches(query: str, text: str) -> bool:
    """Whether the letters of every word of ``query`` stand in ``text`` in their order: "exst" finds "Export stems"."""
    return distance(query, text) is not None


class _Row(QStyledItemDelegate):
    """Name at the left, keys or the reason why not at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, option.fontMetrics.height() + 12)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        why, keys, t = str(index.data(_WHY)), str(index.data(_KEYS)), theme()
        painter.save()
        box = QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(t.selection))
        box.adjust(8, 0, -8, 0)
        metrics = QFontMetrics(option.font)
        painter.setFont(option.font)
        side = why or keys
        room = min(metrics.horizontalAdvance(side) + 4, box.width() * 3 // 5) if side else 0
        painter.setPen(QColor(t.quiet))
        painter.drawText(
            box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            metrics.elidedText(side, Qt.TextElideMode.ElideRight, room),
        )  # fmt: skip
        painter.setPen(QColor(t.quiet if why else t.text))
        box.setRight(box.right() - room - 12)
        painter.drawText(
            box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, box.width()),
        )  # fmt: skip
        painter.restore()


class Palette(QDialog):
    """Type a few letters, press Enter. What was run before comes first; what cannot be done now says why."""

    def __init__(self, commands: Commands, parent: QWidget, preferences: Preferences | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Command palette"))
        self._commands, self._preferences = commands, preferences
        self._recent = preferences.options.recent_commands if preferences is not None else []
        self.query = QLineEdit()
        self.query.setPlaceholderText(self.tr("Type a command"))
        self.query.setAccessibleName(self.tr("Command"))
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Matching commands"))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Row(self.list))
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setMinimumHeight(self.about.fontMetrics().height() * 2)
        self.about.setContentsMargins(8, 0, 8, 0)
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.query)
        layout.addWidget(self.list)
        layout.addWidget(self.about)
        wide = self.fontMetrics().horizontalAdvance("n") * 84
        self.resize(min(wide, parent.width() - 40), min(460, parent.height() - 40))
        middle = parent.mapToGlobal(parent.rect().center()) - self.rect().center()
        self.move(middle.x(), parent.mapToGlobal(parent.rect().topLeft()).y() + min(120, parent.height() // 8))
        self.query.textChanged.connect(self._filter)
        self.query.returnPressed.connect(self._run)
        self.list.activated.connect(self._run)
        self.list.clicked.connect(self._run)
        self.list.selectionModel().currentChanged.connect(self._tell)
        self.query.installEventFilter(self)
        self._filter("")
        self.query.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """An edge: it lies over panels of its own colour."""
        painter = QPainter(self)
        painter.setPen(QColor(theme().edge))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
            move = step.get(Qt.Key(event.key()))
            if move is not None:
                row = min(max(0, self.list.currentIndex().row() + move), self._model.rowCount() - 1)
                self.list.setCurrentIndex(self._model.index(row, 0))
                return True
        return super().eventFilter(watched, event)

    def _found(self, query: str) -> list[Command]:
        """Nearest first; of two that are as near, the one that was run last."""
        every = [c for c in self._commands.all() if c.id != "help.palette"]
        if not query.strip():
            return sorted(every, key=lambda c: self._age(c.id))
        ranked = []
        for command in every:
            name = plain(command.label)
            near = [
                d for d in (distance(query, name), distance(query, f"{plain(command.menu)} › {name}")) if d is not None
            ]
            inside = distance(query, command.id.replace(".", " ").replace("_", " "))
            if near or inside is not None:
                ranked.append((min(near) if near else 30 + (inside or 0), self._age(command.id), command))
        return [command for *_, command in sorted(ranked, key=lambda one: one[:2])]

    def _age(self, command_id: str) -> int:
        return self._recent.index(command_id) if command_id in self._recent else len(self._recent)

    def _filter(self, query: str) -> None:
        self._model.clear()
        for command in self._found(query):
            keys, why = native(self._commands.keys(command.id)), self._commands.why_not(command.id)
            name = f"{plain(command.menu)} › {plain(command.label).rstrip('…')}"
            item = QStandardItem(name)
            for role, value in ((_ID, command.id), (_KEYS, keys), (_WHY, why), (_HOW, command.hint)):
                item.setData(value, role)
            item.setData(", ".join(part for part in (name, keys, why) if part), Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        if self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(0, 0))
        else:
            self.about.setText(self.tr("No command is called that. Fewer letters find more."))

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.about.setText(str(index.data(_WHY) or index.data(_HOW) or ""))
            self.about.setStyleSheet(f"color: {theme().warning if index.data(_WHY) else theme().quiet};")

    def _run(self) -> None:
        index = self.list.currentIndex()
        if not index.isValid() or index.data(_WHY):
            return
        command_id = str(index.data(_ID))
        self.close()
        if self._preferences is not None:
            self._preferences.remember_command(command_id)
        self._commands.run(command_id)


class CheatSheet(QDialog):
    """Every shortcut; select one and press other keys to change it."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Shortcuts"))
        self._commands = commands
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a command or keys"))
        self.search.setAccessibleName(self.tr("Find a command or keys"))
        self.search.setClearButtonEnabled(True)
        self.table = QTableView()
        self.table.setAccessibleName(self.tr("Commands and their shortcuts"))
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.table.fontMetrics().height() + 10)
        self.table.setShowGrid(False)
        self._model = QStandardItemModel(0, 3, self)
        self._model.setHorizontalHeaderLabels([self.tr("Menu"), self.tr("Command"), self.tr("Keys")])
        self.table.setModel(self._model)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.keys = QKeySequenceEdit()
        self.keys.setAccessibleName(self.tr("New keys"))
        self.keys.setMaximumSequenceLength(1)
        self.assign, clear = QPushButton(self.tr("Assign")), QPushButton(self.tr("Back to the default"))
        self.everything = QPushButton(self.tr("All back to the default"))
        for button in (self.assign, clear, self.everything):
            button.setAutoDefault(False)
        self.notice = QLabel()
        self.notice.setWordWrap(True)
        row = QHBoxLayout()
        for widget in (QLabel(self.tr("New keys:")), self.keys, self.assign, clear):
            row.addWidget(widget)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.everything, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.table)
        layout.addLayout(row)
        layout.addWidget(self.notice)
        layout.addWidget(buttons)
        self.search.textChanged.connect(lambda: self._fill())
        self.table.selectionModel().currentRowChanged.connect(lambda: self._judge())
        self.keys.keySequenceChanged.connect(lambda: self._judge())
        self.assign.clicked.connect(self._assign)
        clear.clicked.connect(self._reset)
        self.everything.clicked.connect(self._reset_all)
        self.resize(720, 640)
        self._fill()
        self.table.selectRow(0)
        self.search.setFocus()

    def _fill(self) -> None:
        chosen = self._chosen()
        self._model.removeRows(0, self._model.rowCount())
        again = 0
        for command in self._commands.all():
            name, keys = plain(command.label).rstrip("…"), native(self._commands.keys(command.id))
            if not any(
                matches(self.search.text(), words) for words in (f"{plain(command.menu)} {name} {keys}", command.id)
            ):
                continue
            shown = "   ".join(k for k in (keys, command.also) if k)
            items = [QStandardItem(text) for text in (plain(command.menu), name, shown)]
            items[0].setData(command.id, _ID)
            items[0].setForeground(QColor(theme().quiet))
            if self._commands.keys(command.id) != command.keys:
                usual = native(command.keys) or self.tr("none")
                items[2].setForeground(QColor(theme().accent))
                items[2].setToolTip(self.tr("Changed; by default {keys}").format(keys=usual))
            if chosen is not None and chosen.id == command.id:
                again = self._model.rowCount()
            self._model.appendRow(items)
        self.table.selectRow(again)
        self._judge()

    def _chosen(self) -> Command | None:
        index = self.table.currentIndex()
        command_id = self._model.index(index.row(), 0).data(_ID)
        return next((c for c in self._commands.all() if c.id == command_id), None)

    def _judge(self) -> None:
        """Say what the pressed keys would mean before they are assigned."""
        command, keys = self._chosen(), self.keys.keySequence().toString()
        other = self._commands.owner(keys, command.id) if command is not None else None
        stolen = command is not None and command.scope == "window" and typed(keys)
        self.assign.setEnabled(command is not None and bool(keys) and not stolen)
        self.assign.setText(self.tr("Take the keys") if other is not None else self.tr("Assign"))
        said = ""
        if stolen:
            said = self.tr("This command works while you type: its keys need Ctrl or Alt, or are a function key.")
        elif other is not None:
            said = self.tr("{keys} belongs to “{other}”.").format(keys=native(keys), other=plain(other.label))
        self.notice.setText(said)
        self.notice.setStyleSheet(f"color: {theme().warning};")

    def _assign(self) -> None:
        command, keys = self._chosen(), self.keys.keySequence().toString()
        if command is None:
            return
        other = self._commands.owner(keys, command.id)
        if other is not None:
            self._commands.rebind(other.id, "")
        self._commands.rebind(command.id, keys)
        self.keys.clear()
        self._fill()

    def _reset(self) -> None:
        command = self._chosen()
        if command is not None:
            taken = self._commands.rebind(command.id, command.keys)
            self._fill()
            if taken:
                keys = native(command.keys)
                self.notice.setText(self.tr("{keys} belongs to “{other}”.").format(keys=keys, other=taken))

    def _reset_all(self) -> None:
        self._commands.reset_keys()
        self._fill()


def typed(keys: str) -> bool:
    """Whether these keys write something: bound to the window they would be stolen from whoever is typing."""
    if not keys:
        return False
    pressed = QKeySequence.fromString(keys)[0]  # type: ignore[index]
    held = pressed.keyboardModifiers() & ~Qt.KeyboardModifier.ShiftModifier & ~Qt.KeyboardModifier.KeypadModifier
    return bool(held == Qt.KeyboardModifier.NoModifier and pressed.key() < Qt.Key.Key_Escape)
