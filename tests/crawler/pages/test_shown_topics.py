"""Tags, section and picture of pages that show them and state none."""

import pytest

from crawler.news import Refusal, Story
from crawler.pages.read import read_page
from tests.crawler.pages.newsstand import TALKS, TALKS_TITLE, TEASERS, around, links, page, paragraphs

BODY = f"<div class='b'>{paragraphs(TALKS)}</div>"
TAGS = [
    "<div class='tagcloud'><a rel='tag' href='/1'>عمان</a> <a rel='tag' href='/2'>مضيق هرمز</a></div>",
    "<div class='t'><a href='/tag/1'>عمان</a><a href='/tag/2'>مضيق هرمز</a></div>",
    "<div>الوسوم: <a href='/1'>عمان</a> <a href='/2'>مضيق هرمز</a></div>",
    "<div>وسوم <a href='/1'>عمان</a><a href='/2'>مضيق هرمز</a></div>",
    "<div><b>كلمات مفتاحية</b><a href='/1'>عمان</a> <a href='/2'>مضيق هرمز</a></div>",
    "<div>كلمات دلالية: <a href='/1'>عمان</a>، <a href='/2'>مضيق هرمز</a></div>",
    "<div><i>الكلمات المفتاحية</i><ul><li><a href='/1'>عمان</a></li><li><a href='/2'>مضيق هرمز</a></li></ul></div>",
    "<h4>الوسوم</h4><div><div><a href='/1'>عمان</a></div><div><a href='/2'>مضيق هرمز</a></div></div>"
    "<ul><li><a href='/print'>نسخة للقراءة</a></li></ul>",
    "<p><a href='/1'>#عمان</a> <a href='/2'>#مضيق_هرمز</a></p>",
    "<div>#عمان</div><div>#مضيق_هرمز</div>",
]
HOME, SECTION = "<a href='/'>الرئيسية</a>", "<a href='/s'>سياسة</a>"
SECTIONS = [
    (f"<nav class='breadcrumb'>{HOME} » {SECTION}</nav>", "سياسة"),
    (f"<ol class='breadcrumb'><li>{HOME}</li><li>{SECTION}</li><li>{TALKS_TITLE}</li></ol>", "سياسة"),
    (f"<div id='crumbs'><i>أنت هنا:</i> {HOME} / {SECTION} / <i>{TALKS_TITLE[:30]}...</i></div>", "سياسة"),
    ("<div class='bread-crumbs'><a href='/'>الصفحة الرئيسية</a> &gt; <span>سياسة</span></div>", "سياسة"),
    (f"<nav aria-label='Breadcrumb'><ol><li>{HOME}</li><li>{SECTION}</li></ol></nav>", "سياسة"),
    ("<span class='cat-links'><a rel='category tag' href='/category/s'>سياسة</a></span>", "سياسة"),
    (f"<div class='breadcrumb'>{HOME} &gt; <span>{TALKS_TITLE}</span></div>", None),
]


def _story(inner: str, head: str = "") -> Story:
    found = read_page(page(around(inner, head=head)))
    assert not isinstance(found, Refusal), found
    return found[0]


@pytest.mark.parametrize("shown", TAGS)
def test_tags_below_a_story_are_its_tags(shown: str) -> None:
    """Each link is a tag of its own, and what stands behind them is none; what is stated comes first."""
    story = _story(BODY + shown)
    assert (story.tags, story.text) == (("عمان", "مضيق هرمز"), "\n\n".join(TALKS))
    if not shown.startswith("<div>#"):  # which the extractor takes for a line of the text
        assert _story(BODY + shown, '<meta property="article:tag" content="إيران">').tags == ("إيران",)


@pytest.mark.parametrize(
    "below", [f"<h4>الأكثر قراءة</h4>{links(TEASERS)}", "<p>يكتب في <a href='/tag/1'>السياسة</a> والاقتصاد</p>"]
)
def test_other_links_are_no_tags(below: str) -> None:
    """Headlines under a label of another kind, and words of a sentence."""
    assert _story(BODY + below).tags == ()


@pytest.mark.parametrize(("shown", "expected"), SECTIONS)
def test_the_last_step_above_the_story_is_its_section(shown: str, expected: str | None) -> None:
    """Neither the front page nor the title is one, and a stated section comes first."""
    assert _story(shown + BODY).section == expected
    assert _story(shown + BODY, '<meta property="article:section" content="خليج">').section == "خليج"


@pytest.mark.parametrize(
    ("shown", "head", "expected"),
    [
        ("<figure><img src='/up/b.jpg' width='900'></figure>", "", "/up/b.jpg"),
        ("<figure><img src='data:image/gif;base64,x' data-src='/up/b.jpg'></figure>", "", "/up/b.jpg"),
        ("", "<link rel='image_src' href='/up/b.jpg'>", "/up/b.jpg"),
        ("<figure><img src='/up/b.jpg' width='90'></figure>", "", None),
        ("<figure><img src='/logo.png'></figure>", "", None),
        ("<div class='related'><figure><img src='/up/b.jpg'></figure></div>", "", None),
        ("<img src='/up/b.jpg'>", "", None),
    ],
)
def test_a_picture_that_is_only_shown(shown: str, head: str, expected: str | None) -> None:
    """The story's own figure, no icon and no other story's."""
    address = None if expected is None else f"https://mina.example{expected}"
    assert _story(shown + BODY, head).image_url == address


def test_a_source_may_stand_below_its_label() -> None:
    """Each in an element of its own, as content systems print their fields."""
    field = "<div><div class='l'>المصدر:&nbsp;</div><div><div>العمانية + الأناضول</div></div></div>"
    story = _story(BODY + field)
    assert (story.credited_source, story.origin) == ("العمانية + الأناضول", ("ONA", "AA"))
    assert _story(BODY + "<div>المصدر:</div>").credited_source is None
