"""What «أكثر من», «على الأقل» or «بين قتيل وجريح» makes of a count."""

from collections.abc import Sequence

from crawler.arabic.words import Word
from crawler.facts.casualty.phrase import CountPhrase
from crawler.facts.casualty.wording import AFTER_QUALIFIERS, JOINT
from crawler.facts.figure import Outcome, Qualifier

_ONES = frozenset("قتيل شهيد ميت جريح مصاب مفقود".split())
_ONE_MORE = ("واحد", "اخر")


def both_of(words: Sequence[Word], phrase: CountPhrase) -> CountPhrase:
    """«60 بين قتيل وجريح» and «60 ما بين قتيل وجريح»: one number for two outcomes."""
    at = phrase.end
    if at < len(words) and words[at].text in ("ما", "شخصا"):
        at += 1
    both = both_at(words, at) or _both_nouns(words, phrase)
    if both and not both_at(words, at):
        return phrase._replace(end=phrase.end + 1, both=both)
    return phrase._replace(end=at + 3, both=both) if both else phrase


def _both_nouns(words: Sequence[Word], phrase: CountPhrase) -> tuple[Outcome, ...]:
    """«891 شهيدا وجريحا», «200 قتيل وجريح»: two nouns of one number, which both stand as one."""
    if phrase.outcome is None or phrase.end >= len(words):
        return ()
    text, noun = words[phrase.end].text, words[phrase.end - 1].text
    alone = phrase.end + 1 >= len(words) or words[phrase.end + 1].text not in _ONE_MORE
    like = alone and noun in _ONES and text[1:] in _ONES  # not «15 قتيلا وجريح واحد»
    like = like or (noun.endswith("ا") and text.endswith("ا"))
    second = JOINT.get(text[1:]) if text.startswith("و") and like else None
    return (phrase.outcome, second) if second is not None and second is not phrase.outcome else ()


def both_at(words: Sequence[Word], index: int) -> tuple[Outcome, ...]:
    """The two outcomes of «بين قتيل وجريح» at a word."""
    if index + 2 >= len(words) or words[index].text not in ("بين", "مابين"):
        return ()
    first = JOINT.get(words[index + 1].text)
    second = JOINT.get(words[index + 2].text.removeprefix("و"))
    joined = words[index + 2].text.startswith("و")
    return (first, second) if first and second and first is not second and joined else ()


def with_after_qualifier(words: Sequence[Word], phrase: CountPhrase) -> CountPhrase:
    for at in range(phrase.end, min(phrase.end + 3, len(words))):
        if words[at].text == '"' and at == phrase.end:
            continue  # «45 قتيلا "على الأقل"»
        found = AFTER_QUALIFIERS.at(words, at)
        if found is not None:
            return qualified(phrase, found.value)._replace(end=found.end if at == phrase.end else phrase.end)
        if words[at].text == "،":
            return _with_aside(words, phrase, at + 1)
        if words[at].is_sign or words[at].text.startswith("و"):
            break
    return phrase


def _with_aside(words: Sequence[Word], phrase: CountPhrase, at: int) -> CountPhrase:
    """«2777 مدنيا، على الأقل، لقوا حتفهم»: the qualifier between two commas."""
    found = AFTER_QUALIFIERS.at(words, at) if at < len(words) else None
    closed = found is not None and found.end < len(words) and words[found.end].text == "،"
    return qualified(phrase, found.value) if found is not None and closed else phrase


def qualified(phrase: CountPhrase, qualifier: Qualifier) -> CountPhrase:
    """The bounds that a qualifier makes of a plain number; a vague or ranged one keeps its own."""
    if phrase.qualifier is not Qualifier.EXACT:
        return phrase
    if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return phrase._replace(high=None, qualifier=qualifier)
    if qualifier is Qualifier.AT_MOST and (phrase.tallied or phrase.prefix.endswith("ل")):
        return phrase  # «ليصل إلى 40», «يصل إلى 118 عدد القتلى»: that many
    if qualifier is Qualifier.AT_MOST:
        return phrase._replace(low=0, qualifier=qualifier)
    return phrase._replace(qualifier=qualifier)
