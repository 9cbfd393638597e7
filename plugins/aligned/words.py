"""Every word and sound with its samples as JSON: Lineread's own layout, and the one of Whisper's tools."""

from __future__ import annotations

import json
from typing import Any

from plugins.api import Clip, Timeline, Track, decimal_seconds, spoken_words

VERSION = 1


def lineread_json(timeline: Timeline) -> str:
    """All there is to know, positions in samples of ``rate``; seconds are given beside them for reading."""
    numbers = {scene.scene_id: index for index, scene in enumerate(timeline.scenes)}
    document = {
        "format": "lineread-words",
        "version": VERSION,
        "project": timeline.project_id,
        "name": timeline.name,
        "language": timeline.language,
        "rate": timeline.rate,
        "length": timeline.length,
        "characters": [{"id": t.character_id, "name": t.name, "color": t.color} for t in timeline.tracks],
        "scenes": [
            {"id": s.scene_id, "title": s.title, "start": s.start, "end": s.start + s.length} for s in timeline.scenes
        ],
        "lines": [_line(clip, track, numbers, timeline.rate) for clip, track in in_order(timeline)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _line(clip: Clip, track: Track, scenes: dict[str, int], rate: int) -> dict[str, Any]:
    return {
        "id": clip.line_id,
        "number": clip.number,
        "scene": clip.scene_id if clip.scene_id in scenes else None,
        "character": track.character_id,
        "name": track.name,
        "text": clip.text,
        "language": clip.language,
        "timing": "take" if clip.path else "estimate",
        "start": clip.start,
        "end": clip.end,
        "seconds": [_seconds(clip.start, rate), _seconds(clip.end, rate)],
        "words": [{"text": w.text, "start": w.start, "end": w.end, "offset": w.offset} for w in clip.words],
        "phones": [{"symbol": p.symbol, "start": p.start, "end": p.end} for p in clip.phones],
    }


def whisper_json(timeline: Timeline) -> str:
    """The layout of openai-whisper with word timestamps, which many subtitle tools read; seconds."""
    rate = timeline.rate
    segments: list[dict[str, Any]] = []
    for clip, track in in_order(timeline):
        words = spoken_words(clip)
        if not words:
            continue
        segments.append({
            "id": len(segments),
            "start": _seconds(clip.start, rate),
            "end": _seconds(clip.end, rate),
            "text": " " + " ".join(clip.text.split()),
            "speaker": track.name,
            "words": [
                {
                    "word": (" " if index == 0 or words[index - 1].space else "") + word.text,
                    "start": _seconds(word.start, rate),
                    "end": _seconds(word.end, rate),
                    "probability": 1.0,
                }
                for index, word in enumerate(words)
            ],
        })  # fmt: skip
    text = "".join(str(segment["text"]) for segment in segments)
    document = {"text": text, "segments": segments, "language": timeline.language}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def in_order(timeline: Timeline) -> list[tuple[Clip, Track]]:
    """Every clip with its track, in order of start."""
    return sorted(((c, t) for t in timeline.tracks for c in t.clips), key=lambda e: (e[0].start, e[0].number))


def _seconds(samples: int, rate: int) -> float:
    return float(decimal_seconds(samples, rate, 6))
