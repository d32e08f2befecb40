"""Families listed one by one: «رجل وزوجته وابنتهما» is a man and two more."""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.arabic.letters import fold_key
from crawler.arabic.numbers import numbers_of
from crawler.arabic.words import Word
from crawler.facts.figure import Group

_ENDS = ("ه", "ها", "هما", "هم", "هن")
_ONE = (
    "زوج زوجت امرأت ابن ابنت طفل طفلت شقيق شقيقت والد والدت أم أب أبي نجل رضيع رضيعت حفيد حفيدت أخ أخي أخت "
    "سائقت جد جدت عم عمت خال خالت خطيب خطيبت صديق صديقت مرافق سائق حارس زميل جار قريب طليقت طليق غريم ولد "
    "صاحب صاحبت معاون مرافقت مساعدت مالك مستأجر نادل طيار حمات خصم مشغل زميلت جارت رفيق رفيقت مساعد ربيب ربيبت أستاذ مدرب معلم مرشد مترجم عشيق قائد زعيم سفير قنصل مراسل مصور موظف"
)
_TWO = (
    "طفلي طفلتي ابني ابنتي ولدي شقيقي شقيقتي نجلي بنتي حفيدي أخوي والدي أبوا أبوي طفلا طفلتا ابنا ابنتا شقيقا "
    "نجلا ولدا حفيدا والدا زميلا زميلي زميلتا زميلتي رفيقتا رفيقتي "
    "صديقتا صديقتي حفيدتا حفيدتي رفيقا رفيقي صديقا صديقي مرافقا مرافقي شقيقتا شقيقتي حارسا "
    "جدا جدي طياري طيارا سائقي سائقا قائدي حارسي زوجتي زوجتا رضيعي رضيعا بنتا أخوا مساعدي مساعدا جاري قريبي"
)
_MANY = "صغار أطفال أبناء أبنائ أبناؤ أشقاؤ أولاد بنات أشقاء أشقائ إخوت أحفاد زوجات شقيقات أخوات أخوان توائم رضع فلذات مرافقو"


def _forms(stems: str) -> frozenset[str]:
    return frozenset(fold_key(stem + end) for stem in stems.split() for end in _ENDS)


KIN: dict[str, int] = {
    **dict.fromkeys(_forms(_MANY), 0),
    **dict.fromkeys(_forms(_TWO), 2),
    **dict.fromkeys(_forms(_ONE), 1),
    **dict.fromkeys(map(fold_key, "دليلهما دليلهم دليلهن دليلها".split()), 1),
    **dict.fromkeys(map(fold_key, "زوجتي زوجي أمي أبي أخي أختي والدتي ابنتي ابني".split()), 1),
    **dict.fromkeys(map(fold_key, "أطفالي أولادي بناتي أبنائي إخوتي أشقائي أحفادي".split()), 0),
}


_GROUPS: tuple[tuple[Group, frozenset[str]], ...] = (
    (Group.CHILDREN, _forms("طفل طفلت رضيع رضيعت طفلي طفلتي طفلا طفلتا رضيعي رضيعا")),
    (Group.OFFICIALS, _forms("سفير قنصل")),
    (Group.MEN, _forms("والد زوج جد أب أبي خال")),
    (Group.SOLDIERS, _forms("طيار طياري طيارا")),
    (Group.JOURNALISTS, _forms("مراسل مصور")),
    (
        Group.WOMEN,
        _forms(
            "زوجت طليقت حمات والدت أم جدت عمت خالت خطيبت جارت زميلت صديقت زوجتي زوجتا زميلتا زميلتي رفيقتا رفيقتي صديقتا صديقتي مرافقت مساعدت"
        ),
    ),
)


FELLOWS = _forms("زميل زميلا زميلي رفيق رفيقا رفيقي")

_ATTENDANTS = _forms("مرافق سائق حارس مساعد نائب معاون سكرتير مترجم")


_AND_CHILD = frozenset(
    map(fold_key, ("ونجل", "وابن", "وابنة", "ونجلة", "وزوجة", "وزوج", "وشقيق", "وشقيقة", "ووالد", "ووالدة"))
)
_CHILDREN_OF_BOTH = {
    **dict.fromkeys(("وطفل", "وطفله", "ورضيع", "ورضيعه", "وابن", "وابنه"), 1),
    **dict.fromkeys(("وطفلين", "وطفلان", "وابنين", "وابنان", "وطفلتين", "وطفلتان", "وولدين", "وولدان", "وابنتين"), 2),
}
_ONE_PARENT = frozenset(("اب", "ابا", "الاب", "الام", "الزوج", "الجد", "الجده", "الزوجه"))
_OTHER_PARENT = frozenset(("وام", "والام", "والاب", "والزوجه", "والجده", "والزوج", "وجده", "والجد"))
_TEACHERS = _forms("أستاذ مدرب معلم مرشد مترجم عشيق دليل")  # counted one by one: they are of no family


