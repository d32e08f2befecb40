"""The rehearsal of one subscription in a process of its own: `python -m scheduler.console.rehearsing`.

The daemon's whole chain runs for it (`alerts.preview`), at full speed: beside the pages it would make them wait. It
takes the settings and an order, a line each, on standard input, and answers in lines of JSON: `{"done", "of"}` while it
runs, then `{"messages", "total", "receivers"}`.
"""

import json
import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from alerts.preview import Previewed, preview, scratch_database, stories_to_preview
from alerts.preview_words import words_of_payload
from alerts.subscriptions import subscriptions_from
from crawler.settings import database_address
from crawler.store.database import connect, migrate
from scheduler.handover import from_line
from scheduler.logs import set_up_logging
from scheduler.processes import end_with_parent
from scheduler.settings import MIGRATIONS, Settings

MOST_SHOWN = 100  # messages that are told whole, the newest
_LONGEST = 4_000  # characters of one
_TELL_EACH = 25  # stories


def main() -> None:
    """Reads its order, rehearses, and answers."""
    end_with_parent()
    os.nice(10)
    set_up_logging("error")
    settings = from_line(sys.stdin.buffer.readline())
    order = json.loads(sys.stdin.buffer.readline())
    since, now = (datetime.fromisoformat(order[name]) for name in ("since", "now"))
    _tell(rehearsed(settings, order["name"], since=since, now=now))


def rehearsed(settings: Settings, name: str, *, since: datetime, now: datetime) -> dict[str, Any]:
    """What the subscription of this name would have sent, newest first. Times are aware; `of` counts stories."""
    chosen = next(one for one in subscriptions_from(settings.subscription) if one.name == name)
    kept = connect(database_address(settings.store))
    with tempfile.TemporaryDirectory(prefix="rasid-preview-") as folder:
        scratch = scratch_database(Path(folder))
        try:
            migrate(scratch, MIGRATIONS)
            stories, done = len(stories_to_preview(kept, chosen, since)), 0
            _tell({"done": 0, "of": stories})

            def advance() -> None:
                nonlocal done
                done += 1
                if done % _TELL_EACH == 0:
                    _tell({"done": done, "of": stories})

            deadline = timedelta(hours=settings.alerts.deadline_hours)
            messages = preview(kept, scratch, chosen, since=since, deadline=deadline, present=now, on_story=advance)
        finally:
            scratch.dispose()
            kept.dispose()
    return {
        "messages": [_shown(one) for one in messages[::-1][:MOST_SHOWN]],
        "total": len(messages),
        "receivers": len({one.to for one in messages}),
        "stories": stories,
    }


def _shown(message: Previewed) -> dict[str, Any]:
    return {
        "at": message.at.astimezone(UTC).isoformat(),
        "to": message.to.shown,
        "kind": message.kind.value,
        "reason": message.reason.value,
        "event": message.event_id,
        "title": message.title,
        "words": words_of_payload(message.payload)[:_LONGEST],
    }


def _tell(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
