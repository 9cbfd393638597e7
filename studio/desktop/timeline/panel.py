"""The timeline dock: tracks at the left, clips at the right, one scale, one row of switches.

Importing this costs a second (pyqtgraph), so the window makes it after its first paint.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QScrollBar, QToolButton, QWidget

from studio.desktop.commands import Commands, plain
from studio.desktop.player import Player
from studio.desktop.timeline.actions import TimelineCommands
from studio.desktop.timeline.arrangement import Arrangement
from studio.desktop.timeline.canvas import HIGHEST_ROW, LOWEST_ROW, ROW_HEIGHT, TOP, Canvas
from studio.desktop.timeline.gestures import Gestures
from studio.desktop.timeline.headers import Headers
from studio.desktop.timeline.loader import Loader
from studio.desktop.timeline.menus import ContextMenus
from studio.desktop.timeline.scale import FRAME_RATES
from studio.desktop.timeline.tools import ORIGIN, Tools
from studio.desktop.workbench import Workbench
from studio.session.session import Change

SETTLE_MS, BUSY_MS = 15, 200  # edits and takes that come one after the other are one new arrangement
GROW_MS = 50  # a growing wave is drawn as often
_COSTLY = 0.02  # seconds: a project whose layout takes longer waits until nobody types,
_PATIENCE = 1.0  # but no longer than so many seconds: takes may land all night
_STEPS = 1 << 30  # of the scroll bar, for programmes longer than it can count


class TimelinePanel(QWidget):
    """Everything about when lines sound."""

    def __init__(
        self, workbench: Workbench, player: Player, commands: Commands, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.workbench, self.player, self.commands = workbench, player, commands
        self._arrangement: Arrangement | None = None
        self._stale = True
        self._shown_project = ""
        self._loader = Loader(self)
        self.canvas = Canvas(self._loader, self._pinned, workbench.growing, self)
        self.tools = Tools(workbench, player, self.canvas, lambda: self.arrangement, self)
        self.headers = Headers(self.tools, self.canvas, self)
        self.across, self.down = QScrollBar(Qt.Orientation.Horizontal), QScrollBar(Qt.Orientation.Vertical)
        self._hint = QLabel(self.tr("Lines appear here as they are written."), self.canvas)
        TimelineCommands(commands, self.tools)
        self.menus = ContextMenus(self.tools, commands, self.headers, self)
        self.gestures = Gestures(self.tools, commands, self.menus.about, self)
        self.canvas.hands = self.gestures
        self._build()
        self._cost = 0.0  # seconds that the last arrangement took
        self._behind_since = 0.0  # when the first change came that is not shown yet
        self._reveal = False  # a line was selected elsewhere while the arrangement was an old one
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self.refresh)
        self._heard_rows: set[int] = set()
        self._grow = QTimer(self)
        self._grow.setSingleShot(True)
        self._grow.setInterval(GROW_MS)
        self._grow.timeout.connect(self._show_growing)
        self._listen()
        if workbench.is_open:
            self._opened()

    # -- what is shown -----------------------------------------------------------------------------

    @property
    def arrangement(self) -> Arrangement | None:
        """The present one: made anew first when the document has moved on."""
        if self._stale and self.workbench.is_open:
            self.refresh()
        return self._arrangement

    def refresh(self) -> None:
        """Show the timeline as it is now."""
        self._settle.stop()
        self._stale = False
        if not self.workbench.is_open:
            return
        began = time.perf_counter()
        store = self.workbench.session.store

        def peaks(key: str) -> bytes:
            take = store.get(key)
            return take.peaks if take is not None else b""

        self._arrangement = Arrangement(self.workbench.timeline, peaks, self._arrangement)
        self._mark_busy(frozenset(self.workbench.queue))
        self._arrangement.select(self.workbench.selection)
        self.canvas.show_arrangement(self._arrangement)
        self.canvas.show_markers(self.workbench.project.markers)
        self.headers.show_tracks(self._arrangement.timeline.tracks)
        self._show_listening()
        self._set_bars()
        self._hint.setVisible(not self._arrangement.script)
        self._first_look()
        if self._reveal:
            self._reveal = False
            self.tools.show_line(self.workbench.active)
        self._cost = time.perf_counter() - began

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown_project == "":
            QTimer.singleShot(0, self, self._first_look)  # it waits until there is a size

    def _first_look(self) -> None:
        """The first half minute of a project, or all of a shorter one: clips are wide enough to read."""
        arrangement = self._arrangement
        if arrangement is None or not arrangement.script or not self.isVisible():
            return
        if self._shown_project == arrangement.timeline.project_id:
            return
        self._shown_project = arrangement.timeline.project_id
        rate, length = arrangement.rate, arrangement.length
        self.canvas.show_span(0, max(rate, min(length, 30 * rate)))

    def _opened(self) -> None:
        self._arrangement, self._shown_project, self._stale = None, "", True
        self._loader.forget()
        heights = self.workbench.preferences.heights(self.workbench.project.id)
        self.canvas.heights = {i: min(max(h, LOWEST_ROW), HIGHEST_ROW) for i, h in heights.items()}
        self.tools.set_region(None)
        self.refresh()
        self.canvas.set_playhead(self.player.position)

    def _keep_heights(self) -> None:
        if self.workbench.is_open:
            heights = {i: h for i, h in self.canvas.heights.items() if h != ROW_HEIGHT}
            self.workbench.preferences.remember_heights(self.workbench.project.id, heights)

    def _moved_on(self) -> None:
        self._stale = True
        if not self.isVisible():
            return
        if not self._settle.isActive():
            self._behind_since = time.monotonic()
            self._settle.start(BUSY_MS if self._cost > _COSTLY else SETTLE_MS)
        elif self._cost > _COSTLY and time.monotonic() - self._behind_since < _PATIENCE:
            self._settle.start(BUSY_MS)

    def _changed(self, change: Change) -> None:
        """What was done here is seen at once."""
        if change.origin == ORIGIN:
            QTimer.singleShot(0, self, self._catch_up)

    def _catch_up(self) -> None:
        if self._stale:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def _states_changed(self, line_ids: frozenset[str]) -> None:
        if self._stale or self._arrangement is None:
            return
        for row in self._mark_busy(line_ids):
            self.canvas.renew(row)

    def _heard(self, line_id: str) -> None:
        place = self._arrangement.places.get(line_id) if self._arrangement is not None else None
        if place is not None and not self._stale:
            self._heard_rows.add(place.row)
            if not self._grow.isActive():
                self._grow.start()

    def _show_growing(self) -> None:
        """The waves of lines that are being spoken have grown."""
        rows, self._heard_rows = self._heard_rows, set()
        for row in rows:
            self.canvas.renew(row)

    def _mark_busy(self, line_ids: frozenset[str]) -> set[int]:
        """Colour clips by what the queue does with them; returns the rows."""
        arrangement, rows = self._arrangement, set()
        assert arrangement is not None
        for line_id in line_ids:
            place = arrangement.places.get(line_id)
            if place is not None and self.workbench.line(line_id) is not None:
                arrangement.rows[place.row].set_state(place.index, str(self.workbench.state(line_id).state))
                rows.add(place.row)
        return rows

    def _selected(self, origin: str) -> None:
        elsewhere = origin not in (ORIGIN, "document") and not self.gestures.dragging
        arrangement = self._arrangement
        if arrangement is None or self._stale:
            self._reveal = elsewhere
            return
        for row in arrangement.select(self.workbench.selection):
            self.canvas.renew(row)
        clip = arrangement.clip(self.workbench.active or "")
        self.canvas.setAccessibleDescription(self.tools.describe(clip) if clip is not None else "")
        if elsewhere:
            self.tools.show_line(self.workbench.active)

    def _playhead(self, sample: int) -> None:
        canvas, mode = self.canvas, self.tools.follow
        if self.player.playing and mode != "off" and not self.gestures.dragging:
            x, width = canvas.scale_now.x(sample), canvas.width()
            if mode == "smooth" and x > width * 0.4:
                canvas.scroll_by(x - width * 0.4)
            elif x > width * 0.96 or x < 0:
                canvas.scroll_by(x - width * 0.08)
        canvas.set_playhead(sample)

    def _show_listening(self) -> None:
        player, headers = self.player, self.headers.headers
        alone = any(player.is_solo(header.character_id) for header in headers)
        silent = set()
        for header in headers:
            muted, solo = player.is_muted(header.character_id), player.is_solo(header.character_id)
            header.show_listening(muted, solo)
            if muted or (alone and not solo):
                silent.add(header.character_id)
        self.canvas.set_silent(silent)

    def _pinned(self, line_id: str) -> bool:
        return self.workbench.is_open and self.tools.pinned(line_id)

    # -- building ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setMinimumSize(420, TOP + 72)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.headers, 0, 0, 2, 1)
        grid.addWidget(self.canvas, 0, 1)
        grid.addWidget(self.down, 0, 2)
        grid.addWidget(self.across, 1, 1)
        self.across.setAccessibleName(self.tr("Scroll in time"))
        self.down.setAccessibleName(self.tr("Scroll the tracks"))
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setEnabled(False)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hint.setGeometry(24, TOP + 16, 320, 24)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._corner()

    def _corner(self) -> None:
        """The switches over the track headers."""
        corner = self.headers.corner
        rows = QGridLayout(corner)
        rows.setContentsMargins(6, 2, 6, 2)
        rows.setSpacing(0)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        self.unit = QToolButton(corner)
        self.unit.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.unit.setAccessibleName(self.tr("Unit of the ruler"))
        self.unit.setToolTip(self.unit.accessibleName())
        menu = QMenu(self.unit)
        for name in ("unit_time", "unit_samples", *(f"unit_frames_{rate}" for rate in FRAME_RATES)):
            menu.addAction(self.commands.action(f"timeline.{name}"))
        self.unit.setMenu(menu)
        upper.addWidget(self.unit)
        upper.addStretch(1)
        for name, sign in (("zoom_out", "−"), ("zoom_in", "+"), ("fit", "↔")):
            upper.addWidget(self._button(f"timeline.{name}", sign))
        for name, word in (
            ("snap", self.tr("Snap")), ("ripple", self.tr("Ripple")), ("follow", self.tr("Follow"))
        ):  # fmt: skip
            lower.addWidget(self._button(f"timeline.{name}", word))
        lower.addStretch(1)
        for n, row in enumerate((upper, lower)):
            row.setSpacing(3)
            rows.addLayout(row, n, 0)
        corner.setStyleSheet("QToolButton { padding: 0 6px; font-size: 8.5pt; min-height: 17px; max-height: 17px; }")
        self._show_options()

    def _button(self, command_id: str, text: str) -> QToolButton:
        action = self.commands.action(command_id)
        button = QToolButton(self.headers.corner)
        button.setDefaultAction(action)
        button.setText(text)
        button.setAccessibleName(plain(action.text()).rstrip("…"))
        # An action that changes (its text, its tick) writes its own text into the button again.
        word = weakref.ref(button)
        action.changed.connect(lambda: _keep_text(word, text))
        return button

    def _show_options(self) -> None:
        ruler = self.canvas.ruler
        rate = next((name for name, frames in FRAME_RATES.items() if frames == ruler.frames), "")
        words = {
            "time": self.tr("Time"),
            "samples": self.tr("Samples"),
            "frames": self.tr("{rate} fps").format(rate=rate),
        }
        self.unit.setText(words[ruler.unit] + " ▾")
        self.unit.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.commands.refresh()

    def _listen(self) -> None:
        bench, player = self.workbench, self.player
        bench.opened.connect(self._opened)
        bench.timeline_changed.connect(self._moved_on)
        bench.changed.connect(self._changed)
        bench.states_changed.connect(self._states_changed)
        bench.heard.connect(self._heard)
        bench.selection_changed.connect(self._selected)
        player.moved.connect(self._playhead)
        player.changed.connect(self._show_listening)
        player.word_changed.connect(self.canvas.set_word)
        self.tools.options_changed.connect(self._show_options)
        self._loader.loaded.connect(self.canvas.renew)
        self.canvas.scaled.connect(self._set_bars)
        self.canvas.rows_moved.connect(self._set_bars)
        self.canvas.heights_changed.connect(self._keep_heights)
        self.across.valueChanged.connect(self._scrolled_across)
        self.down.valueChanged.connect(self._scrolled_down)
        self.destroyed.connect(self._loader.close)

    # -- scroll bars -------------------------------------------------------------------------------

    def _set_bars(self) -> None:
        arrangement, canvas = self._arrangement, self.canvas
        if arrangement is None:
            return
        scale = canvas.scale_now
        page = scale.width * scale.per_px
        whole = max(arrangement.length + page * 0.5, scale.first + page)
        for bar, first, size, total in (
            (self.across, scale.first, page, whole),
            (self.down, float(canvas.scrolled_down), float(canvas.height() - TOP), float(canvas.rows_height)),
        ):
            unit = max(1.0, total / _STEPS)
            bar.blockSignals(True)
            bar.setRange(0, max(0, round((total - size) / unit)))
            bar.setPageStep(max(1, round(size / unit)))
            bar.setSingleStep(max(1, round(size / unit / 16)))
            bar.setValue(round(first / unit))
            bar.blockSignals(False)
        self.down.setVisible(self.down.maximum() > 0)

    def _scrolled_across(self, value: int) -> None:
        scale, arrangement = self.canvas.scale_now, self._arrangement
        if arrangement is not None:
            page = scale.width * scale.per_px
            unit = max(1.0, max(arrangement.length + page * 0.5, scale.first + page) / _STEPS)
            self.canvas.scroll_by((value * unit - scale.first) / scale.per_px)

    def _scrolled_down(self, value: int) -> None:
        self.canvas.scroll_down(value - self.canvas.scrolled_down)


def _keep_text(button: Callable[[], QToolButton | None], text: str) -> None:
    found = button()
    if found is not None and found.text() != text:
        found.setText(text)