def is_kin(word: str) -> bool:
    """Whether a word names somebody by whose he is: «زوجته», «وابنته», «إخوتي», «عمومته»."""
    plain = word.removeprefix("و")
    return (
        word in KIN
        or plain in KIN
        or (plain.endswith("ي") and plain[:-1] + "ه" in KIN)
        or plain
        in (
            "زوجي",
            "اخوتي",
            "عمومته",
            "عمومتي",
            "اقاربه",
            "افرادها",
            "عايلتها",
            "عايلته",
            "اسرتها",
            "اسرته",
            "عايلتي",
            "اسرتي",
        )
    )


def is_attendant(text: str) -> bool:
    """Whether «ومرافقه», «وسائقه», «وزميله» tells somebody who is of no family."""
    return text[:1] == "و" and (text[1:] in _ATTENDANTS or text[1:] in FELLOWS)


def kin_group(word: str) -> Group:
    """The group of one named by whose he is: «زوجته» a woman, «طفله» a child, «ابنه» of an age not said."""
    return next((group for group, forms in _GROUPS if word in forms or word[1:] in forms), Group.PEOPLE)


@dataclass(frozen=True, slots=True)
class Family:
    """How many kin are listed, and where the list ends."""

    low: int
    high: int | None
    end: int


def family_at(words: Sequence[Word], index: int) -> Family | None:
    """The kin listed from a word on, each behind «و»; None where none is."""
    low, open_above, end = 0, False, index
    while end < len(words):
        if words[end].text == "،" and end + 1 < len(words):
            following = words[end + 1].text
            if low == 0 or not following.startswith("و") or following[1:] not in KIN:
                break
            end += 1
            continue
        if _is_a_girl(words, end):
            break
        some = _some_of(words, end)
        if some is not None:
            low, end = low + some[0], some[1]
            continue
        text = words[end].text
        if text in _OTHER_PARENT and index and words[index - 1].text in _ONE_PARENT and end == index:
            low, end = low + 1, end + 1  # «أب وأم وثلاثة من أبنائهما»
            plain = _plain_children(words, end) if text == "وام" else None
            low, end = (low + plain[0], plain[1]) if plain is not None else (low, end)
            continue
        if text in _AND_CHILD and end + 1 < len(words) and KIN.get(words[end + 1].text) is not None:
            low, end = low + 1, end + 2  # «ونجل شقيقه»
            continue
        kin = KIN.get(text[1:]) if text.startswith("و") else None
        if kin is None or text[1:] in _TEACHERS:
            break
        end += 1
        if kin != 1:
            number = next(iter(numbers_of(words[end : end + 3])), None)
            counted = number is not None and number.start == 0 and not number.vague and number.value < 20
            if number is not None and counted and (kin == 0 or number.definite):
                kin, end = number.value, end + number.end  # «ومرافقيه الأربعة» is spelt like two of them
            elif kin == 0:
                kin, open_above = 2, True
        low += kin
    return Family(low, None if open_above else low, end) if low else None


def _is_a_girl(words: Sequence[Word], index: int) -> bool:
    """«ورضيعة لم تكمل عامها الأول», spelt like «ورضيعه»: a word behind says that she is a girl."""
    if words[index].text not in ("ورضيعه", "وطفله", "وابنه", "وصديقه", "وزميله", "وجاره", "وشقيقه"):
        return False
    behind = [word.text for word in words[index + 1 : index + 4]]
    return behind[:1] in (["عمرها"], ["تبلغ"], ["كانت"]) or (
        behind[:1] == ["لم"] and behind[1:2] != [] and behind[1][0] == "ت"
    )


def _plain_children(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """«أب وأم وثلاثة أبناء», «أب وأم وطفلين»: how many, and where it ends."""
    text = words[index].text if index < len(words) else ""
    if text in _CHILDREN_OF_BOTH:
        return _CHILDREN_OF_BOTH[text], index + 1
    number = next(iter(numbers_of(words[index : index + 4])), None)
    if number is None or number.start != 0 or not number.joined or number.vague or number.value > 20:
        return None
    at = index + number.end
    children = at < len(words) and words[at].text in ("ابناء", "اطفال", "اولاد", "بنات", "طفلا", "ابنا")
    return (number.value, at + 1) if children else None


def _some_of(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """«وثلاثة من أطفالها»: how many, and where it ends."""
    number = next(iter(numbers_of(words[index : index + 4])), None)
    if number is None or number.start != 0 or not number.joined or number.vague or number.value > 20:
        return None
    at = index + number.end
    if at + 1 < len(words) and words[at].text == "من" and KIN.get(words[at + 1].text) == 0:
        return number.value, at + 2
    return None
