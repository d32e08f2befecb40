"""Count phrases with a number, and the door to those without one.

«ما لا يقل عن 18 شخصا», «عشرات الجنود», «عدد من النساء», «أربعة من المصابين», «15 آخرون», «ما بين 10 و15».
"""

from collections.abc import Sequence

from crawler.arabic.numbers import Number, begins_number
from crawler.arabic.people import PEOPLE, Count, Noun
from crawler.arabic.words import Found, Remembered, Word, clitics
from crawler.facts.casualty.counted import counted
from crawler.facts.casualty.cues import THINGS
from crawler.facts.casualty.groups import noun_at, of_noun, owner_group, predicate_group
from crawler.facts.casualty.households import household_at
from crawler.facts.casualty.many import MANY, many_at, one_of_own
from crawler.facts.casualty.nouns import begins_noun_phrase, noun_phrase
from crawler.facts.casualty.numbered import is_no_count, is_of_women_before, is_plain_year
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.qualifiers import qualified, with_after_qualifier
from crawler.facts.casualty.wording import FAMILIES, FAMILY_OF, ONE_OF_THEM, OWN, QUALIFIERS, SAYING, SEVERAL
from crawler.facts.figure import Group, Qualifier

_GIRLS = frozenset(("وطفله", "ورضيعه", "وزميله", "وصديقه", "وجاره", "وابنه"))
_APART = frozenset(("في", "لدي", "علي", "من", "قرب"))
_REMAINING = frozenset(("الباقون", "الباقين", "المتبقون", "المتبقين", "الاخرون", "الاخرين", "الباقيان", "الاخران"))
NEXT_ONE = "ثان"  # the lemma of «والثاني مسعف», which counts only behind «أحدهم»
_BY_WHAT = frozenset(("طعنا", "دهسا", "ذبحا", "خنقا", "حرقا", "غرقا", "شنقا", "رميا", "صعقا", "اختناقا"))
_NEXT_OF_THEM = frozenset(("والثاني", "والثالث", "والرابع", "والاخر", "والثانيه", "والثالثه", "والاخري"))
_BETWEENS = frozenset(("بين", "وبين", "مابين", "ما", "وما"))
_SOME = frozenset(("عدد", "عددا", "بعض", "وعدد", "وعددا"))
_MOST_KNOWN = 1_000_000  # «سكانها الثمانين ألفا»
_STATES = frozenset(
    ("حامل", "بليغ", "خطير", "بحال", "في", "بحاله", "حالته", "حالتها", "اصابته", "اصابتها", "جروحه", "جراحه")
)
_DEATHS = frozenset(
    "فارق وفارق لفظ ولفظ لقي ولقي فلقي قضي وقضي قتل وقتل فقتل مات"
    " ومات فمات وتوفي فتوفي هلك وفاه مقتل استشهاد مصرع توفي استشهد ووفاه واستشهاد ومقتل يفارق تفارق يلفظ تلفظ".split()
)
_BEFORE_ONE_OF_THEM = frozenset(("نقل", "ونقل", "بينهم", "منهم", "حاله", "حال", "وضع", "اصابه", "جروح", "جراح"))
_OF_THESE = ("منهم", "منهما", "منهن")


