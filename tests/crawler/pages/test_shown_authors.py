"""The author that a page shows in an element of its own, and the names that stand beside a story and wrote it not."""

import pytest

from crawler.news import Refusal, Story
from crawler.pages.read import read_page
from tests.crawler.pages.newsstand import TALKS, around, page, paragraphs

NAME = "سالم الكندي"
SHOWN = [
    f"<span class='author'>{NAME}</span>",
    f"<div class='meta'><a class='author-name' href='/p/7'>{NAME}</a></div>",
    f"<span class='byline'> بواسطة <span class='author vcard'><a class='url fn n' href='/p/7'>{NAME}</a></span></span>",
    f"<div class='td-post-author-name'><div class='td-author-by'>بواسطة</div> <a href='/p/7'>{NAME}</a></div>",
    f"<div class='submitted'>نشر بواسطة <span class='username'>{NAME}</span> في الأحد</div>",
    f"<span class='itemAuthor'>كتبه&nbsp;<b>{NAME}</b></span>",
    f"<span class='post-author'>مرسلة بواسطة <span class='fn'>{NAME}</span></span>",
    f"<dd class='createdby'>كتب بواسطة: {NAME}</dd>",
    f"<span id='ctl00_lblAuthorName'>{NAME}</span>",
    f"<p class='article__byline'>بقلم <b>{NAME}</b>، مراسلنا في عمّان</p>",
    f"<div><a href='/writers/215-salem'>{NAME}</a></div>",
    "<div class='writer'><span>سالم</span> <span>الكندي</span></div>",
]
NOBODY = [
    "<span class='author'>محرر الأخبار</span>",
    "<span class='author'>القسم السياسي</span>",
    "<span class='author'>الميناء نيوز</span>",
    "<span class='author'>17 سبتمبر 2024</span>",
    "<a class='author' href='/author/admin'>admin</a>",
    "<div class='author-links'><a>تابعنا</a> <a>تويتر</a></div>",
    "<span class='author'>محمد علي</span><span class='author'>أحمد حسن</span><span class='author'>سامي نور</span>",
]
BODY = f"<div class='b'>{paragraphs(TALKS)}</div>"


def _story(inner: str, *, head: str = "", **known: object) -> Story:
    found = read_page(page(around(inner, head=head), **known))
    assert not isinstance(found, Refusal), found
    return found[0]


@pytest.mark.parametrize("shown", SHOWN)
def test_an_element_named_for_the_author_tells_the_byline(shown: str) -> None:
    """As themes of many systems print it, also where the page states a login."""
    for head in ("", '<meta name="author" content="admin">'):
        story = _story(f"<div>{shown}</div>{BODY}", head=head)
        assert (story.byline, story.text) == (NAME, "\n\n".join(TALKS))


@pytest.mark.parametrize("shown", NOBODY)
def test_what_is_no_person_or_too_many_is_no_byline(shown: str) -> None:
    """Desks, outlets, logins and dates stand in such elements too."""
    assert _story(f"<div>{shown}</div>{BODY}").byline is None


@pytest.mark.parametrize(
    "beside",
    [
        "<div class='discuss'><p class='comment-author'>محمد علي</p><p>شكرا على هذا الخبر</p></div>",
        "<div class='box'><h4><a href='/9'>لماذا ننتظر الربيع الآتي</a></h4><i class='author'>نادر العلي</i></div>",
        "<blockquote><p>لن نقبل بذلك.</p><cite class='author'>نادر العلي</cite></blockquote>",
        "<div class='more'><div><a href='/x'>مقال آخر عن الاقتصاد</a></div><div>بقلم: نادر العلي</div></div>",
    ],
)
def test_the_names_of_other_boxes_are_no_byline(beside: str) -> None:
    """Those of readers, of columnists, of people who are quoted."""
    assert _story(BODY + beside).byline is None


def test_a_byline_may_stand_below_the_last_paragraph() -> None:
    """In the text's own container, and where it does not only say who edited it."""
    assert _story(f"<div>{paragraphs([*TALKS, 'كتب: سالم الكندي'])}</div>").byline == NAME
    assert _story(f"<div>{paragraphs([*TALKS, 'تحرير: سالم الكندي'])}</div>").byline is None


@pytest.mark.parametrize(
    ("author", "byline", "origin"),
    [
        (NAME, NAME, ()),
        ("admin", None, ()),
        ("رويترز", None, ("Reuters",)),
        ("موقع الميناء", None, ()),
        (None, None, ()),
    ],
)
def test_the_feeds_author_counts_where_the_page_names_none(
    author: str | None, byline: str | None, origin: tuple[str, ...]
) -> None:
    """Under the same conditions as the page's."""
    story = _story(BODY, hint_author=author)
    assert (story.byline, story.origin) == (byline, origin)
    named = _story("<p>بقلم: مريم البلوشي</p>" + BODY, hint_author=author)
    assert named.byline == "مريم البلوشي"
