"""The one door between Lineread and a plug-in.

A plug-in is a package with a ``plugin.toml`` beside its ``__init__``, announced in the entry-point group
``lineread.plugins``. Nothing of it is imported until it is used. It imports the standard library, what
it needs from PyPI, ``studio.document``, and this module: never Qt, never another room of the studio,
never another plug-in.

An exporter works in two steps. ``plan`` is pure: which files would be written, and what would be lost.
``write`` fills a temporary folder that the host then moves into place, so that a cancelled or failed
export leaves the old delivery as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from plugins.clips import SpokenWord, lanes, sentences, spoken_words, words_text
from plugins.naming import check_template, fill_template, safe_name, slug, stable_uuid, without_collisions
from plugins.positions import clock, decimal_seconds, units, units_after, units_before
from studio import VERSION
from studio.document.model import Project
from studio.document.problems import Problem
from studio.errors import LinereadError
from studio.timeline.types import Clip, KeptTake, SceneSpan, TimedPhone, TimedWord, Timeline, TimelineMarker, Track

if TYPE_CHECKING:
    from plugins.broadcast import Session, line_broadcast, line_label, programme_broadcast, xml_text
    from plugins.documents import write_document, write_documents
    from plugins.gains import Way, level_notes
    from plugins.media import (
        MEASURING,
        LineFiles,
        LineMedia,
        Lines,
        WrittenLines,
        handle_padding,
        in_plan,
        line_names,
        measuring,
        plan_lines,
        sound_format,
        write_lines,
    )
    from plugins.timecode import FRAME_RATES, frames_of, timecode_samples
    from studio.audio.bwf import Broadcast, Region
    from studio.audio.encode import AUDIO_FORMATS, AudioWriter, open_writer
    from studio.audio.files import read_audio
    from studio.audio.loudness import LoudnessMeter, measure_loudness
    from studio.audio.master import Levels, Master, find_levels
    from studio.audio.mix import BLOCK, Mixer, at_rate
    from studio.audio.threads import Behind
    from studio.audio.truepeak import true_peak
    from studio.script import (
        parse_fountain,
        parse_script,
        parse_text,
        print_script,
        print_text,
        read_text,
        shown_text,
        tags,
    )

# Rooms that are opened when a plug-in takes something from them: an importer of text pays for no numpy.
_ROOMS: Mapping[str, tuple[str, ...]] = {
    "plugins.broadcast": ("Session", "line_broadcast", "line_label", "programme_broadcast", "xml_text"),
    "plugins.documents": ("write_document", "write_documents"),
    "plugins.gains": ("Way", "level_notes"),
    "plugins.media": (
        "LineFiles",
        "LineMedia",
        "Lines",
        "MEASURING",
        "WrittenLines",
        "handle_padding",
        "in_plan",
        "line_names",
        "measuring",
        "plan_lines",
        "sound_format",
        "write_lines",
    ),
    "plugins.timecode": ("FRAME_RATES", "frames_of", "timecode_samples"),
    "studio.audio.bwf": ("Broadcast", "Region"),
    "studio.audio.encode": ("AUDIO_FORMATS", "AudioWriter", "open_writer"),
    "studio.audio.files": ("read_audio",),
    "studio.audio.loudness": ("LoudnessMeter", "measure_loudness"),
    "studio.audio.master": ("Levels", "Master", "find_levels"),
    "studio.audio.mix": ("BLOCK", "Mixer", "at_rate"),
    "studio.audio.threads": ("Behind",),
    "studio.audio.truepeak": ("true_peak",),
    "studio.script": (
        "parse_fountain",
        "parse_script",
        "parse_text",
        "print_script",
        "print_text",
        "read_text",
        "shown_text",
        "tags",
    ),
}
_LATER = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)


API_VERSION = 1

Progress = Callable[[float, str], None]  # fraction 0..1, what is being done
Cancelled = Callable[[], bool]
Options = Mapping[str, Any]  # checked against the manifest's schema before the plug-in sees them


class ExportCancelled(Exception):
    """Raised by a writer that was asked to stop; the host cleans up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFile:
    """One file an export would write. ``path`` is relative to the delivery, with forward slashes."""

    path: str
    what: str = ""  # "stem", "mix", "line", "subtitles", ...
    line_id: str = ""
    character_id: str = ""
    depends: str = ""  # all that the bytes of a line's file come from: with the same it is the same file
    take: str = ""  # key of the take, of a file that is one of several of its line


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What the format cannot carry, or what stands out: "gain baked", "colours dropped", "stale line"."""

    what: str
    detail: str = ""
    line_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPlan:
    """``write`` makes exactly ``files``. With ``earlier``, the folder of a delivery made before, ``files`` may be
    only those that changed since: what an exporter needs of the others (levels, hashes) it finds there.

    ``kept`` are this exporter's files of the earlier delivery that stay as they are, under the paths they have there;
    ``measures`` is what it reported then. ``destination``: where the delivery is to lie; None where nobody knows.
    """

    timeline: Timeline
    options: Options
    files: tuple[PlannedFile, ...]
    losses: tuple[Loss, ...] = ()
    earlier: Path | None = None
    kept: tuple[WrittenFile, ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)
    destination: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFile:
    """``gain``: the dB that a session adds to this sound; None where all gains are in it."""

    path: str
    bytes: int
    what: str = ""
    line_id: str = ""
    gain: float | None = None
    take: str = ""  # as planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was really written, file by file, and what a person should know."""

    files: tuple[WrittenFile, ...]
    notes: tuple[str, ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)  # "mix LUFS": -16.0, ...


