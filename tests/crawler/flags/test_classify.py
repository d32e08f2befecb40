"""The two flags: what raises them, what does not, and what a reader is shown."""

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.diplomacy import diplomatic_acts
from crawler.flags.classify import Known, classify, unread
from crawler.flags.flag import Flag, Label
from crawler.flags.model import FlagModel, ModelSource
from crawler.flags.sources import load_model
from crawler.flags.training.corpus import own_stories
from crawler.news import Story
from tests.crawler.flags import small_models
from tests.crawler.flags.desk_model import desk_source


def _known(title: str, text: str) -> Known:
    story = Story(title=title, text=text, url="https://example.org/a")
    return Known(story=story, figures=casualty_figures(story), acts=diplomatic_acts(story))


def _flags(title: str, text: str, source: ModelSource | None = None) -> tuple[Flag, Flag]:
    model = load_model(source) if source is not None else load_model()
    (flags,) = classify([_known(title, text)], model)
    return flags


def _verbatim(flag: Flag, title: str, text: str) -> None:
    for evidence in flag.evidence:
        source = title if evidence.part.value == "title" else text
        assert source[evidence.span.start : evidence.span.end] == evidence.quote != ""


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("مقتل 5 أشخاص في انهيار مبنى بالقاهرة", "لقي خمسة أشخاص مصرعهم وأصيب تسعة إثر انهيار مبنى سكني في حي شبرا."),
        ("وفاة شخصين في حادث مرور بصفاقس", "توفي شخصان وأصيب ثالث في حادث مرور بالطريق السيارة على مستوى صفاقس."),
        ("", "استشهد شابان برصاص الاحتلال خلال اقتحام مخيم جنين، وأصيب سبعة آخرون، وفق وزارة الصحة."),
        ("زلزال يضرب شرق البلاد ويوقع ضحايا", "ضرب زلزال قوي شرق البلاد وأدى إلى سقوط عشرات القتلى والجرحى."),
    ],
)
def test_victims_raise_the_casualty_flag(title: str, text: str) -> None:
    """Accidents, shootings and disasters with victims are flagged, with verbatim evidence."""
    casualty, diplomacy = _flags(title, text)
    assert (casualty.label, casualty.flagged, diplomacy.flagged) == (Label.CASUALTY, True, False)
    assert casualty.evidence
    _verbatim(casualty, title, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "وزير الخارجية المصري يلتقي نظيره الأردني",
            "التقى وزير الخارجية المصري نظيره الأردني في عمان، وبحثا العلاقات الثنائية.",
        ),
        ("قطر تستدعي السفير الإيراني", "استدعت وزارة الخارجية القطرية السفير الإيراني وسلمته مذكرة احتجاج."),
    ],
)
def test_dealings_raise_the_diplomacy_flag(title: str, text: str) -> None:
    """Meetings and summons between states are flagged."""
    casualty, diplomacy = _flags(title, text)
    assert (casualty.flagged, diplomacy.flagged) == (False, True)
    assert diplomacy.evidence
    _verbatim(diplomacy, title, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("الهلال يقتل المباراة مبكرا", "حسم الهلال مباراته في الدوري بثلاثة أهداف، وأطلق مهاجمه قذيفة سكنت الشباك."),
        ("نزيف الأسهم يتواصل", "واصلت مؤشرات البورصة خسائرها وسط موجة بيع وصفها متعاملون بالمجزرة."),
        ("رحيل الشاعر عن 90 عاما", "توفي الشاعر عن عمر ناهز 90 عاما بعد صراع مع المرض، ويشيع جثمانه غدا."),
        ("افتتاح معرض الكتاب", "افتتح وزير الثقافة معرض الكتاب بمشاركة 300 دار نشر."),
    ],
)
def test_words_that_lie_raise_nothing(title: str, text: str) -> None:
    """Matches, markets, obituaries and fairs raise neither flag."""
    assert [flag.flagged for flag in _flags(title, text)] == [False, False]


def test_a_flag_says_what_counted_and_which_model_decided() -> None:
    """The score is a probability, and reasons and model are named."""
    casualty, diplomacy = _flags("مقتل 3 أشخاص", "قتل ثلاثة أشخاص في انفجار.")
    assert 0 <= diplomacy.score < 0.5 < casualty.score <= 1
    assert casualty.reasons
    assert casualty.model == diplomacy.model == load_model().name


# ------------------------------------------------------- thresholds and the rest

STORY = ("افتتاح معرض الكتاب", "افتتح الوزير المعرض. وشارك فيه كثيرون.")


