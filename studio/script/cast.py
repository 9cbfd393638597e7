"""The entries of a script's header, one row each: voices, characters, pronunciations, gaps, markers.

Each kind has a reader and a printer. A printer writes words a person would write, reads them back, and
takes the exact trailing remark where words are not enough.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

from studio.document.model import Character, Delivery, Gaps, Marker, Pronunciation, Voice
from studio.script import attributes
from studio.script.attributes import Attributes
from studio.script.directions import exact, print_delivery, read_delivery, read_item
from studio.script.rows import plain_name

GAPS = tuple(f.name for f in dataclasses.fields(Gaps))
_ENTRY = re.compile(r'\s*(?P<name>"(?:[^"\\]|\\.)*"|[^:："]+?)\s*[:：]\s*(?P<rest>.*)')
_SETTING = re.compile(r"([a-z][a-z_]*)[\s:=：]+([+\-−]?(?:\d+\.?\d*|\.\d+)(?:e[+\-]?\d+)?)")
_SOURCE = re.compile(r'(?:(?P<engine>[a-z][a-z0-9_]*)/)?(?P<preset>[\w.\-]*)\s*(?P<words>"(?:[^"\\]|\\.)*")?')
_COLOR = re.compile(r"(?:colou?r\s+)?(#[0-9a-fA-F]{6})")
_SAY = re.compile(r"\s*(?P<word>\S(?:.*?\S)?)\s*[=＝]\s*(?P<say>[^/=]*?)\s*(?:/(?P<phonemes>[^/]*)/)?\s*")
_TIME = r"(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)"
_MARKER = re.compile(rf"\s*{_TIME}(?:\s*[-–]\s*{_TIME})?(?:\s+(?P<name>\S.*?))?\s*")


def entry(row: str) -> tuple[str, str] | None:
    """``NAME: rest`` of a header row; the name may be quoted."""
    found = _ENTRY.fullmatch(row)
    if not found:
        return None
    name = attributes.unquoted(found["name"]) if found["name"].startswith('"') else found["name"]
    return (name, found["rest"].strip()) if name is not None else None


def shown_name(name: str) -> str:
    return name if plain_name(name) else attributes.quoted(name)


# --- pronunciations -------------------------------------------------------------------------------


def read_pronunciation(row: str) -> Pronunciation | None:
    """``nginx = engine x``, ``data = /deɪtə/``; None when it is neither."""
    rest, given = attributes.split(row)
    if given and given.text("word") is not None:
        return Pronunciation(
            word=given.text("word") or "", say=given.text("say") or "", phonemes=given.text("phonemes") or ""
        )
    found = _SAY.fullmatch(rest)
    if not found or not (found["say"] or found["phonemes"]):
        return None
    return Pronunciation(word=found["word"], say=found["say"], phonemes=found["phonemes"] or "")


def print_pronunciation(p: Pronunciation) -> str:
    phonemes = f"/{p.phonemes}/" if p.phonemes else ""
    row = " ".join(part for part in (p.word, "=", p.say, phonemes) if part)
    if not any(attributes.unsafe(part) or "\n" in part for part in (p.word, p.say, p.phonemes)):
        ambiguous = row.lstrip().startswith(("//", "[", "#", "|"))
        if not ambiguous and attributes.MARK not in row and read_pronunciation(row) == p:
            return row
    return attributes.write("", pronunciation_values(p).items())


def pronunciation_values(p: Pronunciation) -> dict[str, Any]:
    return {key: value for key in ("word", "say", "phonemes") if (value := getattr(p, key)) or key == "word"}


def pronunciations(values: Iterable[Any]) -> tuple[Pronunciation, ...]:
    """The inverse of :func:`pronunciation_values`, for what stands in a trailing remark."""
    return tuple(
        Pronunciation(**{k: str(v) for k, v in value.items() if k in ("word", "say", "phonemes")})
        for value in values
        if isinstance(value, dict) and "word" in value
    )


# --- voices ---------------------------------------------------------------------------------------


def read_voice(name: str, text: str, identity: str, given: Attributes) -> tuple[Voice, list[str]]:
    """A voice from ``hibari/clara, pitch 2, breath 0.3`` or ``"warm female narrator"``; and what was not understood."""
    items = _items(text.replace("{", ",").replace("}", "") if '"' not in text else text)
    settings: dict[str, float] = {}
    engine = preset = description = ""
    odd: list[str] = []
    for index, item in enumerate(items):
        setting = _SETTING.fullmatch(item)
        source = _SOURCE.fullmatch(item) if index == 0 else None
        if setting:
            settings[setting[1]] = float(setting[2].replace("−", "-"))
        elif source:
            engine, preset = source["engine"] or "", source["preset"]
            description = (attributes.unquoted(source["words"]) or "") if source["words"] else ""
        else:
            odd.append(item)
    more = {key: float(value) for key, value in given.object("settings").items() if isinstance(value, int | float)}
    exact_name = given.text("name")
    exact_engine = given.text("engine")
    voice = Voice(
        id=identity,
        name=name if exact_name is None else exact_name,
        engine=engine or ("hibari" if exact_engine is None else exact_engine),
        preset=preset or given.text("preset") or "",
        model=given.text("model") or "",
        asset=given.text("asset") or "",
        settings=more | settings,
        description=description or given.text("description") or "",
    )
    return voice, odd


def print_voice(voice: Voice, ids: bool) -> str:
    engine = "" if voice.engine == "hibari" else f"{voice.engine}/"
    words = attributes.quoted(voice.description) if voice.description else ""
    source = " ".join(part for part in (engine + voice.preset, words) if part)
    numbers = [f"{key} {exact(value)}" for key, value in voice.settings.items()]
    text = ", ".join([source, *numbers] if source or not numbers else ["hibari/", *numbers])
    values: dict[str, Any] = {}
    clear = attributes.MARK not in text and not attributes.unsafe(text) and "\n" not in text
    if not clear or read_voice(voice.name, text, voice.id, Attributes()) != (voice, []):
        text = ""
        values = {"engine": voice.engine, "preset": voice.preset, "settings": dict(voice.settings)}
        values |= {"description": voice.description, "model": voice.model, "asset": voice.asset}
    return _row(shown_name(voice.name), text, voice.id if ids else "", values)


# --- characters -----------------------------------------------------------------------------------


@dataclasses.dataclass(slots=True)
class CastEntry:
    """A character as its row gives it, with the voice still by name."""

    character: Character
    voice: str = ""
    settings: str = ""  # "{pitch 2}" behind the voice
    description: str = ""
    problems: list[str] = dataclasses.field(default_factory=list)


def read_character(name: str, text: str, base: Character, given: Attributes, voices: Sequence[Voice]) -> CastEntry:
    """A character from ``clara, calm, speed 0.95, color #4e79a7, gain -2, language fr``."""
    made = CastEntry(base)
    words: list[str] = []
    changes: dict[str, Any] = {"name": name if given.text("name") is None else given.text("name")}
    names = {voice.name.casefold() for voice in voices}
    settings = re.search(r"\{([^{}]*)\}", text)
    if settings:
        made.settings, text = settings[1], text[: settings.start()] + text[settings.end() :]
    for index, item in enumerate(_items(text)):
        low = item.casefold()
        color = _COLOR.fullmatch(item)
        setting = re.fullmatch(r"gain[\s:=：]+([+\-−]?\d+(?:\.\d+)?(?:e[+\-]?\d+)?)\s*(?:db)?", low)
        language = re.fullmatch(r"(?:language|lang)[\s:=：]+([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)", item)
        named = re.fullmatch(r"voice[\s:=：]+(\S.*)", item, re.IGNORECASE)
        if color:
            changes["color"] = color[1]
        elif setting:
            changes["gain"] = float(setting[1].replace("−", "-"))
        elif language:
            changes["language"] = language[1]
        elif named:
            made.voice = named[1].strip()
        elif index == 0 and item.startswith('"') and (quoted := attributes.unquoted(item)) is not None:
            made.description = quoted
        elif index == 0 and (low in names or (read_item(item) is None and " " not in item)):
            made.voice = item
        else:
            words.append(item)
    delivery, made.problems = Delivery(), []
    if words:
        delivery, wrong = read_delivery(", ".join(words))
        made.problems = list(wrong)
    changes["delivery"] = delivery.over(exact_delivery(given)) if given else delivery
    for key, value in (
        ("color", given.text("color")), ("gain", given.number("gain")), ("language", given.text("language")),
        ("note", given.text("note")), ("voice", given.text("voice")),
    ):  # fmt: skip
        if value is not None:
            changes.setdefault(key, value)
    if given.get("say"):
        changes["lexicon"] = pronunciations(given["say"])
    made.character = dataclasses.replace(base, **changes)
    return made


