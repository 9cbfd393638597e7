"""Which rows are to be seen: by state, by character, by what stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from studio.desktop.script.overruns import Overruns
from studio.desktop.script.wording import PICK_UP
from studio.desktop.theme import ICONS, state_word, theme
from studio.desktop.workbench import Workbench
from studio.document.model import Line
from studio.render.states import State

STATES = (State.STALE, State.SUSPECT, State.FAILED, State.LOCKED)
OVER = "over"  # too long for its slot


@dataclass(frozen=True, slots=True)
class Filter:
    """What a line must be to be seen; several states mean any of them."""

    states: frozenset[State] = frozenset()
    pick_ups: bool = False
    too_long: bool = False  # for their slots
    character: str = ""
    text: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it lets every line through."""
        return self == Filter()

    def passes(self, line: Line, state: State, name: str, over: bool = False) -> bool:
        if self.character and line.character != self.character:
            return False
        kinds = self.states or self.pick_ups or self.too_long
        if kinds and not (
            state in self.states or (self.pick_ups and line.status.casefold() == PICK_UP) or (self.too_long and over)
        ):
            return False
        if not self.text:
            return True
        wanted = self.text.casefold()
        return wanted in line.text.casefold() or wanted in line.note.casefold() or wanted in name.casefold()


def hidden(workbench: Workbench, wanted: Filter, over: Collection[str] = ()) -> set[str]:
    """Keys of the rows that the filter hides: lines, and headings of scenes of which no line is left.

    ``over``: ids of the lines that are too long for their slots.
    """
    if wanted.is_open:
        return set()
    names = {c.id: c.name for c in workbench.project.characters}
    states = workbench.session.states()
    queue = workbench.queue
    out: set[str] = set()
    for scene in workbench.project.scenes:
        before = len(out)
        for line in scene.lines:
            state = queue.get(line.id) or states[line.id].state
            if not wanted.passes(line, state, names.get(line.character, ""), line.id in over):
                out.add(line.id)
        if len(out) - before == len(scene.lines):
            out.add(scene.id)
    return out


