"""What a feed says of an item, as one fingerprint, and when an item's page is read again; pure.

Seven months of one agency's feed held 125 edits under an unchanged date, one of them the reverse of the news, and 40
stories that were first listed as a bare headline. So the words are compared and not when an item was published, and
what looks like a stub is looked at again before "no figures" is believed. A text that is edited under the same headline
shows in the feed only where that says when an item was changed; elsewhere the stories that matter are looked at again.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from crawler.arabic.letters import fold_key

# A stub is looked at again after these; a story that is still one after six hours stays one.
STUB_READ_AGAIN = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
# A flagged story whose feed does not say when it was changed: an hour and six hours after it was first read.
FLAGGED_READ_AGAIN = (timedelta(hours=1), timedelta(hours=5))
# Counters and clocks in a summary would have a page read at every visit.
MOST_REREADS = 8
# The shortest finished stories of the labelled ones have about 250 characters.
STUB_BELOW = 200
ALWAYS_STUB_BELOW = 60  # «التفاصيل بعد قليل»
# Seconds come and go with the server that answers.
_CHANGED_BY = timedelta(minutes=1)
# That so many items, and over half of them, were all changed at once says when the feed was written.
_FEWEST_STAMPED = 4

_TAG = re.compile(r"<[^<>]*>")


def fingerprint(title: str, summary: str, content_html: str | None) -> str:
    """The same for two listings of an item with the same words: markup, spaces and dates do not count."""
    parts = (title, summary, _TAG.sub(" ", content_html or ""))
    return hashlib.sha256("\n".join(" ".join(part.split()) for part in parts).encode("utf-8", "replace")).hexdigest()


def changed_since(times: Mapping[str, tuple[datetime | None, datetime | None]]) -> frozenset[str]:
    """Which items were changed, by when the feed said that they were at an earlier visit and says now.

    A feed that stamps its items with the present minute says of none.
    """
    known = {key: (before, now) for key, (before, now) in times.items() if before is not None and now is not None}
    moved = frozenset(key for key, (before, now) in known.items() if now - before > _CHANGED_BY)
    return frozenset() if len(moved) >= _FEWEST_STAMPED and 2 * len(moved) > len(known) else moved


def is_stub(title: str, text: str) -> bool:
    """Whether a story is little more than its headline."""
    if len(text) >= STUB_BELOW:
        return False
    words, known = set(fold_key(text).split()), set(fold_key(title).split())
    # A short story that says something else than its headline is a short story.
    return len(text) < ALWAYS_STUB_BELOW or len(words - known) <= len(words) / 2


def stub_read_again_at(now: datetime, since: datetime, rereads: int) -> datetime | None:
    """When a stub's page is read again, or None where it has been looked at often enough. `since` is when it was
    published or first seen."""
    return _read_again_at(now, since, rereads, STUB_READ_AGAIN)


def flagged_read_again_at(now: datetime, since: datetime, rereads: int) -> datetime | None:
    """The same for a story that carries a flag, and whose feed says nothing of changes."""
    return _read_again_at(now, since, rereads, FLAGGED_READ_AGAIN)


def _read_again_at(now: datetime, since: datetime, rereads: int, waits: Sequence[timedelta]) -> datetime | None:
    if rereads >= len(waits) or now - since > timedelta(days=1):
        return None
    return now + waits[rereads]
