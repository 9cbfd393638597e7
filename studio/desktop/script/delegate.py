"""Shows rows from pictures painted once, and lends the one editor to the row that is being written."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Signal
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from studio.desktop.below import shown
from studio.desktop.script.editor import LineEditor
from studio.desktop.script.facts import LineFacts, SceneFacts
from studio.desktop.script.model import ScriptModel
from studio.desktop.script.paint import SCENE_HEIGHT, Look, RowPainter, editing_frame
from studio.desktop.script.wording import Wording
from studio.desktop.theme import state_word
from studio.document.problems import Problem
from studio.script import line_problems
from studio.script.voices import unknown_voices

_BYTES = 48 * 1024 * 1024  # of pictures kept
Index = QModelIndex | QPersistentModelIndex


@dataclass(slots=True)
class _Picture:
    facts: LineFacts | SceneFacts
    look: Look
    size: QSize
    pixmap: QPixmap
    bytes: int


class RowDelegate(QStyledItemDelegate):
    """``editing`` is the key of the row that is written in, ``playing`` of the one that is heard."""

    editor_made = Signal(object)  # LineEditor, when it is needed for the first time

    def __init__(self, model: ScriptModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.rows = RowPainter()
        self.editor: LineEditor | None = None
        self.editing = ""
        self.active: str | None = None
        self.playing = ""
        self.word = -1
        self.needle: re.Pattern[str] | None = None
        self._pictures: OrderedDict[str, _Picture] = OrderedDict()
        self._bytes = 0
        self.title: QLineEdit | None = None  # the editor of a scene's heading while it is open
        self.painted = 0  # pictures made so far

    def use(self, font: QFont) -> None:
        """Another font or theme: every picture is an old one."""
        self.rows.use(font)
        self.forget()
        if self.editor is not None:
            self.editor.use(font)

    def forget(self) -> None:
        self._pictures.clear()
        self._bytes = 0

    # -- painting ------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.row()
        key = self._model.key(row)
        facts = self._model.facts(row)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        look = Look(
            number=self._model.number(row),
            selected=bool(state & QStyle.StateFlag.State_Selected),
            active=key == self.active,
            editing=key == self.editing,
            focused=key == self.active and bool(state & QStyle.StateFlag.State_HasFocus),
            word=self.word if key == self.playing else -1,
            needle=self.needle,
        )
        picture = self._pictures.get(key)
        if (
            picture is None
            or picture.facts is not facts
            or picture.look != look
            or picture.size != rect.size()
            or picture.pixmap.devicePixelRatio() != painter.device().devicePixelRatio()
        ):
            picture = self._paint(key, facts, look, rect.size(), painter.device().devicePixelRatio())
        else:
            self._pictures.move_to_end(key)
        painter.drawPixmap(rect.topLeft(), picture.pixmap)
        if look.editing and self.editor is not None and isinstance(facts, LineFacts):
            editing_frame(painter, self.editor.geometry().adjusted(-6, -3, 6, 3), self.editor.hasFocus())

    def _paint(self, key: str, facts: LineFacts | SceneFacts, look: Look, size: QSize, ratio: float) -> _Picture:
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        painter = QPainter(pixmap)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        whole = QRect(0, 0, size.width(), size.height())
        if isinstance(facts, SceneFacts):
            self.rows.scene(painter, whole, facts, look)
        else:
            self.rows.line(painter, whole, facts, look)
        painter.end()
        old = self._pictures.pop(key, None)
        made = _Picture(facts, look, size, pixmap, pixmap.width() * pixmap.height() * 4)
        self._pictures[key] = made
        self._bytes += made.bytes - (old.bytes if old is not None else 0)
        while self._bytes > _BYTES and len(self._pictures) > 1:
            self._bytes -= self._pictures.popitem(last=False)[1].bytes
        self.painted += 1
        return made

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        rect: QRect = option.rect
        return QSize(rect.width(), self.rows.height(self._model.facts(index.row()), rect.width()))

    # -- the editor ----------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        self.editing = self._model.key(index.row())
        if self._model.is_scene(index.row()):
            title = QLineEdit(parent)
            title.setAccessibleName(self.tr("Title of the scene"))
            title.setPlaceholderText(self.tr("Title of the scene"))
            self.title = title  # the view's C++ side does not keep the Python object alive
            return title
        if self.editor is None:
            self.editor = LineEditor(parent)
            self.editor.use(self.rows.font)
            self.editor_made.emit(self.editor)
        return self.editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self.editing = ""
        if editor is self.editor:
            editor.hide()
        else:
            self.title = None
            editor.deleteLater()

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        facts = self._model.facts(index.row())
        if isinstance(editor, LineEditor) and isinstance(facts, LineFacts):
            editor.show_line(facts.line.id, facts.line.text, self._model.reader.voice_names(facts.line))
        elif isinstance(editor, QLineEdit) and isinstance(facts, SceneFacts) and not editor.isModified():
            editor.setText(facts.title)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, LineEditor):
            editor.flush()
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        facts = self._model.facts(index.row())
        if isinstance(facts, SceneFacts):
            edge = (SCENE_HEIGHT - 30) // 2
            editor.setGeometry(rect.adjusted(6, edge, -rect.width() // 3, -edge))
        elif isinstance(editor, LineEditor):
            text = self.rows.columns(rect.width()).text
            top = rect.y() + self.rows.above(facts)
            editor.setGeometry(rect.x() + text.x, top, text.width, editor.words_height(text.width))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, LineEditor):
            return False  # it says itself when it is done; losing the focus is not that
        return super().eventFilter(editor, event)

    # -- hovering ------------------------------------------------------------------------------------

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        words = self.explanation(index.row(), event.pos().x()) if index.isValid() else ""
        if event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), words, view)
            return True
        return super().helpEvent(event, view, option, index)

    def explanation(self, row: int, x: int) -> str:
        """What hovering at ``x`` over a row says."""
        facts = self._model.facts(row)
        if isinstance(facts, SceneFacts):
            return facts.note
        width = self._view_width()
        column = self.rows.columns(width).at(x)
        if column in ("state", "wave"):
            return "\n".join(part for part in (state_word(facts.state), shown(facts.reason), shown(facts.hint)) if part)
        if column == "takes" and facts.takes:
            return self.tr("Take {number} of {count} plays.").format(number=facts.take_number, count=facts.takes)
        if column == "pause":
            if facts.pause_given:
                return self.tr("A pause of {pause} ms was asked for.").format(pause=facts.pause)
            return self.tr("A pause of {pause} ms, from the punctuation.").format(pause=facts.pause)
        if column == "length":
            estimated = self.tr("Estimated until the line is rendered.") if facts.estimated else ""
            return "\n".join(filter(None, (Wording.too_long(facts.over), estimated)))
        if column == "text":
            problems = [f"{shown(p.message)} {shown(p.hint)}".strip() for p in self._problems(facts)]
            return "\n".join([*([facts.line.note] if facts.line.note else []), *problems])
        return facts.line.note

    @staticmethod
    def _problems(facts: LineFacts) -> list[Problem]:
        odd = unknown_voices(facts.line.text, facts.voice_names) if facts.odd_voices else ()
        return [*line_problems(facts.line.text), *(problem for _, problem in odd)]

    def _view_width(self) -> int:
        view = self.parent()
        return view.viewport().width() if isinstance(view, QAbstractItemView) else 800