def count_at(words: Sequence[Word], index: int, numbers: dict[int, Number]) -> CountPhrase | None:
    """The count phrase that starts at a word: a qualifier, a number, «عدد من», a dual or a noun for people."""
    begins = _begins[words[index].text]
    qualifier = QUALIFIERS.at(words, index) if begins & _QUALIFIER else None
    if qualifier is not None and qualifier.end < len(words):
        inner = _number_phrase(words, qualifier.end, numbers)
        if inner is not None:
            # «ما يناهز الأربعين شخصا»: the article is the number's, and names nobody known
            definite = inner.definite and inner.of is not Of.PERSON
            inner = inner._replace(start=index, joined=qualifier.joined, prefix=qualifier.prefix, definite=definite)
            return qualified(inner, qualifier.value)
    if index in numbers:
        return _number_phrase(words, index, numbers)
    phrase = _between(words, index, numbers) if begins & _BETWEEN else None
    phrase = phrase or (_several(words, index) if begins & _SEVERAL else None)
    phrase = phrase or (_family_of(words, index, numbers) if begins & _FAMILY else None)
    phrase = phrase or (_one_of_them(words, index) if begins & _OF_THEM else None)
    if phrase is not None:
        return phrase
    phrase = noun_phrase(words, index) if begins & _NOUN else None
    if phrase is None:
        return None
    if phrase.low == 2 and phrase.end == index + 2 and words[index + 1].text in _GIRLS:
        alone = PEOPLE.at(words, index)
        if alone is not None and alone.end == index + 1 and words[index].text.endswith("ه"):
            return of_noun(alone, words)._replace(explicit=False)  # «امرأة وطفلة»: hers would be «وطفلها»
    if phrase.explicit and phrase.low == 1 and words[phrase.end - 1].text == "واحد" and phrase.end < len(words):
        other = PEOPLE.at(words, phrase.end)
        owned = other is None and words[phrase.end].text.endswith(("ه", "ها", "هم", "هما"))
        if owned or (other is not None and (other.definite or other.value.owned or other.value.construct)):
            return phrase._replace(end=phrase.end - 1, explicit=False)  # «رائد وأحد مرافقيه», «لصا وأحد شركائه»
    return _counted_behind(words, phrase, numbers)


def _begins_of(text: str) -> int:
    family = any(rest in FAMILIES for prefix, rest in clitics(text) if prefix in ("", "و"))
    return (
        _QUALIFIER * QUALIFIERS.begins(text)
        | _BETWEEN * (text in _BETWEENS)
        | _SEVERAL * (text in _SOME or text in MANY or SEVERAL.begins(text))
        | _FAMILY * family
        | _OF_THEM * (text in ONE_OF_THEM or text in _NEXT_OF_THEM)
        | _NOUN * begins_noun_phrase(text)
    )


# What a word may begin, as bits, so that readers are asked only where they can answer.
_QUALIFIER, _BETWEEN, _SEVERAL, _FAMILY, _OF_THEM, _NOUN = 1, 2, 4, 8, 16, 32
_begins = Remembered(_begins_of)


def _behind_signs(words: Sequence[Word], end: int, number: Number) -> int:
    """«اثنين وعشرين (22) إرهابيا»: the noun stands behind the number's repetition in signs."""
    if end + 2 >= len(words) or words[end].text != "(" or words[end + 2].text != ")":
        return end
    told = words[end + 1].text
    return end + 3 if told.isdigit() and int(told) == number.value else end


def _family_of(words: Sequence[Word], index: int, numbers: dict[int, Number]) -> CountPhrase | None:
    """«أسرة كاملة من خمسة أفراد»"""
    for at in range(index + 1, min(index + 5, len(words))):
        if at in numbers:
            phrase = _number_phrase(words, at, numbers) if at > index + 1 else None
            people = phrase is not None and phrase.of is Of.PERSON
            return phrase._replace(start=index, joined=words[index].text.startswith("و")) if people and phrase else None
        members = household_at(words, at)
        if members is not None:  # «أسرة مكونة من أب وأم وثلاثة أبناء»
            return CountPhrase(
                start=index, end=members[1], low=members[0], high=members[0], qualifier=Qualifier.EXACT,
                of=Of.PERSON, joined=words[index].text.startswith("و"),
            )  # fmt: skip
        if words[at].text not in FAMILY_OF:
            return None
    return None


