"""The cast: who speaks, with which voice and in which manner; the voice library, and voices from a description."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QInputDialog,
    QTabWidget,
    QWidget,
)

from engine.errors import EngineError
from engine.protocol import Controls, VoiceSpec
from studio.desktop.commands import Command, Commands
from studio.desktop.forward import bring_forward
from studio.desktop.inspector.audition import Audition
from studio.desktop.inspector.characters import CharactersPage
from studio.desktop.inspector.controls import Words
from studio.desktop.inspector.field import FieldState, said
from studio.desktop.inspector.form import voice_choices
from studio.desktop.inspector.voice_assets import VoiceAssets
from studio.desktop.inspector.voice_design import VoiceDesigner
from studio.desktop.inspector.voice_library import VoiceLibrary
from studio.desktop.player import Player
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.document.model import Character, Voice
from studio.editing import casting
from studio.editing.casting import CastRow
from studio.editing.renaming import rename_voice
from studio.editing.voicing import Listed, engines, library, sample_request
from studio.errors import LinereadError
from studio.script.lower import controls
from studio.session.casting import cast

ORIGIN = "cast"
_OPEN = {"gain": 0.0, "color": "", "direction": ""}


class CastPanel(QTabWidget):
    """Characters, voices, design."""

    def __init__(self, workbench: Workbench, player: Player, commands: Commands) -> None:
        super().__init__()
        self._workbench = workbench
        self.audition = Audition(workbench, player, self)
        self._seal = False
        self._after_reset: list[str] = []
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.setMinimumWidth(280)
        self.setAccessibleName(self.tr("Cast"))
        self.library = VoiceLibrary(self.audition)
        self.library.given.connect(self.give)
        self.library.taken.connect(self._take)
        self.library.removed.connect(self._remove_voices)
        self.library.renamed.connect(self._rename_voice)
        self.designer = VoiceDesigner(self.audition)
        self.designer.kept.connect(self._keep)
        self.assets = VoiceAssets(workbench, player, self.audition, self, lambda: [c.id for c in self.chosen()])
        self.library.clone_asked.connect(self.assets.clone)
        self.library.mood_asked.connect(partial(self._with_voice, self.assets.add_mood))
        self.library.consent_asked.connect(partial(self._with_voice, self.assets.consent))
        self.library.freeze_asked.connect(partial(self._with_voice, self.assets.freeze_voice))
        self.library.export_asked.connect(partial(self._with_voice, self.assets.export_voice))
        self.library.import_asked.connect(self.assets.import_voice)
        self.designer.frozen.connect(self.assets.freeze_design)
        self.addTab(self._build_characters(), self.tr("Characters"))
        self.addTab(self.library, self.tr("Voices"))
        self.addTab(self.designer, self.tr("Design"))
        self.setTabOrder(self.tabBar(), self.table)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        workbench.opened.connect(self._soon)
        workbench.changed.connect(self._soon)
        workbench.timeline_changed.connect(self._soon)
        self.currentChanged.connect(self._warm)
        self._add_commands(commands)

    # -- building --------------------------------------------------------------------------------

    def _build_characters(self) -> QWidget:
        page = self.characters = CharactersPage(self._length)
        self.model, self.table, self.form, self.color = page.model, page.table, page.form, page.color
        self.name, self.cast_button = page.name, page.cast_button
        page.model.renamed.connect(self._rename)
        page.table.selected.connect(self._show_form)
        page.table.removed.connect(self.delete)
        page.table.chosen.connect(self.edit_name)
        page.name.returnPressed.connect(self.add)
        page.add_button.clicked.connect(self.add)
        page.delete_button.clicked.connect(self.delete)
        page.cast_button.clicked.connect(self.cast_everyone)
        page.color.edited.connect(partial(self.direct, "color"))
        page.color.reset_asked.connect(partial(self._dropped, "color"))
        page.form.wanted.connect(self.direct)
        page.form.dropped.connect(self._dropped)
        page.form.finished.connect(self._finished)
        page.form.noticed.connect(partial(workbench_says, self._workbench))
        page.hear_button.clicked.connect(self.hear)
        self.audition.button("character", page.hear_button)
        return page

    def _add_commands(self, commands: Commands) -> None:
        menu, is_open = self.tr("&Cast"), self._is_open
        for command in (
            Command(id="cast.show", label=self.tr("&Characters"), menu=menu, run=partial(self._open_tab, 0),
                    keys="Ctrl+Shift+C", enabled=is_open),
            Command(id="cast.voices", label=self.tr("&Voice library"), menu=menu, run=partial(self._open_tab, 1),
                    keys="Ctrl+Shift+V", enabled=is_open),
            Command(id="cast.design", label=self.tr("&Design a voice…"), menu=menu, run=partial(self._open_tab, 2),
                    enabled=is_open),
            Command(id="cast.clone", label=self.tr("C&lone a voice from a recording…"), menu=menu,
                    run=self.assets.clone, enabled=is_open),
            Command(id="cast.everyone", label=self.tr("Cast &everyone without a voice"), menu=menu,
                    run=self.cast_everyone, enabled=self._somebody_is_voiceless),
        ):  # fmt: skip
            commands.add(command)

    def _warm(self, tab: int) -> None:
        """Load the engine before the first voice is asked for."""
        if tab and self._workbench.is_open:
            self.audition.warm(engines(self._workbench.project)[0])

    def _open_tab(self, number: int) -> None:
        """Bring a tab to the front, whatever holds this panel, and put the keyboard there."""
        self.setCurrentIndex(number)
        bring_forward(self)
        self._turn_to_speaker()
        (self.table, self.library.search, self.designer.description)[number].setFocus()

    def _turn_to_speaker(self) -> None:
        """Who comes from a line means its character; several that were chosen here stay so."""
        bench = self._workbench
        line = bench.line(bench.active) if bench.is_open and bench.active else None
        row = self.model.row_of(line.character) if line is not None else -1
        if row >= 0 and len(self.table.chosen_rows()) <= 1:
            self.table.clearSelection()
            self.table.select_row(row)

    # -- looking ---------------------------------------------------------------------------------

    def _is_open(self) -> bool:
        return self._workbench.is_open

    def _somebody_is_voiceless(self) -> bool:
        return self._is_open() and any(c.voice is None for c in self._workbench.project.characters)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _soon(self) -> None:
        if self.isVisible():
            self._later.start(0)

    def refresh(self) -> None:
        """Show the cast as it is now."""
        workbench = self._workbench
        if not workbench.is_open:
            self.model.show_rows(())
            return
        project = workbench.project
        chosen = {row.id for row in self.table.chosen_rows()} | set(self._after_reset)
        self._after_reset = []
        self.model.show_rows(casting.cast_rows(project, workbench.timeline))
        if not self.table.chosen_rows():
            rows = [n for n, row in enumerate(self.model.rows) if row.id in chosen]
            for number in rows or ([0] if self.model.rows else []):
                self.table.select_row(number)
        waiting = sum(c.voice is None for c in project.characters)
        self.cast_button.setText(said(self.tr("Cast everyone without a voice (%1)"), waiting))
        self.cast_button.setVisible(waiting > 0)
        self.library.show_project(self._workbench.session)
        self.designer.show_project(project)
        self._show_form()

    def chosen(self) -> list[Character]:
        """The selected characters."""
        if not self._workbench.is_open:
            return []
        found = (self._workbench.project.character(row.id) for row in self.table.chosen_rows())
        return [c for c in found if c is not None]

    def _show_form(self) -> None:
        characters = self.chosen()
        self.characters.delete_button.setEnabled(bool(characters))
        names = [c.name if len(c.name) < 14 else c.name[:12] + "…" for c in characters]
        receivers = names[0] if len(names) == 1 else said(self.tr("%1 characters"), len(names)) if names else ""
        self.library.show_receivers(receivers)
        self.designer.show_receivers(receivers)
        self.form.setVisible(bool(characters))
        self.color.setVisible(bool(characters))
        if not characters:
            empty = self._workbench.is_open and not self._workbench.project.characters
            nobody = self.tr("Nobody is here yet. Write a line with a name before it, or add a character here.")
            choose = self.tr("Select a character to give it a voice, a colour and a manner.")
            self.characters.about.setText(nobody if empty else choose)
            return
        project = self._workbench.project
        shown = ", ".join(names[:4]) + (" …" if len(names) > 4 else "")
        self.characters.about.setText(said(self.tr("Defaults that the lines inherit: %1"), shown))
        voices = library(self._workbench.session)
        own = [(v.voice, v.label, v.spec.engine) for v in voices if v.voice]
        shipped = [(v.spec.engine, v.spec.preset, v.label) for v in voices if not v.voice]
        self.form.choice("voice").set_choices(voice_choices(own, shipped))
        found = casting.gather_characters(characters, characters[0], project.language)
        self.form.show_common(found, casting.engines_of_characters(self._workbench.session, characters))
        row = self.model.rows[self.model.row_of(characters[0].id)]
        color = found["color"]
        self.color.show_state(FieldState(value=row.color, own=color.own, mixed=color.mixed))

    def _length(self, row: CastRow) -> str:
        seconds = row.length / self._workbench.project.rate
        return f"{int(seconds // 60)}:{seconds % 60:04.1f}"

    # -- changing --------------------------------------------------------------------------------

    def _edit(self, label: str, change: Any, key: str = "") -> bool:
        """Make ``change`` an edit; False, with a message, when it cannot be."""
        try:
            self._workbench.edit(label, change(self._workbench.project), ORIGIN, key)
        except LinereadError as error:
            self._workbench.complain(error)
            return False
        except EngineError as error:
            self._workbench.say(error.message, error.hint, "error")
            return False
        return True

    def direct(self, name: str, value: object) -> None:
        """Set one default of the selected characters."""
        ids = [c.id for c in self.chosen()]
        if not ids:
            return
        one, many = self.tr("Change %1 of %2"), self.tr("Change %1 of %2 characters")
        whose = self.chosen()[0].name if len(ids) == 1 else len(ids)
        label = said(one if len(ids) == 1 else many, Words.control(name), whose)
        change = partial(casting.direct_characters, character_ids=ids, name=name, value=value)
        self._edit(label, change, f"cast:{name}:{ids}")

    def _dropped(self, name: str) -> None:
        self.direct(name, _OPEN.get(name))

    def _finished(self) -> None:
        if self._workbench.is_open:
            self._workbench.session.history.seal()

    def hear(self) -> None:
        """The first selected character introduces itself, in its default manner."""
        project = self._workbench.project
        for character in self.chosen()[:1]:
            voice = project.voice(character.voice)
            if voice is None:
                self._workbench.say(self.tr("There is no voice to hear yet; choose one."), level="warning")
            else:
                manner = controls(character.delivery)
                self.audition.hear(
                    sample_request(self._workbench.session.voice(voice), project.language, manner), "character"
                )

    def add(self) -> None:
        """A new character of the name that was typed."""
        name = self.name.text().strip()
        if not name:
            self.name.setFocus()
            return
        if self._edit(said(self.tr("Add %1"), name), partial(edits.add_character, name=name)):
            self.name.clear()
            self._after_reset = [self._workbench.project.characters[-1].id]
            self.table.clearSelection()
            self.refresh()

    def edit_name(self) -> None:
        self.table.edit(self.table.currentIndex().siblingAtColumn(0))

    def _rename(self, identity: str, name: str) -> None:
        change = partial(edits.rename_character, character_id=identity, name=name)
        self._edit(said(self.tr("Rename to %1"), name), change)

    def delete(self) -> None:
        """Take the selected characters out; whoever has lines hands them over first."""
        gone = self.chosen()
        ids = {c.id for c in gone}
        project = self._workbench.project
        lines = sum(line.character in ids for line in project.lines())
        rest = [c for c in project.characters if c.id not in ids]
        if not gone:
            return
        if not lines:
            self.delete_to(None)
            return
        if not rest:
            self._workbench.say(
                self.tr("Somebody has to speak the lines."), self.tr("Add a character first."), "warning"
            )
            return
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Delete characters"))
        names = ", ".join(c.name for c in gone[:4])
        dialog.setLabelText(said(self.tr("Lines of %1: %2. Who speaks them from now on?"), names, lines))
        dialog.setComboBoxItems([c.name for c in rest])
        dialog.setOkButtonText(self.tr("Delete"))
        dialog.textValueSelected.connect(self._delete_to_named)
        dialog.open()

    def _delete_to_named(self, name: str) -> None:
        heir = next((c.id for c in self._workbench.project.characters if c.name == name), None)
        self.delete_to(heir)

    def delete_to(self, heir: str | None) -> None:
        """Delete the selected characters; ``heir`` speaks their lines."""
        gone = self.chosen()
        change = partial(casting.remove_characters, character_ids=[c.id for c in gone], heir=heir)
        self._edit(said(self.tr("Delete %1"), ", ".join(c.name for c in gone[:4])), change)

    def cast_everyone(self) -> None:
        """A voice for everybody who has none."""
        engine = engines(self._workbench.project)[0]
        self._edit(self.tr("Cast everyone"), lambda project: cast(project, engine)[0])

    def give(self, voices: list[Listed]) -> None:
        """Deal the voices out to the selected characters."""
        ids = [c.id for c in self.chosen()]
        if not ids:
            self._workbench.say(self.tr("Select the characters first."), level="warning")
        elif voices and self._edit(self.tr("Give voices"), partial(casting.deal, character_ids=ids, voices=voices)):
            names = ", ".join(c.name for c in self.chosen()[:4])
            self._workbench.say(said(self.tr("%1: %2"), names, ", ".join(v.label for v in voices[:4])))

    def _take(self, voices: list[Listed]) -> None:
        self._edit(self.tr("Add voices"), partial(casting.take_voices, voices=voices))

    def _remove_voices(self, voices: list[Listed]) -> None:
        if voices:
            self._edit(self.tr("Remove voices"), partial(casting.remove_voices, voices=voices))

    def _with_voice(self, act: Callable[[Voice], object], identity: str) -> None:
        voice = self._workbench.project.voice(identity)
        if voice is not None:
            act(voice)

    def _rename_voice(self, voice: str, name: str) -> None:
        change = partial(rename_voice, voice_id=voice, name=name)
        self._edit(said(self.tr("Rename to %1"), name), change)

    def _keep(self, spec: VoiceSpec, name: str, description: str, manner: Controls, give: bool) -> None:
        ids = [c.id for c in self.chosen()] if give else []
        change = partial(
            casting.freeze, spec=spec, name=name, description=description, manner=manner, character_ids=ids
        )
        if self._edit(said(self.tr("Keep the voice %1"), name), change):
            names = ", ".join(c.name for c in self.chosen()[:4])
            kept, given = self.tr("%1 is in the project now."), self.tr("%1 speaks for %2 now.")
            self._workbench.say(said(given, name, names) if ids else said(kept, name))


def workbench_says(workbench: Workbench, text: str) -> None:
    workbench.say(text, level="warning")
