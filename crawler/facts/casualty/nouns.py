"""Count phrases without a number: «شاب», «طفلان», «قتلى», «رجل وزوجته وابنتهما», «صديقه», «آخر»."""

from collections.abc import Sequence

from crawler.arabic.given_names import GIVEN_NAMES
from crawler.arabic.people import HARMED, PEOPLE, Count, Noun
from crawler.arabic.words import Found, Remembered, Word, clitics
from crawler.facts.casualty.cues import CUES
from crawler.facts.casualty.families import FELLOWS, KIN, Family, family_at, kin_group
from crawler.facts.casualty.groups import is_adjective, of_noun, role_before
from crawler.facts.casualty.households import behind_age
from crawler.facts.casualty.minors import is_minor
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.qualifiers import both_of, with_after_qualifier
from crawler.facts.casualty.roles import ORDINALS, is_the_movement
from crawler.facts.casualty.wording import MORE, NO_NOUN, SOME_MORE, TIME_WORDS
from crawler.facts.figure import Group, Qualifier

_TITLES = frozenset(("الشيخ", "الحاج", "المسن", "الدكتور", "المهندس", "العقيد", "العميد", "السيد", "الاستاذ", "الجريح"))
_THE_OTHER = frozenset(("الاخر", "الاخري", "الثاني", "الثانيه"))
_ONE_OF_TWO = frozenset(("احدهما", "احدهم", "احداهما", "الاول", "الاولي", "اولهما", "اولاهما"))
_BEFALL = frozenset(
    ("اصيب", "اصيبت", "جرح", "جرحت", "توفي", "توفيت", "قتل", "قتلت", "استشهد", "استشهدت", "اعتقل", "خطف")
)
_ARMED = (Group.FIGHTERS, Group.SOLDIERS, Group.POLICE)
_NO_OWNER = frozenset("الي الا الان الذي التي الذين اللذين امام".split())  # «مازال مفقودا إلى الآن»: one
_KIN_OF = frozenset(("نجل", "ابن", "ابنه", "زوجه", "زوج", "شقيق", "شقيقه", "حفيد", "والد"))


def noun_phrase(words: Sequence[Word], index: int) -> CountPhrase | None:
    """A noun without a number: one, two, or an open plural; a family listed is their sum."""
    other = _more[words[index].text]
    if other is not None:
        prefix, number = other
        return CountPhrase(
            start=index, end=index + 1, low=number, high=number, qualifier=Qualifier.EXACT, of=Of.OTHERS,
            explicit=False, joined=prefix == "و", prefix=prefix,
        )  # fmt: skip
    if words[index].text in _THE_OTHER and _is_other_of_two(words, index):
        return CountPhrase(
            start=index, end=index + 1, low=1, high=1, qualifier=Qualifier.EXACT, of=Of.OTHERS, explicit=False
        )
    harmed, people = HARMED.at(words, index), PEOPLE.at(words, index)
    noun = harmed if people is None or (harmed is not None and harmed.end >= people.end) else people
    movement = noun is not None and is_the_movement(words, noun.start, noun.end)  # «قتلت حركة طالبان 10 جنود»
    if noun is None or movement or is_adjective(noun, words, counted=False) or _is_in_a_name(noun, words):
        return _kin(words, index) or _vague_others(words, index)
    phrase = of_noun(noun, words)
    phrase = phrase._replace(explicit=False, owned=phrase.owned or words[index].text in KIN)
    eleven = noun.end + 1 < len(words) and words[noun.end + 1].text in ("عشر", "عشره")  # «قتيلان وأحد عشر جريحا»
    if noun.end < len(words) and not eleven and words[noun.end].text in ("واحد", "واحده", "واحدا"):
        return with_after_qualifier(words, phrase._replace(end=noun.end + 1, explicit=True))
    dual = noun.value.count in (Count.TWO, Count.TWO_OR_MANY)
    pair = dual and noun.end < len(words) and words[noun.end].text in ("اثنين", "اثنان", "اثنتين", "اثنتان")
    if pair or noun.value.count is Count.TWO or _are_two_workers(noun):
        end = noun.end + 1 if pair else noun.end
        kin = phrase.of is Of.PERSON and phrase.group not in _ARMED and end < len(words)
        family = _family_of_two(words, end) if kin else None
        if family is not None and family.high is not None:  # «زوجان وطفلتهما»
            low = 2 + family.low
            return phrase._replace(
                low=low, high=low, end=family.end, group=Group.PEOPLE, explicit=True, plural=False, definite=False
            )
        return with_after_qualifier(
            words, phrase._replace(low=2, high=2, end=end, explicit=not noun.definite, plural=False)
        )
    following = words[noun.end].text if noun.end < len(words) else ""
    if (
        noun.value.count is Count.ONE
        and noun.value.object
        and (following.startswith("ال") or (following.endswith("تين") and not following.startswith("و")))
        and following not in TIME_WORDS
        and following not in _NO_OWNER
    ):
        return phrase._replace(low=2, high=2, explicit=True, plural=False)  # «سائقا القطارين»: no accusative is tied so
    if noun.value.count is Count.ONE:
        if noun.value.lemma in _KIN_OF and KIN.get(following) is not None:
            return phrase._replace(end=noun.end + 1, owned=True)  # «نجل شقيقه»: one
        return _one(words, noun, phrase)
    return both_of(words, phrase._replace(low=2, high=None, qualifier=Qualifier.VAGUE))


