"""A server's own words about what went wrong, short enough to show and safe to show."""

from __future__ import annotations

import html
import json
import re
from typing import Any

LONGEST = 200


def of_error(media_type: str, body: str, secret: str = "") -> str:
    """What an error answer says, from the shapes servers use: OpenAI's, FastAPI's, plain text, a proxy's HTML page.

    ``secret`` is never repeated, also where the server does.
    """
    body = body.strip()
    said = ""
    if body.startswith(("{", "[")):
        try:
            said = _of_json(json.loads(body))
        except ValueError:
            said = body
    elif "html" in media_type or re.match(r"(?i)<(!doctype|html|\?xml)", body):
        said = _of_page(body)
    else:
        said = body
    if secret:
        said = said.replace(secret, "…")
    return shortened(said)


def shortened(text: str) -> str:
    """One line of printable characters, cut at a word."""
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _of_json(value: Any) -> str:
    """The message in ``{"error": {"message"}}``, ``{"error": "…"}``, ``{"detail": text, object or list}`` and so on."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "; ".join(filter(None, (_of_json(v) for v in value[:3])))
    if isinstance(value, dict):
        if isinstance(value.get("msg"), str):  # one of FastAPI's validation errors
            where = ".".join(str(part) for part in value.get("loc") or () if part != "body")
            return f"{where}: {value['msg']}" if where else value["msg"]
        for key in ("error", "message", "detail", "reason", "title"):
            if isinstance(value.get(key), dict | list) or (isinstance(value.get(key), str) and value[key].strip()):
                said = _of_json(value[key])
                more = value.get("message")  # {"error": "invalid_model", "message": "Unsupported model: x"}
                if key == "error" and isinstance(value[key], str) and isinstance(more, str) and more.strip():
                    return more
                if said:
                    return said
    return ""


def _of_page(page: str) -> str:
    """The title of an HTML page, or its text."""
    title = re.search(r"(?is)<title[^>]*>(.*?)</title>", page)
    text = title[1] if title and title[1].strip() else re.sub(r"(?is)<(script|style).*?</\1>|<[^>]+>", " ", page)
    return html.unescape(text)