def print_character(character: Character, voices: Sequence[Voice], ids: bool) -> list[str]:
    """The character's row, and the rows under it for its pronunciations and note."""
    values: dict[str, Any] = {}
    items: list[str] = []
    voice = next((v for v in voices if v.id == character.voice), None)
    same = [v for v in voices if voice and v.name.casefold() == voice.name.casefold()]
    if voice and len(same) == 1 and re.fullmatch(r"[^\W\d_][\w.'’\-]*(?: [\w.'’\-]+)*", voice.name):
        items.append(voice.name if read_item(voice.name) is None else f"voice {voice.name}")
    elif character.voice is not None:
        values["voice"] = character.voice
    spoken = print_delivery(character.delivery)
    if spoken is None or '"' in spoken or "{" in spoken:
        values["delivery"] = delivery_values(character.delivery)
    elif spoken:
        items.append(spoken)
    if character.color and _COLOR.fullmatch(character.color):
        items.append(f"color {character.color}")
    elif character.color:
        values["color"] = character.color
    if character.gain:
        items.append(f"gain {exact(character.gain)}")
    if character.language is not None:
        values["language"] = character.language
        if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*", character.language):
            items.append(f"language {values.pop('language')}")
    text = ", ".join(items)
    read = read_character(
        character.name, text, Character(id=character.id, name=""), Attributes((k, [v]) for k, v in values.items()),
        voices,
    )  # fmt: skip
    expected = dataclasses.replace(character, lexicon=(), note="", voice=values.get("voice"))
    if read.character != expected or (read.voice != voice.name if voice and "voice" not in values else read.voice):
        text, values = "", {"delivery": delivery_values(character.delivery), "gain": character.gain}
        values |= {"color": character.color} if character.color else {}
        values |= {k: v for k in ("voice", "language") if (v := getattr(character, k)) is not None}
    rows = ["    " + print_pronunciation(p) for p in character.lexicon]
    if character.note:
        if attributes.unsafe(character.note):
            values["note"] = character.note
        else:
            rows += [f"    // {row}".rstrip(" ") if not row else f"    // {row}" for row in character.note.split("\n")]
    return [_row(shown_name(character.name), text, character.id if ids else "", values), *rows]


