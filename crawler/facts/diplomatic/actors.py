"""Who acts in each line: parties with the words that name them, their preposition, and the persons who act for them.

«وزير الخارجية المصري بدر عبد العاطي» is one actor: the party EG, an office, a person. What one line says of a person
holds in the whole story: later «عبد العاطي», «الوزير المصري» or «الوزير» are EG too (`Cast`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from crawler.arabic.names import Form, Name, unglued
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.offices import (
    PERSONAL,
    Office,
    is_honorific,
    is_place_word,
    is_plain,
    office_at,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A party as it stands in a line, words[start:end].

    `case` is the preposition before it ("" for none, "و" where it is joined to the actor before). `strong` says that
    it can act: a state, a body, a person – not a nation's economy or lands. `place` marks what may be only a place.
    """

    party: str
    start: int
    end: int
    case: str = ""
    strong: bool = True
    place: bool = False
    office: str | None = None
    person: str | None = None
    adjective: bool = False  # a nationality whose noun is no office: «المباحثات المصرية»
    people: bool = False  # a nation's people: «الفلسطينيين»
    noun: str = ""  # the word before an adjective, folded


UNKNOWN = "?"
_PREPOSITIONS = frozenset(
    [
        "في",
        "الي",
        "من",
        "مع",
        "بين",
        "علي",
        "عن",
        "ضد",
        "لدي",
        "تجاه",
        "ازاء",
        "حيال",
        "بشان",
        "حول",
        "بخصوص",
        "عبر",
        "برفقه",
        "بمشاركه",
        "بحضور",
        "برييسه",
        "برياسه",
        "باتجاه",
        "نحو",
        "من",
        "قبل",
        "الى",
        "بقياده",
        "برعايه",
        "بوساطه",
        "بدعم",
        "بطلب",
        "بدعوه",
        "ب",
        "ل",
        "داخل",
        "خارج",
        "قرب",
        "باسم",
        "بمعيه",
    ]
)
_WIDE_JOINTS = frozenset(["كل", "كلا", "كلتا", "كلا", "من", "دول", "دوله", "جمهوريه", "مملكه", "سلطنه", "حكومه"])


@dataclass(slots=True)
class Cast:
    """What the story has told of who acts for whom: names of persons, holders of offices, its home."""

    names: dict[str, list[tuple[tuple[str, ...], str, str]]] = field(
        default_factory=dict
    )  # first word → rest, party, full
    offices: dict[str, str] = field(default_factory=dict)
    home: str | None = None

    def learn(self, spelled: Sequence[str], folded: Sequence[str], party: str) -> None:
        """A person's name and party; the last name alone will do from now on."""
        if party == UNKNOWN or not folded:
            return
        full = " ".join(spelled)
        self._enter(tuple(folded), party, full)
        if len(folded) > 1:
            tail = folded[-2:] if len(folded) > 2 and folded[-2] in _BINDERS else folded[-1:]
            if len(tail) == 1 and (len(tail[0]) < 3 or is_plain(tail[0])):
                return
            self._enter(tuple(tail), party, full)
            if len(folded) > 2 and tail == folded[-1:] and len(folded[0]) > 3 and folded[0] not in _COMMON_FIRST:
                return

    def _enter(self, folded: tuple[str, ...], party: str, full: str) -> None:
        group = self.names.setdefault(folded[0], [])
        if all(rest != folded[1:] for rest, _, _ in group):
            group.append((folded[1:], party, full))
            group.sort(key=lambda entry: -len(entry[0]))


_BINDERS = frozenset(
    ["عبد", "بن", "ابن", "ابو", "ابي", "ال", "ولد", "بنت", "دي", "دا", "دو", "فان", "فون", "بو", "ام", "اغا", "ابا"]
)
_COMMON_FIRST = frozenset(["محمد", "احمد", "عبد", "علي", "حسن", "حسين"])


