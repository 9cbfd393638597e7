"""The bar that plays: buttons, where the playhead is, how loud it is, and through which device."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QFontDatabase, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from studio.desktop.commands import Command, Commands, native
from studio.desktop.meter import LoudnessMeter
from studio.desktop.player import Player
from studio.desktop.theme import theme
from studio.desktop.transport_icons import ICON, transport_icon
from studio.desktop.workbench import Workbench
from studio.playback.readout import UNITS, read_out


class TransportBar(QWidget):
    """Everything about playing, in one row."""

    def __init__(self, workbench: Workbench, player: Player, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workbench = workbench
        self.player = player
        self.commands = commands
        chosen = workbench.preferences.options.position_unit
        self._unit = chosen if chosen in UNITS else UNITS[0]
        self._texts: tuple[str, str] = ("", "")
        self._buttons: dict[str, tuple[QToolButton, str]] = {}
        self._add_commands()
        self._build()
        player.moved.connect(self._show_position)
        player.changed.connect(self._player_changed)
        workbench.opened.connect(self._show_duration)
        # Laying out three hours takes longer than a frame: the length follows a moment after an edit.
        self._soon = QTimer(self, interval=60, singleShot=True)
        self._soon.timeout.connect(self._show_duration)
        workbench.timeline_changed.connect(self._show_duration_soon)
        self._player_changed()
        self._show_duration()

    # -- commands ----------------------------------------------------------------------------------

    def _add_commands(self) -> None:
        bench, player = self.workbench, self.player

        def is_open() -> bool:
            return bench.is_open

        def has_line() -> bool:
            return bench.is_open and bench.active is not None

        menu = self.tr("&Play")
        for command in (
            Command(
                id="transport.play_line", label=self.tr("Play or stop the &line"), menu=menu, keys="Space",
                scope="rows", run=player.toggle, enabled=lambda: player.playing or has_line(),
            ),
            Command(
                id="transport.play_from", label=self.tr("Play &from here"), menu=menu, keys="Shift+Space",
                scope="rows", run=lambda: player.play_from(bench.active or ""), enabled=has_line,
            ),
            Command(
                id="transport.play_selection", label=self.tr("Play the &selection"), menu=menu,
                keys="Ctrl+Space", run=lambda: player.play_lines(bench.selection),
                enabled=lambda: bench.is_open and bool(bench.selection),
            ),
            Command(
                id="transport.play_all", label=self.tr("Play the &whole"), menu=menu, keys="Ctrl+Shift+Space",
                run=player.play_all, enabled=is_open,
            ),
            Command(
                id="transport.stop", label=self.tr("S&top"), menu=menu, keys="Esc", scope="rows", run=player.stop,
                enabled=lambda: player.playing,
            ),
            Command(
                id="transport.loop", label=self.tr("L&oop"), menu=menu, keys="Ctrl+L", run=self._toggle_loop,
                checked=lambda: player.loop,
            ),
            Command(
                id="transport.backwards", label=self.tr("Play &backwards, again: faster"), menu=menu, keys="J",
                scope="rows", run=lambda: player.shuttle(-1), enabled=is_open,
            ),
            Command(
                id="transport.halt", label=self.tr("Stop the sh&uttle"), menu=menu, keys="K", scope="rows",
                run=player.stop, enabled=is_open,
            ),
            Command(
                id="transport.forwards", label=self.tr("Play forw&ards, again: faster"), menu=menu, keys="L",
                scope="rows", run=lambda: player.shuttle(1), enabled=is_open,
            ),
            Command(
                id="transport.previous", label=self.tr("&Previous line"), menu=menu, keys="Ctrl+Up",
                run=lambda: self._step(-1), enabled=has_line,
            ),
            Command(
                id="transport.next", label=self.tr("&Next line"), menu=menu, keys="Ctrl+Down",
                run=lambda: self._step(1), enabled=has_line,
            ),
        ):  # fmt: skip
            self.commands.add(command)

    def _toggle_loop(self) -> None:
        self.player.loop = not self.player.loop

    def _step(self, by: int) -> None:
        """The line after or before the active one, of those that are shown; heard if something was playing."""
        active = self.workbench.active
        ids = [i.id for i in self.workbench.project.lines() if i.id == active or self.workbench.is_shown(i.id)]
        if active not in ids:
            return
        at = min(len(ids) - 1, max(0, ids.index(active) + by))
        was_playing = self.player.playing
        self.workbench.select([ids[at]], origin="transport")
        if was_playing:
            self.player.play_line(ids[at])

    # -- the row -----------------------------------------------------------------------------------

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for command_id, icon, name in (
            ("transport.previous", "previous", self.tr("Previous line")),
            ("transport.play_line", "play", self.tr("Play or stop the line")),
            ("transport.next", "next", self.tr("Next line")),
            ("transport.play_from", "from", self.tr("Play from here")),
            ("transport.play_all", "whole", self.tr("Play the whole")),
            ("transport.loop", "loop", self.tr("Loop")),
        ):
            row.addWidget(self._button(command_id, icon, name))
        self._buttons["transport.loop"][0].setCheckable(True)
        row.addSpacing(10)

        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        mono.setPointSizeF(self.font().pointSizeF() + 2)
        self.readout = QToolButton()
        self.readout.setFont(mono)
        self.readout.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.readout.setAccessibleName(self.tr("Position of the playhead"))
        self.readout.setToolTip(self.tr("Position. Click to read it in samples or frames."))
        self.readout.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.readout.setMenu(self._unit_menu())
        row.addWidget(self.readout)
        self.duration = QLabel()
        self.duration.setFont(mono)
        self.duration.setAccessibleName(self.tr("Duration of the programme"))
        self.duration.setToolTip(self.tr("Duration of the whole programme"))
        row.addWidget(self.duration)
        self.speed = QLabel()
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setMinimumWidth(self.speed.fontMetrics().horizontalAdvance(" −1.5× "))
        self.speed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addSpacing(6)
        row.addWidget(self.speed)
        row.addStretch(1)

        self.meter = LoudnessMeter(self.player)
        row.addWidget(self.meter)
        row.addSpacing(8)
        self.device = QToolButton()
        self.device.setIconSize(QSize(ICON, ICON))
        self.device.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.device.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.device.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.device.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.device.setAccessibleName(self.tr("Audio device"))
        devices = QMenu(self.device)
        devices.aboutToShow.connect(lambda: self._fill_devices(self.player.sound.names()))
        self.player.sound.devices_changed.connect(self._devices_changed)
        self.device.setMenu(devices)
        row.addWidget(self.device)

    def _button(self, command_id: str, icon: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setIconSize(QSize(ICON, ICON))
        keys = native(self.commands.keys(command_id))
        button.setToolTip(self.tr("{command} ({keys})").format(command=name, keys=keys) if keys else name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(_running(self.commands, command_id))
        self._buttons[command_id] = (button, icon)
        return button

    def _unit_menu(self) -> QMenu:
        menu = QMenu(self.readout)
        labels = {"time": self.tr("Time"), "samples": self.tr("Samples")}
        for unit in UNITS:
            label = labels.get(unit) or self.tr("Frames, {rate} per second").format(rate=unit)
            action = menu.addAction(label)
            action.setData(unit)
        menu.triggered.connect(lambda action: self.set_unit(str(action.data())))
        return menu

    def set_unit(self, unit: str) -> None:
        """Read positions in "time", "samples" or frames ("24", "25", "30")."""
        self._unit = self.workbench.preferences.options.position_unit = unit
        self._texts = ("", "")
        self._show_duration()
        self._show_position(self.player.position)

    # -- showing -----------------------------------------------------------------------------------

    def _show_position(self, position: int) -> None:
        text = read_out(position, self.player.rate, self._unit)
        if text != self._texts[0]:
            self._texts = (text, self._texts[1])
            self.readout.setText(text)

    def _show_duration_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _show_duration(self) -> None:
        text = read_out(self.player.duration, self.player.rate, self._unit)
        if text != self._texts[1]:
            self._texts = (self._texts[0], text)
            self.duration.setText(self.tr("/ {duration}").format(duration=text))
            # As wide as the longest position, so that nothing moves while digits change.
            widest = "".join("0" if c.isdigit() else c for c in text)
            self.readout.setMinimumWidth(self.readout.fontMetrics().horizontalAdvance(widest) + 20)
        self._show_position(self.player.position)

    def _player_changed(self) -> None:
        player = self.player
        speed = player.speed
        self.speed.setText("" if speed == 1.0 else self.tr("{speed}×").format(speed=f"{speed:g}".replace("-", "−")))
        self._paint_icons()
        self._buttons["transport.loop"][0].setChecked(player.loop)
        silent = player.sound.silent
        self.device.setText(self.tr("No sound") if silent else "")
        about = player.sound.about()
        self.device.setToolTip(self.tr("{reason} Click to choose another.").format(reason=about) if silent else about)
        self._show_position(player.position)
        self.commands.refresh()

    def _paint_icons(self) -> None:
        for command_id, (button, icon) in self._buttons.items():
            if command_id == "transport.play_line" and self.player.playing:
                icon = "stop"
            button.setIcon(transport_icon(icon, theme().accent if icon == "stop" else theme().text))
        silent = self.player.sound.silent
        colour = theme().warning if silent else theme().text
        self.device.setIcon(transport_icon("silent" if silent else "sound", colour))
        self.device.setStyleSheet(f"QToolButton {{ color: {colour}; }} QToolButton::menu-indicator {{ image: none; }}")

    def _devices_changed(self, names: list[str]) -> None:
        """Something was plugged in or pulled out since the menu was opened."""
        if self.device.menu().isVisible():
            self._fill_devices(names)

    def _fill_devices(self, names: Sequence[str]) -> None:
        menu = self.device.menu()
        menu.clear()
        chosen = self.workbench.preferences.options.device
        away = [chosen] if chosen and chosen not in names else []
        for name in ("", *names, *away):
            label = name.replace("&", "&&") or self.tr("The system's device")
            action = menu.addAction(self.tr("{device} (not there)").format(device=label) if name in away else label)
            action.setCheckable(True)
            action.setChecked(name == chosen)
            action.triggered.connect(_choosing(self.player, name))
        if self.player.sound.silent:
            menu.addSeparator()
            menu.addAction(self.tr("Look for it again")).triggered.connect(self.player.sound.retry)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and self._buttons:
            self._paint_icons()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.player.sound.prepare()


def _running(commands: Commands, command_id: str) -> Callable[[], object]:
    return lambda: commands.run(command_id)


def _choosing(player: Player, name: str) -> Callable[[], None]:
    return lambda: player.sound.choose(name)
