"""What stands beside the work: preferences, shortcuts, the palette, documentation, about; and how the window looks.

Dialogs are read from disk when they are first asked for: the window is there sooner without them.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from studio.desktop.commands import Command, Commands
from studio.desktop.palette import CheatSheet, Palette
from studio.desktop.settings import Settings
from studio.desktop.sound import SoundOutput
from studio.desktop.theme import apply_text_size, apply_theme
from studio.desktop.workbench import Workbench


class Asides(QObject):
    """Opens each of them once."""

    reopening = Signal()  # the window is to be made again, in another language

    def __init__(self, window: QMainWindow, workbench: Workbench, commands: Commands, sound: SoundOutput) -> None:
        super().__init__(window)
        self._window, self._workbench, self._commands = window, workbench, commands
        self.settings = Settings(workbench, commands, sound, self.dress, self)
        commands.missing = self._missing

    def dress(self) -> None:
        """Put the theme and the size of the text that are asked for into force."""
        preferences = self._workbench.preferences
        apply_text_size(preferences.text_size)
        apply_theme(preferences.options.theme)
        for widget in self._window.findChildren(QWidget):
            widget.update()

    def show_preferences(self) -> None:
        from studio.desktop.dialogs.preferences import PreferencesDialog

        dialog = PreferencesDialog(self.settings, self._workbench, self._window)
        dialog.shortcuts_wanted.connect(lambda: CheatSheet(self._commands, dialog).open())
        dialog.reopening.connect(self.reopening)
        dialog.open()

    def show_shortcuts(self) -> None:
        CheatSheet(self._commands, self._window).open()

    def show_palette(self) -> None:
        Palette(self._commands, self._window, self._workbench.preferences).open()

    def show_help(self) -> None:
        from studio.desktop.dialogs.help import HelpWindow

        HelpWindow(self._window).show()

    def show_about(self) -> None:
        from studio.desktop.dialogs.about import AboutBox

        AboutBox(self._window).open()

    # -- commands --------------------------------------------------------------------------------

    def add_commands(self, edit: str, view: str, help_: str) -> None:
        """Hang them into these menus."""

        def themed(name: str) -> Callable[[], None]:
            return lambda: self.settings.set("theme", name)

        options = self._workbench.preferences.options
        for command in (
            Command(
                id="edit.preferences", label=self.tr("Pr&eferences…"), menu=edit, keys="Ctrl+,",
                run=self.show_preferences,
            ),
            Command(
                id="view.system_theme", label=self.tr("Theme of the s&ystem"), menu=view, run=themed("system"),
                checked=lambda: options.theme not in ("dark", "light"),
            ),
            Command(
                id="view.dark", label=self.tr("&Dark theme"), menu=view, run=themed("dark"),
                checked=lambda: options.theme == "dark",
            ),
            Command(
                id="view.light", label=self.tr("&Light theme"), menu=view, run=themed("light"),
                checked=lambda: options.theme == "light",
            ),
            Command(
                id="help.palette", label=self.tr("Command &palette…"), menu=help_, keys="Ctrl+K",
                run=self.show_palette,
            ),
            Command(
                id="help.shortcuts", label=self.tr("&Shortcuts…"), menu=help_, keys="F1", also="?",
                run=self.show_shortcuts,
            ),
            Command(id="help.docs", label=self.tr("&Documentation"), menu=help_, keys="Shift+F1", run=self.show_help),
            Command(id="help.about", label=self.tr("&About Lineread"), menu=help_, run=self.show_about),
        ):  # fmt: skip
            self._commands.add(command)

    def _missing(self) -> str:
        if not self._workbench.is_open:
            return self.tr("Open a project first.")
        return "" if self._workbench.selection else self.tr("Select a line first.")
