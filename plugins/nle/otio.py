"""OpenTimelineIO: the timeline as its JSON, and as a bundle with its media.

Written by hand, so that nothing has to be installed; the schemas are those of OpenTimelineIO 0.15 and later
(opentimelineio.readthedocs.io, "Serialized data"). Media are named relative to the file; a bundle (.otioz) is a
ZIP without compression of content.otio, version.txt and media/.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plugins.api import KeptTake, LineMedia, line_label
from plugins.nle.frames import Cut, FrameClip, FrameTrack

CHOSEN = "DEFAULT_MEDIA"  # the key that OpenTimelineIO gives a clip's only media
_DAY = (1980, 1, 1, 0, 0, 0)  # the first that ZIP knows: the same script gives the same file


def otio_json(cut: Cut, url: Callable[[str], str]) -> str:
    """``url`` gives the address of a media file."""
    tracks = [_track(track, cut, url) for track in cut.tracks]
    markers = [
        _object("Marker.2", name=m.name, color="GREEN", marked_range=_range(cut, m.start, m.length), comment="")
        for m in cut.markers
    ]
    stack = _item("Stack.1", "tracks", children=tracks, markers=markers)
    timeline = cut.lines.timeline
    about = {"project": timeline.project_id, "sample_rate": timeline.rate, "samples": timeline.length}
    return json.dumps(
        _object(
            "Timeline.1",
            name=cut.name,
            global_start_time=_time(cut, cut.start) if cut.start else None,
            tracks=stack,
            metadata={"lineread": about},
        ),
        ensure_ascii=False,
        indent=1,
    )


def _track(track: FrameTrack, cut: Cut, url: Callable[[str], str]) -> dict[str, Any]:
    children = []
    at = 0
    for clip in track.clips:
        if clip.start > at:
            children.append(_item("Gap.1", "", source_range=_range(cut, 0, clip.start - at)))
        children.append(_clip(clip, cut, url))
        at = clip.end
    about = {"character": track.track.character_id, "color": track.track.color}
    return _item("Track.1", track.name, children=children, kind="Audio", metadata={"lineread": about})


def _clip(clip: FrameClip, cut: Cut, url: Callable[[str], str]) -> dict[str, Any]:
    """The line; its other takes are media that it does not play, each under the name of the take."""
    line = clip.line.clip
    media = {CHOSEN: _media(clip.line, cut, url)}
    known = {take.key: take for take in line.takes}
    for other in clip.line.takes:
        take = known[other.clip.take or ""]
        media[f"take {take.number}"] = _media(other, cut, url, take)
    about = {
        "id": line.line_id,
        "number": line.number,
        "character": clip.line.track.character_id,
        "text": line.text,
        "direction": line.direction,
        "start_sample": line.start,
        "samples": line.length,
    }
    return _item(
        "Clip.2",
        line_label(line, clip.line.track),
        source_range=_range(cut, 0, clip.length),
        media_references=media,
        active_media_reference_key=CHOSEN,
        metadata={"lineread": about},
    )


def _media(file: LineMedia, cut: Cut, url: Callable[[str], str], take: KeptTake | None = None) -> dict[str, Any]:
    about = {"lineread": {"take": take.key, "number": take.number, "about": take.about}} if take is not None else {}
    return _object(
        "ExternalReference.1",
        name=file.path.rpartition("/")[2],
        available_range=_range(cut, 0, cut.grid.frames_in(file.length, cut.sample_rate)),
        available_image_bounds=None,
        target_url=url(file.path),
        metadata=about,
    )


def _item(schema: str, name: str, **fields: Any) -> dict[str, Any]:
    return _object(
        schema, **{"name": name, "source_range": None, "effects": [], "markers": [], "enabled": True} | fields
    )


def _object(schema: str, **fields: Any) -> dict[str, Any]:
    return {"OTIO_SCHEMA": schema, "metadata": {}} | fields


def _time(cut: Cut, frames: int) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": float(cut.grid.rate), "value": float(frames)}


def _range(cut: Cut, start: int, length: int) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "TimeRange.1", "start_time": _time(cut, start), "duration": _time(cut, length)}


def write_bundle(target: Path, content: str, media: list[tuple[str, Path]], step: Callable[[], None]) -> None:
    """The .otioz at ``target``; ``media`` are (name under media/, file). ``step`` comes before each and may raise."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as bundle:
        for name, data in (("content.otio", content), ("version.txt", "1.0.0\n")):
            bundle.writestr(zipfile.ZipInfo(name, _DAY), data.encode())
        for name, path in media:
            step()
            entry = zipfile.ZipInfo(f"media/{name}", _DAY)
            entry.file_size = path.stat().st_size
            with path.open("rb") as source, bundle.open(entry, "w") as sink:
                while block := source.read(1 << 20):
                    sink.write(block)
