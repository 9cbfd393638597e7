"""Reads a delivery back as the person who gets it would: is everything there, whole, current, in specification?

The judgement does not trust what the export said of itself: files are hashed, sounds are read sample by sample, and the
stems are added up and compared with the mix.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from studio.audio.files import open_audio
from studio.audio.truepeak import TruePeakMeter
from studio.errors import LinereadError
from studio.export.delta import Past, compare_lines, read_delivery
from studio.export.digest import digests_of
from studio.export.report import REPORT, DeliveryPlan

_SOUNDS = (".wav", ".flac", ".rf64", ".w64", ".aiff", ".aif")
_DEPTHS = {"16": "PCM_16", "24": "PCM_24", "float": "FLOAT"}
_BLOCK = 262_144
_PADDED = 10  # a line's file may be a tenth of a second longer than the line
_CLIPPED = 4  # samples in a row at full scale
_TOLERANCE = 0.2  # dB that a true peak may be over its ceiling, for another meter's ears

# What to do about a finding, by its code.
STEPS: Mapping[str, str] = {
    "missing-file": "Ask whoever sent it for the file, or export again into the same folder.",
    "hash": "Where nobody mended the file on purpose, export again into the same folder.",
    "swapped": "Give the files their names again, or export again into the same folder.",
    "missing-line": "Render the project; `lineread show` says why a line has no take. Then export a delta.",
    "failed": "`lineread show` says why. Mend it, render, and export a delta.",
    "stale": "Render the project, then export a delta.",
    "suspect": "Listen to it, approve it or take another reading, then export a delta.",
    "queued": "Wait until the project is rendered, then export a delta.",
    "rendering": "Wait until the project is rendered, then export a delta.",
    "clipped": "Lower the gain of the line or its track, or set a ceiling, and export again.",
    "true-peak": "Set a lower ceiling or loudness and export again.",
    "rate": "Export again with the rate that is wanted (-o rate=...).",
    "depth": "Export again with the depth that is wanted (-o depth=...).",
    "length": "The file was cut or stretched: export again into the same folder.",
    "unreadable": "The file is damaged: export again into the same folder.",
    "silent": "Render the line anew (`lineread render --line ID`), then export a delta.",
    "null": "Stems and mix are not of one export: export them again together.",
    "manifest": "Export the pack again into the same folder.",
    "outdated": "Export a delta: lineread export PROJECT --since DELIVERY.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as it should be. ``wrong`` is False for what is only worth knowing."""

    code: str  # missing-file, hash, stale, suspect, failed, missing-line, clipped, true-peak, rate, depth, ...
    message: str
    path: str = ""
    line_id: str = ""
    wrong: bool = True

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True, kw_only=True)
class Verification:
    files: int
    lines: int
    findings: list[Finding] = field(default_factory=list)
    measures: dict[str, float] = field(default_factory=dict)  # "stems null": largest difference, full scale 1

    @property
    def good(self) -> bool:
        return not any(finding.wrong for finding in self.findings)

    @property
    def summary(self) -> str:
        """``12 files, 84 lines: all good``, or how many of what."""
        counts: dict[str, int] = {}
        for finding in self.findings:
            if finding.wrong:
                counts[finding.code] = counts.get(finding.code, 0) + 1
        said = ", ".join(f"{n} {code}" for code, n in sorted(counts.items())) or "all good"
        return f"{self.files} files, {self.lines} lines: {said}"

    @property
    def steps(self) -> dict[str, str]:
        """What to do next, for each kind of finding that is wrong."""
        return {x.code: STEPS[x.code] for x in self.findings if x.wrong and x.code in STEPS}


def verify(
    folder: Path, now: DeliveryPlan | None = None, progress: Callable[[float, str], None] = lambda fraction, what: None
) -> Verification:
    """Judge the delivery in a folder. ``now``: the project it came from, to say what has changed since.

    Raises LinereadError for a folder that is no delivery at all.
    """
    past = read_delivery(folder)
    files: list[Mapping[str, Any]] = list(past.data["files"])
    made = Verification(files=len(files), lines=len(past.lines))
    carried = [file for file in past.data.get("unchanged", ()) if (past.folder / file["path"]).is_file()]
    elsewhere = len(past.data.get("unchanged", ())) - len(carried)
    if elsewhere and carried:
        for file in past.data["unchanged"]:
            if file not in carried:
                made.findings.append(_missing(file))
    elif elsewhere:
        message = f"{elsewhere} unchanged files are in the earlier delivery, {past.data['since']['delivery']}."
        made.findings.append(Finding(code="elsewhere", message=message, wrong=False))
    present = _hashed(past, [*files, *carried], made)
    _lines(past, made)
    elsewhere_named = {finding.path for finding in made.findings if finding.code == "swapped"}
    sounds = [
        file for file in present
        if Path(file["path"]).suffix.lower() in _SOUNDS and file["path"] not in elsewhere_named
    ]  # fmt: skip
    for number, file in enumerate(sounds, 1):
        progress(number / (len(sounds) + 1), file["path"])
        _sound(past, file, made)
    for identity in past.options:
        _null(past, [f for f in present if f.get("exporter") == identity], made)
    _manifest(past, present, made)
    _unlisted(past, made)
    if now is not None:
        _outdated(past, now, made)
    progress(1.0, "done")
    return made


