"""How figures are read: money, units, ranges, versions, telephone numbers, plain numbers.

Order matters: a rule only sees what earlier rules have left free, so the special readings stand first.
"""

from __future__ import annotations

import re

from engine.text import numbers as say
from engine.text.readings import CURRENCIES, READINGS, UNITS
from engine.text.spoken import Edit, Rule, any_of, group, rule

_MONEY = r"[$£€¥₹₩¢]|USD|EUR|GBP|Rs"
NUM = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_LEFT = r"(?<![\w.,])"  # a figure starts here: not inside a word or another figure


_UNITS: dict[str, list[str]] = {**UNITS, **READINGS["units"]}
_BIG = {"k": "thousand", "m": "million", "mn": "million", "b": "billion", "bn": "billion", "tn": "trillion"}
_BIG_WORD = r"hundred|thousand|million|billion|trillion"
_SIGNS = {**CURRENCIES, "US$": ["dollar", "dollars"], "C$": ["Canadian dollar", "Canadian dollars"],
          "A$": ["Australian dollar", "Australian dollars"], "CHF": ["Swiss franc", "Swiss francs"],
          "JPY": ["yen", "yen"], "CNY": ["yuan", "yuan"]}  # fmt: skip
_CENTS = {"$": ("cent", "cents"), "US$": ("cent", "cents"), "€": ("cent", "cents"), "£": ("penny", "pence"),
          "USD": ("cent", "cents"), "EUR": ("cent", "cents"), "GBP": ("penny", "pence")}  # fmt: skip
_DENOMINATORS = frozenset((12, 15, 16, 20, 32, 50, 64, 100))
_VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
           "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8)}  # fmt: skip


def _money(m: re.Match[str]) -> list[Edit] | str | None:
    sign, figure, big = m["sign"].rstrip("."), m["n"], m["big"]
    one, many = _SIGNS[sign]
    minus = "minus " if m["minus"] else ""
    if big:
        words = f"{minus}{say.number(figure)} {_BIG.get(big.lower(), big.lower())} {many}"
        space = m.start("big")
        if m.string[space - 1].isspace():  # "$5 million" is two words on the screen
            return [Edit(m.start(), m.end("n"), minus + say.number(figure)),
                    Edit(space, m.end("big"), f"{_BIG.get(big.lower(), big.lower())} {many}")]  # fmt: skip
        return words
    singular = m["noun"] is not None
    whole, _, cents = figure.replace(",", "").partition(".")
    if cents and len(cents) == 2 and sign in _CENTS:
        coins = f"{say.cardinal(int(cents))} {_CENTS[sign][int(cents) != 1]}"
        if not int(cents):
            return f"{minus}{say.counting(whole)} {one if whole == '1' else many}"
        if not whole or not int(whole):
            return minus + coins
        return f"{minus}{say.counting(whole)} {one if whole == '1' else many} and {coins}"
    return f"{minus}{say.number(figure)} {one if singular or say.is_one(figure) else many}"


def _money_after(m: re.Match[str]) -> list[Edit]:
    one, many = _SIGNS[m["sign"]]
    return [group(m, "n", say.number(m["n"])), group(m, "sign", one if say.is_one(m["n"]) else many)]


def _money_range(m: re.Match[str]) -> str:
    return f"{say.number(m['a'])} to {say.number(m['b'])} {_SIGNS[m['sign']][1]}"


def _cents(m: re.Match[str]) -> str:
    return f"{say.number(m['n'])} {'cent' if say.is_one(m['n']) else 'cents'}"


def _signed(m: re.Match[str]) -> str:
    return ("minus " if m["minus"] else "") + say.number(m["n"])


def _unit(m: re.Match[str]) -> list[Edit]:
    one, many = _UNITS[m["unit"]]
    figure = Edit(m.start(), m.end("n"), _signed(m))
    word = one if say.is_one(m["n"]) or m["hyphen"] else many
    if m["hyphen"]:
        return [Edit(m.start(), m.end(), f"{_signed(m)} {word}")]
    return [figure, Edit(m.start("unit"), m.end("unit"), word)]


