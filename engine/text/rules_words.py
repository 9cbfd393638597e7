"""How words that are not written as they sound are read: abbreviations, roman numerals, lengthened words."""

from __future__ import annotations

import re

from engine.text import numbers as say
from engine.text.pronounce import knows
from engine.text.readings import ABBREVIATIONS, READINGS, ROMAN_CARDINAL, ROMAN_ORDINAL, TITLES
from engine.text.rules_code import identifier
from engine.text.spoken import Edit, Rule, any_of, closes_sentence, rule

_TITLES = {**TITLES, "Dr": "Doctor", "Mr": "Mister", "Mrs": "Missus"}
_ALSO_WORDS = ("Mr", "Mrs", "Ms", "ed", "est", "Sun", "Sat", "Mon", "Fri", "no")
_SHORT = {
    **{k: v for k, v in ABBREVIATIONS.items() if k.endswith(".") and k[:-1] not in _ALSO_WORDS},
    **READINGS["abbreviations"],
}
_CLOSING = """etc. al. Inc. Jr. Sr. Co. Ltd. Corp. Ave. Blvd. Rd. Ln. Hwy. Pkwy. Dr. St. ft. in. oz. lbs. hrs. mins.
secs. Esq. Bros. Dept. Univ. Assn. Govt. Apt. Ste. Bldg. Ph.D. misc. min. max."""
_MAY_CLOSE = frozenset(_CLOSING.split()) | {"et al."}  # stand at the end of sentences; the others before a word
_ONLY_AFTER_NUMBER = frozenset({"in.", "ft.", "min.", "max."})
_ONLY_BEFORE_NUMBER = frozenset({"No.", "Figs.", "fig.", "Fig.", "ch.", "Ch.", "pp.", "vol.", "Vol.", "nos."})
_PLAIN: dict[str, str] = READINGS["short"]
# Initialisms whose letters the lexicon would otherwise join to a word, or words it would otherwise spell.
_LETTERS: dict[str, str] = READINGS["fixed"]
_ROMAN = r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_AFTER_ONE = r"(?=[,.;:!?)'\"”]|$| (?:of|was|and|ruled|reigned|died|became)\b)"
_CARDINAL = frozenset(ROMAN_CARDINAL)
_VOWELS = frozenset("aeiouyAEIOUY")


def _short(m: re.Match[str]) -> list[Edit] | None:
    word, text = m.group(), m.string
    if word in _ONLY_AFTER_NUMBER and not re.search(r"\d\s?$", text[max(0, m.start() - 2) : m.start()]):
        return None
    if word in _ONLY_BEFORE_NUMBER and not re.match(r"\s?\d", text[m.end() : m.end() + 2]):
        return None
    end = m.end()
    if word.endswith(".") and closes_sentence(text, end) and word in _MAY_CLOSE:
        end -= 1
    return [Edit(m.start(), end, _SHORT[word])]


def _title(m: re.Match[str]) -> list[Edit]:
    return [Edit(m.start(1), m.end() - 1, _TITLES[m[1]])]


def _dotted(m: re.Match[str]) -> list[Edit]:
    end = m.end()
    rest = m.string[end:].strip("\"'”’) ")
    if m.group().endswith(".") and (not rest or rest[0] == "\n"):
        end -= 1
    return [Edit(m.start(), end, say.spelled(m.group().replace(".", "")))]


_SMALL = "or|to|an?|then"


def _initial(m: re.Match[str]) -> list[Edit] | None:
    before = m.string[max(0, m.start() - 24) : m.start()]
    if m.group() == "I." or re.search(
        rf"\b(?:[Oo]ption|[Pp]lan|[Vv]itamin|[Gg]rade|[Ss]ection|[Tt]ype|[Tt]eam|[Cc]lass|[Ll]etter|{_SMALL}) $",
        before,
    ):
        return None  # "I choose plan B. Now go."
    return [Edit(m.end() - 1, m.end(), "")]


def _roman(m: re.Match[str]) -> list[Edit] | None:
    figure = m["roman"]
    if not figure:
        return None
    number = say.roman(figure)
    return [Edit(m.start("roman"), m.end("roman"), say.cardinal(number))]


def _roman_name(m: re.Match[str]) -> list[Edit] | None:
    return [Edit(m.start("roman"), m.end("roman"), f"the {say.ordinal(say.roman(m['roman']))}")] if m["roman"] else None


def _roman_after_name(m: re.Match[str]) -> list[Edit] | None:
    if len(m["roman"]) < 2 or m["roman"] in (
        "MIX",
        "DIM",
        "MID",
        "LID",
        "CD",
        "MD",
        "DC",
        "CV",
        "DIV",
        "MC",
        "CC",
        "LL",
        "MM",
        "DVI",
    ):
        return None
    return _roman(m)


