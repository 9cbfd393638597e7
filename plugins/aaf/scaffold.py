"""What every AAF has in common: header, dictionary and the definitions that everything else refers to.

That part is pyaaf2's; it is small and the same for a line and for two thousand. It is made in memory and taken apart
again, with the references to its definitions as pyaaf2 stores them.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import aaf2
from aaf2.auid import AUID

from plugins.aaf.compound import Storage
from plugins.aaf.objects import Weak
from plugins.api import VERSION, Timeline, stable_uuid

# Identities that Avid's editors gave the effect and its control (AAF Association's registry of effects).
MONO_AUDIO_GAIN = AUID("9d2ea894-0968-11d3-8a38-0050040ef7d2")
AMPLITUDE = AUID("e4962321-2267-11d3-8a4c-0050040ef7d2")
_PRODUCT = stable_uuid("product", "aaf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaffold:
    """The tree without its content, and references to what is in the dictionary."""

    root: Storage
    signature: bytes  # the compound file's class
    sound: Weak
    timecode: Weak
    descriptive: Weak
    container: Weak
    gain: Weak | None

    @property
    def header(self) -> Storage:
        return next(
            child
            for name, child in self.root.children.items()
            if isinstance(child, Storage) and name.startswith("Header-")
        )


def scaffold(timeline: Timeline, made: datetime.datetime, *, gains: bool) -> Scaffold:
    """``gains``: with the definition of Mono Audio Gain."""
    file = aaf2.file.AAFFile(None, "w")
    _identify(file, timeline, made)
    refer = {
        name: Weak(_made(file, kind, media_kind)["DataDefinition"].data)
        for name, kind, media_kind in (
            ("sound", "Filler", "sound"),
            ("timecode", "Filler", "timecode"),
            ("descriptive", "Filler", "DescriptiveMetadata"),
        )
    }
    descriptor = file.create.WAVEDescriptor()
    descriptor["ContainerFormat"].value = file.dictionary.lookup_containerdef("AAF")
    gain = Weak(_gain(file)["Operation"].data) if gains else None
    file.save()
    return Scaffold(
        root=_tree(file.cfb.root),
        signature=bytes(file.cfb.class_id.bytes_le),
        container=Weak(descriptor["ContainerFormat"].data),
        gain=gain,
        **refer,
    )


def _made(file: Any, kind: str, media_kind: str) -> Any:
    return getattr(file.create, kind)(media_kind, 0)


def _gain(file: Any) -> Any:
    amplitude = file.create.ParameterDef(AMPLITUDE, "Amplitude", "", "Rational")
    file.dictionary.register_def(amplitude)
    gain = file.create.OperationDef(MONO_AUDIO_GAIN, "Mono Audio Gain", "")
    gain.media_kind = "sound"
    gain["IsTimeWarp"].value = False
    gain["NumberInputs"].value = 1
    gain["Bypass"].value = 0
    gain["OperationCategory"].value = "OperationCategory_Effect"
    gain["ParametersDefined"].value = [amplitude]
    file.dictionary.register_def(gain)
    return file.create.OperationGroup("Mono Audio Gain", 0)


def _identify(file: Any, timeline: Timeline, made: datetime.datetime) -> None:
    file.content["EssenceData"].value = []
    (who,) = file.header["IdentificationList"].value
    major, minor, patch = (int(part) for part in (*VERSION.split("."), "0", "0")[:3])
    who["CompanyName"].value = who["ProductName"].value = "Lineread"
    who["ProductVersionString"].value = VERSION
    version = {"major": major, "minor": minor, "tertiary": patch, "patchLevel": 0, "type": "VersionReleased"}
    who["ProductVersion"].value = version
    who["ToolkitVersion"].value = version
    who["ProductID"].value = _PRODUCT
    who["GenerationAUID"].value = stable_uuid(timeline.project_id, "generation")
    who["Platform"].value = "Python"
    who["Date"].value = made
    file.header["LastModified"].value = made


def _tree(entry: Any) -> Storage:
    made = Storage(bytes(entry.class_id.bytes_le) if entry.class_id else bytes(16))
    for child in entry.listdir():
        made.children[child.name] = _tree(child) if child.isdir() else bytes(child.open("r").read())
    return made
