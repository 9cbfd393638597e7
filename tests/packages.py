"""Packages of other people's plug-ins: the one of docs/write-an-exporter.md and two broken ones, installed with pip.

pip builds them with the setuptools that is here and looks nothing up.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "write-an-exporter.md"


def written(home: Path, page: str, name: str = "cuesheet") -> Path:
    """The files of the page, under another name for a package that is to be broken."""
    for path, code in re.findall(r"`((?:cuesheet/)?[\w.]+)`\n\n```\w+\n(.*?)```", page, re.DOTALL):
        target = home / path.replace("cuesheet", name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(code.replace("cuesheet", name), encoding="utf-8")
    return home


def installed(home: Path) -> Path:
    """Where pip put three packages: the one of the page, one that does not start, one whose manifest is wrong."""
    page = PAGE.read_text(encoding="utf-8")
    good = written(home / "good", page)
    raising = written(home / "raising", page, "raising")
    (raising / "raising" / "exporter.py").write_text("raise RuntimeError('no licence')\n", encoding="utf-8")
    wrong = written(home / "wrong", page, "wrong")
    (wrong / "wrong" / "plugin.toml").write_text('api = ">=9"\n[[plugin]]\nid = "wrong"\n', encoding="utf-8")
    command = [
        sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-build-isolation",
        "--no-deps", "--no-index", "--target", home / "site", good, raising, wrong,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": ""})
    assert done.returncode == 0, done.stdout + done.stderr
    return home / "site"
