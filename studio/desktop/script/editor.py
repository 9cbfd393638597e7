"""The one real editor, on the row that is being written.

What is typed reaches the document a moment later, so that a paint follows every key and undo takes back
words and not letters. Keys that leave the text (Enter, Esc, a split, a join) are said as signals: what
they mean for the document is the panel's business.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QToolTip, QWidget

from studio.desktop.script.completion import TagCompletion
from studio.desktop.script.highlight import TagHighlighter
from studio.script.shown import right_to_left, shown_text

PAUSE = 250  # milliseconds without a key until the document hears of it
_OWN_LETTERS = (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X)
_SHEET = """QPlainTextEdit, QPlainTextEdit:focus {
    border: 0; padding: 0; margin: 0; background: transparent; min-height: 0; }"""


class LineEditor(QPlainTextEdit):
    """Writes one line. ``typed`` says that the height may be another one; ``committed`` brings the text."""

    committed = Signal(str, str)  # line id, text
    typed = Signal()
    entered = Signal()  # Enter: done, the next line
    wanted_below = Signal()  # Shift+Enter
    wanted_split = Signal()  # Ctrl+Enter, at the caret
    wanted_join = Signal(int)  # Backspace at the start (-1), Delete at the end (+1)
    left = Signal()  # Esc
    stepped = Signal(int)  # over the first or last row of the text
    pasted = Signal(str)  # text of several rows
    menu_wanted = Signal(QPoint)
    focus_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line_id = ""
        self._known = ""  # what the document has
        self._loading = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet(_SHEET)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setUndoRedoEnabled(False)  # the document's history is the only one
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setAccessibleName(self.tr("Text of the line"))
        self.setAcceptDrops(False)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.highlighter = TagHighlighter(self.document())
        self.completion = TagCompletion(self)
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.flush)
        self.textChanged.connect(self._changed)

    def use(self, font: QFont) -> None:
        """The rows' font; also when the theme changed."""
        self.setFont(font)
        self.document().setDefaultFont(font)
        self.highlighter.rehighlight()

    # -- the line ------------------------------------------------------------------------------------

    def show_line(self, line_id: str, text: str, voices: tuple[str, ...] | None = None) -> None:
        """Put a line into the editor; for the line that is in it already, only what others changed in it.

        ``voices`` is what its voice tags may say; None when that is not known.
        """
        self.highlighter.set_voices(voices)
        if line_id == self.line_id and (text == self._known or text == self.toPlainText()):
            self._known = text
            return
        caret = self.textCursor().position() if line_id == self.line_id else len(text)
        self._pause.stop()
        self.completion.hide()
        self.line_id, self._known = line_id, text
        self._loading = True
        self.setPlainText(text)
        self._face()
        self._loading = False
        self.place(min(caret, len(text)))
        QTimer.singleShot(0, self, self.typed.emit)  # the view gave it a place before it had this text

    def place(self, position: int) -> None:
        """Put the caret there, from 0."""
        cursor = self.textCursor()
        cursor.setPosition(max(0, min(position, len(self.toPlainText()))))
        self.setTextCursor(cursor)

    @property
    def caret(self) -> int:
        return int(self.textCursor().position())

    def flush(self) -> None:
        """Tell the document now."""
        self._pause.stop()
        text = self.toPlainText()
        if self.line_id and text != self._known:
            self._known = text
            self.committed.emit(self.line_id, text)

    def words_height(self, width: int) -> int:
        """Pixels the text takes in ``width``."""
        if self.width() != width or self.viewport().width() != width:
            before = self.size()
            self.resize(width, self.height())
            self.viewport().resize(width, self.height())
            self.resizeEvent(QResizeEvent(self.size(), before))  # a hidden editor would wrap only when it is shown
        height, block = 0.0, self.document().firstBlock()
        while block.isValid():
            height += self.blockBoundingRect(block).height()  # asking lays the block out
            block = block.next()
        return round(height) or self.fontMetrics().height()

    def _face(self) -> None:
        """Write from the side that the words want, whatever tags stand before them."""
        option = self.document().defaultTextOption()
        backwards = right_to_left(shown_text(self.toPlainText()))
        wanted = Qt.LayoutDirection.RightToLeft if backwards else Qt.LayoutDirection.LeftToRight
        if option.textDirection() != wanted:
            option.setTextDirection(wanted)
            option.setAlignment(Qt.AlignmentFlag.AlignRight if backwards else Qt.AlignmentFlag.AlignLeft)
            self.document().setDefaultTextOption(option)

    def _changed(self) -> None:
        if self._loading:
            return
        self._face()
        self._pause.start()
        self.typed.emit()
        self.completion.offer()

    # -- keys ----------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _window_key(event):
            if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
                self.flush()
            event.ignore()
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.highlighter.problem_at(self.cursorForPosition(event.pos()).position())
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.completion.takes(event):
            return
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = held == Qt.KeyboardModifier.NoModifier
        bare = not self.textCursor().hasSelection()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.flush()
            if held == Qt.KeyboardModifier.ShiftModifier:
                self.wanted_below.emit()
            elif held == Qt.KeyboardModifier.ControlModifier:
                self.wanted_split.emit()
            elif plain:
                self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
        elif key == Qt.Key.Key_Backspace and plain and bare and self.caret == 0:
            self.flush()
            self.wanted_join.emit(-1)
        elif key == Qt.Key.Key_Delete and plain and bare and self.textCursor().atEnd():
            self.flush()
            self.wanted_join.emit(1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and plain and self._at_edge(key == Qt.Key.Key_Up):
            self.flush()
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _at_edge(self, upwards: bool) -> bool:
        cursor = self.textCursor()
        way = QTextCursor.MoveOperation.Up if upwards else QTextCursor.MoveOperation.Down
        return not cursor.movePosition(way)

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text().strip("\r\n")
        if "\n" in text or "\r" in text:
            self.flush()
            self.pasted.emit(text)
        else:
            self.insertPlainText(text)

    # -- around --------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.completion.hide()
        self.flush()
        self.focus_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.verticalScrollBar().setValue(0)  # there is always room for all of it
        if event.size().width() != event.oldSize().width():
            self.typed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the script scrolls, not the line

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())


def _window_key(event: QKeyEvent) -> bool:
    """Whether the key is a command of the window even while somebody types: Ctrl+K, Ctrl+D, F3, Ctrl+Z, ..."""
    held = event.modifiers()
    if held & Qt.KeyboardModifier.ControlModifier and held & Qt.KeyboardModifier.AltModifier:
        return False  # AltGr writes characters
    if Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F12:
        return True
    letter = Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
    if held & Qt.KeyboardModifier.ControlModifier:
        shifted = bool(held & Qt.KeyboardModifier.ShiftModifier)
        return letter and (shifted or event.key() not in _OWN_LETTERS)
    return False
