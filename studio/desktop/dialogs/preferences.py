"""Preferences: every setting with its words, in force at once, with a way back, and found by a few letters.

The rows are made from the table in :mod:`studio.desktop.settings`. Three parts are more than a row: the takes on disk,
the shortcuts, and the engines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.desktop.dialogs.engines import EnginesPage
from studio.desktop.settings import Setting, Settings
from studio.desktop.theme import theme
from studio.desktop.workbench import Workbench
from studio.errors import LinereadError
from studio.session.upkeep import clear_unused, takes_on_disk


@dataclass(slots=True)
class _Row:
    """What is shown or hidden together, and the words it is found by."""

    words: str
    widgets: list[QWidget]


@dataclass(slots=True)
class _Page:
    title: str
    frame: QWidget
    grid: QGridLayout
    rows: list[_Row] = field(default_factory=list)


class PreferencesDialog(QDialog):
    """Pages at the left, their settings at the right; a search shows what fits of every page."""

    shortcuts_wanted = Signal()
    reopening = Signal()  # the window is to be made again

    def __init__(self, settings: Settings, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Preferences"))
        self._settings, self._workbench = settings, workbench
        self._language = settings.options.language  # of the window as it stands
        self.controls: dict[str, QWidget] = {}
        self.resets: dict[str, QToolButton] = {}
        self._pages: dict[str, _Page] = {}
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a setting"))
        self.search.setAccessibleName(self.tr("Find a setting"))
        self.search.setClearButtonEnabled(True)
        self.contents = QListWidget()
        self.contents.setAccessibleName(self.tr("Pages"))
        self.contents.setMinimumWidth(150)
        self.contents.setMaximumWidth(240)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(20, 8, 20, 8)
        self._column.setSpacing(18)
        self.area = QScrollArea()
        self.area.setAccessibleName(self.tr("Settings"))
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidget(inside)
        for setting in settings.table.values():
            self._add_setting(setting)
            if setting.name == "language":
                self._add_reopening(setting.page)
            elif setting.name == "device":
                self._add_sound(setting.page)
        self._add_takes(self.tr("Files"))
        self._add_shortcuts(self.tr("Shortcuts"))
        self._add_engines(self.tr("Engines and models"))
        self.nothing = QLabel(self.tr("No setting is called that. Fewer letters find more."))
        self._column.addWidget(self.nothing)
        self._column.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.contents, 1)
        body = QHBoxLayout()
        body.addLayout(left)
        body.addWidget(self.area, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.reset_page = buttons.addButton(self.tr("Reset this page"), QDialogButtonBox.ButtonRole.ResetRole)
        self.reset_page.setAutoDefault(False)
        self.reset_page.clicked.connect(self._reset_shown)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addLayout(body, 1)
        layout.addWidget(buttons)
        letter, room = self.fontMetrics(), self.screen().availableSize()
        wide, high = letter.horizontalAdvance("n") * 112, letter.height() * 36
        self.resize(min(wide, room.width() - 40), min(high, room.height() - 60))
        self.contents.addItems(list(self._pages))
        self.contents.currentRowChanged.connect(self._turn)
        self.search.textChanged.connect(self._show)
        settings.changed.connect(self.refresh)
        settings.sound.changed.connect(self.refresh)
        self.contents.setCurrentRow(0)
        self.refresh()
        self.search.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.engines.settle()
        super().closeEvent(event)

    # -- building --------------------------------------------------------------------------------

    def _page(self, title: str) -> _Page:
        page = self._pages.get(title)
        if page is None:
            frame = QWidget()
            grid = QGridLayout(frame)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(14)
            grid.setVerticalSpacing(6)
            grid.setColumnMinimumWidth(0, 190)
            grid.setColumnStretch(1, 1)
            head = QLabel(title)
            font = head.font()
            font.setBold(True)
            head.setFont(font)
            grid.addWidget(head, 0, 0, 1, 3)
            self._column.addWidget(frame)
            page = self._pages[title] = _Page(title, frame, grid)
        return page

    def _add_row(self, title: str, words: str, *widgets: QWidget, label: str = "", hint: str = "") -> None:
        """A label, what it is about, and under it the sentence that explains it."""
        page = self._page(title)
        at = page.grid.rowCount()
        shown: list[QWidget] = list(widgets)
        if label:
            name = QLabel(label)
            name.setBuddy(widgets[0])
            page.grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            name.setContentsMargins(0, 5, 0, 0)
            shown.append(name)
        alone = len(widgets) == 1
        for column, widget in enumerate(widgets, 1):
            page.grid.addWidget(widget, at, column if label else 0, 1, (2 if label else 3) if alone else 1)
        if hint:
            about = QLabel(hint)
            about.setWordWrap(True)
            about.setProperty("quiet", True)
            page.grid.addWidget(about, at + 1, 1, 1, 2)
            shown.append(about)
        page.rows.append(_Row(f"{title} {label} {hint} {words}".casefold(), shown))

    def _add_setting(self, setting: Setting) -> None:
        put = partial(self._settings.set, setting.name)
        control: QWidget
        holder: QWidget
        if setting.choices is not None:
            control = holder = _combo(put)
        elif isinstance(self._settings.usual(setting.name), bool):
            control = holder = QCheckBox()
            control.toggled.connect(put)
        else:
            control, holder = self._folder(put)
        control.setAccessibleName(setting.label)
        control.setAccessibleDescription(setting.hint)
        control.setToolTip(setting.hint)
        back = QToolButton()
        back.setText("↺")
        back.setToolTip(self.tr("Back to the default"))
        back.setAccessibleName(self.tr("{setting}: back to the default").format(setting=setting.label))
        back.clicked.connect(partial(self._settings.reset, setting.name))
        self.controls[setting.name], self.resets[setting.name] = control, back
        self._add_row(setting.page, setting.name, holder, back, label=setting.label, hint=setting.hint)

    def _folder(self, put: Callable[[str], None]) -> tuple[QLineEdit, QWidget]:
        line = QLineEdit()
        line.setPlaceholderText(self.tr("beside the project"))
        choose = QPushButton(self.tr("Choose…"))
        choose.setAutoDefault(False)

        def ask() -> None:
            folder = QFileDialog.getExistingDirectory(self, self.tr("Deliveries go to"), line.text())
            if folder:
                put(folder)

        line.editingFinished.connect(lambda: put(line.text().strip()))
        choose.clicked.connect(ask)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(line, 1)
        row.addWidget(choose)
        return line, holder

    def _add_reopening(self, page: str) -> None:
        self.reopen = QPushButton(self.tr("Open the window again now"))
        self.reopen.setAutoDefault(False)
        self.reopen.setToolTip(self.tr("The window speaks its new language when it is opened the next time."))
        self.reopen.clicked.connect(self._reopen)
        self._add_row(page, "language", self.reopen, label=" ")

    def _add_sound(self, page: str) -> None:
        self.sound = QLabel()
        self.sound.setWordWrap(True)
        self.retry = QPushButton(self.tr("Look for it again"))
        self.retry.setAutoDefault(False)
        self.retry.clicked.connect(self._settings.sound.retry)
        self._add_row(page, "device", _under(self.sound, self.retry), label=" ")

    def _add_takes(self, page: str) -> None:
        self.takes = QLabel()
        self.takes.setWordWrap(True)
        self.takes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.clear = QPushButton(self.tr("Clear what nothing uses…"))
        self.clear.setAutoDefault(False)
        self.clear.clicked.connect(self._clear)
        hint = self.tr("Nothing uses takes that were binned, and those of lines that undo cannot bring back.")
        label = self.tr("Takes of this project")
        self._add_row(page, "takes cache disk", _under(self.takes, self.clear), label=label, hint=hint)

    def _add_shortcuts(self, page: str) -> None:
        button = QPushButton(self.tr("Show and change the shortcuts…"))
        button.setAutoDefault(False)
        button.clicked.connect(self.shortcuts_wanted)
        self._add_row(
            page, "keys", button, label=self.tr("Keys"), hint=self.tr("Every command can have keys of yours.")
        )

    def _add_engines(self, page: str) -> None:
        self.engines = EnginesPage()
        self.engines.altered.connect(self._engines_altered)
        self._add_row(page, "engine model checkpoint server", self.engines)

    # -- showing ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what is in force."""
        for name, control in self.controls.items():
            value, setting = self._settings.value(name), self._settings.table[name]
            with QSignalBlocker(control):
                _show(control, value, setting)
            self.resets[name].setEnabled(value != self._settings.usual(name))
        self.reopen.setEnabled(self._settings.options.language != self._language)
        self.sound.setText(self._settings.sound.about())
        self.retry.setEnabled(self._settings.sound.silent)
        for label in self.findChildren(QLabel):
            if label.property("quiet"):
                label.setStyleSheet(f"color: {theme().quiet};")

    def _count_takes(self) -> None:
        """Reads the whole folder: with each page, not with each setting."""
        if not self._workbench.is_open:
            self.takes.setText(self.tr("No project is open."))
            self.clear.setEnabled(False)
            return
        found = takes_on_disk(self._workbench.session)
        self.takes.setText(
            self.tr("{count} takes, {size} in {folder}; {unused} of them, {free}, nothing uses.").format(
                count=found.count, size=_megabytes(found.size), folder=self._workbench.session.store.folder,
                unused=len(found.unused), free=_megabytes(found.unused_size),
            )
        )  # fmt: skip
        self.clear.setEnabled(bool(found.unused) and not self._workbench.queue)

    def _turn(self) -> None:
        self._count_takes()
        self.search.clear()
        self._show()

    def _show(self) -> None:
        """One page, or what fits the search of all of them."""
        wanted = self.search.text().casefold().split()
        row_now = self.contents.currentRow()
        any_row = False
        for number, page in enumerate(self._pages.values()):
            some = False
            for row in page.rows:
                fits = all(word in row.words for word in wanted) if wanted else number == row_now
                some |= fits
                for widget in row.widgets:
                    widget.setVisible(fits)
            page.frame.setVisible(some)
            any_row |= some
        self.nothing.setVisible(not any_row)
        self.reset_page.setEnabled(not wanted and bool(self._shown_names()))
        self.area.verticalScrollBar().setValue(0)

    def _shown_names(self) -> list[str]:
        here = list(self._pages)[max(0, self.contents.currentRow())]
        return [name for name, setting in self._settings.table.items() if setting.page == here]

    # -- doing -----------------------------------------------------------------------------------

    def _reset_shown(self) -> None:
        for name in self._shown_names():
            self._settings.reset(name)

    def _reopen(self) -> None:
        self.close()
        self.reopening.emit()

    def _engines_altered(self) -> None:
        self.refresh()
        if self._workbench.is_open:
            self._workbench.look_again()

    def _clear(self) -> None:
        found = takes_on_disk(self._workbench.session)
        question = self.tr("Delete {count} takes for good? {size} become free; there is no way back.").format(
            count=len(found.unused), size=_megabytes(found.unused_size)
        )
        if QMessageBox.question(self, self.tr("Takes of this project"), question) != QMessageBox.StandardButton.Yes:
            return
        try:
            count = clear_unused(self._workbench.session)
        except LinereadError as error:
            self._workbench.complain(error)
        else:
            self._workbench.say(self.tr("%n take(s) deleted.", "", count))
        self._count_takes()


def _under(above: QWidget, below: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 3, 0, 0)
    column.addWidget(above)
    column.addWidget(below, 0, Qt.AlignmentFlag.AlignLeft)
    return holder


def _combo(put: Callable[[Any], None]) -> QComboBox:
    combo = QComboBox()
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(22)
    combo.activated.connect(lambda at: put(combo.itemData(at)))
    return combo


def _show(control: QWidget, value: Any, setting: Setting) -> None:
    """Put a value into its control; a choice that is not in the list is shown as it is."""
    if isinstance(control, QComboBox) and setting.choices is not None:
        control.clear()
        for one, words in setting.choices():
            control.addItem(words, one)
        if control.findData(value) < 0:
            control.addItem(str(value), value)
        control.setCurrentIndex(control.findData(value))
    elif isinstance(control, QCheckBox):
        control.setChecked(bool(value))
    elif isinstance(control, QLineEdit):
        control.setText(str(value))


def _megabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.1f} MB"
