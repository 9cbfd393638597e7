"""The right side of the export dialog: the files by their real names, in which state their lines are, what is lost.

Before an export a file says whether it takes another's place; after it, how large it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.desktop.below import shown
from studio.desktop.theme import theme
from studio.errors import LinereadError
from studio.export.report import Delivery, DeliveryPlan, LineCounts

MOST_FILES = 2000
MOST_LOSSES = 40
_BESIDE = int(Qt.ItemDataRole.UserRole)


class ExportPreview(QWidget):
    """What will be written; then, what was."""

    render_asked = Signal()

    def __init__(self, labels: Mapping[str, str]) -> None:
        """``labels``: what the exporters are called, by their ids."""
        super().__init__()
        self._labels = labels
        self.files = QListWidget()
        self.files.setAccessibleName(self.tr("Files that will be written"))
        self.files.setItemDelegate(_FileDelegate(self.files))
        self.files.setUniformItemSizes(True)
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.counts = QLabel()
        self.counts.setWordWrap(True)
        self.counts.setAccessibleName(self.tr("States of the lines"))
        self.render_button = QPushButton()
        self.render_button.setAccessibleName(self.tr("Render the lines that are not current"))
        self.render_button.setAutoDefault(False)
        self.render_button.clicked.connect(self.render_asked)
        self.render_button.hide()
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.RichText)
        self.summary.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.summary.setAccessibleName(self.tr("What will be lost"))
        self._notes = QScrollArea()
        self._notes.setWidgetResizable(True)
        self._notes.setFrameShape(QFrame.Shape.NoFrame)
        self._notes.setWidget(self.summary)
        self._notes.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout()
        row.addWidget(self.counts, 1)
        row.addWidget(self.render_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.files, 3)
        column.addLayout(row)
        column.addWidget(self._notes, 2)

    def say(self, text: str, wrong: bool = False) -> None:
        """One sentence in place of the preview."""
        self.files.clear()
        self.counts.clear()
        self.render_button.hide()
        self._write([text], wrong)

    def show_plan(self, plan: DeliveryPlan, dest: Path, changes: str = "") -> None:
        """``changes``: what a delta is about, in words."""
        self.files.clear()
        taken = {c.path.casefold() for c in plan.collisions}
        for file in plan.files[:MOST_FILES]:
            item = QListWidgetItem(file.path)
            if file.path.casefold() in taken:
                item.setForeground(QColor(theme().error))
                item.setData(_BESIDE, self.tr("collides"))
            elif (dest / file.path).exists():
                item.setData(_BESIDE, self.tr("replaces"))
            self.files.addItem(item)
        if len(plan.files) > MOST_FILES:
            item = QListWidgetItem(self.tr("and %Ln more", "", len(plan.files) - MOST_FILES))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.files.addItem(item)
        self._show_counts(self.tr("%Ln file(s)", "", len(plan.files)), plan.counts)
        told = [changes] if changes else []
        if plan.collisions:
            told.append(self.tr("%n name(s) collide.", "", len(plan.collisions)))
        self._write([*told, *self._losses(plan)], bool(plan.collisions))

    def show_delivery(self, delivery: Delivery) -> str:
        """What was written, file by file; returns it in a sentence."""
        self.files.clear()
        replaced = set(delivery.replaced)
        for file in delivery.files:
            item = QListWidgetItem(file.path)
            size = QLocale().formattedDataSize(file.bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
            again = self.tr("replaced · {size}").format(size=size)
            item.setData(_BESIDE, again if file.path in replaced else size)
            self.files.addItem(item)
        said = self.tr("Written: %n file(s)", "", len(delivery.files))
        self._show_counts(said, delivery.plan.counts)
        self._write(dict.fromkeys(shown(note) for note in delivery.notes))
        return f"{said}; {shown(delivery.summary)}"

    def show_error(self, error: LinereadError) -> None:
        self._write([shown(error.message), shown(error.hint)], wrong=True)

    # -- inside ----------------------------------------------------------------------------------

    def _show_counts(self, files: str, counts: LineCounts) -> None:
        waiting = len({*counts.stale, *counts.missing, *counts.failed})
        colour = theme().warning if waiting or counts.suspect else theme().text
        summary = f"<span style='color:{colour}'>{escape(shown(counts.summary))}</span>"
        self.counts.setText(f"<b>{escape(files)}</b> · {summary}")
        self.render_button.setText(self.tr("Render %Ln line(s)", "", waiting))
        self.render_button.setVisible(waiting > 0)

    def _write(self, lines: Iterable[str], wrong: bool = False) -> None:
        """``lines`` that begin with a blank belong to the one above them, the name of an exporter."""
        rows: list[str] = []
        for line in filter(None, lines):
            quiet = line.startswith(" ")
            colour = theme().error if wrong and not rows else theme().quiet if quiet else theme().text
            style = f"color:{colour}; margin:0 0 0 {12 if quiet else 0}px"
            rows.append(f"<p style='{style}'>{escape(line.strip(), quote=False)}</p>")
        self.summary.setText("".join(rows))

    def _losses(self, plan: DeliveryPlan) -> list[str]:
        """What will be lost, each kind once, with the number of lines it happens to."""
        kinds: dict[tuple[str, str], list[str]] = {}
        for who, loss in plan.losses:
            kinds.setdefault((who, loss.what), []).append(loss.detail)
        told, last = [], ""
        for (who, what), details in list(kinds.items())[:MOST_LOSSES]:
            if who != last:
                told.append(shown(self._labels.get(who, who)))
                last = who
            text = f" {shown(what)}" + (f" — {shown(details[0])}" if details[0] else "")
            more = self.tr("and %n more", "", len(details) - 1) if len(details) > 1 else ""
            told.append(f"{text} ({more})" if more else text)
        return told


class _FileDelegate(QStyledItemDelegate):
    """A name on the left, a remark on the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        beside = str(index.data(_BESIDE) or "")
        room = option.fontMetrics.horizontalAdvance(beside) + 16 if beside else 0
        whole = QRect(option.rect)
        option.rect = whole.adjusted(0, 0, -room, 0)
        super().paint(painter, option, index)
        if not beside:
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        strip = whole.adjusted(whole.width() - room, 0, 0, 0)
        if chosen:
            painter.fillRect(strip, QColor(theme().selection))
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(colour.color() if colour is not None else QColor(theme().quiet))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(strip.adjusted(0, 0, -8, 0), right, beside)
