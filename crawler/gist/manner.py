"""How a story tells: a happening for the first time, what came after one, a correction, another state's word; pure.

«قتل سبعة في انفجار عبوة» tells a new happening, «شيع الأهالي ضحايا الانفجار» what came after a known one: the first
speaks against a happening of the day before, the second does not. The words stand in telling_words.tsv.
"""

import re
from functools import cache

from crawler.arabic.letters import fold_key
from crawler.gist.foreground import Foreground, any_of, recalls, words
from crawler.gist.gist import Manner

OPENING = 500  # characters in which a correction says that it is one
APART = 900  # and in which a story sets itself apart from another happening
REACTS = 9  # words of the text


def manner_of(front: Foreground, title: str, text: str) -> Manner:
    """The manner of a story; `front` is its foreground."""
    headline, opening = fold_key(title), fold_key(f"{title} . {text[:OPENING]}")
    beginning = " ".join(fold_key(text[:OPENING]).split()[:REACTS])
    further = fold_key(f"{title} . {text[:APART]}")
    reaction = _reacts().search(headline) is not None
    return Manner(
        newly_told=any(_newly_told().search(part) for part in (front.title, *front.sentences[:1])),
        follows_up=_follows_up().search(front.head) is not None,
        corrects=_corrects().search(opening) is not None,
        reacts=reaction or _reacts().search(beginning) is not None,
        set_apart=_set_apart().search(further) is not None or recalls(further),
        # «تعزي في ضحايا الحادث» is a state's word, whatever it is about.
        heads_harm=_word_of("heads harm").search(headline) is not None and not reaction,
        heads_dealing=_word_of("heads dealing").search(headline) is not None or reaction,
        digest=any(phrase in headline for phrase in words("digest")),
    )


@cache
def _newly_told() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{any_of('brought by')}\s+|ب){any_of('happenings')}(?!\w)"
        rf"|(?<!\w)(?:{any_of('came when')}|بعد\s+ان)\s+(?:\w+\s+)?{any_of('came with')}"
        rf"|^(?:\w+\s+){{0,3}}{any_of('opens with')}(?!\w)"
    )


@cache
def _follows_up() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)و?[بلف]?ال{any_of('known happenings')}(?!\w)|(?<!\w)و?{any_of('comes after')}(?!\w)"
        r"|(?<!\w)حصيله(?!\s+(?:ال)?اولي)"
    )


@cache
def _corrects() -> re.Pattern[str]:
    phrases = "|".join(phrase.replace(" ", r"\s+") for phrase in words("corrects with"))
    return re.compile(rf"(?<!\w)و?(?:{any_of('corrects')}|{phrases}|لا\s+\d+)(?!\w)")


def _reacts() -> re.Pattern[str]:
    return _word_of("reacts")


@cache
def _word_of(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[وبل]?(?:ال)?{any_of(kind)}(?!\w)")


@cache
def _set_apart() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)و?(?:ال)?{any_of('again of')}\s+(?:\w+\s+)?{any_of('again')}(?!\w)"
        rf"|(?<!\w){any_of('like another')}(?!\w)|(?<!\w)(?:هي|هو)\s+الثاني"
    )
