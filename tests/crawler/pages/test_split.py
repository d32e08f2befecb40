"""A second story after a read-also heading is a story of its own; a box of headlines is nothing."""

from collections.abc import Sequence

import pytest

from crawler.pages.several.parts import Part
from crawler.pages.several.split import stories_in
from crawler.pages.text.blocks import text_blocks
from tests.crawler.pages.newsstand import FLOOD, FLOOD_TITLE, TALKS, TALKS_TITLE, TEASERS


def _split(*lines: str, titles: Sequence[str] = ()) -> list[Part]:
    return stories_in(text_blocks("\n\n".join(lines)), titles)


ENDINGS = [
    (),
    ("المصدر: وكالات",),
    ("المصدر | الميناء + متابعات", "كلمات دلالية: عمان، إيران"),
    ("كلمات دلالية: عمان، إيران",),
]
LABELS = ["إقرأ أيضاً:", "اقرأ ايضا", "شاهد أيضا", "مواضيع ذات صلة", "قد يهمك أيضا"]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("label", LABELS)
def test_a_full_story_after_the_label_is_a_second_story(label: str, ending: tuple[str, ...]) -> None:
    """The label, the source line and the tags are in neither; the second story has its own title."""
    first, second = _split(*TALKS, *ending, label, FLOOD_TITLE, *FLOOD)
    assert first.paragraphs == list(TALKS)
    assert second.paragraphs == list(FLOOD)
    assert second.title == FLOOD_TITLE


def test_the_headline_may_stand_on_the_labels_line() -> None:
    """«اقرأ أيضا: عنوان» and then the story."""
    first, second = _split(*TALKS, f"اقرأ أيضا: {FLOOD_TITLE}", *FLOOD)
    assert first.paragraphs == list(TALKS)
    assert (second.title, second.paragraphs) == (FLOOD_TITLE, list(FLOOD))


def test_both_stories_keep_their_own_source_and_tags() -> None:
    """What the first story's ending says is not the second's."""
    first, second = _split(
        *TALKS, "المصدر: الأناضول", "كلمات دلالية: عمان، إيران", "اقرأ أيضا", FLOOD_TITLE, *FLOOD, "المصدر: سونا"
    )
    assert (first.credited_source, first.tags) == ("الأناضول", ("عمان", "إيران"))
    assert (second.credited_source, second.tags) == ("سونا", ())


@pytest.mark.parametrize("count", [1, 2, 3, 5])
@pytest.mark.parametrize("place", [1, 2, 4])
def test_a_box_of_headlines_inside_a_story_is_removed(place: int, count: int) -> None:
    """The story goes on below its box, and no headline of the box is in it."""
    (story,) = _split(*TALKS[:place], "اقرأ أيضاً", *TEASERS[:count], *TALKS[place:])
    assert story.paragraphs == list(TALKS)


@pytest.mark.parametrize("count", [1, 3, 5])
def test_a_box_of_headlines_at_the_end_is_removed(count: int) -> None:
    """Below a story there is nothing but links."""
    (story,) = _split(*TALKS, "كلمات دلالية: عمان", "مقالات مشابهة", *(f"• {teaser}" for teaser in TEASERS[:count]))
    assert story.paragraphs == list(TALKS)


def test_the_page_s_own_headline_below_a_box_opens_no_second_story() -> None:
    """A box above the article does not make a story of what stands above it."""
    parts = _split(FLOOD[0], FLOOD[1], "اقرأ أيضا", TALKS_TITLE, *TALKS, titles=[f"{TALKS_TITLE} - موقع الميناء"])
    assert len(parts) == 1


def test_comments_are_no_story() -> None:
    """What readers write below a story is not read, however long it is."""
    comment = "برأيي أن هذه الزيارة تأخرت كثيرا وكان يجب أن تتم قبل سنوات لأن أمن الملاحة يهم الجميع في الخليج."
    (story,) = _split(*TALKS, "التعليقات (2)", "أبو محمد من مسقط يعلق على الزيارة", comment, comment)
    assert story.paragraphs == list(TALKS)


def test_the_source_line_may_stand_above_the_story() -> None:
    """A source at the head credits the story and does not end it."""
    (story,) = _split("المصدر: رويترز", *TALKS)
    assert story.paragraphs == list(TALKS)
    assert story.credited_source == "رويترز"


def test_the_head_is_read_off() -> None:
    """Byline, date and agency above the text are told and taken out."""
    (story,) = _split("بقلم: سلمى الحاج", "الأحد 12 مارس 2023 | 10:15 ص", "مسقط - العمانية", *TALKS)
    assert story.paragraphs == list(TALKS)
    assert story.byline == "سلمى الحاج"
    assert story.dateline == "الأحد 12 مارس 2023 | 10:15 ص"
    assert story.credited_source == "مسقط - العمانية"


def test_short_sentences_and_lists_stay() -> None:
    """Only the crumbs above a story go: a list of figures inside it is text."""
    figures = ("ولاية كسلا: 9 قتلى", "ولاية القضارف: 5 قتلى")
    (story,) = _split("أخبار", *FLOOD[:2], *figures, *FLOOD[2:])
    assert story.paragraphs == [*FLOOD[:2], *figures, *FLOOD[2:]]
