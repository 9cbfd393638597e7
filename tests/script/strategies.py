"""Whole projects made at random, with everything in their texts that a script could trip over."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from studio.document.model import (
    EMOTIONS,
    Character,
    Delivery,
    Gaps,
    Line,
    Marker,
    Project,
    Pronunciation,
    Scene,
    Voice,
)

_PIECES = (
    "hello", "Mara", "MARA:", "7:30", " ", "  ", "\n", "\n\n", ":", "：", "(", ")", "（", "[", "]", "{", "}", "|", "\\",
    "[laugh]", "[Speed:1.2]", "[/speed]", "[emotion_sad_0.6]", "{nginx|engine x}", "[# remark]", "[#id L-abc]",
    "[#id L-abc seed=3]", "//", "# ", "#", "==", "---", "INT. X - DAY", "Title: x", "Cast:", ",", "=", "/", '"', "é",
    "你好", "说：", "🙂", "\t", "\r", "\u2028", "\x00", "\ufeff", "'", "- ", "| ", "happy", "0.6", "Scene 1", "//x",
)  # fmt: skip
texts = st.one_of(st.lists(st.sampled_from(_PIECES), max_size=8).map("".join), st.text(max_size=12))
words = st.one_of(st.sampled_from(["MARA", "OLD TOM", "clara", "Anna-Lena", "小明", "GUARD 2", "happy"]), texts)
numbers = st.one_of(st.none(), st.floats(-40, 40, allow_nan=False), st.sampled_from([0.5, 1.0, 1.1, -2.0]))
samples = st.integers(-(10**6), 10**12)

deliveries = st.builds(
    Delivery, emotion=st.one_of(st.none(), st.sampled_from(EMOTIONS)), intensity=numbers, speed=numbers, pitch=numbers,
    pitch_range=numbers, volume=numbers, breath=numbers, whisper=st.one_of(st.none(), st.booleans()),
    direction=st.one_of(st.just(""), texts),
)  # fmt: skip
pronunciations = st.builds(Pronunciation, word=words, say=texts, phonemes=st.one_of(st.just(""), texts))
lexicons = st.lists(pronunciations, max_size=2).map(tuple)


_languages = st.sampled_from([None, None, "en", "zh-CN", "odd lang"])
_notes = st.one_of(st.just(""), texts)
_voice_ids = st.sampled_from([None, "V-0", "V-1", "V-gone"])
_voices = st.builds(
    Voice, id=st.just(""), name=words, engine=st.sampled_from(["hibari", "hibari", "fake", "odd one"]), preset=words,
    description=_notes, settings=st.dictionaries(st.sampled_from(["pitch", "breath", "odd key"]), numbers.filter(
        lambda n: n is not None), max_size=2),
)  # fmt: skip
_characters = st.builds(
    Character, id=st.just(""), name=words, voice=_voice_ids, delivery=deliveries, language=_languages,
    color=st.sampled_from(["", "#4e79a7", "red"]), gain=st.sampled_from([0.0, -2.5, 1e-9, 1 / 3]), lexicon=lexicons,
    note=_notes,
)  # fmt: skip
_lines = st.builds(
    Line, id=st.just(""), character=st.sampled_from(["C-0", "C-1", "C-gone"]), text=texts, delivery=deliveries,
    voice=_voice_ids, language=_languages, seed=st.integers(0, 2**40), gain=st.sampled_from([0.0, -2.5, 1 / 3]),
    pause_before=st.sampled_from([None, -200, 0]), pause_after=st.sampled_from([None, 0, 900]),
    start=st.one_of(st.none(), samples), take=st.sampled_from([None, "0a1b2c", "odd take"]), locked=st.booleans(),
    lexicon=lexicons, note=_notes, status=st.sampled_from(["", "approved", "pick up"]),
    fields=st.one_of(st.just({}), st.dictionaries(texts, texts, max_size=2)),
)  # fmt: skip
_scenes = st.tuples(st.builds(Scene, id=st.just(""), title=texts, note=_notes), st.lists(_lines, max_size=3))
_markers = st.builds(Marker, id=st.just(""), name=texts, start=samples, length=st.integers(0, 10**9))
_projects = st.builds(
    Project, id=texts.filter(bool), name=texts, rate=st.sampled_from([48_000, 44_100, 96_000]),
    language=st.sampled_from(["en", "zh", "odd lang"]), seed=st.integers(0, 2**40), lexicon=lexicons, note=_notes,
    gaps=st.builds(Gaps, sentence=st.integers(0, 900), lead=st.integers(0, 900)),
)  # fmt: skip
_ODD = ("-7", " space", "-]", '-"q"', "-日本", "-a=b", "")


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """A project whose ids are sometimes such as nobody would make."""
    odd = draw(st.integers(0, len(_ODD)))

    def named(kind: str, items: Sequence[Any]) -> tuple[Any, ...]:
        ids = [f"{kind}-{i}" + (_ODD[odd] if odd < len(_ODD) and kind in "LSM" else "") for i in range(len(items))]
        return tuple(dataclasses.replace(item, id=i) for item, i in zip(items, ids, strict=True))

    scenes = draw(st.lists(_scenes, max_size=3))
    lines = iter(named("L", [line for _, several in scenes for line in several]))
    return dataclasses.replace(
        draw(_projects),
        voices=named("V", draw(st.lists(_voices, max_size=3))),
        characters=named("C", draw(st.lists(_characters, max_size=3))),
        scenes=named("S", [dataclasses.replace(s, lines=tuple(next(lines) for _ in of)) for s, of in scenes]),
        markers=named("M", draw(st.lists(_markers, max_size=2))),
    )
