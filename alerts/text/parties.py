"""Names of states and organisations in the reader's language.

States come from babel (CLDR). Where CLDR's name is the formal or an unusual one, the name that outlets write stands
here. Arabic names stand in the genitive, as every wording has them after a preposition or a noun.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from babel import Locale

from alerts.text.bidi import foreign, one_line

Language = Literal["ar", "en"]

_STATES: Mapping[Language, Mapping[str, str]] = {
    "ar": {
        "AE": "الإمارات",
        "BA": "البوسنة والهرسك",
        "CD": "الكونغو الديمقراطية",
        "CF": "أفريقيا الوسطى",
        "CG": "الكونغو برازافيل",
        "DK": "الدنمارك",
        "GB": "بريطانيا",
        "HK": "هونغ كونغ",
        "HU": "المجر",
        "MM": "ميانمار",
        "MO": "ماكاو",
        "OM": "عمان",
        "PS": "فلسطين",
        "SA": "السعودية",
        "TL": "تيمور الشرقية",
        "US": "الولايات المتحدة",
        "EU": "الاتحاد الأوروبي",
        "UN": "الأمم المتحدة",
    },
    "en": {"PS": "Palestine", "MM": "Myanmar", "HK": "Hong Kong", "MO": "Macao", "CD": "DR Congo", "CG": "Congo"},
}

_ORGANISATIONS_AR: Mapping[str, str] = {
    "un": "الأمم المتحدة",
    "united nations": "الأمم المتحدة",
    "un security council": "مجلس الأمن الدولي",
    "unsc": "مجلس الأمن الدولي",
    "security council": "مجلس الأمن الدولي",
    "unhcr": "المفوضية السامية لشؤون اللاجئين",
    "ohchr": "المفوضية السامية لحقوق الإنسان",
    "un human rights council": "مجلس حقوق الإنسان",
    "unicef": "يونيسف",
    "unesco": "يونسكو",
    "unrwa": "الأونروا",
    "unifil": "اليونيفيل",
    "who": "منظمة الصحة العالمية",
    "wfp": "برنامج الأغذية العالمي",
    "iaea": "الوكالة الدولية للطاقة الذرية",
    "imf": "صندوق النقد الدولي",
    "world bank": "البنك الدولي",
    "wto": "منظمة التجارة العالمية",
    "icc": "المحكمة الجنائية الدولية",
    "icj": "محكمة العدل الدولية",
    "icrc": "الصليب الأحمر الدولي",
    "eu": "الاتحاد الأوروبي",
    "european union": "الاتحاد الأوروبي",
    "nato": "حلف شمال الأطلسي",
    "osce": "منظمة الأمن والتعاون في أوروبا",
    "arab league": "جامعة الدول العربية",
    "gcc": "مجلس التعاون الخليجي",
    "oic": "منظمة التعاون الإسلامي",
    "african union": "الاتحاد الأفريقي",
    "au": "الاتحاد الأفريقي",
    "igad": "الهيئة الحكومية للتنمية (إيغاد)",
    "ecowas": "مجموعة غرب أفريقيا (إيكواس)",
    "asean": "رابطة دول جنوب شرق آسيا (آسيان)",
    "sco": "منظمة شنغهاي للتعاون",
    "brics": "مجموعة بريكس",
    "g7": "مجموعة السبع",
    "g20": "مجموعة العشرين",
    "opec": "أوبك",
    "opec+": "تحالف أوبك بلس",
    "hamas": "حركة حماس",
    "islamic jihad": "حركة الجهاد الإسلامي",
    "fatah": "حركة فتح",
    "plo": "منظمة التحرير الفلسطينية",
    "hezbollah": "حزب الله",
    "houthis": "الحوثيين",
    "rsf": "قوات الدعم السريع",
    "splm-n": "الحركة الشعبية لتحرير السودان - شمال",
    "sdf": "قوات سوريا الديمقراطية (قسد)",
    "hts": "هيئة تحرير الشام",
    "pkk": "حزب العمال الكردستاني",
    "taliban": "حركة طالبان",
    "polisario": "جبهة البوليساريو",
    "stc": "المجلس الانتقالي الجنوبي",
    "gna": "حكومة الوفاق الوطني الليبية",
    "lna": "الجيش الوطني الليبي",
    "islamic state": "تنظيم الدولة الإسلامية",
    "isis": "تنظيم الدولة الإسلامية",
    "al-shabaab": "حركة الشباب",
}

_LOCALES: Mapping[Language, Locale] = {"ar": Locale("ar"), "en": Locale("en")}


def language_of(code: str) -> Language:
    """The language of a subscription; Arabic is what the rest is told in."""
    return "en" if code == "en" else "ar"


def country_name(code: str, language: Language) -> str | None:
    """The state's name, or None for a code that is none."""
    return _STATES[language].get(code) or _LOCALES[language].territories.get(code)


def party_name(party: str, language: Language) -> str:
    """The party's name in the reader's language; an unknown one as it is given, isolated where it is foreign."""
    if len(party) == 2 and party.isalpha() and party.isupper():
        name = country_name(party, language)
        if name is not None:
            return name
    if language == "ar":
        known = _ORGANISATIONS_AR.get(party.strip().lower().removeprefix("the "))
        return known or foreign(one_line(party, 60))
    return one_line(party, 60)


def party_names(parties: Sequence[str], language: Language) -> tuple[str, ...]:
    """The names, each once, in the order given."""
    return tuple(dict.fromkeys(party_name(party, language) for party in parties if party.strip()))
