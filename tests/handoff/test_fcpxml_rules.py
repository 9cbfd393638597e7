"""FCPXML keeps the rules of its format: which element stands where, what it must say, and what Final Cut minds.

The rules are those of Apple's FCPXML Reference for version 1.9 (developer.apple.com/documentation/professional-video-
applications/fcpxml-reference), written down for the elements that are used; Apple's DTD itself is not distributed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from plugins.conformance import PROGRAMMES
from studio.export.runner import plan_exports, run_exports

# Children in their order, as a regular expression of their names; attributes: required, and allowed besides.
RULES: dict[str, tuple[str, set[str], set[str]]] = {
    "fcpxml": ("(resources )?(library )?", {"version"}, set()),
    "resources": ("((asset|format) )*", set(), set()),
    "format": ("", {"id"}, {"name", "frameDuration", "width", "height", "colorSpace", "fieldOrder"}),
    "asset": (
        "(media-rep )+(metadata )?",
        {"id"},
        {
            "name",
            "start",
            "duration",
            "hasAudio",
            "hasVideo",
            "format",
            "audioSources",
            "audioChannels",
            "audioRate",
            "uid",
        },
    ),
    "media-rep": ("(bookmark )?", {"src"}, {"kind", "sig", "suggestedFilename"}),
    "library": ("(event )*", set(), {"location", "colorProcessing"}),
    "event": ("((project|clip|asset-clip) )*", set(), {"name", "uid"}),
    "project": ("(sequence )", set(), {"name", "uid", "id"}),
    "sequence": (
        "(note )?(spine )(metadata )?",
        {"format"},
        {"duration", "tcStart", "tcFormat", "audioLayout", "audioRate", "renderFormat", "keywords"},
    ),
    "spine": ("((gap|asset-clip) )*", set(), {"lane", "offset", "name", "format"}),
    "gap": (
        "(note )?((asset-clip|clip) )*(marker )*(metadata )?",
        {"duration"},
        {"name", "offset", "start", "enabled"},
    ),
    "asset-clip": (
        "(note )?(adjust-volume )?((asset-clip) )*(marker )*(metadata )?",
        {"ref"},
        {"name", "lane", "offset", "start", "duration", "enabled", "audioRole", "tcStart", "tcFormat", "srcEnable"},
    ),
    "adjust-volume": ("", set(), {"amount"}),
    "marker": ("", {"start", "value"}, {"duration", "completed", "note"}),
    "note": ("", set(), set()),
}
CHOICES = {
    "tcFormat": {"DF", "NDF"}, "audioLayout": {"stereo", "surround"}, "kind": {"original-media", "proxy-media"},
    "hasAudio": {"1"}, "enabled": {"0", "1"},
}  # fmt: skip
RATES = {"32k", "44.1k", "48k", "88.2k", "96k", "176.4k", "192k"}


def exported(home: Path, programme: str, **options: Any) -> Element:
    (home / "takes").mkdir()
    timeline, project = PROGRAMMES[programme](home / "takes")
    tracks = tuple(replace(t, gain=-2.0, clips=tuple(replace(c, gain=0.0) for c in t.clips)) for t in timeline.tracks)
    run_exports(plan_exports(["fcpxml"], replace(timeline, tracks=tracks), project, options), home / "out")
    text = next((home / "out").rglob("*.fcpxml")).read_text(encoding="utf-8")
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n')
    return ElementTree.fromstring(text)


def seconds(value: str) -> Fraction:
    match = re.fullmatch(r"(\d+)(?:/(\d+))?s", value)
    assert match, value
    return Fraction(int(match[1]), int(match[2] or 1))


@pytest.mark.parametrize("programme", sorted(PROGRAMMES))
@pytest.mark.parametrize("options", [{}, {"frame_rate": "29.97", "line_markers": True, "start": "01:00:00:00"}])
def test_every_element_stands_where_it_may_and_says_what_it_must(
    programme: str, options: dict[str, Any], tmp_path: Path
) -> None:
    root = exported(tmp_path, programme, **options)
    assert (root.tag, root.get("version")) == ("fcpxml", "1.9")
    for element in root.iter():
        order, needed, allowed = RULES[element.tag]
        children = "".join(f"{child.tag} " for child in element)
        assert re.fullmatch(order, children), (element.tag, children[:200])
        assert needed <= set(element.attrib), (element.tag, element.attrib)
        assert set(element.attrib) <= needed | allowed, (element.tag, element.attrib)
        for name, choices in CHOICES.items():
            assert element.get(name) is None or element.get(name) in choices
    identities = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(identities) == len(set(identities))
    resources = {e.get("id"): e for e in root.iter() if e.tag in ("asset", "format")}
    frame = seconds(next(root.iter("format")).get("frameDuration", ""))
    (sequence,) = root.iter("sequence")
    assert resources[sequence.get("format")].tag == "format"
    assert sequence.get("audioRate", "48k") in RATES
    (gap,) = root.iter("gap")
    whole = seconds(gap.get("duration", ""))
    assert seconds(sequence.get("duration", "")) == whole
    for clip in root.iter("asset-clip"):
        asset = resources[clip.get("ref")]
        start, length = seconds(clip.get("start", "0s")), seconds(clip.get("duration", ""))
        assert length > 0
        assert start + length <= seconds(asset.get("start", "0s")) + seconds(asset.get("duration", ""))
        assert seconds(clip.get("offset", "")) + length <= whole
        assert int(clip.get("lane", "0")) != 0  # connected to the gap, not in the spine
        role = clip.get("audioRole", "")
        assert role.startswith("dialogue.")
        assert not set(role.removeprefix("dialogue.")) & set(".?,")
        volume = clip.find("adjust-volume")
        assert volume is not None
        assert volume.get("amount") == "-2dB"
    for element in root.iter():
        for name in ("offset", "start", "duration", "tcStart"):
            if name in element.attrib:
                assert (seconds(element.get(name, "")) / frame).denominator == 1, (element.tag, name)
    for marker in root.iter("marker"):
        assert 0 <= seconds(marker.get("start", "")) < whole


def test_media_have_the_address_at_which_they_were_written(tmp_path: Path) -> None:
    root = exported(tmp_path, "odd")
    for media in root.iter("media-rep"):
        url = urlparse(media.get("src", ""))
        assert (url.scheme, url.netloc) == ("file", "")
        assert Path(unquote(url.path)).is_file()


@pytest.mark.parametrize(("base", "begins"), [
    ("relative", "audio/"), ("D:\\Show", "file:///D%3a/Show/fcpxml/audio/"), ("/Volumes/A", "file:///Volumes/A/fcpxml/"),
])  # fmt: skip
def test_another_place_can_be_told(base: str, begins: str, tmp_path: Path) -> None:
    root = exported(tmp_path, "odd", base=base)
    assert all(media.get("src", "").startswith(begins) for media in root.iter("media-rep"))


def test_final_cut_7_has_addresses_too(tmp_path: Path) -> None:
    (tmp_path / "takes").mkdir()
    plan = plan_exports(["fcp7"], *PROGRAMMES["odd"](tmp_path / "takes"))
    assert "media by address" in {loss.what for _, loss in plan.losses}
    run_exports(plan, tmp_path / "a folder")
    root = ElementTree.parse(next((tmp_path / "a folder").rglob("*.xml"))).getroot()
    for element in root.iter("pathurl"):
        url = urlparse(element.text or "")
        assert (url.scheme, url.netloc) == ("file", "localhost")
        assert Path(unquote(url.path)).is_file()
