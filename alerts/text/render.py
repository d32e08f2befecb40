"""The words of an alert in the form of a channel, and what tells two of them apart."""

import hashlib
import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

from alerts.alert import Alert, AlertReason, DeliveryKind
from alerts.text.bot.lines import answer_telegram
from alerts.text.digest import digest_mail, digest_telegram
from alerts.text.mail import MailText, mail_text
from alerts.text.parties import Language
from alerts.text.plain import PLAIN_CHANNELS, PlainText, plain_text
from alerts.text.telegram import TelegramText, telegram_reply, telegram_text
from alerts.text.webhook import digest_body, webhook_body

# What Telegram does to a text before it keeps it: some characters go, controls become spaces, of a run of direction
# marks only the last stays one. Unless a hash is taken after the same, every edit looks like a change for ever.
_DROPPED = re.compile("[\r\u2028-\u202e\u030a\u0333\u033f]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f]")
_MARK_BEFORE_MARK = re.compile("[\u200e\u200f](?=[\u200e\u200f])")

_UNSAID = frozenset({"revision", "created_at"})


def render(
    alert: Alert, *, channel: str, kind: DeliveryKind, language: Language, zone: ZoneInfo, now: datetime
) -> object:
    """The payload for a channel: TelegramText, MailText, PlainText, or the JSON values of a webhook."""
    if channel in PLAIN_CHANNELS:
        words = render(alert, channel="telegram", kind=DeliveryKind.NEW, language=language, zone=zone, now=now)
        assert isinstance(words, TelegramText)
        return plain_text(words)
    if alert.reason is AlertReason.ANSWER:
        return answer_telegram(alert)
    if alert.reason is AlertReason.DIGEST:
        return _render_digest(alert, channel, language, zone, now)
    match channel:
        case "telegram":
            make = telegram_reply if kind is DeliveryKind.REPLY else telegram_text
            return make(alert, language, zone, now)
        case "mailto":
            return mail_text(alert, language, zone, now)
        case "webhook":
            return webhook_body(alert, zone)
    raise ValueError(f"no wording for the channel {channel!r}")


def _render_digest(alert: Alert, channel: str, language: Language, zone: ZoneInfo, now: datetime) -> object:
    match channel:
        case "telegram":
            return digest_telegram(alert, language, zone, now)
        case "mailto":
            return digest_mail(alert, language, zone, now)
        case "webhook":
            return digest_body(alert, zone)
    raise ValueError(f"no wording for the channel {channel!r}")


def rendered_hash(payload: object) -> str:
    """The same for two payloads that say the same, whatever revision or time they name."""
    match payload:
        case TelegramText():
            said = as_kept(payload.html.replace(payload.stamp, "")) if payload.stamp else as_kept(payload.html)
        case MailText():
            said = "\n".join((payload.subject, payload.text.replace(payload.stamp, "")))
        case PlainText():
            said = payload.whole.replace(payload.stamp, "") if payload.stamp else payload.whole
        case dict():
            said = json.dumps(
                {key: value for key, value in payload.items() if key not in _UNSAID}, ensure_ascii=False, sort_keys=True
            )
        case _:
            raise TypeError(f"not a payload: {type(payload).__name__}")
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def as_kept(text: str) -> str:
    """The text as Telegram keeps it."""
    text = _CONTROLS.sub(" ", _DROPPED.sub("", text))
    return _MARK_BEFORE_MARK.sub("\u200c", text).strip()
