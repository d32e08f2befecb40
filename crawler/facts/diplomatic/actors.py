"""Who acts in each line: parties with the words that name them, their preposition, and the persons who act for them.

«وزير الخارجية المصري بدر عبد العاطي» is one actor: the party EG, an office, a person. What one line says of a person
holds in the whole story: later «عبد العاطي», «الوزير المصري» or «الوزير» are EG too.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from crawler.arabic.names import STATE_CODES, Form, Name
from crawler.arabic.words import Remembered, Word
from crawler.facts.diplomatic.actor import UNKNOWN, Actor
from crawler.facts.diplomatic.cast import Cast
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.office_actors import office_actor, party_of_office
from crawler.facts.diplomatic.offices import Office, begins_office, is_place_word, is_plain, office_at
from crawler.facts.diplomatic.persons import (
    SHORT_TITLES,
    is_namesake,
    is_title,
    lineage_end,
    person_after,
)
from crawler.facts.diplomatic.phrases import adjective_case, glued_case, phrase_start
from crawler.facts.diplomatic.sponsors import with_sponsors
from crawler.facts.diplomatic.triggers import ends_name
from crawler.facts.diplomatic.unsaid import (
    HOMES,
    KINGDOM,
    LEAD,
    home_by_story,
    in_amman,
    is_silent,
    kingdom_of,
    not_oman,
    resolved,
    speaks_first,
    titled_pair,
    with_envoys,
    with_sides,
    with_surnames,
)

_KINGDOM_WORDS = frozenset(["المملكه", "للمملكه", "بالمملكه", "والمملكه"])
_HEADED = frozenset(
    "برياسه بقياده يراسه يراسها يتراسه يتراسها تراسه تراسها يقوده يقودها تقوده براسه وبرياسه ويراسه ويتراسه ويقوده".split()
)
OWN = "own"  # the case of a state's own envoy, who is talked of and does not act
_OWN_ENVOYS = frozenset("سفيرها سفيرته سفيرتها مبعوثها موفدها لسفيرها وسفيرها سفيرهم".split())

_TELLING = _KINGDOM_WORDS | _HEADED | _OWN_ENVOYS


class ActorsFound(NamedTuple):
    """The actors of each line in order, and the state that a side which nobody names may be of."""

    of_lines: list[list[Actor]]
    unsaid: str | None


def actors_of(lines: Sequence[Line], home: str | None, written_in: str | None = None) -> ActorsFound:
    """The actors of a story; `home` is its outlet's state, `written_in` that of its dateline."""
    home, written_in = not_oman(lines, home), not_oman(lines, written_in)
    lines = with_sides(in_amman(lines, home))
    silent = is_silent(home, lines)
    cast, found = _first_look(lines, None if silent else home, home)
    unsaid = home
    if silent:
        own = home if speaks_first(cast.at_home, lines, found) else None
        whose = cast.ministry or written_in or own
        unsaid = cast.ministry if HOMES not in cast.offices.values() else whose
        if whose is not None:  # persons in an office without a state are of that one
            cast, found = _first_look(lines, whose, home)
    if cast.home is None:
        cast.home = home_by_story(lines, cast)
    # A second look, since a name learnt late in the story names its person in the title too.
    found = [_with_known_names(line, actors, cast) for line, actors in zip(lines, found, strict=True)]
    settled = [resolved(line, actors, cast) for line, actors in zip(lines, found, strict=True)]
    settled = with_envoys(lines, with_surnames(lines, settled))
    told = [with_sponsors(line, _somebody(line, actors)) for line, actors in zip(lines, settled, strict=True)]
    return ActorsFound(told, unsaid)


def _somebody(line: Line, actors: Sequence[Actor]) -> list[Actor]:
    """The actors whose party is known; behind a comma nobody is joined to one who is not: «بمقر الوزارة، إثيوبيا»."""
    known: list[Actor] = []
    for at, actor in enumerate(actors):
        joined = actor.case == "و" and at > 0 and actors[at - 1].party == UNKNOWN
        if actor.party != UNKNOWN:
            apart = joined and line.words[actor.start - 1].text in ("،", ",")
            known.append(replace(actor, case="") if apart else actor)
    return known


