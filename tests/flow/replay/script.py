"""The script of the replay: which outlet publishes what in which wave, and what a reader is to be told of it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
BEGINS = datetime(2026, 5, 1, 6, tzinfo=UTC)  # a Friday
WAVE = timedelta(hours=4)
WAVES = 18

OUTLETS: Mapping[str, tuple[str, str]] = {
    "nida": ("نداء الشام", "SY"),
    "miraa": ("مرآة الفرات", "SY"),
    "shimal": ("وكالة الشمال", "TR"),
    "rafidain": ("صوت الرافدين", "IQ"),
    "nil": ("أخبار النيل", "EG"),
    "maghrib": ("مغرب اليوم", "MA"),
    "janub": ("إذاعة الجنوب", "LB"),
    "yaman": ("يمن برس", "YE"),
    "sada": ("صدى المشرق", "QA"),
    "bawaba": ("بوابة الخبر", "AE"),
    "ufuq": ("الأفق نيوز", "JO"),
    "mashriq": ("صحيفة المشرق", "KW"),
}

_LINE = re.compile(
    r"(?P<wave>\d+) (?:(?P<outlet>[a-z]+) )?(?P<form>copy|edit|text|[a-z]+)(?: (?P<of>\d+)(?=$| ))?(?P<rest>.*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a chat gets when a report comes: kinds of messages, and the leading reason."""

    kinds: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One line of a happening's script. `of` numbers the report that is copied or edited, or the text that is told."""

    happening: str
    number: int  # from 1
    wave: int
    outlet: str
    form: str
    of: int | None
    rest: tuple[str, ...]
    told: Told
    age: timedelta | None = None  # of a report that only now arrives

    @property
    def path(self) -> str:
        """Where its page stands."""
        return f"/{self.outlet}/{self.happening}-{self.number}.html"

    @property
    def published(self) -> datetime:
        """When its outlet published it: within the wave's four hours, in the order of the script."""
        at = BEGINS + self.wave * WAVE
        return at - self.age if self.age is not None else at - timedelta(minutes=200 - 20 * self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One happening with its words and its reports."""

    key: str
    words: Mapping[str, Any]
    reports: tuple[Report, ...]


@cache
def happenings() -> tuple[Happening, ...]:
    """All thirty."""
    return tuple(_read(entry) for name in ("harm.toml", "dealings.toml") for entry in _entries(_FOLDER / name))


def reports(wave: int | None = None) -> list[Report]:
    """All reports, or those of one wave, in the order in which they are published."""
    found = [report for happening in happenings() for report in happening.reports]
    return sorted((one for one in found if wave is None or one.wave == wave), key=lambda one: (one.wave, one.published))


def _entries(file: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads(file.read_text("utf-8"))["happening"]
    return entries


def _read(entry: dict[str, Any]) -> Happening:
    return Happening(key=entry["key"], words=entry, reports=tuple(_reports(entry["key"], entry["reports"])))


def _reports(key: str, lines: list[str]) -> Iterator[Report]:
    outlets: dict[int, str] = {}
    for number, line in enumerate(lines, 1):
        done, _, told = line.partition("=")
        match = _LINE.fullmatch(done.strip())
        assert match is not None, f"{key}: {line}"
        of = int(match["of"]) if match["of"] else None
        outlets[number] = match["outlet"] or outlets[of or 0]
        words = match["rest"].split()
        old = next((word for word in words if re.fullmatch(r"-\d+h", word)), None)
        *kinds, reason = told.split() if told.split() and told.split()[-1] not in _KINDS else [*told.split(), None]
        yield Report(
            happening=key,
            number=number,
            wave=int(match["wave"]),
            outlet=outlets[number],
            form=match["form"],
            of=of,
            rest=tuple(word for word in words if word != old),
            told=Told(kinds=tuple(one for one in kinds if one), reason=reason),
            age=timedelta(hours=int(old[1:-1])) if old else None,
        )


_KINDS = ("new", "edit", "reply")
