"""The one window: script in the middle, direction at the right, time below, and the commands around them.

The window builds panels and puts them in place; what they show and do is theirs. The timeline is made
after the first paint, because pyqtgraph costs a second to import.
"""

from __future__ import annotations

import base64
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from studio.desktop.announcing import Announcer
from studio.desktop.asides import Asides
from studio.desktop.claims import KeyClaims
from studio.desktop.commands import Command, Commands
from studio.desktop.files import Files
from studio.desktop.inspector.cast import CastPanel
from studio.desktop.inspector.lexicon import LexiconPanel
from studio.desktop.inspector.panel import InspectorPanel
from studio.desktop.menus import build_menus
from studio.desktop.player import Player
from studio.desktop.projects import Projects
from studio.desktop.queue import QueuePanel
from studio.desktop.script.panel import ScriptPanel
from studio.desktop.start import StartPage
from studio.desktop.status import MessagesPanel, StatusStrip
from studio.desktop.takes import TakesPanel
from studio.desktop.transport import TransportBar
from studio.desktop.workbench import Workbench
from studio.playback.device import Output

_LAYOUT_VERSION = 1
_ROOM_FOR_TAKES = 840  # pixels of the window's height


def _is_shown(dock: QDockWidget) -> bool:
    return not dock.isHidden()


def _turn_to(dock: QDockWidget) -> None:
    """Bring a panel to the front; put it away when it is there already."""
    if dock.isHidden() or dock.visibleRegion().isEmpty():
        dock.show()
        dock.raise_()
    else:
        dock.hide()


def _takes_keys(widget: QWidget) -> bool:
    tabs = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(tabs) and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None


