"""CountPhrase: how many, how sure and of whom, before anything is known of what happened to them."""

from enum import Enum
from typing import NamedTuple

from crawler.facts.figure import Group, Outcome, Qualifier

ONE_WOUND = "اصابه ب"  # the lemma of «وإصابة بالحجارة», one hurt so beside others


class Of(Enum):
    """What a count phrase says it counts."""

    PERSON = "person"  # a noun for people
    HARMED = "harmed"  # a noun that says the outcome
    OTHERS = "others"  # «آخرين»: the noun said before
    THEM = "them"  # «منهم»
    CASES = "cases"  # «حالة»
    UNKNOWN = "unknown"  # a word that is in no list
    NOTHING = "nothing"  # a bare number


class CountPhrase(NamedTuple):
    """How many of whom at words[start:end].

    `explicit` tells a number from a noun without one («مقتل شاب»); `part_of` is the outcome whose victims it is part
    of («أربعة من المصابين»); `both` the outcomes that share one number («60 بين قتيل وجريح»).
    """

    start: int
    end: int
    low: int
    high: int | None
    qualifier: Qualifier
    of: Of
    group: Group = Group.PEOPLE
    outcome: Outcome | None = None
    part_of: Outcome | None = None
    both: tuple[Outcome, ...] = ()
    explicit: bool = True
    joined: bool = False
    definite: bool = False
    prefix: str = ""
    agent: bool = False
    object: bool = False
    plural: bool = False
    lemma: str = ""
    construct: bool = False
    owned: bool = False
    known: bool = False  # «الأشخاص الخمسة»: counted and definite, so perhaps told before
    year_like: bool = False  # counts only where a tally waits for it
    tallied: bool = False  # «118 عدد القتلى»: a tally, with its noun behind