class FilterBar(QWidget):
    """The bar above the script."""

    changed = Signal()
    left = Signal()  # Esc or Down in the field: back to the rows

    def __init__(self, workbench: Workbench, overruns: Overruns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._overruns = overruns
        self.setAccessibleName(self.tr("Filter"))
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Filter lines"))
        self.field.setAccessibleName(self.tr("Show only lines with this text"))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(110)
        self.field.setMaximumWidth(240)
        self.field.installEventFilter(self)
        self.cast = QComboBox()
        self.cast.setAccessibleName(self.tr("Show only lines of this character"))
        self.cast.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.cast.setMaximumWidth(170)
        self.cast.setMinimumWidth(90)
        self.buttons: dict[State | str, QToolButton] = {}
        self.count = QLabel()
        self.count.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.clear_button = QToolButton()
        self.clear_button.setText(self.tr("Show all"))
        self.clear_button.setAccessibleName(self.tr("Show all lines"))
        self.clear_button.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.cast)
        row.addSpacing(4)
        for state in (*STATES, PICK_UP, OVER):
            button = QToolButton()
            button.setCheckable(True)
            button.toggled.connect(self._changed)
            self.buttons[state] = button
            row.addWidget(button)
        row.addStretch(0)
        row.addWidget(self.count)
        row.addWidget(self.clear_button)
        self._typing = QTimer(self, interval=60, singleShot=True)
        self._typing.timeout.connect(self.changed)
        self._counting = QTimer(self, interval=150, singleShot=True)
        self._counting.timeout.connect(self._recount)
        self.field.textChanged.connect(self._type)
        self.cast.currentIndexChanged.connect(self._changed)
        workbench.opened.connect(self._opened)
        workbench.changed.connect(self._document_changed)
        workbench.states_changed.connect(self._count_soon)
        overruns.changed.connect(self._count_soon)
        overruns.slots_changed.connect(self._offer_over)
        self._people: object = None
        self._lines = 0
        self._wide = True
        self._counts: Counter[State | str] = Counter()
        self.show_count(0, 0)
        self._offer_over()
        if workbench.is_open:
            self._opened()

    @property
    def filter(self) -> Filter:
        states = frozenset(s for s, b in self.buttons.items() if isinstance(s, State) and b.isChecked())
        return Filter(
            states=states,
            pick_ups=self.buttons[PICK_UP].isChecked(),
            too_long=self.buttons[OVER].isChecked(),
            character=str(self.cast.currentData() or ""),
            text=self.field.text().strip(),
        )

    def set_filter(self, wanted: Filter) -> None:
        """Show this filter and put it in force."""
        blockers = [QSignalBlocker(w) for w in (self.field, self.cast, *self.buttons.values())]
        self.field.setText(wanted.text)
        self.cast.setCurrentIndex(max(0, self.cast.findData(wanted.character)))
        for state, button in self.buttons.items():
            also = {PICK_UP: wanted.pick_ups, OVER: wanted.too_long}
            button.setChecked(also.get(state, state in wanted.states))
        del blockers
        self._changed()

    def clear(self) -> None:
        self.set_filter(Filter())

    def show_count(self, shown: int, lines: int) -> None:
        """How many lines are left, or nothing when all are."""
        some = shown != lines
        self.count.setText(self.tr("{shown} of {lines}").format(shown=shown, lines=lines) if some else "")
        self.clear_button.setVisible(not self.filter.is_open)

    # -- inside ------------------------------------------------------------------------------------

    def _type(self) -> None:
        self._typing.start()

    def _changed(self) -> None:
        self._typing.stop()
        self.changed.emit()

    def _opened(self) -> None:
        self._fill()
        self.clear()
        self._recount()  # never the counts of another project

    def _document_changed(self) -> None:
        if self._workbench.project.characters is not self._people:
            self._fill()
        self._count_soon()

    def _count_soon(self) -> None:
        """Seven times a second at most, and also while lines are being spoken all the time."""
        if not self._counting.isActive():
            self._counting.start()

    def _fill(self) -> None:
        project = self._workbench.project
        self._people = project.characters
        chosen = self.cast.currentData()
        with QSignalBlocker(self.cast):
            self.cast.clear()
            self.cast.addItem(self.tr("Everyone"), "")
            for character in project.characters:
                self.cast.addItem(character.name, character.id)
            self.cast.setCurrentIndex(max(0, self.cast.findData(chosen)))

    def _offer_over(self) -> None:
        """Only where lines have slots can one be over its own."""
        button = self.buttons[OVER]
        if button.isChecked() and not self._overruns.has_slots:
            button.setChecked(False)
        button.setVisible(self._overruns.has_slots)
        self._label()

    def _recount(self) -> None:
        if not self._workbench.is_open:
            return
        counts: Counter[State | str] = Counter(s.state for s in self._workbench.session.states().values())
        counts[PICK_UP] = sum(line.status.casefold() == PICK_UP for line in self._workbench.project.lines())
        counts[OVER] = len(self._overruns.lines)
        lines = sum(len(scene.lines) for scene in self._workbench.project.scenes)
        if counts != self._counts or lines != self._lines:
            self._counts, self._lines = counts, lines
            self._label()

    def _label(self) -> None:
        """Every button keeps its width whatever it counts; where there is no room for words, signs stand alone."""
        t = theme()
        self._wide = self._has_room()
        for state, button in self.buttons.items():
            icon, word = self._sign(state)
            color = t.states[state] if isinstance(state, State) else t.warning
            number = self._counts[state]
            button.setFixedWidth(self._width_of(icon, word if self._wide else ""))
            button.setText(" ".join(filter(None, (icon, word if self._wide else "", str(number) if number else ""))))
            button.setStyleSheet(f"QToolButton {{ color: {color if number else t.quiet}; padding: 4px 6px; }}")
            button.setAccessibleName(self.tr("Show lines that are: {word}").format(word=word))
            button.setToolTip(self.tr("Show lines that are: {word}").format(word=word))
        self.count.setStyleSheet(f"color: {t.quiet}; padding: 0 4px;")

    def _sign(self, kind: State | str) -> tuple[str, str]:
        """Icon and word."""
        if isinstance(kind, State):
            return ICONS[kind], state_word(kind)
        return ("⚑", self.tr("pick-up")) if kind == PICK_UP else ("▲", self.tr("over slot"))

    def _width_of(self, icon: str, word: str) -> int:
        """Of a button that may count every line."""
        figures = "0" * len(str(self._lines))
        return self.fontMetrics().horizontalAdvance(" ".join(filter(None, (icon, word, figures)))) + 18

    def _has_room(self) -> bool:
        """Whether the buttons can say their words beside the fields."""
        shown = [self._sign(kind) for kind, button in self.buttons.items() if not button.isHidden()]
        buttons = sum(self._width_of(*sign) + 4 for sign in shown)
        fields = self.field.minimumWidth() + min(self.cast.maximumWidth(), self.cast.sizeHint().width())
        return self.width() >= buttons + fields + self._width_of(self.tr("Show all"), "") + 120

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._has_room() != self._wide:
            self._label()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_counts"):
            self._label()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                if self.field.text():
                    self.field.clear()
                else:
                    self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._typing.isActive():
                    self._changed()
                self.left.emit()
                return True
        return False
