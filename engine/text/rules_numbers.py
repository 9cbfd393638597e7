"""How figures are read: dates, times, money, units, ranges, versions, telephone numbers, plain numbers.

Order matters: a rule only sees what earlier rules have left free, so the special readings stand first.
"""

from __future__ import annotations

import re

from hibari.g2p.normalize import CURRENCY_WORDS, MONTH_NAMES, MONTHS, UNITS

from engine.text import numbers as say
from engine.text.spoken import Edit, Rule

_DIGIT = re.compile(r"\d")
_MONEY = re.compile(r"[$£€¥₹₩¢]|USD|EUR|GBP|Rs")
NUM = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_LEFT = r"(?<![\w.,])"  # a figure starts here: not inside a word or another figure


def _alt(words: object) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_MONTH = f"(?P<month>{_alt({*MONTH_NAMES, *(m.capitalize() for m in MONTHS), 'Sept'})})"
_UNITS: dict[str, list[str]] = {
    **UNITS,
    "m": ["meter", "meters"], "g": ["gram", "grams"], "l": ["liter", "liters"], "L": ["liter", "liters"],
    "s": ["second", "seconds"], "h": ["hour", "hours"], "V": ["volt", "volts"], "W": ["watt", "watts"],
    "A": ["amp", "amps"], "mA": ["milliamp", "milliamps"], "kV": ["kilovolt", "kilovolts"], "mV": ["millivolt", "millivolts"],
    "dB": ["decibel", "decibels"], "dBFS": ["D B F S", "D B F S"], "LUFS": ["luffs", "luffs"], "LU": ["L U", "L U"],
    "px": ["pixel", "pixels"], "pt": ["point", "points"], "dpi": ["D P I", "D P I"], "bpm": ["beats per minute"] * 2,
    "rpm": ["revolutions per minute"] * 2, "kbps": ["kilobits per second"] * 2, "kbit/s": ["kilobits per second"] * 2,
    "Mbit/s": ["megabits per second"] * 2, "MB/s": ["megabytes per second"] * 2, "GB/s": ["gigabytes per second"] * 2,
    "m/s": ["meter per second", "meters per second"], "m/s²": ["meters per second squared"] * 2,
    "m²": ["square meter", "square meters"], "km²": ["square kilometer", "square kilometers"],
    "cm²": ["square centimeter", "square centimeters"], "m³": ["cubic meter", "cubic meters"], "PB": ["petabyte", "petabytes"],
    "cm³": ["cubic centimeter", "cubic centimeters"], "ft²": ["square foot", "square feet"], "kB/s": ["kilobytes per second"] * 2,
    "GiB": ["gibibyte", "gibibytes"], "MiB": ["mebibyte", "mebibytes"], "KiB": ["kibibyte", "kibibytes"], "Kbps": ["kilobits per second"] * 2,
    "µs": ["microsecond", "microseconds"], "us": ["microsecond", "microseconds"], "ns": ["nanosecond", "nanoseconds"],
    "hPa": ["hectopascal", "hectopascals"], "kPa": ["kilopascal", "kilopascals"], "cal": ["calorie", "calories"],
    "kcal": ["kilocalorie", "kilocalories"], "kJ": ["kilojoule", "kilojoules"], "kN": ["kilonewton", "kilonewtons"],
    "Ω": ["ohm", "ohms"], "kΩ": ["kilohm", "kilohms"], "ha": ["hectare", "hectares"], "gal": ["gallon", "gallons"],
    "kmh": ["kilometers per hour"] * 2, "wpm": ["words per minute"] * 2, "MP": ["megapixel", "megapixels"], "THz": ["terahertz"] * 2,
}  # fmt: skip
_BIG = {"k": "thousand", "K": "thousand", "m": "million", "M": "million", "mn": "million", "b": "billion", "B": "billion",
        "bn": "billion", "tn": "trillion"}  # fmt: skip
