"""Count phrases: how many, how sure, and of whom, before anything is known of what happened to them.

«ما لا يقل عن 18 شخصا», «عشرات الجنود», «طفلان», «عدد من النساء», «أربعة من المصابين», «رجل وزوجته وابنتهما», «15 آخرون».
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from crawler.arabic.letters import fold_key
from crawler.arabic.numbers import Number
from crawler.arabic.people import HARMED, PEOPLE, Count, Noun
from crawler.arabic.words import Dictionary, Found, Word, clitics
from crawler.facts.casualty.cues import THINGS
from crawler.facts.casualty.families import KIN, family_at, kin_group
from crawler.facts.figure import Group, Outcome, Qualifier


class Of(Enum):
    """What a count phrase says it counts."""

    PERSON = "person"  # a noun for people
    HARMED = "harmed"  # a noun that says the outcome
    OTHERS = "others"  # «آخرين»: the noun said before
    THEM = "them"  # «منهم»
    CASES = "cases"  # «حالة»
    UNKNOWN = "unknown"  # a word that is in no list
    NOTHING = "nothing"  # a bare number


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPhrase:
    """How many of whom at words[start:end].

    `explicit` tells a number from a noun without one («مقتل شاب»); `part_of` is the outcome whose victims it is part
    of («أربعة من المصابين»); `both` the outcomes that share one number («60 بين قتيل وجريح»).
    """

    start: int
    end: int
    low: int
    high: int | None
    qualifier: Qualifier
    of: Of
    group: Group = Group.PEOPLE
    outcome: Outcome | None = None
    part_of: Outcome | None = None
    both: tuple[Outcome, ...] = ()
    explicit: bool = True
    joined: bool = False
    definite: bool = False
    prefix: str = ""
    agent: bool = False
    object: bool = False
    plural: bool = False
    lemma: str = ""
    construct: bool = False
    owned: bool = False


_QUALIFIERS: Dictionary[Qualifier] = Dictionary(
    (phrase.strip(), qualifier)
    for qualifier, phrases in (
        (
            Qualifier.AT_LEAST,
            "ما لا يقل عن, لا يقل عن, لا تقل عن, ما لا يقل, على الأقل, بما لا يقل عن, ما ليس أقل من, لا أقل من, "
            "على أقل تقدير, ليس أقل من, ما لايقل عن, مالا يقل عن, لايقل عن, حد أدنى",
        ),
        (
            Qualifier.MORE_THAN,
            "أكثر من, ما يزيد على, ما يزيد عن, يزيد عن, يزيد على, تزيد عن, تزيد على, أزيد من, يفوق, تفوق, ما يفوق, "
            "تجاوز, يتجاوز, تتجاوز, تجاوزت, تخطى, تخطت, أكثر, ما يربو على, يربو على, ما ينيف على, فاق, أكثر عن, "
            "يزيد عددهم عن, بأكثر من, ما يتجاوز, فوق",
        ),
        (
            Qualifier.ABOUT,
            "نحو, حوالي, حوالى, زهاء, قرابة, ما يقارب, ما يقرب من, يقارب, تقارب, ما يناهز, يناهز, تناهز, ناهز, "
            "بحدود, في حدود, مايقارب, تقريبا, قرابه, ما يقدر بنحو, يقدر بنحو, يقرب من",
        ),
        (
            Qualifier.AT_MOST,
            "أقل من, ما لا يزيد على, ما لا يزيد عن, لا يتجاوز, لا يزيد عن, لا يزيد على, لا يتعدى, ما يصل إلى, "
            "يصل إلى, لا تتجاوز",
        ),
    )
    for phrase in phrases.split(",")
)
_AFTER_QUALIFIERS: Dictionary[Qualifier] = Dictionary(
    [
        *((phrase, Qualifier.AT_LEAST) for phrase in ("على الأقل", "على أقل تقدير", "كحد أدنى", "على أقل", "أو أكثر")),
        *((phrase, Qualifier.ABOUT) for phrase in ("تقريبا", "على وجه التقريب")),
        ("على الأكثر", Qualifier.AT_MOST),
        ("كحد أقصى", Qualifier.AT_MOST),
    ]
)
_SEVERAL: Dictionary[int] = Dictionary(
    (phrase.strip(), 3)
    for phrase in (
        "عدد من, عدد كبير من, عدة, عديد من, العديد من, بضعة, بضع, أعداد من, أعداد كبيرة من, مجموعة من, عدد غير معروف من, "
        "عدد غير محدد من, عدد آخر من, ما لا يحصى من, عديد, بعض"
    ).split(",")
)
_OTHERS = frozenset(fold_key(word) for word in "آخر آخرا آخران آخرين آخرون أخرى أخريين أخريات آخرتين أخريان".split())
_OTHER_COUNTS = {
    fold_key(word): number
    for number, words in (
        (1, "آخر آخرا أخرى ثالث ثالثا ثالثة رابع رابعا رابعة خامس خامسا سادس ثان ثانيا ثانية"),
        (2, "آخران أخريان"),
    )
    for word in words.split()
}
_CASES = frozenset({"حاله", "حالات"})
_BEFORE_NO_COUNT = frozenset(
    fold_key(word)
    for word in (
        "رقم المادة مادة القرار قرار اللواء لواء للواء الكتيبة كتيبة الفرقة فرقة الساعة ساعة عام سنة العام للعام البالغ البالغة "
        "يبلغ عمره عمرها بعمر سن أصل المرتبة المركز مجموعة بنسبة نسبة بقوة قوة طراز الطراز لعام عامي القسم قسم الجولة الدورة "
        "دورة الرحلة رحلة يوم وزنه وزنها فئة الفئة عيار نوع الطريق طريق الدفعة مسافة قبل كل خلال منذ ارتفاع عمق بعمق "
        "سرعة بسرعة بقيمة قيمة بمبلغ مبلغ بسعر سعر تراوح البند الفصل حركة بتاريخ تاريخ أعمارهم أعمارهن أعمارهما الذكرى للذكرى ذكرى القانون قانون الفقرة الطبعة القرن"
    ).split()
)
_MONTHS = frozenset(
    fold_key(word)
    for word in (
        "يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان أيار حزيران "
        "تموز آب أيلول تشرين جانفي فيفري أفريل ماي جوان جويلية أوت غشت شتنبر نونبر دجنبر يوليوز محرم صفر رمضان شوال شعبان رجب"
    ).split()
)
_PERCENT = frozenset({"%", "بالميه", "بالمايه", "بالمية"})
_YEAR = range(1900, 2101)
_MAX_AHEAD = 4


def count_at(words: Sequence[Word], index: int, numbers: dict[int, Number]) -> CountPhrase | None:
    """The count phrase that starts at a word: a qualifier, a number, «عدد من», a dual or a noun for people."""
    qualifier = _QUALIFIERS.at(words, index)
    if qualifier is not None and qualifier.end < len(words):
        inner = _number_phrase(words, qualifier.end, numbers)
        if inner is not None:
            return _qualified(
                replace(inner, start=index, joined=qualifier.joined, prefix=qualifier.prefix), qualifier.value
            )
    if index in numbers:
        return _number_phrase(words, index, numbers)
    between = _between(words, index, numbers)
    if between is not None:
        return between
    several = _SEVERAL.at(words, index)
    if several is not None and several.end < len(words):
        noun = _noun_at(words, several.end)
        needs = words[index].text.removeprefix(several.prefix)
        if noun is not None and (needs not in ("بعض", "عديد") or noun.definite):
            phrase = _of_noun(noun, words)
            return replace(
                phrase, start=index, low=several.value, high=None, qualifier=Qualifier.VAGUE,
                explicit=True, joined=several.joined, definite=False, prefix=several.prefix,
            )  # fmt: skip
    return _noun_phrase(words, index)


def _number_phrase(words: Sequence[Word], index: int, numbers: dict[int, Number]) -> CountPhrase | None:
    number = numbers.get(index)
    if number is None or _is_no_count(words, number):
        return None
    low, high, end = number.value, None if number.vague else number.value, number.end
    qualifier = Qualifier.VAGUE if number.vague else Qualifier.EXACT
    risen = number.start > 0 and words[number.start - 1].text == "من"  # «من 5 إلى 12» is a rise, no range
    upper = None if number.vague or risen else _upper_bound(words, end, numbers)
    if upper is not None and upper.value > low and not _is_no_count(words, upper):
        high, end, qualifier = upper.value, upper.end, Qualifier.RANGE
    counted = _counted(words, end)
    if counted is None:
        return None
    phrase = replace(
        counted, start=index, low=low, high=high, qualifier=qualifier, explicit=True,
        joined=number.joined, prefix=number.prefix, definite=number.definite and not number.vague,
    )  # fmt: skip
    if number.definite and number.vague and not (number.end < len(words) and words[number.end].text == "من"):
        phrase = replace(phrase, of=Of.NOTHING, end=number.end, group=Group.PEOPLE, outcome=None)
    if number.value == 1 and phrase.of is Of.NOTHING and not words[number.end - 1].is_number:
        return None  # «أسرة واحدة»
    if words[number.start].text.endswith(("احد", "احدي")) and number.value == 1:
        return _one_of(phrase, words, number.end)
    return _with_after_qualifier(words, phrase)


def _shares_thing(words: Sequence[Word], index: int, numbers: dict[int, Number]) -> bool:
    """«36 و49 و60 عاما»: a bare number that shares the noun of the next one."""
    following = numbers.get(index)
    if following is None or not following.joined:
        return False
    counted = _counted(words, following.end)
    return counted is None or (counted.of is Of.NOTHING and _shares_thing(words, following.end, numbers))


def _one_of(phrase: CountPhrase, words: Sequence[Word], end: int) -> CountPhrase | None:
    """«أحد الجنود» is one soldier; «أحد» alone nobody in particular."""
    following = _noun_at(words, end)
    return phrase if following is not None and not phrase.definite else None


def _is_no_count(words: Sequence[Word], number: Number) -> bool:
    """Whether a number is an age, a date, a share, an hour or a name's part."""
    before = words[number.start - 1].text if number.start else ""
    after = words[number.end].text if number.end < len(words) else ""
    if before == "#":
        return True  # a sign written as its code
    if after in _MONTHS or after in _PERCENT or after in ("/", ":") or before in ("/", ":") and number.value < 2101:
        return before != ":" or after in ("/", ":", *_PERCENT, *_MONTHS)
    if any(
        rest in _BEFORE_NO_COUNT for prefix, rest in clitics(before) if before and prefix in ("", "و", "ل", "ب", "ال")
    ):
        return not _noun_at(words, number.end)
    if before in _MONTHS and number.value in _YEAR:
        return True
    if after == "-" and number.end + 1 < len(words) and words[number.end + 1].is_number:
        return number.value in _YEAR or not _dashed_people(words, number.end + 2)
    if before == "-" and number.start > 1 and not words[number.start - 2].is_sign:
        return not _noun_at(words, number.end) and words[number.start - 1].start == words[number.start - 2].end
    plain_year = number.value in _YEAR and words[number.start].text.isdigit() and len(words[number.start].text) == 4
    return plain_year and not _noun_at(words, number.end)


