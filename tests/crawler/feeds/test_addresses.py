"""An address alone tells an article, a list or a feed as far as it can be told; a pattern tells it for certain."""

import pytest

from crawler.errors import FeedUnreadable
from crawler.feeds.addresses import LONGEST_URL, LinkPattern, looks_like_article, looks_like_feed


def test_an_address_alone_tells_an_article_or_a_feed() -> None:
    """As far as it can be told."""
    assert looks_like_article("https://outlet.example/news/184467")
    assert looks_like_article("https://outlet.example/?p=184467")
    assert looks_like_article("https://outlet.example/archives/551")
    assert looks_like_article("https://outlet.example/خبر-1/")
    for url in ("/news", "/", "/?cat=1844", "/?lang=ar", "/news/2", "/archives", "/page/3"):
        assert not looks_like_article(f"https://outlet.example{url}"), url
    for url in ("/feed/", "/rss", "/rss2/politics", "/?feed=rss2", "/news.xml", "/category/x/feed", "/atom.xml"):
        assert looks_like_feed(f"https://outlet.example{url}"), url
    for url in ("/news/184467", "/feedback", "/presse/1", "/"):
        assert not looks_like_feed(f"https://outlet.example{url}"), url


def test_a_headline_makes_an_article_of_a_short_address() -> None:
    """Menus name a section with a word or two, and words of other scripts are no Arabic headline."""
    assert looks_like_article("https://outlet.example/n/a", "مقتل ثلاثة مدنيين في قصف")
    assert not looks_like_article("https://outlet.example/n/a", "العالم العربي")
    assert not looks_like_article("https://outlet.example/n/a", "Three civilians killed in shelling")


def test_a_long_slug_is_counted_in_words_escaped_or_not() -> None:
    """Percent-encoded Arabic is the same slug as raw Arabic."""
    raw = "https://outlet.example/هدنة-جديدة-تدخل-حيز-التنفيذ"
    escaped = "https://outlet.example/%D9%87%D8%AF%D9%86%D8%A9-%D8%AC%D8%AF%D9%8A%D8%AF%D8%A9-a-b-c"
    assert looks_like_article(raw)
    assert looks_like_article(escaped)
    assert not looks_like_article("https://outlet.example/arab-world")


@pytest.mark.parametrize("pattern", [r"/story/\d+$", r"/قصة/", r"^https://outlet\.example/"])
def test_a_pattern_holds_with_an_address_written_either_way(pattern: str) -> None:
    """An operator writes Arabic as it is read, and the page may write it escaped."""
    assert LinkPattern(pattern).holds("https://outlet.example/%D9%82%D8%B5%D8%A9/story/12")
    assert not LinkPattern(pattern).holds("https://elsewhere.example/news")


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        (r"live\.outlet\.example/\d+", True),
        (r"^https://(live|www)\.outlet\.example/", True),
        (r"/\d+", False),
        (r".*\d+", False),
        (r"https://[^/]+/\d+", False),
        (r"other\.example/", False),
    ],
)
def test_a_pattern_names_a_host_only_if_it_would_not_hold_with_another(pattern: str, names: bool) -> None:
    """A pattern that begins with anything at all has not named anybody."""
    assert LinkPattern(pattern).names_host("https://live.outlet.example/123") is names


def test_a_pattern_is_not_run_over_endless_addresses() -> None:
    """What is longer than any real address does not hold."""
    assert LinkPattern("a").holds("https://outlet.example/" + "a" * (LONGEST_URL - 100))
    assert not LinkPattern("a").holds("https://outlet.example/" + "a" * LONGEST_URL)


@pytest.mark.parametrize("pattern", ["(", "[a", "a{99999999999}", "*"])
def test_a_broken_pattern_is_named(pattern: str) -> None:
    """The sentence shows it."""
    with pytest.raises(FeedUnreadable, match="is no regular expression") as error:
        LinkPattern(pattern)
    assert repr(pattern) in str(error.value)
