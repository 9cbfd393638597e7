"""How dates, times of day and durations are read. These rules stand before those of plain figures."""

from __future__ import annotations

import re

from engine.text import numbers as say
from engine.text.readings import MONTH_NAMES, MONTHS
from engine.text.spoken import Edit, Rule, any_of, closes_sentence, group, rule

_MONTH = f"(?P<month>{any_of({*MONTH_NAMES, *(m.capitalize() for m in MONTHS), 'Sept'})})"


def _meridiem(match: re.Match[str]) -> Edit:
    """am, p.m., ...: two letters; the dot that closes the sentence stays."""
    start, end = match.span("ap")
    if match.group("ap").endswith(".") and closes_sentence(match.string, end):
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
    return [group(m, "h", say.cardinal(int(m["h"]))), _meridiem(m)] if int(m["h"]) <= 12 else None


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


def _decade(m: re.Match[str]) -> str:
    return say.decade(int(m["n"] or m["short"]))


def _duration(m: re.Match[str]) -> str | None:
    parts = [(m["h"], "hour"), (m["m"], "minute"), (m["s"], "second")]
    spoken = [f"{say.number(n)} {unit}{'' if n == '1' else 's'}" for n, unit in parts if n]
    return " ".join(spoken) if len(spoken) > 1 else None


_AP = r"\s?(?P<ap>[AaPp]\.?[Mm]\b\.?)"
_LEFT = r"(?<![\w.,])"

RULES: tuple[Rule, ...] = (
    rule(
        "iso date",
        "2024-03-05 is a day, not a subtraction",
        r"\b(\d{4})[-/](\d{2})[-/](\d{2})\b(?![-\d])",
        lambda m: _date(m[1], int(m[2]), int(m[3])),
    ),
    rule(
        "date with dots",
        "03.05.2024, day first as where it is written so",
        r"(?<![\w.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\w]|\.\d)",
        lambda m: _date(m[3], int(m[2]), int(m[1])),
    ),
    rule(
        "date with slashes",
        "3/5/2024, month first as in America unless impossible",
        r"\b(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b",
        _date_slashes,
    ),
    rule(
        "time",
        "7:30 pm, 19:05, 12:00:01",
        rf"(?<![\d:.])(?P<h>\d{{1,2}}):(?P<m>\d{{2}})(?::(?P<s>\d{{2}}))?(?:{_AP})?(?![\d:])",
        _time,
    ),
    rule("hour", "7 pm", rf"\b(?P<h>\d{{1,2}}){_AP}(?!\w)", _hour),
    rule(
        "month and day",
        "Mar 3, March 3rd",
        rf"\b{_MONTH}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![\d:%.]\d)",
        _month_day,
    ),
    rule(
        "day and month",
        "3 March, the 3rd of March",
        rf"(?P<the>\b[Tt]he )?\b(?P<day>\d{{1,2}})(?P<suffix>st|nd|rd|th)?"
        rf" (?P<of>of )?{_MONTH}\b",
        _day_month,
    ),
    rule(
        "duration",
        "1h30m, 2 min 5 s",
        rf"{_LEFT}(?:(?P<h>\d+)\s?h(?:rs?)?\s?)?(?:(?P<m>\d+)\s?m(?:in)?\s?)?(?:(?P<s>\d+)\s?s(?:ec)?)?\b(?<=[a-z])",
        _duration,
    ),
    rule(
        "decade",
        "1980s, '90s",
        r"(?<![\w.,])(?:'?(?P<n>\d{3}0)|(?:'|(?<=the )|(?<=his )|(?<=her )|(?<=my )|(?<=mid-)"
        r"|(?<=late )|(?<=early ))(?P<short>\d0))'?s\b",
        _decade,
    ),
)