def _are_two_workers(noun: Found[Noun]) -> bool:
    """«مقتل عاملين»: many would be «عمال»."""
    return noun.value.lemma == "عامل" and noun.value.count is Count.TWO_OR_MANY and not noun.definite


def begins_noun_phrase(text: str) -> bool:
    """Whether a noun without a number may begin at a word; most words begin none."""
    plain = text.removeprefix("و")
    kin = text in KIN or plain in KIN or plain == "ام"
    vague = plain in SOME_MORE or plain in ("عدد", "عددا") or text in _THE_OTHER or _more[text] is not None
    return text[0].isalpha() and (kin or vague or PEOPLE.begins(text) or HARMED.begins(text))


def _more_of(text: str) -> tuple[str, int] | None:
    """«آخران», «وآخر»: how many more, and the «و» before it."""
    if not text[0].isalpha():
        return None
    others = ((prefix, MORE[rest]) for prefix, rest in clitics(text) if rest in MORE and prefix in ("", "و"))
    return next(others, None)


_more = Remembered(_more_of)


def _is_other_of_two(words: Sequence[Word], index: int) -> bool:
    """«توفي أحدهما وأصيب الآخر»"""
    verb = index > 0 and words[index - 1].text.lstrip("وف") in _BEFALL
    return verb and any(word.text in _ONE_OF_TWO for word in words[max(0, index - 16) : index - 1])


def _family_of_two(words: Sequence[Word], end: int) -> Family | None:
    """«زوجان وطفلتهما», «زوجان مسنان وحفيدتهما»: an adjective of two may stand between."""
    described = words[end].text.endswith(("ان", "ين")) and not words[end].text.startswith(("و", "ال"))
    return family_at(words, end + 1 if described and end + 1 < len(words) else end)


def _is_in_a_name(noun: Found[Noun], words: Sequence[Word]) -> bool:
    """«وليد حاج قاسم»: no pilgrim."""
    if noun.value.lemma == "الام" and noun.value.count is not Count.ONE:
        return True  # «حي الأمين», «بر الأمان»: no two mothers
    named = noun.end < len(words) and words[noun.end].text in GIVEN_NAMES
    return noun.value.lemma == "حاج" and named and not noun.definite


def _one(words: Sequence[Word], noun: Found[Noun], phrase: CountPhrase) -> CountPhrase:
    """One person, with the kin listed behind."""
    family = _family_behind(words, noun) if phrase.of is Of.PERSON else None
    if family is not None:
        return phrase._replace(
            end=family.end, low=1 + family.low, high=None if family.high is None else 1 + family.high,
            qualifier=Qualifier.EXACT if family.high is not None else Qualifier.AT_LEAST, group=Group.PEOPLE, explicit=True, definite=False,
        )  # fmt: skip
    if phrase.of is Of.HARMED:
        return with_after_qualifier(words, phrase)
    return phrase


