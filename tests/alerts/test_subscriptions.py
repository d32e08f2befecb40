"""A subscription lets through what it asks for, when it asks for it."""

from dataclasses import replace

import pytest

from alerts.events.event import Event
from alerts.events.joining import begin
from alerts.events.profile import profile_of
from alerts.settings import SubscriptionSection
from alerts.subscriptions import MatchReason, NoMatch, Recipient, Subscription, matches, subscriptions_from
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
        ({"places": ("مدينة صور",)}, STRIKE, None),
        ({"places": ("مدينة صيدا",)}, STRIKE, NoMatch.PLACE),
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
        ({"min_severity": "serious"}, STRIKE, None),
        ({"min_severity": "urgent"}, STRIKE, NoMatch.TOO_MILD),
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
        min_severity="serious",
        when="daily",
        at="08:00",
        timezone="Asia/Damascus",
        urgent_now=False,
        empty=True,
        max_per_hour=4,
        quiet="23:00-06:00",
        quiet_except="grave",
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
