"""The script as an item model: one row a line, and one for each scene's heading.

Rows are known by the ids of the document. After a change only the rows it touched are announced; rows
that came, went or moved do so as real row operations, so that views keep their place. Only another
project resets the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from studio.desktop.below import shown
from studio.desktop.script.facts import GONE, LineFacts, Reader, SceneFacts
from studio.desktop.script.overruns import Overruns
from studio.desktop.script.rows import Insert, Move, Order, Remove, row_keys, steps
from studio.desktop.script.wording import Wording
from studio.desktop.theme import state_word
from studio.desktop.workbench import Workbench
from studio.document.model import Line, Project, Scene
from studio.render.states import State
from studio.session.session import Change

_GROW_MS = 60  # the waveform of a line that is being spoken grows as often
LINES_MIME = "application/x-lineread-lines"
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_INHERITED = ("characters", "voices", "lexicon", "language", "seed", "gaps")


class Role(IntEnum):
    KEY = Qt.ItemDataRole.UserRole + 1
    FACTS = Qt.ItemDataRole.UserRole + 2
    NUMBER = Qt.ItemDataRole.UserRole + 3
    STATE = Qt.ItemDataRole.UserRole + 4


class ScriptModel(QAbstractTableModel):
    """Rows over ids; what a row shows is read when it is first asked for."""

    text_edited = Signal(str, str)  # row key, text: a view's editor committed
    lines_dropped = Signal(object, object)  # ids in script order, key of the row they go before or None
    text_dropped = Signal(str, object)  # text, key of the row it goes before or None
    reordered = Signal()  # rows came, went or moved, all of them
    refreshed = Signal(object)  # frozenset of keys of the rows that say something else; a state is not said

    def __init__(self, workbench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.overruns = Overruns(workbench, self)
        self.overruns.changed.connect(self.follow_states)
        self.reader = Reader(workbench, self.overruns)
        self._keys: list[str] = []
        self._places: dict[str, int] | None = None
        self._numbers: list[int] | None = None
        self._facts: dict[str, LineFacts | SceneFacts] = {}
        self._project: Project | None = None
        self._scenes: dict[str, Scene] = {}
        workbench.opened.connect(self.open)
        workbench.changed.connect(self.follow)
        workbench.states_changed.connect(self.follow_states)
        workbench.heard.connect(self._heard)
        self.following = False  # rows are on their way to where the document is already
        self._spoken: set[str] = set()
        self._growing = QTimer(self, interval=_GROW_MS, singleShot=True)
        self._growing.timeout.connect(self._grow)
        if workbench.is_open:
            self.open()

    # -- rows --------------------------------------------------------------------------------------

    @property
    def keys(self) -> Sequence[str]:
        """Ids of the rows in order."""
        return self._keys

    def key(self, row: int) -> str:
        return self._keys[row]

    def row(self, key: str | None) -> int:
        """Number of the row of this id, -1 when there is none."""
        if self._places is None:
            self._places = {k: r for r, k in enumerate(self._keys)}
        return -1 if key is None else self._places.get(key, -1)

    def is_scene(self, row: int) -> bool:
        return self._keys[row] in self._scenes

    def number(self, row: int) -> int:
        """The line's number in the script, from 1; 0 for a heading."""
        if self._numbers is None:
            self._numbers = []
            number = 0
            for key in self._keys:
                line = key not in self._scenes
                number += line
                self._numbers.append(number if line else 0)
        return self._numbers[row]

    def line(self, row: int) -> Line | None:
        return self._workbench.line(self._keys[row])

    def scene(self, row: int) -> Scene | None:
        return self._scenes.get(self._keys[row])

    def facts(self, row: int) -> LineFacts | SceneFacts:
        key = self._keys[row]
        known = self._facts.get(key)
        if known is None:
            scene = self._scenes.get(key)
            line = self._workbench.line(key)
            if scene is not None:
                known = self.reader.scene(scene)
            elif line is not None:
                known = self.reader.line(line)
            else:
                return GONE  # its row is just being taken away
            self._facts[key] = known
        return known

    # -- following the document --------------------------------------------------------------------

    def open(self) -> None:
        """Another project."""
        self.beginResetModel()
        self._project = self._workbench.project if self._workbench.is_open else None
        self._scenes = {s.id: s for s in self._project.scenes} if self._project else {}
        self._keys = row_keys(self._project) if self._project else []
        self._facts.clear()
        self._forget_order()
        self.endResetModel()
        self.overruns.look()

    def follow(self, change: Change) -> None:
        """The document is another one: do what leads there."""
        before, after = self._project, self._workbench.project
        if before is None:
            self.open()
            return
        self._project = after
        old_scenes, new_scenes = self._scenes, {s.id: s for s in after.scenes}
        everything = any(getattr(before, name) is not getattr(after, name) for name in _INHERITED)
        if everything:
            self._facts.clear()
        touched = set(change.lines)
        if old_scenes.keys() != new_scenes.keys() or any(old_scenes[i] is not s for i, s in new_scenes.items()):
            touched |= {i for i, scene in new_scenes.items() if old_scenes.get(i) is not scene}
        for key in touched:
            self._facts.pop(key, None)
        self._scenes = old_scenes | new_scenes  # headings that are about to go are still headings
        self.following = True
        self._reorder(row_keys(after))
        self.following = False
        self._scenes = new_scenes
        self.refreshed.emit(frozenset(touched))
        self._announce(touched, everything)

    def follow_states(self, line_ids: frozenset[str]) -> None:
        """Something was queued, rendered or failed."""
        touched = set(line_ids)
        if self._project is not None:
            for scene in self._project.scenes:
                if scene.id in self._facts and any(line.id in line_ids for line in scene.lines):
                    touched.add(scene.id)
        for key in touched:
            self._facts.pop(key, None)
        self._announce(touched)

    def _heard(self, line_id: str) -> None:
        self._spoken.add(line_id)
        if not self._growing.isActive():
            self._growing.start()

    def _grow(self) -> None:
        """More of some lines was heard."""
        spoken, self._spoken = self._spoken, set()
        for key in spoken:
            self._facts.pop(key, None)
        self._announce(spoken)

    def _announce(self, touched: set[str], everything: bool = False) -> None:
        """Say which rows to read again; ``everything`` when the cast, which all rows show, is another one."""
        if everything:
            rows = [0, len(self._keys) - 1] if self._keys else []
        else:
            rows = sorted(r for key in touched if (r := self.row(key)) >= 0)
        if everything or len(rows) > 200:
            if rows:
                self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], 0))
            return
        for row in rows:
            index = self.index(row, 0)
            self.dataChanged.emit(index, index)

    def _forget_order(self) -> None:
        self._places = None
        self._numbers = None

    def _reorder(self, new: list[str]) -> None:
        moved = False
        for step in steps(self._keys, new):
            moved = True
            match step:
                case Remove(first, last):
                    self.beginRemoveRows(_ROOT, first, last)
                    del self._keys[first : last + 1]
                    self._forget_order()
                    self.endRemoveRows()
                case Insert(first, keys):
                    self.beginInsertRows(_ROOT, first, first + len(keys) - 1)
                    self._keys[first:first] = keys
                    self._forget_order()
                    self.endInsertRows()
                case Move(first, last, before):
                    self.beginMoveRows(_ROOT, first, last, _ROOT, before)
                    block = self._keys[first : last + 1]
                    del self._keys[first : last + 1]
                    at = before if before < first else before - len(block)
                    self._keys[at:at] = block
                    self._forget_order()
                    self.endMoveRows()
                case Order(keys):
                    self.layoutAboutToBeChanged.emit()
                    old = self.persistentIndexList()
                    held = [self._keys[index.row()] for index in old]
                    self._keys = list(keys)
                    self._forget_order()
                    self.changePersistentIndexList(old, [self.index(self.row(key), 0) for key in held])
                    self.layoutChanged.emit()
        assert self._keys == new
        if moved:
            self.reordered.emit()
        if moved and self._keys:  # line numbers behind the place are other ones
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, 0), [Role.NUMBER])

    # -- Qt's model --------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._keys):
            return None
        row = index.row()
        if role == Role.KEY:
            return self._keys[row]
        if role == Role.NUMBER:
            return self.number(row)
        if role not in _ROLES:
            return None
        facts = self.facts(row)
        if role == Role.FACTS:
            return facts
        if isinstance(facts, SceneFacts):
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return self.tr("Scene: {title}").format(title=facts.title)
            return facts.title if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return facts.line.text
        if role == Role.STATE:
            return facts.state
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("Line {number}, {character}, {state}: {text}").format(
                number=self.number(row),
                character=facts.character,
                text=facts.line.text,
                state=state_word(facts.state),
            )
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return " ".join(filter(None, (Wording.too_long(facts.over), shown(facts.reason), shown(facts.hint))))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        self.text_edited.emit(self._keys[index.row()], str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        common = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemNeverHasChildren
        if self.is_scene(index.row()):
            return common
        return common | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    # -- dragging ----------------------------------------------------------------------------------

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [LINES_MIME, "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted({i.row() for i in indexes if not self.is_scene(i.row())})
        data = QMimeData()
        data.setData(LINES_MIME, QByteArray("\n".join(self._keys[r] for r in rows).encode()))
        data.setText("\n".join(line.text for r in rows if (line := self.line(r)) is not None))
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if row < 0:
            row = parent.row() if parent.isValid() else len(self._keys)
        before = self._keys[row] if row < len(self._keys) else None
        if data.hasFormat(LINES_MIME):
            ids = bytes(data.data(LINES_MIME).data()).decode().split("\n")
            self.lines_dropped.emit([i for i in ids if self.row(i) >= 0], before)
        elif data.hasText():
            self.text_dropped.emit(data.text(), before)
        return False  # the document was changed, not the model: nothing is left for the view to take away

    def line_keys(self, rows: Iterable[int]) -> list[str]:
        """Ids of those of the rows that are lines."""
        return [self._keys[r] for r in sorted(set(rows)) if not self.is_scene(r)]


_ROLES = frozenset(
    (
        Role.FACTS,
        Role.STATE,
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
    )
)

__all__ = ["LINES_MIME", "Index", "Role", "ScriptModel", "State"]