def _dashed_people(words: Sequence[Word], index: int) -> bool:
    return index < len(words) and _noun_at(words, index) is not None


def _upper_bound(words: Sequence[Word], index: int, numbers: dict[int, Number]) -> Number | None:
    """The second number of «8 إلى 10 أشخاص» or «10-15 شخصا»."""
    if index + 1 < len(words) and words[index].text in ("الي", "-", "او"):
        return numbers.get(index + 1)
    return None


def _between(words: Sequence[Word], index: int, numbers: dict[int, Number]) -> CountPhrase | None:
    """«بين 10 و15 شخصا», «ما بين 10 و15», «بين 10 إلى 15»."""
    text = words[index].text
    start = index
    if text in ("ما", "وما") and index + 1 < len(words) and words[index + 1].text == "بين":
        index += 1
    elif text not in ("بين", "وبين", "مابين"):
        return None
    low = numbers.get(index + 1)
    if low is None or low.vague:
        return None
    at = low.end + 1 if low.end < len(words) and words[low.end].text == "الي" else low.end
    high = numbers.get(at)
    if high is None or high.value <= low.value or not (high.joined or at > low.end):
        # «بين 10 أشخاص و15 شخصا»
        noun = _noun_at(words, low.end)
        high = numbers.get(noun.end) if noun is not None else None
        if high is None or not high.joined or high.value <= low.value:
            return None
    counted = _counted(words, high.end)
    if counted is None:
        return None
    return replace(
        counted, start=start, low=low.value, high=high.value, qualifier=Qualifier.RANGE, explicit=True,
        joined=text.startswith("و"),
    )  # fmt: skip


