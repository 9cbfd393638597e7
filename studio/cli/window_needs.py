"""What the window needs of this machine, asked before Qt is: where something is missing, Qt ends the whole program."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from collections.abc import Mapping

from studio.errors import LinereadError

_PACKAGES = ("PySide6", "pyqtgraph")
# Libraries of the system, and the package of Debian that has each.
_ANY = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
_X = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_SOUND = {"libpulse.so.0": "libpulse0", "libasound.so.2": "libasound2", "libjack.so.0": "libjack-jackd2-0"}


def check_window(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> None:
    """Raises LinereadError when the window could not open here: it says what is missing and how to get it."""
    missing = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        raise LinereadError(
            f"The window needs {' and '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed.",
            "pip install 'lineread[desktop]'",
        )
    if platform != "linux":
        return
    chosen = environment.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    if not (chosen or environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        raise LinereadError(
            "There is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set.",
            "Start it from a desktop session. `lineread render` and `lineread export` need no screen.",
        )
    on_x = chosen == "xcb" or not (chosen or environment.get("WAYLAND_DISPLAY"))
    absent = absent_libraries(_ANY | _X if on_x else _ANY)
    if absent:
        raise LinereadError(
            f"The window needs libraries of the system that are not there: {', '.join(absent)}.",
            f"On Debian and Ubuntu: apt install {' '.join(absent.values())}",
        )


def absent_libraries(wanted: Mapping[str, str]) -> dict[str, str]:
    """Those that cannot be loaded, with the Debian package of each."""
    return {name: package for name, package in wanted.items() if not _loads(name)}


def absent_sound() -> dict[str, str]:
    """What sound could come through and is not there; nothing when at least one way is."""
    absent = absent_libraries(_SOUND) if sys.platform == "linux" else {}
    return absent if len(absent) == len(_SOUND) else {}


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
