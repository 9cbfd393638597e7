"""What is said below the window, in the language of the window.

Messages of the engine, the studio's rooms and the plug-ins arrive as finished English sentences, some from another
process, some from a take's file. :func:`shown` finds the template a sentence was made from, and says it again in the
window's language with the same values. What is no known sentence stays as it is.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication

_LIST = Path(__file__).parent.parent.parent / "resources" / "translations" / "below.json"
_PLACE = re.compile(r"\{(\d+)\}")
_END = re.compile(r"(?<=[.?]) |\n")
_MOST_PARTS = 6


def shown(text: str) -> str:
    """``text`` in the window's language; several sentences one after another are looked up one by one."""
    if not text or _translated("Not rendered since it was last changed.") == "Not rendered since it was last changed.":
        return text
    return _said(text)


def word(text: str) -> str:
    """A single word from below: what a voice is like, what an engine is called."""
    return QCoreApplication.translate("Word", text) if text else text


def choice(text: str) -> str:
    """What an option of a plug-in may be; its value stays the English word."""
    return QCoreApplication.translate("Choice", text) if text else text


@lru_cache(maxsize=2000)
def _said(text: str) -> str:
    whole = _one(text.strip())
    if whole is not None:
        return whole
    for cut in list(_END.finditer(text))[:_MOST_PARTS]:
        first = _one(text[: cut.start()].strip())
        if first is not None:
            return f"{first}{cut.group() if cut.group() == chr(10) else ''}{_said(text[cut.end() :])}"
    return text


def _one(sentence: str) -> str | None:
    """A sentence whose template is known."""
    templates, patterns = _known()
    if sentence in templates:
        return _translated(sentence)
    for template, pattern in patterns:
        found = pattern.fullmatch(sentence)
        if found is not None:
            values = {key[1:]: _value(value) for key, value in found.groupdict().items()}
            return _PLACE.sub(lambda place: values[place.group(1)], _translated(template))  # noqa: B023 - used at once
    return None


def _value(text: str) -> str:
    """What stands in a sentence may itself be one, like the reason of an error."""
    return _said(text) if text else text


def _translated(template: str) -> str:
    return QCoreApplication.translate("Below", template)


@lru_cache(maxsize=1)
def _known() -> tuple[frozenset[str], list[tuple[str, re.Pattern[str]]]]:
    """Whole texts, and patterns of those with places; those that say most themselves are tried first."""
    try:
        templates = json.loads(_LIST.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        templates = []  # not installed with its translations: English serves
    made = [(t, _pattern(t)) for t in templates if _PLACE.search(t) and len(_PLACE.sub("", t)) > 4]
    made.sort(key=lambda one: -len(_PLACE.sub("", one[0])))
    return frozenset(templates), made


def _pattern(template: str) -> re.Pattern[str]:
    parts = _PLACE.split(template)
    groups = "".join(re.escape(p) if i % 2 == 0 else f"(?P<p{p}>.*?)" for i, p in enumerate(parts))
    return re.compile(groups, re.DOTALL)
