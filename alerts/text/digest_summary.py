"""What a digest sums up before it lists: a table of countries and their victims, and bars of the gravest events; pure.

Each event counts with its own range, so that a sum is a range too. Events whose number was said only in words make a
sum open above. Nothing is summed that is a part of something else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alerts.alert import Listed, Severity, TollLine
from alerts.text.bidi import clip, foreign, isolate, left_to_right, one_line
from alerts.text.labels import LABELS
from alerts.text.parties import Language, country_name
from alerts.text.toll import totals
from crawler.facts.figure import Group, Outcome, Qualifier

MOST_BARS = 8
LEAST_BARS = 2  # one bar alone compares nothing
_MOST_COUNTRIES = 12
_PLACE = 28
_NONE = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A sum of victims: `most` None is open above."""

    least: int = 0
    most: int | None = 0

    def plus(self, other: "Count") -> "Count":
        """Both together."""
        most = None if self.most is None or other.most is None else self.most + other.most
        return Count(least=self.least + other.least, most=most)

    @property
    def highest(self) -> int:
        """What a bar of it is as long as."""
        return self.least if self.most is None else self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """One country, or all of them."""

    name: str
    events: int
    killed: str
    injured: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How many were killed in one event; `percent` of the longest bar, 1 to 100."""

    name: str
    text: str
    percent: int
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Both. No rows where nobody came to harm: then the list says it all."""

    rows: tuple[SummaryRow, ...] = ()
    total: SummaryRow | None = None
    bars: tuple[Bar, ...] = ()


def summary(listed: Sequence[Listed], language: Language) -> Summary:
    """The summary of the events of a digest."""
    harmful = [one for one in listed if _sum([one], Outcome.KILLED).highest or _sum([one], Outcome.INJURED).highest]
    if len(harmful) < LEAST_BARS:
        return Summary()
    labels = LABELS[language]
    groups: dict[str, list[Listed]] = {}
    for one in harmful:
        groups.setdefault(_country(one, language) or labels.unknown_country, []).append(one)
    ordered = sorted(groups.items(), key=lambda item: -_sum(item[1], Outcome.KILLED).highest)
    if len(ordered) > _MOST_COUNTRIES:
        rest = [one for _, events in ordered[_MOST_COUNTRIES - 1 :] for one in events]
        ordered = [*ordered[: _MOST_COUNTRIES - 1], (labels.other_countries, rest)]
    rows = tuple(_row(name, events, language) for name, events in ordered)
    return Summary(
        rows=rows,
        total=_row(labels.total, harmful, language) if len(rows) > 1 else None,
        bars=_bars(harmful, language),
    )


def counted_text(count: Count, language: Language) -> str:
    """A sum as a cell of a table: «21», «21 إلى 25», «21+», or a dash."""
    if count.highest <= 0:
        return _NONE
    least, most = _digits(count.least, language), _digits(count.highest, language)
    if count.most is None:
        return left_to_right(f"{least}+")
    if count.least == count.most:
        return most
    # In a line from right to left «21–25» would be shown as 25–21.
    return f"{least} إلى {most}" if language == "ar" else f"{least}–{most}"


def _digits(number: int, language: Language) -> str:
    return str(number) if language == "ar" else f"{number:,}"


def _row(name: str, events: Sequence[Listed], language: Language) -> SummaryRow:
    return SummaryRow(
        name=name,
        events=len(events),
        killed=counted_text(_sum(events, Outcome.KILLED), language),
        injured=counted_text(_sum(events, Outcome.INJURED), language),
    )


def _bars(events: Sequence[Listed], language: Language) -> tuple[Bar, ...]:
    counts = [(_sum([one], Outcome.KILLED), one) for one in events]
    deadly = sorted((pair for pair in counts if pair[0].highest), key=lambda pair: -pair[0].highest)[:MOST_BARS]
    if len(deadly) < LEAST_BARS:
        return ()
    longest = deadly[0][0].highest
    return tuple(
        Bar(
            name=_where(one, language),
            text=counted_text(count, language),
            percent=max(1, round(100 * count.highest / longest)),
            severity=one.severity,
        )
        for count, one in deadly
    )


def _where(one: Listed, language: Language) -> str:
    place = clip(one_line(one.place, 80), _PLACE) if one.place else ""
    if place:
        return foreign(place) if language == "ar" else isolate(place)
    return _country(one, language) or f"{LABELS[language].event} {one.event_id}"


def _country(one: Listed, language: Language) -> str:
    return (country_name(one.country, language) or "") if one.country else ""


def _sum(events: Iterable[Listed], outcome: Outcome) -> Count:
    count = Count()
    for event in events:
        for line in _wholes(event.toll, outcome):
            count = count.plus(_count(line))
    return count


def _wholes(toll: Sequence[TollLine], outcome: Outcome) -> list[TollLine]:
    """The line of all people, or where there is none, those of groups beside one another."""
    lines = [total.line for total in totals(toll) if total.line.outcome is outcome]
    everybody = any(line.outcome is outcome and line.group is Group.PEOPLE and not line.among for line in toll)
    return lines[:1] if everybody else lines


def _count(line: TollLine) -> Count:
    if line.qualifier is Qualifier.VAGUE and line.max is None:
        return Count(least=line.min, most=None)
    return Count(least=line.min, most=line.max)
