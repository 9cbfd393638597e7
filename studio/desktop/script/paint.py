"""How a row looks: painted once into a picture, from the facts of its line and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from studio.desktop.script.columns import PAD, STRIPE, Column, Columns, columns
from studio.desktop.script.display import display
from studio.desktop.script.facts import LineFacts, SceneFacts
from studio.desktop.script.textlayout import TextLayouts, paint_text
from studio.desktop.script.wave import paint_wave
from studio.desktop.script.wording import Wording
from studio.desktop.theme import ICONS, Theme, state_word, theme
from studio.render.states import State

MARGIN = 8  # above and below the words
SCENE_HEIGHT = 38
_GAP = 4
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Look:
    """What a row looks like beside its facts."""

    number: int
    selected: bool
    active: bool
    editing: bool = False
    focused: bool = False  # the keyboard is in the rows, at this one
    word: int = -1  # of the take, being heard
    needle: re.Pattern[str] | None = None


class RowPainter:
    """Knows the fonts; paints rows and says how high they are."""

    def __init__(self) -> None:
        self.texts = TextLayouts()
        self.wording = Wording()
        self.slots = False  # whether lines have slots, and so may be too long
        self.use(QFont())

    def use(self, font: QFont) -> None:
        """Another font or another theme."""
        self.font = font
        self.small = QFont(font)
        self.small.setPointSizeF(font.pointSizeF() * 0.86)
        self.note = QFont(self.small)
        self.note.setItalic(True)
        self.bold = QFont(font)
        self.bold.setWeight(QFont.Weight.DemiBold)
        self.metrics = QFontMetrics(font)
        self.small_metrics = QFontMetrics(self.small)
        self.texts.use(font)

    # -- measures ------------------------------------------------------------------------------------

    def columns(self, width: int) -> Columns:
        return columns(width, self.metrics.horizontalAdvance("0"), self.slots)

    @property
    def line_height(self) -> int:
        return self.metrics.height()

    @property
    def badge_height(self) -> int:
        return self.small_metrics.height() + 4

    def height(self, facts: LineFacts | SceneFacts, width: int, words: int = 0) -> int:
        """Height of a row; ``words`` is the height of its text when that is known already (an editor's)."""
        if isinstance(facts, SceneFacts):
            return SCENE_HEIGHT
        text = words or self.texts.height(facts.line.text, self.columns(width).text.width)
        return self.above(facts) + max(text, self.line_height) + self._below(facts) + MARGIN

    def estimate(self, facts_text: str, extra: int, width: int) -> int:
        """Roughly the height of a row with this text, without laying it out."""
        per_row = max(1, self.columns(width).text.width // max(1, self.metrics.averageCharWidth()))
        rows = max(1, -(-len(facts_text) // per_row))
        return 2 * MARGIN + rows * self.line_height + extra

    def above(self, facts: LineFacts) -> int:
        """From the row's top to its words."""
        return MARGIN + (self.small_metrics.height() + 2 if facts.line.note else 0)

    def _below(self, facts: LineFacts) -> int:
        return self.badge_height + _GAP if facts.badges or facts.line.status else 0

    # -- painting ------------------------------------------------------------------------------------

    def scene(self, p: QPainter, rect: QRect, facts: SceneFacts, look: Look) -> None:
        t = theme()
        p.fillRect(rect, QColor(t.panel))
        self._rule(p, rect, t)
        count = self.wording.scene(facts.lines, facts.seconds)
        p.setFont(self.small)
        wide = self.small_metrics.horizontalAdvance(count)
        p.setPen(QColor(t.quiet))
        p.drawText(QRect(rect.right() - PAD - wide, rect.y(), wide + 2, rect.height()), _RIGHT, count)
        if look.editing:
            return
        p.setFont(self.bold)
        p.setPen(QColor(t.text if facts.title else t.quiet))
        left = rect.x() + STRIPE + PAD
        title = facts.title or self.wording.untitled
        room = rect.width() - left - wide - 3 * PAD
        title = QFontMetrics(self.bold).elidedText(title, Qt.TextElideMode.ElideRight, room)
        p.drawText(QRect(left, rect.y(), room, rect.height()), _LEFT, title)

    def line(self, p: QPainter, rect: QRect, facts: LineFacts, look: Look) -> None:
        t = theme()
        p.fillRect(rect, QColor(t.selection if look.selected else t.ground))
        self._rule(p, rect, t)
        if look.active:
            p.fillRect(QRect(rect.x(), rect.y(), STRIPE, rect.height() - 1), QColor(t.accent))
        if look.focused:
            p.setPen(QColor(t.accent))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRect(rect.adjusted(0, 0, -1, -2))
        c = self.columns(rect.width())
        x, y = rect.x(), rect.y()
        words = self.texts.layout(facts.line.text, c.text.width)
        # Other scripts stand lower in their line; the figures beside them follow.
        drop = round(words.lineAt(0).ascent()) - self.metrics.ascent() if facts.line.text else 0
        first = QRect(x, y + self.above(facts) + drop, rect.width(), self.line_height)
        if facts.line.note:
            self._note(p, QRect(x + c.text.x, y + MARGIN - 2, c.text.width, self.small_metrics.height()), facts, t)
        self._number(p, first, c.number, look, t)
        self._character(p, first, c.character, facts, t)
        if not look.editing:
            self._words(p, QPoint(x + c.text.x, first.y() - drop), c.text.width, facts, look, t)
        self._badges(p, QRect(x + c.text.x, rect.bottom() - MARGIN - self.badge_height + 2, c.text.width,
                              self.badge_height), facts, t)  # fmt: skip
        self._figures(p, first, c, facts, t)
        if c.wave.width:
            high = min(30, rect.height() - 10)
            top = min(max(rect.y() + 5, first.center().y() - high // 2), rect.bottom() - 4 - high)
            box = QRect(x + c.wave.x, top, c.wave.width - PAD, high)
            paint_wave(p, box, facts, look.word)
        self._state(p, first, c.state, facts, t)

    @staticmethod
    def _rule(p: QPainter, rect: QRect, t: Theme) -> None:
        p.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), QColor(_mixed(t.line, t.ground, 0.55)))

    def _note(self, p: QPainter, box: QRect, facts: LineFacts, t: Theme) -> None:
        p.setFont(self.note)
        p.setPen(QColor(t.quiet))
        words = facts.line.note.replace("\n", " · ")
        p.drawText(box, _LEFT, QFontMetrics(self.note).elidedText(words, Qt.TextElideMode.ElideRight, box.width()))

    def _number(self, p: QPainter, first: QRect, column: Column, look: Look, t: Theme) -> None:
        p.setFont(self.small)
        p.setPen(QColor(t.text if look.active else t.quiet))
        p.drawText(QRect(first.x() + column.x, first.y(), column.width, first.height()), _RIGHT, str(look.number))

    def _character(self, p: QPainter, first: QRect, column: Column, facts: LineFacts, t: Theme) -> None:
        box = QRect(first.x() + column.x, first.y(), column.width, first.height())
        mark = QRectF(box.x(), box.y() + 2, 3, box.height() - 4)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(facts.color))
        p.drawRoundedRect(mark, 1.5, 1.5)
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setFont(self.bold)
        p.setPen(QColor(readable(facts.color, t.ground, t.selection)))
        name = QFontMetrics(self.bold).elidedText(facts.character, Qt.TextElideMode.ElideRight, box.width() - 14)
        p.drawText(box.adjusted(9, 0, 0, 0), _LEFT, name)

    def _words(self, p: QPainter, at: QPoint, width: int, facts: LineFacts, look: Look, t: Theme) -> None:
        text = facts.line.text
        if not text:
            p.setFont(self.note)
            p.setPen(QColor(t.quiet))
            p.drawText(QRect(at.x(), at.y(), width, self.line_height), _LEFT, self.wording.nothing)
            return
        shown = display(text, facts.odd_voices)
        word = None
        take = facts.take
        if take is not None and 0 <= look.word < len(take.words):
            spoken = take.words[look.word]
            word = shown.word(spoken.offset, len(spoken.text))
        hits = [m.span() for m in look.needle.finditer(shown.text) if m.group()] if look.needle else ()
        p.setFont(self.font)
        paint_text(p, self.texts.layout(text, width), shown, QPointF(at), word=word, hits=hits)

    def _badges(self, p: QPainter, box: QRect, facts: LineFacts, t: Theme) -> None:
        p.setFont(self.small)
        x = box.x()
        shown = [(self.wording.badge(kind, label), t.quiet, t.text) for kind, label in facts.badges]
        if facts.line.status:
            good = facts.line.status.casefold() == "approved"
            color = t.states[State.CURRENT if good else State.STALE]
            shown.insert(0, (self.wording.status(facts.line.status), color, color))
        for label, edge, ink in shown:
            label = self.small_metrics.elidedText(label, Qt.TextElideMode.ElideRight, min(280, box.right() - x - 12))
            wide = self.small_metrics.horizontalAdvance(label) + 12
            if not label or x + wide > box.right() + 1:
                break
            pill = QRectF(x + 0.5, box.y() + 0.5, wide - 1, box.height() - 1)
            fill = QColor(edge)
            fill.setAlpha(30)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(fill)
            p.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QColor(ink))
            p.drawText(pill, Qt.AlignmentFlag.AlignCenter, label)
            x += wide + _GAP

    def _figures(self, p: QPainter, first: QRect, c: Columns, facts: LineFacts, t: Theme) -> None:
        p.setFont(self.small)

        def put(column: Column, words: str, color: str) -> None:
            if column.width and words:
                p.setPen(QColor(color))
                p.drawText(QRect(first.x() + column.x, first.y(), column.width - PAD, first.height()), _RIGHT, words)

        length = self.wording.length(facts.seconds, facts.estimated)
        put(c.length, length, t.quiet if facts.estimated else t.text)
        if facts.over > 0:
            room = c.length.width - PAD - self.small_metrics.horizontalAdvance(length) - 8
            fits = (w for w in (self.wording.over(facts.over), "▲") if self.small_metrics.horizontalAdvance(w) <= room)
            left = Column(c.length.x, c.length.width - self.small_metrics.horizontalAdvance(length) - 8)
            put(left, next(fits, ""), t.quiet if facts.estimated else t.warning)
        put(c.pause, self.wording.pause(facts.pause), t.text if facts.pause_given else t.quiet)
        put(c.takes, self.wording.takes(facts.take_number, facts.takes), t.quiet)

    def _state(self, p: QPainter, first: QRect, column: Column, facts: LineFacts, t: Theme) -> None:
        color = QColor(t.states[facts.state])
        p.setPen(color)
        p.setFont(self.font)
        icon = QRect(first.x() + column.x + 4, first.y(), 18, first.height())
        p.drawText(icon, Qt.AlignmentFlag.AlignCenter, ICONS[facts.state])
        if column.width > 40:
            p.setFont(self.small)
            p.drawText(icon.adjusted(22, 0, column.width, 0), _LEFT, state_word(facts.state))


def editing_frame(p: QPainter, rect: QRect, focused: bool) -> None:
    """Round the words that are being written."""
    t = theme()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(QPen(QColor(t.accent if focused else t.line), 1))
    p.setBrush(QColor(t.raised))
    p.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


def readable(color: str, *grounds: str) -> str:
    """``color``, lighter or darker until text in it keeps a contrast of 4.5 on every ground (WCAG 2.1, 1.4.3)."""
    made = QColor(color)
    dark = all(_luminance(QColor(g)) < 0.2 for g in grounds)
    for _ in range(24):
        if all(_contrast(made, QColor(g)) >= 4.5 for g in grounds):
            break
        made = QColor(_mixed(made.name(), "#ffffff" if dark else "#000000", 0.9))
    return made.name()


def _mixed(color: str, other: str, share: float) -> str:
    a, b = QColor(color), QColor(other)
    parts = ((getattr(a, n)() * share + getattr(b, n)() * (1 - share)) for n in ("red", "green", "blue"))
    return QColor(*(round(part) for part in parts)).name()


def _luminance(color: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def _contrast(a: QColor, b: QColor) -> float:
    one, two = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (one + 0.05) / (two + 0.05)