def _counted(words: Sequence[Word], index: int, *, vague: bool = False) -> CountPhrase | None:
    """What stands after a number, as a phrase of no count yet; None for things, money and time."""
    bare = CountPhrase(start=index, end=index, low=0, high=0, qualifier=Qualifier.EXACT, of=Of.NOTHING)
    if index >= len(words):
        return bare
    text = words[index].text
    if text in _PERCENT or (text == "في" and index + 1 < len(words) and words[index + 1].text in ("الميه", "المايه")):
        return None
    noun = _noun_at(words, index)
    if noun is not None:
        return _both(words, _of_noun(noun, words))
    if text in _OTHERS:
        return replace(bare, end=index + 1, of=Of.OTHERS)
    if text in ("منهم", "منها", "منهن"):
        return replace(bare, end=index + 1, of=Of.THEM)
    if text in _CASES:
        return replace(bare, end=index + 1, of=Of.CASES)
    if text == "من" and index + 1 < len(words):
        return _partitive(words, index, bare, vague=vague)
    if text in THINGS or any(rest in THINGS for prefix, rest in clitics(text) if prefix == "ال"):
        return None
    both = _both(words, bare)
    if both.both:
        return both
    if text[0].isalpha() and text not in _NO_NOUN and len(text) > 2 and not text.startswith(("و", "ب", "ال", "ل", "ف")):
        return replace(bare, end=index + 1, of=Of.UNKNOWN)
    return bare


