"""Every setting of the window as a row of a table: what it may be, and how it is put into force at once.

The values themselves stand in :class:`~studio.desktop.preferences.Options` and nowhere else. What a menu or a button
changes is changed here through that same command, so that neither of them can tell another story.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine import catalogue
from studio.desktop.below import word
from studio.desktop.commands import Commands
from studio.desktop.preferences import TEXT_SIZES, Options
from studio.desktop.sound import SoundOutput
from studio.desktop.workbench import Workbench
from studio.session.casting import DEFAULT_ENGINE

Choices = Sequence[tuple[Any, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """``name`` is a field of Options. Without ``choices`` a bool is a switch and a text a folder."""

    name: str
    page: str
    label: str
    hint: str = ""
    choices: Callable[[], Choices] | None = None
    put: Callable[[Any], None] | None = None  # makes it so; nothing more than the field where it is left out


class Settings(QObject):
    """Reads and writes the options; panels that show one of them hear of it as they do from a menu."""

    changed = Signal(str)  # name of the option

    def __init__(
        self, workbench: Workbench, commands: Commands, sound: SoundOutput, dress: Callable[[], None], parent: QObject
    ) -> None:
        """``dress`` puts the theme and the size of the text into force."""
        super().__init__(parent)
        self._workbench, self._commands, self._dress = workbench, commands, dress
        self.sound = sound
        self.table = {setting.name: setting for setting in (*self._looks(), *self._work(), *self._machine())}

    @property
    def options(self) -> Options:
        return self._workbench.preferences.options

    def value(self, name: str) -> Any:
        return getattr(self.options, name)

    def usual(self, name: str) -> Any:
        """What it is when nobody says anything."""
        return getattr(Options(), name)

    def set(self, name: str, value: Any) -> None:
        """In force now, and the next time."""
        if value == self.value(name):
            return
        put = self.table[name].put
        if put is None:
            setattr(self.options, name, value)
        else:
            put(value)
        self._workbench.preferences.save()
        self._commands.refresh()
        self.changed.emit(name)

    def reset(self, name: str) -> None:
        self.set(name, self.usual(name))

    # -- the table -------------------------------------------------------------------------------

    def _looks(self) -> tuple[Setting, ...]:
        page = self.tr("Appearance")
        return (
            Setting(
                name="theme", page=page, label=self.tr("Theme"), put=partial(self._dressed, "theme"),
                choices=lambda: (
                    ("system", self.tr("As the system")), ("dark", self.tr("Dark")), ("light", self.tr("Light"))
                ),
            ),
            Setting(
                name="text_size", page=page, label=self.tr("Size of the text"), put=partial(self._dressed, "text_size"),
                choices=lambda: tuple((size, f"{size} %") for size in TEXT_SIZES),
            ),
            Setting(
                name="language", page=page, label=self.tr("Language of the window"),
                hint=self.tr("The language of the menus and messages; what is spoken is a matter of the script."),
                choices=lambda: (("", self.tr("As the system")), ("en", "English"), ("zh", "中文")),
            ),
        )  # fmt: skip

    def _work(self) -> tuple[Setting, ...]:
        page, timeline = self.tr("Editing"), self.tr("Timeline")
        return (
            Setting(
                name="render_as_you_type", page=page, label=self.tr("Render as you type"),
                hint=self.tr("A line is spoken again a moment after it was changed."),
                put=partial(self._toggled, "render_as_you_type", "render.typing"),
            ),
            Setting(
                name="autosave_seconds", page=page, label=self.tr("Autosave"),
                hint=self.tr("Twenty states to go back to, beside the project. A crash costs seconds in any case."),
                choices=lambda: tuple((60 * m, self.tr("every %n minute(s)", "", m)) for m in (1, 5, 15)),
            ),
            Setting(
                name="follow", page=timeline, label=self.tr("Follow the playhead"), put=self._follow,
                choices=lambda: (
                    ("page", self.tr("page by page")), ("smooth", self.tr("smoothly")), ("off", self.tr("not at all"))
                ),
            ),
            Setting(
                name="ripple", page=timeline, label=self.tr("Ripple"),
                hint=self.tr("Later lines follow when one is moved or becomes longer."),
                put=partial(self._toggled, "ripple", "timeline.ripple"),
            ),
            Setting(
                name="snap", page=timeline, label=self.tr("Snap"),
                hint=self.tr("What is dragged stops at edges, markers and the playhead."),
                put=partial(self._toggled, "snap", "timeline.snap"),
            ),
        )  # fmt: skip

    def _machine(self) -> tuple[Setting, ...]:
        return (
            Setting(
                name="device", page=self.tr("Sound"), label=self.tr("Audio device"),
                put=self.sound.choose, choices=self._devices,
            ),
            Setting(
                name="workers", page=self.tr("Speech"), label=self.tr("Speech processes"), choices=self._crews,
                hint=self.tr("Lines that are spoken side by side. Each needs a processor core and its own memory."),
                put=self._employ,
            ),
            Setting(
                name="engine", page=self.tr("Speech"), label=self.tr("Voices of a new project"),
                hint=self.tr("The engine that gives every character of a new project a voice."), choices=self._engines,
            ),
            Setting(
                name="export_folder", page=self.tr("Files"), label=self.tr("Deliveries go to"),
                hint=self.tr("The folder that the export dialog begins with; empty for the one beside the project."),
            ),
        )  # fmt: skip

    def _devices(self) -> Choices:
        names = self.sound.names()
        chosen = self.options.device
        gone = [(chosen, self.tr("{name} (not there)").format(name=chosen))] if chosen not in ("", *names) else []
        return (("", self.tr("The system's device")), *((name, name) for name in names), *gone)

    def _crews(self) -> Choices:
        cores = os.cpu_count() or 1
        return tuple((n, str(n)) for n in range(1, min(64, max(cores, 4)) + 1))

    def _engines(self) -> Choices:
        able = [e for e in catalogue.engines() if e.voices and not e.missing and e.id not in (DEFAULT_ENGINE, "fake")]
        return (("", word(catalogue.describe(DEFAULT_ENGINE).label)), *((e.id, word(e.label)) for e in able))

    # -- putting them into force -----------------------------------------------------------------

    def _dressed(self, name: str, value: Any) -> None:
        setattr(self.options, name, value)
        self._dress()

    def _toggled(self, name: str, command_id: str, on: bool) -> None:
        if not self._commands.run_if_known(command_id):
            setattr(self.options, name, on)

    def _follow(self, mode: str) -> None:
        """The command of a mode that is in force turns following off."""
        commands = {"page": "timeline.follow", "smooth": "timeline.follow_smooth"}
        wanted = mode if mode != "off" else self.options.follow
        if not self._commands.run_if_known(commands.get(wanted, "")):
            self.options.follow = mode

    def _employ(self, count: int) -> None:
        self.options.workers = count
        if self._workbench.is_open:
            self._workbench.warm()
