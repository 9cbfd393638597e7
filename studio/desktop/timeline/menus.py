"""What a right click on the timeline offers: commands of the table, about what is under the mouse.

A menu holds no actions of its own. What it is about is kept in the tools while it is open, so that the same
command means the playhead, the nearest marker or the active line when it is run from anywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QTimer
from PySide6.QtWidgets import QMenu, QWidget

from studio.desktop.commands import Command, Commands
from studio.desktop.timeline.headers import Headers, TrackHeader
from studio.desktop.timeline.hits import Hit
from studio.desktop.timeline.scale import FRAME_RATES
from studio.desktop.timeline.tools import Tools
from studio.document import edits

# None is a rule; what nobody has registered is left out.
_CLIP = (
    "transport.play_line", "transport.play_from", "render.selection", None,
    "take.reroll", "take.previous", "take.next", "take.lock", None,
    "clip.pause", "clip.fit", "clip.fit_next", "clip.gain_reset", "clip.to_playhead", "clip.unpin", None,
    "timeline.fit_selection", "timeline.region",
)  # fmt: skip
_MARKER = ("timeline.marker_rename", "timeline.marker_delete", None, "timeline.marker_previous", "timeline.marker_next")
_PLACE = ("timeline.playhead_here", "timeline.marker", None)
_GAP = (*_PLACE, "clip.pause", None, "timeline.snap", "timeline.ripple", None, "timeline.fit", "timeline.region_clear")
_RULER = (
    *_PLACE, "timeline.unit_time", "timeline.unit_samples", *(f"timeline.unit_frames_{rate}" for rate in FRAME_RATES),
    None, "timeline.region", "timeline.region_play", "timeline.region_clear", None,
    "timeline.fit", "timeline.fit_selection",
)  # fmt: skip
_TRACK = (
    "track.rename", "track.color", "track.mute", "track.solo", "track.gain_reset", None, "track.select", None,
    "timeline.taller", "timeline.lower", "timeline.heights_reset",
)  # fmt: skip


class ContextMenus(QObject):
    """Opens the menus, and adds what can be done to a track to the table."""

    def __init__(self, tools: Tools, commands: Commands, headers: Headers, parent: QWidget) -> None:
        super().__init__(parent)
        self._tools, self._commands, self._headers, self._parent = tools, commands, headers, parent
        self._track = ""  # id of the character whose track an open menu is about
        headers.menu_wanted.connect(self.about_track)
        self._add_commands()

    def about(self, hit: Hit, at: QPoint) -> None:
        """The menu of a place in the view."""
        self._tools.pointed = hit
        if hit.marker is not None:
            self._open(_MARKER, at)
        elif hit.clip is not None:
            self._open(_CLIP, at)
        elif hit.row >= 0:
            self._open(_GAP, at)
        else:
            self._open(_RULER, at)

    def about_track(self, character_id: str, at: QPoint) -> None:
        self._track = character_id
        self._open(_TRACK, at)

    def _open(self, names: Iterable[str | None], at: QPoint) -> None:
        menu = QMenu(self._parent)
        known = {command.id for command in self._commands.all()}
        for name in names:
            if name is None:
                menu.addSeparator()
            elif name in known:
                menu.addAction(self._commands.action(name))
        self._commands.refresh()
        # A menu hides before it runs what was chosen, and what was chosen still asks what it is about.
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._close))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _close(self) -> None:
        self._tools.pointed, self._track = None, ""
        self._commands.refresh()

    # -- commands ------------------------------------------------------------------------------------

    def _add_commands(self) -> None:
        tools, player = self._tools, self._tools.player
        menu = QCoreApplication.translate("TimelineCommands", "&Timeline")

        def some() -> bool:
            return bool(self.track)

        def add(
            identity: str, label: str, run: Callable[[], object], checked: Callable[[], bool] | None = None,
            enabled: Callable[[], bool] = some,
        ) -> None:  # fmt: skip
            self._commands.add(
                Command(id=identity, label=label, menu=menu, run=run, checked=checked, enabled=enabled)
            )  # fmt: skip

        add("timeline.playhead_here", self.tr("Playhead here"), tools.go_to_pointed, enabled=tools.is_pointed)
        add("track.rename", self.tr("Rename the track…"), self._rename)
        add("track.color", self.tr("Colour of the track…"), self._ask_color)
        add("track.mute", self.tr("Mute the track"), self._mute, lambda: player.is_muted(self.track))
        add("track.solo", self.tr("Solo the track"), self._solo, lambda: player.is_solo(self.track))
        add("track.gain_reset", self.tr("Reset the track's gain"), self._reset_gain)
        add("track.select", self.tr("Select the track's lines"), self._select)

    # -- tracks --------------------------------------------------------------------------------------

    @property
    def track(self) -> str:
        """The character whose track a command means: that of the open menu, or of the active line."""
        bench = self._tools.workbench
        if self._track or not bench.is_open:
            return self._track
        line = bench.line(bench.active or "")
        return line.character if line is not None else ""

    def _header(self) -> TrackHeader | None:
        """That of the track, in view."""
        for row, strip in enumerate(self._tools.canvas.strips):
            if strip.row.track.character_id == self.track:
                self._tools.canvas.reveal_row(row)
        return self._headers.header(self.track)

    def _rename(self) -> None:
        header = self._header()
        if header is not None:
            header.name.begin()

    def _ask_color(self) -> None:
        header = self._header()
        if header is not None:
            header.ask_color()

    def _mute(self) -> None:
        player = self._tools.player
        player.set_mute(self.track, not player.is_muted(self.track))

    def _solo(self) -> None:
        player = self._tools.player
        player.set_solo(self.track, not player.is_solo(self.track))

    def _reset_gain(self) -> None:
        track = self.track
        self._tools.edit(self.tr("Reset track gain"), lambda p: edits.replace_character(p, track, gain=0.0))

    def _select(self) -> None:
        """Every line of the character; the active one stays if it is theirs."""
        bench = self._tools.workbench
        mine = [line.id for line in bench.project.lines() if line.character == self.track]
        if mine:
            bench.select(mine, bench.active if bench.active in mine else mine[0], "track")
