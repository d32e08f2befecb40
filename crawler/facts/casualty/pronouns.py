"""Whom a pronoun may mean: «فأصابه في الورك» one man, «فكسرت ساقها» one woman, «فأصابتهم شظايا» several."""

from collections.abc import Sequence
from enum import Enum

from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.figure import Group


class Pronoun(Enum):
    """Whom a word means by its end; NONE is falsy: no one told before."""

    NONE = ""
    HE = "he"
    SHE = "she"
    TWO = "two"
    MANY = "many"

    def __bool__(self) -> bool:
        """Whether somebody is meant at all."""
        return self is not Pronoun.NONE


_OBJECT_ENDS = (
    ("هما", Pronoun.TWO),
    ("ها", Pronoun.SHE),
    ("هم", Pronoun.MANY),
    ("هن", Pronoun.MANY),
    ("ه", Pronoun.HE),
)
_DIES = ("مات", "هلك", "توف", "قض", "لق", "فارق", "لفظ", "استشهد")
_FINISHES = ("اجهز", "قضي", "قضت", "قضوا", "تقضي", "يقضي", "تجهز", "يجهز")
_ENDS_THEM = frozenset(("قضي", "قضت"))
_AT_THEM = frozenset(("عليه", "عليها", "عليهم", "عليهما"))
_WILL_OBJECT = ("يصيب", "تصيب", "يردي", "تردي", "يقتل", "تقتل", "يصرع", "تصرع")
_WITH_OBJECT = tuple(
    "ارد قتل صرع سحق ذبح اعدم اصاب جرح طعن عض نهش عقر لدغ نطح افقد ترك اخذو اقتادو خطفو اختطفو ساقو".split()
)
_PASSIVE = {
    "اصيب": Pronoun.HE, "اصيبت": Pronoun.SHE, "اصيبا": Pronoun.TWO, "اصيبتا": Pronoun.TWO, "اصيبوا": Pronoun.MANY,
    "اصبن": Pronoun.MANY, **{
        verb + end: pronoun
        for verb in ("مات", "هلك", "توفي", "قضي", "لقي", "فارق", "لفظ", "استشهد")
        for end, pronoun in (("", Pronoun.HE), ("ت", Pronoun.SHE), ("ا", Pronoun.TWO), ("وا", Pronoun.MANY))
    }, "قضت": Pronoun.SHE, "قضوا": Pronoun.MANY, "لقوا": Pronoun.MANY, "توفوا": Pronoun.MANY, "جرح": Pronoun.HE, "جرحت": Pronoun.SHE, "جرحوا": Pronoun.MANY,
}  # fmt: skip
_OF_PARTS = frozenset(
    "كسر كسرت كسروا انكسر انكسرت تهشم تهشمت شج شجت شجوا ادمي ادمت ادموا بتر بترت بتروا فقا فقات فقاوا فقيت هشم هشمت هشموا "
    "تحطمت احرق احرقت احترق احترقت خلع خلعت اتلف اتلفت تشوه شوه شوهت".split()
)
_THEIR_DEATHS = frozenset("وفاته وفاتها وفاتهما مقتله مقتلها مقتلهما استشهاده استشهادها استشهادهما".split())
_TO_THEM = frozenset("تسبب تسببت سبب سببت احدث احدثت الحق الحقت تسببوا".split())
_THEM = {"له", "لها", "لهم", "لهما", "به", "بها", "بهم", "بهما"}
PARTS = tuple(
    "راس رووس وجه انف يد ايدي ذراع اذرع ساق سيقان قدم اقدام رجل ارجل كتف ظهر بطن صدر عين عيون اصابع اضلاع ضلوع حوض فك جمجم اسنان جسد اطراف عظام رقب ركب فخذ".split()
)
_TWO, _ADJECTIVES = frozenset(("اثنين", "اثنتين")), 3
_LOST = ("انقطع", "فقد", "اختف", "ضاع", "غاب", "عثر", "وجد", "انتشل", "احترق", "تفحم", "تمزق", "كسر")
_MEN_IN_H = frozenset(("خليفه", "طاغيه"))


def meant_at(texts: Sequence[str], at: int) -> Pronoun | None:
    """Whom the verb at a word means; NONE where it means nobody told before, None where a verb of the harmed begins a clause of its own."""
    text = texts[at]
    joined = text[:1] in ("و", "ف") and len(text) > 3 and text not in _PASSIVE  # «فارق» has its own «ف»
    plain = text[1:] if joined else text
    following = texts[at + 1] if at + 1 < len(texts) else ""
    if following in _AT_THEM and plain.startswith(_FINISHES):
        return _by_end("علي" + following)
    if plain in _ENDS_THEM and "علي" in texts[at + 1 : at + 4]:
        return Pronoun.NONE  # «فقضى العطش على خمسة»
    if plain in _PASSIVE:
        goes_on = joined and (text.startswith("ف") or plain.startswith(_DIES))
        return _PASSIVE[plain] if goes_on or plain == "اصبن" else None
    if plain in _THEIR_DEATHS:
        return _by_end(plain)
    if plain in _TO_THEM and following in _THEM:
        return _by_end("سبب" + following)
    if plain in _OF_PARTS:
        return _by_end(following) if following.startswith(PARTS) else Pronoun.NONE
    if plain.removeprefix("ل").startswith(_WILL_OBJECT) or plain.startswith(_WITH_OBJECT):
        return _by_end(plain)
    return Pronoun.NONE


def _by_end(text: str) -> Pronoun:
    return next(
        (pronoun for end, pronoun in _OBJECT_ENDS if len(text) > len(end) + 1 and text.endswith(end)), Pronoun.NONE
    )


def may_be_meant(phrase: CountPhrase, pronoun: Pronoun) -> bool:
    """Whether a count is of as many and of the sex that a pronoun means."""
    if phrase.of not in (Of.PERSON, Of.OTHERS):
        return False
    if pronoun is Pronoun.MANY:
        return phrase.explicit and (phrase.high is None or phrase.high > 1)
    if pronoun is Pronoun.TWO:
        return phrase.low == phrase.high == 2
    if phrase.low != 1 or phrase.high != 1 or phrase.plural:
        return False
    return _is_feminine(phrase) is (pronoun is Pronoun.SHE)


def _is_feminine(phrase: CountPhrase) -> bool:
    if phrase.lemma:
        return phrase.lemma.split(" ")[0].endswith("ه") and phrase.lemma not in _MEN_IN_H
    return phrase.group is Group.WOMEN


def are_two(texts: Sequence[str], end: int) -> bool:
    """Whether words behind a plural in «ين» say that they are two: «عاملين هنديين اثنين», «متسلقين بريطانيين ومرشدهما»."""
    if end == 0 or not texts[end - 1].endswith("ين"):
        return False
    at = end
    while at < len(texts) and at - end < _ADJECTIVES and texts[at].endswith("ين") and texts[at][:1] != "و":
        if texts[at] in _TWO:
            return True
        at += 1
    if texts[at : at + 1] and texts[at].startswith(_LOST) and texts[at + 1 : at + 2]:
        return texts[at + 1].endswith("هما")  # «بحثا عن غواصين روسيين انقطعت أخبارهما»
    return bool(texts[at : at + 1]) and texts[at][:1] == "و" and texts[at].endswith("هما")