class Window(QMainWindow):
    """Everything a person works with."""

    closed = Signal()

    def __init__(self, workbench: Workbench, output: Output | None = None) -> None:
        super().__init__()
        self.workbench = workbench
        self.player = Player(workbench, output)
        self.commands = Commands(self, workbench.preferences)
        self._claims = KeyClaims(self.commands, self)
        self.announcer = Announcer(self, workbench)
        self.files = Files(self, workbench)
        self.projects = Projects(self, workbench, self.files)
        self.asides = Asides(self, workbench, self.commands, self.player.sound)
        self.setObjectName("window")
        self.setMinimumSize(900, 560)
        self.setAcceptDrops(True)
        self.setDockOptions(QMainWindow.DockOption.AnimatedDocks | QMainWindow.DockOption.AllowTabbedDocks)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)

        self._docks: dict[str, QDockWidget] = {}
        self._timeline: QWidget | None = None
        self._shown = False
        self._put_away: QByteArray | None = None  # the layout of the panels, while no project is open

        self._add_file_commands()
        self.script = ScriptPanel(workbench, self.player, self.commands)
        self.start = StartPage(self.projects, self.commands)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start)
        self._pages.addWidget(self.script)
        self.setCentralWidget(self._pages)

        self.transport = TransportBar(workbench, self.player, self.commands)
        self._bar = self.addToolBar(self.tr("Transport"))
        self._bar.setObjectName("transport")
        self._bar.setMovable(False)
        self._bar.addWidget(self.transport)

        right, below = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea
        inspector = InspectorPanel(workbench, self.player, self.commands)
        cast = CastPanel(workbench, self.player, self.commands)
        lexicon = LexiconPanel(workbench, self.player, self.commands)
        self._dock("inspector", self.tr("Direction"), inspector, right)
        self._dock("cast", self.tr("Cast"), cast, right)
        self._dock("lexicon", self.tr("Pronunciation"), lexicon, right)
        self._dock("takes", self.tr("Takes"), TakesPanel(workbench, self.player, self.commands), right)
        self._timeline_home = QWidget()
        QVBoxLayout(self._timeline_home).setContentsMargins(0, 0, 0, 0)
        self._dock("timeline", self.tr("Timeline"), self._timeline_home, below)
        self._dock("queue", self.tr("Queue"), QueuePanel(workbench), below)
        self._dock("messages", self.tr("Messages"), MessagesPanel(workbench), below)
        self.splitDockWidget(self._docks["inspector"], self._docks["takes"], Qt.Orientation.Vertical)
        for first, second in (("inspector", "cast"), ("cast", "lexicon"), ("timeline", "queue"), ("queue", "messages")):
            self.tabifyDockWidget(self._docks[first], self._docks[second])
        self._docks["inspector"].raise_()
        self._docks["timeline"].raise_()

        self._strip = StatusStrip(workbench)
        self.setStatusBar(self._strip)
        self._add_view_commands()
        workbench.opened.connect(self._opened)
        workbench.changed.connect(self._retitle)
        self.commands.changed.connect(self._build_menus)
        workbench.changed.connect(self.commands.refresh)
        workbench.selection_changed.connect(self.commands.refresh)
        workbench.queue_changed.connect(self.commands.refresh)
        workbench.states_changed.connect(self.commands.refresh)
        self._default_layout = self.saveState(_LAYOUT_VERSION)
        self._restore()
        self._build_menus()
        self._retitle()
        self.projects.closed.connect(self.show_start)
        self.asides.settings.changed.connect(self.files.start_clock)
        if not workbench.is_open:
            self.show_start()

    # -- life ------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            QTimer.singleShot(0, self, self.finish_start)

    def finish_start(self) -> None:
        """What is not needed for the first paint: the timeline, and the engine behind the window."""
        if self._timeline is None:
            from studio.desktop.timeline.panel import TimelinePanel

            self._timeline = TimelinePanel(self.workbench, self.player, self.commands)
            layout = self._timeline_home.layout()
            assert layout is not None
            layout.addWidget(self._timeline)
            self._build_menus()
        if self.workbench.is_open:
            self.workbench.warm()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_leave():
            event.ignore()
            return
        options = self.workbench.preferences.options
        layout = self._put_away or self.saveState(_LAYOUT_VERSION)
        options.layout = base64.b64encode(layout.data()).decode()
        options.geometry = base64.b64encode(self.saveGeometry().data()).decode()
        self.workbench.preferences.save()
        self.player.close()
        self.files.close()
        self.workbench.close()
        super().closeEvent(event)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody else wanted leads back to the row, from every panel."""
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape and self.workbench.is_open and focus is not None:
            if not self.script.isAncestorOf(focus):
                self.script.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _restore(self) -> None:
        options = self.workbench.preferences.options
        room = self.screen().availableSize()
        self.resize(min(1440, room.width()), min(900, room.height()))
        if options.geometry:
            self.restoreGeometry(QByteArray(base64.b64decode(options.geometry)))
        if options.layout:
            self.restoreState(QByteArray(base64.b64decode(options.layout)), _LAYOUT_VERSION)
        else:
            self._measure()

    def _measure(self) -> None:
        """Direction and takes are read together where there is room for both, else they are tabs."""
        if self.height() < _ROOM_FOR_TAKES:
            self.tabifyDockWidget(self._docks["lexicon"], self._docks["takes"])
            self._docks["inspector"].raise_()
        self.resizeDocks([self._docks["inspector"]], [340], Qt.Orientation.Horizontal)
        self.resizeDocks([self._docks["timeline"]], [300], Qt.Orientation.Vertical)
        self.resizeDocks([self._docks["inspector"], self._docks["takes"]], [3, 1], Qt.Orientation.Vertical)

    def show_start(self) -> None:
        """No project: the first page alone, and the panels as they were when there is one again."""
        if self._put_away is None:
            self._put_away = self.saveState(_LAYOUT_VERSION)
        for dock in self._docks.values():
            dock.hide()
        self._bar.hide()
        self.start.fill()
        self._pages.setCurrentWidget(self.start)
        self._strip.refresh()
        self._retitle()
        self.commands.refresh()
        self.start.setFocus()

    def _opened(self) -> None:
        self._pages.setCurrentWidget(self.script)
        if self._put_away is not None:
            self._bar.show()
            self.restoreState(self._put_away, _LAYOUT_VERSION)
            self._put_away = None
        self._retitle()
        if self._shown:
            self.workbench.warm()
        self.script.setFocus()
        self.commands.refresh()

    def _retitle(self) -> None:
        if not self.workbench.is_open:
            self.setWindowModified(False)
            self.setWindowTitle("Lineread")
            return
        session = self.workbench.session
        self.setWindowTitle(f"{self.workbench.project.name or session.folder.path.name}[*] — Lineread")
        self.setWindowModified(session.history.changed)

    # -- files dropped on the window ---------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.files.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    # -- commands ----------------------------------------------------------------------------------

    def _add_file_commands(self) -> None:
        bench, files = self.workbench, self.files

        def is_open() -> bool:
            return bench.is_open

        def has_selection() -> bool:
            return bench.is_open and bool(bench.selection)

        file, edit, render = self.tr("&File"), self.tr("&Edit"), self.tr("&Render")
        for command in (
            *self.projects.commands(file),
            Command(id="file.save", label=self.tr("&Save"), menu=file, keys="Ctrl+S", run=files.save, enabled=is_open),
            Command(
                id="file.save_as", label=self.tr("Save &as…"), menu=file, keys="Ctrl+Shift+S", run=files.save_as,
                enabled=is_open,
            ),
            Command(
                id="file.import", label=self.tr("&Import…"), menu=file, keys="Ctrl+I", run=files.imports.choose,
                enabled=is_open,
            ),
            Command(
                id="file.import_recordings", label=self.tr("Import recor&dings…"), menu=file,
                run=files.imports.choose_recordings, enabled=is_open,
                hint=self.tr("A folder of recordings, named by the ids of their lines, becomes takes."),
            ),
            Command(
                id="file.export", label=self.tr("&Export…"), menu=file, keys="Ctrl+E", run=files.export,
                enabled=is_open,
            ),
            Command(id="file.quit", label=self.tr("&Quit"), menu=file, keys="Ctrl+Q", run=self.close),
            Command(
                id="edit.undo", label=self.tr("&Undo"), menu=edit, keys="Ctrl+Z", run=bench.undo,
                now=lambda: bench.session.history.undo_label if bench.is_open else "",
                enabled=lambda: bench.is_open and bool(bench.session.history.undo_label),
                needs=self.tr("Nothing was changed yet."),
            ),
            Command(
                id="edit.redo", label=self.tr("Re&do"), menu=edit, keys="Ctrl+Shift+Z", run=bench.redo,
                now=lambda: bench.session.history.redo_label if bench.is_open else "",
                enabled=lambda: bench.is_open and bool(bench.session.history.redo_label),
                needs=self.tr("Nothing was undone."),
            ),
            Command(
                id="render.stale", label=self.tr("Render what is &stale"), menu=render, keys="Ctrl+R",
                run=bench.render_stale, enabled=is_open,
            ),
            Command(
                id="render.selection", label=self.tr("Render the s&election"), menu=render, keys="Ctrl+Shift+R",
                run=lambda: bench.render(bench.selection), enabled=has_selection,
            ),
            Command(
                id="render.cancel", label=self.tr("&Cancel rendering"), menu=render, keys="Ctrl+.",
                run=bench.cancel, enabled=lambda: bench.is_open and bool(bench.queue),
                needs=self.tr("Nothing is being rendered."),
            ),
            Command(
                id="render.typing", label=self.tr("Render as you &type"), menu=render, run=self._toggle_typing,
                checked=lambda: bench.preferences.options.render_as_you_type,
            ),
        ):  # fmt: skip
            self.commands.add(command)

    def _add_view_commands(self) -> None:
        view, help_ = self.tr("&View"), self.tr("&Help")
        for name, dock in self._docks.items():
            self.commands.add(
                Command(
                    id=f"view.{name}", label=dock.windowTitle(), menu=view, run=partial(_turn_to, dock),
                    checked=partial(_is_shown, dock), enabled=lambda: self.workbench.is_open,
                )
            )  # fmt: skip
        for command in (
            Command(
                id="view.script", label=self.tr("&Go to the script"), menu=view, keys="Ctrl+1",
                run=self.script.setFocus, enabled=lambda: self.workbench.is_open,
            ),
            Command(id="view.next_panel", label=self.tr("&Next panel"), menu=view, keys="F6", run=self._next_panel),
            Command(
                id="view.previous_panel", label=self.tr("Pre&vious panel"), menu=view, keys="Shift+F6",
                run=lambda: self._next_panel(-1),
            ),
            Command(id="view.reset", label=self.tr("&Reset the layout"), menu=view, run=self._reset_layout),
        ):  # fmt: skip
            self.commands.add(command)
        self.asides.add_commands(self.tr("&Edit"), view, help_)

    def _build_menus(self) -> None:
        """Built again when a panel has added commands, and when keys have changed."""
        build_menus(self, self.commands, self.projects.menu)

    def _dock(self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> None:
        dock = QDockWidget(title, self)
        dock.setObjectName(f"dock.{name}")
        dock.setWidget(widget)
        self.addDockWidget(area, dock)
        self._docks[name] = dock

    def _next_panel(self, step: int = 1) -> None:
        """Give the keyboard to the next panel that can be seen: the script, the docks, the transport bar."""
        docks = [d for d in self._docks.values() if d.isVisible() and not d.visibleRegion().isEmpty()]
        inside = [dock.widget() for dock in docks]
        stops = [self._pages.currentWidget() or self.start, *inside, self.transport]
        focus = self.focusWidget() or self
        here = next((i for i, stop in enumerate(stops) if stop is focus or stop.isAncestorOf(focus)), 0)
        for turn in range(1, len(stops) + 1):
            stop = stops[(here + step * turn) % len(stops)]
            if stop is self.script:
                stop.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
            first = next((w for w in stop.findChildren(QWidget) if _takes_keys(w)), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _toggle_typing(self) -> None:
        options = self.workbench.preferences.options
        options.render_as_you_type = not options.render_as_you_type

    def _reset_layout(self) -> None:
        self.restoreState(self._default_layout, _LAYOUT_VERSION)
        self._measure()
