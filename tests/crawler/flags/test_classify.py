"""The two flags: what raises them, what does not, and what a reader is shown."""

import json

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.diplomacy import diplomatic_acts
from crawler.flags.classify import classify, read_model, shipped_model
from crawler.flags.features import features
from crawler.flags.flag import Flag, Label
from crawler.news import Story


def _flags(title: str, text: str) -> tuple[Flag, Flag]:
    story = Story(title=title, text=text, url="https://example.org/a")
    return classify(story, casualty_figures(story), diplomatic_acts(story))


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
    for evidence in casualty.evidence:
        source = title if evidence.part.value == "title" else text
        assert source[evidence.span.start : evidence.span.end] == evidence.quote


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
    casualty, _ = _flags("مقتل 3 أشخاص", "قتل ثلاثة أشخاص في انفجار.")
    assert 0.5 < casualty.score <= 1
    assert casualty.reasons
    assert casualty.model == shipped_model()[Label.CASUALTY].name


def test_the_shipped_model_names_its_sources() -> None:
    """The card says what the weights were learnt from, and every weight is of a feature that exists in form."""
    model = shipped_model()
    assert set(model) == set(Label)
    from crawler.flags.classify import _MODEL

    card = json.loads(_MODEL.read_text(encoding="utf-8"))["card"]
    assert any("SANAD" in source for source in card["learnt_from"])


def test_a_model_ignores_features_it_does_not_know() -> None:
    """A feature added later does not disturb a model learnt before it."""
    text = json.dumps(
        {
            "model": "m",
            "version": "1",
            "labels": {label.value: {"bias": 0.0, "threshold": 0.5, "weights": {"known": 2.0}} for label in Label},
        }
    )
    weights = read_model(text)[Label.CASUALTY]
    assert weights.score({"known": 1.0, "new": 100.0}) == weights.score({"known": 1.0}) > 0.8
    assert weights.score({"new": 100.0}) == 0.5


def test_features_know_where_a_word_stands() -> None:
    """The same word counts apart in title, lead and body."""
    story = Story(title="مقتل شاب", text="كلام " * 200 + "مقتل رجل", url="https://example.org/a")
    values = features(story, (), ()).values
    assert values["title:harm"] == 1.0
    assert values["body:harm"] == 1.0
    assert "lead:harm" not in values
