"""Who acts in each line: parties with the words that name them, their preposition, and the persons who act for them.

«وزير الخارجية المصري بدر عبد العاطي» is one actor: the party EG, an office, a person. What one line says of a person
holds in the whole story: later «عبد العاطي», «الوزير المصري» or «الوزير» are EG too.
"""

from collections.abc import Sequence
from dataclasses import replace

from crawler.arabic.names import Form, Name
from crawler.facts.diplomatic.actor import UNKNOWN, Actor
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.offices import PERSONAL, Office, is_place_word, is_plain, office_at
from crawler.facts.diplomatic.persons import Cast, Person, person_after, person_before
from crawler.facts.diplomatic.phrases import adjective_case, glued_case, phrase_start
from crawler.facts.diplomatic.words import word_set

# Offices that a paper names without a nationality when they are its own state's.
_HOME_OFFICES = frozenset(
    ["president", "king", "crown", "pm", "fm", "minister", "government", "parliament", "speaker", "deputy"]
)
_KINGDOMS = frozenset(("SA", "MA", "JO", "BH"))
_KINGDOM = "kingdom"  # «المملكة» with no name behind it
_KINGDOM_WORDS = frozenset(["المملكه", "للمملكه", "بالمملكه", "والمملكه"])
# Crowds and delegations that a people's plural makes a party of: «مسؤولين سوريين», but not «لاجئين سوريين».
_OF_PEOPLE = frozenset(["side", "delegate", "ambassador", "minister", "fm", "president", "envoy", "military", "party"])
# Words inside an office that end a person's name elsewhere: «القائم بالأعمال», «وزير الأمن العام».
_WITHIN = word_set("within")
_APART = frozenset(["government", "side", "parliament", "military", "delegate", "party"])


def actors_of(lines: Sequence[Line], home: str | None) -> list[list[Actor]]:
    """The actors of each line, in order."""
    cast = Cast(home=home)
    cast.kingdom = _kingdom(lines, home)
    found = [_actors(line, cast) for line in lines]
    # A second look, since a name learnt late in the story names its person in the title too.
    found = [_with_known_names(line, actors, cast) for line, actors in zip(lines, found, strict=True)]
    resolved = ([_resolve(actor, cast) for actor in actors] for actors in found)
    return [[actor for actor in actors if actor.party != UNKNOWN] for actors in resolved]


def _kingdom(lines: Sequence[Line], home: str | None) -> str | None:
    if home in _KINGDOMS:
        return home
    return next((name.party for line in lines for name in line.names if name.party in _KINGDOMS), None)


def _resolve(actor: Actor, cast: Cast) -> Actor:
    """«وزير الخارجية» without a nationality is that of the party the story gives it, else home's."""
    if actor.party != UNKNOWN:
        return actor
    if actor.office == _KINGDOM:
        return replace(actor, party=cast.kingdom or UNKNOWN, office=None)
    party = cast.offices.get(actor.office or "")
    if party is None and actor.office in _HOME_OFFICES:
        party = cast.home
    return replace(actor, party=party) if party else actor


def _actors(line: Line, cast: Cast) -> list[Actor]:
    actors: list[Actor] = []
    names = {name.start: name for name in line.names}
    index = 0
    while index < len(line.words):
        actor, index = _next_actor(line, index, names, cast, actors)
        if actor is not None:
            actors.append(actor)
    return _joined(line, actors)


def _next_actor(
    line: Line, index: int, names: dict[int, Name], cast: Cast, actors: list[Actor]
) -> tuple[Actor | None, int]:
    """The actor that starts at a word, if any, and the word to go on with."""
    word = line.words[index]
    if word.is_sign:
        return None, index + 1
    name = names.get(index)
    office = office_at(line.words, index)
    if office is not None and (name is None or office.end > name.end):
        actor = _office_actor(line, _without_state(office, names), names, cast)
        if actor is not None:
            return actor, max(actor.end, index + 1)
        if name is None:
            return None, next((at for at in range(index + 1, office.end) if at in names), office.end)
    if name is not None:
        return _named_actor(line, name, actors), name.end
    if word.text in _KINGDOM_WORDS:
        start, case = phrase_start(line.words, index)
        glued = "ل" if word.text.startswith("لل") else ("ب" if word.text.startswith("ب") else "")
        return Actor(party=UNKNOWN, start=start, end=index + 1, case=glued or case, office=_KINGDOM), index + 1
    return None, index + 1


def _without_state(office: Office, names: dict[int, Name]) -> Office:
    """«رئيس الجمهورية الجزائرية»: the office ends where a state's long name begins."""
    for at in range(office.start + 1, office.end):
        if at in names and names[at].end > office.end:
            return Office(office.key, office.start, at, office.prefix, office.definite)
    return office


# -- offices ----------------------------------------------------------------------------------------------------------


