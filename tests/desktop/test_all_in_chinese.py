"""The Chinese window has no English left in it: not on a control, in a tip, a menu, a table, a dialog or a drawing.

What stays as it is everywhere: the words of the project, names of programs and formats, units, keys, and what is
typed into a terminal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QDockWidget, QWidget
from pytestqt.qtbot import QtBot

from studio.desktop.dialogs.options import OptionForm
from studio.desktop.preferences import Preferences
from studio.desktop.theme import apply_theme
from studio.desktop.window import Window
from studio.desktop.workbench import Workbench
from studio.editing.voicing import library
from studio.export.host import plugins
from studio.playback.device import ClockedDevice
from studio.script import parse_script
from studio.session.session import Session
from tests.desktop.everywhere import painted, texts, visit_dialogs, visit_opened

SCRIPT = """\
Title: Two People

# Scene 1: The kitchen

ANN: Did you hear that?
BOB (quietly): [emotion_sad]No.[/emotion] [pause_400ms] What was it?
ANN (angry): It was {nginx|engine x}. [wisper]Really.
"""
SHEET = "id,character,line\nx-1,ANN,A line that is new.\nx-2,EVE,Another one.\n"
_PROGRAMS = (
    "Lineread", "Qwen3-TTS", "Pro Tools", "Media Composer", "Nuendo", "Ardour", "Audacity", "DAWproject", "Bitwig",
    "Studio One", "Cubase", "Final Cut Pro", "Logic", "OpenTimelineIO", "Praat TextGrid", "Premiere", "Resolve",
    "REAPER", "Rhubarb", "Excel", "Wwise", "Unreal", "Unity", "Godot", "Ren'Py", "Yarn Spinner", "Yarn", "FMOD",
    "Sequoia", "Podcasting", "DaVinci", "Fountain", "Markdown", "Twine", "Harlowe", "Ink", "Whisper", "Samplitude",
    "Avid", "otioz", "Rhubarb Lip Sync", "ffmpeg", "misaki", "Opus", "Ogg", "WebVTT", "TextGrid", "Qt", "PySide6",
    "Python", "Apache License", "English", "LibreOffice", "Steam Audio", "Broadcast Wave", "Localization",
    "DataTable", "Dialogue", "Wave", "Podlove Simple Chapters",
)  # fmt: skip
_SAMPLES = ("engine x", "ANN: Hello there.", "old woman", "warm", "robot", "by hand", "American English")
_SAME = re.compile(
    "|".join(
        [
            r"`[^`]*`", r"\S*\{[^}]*\}\S*", r"<[^>]*>", r"https?://\S+", r"[A-Za-z]:\\\S*", r"(?<!\w)/[\w./ -]+",
            r"\*?\.\w+", r"\b\w+\.\w+\b", r"\b\w+_\w+\b", r"\b\w+=\w*",
            r"\b(?:Ctrl|Alt|Shift|Meta|Esc|Del|Ins|Tab|PgUp|PgDown|F\d+)\b", r"\b[A-Z0-9]{2,}[a-z0-9]?\b",
            r"\b(?:dB|kHz|Hz|LUFS|dBTP|dBFS|ms|min|px|Mbit|kbit|fps|bpm)\b",
            *map(re.escape, sorted(_PROGRAMS, key=len, reverse=True)),
        ]
    )
)  # fmt: skip
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{3,}")
_WORDS = re.compile(r"[A-Za-z]{2,}[,;:.]? [A-Za-z]{2,}")


@pytest.fixture
def window(in_chinese: None, qtbot: QtBot, preferences: Preferences, tmp_path: Path) -> Iterator[Window]:
    apply_theme("dark")
    made = Window(Workbench(preferences), ClockedDevice())
    project, _ = parse_script(SCRIPT)
    Session.create(tmp_path / "kitchen", project, "hibari")
    assert made.files.open_path(tmp_path / "kitchen")
    made.resize(1600, 1000)
    made.show()
    qtbot.waitExposed(made)
    made.finish_start()
    yield made
    made.workbench.session.history.saved()
    made.close()


def own_words(window: Window, tmp_path: Path, *others: str) -> Callable[[str], str]:
    """Takes out of a text what the project, the machine and ``others`` say themselves."""
    bench = window.workbench
    said = [line.text for line in bench.project.lines()]
    said += [scene.title for scene in bench.project.scenes]
    names = [bench.project.name, *(c.name for c in bench.project.characters), *(v.name for v in bench.project.voices)]
    names += [voice.label for voice in library(bench.session)]
    names += [voice.spec.preset for voice in library(bench.session)]
    own = {str(tmp_path), *_SAMPLES, *others, *said, *names} - {""}
    longest = "|".join(map(re.escape, sorted(own, key=len, reverse=True)))
    known = re.compile(rf"(?<![A-Za-z])(?:{longest})(?![A-Za-z])")
    everything = "\n".join((*said, *_PROGRAMS))

    def without(text: str) -> str:
        short = text.removesuffix("…").strip(" “”")
        if len(short) > 2 and short in everything:
            return ""
        return _SAME.sub(" ", known.sub(" ", text))

    return without


def english(root: QWidget, without: Callable[[str], str]) -> list[str]:
    """Sentences, and words that stand alone; a field's id between Chinese words may stay."""
    found = []
    said = dict.fromkeys(texts(root))
    whole = "\n".join(text for where, text in said if not where.startswith("painted"))
    for where, text in said:
        if where.startswith("painted") and text.removesuffix("…") in whole:
            continue  # a row of it, or what there was room for
        rest = without(text)
        if (_WORDS if _HAN.search(text) else _WORD).search(rest):
            found.append(f"{where}: {text}")
    return found


def test_nothing_in_the_window_is_english(window: Window, tmp_path: Path, qapp: QApplication) -> None:
    without = own_words(window, tmp_path)
    found = english(window, without)
    whole = "\n".join(text for where, text in texts(window) if not where.startswith("painted"))
    for dock in window.findChildren(QDockWidget):
        dock.show()
        dock.raise_()
        qapp.processEvents()
        found += [f"painted: {text}" for text in painted(window) if text not in whole and _WORD.search(without(text))]
    assert not found, "\n".join(dict.fromkeys(found))


def test_nothing_in_the_dialogs_is_english(window: Window, tmp_path: Path) -> None:
    without = own_words(window, tmp_path, "character", "line", "A line that is new.", "Another one.", "EVE")
    sheet = tmp_path / "lines.csv"
    sheet.write_text(SHEET)
    found: list[str] = []

    def look(dialog: QDialog) -> None:
        found.extend(f"{type(dialog).__name__}: {one}" for one in english(dialog, without))

    opened = visit_dialogs(window, look)
    assert {"file.export", "cast.clone", "line.pronounce", "help.palette", "help.shortcuts"} <= opened
    assert visit_opened(lambda: window.files.take([sheet]), look)
    assert not found, "\n".join(dict.fromkeys(found))


def test_no_option_of_a_plug_in_is_english(window: Window, tmp_path: Path) -> None:
    without = own_words(window, tmp_path)
    infos = [info for info in plugins() if not info.error]
    assert len(infos) > 30
    found = []
    for info in infos:
        form = OptionForm(info, {})
        found += [f"{info.id}: {one}" for one in english(form, without)]
        form.deleteLater()
    assert found == [], "\n".join(found)
