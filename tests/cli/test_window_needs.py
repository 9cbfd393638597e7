"""It does not start: the most frequent complaint about such programs. What is missing is said, with how to get it."""

from __future__ import annotations

import pytest

from studio.cli import window_needs
from studio.errors import LinereadError
from tests.command import Lineread


def test_without_a_screen_the_window_says_so_and_what_works_without() -> None:
    pytest.importorskip("PySide6")
    with pytest.raises(LinereadError, match="no screen") as told:
        window_needs.check_window({}, "linux")
    assert "lineread render" in told.value.hint


def test_a_library_of_the_system_that_is_missing_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("PySide6")
    monkeypatch.setitem(window_needs._X, "libnot-there.so.1", "libnot-there1")
    with pytest.raises(LinereadError, match=r"libnot-there\.so\.1") as told:
        window_needs.check_window({"DISPLAY": ":0"}, "linux")
    assert "apt install" in told.value.hint
    assert "libnot-there1" in told.value.hint
    with pytest.raises(LinereadError, match=r"libnot-there\.so\.1"):
        window_needs.check_window({"QT_QPA_PLATFORM": "xcb"}, "linux")


def test_doctor_tells_of_the_window_and_of_the_sound(lineread: Lineread) -> None:
    found = {f["what"]: f for f in lineread("doctor", "--json").json["findings"]}
    assert {"window", "sound"} <= found.keys()
    for one in (found["window"], found["sound"]):
        assert one["state"] == "ok" or (one["state"] == "note" and one["hint"]), "the command line works without"
