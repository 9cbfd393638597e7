"""The timeline's rows of the command table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from studio.desktop.commands import Command, Commands
from studio.desktop.timeline.canvas import ROW_HEIGHT
from studio.desktop.timeline.scale import FRAME_RATES
from studio.desktop.timeline.tools import Tools


class TimelineCommands(QObject):
    """Puts everything that can be done on the timeline into the table."""

    def __init__(self, commands: Commands, tools: Tools) -> None:
        super().__init__(tools)
        self._commands, self._tools, self._canvas = commands, tools, tools.canvas
        self._menu = self.tr("&Timeline")
        self._add_view()
        self._add_ruler()
        self._add_markers()
        self._add_clips()

    def _add_view(self) -> None:
        add, tools, canvas = self._add, self._tools, self._canvas
        opened, selected = tools.is_open, tools.has_selection
        add("timeline.zoom_in", self.tr("Zoom &in"), lambda: canvas.zoom(1.6), keys="Ctrl+=", enabled=opened)
        add("timeline.zoom_out", self.tr("Zoom &out"), lambda: canvas.zoom(1 / 1.6), keys="Ctrl+-", enabled=opened)
        add("timeline.fit", self.tr("Show &all"), tools.fit_view, keys="Ctrl+0", enabled=opened)
        add(
            "timeline.fit_selection",
            self.tr("Show the s&election"),
            tools.fit_selection,
            keys="Ctrl+9",
            enabled=selected,
        )
        add(
            "timeline.follow",
            self.tr("&Follow the playhead by pages"),
            lambda: tools.set_follow("page"),
            checked=lambda: tools.follow == "page",
        )
        add(
            "timeline.follow_smooth",
            self.tr("Follow the playhead smoot&hly"),
            lambda: tools.set_follow("smooth"),
            checked=lambda: tools.follow == "smooth",
        )
        add(
            "timeline.snap",
            self.tr("&Snap"),
            tools.toggle_snap,
            checked=lambda: tools.snap,
            hint=self.tr("Clips stick to edges, markers and the playhead. Shift suspends it."),
        )
        add(
            "timeline.ripple",
            self.tr("&Ripple"),
            tools.toggle_ripple,
            checked=lambda: tools.ripple,
            hint=self.tr("Later lines follow when one moves."),
        )
        add(
            "timeline.contours",
            self.tr("Pitch and energy of selected clips"),
            canvas.toggle_contours,
            checked=lambda: canvas.contours,
        )
        add("timeline.waves_higher", self.tr("Higher waves"), lambda: canvas.set_amplitude(canvas.amplitude * 1.5))
        add("timeline.waves_lower", self.tr("Lower waves"), lambda: canvas.set_amplitude(canvas.amplitude / 1.5))
        add("timeline.taller", self.tr("Taller tracks"), lambda: self._taller(12), keys="Ctrl+Shift+=")
        add("timeline.lower", self.tr("Lower tracks"), lambda: self._taller(-12), keys="Ctrl+Shift+-")
        add("timeline.heights_reset", self.tr("Reset track heights"), lambda: self._taller(0))

    def _add_ruler(self) -> None:
        add, canvas = self._add, self._canvas
        add(
            "timeline.unit_time",
            self.tr("Ruler in &time"),
            lambda: self._count("time"),
            checked=lambda: canvas.ruler.unit == "time",
        )
        add(
            "timeline.unit_samples",
            self.tr("Ruler in sam&ples"),
            lambda: self._count("samples"),
            checked=lambda: canvas.ruler.unit == "samples",
        )
        for name in FRAME_RATES:
            self._add_frames(name)

    def _add_markers(self) -> None:
        add, tools = self._add, self._tools
        opened, selected = tools.is_open, tools.has_selection
        add("timeline.marker", self.tr("Add &marker"), tools.add_marker, keys="M", scope="rows", enabled=opened)
        add(
            "timeline.marker_rename",
            self.tr("Rename the marker…"),
            tools.rename_marker,
            enabled=lambda: tools.nearest_marker() is not None,
            hint=self.tr("The one that was clicked, or the nearest to the playhead."),
        )
        add(
            "timeline.marker_delete",
            self.tr("Delete the marker"),
            tools.delete_marker,
            enabled=lambda: tools.nearest_marker() is not None,
            hint=self.tr("The one that was clicked, or the nearest to the playhead."),
        )
        add(
            "timeline.marker_next",
            self.tr("Next marker"),
            lambda: tools.go_to_marker(1),
            keys="Alt+PgDown",
            enabled=opened,
        )
        add(
            "timeline.marker_previous",
            self.tr("Previous marker"),
            lambda: tools.go_to_marker(-1),
            keys="Alt+PgUp",
            enabled=opened,
        )
        add("timeline.region", self.tr("Region from the selection"), tools.region_of_selection, enabled=selected)
        add(
            "timeline.region_play",
            self.tr("Play the region"),
            tools.play_region,
            keys="Ctrl+Alt+Space",
            enabled=lambda: tools.region is not None,
            hint=self.tr("Again and again while looping is on."),
        )
        add(
            "timeline.region_clear",
            self.tr("No region"),
            lambda: tools.set_region(None),
            enabled=lambda: tools.region is not None,
        )

    def _add_clips(self) -> None:
        add, tools, selected = self._add, self._tools, self._tools.has_selection
        add(
            "timeline.nudge_left",
            self.tr("Nudge left by a pixel"),
            lambda: tools.nudge(-tools.pixel()),
            keys="Alt+Left",
            enabled=selected,
        )
        add(
            "timeline.nudge_right",
            self.tr("Nudge right by a pixel"),
            lambda: tools.nudge(tools.pixel()),
            keys="Alt+Right",
            enabled=selected,
        )
        add(
            "timeline.nudge_left_fine",
            self.tr("Nudge left by 1 ms"),
            lambda: tools.nudge(-tools.millisecond()),
            keys="Alt+Shift+Left",
            enabled=selected,
        )
        add(
            "timeline.nudge_right_fine",
            self.tr("Nudge right by 1 ms"),
            lambda: tools.nudge(tools.millisecond()),
            keys="Alt+Shift+Right",
            enabled=selected,
        )
        add(
            "timeline.nudge_left_frame",
            self.tr("Nudge left by a frame"),
            lambda: tools.nudge(-tools.frame()),
            enabled=selected,
        )
        add(
            "timeline.nudge_right_frame",
            self.tr("Nudge right by a frame"),
            lambda: tools.nudge(tools.frame()),
            enabled=selected,
        )
        add("clip.to_playhead", self.tr("Move to the playhead"), tools.pin_to_playhead, enabled=selected)
        add("clip.unpin", self.tr("&Unpin"), lambda: tools.unpin(tools.workbench.selection), enabled=tools.any_pinned)
        add(
            "clip.pause",
            self.tr("Pause before the line…"),
            tools.ask_gap,
            enabled=lambda: selected() or tools.is_pointed(),
        )
        add("clip.fit", self.tr("Fit to a length…"), tools.ask_fit, enabled=selected)
        add("clip.fit_next", self.tr("Fit to the next line's start"), tools.fit_to_next, enabled=selected)
        add(
            "clip.gain_up",
            self.tr("Clip louder by 0.5 dB"),
            lambda: tools.gain(tools.workbench.selection, 0.5, "clip gain"),
            keys="Shift+Alt+Up",
            enabled=selected,
        )
        add(
            "clip.gain_down",
            self.tr("Clip softer by 0.5 dB"),
            lambda: tools.gain(tools.workbench.selection, -0.5, "clip gain"),
            keys="Shift+Alt+Down",
            enabled=selected,
        )
        add("clip.gain_reset", self.tr("Reset the clip's gain"), tools.gain_reset, enabled=selected)

    def _add_frames(self, name: str) -> None:
        ruler = self._canvas.ruler
        self._add(
            f"timeline.unit_frames_{name}",
            self.tr("Ruler in frames, {rate} a second").format(rate=name),
            lambda: self._count("frames", name),
            checked=lambda: ruler.unit == "frames" and ruler.frames == FRAME_RATES[name],
        )

    def _add(
        self,
        identity: str,
        label: str,
        run: Callable[[], object],
        keys: str = "",
        *,
        scope: str = "window",
        enabled: Callable[[], bool] | None = None,
        checked: Callable[[], bool] | None = None,
        hint: str = "",
    ) -> None:
        self._commands.add(
            Command(
                id=identity,
                label=label,
                menu=self._menu,
                run=run,
                keys=keys,
                scope=scope,
                enabled=enabled or (lambda: True),
                checked=checked,
                hint=hint,
            )
        )

    def _count(self, unit: str, frame_rate: str = "") -> None:
        """What the ruler counts."""
        self._tools.set_ruler(unit, frame_rate)

    def _taller(self, by: int) -> None:
        canvas = self._canvas
        for row in range(len(canvas.strips)):
            canvas.set_row_height(row, canvas.row_height(row) + by if by else ROW_HEIGHT)
