"""What a changed configuration comes to, and how a change is seen and handed over."""

import asyncio
import os
from pathlib import Path

import pytest

from alerts.settings import AlertsSection, SubscriptionSection
from crawler.errors import ConfigurationError
from crawler.settings import CrawlerSection, FeedSection, StoreSection
from scheduler.handover import Inbox, as_line, from_line, with_redis
from scheduler.reloading import FileWatch, reload
from scheduler.settings import SchedulerSection, Settings, load_catalogue, load_store

HELD = Settings(subscription=(SubscriptionSection(name="a", to=("console:",)),))


def test_what_can_hold_at_once_does() -> None:
    """Subscriptions, feeds, how channels are reached, and whether the catalogue is watched."""
    found = HELD.model_copy(
        update={
            "subscription": (SubscriptionSection(name="b", to=("console:",)),),
            "feed": (FeedSection(name="f", url="https://a.example/feed"),),
            "alerts": AlertsSection(on_ambiguous="hold", deadline_hours=2),
            "crawler": CrawlerSection(catalogue=True),
        }
    )
    then = reload(HELD, found)
    assert then.settings == found
    assert set(then.changed) == {
        *("subscription", "feed", "alerts.on_ambiguous", "alerts.deadline_hours", "crawler.catalogue")
    }
    assert then.waiting == ()


def test_what_cannot_waits_and_stays_as_it_was() -> None:
    """Also for a role that dies and is started again; what can hold does all the same."""
    found = HELD.model_copy(
        update={
            "store": StoreSection(database="sqlite:///other.db"),
            "crawler": CrawlerSection(concurrency=3, catalogue=True),
            "alerts": AlertsSection(workers=2, mail_from="Desk <desk@example.org>"),
            "scheduler": SchedulerSection(lease_seconds=30),
        }
    )
    then = reload(HELD, found)
    assert set(then.waiting) == {"store.database", "crawler.concurrency", "alerts.workers", "scheduler.lease_seconds"}
    assert set(then.changed) == {"crawler.catalogue", "alerts.mail_from"}
    assert then.settings.store == HELD.store
    assert (then.settings.crawler.concurrency, then.settings.crawler.catalogue) == (16, True)
    assert reload(then.settings, found).waiting == then.waiting
    assert reload(then.settings, HELD).waiting == ()


def test_every_section_has_its_place() -> None:
    """A new section of the file is one of those that wait, or it is never compared."""
    from scheduler import reloading

    assert {*reloading._WHOLE, *reloading._SECTIONS} == set(Settings.model_fields)


def test_a_file_has_changed_once_it_is_left_alone(tmp_path: Path) -> None:
    """Written in pieces, it counts when the last is there; gone and back are changes too."""
    file = tmp_path / "rasid.toml"
    file.write_text("a", encoding="utf-8")
    watch = FileWatch(file)
    assert not watch.changed()
    file.write_text("ab", encoding="utf-8")
    assert not watch.changed()
    file.write_text("abc", encoding="utf-8")
    assert not watch.changed()
    assert watch.changed()
    assert not watch.changed()
    file.unlink()
    assert [watch.changed(), watch.changed(), watch.exists] == [False, True, False]
    file.write_text("abc", encoding="utf-8")
    assert [watch.changed(), watch.changed(), watch.exists] == [False, True, True]


def test_settings_are_handed_over_whole() -> None:
    """All that the catalogue and a subscription can say, and the address of Redis."""
    settings = with_redis(HELD.model_copy(update={"feed": load_catalogue().feed}), "unix:///tmp/redis.sock")
    line = as_line(settings)
    assert line.count(b"\n") == 1
    assert from_line(line).model_dump() == settings.model_dump()
    with pytest.raises(ConfigurationError, match="no configuration"):
        from_line(b"{}x\n")


async def test_a_role_takes_its_first_settings_and_then_each_change() -> None:
    """However the lines are cut on the way; the end of the supervisor is the end of the changes."""
    reader, writer = os.pipe()
    one, two, three = (HELD.model_copy(update={"alerts": AlertsSection(workers=number)}) for number in (1, 2, 3))
    line = as_line(two)
    os.write(writer, as_line(one) + line[:7])
    inbox = Inbox(reader)
    assert inbox.first().alerts.workers == 1
    changes = inbox.changes()
    waiting = asyncio.create_task(anext(changes))
    await asyncio.sleep(0)
    os.write(writer, line[7:])
    assert (await waiting).alerts.workers == 2
    os.write(writer, as_line(three))
    os.close(writer)
    assert [settings.alerts.workers async for settings in changes] == [3]
    os.close(reader)


def test_a_supervisor_that_died_hands_over_nothing() -> None:
    """The role says so and ends."""
    reader, writer = os.pipe()
    os.write(writer, b"{")
    os.close(writer)
    with pytest.raises(ConfigurationError, match="not handed over"):
        Inbox(reader).first()
    os.close(reader)


def test_the_store_is_found_in_a_file_that_is_broken_elsewhere(tmp_path: Path) -> None:
    """And in the environment where the file is no TOML at all: health checks go on while somebody edits it."""
    file = tmp_path / "rasid.toml"
    file.write_text('[[feed]]\nname = 3\n[subscripton]\nx = 1\n[store]\nredis = "redis://h"\n', encoding="utf-8")
    assert load_store(file, {}).redis == "redis://h"
    file.write_text("[store\n", encoding="utf-8")
    with pytest.raises(ConfigurationError):
        load_store(file, {})
    environ = {"RASID_STORE__DATABASE": "sqlite:///a.db", "RASID_ALERTS__WORKERS": "2"}
    assert load_store(file, environ).database == "sqlite:///a.db"