_BIG_WORD = r"hundred|thousand|million|billion|trillion"
_SIGNS = {**CURRENCY_WORDS, "US$": ["dollar", "dollars"], "C$": ["Canadian dollar", "Canadian dollars"],
          "A$": ["Australian dollar", "Australian dollars"], "CHF": ["Swiss franc", "Swiss francs"],
          "JPY": ["yen", "yen"], "CNY": ["yuan", "yuan"]}  # fmt: skip
_CENTS = {"$": ("cent", "cents"), "US$": ("cent", "cents"), "€": ("cent", "cents"), "£": ("penny", "pence"),
          "USD": ("cent", "cents"), "EUR": ("cent", "cents"), "GBP": ("penny", "pence")}  # fmt: skip
_VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
           "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8)}  # fmt: skip


def _group(match: re.Match[str], name: str | int, words: str) -> Edit:
    return Edit(match.start(name), match.end(name), words)


def _full_stop_follows(text: str, end: int) -> bool:
    """Whether an abbreviation's last dot at ``end - 1`` also closes the sentence."""
    rest = text[end:].lstrip("\"'”’)")
    return not rest or bool(re.match(r"\s+[\"'“(]?[A-Z]", rest))


def _meridiem(match: re.Match[str]) -> Edit:
    """am, p.m., ...: two letters; the dot that closes the sentence stays."""
    start, end = match.span("ap")
    if match.group("ap").endswith(".") and _full_stop_follows(match.string, end):
        end -= 1
    return Edit(start, end, say.spelled(match.group("ap")[0] + "m"))


def _clock(hours: int, minutes: int, seconds: str | None, meridiem: bool) -> str | None:
    if hours > 24 or minutes > 59 or (seconds and int(seconds) > 59):
        return None
    words = say.cardinal(hours)
    if minutes:
        words += f" oh {say.cardinal(minutes)}" if minutes < 10 else f" {say.cardinal(minutes)}"
    elif seconds:
        words += " oh oh"
    elif not meridiem:
        words += " o'clock" if 0 < hours <= 12 else " hundred"
    if seconds:
        words += f" and {say.cardinal(int(seconds))} second{'' if int(seconds) == 1 else 's'}"
    return words


def _time(m: re.Match[str]) -> list[Edit] | None:
    words = _clock(int(m["h"]), int(m["m"]), m["s"], m["ap"] is not None)
    if words is None:
        return None
    edits = [Edit(m.start(), m.end("s") if m["s"] else m.end("m"), words)]
    return [*edits, _meridiem(m)] if m["ap"] else edits


def _hour(m: re.Match[str]) -> list[Edit] | None:
    return [_group(m, "h", say.cardinal(int(m["h"]))), _meridiem(m)] if int(m["h"]) <= 12 else None


def _date(year: str | None, month: int, day: int) -> str | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{MONTH_NAMES[month - 1]} {say.ordinal(day)}" + (f", {say.year(int(year))}" if year else "")


def _date_slashes(m: re.Match[str]) -> str | None:
    first, second, year = int(m[1]), int(m[2]), m[3]
    if len(year) == 2:
        year = ("19" if int(year) > 40 else "20") + year
    return _date(year, first, second) if first <= 12 else _date(year, second, first)


def _month(m: re.Match[str]) -> Edit:
    name = m["month"]
    end = m.end("month")
    if m.string[end : end + 1] == "." and len(name) <= 4 and name != "May":
        end += 1
    return Edit(m.start("month"), end, MONTHS[name.lower()[:3]])


def _month_day(m: re.Match[str]) -> list[Edit] | None:
    day = int(m["day"])
    return [_month(m), Edit(m.start("day"), m.end(), say.ordinal(day))] if 1 <= day <= 31 else None


def _day_month(m: re.Match[str]) -> list[Edit] | None:
    day = int(m["day"])
    if not 1 <= day <= 31:
        return None
    words = ("" if m["the"] else "the ") + say.ordinal(day) + ("" if m["of"] else " of")
    return [Edit(m.start("day"), m.end("suffix") if m["suffix"] else m.end("day"), words), _month(m)]


