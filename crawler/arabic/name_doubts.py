"""Names that mean one of two parties, or none: what a spelling means is settled by the company it keeps in its text.

«عمان» is Oman or Amman, «بروكسل» the Union or Belgium, «قصر السلام» stands in Jeddah and in Baghdad, «طرابلس» is a
town of Lebanon too, and «المالية» is of Mali only where Mali is spoken of.
"""

from collections.abc import Sequence

from crawler.arabic.named import Form, Name
from crawler.arabic.words import Word

EITHER = "/"  # between the two parties of a name in doubt, the likelier one first
BOTH = "+"  # between the parties that one name stands for: «الكوريتان»
OMAN_OR_AMMAN = "OM/JO"
UNION_OR_BELGIUM = "EU/BE"
NO_PARTY = "none"  # a name that is listed so that no shorter one is found in it
_SHADDA, _DAMMA = "\u0651", "\u064f"
# Levantine months and the agency's name are not written in Muscat.
_OF_AMMAN = frozenset(
    ("بترا", "حزيران", "تموز", "ايلول", "شباط", "اذار", "نيسان", "ايار", "كانون", "تشرين", "الراي", "الغد", "الدستور")
)
_TOWARDS = frozenset(("في", "الي", "من", "وصل", "زار", "يزور", "غادر", "قرب", "العاصمه", "مدينه", "ب", "ل"))
# «وزير المالية», «الأزمة المالية»: money.
_OF_MONEY = frozenset(
    """وزير وزيره وزاره وزراء وزيري وزيرا لوزير لوزاره الوزاره الشوون السياسه الازمه الاوراق المساعدات المساعده السوق
    الاسواق القوايم السنه الخدمات الموسسات الموسسه الموارد الرقابه الهييه المراقبه لجنه التسهيلات الالتزامات المنح
    المنحه الاصلاحات البيانات التقارير الضمانات الاموال العقوبات الجرايم التعاملات المعاملات الضايقه قانون مشروع
    مديريه مدير الاداريه نظيره نظيرته""".split()
)
_IN_MALI = frozenset(("CMA", "MNLA", "FLA", "JNIM", "Azawad movements"))
_MALIAN_NOUNS = frozenset(
    """السلطات الحكومه الخارجيه الرياسه الجيش الرييس الوزير الشعب العسكري العسكريه الانتقاليه الجانب نظيره نظيرته
    القوات المسلحه السفير السفاره الدبلوماسي الوفد وفد الجمهوريه للحكومه للسلطات بالسلطات والسلطات والحكومه الاول
    المجلس الجانبان الجانبين الطرفان الطرفين الوزيران الرييسان الوفدان الوفدين الطرف المبعوث النظير التلفزيون الاراضي العاصمه مسوول دبلوماسي سفير رييس الوزراء المتحدث""".split()
)


def settled(found: Sequence[Name], words: Sequence[Word], original: str, offsets: Sequence[int]) -> list[Name]:
    """The names with their doubts settled, in order; names of no party are left out."""
    parties = {party for name in found for party in name.party.split(EITHER) if EITHER not in name.party}
    of_mali = any(name.party == "ML" and name.form in (Form.STATE, Form.CAPITAL) for name in found)
    of_mali = of_mali or not parties.isdisjoint(_IN_MALI)
    result: list[Name] = []
    for name in found:
        if name.party == NO_PARTY:
            continue
        if name.party == OMAN_OR_AMMAN:
            result.append(_oman_or_amman(name, words, original, offsets, parties))
        elif name.party == UNION_OR_BELGIUM:
            result.append(_as(name, _union_or_belgium(name, words, parties)))
        elif EITHER in name.party:
            likelier, other = name.party.split(EITHER)
            result.append(_as(name, other if other in parties and likelier not in parties else likelier))
        elif _is_of_several(name.party):
            result += [_as(name, party) for party in name.party.split(BOTH)]
        elif not _is_other(name, words, parties, of_mali=of_mali):
            result.append(name)
    return result


