"""What the window remembers between sessions, in one typed place with a description of each option.

Kept as JSON in the user's configuration folder, or wherever ``--profile`` says.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from studio.atomic import write_atomically
from studio.errors import LinereadError
from studio.export.presets import ExportPreset

_HEIGHTS_KEPT = 400  # of tracks, in all projects
_COMMANDS_KEPT = 8
_PROJECTS_KEPT = 12
TEXT_SIZES = (90, 100, 110, 125, 150, 175, 200)


class Options(msgspec.Struct, kw_only=True):
    """Each option with its default; a comment says what it does."""

    theme: str = "system"  # "dark", "light" or "system"
    text_size: int = 100  # percent of the system's
    language: str = ""  # user interface: "en", "zh" or "" for the system's
    engine: str = ""  # whose voices speak in a new project, "" for the embedded ones
    autosave_seconds: int = 300  # a state of unsaved work goes into the ring this often: twenty reach back over an hour
    export_folder: str = ""  # where deliveries go, "" for beside the project
    workers: int = 1  # speech processes side by side
    render_as_you_type: bool = False
    ripple: bool = True  # later lines follow when one moves
    snap: bool = True  # clips stick to edges and markers
    follow: str = "page"  # how the timeline follows the playhead: "page", "smooth" or "off"
    ruler_unit: str = "time"  # what the timeline's ruler counts: "time", "samples" or "frames"
    frame_rate: str = "25"  # frames a second of the ruler, as they are called: "23.976", "25"
    position_unit: str = "time"  # what the transport's position is read in: "time", "samples", "24", "25", "30"
    row_heights: dict[str, int] = {}  # pixels of the timeline's tracks, by "project id/character id"
    export_presets: dict[str, ExportPreset] = {}  # choices of the export dialog, by the name they were given
    device: str = ""  # audio device by name, "" for the system's
    recent: list[str] = []  # project folders, newest first
    shortcuts: dict[str, str] = {}  # command id -> key sequence, where it was rebound
    recent_commands: list[str] = []  # what was run from the palette, newest first
    layout: str = ""  # window geometry and docks, base64
    geometry: str = ""


class Preferences:
    """Loads, holds and saves :class:`Options`."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or default_folder()
        self.options = Options()
        try:
            self.options = msgspec.json.decode(self.file.read_bytes(), type=Options)
        except (OSError, ValueError, RecursionError):
            pass  # the first start, or a damaged file: defaults serve

    @property
    def file(self) -> Path:
        return self.folder / "preferences.json"

    @property
    def workers(self) -> int:
        return max(1, min(64, self.options.workers))

    @property
    def text_size(self) -> int:
        return max(TEXT_SIZES[0], min(TEXT_SIZES[-1], self.options.text_size))

    @property
    def autosave_seconds(self) -> int:
        return max(5, min(3600, self.options.autosave_seconds))

    def remember(self, project: Path) -> None:
        """Put a project first in the list of recent ones."""
        name = str(project.resolve())
        self.options.recent = [name, *(r for r in self.options.recent if r != name)][:_PROJECTS_KEPT]
        self.save()

    def forget(self, project: Path) -> None:
        """Take a project out of the list of recent ones."""
        self.options.recent = [r for r in self.options.recent if Path(r) != project]
        self.save()

    def remember_command(self, command_id: str) -> None:
        """Put a command first in the list of those that the palette ran."""
        before = [c for c in self.options.recent_commands if c != command_id]
        self.options.recent_commands = [command_id, *before][:_COMMANDS_KEPT]
        self.save()

    def remember_heights(self, project_id: str, heights: Mapping[str, int]) -> None:
        """Keep the heights of a project's tracks, by character; those of the projects seen last are kept."""
        own = {f"{project_id}/{character}": height for character, height in heights.items()}
        before = {k: h for k, h in self.options.row_heights.items() if not k.startswith(f"{project_id}/")}
        kept = list({**before, **own}.items())[-_HEIGHTS_KEPT:]
        self.options.row_heights = dict(kept)

    def heights(self, project_id: str) -> dict[str, int]:
        """The heights of a project's tracks, by character, where they are not the usual ones."""
        mine = f"{project_id}/"
        return {k.removeprefix(mine): h for k, h in self.options.row_heights.items() if k.startswith(mine)}

    def save(self) -> None:
        """Write; a folder that cannot be written costs the memory of the window, nothing else."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self.file, msgspec.json.format(msgspec.json.encode(self.options)))
        except (OSError, LinereadError):
            pass


def default_folder() -> Path:
    """The user's configuration folder of this system."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home())) / "Lineread"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Lineread"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "lineread"
