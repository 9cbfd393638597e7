"""The program as a person meets it, and eyes for the person: says where on the screen something can be seen.

Run as a program (``python -m tests.desktop.eyes --profile FOLDER``) it opens the real window. Each line on its
input asks, each line on its output answers, both JSON. What a person reads is found by what is written on it or
by the name that a screen reader would say; so a control without a name is not found.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, QSocketNotifier, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QListView,
    QMenu,
    QMenuBar,
    QTabBar,
    QTableView,
    QWidget,
)

from studio.desktop import app
from studio.desktop.commands import plain
from studio.desktop.window import Window

_KINDS: dict[str, tuple[type[QWidget], ...]] = {
    "": (), "menus": (QMenu, QMenuBar), "rows": (QAbstractItemView,), "boxes": (QCheckBox,), "choices": (QComboBox,),
}  # fmt: skip


def _windows() -> list[QWidget]:
    """Windows that can be used now: what stands in front first, and nothing behind a modal dialog."""
    front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    if front is not None:
        return [front]
    shown = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    return sorted(shown, key=lambda w: isinstance(w, Window))


def _on_screen(widget: QWidget, rect: QRect) -> QRect:
    return QRect(widget.mapToGlobal(rect.topLeft()), rect.size())


def _named(widget: QWidget) -> list[str]:
    names = [widget.accessibleName(), widget.toolTip()]
    if isinstance(widget, QAbstractButton | QLabel):
        names.insert(0, plain(widget.text()))
    return [n for n in names if n]


def _parts(widget: QWidget) -> Iterator[tuple[str, QRect]]:
    """What can be read on a widget, and where it is."""
    if isinstance(widget, QMenu | QMenuBar):
        for action in widget.actions():
            if action.isVisible() and not action.isSeparator():
                yield plain(action.text()).partition("\t")[0], _on_screen(widget, widget.actionGeometry(action))
    elif isinstance(widget, QTabBar):
        for at in range(widget.count()):
            yield widget.tabText(at), _on_screen(widget, widget.tabRect(at))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        view = widget.viewport()
        for row in _rows(widget):
            index = widget.model().index(row, 0, widget.rootIndex())
            rect = widget.visualRect(index).intersected(view.rect())
            if rect.isEmpty():
                continue
            wide = not isinstance(widget, QListView)
            columns = range(widget.model().columnCount(widget.rootIndex()) if wide else 1)
            said = [widget.model().index(row, c, widget.rootIndex()).data() for c in columns]
            yield "  ".join(str(s) for s in said if s is not None), _on_screen(view, rect)
    elif type(widget).__name__ == "Canvas":  # by name: its module is imported after the first paint
        yield from _clips(widget)
    for name in _named(widget):
        yield name, _on_screen(widget, widget.rect())


def _rows(view: QAbstractItemView) -> range:
    """Numbers of rows that may be in sight."""
    count = view.model().rowCount(view.rootIndex())
    if not isinstance(view, QTableView):
        return range(min(count, 400))
    first, last = view.rowAt(0), view.rowAt(view.viewport().height() - 1)
    return range(max(first, 0), (last if last >= 0 else count - 1) + 1)


def _clips(canvas: Any) -> Iterator[tuple[str, QRect]]:
    """The clips that are in sight, as "clip 12"."""
    from studio.desktop.timeline.items import TOP

    if canvas.arrangement is not None:
        for clip in canvas.arrangement.script:
            rect = canvas.clip_rect(clip.line_id)
            if rect is not None and rect.top() >= TOP and canvas.rect().contains(rect.toRect()):
                yield f"clip {clip.number}", _on_screen(canvas, rect.toRect())


def _seen() -> Iterator[tuple[str, QRect, QWidget]]:
    for window in _windows():
        for widget in (window, *window.findChildren(QWidget)):
            face = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget  # it hides its area
            if widget.isVisible() and not face.visibleRegion().isEmpty():
                for text, rect in _parts(widget):
                    yield text, rect, widget


def _found(wanted: str, exact: bool, of: tuple[type[QWidget], ...] = ()) -> dict[str, Any] | None:
    """The first thing on the screen that says ``wanted``; what says nothing else comes before what says more."""
    everything = [(text, rect, widget) for text, rect, widget in _seen() if wanted.casefold() in text.casefold()]
    if of:
        everything = [one for one in everything if isinstance(one[2], of)]
    everything.sort(key=lambda one: one[0].casefold() != wanted.casefold())
    if not everything or (exact and everything[0][0].casefold() != wanted.casefold()):
        return None
    text, rect, widget = everything[0]
    middle = rect.center()
    return {"text": text, "x": middle.x(), "y": middle.y(), "enabled": widget.isEnabled(),
            "left": rect.left(), "right": rect.right(), "top": rect.top(), "bottom": rect.bottom()}  # fmt: skip


def _ticked(view: QAbstractItemView) -> list[str]:
    rows = (view.model().index(row, 0) for row in range(view.model().rowCount()))
    on = Qt.CheckState.Checked.value
    return [str(i.data()) for i in rows if i.data(Qt.ItemDataRole.CheckStateRole) in (on, Qt.CheckState.Checked)]


def _looks() -> dict[str, Any]:
    """What a person would say when asked what they see."""
    window = next((w for w in QApplication.topLevelWidgets() if isinstance(w, Window)), None)
    focus = QApplication.focusWidget()
    seen: dict[str, Any] = {
        "titles": [w.windowTitle() or w.accessibleName() or type(w).__name__ for w in _windows()],
        "focus": (_named(focus) or [type(focus).__name__])[0] if focus is not None else "",
        "row": str(focus.currentIndex().data()) if isinstance(focus, QAbstractItemView) else "",
        "ticked": _ticked(focus) if isinstance(focus, QAbstractItemView) else [],
        "behind": [w.windowTitle() for w in QApplication.topLevelWidgets() if w.isVisible()],
        "states": {}, "active": "", "selected": 0, "queue": 0, "messages": [], "project": "", "playing": False,
    }  # fmt: skip
    if window is not None and window.workbench.is_open:
        bench = window.workbench
        for line_id in bench.session.states():
            state = str(bench.state(line_id).state)
            seen["states"][state] = seen["states"].get(state, 0) + 1
        active = bench.line(bench.active) if bench.active else None
        seen |= {
            "active": active.text if active else "", "selected": len(bench.selection), "queue": len(bench.queue),
            "messages": [m.text for m in bench.messages], "project": str(bench.session.folder.path),
            "playing": window.player.playing, "position": window.player.position,
            "takes": len(bench.session.store.history(active.id)) if active else 0,
        }  # fmt: skip
    return seen


class Eyes(QObject):
    """Answers from inside the event loop, where the screen is as it is."""

    def __init__(self) -> None:
        super().__init__()
        self._asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._asked.activated.connect(self._answer)

    def _answer(self) -> None:
        line = sys.stdin.readline()
        if not line:
            self._asked.setEnabled(False)
            return
        question = json.loads(line)
        if "find" in question:
            answer: object = _found(question["find"], question.get("exact", False), _KINDS[question.get("in", "")])
        elif "under" in question:
            widget = QApplication.widgetAt(QPoint(*question["under"]))
            answer = _named(widget) if widget is not None else []
        elif "all" in question:
            answer = sorted({text for text, _, _ in _seen() if text})
        else:
            answer = _looks()
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def main() -> int:
    application = QApplication(sys.argv[:1])
    eyes = Eyes()
    profile = Path(sys.argv[sys.argv.index("--profile") + 1])
    code = app.run(profile=profile)
    del eyes, application
    return code


if __name__ == "__main__":
    sys.exit(main())
