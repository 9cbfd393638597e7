"""What exporters are given holds no control character: no format can carry a NUL or an escape, and some break on one.

They come in with what people paste (Word writes a vertical tab for a line break) and stay in the project as they are.
Each becomes one blank, so that the places of words in their line's text stay the same.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, TypeVar

from studio.timeline.types import Clip, SceneSpan, Timeline, TimelineMarker, Track

# C0 and C1 but for tab, line feed and return; what no XML may hold; half a surrogate pair, which is no UTF-8
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_CLIP = ("text", "marked_text", "direction", "note", "voice", "emotion", "status", "language")

Named = TypeVar("Named", Track, SceneSpan, TimelineMarker)


def printable(timeline: Timeline) -> Timeline:
    """The timeline with blanks for control characters; what has none is the same object."""
    tracks = tuple(_named(_track(track), "name") for track in timeline.tracks)
    scenes = tuple(_named(scene, "title") for scene in timeline.scenes)
    markers = tuple(_named(marker, "name") for marker in timeline.markers)
    name = _clean(timeline.name)
    if (tracks, scenes, markers, name) == (timeline.tracks, timeline.scenes, timeline.markers, timeline.name):
        return timeline
    return replace(timeline, name=name, tracks=tracks, scenes=scenes, markers=markers)


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub(" ", text)


def _named(item: Named, field: str) -> Named:
    text = getattr(item, field)
    cleaned: dict[str, Any] = {field: _clean(text)}
    return replace(item, **cleaned) if _UNPRINTABLE.search(text) else item


def _track(track: Track) -> Track:
    clips = tuple(_clip(clip) for clip in track.clips)
    return track if all(a is b for a, b in zip(clips, track.clips, strict=True)) else replace(track, clips=clips)


def _clip(clip: Clip) -> Clip:
    changed: dict[str, Any] = {
        field: _clean(text) for field in _CLIP if _UNPRINTABLE.search(text := getattr(clip, field))
    }
    if any(_UNPRINTABLE.search(key) or _UNPRINTABLE.search(value) for key, value in clip.fields.items()):
        changed["fields"] = {_clean(key): _clean(value) for key, value in clip.fields.items()}
    if any(_UNPRINTABLE.search(take.about) for take in clip.takes):
        changed["takes"] = tuple(replace(take, about=_clean(take.about)) for take in clip.takes)
    if "text" in changed:
        changed["words"] = tuple(word._replace(text=_clean(word.text)) for word in clip.words)
    return replace(clip, **changed) if changed else clip
