"""The filters over stories as they are really read: what a reader writes finds what the texts say in other words."""

from collections.abc import Mapping
from functools import cache

import pytest

from alerts.events.event import Event
from alerts.events.joining import begin
from alerts.events.profile import profile_of
from alerts.subscriptions import MatchReason, Recipient, Subscription, matches
from crawler.news import Story
from crawler.reading import understand
from tests.alerts.making import NOW, kept

_STORIES: Mapping[str, tuple[str, str]] = {
    "strike": (
        "مقتل 5 مدنيين بينهم طفلان بغارة إسرائيلية على خان يونس",
        "قتل خمسة مدنيين بينهم طفلان وأصيب تسعة آخرون، اليوم الجمعة، في غارة إسرائيلية استهدفت منزلا في بلدة القرارة "
        "شمال شرقي خان يونس جنوبي قطاع غزة، وفق ما أفاد الدفاع المدني.",
    ),
    "raid": (
        "قوات الاحتلال تقتل صحفيا في جنين",
        "قتلت قوات الاحتلال صحفيا برصاصها وأصابت مسعفين اثنين خلال اقتحام مخيم جنين شمالي الضفة الغربية، اليوم الجمعة، "
        "حسب وزارة الصحة الفلسطينية.",
    ),
    "shelling": (
        "عشرات القتلى في هجوم للدعم السريع على الفاشر",
        "قتل 34 شخصا بينهم نساء في قصف مدفعي شنته قوات الدعم السريع على سوق في مدينة الفاشر بولاية شمال دارفور غربي "
        "السودان، بحسب شبكة أطباء السودان.",
    ),
    "talks": (
        "الدوحة تستضيف محادثات بين واشنطن وطهران",
        "التقى وزير الخارجية الإيراني عباس عراقجي المبعوث الأمريكي ستيف ويتكوف في الدوحة اليوم الجمعة، وبحثا الملف "
        "النووي، وفق ما أعلنت وزارة الخارجية القطرية.",
    ),
    "visit": (
        "السيسي يستقبل الرئيس التركي في القاهرة",
        "استقبل الرئيس المصري عبد الفتاح السيسي، اليوم الجمعة، نظيره التركي رجب طيب أردوغان في القاهرة، وبحث الجانبان "
        "التعاون الاقتصادي.",
    ),
    "pact": (
        "السعودية وفرنسا توقعان اتفاق تعاون",
        "وقعت السعودية وفرنسا في الرياض، الجمعة، اتفاقية للتعاون في مجال الطاقة بحضور وزيري الخارجية.",
    ),
    "bus": (
        "مصرع 4 في انقلاب حافلة بأسيوط",
        "لقي أربعة أشخاص مصرعهم وأصيب 22 آخرون في انقلاب حافلة على الطريق الصحراوي بمحافظة أسيوط جنوبي مصر، صباح "
        "الجمعة، وفق وزارة الصحة.",
    ),
    "envoy": (
        "طرد السفير الروسي من روما",
        "أعلنت إيطاليا طرد السفير الروسي لديها على خلفية قضية تجسس، وفق بيان لوزارة الخارجية.",
    ),
    "soldier": (
        "مقتل جندي برصاص مسلحين في حمص",
        "قتل جندي من الجيش السوري وأصيب آخران برصاص مسلحين مجهولين على طريق حمص تدمر وسط سوريا، وفق وزارة الدفاع.",
    ),
}


@cache
def _events() -> dict[str, Event]:
    found = {}
    for number, (name, (title, text)) in enumerate(_STORIES.items(), 1):
        story = Story(title=title, text=text, url=f"https://n.example/{number}", published=NOW, outlet="صحيفة المساء")
        account = kept(number, understand(story))
        found[name] = begin(account, profile_of(account), now=NOW)
    return found


@pytest.mark.parametrize(
    ("key", "value", "found"),
    [
        ("places", "غزة", "strike"),
        ("places", "قطاع غزة", "strike"),
        ("places", "خانيونس", "strike"),
        ("places", "دارفور", "shelling"),
        ("places", "الضفة الغربية", "raid"),
        ("places", "مصر", "visit bus"),
        ("places", "القاهره", "visit"),
        ("places", "صنعاء", ""),
        ("countries", "QA", "talks"),
        ("countries", "EG", "visit bus"),
        ("countries", "IT", "envoy"),
        ("countries", "PS", "strike raid"),
        ("actors", "إسرائيل", "strike raid"),
        ("actors", "الجيش الإسرائيلي", "strike raid"),
        ("actors", "IL", "strike raid"),
        ("actors", "الدعم السريع", "shelling"),
        ("actors", "RSF", "shelling"),
        ("actors", "روسيا", "envoy"),
        ("actors", "أردوغان", "visit"),
        ("actors", "عراقجي", "talks"),
        ("actors", "بوتين", ""),  # a person is not his state
        ("actors", "مسلحون", "soldier"),
        ("actors", "الجيش السوري", ""),  # whose soldier was killed
        ("groups", "children", "strike"),
        ("groups", "medics", "raid"),
        ("kinds", "meeting", "talks visit"),
        ("kinds", "road_accident", "bus"),
        ("words", "جيش", "soldier"),
        ("words", "الرياض", "pact"),
        ("words", "عبدالفتاح السيسي", "visit"),
        ("words", "وزارة الصحة", "raid bus"),
        ("outlets", "صحيفه المساء", " ".join(_STORIES)),
        ("outlets", "صحيفة", ""),
        ("flags", "diplomacy", "talks visit pact envoy"),
    ],
)
def test_a_filter_finds_what_its_reader_means(key: str, value: str, found: str) -> None:
    """And nothing beside it."""
    wanted = {key: (value,)}
    subscription = Subscription(name="desk", to=(Recipient(channel="console", address=""),), **wanted)  # type: ignore[arg-type]
    told = [name for name, event in _events().items() if matches(subscription, event) is MatchReason.ALL_FILTERS]
    assert told == found.split()


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ({"flags": ("casualty",), "min_killed": 5}, "strike shelling"),
        ({"flags": ("casualty",), "min_severity": "urgent"}, "shelling"),
        ({"min_sources": 2}, ""),
        ({"countries": ("EG",), "kinds": ("meeting",)}, "visit"),
        ({"places": ("غزة",), "actors": ("إسرائيل",), "groups": ("women",)}, ""),
    ],
)
def test_all_filters_that_are_set_must_pass(rules: dict[str, object], found: str) -> None:
    """Thresholds, and several filters together."""
    subscription = Subscription(name="desk", to=(Recipient(channel="console", address=""),), **rules)  # type: ignore[arg-type]
    told = [name for name, event in _events().items() if matches(subscription, event) is MatchReason.ALL_FILTERS]
    assert told == found.split()
