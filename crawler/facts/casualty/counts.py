"""Count phrases with a number, and the door to those without one.

«ما لا يقل عن 18 شخصا», «عشرات الجنود», «عدد من النساء», «أربعة من المصابين», «15 آخرون», «ما بين 10 و15».
"""

from collections.abc import Sequence
from dataclasses import replace

from crawler.arabic.numbers import Number
from crawler.arabic.people import PEOPLE
from crawler.arabic.words import Word, clitics
from crawler.facts.casualty.cues import THINGS
from crawler.facts.casualty.groups import noun_at, of_noun, owner_group, side_from
from crawler.facts.casualty.nouns import noun_phrase
from crawler.facts.casualty.numbered import is_no_count, is_plain_year
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.qualifiers import both_of, qualified, with_after_qualifier
from crawler.facts.casualty.wording import CASES, FAMILIES, NO_NOUN, OTHERS, OWN, PERCENT, QUALIFIERS, SEVERAL
from crawler.facts.figure import Group, Qualifier

_MAX_AHEAD = 4


def count_at(words: Sequence[Word], index: int, numbers: dict[int, Number]) -> CountPhrase | None:
    """The count phrase that starts at a word: a qualifier, a number, «عدد من», a dual or a noun for people."""
    qualifier = QUALIFIERS.at(words, index)
    if qualifier is not None and qualifier.end < len(words):
        inner = _number_phrase(words, qualifier.end, numbers)
        if inner is not None:
            return qualified(
                replace(inner, start=index, joined=qualifier.joined, prefix=qualifier.prefix), qualifier.value
            )
    if index in numbers:
        return _number_phrase(words, index, numbers)
    between = _between(words, index, numbers)
    if between is not None:
        return between
    several = SEVERAL.at(words, index)
    if several is not None and several.end < len(words):
        noun = noun_at(words, several.end)
        needs = words[index].text.removeprefix(several.prefix)
        if noun is not None and (needs not in ("بعض", "عديد") or noun.definite):
            phrase = of_noun(noun, words)
            return replace(
                phrase, start=index, low=several.value, high=None, qualifier=Qualifier.VAGUE,
                explicit=True, joined=several.joined, definite=False, prefix=several.prefix,
            )  # fmt: skip
    return noun_phrase(words, index)


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
    counted = _counted(words, end)
    if counted is None:
        return None
    phrase = replace(
        counted, start=index, low=low, high=high, qualifier=qualifier, explicit=True,
        joined=number.joined, prefix=number.prefix, definite=number.definite and not number.vague,
        year_like=is_plain_year(words, number),
    )  # fmt: skip
    if number.definite and number.vague and not (number.end < len(words) and words[number.end].text == "من"):
        phrase = replace(phrase, of=Of.NOTHING, end=number.end, group=Group.PEOPLE, outcome=None)
    if number.value == 1 and phrase.of is Of.NOTHING and not words[number.end - 1].is_number:
        return None  # «أسرة واحدة»
    if phrase.of is Of.PERSON and number.value > 2:
        phrase = _with_second_noun(words, phrase)
    if words[number.start].text.endswith(("احد", "احدي")) and number.value == 1:
        return _one_of(phrase, words, number.end)
    return with_after_qualifier(words, phrase)


def _with_second_noun(words: Sequence[Word], phrase: CountPhrase) -> CountPhrase:
    """«30 امرأة وطفلا»: one number for two groups is of people."""
    if phrase.end >= len(words):
        return phrase
    second = PEOPLE.at(words, phrase.end)
    if second is None or second.prefix != "و" or not second.value.object or second.value.label == phrase.group:
        return phrase
    return replace(phrase, end=second.end, group=Group.PEOPLE)


def _shares_thing(words: Sequence[Word], index: int, numbers: dict[int, Number]) -> bool:
    """«36 و49 و60 عاما»: a bare number that shares the noun of the next one."""
    following = numbers.get(index)
    if following is None or not following.joined:
        return False
    counted = _counted(words, following.end)
    return counted is None or (counted.of is Of.NOTHING and _shares_thing(words, following.end, numbers))


def _one_of(phrase: CountPhrase, words: Sequence[Word], end: int) -> CountPhrase | None:
    """«أحد الجنود» is one soldier; «أحد» alone nobody in particular."""
    following = noun_at(words, end)
    return phrase if following is not None and not phrase.definite else None


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
    if text in PERCENT or (text == "في" and index + 1 < len(words) and words[index + 1].text in ("الميه", "المايه")):
        return None
    noun = noun_at(words, index)
    if noun is not None:
        return both_of(words, of_noun(noun, words))
    if text in OTHERS:
        return replace(bare, end=index + 1, of=Of.OTHERS)
    if text in ("منهم", "منها", "منهن"):
        return replace(bare, end=index + 1, of=Of.THEM)
    if text in CASES:
        return replace(bare, end=index + 1, of=Of.CASES)
    if text == "من" and index + 1 < len(words):
        return _partitive(words, index, bare, vague=vague)
    if text in THINGS or any(rest in THINGS for prefix, rest in clitics(text) if prefix == "ال"):
        return None
    both = both_of(words, bare)
    if both.both:
        return both
    if text[0].isalpha() and text not in NO_NOUN and len(text) > 2 and not text.startswith(("و", "ب", "ال", "ل", "ف")):
        return replace(bare, end=index + 1, of=Of.UNKNOWN)
    return bare


def _partitive(words: Sequence[Word], index: int, bare: CountPhrase, *, vague: bool = False) -> CountPhrase | None:
    """«أربعة من المصابين», «ثلاثة من رجال الشرطة», «4 من الكوادر الطبية», «31 من بين القتلى»."""
    for at in range(index + 1, min(index + 1 + _MAX_AHEAD, len(words))):
        if words[at].text in OWN:
            group = OWN[words[at].text] or owner_group(words, index)
            return replace(bare, of=Of.PERSON, end=at + 1, group=group)
        noun = noun_at(words, at)
        side = side_from(words, at) if noun is None and at == index + 1 else None
        if side is not None:
            return replace(bare, of=Of.PERSON, end=at + 1, group=side)
        if noun is not None:
            phrase = of_noun(noun, words)
            if phrase.of is Of.HARMED and vague:
                return replace(phrase, definite=False)
            if phrase.of is Of.HARMED:
                return replace(phrase, part_of=phrase.outcome, of=Of.THEM, end=noun.end)
            return phrase
        if words[at].is_sign or (words[at].text in NO_NOUN and words[at].text != "بين"):
            break
    following = words[index + 1].text
    if any(rest in FAMILIES for _, rest in clitics(following)):
        return bare
    if any(rest in THINGS for _, rest in clitics(following)):
        return None
    return bare
