"""What is written and what is said: the readings a narrator would choose, as data."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.text.normalise import normalise

READINGS = """
# cardinals, ordinals, decimals, signs
I have 3 cats and 21 dogs. | I have three cats and twenty-one dogs.
1,250 people | one thousand two hundred fifty people
12345678 | twelve million three hundred forty-five thousand six hundred seventy-eight
the 1st, 2nd, 3rd, 21st and 112th | the first, second, third, twenty-first and one hundred twelfth
pi is 3.14 | pi is three point one four
0.5 of it | zero point five of it
It is -7 outside | It is minus seven outside
agent 007 | agent zero zero seven
a 1000 times | a one thousand times
# years and dates
It was 2024. | It was twenty twenty-four.
in 1905 and 1999 | in nineteen oh five and nineteen ninety-nine
in 2000, 2005, 2010 | in two thousand, two thousand five, twenty ten
the 1980s and the '90s | the nineteen eighties and the nineties
2024-03-05 | March fifth, twenty twenty-four
3/5/2024 | March fifth, twenty twenty-four
25/12/2023 | December twenty-fifth, twenty twenty-three
the 3rd of March | the third of March
on March 3rd, 2024 | on March third, twenty twenty-four
Mar 3 | March third
Sept. 9 | September ninth
3 March 2024 | the third of March twenty twenty-four
1914-1918 | nineteen fourteen to nineteen eighteen
# times and durations
at 7:30 pm sharp | at seven thirty P·M sharp
at 7:30 p.m. | at seven thirty P·M.
at 5 p.m. Then he left. | at five P·M. Then he left.
7 AM | seven A·M
19:05 | nineteen oh five
12:00 | twelve o'clock
08:00 | eight o'clock
2:05 | two oh five
1h30m | one hour thirty minutes
2h 15min 10s | two hours fifteen minutes ten seconds
# money
$9.99 | nine dollars and ninety-nine cents
$1 | one dollar
$0.50 | fifty cents
£3k | three thousand pounds
€1.5m | one point five million euros
¥500 | five hundred yen
$5 million | five million dollars
-$20 | minus twenty dollars
a $20 bill | a twenty dollar bill
$5–10 | five to ten dollars
9,99 € | nine,ninety-nine euros
100 USD | one hundred dollars
50¢ | fifty cents
1.2M views | one point two million views
10k runners | ten thousand runners
Call 911! | Call nine one one!
Room 101 | Room one oh one
9:00-17:30 | nine o'clock to seventeen thirty
class of '99 | class of ninety-nine
03.05.2024 | May third, twenty twenty-four
7/11 and 10/10 | seven eleven and ten out of ten
2/3rds | two thirds
# percentages, units, ranges, fractions, ratios
50% | fifty percent
3.5 % | three point five percent
5-10% | five to ten percent
10 km/h | ten kilometers per hour
-5 °C | minus five degrees Celsius
72°F | seventy-two degrees Fahrenheit
44.1 kHz/24-bit | forty-four point one kilohertz slash twenty-four-bit
5GB | five gigabytes
1 GB | one gigabyte
90 ms | ninety milliseconds
-16 LUFS | minus sixteen luffs
20 m² | twenty square meters
3–5 km | three to five kilometers
pages 10-12 | pages ten to twelve
1/2 | one half
3/4 cup | three quarters cup
2 1/2 | two and a half
2½ | two and a half
a ratio of 3:1 | a ratio of three to one
16:9 | sixteen to nine
They won 3-2. | They won three to two.
24/7 | twenty-four seven
10x | ten x
5'11" | five foot eleven
# telephone, versions, addresses
555-0199 | five five five, zero one nine nine
(800) 555-1234 | eight zero zero, five five five, one two three four
+1 212 555 0100 | plus one, two one two, five five five, zero one zero zero
v2.1.3 | version two point one point three
Python 3.11 | Python three point eleven
version 2.10 | version two point ten
192.168.0.1 | one nine two dot one six eight dot zero dot one
# abbreviations
Dr. Smith | Doctor Smith
Mr. and Mrs. Lee | Mister and Missus Lee
St. Paul | Saint Paul
on Main St. tonight | on Main Street tonight
approx. 5 | approximately five
cats, e.g. mine | cats, for example mine
dogs, i.e. his | dogs, that is his
and so on, etc. | and so on, et cetera.
p. 5 | page five
him vs. Acme Inc. Next | him versus Acme Incorporated. Next
plan A, then B. Now | plan A·, then B. Now
No. 5 | number five
#5 | number five
No. I won't. | No. I won't.
vs. them | versus them
w/o sugar | without sugar
and/or | and or
J. K. Rowling | J K Rowling
in the U.S. today | in the U·S today
# initialisms and shouting
NASA and HTTP | NASA and HTTP
APIs and URLs | APIs and URLs
a WAV file | a wave file
# roman numerals
Henry VIII | Henry the eighth
Chapter IV | Chapter four
World War II | World War two
Act I, Scene II | Act one, Scene two
King Charles III | King Charles the third
Rocky IV | Rocky four
I am here. | I am here.
# addresses of the net, files, code
https://www.example.com/a-b | example dot com slash a dash b
See example.org. | See example dot org.
me@foo.org | me at foo dot org
config.yaml | config dot yammel
node.js | node dot J·S
main.py, please | main dot P·Y, please
snake_case | snake case
__init__ | innit
camelCase | camel Case
HTTPServer | H·T·T·P Server
getHTTPResponse | get H·T·T·P Response
foo() | foo
--flag | dash dash flag
-v | dash V·
a/b/c | a slash b slash c
/usr/bin/env | slash user slash bin slash env
C++ and C# | C plus plus and C sharp
.NET | dot NET
os.path.join | O·S dot path dot join
#topic | hashtag topic
@handle | at handle
x86, MP3, B2B | x eighty-six, MP three, B to B
COVID-19 | COVID nineteen
3D | three D
R&D | R and D
rock & roll | rock and roll
3 + 4 = 7 | three plus four equals seven
Nginx or nginx | engine X or engine X
a != b | a is not b
2^10 = 1024 | two to the power of ten equals one thousand twenty-four
10⁶ | ten to the power of six
x² | x squared
H₂O | H two O
# typography
[a link](http://a.b/c) here | a link here
salt &amp; pepper | salt and pepper
mid–range | mid-range
**bold** and *soft* | bold and soft
`code` here | code here
~~gone~~ | gone
<b>hi</b> | hi
# Title | Title
- item | item
Hi 🎉 there 👩‍💻! | Hi there !
I ❤️ it | I it
:-) hello | hello
“Hi,” he said. | “Hi,” he said.
don’t | don't
wait -- no | wait—no
wait—no | wait—no
wait... what | wait… what
What?!?! | What?!
No!!! | No!
Really‽ | Really?!
He (the king) left. | He, the king, left.
(Softly) Come. | Softly, Come.
# lengthened, stuttered
Nooooo! | no!
That is sooo good | That is so good
heyyyy | heyyyy
Helllooo | hello
W-what? | W what?
"""


def _rows() -> list[tuple[str, str]]:
    rows = [line.rsplit(" | ", 1) for line in READINGS.strip().splitlines() if " | " in line]
    return [(shown, said) for shown, said in rows]


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize(("shown", "said"), _rows())
def test_reading(shown: str, said: str) -> None:
    assert _tidy(normalise(shown).text) == said


def test_there_are_more_than_a_hundred_readings() -> None:
    assert len(_rows()) > 130


def test_a_figure_on_the_screen_owns_all_its_words() -> None:
    shown = "In 2024, yes."
    spoken = normalise(shown)
    first = spoken.text.index("twenty")
    last = spoken.text.index(",")
    assert spoken.text[first:last] == "twenty twenty-four"
    start, end = spoken.shown(first, last)
    assert shown[start:end] == "2024"


def test_two_shown_words_of_one_amount_keep_their_own_words() -> None:
    shown = "$5 million"
    spoken = normalise(shown)
    at = spoken.text.index("million")
    assert shown[slice(*spoken.shown(0, 4))] == "$5"
    assert shown[slice(*spoken.shown(at, len(spoken.text)))] == "million"


_TEXT = st.text(
    alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("aAbI1290 .,:;-–—/$%€'\"()[]{}*_#@+°?!…\n")),
    max_size=120,
)


@settings(max_examples=200, deadline=None)
@given(_TEXT)
def test_every_spoken_character_knows_where_it_stands(text: str) -> None:
    spoken = normalise(text)
    assert len(spoken.text) == len(spoken.start) == len(spoken.end)
    assert all(0 <= a <= b <= len(text) for a, b in zip(spoken.start, spoken.end, strict=True))
    assert list(spoken.start) == sorted(spoken.start)


@settings(max_examples=100, deadline=None)
@given(_TEXT)
def test_no_figure_and_no_bracket_is_left_to_the_pronouncing(text: str) -> None:
    assert not set(normalise(text).text) & set("0123456789[](){}<>*_`|\\^")


@pytest.mark.parametrize(
    "run",
    [
        "x" * 10_000,
        "1" * 10_000,
        "a-" * 5_000,
        "(" * 10_000,
        "1,2." * 2_500,
        "a.b/" * 2_500,
        "@#_" * 3_000,
        "I" * 9_999,
        ":" * 9_999,
    ],
)
def test_a_very_long_word_is_read_in_reasonable_time(run: str) -> None:
    normalise(run)  # the time limit of a test is what would end it
