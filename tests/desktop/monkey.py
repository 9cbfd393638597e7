"""A monkey before the window: it presses, types, clicks and drags whatever there is, and then looks what is broken.

The suite gives it a short while; another ``STEPS`` and other seeds in ``test_monkey`` make a hunt of it. A seed names
the same acts; what the engine has finished in between may differ.
"""

from __future__ import annotations

import random
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMenu, QMessageBox, QWidget
from shiboken6 import isValid

from studio.desktop.dialogs.preferences import PreferencesDialog
from studio.desktop.script.rows import row_keys
from studio.desktop.window import Window
from studio.document.model import Project
from studio.project.codec import decode, encode, repaired
from studio.render.states import line_states
from studio.session.session import take_info
from studio.timeline.layout import layout

KEYS = (
    "Up", "Down", "Left", "Right", "Home", "End", "PageUp", "PageDown", "Return", "Escape", "Tab", "Backtab",
    "Backspace", "Delete", "Space", "F1", "F2", "F3", "F6", "A", "B", "J", "K", "L", "M", "R", "S", "X", "Z", "Y", "V",
    "BracketLeft", "BracketRight", "Plus", "Minus", "0", "9", "Question", "Insert", "Menu",
)  # fmt: skip
TEXTS = (
    "hello", "[laugh]", "[", "{a|b}", "你好", "🙂", "\u202eمرحبا", "ANN: hi\nBOB: no\n", "[speed_1.2]x", "\t", "1.5",
    "-3", "[voice_ann]x[/voice]", "[pause_400ms]", " ", "a\u2028b", "(quietly)", "\\[", "[# r]", "0", "99999999999",
)  # fmt: skip
MODIFIERS = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip
_RARE = (
    "file.quit", "file.close", "file.sample", "file.open", "file.new", "file.new_empty", "file.save_as", "help.docs",
)  # fmt: skip
_PATIENCE = 8  # acts in a dialog until it is closed


class Broken(AssertionError):
    """Something that must always hold does not."""


