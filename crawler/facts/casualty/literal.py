"""Counts that a word of harm seems to be of, where it is borrowed or they are of others.

Read behind the scan, so that a cue which proves to be borrowed takes all of its counts along, and a part goes with its
whole. The words are in literal.tsv.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from crawler.arabic.words import Word
from crawler.facts.casualty.borrowed import (
    is_frightened,
    is_of_no_body,
    is_pretended,
    is_weary,
    lives_on,
    mourns_kin,
    only_stops,
)
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.mere_words import MERE, MERE_OF
from crawler.facts.casualty.phrase import Of
from crawler.facts.casualty.unharmed import (
    dies_in_bed,
    is_cheated,
    is_criminal,
    is_of_beasts,
    is_of_rivals,
    is_planned,
    is_threatened,
    loses_work,
    may_be,
    none_of_them,
)
from crawler.facts.figure import Outcome


def literal_mentions(words: Sequence[Word], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a sentence whose word of harm is meant, in order."""
    if not mentions:
        return []
    texts = [word.text for word in words]
    quoted = _quotations(texts)
    dropped: set[int] = set()
    risen: set[int] = set()
    for mention in mentions:
        if mention.parent is not None and id(mention.parent) in risen and mention.cue != mention.parent.cue:
            mention.parent = None  # «سقط خمسة عمال من سقالة فتوفي اثنان منهم»
        inside = mention.parent is not None and id(mention.parent) in dropped
        rules = _RULES_OF[mention.outcome]
        if inside or any(rule(texts, mention) for rule in rules) or _is_only_quoted(texts, mention, quoted):
            dropped.add(id(mention))
            if is_weary(texts, mention):
                risen.add(id(mention))
    return [mention for mention in mentions if id(mention) not in dropped]


def _quotations(texts: list[str]) -> list[tuple[int, int]]:
    """Where quotations of two words and more begin and end."""
    marks = [at for at, text in enumerate(texts) if text == '"']
    return [(start, end) for start, end in zip(marks[::2], marks[1::2], strict=False) if end - start > 2]


def _is_only_quoted(texts: list[str], mention: Mention, quoted: Sequence[tuple[int, int]]) -> bool:
    """«حملة «السرعة تقتل» تصل إلى 9 آلاف طالب»: a slogan or a name, and people who are not of it."""
    if mention.phrase.of is Of.HARMED:
        return False
    at = bisect_left(quoted, (mention.cue, 0)) - 1  # the last quotation that begins before the cue
    if at < 0:
        return False
    start, end = quoted[at]
    goes_on = texts[mention.cue][:1] in ("ي", "ت")
    return mention.cue < end and (mention.start > end + 1 or (goes_on and mention.end <= start))


_Rule = Callable[[list[str], Mention], bool]
_RULES: tuple[_Rule, ...] = (
    is_of_beasts,
    is_of_no_body,
    may_be,
    is_cheated,
    is_threatened,
    is_planned,
    none_of_them,
    is_weary,
    only_stops,
    is_pretended,
)
_ONLY_OF: dict[Outcome | None, tuple[_Rule, ...]] = {  # which no count of another outcome falls under
    Outcome.KILLED: (is_of_rivals, mourns_kin, dies_in_bed),
    Outcome.INJURED: (is_frightened,),
    Outcome.MISSING: (lives_on, loses_work),
    Outcome.DETAINED: (is_criminal,),
    Outcome.ABDUCTED: (is_criminal,),
    Outcome.DISPLACED: (loses_work,),
}
_RULES_OF = {
    outcome: (*_RULES, *MERE, *_ONLY_OF.get(outcome, ()), *MERE_OF.get(outcome, ())) for outcome in (None, *Outcome)
}