def _is_of_several(party: str) -> bool:
    """Whether a party is written for several: «KP+KR», but not «P5+1» or «OPEC+»."""
    parts = party.split(BOTH)
    return len(parts) > 1 and all(part and not part[-1].isdigit() for part in parts)


def _as(name: Name, party: str) -> Name:
    return Name(party, name.form, name.start, name.end, name.prefix, name.definite)


def _oman_or_amman(name: Name, words: Sequence[Word], original: str, offsets: Sequence[int], parties: set[str]) -> Name:
    spelled = ""
    if offsets:
        word = words[name.start]
        spelled = original[offsets[word.start] : offsets[word.end]]
    before = words[name.start - 1].text if name.start else ""
    near = {word.text for word in words[max(0, name.start - 3) : name.end + 8]}
    amman = _SHADDA in spelled or before == "العاصمه"
    amman = amman or ("OM" not in parties and ("JO" in parties or bool(near & _OF_AMMAN)))
    if amman and _DAMMA not in spelled:
        return Name("JO", Form.CAPITAL, name.start, name.end, name.prefix)
    return Name("OM", Form.STATE, name.start, name.end, name.prefix)


def _union_or_belgium(name: Name, words: Sequence[Word], parties: set[str]) -> str:
    if "EU" in parties:
        return "EU"
    before = words[name.start - 1].text if name.start else ""
    if "BE" in parties or before in _TOWARDS or name.prefix in ("ب", "ل", "وب") or name.start == 0:
        return "BE"
    return "EU"


def _is_other(name: Name, words: Sequence[Word], parties: set[str], *, of_mali: bool) -> bool:
    """Whether a name is another word or place after all."""
    if name.party == "ML" and name.form in (Form.NATIONALITY, Form.PEOPLE):
        return not (of_mali and _is_malian(name, words))
    if name.form is Form.CAPITAL and name.party == "LY" and words[name.start].text.endswith("طرابلس"):
        return "LB" in parties and not any(word.text.endswith(("ليبيا", "الليبي", "الليبيه")) for word in words)
    if name.party == "LY" and words[name.start].text.endswith("حكومه") and name.end - name.start == _UNITY:
        return not any(word.text.endswith(_LIBYAN) for word in words)  # others have a government of unity too
    if name.form is Form.SEAT and words[name.start].text.endswith("قصر") and words[name.end - 1].text == "الامم":
        return not any(word.text.endswith(_ALGERIAN) for word in words)  # Geneva has a Palace of Nations too
    if name.party == "VA" and words[name.end - 1].text.endswith("البابا"):  # the Copts have a pope too
        return any(word.text in _COPTIC for word in words) and not any("فاتيكان" in word.text for word in words)
    if name.party == "ELN" and words[name.end - 1].text.endswith("الوطني"):  # Algeria had an army of that name
        return "CO" not in parties
    if name.party == "NDF":  # a name of many parties' fronts
        return "PH" not in parties
    if name.party == "SPLM" and name.end - name.start == 2:  # a party of Morocco has the same name
        return parties.isdisjoint(("SD", "SS"))
    return False


_ALGERIAN = ("الجزاير", "الجزايري", "الجزايريه", "جزايري", "جزايريه")
_COPTIC = ("تواضروس", "شنوده", "المرقسيه", "القبطيه", "الاقباط")
_UNITY = 3  # words of «حكومة الوحدة الوطنية»
_LIBYAN = ("ليبيا", "الليبي", "الليبيه", "الليبيين", "طرابلس", "بنغازي")


def _is_malian(name: Name, words: Sequence[Word]) -> bool:
    before = words[name.start - 1].text if name.start else ""
    if before in _OF_MONEY and not (before in ("نظيره", "نظيرته") and name.definite):
        return False
    return before in _MALIAN_NOUNS or (before[:1] in tuple("وبل") and before[1:] in _MALIAN_NOUNS)
