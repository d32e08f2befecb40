"""A day at the desk, invented: what the pictures of the pages show.

The stories are those of the demo's newsstand, and a strike that eight reports tell of over ten hours: three numbers at
odds, a correction, an edit, and a copy. They are read and placed by the program itself.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert, select, update

from alerts.advance import advance
from alerts.subscriptions import subscriptions_from
from alerts.tables import delivery as delivery_table
from crawler.flags.flag import Flag, Label
from crawler.news import Feed, Story
from crawler.reading import understand
from crawler.store.database import writing
from crawler.store.feeds import put_feeds
from crawler.store.tables import feed as feed_table
from crawler.store.tables import visit as visit_table
from crawler.understanding import ReadStory
from scheduler.beats import beat
from scheduler.demo.press import Press
from scheduler.demo.sample import load_sample
from scheduler.settings import Settings
from tests.alerts.making import store
from tests.scheduler.console.desk import Desk
from tests.scheduler.console.test_story import HOSTILE

SUBSCRIPTIONS: Sequence[dict[str, Any]] = (
    {"name": "مكتب-الشام", "flags": ["casualty"], "countries": ["SY", "LB"], "min_killed": 3, "language": "ar",
     "to": ["telegram:-1001234567890", "mailto:desk@example.org"], "timezone": "Asia/Damascus",
     "quiet": "23:00-06:00", "flood_messages": 0},
    {"name": "diplomacy-digest", "flags": ["diplomacy"], "to": ["webhook:https://example.org/hook"], "when": "daily",
     "at": ["08:00", "19:30"], "timezone": "Asia/Beirut", "language": "en"},
)  # fmt: skip

_COPY = (
    "قتل 14 مدنيا وأصيب 30 آخرون في غارة جوية استهدفت سوقا شعبيا في مدينة إدلب شمال غربي سوريا، وفق ما أعلن الدفاع "
    "المدني السوري.\n\nوقال الدفاع المدني إن فرقه ما تزال تبحث عن مفقودين تحت الأنقاض، وإن بين القتلى أربعة أطفال "
    "وثلاث نساء. وأضاف أن الغارة وقعت صباحا في ساعة الذروة، حين كان السوق مكتظا بالمتسوقين."
)
# Hours ago, outlet, title, text.
_STRIKE = (
    (10.0, "مرفأ", "قتلى وجرحى بغارة على سوق في إدلب",
     "قتل 6 أشخاص على الأقل وأصيب 15 آخرون في غارة جوية على سوق شعبي في مدينة إدلب شمال غربي سوريا، بحسب الدفاع المدني "
     "السوري.\n\nوقال شهود إن الغارة وقعت صباحا، وإن سيارات الإسعاف نقلت المصابين إلى ثلاثة مستشفيات."),
    (8.5, "وكالة سواحل للأنباء", "ارتفاع قتلى غارة سوق إدلب إلى 11",
     "ارتفع عدد قتلى الغارة الجوية على سوق إدلب إلى 11 قتيلا و24 جريحا، وفق ما أفادت به مديرية الصحة في إدلب.\n\nوقالت "
     "المديرية إن ست حالات من بين الجرحى حرجة."),
    (7.0, "بوابة النيل والناس", "14 قتيلا بينهم أطفال في غارة على سوق في إدلب", _COPY),
    (6.8, "ملتقى الصحف", "14 قتيلا بينهم أطفال في غارة على سوق في إدلب", _COPY),
    (6.0, "صحيفة سدرة", "المرصد: مقتل 19 شخصا في قصف سوق إدلب",
     "أعلن المرصد السوري لحقوق الإنسان مقتل 19 شخصا في الغارة الجوية على سوق إدلب، وإصابة أكثر من 40 آخرين.\n\nوأوضح "
     "المرصد أن بين القتلى خمسة أطفال، وأن العدد مرشح للارتفاع."),
    (3.5, "مرايا الأطلس", "مصدر طبي ينفي مقتل 19 في سوق إدلب ويؤكد 16",
     "قال مصدر طبي في إدلب إن عدد قتلى الغارة على السوق بلغ 16 شخصا، وإن 33 جريحا ما زالوا في المستشفيات.\n\n"
     "وكان المرصد السوري قد تحدث عن 19 قتيلا."),
    (1.0, "مرفأ", "18 قتيلا حصيلة غارة إدلب بعد انتشال جثتين",
     "ارتفعت حصيلة الغارة على سوق إدلب إلى 18 قتيلا بعد انتشال جثتي طفلين من تحت الأنقاض، بحسب الدفاع المدني "
     "السوري.\n\nوأدانت تركيا الغارة، ودعت وزارة خارجيتها إلى تحقيق دولي."),
)  # fmt: skip
_AT_ODDS = (
    "مقتل 12 شخصا في انفجار مستودع قرب حمص",
    "قتل تسعة أشخاص وأصيب 21 آخرون في انفجار مستودع للوقود قرب مدينة حمص وسط سوريا، وفق مصدر في الإطفاء.\n\nوقال "
    "المصدر إن بين القتلى ثلاثة من رجال الإطفاء.",
)


def scene(desk: Desk) -> None:
    """Fills an empty database: stories, events, deliveries in every state, feeds well and ill, roles, doubts."""
    now = desk.now
    desk.app.settings = Settings.model_validate(
        {"store": {"database": str(desk.engine.url), "redis": "redis://127.0.0.1:1"}, "subscription": SUBSCRIPTIONS}
    )
    for hours_ago, read in sorted((*_sample(now), *_strike(now)), key=lambda one: -one[0]):
        _tell(desk, read, now - timedelta(hours=hours_ago))
    _feeds(desk.engine, now)
    _deliveries(desk.engine, now)
    with writing(desk.engine) as connection:
        for number, role in enumerate(("crawler", "scheduler", "alerts", "console")):
            known: dict[str, Any] = {"host": "desk-1", "pid": 400 + number, "state": "running", "restarts": number // 3}
            beat(connection, name=role, **known, started_at=now - timedelta(hours=30), now=now)


def hostile(desk: Desk) -> None:
    """One more story, whose title is made to break a page."""
    told = understand(Story(title=HOSTILE, text=f"قتل خمسة أشخاص في حلب {HOSTILE}", url="https://evil.example/1",
                            outlet=f"<b>{HOSTILE[:60]}", published=desk.now))  # fmt: skip
    _tell(desk, told, desk.now)


def _tell(desk: Desk, read: ReadStory, at: datetime) -> None:
    store(desk.engine, read, at=at)
    advance(desk.engine, subscriptions_from(desk.app.settings.subscription), now=at)


def _sample(now: datetime) -> list[tuple[float, ReadStory]]:
    press = Press(load_sample(), base="https://example.org", opened=now)
    found = []
    for number, article in enumerate(press.articles):
        if not article.paragraphs:
            continue
        outlet = article.outlet
        story = Story(
            title=article.story.title, text="\n\n".join(article.paragraphs), url=article.url, outlet=outlet.outlet,
            country=outlet.country, published=article.published, byline=article.story.byline,
        )  # fmt: skip
        read = understand(story)
        if number % 5 == 0:
            read = replace(read, casualty=Flag(label=Label.CASUALTY, flagged=False, score=0.31, review=True))
        found.append((article.story.minutes / 60 + 2.4 * (number % 9), read))
    return found


def _strike(now: datetime) -> list[tuple[float, ReadStory]]:
    told = [
        (
            hours_ago,
            Story(title=title, text=text, url=f"https://news.example/{number}", outlet=outlet, country="SY",
                  published=now - timedelta(hours=hours_ago, minutes=4)),
        )
        for number, (hours_ago, outlet, title, text) in enumerate((*_STRIKE, (2.0, "مرفأ", *_AT_ODDS)))
    ]  # fmt: skip
    first = told[0][1]
    told.append((9.5, replace(first, text=first.text.replace("6 أشخاص على الأقل", "8 أشخاص"))))
    return [(hours_ago, understand(story)) for hours_ago, story in told]


def _feeds(engine: Engine, now: datetime) -> None:
    outlets = load_sample().outlet
    with writing(engine) as connection:
        feeds = [
            Feed(name=one.name, url=f"https://{one.name}.example/feed/", outlet=one.outlet, country=one.country)
            for one in outlets
        ]
        put_feeds(connection, feeds, "configured", now)
        states: Sequence[dict[str, object]] = (
            {"state": "healthy", "missed": 3, "missed_at": now - timedelta(hours=5)},
            {"state": "failing", "error_count": 3, "last_error": "503 Service Unavailable"},
            {"state": "healthy", "charset_overrides": 12, "charset_used": "windows-1256"},
            {"state": "dead", "error_count": 41, "last_error": "DNS lookup failed: no results for sidra.example"},
            {"state": "healthy", "active": False, "paused_at": now - timedelta(days=1)},
        )
        ids = list(connection.execute(select(feed_table.c.id).order_by(feed_table.c.id)).scalars())
        for identity, values in zip(ids, states, strict=False):
            seen = {"last_visit_at": now - timedelta(minutes=4), "next_visit_at": now + timedelta(minutes=6)}
            connection.execute(update(feed_table).where(feed_table.c.id == identity).values(**seen, **values))
        for identity in ids:
            for back in range(7):
                new = (identity * 7 + back * 5) % 13
                values = {"feed_id": identity, "at": now - timedelta(days=back, hours=3), "outcome": "new"}
                connection.execute(insert(visit_table).values(**values, found=new, new=new, seconds=0.2))


def _deliveries(engine: Engine, now: datetime) -> None:
    """One of each end: sent, unknown, failed, dead; others wait."""
    table = delivery_table.c
    ends = (
        ("sent", None), ("unknown", "timed out after the message was sent; it may have arrived"),
        ("failed", "Bad Request: chat not found"), ("dead", "550 5.1.1 desk@example.org: no such user here"),
        ("sent", None), ("sent", None), ("sent", None), ("due", None), ("sent", None),
    )  # fmt: skip
    with writing(engine) as connection:
        ids = connection.execute(select(table.id).order_by(table.id)).scalars().all()
        for identity, (state, error) in zip(ids, ends * (len(ids) // len(ends) + 1), strict=False):
            ended = None if state == "due" else now - timedelta(minutes=identity)
            values = {"state": state, "last_error": error, "ended_at": ended}
            connection.execute(update(delivery_table).where(table.id == identity).values(**values))


def desk_of_today(engine: Engine) -> Desk:
    """The desk with its scene, at this moment."""
    desk = Desk(engine, now=datetime.now(UTC))
    scene(desk)
    return desk
