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


class Ending(StrEnum):
    """How deliveries ended that told nobody, or perhaps nobody."""

    FAILED = "failed"
    DEAD = "dead"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedNotice:
    """Deliveries to one receiver that a person should look at."""

    to: str
    ending: Ending
    count: int
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientNotice:
    """A receiver that is not tried any more."""

    to: str
    since: datetime
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNotice:
    """The configuration file was changed and cannot be read; `problems` begin with the place."""

    host: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckNotice:
    """A promise of the house that does not hold: events without a delivery, or a heartbeat that did not arrive."""

    check: str  # a key of _CHECKS
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BotNotice:
    """The Telegram bot hears no commands; or does again, where `is_back`."""

    bot: str
    since: datetime
    because: str = ""
    is_back: bool = False


Notice = FeedNotice | EndedNotice | RecipientNotice | FileNotice | CheckNotice | BotNotice

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


_ENDED: Mapping[Language, Mapping[Ending, str]] = {
    "ar": {
        Ending.FAILED: "تنبيهات لم تصل إلى {to}: {count}؛ آخر خطأ: {error}. تُدرجها {command}",
        Ending.DEAD: "تنبيهات إلى {to} دُفنت بعد أن مات عليها العاملون ثلاث مرات: {count}. تُدرجها {command}",
        Ending.UNKNOWN: "تنبيهات إلى {to} لا يُعرف هل وصلت: {count}؛ آخر خطأ: {error}. تُدرجها {command}",
    },
    "en": {
        Ending.FAILED: "alerts that did not reach {to}: {count}; last error: {error}. {command} lists them",
        Ending.DEAD: "alerts to {to} over which workers died three times: {count}. {command} lists them",
        Ending.UNKNOWN: "alerts to {to} of which nobody knows whether they arrived: {count}; last error: {error}. "
        "{command} lists them",
    },
}
_RECIPIENT: Mapping[Language, str] = {
    "ar": "المتلقي {to} لا يمكن الوصول إليه منذ {since}: {error}. تُحبس تنبيهاته إلى أن تُعاد بالأمر {command}",
    "en": "the receiver {to} cannot be reached since {since}: {error}. Its alerts are held back until {command} "
    "sends one again",
}
_FILE: Mapping[Language, str] = {
    "ar": "ملف الإعدادات على {host} فيه خطأ، وتبقى الإعدادات السابقة نافذة: {problems}",
    "en": "the configuration file on {host} has a mistake, and what it said before stays in force: {problems}",
}
_CHECKS: Mapping[Language, Mapping[str, str]] = {
    "ar": {
        "without_row": "أحداث كان يجب أن تُنبه إليها اشتراكات ولم تُنبه: {detail}",
        "heartbeat": "خبر النبض لم يصل إلى متلقيه: {detail}",
    },
    "en": {
        "without_row": "events that subscriptions should have been told of and were not: {detail}",
        "heartbeat": "the heartbeat's story did not reach its receiver: {detail}",
    },
}


_BOT: Mapping[Language, str] = {
    "ar": "بوت تلغرام {bot} لا يسمع الأوامر منذ {since}: {error}. التنبيهات تُرسل كالمعتاد",
    "en": "the Telegram bot {bot} has heard no commands since {since}: {error}. Alerts are sent as ever",
}
_BOT_BACK: Mapping[Language, str] = {
    "ar": "بوت تلغرام {bot} عاد يسمع الأوامر",
    "en": "the Telegram bot {bot} hears commands again",
}


def notice_text(notice: Notice, language: Language, zone: ZoneInfo) -> str:
    """One sentence that says what is the matter, of what, and what can be done."""
    match notice:
        case FeedNotice():
            return feed_notice(notice, language, zone)
        case EndedNotice():
            command = "rasid alerts unknown" if notice.ending is Ending.UNKNOWN else "rasid alerts failed"
            return _ENDED[language][notice.ending].format(
                to=_part(notice.to), count=notice.count, error=_part(notice.error), command=isolate(command)
            )
        case RecipientNotice():
            since = moment_text(notice.since, zone, language)
            command = isolate("rasid alerts replay")
            return _RECIPIENT[language].format(
                to=_part(notice.to), since=since, error=_part(notice.because), command=command
            )
        case FileNotice():
            shown = (
                "؛ ".join(map(_part, notice.problems[:2]))
                if language == "ar"
                else "; ".join(map(_part, notice.problems[:2]))
            )
            more = len(notice.problems) - 2
            return _FILE[language].format(host=_part(notice.host), problems=shown + (f" (+{more})" if more > 0 else ""))
        case BotNotice():
            said = _BOT_BACK if notice.is_back else _BOT
            since = moment_text(notice.since, zone, language)
            return said[language].format(bot=_part(notice.bot), since=since, error=_part(notice.because))
        case CheckNotice():
            return _CHECKS[language][notice.check].format(detail=_part(notice.detail))


def _part(text: str) -> str:
    return isolate(one_line(text, 80) or "—")


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
