"""Which drag a press begins, what a click selects, and what keys do while the timeline has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent

from studio.desktop.commands import Commands
from studio.desktop.timeline import drags
from studio.desktop.timeline.canvas import Hit
from studio.desktop.timeline.drags import Drag
from studio.desktop.timeline.tools import Tools

_FAR = 4  # pixels before a press is a drag
_CURSORS = {
    "right_edge": Qt.CursorShape.SizeHorCursor,
    "gain": Qt.CursorShape.SizeVerCursor,
    "row_edge": Qt.CursorShape.SplitVCursor,
    "marker": Qt.CursorShape.PointingHandCursor,
    "playhead": Qt.CursorShape.SizeHorCursor,
    "region_start": Qt.CursorShape.SizeHorCursor,
    "region_end": Qt.CursorShape.SizeHorCursor,
}
Modifiers = Qt.KeyboardModifier
Key = Qt.Key


class Gestures(QObject):
    """The hands on the canvas."""

    def __init__(
        self, tools: Tools, commands: Commands, show_menu: Callable[[Hit, QPoint], None], parent: QObject
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.tools, self.canvas, self._commands = tools, tools.canvas, commands
        self._show_menu = show_menu
        self._pressed: Hit | None = None
        self._pressed_with = Modifiers.NoModifier
        self._panning = False
        self._double = False  # the second press of a double click, which may still become a drag
        self._drag: Drag | None = None
        self._cancelled = False

    @property
    def dragging(self) -> bool:
        return self._drag is not None

    # -- the mouse ---------------------------------------------------------------------------------

    def press(self, event: QMouseEvent, double: bool = False) -> None:
        if not self.tools.is_open() or self._pressed is not None:
            return
        button = event.button()
        if button not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        self._pressed = self._hit(event.position())
        self._pressed_with = event.modifiers()
        self._panning = button == Qt.MouseButton.MiddleButton
        self._double, self._cancelled = double, False
        hit, modifiers = self._pressed, event.modifiers()
        if hit.zone in ("ruler", "playhead") and not self._panning and not modifiers & Modifiers.ShiftModifier:
            self._drag = drags.Seek(self.tools, hit)
            if hit.zone == "ruler":
                self._drag.to(hit.x, hit.y, modifiers)
        elif hit.clip is not None and not double and not self._panning and not modifiers & Modifiers.AltModifier:
            line_id, chosen = hit.clip.line_id, self.tools.workbench.selection
            if modifiers & Modifiers.ControlModifier:
                self.tools.select(set(chosen) ^ {line_id}, line_id)
            elif modifiers & Modifiers.ShiftModifier:
                self._extend_to(line_id)
            elif line_id not in chosen:
                self.tools.select([line_id], line_id)

    def move(self, event: QMouseEvent) -> None:
        x, y = event.position().x(), event.position().y()
        hit = self._pressed
        if hit is None:
            self._hover(x, y, event.modifiers())
            return
        if self._cancelled:
            return
        if self._drag is None:
            if abs(x - hit.x) < _FAR and abs(y - hit.y) < _FAR:
                return
            self._drag = self._begin(hit, self._pressed_with)
            if self._drag is None:
                self._cancelled = True
                return
            self.canvas.viewport().setCursor(self._drag.cursor)
        if self._drag.scrolls and not 0 <= x <= self.canvas.width():
            self.canvas.scroll_by((x if x < 0 else x - self.canvas.width()) * 0.4)
        self._drag.to(x, y, event.modifiers())

    def release(self, event: QMouseEvent) -> None:
        hit, drag, cancelled = self._pressed, self._drag, self._cancelled
        self._pressed = self._drag = None
        if hit is None:
            return
        self.canvas.overlay.tell(())
        if drag is not None:
            drag.done()
        elif not cancelled and self._double:
            self._act(hit, self._pressed_with)
        elif not cancelled:
            self._click(hit, self._pressed_with)
        self._hover(event.position().x(), event.position().y(), event.modifiers())

    def double_click(self, event: QMouseEvent) -> None:
        """A press like any other until it is let go: who takes hold again quickly drags."""
        self.press(event, double=True)

    def _act(self, hit: Hit, modifiers: Qt.KeyboardModifier) -> None:
        """What a double click does."""
        tools, clip = self.tools, hit.clip
        if hit.zone == "marker":
            tools.rename_marker(hit.marker)
        elif hit.zone == "scenes":
            tools.add_marker(hit.sample)
        elif clip is not None and modifiers & Modifiers.AltModifier:
            tools.unpin([clip.line_id])
        elif hit.zone == "gain":
            tools.gain_reset()
        elif clip is not None:
            tools.player.play_line(clip.line_id)

    def menu(self, event: QContextMenuEvent) -> None:
        if not self.tools.is_open():
            return
        at = QPointF(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            rect = self.canvas.clip_rect(self.tools.workbench.active or "")
            at = QPointF(max(8.0, rect.left() + 8), rect.top() + 24) if rect is not None else at
        hit = self._hit(at)
        if hit.clip is not None and hit.clip.line_id not in self.tools.workbench.selection:
            self.tools.select([hit.clip.line_id])
        self._show_menu(hit, self.canvas.mapToGlobal(at.toPoint()))

    def tip(self, x: float, y: float) -> str:
        """What a clip or marker is, in words."""
        hit = self.canvas.hit(x, y)
        if hit.marker is not None:
            at = self.tools.text(hit.marker.start)
            return self.tr("{name} at {position}").format(name=hit.marker.name, position=at)
        return self.tools.describe(hit.clip) if hit.clip is not None and not self.dragging else ""

    def cancel(self) -> bool:
        """Escape during a drag: nothing has happened."""
        if self._drag is None:
            return False
        self._drag.cancel()
        self._drag, self._cancelled = None, True
        self.canvas.overlay.tell(())
        return True

    def _hit(self, at: QPointF) -> Hit:
        """What is there now, even if the newest edit has not been painted yet."""
        _ = self.tools.arrangement
        return self.canvas.hit(at.x(), at.y())

    def _begin(self, hit: Hit, modifiers: Qt.KeyboardModifier) -> Drag | None:
        tools, zone = self.tools, hit.zone
        if self._panning:
            return drags.Pan(tools, hit)
        if zone in ("region_start", "region_end", "ruler", "playhead"):
            return drags.Region(tools, hit)
        if zone == "marker":
            return drags.Flag(tools, hit)
        if zone == "row_edge":
            return drags.RowEdge(tools, hit)
        if modifiers & Modifiers.AltModifier:
            return self._gap(hit)
        if zone == "right_edge" and hit.clip is not None:
            return drags.Stretch(tools, hit) if tools.may_fit(hit.clip) else None
        if zone == "gain":
            return drags.Gain(tools, hit)
        if hit.clip is not None:
            return drags.Move(tools, hit) if hit.clip.line_id in tools.workbench.selection else None
        return drags.Rubber(tools, hit, bool(modifiers & (Modifiers.ControlModifier | Modifiers.ShiftModifier)))

    def _gap(self, hit: Hit) -> Drag | None:
        arrangement = self.tools.arrangement
        if arrangement is None:
            return None
        if hit.clip is not None:
            gap = arrangement.gap_before(hit.clip.line_id)
        else:
            gap = arrangement.gap_at(hit.sample, hit.row)
        return drags.Pause(self.tools, hit, gap) if gap is not None else None

    def _click(self, hit: Hit, modifiers: Qt.KeyboardModifier) -> None:
        plain = modifiers in (Modifiers.NoModifier, Modifiers.KeypadModifier)
        if hit.clip is not None:
            if plain:
                self.tools.select([hit.clip.line_id], hit.clip.line_id)
        elif hit.zone == "marker" and hit.marker is not None:
            self.tools.go(hit.marker.start)
        elif hit.zone in ("empty", "scenes") and plain and not self._panning:
            self.tools.player.seek(self.tools.snapped(hit.sample, modifiers, playhead=False))

    def _extend_to(self, line_id: str) -> None:
        arrangement, active = self.tools.arrangement, self.tools.workbench.active
        if arrangement is None or active is None or active not in arrangement.order:
            self.tools.select([line_id], line_id)
            return
        first, last = sorted((arrangement.order[active], arrangement.order[line_id]))
        self.tools.select([c.line_id for c in arrangement.script[first : last + 1]], active)

    def _hover(self, x: float, y: float, modifiers: Qt.KeyboardModifier) -> None:
        hit = self.canvas.hit(x, y)
        cursor = _CURSORS.get(hit.zone, Qt.CursorShape.ArrowCursor)
        if modifiers & Modifiers.AltModifier and hit.zone in ("empty", "clip"):
            cursor = Qt.CursorShape.SplitHCursor
        self.canvas.viewport().setCursor(cursor)

    # -- keys ----------------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """Whether the key meant something here."""
        key, modifiers, tools = event.key(), event.modifiers() & ~Modifiers.KeypadModifier, self.tools
        if not tools.is_open():
            return False
        if key == Key.Key_Escape:
            return self.cancel()
        if key in (Key.Key_Left, Key.Key_Right) and modifiers in (Modifiers.NoModifier, Modifiers.ControlModifier):
            step = tools.millisecond() if modifiers else tools.pixel()
            tools.nudge(step if key == Key.Key_Right else -step)
            return True
        if key in (Key.Key_Up, Key.Key_Down) and modifiers in (Modifiers.NoModifier, Modifiers.ShiftModifier):
            tools.step(1 if key == Key.Key_Down else -1, bool(modifiers))
            return True
        if key in (Key.Key_Home, Key.Key_End) and not modifiers and tools.arrangement is not None:
            tools.go(0 if key == Key.Key_Home else tools.arrangement.length)
            return True
        command = self._commands.row_command(QKeySequence(event.keyCombination()).toString())
        return command is not None and self._commands.run(command.id)
