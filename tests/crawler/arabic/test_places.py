"""Places are found behind words of place, the narrowest first, with their state."""

import pytest

from crawler.arabic.letters import fold
from crawler.arabic.places import chains_of, places_of
from crawler.arabic.words import words_of


def _names(text: str) -> list[tuple[str, str | None]]:
    words = words_of(fold(text).text)
    return [(" ".join(w.text for w in words[p.start : p.end])[p.cut :], p.country) for p in places_of(words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقع الحادث في صنعاء", [("صنعاء", "YE")]),
        ("وقع الحادث بتعز", [("تعز", "YE")]),
        ("في حي الأمل غربي مدينة خان يونس", [("الامل", None), ("خان يونس", "PS")]),
        ("قرب بلدة كفررمان، جنوبا", [("كفررمان", None)]),
        ("في مخيم بلاطة شرق نابلس", [("مخيم بلاطه", None), ("نابلس", "PS")]),
        ("نزح السكان من حي سكني في مدينة بنغازي", [("بنغازي", "LY")]),
        ("أفاد بيان للجيش", []),
        ("اصطدام شاحنة ببلدية عين ولمان", [("عين ولمان", "DZ")]),
        ("مقتل رئيس بلدية مدينة تشيلبانسينغو", [("تشيلبانسينغو", "MX")]),
        ("أمام مدخل مدينة أخميم الجديدة", [("اخميم الجديده", "EG")]),
        ("برصاص قناص في ريف حماة الشمالي", [("ريف حماه الشمالي", "SY")]),
        ("على تخوم العاصمة الليبية طرابلس", [("طرابلس", "LY")]),
        ("غرق مركب قبالة السواحل التونسية", [("السواحل التونسيه", "TN")]),
        ("غارة على سوق الوحدة في محلية شرق النيل", [("سوق الوحده", None), ("محليه شرق النيل", "SD")]),
        ("قصف استهدف بلدة كفر تبنيت", [("كفر تبنيت", "LB")]),
        ("عثر عليها قرب تل حبش", [("تل حبش", None)]),
        ("تلتها طرطوس بـ 297 ثم حماة بـ 201", [("طرطوس", "SY"), ("حماه", "SY")]),
        ("النبطية: 9 شهداء و31 جريحا", [("النبطيه", "LB")]),
        ("انقلب على بعد 12 ميلا من الخمس", [("الخمس", "LY")]),
        ("ومن ناحية ثانية أكد المرصد مقتل مدني", []),
        ("غارة على دير بوذي يؤوي نازحين", []),
        ("وأدى ارتفاع منسوب نهر كاغيرا", [("نهر كاغيرا", None)]),
        ("صد هجوم على محور عون الكبير", [("عون الكبير", None)]),
        ("كانت الهدنة محور المفاوضات", []),
        ("قتلى في موكوندو بحسب مسؤول", [("موكوندو", None)]),
        ("ظهر في فيديو نشر أمس", []),
        ("تليها فوهيبينو (11 قتيلا)", [("فوهيبينو", None)]),
        ("تلتها مسيرة باتجاه الساحة", []),
        ("أن الحديدة تصدرت المحافظات", [("الحديده", "YE")]),
        ("قصف سوق المحاصيل بمدينة الرهد", [("الرهد", None)]),
        ("قبالة سواحل العركوب جنوب الداخلة", [("العركوب", None), ("الداخله", None)]),
        ("سقطت قذيفة في قرية مجاورة", []),
        ("انفجر لغم في قرية أم حوش بريف حلب", [("ام حوش", None), ("ريف حلب", "SY")]),
        ("بمديرية خب والشعف شمالي الجوف", [("خب والشعف", "YE"), ("الجوف", None)]),
    ],
)
def test_places_are_found_where_the_text_ties_them(text: str, expected: list[tuple[str, str | None]]) -> None:
    """Known names behind a preposition, unknown ones behind a noun of kind, ordinary words never."""
    found = _names(text)
    assert [name for name, _ in found] == [name for name, _ in expected]
    for (_, country), (_, right) in zip(found, expected, strict=True):
        assert right is None or country == right


def test_a_chain_runs_from_narrow_to_wide() -> None:
    """Quarter, town and strip are one chain, the quarter its head."""
    words = words_of(fold("في حي الأمل غربي مدينة خان يونس جنوبي قطاع غزة").text)
    (chain,) = chains_of(places_of(words))
    assert [words[place.start].text for place in chain] == ["الامل", "خان", "قطاع"]


@pytest.mark.parametrize(
    "text",
    [
        "في المدينة الجامعية",
        "وصل إلى المدينة",
        "مدينة يقطنها 280 ألف نسمة",
        "بيان لجماعة الحوثي",
        "هجوم لجماعة نصرة الإسلام والمسلمين",
        "أفادت مصادر محلية وأممية",
        "قالت مصادر محلية بأن الحصيلة ارتفعت",
        "أكبر سجن للصحفيين",
        "أعلن مركز الملك سلمان للإغاثة",
        "بيان لمديرية الصحة",
        "أعلنت دائرة صحة المحافظة",
        "قتل برصاص حي في الصدر",
        "انهيار سد ترابي",
        "انفجار في سوق شعبي",
        "في إطار حملة واسعة",
        "بشأن العديد من الملفات",
        "في العديد من القرى",
        "في معركة استمرت ساعات",
        "بصدد التحقيق بحجة الدفاع",
        "من 11 قرية بريفي",
        "ضربت أحياء طرفية",
    ],
)
def test_ordinary_words_are_no_places(text: str) -> None:
    """Groups, offices, adjectives behind a noun of kind, and words that some village is called by too."""
    assert _names(text) == []


def test_the_noun_of_kind_is_told() -> None:
    """So that a governorate is not taken for the town of its name."""
    words = words_of(fold("في محافظة درعا وبمخيم اليرموك وفي دمشق").text)
    assert [place.kind for place in places_of(words)] == ["محافظه", "مخيم", ""]


def test_a_name_of_several_towns_has_no_state_of_its_own() -> None:
    """Rafah lies in Gaza and in Sinai; the capital of Libya is meant where no state is named."""
    assert _names("في صور") == [("صور", None)]
    assert _names("في مدينة مسقط") == [("مسقط", "OM")]