def actors_of(lines: Sequence[Line], home: str | None) -> list[list[Actor]]:
    """The actors of each line, in order."""
    cast = Cast(home=home)
    found = [_actors(line, cast) for line in lines]
    for line, actors in zip(lines, found, strict=True):  # a second look: names learnt later name earlier ones too
        _add_known_names(line, actors, cast)
    # An office without a nationality («وزير الخارجية») is that of the party which the story gives it, else home's.
    resolved = []
    for actors in found:
        resolved.append([_resolve(actor, cast) for actor in actors])
    return [[actor for actor in actors if actor.party != UNKNOWN] for actors in resolved]


# Offices that a paper names without a nationality when they are its own state's.
_HOME_OFFICES = frozenset("president king crown pm fm minister government parliament speaker deputy".split())


def _resolve(actor: Actor, cast: Cast) -> Actor:
    if actor.party != UNKNOWN:
        return actor
    party = cast.offices.get(actor.office or "")
    if party is None and actor.office in _HOME_OFFICES:
        party = cast.home
    return replace(actor, party=party) if party else actor


def _actors(line: Line, cast: Cast) -> list[Actor]:
    actors: list[Actor] = []
    name_starting = {name.start: name for name in line.names}
    index = 0
    words = line.words
    while index < len(words):
        if words[index].is_sign:
            index += 1
            continue
        name = name_starting.get(index)
        office = office_at(words, index)
        if office is not None and (name is None or office.end > name.end):
            actor = _office_actor(line, office, name_starting, cast)
            if actor is not None:
                actors.append(actor)
                index = max(actor.end, index + 1)
                continue
            index = office.end if name is None else max(name.start, index)
            if name is None:
                continue
        if name is not None:
            actor = _named_actor(line, name, name_starting, cast, actors)
            if actor is not None:
                actors.append(actor)
                index = max(actor.end, name.end)
            else:
                index = name.end
            continue
        index += 1
    return _joined(line, actors)


def _office_actor(line: Line, office: Office, names: dict[int, Name], cast: Cast) -> Actor | None:
    """«وزير الخارجية والهجرة المصري بدر عبد العاطي»: from the office on, to the end of the name."""
    words = line.words
    if words[office.start].text == "جانب" and office.start and words[office.start - 1].text == "الي":
        return None  # «إلى جانب»
    party: str | None = None
    end = office.end
    index = office.end
    key = office.key
    limit = min(len(words), office.end + 7)
    while index < limit:
        name = names.get(index)
        if name is not None:
            if name.form in (Form.NATIONALITY, Form.ORGANISATION_ADJECTIVE):
                party, end = name.party, name.end
                break
            if name.form is Form.PERSON:
                break
            if name.form is Form.PEOPLE:
                if key in (
                    "side",
                    "delegate",
                    "ambassador",
                    "minister",
                    "fm",
                    "president",
                    "envoy",
                    "military",
                    "party",
                ):
                    party, end = name.party, name.end
                break
            if name.prefix in ("", "ل") or (name.prefix == "ب" and key == "secretary"):
                if _between_allows(words, office.end, index):
                    party, end = name.party, name.end
                break
            break
        word = words[index]
        if word.is_sign and word.text not in ("(", ")", '"'):
            break
        inner = office_at(words, index)
        if is_plain(word.text) and word.text not in (
            "عام",
            "شيون",
            "باسم",
            "دعم",
            "الامن",
            "السلام",
            "الاول",
            "جانب",
            "اول",
            "الاجتماع",
            "الوضع",
            "العلاقات",
            "عضو",
            "امين",
            "علاقات",
            "الثاني",
        ):
            break
        if (
            inner is not None
            and inner.prefix[:1] not in ("و", "ف")
            and inner.key not in ("government", "side", "parliament", "military", "delegate", "party")
        ):
            # a second office in apposition: «ولي العهد رئيس مجلس الوزراء» is one person, «السفير لدى» ends here
            if inner.start == end:
                end = inner.end
            index = inner.end
            continue
        if inner is not None and inner.prefix == "":
            if inner.start == end:
                end = inner.end
            index = inner.end
            continue
        index += 1
    return _finish_office(line, office, party, end, names, cast)


def _between_allows(words: Sequence, start: int, end: int) -> bool:  # type: ignore[type-arg]
    return all(not is_plain(word.text) and not word.is_sign for word in words[start:end])


