"""OpenTimelineIO timelines that were exported from here, after an editor has worked on them.

Clips keep their metadata, and with it the id of their line and the sample it began at. The media begin on a frame, so
a line that nobody moved is on its sample again, and one that was moved keeps its place inside of its frame. The file
is read as the JSON it is; a bundle (.otioz) has it as content.otio. Source: opentimelineio.readthedocs.io,
"Serialized data" and "Time ranges".
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from plugins.api import Imported, LinereadError, Options, Project
from plugins.sessions_in.changes import Delivered, Placed, SessionState, applied, delivered, unknown_delivery

_CONTENT = "content.otio"
_FRAME = 1001  # the greatest denominator of a frame rate


class OtioBackImporter:
    """Positions and disabled clips. The format has no volume of its own."""

    def read(self, path: Path, options: Options) -> Imported:
        try:
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as bundle:
                    document = json.loads(bundle.read(_CONTENT))
            else:
                document = json.loads(path.read_text(encoding="utf-8-sig"))
            timeline = _timeline(document)
            rate = int(_about(timeline).get("sample_rate") or 0)
            placed = dict(_placed(timeline, rate)) if rate else {}
        except (
            OSError, zipfile.BadZipFile, LookupError, ValueError, TypeError, AttributeError, ArithmeticError,
            RecursionError,
        ) as error:  # fmt: skip
            raise LinereadError(f"{path.name} cannot be read: {error}.", "Save it as OpenTimelineIO again.") from error
        sent = delivered(path, "otio")
        make = partial(_over, placed=placed, sent=sent)
        return Imported(project=Project(id="", name=path.stem), problems=unknown_delivery(sent), over=make)


def _over(current: Project, *, placed: Mapping[str, Placed], sent: Delivered) -> Project:
    if not placed.keys() & {line.id for line in current.lines()}:
        raise LinereadError(
            "None of the timeline's clips is a line of this project.", "Is it another project's timeline?"
        )
    return applied(current, SessionState(items=placed), sent)


def _timeline(document: Any) -> Mapping[str, Any]:
    """The timeline, or the first one of a collection."""
    if str(document["OTIO_SCHEMA"]).startswith("Timeline."):
        found: Mapping[str, Any] = document
        return found
    for child in document.get("children", ()):
        if str(child.get("OTIO_SCHEMA", "")).startswith("Timeline."):
            first: Mapping[str, Any] = child
            return first
    raise ValueError("there is no timeline in it")


def _about(thing: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = (thing.get("metadata") or {}).get("lineread") or {}
    return found


def _placed(timeline: Mapping[str, Any], rate: int) -> Iterator[tuple[str, Placed]]:
    known: set[str] = set()
    for start, offset, clip, muted in sorted(_clips(timeline["tracks"], Fraction(0)), key=lambda entry: entry[1]):
        about = _about(clip)
        line_id = str(about.get("id", ""))
        if not line_id or line_id in known:  # of a clip that was cut the piece with its beginning counts
            continue
        known.add(line_id)
        frame = _rate(_media_range(clip)["start_time"])
        inside = int(about["start_sample"]) - _nearest(int(about["start_sample"]) * frame // rate * rate / frame)
        yield (
            line_id,
            Placed(start=Fraction(_nearest((start - offset) * rate) + inside, rate), muted=muted, take=_take(clip)),
        )


def _take(clip: Mapping[str, Any]) -> str:
    """The key of the take that is active; "" for the one that was delivered as that."""
    media = (clip.get("media_references") or {}).get(clip.get("active_media_reference_key") or "") or {}
    return str(_about(media).get("take", ""))


def _clips(
    item: Mapping[str, Any], start: Fraction, muted: bool = False
) -> Iterator[tuple[Fraction, Fraction, Mapping[str, Any], bool]]:
    """(where it begins in seconds, how far into its media, the clip, whether it is silent) of every clip."""
    schema = str(item["OTIO_SCHEMA"]).partition(".")[0]
    muted = muted or item.get("enabled") is False
    if schema == "Clip":
        media = _media_range(item)
        own = item.get("source_range") or media
        yield start, _time(own["start_time"]) - _time(media["start_time"]), item, muted
        return
    own = item.get("source_range")
    inner = start - (_time(own["start_time"]) if own else Fraction(0))
    for child in item.get("children") or ():
        kind = str(child["OTIO_SCHEMA"]).partition(".")[0]
        if kind == "Transition":
            continue
        yield from _clips(child, inner, muted)
        if schema == "Track":
            inner += _duration(child)


def _duration(item: Mapping[str, Any]) -> Fraction:
    own = item.get("source_range")
    if own:
        return _time(own["duration"])
    schema = str(item["OTIO_SCHEMA"]).partition(".")[0]
    if schema == "Clip":
        return _time(_media_range(item)["duration"])
    lengths = [_duration(c) for c in item.get("children") or () if not str(c["OTIO_SCHEMA"]).startswith("Transition")]
    return sum(lengths, Fraction(0)) if schema == "Track" else max(lengths, default=Fraction(0))


def _media_range(clip: Mapping[str, Any]) -> Mapping[str, Any]:
    """What there is of the media: of the active reference, or of the only one in files before Clip.2."""
    media = clip.get("media_reference")
    if media is None:
        media = clip["media_references"][clip.get("active_media_reference_key") or "DEFAULT_MEDIA"]
    found: Mapping[str, Any] = media.get("available_range") or clip["source_range"]
    return found


def _rate(time: Mapping[str, Any]) -> Fraction:
    return Fraction(float(time["rate"])).limit_denominator(_FRAME)


def _time(time: Mapping[str, Any]) -> Fraction:
    return Fraction(float(time["value"])).limit_denominator(1_000_000) / _rate(time)


def _nearest(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