def delivery_values(delivery: Delivery) -> dict[str, Any]:
    """A delivery as an object for the trailing remark; what is inherited is left out."""
    values = {f.name: getattr(delivery, f.name) for f in dataclasses.fields(delivery)}
    return {key: value for key, value in values.items() if value is not None and value != ""}


def exact_delivery(given: Attributes) -> Delivery:
    """The inverse of :func:`delivery_values`; what has the wrong type is left out."""
    types: dict[str, Any] = {"emotion": str, "whisper": bool, "direction": str}
    return Delivery(**{
        key: value
        for key, value in given.object("delivery").items()
        if key in Delivery.__slots__ and isinstance(value, types.get(key, (int, float)))
    })  # fmt: skip


# --- gaps and markers -----------------------------------------------------------------------------


def read_gaps(text: str, base: Gaps) -> tuple[Gaps, list[str]]:
    """``sentence 400, scene 2000`` over ``base``, in milliseconds; and what was not understood."""
    values: dict[str, int] = {}
    odd: list[str] = []
    for item in _items(text):
        found = re.fullmatch(r"(\w+)[\s:=：]+(-?\d+)\s*(?:ms)?", item)
        if found and found[1].lower() in GAPS:
            values[found[1].lower()] = int(found[2])
        else:
            odd.append(item)
    return dataclasses.replace(base, **values), odd


def print_gaps(gaps: Gaps) -> str:
    usual = Gaps()
    return ", ".join(f"{name} {getattr(gaps, name)}" for name in GAPS if getattr(gaps, name) != getattr(usual, name))


def read_marker(row: str, rate: int, identity: str, given: Attributes) -> Marker | None:
    """``0:12.5 Name`` or ``0:12.5-0:14 Name``; positions become samples at ``rate``."""
    found = _MARKER.fullmatch(row)
    if not found:
        return None
    start = _samples(found[1], found[2], found[3], rate)
    length = _samples(found[4], found[5], found[6], rate) - start if found[5] else 0
    exact_start, exact_length, name = given.integer("start"), given.integer("length"), given.text("name")
    return Marker(
        id=identity,
        name=(found["name"] or "") if name is None else name,
        start=start if exact_start is None else exact_start,
        length=max(length, 0) if exact_length is None else exact_length,
    )


def print_marker(marker: Marker, rate: int, ids: bool) -> str:
    text = _clock(marker.start, rate) + (f"-{_clock(marker.start + marker.length, rate)}" if marker.length > 0 else "")
    named = f"{text} {marker.name}".rstrip()
    clear = attributes.MARK not in named and not attributes.unsafe(named) and "\n" not in named
    if clear and read_marker(named, rate, marker.id, Attributes()) == marker:
        return _row("", named, marker.id if ids else "", {})
    values = {"start": marker.start, "length": marker.length, "name": marker.name}
    return _row("", text, marker.id if ids else "", values)


def _samples(hours: str | None, minutes: str, seconds: str, rate: int) -> int:
    return round((int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)) * rate)


def _clock(samples: int, rate: int) -> str:
    milliseconds = max(0, math.floor(samples * 1000 / max(rate, 1) + 0.5))
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes}:{rest // 1000:02d}.{rest % 1000:03d}"


def _items(text: str) -> list[str]:
    """The parts between commas; a quoted part may hold commas."""
    found = re.findall(r'(?:"(?:[^"\\]|\\.)*"|[^,，、"]|")+', text)
    return [item for part in found if (item := part.strip())]


def _row(name: str, text: str, identity: str, values: dict[str, Any]) -> str:
    head = f"{name}: {text}".rstrip() if name else text
    tail = attributes.write(identity, values.items()) if identity or values else ""
    return "  " + " ".join(part for part in (head, tail) if part)
