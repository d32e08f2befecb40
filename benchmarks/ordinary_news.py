"""Ordinary news that nobody wrote: sport, economy, culture and weather, from a seed. No flag should be up for it.

Each report is one of the frames of ordinary_frames.toml, filled by chance, with sentences behind it that outlets
repeat.
"""

import random
import tomllib
from functools import cache
from pathlib import Path

from benchmarks.generated_news import Written, name, town

_FRAMES = Path(__file__).parent / "ordinary_frames.toml"
TOPICS = ("sport", "economy", "culture", "weather")


def ordinary(chance: random.Random, topic: str | None = None) -> Written:
    """One outlet's report of something that no desk of this kind is woken for."""
    made = _frames()
    ways = made[topic or chance.choice(TOPICS)][0]["frames"]
    title, *lines = (line.format(**_facts(made["slots"], chance)) for line in ways[chance.randrange(len(ways))])
    return Written(title=title, text="\n".join([*lines, *(plain_line(chance) for _ in range(4))]))


def plain_line(chance: random.Random) -> str:
    """A sentence that stands behind any of it: two of the stock, as one line."""
    return " ".join(chance.sample(_frames()["slots"]["stock"], 2))


def _facts(slots: dict[str, list[str]], chance: random.Random) -> dict[str, str]:
    clubs = chance.sample(slots["club"], 2)
    people = [f"{chance.choice(slots['given'])} {name(chance)}" for _ in range(3)]
    return {
        "place": town(chance),
        "club": f"{clubs[0]} {name(chance)}",
        "club_b": f"{clubs[1]} {name(chance)}",
        "person": people[0],
        "person_b": people[1],
        "person_c": people[2],
        "minute": str(chance.randint(3, 89)),
        "points": str(chance.randint(20, 70)),
        "shirt": str(chance.randint(11, 30)),
        "squad": str(chance.randint(21, 320)),
        "price": str(chance.randint(2400, 4200)),
        "percent": f"{chance.randint(1, 4)}.{chance.randint(1, 9)}",
        "million": str(chance.randint(15, 400)),
        "degrees": str(chance.randint(12, 34)),
        **{slot: chance.choice(slots[slot]) for slot in ("company", "day", "round", "title")},
    }


@cache
def _frames() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FRAMES.read_text(encoding="utf-8"))
