"""What holds for every test: the models of the person who runs them play no part, and the command is at hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine import models
from tests.command import done, lineread

__all__ = ["done", "lineread"]  # fixtures


@pytest.fixture(scope="session", autouse=True)
def _no_models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(models.VARIABLE, str(tmp_path_factory.mktemp("models") / "models.json"))
        yield
