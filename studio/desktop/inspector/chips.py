"""The first choices of a field as buttons beside it, as many as there is room for: one click instead of two."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QToolButton, QWidget

from studio.desktop.inspector.choice_fields import Choice, ChoiceField

LEAST_COMBO = 150  # pixels that stay with the field itself


class Chips(QWidget):
    """Mirrors a :class:`ChoiceField`. The keyboard has the field; the chips are for the mouse."""

    def __init__(self, field: ChoiceField) -> None:
        super().__init__()
        self._field = field
        self._choices: tuple[Choice, ...] = ()
        self.buttons: list[QToolButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setStyleSheet("QToolButton { padding: 1px 8px; } QToolButton:!checked { border: 1px solid palette(mid); }")
        self.setAccessibleName(self.tr("Quick choices: {field}").format(field=field.name))
        row = field.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(2, self)
        field.shown.connect(self.refresh)
        field.installEventFilter(self)
        self.refresh()

    def minimumSizeHint(self) -> QSize:
        """None of them is needed: a narrower panel shows fewer."""
        return QSize(0, super().minimumSizeHint().height())

    def refresh(self) -> None:
        """Other choices, another value, or another width."""
        choices = tuple(c for c in self._field.choices if not c.heading and not c.reason)
        if choices != self._choices:
            self._choices = choices
            self._make()
        state, off = self._field.state, bool(self._field.reason)
        for choice, button in zip(self._choices, self.buttons, strict=True):
            chosen = not state.mixed and choice.value == state.value
            button.setChecked(chosen)
            button.setEnabled(not off)
        self._fit()

    def _make(self) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for choice in self._choices:
            button = QToolButton(self)
            button.setText(choice.text)
            button.setAccessibleName(choice.text)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setProperty("value", choice.value)
            button.clicked.connect(self._choose)
            self._row.addWidget(button)
            self.buttons.append(button)

    def _choose(self) -> None:
        button = self.sender()
        assert isinstance(button, QToolButton)
        value = button.property("value")
        if self._field.state.own and self._field.state.value == value and not self._field.state.mixed:
            self._field.reset_asked.emit()  # a second click takes it back
        else:
            self._field.edited.emit(value)
        self._field.finished.emit()
        self.refresh()

    def _fit(self) -> None:
        """Show as many as leave the field enough room."""
        others = self._field.label.width() + self._field.reset.sizeHint().width() + LEAST_COMBO + 24
        room = self._field.width() - others
        used = 0
        for button in self.buttons:
            used += button.sizeHint().width() + self._row.spacing()
            button.setVisible(used <= room)
        self.setVisible(bool(self.buttons) and not self.buttons[0].isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False