def _unit_alone(m: re.Match[str]) -> list[Edit] | None:
    """Only where a rule for figures has claimed the figure before it."""
    before = re.search(rf"{NUM}\s?[-–]\s?{NUM}$", m.string[max(0, m.start() - 24) : m.start()])
    if before is None:
        return None
    unit = m["unit"]
    if unit == "%":
        word = "percent"
    elif unit[0] == "°":
        word = "degrees" + {"C": " Celsius", "F": " Fahrenheit", "": ""}[unit[1:]]
    else:
        word = _UNITS[unit][1]
    return [Edit(m.start("unit"), m.end("unit"), word)]


def _degrees(m: re.Match[str]) -> str:
    scale = {"C": " Celsius", "F": " Fahrenheit", "K": " Kelvin"}.get(m["scale"] or "", "")
    return f"{_signed(m)} {'degree' if say.is_one(m['n']) else 'degrees'}{scale}"


def _phone(m: re.Match[str]) -> str:
    plus = "plus " if m.group().startswith("+") else ""
    return plus + ", ".join(say.digits(g) for g in re.findall(r"\d+", m.group()))


def _version(m: re.Match[str]) -> list[Edit]:
    words = " point ".join(say.counting(part) for part in m["n"].split("."))
    name = m.groupdict().get("v")
    return [Edit(m.start("v"), m.end("n"), f"version {words}")] if name else [group(m, "n", words)]


def _address(m: re.Match[str]) -> str | None:
    parts = m.group().split(".")
    if any(int(p) > 255 for p in parts):
        return None
    return " dot ".join(say.cardinal(int(p)) if len(p) < 3 else say.digits(p) for p in parts)


def _range(m: re.Match[str]) -> list[Edit] | None:
    first, second = m["a"], m["b"]
    years = len(first) == 4 and len(second) == 4 and "." not in first + second
    read = (lambda text: say.year(int(text))) if years else say.number
    if years or not first.startswith("0"):
        return [group(m, "a", read(first)), Edit(m.end("a"), m.start("b"), " to "), group(m, "b", read(second))]
    return None


def _ratio(m: re.Match[str]) -> str:
    return f"{say.number(m['a'])} to {say.number(m['b'])}"


def _part(top: int, bottom: int) -> str:
    """After a whole number: "a half", "three quarters"."""
    words = say.fraction(top, bottom)
    return "a" + words.removeprefix("one") if top == 1 else words


def _mixed(m: re.Match[str]) -> list[Edit] | None:
    top, bottom = int(m["top"]), int(m["bottom"])
    if not 0 < top < bottom or bottom > 100:
        return None
    return [group(m, "whole", say.number(m["whole"])), Edit(m.start("top"), m.end(), f"and {_part(top, bottom)}")]


def _fraction(m: re.Match[str]) -> str | None:
    top, bottom = int(m["top"]), int(m["bottom"])
    if (top, bottom) in ((24, 7), (9, 11), (7, 11), (50, 50)):
        return f"{say.cardinal(top)} {say.cardinal(bottom)}"
    if 0 < top < bottom and (bottom <= 10 or bottom in _DENOMINATORS or m["ending"]):
        return say.fraction(top, bottom)
    if top == bottom:
        return f"{say.number(m['top'])} out of {say.number(m['bottom'])}"
    return f"{say.number(m['top'])} over {say.number(m['bottom'])}"


def _vulgar(m: re.Match[str]) -> str:
    top, bottom = _VULGAR[m["part"]]
    if m["whole"]:
        return f"{say.number(m['whole'])} and {_part(top, bottom)}"
    return say.fraction(top, bottom)


def _year(m: re.Match[str]) -> str | None:
    n = int(m["n"])
    return say.year(n) if 1100 <= n <= 2099 else None


def _height(m: re.Match[str]) -> str:
    return f"{say.cardinal(int(m[1]))} foot {say.cardinal(int(m[2]))}"


def _ordinal(m: re.Match[str]) -> str:
    return say.ordinal(int(m["n"].replace(",", "")))


def _pairs(n: str) -> str:
    """Three figures as in an address: ``101`` -> "one oh one", ``237`` -> "two thirty-seven"."""
    if n[1:] == "00":
        return say.cardinal(int(n))
    return f"{say.cardinal(int(n[0]))} {'oh ' if n[1] == '0' else ''}{say.cardinal(int(n[1:]))}"


