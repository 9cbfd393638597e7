"""``python -m tests.desktop.pictures``: the pictures of README and docs, of the running program as its tests drive it.

``make pictures`` runs it. Each picture is a shot of a workflow; what the tests see is what the documents show.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from tests.desktop import test_large_project_x as large
from tests.desktop import test_under_x as minute
from tests.desktop import test_workflows_x as days
from tests.desktop.test_unplugged_x import SoundServer

IMAGES = Path(__file__).parents[2] / "docs" / "images"
SHOTS = {
    "studio-dark": "first-minute/*-dark.png",
    "studio-light": "first-minute/*-light.png",
    "cast-dark": "first-minute/*-cast.png",
    "design": "voiceover-mouse/*-designed.png",
    "pronounce": "voiceover-mouse/*-pronounce.png",
    "fit": "voiceover-mouse/*-too-long.png",
    "takes": "voiceover-mouse/*-takes.png",
    "export": "voiceover-mouse/*-export-done.png",
    "import": "game-mouse/*-changes.png",
    "pick-ups": "mixer-mouse/*-pick-ups.png",
    "large": "large/*-fitted.png",
}


def main() -> None:
    home = Path(tempfile.gettempdir()) / "ana"  # stands in the pictures
    home.mkdir()
    server = SoundServer(home / "pulse")  # the window of the pictures is one that can be heard
    server.start()
    while not server.answers:
        time.sleep(0.1)
    server.plugs_in()
    try:
        os.environ |= {"LINEREAD_SCREEN": "1440x900", "LINEREAD_SHOTS": str(home / "shots"), **server.environment}
        minute.test_the_first_minute_with_the_keyboard_alone(home)
        days.test_a_script_becomes_a_voice_over(home, True)
        days.test_a_sheet_becomes_the_voices_of_a_game(home, True)
        days.test_stems_go_to_a_mixer_and_his_wishes_come_back(home, True)
        large.test_five_thousand_lines_are_worked_on_without_losing_the_place(home)
        for name, shot in SHOTS.items():
            taken = next((home / "shots").glob(shot))
            made = ["+dither", "-colors", "256", "-strip", f"png8:{IMAGES / name}.png"]
            subprocess.run(["convert", str(taken), *made], check=True)
    finally:
        server.dies()
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
