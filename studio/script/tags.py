"""The control tags: the text form of everything a line's controls can say, and the one place that knows it.

A line's text is read into a flat row of nodes, because spans may overlap and may stay open. Every
character of the source belongs to exactly one node, so nothing is lost, whatever was typed:
what is not a good tag becomes :class:`Unknown`, which is kept, reported and never spoken.

Backslashes are plain characters unless they stand directly before ``[`` or ``{``: there each pair is
one backslash and an odd one makes the bracket literal. ``C:\\temp`` needs no care. Inside
``{shown|spoken}`` and ``[# remark]`` a backslash takes the next bracket, bar or backslash as it is.

Units: speed as a factor, pitch in semitones, volume in decibels, pauses in milliseconds.
"""

from __future__ import annotations

import difflib
import functools
import re
from dataclasses import dataclass, field

from studio.document.model import EMOTIONS, RANGES, SOUNDS

LONGEST_PAUSE = 60_000  # milliseconds

NUMERIC = ("speed", "pitch", "volume")
SPANS = ("emotion", "speed", "pitch", "volume", "whisper", "emphasis", "lang", "voice")

_NAMES = ("zh", "en", "ja", "ko", "de", "fr", "ru", "pt", "es", "it")
_LANGUAGES = dict(zip(("chinese", "english", "japanese", "korean", "german", "french", "russian", "portuguese",
                       "spanish", "italian"), _NAMES, strict=True))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """A stretch of the source, ``text[start:end]``. Offsets do not count when nodes are compared."""

    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Plain(Node):
    """Words, with escapes already resolved."""

    text: str


