"""Of an index the few sitemaps that hold news are asked for, and never itself."""

import pytest

from crawler.errors import FeedUnreadable
from crawler.feeds.sitemap_index import with_children
from tests.crawler.feeds.sitemaps import OTHER, TITLE, index, news, parse, urlset

HERE = "https://mina.example/sitemap_index.xml"


def _children(*children: tuple[str, str]) -> list[str]:
    parsed = parse(index(*((f"https://mina.example/{path}", date) for path, date in children)), at=HERE)
    assert parsed.entries == ()
    return [child.removeprefix("https://mina.example/") for child in parsed.children]


def test_a_sitemap_that_names_news_goes_before_the_newest() -> None:
    """Then the newest by date, three in all, and no pages, categories, tags or authors."""
    assert _children(
        ("post-sitemap1.xml", "2020-01-01T00:00:00+00:00"),
        ("post-sitemap2.xml", "2026-03-05T10:00:00+00:00"),
        ("post-sitemap3.xml", "2026-03-04T10:00:00+00:00"),
        ("page-sitemap.xml", "2026-03-05T11:00:00+00:00"),
        ("category-sitemap.xml", "2026-03-05T11:00:00+00:00"),
        ("post_tag-sitemap.xml", "2026-03-05T11:00:00+00:00"),
        ("author-sitemap.xml", "2026-03-05T11:00:00+00:00"),
        ("news-sitemap.xml", "2026-03-01T10:00:00+00:00"),
    ) == ["news-sitemap.xml", "post-sitemap2.xml", "post-sitemap3.xml"]


def test_dates_in_names_count_where_there_are_no_others() -> None:
    """By year, month and day."""
    assert _children(
        ("sitemap-2025-12.xml", ""), ("sitemap-2026-02.xml", ""), ("sitemap-2026-03.xml", ""), ("sitemap-2024.xml", "")
    ) == ["sitemap-2026-03.xml", "sitemap-2026-02.xml", "sitemap-2025-12.xml"]


def test_both_ends_are_taken_where_nothing_is_dated() -> None:
    """Blogger numbers from the newest, others from the oldest."""
    assert _children(*((f"sitemap.xml?page={n}", "") for n in range(1, 8))) == [
        "sitemap.xml?page=1",
        "sitemap.xml?page=7",
        "sitemap.xml?page=2",
    ]


def test_one_child_is_one_child() -> None:
    """Also where it is a list of categories: there is nothing else."""
    assert _children(("sitemap-1.xml", "")) == ["sitemap-1.xml"]
    assert _children(("category-sitemap.xml", "")) == ["category-sitemap.xml"]


@pytest.mark.parametrize(
    "child",
    [
        HERE,
        "http://www.mina.example/sitemap_index.xml?utm_source=x",
        "https://other.example/news-sitemap.xml",
        "http://127.0.0.1/news-sitemap.xml",
        "javascript:1",
        "",
    ],
)
def test_an_index_leads_neither_to_itself_nor_away(child: str) -> None:
    """Whatever it says."""
    parsed = parse(index((child, "2026-03-05"), ("/post.xml", "2020-01-01")), at=HERE)
    assert parsed.children == ("https://mina.example/post.xml",)


def test_an_index_is_as_safe_as_a_sitemap() -> None:
    """Entities are refused, and a hundred thousand children too."""
    with pytest.raises(FeedUnreadable, match="entities"):
        parse('<!DOCTYPE x [<!ENTITY a "b">]>' + index(("/a.xml", "")))
    with pytest.raises(FeedUnreadable, match="more than"):
        parse(index(*[("/a.xml", "")] * 60_000))


def test_an_index_with_its_children_is_one_answer() -> None:
    """The newest first, each story once; an index among the children is not followed further."""
    first = parse(urlset(news("https://mina.example/n/1", TITLE, "2026-03-05")), at=HERE)
    second = parse(
        urlset(
            news("https://mina.example/n/2", OTHER, "2026-03-06"), news("http://mina.example/n/1/", TITLE, "2026-03-05")
        ),
        at=HERE,
    )
    nested = parse(index(("/deeper.xml", "")), at=HERE)
    whole = with_children(parse(index(("/a.xml", "")), at=HERE), [first, nested, second])
    assert [entry.title for entry in whole.entries] == [OTHER, TITLE]
    assert (whole.title, whole.language) == ("الميناء", "ar")
    assert whole.children == ("https://mina.example/a.xml",)
