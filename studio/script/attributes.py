"""The trailing remark ``[#id L-3f8k2m9q seed=3 gain=-2]``: what a script cannot say in words.

It is a legal remark, so it is never spoken and a person can delete it. It carries the id that ties a line
to its takes, and every value for which the script has no natural place, so that printing a project and
reading it again gives the same project.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

MARK = "[#id"
_WHOLE = re.compile(r"\[#id(?:\s([^\[\]]*))?\]\s*")
_KEY = re.compile(r"\s*([a-z_]+)=")
_TOKEN = re.compile(r"\s*(\S+)")
_BARE = re.compile(r"[A-Za-z0-9_.+\-][A-Za-z0-9_.+\-:#/]*")
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\\[\\]\u2028\u2029\ufeff\ud800-\udfff]")
_decoder = json.JSONDecoder()


class Attributes(dict[str, list[Any]]):
    """Values by key, each as often as it was given. The id is under ``id``."""

    def one(self, key: str) -> Any:
        """The value of ``key``, or None."""
        return self[key][-1] if key in self else None

    def text(self, key: str) -> str | None:
        value = self.one(key)
        return value if isinstance(value, str) else None

    def integer(self, key: str) -> int | None:
        try:
            return int(self.one(key))
        except (TypeError, ValueError):
            return None

    def number(self, key: str) -> float | None:
        try:
            return float(self.one(key))
        except (TypeError, ValueError):
            return None

    def object(self, key: str) -> dict[str, Any]:
        value = self.one(key)
        return value if isinstance(value, dict) else {}


def split(row: str) -> tuple[str, Attributes | None]:
    """A row without its trailing remark, and what the remark says. One space before it belongs to it."""
    at = row.rfind(MARK)
    found = _WHOLE.fullmatch(row, at) if at >= 0 else None
    if not found:
        return row, None
    before = row[:at]
    return before.removesuffix(" "), _read(found[1] or "")


def _read(content: str) -> Attributes:
    values = Attributes()
    at = 0
    while at < len(content):
        key = _KEY.match(content, at)
        if key and content[key.end() : key.end() + 1] in ('"', "{"):
            try:
                value, at = _decoder.raw_decode(content, key.end())
            except ValueError:
                break
            values.setdefault(key[1], []).append(value)
            continue
        token = _TOKEN.match(content, key.end() if key else at)
        if not token:
            break
        at = token.end()
        if key:
            values.setdefault(key[1], []).append(token[1])
        elif not values:
            values["id"] = [token[1]]
        else:
            values.setdefault(token[1], []).append("")
    return values


def write(identity: str, values: Iterable[tuple[str, Any]] = ()) -> str:
    """The remark for an id ("" for none) and the values that are given; True is a bare word."""
    parts = [MARK]
    if identity:
        parts.append(identity if _BARE.fullmatch(identity) else f"id={quoted(identity)}")
    for key, value in values:
        if value is True:
            parts.append(key)
        elif isinstance(value, str) and not _BARE.fullmatch(value):
            parts.append(f"{key}={quoted(value)}")
        elif isinstance(value, dict):
            parts.append(f"{key}={escaped(json.dumps(value, ensure_ascii=False, separators=(',', ':')))}")
        else:
            parts.append(f"{key}={value}")
    return " ".join(parts) + "]"


def quoted(text: str) -> str:
    """``text`` as a JSON string that stays on one row and holds no bracket."""
    return escaped(json.dumps(text, ensure_ascii=False))


def unquoted(text: str) -> str | None:
    """The string that ``text``, from one quote to the other, stands for; None when it is no such string."""
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, str) else None


def unsafe(text: str) -> bool:
    """Whether ``text`` holds a character that a row of a script cannot (control characters, odd breaks)."""
    return _UNSAFE_ROW.search(text) is not None


_UNSAFE_ROW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


def escaped(text: str) -> str:
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
