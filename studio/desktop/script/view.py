"""The rows on screen: keys, mouse, dragging and the selection, and nothing of what they mean."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from studio.desktop.commands import Commands
from studio.desktop.script.delegate import RowDelegate
from studio.desktop.script.display import display
from studio.desktop.script.dragging import drag_label
from studio.desktop.script.facts import LineFacts
from studio.desktop.script.heights import Heights
from studio.desktop.script.keynames import key_names
from studio.desktop.script.model import Index, ScriptModel
from studio.desktop.theme import theme

_Hint = QAbstractItemDelegate.EndEditHint
_Flag = QItemSelectionModel.SelectionFlag


class ScriptView(QTableView):
    """One column, rows of their own height, one editor."""

    chosen = Signal()  # the selection or the active row is another one, by the person's hand
    write_wanted = Signal(int, int)  # row, caret in the text (-1: at the end)
    cast_wanted = Signal(int)  # row whose character is to be chosen
    menu_wanted = Signal(QPoint)
    resized = Signal()

    def __init__(self, model: ScriptModel, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self.script = model
        self.rows = RowDelegate(model, self)
        self._showing = False
        self._pressed = QPoint()
        self._was_active = False
        self._drop_at = -1
        self._placed: set[str] = set()  # keys of rows that came or moved
        self.setAccessibleName(self.tr("Script"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setItemDelegate(self.rows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(0)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setModel(model)
        self.heights = Heights(self, model, self.rows.rows)
        model.refreshed.connect(self.heights.changed)
        model.modelReset.connect(self._opened)
        model.rowsInserted.connect(self._inserted)
        model.reordered.connect(self._reordered)
        model.rowsMoved.connect(self._moved)
        model.layoutChanged.connect(self.heights.everything)
        self.use_theme()

    def use_theme(self) -> None:
        """Another font or other colours."""
        self.rows.use(self.font())
        self.verticalScrollBar().setSingleStep(self.rows.rows.line_height * 2)
        self.heights.forget()
        self.heights.everything()

    # -- rows came, went, moved ------------------------------------------------------------------------

    def _opened(self) -> None:
        self.rows.forget()
        self.rows.editing = ""
        self.heights.hidden = set()
        self.heights.everything()
        self.scrollToTop()

    def _inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        self._placed.update(self.script.keys[first : last + 1])

    def _moved(self, parent: QModelIndex, first: int, last: int, to: QModelIndex, before: int) -> None:
        self._placed.update(self.script.keys[min(first, before) : max(last, before) + 1])

    def _reordered(self) -> None:
        self.heights.places(self._placed)
        self._placed.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.heights.resized()
        self.resized.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.heights.in_sight()

    # -- selection -------------------------------------------------------------------------------------

    def show_selection(self, keys: tuple[str, ...], active: str | None, reveal: bool) -> None:
        """What others selected, or the document changed. Says nothing back."""
        self._showing = True
        selection = QItemSelection()
        rows = sorted(r for k in keys if (r := self.script.row(k)) >= 0)
        start = 0
        for at, row in enumerate(rows):
            if at + 1 == len(rows) or rows[at + 1] != row + 1:
                selection.select(self.script.index(rows[start], 0), self.script.index(row, 0))
                start = at + 1
        model = self.selectionModel()
        if model.selection() != selection:
            model.select(selection, _Flag.ClearAndSelect)
        row = self.script.row(active)
        index = self.script.index(row, 0) if row >= 0 else QModelIndex()
        model.setCurrentIndex(index, _Flag.NoUpdate)
        self._activate(active)
        if reveal and not self.heights.hidden.isdisjoint(keys):
            self.heights.hide(self.heights.hidden.difference(keys))  # nothing is selected that cannot be seen
        if reveal and index.isValid():
            self.reveal(row)
        self._showing = False

    def reveal(self, row: int) -> None:
        """Bring a row into sight with a row of context, moving as little as possible."""
        self.heights.in_sight()
        top = self.rowViewportPosition(row)
        room, high = self.viewport().height(), self.rowHeight(row)
        bar = self.verticalScrollBar()
        context = min(40, max(0, (room - high) // 2))
        if top < 0:
            bar.setValue(bar.value() + top - context)
        elif top + high > room:
            bar.setValue(bar.value() + top + high - room + min(context, max(0, top)))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not (self._showing or self.script.following):
            self.chosen.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not (self._showing or self.script.following):
            self._activate(self.script.key(current.row()) if current.isValid() else None)
            self.chosen.emit()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Shift and a click, or Shift and a key: what a filter hides in between is not meant."""
        if not self.heights.hidden:
            super().setSelection(rect, command)
            return
        first, last = self.rowAt(min(rect.top(), rect.bottom())), self.rowAt(max(rect.top(), rect.bottom()))
        if first >= 0 and last >= 0:
            self.selectionModel().select(self._shown(first, last), command)

    def _shown(self, first: int, last: int) -> QItemSelection:
        """The rows of a stretch that a filter has left."""
        selection, start = QItemSelection(), -1
        for row in range(first, last + 2):
            there = row <= last and not self.isRowHidden(row)
            if there and start < 0:
                start = row
            elif not there and start >= 0:
                selection.select(self.script.index(start, 0), self.script.index(row - 1, 0))
                start = -1
        return selection

    def _activate(self, key: str | None) -> None:
        if key == self.rows.active:
            return
        for one in (self.rows.active, key):
            row = self.script.row(one)
            if row >= 0:
                self.update(self.script.index(row, 0))
        self.rows.active = key

    def selected_lines(self) -> list[str]:
        return self.script.line_keys(index.row() for index in self.selectionModel().selectedRows())

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        found = super().moveCursor(action, modifiers)
        if not found.isValid() or not self.script.is_scene(found.row()):
            return found
        way = 1 if found.row() > self.currentIndex().row() else -1
        row = self.next_line(found.row(), way)
        row = self.next_line(found.row(), -way) if row < 0 else row
        return self.script.index(row, 0) if row >= 0 else self.currentIndex()

    def beside(self, key: str | None) -> str | None:
        """The line that is shown at or below this one, or else above it; None when no line is shown."""
        row = self.script.row(key)
        if row >= 0 and not self.isRowHidden(row):
            return key
        below = self.next_line(row, 1)
        found = below if below >= 0 else self.next_line(row, -1)
        return self.script.key(found) if found >= 0 else None

    def next_line(self, row: int, way: int) -> int:
        """The next line's row up (-1) or down (1) that is shown; -1 when there is none."""
        row += way
        while 0 <= row < len(self.script.keys):
            if not self.script.is_scene(row) and not self.isRowHidden(row):
                return row
            row += way
        return -1

    # -- keys and mouse --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.hasFocus():
            event.ignore()  # an editor left it to us, and what is typed is no command
            return
        for keys in key_names(event):
            command = self._commands.row_command(keys)
            if command is not None:
                if not event.isAutoRepeat():
                    self._commands.run(command.id)
                event.accept()
                return
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._to_edge(event)
            return
        if event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # no command, and rows are not searched by typing
            return
        super().keyPressEvent(event)

    def _to_edge(self, event: QKeyEvent) -> None:
        """Home and End: the first or the last line that is shown, with Shift everything up to it."""
        count = len(self.script.keys)
        row = self.next_line(-1, 1) if event.key() == Qt.Key.Key_Home else self.next_line(count, -1)
        if row < 0:
            return
        index = self.script.index(row, 0)
        model = self.selectionModel()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.currentIndex().isValid():
            model.select(self._shown(*sorted((self.currentIndex().row(), row))), _Flag.Select)
            model.setCurrentIndex(index, _Flag.NoUpdate)
        else:
            model.setCurrentIndex(index, _Flag.ClearAndSelect)
        self.reveal(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._pressed = event.position().toPoint()
        if index.isValid() and self.script.is_scene(index.row()):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        # A click that only brings the keys back to the rows does not begin to write.
        self._was_active = self.hasFocus() and index.isValid() and self.script.key(index.row()) == self.rows.active
        if event.button() == Qt.MouseButton.RightButton and self.selectionModel().isSelected(index):
            return  # the menu is about the selection as it is
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier and event.button() == Qt.MouseButton.LeftButton
        still = (at - self._pressed).manhattanLength() < 4
        if not (plain and still and index.isValid() and self._was_active) or self.script.is_scene(index.row()):
            return
        column = self.column_at(at.x())
        if column == "text":
            self.write_wanted.emit(index.row(), self.caret_at(index.row(), at))
        elif column == "character":
            self.cast_wanted.emit(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if not self.script.is_scene(index.row()) and self.column_at(at.x()) == "character":
            self.cast_wanted.emit(index.row())
        elif self.rows.editing != self.script.key(index.row()):
            self.write_wanted.emit(index.row(), self.caret_at(index.row(), at))

    def column_at(self, x: int) -> str:
        return self.rows.rows.columns(self.viewport().width()).at(x)

    def caret_at(self, row: int, at: QPoint) -> int:
        """The place in the source text under a point of a row."""
        facts = self.script.facts(row)
        if not isinstance(facts, LineFacts):
            return -1
        column = self.rows.rows.columns(self.viewport().width()).text
        layout = self.rows.rows.texts.layout(facts.line.text, column.width)
        x = at.x() - column.x
        y = at.y() - self.rowViewportPosition(row) - self.rows.rows.above(facts)
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if y < line.y() + line.height() or number + 1 == layout.lineCount():
                return display(facts.line.text).source_at(line.xToCursor(x))
        return -1

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_wanted.emit(at)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here."""

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self.leave_editor(editor, True)

    def rowsAboutToBeRemoved(self, parent: Index, first: int, last: int) -> None:
        """Undo may take the row that is being written: the keys stay here, or Qt would give them to any button."""
        editor = self.rows.editor
        if editor is not None and editor.hasFocus() and first <= self.script.row(self.rows.editing) <= last:
            self.setFocus()
        super().rowsAboutToBeRemoved(parent, first, last)

    def leave_editor(self, editor: QWidget, focus: bool) -> None:
        """Take the editor from its row; with ``focus`` the keys go to the rows again."""
        super().closeEditor(editor, _Hint.NoHint)
        self.heights.writing("", 0)
        if focus:
            self.setFocus()
        self.viewport().update()

    # -- dragging --------------------------------------------------------------------------------------

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Take the selected lines along, under a small label: their picture would hide where they go."""
        indexes = [i for i in self.selectedIndexes() if not self.script.is_scene(i.row())]
        if not indexes:
            return
        drag = QDrag(self)
        drag.setMimeData(self.script.mimeData(indexes))
        line = self.script.line(indexes[0].row())
        words = self.tr("{count} lines").format(count=len(indexes))
        if len(indexes) == 1 and line is not None:
            words = line.text or "…"
        drag.setPixmap(drag_label(words, self.font(), self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(-12, -8))
        drag.exec(actions, Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.ignore()  # files are the window's business
            return
        super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasUrls():
            event.ignore()
            return
        super().dragMoveEvent(event)
        event.acceptProposedAction()
        self._drop_at = self._drop_row(event.position().toPoint())
        self.viewport().update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._drop_at = -1
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasUrls():
            event.ignore()
            return
        row = self._drop_row(event.position().toPoint())
        self._drop_at = -1
        self.viewport().update()
        self.script.dropMimeData(event.mimeData(), event.dropAction(), row, 0, QModelIndex())
        event.setDropAction(Qt.DropAction.CopyAction)  # a move would have the view take rows away
        event.accept()
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)

    def _drop_row(self, at: QPoint) -> int:
        """The row before which a drop at this point goes."""
        row = self.rowAt(at.y())
        if row < 0:
            return len(self.script.keys)
        middle = self.rowViewportPosition(row) + self.rowHeight(row) // 2
        return row if at.y() < middle else row + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop_at < 0:
            return
        last = len(self.script.keys) - 1
        if self._drop_at <= last:
            y = self.rowViewportPosition(self._drop_at)
        else:
            y = self.rowViewportPosition(last) + self.rowHeight(last) if last >= 0 else 0
        painter = QPainter(self.viewport())
        painter.fillRect(QRect(0, max(0, y - 1), self.viewport().width(), 2), QColor(theme().accent))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(
            self, "heights"
        ):
            self.use_theme()
