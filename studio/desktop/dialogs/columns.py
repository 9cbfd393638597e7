"""Which column of a table means what: each thing a line can have, and the column to choose for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from studio.desktop.inspector.controls import Words

USUAL = ("text", "character", "id", "scene", "direction", "emotion", "language", "note")  # shown always


class ColumnChoice(QWidget):
    """Shows what was guessed; what is chosen otherwise is :attr:`told`, as the option of the importer wants it."""

    changed = Signal(str)  # what is told now

    def __init__(self, headers: Sequence[str], guessed: Mapping[str, str], now: Mapping[str, str]) -> None:
        """``guessed`` and ``now``: the header of each field, before anybody said anything, and as it is."""
        super().__init__()
        self._guessed = dict(guessed)
        self.fields: dict[str, QComboBox] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        named = list(dict.fromkeys(header for header in headers if header))
        for field in (*USUAL, *(f for f in guessed if f not in USUAL and (guessed[f] or now.get(f)))):
            if field not in guessed:
                continue
            box = QComboBox()
            box.setAccessibleName(words(field))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            box.addItem("—", "")
            for header in named:
                box.addItem(header, header)
            box.setCurrentIndex(max(0, box.findData(now.get(field, ""))))
            box.activated.connect(self._tell)
            self.fields[field] = box
            form.addRow(words(field), box)

    def chosen(self, field: str) -> str:
        """The header of a field's column; "" for none."""
        return str(self.fields[field].currentData()) if field in self.fields else self._guessed.get(field, "")

    @property
    def told(self) -> str:
        """Only what differs from the guess: the next sheet with other headers is guessed anew."""
        parts = []
        for field in self.fields:
            header, guess = self.chosen(field), self._guessed[field]
            if header and header != guess:
                parts.append(f"{field}={header}")
            elif guess and not header and all(self.chosen(other) != guess for other in self.fields):
                parts.append(f"{guess}=")
        return ", ".join(_quoted(part) for part in parts)

    def _tell(self) -> None:
        self.changed.emit(self.told)


def _quoted(part: str) -> str:
    """A header may have the comma that divides the parts."""
    return '"{}"'.format(part.replace('"', '""')) if "," in part or '"' in part else part


def words(field: str) -> str:
    """What a director calls a field of a table."""
    translate = QCoreApplication.translate
    own = {
        "id": translate("ColumnChoice", "Id of the line"),
        "scene": translate("ColumnChoice", "Scene"),
        "character": translate("ColumnChoice", "Who speaks"),
        "text": translate("ColumnChoice", "What is said"),
    }
    return own.get(field) or Words.control(field)
