"""Tables of the panels: rows are frozen values, columns say what they show of one. Updates keep the selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from studio.desktop.theme import theme

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
APART = 10  # pixels between a column and the next


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A title and what it shows of a row."""

    title: str
    text: Callable[[R], str]
    right: bool = False
    icon: Callable[[R], object] | None = None
    editable: bool = False


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows with an identity each; what is the same row before and after is the same row on the screen."""

    renamed = Signal(str, str)  # identity, what was typed

    def __init__(
        self,
        columns: Sequence[Column[R]],
        identity: Callable[[R], str],
        tip: Callable[[R], str] = lambda row: "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._identity = identity
        self._tip = tip
        self.rows: tuple[R, ...] = ()

    def show_rows(self, rows: Sequence[R]) -> None:
        """Put other rows in; when they are the same ones, only what changed is drawn."""
        old, new = self.rows, tuple(rows)
        if [self._identity(r) for r in old] != [self._identity(r) for r in new]:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()
            return
        self.rows = new
        for number, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(self._columns) - 1))

    def row_of(self, identity: str) -> int:
        return next((n for n, row in enumerate(self.rows) if self._identity(row) == identity), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return column.text(row)
        if role == Qt.ItemDataRole.DecorationRole and column.icon is not None:
            return column.icon(row)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row) or column.text(row)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole or not self._columns[index.column()].editable:
            return False
        text = str(value).strip()
        if text and text != self._columns[index.column()].text(self.rows[index.row()]):
            self.renamed.emit(self._identity(self.rows[index.row()]), text)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self._columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsEditable if self._columns[index.column()].editable else flags


class _Apart(QStyledItemDelegate):
    """Cells that do not touch their neighbours."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index) + QSize(APART, 0)


class RowsView(QTableView, Generic[R]):
    """A calm table: whole rows, no grid, the keys a list has."""

    chosen = Signal()  # Enter or a double click
    removed = Signal()  # Delete
    selected = Signal()

    def __init__(self, model: RowsModel[R], stretch: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(_Apart(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        header.setResizeContentsPrecision(50)
        self._color()
        self.doubleClicked.connect(self._double_clicked)
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        model.modelReset.connect(self._selection_changed)

    def chosen_rows(self) -> list[R]:
        """The selected rows, from the top."""
        numbers = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self._rows.rows[n] for n in numbers if n < len(self._rows.rows)]

    def select_row(self, number: int) -> None:
        """This row and no other; ``selectRow`` would add it when Shift or Ctrl happens to be held."""
        whole = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._rows.index(number, 0), whole)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            self.chosen.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not editing:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            QTimer.singleShot(0, self, self._color)

    def _color(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(theme().selection))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(theme().text))
        self.setPalette(palette)

    def _double_clicked(self, _index: QModelIndex) -> None:
        self.chosen.emit()

    def _selection_changed(self) -> None:
        self.selected.emit()
