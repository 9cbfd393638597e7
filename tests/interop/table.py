"""Runs the tests that readers.toml names and writes what was confirmed, by whom, in which version.

A pytest plug-in: ``python -m pytest -m "" -p tests.interop.table --table docs/interop.md tests``. What is not named
there is not run; a name without its test, or a test of other people's programs without its name, is an error.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
NPM = Path(os.environ.get("LINEREAD_NPM", HERE.parents[1] / ".venv" / "npm"))
HEAD = """# Read by other people's programs

Written by `make interop`, which installs the programs, exports the odd-sample project (lines at 12345, 90001 and
200003, with names, overlaps and rates that break things) to every format and asks programs that were not written here
what they find. What `make test` can run without Debian's packages, it runs too.

| Format | Read by | Version | What it confirms | Tests |
|---|---|---|---|---|
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--table", type=Path, help="where to write which reader read what")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--table") is not None:
        config.pluginmanager.register(Table(config.getoption("--table")), "table of readers")


class Table:
    def __init__(self, path: Path) -> None:
        self._path = path
        text = (HERE / "readers.toml").read_text(encoding="utf-8")
        self._rows: list[dict[str, Any]] = tomllib.loads(text)["reader"]
        self._results: dict[str, list[tuple[str, str]]] = {test: [] for row in self._rows for test in row["tests"]}

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        wanted = [item for item in items if _name(item.nodeid) in self._results]
        config.hook.pytest_deselected(items=[item for item in items if item not in wanted])
        found = {_name(item.nodeid) for item in wanted}
        unnamed = {_name(i.nodeid) for i in items if i.get_closest_marker("interop")} - found
        if wrong := sorted((self._results.keys() - found) | unnamed):
            raise pytest.UsageError(f"readers.toml and the tests do not agree on {', '.join(wrong)}")
        items[:] = wanted

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.skipped or report.failed:
            why = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else ""
            self._results[_name(report.nodeid)].append((report.outcome, why.removeprefix("Skipped: ")))

    def pytest_sessionfinish(self) -> None:
        rows = [
            f"| {row['format']} | {row['name']} | {_version(row['package'])} | {row['confirms']} | {self._said(row)} |"
            for row in self._rows
        ]
        self._path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        for row in self._rows:
            terminalreporter.write_line(f"{row['format']:34} {row['name']:44} {self._said(row)}")
        terminalreporter.write_line(f"written: {self._path}")

    def _said(self, row: dict[str, Any]) -> str:
        results = [result for test in row["tests"] for result in self._results[test]]
        counts = {outcome: sum(o == outcome for o, _ in results) for outcome in ("passed", "failed", "skipped")}
        said = ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count) or "not run"
        reasons = sorted({why for _, why in results if why})
        return f"{said} ({'; '.join(reasons)})" if reasons else said


def _name(nodeid: str) -> str:
    return nodeid.partition("[")[0]


def _version(package: str) -> str:
    kind, _, name = package.partition(":")
    if kind == "pypi":
        try:
            return importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            return "—"
    if kind == "npm":
        described = NPM / "node_modules" / name / "package.json"
        return str(json.loads(described.read_text(encoding="utf-8"))["version"]) if described.is_file() else "—"
    command = ["dpkg-query", "--show", "--showformat", "${Version}", name]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "—"
    return done.stdout.partition(":")[2] or done.stdout  # without Debian's epoch
