"""A second story on a page is found in every shape of page, whatever the two are about."""

from itertools import pairwise

import pytest

from crawler.news import Refusal, RefusalReason, Story
from crawler.pages.read import read_page
from tests.crawler.pages.newsroom_stories import STORIES, Written
from tests.crawler.pages.newsstand import TEASERS, around, links, page, paragraphs

PAIRS = [*pairwise(STORIES), *pairwise(STORIES[::-1]), (STORIES[0], STORIES[5]), (STORIES[2], STORIES[7])]
ENDINGS = {
    "nothing": [],
    "a source": ["المصدر: وكالات"],
    "tags": ["الوسوم: أخبار، محليات"],
    "both": ["المصدر | الميناء + متابعات", "كلمات دلالية: أخبار محليات"],
}
LABELS = ("إقرأ أيضاً:", "اقرأ أيضا", "شاهد أيضاً", "مواضيع ذات صلة", "قد يهمك أيضا")
RELATED = f"<h3>مقالات مشابهة</h3>{links(TEASERS)}"
SHAPES = {
    "same container": "<div class='entry'>{a}{end}<p>{label}</p><p>{title}</p>{b}</div>",
    "headings": "<div class='post'>{a}{end}<h3>{label}</h3><h2>{title}</h2>{b}</div>",
    "linked heading": "<div class='post'>{a}{end}<h4>{label}</h4><h3><a href='/n/2'>{title}</a></h3>{b}</div>",
    "bold": "<div>{a}{end}<p><b>{label}</b></p><p><strong>{title}</strong></p>{b}</div>",
    "label and headline on a line": "<div>{a}{end}<p><b>اقرأ أيضا: {title}</b></p>{b}</div>",
    "siblings": "<article>{a}{end}</article><h4>{label}</h4><article><h2>{title}</h2>{b}</article>",
    "siblings without a label": "<article>{a}{end}</article><article><h2>{title}</h2>{b}</article>",
    "infinite scroll": "<article>{a}{end}</article><div class='scroll'><h1>{title}</h1><div>{b}</div></div>",
    "boxes of the same class": "<div class='s'><h1>{own}</h1>{a}</div><div class='s'><h2>{title}</h2>{b}</div>",
    "sections": "<section><h2>{own}</h2>{a}{end}</section><section><h3>{title}</h3>{b}</section>",
    "behind a rule": "<div>{a}<hr><h3>{title}</h3>{b}</div>",
    "behind signs": "<div>{a}<p>* * *</p><p><strong>{title}</strong></p>{b}</div>",
    "behind a call to share": "<div>{a}<div>شارك الخبر</div><h2>{title}</h2>{b}</div>",
    "behind comments": "<div class='s'><h1>{own}</h1>{a}</div><h3>التعليقات (2)</h3>"
    "<div class='s'><h1>{title}</h1>{b}</div>",
    "a label of another story": "<div>{a}<p>وفي خبر آخر:</p><p><b>{title}</b></p>{b}</div>",
    "a box of links between": "<div>{a}<p>اقرأ أيضا:</p><ul><li><a href='/n/7'>"
    "طهران تعلن عن مناورات بحرية جديدة في الخليج</a></li></ul><h2>{title}</h2>{b}</div>",
    "infinite scroll with a label": "<div>{a}{end}</div><div><h5>{label}</h5><div><h1>{title}</h1>{b}</div></div>",
}


def _texts(found: tuple[Story, ...] | Refusal) -> list[tuple[str, str]]:
    assert not isinstance(found, Refusal), found
    return [(story.title, story.text) for story in found]


def _whole(*stories: Written) -> list[tuple[str, str]]:
    return [(story.title, "\n\n".join(story.paragraphs)) for story in stories]


@pytest.mark.parametrize("pair", range(len(PAIRS)))
@pytest.mark.parametrize("shape", SHAPES)
def test_a_second_story_is_found(shape: str, pair: int) -> None:
    """Both stories whole, each with its own title, and nothing of what stands between and below them."""
    one, other = PAIRS[pair]
    label, end = LABELS[pair % len(LABELS)], list(ENDINGS.values())[pair % len(ENDINGS)]
    markup = SHAPES[shape].format(
        a=paragraphs(one.paragraphs),
        b=paragraphs(other.paragraphs),
        end=paragraphs(end),
        label=label,
        title=other.title,
        own=one.title,
    )
    assert _texts(read_page(page(around(markup + RELATED, title=one.title)))) == _whole(one, other)


@pytest.mark.parametrize("pair", range(len(PAIRS)))
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_second_story_is_found_in_plain_text(ending: str, pair: int) -> None:
    """With the feed's title for the first, behind any ending and any label."""
    one, other = PAIRS[pair]
    lines = [*one.paragraphs, *ENDINGS[ending], LABELS[pair % len(LABELS)], other.title, *other.paragraphs]
    lines += ["مقالات مشابهة", *(f"• {teaser}" for teaser in TEASERS)]
    found = read_page(page("\n\n".join(lines), content_type="text/plain", hint_title=one.title))
    assert _texts(found) == _whole(one, other)


def test_a_story_without_a_label_follows_a_source_line() -> None:
    """Next to the end of a story a plain headline is enough."""
    one, other = PAIRS[0]
    markup = f"<div>{paragraphs([*one.paragraphs, 'المصدر: السومرية', other.title, *other.paragraphs])}</div>"
    assert _texts(read_page(page(around(markup + RELATED, title=one.title)))) == _whole(one, other)