def _first_look(lines: Sequence[Line], own: str | None, home: str | None) -> tuple[Cast, list[list[Actor]]]:
    """What a first reading tells of who acts for whom; `own` is the state that an office without one is of."""
    cast = Cast(home=own)
    cast.kingdom = kingdom_of(lines, home)
    cast.pair = titled_pair(lines)
    found = [_actors(line, cast) for line in lines]
    for line, actors in zip(lines[: LEAD + 1], found, strict=False):
        if len({actor.party for actor in actors if actor.strong}) > 1:
            for actor in actors:
                if actor.person and actor.office is None:  # «شهباز شريف», without his office, is «شريف» further on
                    cast.learn_listed(line, actor)
    return cast, found


def _actors(line: Line, cast: Cast) -> list[Actor]:
    actors: list[Actor] = []
    names = {name.start: name for name in line.names}
    more = [name for name in line.names if names[name.start] is not name]  # «الكوريتين» names two
    index = 0
    while index < len(line.words):
        if index not in names and not _MAY_ACT[line.words[index].text]:
            index += 1
            continue
        behind = _headed(line, index, names, cast, actors)
        if behind != index:
            index = behind
            continue
        actor, index = _next_actor(line, index, names, cast, actors)
        if actor is not None:
            others = [replace(actor, party=name.party) for name in more if actor.start <= name.start < actor.end]
            actors += [actor, *(replace(other, case="و") for other in others)]
    return _joined(line, actors)


def _may_act(word: str) -> bool:
    """Whether an actor that no name begins may begin at a folded word, or be led by it; most words are none."""
    return word in _TELLING or begins_office(word)


_MAY_ACT = Remembered(_may_act)


def _headed(line: Line, index: int, names: dict[int, Name], cast: Cast, actors: list[Actor]) -> int:
    """«وفدا من البرلمان الأوروبي برئاسة كلارا فان دايك»: the name behind is of the party before."""
    if line.words[index].text not in _HEADED or not actors:
        return index
    last = actors[-1]
    if last.person or last.party == UNKNOWN or last.place or not 0 <= index - last.end <= 6:
        return index
    at = index + 1
    office = office_at(line.words, at) if at < len(line.words) else None
    party, end = party_of_office(line, office, names) if office is not None else (None, at)
    if party not in (None, last.party) and last.party in STATE_CODES:
        return index  # «وفد من البرلمان الأوروبي ترأسه النائبة الإسبانية ...» is the body's all the same
    person = person_after(line, end, names, last.party, office=office.key if office else None)
    if person is None or (office is None and person.end - person.start < 2) or person.party not in (None, last.party):
        return index
    cast.learn(person, line.words, last.party)
    actors[-1] = replace(last, person=person.text, strong=True, adjective=False)
    return person.end


def _next_actor(
    line: Line, index: int, names: dict[int, Name], cast: Cast, actors: list[Actor]
) -> tuple[Actor | None, int]:
    """The actor that starts at a word, if any, and the word to go on with."""
    word = line.words[index]
    name = names.get(index)
    if word.text in _OWN_ENVOYS:
        return _own_envoy(line, index, names, actors)
    office = office_at(line.words, index)
    if office is not None and office.key == "king" and index and is_namesake(line.words[index - 1].text):
        return None, office.end + 1
    if office is not None and (name is None or office.end > name.end):
        actor = office_actor(line, _without_state(office, names), names, cast)
        if actor is not None:
            return actor, max(actor.end, index + 1)
        if name is None:
            return None, next((at for at in range(index + 1, office.end) if at in names), office.end)
    if name is not None:
        named = _named_actor(line, name, actors)
        return named, max(named.end, name.end)
    if word.text in _KINGDOM_WORDS:
        start, case = phrase_start(line.words, index)
        glued = "ل" if word.text.startswith("لل") else ("ب" if word.text.startswith("ب") else "")
        return Actor(party=UNKNOWN, start=start, end=index + 1, case=glued or case, office=KINGDOM), index + 1
    return None, index + 1


