"""What is written becomes what is said: "2024" is "twenty twenty-four", and still knows where it stood.

The rules live in tables (:mod:`rules_code`, :mod:`rules_numbers`, :mod:`rules_words`, and the marks here), tried in
this order over the shown text; a range that one rule has claimed is closed to the rules after it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from engine.text import interjections, numbers, rules_code, rules_dates, rules_numbers, rules_words
from engine.text.readings import READINGS
from engine.text.spoken import Claims, Edit, Rule, Spoken, rule, speak

# One character for one, so that positions stay: typographic forms the rules need not know about.
_SAME = {
    **dict.fromkeys(map(ord, "’‘‛ʼ′＇´"), "'"),
    **dict.fromkeys(map(ord, "−‐‑"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u3000"), " "),
    **dict.fromkeys(map(ord, "„‟«"), "“"),
    **str.maketrans("‒―μ″»、，。！？：；～（）", '–—µ"”,,.!?:;~()'),
    **{c: c - 0xFEE0 for c in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))},  # full width
}

_SILENT = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"  # invisible
    "\u2190-\u2191\u2193-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u2bff\u3030\u303d\u3297\u3299\ue000-\uf8ff"  # pictures
    "\U0001f000-\U0001fbff\U000e0000-\U000e0fff\U000f0000-\U0010ffff®™•†‡¶"
)
_SYMBOLS: dict[str, str] = READINGS["symbols"]


def _silent(m: re.Match[str]) -> list[Edit]:
    return [Edit(m.start(), m.end(), "")]


def _ends(m: re.Match[str]) -> str:
    """The tune of repeated marks: a question among them wins, then an exclamation."""
    marks = m.group()
    return "?!" if "?" in marks and "!" in marks else "?" if "?" in marks else "!"


def _open(m: re.Match[str]) -> list[Edit]:
    before = m.string[max(0, m.start() - 8) : m.start()].rstrip()
    pause = before and before[-1] not in '.,;:!?…—"“”([)]'
    return [Edit(m.start(), m.end(), ", " if pause else " " if before else "")]


def _close(m: re.Match[str]) -> list[Edit]:
    after = m.string[m.end() : m.end() + 8].lstrip()
    before = m.string[max(0, m.start() - 8) : m.start()].rstrip()
    pause = after and after[0] not in '.,;:!?…—"”)]([/' and before and before[-1] not in ".,;:!?…—(["
    return [Edit(m.start(), m.end(), "," if pause else "")]


def _power(m: re.Match[str]) -> str:
    figures = "".join("-" if c == "⁻" else str(unicodedata.digit(c)) for c in m.group())
    if m.group()[0] in "₀₁₂₃₄₅₆₇₈₉":
        return f" {numbers.counting(figures)} "
    if not m.string[m.start() - 1 : m.start()].isdecimal() or not re.fullmatch(r"-?\d{1,6}", figures):
        return ""
    power = int(figures)
    if power in (2, 3):
        return " squared" if power == 2 else " cubed"
    return f" to the power of {numbers.cardinal(power)} "


_ENTITIES = {"amp": " and ", "nbsp": " ", "lt": " less than ", "gt": " greater than "}

MARKS_FIRST: tuple[Rule, ...] = (
    rule(
        "link",
        "[words](address) and ![words](picture): only the words are said",
        r"!?\[([^\[\]\n]{1,200})\]\([^()\s]{1,300}\)",
        lambda m: [Edit(m.start(), m.start(1), ""), Edit(m.end(1), m.end(), "")],
        r"\]\(",
    ),
    rule("entity", "&amp;", r"&(amp|lt|gt|nbsp|quot|apos|#\d{1,5});", lambda m: _ENTITIES.get(m[1], ""), "&.+;"),
    rule("unseen", "emoji, pictures and invisible characters have no sound", f"[{_SILENT}]+", _silent, f"[{_SILENT}]"),
    rule(
        "markup",
        "<b>, </i>, <br/> are typography",
        r"</?(?:b|i|u|s|em|strong|br|p|span|font|c|v|ruby|rt|small|big|sub|sup)\b[^<>]*>",
        lambda m: [Edit(m.start(), m.end(), "" if m.group()[1:2] != "b" or m.group()[2:3] != "r" else " ")],
        "<",
    ),
    rule(
        "dunder",
        "__init__ is a name, not bold",
        r"(?<!\w)__([a-z]\w*?)__(?!\w)",
        lambda m: rules_code.identifier(m[1]),
        "__",
    ),
    rule(
        "emphasis marks",
        "**bold**, ~~gone~~ and `code` are typography",
        r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|`+|~~|(?<![\w_])_{1,2}(?=[^\W_])|(?<=[^\W_])_{1,2}(?![\w_])",
        lambda m: (
            None if m.group()[0] == "*" and re.match(r"\d\*\d", m.string[m.start() - 1 : m.end() + 1]) else _silent(m)
        ),
        r"[*`~_]",
    ),
    rule("smileys", ":-) has no sound", r"(?<!\S)[:;=8][-o']?[)(DPp/|](?!\w)", _silent, r"[:;=8]"),
    rule("heading and list marks", "# Title, - item, > quote", r"(?m)^\s*(?:#{1,6}|[-*>+])\s+", _silent, r"[#\-*>+]"),
)

MARKS_LAST: tuple[Rule, ...] = (
    rule(
        "repeated marks",
        "?!?!, !!!, ‽",
        r"[!?‽]{2,}|‽",
        lambda m: _ends(m) if "‽" not in m.group() else "?!",
        r"[!?‽]{2}|‽",
    ),
    rule("suspension points", "... is one mark", r"\.{2,}|…+\.*|(?:\. ){2,}\.", lambda m: "…", r"\.\.|…|\. \."),
    rule(
        "dash",
        "-- and a dash between spaces are a break in thought",
        r"\s?-{2,3}\s?|\s?—+\s?|(?<=\s)[-–](?=\s)",
        lambda m: "—",
        r"[-–—]",
    ),
    rule("joining dash", "mid–range", r"(?<=\w)–(?=\w)", lambda m: "-", "–"),
    rule(
        "hyphen at an edge",
        "-tion, anti-, cut off-",
        r"(?<![\w.])-+|-+(?!\w)",
        lambda m: [
            Edit(
                m.start(),
                m.end(),
                "—" if m.start() and m.string[m.start() - 1].isalnum() and m.end() == len(m.string) else "",
            )
        ],
        "-",
    ),
    rule("opening bracket", "a remark in brackets is set off by a short rest", r"\s*[(\[{]\s*", _open, r"[(\[{]"),
    rule("closing bracket", "", r"[)\]}]", _close, r"[)\]}]"),
    rule(
        "plus",
        "plus is said between and before figures and letters",
        r"\+",
        lambda m: [Edit(m.start(), m.end(), " plus ")],
        r"\+",
    ),
    rule(
        "power",
        "10⁶; a raised figure after a word is a note's mark and silent",
        r"(?<=\d)[⁻⁰¹²³⁴-⁹]+|[⁻⁰¹⁴-⁹]+|[₀-₉]+",
        _power,
        "[⁻⁰¹²³⁴-⁹₀-₉]",
    ),
    rule("caret", "2^10", r"(?<=[\w)])\^(?=[-\w(])", lambda m: " to the power of ", r"\^"),
    rule(
        "symbols",
        "signs that have a name",
        f"[{re.escape(''.join(_SYMBOLS))}]",
        lambda m: [Edit(m.start(), m.end(), f" {_SYMBOLS[m.group()]} ")],
        f"[{re.escape(''.join(_SYMBOLS))}]",
    ),
    rule("slash", "he/she", r"(?<=\w)/(?=\w)", lambda m: [Edit(m.start(), m.end(), " slash ")], "/"),
    rule(
        "underscore and the rest",
        "marks without a name are not said",
        r"[_\\|/^~*#<>·¿¡]",
        lambda m: [Edit(m.start(), m.end(), " ")],
        r"[_\\|/^~*#<>·¿¡]",
    ),
)

_FIGURE = re.compile(r"[\d½⅓⅔¼¾⅕-⅞]")
# The tables in order, each with a test of the text that it needs.
TABLES: tuple[tuple[tuple[Rule, ...], re.Pattern[str] | None], ...] = (
    (MARKS_FIRST, None),
    (rules_words.EARLY, None),
    (interjections.RULES, None),
    (rules_code.RULES, None),
    (rules_dates.RULES, _FIGURE),
    (rules_numbers.RULES, _FIGURE),
    (rules_words.RULES, None),
    (MARKS_LAST, None),
)


def plain(text: str) -> str:
    """The text in the characters the rules expect; every character keeps its position."""
    return text.translate(_SAME)


def normalise(text: str, decided: Iterable[Edit] = ()) -> Spoken:
    """How an English narrator says ``text``. ``decided`` edits (respellings) come before every rule."""
    simple = plain(text)
    claims = Claims(len(simple), decided)
    for rules, needs in TABLES:
        if needs is None or needs.search(simple):
            claims.apply(rules, simple)
    return speak(simple, claims.edits)
