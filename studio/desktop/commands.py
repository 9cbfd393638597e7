"""Every command of the window in one table: menus, palette, cheat sheet and shortcuts are views of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from studio.desktop.preferences import Preferences

_MNEMONIC = re.compile(r"\(&.\)|&")


def plain(label: str) -> str:
    """A label without its mnemonic: of "&Open…" and of "打开(&O)…"."""
    return _MNEMONIC.sub("", label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """``id`` is stable ("line.reroll"); ``menu`` is where it hangs; ``scope`` says when its keys are its own.

    Scopes: "window" everywhere; "rows" only while no text is being typed (Space, R, J, K, L, [ and ]). A row
    command that is ``passing`` (enabled only in the middle of something) is asked before another with its keys.
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


class Commands(QObject):
    """The table, and a QAction for each of its rows."""

    changed = Signal()

    def __init__(self, window: QWidget, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}

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
        action.setToolTip(command.hint or plain(command.label))
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

    def all(self) -> tuple[Command, ...]:
        return tuple(self._commands.values())

    def action(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def keys(self, command_id: str) -> str:
        """The shortcut in force."""
        return self._preferences.options.shortcuts.get(command_id, self._commands[command_id].keys)

    def rebind(self, command_id: str, keys: str) -> str:
        """Give a command other keys; returns the label of a command that has them already, or ""."""
        for other in self._commands.values():
            if keys and other.id != command_id and self.keys(other.id) == keys:
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

    def row_command(self, keys: str) -> Command | None:
        """The command of scope "rows" on these keys; views that hold rows ask it in their keyPressEvent."""
        found = [c for c in self._commands.values() if c.scope == "rows" and keys and self.keys(c.id) == keys]
        return next((c for c in found if c.passing and c.enabled()), next((c for c in found if not c.passing), None))

    def _bind(self, command_id: str) -> None:
        command, action = self._commands[command_id], self._actions[command_id]
        keys = self.keys(command_id)
        # Row keys are plain letters: bound to the window they would be stolen from whoever is typing.
        action.setShortcut(QKeySequence(keys) if command.scope == "window" else QKeySequence())