@pytest.mark.parametrize(
    ("score", "flagged", "review"),
    [(0.05, False, False), (0.19, False, False), (0.21, False, True), (0.49, False, True), (0.51, True, False)],
)
def test_a_story_in_doubt_is_for_review(score: float, flagged: bool, review: bool) -> None:
    """From 0.2 up to the flag's threshold, in either label; a flag that is up needs no second look."""
    for flag in (
        _flags(*STORY, desk_source(casualty=score, diplomacy=0.01))[0],
        _flags(*STORY, desk_source(casualty=0.01, diplomacy=score))[1],
    ):
        assert (flag.flagged, flag.review, flag.score) == (flagged, review, score)


def test_the_thresholds_are_the_models_own() -> None:
    """A label at a time."""
    labels = {"casualty": {"threshold": 1.0, "review": 0.0}, "diplomacy": {"threshold": 0.0, "review": 0.0}}
    model = small_models.model()
    strict = type(model)(model.parameters, {**small_models.CARD, "labels": labels}, "")
    ((casualty, diplomacy),) = classify([_known(*STORY)], strict)
    assert (casualty.flagged, casualty.review) == (False, True)
    assert (diplomacy.flagged, diplomacy.review) == (True, False)


def test_the_models_name_is_kept() -> None:
    """With both flags, up or not."""
    flags = _flags(*STORY, desk_source("desk 42", casualty=0.9, diplomacy=0.1))
    assert [flag.model for flag in flags] == ["desk 42", "desk 42"]


def test_evidence_is_shown_for_a_flag_that_is_up_only() -> None:
    """And the title stands for it where nothing tells more."""
    casualty, diplomacy = _flags(*STORY, desk_source(casualty=0.9, diplomacy=0.4))
    assert [evidence.quote for evidence in casualty.evidence] == [STORY[0]]
    assert diplomacy.evidence == ()


def test_a_story_without_a_title_shows_its_first_sentence() -> None:
    """Something is shown for every flag that is up."""
    casualty, _ = _flags("", STORY[1], desk_source(casualty=0.9))
    assert [evidence.quote for evidence in casualty.evidence] == ["افتتح الوزير المعرض."]


def test_evidence_is_verbatim_with_its_offsets_and_each_sentence_once() -> None:
    """Three at most, out of text with vowel signs, kashida and characters beyond the basic plane."""
    title = "🔴 عــاجل | مَقْتلُ 3 أشخاصٍ"
    text = (
        "😢 قُتِلَ ثلاثةُ أشخاصٍ وأُصيبَ سبعةٌ في انفجارٍ.\n\nوقال الدفاع المدني إن 4 جرحى نقلوا إلى المستشفى. "
        "وفقد شخصان. وسقط في القصف رجل آخر. ونزحت 20 عائلة."
    )
    casualty, _ = _flags(title, text)
    assert casualty.flagged
    quotes = [evidence.quote for evidence in casualty.evidence]
    assert 1 <= len(quotes) == len(set(quotes)) <= 3
    _verbatim(casualty, title, text)


def test_who_was_arrested_proves_no_harm_before_who_was_killed() -> None:
    """A figure of the happening is shown first where it counts people who came to harm."""
    text = (
        "أوقفت الشرطة 12 شخصا مساء أمس في مدينة وهران.\nوكان ثلاثة أشخاص قد قتلوا وأصيب خمسة آخرون في اشتباكات "
        "بالأسلحة النارية بين مهربين في المدينة صباح أمس."
    )
    casualty, _ = _flags("اشتباكات دامية في وهران", text)
    assert casualty.flagged
    assert casualty.evidence[0].quote.startswith("وكان ثلاثة أشخاص قد قتلوا")


def _mixed() -> list[Known]:
    return [_known(one.story.title, one.story.text) for one in own_stories()[::50]]


@pytest.mark.parametrize("source", [None, desk_source(casualty=0.9, diplomacy=0.3)], ids=["shipped", "trained"])
def test_many_stories_are_answered_like_one_by_one(source: ModelSource | None) -> None:
    """In order, to the last digit."""
    model: FlagModel = load_model() if source is None else load_model(source)
    stories = _mixed()
    together = classify(stories, model)
    assert together == [classify([one], model)[0] for one in stories]
    assert classify(stories[::-1], model) == together[::-1]


def test_no_story_has_no_flags() -> None:
    """An empty question has an empty answer."""
    assert classify([], load_model()) == []


@pytest.mark.parametrize(("title", "text"), [("", ""), ("…", "\n"), ("1", "2"), ("a" * 5_000, "ب" * 50_000)])
def test_a_story_of_nothing_raises_nothing(title: str, text: str) -> None:
    """Empty, a sign, one endless word."""
    assert [flag.flagged for flag in _flags(title, text)] == [False, False]


def test_a_story_that_was_not_read_says_why() -> None:
    """No model was asked; the two flags in their order."""
    flags = unread("not read: a reason")
    assert [flag.label for flag in flags] == [Label.CASUALTY, Label.DIPLOMACY]
    for flag in flags:
        assert (flag.flagged, flag.review, flag.model) == (False, False, "")
        assert flag.reasons == ("not read: a reason",)
