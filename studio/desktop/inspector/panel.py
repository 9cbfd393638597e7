"""The inspector: directs the selected lines, one or five thousand, and shows how their voices will do it.

A step of a field becomes an edit at once for a few lines; for many it waits until the hand rests, so that a
run of the wheel costs one edit. Either way a run is one step to undo.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QScrollArea, QVBoxLayout, QWidget

from engine.errors import EngineError
from studio.desktop.below import shown
from studio.desktop.commands import Command, Commands
from studio.desktop.forward import bring_forward
from studio.desktop.inspector.audition import Audition
from studio.desktop.inspector.chips import Chips
from studio.desktop.inspector.controls import Words
from studio.desktop.inspector.field import said
from studio.desktop.inspector.form import Form, OneRow, beside, heading, quiet_label, voice_choices
from studio.desktop.inspector.plan_view import PlanView
from studio.desktop.inspector.slots import Slots
from studio.desktop.player import Player
from studio.desktop.theme import ICONS, state_word, theme
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.document.model import DELIVERY, Line
from studio.editing import directing
from studio.editing.gathering import engines_of, gather
from studio.editing.voicing import library, sample_request
from studio.errors import LinereadError
from studio.render.states import State
from studio.script import shown_text

ORIGIN = "inspector"
MANY = 60  # lines from which an edit waits for the hand to rest
REST = 160  # milliseconds


class InspectorPanel(QScrollArea):
    """Voice, delivery, timing and production of the selected lines."""

    def __init__(self, workbench: Workbench, player: Player, commands: Commands) -> None:
        super().__init__()
        self._workbench = workbench
        self._lines: tuple[Line, ...] = ()
        self._pending: dict[str, Any] = {}
        self._seal = False
        self.audition = Audition(workbench, player, self)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(280)
        self.setAccessibleName(self.tr("Inspector"))
        self.slots = Slots(workbench, commands, self)
        self._build()
        self._waiting = _timer(self, REST, self.flush)
        self._later = _timer(self, 0, self.refresh)
        self._plan_later = _timer(self, 0, self._show_plan)
        workbench.opened.connect(self._changed)
        workbench.changed.connect(self._changed)
        workbench.selection_changed.connect(self._selected)
        workbench.states_changed.connect(self._states_changed)
        self._add_commands(commands)
        self.slots.add_commands()
        self.refresh()

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 10, 8, 16)
        column.setSpacing(4)
        self.title = OneRow()
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.state = QLabel()
        self.state.setAccessibleName(self.tr("State"))
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.state)
        column.addLayout(top)
        self.excerpt = quiet_label()
        column.addWidget(self.excerpt)
        self.checks = QLabel()
        self.checks.setWordWrap(True)
        self.checks.setAccessibleName(self.tr("Checks"))
        column.addWidget(self.checks)
        column.addWidget(self.slots.view)
        self.body = QWidget()
        column.addWidget(self.body)
        column.addStretch(1)
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        self.forms: list[Form] = []
        for title, names in (
            (self.tr("Voice"), ("voice", "language")),
            (self.tr("Delivery"), DELIVERY),
            (self.tr("Timing and take"), ("pause_before", "pause_after", "gain", "seed")),
            (self.tr("Production"), ("status", "note")),
        ):
            rows.addWidget(heading(title))
            form = Form(names)
            form.wanted.connect(self.direct)
            form.dropped.connect(self._dropped)
            form.finished.connect(self._finished)
            form.noticed.connect(self._noticed)
            form.menu_asked.connect(self._fill_menu)
            self.forms.append(form)
            rows.addWidget(form)
        self.fields = {name: field for form in self.forms for name, field in form.fields.items()}
        rows.addWidget(heading(self.tr("Delivery plan")))
        self.plan = PlanView()
        rows.addWidget(self.plan)
        tip = self.tr("Hear the line with this voice (right click: a sample of the voice)")
        self.hear = beside(self.fields["voice"], "▶", tip)
        self.hear.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.hear.customContextMenuRequested.connect(self.hear_sample)
        self.hear.clicked.connect(self.hear_line)
        self.audition.button("line", self.hear)
        self.chips = Chips(self.forms[1].choice("emotion"))
        self.reroll = beside(self.fields["seed"], "⟳", self.tr("Re-roll: the next seed, another reading"))
        self.reroll.clicked.connect(self._reroll)
        self.setWidget(page)

    def _add_commands(self, commands: Commands) -> None:
        menu, some = self.tr("&Direct"), self._has_lines
        for command in (
            Command(id="direct.focus", label=self.tr("Direct the selected lines"), menu=menu, run=self.take_focus,
                    keys="Alt+Return", enabled=some),
            Command(id="direct.hear", label=self.tr("Hear the line as directed"), menu=menu, run=self.hear_line,
                    keys="Ctrl+Alt+H", enabled=some),
            Command(id="direct.sample", label=self.tr("Hear a sample of the voice"), menu=menu,
                    run=self.hear_sample, enabled=some),
            Command(id="direct.apply", label=self.tr("Apply the line’s direction to the selection"), menu=menu,
                    run=self.apply_all, enabled=lambda: len(self._lines) > 1),
            Command(id="direct.default", label=self.tr("Make the direction the character’s default"), menu=menu,
                    run=self.make_all_default, enabled=some),
            Command(id="direct.reset", label=self.tr("Reset the direction"), menu=menu, run=self.reset_all,
                    enabled=some),
        ):  # fmt: skip
            commands.add(command)

    # -- looking ---------------------------------------------------------------------------------

    def _has_lines(self) -> bool:
        return bool(self._lines)

    @property
    def active(self) -> Line | None:
        """The line whose values are shown."""
        workbench = self._workbench
        if not workbench.is_open or workbench.active is None:
            return None
        return workbench.line(workbench.active)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_later"):
            self._changed()

    def _selected(self) -> None:
        self.flush()  # what was asked for was meant for the lines selected before
        self._changed()

    def _changed(self) -> None:
        self._take_lines()
        if self.isVisible():
            self._later.start()

    def _take_lines(self) -> None:
        workbench, active = self._workbench, self.active
        found = (workbench.line(i) for i in workbench.selection) if workbench.is_open else ()
        self._lines = tuple(line for line in found if line is not None)
        if active is not None and not self._lines:
            self._lines = (active,)

    def refresh(self) -> None:
        """Show what is selected now."""
        self._later.stop()
        workbench, active = self._workbench, self.active
        self._take_lines()
        self.body.setVisible(active is not None)
        if active is None or self._pending:
            if active is None:
                self._show_nothing()
            return
        engines = engines_of(workbench.session, self._lines)
        voices = library(workbench.session)
        own = [(v.voice, v.label, v.spec.engine) for v in voices if v.voice]
        shipped = [(v.spec.engine, v.spec.preset, v.label) for v in voices if not v.voice]
        self.forms[0].choice("voice").set_choices(voice_choices(own, shipped))
        gathered = gather(workbench.project, self._lines, active)
        for form in self.forms:
            form.show_common(gathered, engines)
        self._show_title(active)
        self.slots.refresh()
        self._show_plan()

    def _show_nothing(self) -> None:
        self.title.setText(self.tr("Nothing selected"))
        self.excerpt.setText(self.tr("Select a line in the script or on the timeline to direct it."))
        for label in (self.state, self.checks):
            label.clear()
            label.hide()
        self.slots.refresh()

    def _show_title(self, active: Line) -> None:
        project = self._workbench.project
        who = {line.character for line in self._lines}
        names = [c.name for c in project.characters if c.id in who]
        shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
        if len(self._lines) > 1:
            self.title.setText(said(self.tr("%1 lines · %2"), f"{len(self._lines):,}", shown))
        else:
            number = next((n for n, line in enumerate(project.lines(), 1) if line.id == active.id), 0)
            self.title.setText(said(self.tr("Line %1 · %2"), number, shown))
        text = shown_text(active.text).strip()
        self.excerpt.setText(text if len(text) <= 140 else text[:139] + "…")

    def _show_plan(self) -> None:
        self._plan_later.stop()
        active, workbench = self.active, self._workbench
        if active is None:
            return
        state = workbench.state(active.id)
        color = theme().states[state.state]
        self.state.setText(f"<span style='color:{color}'>{ICONS[state.state]} {state_word(state.state)}</span>")
        self.state.show()
        told = state.reason if state.state in (State.SUSPECT, State.FAILED, State.UNVOICED) else ""
        self.checks.setText("\n".join(shown(part) for part in (told, state.hint) if part))
        self.checks.setVisible(bool(told))
        self.checks.setStyleSheet(f"color: {color}")
        try:
            items = workbench.session.plan(active)
        except EngineError as error:
            self.plan.show_plan((), f"{shown(error.message)} {shown(error.hint)}".strip())
            return
        spoken = workbench.session.states()[active.id].order is not None
        plain = self.tr("Spoken plainly: no control is set.")
        self.plan.show_plan(items, plain if spoken else shown(state.reason))

    def _states_changed(self, line_ids: frozenset[str]) -> None:
        if self.isVisible() and self._workbench.active in line_ids:
            self._plan_later.start()

    # -- changing --------------------------------------------------------------------------------

    def direct(self, name: str, value: object) -> None:
        """Set one control of the selected lines."""
        self._pending[name] = value
        if len(self._lines) > MANY:
            self._waiting.start()
        else:
            self.flush()

    def _dropped(self, name: str) -> None:
        self.direct(name, directing.open_value(name))

    def flush(self) -> None:
        """Make what was asked for an edit."""
        self._waiting.stop()
        changes, self._pending = self._pending, {}
        ids = [line.id for line in self._lines if self._workbench.is_open and self._workbench.line(line.id)]
        if changes and ids:
            names = list(changes)
            what = Words.control(names[0])
            one, many = self.tr("Change %1"), self.tr("Change %1 of %2 lines")
            label = said(one, what) if len(ids) == 1 else said(many, what, len(ids))
            self._edit(
                label, partial(directing.direct, line_ids=ids, changes=changes), f"direct:{names}:{hash(tuple(ids))}"
            )
        if self._seal and self._workbench.is_open:
            self._workbench.session.history.seal()
        self._seal = False

    def _edit(self, label: str, change: Any, key: str = "") -> None:
        if not self._lines:
            return
        try:
            self._workbench.edit(label, change(self._workbench.project), ORIGIN, key)
        except LinereadError as error:
            self._workbench.complain(error)
        except EngineError as error:
            self._workbench.say(error.message, error.hint, "error")

    def _finished(self) -> None:
        self._seal = True
        if not self._waiting.isActive():
            self.flush()

    def _noticed(self, text: str) -> None:
        self._workbench.say(text, level="warning")

    def _reroll(self) -> None:
        self.flush()
        ids = [line.id for line in self._lines]
        self._edit(self.tr("Re-roll"), partial(edits.reseed, line_ids=ids))

    def _fill_menu(self, name: str, menu: QMenu) -> None:
        active = self.active
        if active is None:
            return
        character = self._workbench.project.character(active.character)
        if name in directing.OF_CHARACTER and character is not None:
            default = menu.addAction(said(self.tr("Make it the default of %1"), character.name))
            default.triggered.connect(partial(self.make_default, (name,)))
        apply = menu.addAction(self.tr("Apply to the selection"))
        apply.setEnabled(len(self._lines) > 1)
        apply.triggered.connect(partial(self.apply, (name,)))

    def make_default(self, names: tuple[str, ...], _checked: bool = False) -> None:
        """Make what the active line does its character's default."""
        self.flush()
        active = self.active
        if active is None:
            return
        gathered = gather(self._workbench.project, (active,), active)
        values = {name: gathered[name].value for name in names}
        label = said(self.tr("Make %1 the default"), ", ".join(Words.control(n) for n in names))
        self._edit(
            label, partial(directing.make_default, lines=self._lines, character_id=active.character, values=values)
        )

    def make_all_default(self) -> None:
        active = self.active
        if active is not None and (own := directing.overrides(active)):
            self.make_default(tuple(own))

    def apply(self, names: tuple[str, ...], _checked: bool = False) -> None:
        """Give every selected line what the active one says itself, or let it inherit what that one inherits."""
        self.flush()
        active = self.active
        if active is None:
            return
        for name in names:
            place = active.delivery if name in DELIVERY else active
            self._pending[name] = getattr(place, name)
        self._seal = True
        self.flush()

    def apply_all(self) -> None:
        self.apply(directing.OF_CHARACTER)

    def reset_all(self) -> None:
        """The selected lines inherit everything again."""
        self.flush()
        ids = [line.id for line in self._lines]
        self._edit(self.tr("Reset the direction"), partial(directing.undirected, line_ids=ids))

    def take_focus(self) -> None:
        """The keyboard is here from now on."""
        bring_forward(self)
        self.fields["emotion"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- hearing ---------------------------------------------------------------------------------

    def hear_line(self) -> None:
        """Speak the active line as it is directed, without making a take; again: stop."""
        self.flush()
        active = self.active
        if active is None:
            return
        order = self._workbench.session.states()[active.id].order
        if order is None:
            self.hear_sample()
        else:
            self.audition.hear(order.request, "line")

    def hear_sample(self) -> None:
        """The voice introduces itself."""
        active = self.active
        if active is None:
            return
        project = self._workbench.project
        character = project.character(active.character)
        voice = project.voice(active.voice or (character.voice if character else None))
        if voice is None:
            self._workbench.say(self.tr("There is no voice to hear yet; choose one."), level="warning")
            return
        self.audition.hear(sample_request(self._workbench.session.voice(voice), project.language), "line")


def _timer(parent: QWidget, milliseconds: int, run: Any) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(run)
    return timer
