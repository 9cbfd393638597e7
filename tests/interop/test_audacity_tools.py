"""Audacity opens the list of files and the labels, and what it exports is the mix, sample for sample."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from plugins.conformance import POSITIONS, PROGRAMMES
from studio.export.runner import plan_exports, run_exports
from tests.interop import audacity

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(bool(audacity.missing()), reason=audacity.missing()),
    pytest.mark.timeout(240),
]
HALF_A_SAMPLE = 0.5 / 48_000


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[audacity.Audacity]:
    with audacity.audacity(tmp_path_factory.mktemp("audacity") / "home") as made:
        yield made


@pytest.fixture
def empty(running: audacity.Audacity) -> audacity.Audacity:
    running.ask("SelectAll:")
    running.ask("RemoveTracks:")
    assert running.info("Tracks") == []
    return running


@pytest.mark.parametrize("sound", ["lines", "stems"])
@pytest.mark.parametrize("name", ["odd", "names", "overlaps"])
def test_audacity_opens_the_list_and_exports_the_mix(
    sound: str, name: str, empty: audacity.Audacity, tmp_path: Path
) -> None:
    timeline, project = PROGRAMMES[name](tmp_path)
    plan = plan_exports(["audacity", "stems"], timeline, project, {"audio": sound, "stems.stems": False})
    run_exports(plan, tmp_path / "out")
    (listed,) = (tmp_path / "out/audacity").glob("*.lof")
    (mix,) = (tmp_path / "out").glob("*_mix.wav")
    expected, rate = soundfile.read(mix)
    empty.ask(f'Import2: Filename="{listed}"')  # says that it failed, and did it
    tracks = empty.info("Tracks")
    if sound == "lines":
        places = [(clip.start, clip.end) for clip in timeline.clips()]
    else:
        places = [(0, timeline.length) for track in timeline.tracks if track.clips]
    found = sorted((track["start"], track["end"]) for track in tracks)
    assert len(found) == len(places)
    for (start, end), (first, last) in zip(found, sorted(places), strict=True):
        assert abs(start - first / rate) < HALF_A_SAMPLE
        assert abs(end - last / rate) < HALF_A_SAMPLE
    length = len(expected) / rate
    empty.ask(f"Select: Start=0 End={length:.9f} RelativeTo=ProjectStart Track=0 TrackCount={len(tracks)}")
    empty.ask(f'Export2: Filename="{tmp_path / "export.wav"}" NumChannels=1')
    exported, exported_rate = soundfile.read(tmp_path / "export.wav")
    assert (exported_rate, len(exported)) == (rate, len(expected))
    assert np.abs(expected).max() > 0.01
    assert np.abs(exported - expected).max() < 1e-7


def test_audacity_reads_every_label(empty: audacity.Audacity, tmp_path: Path) -> None:
    timeline, project = PROGRAMMES["odd"](tmp_path)
    run_exports(plan_exports(["audacity"], timeline, project, {"words": True}), tmp_path / "out")
    for path in sorted((tmp_path / "out/audacity").glob("*labels.txt")):
        empty.import_labels(path)
    found = sorted(tuple(label) for _, labels in empty.info("Labels") for label in labels)
    words = [(w.start, w.end, w.text) for clip in timeline.clips() for w in clip.words]
    lines = [(start, start + length, f"L-000{n}") for n, (start, length) in enumerate(POSITIONS, 1)]
    more = [(4_711, 4_711, "a marker"), (0, timeline.length, "The first: / scene?")]
    expected = sorted((start / 48_000, end / 48_000, text) for start, end, text in (*words, *lines, *more))
    assert len(found) == len(expected)
    for (start, end, text), (first, last, said) in zip(found, expected, strict=True):
        assert abs(start - first) < HALF_A_SAMPLE
        assert abs(end - last) < HALF_A_SAMPLE
        assert text.startswith(said)