def _money(m: re.Match[str]) -> list[Edit] | str | None:
    sign, figure, big = m["sign"].rstrip("."), m["n"], m["big"]
    one, many = _SIGNS[sign]
    minus = "minus " if m["minus"] else ""
    if big:
        words = f"{minus}{say.number(figure)} {_BIG.get(big, big.lower())} {many}"
        space = m.start("big")
        if m.string[space - 1].isspace():  # "$5 million" is two words on the screen
            return [Edit(m.start(), m.end("n"), minus + say.number(figure)),
                    Edit(space, m.end("big"), f"{_BIG.get(big, big.lower())} {many}")]  # fmt: skip
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
    return [_group(m, "n", say.number(m["n"])), _group(m, "sign", one if say.is_one(m["n"]) else many)]


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
    return [Edit(m.start("v"), m.end("n"), f"version {words}")] if name else [_group(m, "n", words)]


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
        return [_group(m, "a", read(first)), Edit(m.end("a"), m.start("b"), " to "), _group(m, "b", read(second))]
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
    return [_group(m, "whole", say.number(m["whole"])), Edit(m.start("top"), m.end(), f"and {_part(top, bottom)}")]


def _fraction(m: re.Match[str]) -> str | None:
    top, bottom = int(m["top"]), int(m["bottom"])
    if (top, bottom) in ((24, 7), (9, 11)):
        return f"{say.cardinal(top)} {say.cardinal(bottom)}"
    if 0 < top < bottom <= 100 and bottom > 1:
        return say.fraction(top, bottom)
    return f"{say.number(m['top'])} over {say.number(m['bottom'])}"


def _vulgar(m: re.Match[str]) -> str:
    top, bottom = _VULGAR[m["part"]]
    if m["whole"]:
        return f"{say.number(m['whole'])} and {_part(top, bottom)}"
    return say.fraction(top, bottom)


def _decade(m: re.Match[str]) -> str:
    return say.decade(int(m["n"] or m["short"]))


def _year(m: re.Match[str]) -> str | None:
    n = int(m["n"])
    return say.year(n) if 1100 <= n <= 2099 else None


def _duration(m: re.Match[str]) -> str | None:
    parts = [(m["h"], "hour"), (m["m"], "minute"), (m["s"], "second")]
    spoken = [f"{say.number(n)} {unit}{'' if n == '1' else 's'}" for n, unit in parts if n]
    return " ".join(spoken) if len(spoken) > 1 else None


def _height(m: re.Match[str]) -> str:
    return f"{say.cardinal(int(m[1]))} foot {say.cardinal(int(m[2]))}"


def _ordinal(m: re.Match[str]) -> str:
    return say.ordinal(int(m["n"].replace(",", "")))


def _mixture(m: re.Match[str]) -> str:
    """Digits inside a word of letters: "MP3", "x86", "B2B"."""
    n = m.group()
    if n == "2" and m.string[m.start() - 1 : m.start()].isalpha() and m.string[m.end() : m.end() + 1].isalpha():
        return "to" if m.string[m.start() - 1] == m.string[m.end()] else "two"
    if len(n) == 3 and n[0] != "0" and n[1:] != "00":
        return f"{say.cardinal(int(n[0]))} {'oh ' if n[1] == '0' else ''}{say.cardinal(int(n[1:]))}"
    if len(n) == 4 and n[0] != "0" and n[1:] != "000":
        return say.year(int(n))
    return say.counting(n)


def _rule(name: str, why: str, pattern: str, make: object, needs: re.Pattern[str] = _DIGIT) -> Rule:
    return Rule(name, why, re.compile(pattern), make, needs)  # type: ignore[arg-type]


_N = f"(?P<minus>(?<!\\w)[-−])?(?P<n>{NUM})"
_AP = r"\s?(?P<ap>[AaPp]\.?[Mm]\b\.?)"
_SIGN = f"(?P<sign>{_alt(_SIGNS)})\\.?"