def _finish_office(
    line: Line, office: Office, party: str | None, end: int, names: dict[int, Name], cast: Cast
) -> Actor | None:
    start, case = _phrase_start(line, office.start)
    person, after = (
        _person_after(line, end, names, party, cast)
        if office.key in PERSONAL or office.key == "delegate"
        else (None, end)
    )
    before = None
    if person is None and office.key in PERSONAL:
        before, start_before = _person_before(line, start, party)
        if before is not None:
            start, case = _phrase_start(line, start_before)
    known = names.get(after - 1) if person else None
    if party is None:
        if person is not None:
            party = _party_of_person(line, end, after, names, cast)
        if party is None and not office.definite and office.end == office.start + 1:
            # «وفد», «رئيس» with nothing said: nobody in particular – but «رئيس الجمهورية» is somebody
            if person is None:
                return None
        if party is None and office.key not in PERSONAL and office.key not in ("government",):
            return None
        if party is None and office.key == "side":
            return None
        party = party or UNKNOWN
    if party != UNKNOWN and office.key in PERSONAL and office.key != "side":
        cast.offices.setdefault(office.key, party)
    if person is not None and party != UNKNOWN and known is None:
        folded = [word.text for word in line.words[_name_from(line, end, after, names) : after]]
        cast.learn(line.spelled[_name_from(line, end, after, names) : after], folded, party)
    if before is not None and party != UNKNOWN:
        cast.learn(before.split(), [word for word in _fold_words(line, start, before)], party)
    if line.words[office.start].text.startswith("نظ") and person is None and party is UNKNOWN:
        return None
    return Actor(
        party=party,
        start=start,
        end=max(after, end),
        case=case or _glue(office.prefix),
        office=office.key,
        person=person or before,
    )


def _name_from(line: Line, end: int, after: int, names: dict[int, Name]) -> int:
    index = end
    while index < after and (is_honorific(line.words[index].text) or line.words[index].is_sign):
        index += 1
    return index


def _fold_words(line: Line, start: int, before: str) -> list[str]:
    count = len(before.split())
    index = start
    while index < len(line.words) and (is_honorific(line.words[index].text)):
        index += 1
    return [word.text for word in line.words[index : index + count]]


def _party_of_person(line: Line, start: int, end: int, names: dict[int, Name], cast: Cast) -> str | None:
    for index in range(start, end):
        name = names.get(index)
        if name is not None and name.form is Form.PERSON:
            return name.party
    return None


def _person_after(
    line: Line, index: int, names: dict[int, Name], party: str | None, cast: Cast
) -> tuple[str | None, int]:
    """The person's name that follows an office, and where it ends."""
    words = line.words
    at = index
    while at < len(words) and (is_honorific(words[at].text) or words[at].text in ("(", '"')):
        at += 1
    name = names.get(at)
    if (
        name is not None
        and name.form is Form.PERSON
        and name.prefix in ("", "ل", "ب")
        and (party is None or name.party == party or True)
    ):
        if party is not None and name.party != party:
            # a namesake of a leader: the office says whose he is
            end = _name_end(line, at, names)
            return line.text(at, max(end, name.end)), max(end, name.end)
        end = name.end
        return line.text(name.start, end)[len(name.prefix) :], end
    end = _name_end(line, at, names)
    if end - at >= (1 if at > index else 2) or (
        end - at == 1
        and end < len(words)
        and not is_plain(words[at].text)
        and party is not None
        and _sure_single(words, at, end)
    ):
        return line.text(at, end), end
    return None, index


def _sure_single(words: Sequence, at: int, end: int) -> bool:  # type: ignore[type-arg]
    return False


