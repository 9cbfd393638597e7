"""What is known of every line of a pack: the rows of its manifest, and of every engine's table.

Everything that must be measured on the sound (hash, samples, loudness, true peak) is measured once. A delta takes it
for unchanged lines from the manifest of the earlier pack.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from plugins.api import Clip, ExportPlan, LinereadError, Timeline, Track, decimal_seconds
from plugins.game.mouth import mouth_cues

MANIFEST = "manifest.json"
MEASURED = (
    "file", "bytes", "sha256", "rate", "channels", "format", "depth", "samples", "loudness", "true_peak", "lipsync",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """What was measured on one line's file. ``loudness`` in LUFS and ``true_peak`` in dBTP are None for silence."""

    file: str
    bytes: int
    sha256: str
    rate: int
    channels: int
    format: str
    depth: str
    samples: int
    loudness: float | None
    true_peak: float | None
    lipsync: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line. ``words`` are (text, start, end) and ``visemes`` (shape, start, end), in samples of the file."""

    clip: Clip
    track: Track
    scene: str
    sound: Sound | None
    words: tuple[tuple[str, int, int], ...]
    visemes: tuple[tuple[str, int, int], ...]

    @property
    def seconds(self) -> float:
        return self.sound.samples / self.sound.rate if self.sound else 0.0

    def as_dict(self) -> dict[str, Any]:
        """The line's entry of manifest.json."""
        clip = self.clip
        made: dict[str, Any] = {
            "id": clip.line_id, "number": clip.number, "character": self.track.name, "scene": self.scene,
            "text": clip.text, "marked_text": clip.marked_text, "direction": clip.direction, "emotion": clip.emotion,
            "language": clip.language, "voice": clip.voice, "state": clip.state, "status": clip.status,
            "note": clip.note, "take": clip.take, "fields": dict(clip.fields), "file": "",
        }  # fmt: skip
        if self.sound is not None:
            made |= asdict(self.sound)
            made["seconds"] = round(self.seconds, 6)
        return made | {"words": [list(w) for w in self.words], "visemes": [list(v) for v in self.visemes]}


def facts_of(timeline: Timeline, sounds: Mapping[str, Sound]) -> list[Fact]:
    """Every line in the order of the script. Times of words are clipped to the file."""
    scenes = {scene.scene_id: scene.title for scene in timeline.scenes}
    made = []
    for track in timeline.tracks:
        for clip in track.clips:
            words = tuple((w.text, _inside(w.start, clip), _inside(w.end, clip)) for w in clip.words)
            cues = mouth_cues(clip, timeline.rate) if clip.path is not None else []
            made.append(
                Fact(
                    clip=clip, track=track, scene=scenes.get(clip.scene_id, ""), sound=sounds.get(clip.line_id),
                    words=words, visemes=tuple((c.shape, c.start, c.end) for c in cues),
                )
            )  # fmt: skip
    return sorted(made, key=lambda fact: fact.clip.number)


def _inside(position: int, clip: Clip) -> int:
    return min(max(position - clip.start, 0), clip.length)


def manifest_json(timeline: Timeline, facts: list[Fact], levels: Mapping[str, Any], options: Mapping[str, Any]) -> str:
    """The whole manifest. The same pack gives the same bytes: no clock is in it."""
    value = {
        "format": "lineread-game-pack", "version": 1, "project": timeline.name, "project_id": timeline.project_id,
        "rate": timeline.rate, "levels": dict(levels), "options": dict(options),
        "lines": [fact.as_dict() for fact in facts],
    }  # fmt: skip
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


COLUMNS = (
    "id", "number", "character", "scene", "text", "direction", "emotion", "language", "voice", "state", "status",
    "file", "sha256", "bytes", "rate", "channels", "depth", "samples", "seconds", "loudness", "true_peak", "words",
    "visemes",
)  # fmt: skip


def manifest_row(fact: Fact) -> list[str]:
    """A row of manifest.csv; words as ``0.012 Hello``, visemes as ``0.00 X``, joined by " | "."""
    values = fact.as_dict()
    rate = fact.sound.rate if fact.sound else 1
    for key in ("words", "visemes"):
        values[key] = " | ".join(f"{decimal_seconds(start, rate, 3)} {what}" for what, start, _ in values[key])
    return ["" if values.get(c) is None else str(values.get(c, "")) for c in COLUMNS]


class Earlier:
    """An earlier pack's manifest: the levels it was made with, and its lines."""

    def __init__(self, plan: ExportPlan) -> None:
        self.levels: Mapping[str, Any] = {}
        self.sounds: dict[str, Sound] = {}
        if plan.earlier is None:
            return
        path = plan.earlier / MANIFEST
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
            self.levels = dict(value["levels"])
            for line in value["lines"]:
                if line.get("file"):
                    self.sounds[line["id"]] = Sound(**{key: line[key] for key in MEASURED})
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LinereadError(
                f"{path} cannot be read: {error}.", "Export the whole pack instead of a delta."
            ) from error
