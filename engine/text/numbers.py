"""Number words as an American narrator says them: no "and", years in pairs, digits one by one where asked.

Sources: the Chicago Manual of Style 9.2 and 9.29 for forms; readings agree with the voice's own lexicon.
"""

from __future__ import annotations

_UNDER_TWENTY = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SCALES = "thousand million billion trillion quadrillion quintillion sextillion septillion octillion nonillion"
ONES = _UNDER_TWENTY.split()
TENS = ["", "", *_TENS.split()]
SCALES = ["", *_SCALES.split()]
_LIMIT = 10 ** (3 * len(SCALES))  # above it, digits are read one by one
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ORDINAL_LAST = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
                 "nine": "ninth", "twelve": "twelfth"}  # fmt: skip
LETTER_JOINT = "·"  # between letters that are named one by one; the tokens know it
DENOMINATORS = {2: "half", 4: "quarter"}


def _below_1000(n: int) -> list[str]:
    words = [ONES[n // 100], "hundred"] if n >= 100 else []
    n %= 100
    if n >= 20:
        words.append(TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else ""))
    elif n:
        words.append(ONES[n])
    return words


def cardinal(n: int) -> str:
    """``1234`` -> "one thousand two hundred thirty-four"."""
    if n < 0:
        return "minus " + cardinal(-n)
    if n == 0:
        return "zero"
    if n >= _LIMIT:
        return digits(str(n))
    words: list[str] = []
    scale = 0
    while n:
        n, group = divmod(n, 1000)
        if group:
            words[:0] = _below_1000(group) + ([SCALES[scale]] if scale else [])
        scale += 1
    return " ".join(words)


def ordinal(n: int) -> str:
    """``21`` -> "twenty-first"."""
    words = cardinal(n)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[cut:]
    if last in _ORDINAL_LAST:
        last = _ORDINAL_LAST[last]
    elif last.endswith("y"):
        last = last[:-1] + "ieth"
    else:
        last += "th"
    return words[:cut] + last


def digits(text: str) -> str:
    """``"007"`` -> "zero zero seven"."""
    return " ".join(ONES[int(c)] for c in text if c.isdecimal())


def year(n: int) -> str:
    """``1905`` -> "nineteen oh five", ``2024`` -> "twenty twenty-four", ``2005`` -> "two thousand five"."""
    high, low = divmod(n, 100)
    if n < 1000 or (high % 10 == 0 and low < 10) or n > 9999:
        return cardinal(n)
    if low == 0:
        return f"{cardinal(high)} hundred"
    return f"{cardinal(high)} {'oh ' if low < 10 else ''}{cardinal(low)}"


def decade(n: int) -> str:
    """``1980`` -> "nineteen eighties", ``90`` -> "nineties", ``1900`` -> "nineteen hundreds"."""
    words = year(n)
    return words[:-1] + "ies" if words.endswith("y") else words + "s"


def number(text: str) -> str:
    """A plain figure with optional thousands separators and decimals: ``"1,250.05"``, ``".5"``."""
    whole, point, fraction = text.replace(",", "").partition(".")
    if not point:
        return counting(whole)
    return f"{counting(whole) if whole else 'zero'} point {digits(fraction)}"


def counting(text: str) -> str:
    """Digits as a count, or one by one when they lead with zero or are too long to count."""
    if len(text) > 1 and text[0] == "0":
        return digits(text)
    return cardinal(int(text)) if len(text) <= 3 * len(SCALES) else digits(text)


def is_one(text: str) -> bool:
    return text.lstrip("-−") in ("1", "1.0")


def fraction(top: int, bottom: int) -> str:
    """``3/4`` -> "three quarters", ``5/16`` -> "five sixteenths"."""
    if bottom == 2:
        part = "half" if top == 1 else "halves"
    else:
        part = DENOMINATORS.get(bottom) or ordinal(bottom)
        part += "" if top == 1 else "s"
    return f"{cardinal(top)} {part}"


def roman(text: str) -> int:
    total = 0
    for i, c in enumerate(text):
        value = _ROMAN[c]
        total += -value if i + 1 < len(text) and _ROMAN[text[i + 1]] > value else value
    return total


def spelled(text: str) -> str:
    """Letters said one after another as one word: ``"pm"`` -> "P·M"."""
    return LETTER_JOINT.join(text.upper()) + (LETTER_JOINT if len(text) == 1 else "")
