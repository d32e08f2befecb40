"""The crawl by hand: feeds, articles and section pages, read now and kept once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from crawler.store.database import connect, reading
from crawler.store.tables import entry as entry_table
from crawler.store.tables import feed as feed_table
from crawler.store.tables import story as story_table
from tests.crawler.spiders.crawls import ROOT, configure, crawl
from tests.crawler.spiders.stand import Answer, Asked, Stand, article, feed

pytestmark = pytest.mark.slow


def _count(config: Path, table: object) -> int:
    engine = connect(f"sqlite:///{config.parent / 'rasid.db'}")
    with reading(engine) as connection:
        found = connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]
    engine.dispose()
    return int(found)


def _alerting(config: Path) -> set[bool]:
    engine = connect(f"sqlite:///{config.parent / 'rasid.db'}")
    with reading(engine) as connection:
        found = set(connection.execute(select(story_table.c.alerting)).scalars())
    engine.dispose()
    return found


def test_a_feed_by_name_is_read_and_read_again_without_doubles(tmp_path: Path, stand: Stand) -> None:
    """One result a story, with the outlet of the feed; the second crawl finds nothing new."""
    stand.put("/feed", feed(stand.publish(1), stand.publish(2)), Content_Type="application/rss+xml")
    config = configure(tmp_path, ("a", stand.url("/feed")))
    first = crawl(config, feed_names=["a"])
    second = crawl(config, feed_names=["a"])
    assert [result["outlet"] for result in first.results] == ["موقع a"] * 2
    assert first.summary["failures"] == []
    assert (first.summary["stories"], second.summary["stories"]) == (2, 0)
    assert stand.count("/news/1000") == 1
    assert _count(config, story_table) == 2


def test_an_article_is_kept_under_the_outlet_of_its_host(tmp_path: Path, stand: Stand) -> None:
    """A story that is known already is told as known and stays as it is."""
    url = stand.publish(7, "مقتل شخصين في انفجار وسط السوق")
    config = configure(tmp_path, ("a", stand.url("/feed")))
    first, second = crawl(config, urls=[url]), crawl(config, urls=[url])
    assert [(one["title"], one["outlet"], one["new"]) for one in first.results] == [
        ("مقتل شخصين في انفجار وسط السوق", "موقع a", True)
    ]
    assert [(one["id"], one["new"]) for one in second.results] == [(first.results[0]["id"], False)]
    assert _count(config, story_table) == 1


def test_a_feed_by_its_address_needs_no_configuration(tmp_path: Path, stand: Stand) -> None:
    """What parses as a feed is read as one, whatever the address looks like."""
    stand.put("/latest", feed(stand.publish(1), stand.publish(2)), Content_Type="text/html")
    assert crawl(configure(tmp_path), urls=[stand.url("/latest")]).summary["stories"] == 2


def test_a_page_that_failed_is_asked_for_by_the_next_crawl(tmp_path: Path, stand: Stand) -> None:
    """Nothing else would ever ask for it; what two addresses of one crawl list is asked for once."""
    url = stand.url("/news/1000")
    stand.put("/news/1000", status=503)
    for path in ("/latest", "/syria"):
        stand.put(path, feed(url, stand.publish(2)), Content_Type="application/rss+xml")
    config, lists = configure(tmp_path), [stand.url("/latest"), stand.url("/syria")]
    first = crawl(config, urls=lists)
    assert (first.reason("/news/1000"), first.summary["stories"]) == ("status 503", 1)
    assert stand.count("/news/2000") == 1
    stand.publish(1)
    second = crawl(config, urls=lists)
    assert (second.summary["stories"], second.summary["failures"]) == (1, [])
    assert stand.count("/news/2000") == 1


def test_a_section_page_leads_to_its_articles(tmp_path: Path, stand: Stand) -> None:
    """Links to articles on the page's own host are followed, one step far; the rest of the page is left alone."""
    links = [stand.publish(number) for number in range(4)]
    towns = ("حلب", "إدلب", "درعا", "حمص")
    words = (f"مقتل ثلاثة مدنيين في قصف على {town}" for town in towns)
    items = "".join(f'<li><a href="{link}">{title}</a></li>' for link, title in zip(links, words, strict=True))
    other = (
        '<a href="/tag/حرب">وسم الحرب في كل مكان</a><a href="http://127.0.0.9:8080/news/99999">خبر في موقع آخر هنا</a>'
    )
    stand.put("/section", f"<html><body><nav>{other}</nav><ul>{items}</ul></body></html>")
    done = crawl(configure(tmp_path), urls=[stand.url("/section")])
    assert done.summary["stories"] == 4
    assert {asked.path for asked in stand.asked} == {"/section", "/robots.txt", *(f"/news/{n}000" for n in range(4))}


