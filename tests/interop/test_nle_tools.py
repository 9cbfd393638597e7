"""An OTIO timeline rendered by MLT: the sound of the editor is the sound of the mix."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest
import soundfile

from plugins.conformance import PROGRAMMES
from studio.export.runner import plan_exports, run_exports

otio = pytest.importorskip("opentimelineio")


@pytest.mark.interop
@pytest.mark.skipif(shutil.which("melt") is None, reason="melt is not installed (apt install melt)")
@pytest.mark.skipif(
    "mlt_xml" not in otio.adapters.available_adapter_names(), reason="no otio-mlt-adapter (pip install it)"
)
def test_melt_renders_the_mix(tmp_path: Path) -> None:
    timeline, project = PROGRAMMES["odd"](tmp_path)
    run_exports(plan_exports(["otio", "stems"], timeline, project, {"stems.stems": False}), tmp_path / "out")
    home = tmp_path / "out/otio"
    made = otio.adapters.read_from_file(str(home / "odd positions.otio"))
    for clip in made.find_clips():
        clip.media_reference.target_url = str(home / unquote(clip.media_reference.target_url))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the adapter is of 2021
        otio.adapters.write_to_file(made, str(tmp_path / "x.mlt"), "mlt_xml")
    subprocess.run(
        ["melt", tmp_path / "x.mlt", "-consumer", f"avformat:{tmp_path / 'melt.wav'}", "acodec=pcm_s24le", "ar=48000",
         "ac=1", "vn=1", "real_time=-1"],
        check=True, capture_output=True,
    )  # fmt: skip
    rendered, rate = soundfile.read(tmp_path / "melt.wav")
    mix, _ = soundfile.read(tmp_path / "out/odd positions_mix.wav")
    assert rate == 48_000
    assert len(rendered) >= len(mix)
    assert np.abs(rendered[: len(mix)] - mix).max() < 1 / 32_768  # melt works in 16 bit
    assert not rendered[len(mix) :].any()