def _several(words: Sequence[Word], index: int) -> CountPhrase | None:
    """«عدد من النساء», «عدة أشخاص», «عدد منهم»; not «أعلى عدد من الوفيات»."""
    several = SEVERAL.at(words, index)
    most = index > 0 and words[index - 1].text in ("اعلي", "اكبر", "ادني", "اقل")  # «أعلى عدد من الوفيات»
    if several is not None and not most and several.end < len(words):
        noun = noun_at(words, several.end)
        needs = words[index].text.removeprefix(several.prefix)
        if noun is not None and (needs not in ("بعض", "عديد") or noun.definite):
            phrase = of_noun(noun, words)
            return phrase._replace(
                start=index, low=several.value, high=None, qualifier=Qualifier.VAGUE,
                explicit=True, joined=several.joined, definite=False, prefix=several.prefix,
            )  # fmt: skip
        if noun is None and words[several.end].text in OWN:  # «عدد من جنوده»
            group = OWN[words[several.end].text] or owner_group(words, index, words[several.end].text)
            return CountPhrase(
                start=index, end=several.end + 1, low=several.value, high=None, qualifier=Qualifier.VAGUE,
                of=Of.PERSON, group=group, joined=several.joined, prefix=several.prefix,
            )  # fmt: skip
    if (many := many_at(words, index)) is not None:
        return many
    if words[index].text not in _SOME or index + 1 >= len(words):
        return None
    following = words[index + 1].text
    more = following in ("اخر", "اخرا") and not (index + 2 < len(words) and words[index + 2].text == "من")
    if following not in ("منهم", "منهن") and not more:
        return None
    return CountPhrase(
        start=index, end=index + 2, low=3, high=None, qualifier=Qualifier.VAGUE,
        of=Of.OTHERS if more else Of.THEM, joined=words[index].text.startswith("و"),
    )  # fmt: skip


def _one_of_them(words: Sequence[Word], index: int) -> CountPhrase | None:
    """«، أحدهم إصابته بليغة», «بينهم أحدهم قاصر»: one of those just counted, and who he is where a noun says so."""
    if index == 0 or index + 1 >= len(words):
        return None
    if words[index].text in _NEXT_OF_THEM:
        return _next_of_them(words, index)
    if words[index].text not in ONE_OF_THEM:
        return None
    before, after = words[index - 1], words[index + 1]
    if before.is_sign and any(_is_pair_of_things(word.text) for word in words[max(0, index - 4) : index - 1]):
        return None
    told = PEOPLE.at(words, index + 1)
    close = told is not None and told.prefix == "" and noun_at(words, index - 1) is not None
    close = close or (told is not None and told.prefix == "" and begins_number(before.text))
    close = close or (after.text in _STATES and noun_at(words, index - 1) is not None)
    opened = before.is_sign or close or before.text in _BEFORE_ONE_OF_THEM
    ends = after.is_sign and before.text not in _DEATHS
    if not (opened or before.text in _DEATHS) or ends or after.text in SAYING:
        return None
    noun = PEOPLE.at(words, index + 1)
    told_so = noun is not None and noun.prefix in ("", "ل")  # «أحدها لفتاة في الـ15 من عمرها»
    group = of_noun(noun, words).group if noun is not None and told_so else Group.PEOPLE
    group = (predicate_group(words, index + 1) or group) if after.text == "من" else group
    end = noun.end if noun is not None and told_so else index + 1
    return CountPhrase(
        start=index, end=end, low=1, high=1, qualifier=Qualifier.EXACT, of=Of.THEM, group=group, lemma="واحد",
    )  # fmt: skip


def _is_pair_of_things(text: str) -> bool:
    """«مستشفيان», «سيارتين»"""
    stem = text.removesuffix("ان").removesuffix("ين")
    if stem == text:
        return False
    alone = stem[:-1] + "ه" if stem.endswith("ت") else stem
    return any(rest in THINGS for prefix, rest in clitics(alone) if prefix in ("", "و"))


def _next_of_them(words: Sequence[Word], index: int) -> CountPhrase | None:
    """«أحدهم صحفي والثاني مسعف»: the next of those just counted, with a noun that says who he is."""
    noun = PEOPLE.at(words, index + 1)
    if words[index + 1].text in _BY_WHAT or words[index + 1].text.startswith(
        ("برصاص", "بطلق", "بشظ", "بقذيف", "بسكين")
    ):
        return CountPhrase(
            start=index, end=index + 1, low=1, high=1, qualifier=Qualifier.EXACT, of=Of.THEM, lemma=NEXT_ONE, joined=True,
        )  # fmt: skip
    if noun is None or noun.prefix != "" or noun.value.count is not Count.ONE:
        return None
    return CountPhrase(
        start=index, end=noun.end, low=1, high=1, qualifier=Qualifier.EXACT, of=Of.THEM,
        group=of_noun(noun, words).group, lemma=NEXT_ONE, joined=True,
    )  # fmt: skip