def _missing(file: Mapping[str, Any]) -> Finding:
    message = f"{file['path']} is not there."
    return Finding(code="missing-file", message=message, path=file["path"], line_id=file.get("line_id", ""))


def _hashed(past: Past, files: Iterable[Mapping[str, Any]], made: Verification) -> list[Mapping[str, Any]]:
    """The files that are there and are what they were; findings for the others."""
    there = []
    for file in files:
        if (past.folder / file["path"]).is_file():
            there.append(file)
        else:
            made.findings.append(_missing(file))
    good = []
    digests = digests_of([past.folder / file["path"] for file in there], lambda: False)
    listed = {file["sha256"]: file["path"] for file in (*past.data["files"], *past.data.get("unchanged", ()))}
    for file, (size, digest) in zip(there, digests, strict=True):
        if (size, digest) == (file["bytes"], file["sha256"]):
            good.append(file)
            continue
        code = "swapped" if digest in listed else "hash"
        if digest in listed:
            message = f"{file['path']} holds what belongs into {listed[digest]}."
        else:
            how = f"has {size} bytes instead of {file['bytes']}" if size != file["bytes"] else "holds something else"
            message = f"{file['path']} was changed after the export: it {how}."
        made.findings.append(Finding(code=code, message=message, path=file["path"], line_id=file.get("line_id", "")))
        good.append(file)  # still looked into: perhaps somebody mended it on purpose
    return good


def _lines(past: Past, made: Verification) -> None:
    for line in past.lines.values():
        state, who = line["state"], f"Line {line['number']} ({line['id']})"
        if line["take"] is None:
            if state != "empty":
                failed = " because it failed" if state == "failed" else ""
                message = f"{who} has no take{failed}: it is silent in this delivery."
                made.findings.append(Finding(code="missing-line", message=message, line_id=line["id"]))
        elif state in ("stale", "suspect", "failed", "queued", "rendering"):
            why = " ".join(line.get("checks", ())) or {"stale": "Its words changed after it was spoken."}.get(state, "")
            made.findings.append(Finding(code=state, message=f"{who} is {state}. {why}".strip(), line_id=line["id"]))


def _sound(past: Past, file: Mapping[str, Any], made: Verification) -> None:
    path, options = file["path"], past.options.get(file.get("exporter", ""), {})

    def found(code: str, message: str) -> None:
        made.findings.append(
            Finding(code=code, message=f"{path} {message}.", path=path, line_id=file.get("line_id", ""))
        )

    try:
        with open_audio(past.folder / path) as sound:
            rate, depth = options.get("rate") or past.data["rate"], options.get("depth")
            if "rate" in options and sound.samplerate != rate:
                found("rate", f"has {sound.samplerate} Hz instead of {rate}")
            if depth in _DEPTHS and sound.subtype != _DEPTHS[depth]:
                found("depth", f"has {_plainly(sound.subtype)} instead of {_plainly(_DEPTHS[depth])}")
            _length(past, file, options, sound, found)
            peak, clipped = _peaks(sound)
    except (LinereadError, soundfile.SoundFileError, OSError):
        found("unreadable", "is no sound that can be read")
        return
    ceiling = options.get("ceiling")
    level = 20 * np.log10(peak) if peak > 0 else -np.inf
    if clipped:
        found("clipped", f"is clipped in {clipped} places")
    elif ceiling is not None and level + file.get("gain", 0.0) > ceiling + _TOLERANCE:  # as the session plays it
        found("true-peak", f"reaches {level + file.get('gain', 0.0):.1f} dBTP, over the ceiling of {ceiling:g}")
    line = past.lines.get(file.get("line_id", ""))
    speaks = line is not None and line["take"] and line["text"] and file.get("what") != "take"
    if not peak and line is not None and speaks and line["end"] - line["start"] > past.data["rate"] // 100:
        found("silent", "is silent")


def _plainly(subtype: str) -> str:
    """``PCM_24`` as people say it."""
    return f"{subtype[4:]} bit" if subtype.startswith("PCM_") else subtype.replace("_", " ").lower()


