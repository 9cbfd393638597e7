"""The delivery plan of a line as a small table that can be read, selected and copied."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from engine.protocol import Method, PlanItem
from studio.desktop.below import shown
from studio.desktop.inspector.controls import Words
from studio.desktop.inspector.field import said
from studio.desktop.theme import theme

MOST = 60  # rows; a line of a thousand tags is read in the script


class PlanView(QLabel):
    """Control, value, how it is done, and why not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[PlanItem, ...] = ()
        self._nothing = ""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(flags)
        self.setAccessibleName(self.tr("Delivery plan"))

    def show_plan(self, items: Sequence[PlanItem], nothing: str) -> None:
        """``nothing`` is said when there are no items."""
        if (tuple(items), nothing) == (self._items, self._nothing):
            return
        self._items, self._nothing = tuple(items), nothing
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._write()

    def _write(self) -> None:
        t = theme()
        self.setForegroundRole(QPalette.ColorRole.WindowText if self._items else QPalette.ColorRole.PlaceholderText)
        if not self._items:
            self.setText(escape(self._nothing))
            return
        rows = []
        for item in self._items[:MOST]:
            cannot = item.method is Method.CANNOT
            how = Words.method(item.method)
            if item.approximate and not cannot:
                how = said(self.tr("≈ %1"), how)
            color = t.error if cannot else (t.warning if item.note else t.quiet)
            value = _told(item.value) if item.control == "emotion" else item.value
            rows.append(
                f"<tr><td>{escape(Words.control(item.control))}</td>"
                f"<td style='padding-left:10px'>{escape(value)}</td>"
                f"<td style='padding-left:10px; color:{color}'>{escape(how)}</td></tr>"
            )
            if item.note:
                cell = f"<td colspan='2' style='padding-left:10px; color:{color}'>{escape(shown(item.note))}</td>"
                rows.append(f"<tr><td></td>{cell}</tr>")
        if len(self._items) > MOST:
            more = said(self.tr("and %1 more"), len(self._items) - MOST)
            rows.append(f"<tr><td colspan='3' style='color:{t.quiet}'>{escape(more)}</td></tr>")
        self.setText(f"<table cellspacing='0' cellpadding='1'>{''.join(rows)}</table>")


def _told(emotion: str) -> str:
    """“calm 0.5” in the words of the window."""
    name, _, intensity = emotion.partition(" ")
    return f"{Words.emotion(name)} {intensity}".strip()
