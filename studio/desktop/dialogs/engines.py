"""The engines and models page of the preferences: what can speak here, what is missing, and what to do about it.

A checkpoint is gigabytes: reading one happens beside the window, in a thread that says when it is done.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine import catalogue, models
from engine.errors import EngineError
from studio.desktop.below import shown, word
from studio.desktop.sound import calling
from studio.desktop.theme import theme
from studio.render.states import State

_NAME = Qt.ItemDataRole.UserRole
_WAIT = 2.0  # seconds that closing the dialog waits for the reading of a checkpoint


class EnginesPage(QWidget):
    """Engines above, checkpoints and servers below. ``altered`` tells that the voices there are may be others now."""

    altered = Signal()
    _done = Signal(str, bool)  # what to say, and whether it is a problem

    def __init__(self) -> None:
        super().__init__()
        self._thread: threading.Thread | None = None
        self._checkpoints: frozenset[str] = frozenset()  # names of those that can be checked
        self.engines = QGridLayout()
        self.engines.setHorizontalSpacing(14)
        self.engines.setVerticalSpacing(2)
        self.engines.setColumnStretch(1, 1)
        self.models = _table(self.tr("Models"), (self.tr("Model"), self.tr("Kind"), self.tr("Where")))
        self.add = QPushButton(self.tr("Add a checkpoint…"))
        self.check = QPushButton(self.tr("Check"))
        self.remove = QPushButton(self.tr("Forget"))
        self.remove.setToolTip(self.tr("The files stay where they are."))
        self.server = QLineEdit()
        self.server.setPlaceholderText("http://127.0.0.1:8000/v1")
        self.server.setAccessibleName(self.tr("Address of a speech server"))
        self.ask = QPushButton(self.tr("Add the server"))
        self.notice = QLabel()
        self.notice.setWordWrap(True)
        self.notice.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for button in (self.add, self.check, self.remove, self.ask):
            button.setAutoDefault(False)
        self.add.clicked.connect(self._add)
        self.check.clicked.connect(self._check)
        self.remove.clicked.connect(self._remove)
        self.ask.clicked.connect(self._ask)
        self.models.itemSelectionChanged.connect(self._allow)
        self._done.connect(self._tell)
        first, second = QHBoxLayout(), QHBoxLayout()
        for widget in (self.add, self.check, self.remove):
            first.addWidget(widget)
        first.addStretch(1)
        second.addWidget(self.server, 1)
        second.addWidget(self.ask)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self.engines)
        layout.addSpacing(8)
        layout.addWidget(self.models)
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addWidget(self.notice)
        self.refresh()

    def refresh(self) -> None:
        """What there is now."""
        while (taken := self.engines.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.deleteLater()
        for row, engine in enumerate(e for e in catalogue.engines() if e.id != "fake"):
            colour = theme().warning if engine.missing else theme().states[State.CURRENT]
            name, state, remedy = (QLabel() for _ in range(3))
            name.setText(word(engine.label))
            state.setText(shown(engine.missing) if engine.missing else self.tr("ready"))
            state.setStyleSheet(f"color: {colour};")
            remedy.setText(shown(engine.remedy))
            remedy.setStyleSheet(f"color: {theme().quiet};")
            remedy.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            remedy.setVisible(bool(engine.remedy))
            self.engines.addWidget(name, 2 * row, 0)
            for at, label in enumerate((state, remedy)):
                label.setWordWrap(True)
                self.engines.addWidget(label, 2 * row + at, 1)
        self.models.clear()
        self._checkpoints = frozenset()
        try:
            found, servers = models.checkpoints(), models.servers()
        except EngineError as error:
            self._tell(f"{shown(error.message)} {shown(error.hint)}", True)
            return
        self._checkpoints = frozenset(one.name for one in found)
        for checkpoint in found:
            gone = not checkpoint.folder.is_dir()
            place = self.tr("{folder} (not there)").format(folder=checkpoint.path) if gone else checkpoint.path
            kind = f"{checkpoint.kind.replace('_', ' ')} {checkpoint.size}"
            item = QTreeWidgetItem([checkpoint.name, kind, place])
            if gone:
                item.setForeground(2, QColor(theme().error))
            self._keep(item, checkpoint.name)
        for server in servers:
            self._keep(QTreeWidgetItem([server.name, self.tr("speech server"), server.url]), server.name)
        if not self.models.topLevelItemCount():
            nothing = QTreeWidgetItem([self.tr("None was added; the embedded voices need none.")])
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.models.addTopLevelItem(nothing)
            nothing.setFirstColumnSpanned(True)
        self._allow()

    def _keep(self, item: QTreeWidgetItem, name: str) -> None:
        item.setData(0, _NAME, name)
        item.setToolTip(2, item.text(2))
        self.models.addTopLevelItem(item)

    def _chosen(self) -> str:
        items = self.models.selectedItems()
        return str(items[0].data(0, _NAME) or "") if items else ""

    def _allow(self) -> None:
        idle, name = self._thread is None, self._chosen()
        self.add.setEnabled(idle)
        self.ask.setEnabled(idle)
        self.remove.setEnabled(idle and bool(name))
        self.check.setEnabled(idle and name in self._checkpoints)

    def settle(self) -> None:
        """Nobody looks any more: what is being read may finish, and says nothing."""
        if self._thread is not None:
            self._done.disconnect(self._tell)
            self._thread.join(_WAIT)
            self._thread = None

    # -- changing --------------------------------------------------------------------------------

    def _add(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("A folder with a checkpoint"))
        if folder:
            self.add_folder(Path(folder))

    def add_folder(self, folder: Path) -> None:
        """Make the checkpoints in it known."""

        def work() -> str:
            made = [models.add_checkpoint(one) for one in models.find(folder)]
            return self.tr("Added: {names}.").format(names=", ".join(c.name for c in made))

        self._work(work)

    def _check(self) -> None:
        name = self._chosen()

        def work() -> str:
            problems = models.check(models.checkpoint(name).folder)
            if problems:
                raise EngineError(" ".join(problems), self.tr("Download it again."), kind="model")
            return self.tr("{name} is whole.").format(name=name)

        self._work(work)

    def _remove(self) -> None:
        gone = self._chosen()
        try:
            models.remove(gone)
        except EngineError as error:
            self._tell(f"{shown(error.message)} {shown(error.hint)}", True)
        else:
            self._tell(self.tr("{name} is forgotten; its files are where they were.").format(name=gone), False)

    def _ask(self) -> None:
        address = self.server.text().strip() or self.server.placeholderText()

        def work() -> str:
            made = models.add_server(models.probe(address))
            return self.tr("Added: {names}.").format(names=made.name)

        self._work(work)

    def _work(self, work: Callable[[], str]) -> None:
        self.notice.setStyleSheet("")
        self.notice.setText(self.tr("Reading…"))
        run = partial(_run, work, calling(self, "_done"))
        self._thread = threading.Thread(target=run, name="models", daemon=True)
        self._allow()
        self._thread.start()

    def _tell(self, said: str, problem: bool) -> None:
        if self._thread is not None:
            self._thread.join(_WAIT)
            self._thread = None
        self.notice.setText(said)
        self.notice.setStyleSheet(f"color: {theme().error};" if problem else "")
        if not problem:
            self.refresh()
            self.altered.emit()
        self._allow()


def _run(work: Callable[[], str], done: Callable[..., None]) -> None:
    """In a thread, which may outlive the page it works for."""
    try:
        done(work(), False)
    except EngineError as error:
        done(f"{shown(error.message)} {shown(error.hint)}".strip(), True)
    except OSError as error:
        done(str(error), True)


def _table(name: str, heads: tuple[str, ...]) -> QTreeWidget:
    table = QTreeWidget()
    table.setAccessibleName(name)
    table.setHeaderLabels(list(heads))
    table.setRootIsDecorated(False)
    table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.header().setStretchLastSection(True)
    table.setMinimumHeight(130)
    return table