def test_a_dry_run_keeps_nothing(tmp_path: Path, stand: Stand) -> None:
    """Everything is read and told; neither stories nor visits are written down, and no database is made for it."""
    stand.put("/feed", feed(stand.publish(1)), ETag='"1"')
    config = configure(tmp_path, ("a", stand.url("/feed")))
    done = crawl(config, feed_names=["a"], urls=[stand.publish(2)], dry_run=True)
    assert [result["id"] for result in done.results] == [None, None]
    assert [path.name for path in tmp_path.iterdir()] == ["rasid.toml"]
    assert crawl(config, feed_names=["a"]).summary["stories"] == 1
    assert crawl(config, feed_names=["a"], dry_run=True).summary["stories"] == 1
    assert (_count(config, story_table), _count(config, entry_table)) == (1, 1)


def test_no_alert_keeps_stories_from_alerting(tmp_path: Path, stand: Stand) -> None:
    """Stories of a feed and of an address alike."""
    stand.put("/feed", feed(stand.publish(1)))
    config = configure(tmp_path, ("a", stand.url("/feed")))
    assert crawl(config, feed_names=["a"], urls=[stand.publish(2)], no_alert=True).summary["stories"] == 2
    assert _alerting(config) == {False}


def test_one_bad_link_never_loses_the_others(tmp_path: Path, stand: Stand) -> None:
    """Links that are no addresses, lead nowhere or break off are recorded, each with its reason."""
    stand.put("/news/broken000", status=500)
    stand.put("/news/bomb000", b"\x1f\x8bnot gzip at all", Content_Encoding="gzip")
    links = [
        "http://[::1/broken",
        "http://exa mple/with space",
        "javascript:alert(1)",
        "http://nowhere.invalid/news/1",
        stand.url("/news/broken000"),
        stand.url("/news/bomb000"),
        stand.url("/news/missing000"),
        stand.publish(1),
    ]
    stand.put("/feed", feed(*links, titles={links[-1]: "مقتل طفل برصاص طائش في حفل زفاف"}))
    done = crawl(configure(tmp_path, ("a", stand.url("/feed"))), feed_names=["a"])
    assert done.titles == ["مقتل طفل برصاص طائش في حفل زفاف"]
    assert done.reason("broken000") == "status 500"
    assert done.reason("missing000") == "status 404"
    assert done.reason("bomb000").startswith("broken_answer")
    assert done.reason("nowhere.invalid").startswith(("robots_unreachable", "dns"))
    assert "Traceback" not in done.log


def test_the_full_text_in_a_feed_stands_in_for_a_page_that_fails(tmp_path: Path, stand: Stand) -> None:
    """An alert does not wait for an outlet's web server when its feed has told everything."""
    full = article("مقتل سبعة عمال في انهيار منجم").replace("]]>", "")
    extra = f"<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'><![CDATA[{full}]]></content:encoded>"
    stand.put("/news/5000", status=503)
    url = stand.url("/news/5000")
    stand.put("/feed", feed(url, titles={url: "مقتل سبعة عمال في انهيار منجم"}, extra=extra))
    done = crawl(configure(tmp_path, ("a", stand.url("/feed"))), feed_names=["a"])
    assert [(result["title"], result["url"]) for result in done.results] == [("مقتل سبعة عمال في انهيار منجم", url)]


