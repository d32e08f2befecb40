"""The kill points of the delivery notes, section 5: where in the program a process is killed, and what that may excuse.

No line of the program knows of them: `dying` wraps the named function from outside, in the process that is to die. A
point `excuses` a copy where the peer may have the whole message by then and the ledger cannot know: only there may a
message come twice, and at most once more for each such death.
"""

from dataclasses import dataclass
from typing import Literal

Stage = Literal["feed", "article", "advance", "new", "edit", "reply", "mail", "recovery", "prune", "bot", "answer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place to die: at the `nth` call of `target` (module:name or module:Class.name) after arming.

    `how`: before or after the call, or at a place within a library that has a wrapper of its own in `dying`.
    """

    name: str
    stage: Stage
    says: str
    target: str
    how: str = "before"
    nth: int = 1
    excuses: bool = False


_DISPATCH = (
    ("11", "within the transaction of the claim", "alerts.claim:_take", "after", False),
    ("12", "after the commit of `sending`", "alerts.deliver:claim", "after", False),
    ("13", "after the first byte of the request", "", "first byte", False),
    ("14", "after the whole request", "", "whole request", True),
    ("15", "after the answer", "alerts.channels.telegram:post", "after", True),
    ("16", "within the transaction of `sent`", "alerts.record:_note_recipient", "after", True),
    ("17", "after the commit of `sent`", "alerts.deliver:record", "after", False),
)

POINTS: tuple[Point, ...] = (
    Point(
        name="1",
        stage="feed",
        says="after the feed's answer",
        target="crawler.spiders.visiting:Visiting.feed_answered",
    ),
    Point(
        name="2",
        stage="feed",
        says="after the feed was parsed",
        target="tests.faults.crawling:Reader.parse_feed",
        how="after",
    ),
    Point(
        name="3",
        stage="feed",
        says="within the transaction of the items",
        target="crawler.store.visits:add_entries",
        how="after",
    ),
    Point(
        name="4",
        stage="feed",
        says="after the commit of items and validators",
        target="crawler.spiders.visiting:Visiting._after_visit",
    ),
    Point(name="5", stage="feed", says="after the wake in Redis", target="crawler.spiders.desk:Desk.wake", how="after"),
    Point(
        name="6", stage="article", says="after the page's download", target="crawler.spiders.pages:PageReader.answered"
    ),
    Point(
        name="7",
        stage="article",
        says="after the commit of the story",
        target="crawler.pipelines:TellPipeline.process_item",
    ),
    Point(
        name="8",
        stage="advance",
        says="before anything is written",
        target="alerts.advance:lock_if_due",
        how="after",
    ),
    Point(
        name="9",
        stage="advance",
        says="within the transaction of events and deliveries",
        target="alerts.advance:tell",
        how="after",
    ),
    Point(name="10", stage="advance", says="after its commit", target="scheduler.jobs:push_deliveries"),
    *(
        Point(name=name, stage="new", says=says, target=target, how=how, excuses=excuses)
        for name, says, target, how, excuses in _DISPATCH
    ),
    # The edit is the first of its event's two deliveries, the reply beside it the second. The same edit twice is one.
    *(
        Point(name=f"{name}e", stage="edit", says=f"{says}, of an edit", target=target, how=how)
        for name, says, target, how, _ in _DISPATCH[1:]
    ),
    *(
        Point(
            name=f"{name}r", stage="reply", says=f"{says}, of a reply", target=target, how=how, nth=2, excuses=excuses
        )
        for name, says, target, how, excuses in _DISPATCH[1:]
    ),
    Point(name="18", stage="mail", says="before DATA", target="aiosmtplib:SMTP.data"),
    Point(name="19", stage="mail", says="before the final dot", target="", how="before the dot"),
    Point(name="20", stage="mail", says="after the final dot", target="", how="after the dot", excuses=True),
    Point(
        name="21", stage="mail", says="after the server's 250", target="aiosmtplib:SMTP.data", how="after", excuses=True
    ),
    Point(name="22", stage="bot", says="after getUpdates", target="alerts.bot.polling:take_in"),
    Point(name="23", stage="bot", says="after the command's effect", target="alerts.bot.polling:apply", how="after"),
    Point(name="24", stage="bot", says="after the offset", target="alerts.bot.polling:save_next", how="after"),
    Point(
        name="24c",
        stage="bot",
        says="after the commit of effect, answer and offset",
        target="alerts.bot.polling:_have_effect",
        how="after",
    ),
    *(
        Point(name=f"{name}b", stage="answer", says=f"{says}, of an answer", target=target, how=how, excuses=excuses)
        for name, says, target, how, excuses in _DISPATCH[2:]
    ),
    Point(
        name="25",
        stage="recovery",
        says="within the transaction that takes a dead worker's delivery over",
        target="alerts.claim:_after_lease",
        how="after",
    ),
    Point(
        name="26",
        stage="prune",
        says="within the transaction of retention",
        target="scheduler.jobs:forget_deliveries",
        how="after",
    ),
)

BY_NAME = {point.name: point for point in POINTS}
