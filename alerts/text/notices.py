"""What the operator is told of Rasid's own work, in words; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from alerts.text.bidi import isolate, one_line
from alerts.text.parties import Language
from alerts.text.times import moment_text


class Trouble(StrEnum):
    """What has become of a feed."""

    DEAD = "dead"
    GONE = "gone"
    PAGES = "pages"
    SILENT = "silent"
    EMPTY = "empty"
    BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedNotice:
    """A feed that somebody has to look at, or need not any more. `since` is the first of the failures, or the last
    new item; `lost` of `pages` could not be had."""

    feed: str
    outlet: str
    url: str
    trouble: Trouble
    since: datetime | None = None
    error: str = ""
    lost: int = 0
    pages: int = 0


_SAID: Mapping[Language, Mapping[Trouble, str]] = {
    "ar": {
        Trouble.DEAD: "الخلاصة {feed} ({outlet}) لا تجيب منذ {since}؛ آخر خطأ: {error}. ما زال راصد يزورها كل ست ساعات",
        Trouble.GONE: "الخلاصة {feed} ({outlet}) أُزيلت بحسب خادمها (410). ما زال راصد يزورها كل ست ساعات",
        Trouble.PAGES: "الخلاصة {feed} ({outlet}) تجيب، لكن تعذّر جلب {lost} من {pages} صفحات في آخر يوم: {error}",
        Trouble.SILENT: "الخلاصة {feed} ({outlet}) تجيب، لكنها لم تُدرج جديدا منذ {since}",
        Trouble.EMPTY: "الخلاصة {feed} ({outlet}) تجيب، لكنها لم تُدرج شيئا قط",
        Trouble.BACK: "الخلاصة {feed} ({outlet}) عادت إلى العمل",
    },
    "en": {
        Trouble.DEAD: "the feed {feed} ({outlet}) has not answered since {since}; last error: {error}. "
        "It is still visited every six hours",
        Trouble.GONE: "the feed {feed} ({outlet}) is gone, says its server (410). It is still visited every six hours",
        Trouble.PAGES: "the feed {feed} ({outlet}) answers, but {lost} of {pages} pages of the last day could not be "
        "had: {error}",
        Trouble.SILENT: "the feed {feed} ({outlet}) answers, but has listed nothing new since {since}",
        Trouble.EMPTY: "the feed {feed} ({outlet}) answers, but has never listed anything",
        Trouble.BACK: "the feed {feed} ({outlet}) works again",
    },
}


def feed_notice(notice: FeedNotice, language: Language, zone: ZoneInfo) -> str:
    """One sentence that names the feed, what is the matter and since when."""
    return _SAID[language][notice.trouble].format(
        feed=isolate(notice.feed),
        outlet=isolate(one_line(notice.outlet, 60)),
        since="—" if notice.since is None else moment_text(notice.since, zone, language),
        lost=notice.lost,
        pages=notice.pages,
        error=isolate(one_line(notice.error, 80) or "—"),
    )