def _own_envoy(line: Line, index: int, names: dict[int, Name], actors: list[Actor]) -> tuple[Actor | None, int]:
    """«استدعاء سفيرها لدى تشاد فلان»: his name counts for whoever is the subject, and he is nobody's partner."""
    subject = next((actor for actor in actors if actor.strong and actor.case == ""), None)
    person = person_after(line, index + 1, names, None, office="ambassador") if subject else None
    if subject is None or person is None:
        return None, index + 1
    start = person.start  # the words between stay to be read: «لدى تشاد»
    own = Actor(
        party=subject.party,
        start=start,
        end=person.end,
        case=OWN,
        strong=False,
        office="ambassador",
        person=person.text,
    )
    actors += [actor for at in range(index + 1, start) if (actor := _plain_name(line, names.get(at), actors))]
    return own, person.end


def _plain_name(line: Line, name: Name | None, actors: list[Actor]) -> Actor | None:
    return _named_actor(line, name, actors) if name is not None else None


def _without_state(office: Office, names: dict[int, Name]) -> Office:
    """«رئيس الجمهورية الجزائرية»: the office ends where a state's long name begins."""
    for at in range(office.start + 1, office.end):
        if at in names and names[at].end > office.end:
            return Office(office.key, office.start, at, office.prefix, office.definite)
    return office


# -- names ------------------------------------------------------------------------------------------------------------


def _named_actor(line: Line, name: Name, actors: list[Actor]) -> Actor:
    words = line.words
    start, case = phrase_start(words, name.start)
    case = glued_case(name.prefix) or case
    before = words[start - 1].text if start else ""
    if name.form is Form.PERSON:
        person, end = _known_person(line, name)
        return Actor(party=name.party, start=start, end=end, case=case, person=None if is_title(person) else person)
    if name.form is Form.PEOPLE:
        return Actor(party=name.party, start=name.start, end=name.end, case=case, strong=False, people=True)
    behind_place = bool(before) and is_place_word(before)
    if name.is_adjective:
        case = adjective_case(words, name)
        return Actor(
            party=name.party,
            start=name.start,
            end=name.end,
            case=case,
            strong=False,
            adjective=True,
            place=behind_place,
        )
    last = actors[-1] if actors else None
    if last is not None and last.place and last.end == name.start and last.party == name.party:
        # «العاصمة الصومالية مقديشو»
        return Actor(party=name.party, start=start, end=name.end, case=last.case, strong=False, place=True)
    if last is not None and last.place and last.party == name.party and _is_in_brackets(words, last.end, start):
        return Actor(party=name.party, start=start, end=name.end, case=last.case, strong=False, place=True)
    if name.form is Form.ORGANISATION and name.prefix == "ل" and before.startswith("ال"):
        case = ""  # «المجلس التنفيذي لصندوق النقد»
    if behind_place and not case:
        case = adjective_case(words, name)
    if before.removeprefix("ال") in _ISLANDS and name.form is Form.STATE and case == "":
        behind_place = False  # «سحبت جزيرة ناورو اعترافها»
    located = case in ("في", "ب", "من", "داخل", "خارج", "قرب", "عبر") or behind_place
    place = located and name.form in (Form.CAPITAL, Form.STATE, Form.SEAT)
    return Actor(party=name.party, start=start, end=name.end, case=case, strong=not place, place=place)


_ISLANDS = frozenset(("جزيره", "جزر", "ارخبيل"))


def _is_in_brackets(words: Sequence[Word], end: int, start: int) -> bool:
    """«في أبوظبي (دولة الإمارات)»: the state of a town, said in brackets behind it."""
    return [word.text for word in words[end:start]] in (["("], ["(", "دوله"])


def _known_person(line: Line, name: Name) -> tuple[str, int]:
    """A listed person as written, without title, and where the name ends: «الملك سلمان بن عبدالعزيز» is one."""
    words = line.words
    start = name.start
    end = lineage_end(words, name.end)
    text = line.text(start, end)[len(name.prefix) :]
    if words[start].text.removeprefix(name.prefix) in SHORT_TITLES and end > start + 1:
        text = line.text(start + 1, end)
    return text, end


# -- neighbours -------------------------------------------------------------------------------------------------------