def test_items_without_a_page_are_read_from_their_own_words(tmp_path: Path, stand: Stand) -> None:
    """Their address is that of the feed, which tells of other dead as well."""
    rest = "ونقلت فرق الإسعاف المصابين إلى المستشفى القريب، وفرضت قوات الأمن طوقا حول المكان وبدأت التحقيق فيما جرى."
    told = {
        "مقتل خمسة مدنيين في قصف على إدلب": f"قتل خمسة مدنيين في قصف مدفعي على مدينة إدلب صباح اليوم. {rest}",
        "مصرع أربعة عمال في حريق بصنعاء": f"لقي أربعة عمال مصرعهم في حريق في سوق بمدينة صنعاء فجر اليوم. {rest}",
    }
    items = [{"id": title, "title": title, "content_text": text} for title, text in told.items()]
    answer = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "أخبار", "items": items})
    stand.put("/feed.json", answer, Content_Type="application/feed+json")
    rss = "".join(
        f"<item><title>{title} ليلا</title><description>{text}</description></item>" for title, text in told.items()
    )
    stand.put("/feed.xml", f'<rss version="2.0"><channel><title>أخبار</title>{rss}</channel></rss>')
    for path, end in (("/feed.json", ""), ("/feed.xml", " ليلا")):
        done = crawl(configure(tmp_path), urls=[stand.url(path)], dry_run=True)
        assert sorted((one["title"], one["figures"]) for one in done.results) == sorted(
            (title + end, 1) for title in told
        )


def test_robots_bind_pages_and_the_feed_only_by_name(tmp_path: Path, stand: Stand) -> None:
    """One robots.txt a host is asked for; forbidden pages are refused for good and not asked for."""
    stand.put("/robots.txt", "User-agent: *\nDisallow: /feed\nDisallow: /news/2\n", Content_Type="text/plain")
    stand.put("/feed", feed(stand.publish(1), stand.publish(2)))
    config = configure(tmp_path, ("a", stand.url("/feed")))
    done = crawl(config, feed_names=["a"])
    assert done.summary["stories"] == 1
    assert done.reason("/news/2000") == "robots: robots.txt does not allow it"
    assert (stand.count("/robots.txt"), stand.count("/news/2000")) == (1, 0)


def test_a_robots_txt_that_cannot_be_had_stops_pages_and_not_feeds(tmp_path: Path, stand: Stand) -> None:
    """The page stays due for later; nothing of it was fetched."""
    stand.put("/robots.txt", status=503)
    stand.put("/feed", feed(stand.publish(1)))
    done = crawl(configure(tmp_path, ("a", stand.url("/feed"))), feed_names=["a"])
    assert done.reason("/news/1000").startswith("robots_unreachable")
    assert stand.count("/news/1000") == 0
    assert "again=True" in done.log


def test_obey_robots_can_be_switched_off(tmp_path: Path, stand: Stand) -> None:
    """For one's own site the operator may."""
    stand.put("/robots.txt", "User-agent: *\nDisallow: /\n")
    url = stand.publish(1)
    done = crawl(configure(tmp_path, crawler="obey_robots = false\n"), urls=[url])
    assert done.summary["stories"] == 1
    assert stand.count("/robots.txt") == 0