_NO_NOUN = frozenset(
    fold_key(word)
    for word in "في من على إلى عن بعد قبل إثر جراء بسبب خلال منذ مع عند أمام قرب حتى بين وسط داخل خارج غرب شرق شمال جنوب شرقي غربي "
    "شمالي جنوبي قضوا قتلوا قتل أصيبوا أصيب كانوا كان لقوا سقطوا حتفهم مصرعهم بينهم اليوم أمس فجر صباح مساء ليل ضمن عقب كما فيما "
    "بينما الذين حسب وفق تم جميعهم معظمهم على حالتهم بجروح عندما حين حيث لا لم هذا لدى ضحية نتيجة لكن أثناء ثم أن أو إذ مقابل".split()
)


_FAMILIES = frozenset(fold_key(word) for word in ("أسرة", "عائلة", "عائلات", "أسر", "عشيرة", "قبيلة"))


def _partitive(words: Sequence[Word], index: int, bare: CountPhrase, *, vague: bool = False) -> CountPhrase | None:
    """«أربعة من المصابين», «ثلاثة من رجال الشرطة», «4 من الكوادر الطبية», «31 من بين القتلى»."""
    for at in range(index + 1, min(index + 1 + _MAX_AHEAD, len(words))):
        noun = _noun_at(words, at)
        if noun is not None:
            phrase = _of_noun(noun, words)
            if phrase.of is Of.HARMED and vague:
                return replace(phrase, definite=False)
            if phrase.of is Of.HARMED:
                return replace(phrase, part_of=phrase.outcome, of=Of.THEM, end=noun.end)
            return phrase
        if words[at].is_sign or words[at].text in _NO_NOUN and words[at].text != "بين":
            break
    following = words[index + 1].text
    if any(rest in _FAMILIES for _, rest in clitics(following)):
        return bare
    if any(rest in THINGS for _, rest in clitics(following)):
        return None
    return bare


def _noun_at(words: Sequence[Word], index: int) -> Found[Noun] | None:
    """A noun for people or the harmed at a word; with no more than an article before it."""
    if index >= len(words) or not words[index].text[0].isalpha():
        return None
    harmed, people = HARMED.at(words, index), PEOPLE.at(words, index)
    best = harmed if people is None or (harmed is not None and harmed.end >= people.end) else people
    return best if best is not None and best.prefix in ("", "ال") else None


def _of_noun(noun: Found[Noun], words: Sequence[Word]) -> CountPhrase:
    """A phrase for a noun, its group made narrower by the words behind it."""
    harmed = noun.value.label in Outcome.__members__.values()
    group = Group.PEOPLE if harmed else Group(noun.value.label)
    end = noun.end
    if group in (Group.PEOPLE, Group.FIGHTERS, Group.SOLDIERS, Group.OFFICIALS):
        group = _narrowed(group, noun, words)
    return CountPhrase(
        start=noun.start, end=end, low=1, high=1, qualifier=Qualifier.EXACT,
        of=Of.HARMED if harmed else Of.PERSON, group=group,
        outcome=Outcome(noun.value.label) if harmed else None,
        joined=noun.joined, definite=noun.definite, prefix=noun.prefix,
        agent=noun.value.agent, object=noun.value.object,
        plural=noun.value.count in (Count.MANY, Count.TWO_OR_MANY), lemma=noun.value.lemma,
        construct=noun.value.construct,
    )  # fmt: skip