def _family_behind(words: Sequence[Word], noun: Found[Noun]) -> Family | None:
    """The kin listed behind a noun, or behind the name or place that belongs to it («الصحفي رامي الداعور وزوجته»)."""
    at, reach = noun.end, noun.end + 7
    while at < min(reach, len(words)):
        if words[at].text == "(":  # an age
            closed = next((end for end in range(at, min(at + 5, len(words))) if words[end].text == ")"), None)
            if closed is None:
                return None
            at, reach = closed + 1, reach + closed + 1 - at
            continue
        family = family_at(words, at)
        if family is not None:
            return family
        text = words[at].text
        aged = behind_age(words, at)
        if aged is not None:
            at, reach = aged, reach + aged - at  # «سيدة في العقد الرابع من عمرها وطفلتيها»
            continue
        if text == "في" and at + 2 < len(words) and words[at + 1].text in ORDINALS:
            at, reach = at + 2, reach + 2  # «طفل في السادسة ووالدته»
            if words[at].text == "من" and at + 1 < len(words):
                at, reach = at + 2, reach + 2  # «من عمره»
            continue
        if words[at].is_sign or not text[0].isalpha() or text in NO_NOUN or CUES.at(words, at) is not None:
            return None
        at += 1
    return None


def _kin(words: Sequence[Word], index: int) -> CountPhrase | None:
    """«صديقه», «سائقها», «ابنيها»: people named by whose they are."""
    text = words[index].text
    joined = text.startswith("و") and text not in KIN
    if text in ("ام", "وام"):
        return _mother(words, index)
    kin = KIN.get(text[1:] if joined else text)
    if not kin:
        return None
    family = family_at(words, index + 1) or _behind_whence(words, index + 1)
    if family is not None and family.high is not None:
        end, low, group = family.end, kin + family.low, Group.PEOPLE
    else:
        end, low, group = index + 1, kin, _kin_group(words, index, text[1:] if joined else text, kin)
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


def _behind_whence(words: Sequence[Word], at: int) -> Family | None:
    """«سائقه السوري ومعاونه»: where the first is from may stand between."""
    whence = at + 1 < len(words) and words[at].text.startswith("ال") and words[at].text.endswith("ي")
    return family_at(words, at + 1) if whence else None


def _kin_group(words: Sequence[Word], index: int, kin: str, number: int) -> Group:
    """«زميله المصور» by the trade behind, «جندي … وزميلاه» by the one before, «حفيديها البالغين 8 و10 سنوات» by age."""
    if kin in FELLOWS:
        trade = PEOPLE.at(words, index + 1) if index + 1 < len(words) else None
        if trade is not None and trade.definite and trade.value.label != "people":
            return Group(trade.value.label)
        return role_before(words, index) or Group.PEOPLE
    if index + 1 < len(words) and words[index + 1].text in ("المسن", "المسنه", "المسنين", "المسنان", "العجوز"):
        return Group.ELDERLY
    if is_minor(words, index + 1, plural=number > 1):
        return Group.CHILDREN
    if index + 1 < len(words) and words[index + 1].text in ("المدني", "المدنيه", "المدنيان", "المدنيين"):
        return Group.CIVILIANS  # «فقُتل سائقها المدني»
    following = words[index + 1].text if index + 1 < len(words) else ""
    if kin == "والده" and following.startswith("ال") and following not in _TITLES:
        return Group.WOMEN  # «والدة العريس», spelt like «والده»
    return kin_group(kin)


def _mother(words: Sequence[Word], index: int) -> CountPhrase | None:
    """«أم وأطفالها الثلاثة»; «أم» alone begins too many names of places."""
    aged = behind_age(words, index + 1)
    family = family_at(words, aged or index + 1)
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
    if plain in ("عدد", "عددا") and index + 1 < len(words) and words[index + 1].text in ("اخر", "اخرا"):
        behind = words[index + 2].text if index + 2 < len(words) else ""
        if behind != "من":  # «أصيب عدد آخر»
            return CountPhrase(
                start=index, end=index + 2, low=3, high=None, qualifier=Qualifier.VAGUE, of=Of.OTHERS,
                joined=plain != text, prefix="و" if plain != text else "", plural=True,
            )  # fmt: skip
    if plain in SOME_MORE:
        return CountPhrase(
            start=index, end=index + 1, low=2, high=None, qualifier=Qualifier.VAGUE, of=Of.OTHERS,
            explicit=False, joined=plain != text, prefix="و" if plain != text else "", plural=True,
        )  # fmt: skip
    return None
