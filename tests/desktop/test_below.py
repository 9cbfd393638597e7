"""What the engine, the rooms below and the plug-ins say is Chinese in the Chinese window."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QApplication

from engine.errors import EngineError
from engine.plan import compile_plan
from engine.protocol import Controls, SpeechRequest, Text, VoiceSpec
from resources.translations import below as collected
from studio.desktop.below import shown
from studio.desktop.preferences import Preferences
from studio.desktop.workbench import Workbench
from studio.document.problems import Problem
from studio.script.shown import line_problems


def test_the_list_the_window_looks_in_is_as_new_as_the_sources() -> None:
    kept = json.loads(collected.LIST.read_text(encoding="utf-8"))
    assert kept == collected.templates(), "run `python -m resources.translations`, then translate what is new"
    assert len(kept) > 500


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Not rendered since it was last changed.", "自上次修改后尚未渲染。"),
        ("The disk is full: /a/b.json could not be written.", "磁盘已满：/a/b.json 无法写入。"),
        ("MARA has no voice yet; give the character one.", "MARA还没有音色；请给这个角色一个。"),
        ("There is nothing to say. Choose another name.", "没有可说的内容。请另取名字。"),
        ("line 3, column 7: A bracket [ is never closed.", "第 3 行第 7 列：方括号 [ 没有闭合。"),
        ("3 of 4 current, 0 suspect, 1 stale", "4 句中 3 句最新，0 句可疑，1 句过期"),
        ("3 of 9 current, 0 suspect, 4 stale, 2 missing", "9 句中 3 句最新，0 句可疑，4 句过期，2 句缺失"),
        ("Stems and mix", "分轨和混音"),
    ],
)
def test_a_sentence_from_below_is_said_in_chinese(in_chinese: None, english: str, chinese: str) -> None:
    assert shown(english) == chinese


def test_what_nobody_translated_stays_as_it_is(in_chinese: None) -> None:
    assert shown("Somebody else's plug-in says hello!") == "Somebody else's plug-in says hello!"
    assert shown("") == ""


def test_the_english_window_says_what_was_said(qapp: QApplication) -> None:
    assert shown("Not rendered since it was last changed.") == "Not rendered since it was last changed."


def test_tags_and_plans_speak_chinese(in_chinese: None) -> None:
    for problem in line_problems("[wisper]Hello [emotion_hapy]there[/emotion]"):
        assert shown(problem.message) != problem.message
        assert not problem.hint or shown(problem.hint) != problem.hint
    request = SpeechRequest(
        voice=VoiceSpec(engine="hibari", preset="clara"),
        segments=(Text(text="Hello", controls=Controls(emotion="ecstatic", breath=9.0)),),
        direction="like a pirate",
    )
    notes = [item.note for item in compile_plan(request) if item.note]
    assert notes
    assert [note for note in notes if shown(note) == note] == []


def test_messages_of_the_window_are_chinese(in_chinese: None, preferences: Preferences) -> None:
    bench = Workbench(preferences)
    error = EngineError("There is not enough memory for this line.", "Close other programs, or use fewer workers.")
    bench.say(error.message, error.hint, "error")
    bench.say(str(Problem(message="This line has no words.", line=2, column=1)))
    assert [m.text for m in bench.messages] == ["内存不够念这一句。", "第 2 行第 1 列：这一句没有文字。"]
    assert bench.messages[0].hint == "请关闭其他程序，或减少工作进程。"