def _name_end(line: Line, start: int, names: dict[int, Name]) -> int:
    words = line.words
    at = start
    while at < len(words) and at - start < 7:
        word = words[at]
        if word.is_sign:
            if (
                word.text == "-"
                and at > start
                and at + 1 < len(words)
                and not words[at + 1].is_sign
                and not is_plain(words[at + 1].text)
            ):
                at += 1
                continue
            break
        if word.is_number or is_plain(word.text):
            break
        name = names.get(at)
        if name is not None and (at == start or name.form is not Form.NATIONALITY or name.prefix or at - start >= 3):
            if name.form is not Form.PERSON or name.prefix:
                break
        office = office_at(words, at)
        if (
            office is not None
            and (at == start or office.end - office.start > 1 or office.key != "military")
            and words[at].text not in ("قايد", "سلطان", "الامير", "امير", "فريق", "طاقم", "دوله")
        ):
            break
        if (
            at > start
            and word.text[:1] == "و"
            and len(word.text) > 3
            and word.text[1:3] != "لي"
            and not word.text.startswith(("وا", "ول", "وي", "وه", "ون"))
        ):
            break  # «وبحث», «وعدد»: joined, not a name
        if at > start and word.text.startswith(("ست", "سي", "يت", "يس", "تس", "لل", "بال", "وال", "لبحث", "لمن")):
            break
        at += 1
        if (
            at - start >= 4
            and words[at - 1].text not in _BINDERS
            and not any(w.text in _BINDERS for w in words[start:at])
        ):
            break
    # a name does not end with a binder
    while at > start and words[at - 1].text in _BINDERS:
        at -= 1
    return at


def _person_before(line: Line, start: int, party: str | None) -> tuple[str | None, int]:
    """«الدكتور بدر عبد العاطي وزير الخارجية»: a name between an honorific and an office."""
    words = line.words
    at = start
    if at and words[at - 1].text in ("،", ","):
        at -= 1
    end = at
    while at > 0 and end - at <= 8:
        word = words[at - 1]
        if word.is_sign or word.is_number or is_plain(word.text):
            break
        if is_honorific(word.text) and at < end:
            if end - at >= 2:
                begin = at
                while begin and is_honorific(words[begin - 1].text):
                    begin -= 1
                return line.text(at, end), begin
            return None, start
        if any(name.start <= at - 1 < name.end and name.form is not Form.PERSON for name in line.names):
            break
        at -= 1
    return None, start


def _phrase_start(line: Line, start: int) -> tuple[int, str]:
    """Where the noun phrase begins, its honorifics included, and the preposition before it."""
    words = line.words
    at = start
    while at > 0 and is_honorific(words[at - 1].text) and not words[at - 1].is_sign:
        at -= 1
        if glued := _clitic(words[at].text):
            return at, glued
    if at > 0:
        before = words[at - 1].text
        if before in _PREPOSITIONS:
            return at, before
        if before in _WIDE_JOINTS and at > 1 and words[at - 2].text in _PREPOSITIONS:
            return at, words[at - 2].text
    return at, ""


def _clitic(word: str) -> str:
    for prefix, rest in unglued(word):
        if prefix and (is_honorific(rest) and not is_honorific_exact(word)):
            return _glue(prefix)
    return ""


def is_honorific_exact(word: str) -> bool:
    """Whether the word is an honorific with nothing glued to it."""
    return word in _EXACT


_EXACT = frozenset(["لواء", "فريق", "وزير", "بطريرك"])


def _glue(prefix: str) -> str:
    return {
        "": "",
        "و": "و",
        "ف": "",
        "ب": "ب",
        "ل": "ل",
        "ك": "ك",
        "وب": "ب",
        "ول": "ل",
        "فل": "ل",
        "فب": "ب",
        "وك": "ك",
    }[prefix]


