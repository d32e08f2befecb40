"""News that nobody wrote: happenings, and reports of them in the words of several outlets, from a seed.

Each report is one of the frames of news_frames.toml, filled with the facts of its happening, with sentences behind it
that outlets repeat and with sentences of words drawn as often as real stories use them
(crawler/gist/common_words.tsv). So texts share words, names and runs of words about as much as real ones do; they
mean nothing beyond their first lines.
"""

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from pathlib import Path

_FRAMES = Path(__file__).parent / "news_frames.toml"
_ROOMS = Path(__file__).resolve().parents[1]
_TOWNS = _ROOMS / "crawler" / "arabic" / "places.tsv"
_WORDS = _ROOMS / "crawler" / "gist" / "common_words.tsv"
_ARAB_STATES = frozenset("AE BH DJ DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())
_LETTERS = "بتجحدرزسشصطعفقكلمنهوي"
HARM = ("strike", "road", "collapse", "fire", "clash", "boat")
DEALINGS = ("meeting", "call", "sanction")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What is told: its kind and the facts by name, as they are written into a frame."""

    kind: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A report's title and text; paragraphs are lines."""

    title: str
    text: str


def happening(chance: random.Random, kind: str | None = None) -> Happening:
    """A happening of its own: town, quarter, names and numbers by chance. Of three, two are of harm."""
    kind = kind or chance.choice(HARM + HARM + DEALINGS + DEALINGS[:1])
    slots = _frames()["slots"]
    states = chance.sample(slots["state"], 2)
    towns = [town(chance) for _ in range(3)]
    facts = {
        "place": towns[0],
        "area": f"{chance.choice(slots['area_kind'])} {name(chance)}",
        "landmark": f"{chance.choice(slots['landmark_kind'])} {name(chance)}",
        "hospital": f"{chance.choice(slots['hospital_kind'])} {name(chance)}",
        "road": f"{towns[0]} - {name(chance)}",
        "family": f"{chance.choice(slots['given'])} {name(chance)}",
        "person": f"{chance.choice(slots['given'])} {name(chance)}",
        "spokesman": f"المتحدث {chance.choice(slots['given'])} {name(chance)}",
        "city": towns[1],
        "city_b": towns[2],
        "state_a": states[0],
        "state_b": states[1],
        "minister_a": f"وزير خارجية {states[0]} {chance.choice(slots['given'])} {name(chance)}",
        "minister_b": f"وزير خارجية {states[1]} {chance.choice(slots['given'])} {name(chance)}",
        "children": str(chance.randint(2, 9)),
        "number": str(chance.randint(2, 30)),
        **{slot: chance.choice(slots[slot]) for slot in ("source", "vehicle", "day", "hour", "topic", "topic_b")},
    }
    return with_toll(Happening(kind=kind, facts=facts), chance.randint(3, 40), chance.randint(3, 90))


def with_toll(one: Happening, killed: int, injured: int) -> Happening:
    """The same happening with another toll."""
    people = f"{killed} {'أشخاص' if killed <= 10 else 'شخصا'}"
    return replace(one, facts={**one.facts, "killed": str(killed), "killed_people": people, "injured": str(injured)})


def frames_of(kind: str) -> int:
    """In how many ways happenings of this kind are told."""
    return len(_frames()[kind][0]["frames"])


def report(one: Happening, chance: random.Random, frame: int | None = None, *, fillers: int = 4) -> Written:
    """One outlet's report, with up to `fillers` sentences behind what is told."""
    ways = _frames()[one.kind][0]["frames"]
    title, *lines = (line.format(**one.facts) for line in ways[chance.randrange(len(ways)) if frame is None else frame])
    stock = [chance.choice(_frames()["slots"]["stock"])] if chance.random() < 0.3 else []
    return Written(title=title, text="\n".join([*lines, *(filler(chance) for _ in range(fillers)), *stock]))


def filler(chance: random.Random) -> str:
    """A sentence that says nothing, of 12 to 22 words, each as likely as real stories use it."""
    words, weights = _words()
    return " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(12, 22))) + "."


def town(chance: random.Random) -> str:
    """A town of an Arab state."""
    return chance.choice(_towns())


def name(chance: random.Random) -> str:
    """A name that no language has."""
    return ("ال" if chance.random() < 0.5 else "") + "".join(chance.choices(_LETTERS, k=chance.randint(4, 6)))


@cache
def _frames() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FRAMES.read_text(encoding="utf-8"))


@cache
def _towns() -> Sequence[str]:
    lines = (line.split("\t") for line in _TOWNS.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return [parts[0] for parts in lines if parts[1] in _ARAB_STATES]


@cache
def _words() -> tuple[Sequence[str], Sequence[float]]:
    lines = (line.split("\t") for line in _WORDS.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    counted = [(word, float(count)) for word, count in lines]
    return [word for word, _ in counted], list(accumulate(count for _, count in counted))
