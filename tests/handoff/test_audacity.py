"""Labels and a list of files for Audacity, to the sample."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import soundfile

from plugins import conformance
from plugins.audacity.exporter import AudacityExporter
from plugins.conformance import POSITIONS, PROGRAMMES
from studio.export import host
from studio.export.options import checked
from studio.export.runner import plan_exports, run_exports


@pytest.mark.parametrize(
    "options",
    [{}, {"audio": "lines", "words": True}, {"audio": "none", "labels": "all"}, {"ascii": True, "rate": 44_100}],
)
def test_the_exporter_conforms(options: dict[str, object], tmp_path: Path) -> None:
    conformance.run(AudacityExporter, tmp_path, checked(host.exporter("audacity"), options))


def labels(path: Path) -> list[tuple[int, int, str]]:
    rows = [row.split("\t") for row in path.read_text(encoding="utf-8").splitlines()]
    return [(round(float(start) * 48_000), round(float(end) * 48_000), text) for start, end, text in rows]


def test_labels_are_on_their_samples(tmp_path: Path) -> None:
    timeline, project = PROGRAMMES["odd"](tmp_path)
    run_exports(plan_exports(["audacity"], timeline, project, {"words": True}), tmp_path / "out")
    folder = tmp_path / "out/audacity"
    (first, second), (third,) = labels(folder / "ALICE labels.txt"), labels(folder / "BOB labels.txt")
    assert [first[:2], third[:2], second[:2]] == [(start, start + length) for start, length in POSITIONS]
    assert first[2] == "L-0001 ALICE Hello, world."
    assert labels(folder / "odd positions words labels.txt")[0] == (12_345, 36_353, "Hello,")
    assert (4_711, 4_711, "a marker") in labels(folder / "odd positions markers labels.txt")


@pytest.mark.parametrize("audio", ["stems", "lines"])
def test_the_files_of_the_list_add_up_to_the_mix(audio: str, tmp_path: Path) -> None:
    timeline, project = PROGRAMMES["odd"](tmp_path)
    plan = plan_exports(["audacity", "stems"], timeline, project, {"audio": audio, "stems.stems": False})
    run_exports(plan, tmp_path / "out")
    mix, rate = soundfile.read(tmp_path / "out/odd positions_mix.wav", dtype="int32")
    total = np.zeros(len(mix), np.int64)
    listed = re.findall(
        r'file "(.*)" offset (.*)', (tmp_path / "out/audacity/odd positions.lof").read_text(encoding="utf-8")
    )
    assert len(listed) == {"stems": 2, "lines": 3}[audio]
    for path, offset in listed:
        sound, _ = soundfile.read(tmp_path / "out/audacity" / path, dtype="int32")
        first = round(float(offset) * rate)
        total[first : first + len(sound)] += sound
    assert np.array_equal(total, mix)
