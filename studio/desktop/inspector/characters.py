"""The characters' page of the cast: who there is, and below it what the lines of the selected ones inherit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from studio.desktop.inspector.choice_fields import ColorField, swatch
from studio.desktop.inspector.form import Form, beside, quiet_label
from studio.desktop.inspector.tables import Column, RowsModel, RowsView
from studio.document.model import DELIVERY
from studio.editing.casting import CastRow


class CharactersPage(QSplitter):
    """Shows and asks; the cast panel changes the document. ``length`` writes how long a character speaks."""

    def __init__(self, length: Callable[[CastRow], str]) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setChildrenCollapsible(False)
        self.addWidget(self._build_list(length))
        self.addWidget(self._build_defaults())
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 1)

    def _build_list(self, length: Callable[[CastRow], str]) -> QWidget:
        columns: tuple[Column[CastRow], ...] = (
            Column(self.tr("Character"), lambda r: r.name, icon=_swatch, editable=True),
            Column(self.tr("Voice"), lambda r: r.voice or "—"),
            Column(self.tr("Lines"), lambda r: f"{r.lines:,}", right=True),
            Column(self.tr("Length"), length, right=True),
        )
        self.model = RowsModel(columns, lambda r: r.id, parent=self)
        self.table = RowsView(self.model, 0)
        self.table.setIconSize(QSize(12, 12))
        self.table.setAccessibleName(self.tr("Characters"))
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("New character"))
        self.name.setAccessibleName(self.tr("Name of a new character"))
        self.add_button = QPushButton(self.tr("Add"))
        self.delete_button = QPushButton(self.tr("Delete…"))
        self.cast_button = QPushButton()
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.add_button)
        row.addWidget(self.delete_button)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 8, 8, 4)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.cast_button)
        return page

    def _build_defaults(self) -> QWidget:
        self.about = quiet_label()
        self.color = ColorField(self.tr("Colour"))
        self.form = Form(("voice", "language", *DELIVERY, "gain"), {"gain": self.tr("Track gain")})
        self.hear_button = beside(self.form.fields["voice"], "▶", self.tr("Hear the voice"))
        detail = QWidget()
        column = QVBoxLayout(detail)
        column.setContentsMargins(12, 8, 8, 12)
        column.setSpacing(4)
        for widget in (self.about, self.color, self.form):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(detail)
        return scroll


def _swatch(row: CastRow) -> object:
    return swatch(row.color, QSize(12, 12))