@pytest.mark.parametrize("count", [3, 4])
@pytest.mark.parametrize("shape", ["same container", "siblings", "infinite scroll"])
def test_three_and_four_stories_are_told_apart(shape: str, count: int) -> None:
    """Each in its order with its own position."""
    own, *others = STORIES[:count]
    between = {"same container": "<p>اقرأ أيضاً</p><p>{t}</p>{b}", "siblings": "<article><h2>{t}</h2>{b}</article>"}
    pattern = between.get(shape, "<div class='next'><h1>{t}</h1><div>{b}</div></div>")
    markup = "".join(pattern.format(t=each.title, b=paragraphs(each.paragraphs)) for each in others)
    first = paragraphs(own.paragraphs)
    markup = f"<div>{first}{markup}</div>" if shape == "same container" else f"<article>{first}</article>{markup}"
    found = read_page(page(around(markup, title=own.title)))
    assert _texts(found) == _whole(own, *others)
    assert isinstance(found, tuple)
    assert [story.position for story in found] == list(range(count))


@pytest.mark.parametrize("element", ["article", "div"])
def test_a_section_page_with_full_texts_is_no_story(element: str) -> None:
    """More than four stories under one address are a section."""
    markup = "".join(
        f"<{element}><h2>{each.title}</h2>{paragraphs(each.paragraphs)}<p>المصدر: وكالات</p></{element}>"
        for each in STORIES
    )
    found = read_page(page(around(markup, title="أخبار")))
    assert isinstance(found, Refusal)
    assert found.reason is RefusalReason.NOT_AN_ARTICLE


def test_a_plain_text_of_many_stories_is_no_story() -> None:
    """A day's file of stories one behind the other."""
    lines = [line for each in STORIES for line in (each.title, *each.paragraphs, "المصدر: وكالات", "اقرأ أيضا")]
    assert isinstance(read_page(page("\n\n".join(lines), content_type="text/plain")), Refusal)


@pytest.mark.parametrize("hinted", [True, False])
@pytest.mark.parametrize("element", ["article", "div", "same"])
def test_the_pages_own_story_may_stand_behind_another(element: str, hinted: bool) -> None:
    """The one that the feed, or the page's title and metadata, name is the page's own; the other is kept behind it."""
    above, own = STORIES[4], STORIES[7]
    open_, close = ("", "") if element == "same" else (f"<{element}>", f"</{element}>")
    markup = "<div class='list'>" + "".join(
        f"{open_}<h2>{each.title}</h2>{paragraphs(each.paragraphs)}{close}" for each in (above, own)
    )
    head = f'<meta property="og:title" content="{own.title}">'
    markup = f"<html><head><title>{own.title}</title>{head}</head><body>{markup}</div></body></html>"
    found = read_page(page(markup, hint_title=own.title if hinted else None))
    assert _texts(found) == _whole(own, above)


def test_the_feeds_story_may_stand_behind_another_in_plain_text() -> None:
    """The feed's title decides which of two stories the address is of."""
    above, own = STORIES[1], STORIES[2]
    lines = [above.title, *above.paragraphs, "المصدر: وكالات", "اقرأ أيضا", own.title, *own.paragraphs]
    found = read_page(page("\n\n".join(lines), content_type="text/plain", hint_title=own.title))
    assert [text for _, text in _texts(found)] == [text for _, text in _whole(own, above)]
    assert _texts(found)[0][0] == own.title


def test_the_only_first_level_heading_may_be_the_second_storys() -> None:
    """A page that prints its own title as <h2> and the next story's as <h1> is still of its own story."""
    one, other = PAIRS[2]
    markup = (
        f"<html><head><title>{one.title} | الميناء</title></head><body><div><h2>{one.title}</h2>"
        f"{paragraphs(one.paragraphs)}<p>المصدر: وكالات</p></div>"
        f"<div><h1>{other.title}</h1>{paragraphs(other.paragraphs)}</div></body></html>"
    )
    assert _texts(read_page(page(markup))) == _whole(one, other)


@pytest.mark.parametrize(
    "again",
    [
        "<div class='print'><h1>{t}</h1>{b}</div>",
        "<div class='amp'><h2>{t}</h2>{b}</div>",
        "<div class='copy'>{b}</div>",
        "<p>اقرأ أيضا</p><h2>{t}</h2>{b}",
    ],
)
def test_the_same_story_twice_is_one(again: str) -> None:
    """A print or AMP version on the same page, with or without its title, and a page that advertises itself."""
    story = STORIES[5]
    repeat = again.format(t=story.title, b=paragraphs(story.paragraphs))
    markup = f"<article>{paragraphs(story.paragraphs)}</article>{repeat}"
    assert _texts(read_page(page(around(markup, title=story.title)))) == _whole(story)


def test_the_same_story_twice_in_plain_text_is_one() -> None:
    """Letter by letter or with another headline."""
    story = STORIES[6]
    lines = [*story.paragraphs, "المصدر: وكالات", "اقرأ أيضا", "عدن تستقبل سفينة وقود بعد أسبوعين", *story.paragraphs]
    found = read_page(page("\n\n".join(lines), content_type="text/plain", hint_title=story.title))
    assert _texts(found) == _whole(story)


def test_a_short_first_story_does_not_swallow_a_long_second() -> None:
    """A breaking line of two sentences, and below it a long report."""
    one, other = STORIES[3], STORIES[0]
    short = one.paragraphs[:2]
    markup = f"<div>{paragraphs(short)}<p>اقرأ أيضاً</p><h3>{other.title}</h3>{paragraphs(other.paragraphs * 1)}</div>"
    found = read_page(page(around(markup + RELATED, title=one.title)))
    assert _texts(found) == [(one.title, "\n\n".join(short)), *_whole(other)]
