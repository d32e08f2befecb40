"""Numbers in brackets that count what stands behind them: «مقتل (3) أطفال», as communiqués and some outlets write."""

from collections.abc import Sequence

from crawler.arabic.letters import folded_words
from crawler.arabic.numbers import begins_number
from crawler.arabic.people import Count
from crawler.arabic.words import Word, clitics
from crawler.facts.casualty.groups import noun_at
from crawler.facts.casualty.wording import OTHERS

_SCALES = folded_words("ألف ألفا آلاف مليون")
_LEAST = ("علي", "الاقل")


def without_brackets(words: list[Word]) -> list[Word]:
    """The words with each such number as one without brackets, which stands where they do.

    What repeats the number or noun before it keeps them («ثلاثة (3) أشخاص», «إرهابيين (02)»), and so do ages and lists.
    """
    opened = [at for at, word in enumerate(words) if word.text == "(" and _counts(words, at)]
    if not opened:
        return words
    plain, end = [], 0
    for at in opened:
        plain += words[end:at]
        plain.append(Word(words[at + 1].text, words[at].start, words[at + 2].end))
        end = at + 3
    return plain + words[end:]


def _counts(words: Sequence[Word], at: int) -> bool:
    if at + 3 >= len(words) or not words[at + 1].text.isdigit() or words[at + 2].text != ")":
        return False
    before = noun_at(words, at - 1) if at else None
    if before is not None and before.value.count is not Count.ONE:
        return False
    if at and any(begins_number(rest) for _, rest in clitics(words[at - 1].text)):
        return False
    noun = noun_at(words, at + 3)
    behind = tuple(word.text for word in words[at + 3 : at + 5])
    return (noun is not None and noun.prefix == "") or behind[0] in OTHERS | _SCALES or behind == _LEAST
