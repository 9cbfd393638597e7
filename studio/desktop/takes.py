"""The takes of the active line, newest first, and the keys that go through them without leaving the row."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from studio.desktop.commands import Command, Commands, native
from studio.desktop.player import Player
from studio.desktop.takes_choice import TakeChoice
from studio.desktop.takes_list import TakeDelegate, TakeRow, TakesModel, loudest, when
from studio.desktop.theme import theme
from studio.desktop.words import Words
from studio.desktop.workbench import Workbench
from studio.render.comparing import Difference, differences
from studio.render.takes import Take
from studio.session.session import Change


class TakesPanel(QWidget):
    """What the line has been, and which of it plays."""

    def __init__(self, workbench: Workbench, player: Player, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workbench = workbench
        self.commands = commands
        self.choice = TakeChoice(workbench, player, self)
        self.model = TakesModel(self)
        self._buttons: list[QToolButton] = []
        self._add_commands()
        self._build()
        self._late = QTimer(self)  # many changes, one look
        self._late.setSingleShot(True)
        self._late.setInterval(0)
        self._late.timeout.connect(self.refresh)
        workbench.opened.connect(self._late.start)
        workbench.selection_changed.connect(self._late.start)
        workbench.changed.connect(self._document_changed)
        workbench.states_changed.connect(self._states_changed)
        self.choice.changed.connect(self._late.start)
        self.refresh()

    # -- commands ----------------------------------------------------------------------------------

    def _add_commands(self) -> None:
        choice = self.choice

        def has_line() -> bool:
            return choice.line is not None

        def has_take() -> bool:
            return bool(choice.at_ear())

        def has_several() -> bool:
            return len(choice.takes()) > 1

        def is_locked() -> bool:
            line = choice.line
            return line is not None and line.locked

        def has_binned() -> bool:
            return bool(choice.binned())

        menu = self.tr("Ta&kes")
        for command in (
            Command(
                id="take.reroll", label=self.tr("&Re-roll: another reading"), menu=menu, keys="R", scope="rows",
                run=choice.reroll, enabled=has_line,
            ),
            Command(
                id="take.previous", label=self.tr("&Older take"), menu=menu, keys="[", scope="rows",
                run=lambda: choice.step(-1), enabled=has_several,
            ),
            Command(
                id="take.next", label=self.tr("&Newer take"), menu=menu, keys="]", scope="rows",
                run=lambda: choice.step(1), enabled=has_several,
            ),
            Command(
                id="take.compare", label=self.tr("&Compare with the one before (A/B)"), menu=menu, keys="B",
                scope="rows", run=choice.compare, enabled=has_several,
            ),
            Command(
                id="take.keep", label=self.tr("&Keep this take"), menu=menu, keys="Return", scope="rows", passing=True,
                run=choice.keep, enabled=lambda: choice.comparing and has_take(),
            ),
            Command(
                id="take.bin", label=self.tr("&Bin this take"), menu=menu, keys="X", scope="rows", run=choice.bin,
                enabled=has_take,
            ),
            Command(
                id="take.restore", label=self.tr("Bring the last one back &from the bin"), menu=menu, keys="Shift+X",
                scope="rows", run=choice.restore, enabled=has_binned,
            ),
            Command(
                id="take.lock", label=self.tr("&Lock the line to this take"), menu=menu, keys="Ctrl+Shift+L",
                run=choice.lock, enabled=has_line, checked=is_locked,
            ),
        ):  # fmt: skip
            self.commands.add(command)

    # -- the panel ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(1)
        for command_id, text, name in (
            ("take.reroll", self.tr("Re-roll"), self.tr("Re-roll: another reading")),
            ("take.previous", "[", self.tr("Older take")),
            ("take.next", "]", self.tr("Newer take")),
            ("take.compare", self.tr("A/B"), self.tr("Compare with the take before")),
            ("take.keep", self.tr("Keep"), self.tr("Keep this take")),
            ("take.bin", self.tr("Bin"), self.tr("Bin this take")),
            ("take.lock", self.tr("Lock"), self.tr("Lock the line to this take")),
        ):
            row.addWidget(self._button(command_id, text, name))
        row.addStretch(1)
        column.addLayout(row)

        self.list = _TakesView(self.commands)
        self.list.setModel(self.model)
        self.list.setItemDelegate(TakeDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Takes of the line"))
        self.list.clicked.connect(self._hear)
        self.list.activated.connect(self._activated)
        self.nothing = QLabel()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.nothing.setMargin(16)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        self.pages.addWidget(self.nothing)
        column.addWidget(self.pages)
        self.bin = QToolButton()
        self.bin.setToolTip(self.tr("Bring a take back from the bin"))
        self.bin.setAccessibleName(self.bin.toolTip())
        self.bin.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.bin.clicked.connect(self.show_bin)
        below = QHBoxLayout()
        below.setContentsMargins(6, 2, 6, 4)
        below.addStretch(1)
        below.addWidget(self.bin)
        column.addLayout(below)

    def _button(self, command_id: str, text: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setStyleSheet("QToolButton { padding: 4px 6px; }")
        keys = native(self.commands.keys(command_id))
        button.setToolTip(self.tr("{command} ({keys})").format(command=name, keys=keys))
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        action = self.commands.action(command_id)
        button.setEnabled(action.isEnabled())
        button.setCheckable(action.isCheckable())
        button.clicked.connect(_running(self.commands, command_id))
        action.enabledChanged.connect(button.setEnabled)
        action.toggled.connect(button.setChecked)
        self._buttons.append(button)
        return button

    def sizeHint(self) -> QSize:
        return QSize(320, 240)

    # -- showing -----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look at the takes of the active line again."""
        line = self.choice.line
        rows = self._rows() if line is not None else ()
        self.model.show(rows)
        if line is None:
            self.nothing.setText(self.tr("No line is selected."))
        elif not rows:
            self.nothing.setText(self.tr("This line has no takes yet. Space speaks it, R speaks it another way."))
        self.nothing.setStyleSheet(f"color: {theme().quiet};")
        self.pages.setCurrentWidget(self.list if rows else self.nothing)
        binned = len(self.choice.binned())
        self.bin.setText(self.tr("In the bin: {count} ▾").format(count=binned))
        self.bin.setVisible(binned > 0)
        place = self.model.place(self.choice.at_ear()) if rows else -1
        if place >= 0:
            self.list.setCurrentIndex(self.model.index(place))
        self.commands.refresh()

    def show_bin(self) -> None:
        """What is in the bin, by length, difference and time; what is chosen comes back and is heard."""
        line, chosen = self.choice.line, self.choice.chosen()
        if line is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for take in self.choice.binned():
            seconds = self.tr("{seconds} s").format(seconds=f"{take.samples / take.rate:.2f}")
            made = when(self.workbench.session.store.made(line.id, take.key))
            parts = (seconds, self._about(take, chosen), made)
            entry = menu.addAction(self.tr(" · ").join(part for part in parts if part))
            entry.triggered.connect(partial(self._restore, take.key))
        menu.popup(self.bin.mapToGlobal(QPoint(0, self.bin.height())))

    def _restore(self, key: str, _checked: bool = False) -> None:
        self.choice.restore(key)

    def _rows(self) -> tuple[TakeRow, ...]:
        takes = self.choice.takes()
        chosen, heard = self.choice.chosen(), self.choice.at_ear()
        line = self.choice.line
        assert line is not None
        state = self.workbench.session.states()[line.id].state
        top = max((loudest(take.peaks) for take in takes), default=0.0)
        made = [
            TakeRow(
                key=take.key,
                number=number,
                seconds=take.samples / take.rate,
                state=state if chosen is not None and take.key == chosen.key else None,
                at_ear=take.key == heard,
                about=self._about(take, chosen),
                peaks=take.peaks,
                made=when(self.workbench.session.store.made(line.id, take.key)),
                sound=top,
            )
            for number, take in enumerate(takes, 1)
        ]
        return tuple(reversed(made))

    def _about(self, take: Take, chosen: Take | None) -> str:
        """What differs from the take that plays; for that one, who speaks and how."""
        if chosen is None or take.key == chosen.key:
            first = next((s for s in take.request.segments if hasattr(s, "controls")), None)
            emotion = first.controls.emotion if first is not None and hasattr(first, "controls") else ""
            voice = take.request.voice
            name, felt = voice.preset or voice.engine, Words.emotion(emotion).lower()
            return self.tr("{voice}, {emotion}").format(voice=name, emotion=felt)
        found = differences(take.request, chosen.request)
        if [d.what for d in found] == ["seed"]:
            return self.tr("Another reading")
        told = [said(d) for d in found if d.what != "seed"]
        return self.tr(" · ").join(told) if told else self.tr("An earlier version of the voice")

    def _hear(self, index: QModelIndex) -> None:
        self.choice.hear(self.model.row(index).key)

    def _activated(self, index: QModelIndex) -> None:
        self.commands.run("take.keep")

    def _document_changed(self, change: Change) -> None:
        self._late.start()

    def _states_changed(self, line_ids: frozenset[str]) -> None:
        if self.workbench.active in line_ids:
            self._late.start()


