"""A gist is what the store keeps of it, and says of a story what is said when the story is placed without one."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from alerts.events.profile import profile_of
from alerts.events.tellings import tellings_of
from crawler.gist.gist import gist_from_text, gist_to_text
from crawler.gist.making import gist_of
from crawler.news import Story
from crawler.reading import understand
from tests.alerts.making import NOW, kept

TITLE = "مقتل سبعة أشخاص في انهيار مبنى بحي الشعار في حلب"
TEXT = (
    "قُتل سبعة أشخاص وأصيب 12 آخرون، فجر الأحد، في انهيار مبنى سكني بحي الشعار في مدينة حلب وفق الدفاع المدني.\n"
    "وشيع الأهالي أمس أربعة من الضحايا، بعد أيام من انهيار مدرسة في بلدة عفرين.\n"
    "وشكا السكان مطلع الأسبوع من تشققات في جدران المبنى."
)
TWO = (
    "قتل ثلاثة أشخاص في حريق شب بمصنع في مدينة الإسكندرية، مساء السبت.\n"
    "وفي حادث منفصل، لقي خمسة أشخاص مصرعهم إثر انقلاب حافلة قرب مدينة أسوان جنوبي البلاد، وفق مصدر أمني."
)


def _read(title: str, text: str) -> Story:
    return Story(title=title, text=text, url="https://a.example/1", published=NOW, outlet="صحيفة")


@pytest.mark.parametrize(("title", "text"), [(TITLE, TEXT), ("", ""), ("لقاء", "التقى وزير خارجية مصر نظيره التركي.")])
def test_what_the_store_keeps_is_the_same_gist(title: str, text: str) -> None:
    """To its last weight, day and place."""
    gist = gist_of(title, text)
    assert gist_from_text(gist_to_text(gist)) == gist


def test_a_gist_holds_what_the_story_says() -> None:
    """Places, what was struck, days, numbers and words, of the foreground."""
    gist = gist_of(TITLE, TEXT)
    assert {7, 12} <= set(gist.numbers)
    assert gist.first_day is not None
    assert gist.first_day.weekday == 6
    assert any(named.vague for named in gist.days)
    assert gist.spots
    assert gist.words


def test_anything_else_is_no_gist() -> None:
    """It raises, and is not half read."""
    with pytest.raises(ValidationError):
        gist_from_text('{"words": {}}')


def test_flagged_stories_alone_have_one() -> None:
    """Of a story that no event is made of, nothing is compared."""
    assert understand(_read(TITLE, TEXT)).gist == gist_of(TITLE, TEXT)
    plain = understand(_read("افتتاح معرض الكتاب", "افتتح مدير المكتبة معرض الكتاب السنوي بحضور جمهور كبير من القراء."))
    assert (plain.flags, plain.gist) == ((), None)


@pytest.mark.parametrize(("title", "text"), [(TITLE, TEXT), ("حريق وحادث سير", TWO)])
def test_a_profile_is_the_same_with_it_and_without(title: str, text: str) -> None:
    """Of a story that tells of two happenings each part has words of its own, which the whole gist does not give."""
    read = understand(_read(title, text))
    with_gist, without = kept(1, read), kept(1, replace(read, gist=None))
    assert read.gist is not None
    of_parts = [profile_of(one, one.told) for one in tellings_of(with_gist)]
    assert of_parts == [profile_of(one, one.told) for one in tellings_of(without)]
    assert profile_of(with_gist) == profile_of(without)


def test_a_story_of_two_happenings_is_told_in_parts() -> None:
    """So that the test above has parts to look at."""
    assert len(tellings_of(kept(1, understand(_read("حريق وحادث سير", TWO))))) == 2
