"""What «أكثر من», «على الأقل» or «بين قتيل وجريح» makes of a count."""

from collections.abc import Sequence
from dataclasses import replace

from crawler.arabic.words import Word
from crawler.facts.casualty.phrase import CountPhrase
from crawler.facts.casualty.wording import AFTER_QUALIFIERS, JOINT
from crawler.facts.figure import Qualifier


def both_of(words: Sequence[Word], phrase: CountPhrase) -> CountPhrase:
    """«60 بين قتيل وجريح» and «60 قتيلا وجريحا»: one number for two outcomes."""
    at = phrase.end
    if at < len(words) and words[at].text in ("ما", "شخصا"):
        at += 1
    if at + 2 >= len(words) or words[at].text not in ("بين", "مابين"):
        return phrase
    first = JOINT.get(words[at + 1].text)
    second = JOINT.get(words[at + 2].text.removeprefix("و"))
    if first is None or second is None or first is second or not words[at + 2].text.startswith("و"):
        return phrase
    return replace(phrase, end=at + 3, both=(first, second))


def with_after_qualifier(words: Sequence[Word], phrase: CountPhrase) -> CountPhrase:
    for at in range(phrase.end, min(phrase.end + 3, len(words))):
        found = AFTER_QUALIFIERS.at(words, at)
        if found is not None:
            return replace(qualified(phrase, found.value), end=found.end if at == phrase.end else phrase.end)
        if words[at].is_sign or words[at].text.startswith("و"):
            break
    return phrase


def qualified(phrase: CountPhrase, qualifier: Qualifier) -> CountPhrase:
    """The bounds that a qualifier makes of a plain number; a vague or ranged one keeps its own."""
    if phrase.qualifier is not Qualifier.EXACT:
        return phrase
    if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return replace(phrase, high=None, qualifier=qualifier)
    if qualifier is Qualifier.AT_MOST:
        return replace(phrase, low=0, qualifier=qualifier)
    return replace(phrase, qualifier=qualifier)