def _office_actor(line: Line, office: Office, names: dict[int, Name], cast: Cast) -> Actor | None:
    """«وزير الخارجية والهجرة المصري بدر عبد العاطي»: from the office on, to the end of the name."""
    words = line.words
    if words[office.start].text == "جانب" and office.start and words[office.start - 1].text == "الي":
        return None  # «إلى جانب»
    party, end = _party_of_office(line, office, names)
    start, case = phrase_start(words, office.start)
    personal = office.key in PERSONAL
    person = person_after(line, end, names, party) if personal or office.key == "delegate" else None
    if person is None and personal:
        person = person_before(line, start)
        if person is not None:
            start, case = phrase_start(words, person.start)
    if party is None and person is not None:
        party = person.party
    if party is None:
        if not _is_somebody(office, person):
            return None
        party = UNKNOWN
    if party != UNKNOWN and personal and office.key != "side":
        cast.offices.setdefault(office.key, party)
    if person is not None and person.party is None:
        cast.learn(person, words, party)
    return Actor(
        party=party,
        start=start,
        end=max(person.end if person else end, end),
        case=case or glued_case(office.prefix),
        office=office.key,
        person=person.text if person else None,
    )


def _is_somebody(office: Office, person: Person | None) -> bool:
    """Whether an office without a party is a certain one: «رئيس الجمهورية» is, «وفد» is nobody in particular."""
    if not office.definite and office.end == office.start + 1 and person is None:
        return False
    return office.key in PERSONAL - {"side"} or office.key == "government"


def _party_of_office(line: Line, office: Office, names: dict[int, Name]) -> tuple[str | None, int]:
    """The party that an office is of, and where the phrase ends before the person's name."""
    words = line.words
    end = index = office.end
    limit = min(len(words), office.end + 7)
    while index < limit:
        name = names.get(index)
        if name is not None:
            return (name.party, name.end) if _is_of(name, office, line, index) else (None, end)
        word = words[index]
        if word.is_sign and word.text not in ("(", ")", '"'):
            break
        if is_plain(word.text) and word.text not in _WITHIN:
            break
        inner = office_at(words, index)
        if inner is None:
            index += 1
            continue
        if inner.prefix[:1] in ("و", "ف") and inner.key not in _APART:
            index += 1
            continue
        if inner.start == end:  # «ولي العهد رئيس مجلس الوزراء», «رئيسي الوفدين»
            end = inner.end
        index = inner.end
    return None, end


def _is_of(name: Name, office: Office, line: Line, index: int) -> bool:
    if name.is_adjective:
        return True
    if name.form is Form.PEOPLE:
        return office.key in _OF_PEOPLE
    if name.form is Form.PERSON:
        return False
    joined = name.prefix in ("", "ل") or (name.prefix == "ب" and office.key == "secretary")
    between = line.words[office.end : index]
    return joined and not any(is_plain(word.text) or word.is_sign for word in between)


# -- names ------------------------------------------------------------------------------------------------------------


def _named_actor(line: Line, name: Name, actors: list[Actor]) -> Actor:
    words = line.words
    start, case = phrase_start(words, name.start)
    case = glued_case(name.prefix) or case
    before = words[start - 1].text if start else ""
    if name.form is Form.PERSON:
        text = line.text(name.start, name.end)[len(name.prefix) :]
        return Actor(party=name.party, start=start, end=name.end, case=case, person=_without_title(text))
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
    if name.form is Form.ORGANISATION and name.prefix == "ل" and before.startswith("ال"):
        case = ""  # «المجلس التنفيذي لصندوق النقد»
    if behind_place and not case:
        case = adjective_case(words, name)
    located = case in ("في", "ب", "من", "داخل", "خارج", "قرب", "عبر") or behind_place
    place = located and name.form in (Form.CAPITAL, Form.STATE, Form.SEAT)
    return Actor(party=name.party, start=start, end=name.end, case=case, strong=not place, place=place)


def _without_title(name: str) -> str:
    """«الملك محمد السادس» is listed whole, but a title is no part of a name."""
    for title in ("الملك ", "السلطان ", "الملكة ", "البابا "):
        name = name.removeprefix(title)
    return name


# -- neighbours -------------------------------------------------------------------------------------------------------

_COMMAS = (("،",), (",",))
_JOINTS = (("و",), ("-",), ("/",), ("،", "و"), *_COMMAS, ("وكل",), ("ودوله",), ("وجمهوريه",), ("وحركه",), ("ومملكه",))


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
        else:
            result.append(_tied(before, actor, gap))
    return result


def _tied(before: Actor, actor: Actor, gap: tuple[str, ...]) -> Actor:
    joined = (gap in _JOINTS and actor.case in ("", "و")) or (not gap and actor.case == "و")
    if not joined or (gap in _COMMAS and actor.office):
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


def _with_known_names(line: Line, actors: list[Actor], cast: Cast) -> list[Actor]:
    """The actors with the persons whom the story introduced elsewhere."""
    if not cast.names:
        return actors
    taken = {at for actor in actors for at in range(actor.start, actor.end)}
    added: list[Actor] = []
    index = 0
    while index < len(line.words):
        actor = None if index in taken or line.words[index].is_sign else cast.known_at(line, index)
        if actor is not None and not any(at in taken for at in range(actor.start, actor.end)):
            added.append(actor)
            index = actor.end
        else:
            index += 1
    return _joined(line, sorted((*actors, *added), key=lambda actor: actor.start)) if added else actors