class Exporter(Protocol):
    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan: ...

    def write(
        self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled
    ) -> Report: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A sound file for one line. ``line_id`` is the id itself, or the file's name where it is found in that."""

    path: Path
    line_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a file contained. ``project`` holds everything that could be read; ``problems`` the rest.

    Nothing is lost: text that was not understood is in the project as a remark or a line.

    A file that knows only a part of a script (a mixer's list, a sheet with some columns) gives ``over``: from the
    project that is open to the project as the file wants it, whole. It is pure and leaves alone what the file
    does not speak of. ``recordings`` are sounds that a person spoke.
    """

    project: Project
    problems: tuple[Problem, ...] = ()
    over: Callable[[Project], Project] | None = None
    recordings: tuple[Recording, ...] = ()
    notes: Callable[[Project], tuple[Problem, ...]] | None = None

    def remarks(self, current: Project) -> tuple[Problem, ...]:
        """What is to be said of the file, and of what it means for ``current``."""
        return (*self.problems, *(self.notes(current) if self.notes is not None else ()))

    def incoming(self, current: Project) -> tuple[Project, bool]:
        """What ``current`` is to become, and whether that is the whole truth or says nothing where it is unset."""
        if self.over is not None:
            return self.over(current), True
        return self.project, self.project.id == current.id


class Importer(Protocol):
    """One that reads tables may also have ``headers(path, options) -> Sequence[str]``: the names of the columns.

    Options are then remembered for each set of headers, because they say what those mean.
    """

    def read(self, path: Path, options: Options) -> Imported: ...


__all__ = [
    "API_VERSION", "at_rate", "AUDIO_FORMATS", "AudioWriter", "Behind", "BLOCK", "Broadcast", "Cancelled",
    "check_template", "Clip", "clock", "decimal_seconds", "ExportCancelled", "Exporter", "ExportPlan", "fill_template",
    "find_levels", "FRAME_RATES", "frames_of", "handle_padding", "Imported", "Importer", "in_plan", "KeptTake", "lanes",
    "level_notes", "Levels", "line_broadcast", "line_label", "line_names", "LineFiles", "LineMedia", "LinereadError",
    "Lines", "Loss", "LoudnessMeter", "Master", "measure_loudness", "measuring", "MEASURING", "Mixer", "open_writer",
    "Options", "parse_fountain", "parse_script", "parse_text", "plan_lines", "PlannedFile", "print_script",
    "print_text", "Problem", "programme_broadcast", "Progress", "Project", "read_audio", "read_text", "Recording",
    "Region", "Report", "safe_name", "SceneSpan", "sentences", "Sequence", "Session", "shown_text", "slug",
    "sound_format", "spoken_words", "SpokenWord", "stable_uuid", "tags", "timecode_samples", "TimedPhone", "TimedWord",
    "Timeline", "TimelineMarker", "Track", "true_peak", "units", "units_after", "units_before", "VERSION", "Way",
    "without_collisions", "words_text", "write_document", "write_documents", "write_lines", "WrittenFile",
    "WrittenLines", "xml_text",
]  # fmt: skip
