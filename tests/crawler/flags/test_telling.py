"""How a sentence tells of harm: done, denied, open, feared, meant, charged, recalled, to an animal."""

import pytest

from crawler.flags.features import features
from crawler.flags.model import Opinion, Question
from crawler.flags.telling import tellings
from crawler.flags.wording import reasons
from crawler.news import Story


def _ways(text: str) -> set[str]:
    """The kinds of harm in a story of one sentence, with the real lexicon."""
    values = features(Story(title="", text=text, url=""), (), ()).values
    return {name.removeprefix("so:") for name in values if name.startswith("so:harm:")}


@pytest.mark.parametrize(
    "text",
    [
        "قتل 5 أشخاص أمس في قصف على البلدة",
        "أدى الانفجار إلى مقتل عامل وإصابة آخرين",
        "هاجم نمر حارسة مما تسبب في مقتلها",
        "لم تمض ساعة حتى سقط قتلى",
    ],
)
def test_harm_with_nothing_against_it_is_told_as_done(text: str) -> None:
    """Neither a denial before «حتى» nor «إلى» after a cause takes it back."""
    assert "harm:told" in _ways(text)
    assert "harm:meant" not in _ways(text)


@pytest.mark.parametrize(
    "text",
    [
        "سقطت قذيفة من دون أن يسفر ذلك عن أي قتلى",
        "ولم ترد حتى الآن من المنطقة أنباء عن قتلى",
        "نفت الوزارة نبأ مقتل الجندي",
    ],
)
def test_a_denial_reaches_the_harm_at_the_end_of_its_clause(text: str) -> None:
    """Further than four words, and with «و» glued to it."""
    ways = _ways(text)
    assert ways & {"harm:denied", "harm:not"}
    assert "harm:told" not in ways


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("يهدد انهيار السد بمقتل آلاف السكان", "harm:open"),
        ("دعا التنظيم أنصاره إلى قتل المدنيين", "harm:meant"),
        ("محاولة لاغتيال الوزير", "harm:meant"),
        ("القبض على متهم بقتل زوجته", "harm:charged"),
        ("وكان الهجوم خلف 12 قتيلا", "harm:recalled"),
        ("وقعت بعد الاعتداءات التي ضربت العاصمة وخلفت 130 قتيلا", "harm:clause"),
        ("صيادون قتلوا وحيد قرن في المحمية", "harm:beast"),
    ],
)
def test_harm_that_the_sentence_does_not_report_is_of_its_own_kind(text: str, kind: str) -> None:
    """Feared, meant, charged, recalled, told to say which, done to an animal."""
    ways = _ways(text)
    assert kind in ways
    assert "harm:told" not in ways


def test_the_day_the_people_and_the_cause_are_noted() -> None:
    """«أمس», whom it befell, and what is said to have done it."""
    assert {"harm:today", "harm:people"} <= _ways("قتل 5 أشخاص أمس")
    assert "harm:caused" in _ways("انفجار أوقع قتلى")
    assert "harm:after" in _ways("إضراب عام على خلفية مقتل شاب")


def test_a_day_beside_a_year_is_kept_apart() -> None:
    """«اليوم» may be the day of a story that recalls a year."""
    assert "harm:today:dated" in _ways("تحيي المدينة اليوم مقتل عشرات المدنيين عام 1982")
    assert "harm:today" not in _ways("تحيي المدينة اليوم مقتل عشرات المدنيين عام 1982")


def test_no_harm_is_told_in_no_way() -> None:
    """A denial alone says nothing."""
    assert tellings([], {}) == set()
    assert _ways("لم يحدث شيء أمس") == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("الإفراج عن ثلاثة مختطفين", "freed"),
        ("خفر السواحل ينقذ 9 مهاجرين", "saved"),
        ("منحة لعائلات الشهداء", "honour"),
        ("الجيش يعلن القضاء على 65 مسلحا", "losses"),
        ("تحطم طائرة على متنها 81 شخصا", "fate"),
        ("حداد وطني ثلاثة أيام", "aftermath"),
        ("تلقى طعنة في الصدر", "limb"),
    ],
)
def test_words_around_harm_are_classes_of_their_own(text: str, name: str) -> None:
    """Freed, saved, honoured, lost in battle, on board, mourned, hurt in a limb."""
    assert f"lead:{name}" in features(Story(title="", text=text, url=""), (), ()).values


def test_a_family_of_martyrs_is_no_harm() -> None:
    """The phrase takes the word of harm in."""
    assert "lead:harm" not in features(Story(title="", text="منحة لعائلات الشهداء", url=""), (), ()).values


def test_a_story_that_tells_of_no_harm_is_about_what_it_says_of_it() -> None:
    """Denied and nothing else; with harm that was done beside it, it is about that."""
    denied = "سقطت قذيفة من دون أن تؤدي إلى أي قتلى."
    values = features(Story(title="", text=denied, url=""), (), ()).values
    assert values["only:harm:denied"] == 1.0
    values = features(Story(title="", text=denied + " وقتل 3 جنود أمس في كمين.", url=""), (), ()).values
    assert not any(name.startswith("only:") for name in values)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("اختطاف مهندسين في دلتا النيجر", "captive"), ("إطلاق سراح مهندسين اختطفوا في دلتا النيجر", "captive:freed")],
)
def test_the_taken_and_the_freed_are_told_apart(text: str, kind: str) -> None:
    """In one sentence; who was taken is not counted among those to whom harm was done."""
    values = features(Story(title="", text=text, url=""), (), ()).values
    assert f"so:{kind}" in values
    assert "so:harm:told" not in values


def test_every_way_has_words_for_the_desk() -> None:
    """A reason is read by people: no name of a feature stands in it."""
    ways = "told today today:dated dated people denied open meant charged clause recalled beast caused after item fate"
    for way in ways.split():
        (told,) = reasons(_opinion(f"so:harm:{way}"), _question())
        assert not any("a" <= sign <= "z" for sign in told), told
    (told,) = reasons(_opinion("only:harm:denied"), _question("only:harm:denied"))
    assert told == "كل ما فيه: ضحايا بعد نفي (+1.0)"


def _opinion(name: str) -> Opinion:
    return Opinion(score=0.5, weights=((name, 1.0),))


def _question(*present: str) -> Question:
    story = Story(title="", text="خبر", url="")
    found = features(story, (), ())
    found.values |= dict.fromkeys(present, 1.0)
    return Question(story=story, found=found)
