"""People who are told by name alone: «مقتل خالد المصري وابنه», where no noun says who was killed."""

from collections.abc import Sequence

from crawler.arabic.given_names import GIVEN_NAMES
from crawler.arabic.letters import fold_key
from crawler.arabic.words import Word
from crawler.facts.casualty.families import family_at
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.wording import NO_NOUN
from crawler.facts.figure import Group, Qualifier

_LONGEST = 5  # words of a name
_SHOOTS = ("مطلق", "مطلقا")
_SHOTS = frozenset(("النار", "الرصاص", "النيران", "الرصاصه", "الاعيره", "العيارات", "الصواريخ", "الصاروخ", "القذيفه"))


# Ranks that are also other words, so that only a name behind them makes them a rank.
_RANKS: dict[str, Group] = {
    **{
        fold_key(w): Group.SOLDIERS
        for w in ("اللواء", "المقدم", "المساعد", "الفريق", "العماد", "المشير", "الركن", "أول")
    },
    **{fold_key(w): Group.PEOPLE for w in ("الدكتور", "الدكتورة", "الأستاذ", "الأستاذة", "السيد", "السيدة", "أبو")},
}


def ranks_in(words: Sequence[Word], start: int, end: int) -> list[Group]:
    """The groups of the ranks and titles that stand between a cue and a name: «مقتل اللواء الركن سعيد»."""
    if not 0 < end - start <= 3:
        return []
    return [_RANKS[word.text] for word in words[start:end] if word.text in _RANKS]


def named_at(words: Sequence[Word], index: int) -> CountPhrase | None:
    """One person whose name begins at a word, with the kin listed behind; None where no given name stands."""
    text = words[index].text
    if text in _SHOOTS and index + 1 < len(words) and words[index + 1].text in _SHOTS:
        return None  # «القبض على مطلق النار»
    servant = text == "عبد" and index + 1 < len(words) and words[index + 1].text.startswith("ال")
    of_father = index + 1 < len(words) and words[index + 1].text in ("بن", "بنت")  # «مرعي بن سالم»
    if text not in GIVEN_NAMES and not servant and not (of_father and text[0].isalpha() and text not in NO_NOUN):
        return None
    end = index + (2 if servant else 1)
    while end < len(words) and end - index < _LONGEST and _continues(words[end].text):
        family = family_at(words, end)
        if family is not None:
            break
        end += 1
    family = family_at(words, end) if end < len(words) else None
    low = 1 + (family.low if family is not None else 0)
    high = None if family is not None and family.high is None else low
    return CountPhrase(
        start=index, end=family.end if family is not None else end, low=low, high=high,
        qualifier=Qualifier.EXACT if high is not None else Qualifier.AT_LEAST, of=Of.PERSON, explicit=False, lemma="اسم",
    )  # fmt: skip


def _continues(text: str) -> bool:
    return (
        text in GIVEN_NAMES
        or text in ("بن", "ابن", "ابو", "ال", "بو", "بنت")
        or (text.startswith("ال") and len(text) > 4)
    )
