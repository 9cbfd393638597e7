"""Lines and their slots in the window: what the active line does with its own, and the commands that mend it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from studio.desktop.commands import Command, Commands
from studio.desktop.inspector.field import said
from studio.desktop.inspector.slot_view import SlotView
from studio.desktop.workbench import Workbench
from studio.render.scheduler import Priority
from studio.timeline.fit import Fit, fits, fitted, slot_of, too_long, usual_speed

ORIGIN = "slots"


class Slots(QObject):
    """Follows the active line, and fits the selected ones."""

    def __init__(self, workbench: Workbench, commands: Commands, panel: QWidget) -> None:
        super().__init__(panel)
        self._workbench, self._commands, self._panel = workbench, commands, panel
        self.view = SlotView()
        self.view.gap_asked.connect(self.use_gap)
        self.view.fit_asked.connect(self.fit)
        self.view.reroll_asked.connect(self._reroll)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh)
        for signal in (workbench.opened, workbench.selection_changed, workbench.changed, workbench.timeline_changed):
            signal.connect(self._soon)

    def add_commands(self) -> None:
        menu = self.tr("&Direct")
        for command in (
            Command(id="direct.fit_slot", label=self.tr("Fit the selected lines to their slots"), menu=menu,
                    run=self.fit, enabled=self._has_slot),
            Command(id="direct.use_gap", label=self.tr("Let the selected lines use the silence behind their slots"),
                    menu=menu, run=self.use_gap, enabled=self._has_slot),
            Command(id="direct.next_long", label=self.tr("Next line that is too long for its slot"), menu=menu,
                    run=self.next_too_long, keys="Ctrl+Alt+Down", enabled=self._is_open),
        ):  # fmt: skip
            self._commands.add(command)

    # -- looking ---------------------------------------------------------------------------------

    def _is_open(self) -> bool:
        return self._workbench.is_open

    def _has_slot(self) -> bool:
        bench = self._workbench
        lines = (bench.line(i) for i in bench.selection) if bench.is_open else ()
        return any(line is not None and "slot" in line.fields for line in lines)

    def _soon(self) -> None:
        if self._panel.isVisible():
            self._later.start()

    def refresh(self) -> None:
        """Show what the active line does with its slot."""
        bench = self._workbench
        line = bench.line(bench.active) if bench.is_open and bench.active else None
        if line is None or slot_of(line, bench.project.rate) is None:
            self.view.show_fit(None, None, 1.0, 1)
            return
        now = self._fits(None, {line.id})
        faster = self._fits("stretch", {line.id})
        usual = usual_speed(bench.project.character(line.character))
        self.view.show_fit(now[0] if now else None, faster[0] if faster else None, usual, bench.project.rate)

    def _fits(self, mode: str | None, only: set[str] | None) -> tuple[Fit, ...]:
        return fits(self._workbench.project, self._workbench.timeline, mode, only=only)

    # -- doing -----------------------------------------------------------------------------------

    def fit(self) -> None:
        """Speak the selected lines that are too long faster, as far as it sounds natural, and hear how it is."""
        bench = self._workbench
        wanted = [one for one in self._fits("stretch", set(bench.selection)) if one.speed is not None]
        if not wanted:
            bench.say(self.tr("No selected line can be fitted: it fits, is locked or is not rendered yet."))
            return
        bench.edit(said(self.tr("Fit %1 to the slot"), self._named(wanted)), fitted(bench.project, wanted), ORIGIN)
        bench.render([one.line_id for one in wanted], Priority.ASKED)
        left = too_long(wanted)
        if left:
            seconds = f"{left[0].left / bench.project.rate:.2f}"
            text = said(self.tr("Too long all the same: %1, by up to %2 s."), self._named(left), seconds)
            bench.say(text, self.tr("Re-roll, shorten the text, or use the gap."), "warning")

    def use_gap(self) -> None:
        """The selected lines may go on in the silence behind their slots."""
        bench = self._workbench
        wanted = self._fits("gap", set(bench.selection))
        changed = fitted(bench.project, wanted)
        if changed is not bench.project:
            bench.edit(said(self.tr("Let %1 use the gap"), self._named(wanted)), changed, ORIGIN)
        left = too_long(wanted)
        if left:
            bench.say(said(self.tr("The silence is too short for %1."), self._named(left)), level="warning")

    def next_too_long(self) -> None:
        """Go to the next line, after the active one and then from the top, that is too long after all."""
        bench = self._workbench
        numbers = {one.number: one.line_id for one in too_long(self._fits(None, None))}
        if not numbers:
            bench.say(self.tr("Every line is as long as its slot allows."))
            return
        active = next((n for n, line in enumerate(bench.project.lines(), 1) if line.id == bench.active), 0)
        after = [number for number in sorted(numbers) if number > active] or sorted(numbers)
        bench.select([numbers[after[0]]], numbers[after[0]], ORIGIN)

    def _reroll(self) -> None:
        self._commands.run("take.reroll")

    def _named(self, found: tuple[Fit, ...] | list[Fit]) -> str:
        if len(found) == 1:
            return said(self.tr("line %1"), found[0].number)
        return said(self.tr("%1 lines"), f"{len(found):,}")
