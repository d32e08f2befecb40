"""Short answers: help, subscriptions, silence, and how Rasid does; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from alerts.alert import Line
from alerts.text.bidi import isolate, one_line
from alerts.text.bot.lines import Writer, command, paged
from alerts.text.bot.words import WORDS, Words
from alerts.text.parties import Language
from alerts.text.times import clock, moment_text, zone_text

_MUTE_EXAMPLES: dict[Language, tuple[str, ...]] = {
    "ar": ("/mute 2h", "/mute 30m", "/mute 1d", "/mute ساعتين"),
    "en": ("/mute 2h", "/mute 30m", "/mute 1d"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """In which language a chat is answered, by which clock, and when."""

    language: Language
    zone: ZoneInfo
    now: datetime

    @property
    def words(self) -> Words:
        """Those of the language."""
        return WORDS[self.language]

    def writer(self) -> Writer:
        """An empty answer."""
        return Writer(language=self.language)

    def moment(self, moment: datetime) -> str:
        """A time with its zone; the day only where it is not today's."""
        today = moment.astimezone(self.zone).date() == self.now.astimezone(self.zone).date()
        shown = clock(moment, self.zone) if today else moment_text(moment, self.zone, self.language)
        return f"{shown} {zone_text(self.zone.key, self.language)}"

    def one(self, sentence: str, **parts: object) -> tuple[Line, ...]:
        """An answer of one sentence."""
        writer = self.writer()
        writer.say(sentence.format(**parts))
        return tuple(writer.lines)


class Membership(StrEnum):
    """How a chat stands to a subscription."""

    BY_FILE = "by_file"
    JOINED = "joined"
    NOT_JOINED = "not_joined"
    VANISHED = "vanished"  # joined, and gone from the configuration


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A subscription as a chat sees it."""

    name: str
    membership: Membership
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How Rasid does, in numbers. `roles_down` are those that run nowhere."""

    feeds: int = 0
    feeds_in_trouble: int = 0
    stories: int = 0
    events: int = 0
    due: int = 0
    failed: int = 0
    unknown: int = 0
    roles_down: tuple[str, ...] = ()
    redis_up: bool = True
    problems: int = 0


def help_answer(voice: Voice, *, unknown: bool = False) -> tuple[Line, ...]:
    """What there is to ask."""
    writer, words = voice.writer(), voice.words
    if unknown:
        writer.say(f"{words.unknown}:")
    else:
        writer.head(words.help_title)
    for what, written in words.help:
        writer.say(f"{what}: {command(written)}")
    return tuple(writer.lines)


def offers_answer(voice: Voice, offers: Sequence[Offer], page: int) -> tuple[Line, ...]:
    """The subscriptions, how this chat stands to each, and how to join."""
    writer, words = voice.writer(), voice.words
    if not offers:
        return voice.one(words.no_subscriptions)
    writer.head(words.subscriptions)
    said = {
        Membership.BY_FILE: words.here,
        Membership.JOINED: words.joined_here,
        Membership.NOT_JOINED: words.not_joined,
        Membership.VANISHED: words.vanished,
    }
    for offer in offers:
        writer.gap()
        writer.say(words.subscription.format(name=isolate(offer.name)) + f": {said[offer.membership]}")
        if offer.membership is not Membership.VANISHED:
            writer.say(f"{words.rule}: {offer.rule or words.no_rule}")
    writer.gap()
    writer.say(words.how_to_join.format(join=command("/subscribe"), leave=command("/unsubscribe")))
    return paged(writer.lines, page, "/subscribe", voice.language)


def joined_answer(voice: Voice, name: str, *, is_new: bool) -> tuple[Line, ...]:
    """This chat hears of it from now on."""
    return voice.one(voice.words.joined if is_new else voice.words.already, name=isolate(name))


def by_file_answer(voice: Voice, name: str) -> tuple[Line, ...]:
    """What the configuration gives, no chat gives away."""
    return voice.one(voice.words.by_file, name=isolate(name), mute=command("/mute 2h"))


def no_such_answer(voice: Voice, name: str) -> tuple[Line, ...]:
    """There is no subscription of this name."""
    return voice.one(voice.words.no_such, name=isolate(one_line(name, 80) or "—"), list=command("/subscribe"))


def left_answer(voice: Voice, names: Sequence[str]) -> tuple[Line, ...]:
    """What was left; nothing where nothing was."""
    if not names:
        return voice.one(voice.words.left_nothing)
    comma = "، " if voice.language == "ar" else ", "
    return voice.one(voice.words.left, name=comma.join(map(isolate, names)))


def muted_answer(voice: Voice, until: datetime) -> tuple[Line, ...]:
    """Until when it is silent; or that this is over, where it came late."""
    if until <= voice.now:
        return voice.one(voice.words.muted_over)
    return voice.one(voice.words.muted, until=voice.moment(until), unmute=command("/unmute"))


def how_to_mute_answer(voice: Voice, until: datetime | None) -> tuple[Line, ...]:
    """How silence is asked for, and until when there is one."""
    writer, words = voice.writer(), voice.words
    if until is not None:
        writer.say(words.is_muted.format(until=voice.moment(until)))
    writer.say(words.how_to_mute.format(examples=" · ".join(map(command, _MUTE_EXAMPLES[voice.language]))))
    return tuple(writer.lines)


def mute_too_long_answer(voice: Voice) -> tuple[Line, ...]:
    """Who wants no alerts for months leaves."""
    return voice.one(voice.words.mute_too_long)


def unmuted_answer(voice: Voice, *, was_muted: bool) -> tuple[Line, ...]:
    """What was held comes now."""
    return voice.one(voice.words.unmuted if was_muted else voice.words.not_muted)


def status_answer(
    voice: Voice, health: Health, names: Sequence[str], vanished: Sequence[str], muted_until: datetime | None
) -> tuple[Line, ...]:
    """How Rasid does, and what this chat hears of."""
    writer, words = voice.writer(), voice.words
    writer.head(words.status)
    writer.say(words.not_well.format(count=health.problems) if health.problems else words.well)
    if health.roles_down:
        writer.say(words.roles_down.format(roles=" ".join(map(isolate, health.roles_down))))
    if not health.redis_up:
        writer.say(words.redis_down)
    writer.say(words.feeds.format(all=health.feeds, bad=health.feeds_in_trouble))
    writer.say(words.events.format(stories=health.stories, events=health.events))
    writer.say(words.deliveries.format(due=health.due, failed=health.failed, unknown=health.unknown))
    writer.head(words.this_chat)
    comma = "، " if voice.language == "ar" else ", "
    writer.say(f"{words.subscriptions}: {comma.join(map(isolate, names)) or '–'}")
    for name in vanished:
        writer.say(f"{words.subscription.format(name=isolate(name))}: {words.vanished}")
    if muted_until is not None:
        writer.say(words.is_muted.format(until=voice.moment(muted_until)))
    return paged(writer.lines, 1, "/status", voice.language)