def _shrunk(word: str) -> str | None:
    """The dictionary word behind a lengthened one: "nooooo" -> "no", "gooood" -> "good", "helllooo" -> "hello"."""
    count = min(len(re.findall(r"(.)\1{2,}", word)), 4)
    for common in (True, False):
        for doubles in sorted(range(1 << count), key=int.bit_count, reverse=True):
            keep = iter([1 + (doubles >> i & 1) for i in range(count)] + [1] * len(word))
            candidate = re.sub(r"(.)\1{2,}", lambda m, keep=keep: m[1] * next(keep), word)  # type: ignore[misc]
            if knows(candidate, exact=True) if common else knows(candidate):
                return candidate
    return None


def _long(m: re.Match[str]) -> str | None:
    word = m.group()
    found = _shrunk(word.lower())
    if found:
        return found
    return re.sub(r"(.)\1{2,}", r"\1\1" if any(c in _VOWELS for c in word) else r"\1", word)


def _camel(m: re.Match[str]) -> str | None:
    word = m.group()
    if (
        re.match(r"(?:Mc|Mac|O'|De|Di|La|Le|Van|Von)[A-Z][a-z]+$", word)
        or knows(word, exact=True)
        or re.fullmatch(r"[A-Z]{2,}s", word)
    ):
        return None
    return identifier(word)


EARLY: tuple[Rule, ...] = (
    rule(
        "fixed forms",
        "initialisms and brand names with a reading of their own",
        rf"(?<![\w.-])(?:{any_of(_LETTERS)})(?!\w)",
        lambda m: _LETTERS[m.group()],
    ),
    rule("short forms", "w/, btw, and/or", rf"(?<![\w./])(?:{any_of(_PLAIN)})(?![\w/.])", lambda m: _PLAIN[m.group()]),
)

RULES: tuple[Rule, ...] = (
    rule(
        "title", "Dr. Smith is a doctor, St. Paul a saint", rf"\b({any_of(_TITLES)})\.? (?=[A-Z][a-z])", _title, "[A-Z]"
    ),
    rule("abbreviation", "approx., e.g., Ave.", rf"(?<![\w.])(?:{any_of(_SHORT)})(?![\w])", _short, r"\."),
    rule(
        "dotted letters",
        "U.S., F.B.I.: letters; the last dot stays where the text ends",
        r"(?<![\w.])(?:[A-Z]\.){2,}(?:[A-Z]\b)?",
        _dotted,
        r"[A-Z]\.[A-Z]",
    ),
    rule(
        "initial", "J. K. Rowling has no rests in it", r"(?<![\w.])[A-Z]\.(?= ?[A-Z])(?! I\b)", _initial, r"\b[A-Z]\."
    ),
    rule(
        "the letter A",
        "plan A, and A where no word follows it",
        r"(?<=[a-z] )A(?=[.,;:!?)'\"”]|$| (?:or|and|to) [B-Z]\b)|(?<=(?i:plan|type|team) )A\b|(?<=(?i:vitamin) )A\b",
        lambda m: say.spelled("A"),
        r"\bA\b",
    ),
    rule("page", "p. 5", r"(?<![\w.])p\. ?(?=\d)", lambda m: [Edit(m.start(), m.end(), "page ")], r"p\."),
    rule(
        "roman count",
        "Chapter IV, World War II",
        rf"\b(?:{any_of(_CARDINAL)}) (?P<roman>{_ROMAN})\b(?![.'’]\w)",
        _roman,
        "[IVXLCDM]",
    ),
    rule(
        "roman rank",
        "Henry VIII, King Charles III",
        rf"\b(?:{any_of(ROMAN_ORDINAL)})(?: [A-Z][a-z]+)? (?P<roman>(?!I\b){_ROMAN}|I{_AFTER_ONE})\b(?![.'’]\w(?<!s))",
        _roman_name,
        "[IVXLCDM]",
    ),
    rule(
        "roman after a name",
        "Rocky IV, Saturn V stays",
        rf"(?<=[a-z] )(?<![.!?] )(?P<roman>{_ROMAN})\b(?![.'’&/-]\w)",
        _roman_after_name,
        r"[a-z] [IVXLCDM]{2}",
    ),
    rule("lengthened", "Nooooo, sooo", r"\b(?=[^\W\d_]*([^\W\d_])\1\1)[^\W\d_]+\b", _long, r"([^\W\d_])\1\1"),
    rule(
        "hump case",
        "camelCase, HTTPServer",
        r"(?<!['’\w])(?:[a-z]+[A-Z][A-Za-z]*|[A-Z]+[a-z]+[A-Z][A-Za-z]*|[A-Z]{2,}[a-z]{2,}[A-Za-z]*)\b",
        _camel,
        "[a-z][A-Z]|[A-Z]{2}[a-z]",
    ),
)
