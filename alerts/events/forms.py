"""Whether two stories told in the same words are one desk's form filled in twice, and so of two happenings; pure.

Police, ministries and agencies tell every accident, arrest or congratulation in one form: what the two texts share is
the form, and what parts them are the names and days put into it. A copy has the names of its original, or, where it is
cut, some of them; each form has its own. Only asked of stories that share their phrases: of independent reports one
may name the town and the other the street.
"""

from collections.abc import Sequence
from datetime import timedelta

from alerts.events.compared import compared
from alerts.events.profile import Profile
from crawler.gist.gist import Key
from crawler.gist.spots import any_meet
from crawler.gist.words import bones

NEXT_DAY = timedelta(hours=16)  # a copy that is printed after midnight may say «اليوم» of the day before


def filled_in_twice(earlier: Profile, later: Profile) -> bool:
    """Whether the names, days or tolls of two stories told in the same words show that they are two happenings."""
    return _of_two_states(earlier, later) or _of_two_places(earlier, later) or _of_two_days(earlier, later)


def _of_two_states(earlier: Profile, later: Profile) -> bool:
    """Whether each is first of all of a state or organisation that the other does not name: two parliaments' votes."""
    if not (earlier.parties and later.parties):
        return False
    return earlier.parties[0] not in compared(later).parties and later.parties[0] not in compared(earlier).parties


def _of_two_places(earlier: Profile, later: Profile) -> bool:
    """Whether they name no place in common, or each a narrower or a wider one of its own: two towns of one province,
    one road through two. Of dealings the places are what was talked about."""
    if (earlier.acts or later.acts) and not (earlier.of_harm and later.of_harm):
        return False
    if not _names_a_place(earlier) or not _names_a_place(later):
        return False
    mine, theirs = _bare((*earlier.spots, *earlier.around)), _bare((*later.spots, *later.around))
    if _own(mine, later, theirs) and _own(theirs, earlier, mine):
        return True
    each = ((earlier.spots, later.spots), (earlier.around, later.around))
    return any(
        bool(some and others) and _own(_bare(some), later, theirs) and _own(_bare(others), earlier, mine)
        for some, others in each
    )


def _names_a_place(story: Profile) -> bool:
    return bool(story.spots or story.around)


def _own(names: Sequence[Key], other: Profile, others: Sequence[Key]) -> bool:
    """Whether another story has none of these names, neither among its places nor in its words («محكمة كربلاء»)."""
    if any_meet(names, others):
        return False
    told = {bones(word) for word in other.words}
    return all(told.isdisjoint(name) for name in names)


def _bare(names: Sequence[Key]) -> tuple[Key, ...]:
    return tuple(tuple(bones(word) for word in name) for name in names)


def _of_two_days(earlier: Profile, later: Profile) -> bool:
    """Whether the later one is of a day of its own, and no later word of the same: it says so, or its toll does."""
    told = earlier.day or earlier.told_on
    if later.at - earlier.at < NEXT_DAY or told is None or told in later.days:
        return False
    # «يصل غدا» names no day that is past: what is told the day after may be that visit. Harm is told once it is done.
    harm = earlier.of_harm and later.of_harm
    of_its_day = later.newly_told or (later.day_sure and (harm or earlier.day is not None))
    if later.day is not None and of_its_day and not later.follows_up:
        return True
    return not later.corrects and _other_toll(earlier, later)


def _other_toll(earlier: Profile, later: Profile) -> bool:
    """Whether the later toll is no update of the earlier: it is lower, or told as that of a new happening."""
    pairs = ((earlier.killed, later.killed), (earlier.injured, later.injured))
    counted = [(before, now) for before, now in pairs if before is not None and now is not None]
    if any(now < before for before, now in counted):
        return True
    return later.newly_told and not later.follows_up and any(now != before for before, now in counted)