RULES: tuple[Rule, ...] = (
    _rule("iso date", "2024-03-05 is a day, not a subtraction", r"\b(\d{4})-(\d{2})-(\d{2})\b(?![-\d])",
          lambda m: _date(m[1], int(m[2]), int(m[3]))),
    _rule("date with slashes", "3/5/2024, month first as in America unless impossible",
          r"\b(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b", _date_slashes),
    _rule("time", "7:30 pm, 19:05, 12:00:01",
          rf"(?<![\d:.])(?P<h>\d{{1,2}}):(?P<m>\d{{2}})(?::(?P<s>\d{{2}}))?(?:{_AP})?(?![\d:])", _time),
    _rule("hour", "7 pm", rf"\b(?P<h>\d{{1,2}}){_AP}(?!\w)", _hour),
    _rule("month and day", "Mar 3, March 3rd",
          rf"\b{_MONTH}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![\d:%.]\d)", _month_day),
    _rule("day and month", "3 March, the 3rd of March", rf"(?P<the>\b[Tt]he )?\b(?P<day>\d{{1,2}})(?P<suffix>st|nd|rd|th)?"
          rf" (?P<of>of )?{_MONTH}\b", _day_month),
    _rule("telephone", "grouped digits are read one by one, with a rest between groups",
          r"(?<![\w.\-])(?:\+\d{1,3}[ .\-]?(?:\(?\d{1,4}\)?[ .\-]?){2,4}\d{2,4}|(?:1[ .\-])?\(?\d{3}\)?[ .\-]\d{3}[.\-]\d{4}|\d{3}-\d{4})"
          r"(?![\w\-])", _phone),
    _rule("network address", "dots are said, groups of three digit by digit", r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w])(?!\.\d)",
          _address),
    _rule("version", "v2.1.3, 1.2.3: every part is a number of its own", r"(?<![\w.])(?P<v>[vV](?:er\.? ?)?)?(?P<n>\d+(?:\.\d+){2,})(?!\w)",
          _version),
    _rule("version with v", "v2, v1.10", r"(?<![\w.])(?P<v>[vV])(?P<n>\d+(?:\.\d+)?)(?!\w)(?!\.\d)", _version),
    _rule("version of a product", "Python 3.11 is three point eleven", r"\b(?:Python|[Vv]ersion|Release|release|Java|Node|Go|iOS|macOS|"
          r"Android|Ubuntu|Swift|Rust|Ruby|PHP|Unity|Unreal|Qt|HTTP|TLS|Kubernetes|Django) (?P<n>\d+\.\d+)(?!\w)(?!\.\d)", _version),
    _rule("money range", "$5–10", rf"(?<!\w){_SIGN}(?P<a>{NUM})\s?[-–]\s?(?P<b>{NUM})(?![\w%])", _money_range, _MONEY),
    _rule("money", "the sign is written first and spoken last",
          rf"(?P<minus>(?<!\w)[-−])?(?<!\w){_SIGN}\s?(?P<n>{NUM})(?:\s?(?P<big>{_BIG_WORD}|(?:k|K|mn|m|M|bn|b|B|tn)\b))?(?!\w)"
          r"(?P<noun>(?=[- ](?:bill|note|coin|fee|fine|ticket)\b))?", _money, _MONEY),
    _rule("money after", "9.99 €, 100 USD", rf"{_LEFT}(?P<n>{NUM})\s?(?P<sign>€|£|\$|USD|EUR|GBP|CHF|JPY|CNY|¥)(?!\w)", _money_after, _MONEY),
    _rule("cents", "50¢", rf"{_LEFT}(?P<n>{NUM})\s?¢", _cents, _MONEY),
    _rule("duration", "1h30m, 2 min 5 s", rf"{_LEFT}(?:(?P<h>\d+)\s?h(?:rs?)?\s?)?(?:(?P<m>\d+)\s?m(?:in)?\s?)?(?:(?P<s>\d+)\s?s(?:ec)?)?\b(?<=[a-z])",
          _duration),
    _rule("decade", "1980s, '90s", r"(?<![\w.,])(?:'?(?P<n>\d{3}0)|(?:'|(?<=the )|(?<=his )|(?<=her )|(?<=my )|(?<=mid-)|(?<=late )|(?<=early ))(?P<short>\d0))'?s\b", _decade),
    _rule("degrees", "-5 °C", rf"{_LEFT}{_N}\s?°\s?(?P<scale>[CFK]\b)?", _degrees),
    _rule("height", "5'11\"", r"(?<![\w.])(\d)'(\d{1,2})(?:\"|'')", _height),
    _rule("ratio", "a ratio, an aspect or a score", rf"{_LEFT}(?P<a>{NUM})\s?:\s?(?P<b>{NUM})(?![\w:])", _ratio),
    _rule("range", "3–5, 1914-1918: said with to", rf"(?<![\w.,\-])(?P<a>{NUM})\s?(?:–|-(?=\d)|-(?<= -)(?= ))\s?(?P<b>{NUM})(?!\.?\d|-|[A-Za-z]{{4}})",
          _range),
    _rule("unit", "5 km, 10 ms, 24-bit: the unit in full, plural unless one",
          rf"{_LEFT}{_N}(?:\s?|(?P<hyphen>-))(?P<unit>{_alt(_UNITS)})(?![\w²³']|/[A-Za-z])", _unit),
    _rule("unit of a range", "3–5 km: the figures are already read", rf"(?<=\d)\s?(?P<unit>{_alt(_UNITS)}|%|°[CF]?)(?![\w²³']|/[A-Za-z])", _unit_alone),
    _rule("mixed fraction", "2 1/2", r"(?<![\w./])(?P<whole>\d+) (?P<top>\d{1,2})/(?P<bottom>\d{1,3})(?![\w/])", _mixed),
    _rule("fraction", "3/4", r"(?<![\w./])(?P<top>\d{1,4})/(?P<bottom>\d{1,4})(?![\w/])", _fraction),
    _rule("fraction sign", "½", rf"(?P<whole>\d+)?\s?(?P<part>[{''.join(_VULGAR)}])", _vulgar, re.compile(f"[{''.join(_VULGAR)}]")),
    _rule("percent", "50%", rf"{_LEFT}{_N}\s?%", lambda m: _signed(m) + " percent"),
    _rule("ordinal", "21st", r"(?<![\w.])(?P<n>\d[\d,]*)(?:st|nd|rd|th)\b", _ordinal),
    _rule("multiple", "10x, 1080p, 4K", rf"{_LEFT}(?P<n>\d+(?:\.\d+)?)(?=(?:[xX×]|p|K|k|D|G|bit)\b)",
          lambda m: say.year(int(m["n"])) if m["n"] == "1080" else say.number(m["n"])),
    _rule("number sign", "#5, No. 5", r"(?<![\w&])(?P<no>#|№ ?|\b(?:No|Nos)\. ?)(?=\d)",
          lambda m: [Edit(m.start(), m.end(), "numbers " if m["no"].startswith("Nos") else "number ")]),
    _rule("model number", "COVID-19, GPT-4: no minus", r"(?<=[A-Za-z])-(?P<n>\d+(?:\.\d+)?)(?!\d)",
          lambda m: [Edit(m.start(), m.end(), " " + (_mixture_text(m["n"])))]),
    _rule("year", "four figures without a comma, in the range of years", r"(?<![\w.,$£€-])(?P<n>\d{4})(?![\w,]\w|\.\d|\w)", _year),
    _rule("number", "1,234.5, -7", rf"(?<![\w.]){_N}(?!\w)", _signed),
    _rule("digits in a word", "MP3, x86, B2B", r"\d+", _mixture),
)  # fmt: skip


def _mixture_text(figure: str) -> str:
    return say.number(figure) if "." in figure or len(figure) < 4 else say.digits(figure)
