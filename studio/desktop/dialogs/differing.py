"""Two states of a project, line by line as a person compares them: what was, what is, and the words that differ.

A list that paints only what is seen: two thousand changes open as quickly as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QResizeEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.desktop.theme import theme
from studio.render.states import State
from studio.session.differences import Detail, Row, Spans, changed_words

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_PAD = 6
_MARKS = {"new": "+", "changed": "~", "gone": "−", "moved": "↕"}
_COLOURS = {"new": State.CURRENT, "changed": State.STALE, "gone": State.FAILED, "moved": State.QUEUED}

_SIGNS = {"old": ("−", State.FAILED), "new": ("+", State.CURRENT)}


class Differences(QListView):
    """The rows of :func:`studio.session.differences.rows`."""

    def __init__(self, rows: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setAccessibleName(self.tr("What differs"))
        self.setModel(_Rows(rows, self))
        self._painter = _RowPainter(self)
        self.setItemDelegate(self._painter)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # the width, and so the heights, stay
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setFrameShape(QListView.Shape.StyledPanel)
        if rows:
            self.setCurrentIndex(self.model().index(0, 0))

    def summary(self) -> str:
        """ "12 lines changed, 1 line new, 1 change in the cast"."""
        kinds = Counter(row.kind for row in self._rows if row.of == "line")
        changed, new, gone, moved = (kinds[kind] for kind in ("changed", "new", "gone", "moved"))
        cast = sum(1 for row in self._rows if row.of in ("character", "voice"))
        rest = len(self._rows) - cast - sum(kinds.values())
        counts = (
            (changed, self.tr("%n line(s) changed", "", changed)),
            (new, self.tr("%n line(s) new", "", new)),
            (gone, self.tr("%n line(s) gone", "", gone)),
            (moved, self.tr("%n line(s) moved", "", moved)),
            (cast, self.tr("%n change(s) in the cast", "", cast)),
            (rest, self.tr("%n other change(s)", "", rest)),
        )
        return ", ".join(text for count, text in counts if count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._painter.forget()
            self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_painter"):
            self._painter.forget()
            self.scheduleDelayedItemsLayout()


class _Rows(QAbstractListModel):
    def __init__(self, rows: Sequence[Row], parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _spoken(row)
        return None


class _RowPainter(QStyledItemDelegate):
    """A gutter with number and mark, who, then the words: before over after where they differ."""

    def __init__(self, view: Differences) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[int, int] = {}
        self._words: dict[int, tuple[Spans, Spans]] = {}

    def forget(self) -> None:
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        height = self._heights.get(index.row())
        if height is None:
            height = self._heights[index.row()] = self._measure(index, option.font, width)
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        t, rect = theme(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # a bar, so that red and green stay red and green
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(t.accent))
        painter.setPen(QColor(t.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        metrics = QFontMetrics(option.font)
        number, mark, name = _gutter(metrics)
        line = QRect(rect.left() + _PAD, rect.top() + _PAD, number, metrics.height())
        top = Qt.AlignmentFlag.AlignTop
        painter.setPen(QColor(t.quiet))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | top, str(row.number) if row.number else "")
        line = QRect(line.right() + _PAD, line.top(), mark, line.height())
        painter.setPen(QColor(t.states[_COLOURS[row.kind]]))
        painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | top, _MARKS[row.kind])
        line = QRect(line.right() + _PAD, line.top(), name, line.height())
        painter.setPen(QColor(t.text))
        painter.drawText(line, top, metrics.elidedText(_who(row), Qt.TextElideMode.ElideRight, name))
        y = float(line.top())
        left = line.right() + _PAD
        for text, sort, spans in self._texts(index, row):
            if sort in _SIGNS:
                sign, state = _SIGNS[sort]
                painter.setPen(QColor(t.states[state]))
                painter.drawText(QRect(left, round(y), mark, metrics.height()), top, sign)
            painter.setPen(QColor(t.quiet if sort == "quiet" else t.text))
            made = _laid(text, option.font, rect.right() - left - mark - _PAD, _formats(sort, spans, len(text)))
            made.draw(painter, QPointF(left + mark, y))
            y += made.boundingRect().height()
        painter.restore()

    def _measure(self, index: Index, font: QFont, width: int) -> int:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        metrics = QFontMetrics(font)
        gutter = _gutter(metrics)
        room = width - sum(gutter) - gutter[1] - 5 * _PAD
        heights = (_laid(text, font, room).boundingRect().height() for text, _, _ in self._texts(index, row, False))
        return max(metrics.height(), round(sum(heights))) + 2 * _PAD

    def _texts(self, index: Index, row: Row, marked: bool = True) -> list[tuple[str, str, Spans]]:
        """What stands in the row: text, "old", "new", "same" or "quiet", and where words differ."""
        found: list[tuple[str, str, Spans]] = []
        if row.before and row.after and row.before != row.after:
            spans: tuple[Spans, Spans] = ((), ())
            if marked:
                if index.row() not in self._words:
                    self._words[index.row()] = changed_words(row.before, row.after)
                spans = self._words[index.row()]
            found += [(row.before, "old", spans[0]), (row.after, "new", spans[1])]
        elif row.before != row.after:
            found.append((row.before or row.after, "old" if row.before else "new", ()))
        elif row.before:
            found.append((row.before, "same", ()))
        if row.details:
            found.append(("   ".join(_detail(d) for d in row.details), "quiet", ()))
        return found or [(_kind(row), "quiet", ())]


def _gutter(metrics: QFontMetrics) -> tuple[int, int, int]:
    """The widths of number, mark and name."""
    digit = metrics.horizontalAdvance("0")
    return 5 * digit, 2 * digit, 14 * digit


def _laid(
    text: str, font: QFont, width: float, formats: Sequence[QTextLayout.FormatRange] = ()
) -> QTextLayout:  # fmt: skip
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(list(formats))
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(40.0, width))
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout


def _formats(sort: str, spans: Spans, length: int) -> list[QTextLayout.FormatRange]:
    """The whole text a little tinted, the words that differ more."""
    if sort not in _SIGNS:
        return []
    colour = theme().states[_SIGNS[sort][1]]
    made = []
    for (start, count), strength in (((0, length), 26), *((span, 84) for span in spans)):
        one = QTextLayout.FormatRange()
        one.start, one.length = start, count
        ground = QColor(colour)
        ground.setAlpha(strength)
        look = QTextCharFormat()
        look.setBackground(ground)
        one.format = look
        made.append(one)
    return made


# --- in words ---------------------------------------------------------------------------------------


def _who(row: Row) -> str:
    return row.name or _kind_of(row.of)


def _spoken(row: Row) -> str:
    """The row as a screen reader says it."""
    texts = [text for text in (row.before, row.after if row.after != row.before else "") if text]
    parts = [_kind(row), str(row.number) if row.number else "", row.name, " → ".join(texts)]
    return " ".join(part for part in (*parts, *(_detail(d) for d in row.details)) if part)


def _kind(row: Row) -> str:
    words = {
        "new": QCoreApplication.translate("Differences", "new: {what}"),
        "changed": QCoreApplication.translate("Differences", "changed: {what}"),
        "gone": QCoreApplication.translate("Differences", "gone: {what}"),
        "moved": QCoreApplication.translate("Differences", "moved: {what}"),
    }
    return words[row.kind].format(what=_kind_of(row.of))


def _kind_of(what: str) -> str:
    words = {
        "line": QCoreApplication.translate("Differences", "line"),
        "character": QCoreApplication.translate("Differences", "character"),
        "voice": QCoreApplication.translate("Differences", "voice"),
        "lexicon": QCoreApplication.translate("Differences", "pronunciation"),
        "markers": QCoreApplication.translate("Differences", "marker"),
        "scenes": QCoreApplication.translate("Differences", "scene"),
        "project": QCoreApplication.translate("Differences", "project"),
    }
    return words[what]


def _detail(detail: Detail) -> str:
    name = _field(detail.name)
    if not detail.before or not detail.after:
        text = QCoreApplication.translate("Differences", "{field}: {value}")
        if not detail.after:
            text = QCoreApplication.translate("Differences", "{field}: no longer {value}")
        return text.format(field=name, value=detail.after or detail.before)
    text = QCoreApplication.translate("Differences", "{field}: {before} → {after}")
    return text.format(field=name, before=detail.before, after=detail.after)


def _field(name: str) -> str:
    tr = QCoreApplication.translate
    words = {
        "asset": tr("Differences", "recordings"), "breath": tr("Differences", "breath"),
        "character": tr("Differences", "character"), "color": tr("Differences", "colour"),
        "description": tr("Differences", "description"), "direction": tr("Differences", "direction"),
        "emotion": tr("Differences", "emotion"), "engine": tr("Differences", "engine"),
        "fields": tr("Differences", "columns"), "gain": tr("Differences", "level"),
        "intensity": tr("Differences", "intensity"), "language": tr("Differences", "language"),
        "length": tr("Differences", "length"), "lexicon": tr("Differences", "pronunciation"),
        "locked": tr("Differences", "locked"), "model": tr("Differences", "model"),
        "name": tr("Differences", "name"), "note": tr("Differences", "note"),
        "pause_after": tr("Differences", "pause after"), "pause_before": tr("Differences", "pause before"),
        "phonemes": tr("Differences", "phonemes"), "pitch": tr("Differences", "pitch"),
        "pitch_range": tr("Differences", "intonation"), "place": tr("Differences", "place"),
        "preset": tr("Differences", "preset"), "rate": tr("Differences", "sample rate"),
        "say": tr("Differences", "said as"), "seed": tr("Differences", "reading"),
        "settings": tr("Differences", "settings"), "speed": tr("Differences", "speed"),
        "start": tr("Differences", "start"), "status": tr("Differences", "status"),
        "take": tr("Differences", "take"), "voice": tr("Differences", "voice"),
        "volume": tr("Differences", "volume"), "whisper": tr("Differences", "whisper"),
        "sentence": tr("Differences", "pause after a sentence"),
        "question": tr("Differences", "pause after a question"),
        "exclamation": tr("Differences", "pause after an exclamation"),
        "comma": tr("Differences", "pause after a comma"), "ellipsis": tr("Differences", "pause after …"),
        "dash": tr("Differences", "pause after a dash"), "scene": tr("Differences", "pause after a scene"),
        "lead": tr("Differences", "silence at the beginning"),
    }  # fmt: skip
    return words.get(name, name)