_COMMAS = (("،",), (",",))
_JOINTS = (
    ("و",),
    ("-",),
    ("/",),
    ("،", "و"),
    *_COMMAS,
    ("وكل",),
    ("ومن",),
    ("ودوله",),
    ("وجمهوريه",),
    ("وحركه",),
    ("ومملكه",),
)


def _joined(line: Line, actors: list[Actor]) -> list[Actor]:
    """Marks «و» between neighbours («مصر والأردن») and makes one actor of a name and its office beside each other."""
    result: list[Actor] = []
    for actor in actors:
        before = result[-1] if result else None
        gap = tuple(word.text for word in line.words[before.end : actor.start]) if before else ()
        if before is None:
            result.append(actor)
        elif _same_person(before, actor, gap):
            result[-1] = _one(before, actor)
        elif actor.party == UNKNOWN and not gap and before.case in ("عن", "باسم") and not before.person:
            result[-1] = replace(_one(before, actor), case="")  # «وقعها عن السنغال وزير الاقتصاد مامادو ديالو»
        else:
            result.append(_tied(line, before, actor, gap))
    return result


def _opens(line: Line, actor: Actor) -> bool:
    """Whether a verb in the singular follows: the actor begins a clause of its own."""
    verb = line.words[actor.end].text if actor.end < len(line.words) else ""
    return verb[:1] in ("ي", "ت") and not verb.endswith(("ان", "ون")) and (is_plain(verb) or ends_name(verb))


def _tied(line: Line, before: Actor, actor: Actor, gap: tuple[str, ...]) -> Actor:
    joined = (gap in _JOINTS and actor.case in ("", "و")) or (not gap and actor.case == "و")
    # «بين وزيري دفاع فرنسا والهند تناول ...»: what is between needs two
    if joined and before.case not in ("", "و", "بين") and _opens(line, actor):
        return replace(actor, case="")  # «قطع العلاقات مع إسرائيل وحماس تشيد»
    apart = gap in _COMMAS and (actor.office or (before.person and not actor.person))
    if not joined or apart:  # «حث الوزير فلان، المتمردين ...»
        return actor
    # «الوفدان الإيراني والأميركي»: the office is of both
    shared = before.office is not None and before.strong and actor.adjective and not gap
    return replace(actor, case="و", strong=actor.strong or shared, adjective=actor.adjective and not shared)


def _same_person(before: Actor, actor: Actor, gap: tuple[str, ...]) -> bool:
    if gap == ("،",) and before.person and actor.office and not actor.person and actor.case == "":
        return before.party == actor.party  # «محمد بن سلمان، ولي العهد»
    if gap or actor.case != "":
        return False
    if before.person and actor.person:
        return before.person == actor.person
    if before.place or not (before.person or before.office):
        return False
    same = before.party == actor.party or UNKNOWN in (before.party, actor.party)
    return same and bool(before.person or actor.person) and bool(before.office or actor.office)


def _one(before: Actor, actor: Actor) -> Actor:
    return replace(
        before,
        party=actor.party if before.party == UNKNOWN else before.party,
        end=actor.end,
        office=before.office or actor.office,
        person=before.person or actor.person,
        strong=True,
    )


_LEADER = 6  # words between a delegation and the last name of who leads it


def _with_known_names(line: Line, actors: list[Actor], cast: Cast) -> list[Actor]:
    """The actors with the persons whom the story introduced elsewhere."""
    if not cast.names:
        return actors
    taken = {at for actor in actors for at in range(actor.start, actor.end)}
    added: list[Actor] = []
    go_on = 0
    for index in cast.beginnings(line.words):
        if index < go_on or index in taken:
            continue
        actor = cast.known_at(line, index)
        if actor is None or actor.case in _HEADED or any(at in taken for at in range(actor.start, actor.end)):
            continue
        joined = any(one.start == actor.end and one.case == "و" for one in actors)
        if joined and any(one.person == actor.person and 0 < actor.start - one.end <= _LEADER for one in actors):
            continue  # «وفد الحكومة برئاسة الفريق شمس الدين كباشي والحركة ...»: read with the delegation
        added.append(actor)
        go_on = actor.end
    return _joined(line, sorted((*actors, *added), key=lambda actor: actor.start)) if added else actors
