"""What an installation is: everything the program reads is in the wheel, its parts are named with their licences, and
nothing is told to anybody.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
EXTRAS = ("desktop", "handoff", "qwen3")
OWN_PARTS = ("tokenizers", "torch")  # whatever they bring is told in their rows


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that pip would build, from a copy: a build leaves folders behind."""
    home = tmp_path_factory.mktemp("wheel")
    source = home / "source"
    for folder in ("docs", "engine", "plugins", "resources", "studio"):
        shutil.copytree(ROOT / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("LICENSE", "README.md", "THIRD-PARTY.md", "pyproject.toml"):
        shutil.copy(ROOT / name, source / name)
    command = [
        sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-build-isolation",
        "--no-deps", "--no-index", "--wheel-dir", home, source,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": ""})
    assert done.returncode == 0, done.stdout + done.stderr
    return next(home.glob("lineread-*.whl"))


def test_everything_the_program_reads_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for package in ("engine", "plugins", "resources", "studio"):
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and path.suffix not in (".pyc", ".ts"):
                assert path.relative_to(ROOT).as_posix() in names
    shipped = {name.partition("/share/lineread/")[2] for name in names if "/share/lineread/" in name}
    pages = {p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").rglob("*") if p.is_file()}
    assert shipped == pages
    assert {Path(name).name for name in names if "/licenses/" in name} == {"LICENSE", "THIRD-PARTY.md"}
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


def listed() -> dict[str, str]:
    """Package -> licence, as THIRD-PARTY.md has them."""
    rows = re.findall(r"^\| ([\w.-]+) \| (.+?) \|", (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8"), re.MULTILINE)
    return {str(canonicalize_name(name)): licence for name, licence in rows if name != "package"}


def needed(name: str, extra: str = "") -> Iterator[str]:
    """The packages that one needs, as their own metadata say; one that is not here is left out."""
    try:
        requirements = importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return
    for text in requirements:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield requirement.name
            yield from (n for e in requirement.extras for n in needed(requirement.name, e))


def test_every_part_of_an_installation_is_listed_with_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [Requirement(t) for t in project["dependencies"]]
    asked += [Requirement(t) for extra in EXTRAS for t in project["optional-dependencies"][extra]]
    waiting = {r.name for r in asked} | {n for r in asked for e in r.extras for n in needed(r.name, e)}
    parts: set[str] = set()
    while waiting:
        name = str(canonicalize_name(waiting.pop()))
        if name not in parts:
            parts.add(name)
            waiting |= set() if name in OWN_PARTS else set(needed(name))
    assert parts - listed().keys() == set(), "not in THIRD-PARTY.md"
    for name in parts:
        try:
            about = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        said = " ".join(about.get_all("License-Expression", []) + about.get_all("Classifier", []))
        assert "GPL" not in said or "GPL" in listed()[name], f"{name} is under the {said}"


def test_the_program_tells_nobody_anything(tmp_path: Path) -> None:
    """The runtime of the embedded voice makes a number for the machine and reports its use, unless told not to."""
    quiet = {k: v for k, v in os.environ.items() if not k.startswith(("ORT_", "CI", "GITHUB_", "XDG_", "LINEREAD_"))}
    code = "from studio.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "speak", "Hello there.", "--out", tmp_path / "hello.wav"],
        env={**quiet, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    left = {path.relative_to(tmp_path).parts[:3] for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {("hello.wav",), (".cache", "lineread", "hibari")}
