"""docs/formats.md names every format there is, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studio.export import host

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("heading", "kind"), [("## Out", "exporter"), ("## In", "importer")])
def test_every_format_has_its_row(heading: str, kind: str) -> None:
    rows = re.findall(r"^\| (`.*?) \|", PAGE.partition(heading)[2].partition("\n## ")[0], re.MULTILINE)
    said = [name for row in rows for name in re.findall(r"`([\w-]+)`", row)]
    there = [p.id for p in host.plugins() if p.kind == kind and p.origin == "built-in"]
    assert sorted(said) == sorted(there)
