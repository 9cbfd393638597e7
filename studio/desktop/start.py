"""The first page, while no project is open: open the sample, begin something, go on with what was open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.desktop.commands import Commands, native, plain
from studio.desktop.projects import Projects
from studio.desktop.theme import theme

_LETTERS = 58  # wide is the page
_COMMANDS = ("file.sample", "file.new", "file.new_empty", "file.open")


class StartPage(QScrollArea):
    """Made anew whenever the list of recent projects is another."""

    def __init__(self, projects: Projects, commands: Commands) -> None:
        super().__init__()
        self._projects, self._commands = projects, commands
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(self.tr("Start"))
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self.fill)
        projects.listed.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """The page as things are now."""
        page = QWidget()
        self._wide = self.fontMetrics().horizontalAdvance("n") * _LETTERS
        column = QVBoxLayout()
        column.setSpacing(8)
        title = QLabel("Lineread")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 2.4)
        font.setWeight(font.Weight.DemiBold)
        title.setFont(font)
        column.addWidget(title)
        column.addWidget(QLabel(self.tr("Write or drop a script. Give it voices. Press Space.")))
        column.addSpacing(20)
        for command_id in _COMMANDS:
            column.addWidget(self._command(command_id))
        drop = QLabel(
            self.tr("Or drop it here: a project's folder, a script, subtitles (.srt, .vtt), a table (.csv, .xlsx).")
        )
        drop.setWordWrap(True)
        drop.setStyleSheet(f"color: {theme().quiet};")
        column.addSpacing(6)
        column.addWidget(drop)
        recent = self._projects.recent()
        if recent:
            column.addSpacing(18)
            head = QLabel(self.tr("Recent"))
            bold = head.font()
            bold.setBold(True)
            head.setFont(bold)
            column.addWidget(head)
            grid = QGridLayout()
            grid.setSpacing(2)
            grid.setColumnStretch(1, 1)
            for row, (path, there) in enumerate(recent[:8]):
                self._recent(grid, row, path, there)
            column.addLayout(grid)
        holder = QWidget()
        holder.setFixedWidth(self._wide)
        column.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(column)
        outer = QVBoxLayout(page)
        outer.addStretch(2)
        outer.addWidget(holder, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        self.setWidget(page)

    def _command(self, command_id: str) -> QWidget:
        """A command as a wide button: its name at the left, its keys at the right."""
        action = self._commands.action(command_id)
        button = QPushButton()
        button.setMinimumWidth(self._wide)
        button.setAccessibleName(plain(action.text()).rstrip("…"))
        button.setToolTip(action.toolTip())
        keys = QLabel(native(self._commands.keys(command_id)))
        keys.setStyleSheet(f"color: {theme().quiet};")
        row = QHBoxLayout(button)
        row.setContentsMargins(14, 0, 14, 0)
        for label in (QLabel(plain(action.text())), keys):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(label)
        row.insertStretch(1)
        button.setMinimumHeight(button.fontMetrics().height() + 16)
        button.clicked.connect(lambda: self._commands.run(command_id))
        return button

    def _recent(self, grid: QGridLayout, row: int, path: Path, there: bool) -> None:
        name = path.name if there else self.tr("{name} (not there)").format(name=path.name)
        button = QPushButton(name)
        button.setFlat(True)
        button.setToolTip(str(path))
        button.setStyleSheet("text-align: left; padding: 4px 8px; border: 0; background: transparent;")
        button.setEnabled(there)
        button.setAccessibleName(self.tr("Open {name}").format(name=path.name))
        button.clicked.connect(lambda: self._projects.files.open_path(path))
        grid.addWidget(button, row, 0)
        where = QLabel()
        where.setStyleSheet(f"color: {theme().quiet};")
        room = self._wide - button.sizeHint().width() - 50
        where.setText(where.fontMetrics().elidedText(str(path.parent), Qt.TextElideMode.ElideMiddle, max(60, room)))
        where.setToolTip(str(path))
        grid.addWidget(where, row, 1)
        forget = QToolButton()
        forget.setText("✕")
        forget.setToolTip(self.tr("Take it out of this list; the project stays where it is."))
        forget.setAccessibleName(self.tr("Take {name} out of this list").format(name=path.name))
        forget.clicked.connect(lambda: self._projects.forget(path))
        grid.addWidget(forget, row, 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.widget() is not None:
            self._soon.start()  # not now: the style is being given to the very widgets that would go