class Monkey:
    """One seed before one window. ``done`` tells what it did, the last act last."""

    def __init__(self, window: Window, seed: int, sandbox: Path, files: tuple[Path, ...] = ()) -> None:
        self.window = window
        self.bench = window.workbench
        self.random = random.Random(seed)
        self.sandbox, self.files = sandbox, files
        self.done: list[str] = []
        self.troubles: list[str] = []
        self._acting = False
        self._waiting = 0
        self._closing = False
        self._first: Project | None = None
        self._takes: set[str] = set()
        self.bench.opened.connect(self._opened)
        if self.bench.is_open:
            self._opened()

    def _opened(self) -> None:
        self._first = self.bench.session.history.projects()[0]
        self._takes = set(self.bench.session.store.keys())

    # -- acts ------------------------------------------------------------------------------------

    def act(self) -> None:
        """One act, and what follows from it at once."""
        self._acting, self._waiting = True, 0
        loop = QEventLoop()  # an act is an event, as it is for a person: what is deleted later lives until it is over

        def once() -> None:
            try:
                self._attend_soon()
                self._one()
            finally:
                self._acting = False
                loop.quit()

        QTimer.singleShot(0, self.window, once)
        loop.exec()
        for _ in range(self.random.choice((1, 1, 2, 6))):
            QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if self.troubles:
            raise Broken("\n".join(self.troubles))

    def _attend_soon(self) -> None:
        QTimer.singleShot(2, self.window, self._attend)

    def _attend(self) -> None:
        """Something waits for an answer in the middle of an act: a dialog, a menu, a drag."""
        if not self._acting:
            return
        self._attend_soon()
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        asked = popup or modal
        self._waiting += 1
        if asked is None:
            if self._waiting > 40:  # a drag waits for its end
                QTest.keyClick(self.window, Qt.Key.Key_Escape)
            return
        if self._waiting > _PATIENCE:
            self._end(asked)
        else:
            self._one()

    def _end(self, asked: QWidget) -> None:
        self.done.append(f"end {type(asked).__name__}")
        if isinstance(asked, QMessageBox):
            button = asked.escapeButton() or asked.defaultButton() or asked.buttons()[0]
            button.click()
        elif isinstance(asked, QDialog):
            asked.reject()
        else:
            asked.close()

    def _one(self) -> None:
        asked = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if isinstance(asked, QFileDialog):
            self._answer_files(asked)
            return
        if asked is not None and self.random.random() < 0.15:
            self._end(asked)
            return
        root = asked or self.window
        acts: list[tuple[int, Callable[[QWidget], None]]] = [
            (5, self._key), (3, self._text), (6, self._click), (3, self._drag), (2, self._wheel), (1, self._focus),
        ]  # fmt: skip
        if asked is None:
            acts += [(14, self._command), (2, self._undo), (1, self._select), (1, self._resize)]
        elif isinstance(asked, QMenu):
            acts = [(1, self._key), (3, self._choose)]
        act = self.random.choices([a for _, a in acts], [w for w, _ in acts])[0]
        act(root)

    def _answer_files(self, dialog: QFileDialog) -> None:
        """Files are only ever named inside the sandbox: nothing else may be touched."""
        name = str(self.random.choice((*self.files, self.sandbox / f"new{self.random.randrange(6)}", "")))
        self.done.append(f"files {name}")
        if not name or self.random.random() < 0.3:
            dialog.reject()
            return
        for field in dialog.findChildren(QLineEdit, "fileNameEdit"):
            field.setText(name)
        dialog.accept()

    def _command(self, _: QWidget) -> None:
        command = self.random.choice(self.window.commands.all())
        if command.id in _RARE and self.random.random() < 0.9:
            return
        if command.id == "file.quit" or (command.id in _RARE and self._closing):
            return
        self.done.append(f"command {command.id}")
        self.window.commands.run(command.id)

    def _undo(self, _: QWidget) -> None:
        command = self.random.choice(("edit.undo", "edit.undo", "edit.redo"))
        for _i in range(self.random.randint(1, 5)):
            self.done.append(command)
            self.window.commands.run(command)

    def _select(self, _: QWidget) -> None:
        if self.bench.is_open:
            ids = [line.id for line in self.bench.project.lines()]
            self.done.append("select")
            self.bench.select(self.random.sample(ids, self.random.randint(0, min(len(ids), 30))))

    def _resize(self, _: QWidget) -> None:
        self.done.append("resize")
        self.window.resize(self.random.randint(900, 1900), self.random.randint(560, 1100))

    def _target(self, root: QWidget) -> tuple[QWidget, QPoint]:
        """A widget under a random place, and the place in it."""
        at = QPoint(self.random.randrange(max(1, root.width())), self.random.randrange(max(1, root.height())))
        child = root.childAt(at)
        return (child, child.mapFrom(root, at)) if child is not None else (root, at)

    def _typing_in(self, root: QWidget) -> QWidget:
        focus = QApplication.focusWidget()
        return focus if focus is not None and focus.window() is root.window() else root

    def _key(self, root: QWidget) -> None:
        key, modifier = self.random.choice(KEYS), self.random.choices(MODIFIERS, (6, 2, 2, 1, 1))[0]
        if modifier & Qt.KeyboardModifier.ControlModifier and key in ("W", "Q", "N", "O"):
            return
        self.done.append(f"key {modifier.name}+{key} in {type(self._typing_in(root)).__name__}")
        QTest.keyClick(self._typing_in(root), getattr(Qt.Key, f"Key_{key}"), modifier)

    def _text(self, root: QWidget) -> None:
        text = self.random.choice(TEXTS)
        self.done.append(f"text {text!r} in {type(self._typing_in(root)).__name__}")
        if self.random.random() < 0.3:
            QApplication.clipboard().setText(text)
            QTest.keyClick(self._typing_in(root), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
            return
        for sign in text:
            if " " <= sign <= "~":  # QTest aborts the process on others
                QTest.keyClicks(self._typing_in(root), sign)

    def _click(self, root: QWidget) -> None:
        widget, at = self._target(root)
        button = self.random.choices((Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton), (5, 1))[0]
        modifier = self.random.choices(MODIFIERS, (8, 2, 2, 1, 1))[0]
        self.done.append(f"click {type(widget).__name__} {at.x()},{at.y()} {button.name} {modifier.name}")
        several: tuple[Callable[..., None], ...] = (QTest.mousePress, QTest.mouseRelease)
        if self.random.random() < 0.2:
            several = (*several, QTest.mouseDClick)
        for one in several:
            if _alive(widget):
                one(widget, button, modifier, at)

    def _drag(self, root: QWidget) -> None:
        widget, at = self._target(root)
        modifier = self.random.choices(MODIFIERS, (8, 1, 1, 4, 1))[0]
        self.done.append(f"drag {type(widget).__name__} {at.x()},{at.y()} {modifier.name}")
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, modifier, at)
        for _ in range(self.random.randint(1, 5)):
            at += QPoint(self.random.randint(-200, 200), self.random.randint(-120, 120))
            QTest.mouseMove(widget, at)
            QApplication.processEvents()
            if not _alive(widget):
                return
        if self.random.random() < 0.2:
            QTest.keyClick(widget, Qt.Key.Key_Escape)
        if self.random.random() < 0.1:
            self._command(root)
        if _alive(widget):
            QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, modifier, at)

    def _wheel(self, root: QWidget) -> None:
        widget, at = self._target(root)
        self.done.append(f"wheel {type(widget).__name__}")
        delta = QPoint(self.random.choice((0, 0, 120)), self.random.choice((-360, -120, 120, 360)))
        QApplication.sendEvent(widget, QWheelEvent(
            QPointF(at), QPointF(widget.mapToGlobal(at)), QPoint(), delta, Qt.MouseButton.NoButton,
            self.random.choices(MODIFIERS, (6, 2, 3, 1, 1))[0], Qt.ScrollPhase.NoScrollPhase, False,
        ))  # fmt: skip

    def _focus(self, root: QWidget) -> None:
        several = [w for w in root.findChildren(QWidget) if w.isVisible() and w.focusPolicy() != Qt.FocusPolicy.NoFocus]
        if several:
            self.random.choice(several).setFocus()
            self.done.append("focus")

    def _choose(self, root: QWidget) -> None:
        assert isinstance(root, QMenu)
        actions = [a for a in root.actions() if a.isEnabled() and not a.isSeparator() and a.menu() is None]
        if not actions:
            root.close()
            return
        action = self.random.choice(actions)
        if action.objectName() in _RARE:
            root.close()
            return
        self.done.append(f"choose {action.text()}")
        root.setActiveAction(action)
        QTest.keyClick(root, Qt.Key.Key_Return)

    # -- what must hold --------------------------------------------------------------------------

    def settle(self) -> None:
        """Close what is open over the window."""
        for _ in range(50):
            asked = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if asked is None:
                break
            self._end(asked)
            QApplication.processEvents()

    def check(self) -> None:
        """The document, the rows, the states and the timeline say the same."""
        if not self.bench.is_open:
            return
        project, session = self.bench.project, self.bench.session
        _, problems = repaired(project)
        _hold(not problems, f"the document is not valid: {[str(p) for p in problems]}")
        _hold(decode(encode(project))[0] == project, "what is saved is not what is open")
        model = self.window.script.model
        _hold(list(model.keys) == row_keys(project), "the rows are not the lines")
        _hold(model.rowCount() == len(model.keys), "the model has other rows")
        known = {line.id for line in project.lines()}
        _hold(set(self.bench.selection) <= known, "something is selected that is gone")
        _hold(self.bench.active is None or self.bench.active in self.bench.selection, "the active line is not selected")
        states = session.states()
        _hold(list(states) == [line.id for line in project.lines()], "states are not those of the lines")
        takes = set(session.store.keys())
        _hold(self._takes <= takes or self._tidied(), f"takes are lost: {self._takes - takes}")
        self._takes = takes

    def check_anew(self) -> None:
        """What is kept up step by step is what is found when all is derived anew."""
        if not self.bench.is_open:
            return
        project, session = self.bench.project, self.bench.session
        QApplication.processEvents()
        if self.bench.queue:
            return  # takes arrive while we look
        states = session.states()
        fresh = line_states(project, session.store)
        for line_id, state in fresh.items():
            mine = states[line_id]
            same = (mine.state, mine.take and mine.take.key) == (state.state, state.take and state.take.key)
            _hold(same, f"{line_id} is {mine.state}, and {state.state} when one looks anew")
        sounds = {i: take_info(session.store, s.take) for i, s in fresh.items() if s.take is not None}
        words = {i: str(s.state) for i, s in fresh.items()}
        shown, right = self.bench.timeline, layout(project, sounds, words)
        _hold(shown == right, "the timeline is not the layout of the lines")

    def check_history(self) -> None:
        """Undo leads to the first document, redo back to this one."""
        if not self.bench.is_open or self._first is None:
            return
        history, project = self.bench.session.history, self.bench.project
        steps = sum(done for _, done in history.labels())
        full = len(history.labels()) >= 500
        for _ in range(steps):
            self.bench.undo()
        _hold(not history.undo_label, "undo does not end")
        _hold(full or encode(self.bench.project) == encode(self._first), "undo does not lead to the beginning")
        self.check()
        for _ in range(steps):
            self.bench.redo()
        _hold(encode(self.bench.project) == encode(project), "redo does not lead back")
        self.check()
        if self.troubles:
            raise Broken("\n".join(self.troubles))

    def _tidied(self) -> bool:
        return any(isinstance(w, PreferencesDialog) for w in QApplication.topLevelWidgets())


def _alive(widget: QWidget) -> bool:
    return isValid(widget)


def _hold(right: bool, what: str) -> None:
    if not right:
        raise Broken(what)


# What Qt says of a screen that is not one, and of a drag without a window system.
_HARMLESS = ("This plugin does not support", "QFont", "propagateSizeHints", "grabbing the", "Populating font")


@contextmanager
def watched(troubles: list[str]) -> Iterator[None]:
    """Exceptions in slots and what Qt complains of become troubles; nothing is only printed."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        troubles.append("".join(traceback.format_exception(kind, error, trace)))

    def said(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not any(h in (text or "") for h in _HARMLESS):
            troubles.append(f"Qt: {text}")

    old_hook, sys.excepthook = sys.excepthook, hook
    old_handler = qInstallMessageHandler(said)
    try:
        yield
    finally:
        sys.excepthook = old_hook
        qInstallMessageHandler(old_handler)
