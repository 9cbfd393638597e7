"""Adobe Premiere's transcript: text-based editing and captions from known words instead of recognised ones.

Adobe's schema 1.0.0 (schemas.adobe.com/transcript/v1.0.0) allows no other key than these and a closed list of
languages; a segment is a sentence of one speaker, and speakers are known by a UUID.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from plugins.aligned.words import in_order
from plugins.api import SpokenWord, Timeline, decimal_seconds, sentences

_LANGUAGES = (
    "en-us", "en-gb", "zh-hk", "cmn-hans", "cmn-hant", "es-es", "de-de", "fr-fr", "ja-jp", "pt-pt", "pt-br", "ko-kr",
    "it-it", "ru-ru", "hi-in", "nb-no", "sv-se", "nl-nl", "da-dk", "id-id", "th-th", "vi-vn", "ms-my", "tr-tr",
    "pl-pl", "fil-ph", "te-in", "ml-in", "pa-in",
)  # fmt: skip
_UNKNOWN = "??-??"
_OWN = {
    "zh": "cmn-hans", "zh-cn": "cmn-hans", "zh-sg": "cmn-hans", "zh-hans": "cmn-hans", "cmn": "cmn-hans",
    "zh-tw": "cmn-hant", "zh-hant": "cmn-hant", "yue": "zh-hk", "no": "nb-no", "nn": "nb-no", "nb": "nb-no",
    "tl": "fil-ph",
}  # fmt: skip


def language_of(code: str) -> str:
    """Premiere's name of a language like ``en``, ``pt-BR`` or ``zh_Hant``; ``??-??`` for one it does not know."""
    code = code.lower().replace("_", "-")
    if code in _LANGUAGES:
        return code
    base = code.partition("-")[0]
    if code in _OWN or base in _OWN:
        return _OWN.get(code, _OWN.get(base, _UNKNOWN))
    return next((known for known in _LANGUAGES if known.partition("-")[0] == base), _UNKNOWN)


def premiere_json(timeline: Timeline) -> str:
    """A segment for each sentence, in order of start."""
    rate = timeline.rate
    segments: list[dict[str, Any]] = []
    speakers: dict[str, dict[str, str]] = {}
    for clip, track in in_order(timeline):
        for group in sentences(clip):
            made = {"id": speaker_id(timeline, track.character_id), "name": " ".join(track.name.split()) or "Speaker"}
            speaker = speakers.setdefault(track.character_id, made)
            segments.append({
                "duration": _seconds(group[-1].end - group[0].start, rate),
                "language": language_of(clip.language),
                "speaker": speaker["id"],
                "start": _seconds(group[0].start, rate),
                "words": [_word(word, word is group[-1], rate) for word in group],
            })  # fmt: skip
    document = {"language": language_of(timeline.language), "segments": segments, "speakers": list(speakers.values())}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def speaker_id(timeline: Timeline, character_id: str) -> str:
    """The same for a character in every export."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"lineread:{timeline.project_id}/{character_id}"))


def _word(word: SpokenWord, last: bool, rate: int) -> dict[str, Any]:
    return {
        "confidence": 1.0,
        "duration": _seconds(word.end - word.start, rate),
        "eos": last,
        "start": _seconds(word.start, rate),
        "tags": [],
        "text": word.text,
        "type": "word",
    }


def _seconds(samples: int, rate: int) -> float:
    return float(decimal_seconds(samples, rate, 6))
