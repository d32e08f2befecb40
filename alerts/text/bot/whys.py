"""Why a chat was told of an event, or was not, subscription by subscription; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.alert import Alert, DeliveryState, Line, Severity
from alerts.decide import Decision, Silence
from alerts.events.event import Event
from alerts.severity import killed_at_most
from alerts.subscriptions import NoMatch, Subscription
from alerts.text.bidi import isolate, one_line
from alerts.text.bot.lines import Writer, paged
from alerts.text.bot.replies import Voice
from alerts.text.bot.words import NO_MATCHES, SEVERITIES, SILENCES, STATES
from alerts.text.headline import event_line, headline
from alerts.text.wording import WORDINGS

# The keys of a subscription that say what it is about and when it comes, with what they are where nothing is said.
_FILTERS = ("flags", "countries", "places", "actors", "groups", "kinds", "outlets", "words")
_THRESHOLDS = {"min_killed": 0, "min_sources": 1, "min_severity": "notice", "when": "now", "quiet": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTold:
    """The last picture of an event that was made for a chat, and what became of it."""

    alert: Alert
    state: DeliveryState
    at: datetime  # when it ended, or was ordered
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one subscription says of an event: what it told, and what it would tell now."""

    subscription: Subscription
    told: LastTold | None
    decision: Decision


def why_answer(
    voice: Voice, event: Event, verdicts: Sequence[Verdict], *, asked: int, page: int, of_chat: bool
) -> tuple[Line, ...]:
    """Each subscription of this chat with its reason; of all of them where it has none."""
    words, writer = voice.words, voice.writer()
    if asked != event.id:
        writer.say(words.part_of.format(id=asked, whole=event.id))
    writer.head(event_line(event, voice.language))
    writer.say(f"{WORDINGS[voice.language].labels.event} {event.id}")
    if not verdicts:
        writer.say(words.no_subscriptions)
    elif not of_chat:
        writer.say(words.none_here)
    for verdict in verdicts:
        writer.head(words.subscription.format(name=isolate(verdict.subscription.name)))
        writer.say(f"{words.rule}: {rule_text(verdict.subscription) or words.no_rule}")
        if verdict.told is None:
            writer.say(f"{words.not_told}: {_refusal(voice, event, verdict)}")
        else:
            _told(voice, writer, verdict.told, verdict.decision)
    return paged(writer.lines, page, f"/why_{asked}", voice.language)


def rule_text(subscription: Subscription) -> str:
    """The filters of a subscription by the keys that `rasid.toml` has for them."""
    said = [(key, ", ".join(map(str, getattr(subscription, key)))) for key in _FILTERS if getattr(subscription, key)]
    said += [(key, str(getattr(subscription, key))) for key, usual in _THRESHOLDS.items()
             if getattr(subscription, key) != usual]  # fmt: skip
    return " · ".join(isolate(f"{key} = {one_line(value, 120)}") for key, value in said)


def _told(voice: Voice, writer: Writer, told: LastTold, decision: Decision) -> None:
    words, language = voice.words, voice.language
    writer.say(f"{words.last_told}: {headline(told.alert, language)}")
    labels = WORDINGS[language].labels
    waits = told.not_before if told.state is DeliveryState.DUE else None
    state = STATES[language][told.state] + (f" ({words.until.format(until=voice.moment(waits))})" if waits else "")
    writer.say(f"{labels.revision} {told.alert.revision} · {voice.moment(told.at)} · {state}")
    writer.say(f"{words.told_as}: {WORDINGS[language].reason_line(told.alert)}")
    silence = decision.silence
    writer.say(f"{words.now}: {words.would_be_told if silence is None else SILENCES[language][silence]}")


def _refusal(voice: Voice, event: Event, verdict: Verdict) -> str:
    decision, subscription = verdict.decision, verdict.subscription
    if decision.silence is None:
        return voice.words.before_you
    if decision.silence is Silence.NOT_FOR_THEM and isinstance(decision.match, NoMatch):
        severities = SEVERITIES[voice.language]
        return NO_MATCHES[voice.language][decision.match].format(
            severity=severities[event.severity],
            min_severity=severities[Severity[subscription.min_severity.upper()]],
            sources=event.sources,
            min_sources=subscription.min_sources,
            killed=killed_at_most(event.toll),
            min_killed=subscription.min_killed,
        )
    return SILENCES[voice.language][decision.silence]
