"""The menu bar: the command table in groups that the eye finds its way in, long kinds in menus of their own."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMainWindow, QMenu

from studio.desktop.commands import Command, Commands, native

_FIRST = ("file.", "edit.")  # the menus at the left, by what their commands are called
_LAST = ("view.", "help.")
_APART = {  # commands before which a line is drawn
    "file.close", "file.import", "file.quit",
    "edit.cut", "edit.find", "edit.preferences",
    "render.cancel", "render.typing",
    "line.approve", "line.insert_below", "line.split", "line.move_up", "line.delete", "scene.insert",
    "transport.stop", "transport.backwards", "transport.previous",
    "direct.apply", "direct.fit_slot",
    "cast.design", "cast.everyone", "line.pronounce",
    "take.previous", "take.keep", "take.lock",
    "view.inspector", "view.script", "view.reset", "view.system_theme",
    "help.docs", "help.about",
    "timeline.follow", "timeline.contours", "timeline.taller", "timeline.unit_time",
}  # fmt: skip


def build_menus(window: QMainWindow, commands: Commands, recent: QMenu) -> None:
    """Fill the menu bar anew; ``recent`` hangs below the command that opens a project."""
    bar = window.menuBar()
    old = [menu for action in bar.actions() if isinstance(menu := action.menu(), QMenu)]
    bar.clear()
    for menu in old:
        menu.deleteLater()
    menus: dict[str, QMenu] = {}
    inside: dict[tuple[str, str], QMenu] = {}
    for command in commands.all():
        if command.menu not in menus:
            menus[command.menu] = QMenu(command.menu, window)
        menu = menus[command.menu]
        if command.id in _APART and not menu.isEmpty():
            menu.addSeparator()
        if title := _kind(command):
            if (command.menu, title) not in inside:
                inside[command.menu, title] = menu.addMenu(title)
            menu = inside[command.menu, title]
        action = commands.action(command.id)
        if command.scope == "rows" and commands.keys(command.id):
            action.setText(f"{command.label}\t{native(commands.keys(command.id))}")
        menu.addAction(action)
        if command.id == "file.open":
            menu.addMenu(recent)
    place = {command.menu: _place(command) for command in reversed(commands.all())}  # by its first command
    for title in sorted(menus, key=lambda title: place[title]):
        bar.addMenu(menus[title])
    commands.refresh()


def _place(command: Command) -> int:
    first = next((at - len(_FIRST) for at, kind in enumerate(_FIRST) if command.id.startswith(kind)), 0)
    return first or next((at + 1 for at, kind in enumerate(_LAST) if command.id.startswith(kind)), 0)


def _kind(command: Command) -> str:
    """The menu inside its menu where a command stands, or ""."""
    kinds = {
        "timeline.unit_": QCoreApplication.translate("Menus", "Ru&ler"),
        "timeline.marker": QCoreApplication.translate("Menus", "&Markers and region"),
        "timeline.region": QCoreApplication.translate("Menus", "&Markers and region"),
        "timeline.nudge": QCoreApplication.translate("Menus", "&Clips"),
        "timeline.playhead_here": QCoreApplication.translate("Menus", "&Markers and region"),
        "clip.": QCoreApplication.translate("Menus", "&Clips"),
        "track.": QCoreApplication.translate("Menus", "Trac&ks"),
    }
    return next((title for start, title in kinds.items() if command.id.startswith(start)), "")
