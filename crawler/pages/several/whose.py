"""Whose the paragraphs under a headline are: its own, or those of the story that the headline stands in.

Two questions, each answered by a sum of evidence above a threshold. Does the first paragraph belong to the headline?
It says again what the headline says, in words that the present story did not use, and does not begin with «and». Do
the others belong to that paragraph, or does the present story come back behind an excerpt? They share its words.

The weights are from a logistic regression on 6,000 pairs of real stories, one inside or behind the other, of
antcorpus and SANAD (sources in common_stems.txt), and were checked on pairs of other stories of the same sources.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from math import log

from crawler.arabic.letters import fold_key
from crawler.pages.words import stems, weight, weighted_part

# How paragraphs go on in Arabic news and leads nearly never begin (folded).
_GOES_ON = re.compile(
    "(?:كما|من (?:جهت|جانب|ناحيت)ها?|من (?:جهه|ناحيه)|بدورها?|(?:في |ب)المقابل|في (?:السياق|سياق|غضون)|يذكر ان|يشار الي"
    "|تجدر|جدير|الي ذلك|علي صعيد|لكن|غير ان|بيد ان|الا ان|ثم|بحسب|اما|فيما|فقد|فان|ففي|اضافت?|اردفت?|استطردت?"
    "|مضيفا|مضيفه|مشيرا|مشيره|موضحا|موضحه|لافتا|لافته) "
)
# Words that begin with waw by themselves; before any other word it is «and».
_WAW_WORDS = re.compile(
    "و(?:زير|زار|زع|فاه|فيات|فد|كال|كلاء|لي|لاي|لاده|اشنطن|ثيق|ثايق|صل|صف|قع|قف|ضع|دع|جه|فق|افق|احد|حد|سط|سيط|سايل|رش|رد"
    "|رق|عد|ضح|اجه|اصل|سام|رث|طن|باء|قود|قت|قايع|جود|جوه|سع|زن|هم|فر|الد|ارسو|اتس|يكي|يل"
    "|صول|قوع|عود|ساط|ديع|رود|صاي|تير|هران|اسط|داعا|الي )"
)
# Leads say when; later paragraphs seldom do.
_SAYS_WHEN = re.compile(
    "(?<![\u0621-\u064a])[وبل]?(?:اليوم|امس|مساء|صباح|فجر|ظهر|ليله"
    "|ال(?:احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت))(?![\u0621-\u064a])"
)
_LEAD = 160  # characters of a paragraph in which a lead says when
_SURELY_OWN, _COMES_BACK = 4.0, -1.0


class Under(StrEnum):
    """What stands under a headline inside or behind a story."""

    STORY = "story"  # the headline's own story
    EXCERPT = "excerpt"  # its first paragraph only
    SAME = "same"  # the present story goes on; also in case of doubt


def goes_on(text: str) -> bool:
    """Whether a paragraph begins as those inside a story do: with «and», «also», «for his part»."""
    folded = fold_key(text[:80]).lstrip('"([- ')
    return bool(_GOES_ON.match(folded)) or (folded.startswith("و") and not _WAW_WORDS.match(folded))


def under_headline(headline: str, following: Sequence[str], present: frozenset[str], *, favour: float = 0.0) -> Under:
    """What the paragraphs `following` a headline are, given the stems of the present story.

    `favour` is what else speaks for a story, in the units of the sums: a source line above, a container of its own.
    A single paragraph is called a story, too: by its length it is a short one or an excerpt.
    An excerpt is said only where the text alone shows it, so that no paragraph of a story is lost to a doubt.
    """
    title = stems(headline)
    first = _belongs_to_headline(title, following, present)
    if first + favour < 0:
        return Under.SAME
    surely_own = first >= _SURELY_OWN and not goes_on(following[0])
    if len(following) == 1:  # nothing shows whether more would belong to it
        return Under.STORY if surely_own else Under.SAME
    rest = _belongs_to_first(title | stems(following[0]), following[1:], present, title)
    if rest + favour >= 0:
        return Under.STORY
    return Under.EXCERPT if surely_own and rest < _COMES_BACK else Under.SAME


def is_own_paragraph(headline: str, following: Sequence[str], present: frozenset[str]) -> bool:
    """Whether the first paragraph under a headline surely is the headline's, and not the present story's."""
    return _belongs_to_headline(stems(headline), following, present) >= 1.0


def _belongs_to_headline(title: frozenset[str], following: Sequence[str], present: frozenset[str]) -> float:
    first = stems(following[0])
    second = stems(following[1]) if len(following) > 1 else frozenset()
    score = 5.2 * weighted_part(title, first | second)
    score -= 1.9 * _density((first & present) - title, present)
    score += 2.6 * log(weight((first & title) - present) + 0.5)
    score -= 5.0 if goes_on(following[0]) else 0.0
    score += 1.4 if _SAYS_WHEN.search(fold_key(following[0][:_LEAD])) else 0.0
    return score - 5.8


def _belongs_to_first(
    own: frozenset[str], rest: Sequence[str], present: frozenset[str], title: frozenset[str]
) -> float:
    words = stems(" ".join(rest))
    score = 2.4 * _density((words & own) - present, own)
    score -= 1.9 * _density((words & present) - own, present)
    score += 2.7 * weighted_part(title - present, words)
    return score + 1.7


def _density(shared: frozenset[str], text: frozenset[str]) -> float:
    """How much of a text's words is shared, as a logarithm: a long text shares more words by chance."""
    return log((weight(shared) + 0.5) / (weight(text) + 5))
