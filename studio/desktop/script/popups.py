"""Small windows that open at a row: who speaks it, and the remark that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from studio.desktop.theme import theme

_ID = Qt.ItemDataRole.UserRole
_NEW, _RENAME = "new", "rename"


class Popup(QFrame):
    """Goes away when something else is clicked, and is freed then."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("popup")
        t = theme()
        self.setStyleSheet(
            f"#popup {{ background: {t.panel}; border: 1px solid {t.line}; border-radius: 6px; }}"
            f"QListWidget {{ background: {t.panel}; border: 0; }}"
            f"QListWidget::item {{ padding: 4px 6px; border-radius: 3px; }}"
            f"QListWidget::item:selected {{ background: {t.selection}; color: {t.text}; }}"
        )

    def open_at(self, at: QPoint) -> None:
        """Show with the upper left corner there, inside the screen."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(at) or self.screen()
        room = screen.availableGeometry()
        x = max(room.left(), min(at.x(), room.right() - self.width()))
        y = max(room.top(), min(at.y(), room.bottom() - self.height()))
        self.move(x, y)
        self.show()


class CharacterChooser(Popup):
    """The cast by name; typing filters it, and a name that nobody has makes a new character."""

    chosen = Signal(str)  # character id
    created = Signal(str)  # name
    renamed = Signal(str)  # the present character's new name

    def __init__(self, people: Sequence[tuple[str, str, str]], present: str, parent: QWidget) -> None:
        """``people`` are id, name and colour; ``present`` is the id of who speaks now, or ""."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Who speaks"))
        self._people = people
        self._present = next((p for p in people if p[0] == present), None)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Name, or a new one"))
        self.field.setAccessibleName(self.tr("Name of the character"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Cast"))
        self.list.setIconSize(QSize(10, 10))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(6)
        box.addWidget(self.field)
        box.addWidget(self.list)
        self.setFixedWidth(260)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        self._fill("")
        self.field.setFocus()

    def _fill(self, typed: str) -> None:
        wanted = typed.strip().casefold()
        self.list.clear()
        for identity, name, color in self._people:
            if wanted in name.casefold():
                item = QListWidgetItem(_dot(color), name)
                item.setData(_ID, identity)
                self.list.addItem(item)
                if self._present is not None and identity == self._present[0] and not wanted:
                    self.list.setCurrentItem(item)
        if wanted and all(name.casefold() != wanted for _, name, _ in self._people):
            self._add(self.tr("New character “{name}”").format(name=typed.strip()), _NEW)
            if self._present is not None:
                words = self.tr("Rename {old} to “{name}”").format(old=self._present[1], name=typed.strip())
                self._add(words, _RENAME)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.setFixedHeight(min(9, max(1, self.list.count())) * (self.list.sizeHintForRow(0) + 1) + 4)
        self.adjustSize()

    def _add(self, words: str, what: str) -> None:
        item = QListWidgetItem(words)
        item.setData(_ID, f"={what}")
        self.list.addItem(item)

    def _take(self, item: QListWidgetItem) -> None:
        what, name = str(item.data(_ID)), self.field.text().strip()
        self.close()
        if what == f"={_NEW}":
            self.created.emit(name)
        elif what == f"={_RENAME}":
            self.renamed.emit(name)
        else:
            self.chosen.emit(what)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            way = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(0, min(self.list.currentRow() + way, self.list.count() - 1)))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self.list.currentItem()
            if item is not None:
                self._take(item)
            return True
        return False


class NoteEditor(Popup):
    """A remark for the people who make it, never spoken. Leaving it keeps it, Esc does not."""

    written = Signal(str)

    def __init__(self, note: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Remark"))
        self._before = note
        self._keep = True
        self.field = QPlainTextEdit(note)
        self.field.setAccessibleName(self.tr("Remark on the line"))
        self.field.setPlaceholderText(self.tr("A remark, never spoken"))
        self.field.setTabChangesFocus(True)
        self.field.installEventFilter(self)
        hint = QLabel(self.tr("Ctrl+Enter keeps it, Esc leaves it as it was"))
        hint.setStyleSheet(f"color: {theme().quiet};")
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(4)
        box.addWidget(self.field)
        box.addWidget(hint)
        self.setFixedSize(380, 130)
        self.field.setFocus()
        self.field.selectAll()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._keep = False
                self.close()
                return True
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held:
                self.close()
                return True
        return False

    def hideEvent(self, event: object) -> None:
        text = self.field.toPlainText().strip()
        if self._keep and text != self._before:
            self._before = text
            self.written.emit(text)


def _dot(color: str) -> QIcon:
    pixmap = QPixmap(20, 20)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawEllipse(3, 3, 14, 14)
    painter.end()
    return QIcon(pixmap)
