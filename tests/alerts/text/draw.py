"""Draws three alerts as their readers see them: python -m tests.alerts.text.draw docs/alerts.png

A Telegram message with its reply, its mail in light and dark, and a digest. Telegram is drawn as its clients lay it
out: each line takes its direction from its own first letter.
"""

import base64
import sys
from pathlib import Path

from playwright.sync_api import Browser

from alerts.alert import Alert, AlertReason, Severity
from alerts.text.digest import digest_mail
from alerts.text.mail import mail_text
from alerts.text.telegram import telegram_reply, telegram_text
from crawler.facts.act import ActKind
from crawler.facts.figure import Cause, Group, Outcome
from tests.alerts.text.pictures import DAMASCUS, NOW, act, alert, line
from tests.alerts.text.test_digest import digest, listed
from tests.browsers import headless

CHAT = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 14px; background: #8fb0a0; font: 15px/1.42 sans-serif }
div { margin-bottom: 10px; padding: 9px 13px; border-radius: 14px; background: #fff }
div, blockquote { white-space: pre-wrap; unicode-bidi: plaintext; overflow-wrap: anywhere; text-align: start }
blockquote { margin: 2px 0; padding: 3px 8px; border-inline-start: 3px solid #2a7ab8; background: #eef5fa }
a { color: #2a7ab8; text-decoration: none }
</style>"""

SIDE_BY_SIDE = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 16px; display: grid; grid-template-columns: 1fr 1fr; gap: 16px; background: #d9dde1 }
img { width: 100%; display: block }
</style>"""


def main() -> None:
    """One picture of four."""
    out = Path(sys.argv[1])
    with headless() as browser:
        shots = [shot(browser, html, dark=dark) for html, dark in pages()]
        images = "".join(f'<img src="data:image/png;base64,{base64.b64encode(one).decode()}">' for one in shots)
        out.write_bytes(shot(browser, SIDE_BY_SIDE + images, width=960, scale=1))


def pages() -> list[tuple[str, bool]]:
    """The four pages, and whether each is shown in the dark."""
    first = alert()
    toll = (
        line(12, 19, group=Group.CIVILIANS, cause=Cause.SHELLING, actor="قوات الدعم السريع"),
        line(5, group=Group.CHILDREN, among=True),
        line(27, outcome=Outcome.INJURED),
    )
    risen = alert(revision=2, reason=AlertReason.TOLL_ROSE, toll=toll)
    words = [telegram_text(first, "ar", DAMASCUS, NOW), telegram_reply(risen, "ar", DAMASCUS, NOW)]
    mail = mail_text(first, "ar", DAMASCUS, NOW).html
    return [
        (CHAT + "".join(f'<div dir="auto">{shown(one.html)}</div>' for one in words), False),
        (mail, False),
        (digest_mail(day(), "ar", DAMASCUS, NOW).html, False),
        (mail, True),
    ]


def day() -> Alert:
    """A digest of four events."""
    sudan = (
        line(9, 12, group=Group.CIVILIANS, cause=Cause.SHELLING),
        line(3, group=Group.CHILDREN, among=True),
        line(20, outcome=Outcome.INJURED),
    )
    syria = (line(13, cause=Cause.AIRSTRIKE), line(21, outcome=Outcome.INJURED))
    mine = (line(6), line(4, outcome=Outcome.MISSING))
    met = act(ActKind.MEETING, "SY", "CN", people=("بشار الأسد", "شي جين بينج"), place="هانجتشو")
    return digest(
        listed(57, place="الأبيض", country="SD", severity=Severity.URGENT, toll=sudan, outlet="سودان اليوم", sources=2),
        listed(58, place="منبج", country="SY", severity=Severity.URGENT, toll=syria, outlet="مرفأ", sources=3),
        listed(59, place="نهر النيل", country="SD", toll=mine, outlet="Radio Nile"),
        listed(60, place="هانجتشو", country="CN", severity=Severity.NOTICE, flags=("diplomacy",), toll=(), acts=(met,)),
    )


def shown(html: str) -> str:
    """The message as clients show it: a quote is a block, which swallows the line breaks at its ends."""
    return html.replace("\n<blockquote", "<blockquote").replace("</blockquote>\n", "</blockquote>")


def shot(browser: Browser, html: str, *, dark: bool = False, width: int = 520, scale: float = 1.5) -> bytes:
    """The whole page as PNG, `scale` times as fine as a plain screen."""
    context = browser.new_context(
        viewport={"width": width, "height": 200}, device_scale_factor=scale, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    page.set_content(html)
    picture = page.screenshot(full_page=True)
    context.close()
    return picture


if __name__ == "__main__":
    main()
