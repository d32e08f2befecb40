"""Who did it and who was harmed, as ACLED's two actors; pure.

The doer is exported in the words of the text. The harmed are named by their group as far as the text says who they
are: of 'people' nothing is said, and they make no actor.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from alerts.exports.actors import STATES, Inter, Kind, kind_of, state_named
from alerts.exports.countries import Country, country
from alerts.exports.happening import Happening, actors_of, country_of
from crawler.facts.figure import CasualtyFigure, Group, Outcome, Part

_AFTER = 24  # characters behind a count in which a nationality may stand: «3 جنود إسرائيليين»

# ACLED's associated actors of civilians, by group; '' for those whom it does not set apart.
_CIVILIANS = {
    Group.CIVILIANS: "",
    Group.CHILDREN: "",
    Group.WOMEN: "Women ({})",
    Group.ELDERLY: "",
    Group.JOURNALISTS: "Journalists ({})",
    Group.MEDICS: "Health Workers ({})",
    Group.AID_WORKERS: "Aid Workers ({})",
    Group.STUDENTS: "Students ({})",
    Group.MIGRANTS: "Refugees/IDPs ({})",
    Group.PILGRIMS: "",
    Group.PRISONERS: "Prisoners ({})",
    Group.OFFICIALS: "Government of {}",
}
_ARMED = {
    Group.SOLDIERS: ("Military Forces of {}", "Unidentified Military Forces", Inter.STATE),
    Group.POLICE: ("Police Forces of {}", "Unidentified Police Forces", Inter.STATE),
    Group.FIGHTERS: ("Unidentified Armed Group ({})", "Unidentified Armed Group", Inter.MILITIA),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One of ACLED's two actors; `associated` are the groups within it that the text names."""

    name: str = ""
    inter: Inter | None = None
    associated: tuple[str, ...] = ()


NOBODY = Actor()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Both actors, whether civilians are who was harmed, and whether texts name rival doers."""

    first: Actor
    second: Actor
    civilians: bool
    kind: Kind | None  # of the doer, as the name says
    others: tuple[str, ...] = ()  # further names that the texts give


def interaction(first: Actor, second: Actor) -> int | None:
    """ACLED's two-digit code of who met whom, the lower kind first; None where a kind is not known."""
    named = [side for side in (first, second) if side.name]
    kinds = sorted(side.inter for side in named if side.inter is not None)
    if not first.name or len(kinds) < len(named):
        return None
    return kinds[0] * 10 + (kinds[1] if len(kinds) > 1 else 0)


def sides_of(happening: Happening) -> Sides:
    """The actors of a happening."""
    state = country_of(happening)
    code = state.code if state else None
    names = _by_weight(happening)
    kind = kind_of(names[0], code) if names else None
    inter = kind.inter if kind and kind.inter is not Inter.PRIVATE else None
    first = Actor(name=names[0], inter=inter) if names else NOBODY
    harmed = _harmed(happening, state)
    if first is NOBODY and len(harmed) > 1 and all(side.inter is not Inter.CIVILIANS for side in harmed):
        first, *harmed = harmed  # two armed sides have lost people, and no text says who began
    second = _opposite(harmed, kind)
    return Sides(
        first=first,
        second=second,
        civilians=any(side.inter is Inter.CIVILIANS for side in harmed) and second.inter is Inter.CIVILIANS,
        kind=kind,
        others=tuple(names[1:]),
    )


def _by_weight(happening: Happening) -> list[str]:
    """The names of doers, those that most figures give first."""
    counted = Counter(figure.actor for figure in happening.figures if figure.actor)
    return sorted(actors_of(happening.figures), key=lambda name: -counted[name])


def _opposite(harmed: Sequence[Actor], kind: Kind | None) -> Actor:
    """The harmed side that is not the doer's own, the one with most people."""
    if not harmed:
        return NOBODY
    others = [side for side in harmed if kind is None or not _is_own(side, kind)]
    return (others or harmed)[0]


def _is_own(side: Actor, doer: Kind) -> bool:
    """Whether the harmed are forces of the state that did it."""
    if doer.inter not in STATES or side.inter not in STATES:
        return False
    state = country(doer.state) if doer.state else None
    return state is None or side.name.endswith(f" of {state.name}")


def _harmed(happening: Happening, state: Country | None) -> list[Actor]:
    """The harmed sides that the texts name, the one with most people first."""
    people: Counter[str] = Counter()
    inters: dict[str, Inter] = {}
    groups: dict[str, list[str]] = {}
    told = happening.own[-1]  # the latest story: counts of several stories must not be added up
    stories = [told] if any(figure.group is not Group.PEOPLE for figure in told.figures) else happening.own
    for story in stories:
        for figure in story.figures:
            text = story.account.read.story
            words = _words(figure, text.title if figure.evidence.part is Part.TITLE else text.text)
            named = _named(figure, words, state)
            if named is None:
                continue
            name, inter, group = named
            # The killed decide, and a hundred of them more than any number of others.
            people[name] += max(figure.min, 1) * (1_000 if figure.outcome is Outcome.KILLED else 1)
            inters[name] = inter
            groups.setdefault(name, [])
            if group and group not in groups[name]:
                groups[name].append(group)
    return [Actor(name=name, inter=inters[name], associated=tuple(groups[name])) for name, _ in people.most_common()]


def _named(figure: CasualtyFigure, words: str, state: Country | None) -> tuple[str, Inter, str] | None:
    if figure.group in _CIVILIANS:
        where = f" ({state.name})" if state else ""
        return f"Civilians{where}", Inter.CIVILIANS, _CIVILIANS[figure.group].format(state.name) if state else ""
    if figure.group not in _ARMED:
        return None
    pattern, unknown, inter = _ARMED[figure.group]
    code = state_named(words) if inter is Inter.STATE else None
    owner = country(code) if code else None
    owner = owner or state
    if owner is not None and state is not None and owner is not state and inter is Inter.STATE:
        inter = Inter.EXTERNAL
    return (pattern.format(owner.name) if owner else unknown), inter, ""


def _words(figure: CasualtyFigure, text: str) -> str:
    """The count's own words with what follows it."""
    if figure.words is None:
        return ""
    return text[figure.words.start : figure.words.end + _AFTER]
