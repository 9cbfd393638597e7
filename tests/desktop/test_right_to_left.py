"""Arabic and Hebrew lines: edited from their own side, shown from their beginning, among Latin tags and words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.desktop.script.editor import LineEditor
from studio.desktop.theme import DARK
from studio.desktop.timeline.labels import Labels
from studio.desktop.window import Window
from studio.render.states import State

SCRIPT = """\
Title: Two Sides

# Scene 1

ANN: Hello there.
BOB: [emotion_sad]مرحبا بالعالم، كيف حالك اليوم؟[/emotion]
ANN: שלום עולם [pause_300ms] from Berlin.
"""


@pytest.fixture
def window(make_window: Callable[..., Window]) -> Window:
    return make_window(SCRIPT)


def write_in(window: Window, number: int) -> LineEditor:
    line = list(window.workbench.project.lines())[number]
    window.workbench.select([line.id], line.id, "test")
    window.script.setFocus()
    QApplication.processEvents()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    editor = window.focusWidget()
    assert isinstance(editor, LineEditor)
    QApplication.processEvents()
    return editor


def caret_x(editor: LineEditor, position: int) -> int:
    editor.place(position)
    return int(editor.cursorRect().x())


def test_a_line_is_written_from_its_own_side_whatever_tag_it_begins_with(window: Window) -> None:
    arabic = write_in(window, 1)
    assert caret_x(arabic, 0) > arabic.width() * 0.8
    assert caret_x(arabic, arabic.toPlainText().index("؟")) < caret_x(arabic, 0)
    QTest.keyClick(arabic, Qt.Key.Key_Escape)
    english = write_in(window, 0)
    assert caret_x(english, 0) < english.width() * 0.2


def test_the_side_changes_with_the_first_word(window: Window) -> None:
    editor = write_in(window, 0)
    editor.setPlainText("שלום there")
    assert caret_x(editor, 0) > editor.width() * 0.8
    editor.setPlainText("there שלום")
    assert caret_x(editor, 0) < editor.width() * 0.2


def painted(text: str, width: int, window: Window) -> QImage:
    """The label of a clip of so many pixels."""
    bench = window.workbench
    line = next(line for line in bench.project.lines() if line.text.endswith(text))
    clip = next(c for c in bench.timeline.clips() if c.line_id == line.id)
    picture = QImage(width, 20, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    Labels().draw(painter, QRectF(0, 0, width, 20), clip, State.STALE, DARK, QFont(), 1.0)
    painter.end()
    return picture


def test_a_short_clip_shows_how_its_line_begins(window: Window) -> None:
    """What begins at the right has its beginning at the right of the room there is."""
    whole, half = painted("[/emotion]", 400, window), painted("[/emotion]", 100, window)
    ends = [
        max(x for x in range(p.width()) if any(p.pixelColor(x, y).alpha() for y in range(20))) for p in (whole, half)
    ]
    assert ends[0] > 140, "the label is longer than the room in the second picture"
    assert ends[1] > 90
    assert whole.copy(ends[0] - 40, 0, 40, 20) == half.copy(ends[1] - 40, 0, 40, 20)


def test_a_line_from_left_to_right_is_cut_at_its_end(window: Window) -> None:
    whole, half = painted("Hello there.", 400, window), painted("Hello there.", 80, window)
    assert whole.copy(0, 0, 50, 20) == half.copy(0, 0, 50, 20)
    assert whole.copy(0, 0, 80, 20) != half, "an ellipsis says that something is left out"
    assert not any(half.pixelColor(79, y).alpha() for y in range(20)), "and no letter is cut through"


def test_a_clip_without_room_for_words_shows_its_number_or_nothing_cut(window: Window) -> None:
    whole, number = painted("Hello there.", 400, window), painted("Hello there.", 34, window)
    inked = [x for x in range(34) if any(number.pixelColor(x, y).alpha() for y in range(20))]
    assert inked, "icon and number"
    last = inked[-1] + 1
    assert whole.copy(0, 0, last, 20) == number.copy(0, 0, last, 20)
    assert not any(whole.pixelColor(last, y).alpha() for y in range(20)), "the number is whole"