def _length(
    past: Past, file: Mapping[str, Any], options: Mapping[str, Any], sound: soundfile.SoundFile,
    found: Callable[[str, str], None],
) -> None:  # fmt: skip
    """Stems and mix are as long as the programme, a line's file as its line."""
    rate, own = int(past.data["rate"]), int(sound.samplerate)

    def at(position: int) -> int:
        return (2 * position * own + rate) // (2 * rate)

    line = past.lines.get(file.get("line_id", ""))
    if file.get("what") in ("stem", "mix"):
        wanted = at(past.data["length"])
    elif file.get("what") == "line" and line is not None and not options.get("handles"):
        wanted = at(line["end"]) - at(line["start"])
    else:
        return
    # frame-based sessions have their lines' files begin and end on frames
    more = own // _PADDED if file.get("what") == "line" else 0
    if not wanted <= sound.frames <= wanted + more:
        found("length", f"has {sound.frames} samples instead of {wanted}")


def _peaks(sound: soundfile.SoundFile) -> tuple[float, int]:
    """True peak (full scale 1) and how many times it stays at full scale."""
    meter = TruePeakMeter()
    full = 1.0 - (2.0**-23 if sound.subtype == "PCM_24" else 2.0**-15 if sound.subtype == "PCM_16" else 0.0)
    runs = 0
    while len(block := sound.read(_BLOCK, dtype="float32", always_2d=True)):
        for channel in range(block.shape[1]):
            meter.add(np.ascontiguousarray(block[:, channel]))
        if np.abs(block).max() >= full:
            at_full = (np.abs(block) >= full).any(axis=1)
            edges = np.flatnonzero(np.diff(np.concatenate(([0], at_full.astype(np.int8), [0]))))
            runs += int(np.count_nonzero(edges[1::2] - edges[::2] >= _CLIPPED))
    meter.finish()
    return float(meter.peak), runs


def _null(past: Past, files: list[Mapping[str, Any]], made: Verification) -> None:
    """The stems, added up, against the mix: no difference at all for integers, a rounding for float."""
    mixes = [file for file in files if file.get("what") == "mix" and Path(file["path"]).suffix.lower() in _SOUNDS]
    stems = [file for file in files if file.get("what") == "stem"]
    if len(mixes) != 1 or not stems:
        return
    worst = 0.0
    try:
        opened = [open_audio(past.folder / file["path"]) for file in (mixes[0], *stems)]
        try:
            while len(mix := opened[0].read(_BLOCK, dtype="float64", always_2d=True)):
                total = np.zeros_like(mix)
                for stem in opened[1:]:
                    block = stem.read(_BLOCK, dtype="float64", always_2d=True)
                    total[: len(block)] += block[: len(total)]
                worst = max(worst, float(np.abs(total - mix).max()))
            exact = opened[0].subtype.startswith("PCM")
        finally:
            for sound in opened:
                sound.close()
    except (LinereadError, soundfile.SoundFileError, ValueError):
        return  # said already
    made.measures["stems null"] = worst
    if worst > (0.0 if exact else 1e-6):
        message = (
            f"The stems do not add up to {mixes[0]['path']}: they differ by up to {20 * np.log10(worst):.1f} dBFS."
        )
        made.findings.append(Finding(code="null", message=message, path=mixes[0]["path"]))


def _manifest(past: Past, files: list[Mapping[str, Any]], made: Verification) -> None:
    """A game pack's own manifest says the same as the delivery."""
    known = {file["path"]: file["sha256"] for file in (*past.data["files"], *past.data.get("unchanged", ()))}
    for file in files:
        if file.get("what") != "manifest" or not file["path"].endswith(".json"):
            continue
        try:
            lines = json.loads((past.folder / file["path"]).read_text(encoding="utf-8"))["lines"]
            wrong = [x["id"] for x in lines if x.get("file") and known.get(x["file"]) != x.get("sha256")]
        except (OSError, ValueError, KeyError, TypeError) as error:
            made.findings.append(Finding(code="manifest", message=f"{file['path']}: {error}", path=file["path"]))
            continue
        for line_id in wrong:
            message = f"{file['path']} names a file for {line_id} that is not in this delivery."
            made.findings.append(Finding(code="manifest", message=message, path=file["path"], line_id=line_id))


def _unlisted(past: Past, made: Verification) -> None:
    known = {file["path"] for file in (*past.data["files"], *past.data.get("unchanged", ()))} | {REPORT}
    for path in sorted(past.folder.rglob("*")):
        name = path.relative_to(past.folder).as_posix()
        if path.is_file() and name not in known:
            message = f"{name} is not part of this delivery."
            made.findings.append(Finding(code="unlisted", message=message, path=name, wrong=False))


def _outdated(past: Past, now: DeliveryPlan, made: Verification) -> None:
    said = {"changed": "sounds different now", "text": "reads different now", "new": "is new", "removed": "is gone"}
    for change in compare_lines(past, now).lines:
        message = f"Line {change.number} ({change.line_id}) {said[change.kind]} in the project."
        made.findings.append(Finding(code="outdated", message=message, line_id=change.line_id))
