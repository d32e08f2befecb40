"""Every combination of true, wrong and missing declarations gives a feed's right titles, or the feed is held."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.arabic.clean import clean_title
from crawler.errors import FeedUnreadable
from crawler.feeds.parse import parse_feed
from tests.crawler.feeds.feeds import URL, item, rss
from tests.crawler.pages.headlines import HEADLINES, PARAGRAPHS, fits

CHARSETS = ("utf-8", "cp1256", "iso8859-6")
LABELS = ("", "utf-8", "windows-1256", "iso-8859-6", "iso-8859-1")
ODD_LABELS = ("x-user-defined", "arabic", "cp-1256", "utf8", "UTF_8", "utf-16", "punycode", "windows-1251", "gb2312")
MARKS = (b"", b"\xef\xbb\xbf")
KINDS = ("rss", "atom")
SHORT = sorted(HEADLINES, key=len)[:18]  # the hardest; `tests/crawler/pages/test_declarations.py` takes all


def _feed(kind: str, titles: list[str], label: str, *, descriptions: bool = False) -> str:
    declaration = f'<?xml version="1.0" encoding="{label}"?>' if label else ""
    parts = [
        (title, f"https://mina.example/n/{number}", PARAGRAPHS[number % 5] if descriptions else "")
        for number, title in enumerate(titles)
    ]
    if kind == "rss":
        items = [
            item(title, link=link, more=f"<description>{text}</description>" if text else "")
            for title, link, text in parts
        ]
        return rss(items, declaration=declaration)
    entries = "".join(
        f'<entry><title>{title}</title><link href="{link}"/><id>{link}</id><summary>{text}</summary></entry>'
        for title, link, text in parts
    )
    return f'{declaration}<feed xmlns="http://www.w3.org/2005/Atom"><title>الميناء</title>{entries}</feed>'


def _titles(body: bytes, label: str = "") -> list[str] | None:
    """The titles of a feed's entries, or None where its charset cannot be told."""
    kind = f"application/xml; charset={label}" if label else "application/xml"
    try:
        return [entry.title for entry in parse_feed(body, kind, URL).entries]
    except FeedUnreadable as error:
        if "charset cannot be told" not in str(error):
            raise
        return None


def _as_read(titles: list[str]) -> list[str]:
    return [clean_title(title) for title in titles]


