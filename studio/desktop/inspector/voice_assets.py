"""What the cast panel does with voices that are made of recordings: clone, add a mood, record the consent, freeze."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from engine.errors import EngineError
from engine.protocol import SpeechRequest
from plugins.api import safe_name
from studio.desktop.below import shown
from studio.desktop.inspector.audition import Audition
from studio.desktop.inspector.clone_dialog import CloneDialog, CloneWish
from studio.desktop.inspector.consent_form import ConsentDialog
from studio.desktop.inspector.field import said
from studio.desktop.player import Player
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.document.model import Voice
from studio.errors import LinereadError
from studio.session import voice_files
from studio.session import voices as making
from studio.session.calibration import calibration
from studio.session.voices import Agreement

ORIGIN = "cast"


class VoiceAssets(QObject):
    """Opens the dialogs and makes what they ask for. ``receivers`` says which characters are selected."""

    def __init__(
        self, workbench: Workbench, player: Player, audition: Audition, panel: QWidget,
        receivers: Callable[[], list[str]],
    ) -> None:  # fmt: skip
        super().__init__(panel)
        self._workbench = workbench
        self._player = player
        self._audition = audition
        self._panel = panel
        self._receivers = receivers

    # -- recordings ------------------------------------------------------------------------------

    def clone(self) -> CloneDialog:
        """Ask for a recording and a consent, and make a voice of them."""
        return self._open_clone("", self._make_clone)

    def add_mood(self, voice: Voice) -> CloneDialog:
        """Ask for a recording of a voice in another mood."""
        return self._open_clone(voice.name, lambda wish: self._make_mood(voice, wish))

    def _open_clone(self, name: str, make: Callable[[CloneWish], None]) -> CloneDialog:
        dialog = CloneDialog(self._player, self._workbench.project.language, self._panel, name)

        def wanted(wish: object) -> None:
            assert isinstance(wish, CloneWish)
            try:
                make(wish)
            except (LinereadError, EngineError) as error:
                dialog.show_problem(f"{shown(error.message)} {shown(error.hint)}".strip())
            else:
                dialog.accept()

        dialog.wanted.connect(wanted)
        self._show(dialog)
        return dialog

    def _make_clone(self, wish: CloneWish) -> None:
        assert wish.agreement is not None
        session = self._workbench.session
        project, voice = making.clone(
            session.project, session.folder.path, wish.taken, wish.words, wish.agreement,
            name=wish.name, engine=wish.engine,
        )  # fmt: skip
        self._workbench.edit(said(self.tr("Clone the voice %1"), voice.name), project, ORIGIN)
        self._workbench.say(said(self.tr("%1 is in the project now."), voice.name))

    def _make_mood(self, voice: Voice, wish: CloneWish) -> None:
        asset = making.add_mood(self._workbench.session.folder.path, voice, wish.taken, wish.words)
        self._changed_on_disk()
        self._workbench.say(said(self.tr("%1 has %2 moods now."), voice.name, len(asset.moods)))

    def consent(self, voice: Voice) -> ConsentDialog:
        """Ask who agreed to a voice, and record it."""
        dialog = ConsentDialog(voice.name, self._panel)

        def given(agreement: object) -> None:
            assert isinstance(agreement, Agreement)
            try:
                making.consent(self._workbench.session.folder.path, voice, agreement)
            except (LinereadError, EngineError) as error:
                dialog.show_problem(LinereadError(error.message, error.hint))
                return
            self._changed_on_disk()
            self._workbench.say(said(self.tr("The consent for %1 is recorded."), voice.name))
            dialog.accept()

        dialog.given.connect(given)
        self._show(dialog)
        return dialog

    # -- from project to project -----------------------------------------------------------------

    def export_voice(self, voice: Voice) -> None:
        """Write a voice that is made of recordings as one file, its consent with it."""
        usual = str(Path.home() / f"{safe_name(voice.name)}{voice_files.SUFFIX}")
        kinds = said(self.tr("Voices (%1)"), f"*{voice_files.SUFFIX}")
        path, _ = QFileDialog.getSaveFileName(self._panel, self.tr("Export the voice"), usual, kinds)
        if not path:
            return
        try:
            voice_files.pack(self._workbench.session.folder.path, voice, Path(path))
        except (LinereadError, EngineError) as error:
            self._workbench.say(error.message, error.hint, "error")
            return
        self._workbench.say(said(self.tr("%1 is written to %2."), voice.name, path))

    def import_voice(self) -> None:
        """Bring a voice in that was exported from another project; the selected characters do not get it yet."""
        kinds = said(self.tr("Voices (%1)"), f"*{voice_files.SUFFIX}")
        path, _ = QFileDialog.getOpenFileName(self._panel, self.tr("Import a voice"), str(Path.home()), kinds)
        if path:
            self.take_in(Path(path))

    def take_in(self, path: Path) -> None:
        """The voice in this file becomes one of the project's."""
        session = self._workbench.session
        engine = next(iter(making.cloning_engines()), "")
        try:
            project, voice = voice_files.unpack(session.project, session.folder.path, path, engine=engine)
        except (LinereadError, EngineError) as error:
            self._workbench.say(error.message, error.hint, "error")
            return
        self._workbench.edit(said(self.tr("Import the voice %1"), voice.name), project, ORIGIN)
        self._workbench.say(said(self.tr("%1 is in the project now."), voice.name))

    # -- designs ---------------------------------------------------------------------------------

    def freeze_voice(self, voice: Voice) -> None:
        """Make a designed voice of the project stay the same; whoever has it keeps it."""
        session = self._workbench.session
        try:
            making.check_engine(voice.engine)
            request = calibration(session.voice(voice), session.project.language, 0)
        except (LinereadError, EngineError) as error:
            self._workbench.say(error.message, error.hint, "error")
            return
        self._speak(request, voice.name, voice.description, voice.id, [])

    def freeze_design(self, request: SpeechRequest, name: str, description: str, give: bool) -> None:
        """Keep a design as a voice that stays the same."""
        try:
            making.check_engine(request.voice.engine)
            making.check_name(self._workbench.project, name)
        except (LinereadError, EngineError) as error:
            self._workbench.say(error.message, error.hint, "error")
            return
        self._speak(request, name, description, "", self._receivers() if give else [])

    def _speak(self, request: SpeechRequest, name: str, description: str, voice_id: str, receivers: list[str]) -> None:
        def spoken(samples: NDArray[np.float32], rate: int) -> None:
            session = self._workbench.session
            try:
                project, voice = making.freeze(
                    session.project, session.folder.path, request, samples, rate,
                    name=name, description=description, voice_id=voice_id,
                )  # fmt: skip
            except (LinereadError, EngineError) as error:
                self._workbench.say(error.message, error.hint, "error")
                return
            for character in receivers:
                if project.character(character) is not None:
                    project = edits.set_voice(project, character, voice.id)
            self._workbench.edit(said(self.tr("Freeze the voice %1"), voice.name), project, ORIGIN)
            self._workbench.say(said(self.tr("%1 sounds the same from now on."), voice.name))

        self._audition.fetch(request, "freeze", spoken)

    # -- inside ----------------------------------------------------------------------------------

    def _show(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _changed_on_disk(self) -> None:
        """A voice's folder is not part of the document: every line that speaks with it is looked at again."""
        self._workbench.look_again()
