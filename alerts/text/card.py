"""Card: all that an alert says, in words of one language, before it takes the form of a channel."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from alerts.alert import WITHOUT_EVENT, Alert, AlertReason, Report
from alerts.text.bidi import foreign, isolate, one_line
from alerts.text.headline import headline
from alerts.text.labels import Labels
from alerts.text.parties import Language, country_name
from alerts.text.times import clock, moment_text, zone_text
from alerts.text.wording import WORDINGS
from crawler.urls import is_web_url

MAX_URL = 1_000  # a longer address is no address for a reader, and would eat the message


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure or dealing: «القتلى», «ما بين 9 و12 مدنيا», «بحسب عنب بلدي»."""

    label: str
    text: str
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One report. `url` is None where its address is no web address."""

    outlet: str
    title: str
    url: str | None
    when: str
    copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The words of an alert. `stamp` names event, revision and time, and is no part of what is said."""

    labels: Labels
    headline: str
    figures: tuple[Row, ...]
    acts: tuple[Row, ...]
    place: str
    proof: str
    proof_outlet: str
    contradictions: tuple[str, ...]
    sources_title: str
    sources: tuple[Source, ...]
    further: str
    why: str
    stamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much a card may hold."""

    rows: int
    sources: int
    proof: int
    contradictions: int
    title: int = 160


def card(alert: Alert, language: Language, zone: ZoneInfo, now: datetime, room: Room) -> Card:
    """The alert in words. Nothing in it but `stamp` depends on `now`."""
    wording = WORDINGS[language]
    reports = _best_first(alert.reports)
    rest = len(reports) - room.sources
    told = headline(alert, language)
    return Card(
        labels=wording.labels,
        headline=told,
        figures=tuple(
            Row(label=label, text=text, says=wording.says(line.says))
            for line in alert.toll[: room.rows]
            for label, text in [wording.figure_line(line)]
        ),
        acts=tuple(
            Row(label=label, text=text)
            for act in alert.acts[: room.rows]
            if wording.act_line(act) != told  # said already
            for label, text in [wording.act_figure(act)]
        ),
        place=_place(alert, language),
        proof=one_line(alert.proof.quote, room.proof) if alert.proof and room.proof else "",
        proof_outlet=_name(alert.proof.outlet, 60, language) if alert.proof else "",
        contradictions=(*_contest(alert, language), *_contradictions(alert))[: room.contradictions],
        sources_title=(
            wording.labels.link
            if alert.reason is AlertReason.NOTICE
            else f"{wording.labels.sources} ({wording.independent(alert.sources)})"
        ),
        sources=tuple(_source(one, alert, language, zone, room) for one in reports[: room.sources]),
        further=wording.further(rest) if rest > 0 else "",
        why=wording.reason_line(alert),
        stamp=stamp(alert, language, zone, now),
    )


def _contest(alert: Alert, language: Language) -> tuple[str, ...]:
    """What its sources disagree about; where the reason says it already, it is not said twice."""
    contested = alert.confidence == "contested" and AlertReason.CONTESTED not in (alert.reason, *alert.further)
    return WORDINGS[language].contest(alert) if contested else ()


def _contradictions(alert: Alert) -> Iterable[str]:
    return (isolate(one_line(one, 240)) for one in alert.contradictions)


def stamp(alert: Alert, language: Language, zone: ZoneInfo, now: datetime) -> str:
    """Event, revision and when it was told: «الحدث 57 · تحديث 3 · 14:05 بتوقيت دمشق». The day only if not today's."""
    labels = WORDINGS[language].labels
    today = now.astimezone(zone).date() == alert.created_at.astimezone(zone).date()
    when = clock(alert.created_at, zone) if today else moment_text(alert.created_at, zone, language)
    told_at = f"{when} {zone_text(zone.key, language)}"
    if alert.reason in WITHOUT_EVENT:
        what = {AlertReason.DIGEST: labels.digest, AlertReason.TEST: labels.test}.get(alert.reason, labels.notice)
        return f"{what} · {told_at}"
    revision = f"{labels.update if alert.revision > 1 else labels.revision} {alert.revision}"
    return f"{labels.event} {alert.event_id} · {revision} · {told_at}"


def _place(alert: Alert, language: Language) -> str:
    place = _name(alert.place, 80, language) if alert.place else ""
    country = (country_name(alert.country, language) or "") if alert.country else ""
    if not place or not country or country in place:
        return place or country
    return f"{place}{'،' if language == 'ar' else ','} {country}"


def _name(text: str, limit: int, language: Language) -> str:
    """A name as it may stand in a line of this language."""
    name = one_line(text, limit) or "—"
    return foreign(name) if language == "ar" else isolate(name)


def _best_first(reports: Iterable[Report]) -> list[Report]:
    return sorted(reports, key=lambda report: report.near_duplicate)  # stable: else in the order they came


def _source(report: Report, alert: Alert, language: Language, zone: ZoneInfo, room: Room) -> Source:
    when = ""
    if report.published is not None:
        same_day = report.published.astimezone(zone).date() == alert.created_at.astimezone(zone).date()
        when = clock(report.published, zone) if same_day else moment_text(report.published, zone, language)
    return Source(
        outlet=_name(report.outlet, 60, language),
        title=one_line(report.title, room.title),
        url=report.url if is_web_url(report.url) and len(report.url) <= MAX_URL else None,
        when=when,
        copy=report.near_duplicate,
    )
