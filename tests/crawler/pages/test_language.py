"""Arabic passes; its neighbours in the same script do not."""

import pytest

from crawler.pages.language import language_of
from tests.crawler.pages.newsstand import FLOOD, FLOOD_TITLE, TALKS


@pytest.mark.parametrize("text", [*TALKS, *FLOOD, FLOOD_TITLE, "عاجل: قتيلان في انفجار", "غوغل ولينكدإن تعلقان الخدمة"])
def test_arabic_is_arabic(text: str) -> None:
    """Whole paragraphs and single headlines, with foreign names in them."""
    assert language_of(text) == "ar"


@pytest.mark.parametrize(
    "text",
    [
        "قتل 3 أشخاص في هجوم بمدينة پاريس الفرنسية",
        "مقتل 3 في پاریس",
        "الچيش يقتل 3 مسلحين",
        "تقتلو ستة د الحراگة فالبحر قدام الناظور",
        "حادثة سير بإنزگان تخلف قتيلين",
        "السفير الفرنسي في چيبوتي يلتقي الرئيس",
    ],
)
def test_a_foreign_letter_in_a_headline_makes_it_no_other_language(text: str) -> None:
    """Names of places, and what Moroccans and Egyptians write; varieties of Arabic are Arabic."""
    assert language_of(text) == "ar"


@pytest.mark.parametrize(
    "text", ["کشته شدن سه نفر در تهران", "زلزله در ایران", "کوژرانی پێنج کەس لە کەرکووک", "وزیر اعظم کا دورہ چین"]
)
def test_headlines_of_the_neighbours_are_none(text: str) -> None:
    """As short as those, in letters that Arabic does not have."""
    assert language_of(text) != "ar"


def test_letters_as_they_are_drawn_are_arabic() -> None:
    """Presentation forms, which some old systems wrote for the letters, are no Chinese."""
    assert language_of("ﻗﺘﻞ ﺛﻼﺛﺔ ﺃﺷﺨﺎﺹ ﻓﻲ ﺍﻧﻔﺠﺎﺭ ﻗﺮﺏ ﺍﻟﻤﺪﻳﻨﺔ، ﻛﻤﺎ ﻗﺎﻟﺖ ﺍﻟﺸﺮﻃﺔ") == "ar"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("وزیر امور خارجه ایران در دیدار با همتای عمانی خود گفت که گفتگوها ادامه خواهد یافت و توافق نزدیک است.", "fa"),
        ("وزیر خارجہ نے کہا ہے کہ دونوں ملکوں کے درمیان مذاکرات جاری رہیں گے اور جلد معاہدہ ہوگا۔", "ur"),
        ("The minister said that talks would continue and that an agreement was near.", "en"),
        ("Le ministre a déclaré que les discussions se poursuivraient cette semaine.", "fr"),
        ("12 / 34", "und"),
    ],
)
def test_other_languages_are_told(text: str, language: str) -> None:
    """Persian and Urdu share the script and not the language."""
    assert language_of(text) == language