def test_requests_say_who_asks_and_nothing_more(tmp_path: Path, stand: Stand) -> None:
    """The user agent of the configuration; no cookies, no referrer, Arabic first."""

    def with_cookie(asked: Asked) -> Answer:
        return Answer(body=feed(stand.publish(1)).encode(), headers={"Set-Cookie": "seen=1; Path=/"})

    stand.answers["/feed"] = with_cookie
    config = configure(tmp_path, ("a", stand.url("/feed")), crawler='user_agent = "Rasid/9 (+https://r.example)"\n')
    crawl(config, feed_names=["a"])
    (page,) = [asked for asked in stand.asked if asked.path == "/news/1000"]
    assert page.headers["user-agent"] == "Rasid/9 (+https://r.example)"
    assert page.headers["accept-language"].startswith("ar")
    assert not {"cookie", "referer"} & page.headers.keys()


def test_what_was_asked_for_and_is_not_there_is_told(tmp_path: Path, stand: Stand) -> None:
    """A name without a feed, a feed that is none, an address without a story: each is a failure with a sentence."""
    stand.put("/feed", "<html><body>صيانة</body></html>")
    config = configure(tmp_path, ("a", stand.url("/feed")))
    done = crawl(config, feed_names=["a", "nobody"], urls=[stand.url("/none"), "ftp://example.org/x"])
    assert "web page" in done.reason("/feed")
    assert done.reason("nobody") == "there is no feed of this name"
    assert done.reason("/none") == "status 404"
    assert done.reason("ftp://").startswith("address_refused")
    assert _count(config, feed_table) == 1


def test_the_scrapy_command_runs_the_same_spider(tmp_path: Path, stand: Stand) -> None:
    """`scrapy crawl feeds -a url=…` from the project's folder, with the file that RASID_CONFIG names, and a database
    that nobody has made tables in yet."""
    url = stand.publish(3, "إصابة عشرة أشخاص في حادث سير")
    config = configure(tmp_path)
    out = tmp_path / "out.jsonl"
    done = _scrapy_crawl(config, f"url={url}", "-o", str(out))
    assert done.returncode == 0, done.stderr
    assert "story_kept" in done.stderr
    assert "Traceback" not in done.stderr
    assert out.read_text().count("\n") == 1


def test_the_scrapy_command_says_what_failed(tmp_path: Path) -> None:
    """A feed that nobody knows is told of: Scrapy's exit code says nothing about it."""
    done = _scrapy_crawl(configure(tmp_path), "feed=nobody")
    assert "crawl_failed url=nobody reason='there is no feed of this name'" in done.stderr


def _scrapy_crawl(config: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "feeds", "-a", *arguments],
        cwd=ROOT,
        env={**os.environ, "RASID_CONFIG": str(config)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_a_wrong_configuration_is_one_sentence_for_scrapy_as_well(tmp_path: Path) -> None:
    """Exit 2 and no traceback."""
    config = tmp_path / "rasid.toml"
    config.write_text("[crawler]\nconcurency = 3\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"],
        cwd=ROOT,
        env={**os.environ, "RASID_CONFIG": str(config)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "did you mean 'concurrency'" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_amp_page_leads_to_the_whole_one(tmp_path: Path, stand: Stand) -> None:
    """From a feed and by hand: the story is the whole page's, and the copy's only where the whole is gone."""
    whole, gone = stand.publish(1), stand.url("/news/gone")
    for number, address in ((1, whole), (2, gone)):
        copy = article(f"نسخة الهاتف من الخبر رقم {number}").replace("<html ", "<html amp ")
        stand.put(f"/amp/{number}", copy.replace("<head>", f'<head><link rel="canonical" href="{address}">'))
    stand.put("/feed", feed(stand.url("/amp/1"), stand.url("/amp/2")), Content_Type="application/rss+xml")
    done = crawl(configure(tmp_path, ("a", stand.url("/feed"))), feed_names=["a"])
    assert sorted(one["url"] for one in done.results) == sorted([whole, gone])
    assert (stand.count("/news/1000"), stand.count("/news/gone")) == (1, 1)
    again = crawl(configure(tmp_path), urls=[stand.url("/amp/1")])
    assert [(one["url"], one["new"]) for one in again.results] == [(whole, False)]
