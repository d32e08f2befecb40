"""The benchmarks of waiting and of a usual mix: what counts as told, and what is flagged."""

import time

from benchmarks.latency import burst, configuration, first_told, waits_of
from benchmarks.loopback_news import LoopbackNews
from benchmarks.ordinary_news import TOPICS, ordinary
from benchmarks.real_pages import articles
from crawler.news import Page, Story
from crawler.reading import read, understand
from scheduler.demo.telegram_receiver import TelegramReceiver
from scheduler.settings import load_settings


def test_a_story_waits_from_the_feed_that_lists_it_to_the_first_message_with_its_link() -> None:
    """Later messages change nothing, and what was not told is counted and has no wait."""
    requests = [(12.5, b'{"text": "http://127.0.0.1:1/news/3.html"}'), (14.0, b"/news/3.html and /news/14.html")]
    told = first_told(requests)
    assert told == {3: 12.5, 14: 14.0}
    waits = waits_of([3, 4, 14], [0.0] * 3 + [12.0, 12.0] + [0.0] * 9 + [13.0], told)
    assert (waits.flagged, list(waits.seconds), waits.at(0.95), waits.at(1.0)) == (3, [0.5, 1.0], 0.5, 1.0)


def test_a_share_of_the_pages_tells_of_happenings_and_only_they_are_flagged() -> None:
    """One in five, in no step with the feeds."""
    pages = articles(60, [], 0.2)
    meant = [number for number, page in enumerate(pages) if page.flagged]
    assert len(meant) == 12
    assert len({number % 20 for number in meant}) > 8
    found = []
    for number, page in enumerate(pages):
        url = f"http://127.0.0.1/news/{number}.html"
        made = read(Page(url=url, body=page.html, content_type="text/html; charset=utf-8", hint_title=page.title))
        if made.stories[0].flags:
            found.append(number)
    assert found == meant


def test_ordinary_news_of_every_topic_is_not_flagged() -> None:
    """Whatever stands in its frames."""
    import random

    for topic in TOPICS:
        for seed in range(8):
            told = ordinary(random.Random(seed), topic)
            assert not understand(Story(title=told.title, text=told.text, url="https://example.org/1")).flags, (
                told.title
            )


async def test_feeds_list_their_newest_and_say_when_they_first_did(tmp_path) -> None:
    """The newest first, no more than the window, with the dates that were given."""
    import httpx

    news = LoopbackNews(articles(12, []), warm_up=0, feeds=2, window=3)
    try:
        news.begin(published=2)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{news.port}", trust_env=False) as client:
            assert "<guid>0</guid>" in (await client.get("/feed/0")).text
            listed = news.listed[0]
            assert abs(listed - time.time()) < 5
            burst(news, 2, 10)
            said = (await client.get("/feed/0")).text
        assert [at for at in range(12) if f"<guid>{at}</guid>" in said] == [6, 8, 10]
        assert said.index("<guid>10</guid>") < said.index("<guid>6</guid>")
        assert news.listed[0] == listed
        assert news.listed[10] > listed
        assert news.listed[11] == news.listed[2] == 0.0
        assert news.dated[11] - news.dated[2] == 9.0
        with TelegramReceiver() as telegram:
            file = tmp_path / "rasid.toml"
            file.write_text(configuration(tmp_path, news, telegram), encoding="utf-8")
            settings = load_settings(file, {})
            assert [one.to for one in settings.subscription] == [("telegram:1000",), ("telegram:1001",)]
    finally:
        news.stop()
