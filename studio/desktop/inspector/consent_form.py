"""Who agreed to a voice being cloned, what for and when: the form, and a dialog of it for a voice that is there."""

from __future__ import annotations

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from studio.desktop.below import shown
from studio.desktop.inspector.field import said
from studio.desktop.inspector.form import quiet_label
from studio.errors import LinereadError
from studio.session.voices import Agreement

_DAY = "yyyy-MM-dd"


class ConsentForm(QWidget):
    """Name, purpose and day; ``changed`` when something was typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.who = QLineEdit()
        self.who.setPlaceholderText(self.tr("the person whose voice it is"))
        self.who.setAccessibleName(self.tr("Who agreed"))
        self.purpose = QLineEdit()
        self.purpose.setPlaceholderText(self.tr("the audio drama Lighthouse"))
        self.purpose.setAccessibleName(self.tr("What the voice may be used for"))
        self.when = QLineEdit(QDate.currentDate().toString(_DAY))
        self.when.setAccessibleName(self.tr("The day of the consent"))
        self.rows = rows = QFormLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addRow(self.tr("Who agreed"), self.who)
        rows.addRow(self.tr("What for"), self.purpose)
        rows.addRow(self.tr("When"), self.when)
        self.who.textChanged.connect(self.changed)
        self.purpose.textChanged.connect(self.changed)
        self.when.textChanged.connect(self.changed)

    @property
    def complete(self) -> bool:
        """Whether everything is said, and the day is one that has come."""
        day = QDate.fromString(self.when.text().strip(), _DAY)
        said_all = bool(self.who.text().strip() and self.purpose.text().strip())
        return said_all and day.isValid() and day <= QDate.currentDate()

    def agreement(self) -> Agreement:
        texts = (self.who.text().strip(), self.purpose.text().strip(), self.when.text().strip())
        return Agreement(who=texts[0], purpose=texts[1], when=texts[2])


def one_column(*forms: QFormLayout) -> None:
    """Let the fields of forms that stand below each other begin at the same place."""
    labels = [
        item.widget()
        for form in forms
        for row in range(form.rowCount())
        if (item := form.itemAt(row, QFormLayout.ItemRole.LabelRole)) is not None
    ]
    width = max((label.sizeHint().width() for label in labels if label is not None), default=0)
    for label in labels:
        if label is not None:
            label.setMinimumWidth(width)


class ConsentDialog(QDialog):
    """The consent of a voice that was cloned before. Whoever opened it records it, or says why it cannot be."""

    given = Signal(object)  # Agreement

    def __init__(self, voice: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(said(self.tr("Consent for %1"), voice))
        self.form = ConsentForm()
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("Record"))
        self.ok.setEnabled(False)
        self.form.changed.connect(lambda: self.ok.setEnabled(self.form.complete))
        self.buttons.accepted.connect(lambda: self.given.emit(self.form.agreement()))
        self.buttons.rejected.connect(self.reject)
        text = self.tr("A cloned voice speaks only with the consent of the person it belongs to. It is kept with the "
                       "voice and goes into every export.")  # fmt: skip
        column = QVBoxLayout(self)
        column.addWidget(quiet_label(text))
        column.addWidget(self.form)
        column.addWidget(self.problem)
        column.addWidget(self.buttons)
        self.setMinimumWidth(420)

    def show_problem(self, error: LinereadError) -> None:
        self.problem.setText(f"{shown(error.message)} {shown(error.hint)}".strip())
        self.problem.show()