@dataclass(frozen=True, slots=True)
class Open(Node):
    """From here on. ``name`` is the emotion, language or voice; ``number`` the value or the intensity."""

    kind: str  # one of SPANS
    name: str = ""
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Close(Node):
    """Up to here, for the innermost open span of this kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class Pause(Node):
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Sound(Node):
    name: str  # one of SOUNDS


@dataclass(frozen=True, slots=True)
class Say(Node):
    """``{shown|spoken}``"""

    shown: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Remark(Node):
    text: str


@dataclass(frozen=True, slots=True)
class Unknown(Node):
    """What is written like a tag and is none: kept as it stands, never spoken."""

    text: str
    message: str = field(default="", compare=False)
    hint: str = field(default="", compare=False)
    code: str = field(default="unknown-tag", compare=False)


Marked = tuple[Node, ...]

_BRACKET = re.compile(r"[\[{]")
_LITERAL = re.compile(r"(?<!\\)(\\*)([\[{])")
_REMARK = re.compile(r"\[#([^\]\\]*(?:\\.[^\]\\]*)*)\]", re.DOTALL)
_SAY = re.compile(r"\{([^\\\[\]{}|\n]*(?:\\[^\n][^\\\[\]{}|\n]*)*)\|([^\\\[\]{}|\n]*(?:\\[^\n][^\\\[\]{}|\n]*)*)\}")
_TAG = re.compile(r"\[([^\[\]\n]*)\]")
_BRACE = re.compile(r"\{[^{}\n]*\}")
_UNCLOSED_WORD = re.compile(r"\[\s*/?[A-Za-z]+(?:[_:=][^\s\[\]{}]*)?")
_CONTENT = re.compile(r"\s*(/?)\s*([A-Za-z]+)(?:[\s_:=：]+(\S.*?))?\s*")
_JOINED = re.compile(r"\s*([A-Za-z]+?)([+\-−]?[\d.][^\s]*)\s*")
_NUMBER = re.compile(r"([+\-−]?)(\d{0,6}(?:[.,]\d{1,9})?)\s*([A-Za-z%]*)")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)")
_ESCAPED = re.compile(r"\\([\[\]{}|\\])")
_UNITS = {"speed": ("", "x"), "pitch": ("", "st", "semitone", "semitones"), "volume": ("", "db")}
_BODY_SPECIAL = re.compile(r"[\[\]{}|\\]")
_BRACKET_HINT = "Write \\[ for a bracket that is meant as one."


def parse_text(text: str) -> Marked:
    """The nodes of a line's text. Their source stretches, joined, are ``text``."""
    if "[" not in text and "{" not in text:
        return (Plain(text, start=0, end=len(text)),) if text else ()
    nodes: list[Node] = []
    words: list[str] = []
    opened = dict.fromkeys(SPANS, 0)
    began = copied = 0
    remarks_close = True
    while found := _BRACKET.search(text, copied):
        at = found.start()
        before = text[copied:at]
        bare = before.rstrip("\\")
        slashes = len(before) - len(bare)
        words.append(bare + "\\" * (slashes // 2))
        if slashes % 2:
            words.append(found.group())
            copied = at + 1
            continue
        if at > began:
            nodes.append(Plain("".join(words), start=began, end=at))
        words.clear()
        if text.startswith("[#", at):
            node = _read_remark(text, at, remarks_close)
            remarks_close = isinstance(node, Remark)
        elif text[at] == "{":
            node = _read_say(text, at)
        else:
            node = _read_tag(text, at)
        if isinstance(node, Open):
            opened[node.kind] += 1
        elif isinstance(node, Close):
            if opened[node.kind]:
                opened[node.kind] -= 1
            else:
                raw = text[at : node.end]
                node = Unknown(
                    raw, f"{raw} closes a span that is not open.", "Remove it, or open the span before it.",
                    "stray-close", start=at, end=node.end,
                )  # fmt: skip
        nodes.append(node)
        began = copied = node.end
    if len(text) > began:
        words.append(text[copied:])
        nodes.append(Plain("".join(words), start=began, end=len(text)))
    return tuple(nodes)


def print_text(marked: Marked) -> str:
    """The normal form of the nodes: ``parse_text(print_text(m)) == m``."""
    out: list[str] = []
    last = len(marked) - 1
    for index, node in enumerate(marked):
        if isinstance(node, Plain):
            shown = _LITERAL.sub(r"\1\1\\\2", node.text) if _BRACKET.search(node.text) else node.text
            if index < last and shown.endswith("\\"):
                shown += "\\" * (len(shown) - len(shown.rstrip("\\")))
            out.append(shown)
        else:
            out.append(_print_node(node))
    return "".join(out)


def normalised(text: str) -> str:
    """The same text with every tag in its first form: ``[Speed: 1.20]`` becomes ``[speed_1.2]``."""
    return print_text(parse_text(text)) if "[" in text or "{" in text else text


def number_text(number: float, *, signed: bool = False) -> str:
    """A number as a person writes it, to four decimals, without exponent or needless zeros."""
    shown = f"{number:.4f}".rstrip("0").rstrip(".")
    shown = "0" if shown == "-0" else shown
    return "+" + shown if signed and number > 0 else shown


def _print_node(node: Node) -> str:
    match node:
        case Open(kind="emotion", name=name, number=number):
            return f"[emotion_{name}]" if number is None else f"[emotion_{name}_{number_text(number)}]"
        case Open(kind=("lang" | "voice") as kind, name=name):
            return f"[{kind}_{name}]"
        case Open(kind=kind, number=None):
            return f"[{kind}]"
        case Open(kind=kind, number=float() | int() as number):
            return f"[{kind}_{number_text(number, signed=kind != 'speed')}]"
        case Close(kind=kind):
            return f"[/{kind}]"
        case Pause(milliseconds=milliseconds):
            return f"[pause_{milliseconds}ms]"
        case Sound(name=name):
            return f"[{name}]"
        case Say(shown=shown, spoken=spoken):
            return f"{{{_escaped(shown)}|{_escaped(spoken)}}}"
        case Remark(text=text):
            return f"[# {_escaped(text)}]" if text else "[#]"
        case Unknown(text=text):
            return text
    raise TypeError(node)


def _escaped(body: str) -> str:
    return _BODY_SPECIAL.sub(r"\\\g<0>", body)


def _read_remark(text: str, at: int, can_close: bool) -> Node:
    found = _REMARK.match(text, at) if can_close else None
    if found:
        return Remark(_ESCAPED.sub(r"\1", found[1]).strip(), start=at, end=found.end())
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return Unknown(
        text[at:end], "A remark is not closed, so the rest of the line is not spoken.", "Close it with ].",
        "unclosed", start=at, end=end,
    )  # fmt: skip


def _read_say(text: str, at: int) -> Node:
    found = _SAY.match(text, at)
    if found:
        shown, spoken = _ESCAPED.sub(r"\1", found[1]), _ESCAPED.sub(r"\1", found[2])
        if shown.strip() and spoken.strip():
            return Say(shown, spoken, start=at, end=found.end())
    closed = _BRACE.match(text, at)
    end = closed.end() if closed else at + 1
    message = "A respelling is written {shown|spoken}." if closed else "A brace { is never closed."
    return Unknown(
        text[at:end], message, "Write \\{ for a brace that is meant as one.",
        "malformed-tag" if closed else "unclosed", start=at, end=end,
    )  # fmt: skip


def _read_tag(text: str, at: int) -> Node:
    found = _TAG.match(text, at)
    if not found:
        word = _UNCLOSED_WORD.match(text, at)
        end = at + 1
        if word and _split(word[0][1:])[1] in _KNOWN:
            end = word.end()
        return Unknown(text[at:end], "A bracket [ is never closed.", _BRACKET_HINT, "unclosed", start=at, end=end)
    end = found.end()
    # A tag as long as a book is not worth remembering.
    result = _understood(found[1]) if end - at < 200 else _understood.__wrapped__(found[1])
    if isinstance(result, Node):
        return _placed(result, at, end)
    message, hint, code = result
    return Unknown(text[at:end], message, hint, code, start=at, end=end)


_KNOWN = frozenset((*SPANS, *SOUNDS, "pause"))


def _placed(node: Node, start: int, end: int) -> Node:
    """The same node at its place in a text."""
    match node:
        case Open():
            return Open(node.kind, node.name, node.number, start=start, end=end)
        case Close():
            return Close(node.kind, start=start, end=end)
        case Sound():
            return Sound(node.name, start=start, end=end)
        case Pause():
            return Pause(node.milliseconds, start=start, end=end)
    raise TypeError(node)


def _split(content: str) -> tuple[bool, str, str]:
    """Whether it closes, the tag's word in lower case, and its value."""
    found = _CONTENT.fullmatch(content)
    if not found:
        joined = _JOINED.fullmatch(content)
        return (False, joined[1].lower(), joined[2]) if joined else (False, "", "")
    return bool(found[1]), found[2].lower(), found[3] or ""


@functools.lru_cache(maxsize=4096)
def _understood(content: str) -> Node | tuple[str, str, str]:
    """The node a tag's content means, or (message, hint, code)."""
    closing, word, value = _split(content)
    if closing:
        return Close(word) if word in SPANS else _unknown(content)
    match word:
        case "emotion":
            return _emotion(value)
        case "speed" | "pitch" | "volume":
            read = _number(value, *_UNITS[word])
            low, high = RANGES[word]
            if read is None or not low <= read <= high:
                sample = {"speed": "[speed_1.2]", "pitch": "[pitch_+2]", "volume": "[volume_-3]"}[word]
                return (
                    f"{word} takes a number from {number_text(low)} to {number_text(high)}, not {value!r}.",
                    f"Write for example {sample}.", "malformed-tag",
                )  # fmt: skip
            return Open(word, "", read)
        case "whisper" | "emphasis" if not value:
            return Open(word)
        case "pause":
            return _pause(value)
        case "lang":
            return _language(value)
        case "voice":
            if value:
                return Open("voice", value)
            return "A voice tag names a voice.", "Write for example [voice_clara].", "malformed-tag"
        case _ if word in SOUNDS and not value:
            return Sound(word)
    return _unknown(content)


def _emotion(value: str) -> Node | tuple[str, str, str]:
    parts = [part for part in re.split(r"[\s_:=,，：]+", value, maxsplit=1) if part]
    name = parts[0].lower() if parts else ""
    if name not in EMOTIONS:
        close = difflib.get_close_matches(name, EMOTIONS, 1, 0.5)
        known = f"Did you mean [emotion_{close[0]}]? " if close else ""
        return f"There is no emotion {name!r}.", f"{known}Known are {', '.join(EMOTIONS)}.", "unknown-emotion"
    if len(parts) == 1:
        return Open("emotion", name, None)
    intensity = _number(parts[1], "")
    if intensity is None or not 0 <= intensity <= 1:
        return (
            f"The intensity of an emotion is a number from 0 to 1, not {parts[1]!r}.",
            f"Write for example [emotion_{name}_0.6].", "malformed-tag",
        )  # fmt: skip
    return Open("emotion", name, intensity)


def _pause(value: str) -> Node | tuple[str, str, str]:
    found = _NUMBER.fullmatch(value)
    unit = found[3].lower() if found else ""
    read = _number(value, "ms", "msec", "s", "sec", "seconds") if unit else None
    if read is not None:
        milliseconds = round(read if unit.startswith("m") else read * 1000)
        if 0 <= milliseconds <= LONGEST_PAUSE:
            return Pause(milliseconds)
    return (
        f"A pause is a time with its unit, up to {LONGEST_PAUSE // 1000} s, not {value!r}.",
        "Write for example [pause_400ms] or [pause_0.4s].", "malformed-tag",
    )  # fmt: skip


def _language(value: str) -> Node | tuple[str, str, str]:
    code = value.lower()
    found = _LANGUAGE.fullmatch(value)
    if found and code not in _LANGUAGES:
        return Open("lang", found[1].lower() + found[2].replace("_", "-"))
    known = _LANGUAGES.get(code, "zh")
    return f"A language is written as its code, not {value!r}.", f"Write for example [lang_{known}].", "malformed-tag"


def _number(value: str, *units: str) -> float | None:
    """The number in ``value`` if its unit is one of ``units``; to four decimals."""
    found = _NUMBER.fullmatch(value)
    if not found or not found[2] or found[3].lower() not in units:
        return None
    number = round(float(found[2].replace(",", ".")), 4)
    return -number if found[1] in ("-", "−") and number else number


_FORMS = {
    **{name: f"[{name}]" for name in (*SOUNDS, "whisper", "emphasis")},
    **{f"/{kind}": f"[/{kind}]" for kind in SPANS},
    **{name: f"[emotion_{name}]" for name in EMOTIONS},
    "emotion": "[emotion_happy]", "speed": "[speed_1.2]", "pitch": "[pitch_+2]", "volume": "[volume_-3]",
    "pause": "[pause_400ms]", "lang": "[lang_zh]", "language": "[lang_zh]", "voice": "[voice_clara]",
    "wait": "[pause_400ms]", "silence": "[pause_400ms]", "whispering": "[whisper]", "laughing": "[laugh]",
    "chuckle": "[laugh]", "giggle": "[laugh]", "inhale": "[breath]", "slow": "[speed_0.8]", "slower": "[speed_0.8]",
    "fast": "[speed_1.2]", "faster": "[speed_1.2]", "loud": "[volume_+6]", "quiet": "[volume_-6]",
    "笑": "[laugh]", "叹气": "[sigh]", "停顿": "[pause_400ms]", "耳语": "[whisper]",
}  # fmt: skip


def _unknown(content: str) -> tuple[str, str, str]:
    name = content.strip().lower()
    close = difflib.get_close_matches(name, _FORMS, 1, 0.6) if len(name) <= 40 else []
    if not close:
        word = re.split(r"[\s_:=：]", name, maxsplit=1)[0][:40]
        close = difflib.get_close_matches(word, _FORMS, 1, 0.6)
    shown = content.strip() if len(content) <= 40 else content.strip()[:40] + "…"
    suggestion = f"Did you mean {_FORMS[close[0]]}? " if close else ""
    return f"There is no tag [{shown}], so it is not spoken.", suggestion + _BRACKET_HINT, "unknown-tag"
