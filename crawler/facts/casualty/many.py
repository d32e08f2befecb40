"""«كثيرون», «وجرحوا كثيرين»: many people without a noun; «أحد جنوده», «إحدى موظفاتها»: one of somebody's own."""

from collections.abc import Sequence

from crawler.arabic.words import Word
from crawler.facts.casualty.groups import noun_at, owner_group
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.wording import OWN
from crawler.facts.figure import Qualifier

MANY = frozenset(("كثيرين", "كثيرون", "كثيرات", "وكثيرين", "وكثيرون", "كثر", "عديدين", "عديدون"))
_AT_LEAST = 3  # of whom «many» is told, as of «عدد من»


def many_at(words: Sequence[Word], index: int) -> CountPhrase | None:
    """The count phrase of such a word; none behind a noun («أشخاص كثيرون») or where they lost things («فقد كثيرون أعمالهم»)."""
    if words[index].text not in MANY:
        return None
    if index and (words[index - 1].text.endswith(("فقد", "خسر")) or noun_at(words, index - 1) is not None):
        return None
    return CountPhrase(
        start=index, end=index + 1, low=_AT_LEAST, high=None, qualifier=Qualifier.VAGUE, of=Of.OTHERS,
        joined=words[index].text.startswith("و"),
    )  # fmt: skip


def one_of_own(words: Sequence[Word], phrase: CountPhrase, end: int) -> CountPhrase | None:
    """«مقتل أحد جنوده», of a phrase whose «أحد» ends before a word: one of the group of those whose he is."""
    whose = words[end].text if end < len(words) else ""
    if whose not in OWN or phrase.definite:
        return None
    group = OWN[whose] or owner_group(words, phrase.start, whose)
    return phrase._replace(end=end + 1, low=1, high=1, of=Of.PERSON, group=group, explicit=True)
