"""How long the active line may be: its slot, what is too much, and what can be done about it with one click."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.desktop.inspector.field import said
from studio.desktop.theme import theme
from studio.timeline.fit import Fit


class SlotView(QWidget):
    """Shows a fit, and asks for another."""

    gap_asked = Signal()
    fit_asked = Signal()
    reroll_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setAccessibleName(self.tr("Slot of the line"))
        self.gap = QPushButton(self.tr("Use the gap"))
        self.gap.setToolTip(self.tr("The line may go on in the silence before the next one"))
        self.gap.clicked.connect(self.gap_asked)
        self.fit = QPushButton(self.tr("Fit"))
        self.fit.clicked.connect(self.fit_asked)
        self.reroll = QPushButton(self.tr("Re-roll"))
        self.reroll.setToolTip(self.tr("Another reading may be shorter"))
        self.reroll.clicked.connect(self.reroll_asked)
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in (self.gap, self.fit, self.reroll):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.told)
        column.addLayout(row)
        self.hide()

    def show_fit(self, now: Fit | None, faster: Fit | None, usual: float, rate: int) -> None:
        """``now`` as the line is, ``faster`` as it would be at another speed than ``usual``; None: no slot."""
        self.setVisible(now is not None)
        if now is None:
            return
        self.told.setText(self._words(now, rate))
        colour = theme().error if now.left else theme().warning if now.over > 0 else theme().quiet
        self.told.setStyleSheet(f"color: {colour}")
        long = now.over > 0
        self.gap.setVisible(long and now.mode != "gap")
        self.gap.setEnabled(bool(now.room))
        self.reroll.setVisible(long)
        speed = faster.speed if faster is not None else None
        self.fit.setVisible(long)
        self.fit.setEnabled(speed is not None)
        self.fit.setText(self.tr("Fit") if speed is None else said(self.tr("Fit ×%1"), f"{speed / usual:.2f}"))
        left = faster.left / rate if faster is not None else 0.0
        tip = self.tr("Spoken faster, so that it ends with its slot")
        if speed is None:
            tip = self.tr("Render the line first: its length is only estimated.") if now.estimated else ""
        elif left > 0:
            tip = said(self.tr("As fast as it sounds natural; %1 s remain too long"), f"{left:.2f}")
        self.fit.setToolTip(tip)

    def _words(self, now: Fit, rate: int) -> str:
        slot, over = now.slot / rate, now.over / rate
        about = "≈ " if now.estimated else ""
        if over <= 0:
            return said(self.tr("Slot %1 s · %2 s to spare"), f"{slot:.2f}", f"{about}{-over:.2f}")
        if not now.left:
            room = "" if now.room is None else f"{now.room / rate:.2f}"
            if not room:
                return said(self.tr("Slot %1 s · %2 s longer; nothing follows"), f"{slot:.2f}", f"{about}{over:.2f}")
            text = self.tr("Slot %1 s · %2 s longer, in %3 s of silence")
            return said(text, f"{slot:.2f}", f"{about}{over:.2f}", room)
        if now.mode == "gap" and now.room:
            text = self.tr("Slot %1 s · %2 s too long, %3 s of it into the next line")
            return said(text, f"{slot:.2f}", f"{about}{over:.2f}", f"{now.left / rate:.2f}")
        return said(self.tr("Slot %1 s · %2 s too long"), f"{slot:.2f}", f"{about}{over:.2f}")
