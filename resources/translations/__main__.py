"""``python -m resources.translations``: collect the window's strings and those below, compile every language."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from resources.translations import below

HERE = Path(__file__).parent
SOURCES = HERE.parent.parent / "studio" / "desktop"
LANGUAGES = ("en", "zh")  # English is the language of the sources: only its plurals are written out
_TOOLS = Path(sys.executable).parent
_ALIAS = re.compile(r"(?<![.\w])tr\(")  # QCoreApplication.translate under a name that lupdate takes for QObject.tr


def collect(ts: Path) -> int:
    """Bring a ``.ts`` file up to the sources: new texts come in, those that are gone go out; the exit code."""
    plurals = ["-pluralonly"] if ts.stem.endswith("_en") else []
    options = ["-silent", "-no-obsolete", "-locations", "none", *plurals]
    with tempfile.TemporaryDirectory() as folder:
        copies = []
        for source in sorted(SOURCES.rglob("*.py")):
            copy = Path(folder) / source.relative_to(SOURCES)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(_ALIAS.sub("translate(", source.read_text(encoding="utf-8")), encoding="utf-8")
            copies.append(copy)
        said_below = Path(folder) / "said_below.py"
        said_below.write_text(below.as_source(), encoding="utf-8")
        copies.append(said_below)
        return subprocess.call([_TOOLS / "pyside6-lupdate", *options, *copies, "-ts", ts])


def compiled(ts: Path, qm: Path) -> int:
    """Make the ``.qm`` file of a ``.ts`` file; the exit code."""
    return subprocess.call([_TOOLS / "pyside6-lrelease", ts, "-qm", qm])


def main() -> int:
    below.write()
    for language in LANGUAGES:
        ts = HERE / f"lineread_{language}.ts"
        code = collect(ts) or compiled(ts, ts.with_suffix(".qm"))
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
