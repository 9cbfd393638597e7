"""One exporter for each format of video editors, over the same cut."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import ClassVar

from plugins.api import (
    Cancelled,
    ExportCancelled,
    ExportPlan,
    Loss,
    Options,
    PlannedFile,
    Progress,
    Project,
    Report,
    Timeline,
    Way,
    WrittenFile,
    in_plan,
    safe_name,
    without_collisions,
    write_document,
    write_lines,
)
from plugins.nle.edl import EVENTS, edl, reels_of
from plugins.nle.fcp7 import fcp7_xml
from plugins.nle.fcpxml import fcpxml
from plugins.nle.frames import Cut, losses, make_cut, media_url, with_start
from plugins.nle.otio import otio_json, write_bundle

RELATIVE = "relative"  # the option base, for addresses beside the session


class _FrameExporter:
    """A session file and its sound under one folder."""

    folder = ""
    lost: ClassVar[tuple[Loss, ...]] = ()
    gains: ClassVar[Way] = "baked"
    addressed: ClassVar[bool] = False  # the editor wants whole addresses

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        cut = self.cut(timeline, options)
        found = (*losses(cut), *self.lost, *self.unlinked(options), *self.limits(cut))
        return ExportPlan(timeline=timeline, options=options, files=self.files(cut, options), losses=found)

    def cut(self, timeline: Timeline, options: Options) -> Cut:
        return make_cut(timeline, f"{self.folder}/audio", options, self.gains)

    def files(self, cut: Cut, options: Options) -> tuple[PlannedFile, ...]:
        return (
            *(PlannedFile(path=path, what="session") for path, _ in self.sessions(cut, options)),
            *cut.lines.planned(),
        )

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        cut = self.cut(plan.timeline, plan.options)
        cut = cut.with_lines(in_plan(cut.lines, plan))
        sound = write_lines(cut.lines, with_start(plan.options), dest, progress, cancelled)
        cut = cut.with_lines(sound.lines)
        options = {**plan.options, "base": self.base(plan)}
        planned = {file.path for file in plan.files}  # of a list per character, those that changed
        written = [
            write_document(dest, PlannedFile(path=path, what="session"), text)
            for path, text in self.sessions(cut, options)
            if path in planned
        ]
        if cancelled():
            raise ExportCancelled
        progress(1.0, plan.files[0].path)
        return Report(files=(*written, *sound.files), notes=sound.notes, measures=sound.measures)

    def sessions(self, cut: Cut, options: Options) -> list[tuple[str, str]]:
        """(path, content) of what is opened in the editor."""
        raise NotImplementedError

    def base(self, plan: ExportPlan) -> str | None:
        """The folder that addresses begin with: as told, or where the delivery is written; None: relative.

        A delta is laid over the delivery before, where the other files are.
        """
        told: str | None = plan.options.get("base")
        if told and told.strip().casefold() == RELATIVE:
            return None
        home = plan.earlier.resolve() if plan.earlier is not None else plan.destination
        return told or (home.as_posix() if self.addressed and home is not None else None)

    def unlinked(self, options: Options) -> tuple[Loss, ...]:
        """Editors that want whole addresses ask for the files when there is none, or another."""
        told = (options.get("base") or "").strip().casefold()
        if not self.addressed or (told and told != RELATIVE):
            return ()
        detail = "when the delivery is moved, set base to its new folder or show the editor one of the files"
        return (Loss(what="media by address", detail=detail),)

    def limits(self, cut: Cut) -> tuple[Loss, ...]:
        """Where the programme is larger than the format."""
        return ()

    def name(self, cut: Cut, options: Options, suffix: str) -> str:
        return f"{self.folder}/{safe_name(cut.name, ascii_only=options['ascii'])}{suffix}"


class Fcp7Exporter(_FrameExporter):
    """Final Cut Pro 7 XML."""

    folder = "fcp7"
    gains = "clips"
    addressed = True

    def sessions(self, cut: Cut, options: Options) -> list[tuple[str, str]]:
        url = partial(media_url, folder=self.folder, base=options["base"])
        return [(self.name(cut, options, ".xml"), fcp7_xml(cut, url, options["depth"]))]


class FcpxmlExporter(_FrameExporter):
    """FCPXML."""

    folder = "fcpxml"
    gains = "clips"
    addressed = True
    lost = (Loss(what="colours dropped"),)

    def sessions(self, cut: Cut, options: Options) -> list[tuple[str, str]]:
        def url(path: str) -> str:
            return media_url(path, self.folder, options["base"]).replace("file://localhost/", "file:///")

        return [(self.name(cut, options, ".fcpxml"), fcpxml(cut, url))]


class EdlExporter(_FrameExporter):
    """CMX 3600, a list per character."""

    folder = "edl"
    lost = (Loss(what="colours dropped"), Loss(what="markers dropped", detail="but for one a line"))

    def limits(self, cut: Cut) -> tuple[Loss, ...]:
        long = [track.name for track in cut.tracks if len(track.clips) > EVENTS]
        if not long:
            return ()
        detail = (
            f"CMX 3600 numbers {EVENTS} events; the lists of {', '.join(long)} have more, which not all editors read"
        )
        return (Loss(what="long list", detail=detail),)

    def sessions(self, cut: Cut, options: Options) -> list[tuple[str, str]]:
        reels = reels_of(cut)
        tracks = [(track.name, track.track.character_id, track.clips) for track in cut.tracks]
        tracks = tracks or [(cut.name, "", ())]  # nobody speaks: a list without an event
        wanted = [
            (f"{self.folder}/{safe_name(name, ascii_only=options['ascii'])}", f"{character}-{number}")
            for number, (name, character, _) in enumerate(tracks, 1)
        ]
        return [
            (f"{path}.edl", edl(name, clips, cut, reels))
            for (path, _), (name, _, clips) in zip(without_collisions(wanted), tracks, strict=True)
        ]


class OtioExporter(_FrameExporter):
    """OpenTimelineIO, as a file beside its media or as a bundle with them."""

    folder = "otio"

    def sessions(self, cut: Cut, options: Options) -> list[tuple[str, str]]:
        url = partial(media_url, folder=self.folder, base=options["base"])
        return [(self.name(cut, options, ".otio"), otio_json(cut, url))]

    def files(self, cut: Cut, options: Options) -> tuple[PlannedFile, ...]:
        if options["bundle"]:
            return (PlannedFile(path=self._bundle_path(cut, options), what="session"),)
        return super().files(cut, options)

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        if not plan.options["bundle"]:
            return super().write(plan, project, dest, progress, cancelled)
        cut = self.cut(plan.timeline, plan.options)
        file = plan.files[0]
        with tempfile.TemporaryDirectory(prefix=".otioz-", dir=dest) as folder:
            work = Path(folder)
            sound = write_lines(cut.lines, with_start(plan.options), work, progress, cancelled)
            paths = [file.path for file in (*cut.lines.media, *cut.lines.takes)]
            names = {path: path.removeprefix(f"{self.folder}/audio/").replace("/", "_") for path in paths}
            unique = without_collisions([(name.removesuffix(".wav"), str(i)) for i, name in enumerate(names.values())])
            names = {path: f"{name}.wav" for path, (name, _) in zip(names, unique, strict=True)}
            content = otio_json(cut, lambda path: media_url(f"media/{names[path]}", "", None))

            def step() -> None:
                if cancelled():
                    raise ExportCancelled

            part = work / "bundle.part"
            try:
                write_bundle(part, content, [(name, work / path) for path, name in names.items()], step)
            except OSError as error:  # a full disk does not say by itself which file did not fit
                raise OSError(error.errno, error.strerror, str(dest / file.path)) from error
            step()
            size = part.stat().st_size
            part.replace(dest / file.path)
        progress(1.0, file.path)
        written = WrittenFile(path=file.path, bytes=size, what=file.what)
        return Report(files=(written,), notes=sound.notes, measures=sound.measures)

    def _bundle_path(self, cut: Cut, options: Options) -> str:
        return f"{safe_name(cut.name, ascii_only=options['ascii'])}.otioz"
