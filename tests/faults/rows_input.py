"""Feeds misbehave: the same thing twice, under other names, edited, undated, or far too much of it."""

from datetime import timedelta

from tests.crawler.spiders.stand import Answer, Asked, feed
from tests.faults import truth
from tests.faults.bench import Bench, Row
from tests.faults.world import World

GROUP = "input"


def _crawled(world: World, count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        world.publish(number)
    world.work(["clean"])
    world.clock.move(timedelta(seconds=61))


def _listed_twice(bench: Bench) -> None:
    with bench.world(feeds=True) as world:
        world.drain(1)
        _crawled(world, bench.alerts)
        world.links += world.links  # each item twice in one document
        _crawled(world, 0)


def _guid_reused(bench: Bench) -> None:
    with bench.world(feeds=True) as world:
        world.drain(1)

        def same_guid(asked: Asked) -> Answer:
            document = feed(*world.links, titles=world.titles)
            for link in world.links:
                document = document.replace(f"'false'>{link}<", "'false'>1<")
            return Answer(body=document.encode(), headers={"Content-Type": "application/rss+xml"})

        world.stand.answers["/feed"] = same_guid
        for number in range(bench.alerts):
            _crawled(world, 1, first=number)
            world.links = world.links[:1]


def _titles_edited(bench: Bench) -> None:
    with bench.world(feeds=True) as world:
        world.drain(1)
        _crawled(world, bench.alerts)
        for link in world.links:
            world.titles[link] = f"عاجل | {world.titles[link]}"
        world.links.append(world.links.pop(0))
        _crawled(world, 0)


def _bad_dates(bench: Bench) -> None:
    dates = ("", "yesterday", "Thu, 32 Foo 2026 99:99:99 +9900", "0000-00-00", "9999-12-31T23:59:59Z")
    with bench.world(feeds=True) as world:
        world.drain(1)

        def dated(asked: Asked) -> Answer:
            document = feed(*world.links, titles=world.titles)
            pieces = document.split("</item>")
            items = [f"{one}<pubDate>{dates[at % len(dates)]}</pubDate>" for at, one in enumerate(pieces[:-1])]
            body = "</item>".join([*items, pieces[-1]])
            return Answer(body=body.encode(), headers={"Content-Type": "application/rss+xml"})

        world.stand.answers["/feed"] = dated
        _crawled(world, bench.alerts)


def _ten_thousand_items(bench: Bench) -> None:
    """Most of the list is old; the new items among it are told."""
    with bench.world(feeds=True) as world:
        old = [world.stand.url(f"/old/{number}000") for number in range(10_000)]
        extra = "<pubDate>Thu, 01 Jan 2015 00:00:00 GMT</pubDate>"

        def long(asked: Asked) -> Answer:
            head = feed(*world.links, titles=world.titles)
            tail = feed(*old, extra=extra).partition("<item>")
            body = head.replace("</channel></rss>", tail[1] + tail[2])
            return Answer(body=body.encode(), headers={"Content-Type": "application/rss+xml"})

        for link in old[:200]:
            world.stand.put(link.removeprefix(world.stand.url()), "", 410)
        world.drain(1)
        world.stand.answers["/feed"] = long
        for number in range(bench.alerts):
            world.publish(number)
        for _ in range(3):
            world.work(["clean"])
            world.clock.move(timedelta(seconds=61))


def _unchanged_after_a_death(bench: Bench) -> None:
    """The feed says 304 to whoever has its newest validators; a crawler that died before its commit has none."""
    with bench.world(feeds=True) as world:
        world.drain(1)
        for number in range(bench.alerts):
            world.publish(number)
            world.kill(("1", "2", "3")[number % 3], [], [["crawl"]])
            world.clock.move(timedelta(seconds=61))
            world.work(["clean"])
            world.clock.move(timedelta(seconds=61))


def _hostile_words(bench: Bench) -> None:
    """Markup, direction marks and halves of characters in titles hold up nothing."""
    evil = ("<b>", "</i>&amp;", "\u202e", "\u2066\u2066", "&#0;", "%s{}")
    with bench.world(feeds=True) as world:
        world.drain(1)
        for number in range(bench.alerts):
            world.publish(number)
            page = truth.page(number).decode()
            mark = truth.headline(number)
            word = evil[number % len(evil)]
            world.stand.put(f"/news/{number}000", page.replace(mark, f"{mark} {word}"))
            world.titles[world.links[0]] = f"{world.titles[world.links[0]]} {word}"
            world.titles[world.links[0]] = world.titles[world.links[0]].replace("\x00", "")
        world.work(["clean"])


ROWS = (
    Row(group=GROUP, name="items listed twice", play=_listed_twice),
    Row(group=GROUP, name="one GUID for all", play=_guid_reused),
    Row(group=GROUP, name="titles edited", play=_titles_edited),
    Row(group=GROUP, name="304 after a death", play=_unchanged_after_a_death),
    Row(group=GROUP, name="dates that are none", play=_bad_dates),
    Row(group=GROUP, name="10,000 items", play=_ten_thousand_items),
    Row(group=GROUP, name="hostile titles", play=_hostile_words),
    Row(group=GROUP, name="a page that kills its reader", elsewhere="tests/crawler/test_reading_pool.py"),
)