class _TakesView(QListView):
    """A list whose row commands work as in the script."""

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self._commands = commands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = self._commands.row_command(QKeySequence(event.keyCombination()).toString())
        if command is not None and command.id not in ("transport.stop",) and self._commands.run(command.id):
            event.accept()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.currentIndex().isValid():
            self.clicked.emit(self.currentIndex())


def _running(commands: Commands, command_id: str) -> Callable[[], object]:
    return lambda: commands.run(command_id)


def said(difference: Difference) -> str:
    """A difference in words: what the take has."""
    tr = QCoreApplication.translate
    sentences = {
        "text": tr("TakesPanel", "says “{value}”"),
        "voice": tr("TakesPanel", "voice {value}"),
        "emotion": tr("TakesPanel", "emotion {value}"),
        "intensity": tr("TakesPanel", "intensity {value}"),
        "speed": tr("TakesPanel", "speed {value}"),
        "pitch": tr("TakesPanel", "pitch {value}"),
        "pitch_range": tr("TakesPanel", "pitch range {value}"),
        "volume": tr("TakesPanel", "volume {value} dB"),
        "breath": tr("TakesPanel", "breath {value}"),
        "whisper": tr("TakesPanel", "whisper {value}"),
        "emphasis": tr("TakesPanel", "emphasis {value}"),
        "pauses": tr("TakesPanel", "pauses {value}"),
        "sounds": tr("TakesPanel", "sounds {value}"),
        "pronunciation": tr("TakesPanel", "pronunciation {value}"),
        "direction": tr("TakesPanel", "direction “{value}”"),
        "language": tr("TakesPanel", "language {value}"),
        "seed": tr("TakesPanel", "seed {value}"),
    }
    value = difference.value
    if value and difference.what == "emotion":
        value = Words.emotion(value).lower()
    elif value and difference.what == "language":
        value = Words.language(value)
    return sentences[difference.what].format(value=value or tr("TakesPanel", "none"))
