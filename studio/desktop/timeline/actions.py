"""The timeline's rows of the command table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from studio.desktop.commands import Command, Commands
from studio.desktop.timeline.canvas import ROW_HEIGHT
from studio.desktop.timeline.scale import FRAME_RATES
from studio.desktop.timeline.tools import Tools


def _tr(text: str) -> str:
    return QCoreApplication.translate("Timeline", text)


def add_commands(commands: Commands, tools: Tools) -> None:
    canvas, menu = tools.canvas, _tr("&Timeline")
    opened, selected = tools.is_open, tools.has_selection

    def taller(by: int) -> None:
        for row in range(len(canvas.strips)):
            canvas.set_row_height(row, canvas.row_height(row) + by if by else ROW_HEIGHT)

    def unit(name: str) -> None:
        canvas.ruler.unit = name
        canvas.ruler.renew()
        canvas.place()
        tools.options_changed.emit()

    def frame_rate(name: str) -> None:
        canvas.ruler.frames = FRAME_RATES[name]
        unit("frames")

    for command in (
        Command(id="timeline.zoom_in", label=_tr("Zoom &in"), menu=menu, keys="Ctrl+=", enabled=opened,
                run=lambda: canvas.zoom(1.6)),
        Command(id="timeline.zoom_out", label=_tr("Zoom &out"), menu=menu, keys="Ctrl+-", enabled=opened,
                run=lambda: canvas.zoom(1 / 1.6)),
        Command(id="timeline.fit", label=_tr("Show &all"), menu=menu, keys="Ctrl+0", enabled=opened,
                run=tools.fit_view),
        Command(id="timeline.fit_selection", label=_tr("Show the s&election"), menu=menu, keys="Ctrl+9",
                enabled=selected, run=tools.fit_selection),
        Command(id="timeline.follow", label=_tr("&Follow the playhead by pages"), menu=menu,
                run=lambda: tools.set_follow("page"), checked=lambda: tools.follow == "page"),
        Command(id="timeline.follow_smooth", label=_tr("Follow the playhead s&moothly"), menu=menu,
                run=lambda: tools.set_follow("smooth"), checked=lambda: tools.follow == "smooth"),
        Command(id="timeline.snap", label=_tr("&Snap"), menu=menu, run=tools.toggle_snap,
                checked=lambda: tools.snap,
                hint=_tr("Clips stick to edges, markers and the playhead. Shift suspends it.")),
        Command(id="timeline.ripple", label=_tr("&Ripple"), menu=menu, run=tools.toggle_ripple,
                checked=lambda: tools.ripple, hint=_tr("Later lines follow when one moves.")),
        Command(id="timeline.unit_time", label=_tr("Ruler in &time"), menu=menu, run=lambda: unit("time"),
                checked=lambda: canvas.ruler.unit == "time"),
        Command(id="timeline.unit_samples", label=_tr("Ruler in sam&ples"), menu=menu, run=lambda: unit("samples"),
                checked=lambda: canvas.ruler.unit == "samples"),
        Command(id="timeline.marker", label=_tr("Add &marker"), menu=menu, keys="M", scope="rows", enabled=opened,
                run=tools.add_marker),
        Command(id="timeline.marker_rename", label=_tr("Rename the nearest marker…"), menu=menu,
                enabled=lambda: tools.nearest_marker() is not None, run=tools.rename_marker),
        Command(id="timeline.marker_delete", label=_tr("Delete the nearest marker"), menu=menu,
                enabled=lambda: tools.nearest_marker() is not None, run=tools.delete_marker),
        Command(id="timeline.marker_next", label=_tr("Next marker"), menu=menu, keys="Alt+PgDown", enabled=opened,
                run=lambda: tools.go_to_marker(1)),
        Command(id="timeline.marker_previous", label=_tr("Previous marker"), menu=menu, keys="Alt+PgUp",
                enabled=opened, run=lambda: tools.go_to_marker(-1)),
        Command(id="timeline.region", label=_tr("Region from the selection"), menu=menu, enabled=selected,
                run=tools.region_of_selection),
        Command(id="timeline.region_clear", label=_tr("No region"), menu=menu,
                enabled=lambda: tools.region is not None, run=lambda: tools.set_region(None)),
        Command(id="timeline.nudge_left", label=_tr("Nudge left by a pixel"), menu=menu, keys="Alt+Left",
                enabled=selected, run=lambda: tools.nudge(-tools.pixel())),
        Command(id="timeline.nudge_right", label=_tr("Nudge right by a pixel"), menu=menu, keys="Alt+Right",
                enabled=selected, run=lambda: tools.nudge(tools.pixel())),
        Command(id="timeline.nudge_left_fine", label=_tr("Nudge left by 1 ms"), menu=menu, keys="Alt+Shift+Left",
                enabled=selected, run=lambda: tools.nudge(-tools.millisecond())),
        Command(id="timeline.nudge_right_fine", label=_tr("Nudge right by 1 ms"), menu=menu, keys="Alt+Shift+Right",
                enabled=selected, run=lambda: tools.nudge(tools.millisecond())),
        Command(id="timeline.nudge_left_frame", label=_tr("Nudge left by a frame"), menu=menu,
                enabled=selected, run=lambda: tools.nudge(-tools.frame())),
        Command(id="timeline.nudge_right_frame", label=_tr("Nudge right by a frame"), menu=menu,
                enabled=selected, run=lambda: tools.nudge(tools.frame())),
        Command(id="clip.to_playhead", label=_tr("Move to the playhead"), menu=menu, enabled=selected,
                run=tools.pin_to_playhead),
        Command(id="clip.unpin", label=_tr("&Unpin"), menu=menu, enabled=tools.any_pinned,
                run=lambda: tools.unpin(tools.workbench.selection)),
        Command(id="clip.pause", label=_tr("Pause before the line…"), menu=menu, enabled=selected,
                run=tools.ask_gap),
        Command(id="clip.fit", label=_tr("Fit to a length…"), menu=menu, enabled=selected, run=tools.ask_fit),
        Command(id="clip.fit_next", label=_tr("Fit to the next line's start"), menu=menu, enabled=selected,
                run=tools.fit_to_next),
        Command(id="clip.gain_up", label=_tr("Clip louder by 0.5 dB"), menu=menu, keys="Alt+Up", enabled=selected,
                run=lambda: tools.gain(tools.workbench.selection, 0.5, "clip gain")),
        Command(id="clip.gain_down", label=_tr("Clip softer by 0.5 dB"), menu=menu, keys="Alt+Down",
                enabled=selected, run=lambda: tools.gain(tools.workbench.selection, -0.5, "clip gain")),
        Command(id="clip.gain_reset", label=_tr("Reset the clip's gain"), menu=menu, enabled=selected,
                run=tools.gain_reset),
        Command(id="timeline.taller", label=_tr("Taller tracks"), menu=menu, keys="Ctrl+Shift+=",
                run=lambda: taller(12)),
        Command(id="timeline.lower", label=_tr("Lower tracks"), menu=menu, keys="Ctrl+Shift+-",
                run=lambda: taller(-12)),
        Command(id="timeline.heights_reset", label=_tr("Reset track heights"), menu=menu, run=lambda: taller(0)),
    ):  # fmt: skip
        commands.add(command)
    for name in FRAME_RATES:
        commands.add(_frames_command(tools, name, menu, frame_rate))


def _frames_command(tools: Tools, name: str, menu: str, choose: Callable[[str], None]) -> Command:
    ruler = tools.canvas.ruler
    return Command(
        id=f"timeline.unit_frames_{name}",
        label=_tr("Ruler in frames, {rate} a second").format(rate=name),
        menu=menu,
        run=lambda: choose(name),
        checked=lambda: ruler.unit == "frames" and ruler.frames == FRAME_RATES[name],
    )