def _mixture(m: re.Match[str]) -> str:
    """Digits inside a word of letters: "MP3", "x86", "B2B"."""
    n = m.group()
    if n == "2" and m.string[m.start() - 1 : m.start()].isalpha() and m.string[m.end() : m.end() + 1].isalpha():
        return "to" if m.string[m.start() - 1] == m.string[m.end()] else "two"
    if len(n) == 3 and n[0] != "0":
        return _pairs(n)
    if len(n) == 4 and n[0] != "0" and n[1:] != "000":
        return say.year(int(n))
    return say.counting(n)


_N = f"(?P<minus>(?<!\\w)[-−])?(?P<n>{NUM})"
_SIGN = f"(?P<sign>{any_of(_SIGNS)})\\.?"

RULES: tuple[Rule, ...] = (
    rule(
        "telephone",
        "grouped digits are read one by one, with a rest between groups",
        r"(?<![\w.\-])(?:\+\d{1,3}[ .\-]?(?:\(?\d{1,4}\)?[ .\-]?){2,4}\d{2,4}|"
        r"(?:1[ .\-])?\(?\d{3}\)?[ .\-]\d{3}[.\-]\d{4}|\d{3}-\d{4})"
        r"(?![\w\-])",
        _phone,
    ),
    rule(
        "network address",
        "dots are said, groups of three digit by digit",
        r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w])(?!\.\d)",
        _address,
    ),
    rule(
        "version",
        "v2.1.3, 1.2.3: every part is a number of its own",
        r"(?<![\w.])(?P<v>[vV](?:er\.? ?)?)?(?P<n>\d+(?:\.\d+){2,})(?!\w)",
        _version,
    ),
    rule("version with v", "v2, v1.10", r"(?<![\w.])(?P<v>[vV])(?P<n>\d+(?:\.\d+)?)(?!\w)(?!\.\d)", _version),
    rule(
        "version of a product",
        "Python 3.11 is three point eleven",
        r"\b(?:Python|[Vv]ersion|Release|release|Java|Node|Go|iOS|macOS|"
        r"Android|Ubuntu|Swift|Rust|Ruby|PHP|Unity|Unreal|Qt|HTTP|TLS|Kubernetes|Django) (?P<n>\d+\.\d+)(?!\w)(?!\.\d)",
        _version,
    ),
    rule("money range", "$5–10", rf"(?<!\w){_SIGN}(?P<a>{NUM})\s?[-–]\s?(?P<b>{NUM})(?![\w%])", _money_range, _MONEY),
    rule(
        "money",
        "the sign is written first and spoken last",
        rf"(?P<minus>(?<!\w)[-−])?(?<!\w){_SIGN}\s?(?P<n>{NUM})(?:\s?(?P<big>{_BIG_WORD}|(?:k|K|mn|m|M|bn|b|B|tn)\b))?(?!\w)"
        r"(?P<noun>(?=[- ](?:bill|note|coin|fee|fine|ticket)\b))?",
        _money,
        _MONEY,
    ),
    rule(
        "money after",
        "9.99 €, 100 USD",
        rf"{_LEFT}(?P<n>{NUM})\s?(?P<sign>€|£|\$|USD|EUR|GBP|CHF|JPY|CNY|¥)(?!\w)",
        _money_after,
        _MONEY,
    ),
    rule("cents", "50¢", rf"{_LEFT}(?P<n>{NUM})\s?¢", _cents, _MONEY),
    rule("degrees", "-5 °C", rf"{_LEFT}{_N}\s?°\s?(?P<scale>[CFK]\b)?", _degrees),
    rule("height", "5'11\"", r"(?<![\w.])(\d)'(\d{1,2})(?:\"|'')", _height),
    rule("ratio", "a ratio, an aspect or a score", rf"{_LEFT}(?P<a>{NUM})\s?:\s?(?P<b>{NUM})(?![\w:])", _ratio),
    rule(
        "range",
        "3–5, 1914-1918: said with to",
        rf"(?<![\w.,\-])(?P<a>{NUM})\s?(?:–|-(?=\d)|-(?<= -)(?= ))\s?(?P<b>{NUM})(?!\.?\d|-|[A-Za-z]{{4}})",
        _range,
    ),
    rule(
        "unit",
        "5 km, 10 ms, 24-bit: the unit in full, plural unless one",
        rf"{_LEFT}{_N}(?:\s?|(?P<hyphen>-))(?P<unit>{any_of(_UNITS)})(?![\w²³']|/[A-Za-z])",
        _unit,
    ),
    rule(
        "unit of a range",
        "3–5 km: the figures are already read",
        rf"(?<=\d)\s?(?P<unit>{any_of(_UNITS)}|%|°[CF]?)(?![\w²³']|/[A-Za-z])",
        _unit_alone,
    ),
    rule("mixed fraction", "2 1/2", r"(?<![\w./])(?P<whole>\d+) (?P<top>\d{1,2})/(?P<bottom>\d{1,3})(?![\w/])", _mixed),
    rule(
        "fraction",
        "3/4",
        r"(?<![\w./])(?P<top>\d{1,4})/(?P<bottom>\d{1,4})(?P<ending>(?:rd|th)s?)?(?![\w/])",
        _fraction,
    ),
    rule(
        "fraction sign",
        "½",
        rf"(?P<whole>\d+)?\s?(?P<part>[{''.join(_VULGAR)}])",
        _vulgar,
        f"[{''.join(_VULGAR)}]",
    ),
    rule("percent", "50%", rf"{_LEFT}{_N}\s?%", lambda m: _signed(m) + " percent"),
    rule("ordinal", "21st", r"(?<![\w.])(?P<n>\d[\d,]*)(?:st|nd|rd|th)\b", _ordinal),
    rule(
        "multiple",
        "10x, 1080p, 4K",
        rf"{_LEFT}(?P<n>\d+(?:\.\d+)?)(?=(?:[xX×]|p|(?<=[24568])K|D|G|bit)\b)",
        lambda m: say.year(int(m["n"])) if m["n"] == "1080" else say.number(m["n"]),
    ),
    rule(
        "number sign",
        "#5, No. 5",
        r"(?<![\w&])(?P<no>#|№ ?|\b(?:No|Nos)\. ?)(?=\d)",
        lambda m: [Edit(m.start(), m.end(), "numbers " if m["no"].startswith("Nos") else "number ")],
    ),
    rule(
        "model number",
        "COVID-19, GPT-4: no minus",
        r"(?<=[A-Za-z])-(?P<n>\d+(?:\.\d+)?)(?!\d)",
        lambda m: [Edit(m.start(), m.end(), " " + (_mixture_text(m["n"])))],
    ),
    rule("emergency", "911 is dialled", r"(?<![\w.,-])911(?![\w,-]|\.\d)", lambda m: say.digits(m.group())),
    rule(
        "numbered place",
        "Room 101, Flight 237: by pairs, as one says an address",
        r"\b(?i:room|flight|route|highway|suite|apartment|interstate|area|studio) (?P<n>[1-9]\d\d)\b",
        lambda m: [group(m, "n", _pairs(m["n"]))],
    ),
    rule(
        "power of ten",
        "3.0e8",
        rf"{_LEFT}(?P<n>{NUM})[eE](?P<power>[+-]?\d+)(?!\w)",
        lambda m: f"{say.number(m['n'])} times ten to the power of {say.cardinal(int(m['power']))}",
    ),
    rule(
        "big",
        "1.2M views, 10k runners; 4K is a picture size",
        rf"{_LEFT}(?!(?:2|4|5|6|8)K)(?P<n>{NUM})(?P<big>[kKMB]|bn)\b",
        lambda m: f"{say.number(m['n'])} {_BIG[m['big'].lower()]}",
    ),
    rule(
        "year",
        "four figures without a comma, in the range of years",
        r"(?<![\w.,$£€-])(?P<n>\d{4})(?![\w,]\w|\.\d|\w)",
        _year,
    ),
    rule("number", "1,234.5, -7", rf"(?<![\w.]){_N}(?!\w)", _signed),
    rule(
        "between figures",
        "9:00-17:30, 1:23.45",
        r"(?<=\d)(?:\s?[-–]\s?|[.:])(?=\d)",
        lambda m: {".": " point ", ":": " "}.get(m.group(), " to "),
    ),
    rule("short year", "'68", r"(?<!\w)'(?=\d\d\b)", lambda m: [Edit(m.start(), m.end(), "")]),
    rule("digits in a word", "MP3, x86, B2B", r"\d+", _mixture),
)


def _mixture_text(figure: str) -> str:
    return say.number(figure) if "." in figure or len(figure) < 4 else say.digits(figure)