def _counted_behind(words: Sequence[Word], phrase: CountPhrase, numbers: dict[int, Number]) -> CountPhrase:
    """«الأشخاص الخمسة»: people spoken of before or said to be known, with their number behind them."""
    if phrase.plural and not phrase.explicit and not phrase.definite:
        bracketed = [word.text for word in words[phrase.end : phrase.end + 3]]
        if (
            len(bracketed) == 3
            and bracketed[::2] == ["(", ")"]
            and bracketed[1].isdigit()
            and 1 < int(bracketed[1]) < 100
        ):
            told = int(bracketed[1])  # «القضاء على إرهابيين (02)»
            return phrase._replace(end=phrase.end + 3, low=told, high=told, qualifier=Qualifier.EXACT, explicit=True)
    number = numbers.get(phrase.end)
    owned = phrase.end < len(words) and phrase.construct and words[phrase.end].text.endswith(("ها", "ه", "هم"))
    tied = phrase.construct and phrase.end < len(words) and words[phrase.end].text.startswith("ال")
    if number is None and (owned or tied or phrase.lemma == "فرد"):
        number = numbers.get(phrase.end + 1)  # «جنود الحاجز الأحد عشر»
    told = phrase.definite or owned or tied or phrase.owned or phrase.lemma == "فرد"
    if number is None or not phrase.plural or number.vague or not 2 <= number.value <= _MOST_KNOWN:
        return phrase
    if not (told and number.prefix == "ال") and not is_of_women_before(words, phrase, number):
        return phrase
    role = predicate_group(words, number.end)
    return phrase._replace(
        group=role if role is not None and phrase.of is Of.HARMED else phrase.group,
        end=number.end,
        low=number.value,
        high=number.value,
        qualifier=Qualifier.EXACT,
        explicit=True,
        known=number.prefix == "ال",
    )


def _number_phrase(words: Sequence[Word], index: int, numbers: dict[int, Number]) -> CountPhrase | None:
    number = numbers.get(index)
    if number is None or is_no_count(words, number):
        return None
    low, high, end = number.value, None if number.vague else number.value, number.end
    qualifier = Qualifier.VAGUE if number.vague else Qualifier.EXACT
    risen = number.start > 0 and words[number.start - 1].text == "من"  # «من 5 إلى 12» is a rise, no range
    upper = None if number.vague or risen else _upper_bound(words, end, numbers)
    if upper is not None and upper.value > low and not is_no_count(words, upper):
        high, end, qualifier = upper.value, upper.end, Qualifier.RANGE
    end = _behind_signs(words, end, number)
    noun = counted(words, end, vague=number.vague)
    if noun is None:
        return None
    phrase = noun._replace(
        start=index, low=low, high=high, qualifier=qualifier, explicit=True,
        joined=number.joined, prefix=number.prefix, definite=number.definite and not number.vague,
        year_like=is_plain_year(words, number),
    )  # fmt: skip
    following = words[number.end].text if number.end < len(words) else ""
    if number.definite and not number.vague and following in _REMAINING:
        phrase = phrase._replace(of=Of.OTHERS, end=number.end + 1, known=True)  # «أما الثلاثة الباقون»
    if number.definite and number.vague and not (number.end < len(words) and words[number.end].text == "من"):
        phrase = phrase._replace(of=Of.NOTHING, end=number.end, group=Group.PEOPLE, outcome=None)
    alone = number.value == 1 and words[number.start].text in ("واحد", "واحده", "واحدا")
    if alone and phrase.of in (Of.UNKNOWN, Of.HARMED):
        return None  # «من أسرة واحدة مقتولين», «عائلة واحدة نازحة»
    if number.value == 1 and phrase.of is Of.NOTHING and not words[number.end - 1].is_number:
        following = words[number.end].text if number.end < len(words) else ""
        if not (words[number.start].text.startswith("وواحد") and following in _APART):
            return None  # «أسرة واحدة»; but «اثنان في نابلس وواحد في جنين»
    if phrase.of is Of.PERSON and number.value > 2:
        phrase = _with_second_noun(words, phrase)
    of_them = following == "من" and not number.definite
    first = words[number.start].text
    of_them = of_them or (following in _OF_THESE and first.endswith("واحد"))  # «وتوفي واحد منهم»: no «وأحد …»
    if first.endswith(("احد", "احدي")) and not first.startswith("ووا") and number.value == 1 and not of_them:
        return _one_of(phrase._replace(joined=phrase.joined or first.startswith("و")), words, number.end)
    told = with_after_qualifier(words, phrase)
    return _of_whom_behind(words, told) if told.of is Of.NOTHING and told.end > phrase.end else told


