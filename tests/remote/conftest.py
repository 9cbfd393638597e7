from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.backends.remote import client
from tests.remote.speech_server import SpeechServer, running


@pytest.fixture(autouse=True)
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list of models of the test's own, no proxies, and no waiting between attempts."""
    path = tmp_path / "models.json"
    monkeypatch.setenv("LINEREAD_MODELS", str(path))
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setattr(client, "PAUSES", (0.0,) * len(client.PAUSES))
    return path


@pytest.fixture
def server() -> Iterator[SpeechServer]:
    with running() as made:
        yield made
