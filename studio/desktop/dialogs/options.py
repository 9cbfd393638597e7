"""The options of a plug-in as a form, made from its manifest: for exporters and importers the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
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
            widget.setAccessibleDescription(shown(option.help))
            self.fields[option.name] = widget
            form.addRow(shown(option.label) or option.name, widget)


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
    line = QLineEdit("" if value is None else str(value))
    if option.optional:
        line.setPlaceholderText("—")
    line.setCursorPosition(0)  # a long template is read from its beginning
    line.textChanged.connect(put)
    return line
