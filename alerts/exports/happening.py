"""Happening: what one row of an export tells of, drawn from its stories as they are understood now; pure.

It is a kept event with its stories, or a single story that no event has. The toll is drawn anew, so that a reread
history is exported as it is read now; it follows the rules of `alerts/events/toll.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from alerts.alert import TollLine
from alerts.events.account import Account, outlet_of, told_at
from alerts.events.event import EventReport, Relation, ReportedFigure
from alerts.events.sources import agency_of, sources_of
from alerts.events.toll import reported_figures, toll_lines
from alerts.exports.countries import Country, country
from crawler.facts.figure import CasualtyFigure, DatePrecision, Location, Outcome, Period, PlacePrecision, Scope

_NARROW = {precision: rank for rank, precision in enumerate(PlacePrecision)}  # neighbourhood 0 … country 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One story's own figures of the happening. `copied`: its text is another report's, and no witness of its own."""

    account: Account
    figures: tuple[CasualtyFigure, ...]
    copied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One happening. `event` is its id, None for a story that no event has; `stories` are in the order of telling."""

    event: int | None
    first_seen: datetime
    changed: datetime
    stories: tuple[Told, ...]
    reports: tuple[EventReport, ...]
    sources: int  # independent ones
    toll: tuple[TollLine, ...]

    @property
    def id(self) -> str:
        """12 for an event, S34 for a story that no event has."""
        return f"S{self.stories[0].account.id}" if self.event is None else str(self.event)

    @property
    def own(self) -> tuple[Told, ...]:
        """The stories that are no copies of others; all of them, where the original is not among them."""
        return tuple(told for told in self.stories if not told.copied) or self.stories

    @property
    def figures(self) -> tuple[CasualtyFigure, ...]:
        """The figures of this happening in its own stories, killed people first."""
        found = [figure for told in self.own for figure in told.figures]
        return tuple(sorted(found, key=lambda figure: figure.outcome is not Outcome.KILLED))


def happening_of(
    accounts: Sequence[Account],
    *,
    event: int | None = None,
    reports: Sequence[EventReport] = (),
    first_seen: datetime | None = None,
    changed: datetime | None = None,
) -> Happening:
    """The happening that stories (one at least) tell of, with the reports that their event has of them."""
    ordered = sorted(accounts, key=lambda account: (told_at(account), account.id))
    known = {report.story_id: report for report in reports}
    ledger = tuple(known.get(account.id) or _report(account) for account in ordered)
    own = own_figures(ordered, ledger)
    sources = sources_of(ledger)
    stories = tuple(
        Told(
            account=account,
            figures=tuple(figure for figure in account.read.casualties if figure.scope is Scope.EVENT),
            copied=report.near_duplicate,
        )
        for account, report in zip(ordered, ledger, strict=True)
    )
    return Happening(
        event=event,
        first_seen=first_seen or min(account.kept_at for account in ordered),
        changed=changed or max(account.kept_at for account in ordered),
        stories=stories,
        reports=ledger,
        sources=len(set(sources.values())),
        toll=toll_lines(own, ledger, sources),
    )


def own_figures(accounts: Iterable[Account], reports: Iterable[EventReport]) -> list[ReportedFigure]:
    """The figures of the stories that are no copies; of all, where there are only copies."""
    pairs = list(zip(accounts, reports, strict=True))
    own = [account for account, report in pairs if not report.near_duplicate] or [account for account, _ in pairs]
    return [
        figure for account in own for figure in reported_figures(account.id, told_at(account), account.read.casualties)
    ]


def _report(account: Account) -> EventReport:
    story = account.read.story
    return EventReport(
        story_id=account.id,
        outlet=outlet_of(account),
        title=story.title,
        url=story.url,
        published=story.published,
        at=told_at(account),
        relation=Relation.NEW,
        alerting=account.alerting,
        agency=agency_of(story.origin),
    )


def country_code(figure: CasualtyFigure) -> str | None:
    """The state where a figure's people came to harm, as a two-letter code."""
    return (figure.location.country if figure.location else None) or figure.country


def country_of(happening: Happening) -> Country | None:
    """The state that most of the figures lie in."""
    codes = [code for figure in happening.figures if (code := country_code(figure))]
    return country(max(codes, key=codes.count)) if codes else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where it happened: `place` as a text has it, and what is known of where that lies."""

    place: str | None = None
    location: Location | None = None


def spot_of(happening: Happening) -> Spot:
    """The narrowest place of the happening, one with coordinates before one without."""
    state = country_of(happening)
    here = [
        figure
        for figure in happening.figures
        if (figure.place or figure.location) and (state is None or country_code(figure) in (None, state.code))
    ]
    best = min(here, key=_vagueness, default=None)
    return Spot() if best is None else Spot(place=best.place, location=best.location)


def _vagueness(figure: CasualtyFigure) -> tuple[bool, int]:
    where = figure.location
    return (where is None or where.latitude is None, len(_NARROW) if where is None else _NARROW[where.precision])


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The days of the happening, both counted. `precision` None: not dated, this is the day of the first report."""

    start: date
    end: date
    precision: DatePrecision | None

    @property
    def days(self) -> int:
        """How many days it may have been."""
        return (self.end - self.start).days + 1


def when_of(happening: Happening) -> When:
    """When it happened: the closest date that its figures carry, else the day of its first report (UTC)."""
    periods: list[Period] = [figure.period for figure in happening.figures if figure.period]
    best = min(periods, key=lambda period: period.end - period.start, default=None)
    if best is not None:
        return When(start=best.start, end=best.end, precision=best.precision)
    day = min(told_at(told.account) for told in happening.stories).date()
    return When(start=day, end=day, precision=None)


def with_figures(happening: Happening, figures: Sequence[ReportedFigure]) -> tuple[TollLine, ...]:
    """The toll that these figures make by the rules for independent sources and hours that have passed."""
    return toll_lines(figures, happening.reports, sources_of(happening.reports))


def actors_of(figures: Iterable[CasualtyFigure]) -> tuple[str, ...]:
    """The actors that figures name, each once, in their order."""
    return tuple(dict.fromkeys(figure.actor for figure in figures if figure.actor))
