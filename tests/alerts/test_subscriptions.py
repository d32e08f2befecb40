"""A subscription lets through what it asks for, when it asks for it."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from alerts.alert import Severity
from alerts.events.event import Event
from alerts.events.joining import begin
from alerts.events.profile import profile_of
from alerts.settings import SubscriptionSection
from alerts.subscriptions import MatchReason, NoMatch, Recipient, Subscription, earliest, matches, subscriptions_from
from crawler.facts.act import ActKind
from crawler.facts.figure import Cause, Group
from crawler.understanding import ReadStory
from tests.alerts.making import NOW, act, figure, kept, read_story


def _event(read: ReadStory) -> Event:
    account = kept(1, read)
    return replace(begin(account, profile_of(account), now=NOW), id=1)


STRIKE = _event(
    read_story(
        "مقتل صحفيين اثنين وثلاثة مدنيين في غارة على صور",
        "قُتل خمسة أشخاص بينهم صحفيان في غارة إسرائيلية على مدينة صور جنوبي لبنان، وفق الوكالة الوطنية للإعلام.",
        outlet="صوت الجنوب",
        figures=(
            figure(5, cause=Cause.AIRSTRIKE, place="صور", country="LB", actor="الجيش الإسرائيلي"),
            figure(2, group=Group.JOURNALISTS, among=0, place="صور", country="LB"),
        ),
    )
)
TREATY = _event(
    read_story(
        "السنغال وغامبيا توقعان اتفاقا لترسيم الحدود",
        "وقع وزيرا خارجية السنغال وغامبيا في بانجول اتفاقا لترسيم الحدود البحرية بين البلدين.",
        outlet="أفريقيا اليوم",
        acts=(act(ActKind.AGREEMENT, "SN", "GM", place="بانجول"),),
    )
)


def _subscription(**filters: object) -> Subscription:
    return Subscription(name="desk", to=(Recipient(channel="telegram", address="-1"),), **filters)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("filters", "event", "result"),
    [
        ({}, STRIKE, None),
        ({"flags": ("diplomacy",)}, STRIKE, NoMatch.FLAG),
        ({"flags": ("diplomacy",)}, TREATY, None),
        ({"countries": ("LB",)}, STRIKE, None),
        ({"countries": ("SY",)}, STRIKE, NoMatch.COUNTRY),
        ({"countries": ("GM",)}, TREATY, None),
        ({"places": ("صور",)}, STRIKE, None),
        ({"places": ("مدينة صور",)}, STRIKE, NoMatch.PLACE),
        ({"places": ("بانجول",)}, TREATY, None),
        ({"actors": ("إسرائيلي",)}, STRIKE, None),
        ({"actors": ("الحوثي",)}, STRIKE, NoMatch.ACTOR),
        ({"actors": ("SN",)}, TREATY, None),
        ({"groups": ("journalists", "medics")}, STRIKE, None),
        ({"groups": ("children",)}, STRIKE, NoMatch.GROUP),
        ({"kinds": ("agreement",)}, TREATY, None),
        ({"kinds": ("airstrike",)}, STRIKE, None),
        ({"kinds": ("visit",)}, TREATY, NoMatch.KIND),
        ({"outlets": ("صوت الجنوب",)}, STRIKE, None),
        ({"outlets": ("صوت",)}, STRIKE, NoMatch.OUTLET),
        ({"words": ("لبنان",)}, STRIKE, None),
        ({"words": ("سلاح", "غارة")}, STRIKE, None),
        ({"words": ("ترسيم الحدود",)}, TREATY, None),
        ({"words": ("هدنة",)}, TREATY, NoMatch.WORD),
        ({"min_killed": 5}, STRIKE, None),
        ({"min_killed": 6}, STRIKE, NoMatch.TOO_FEW_KILLED),
        ({"min_killed": 6}, TREATY, None),
        ({"min_sources": 2}, STRIKE, NoMatch.TOO_FEW_SOURCES),
    ],
)
def test_every_filter(filters: dict[str, object], event: Event, result: NoMatch | None) -> None:
    """An empty filter lets everything through; one that is set names itself where it does not."""
    assert matches(_subscription(**filters), event) is (result or MatchReason.ALL_FILTERS)


def test_a_configured_subscription_is_taken_over_whole() -> None:
    """No filter is forgotten on the way from the configuration, and an address is known by its channel."""
    section = SubscriptionSection(
        name="syria",
        flags=("casualty",),
        countries=("SY",),
        words=("حلب",),
        min_killed=3,
        min_sources=2,
        to=("telegram:-1001", "mailto:desk@example.org", "webhook:https://example.org/hook?a=b:c", "telegram:-1001"),
        when="daily 08:00",
        timezone="Asia/Damascus",
        quiet="23:00-06:00",
        language="en",
        fallback=("console:",),
        fallback_minutes=10,
    )
    (subscription,) = subscriptions_from([section])
    assert subscription.to == (
        Recipient(channel="telegram", address="-1001"),
        Recipient(channel="mailto", address="desk@example.org"),
        Recipient(channel="webhook", address="https://example.org/hook?a=b:c"),
    )
    assert subscription.fallback == (Recipient(channel="console", address=""),)
    given = section.model_dump(exclude={"to", "fallback"})
    assert {name: getattr(subscription, name) for name in given} == given


def _local(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("when", "quiet", "zone", "now", "then"),
    [
        ("now", None, "Asia/Damascus", "2026-05-01T12:34:56", "2026-05-01T12:34:56"),
        ("hourly", None, "Asia/Damascus", "2026-05-01T12:34:56", "2026-05-01T13:00:00"),
        ("hourly", None, "Asia/Kathmandu", "2026-05-01T12:34:56", "2026-05-01T13:00:00"),
        ("hourly", None, "UTC", "2026-05-01T12:00:00", "2026-05-01T12:00:00"),
        ("daily 08:00", None, "Asia/Damascus", "2026-05-01T07:59:00", "2026-05-01T08:00:00"),
        ("daily 08:00", None, "Asia/Damascus", "2026-05-01T08:01:00", "2026-05-02T08:00:00"),
        ("now", "23:00-06:00", "Asia/Damascus", "2026-05-01T22:59:59", "2026-05-01T22:59:59"),
        ("now", "23:00-06:00", "Asia/Damascus", "2026-05-01T23:00:00", "2026-05-02T06:00:00"),
        ("now", "23:00-06:00", "Asia/Damascus", "2026-05-02T05:59:59", "2026-05-02T06:00:00"),
        ("now", "23:00-06:00", "Asia/Damascus", "2026-05-02T06:00:00", "2026-05-02T06:00:00"),
        ("now", "13:00-15:00", "Africa/Cairo", "2026-05-01T14:00:00", "2026-05-01T15:00:00"),
        ("daily 03:00", "23:00-06:00", "Asia/Damascus", "2026-05-01T12:00:00", "2026-05-02T06:00:00"),
        # Cairo's clocks go from 00:00 to 01:00 on 24 April 2026: 00:30 does not exist that night.
        ("daily 00:30", None, "Africa/Cairo", "2026-04-23T12:00:00", "2026-04-24T01:30:00"),
        ("now", "22:00-00:30", "Africa/Cairo", "2026-04-23T23:00:00", "2026-04-24T01:30:00"),
    ],
)
def test_the_earliest_moment(when: str, quiet: str | None, zone: str, now: str, then: str) -> None:
    """Times of day are those of the subscription's zone, clock changes included."""
    subscription = _subscription(when=when, quiet=quiet, timezone=zone)
    assert earliest(subscription, Severity.SERIOUS, _local(now, zone)) == _local(then, zone).astimezone(UTC)


def test_an_hour_that_comes_twice_delivers_once() -> None:
    """Beirut's clocks go back at midnight on 25 October 2026: 23:30 comes twice, and the digest the first time."""
    subscription = _subscription(when="daily 23:30", timezone="Asia/Beirut")
    before = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
    first = earliest(subscription, Severity.NOTICE, before)
    assert first == datetime(2026, 10, 24, 20, 30, tzinfo=UTC)
    second = earliest(subscription, Severity.NOTICE, datetime(2026, 10, 24, 20, 31, tzinfo=UTC))
    assert second == datetime(2026, 10, 25, 21, 30, tzinfo=UTC)


def test_urgent_breaks_quiet_hours_and_serious_does_not() -> None:
    """From URGENT on nobody is let sleep."""
    subscription = _subscription(quiet="23:00-06:00")
    night = datetime(2026, 5, 1, 2, tzinfo=UTC)
    assert earliest(subscription, Severity.SERIOUS, night) == datetime(2026, 5, 1, 6, tzinfo=UTC)
    assert earliest(subscription, Severity.URGENT, night) == night