_SIDE_WORDS: tuple[tuple[Group, frozenset[str]], ...] = tuple(
    (group, frozenset(fold_key(word) for word in words.split()))
    for group, words in (
        (Group.POLICE, "الشرطة شرطة الأمن أمن الأمنية الدرك المرور للشرطة بالشرطة"),
        (
            Group.SOLDIERS,
            "الجيش جيش النظام المسلحة الحدود البيشمركة للجيش بالجيش الجمهوري العسكرية البحرية المارينز الاحتلال العراقية الوطني",
        ),
    )
)
_PLAIN = frozenset(("شخص", "فرد", "مواطن", "انسان", "نفر"))
_IRREGULAR = frozenset(
    fold_key(word) for word in "تنظيم داعش حزب حركة جماعة ميليشيا الدعم الحشد فصائل الحوثي كتائب الدولة القسام".split()
)


def _narrowed(group: Group, noun: Found[Noun], words: Sequence[Word]) -> Group:
    """The group of a general noun by what follows: «عناصر الشرطة», «15 قتيلا من المدنيين», «شخصا مدنيا»."""
    at = noun.end
    for step in range(3):
        if at + step >= len(words) or words[at + step].is_sign:
            return group
        text = words[at + step].text
        if group is not Group.PEOPLE:
            if text in _IRREGULAR:
                return Group.FIGHTERS
            for side, side_words in _SIDE_WORDS:
                if text in side_words and noun.value.lemma in ("عنصر", "ضابط", "قيادي", "مسوول"):
                    return side
            continue
        follower = PEOPLE.at(words, at + step)
        if follower is not None and follower.prefix in ("", "ال") and follower.value.label != "people":
            if noun.value.label == "people" and noun.value.lemma not in _PLAIN:
                return group
            introduced = step == 0 or words[at + step - 1].text in ("من", "صفوف", "صفوفهم", "بين")
            same_number = step > 0 or follower.value.label in ("civilians", "prisoners", "children")
            if introduced and same_number:
                return Group(follower.value.label)
        if text not in ("من", "في", "صفوف", "بين") and step == 0:
            return group
    return group


def _noun_phrase(words: Sequence[Word], index: int) -> CountPhrase | None:
    """A noun without a number: one, two, or an open plural; a family listed is their sum."""
    if not words[index].text[0].isalpha():
        return None
    other = next(
        (
            (prefix, _OTHER_COUNTS[rest])
            for prefix, rest in clitics(words[index].text)
            if rest in _OTHER_COUNTS and prefix in ("", "و")
        ),
        None,
    )
    if other is not None:
        phrase = CountPhrase(
            start=index, end=index + 1, low=other[1], high=other[1], qualifier=Qualifier.EXACT, of=Of.OTHERS
        )
        return replace(phrase, explicit=False, joined=other[0] == "و", prefix=other[0])
    harmed, people = HARMED.at(words, index), PEOPLE.at(words, index)
    noun = harmed if people is None or (harmed is not None and harmed.end >= people.end) else people
    if noun is None:
        return _kin(words, index) or _vague_others(words, index)
    phrase = replace(_of_noun(noun, words), explicit=False)
    if noun.end < len(words) and words[noun.end].text in ("واحد", "واحده", "واحدا"):
        return replace(phrase, end=noun.end + 1, explicit=True)
    pair = noun.end < len(words) and words[noun.end].text in ("اثنين", "اثنان", "اثنتين", "اثنتان")
    if pair or noun.value.count is Count.TWO:
        end = noun.end + 1 if pair else noun.end
        return _with_after_qualifier(
            words, replace(phrase, low=2, high=2, end=end, explicit=not noun.definite, plural=False)
        )
    if noun.value.count is Count.ONE:
        family = family_at(words, noun.end) if phrase.of is Of.PERSON else None
        if family is not None:
            return replace(
                phrase, end=family.end, low=1 + family.low, high=None if family.high is None else 1 + family.high,
                qualifier=Qualifier.EXACT if family.high is not None else Qualifier.AT_LEAST, group=Group.PEOPLE, explicit=True,
            )  # fmt: skip
        return phrase
    return _both(words, replace(phrase, low=2, high=None, qualifier=Qualifier.VAGUE))