def _fitting(charset: str, texts: tuple[str, ...] = HEADLINES) -> list[str]:
    return [text for text in texts if fits(text, charset)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("charset", CHARSETS)
def test_no_combination_of_declarations_makes_a_wrong_title(charset: str, kind: str) -> None:
    """A feed of one item without a description, the hardest: header, XML declaration and mark in all combinations."""
    fates: Counter[str] = Counter()
    for title in (title for title in SHORT if fits(title, charset)):
        for header, label, mark in product(LABELS, LABELS, MARKS):
            titles = _titles(mark + _feed(kind, [title], label).encode(charset), header)
            fates["held" if titles is None else "right" if titles == _as_read([title]) else f"wrong {titles}"] += 1
    assert set(fates) <= {"right", "held"}
    assert fates["held"] <= (0 if charset == "utf-8" else 0.02 * fates.total())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("charset", CHARSETS)
def test_a_feed_of_ten_is_always_read(charset: str, kind: str) -> None:
    """Ten titles leave no doubt, whatever is declared, by odd names too."""
    titles = _fitting(charset)[:10]
    for header, label, mark in product(LABELS, (*LABELS, *ODD_LABELS), MARKS):
        assert _titles(mark + _feed(kind, titles, label).encode(charset), header) == _as_read(titles)
    for header in ODD_LABELS:
        assert _titles(_feed(kind, titles, "").encode(charset), header) == _as_read(titles)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("label", ["", "utf-16", "utf-8"])
def test_utf_16_is_read_with_and_without_a_mark(label: str, charset: str, kind: str) -> None:
    """Whatever the declaration and the header say."""
    for header in ("", "utf-8", "utf-16", "windows-1256"):
        assert _titles(_feed(kind, list(HEADLINES), label).encode(charset), header) == _as_read(list(HEADLINES))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("inner", ["cp1256", "latin-1"])
def test_a_feed_encoded_twice_is_repaired_or_held(inner: str, kind: str) -> None:
    """Each title for itself, and all of them."""
    for titles in [[title] for title in HEADLINES]:
        body = _feed(kind, titles, "utf-8").encode().decode(inner).encode()
        assert _titles(body, "utf-8") in (None, _as_read(titles))
    assert _titles(_feed(kind, list(HEADLINES), "").encode().decode(inner).encode()) == _as_read(list(HEADLINES))


@pytest.mark.parametrize("inner", ["cp1256", "latin-1"])
def test_one_title_encoded_twice_does_not_pass_as_it_is(inner: str) -> None:
    """One row of a database that was converted wrongly, among sound ones."""
    for title in HEADLINES[::3]:
        titles = [*HEADLINES[:5], title.encode().decode(inner), *HEADLINES[5:10]]
        read = _titles(_feed("rss", titles, "utf-8", descriptions=True).encode(), "utf-8")
        assert read is None or read[5] in (clean_title(title), "")
        assert read is None or read[:5] == _as_read(titles[:5])


@pytest.mark.parametrize("charset", ["cp1256", "iso8859-6"])
def test_one_item_in_another_charset_does_not_spoil_the_others(charset: str) -> None:
    """An agency's item passed on as it came: its title is right or missing, the others are right."""
    for title, text in product(_fitting(charset)[::3], [next(text for text in PARAGRAPHS if fits(text, charset)), ""]):
        sound = _feed("rss", [*HEADLINES[:6], "ALPHA"], "utf-8", descriptions=True).encode()
        foreign = f"{title}</title><description>{text}</description>".encode(charset)
        read = _titles(sound.replace(b"ALPHA</title>", foreign), "utf-8")
        assert read is not None
        assert read[:6] == _as_read(list(HEADLINES[:6]))
        assert read[6] in (clean_title(title), "")
        assert not text or read[6]


def test_a_description_cut_within_a_letter_does_not_hold_a_feed() -> None:
    """A CMS counts bytes; one broken letter in a description leaves all titles right."""
    body = _feed("rss", list(HEADLINES), "utf-8", descriptions=True).encode()
    broken = body.replace(PARAGRAPHS[2].encode(), PARAGRAPHS[2].encode()[:71])
    assert broken != body
    assert _titles(broken, "utf-8") == _as_read(list(HEADLINES))


def test_json_feeds_are_read_by_the_same_rule() -> None:
    """JSON is UTF-8 by its standard, and is not always."""
    titles = _fitting("cp1256")[:5]
    items = ",".join(f'{{"id":"{n}","url":"https://mina.example/n/{n}","title":"{t}"}}' for n, t in enumerate(titles))
    text = f'{{"version":"https://jsonfeed.org/version/1.1","title":"الميناء","items":[{items}]}}'
    for charset, label in product(("utf-8", "cp1256", "utf-16"), LABELS):
        assert _titles(text.encode(charset), label) == _as_read(titles)


@given(
    st.lists(st.sampled_from(HEADLINES), min_size=1, max_size=3), st.integers(1, 60), st.sampled_from(CHARSETS),
    st.sampled_from(LABELS), st.sampled_from(LABELS), st.sampled_from(MARKS), st.sampled_from(KINDS),
)  # fmt: skip
def test_any_beginning_of_any_titles_is_right_or_held(
    headlines: list[str], size: int, charset: str, header: str, label: str, mark: bytes, kind: str
) -> None:
    """However short the titles are cut, none is read wrongly."""
    titles = [headline[:size].encode(charset, "ignore").decode(charset) for headline in headlines]
    read = _titles(mark + _feed(kind, titles, label).encode(charset, "ignore"), header)
    assert read is None or read == _as_read(titles)
