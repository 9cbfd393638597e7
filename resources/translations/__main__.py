"""``python -m resources.translations``: collect the window's strings, then compile every language."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = HERE.parent.parent / "studio" / "desktop"
LANGUAGES = ("en", "zh")


def main() -> int:
    tools = Path(sys.executable).parent
    sources = sorted(str(f) for f in SOURCES.rglob("*.py"))
    for language in LANGUAGES:
        ts = HERE / f"lineread_{language}.ts"
        plurals = ["-pluralonly"] if language == "en" else []
        code = subprocess.call([tools / "pyside6-lupdate", *plurals, "-no-obsolete", *sources, "-ts", ts])
        code = code or subprocess.call([tools / "pyside6-lrelease", ts, "-qm", ts.with_suffix(".qm")])
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
