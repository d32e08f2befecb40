"""Arrests that are a matter of the police: of a crime, where nothing in the story speaks of conflict, terror or protest.

By the labelling guide suspects of a crime are no figure; arrests are counted in a conflict, in raids, where they are
arbitrary. Which of both an arrest is, its own sentence often does not say, but the words of the story do.
"""

from collections.abc import Iterable, Sequence

from crawler.facts.casualty.literal_words import LISTS, forms_of
from crawler.facts.casualty.part_text import PartText
from crawler.facts.casualty.placing import Placed
from crawler.facts.figure import Group, Outcome

_BY_FORCES = ("وقف", "اوقف", "توقيف", "قبض", "القبض", "القت", "القي", "ضبط", "ايقاف", "يوقف", "احتفاظ")
_BY_POLICE = ("اعتقل", "اعتقال")  # which armies do as well
_POLICE = ("شرط", "بوليس", "مباحث", "نيابه")
_ANYBODY = frozenset(
    (Group.PEOPLE, Group.MEN, Group.WOMEN, Group.CHILDREN, Group.STUDENTS, Group.ELDERLY, Group.FIGHTERS)
)
_STRUGGLES = tuple(sorted(LISTS["struggles"]))


def without_police_matters(found: list[Placed], parts: Sequence[PartText]) -> list[Placed]:
    """What is left of the counts of a part; `parts` are headline and body, whose words are looked at only where needed."""
    if not any(_may_be_for_a_crime(placed) for placed in found) or tells_of_struggle(
        word.text for part in parts for line in part.lines for word in line.words
    ):
        return found
    gone: set[int] = set()
    before: Placed | None = None
    for placed in found:
        mention = placed.mention
        beside = before is not None and id(before.mention) in gone and before.sentence == placed.sentence
        goes_on = mention.outcome is Outcome.DETAINED and (
            (beside and mention.phrase.joined) or id(mention.parent) in gone
        )
        if goes_on or _may_be_for_a_crime(placed):
            gone.add(id(mention))  # «توقيف رجلين وامرأة»
        before = placed
    return [placed for placed in found if id(placed.mention) not in gone]


def tells_of_struggle(texts: Iterable[str]) -> bool:
    """Whether folded words speak of war, occupation, terror, protest, of whoever is held for what he thinks."""
    return any(form.startswith(_STRUGGLES) for text in set(texts) for form in forms_of(text))


def _may_be_for_a_crime(placed: Placed) -> bool:
    mention = placed.mention
    if mention.outcome is not Outcome.DETAINED or mention.group not in _ANYBODY:
        return False
    near = [form for word in mention.told_in[mention.cue : mention.cue + 2] for form in forms_of(word.text)]
    if any(form.startswith(_BY_FORCES) for form in near):
        return True
    arrested = any(form.startswith(_BY_POLICE) for form in near)
    return arrested and any(form.startswith(_POLICE) for word in mention.told_in for form in forms_of(word.text))