def _of_whom_behind(words: Sequence[Word], phrase: CountPhrase) -> CountPhrase:
    """«15 على الأقل من مقاتلي الحركة»: whom a number counts may stand behind its qualifier."""
    if phrase.end >= len(words) or words[phrase.end].text != "من":
        return phrase
    noun = counted(words, phrase.end)
    if noun is None or noun.of not in (Of.PERSON, Of.THEM):
        return phrase
    return noun._replace(
        start=phrase.start, low=phrase.low, high=phrase.high, qualifier=phrase.qualifier, explicit=True,
        joined=phrase.joined, prefix=phrase.prefix, definite=phrase.definite, year_like=phrase.year_like,
    )  # fmt: skip


def _with_second_noun(words: Sequence[Word], phrase: CountPhrase) -> CountPhrase:
    """«30 امرأة وطفلا»: one number for two groups is of people."""
    if phrase.end >= len(words):
        return phrase
    second = PEOPLE.at(words, phrase.end)
    following = words[second.end].text if second is not None and second.end < len(words) else ""
    if following in ("واحد", "واحدا", "واحده"):
        return phrase
    feminine = second is not None and words[phrase.end].text.endswith("ه") and words[phrase.end - 1].text.endswith("ه")
    if second is None or second.prefix != "و":
        return phrase
    genitive = phrase.low >= 100 and phrase.low % 100 == 0 and _is_plain_noun(words, phrase.end - 1, second)
    both_sexes = words[phrase.end].text == f"و{words[phrase.end - 1].text.removesuffix('ا')}ه"
    if both_sexes:
        return phrase._replace(end=second.end)  # «30 طالبا وطالبة»
    if not (second.value.object or feminine or genitive):
        return phrase
    if phrase.plural and second.value.count is Count.ONE:
        return phrase  # «ثلاث نساء ورضيعا»: one more, whom the number does not count
    if feminine:
        return phrase._replace(end=second.end)  # «47 امرأة وفتاة»
    same = second.value.label == phrase.group
    teens = phrase.group is Group.CHILDREN and second.value.lemma == "مراهق"  # «437 طفلا ومراهقا»
    return phrase._replace(end=second.end, group=phrase.group if same or teens else Group.PEOPLE)


def _is_plain_noun(words: Sequence[Word], index: int, second: Found[Noun]) -> bool:
    """«1500 مدني وعسكري»: behind hundreds and thousands both nouns stand alone and in the singular."""
    return not words[index].text.startswith("ال") and second.value.count is Count.ONE and second.prefix == "و"


def _one_of(phrase: CountPhrase, words: Sequence[Word], end: int) -> CountPhrase | None:
    """«أحد الجنود» is one soldier; «أحد» alone nobody in particular."""
    following = noun_at(words, end)
    if following is None or phrase.definite:
        return one_of_own(words, phrase, end)
    man = following.value.count is Count.ONE and following.value.label not in ("women", "children")
    if man and words[end - 1].text.endswith("احدي") and not words[following.end - 1].text.endswith("ه"):
        return None  # «إحدى المزارع» is no farmer
    if phrase.of is Of.HARMED and following.definite:
        return phrase._replace(of=Of.THEM, part_of=phrase.outcome, outcome=None)  # «أحد المصابين»
    return phrase


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
        noun = noun_at(words, low.end)
        high = numbers.get(noun.end) if noun is not None else None
        if high is None or not high.joined or high.value <= low.value:
            return None
    behind = counted(words, high.end)
    if behind is None or (
        behind.of in (Of.NOTHING, Of.UNKNOWN) and is_plain_year(words, low) and is_plain_year(words, high)
    ):
        return None  # «بين 2005 و2015»
    return behind._replace(
        start=start, low=low.value, high=high.value, qualifier=Qualifier.RANGE, explicit=True,
        joined=text.startswith("و"), definite=False,
    )  # fmt: skip