def _kin(words: Sequence[Word], index: int) -> CountPhrase | None:
    """«صديقه», «سائقها», «ابنيها»: people named by whose they are."""
    text = words[index].text
    joined = text.startswith("و") and text not in KIN
    if text in ("ام", "وام"):
        return _mother(words, index)
    kin = KIN.get(text[1:] if joined else text)
    if not kin:
        return None
    family = family_at(words, index + 1)
    if family is not None and family.high is not None:
        end, low, group = family.end, kin + family.low, Group.PEOPLE
    else:
        end, low, group = index + 1, kin, kin_group(text)
    return CountPhrase(
        start=index,
        end=end,
        low=low,
        high=low,
        qualifier=Qualifier.EXACT,
        of=Of.PERSON,
        group=group,
        explicit=False,
        joined=joined,
        owned=True,
    )


def _mother(words: Sequence[Word], index: int) -> CountPhrase | None:
    """«أم وأطفالها الثلاثة»; «أم» alone begins too many names of places."""
    family = family_at(words, index + 1)
    if family is None:
        return None
    high = None if family.high is None else family.high + 1
    qualifier = Qualifier.AT_LEAST if high is None else Qualifier.EXACT
    return CountPhrase(
        start=index, end=family.end, low=family.low + 1, high=high, qualifier=qualifier, of=Of.PERSON,
        joined=words[index].text != "ام",
    )  # fmt: skip


def _vague_others(words: Sequence[Word], index: int) -> CountPhrase | None:
    text = words[index].text
    plain = text.removeprefix("و")
    if plain in ("اخرين", "اخرون", "اخريات"):
        return CountPhrase(
            start=index, end=index + 1, low=2, high=None, qualifier=Qualifier.VAGUE, of=Of.OTHERS,
            explicit=False, joined=plain != text, prefix="و" if plain != text else "", plural=True,
        )  # fmt: skip
    return None


_JOINT_WORDS = {
    **dict.fromkeys(("قتيل", "قتلي", "شهيد", "شهداء", "وفاه"), Outcome.KILLED),
    **dict.fromkeys(("جريح", "جرحي", "مصاب", "اصابه", "مصابين"), Outcome.INJURED),
    **dict.fromkeys(("مفقود", "مفقودين"), Outcome.MISSING),
}


def _both(words: Sequence[Word], phrase: CountPhrase) -> CountPhrase:
    """«60 بين قتيل وجريح» and «60 قتيلا وجريحا»: one number for two outcomes."""
    at = phrase.end
    if at < len(words) and words[at].text in ("ما", "شخصا"):
        at += 1
    if at + 2 >= len(words) or words[at].text not in ("بين", "مابين"):
        return phrase
    first = _JOINT_WORDS.get(words[at + 1].text)
    second = _JOINT_WORDS.get(words[at + 2].text.removeprefix("و"))
    if first is None or second is None or first is second or not words[at + 2].text.startswith("و"):
        return phrase
    return replace(phrase, end=at + 3, both=(first, second))


def _with_after_qualifier(words: Sequence[Word], phrase: CountPhrase) -> CountPhrase:
    for at in range(phrase.end, min(phrase.end + 3, len(words))):
        found = _AFTER_QUALIFIERS.at(words, at)
        if found is not None:
            return replace(_qualified(phrase, found.value), end=found.end if at == phrase.end else phrase.end)
        if words[at].is_sign or words[at].text.startswith("و"):
            break
    return phrase


def _qualified(phrase: CountPhrase, qualifier: Qualifier) -> CountPhrase:
    """The bounds that a qualifier makes of a plain number; a vague or ranged one keeps its own."""
    if phrase.qualifier is not Qualifier.EXACT:
        return phrase
    if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return replace(phrase, high=None, qualifier=qualifier)
    if qualifier is Qualifier.AT_MOST:
        return replace(phrase, low=0, qualifier=qualifier)
    return replace(phrase, qualifier=qualifier)
