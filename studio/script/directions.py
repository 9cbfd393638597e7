"""Delivery in a writer's words: ``happy 0.6, speed 1.1``, ``whispering``, ``sadly``, ``开心``.

What is known becomes a field of the delivery; the rest stays what the writer wrote, as natural-language
direction. So nothing in the brackets behind a name is ever lost, and the common words work at once.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from studio.document.model import EMOTIONS, RANGES, Delivery

_WORDS: dict[str, dict[str, Any]] = {
    **{word: {"emotion": "happy"} for word in (
        "happily", "joyful", "joyfully", "cheerful", "cheerfully", "glad", "smiling", "开心", "高兴", "快乐")},
    **{word: {"emotion": "excited"} for word in ("excitedly", "thrilled", "enthusiastic", "激动", "兴奋")},
    **{word: {"emotion": "sad"} for word in (
        "sadly", "sorrowful", "unhappy", "crying", "tearful", "in tears", "难过", "悲伤", "伤心")},
    **{word: {"emotion": "angry"} for word in ("angrily", "furious", "furiously", "annoyed", "生气", "愤怒")},
    **{word: {"emotion": "afraid"} for word in (
        "fearful", "fearfully", "scared", "frightened", "terrified", "anxious", "anxiously", "害怕", "恐惧")},
    **{word: {"emotion": "tender"} for word in ("tenderly", "gently", "lovingly", "warmly", "温柔")},
    **{word: {"emotion": "calm"} for word in ("calmly", "relaxed", "peaceful", "平静", "冷静")},
    **{word: {"emotion": "serious"} for word in ("seriously", "grave", "gravely", "solemn", "严肃", "认真")},
    **{word: {"emotion": "sarcastic"} for word in ("sarcastically", "ironic", "ironically", "dry", "dryly", "讽刺")},
    **{word: {"emotion": "tired"} for word in ("tiredly", "wearily", "weary", "exhausted", "sleepy", "疲惫", "疲倦")},
    **{word: {"emotion": "surprised"} for word in ("astonished", "amazed", "shocked", "startled", "惊讶", "吃惊")},
    **{word: {"emotion": "bored"} for word in ("boredly", "listless", "无聊")},
    **{word: {"emotion": "disgusted"} for word in ("with disgust", "厌恶", "恶心")},
    **{word: {"emotion": "proud"} for word in ("proudly", "骄傲", "自豪")},
    **{word: {"emotion": "neutral"} for word in ("neutrally", "平淡")},
    **{word: {"whisper": True} for word in (
        "whispers", "whispering", "whispered", "in a whisper", "耳语", "低语", "悄声", "小声")},
    "no whisper": {"whisper": False},
    **{word: {"speed": 0.85} for word in ("slow", "slowly", "slower", "慢", "缓慢")},
    **{word: {"speed": 0.7} for word in ("very slow", "very slowly")},
    **{word: {"speed": 1.2} for word in ("fast", "faster", "quick", "quickly", "hurried", "快", "快速")},
    **{word: {"speed": 1.4} for word in ("very fast", "very quickly")},
    **{word: {"volume": -6.0} for word in ("quiet", "quietly", "soft", "softly", "轻声")},
    **{word: {"volume": 6.0} for word in ("loud", "loudly", "shouting", "shouts", "yelling", "大声")},
    **{word: {"pitch": -2.0} for word in ("deep voice", "low voice", "in a low voice")},
    **{word: {"pitch": 2.0} for word in ("high voice", "in a high voice")},
}  # fmt: skip
_DEGREES = {
    "slightly": 0.4, "a little": 0.4, "a bit": 0.4, "somewhat": 0.5, "rather": 0.7, "quite": 0.7, "very": 1.0,
    "extremely": 1.0, "有点": 0.4, "很": 1.0, "非常": 1.0,
}  # fmt: skip
_FIELDS = {
    "speed": "speed", "pitch": "pitch", "range": "pitch_range", "pitch range": "pitch_range", "volume": "volume",
    "breath": "breath", "intensity": "intensity", "语速": "speed", "音调": "pitch", "音量": "volume",
}  # fmt: skip
_NUMBER = r"([+\-−]?(?:\d+\.?\d*|\.\d+)(?:e[+\-]?\d+)?)"
_SET = re.compile(rf"({'|'.join(sorted(_FIELDS, key=len, reverse=True))})[\s:=：_]*{_NUMBER}\s*(?:x|st|semitones?|db)?")
_FELT = re.compile(rf"(?:emotion[\s:=：_]+)?([^\W\d_]+)[\s:=：_]+{_NUMBER}")
_DEGREE = re.compile(rf"({'|'.join(sorted(_DEGREES, key=len, reverse=True))})\s*(.+)")
_SEPARATOR = re.compile(r"\s*[,，、;；]\s*")


# Words about the line itself and not about how it is spoken.
_OVERLAP = re.compile(r"(?:interrupting|interrupts|cutting in|overlapping|打断)(?:[\s:=]+(\d{1,5})\s*ms)?")
_WAIT = re.compile(r"(?:wait|waits|after a pause of)[\s:=]+(\d+(?:\.\d+)?)\s*(ms|s)")
_VOICE = re.compile(r"(voice|language)[\s:=：]+(\S.*)", re.IGNORECASE)
OVERLAP = 250  # milliseconds by which somebody who interrupts starts too early


@functools.lru_cache(maxsize=4096)
def take_line_words(text: str) -> tuple[str, dict[str, Any]]:
    """``text`` without ``interrupting``, ``wait 800ms``, ``voice leo``, ``language fr``, and what these set.

    The voice comes as the name it has here.
    """
    values: dict[str, Any] = {}
    rest = []
    for item in _SEPARATOR.split(text.strip()):
        low = " ".join(item.casefold().split())
        if overlap := _OVERLAP.fullmatch(low):
            values["pause_before"] = -int(overlap[1] or OVERLAP)
        elif wait := _WAIT.fullmatch(low):
            values["pause_before"] = round(float(wait[1]) * (1 if wait[2] == "ms" else 1000))
        elif named := _VOICE.fullmatch(item):
            values[named[1].lower()] = named[2].strip()
        else:
            rest.append(item)
    return (", ".join(rest), values) if values else (text, values)


@functools.lru_cache(maxsize=4096)
def read_delivery(text: str) -> tuple[Delivery, tuple[str, ...]]:
    """The delivery that ``text`` asks for, and what was wrong with its numbers."""
    values: dict[str, Any] = {}
    rest: list[str] = []
    wrong: list[str] = []
    for item in _SEPARATOR.split(text.strip()):
        if not item:
            continue
        found = read_item(item)
        if isinstance(found, str):
            wrong.append(found)
            rest.append(item)
        elif found is None or found.keys() & values.keys():
            rest.append(item)
        else:
            values.update(found)
    return Delivery(**values, direction=", ".join(rest)), tuple(wrong)


@functools.lru_cache(maxsize=4096)
def read_item(item: str) -> dict[str, Any] | str | None:
    """The fields one item sets; None when it is free words; a sentence when its number is out of range."""
    word = " ".join(item.casefold().split())
    found = _word(word)
    if found is not None:
        return found
    if setting := _SET.fullmatch(word):
        name = _FIELDS[setting[1]]
        return _checked(name, setting[2], {})
    if felt := _FELT.fullmatch(word):
        emotion = _word(felt[1])
        if emotion is not None and "emotion" in emotion:
            return _checked("intensity", felt[2], emotion)
    if degree := _DEGREE.fullmatch(word):
        emotion = _word(degree[2])
        if emotion is not None and "emotion" in emotion:
            return {**emotion, "intensity": _DEGREES[degree[1]]}
    return None


def _word(word: str) -> dict[str, Any] | None:
    if word in EMOTIONS:
        return {"emotion": word}
    if word == "whisper":
        return {"whisper": True}
    found = _WORDS.get(word)
    if found is None and word[-1:] in ("地", "的"):
        found = _WORDS.get(word[:-1])
    return found


def _checked(name: str, number: str, more: dict[str, Any]) -> dict[str, Any] | str:
    value = float(number.replace("−", "-"))
    low, high = RANGES[name]
    if low <= value <= high:
        return {**more, name: value}
    return f"{name} goes from {low:g} to {high:g}, so {number} is kept as a direction only."


@functools.lru_cache(maxsize=4096)
def print_delivery(delivery: Delivery) -> str | None:
    """The words that :func:`read_delivery` reads back as exactly this delivery; None when there are none."""
    parts: list[str] = []
    if delivery.emotion is not None:
        parts.append(
            delivery.emotion if delivery.intensity is None else f"{delivery.emotion} {exact(delivery.intensity)}"
        )
    elif delivery.intensity is not None:
        parts.append(f"intensity {exact(delivery.intensity)}")
    for label, value in (
        ("speed", delivery.speed), ("pitch", delivery.pitch), ("range", delivery.pitch_range),
        ("volume", delivery.volume), ("breath", delivery.breath),
    ):  # fmt: skip
        if value is not None:
            parts.append(f"{label} {exact(value)}")
    if delivery.whisper is not None:
        parts.append("whisper" if delivery.whisper else "no whisper")
    if delivery.direction:
        parts.append(delivery.direction)
    text = ", ".join(parts)
    if any(mark in text for mark in "()（）[]\n\r"):
        return None
    return text if read_delivery(text)[0] == delivery and not take_line_words(text)[1] else None


def exact(number: float) -> str:
    """The shortest text that reads back as the same number."""
    text = repr(float(number))
    return text[:-2] if text.endswith(".0") else text
