"""Find and replace over the whole script, which says what a replacement costs before it does it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from studio.desktop.theme import theme
from studio.document.model import Line

_REST_MS = 120  # after the last letter


class Search:
    """What is looked for. ``error`` says why a pattern cannot be one."""

    def __init__(self, wanted: str, *, regex: bool = False, case: bool = False) -> None:
        self.pattern: re.Pattern[str] | None = None
        self.error = ""
        self._regex = regex
        try:
            if wanted:
                self.pattern = re.compile(wanted if regex else re.escape(wanted), 0 if case else re.IGNORECASE)
        except re.error as error:
            self.error = str(error)

    def hits(self, lines: Iterable[Line]) -> list[tuple[str, int, int]]:
        """Line id, start and end in its source text, of every place."""
        if self.pattern is None:
            return []
        find = self.pattern.finditer
        return [(line.id, *m.span()) for line in lines for m in find(line.text) if m.end() > m.start()]

    def replaced(self, text: str, by: str) -> str:
        """``text`` with every place replaced. Raises re.error when ``by`` names a group that is not there."""
        if self.pattern is None:
            return text
        return self.pattern.sub(lambda m: (m.expand(by) if self._regex else by) if m.group() else "", text)

    def one_replaced(self, text: str, at: int, by: str) -> tuple[str, int]:
        """``text`` with the place that starts at ``at`` replaced, and where the search goes on."""
        found = self.pattern.match(text, at) if self.pattern is not None else None
        if found is None:
            return text, at
        new = found.expand(by) if self._regex else by
        return text[:at] + new + text[found.end() :], at + len(new)

    def texts(self, lines: Iterable[Line], by: str) -> Mapping[str, str]:
        """The new text of every line that would be another one."""
        return {x.id: new for x in lines if (new := self.replaced(x.text, by)) != x.text}


class FindBar(QWidget):
    """Two rows of fields. It asks and shows; the panel finds and replaces."""

    searched = Signal()  # what is looked for, or what by, is another
    stepped = Signal(int)  # next (1) or previous (-1) place
    replace_one = Signal()
    replace_all = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Find and replace"))
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find"))
        self.field.setAccessibleName(self.tr("Find"))
        self.by = QLineEdit()
        self.by.setPlaceholderText(self.tr("Replace with"))
        self.by.setAccessibleName(self.tr("Replace with"))
        self.case = self._toggle("Aa", self.tr("Match upper and lower case"))
        self.regex = self._toggle(".*", self.tr("Regular expression"))
        self.within = self._toggle("▤", self.tr("Only in the lines that are selected now"))
        self.count = QLabel()
        self.cost = QLabel()
        self.previous = self._button("↑", self.tr("Previous place"))
        self.next = self._button("↓", self.tr("Next place"))
        self.close_button = self._button("✕", self.tr("Close"))
        self.one = QPushButton(self.tr("Replace"))
        self.all = QPushButton(self.tr("Replace all"))
        self.one.setAccessibleName(self.tr("Replace this place"))
        self.all.setAccessibleName(self.tr("Replace every place"))
        self.previous.clicked.connect(self._back)
        self.next.clicked.connect(self._forth)
        self.close_button.clicked.connect(self.leave)
        self.one.clicked.connect(self.replace_one)
        self.all.clicked.connect(self.replace_all)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 4, 10, 8)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.field, 0, 0)
        tools = QHBoxLayout()
        tools.setSpacing(4)
        for widget in (self.case, self.regex, self.within, self.previous, self.next, self.count):
            tools.addWidget(widget)
        tools.addStretch(1)
        tools.addWidget(self.close_button)
        grid.addLayout(tools, 0, 1)
        grid.addWidget(self.by, 1, 0)
        second = QHBoxLayout()
        second.setSpacing(6)
        for button in (self.one, self.all):
            second.addWidget(button)
        second.addWidget(self.cost, 1)
        grid.addLayout(second, 1, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        self._typing = QTimer(self, interval=_REST_MS, singleShot=True)
        self._typing.timeout.connect(self.searched)
        self.field.textChanged.connect(self._type)
        self.by.textChanged.connect(self._type)
        for toggle in (self.case, self.regex, self.within):
            toggle.toggled.connect(self._search_later)
        for field in (self.field, self.by):
            field.installEventFilter(self)
        self.hide()

    def _toggle(self, text: str, words: str) -> QToolButton:
        button = self._button(text, words)
        button.setCheckable(True)
        return button

    def _button(self, text: str, words: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(words)
        button.setAccessibleName(words)
        return button

    @property
    def search(self) -> Search:
        return Search(self.field.text(), regex=self.regex.isChecked(), case=self.case.isChecked())

    def open(self, wanted: str = "", *, replace: bool = False) -> None:
        """Show the bar, with the field to be typed into; ``wanted`` is looked for at once."""
        for widget in (self.by, self.one, self.all, self.cost):
            widget.setVisible(replace)
        self.within.setChecked(False)
        self.show()
        if wanted:
            self.field.setText(wanted)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.searched.emit()

    def leave(self) -> None:
        self.hide()
        self.closed.emit()

    def show_places(self, at: int, places: int, error: str = "", some: bool = False) -> None:
        """``at`` counts from 1; 0 when no place is the present one. ``some``: a filter hides other lines."""
        if error:
            words = self.tr("Not a pattern: {reason}").format(reason=error)
        elif not self.field.text():
            words = ""
        elif places == 0:
            words = self.tr("Nowhere")
        elif at:
            words = self.tr("{at} of {places}").format(at=at, places=places)
        elif places == 1:
            words = self.tr("1 place")
        else:
            words = self.tr("{places} places").format(places=places)
        if some and words and not error:
            words = self.tr("{places}, in the lines shown").format(places=words)
        self.count.setText(words)
        self.count.setStyleSheet(f"color: {theme().error if error else theme().quiet}")
        if places == 0 and any(w.hasFocus() for w in (self.previous, self.next, self.one, self.all)):
            self.close_button.setFocus()  # a grey one would lose the keys; here Ctrl+Z and Esc do what is meant
        for widget in (self.previous, self.next, self.one, self.all):
            widget.setEnabled(places > 0)

    def show_cost(self, words: str) -> None:
        self.cost.setText(words)
        self.cost.setStyleSheet(f"color: {theme().quiet}")

    def settle(self) -> None:
        """Do not wait for more letters."""
        if self._typing.isActive():
            self._typing.stop()
            self.searched.emit()

    def _type(self) -> None:
        self._typing.start(_REST_MS)

    def _search_later(self) -> None:
        """In the next turn: whoever else follows a switch has done so by then."""
        self._typing.start(0)

    def _back(self) -> None:
        self.stepped.emit(-1)

    def _forth(self) -> None:
        self.stepped.emit(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the bar from its buttons too."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settle()
            if watched is self.by:
                self.replace_one.emit()
            else:
                self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return True
        return False
