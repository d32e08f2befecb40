"""The benchmark of the whole: what it serves is what Rasid reads, and what it prints follows from what was measured."""

import random
from html import escape
from pathlib import Path

from benchmarks.generated_news import happening, report
from benchmarks.loopback_news import LoopbackNews
from benchmarks.machine_use import Use, spent
from benchmarks.real_pages import Shell, article, articles
from benchmarks.throughput import Run, as_line, costs_of, table_of
from benchmarks.whole_pages import copies, whole_pages_in
from crawler.news import Page, Refusal
from crawler.pages.read import read_page


def read(html: bytes) -> tuple[str, str]:
    """Title and text of a page's one story."""
    found = read_page(Page(url="https://example.org/1", body=html, content_type="text/html; charset=utf-8"))
    assert not isinstance(found, Refusal)
    (story,) = found
    return story.title, story.text


def test_a_page_is_read_as_the_story_that_was_put_into_it() -> None:
    """Each article has a title and a text of its own, and the same number makes the same page."""
    first, second = articles(2, [])
    assert read(first.html)[0] == first.title
    assert read(second.html)[0] == second.title
    assert read(first.html)[1] != read(second.html)[1]
    assert articles(1, [])[0] == first


def test_a_short_shell_holds_the_whole_report() -> None:
    """Lines for which a page has no paragraph of their own stand in its last one."""
    shell = Shell(name="short", text="<h1>\ue000</h1><p>\ue0010\ue001</p>", paragraphs=1)
    chance = random.Random(7)
    told = report(happening(chance), chance)
    assert escape(" ".join(told.text.split("\n")), quote=False) in article(7, shell).html.decode()


async def test_feeds_list_what_is_published_and_only_measured_pages_count() -> None:
    """A program begins with the warm-up in its feeds; its first page behind that starts the clock."""
    import httpx

    news = LoopbackNews(articles(10, []), warm_up=8)
    try:
        news.begin(published=8)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{news.port}", trust_env=False) as client:
            assert (await client.get("/feed/1")).text.count("<item>") == 1
            assert (await client.get("/news/7.html")).status_code == 200
            assert news.first_page_at is None
            news.publish_all()
            assert (await client.get("/feed/1")).text.count("<item>") == 2
            assert (await client.post("/alert", content=b"{}")).status_code == 200
            await client.get("/news/9.html")
            assert news.first_page_at is not None
            assert (await client.get("/news/10.html")).status_code == 404
    finally:
        news.stop()


def test_cpu_is_what_was_spent_between_two_looks() -> None:
    """A process that came meanwhile counts with all its time."""
    before = {1: Use(command="a", cpu=5.0)}
    after = {1: Use(command="a", cpu=7.5), 2: Use(command="b", cpu=1.0)}
    assert spent(before, after) == {1: 2.5, 2: 1.0}


def test_the_floor_is_twice_the_speed_of_reading_alone() -> None:
    """25 ms a page are 80 a second on two cores; 40 a second are half of that, and four times a peer's 10."""
    ours = Run(rate=40.0, placed=36.0, parts={"reading": 30.0, "telling": 10.0}, memory={"reading": 3, "telling": 1})
    ours.cpu = 40.0
    peers = {"news-please": Run(rate=10.0, cpu=160.0, texts=7)}
    line = as_line(25.0, ours, peers, 300, 8)
    assert (line["of_floor"], line["of_floor_by_cpu"], line["peers"]) == (0.5, 0.625, {"news-please": 10.0})
    rows = list(zip(*(column.cells for column in table_of(25.0, ours, peers).columns), strict=True))
    assert ("the floor: twice that", "80.0", "0.50", "1.00", "", "0.62") in rows
    assert ("rasid, all placed", "36.0", "", "0.45", "", "") in rows
    assert ("news-please (7 texts)", "10.0", "4.00", "0.12", "160.0", "4.00") in rows
    parts = list(zip(*(column.cells for column in costs_of(ours).columns), strict=True))
    assert ("reading", "30.0", "75%", "0") in parts


def test_copies_of_a_whole_page_differ_in_every_line_and_nowhere_else(tmp_path: Path) -> None:
    """A page's own story, menus and statements stay; what is no news is left out."""
    line = "قتل أربعة عمال وأصيب ثلاثة آخرون في انهيار سقف مصنع قيد الترميم في مدينة حلب شمالي سوريا مساء الأحد"
    state = '{"@type": "NewsArticle", "headline": "أربعة قتلى في انهيار سقف مصنع في حلب"}'
    html = (
        '<html lang="ar"><head><title>أربعة قتلى في انهيار سقف مصنع في حلب</title>'
        f'<script type="application/ld+json">{state}</script></head><body><h1>أربعة قتلى في انهيار سقف مصنع في حلب</h1>'
        f"<article><p>{line}.</p><p>وقالت فرق الإنقاذ إن {line}.</p></article></body></html>"
    )
    (tmp_path / "news.html").write_text(html, encoding="utf-8")
    (tmp_path / "other.html").write_text("<html><body><p>Nothing to read.</p></body></html>", encoding="utf-8")
    (page,) = whole_pages_in(tmp_path)
    assert (page.name, page.flagged) == ("news", True)
    one, two = copies(2, [page])
    assert one.title == two.title == "أربعة قتلى في انهيار سقف مصنع في حلب"
    assert state in one.html.decode()
    lines = [[line for line in read(copy.html)[1].split("\n") if line] for copy in (one, two)]
    assert all(mine != other and mine[:40] == other[:40] for mine, other in zip(*lines, strict=True))
    assert copies(2, [page])[1] == two
