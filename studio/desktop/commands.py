"""Every command of the window in one table: menus, palette, cheat sheet and shortcuts are views of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from studio.desktop.below import shown
from studio.desktop.preferences import Preferences

_MNEMONIC = re.compile(r"\(&.\)|&")


def plain(label: str) -> str:
    """A label without its mnemonic: of "&Open…" and of "打开(&O)…"."""
    return _MNEMONIC.sub("", label)


def native(keys: str) -> str:
    """A key sequence as this system writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """``id`` is stable ("line.reroll"); ``menu`` is where it hangs; ``scope`` says when its keys are its own.

    Scopes: "window" everywhere; "rows" only while no text is being typed (Space, R, J, K, L, [ and ]). A row
    command that is ``passing`` (enabled only in the middle of something) is asked before another with its keys.
    ``also`` is a row key beside ``keys``; ``needs`` says what is missing while the command is not enabled.
    """

    id: str
    label: str
    menu: str
    run: Callable[[], object]
    keys: str = ""
    scope: str = "window"
    enabled: Callable[[], bool] = lambda: True
    checked: Callable[[], bool] | None = None
    hint: str = ""
    passing: bool = False
    also: str = ""
    needs: str = ""
    now: Callable[[], str] | None = None


class Commands(QObject):
    """The table, and a QAction for each of its rows."""

    changed = Signal()

    def __init__(self, window: QWidget, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self.missing: Callable[[], str] = str  # what nearly every command needs and is not there now, or ""

    def add(self, command: Command) -> QAction:
        """Put a command into the table. Ids are unique, and so are the keys it comes with."""
        assert command.id not in self._commands, command.id
        for other in self._commands.values():
            same = command.keys and (other.scope, other.keys, other.passing) == (
                command.scope, command.keys, command.passing,
            )  # fmt: skip
            assert not same, f"{command.id} and {other.id} both want {command.keys}"
        action = QAction(command.label, self._window)
        action.setObjectName(command.id)
        action.setCheckable(command.checked is not None)
        action.triggered.connect(lambda: self.run(command.id))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._commands[command.id] = command
        self._actions[command.id] = action
        self._bind(command.id)
        self._window.addAction(action)
        return action

    def run(self, command_id: str) -> bool:
        """Do it, if it can be done now."""
        command = self._commands[command_id]
        if not command.enabled():
            return False
        command.run()
        self.refresh()
        return True

    def run_if_known(self, command_id: str) -> bool:
        """Do it if there is such a command, and it can be done now."""
        return command_id in self._commands and self.run(command_id)

    def why_not(self, command_id: str) -> str:
        """Why a command cannot be done now, as far as anybody knows; "" when it can."""
        command = self._commands[command_id]
        if command.enabled():
            return ""
        return command.needs or self.missing() or self.tr("Not possible at the moment.")

    def all(self) -> tuple[Command, ...]:
        return tuple(self._commands.values())

    def action(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def keys(self, command_id: str) -> str:
        """The shortcut in force."""
        return self._preferences.options.shortcuts.get(command_id, self._commands[command_id].keys)

    def owner(self, keys: str, besides: str = "") -> Command | None:
        """The command that has these keys already."""
        passing = besides in self._commands and self._commands[besides].passing
        others = (c for c in self._commands.values() if keys and c.id != besides and c.passing == passing)
        return next((c for c in others if keys in (self.keys(c.id), c.also)), None)

    def reset_keys(self) -> None:
        """Every command has the keys it came with."""
        changed = list(self._preferences.options.shortcuts)
        self._preferences.options.shortcuts.clear()
        self._preferences.save()
        for command_id in changed:
            if command_id in self._commands:
                self._bind(command_id)
        self.changed.emit()

    def rebind(self, command_id: str, keys: str) -> str:
        """Give a command other keys; returns the label of a command that has them already, or ""."""
        other = self.owner(keys, command_id)
        if other is not None:
            return plain(other.label)
        if keys == self._commands[command_id].keys:
            self._preferences.options.shortcuts.pop(command_id, None)
        else:
            self._preferences.options.shortcuts[command_id] = keys
        self._preferences.save()
        self._bind(command_id)
        self.changed.emit()
        return ""

    def refresh(self) -> None:
        """Enable, disable and tick what changed."""
        for command in self._commands.values():
            action = self._actions[command.id]
            action.setEnabled(command.enabled())
            if command.checked is not None:
                action.setChecked(command.checked())
            if command.now is not None:
                step = shown(command.now()).replace("&", "&&")
                named = self.tr("{command}: {step}").format(command=command.label, step=step)
                action.setText(named if step else command.label)

    def row_command(self, keys: str) -> Command | None:
        """The command of scope "rows" on these keys; views that hold rows ask it in their keyPressEvent."""
        found = [c for c in self._commands.values() if c.scope == "rows" and keys and self.keys(c.id) == keys]
        main = next((c for c in found if c.passing and c.enabled()), next((c for c in found if not c.passing), None))
        return main or next((c for c in self._commands.values() if keys and c.also == keys), None)

    def _bind(self, command_id: str) -> None:
        command, action = self._commands[command_id], self._actions[command_id]
        keys = self.keys(command_id)
        # Row keys are plain letters: bound to the window they would be stolen from whoever is typing.
        action.setShortcut(QKeySequence(keys) if command.scope == "window" else QKeySequence())
        said = command.hint or plain(command.label).rstrip("…")
        action.setToolTip(f"{said} — {native(keys)}" if keys else said)
