"""The options of a plug-in as a form, made from its manifest: for exporters and importers the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from studio.desktop.below import choice, shown
from studio.export.manifest import PluginInfo
from studio.export.options import Option


class OptionForm(QWidget):
    """One row an option. ``values`` holds only what was changed."""

    changed = Signal(str, object)  # name of the option, and what was typed or chosen

    def __init__(self, info: PluginInfo, values: Mapping[str, Any], without: Collection[str] = ()) -> None:
        """``without`` names options that are asked for elsewhere, or mean nothing here."""
        super().__init__()
        self.fields: dict[str, QWidget] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for option in info.options:
            if option.name in without:
                continue
            widget = _field(option, values.get(option.name, option.default), partial(self.changed.emit, option.name))
            widget.setToolTip(shown(option.help))
            widget.setAccessibleName(shown(option.label) or option.name)
            widget.setAccessibleDescription(" ".join(filter(None, (option.unit, shown(option.help)))))
            self.fields[option.name] = widget
            form.addRow(shown(option.label) or option.name, widget)

    def label(self, field: QWidget) -> QWidget | None:
        """What stands before a field."""
        form = self.layout()
        assert isinstance(form, QFormLayout)
        return form.labelForField(field)


def align(forms: Sequence[OptionForm]) -> None:
    """The fields of several forms, one under the other, begin at one place."""
    labels = [label for form in forms for field in form.fields.values() if (label := form.label(field)) is not None]
    widest = max((label.sizeHint().width() for label in labels), default=0)
    for label in labels:
        label.setMinimumWidth(widest)


class _Measure(QLineEdit):
    """A number with its unit behind it."""

    def __init__(self, unit: str) -> None:
        super().__init__()
        self.unit = unit
        self._leave_room()

    def _leave_room(self) -> None:
        self.setTextMargins(0, 0, self.fontMetrics().horizontalAdvance(self.unit) + 8, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "unit"):
            self._leave_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        box = self.rect().adjusted(0, 0, -8, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.unit)


def _field(option: Option, value: Any, put: Callable[[object], None]) -> QWidget:
    """The control for one option of a manifest."""
    if option.type == "boolean":
        box = QCheckBox()
        box.setChecked(bool(value))
        box.toggled.connect(put)
        return box
    if option.type == "choice":
        combo = QComboBox()
        for one in option.choices:
            combo.addItem(choice(one), one)
        combo.setCurrentIndex(max(0, combo.findData(str(value))))
        combo.currentIndexChanged.connect(lambda at: put(combo.itemData(at)))
        return combo
    line = _Measure(option.unit) if option.unit else QLineEdit()
    line.setText("" if value is None else str(value))
    if option.optional:
        line.setPlaceholderText("—")
    line.setCursorPosition(0)  # a long template is read from its beginning
    line.textChanged.connect(put)
    return line