def _named_actor(line: Line, name: Name, names: dict[int, Name], cast: Cast, actors: list[Actor]) -> Actor | None:
    start, case = _phrase_start(line, name.start)
    case = _glue(name.prefix) or case
    if name.prefix in ("و",):
        case = "و"
    before = line.words[start - 1].text if start else ""
    if name.form is Form.PERSON:
        person = line.text(name.start, name.end)[len(name.prefix) :]
        return Actor(party=name.party, start=start, end=name.end, case=case, person=person)
    if name.form is Form.PEOPLE:
        return Actor(
            party=name.party, start=name.start, end=name.end, case=case, strong=False, people=True, noun=before
        )
    if name.is_adjective:
        return Actor(
            party=name.party,
            start=name.start,
            end=name.end,
            case=_adjective_case(line, name),
            strong=False,
            adjective=True,
            noun=before,
            place=is_place_word(before) if before else False,
        )
    last = actors[-1] if actors else None
    if last is not None and last.place and last.adjective and last.end == name.start and last.party == name.party:
        return Actor(party=name.party, start=start, end=name.end, case=last.case, strong=False, place=True, noun=before)
    if (
        name.form is Form.ORGANISATION
        and name.prefix == "ل"
        and (before.startswith("ال") or office_at(line.words, start - 1))
    ):
        case = ""  # «المجلس التنفيذي لصندوق النقد»
    at_place = case in ("في", "ب", "من", "داخل", "خارج", "قرب", "عبر") or (is_place_word(before) and before != "")
    return Actor(
        party=name.party,
        start=start,
        end=name.end,
        case=case,
        strong=not (at_place and name.form in (Form.CAPITAL, Form.STATE, Form.SEAT)),
        place=name.form in (Form.CAPITAL, Form.STATE, Form.SEAT) and at_place,
        noun=before,
    )


def _adjective_case(line: Line, name: Name) -> str:
    """The preposition before the noun that an adjective belongs to, two or three words back."""
    for at in range(name.start - 1, max(-1, name.start - 4), -1):
        word = line.words[at]
        if word.is_sign:
            return ""
        if word.text in _PREPOSITIONS:
            return word.text
    return _glue(name.prefix)


def _joined(line: Line, actors: list[Actor]) -> list[Actor]:
    """Marks «و» between neighbours («مصر والأردن») and makes one actor of a name and its office beside each other."""
    result: list[Actor] = []
    for actor in actors:
        before = result[-1] if result else None
        if before is None:
            result.append(actor)
            continue
        gap = tuple(word.text for word in line.words[before.end : actor.start])
        if not gap and actor.case == "" and _same_person(before, actor):
            result[-1] = _one(before, actor)
            continue
        if gap == ("،",) and actor.case == "" and before.person and actor.office and not actor.person:
            if before.party == actor.party:  # «محمد بن سلمان، ولي العهد»
                result[-1] = _one(before, actor)
                continue
        if (gap in _JOINTS and actor.case in ("", "و")) or (not gap and actor.case == "و"):
            if not (gap in _COMMAS and actor.office):
                pair = before.office is not None and before.strong and actor.adjective and not gap
                actor = replace(actor, case="و", strong=actor.strong or pair, adjective=actor.adjective and not pair)
        result.append(actor)
    return result


_COMMAS = (("،",), (",",))
_JOINTS = (("و",), ("-",), ("/",), ("،", "و"), *_COMMAS, ("وكل",), ("ودوله",), ("وجمهوريه",), ("وحركه",), ("ومملكه",))


def _same_person(before: Actor, actor: Actor) -> bool:
    if before.person and actor.person:
        return before.person == actor.person
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


def _add_known_names(line: Line, actors: list[Actor], cast: Cast) -> None:
    """Adds persons whom the story introduced elsewhere; in place, order kept."""
    if not cast.names:
        return
    taken = [False] * (len(line.words) + 1)
    for actor in actors:
        for at in range(actor.start, actor.end):
            taken[at] = True
    added = False
    index = 0
    while index < len(line.words):
        if taken[index] or line.words[index].is_sign:
            index += 1
            continue
        known = _known_at(line, index, cast)
        if known is not None and not any(taken[known.start : known.end]):
            actors.append(known)
            added = True
            index = known.end
            continue
        index += 1
    if added:
        actors.sort(key=lambda actor: actor.start)
        actors[:] = _joined(line, actors)


def _known_at(line: Line, index: int, cast: Cast) -> Actor | None:
    for prefix, rest in unglued(line.words[index].text):
        for tail, party, full in cast.names.get(rest, ()):
            end = index + 1 + len(tail)
            if end <= len(line.words) and all(line.words[index + 1 + at].text == word for at, word in enumerate(tail)):
                start, case = _phrase_start(line, index)
                return Actor(
                    party=party, start=start, end=end, case="و" if prefix == "و" else _glue(prefix) or case, person=full
                )
    return None
