"""Alerts for the tests of this folder, with what does not matter filled in."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from alerts.alert import ActLine, Alert, AlertReason, Proof, Report, Severity, TollLine
from crawler.facts.act import ActKind, ActStatus
from crawler.facts.figure import Cause, Group, Outcome, Qualifier

NOW = datetime(2026, 5, 5, 11, 5, tzinfo=UTC)
DAMASCUS = ZoneInfo("Asia/Damascus")

QUOTE = "قال شهود إن قذائف سقطت على سوق الخضار في حي الدرجة فقتلت اثني عشر مدنيا بينهم ثلاثة أطفال."


def line(
    least: int,
    most: int | None = -1,
    *,
    outcome: Outcome = Outcome.KILLED,
    group: Group = Group.PEOPLE,
    says: tuple[str, ...] = ("شبكة أطباء السودان",),
    among: bool = False,
    qualifier: Qualifier | None = None,
    cause: Cause | None = None,
    actor: str | None = None,
) -> TollLine:
    """A toll line; `most` -1 means the same as `least`."""
    return TollLine(
        outcome=outcome,
        group=group,
        min=least,
        max=least if most == -1 else most,
        says=says,
        among=among,
        qualifier=qualifier,
        cause=cause,
        actor=actor,
    )


def vague(
    least: int, *, outcome: Outcome = Outcome.KILLED, group: Group = Group.PEOPLE, among: bool = False
) -> TollLine:
    """A number that was only said in words."""
    return line(least, None, outcome=outcome, group=group, among=among, qualifier=Qualifier.VAGUE)


def act(
    kind: ActKind,
    *parties: str,
    status: ActStatus = ActStatus.HAPPENED,
    people: tuple[str, ...] = (),
    place: str | None = None,
) -> ActLine:
    """A dealing."""
    return ActLine(kind=kind, parties=parties, status=status, people=people, place=place)


def report(number: int = 1, **changes: Any) -> Report:
    """One outlet's story."""
    values: dict[str, Any] = {
        "story_id": number,
        "outlet": "سودان اليوم",
        "title": "قصف على سوق في الأبيض",
        "url": f"https://news.example/{number}",
        "published": NOW - timedelta(minutes=20),
    }
    return Report(**{**values, **changes})


def alert(**changes: Any) -> Alert:
    """Shelling of a market: nine to twelve civilians killed."""
    values: dict[str, Any] = {
        "event_id": 57,
        "revision": 1,
        "reason": AlertReason.NEW_EVENT,
        "severity": Severity.URGENT,
        "flags": ("casualty",),
        "title": "قصف على سوق في الأبيض",
        "created_at": NOW,
        "place": "الأبيض",
        "country": "SD",
        "toll": (
            line(9, 12, group=Group.CIVILIANS, cause=Cause.SHELLING, actor="قوات الدعم السريع"),
            line(3, group=Group.CHILDREN, among=True),
            line(20, None, outcome=Outcome.INJURED, qualifier=Qualifier.AT_LEAST),
        ),
        "proof": Proof(quote=QUOTE, outlet="سودان اليوم", url="https://news.example/1"),
        "reports": (report(1), report(2, outlet="Radio Nile", near_duplicate=True)),
        "sources": 2,
    }
    return Alert(**{**values, **changes})
