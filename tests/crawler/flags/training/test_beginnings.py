"""Beginnings of stories: where they are cut, which label they keep, and that they stay on their story's side."""

from dataclasses import replace

import numpy as np
import pytest

from crawler.flags.training.beginnings import LEAST, MOST, WORTH, beginning, with_beginnings, with_doubts
from crawler.flags.training.corpus import Labelled
from crawler.flags.training.table import folds, table_of
from crawler.news import Story

REST = " وتفصيل لا يعني أحدا هنا." * 20
DEAD = "قتل خمسة أشخاص في انفجار سيارة مفخخة وسط العاصمة صباح اليوم وفق الشرطة."
DULL = "افتتح محافظ المدينة سوقا جديدا للخضر والفواكه قرب محطة الحافلات صباح اليوم."


def _labelled(text: str, *, title: str = "عنوان", number: int = 0) -> Labelled:
    return Labelled(
        id=f"x/{number}",
        source="x, further",
        story=Story(title=title, text=text, url=""),
        casualty=True,
        diplomacy=False,
        importance=2.0,
        kind="sport",
    )


def test_a_beginning_is_the_first_sentence() -> None:
    """Where it has words enough."""
    assert beginning(DEAD + REST) == DEAD


def test_a_first_sentence_of_few_words_takes_the_next_one_along() -> None:
    """A dateline or a call says nothing yet."""
    assert beginning(f"عاجل من بغداد. {DEAD}{REST}") == f"عاجل من بغداد. {DEAD}"
    assert len("عاجل من بغداد.".split()) < LEAST


def test_a_long_sentence_ends_at_a_comma() -> None:
    """The last one that is near enough; the comma goes with what it led to."""
    text = "كلمة " * 14 + "أولى، " + "كلمة " * 14 + "ثانية، " + "كلمة " * 60
    told = beginning(text)
    assert told is not None
    assert told.endswith("ثانية")
    assert len(told.split()) == 30 <= MOST


def test_a_long_sentence_without_comma_ends_after_so_many_words() -> None:
    """As a channel cuts it."""
    told = beginning("كلمة " * 100)
    assert told is not None
    assert len(told.split()) == MOST


@pytest.mark.parametrize("text", ["", " \n", DEAD, DEAD + " وهكذا."])
def test_a_brief_story_has_no_beginning(text: str) -> None:
    """It is one."""
    assert beginning(text) is None


def test_beginnings_come_after_the_stories_and_count_for_less() -> None:
    """With the label and the title of their story, under a source of their own, and without a class."""
    whole, brief = _labelled(DEAD + REST), _labelled(DEAD, number=1)
    first, second, cut = with_beginnings([whole, brief])
    assert (first, second) == (whole, brief)
    assert cut == replace(
        whole,
        source="beginnings of x",
        story=replace(whole.story, text=DEAD),
        importance=2.0 * WORTH,
        kind="",
        whole=whole.story.text,
    )


def test_a_beginning_stands_on_its_storys_side() -> None:
    """Otherwise a model would be judged on stories whose first sentence it has learnt from."""
    stories = [_labelled(f"{number} {DEAD}{REST}", number=number) for number in range(40)]
    table = table_of(with_beginnings(stories))
    assert table.entire.tolist() == [True] * 40 + [False] * 40
    part = folds(table, 5)
    assert part[:40].tolist() == part[40:].tolist()
    assert len(set(part.tolist())) == 5


def test_what_only_the_rest_tells_is_left_open() -> None:
    """Victims far down: of the beginning nobody has said anything. A label that is down stays down."""
    table = with_doubts(table_of(with_beginnings([_labelled(DULL + REST + DEAD), _labelled(DEAD + REST, number=1)])))
    assert table.truth[:2].tolist() == [[1, 0], [1, 0]]
    assert np.isnan(table.truth[2, 0])
    assert table.truth[3, 0] == 1
    assert table.truth[2:, 1].tolist() == [0, 0]
