"""The window in Chinese: nothing is left in English, and the compiled files say what the sources say."""

from __future__ import annotations

import os
import re
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from resources.translations.__main__ import HERE, LANGUAGES, collect, compiled
from resources.translations.window import texts as texts_of
from studio.desktop.app import translate
from studio.desktop.commands import Commands, plain
from studio.desktop.window import Window

NAMES = {"A/B"}  # the same in every language
_PLACE = re.compile(r"\{\w*\}|%n|%v|%m|%\d")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def messages(file: Path) -> Iterator[tuple[str, ET.Element]]:
    for context in ET.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name") or "", message


def texts(message: ET.Element) -> list[str]:
    """A message's translation, or its plural forms."""
    translation = message.find("translation")
    assert translation is not None
    return [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_window_is_translated_and_none_is_left_over(language: str, tmp_path: Path) -> None:
    kept = HERE / f"lineread_{language}.ts"
    fresh = Path(shutil.copy(kept, tmp_path))
    assert collect(fresh) == 0
    assert [(name, m.findtext("source")) for name, m in messages(fresh) if not all(texts(m))] == []
    assert fresh.read_bytes() == kept.read_bytes(), "run `python -m resources.translations`"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('self.tr("One")', ("Panel", "One", "", False)),
        ('self.tr("M", "mute")', ("Panel", "M", "mute", False)),
        ('self.tr("%n line(s)", "", counts["all"])', ("Panel", "%n line(s)", "", True)),
        ('QCoreApplication.translate("Other", "One")', ("Other", "One", "", False)),
        ('say("Other", "%n line(s)", "", counts["all"])', ("Other", "%n line(s)", "", True)),
        ('{"a": say("Other", "One")}["a"].format(a=b["c"])', ("Other", "One", "", False)),
    ],
)
def test_every_way_to_say_a_text_is_collected(tmp_path: Path, said: str, found: tuple[object, ...]) -> None:
    assert list(texts_of(written(tmp_path, said))) == [found]


@pytest.mark.parametrize(
    "said",
    [
        "self.tr(text)",
        'self.tr(f"{text}")',
        'self.tr("a" + text)',
        'owner.tr("One")',
        'say(name, "One")',
        "say('A', b)",
    ],
)
def test_a_text_that_cannot_be_collected_is_told_with_its_place(tmp_path: Path, said: str) -> None:
    with pytest.raises(ValueError, match=r"panel\.py:5: .*cannot be translated"):
        list(texts_of(written(tmp_path, said)))


def written(folder: Path, said: str) -> Path:
    rows = ("say = QCoreApplication.translate", "", "class Panel(QWidget):", "    def show(self):", f"        {said}")
    (folder / "panel.py").write_text("\n".join(rows), encoding="utf-8")
    return folder


def test_a_window_that_is_open_keeps_the_texts_it_has_mapped(tmp_path: Path) -> None:
    """The file is mapped into the program: were it written over, the program would end with a bus error."""
    source, loaded = HERE / "lineread_en.ts", tmp_path / "loaded.qm"
    assert compiled(source, loaded) == 0
    with loaded.open("rb") as mapped:
        assert compiled(source, loaded) == 0
        assert not os.path.samestat(os.fstat(mapped.fileno()), loaded.stat())
    assert [file.name for file in tmp_path.iterdir()] == ["loaded.qm"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_has_a_context_and_is_finished(language: str) -> None:
    for name, message in messages(HERE / f"lineread_{language}.ts"):
        translation = message.find("translation")
        assert name, f"a text whose context could not be read: {message.findtext('comment')}"
        assert translation is not None
        assert translation.get("type") is None, f"{name}: {message.findtext('source')}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_loads_is_as_new_as_its_source(language: str, tmp_path: Path) -> None:
    source = HERE / f"lineread_{language}.ts"
    assert compiled(source, tmp_path / "new.qm") == 0
    assert (tmp_path / "new.qm").read_bytes() == source.with_suffix(".qm").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_in_every_translation(language: str) -> None:
    for name, message in messages(HERE / f"lineread_{language}.ts"):
        source = message.findtext("source") or ""
        for text in texts(message):
            assert Counter(_PLACE.findall(text)) == Counter(_PLACE.findall(source)), f"{name}: {source} | {text}"


def test_a_mnemonic_stays_the_same_key() -> None:
    for name, message in messages(HERE / "lineread_zh.ts"):
        source = message.findtext("source") or ""
        wanted = [key.upper() for key in re.findall(r"&(\w)", source)]
        for text in texts(message):
            assert re.findall(r"\(&(\w)\)", text) == wanted, f"{name}: {source} | {text}"
            assert text.endswith("…") == source.endswith("…") or "，" in text or "……" in text, f"{name}: {source}"


@pytest.fixture
def window(in_chinese: None, window: Window) -> Window:
    return window


def entries(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        if action.menu() is not None:
            yield from entries(action.menu())
        elif not action.isSeparator():
            yield action


def test_the_menus_are_in_chinese(window: Window) -> None:
    bar = window.menuBar()
    titles = [plain(action.text()) for action in bar.actions()]
    assert titles[:3] == ["文件", "编辑", "渲染"]
    assert titles[-2:] == ["视图", "帮助"]
    assert len(set(titles)) == len(titles)
    assert [title for title in titles if not _HAN.search(title)] == []
    found = [plain(e.text().partition("\t")[0]) for top in bar.actions() for e in entries(top.menu())]
    assert len(found) > 60
    assert [text for text in found if not _HAN.search(text) and text not in NAMES] == []


def test_commands_are_found_and_told_in_chinese_without_the_mark_of_their_key(window: Window) -> None:
    commands: Commands = window.commands
    assert plain(commands.action("file.open").text()) == "打开…"
    assert [c.id for c in commands.all() if "&" in commands.action(c.id).toolTip()] == []
    assert [c.id for c in commands.all() if re.search(r"\([A-Z]\)", commands.action(c.id).toolTip())] == []


def test_numbers_of_things_are_counted_in_chinese_and_in_english(window: Window, qapp: QApplication) -> None:
    strip = window.statusBar()
    assert strip.tr("%n line(s) to render", "", 3) == "3 句待渲染"
    english = translate(qapp, "en")
    try:
        assert strip.tr("%n line(s) to render", "", 1) == "1 line to render"
        assert strip.tr("%n line(s) to render", "", 2) == "2 lines to render"
    finally:
        for translator in english:
            qapp.removeTranslator(translator)
