"""Actors named by an office: its party, and the person who holds it.

«وزير الخارجية والهجرة المصري بدر عبد العاطي» runs from the office to the end of the name; the party may stand before,
in or behind it, or be unsaid.
"""

from crawler.arabic.names import STATE_CODES, Form, Name
from crawler.facts.diplomatic.actor import UNKNOWN, Actor
from crawler.facts.diplomatic.cast import Cast
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.not_names import is_common
from crawler.facts.diplomatic.offices import PERSONAL, Office, is_plain, office_at
from crawler.facts.diplomatic.persons import Person, is_title, person_after, person_before
from crawler.facts.diplomatic.phrases import glued_case, phrase_start
from crawler.facts.diplomatic.triggers import is_present_verb
from crawler.facts.diplomatic.unsaid import HOME_OFFICES, HOMES
from crawler.facts.diplomatic.words import word_set

# Crowds and delegations that a people's plural makes a party of: «مسؤولين سوريين», but not «لاجئين سوريين».
_OF_PEOPLE = frozenset(
    ["king", "side", "delegate", "ambassador", "minister", "fm", "president", "envoy", "military", "party"]
)
# Words inside an office that end a person's name elsewhere: «القائم بالأعمال», «وزير الأمن العام».
_WITHIN = word_set("within")
_WITH_PORTFOLIO = frozenset(["minister", "deputy", "secretary", "envoy"])
_INSTITUTIONS = frozenset(["government", "parliament"])
_APART = frozenset(["government", "side", "parliament", "military", "delegate", "party"])


def office_actor(line: Line, office: Office, names: dict[int, Name], cast: Cast) -> Actor | None:
    """«وزير الخارجية والهجرة المصري بدر عبد العاطي»: from the office on, to the end of the name."""
    words = line.words
    if words[office.start].text == "جانب" and office.start and words[office.start - 1].text == "الي":
        return None  # «إلى جانب»
    if office.start and words[office.start - 1].text == "للشوون":
        return None  # «وزير الدولة البريطاني للشؤون الخارجية»: what he is minister of
    behind_at = office.start > 0 and words[office.start - 1].text in _AT
    if words[office.start].text.endswith("ديوان") and (office.prefix == "ب" or behind_at):
        return None  # «استقبل ... في الديوان الأميري الرئيس ...»: where they meet
    if office.key == "delegate" and office.end < len(words) and words[office.end].text in _RESCUERS:
        return None  # «فريق إنقاذ» helps and deals with nobody
    if words[office.start].text.endswith("لجنه") and any(
        w.text == "المشتركه" for w in words[office.start : office.end + 2]
    ):
        return None  # «اللجنة العليا المشتركة» of two states is where they meet
    party, end = (
        (_owner(line, office, cast), office.end)
        if _is_possessed(line, office)
        else party_of_office(line, office, names)
    )
    person = _holder(line, office, names, party, end)
    before = person is not None and person.start < office.start
    start, case = phrase_start(words, person.start if person is not None and before else office.start)
    party = party or office.state or _government_side(line, office, cast)
    _note_names(line, office, party, end, cast)
    if party is None and person is not None:
        party = person.party
        if party is not None and office.key in HOME_OFFICES:
            cast.hints.append(party)
    if party is None and not _is_somebody(office, person):
        return None
    if party in STATE_CODES and office.key in HOME_OFFICES:
        cast.spoken = party
    party = party or UNKNOWN
    _note_holder(line, office, party, cast)
    if person is not None and (person.party is None or _has_plain_surname(line, person)):
        at_home = office.key in HOME_OFFICES and cast.offices.get(office.key, HOMES) == HOMES
        cast.learn(person, words, cast.home if party == UNKNOWN and at_home and cast.home else party)
    return Actor(
        party=party,
        start=start,
        end=max(person.end if person else end, end),
        case=case or glued_case(office.prefix),
        office=office.key,
        person=person.text if person else None,
    )


_AT = frozenset(("في", "داخل", "الي"))
_RESCUERS = frozenset(("انقاذ", "الانقاذ", "اطفاء", "بحث", "طبي", "طبيا", "اغاثه"))


def _has_plain_surname(line: Line, person: Person) -> bool:
    """Whether a listed person's last word alone may mean him later: «محمد مصطفى», «وليد المعلم», not «... أحمد»."""
    last = line.words[person.end - 1].text
    return person.end - person.start == 2 or last.startswith("ال")


def _holder(line: Line, office: Office, names: dict[int, Name], party: str | None, end: int) -> Person | None:
    """The person in an office: named behind it, inside it, or before it."""
    personal = office.key in PERSONAL
    if not personal and office.key != "delegate":
        return None
    person = person_after(line, end, names, party, office=office.key)
    if person is None and office.definite and personal and party is not None:
        # «الرئيس ساولي نينيستو رئيس جمهورية فنلندا»
        inside = person_after(line, office.end, names, party)
        person = inside if inside is not None and inside.end < end else None
    if person is None and personal:
        person = person_before(line, phrase_start(line.words, office.start)[0], party)
    return person


def _note_names(line: Line, office: Office, party: str | None, end: int, cast: Cast) -> None:
    """Keeps what the office's own words tell of whose it is."""
    if party is not None and cast.government is None:
        spoken = (word.text for word in line.words[office.start : end])
        cast.government = party if any(text.endswith("حكومه") for text in spoken) else None
    if (
        party is not None
        and office.key in _INSTITUTIONS
        and cast.ministry is None
        and HOMES not in cast.offices.values()
    ):
        cast.ministry = party
    if office.state is not None:
        cast.hints.append(office.state)
    if party is not None and party != office.state:
        cast.named.add(party)


def _note_holder(line: Line, office: Office, party: str, cast: Cast) -> None:
    """Keeps whose «الوزير» will be from here on."""
    if party != UNKNOWN and office.key in PERSONAL - {"side"}:
        cast.offices.setdefault(office.key, party)
        cast.later.setdefault(office.key, party)
    elif party == UNKNOWN and office.key in HOME_OFFICES and not _are_several(line, office):
        cast.offices.setdefault(office.key, HOMES)
        cast.at_home = line.number if cast.at_home is None else cast.at_home


def _is_somebody(office: Office, person: Person | None) -> bool:
    """Whether an office without a party is a certain one: «رئيس الجمهورية» is, «وفد» is nobody in particular."""
    if not office.definite and office.end == office.start + 1 and person is None:
        return False
    return office.key in PERSONAL - {"side"} or office.key == "government"


def party_of_office(line: Line, office: Office, names: dict[int, Name]) -> tuple[str | None, int]:
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
        if _is_in_body(line, index):
            index += 1
            continue
        if word.text == "في" and _is_where_it_governs(line, office, names, index):
            return names[index + 1].party, names[index + 1].end
        if word.text == "في" and _is_of_transition(line, office) and index == end:
            index += 1  # «رئيس المرحلة الانتقالية في مالي»
            continue
        if is_plain(word.text) and word.text not in _WITHIN and not _is_portfolio(office, word.text, index):
            break
        if is_present_verb(word.text) or _is_object(line, index) or word.text in _BY_OTHERS:
            break  # «الخارجية تستدعي ...», «الوزارة بموقف توغو»
        inner = office_at(words, index)
        if inner is None:
            index += 1
            continue
        if "نظير" in word.text or _is_anothers(office, inner, names):
            break
        if inner.prefix[:1] in ("و", "ف") and inner.key not in _APART:
            index += 1
            continue
        if inner.start == end:  # «ولي العهد رئيس مجلس الوزراء», «رئيسي الوفدين»
            end = inner.end
        index = inner.end
    return None, end


# «157 أسيرا من كل جانب بوساطة إماراتية»: whose help it was, and no side's nationality
_BY_OTHERS = word_set("under") | {"بدعم", "بتمويل", "بمشاركه", "بمباركه"}


def _is_where_it_governs(line: Line, office: Office, names: dict[int, Name], index: int) -> bool:
    """«وزراء الخارجية في الخليج», «وزارة النقل في غانا»."""
    state = names.get(index + 1)
    governs = office.key == "government" and state is not None and state.form is Form.STATE and not state.prefix
    return governs or _is_of_many(line, office, names, index)


def _is_anothers(office: Office, inner: Office, names: dict[int, Name]) -> bool:
    """«استدعت وزارة الخارجية السفير الإسرائيلي», «استقبل الرئيس سفير إسبانيا»: an envoy with a state of his own is
    nobody's title."""
    return inner.key == "ambassador" != office.key and inner.end in names


def _is_of(name: Name, office: Office, line: Line, index: int) -> bool:
    if name.is_adjective:
        return True
    if name.form is Form.PEOPLE:
        return office.key in _OF_PEOPLE
    if name.form is Form.PERSON:  # «سفير خادم الحرمين الشريفين»
        return is_title(line.text(name.start, name.end).removeprefix(name.prefix))
    joined = name.prefix in ("", "ل") or (name.prefix == "ب" and (office.key == "secretary" or name.form is Form.SEAT))
    between = enumerate(line.words[office.end : index], office.end)
    return joined and not any(
        word.is_sign or (is_plain(word.text) and not _may_stand_inside(line, office, at)) for at, word in between
    )


def _is_of_many(line: Line, office: Office, names: dict[int, Name], at: int) -> bool:
    """«وزراء النقل في العراق وإيران وتركيا»: those of several states are named with «في»."""
    if not _are_several(line, office):
        return False
    first = names.get(at + 1)
    second = names.get(first.end) if first is not None else None
    states = (Form.STATE, Form.CAPITAL)
    return (
        first is not None
        and second is not None
        and first.form in states
        and second.form in states
        and second.prefix == "و"
    )


def _are_several(line: Line, office: Office) -> bool:
    return line.words[office.start].text.removeprefix(office.prefix).removeprefix("ال") in _SEVERAL


_SEVERAL = frozenset(
    "وزراء وزيرا وزيري وزيران روساء رييسا رييسي قاده سفراء زعماء مسوولي مسوولون ممثلي ممثلو وفود وكلاء".split()
)


def _is_object(line: Line, at: int) -> bool:
    """Whether «ب» and a common noun tell what a verb is about; «المكلف بملف ...» is an office."""
    word, before = line.words[at].text, line.words[at - 1].text
    if word.startswith("بال") and word[3:] in _OBJECTS and not before.endswith(_CHARGED):
        return True  # «ندد المتحدث باسم وزارة الخارجية بالموقف الإيراني»
    object_like = word[:1] == "ب" and not word.startswith("بال") and not before.endswith(_CHARGED)
    return object_like and is_common(word, 0) and office_at(line.words, at) is None


_OBJECTS = word_set("deeds") | word_set("misdeeds")
_CHARGED = ("مكلف", "مكلفه", "قايم", "قايمه", "معني", "معنيه")


def _may_stand_inside(line: Line, office: Office, at: int) -> bool:
    word = line.words[at].text
    if word == "في" and at == office.end and _is_of_transition(line, office):
        return True
    return word in _WITHIN or _is_portfolio(office, word, at) or _is_in_body(line, at)


def _is_of_transition(line: Line, office: Office) -> bool:
    """Whether an office is of rulers who are named with «في»: «رئيس المجلس العسكري في ...»."""
    return office.end - office.start > 1 and line.words[office.end - 1].text in _TRANSITION


_TRANSITION = frozenset(("الانتقاليه", "الانتقالي", "العسكري", "الرياسي", "الموقت", "الموقته", "السيادي"))


def _is_in_body(line: Line, at: int) -> bool:
    """«رئيس اللجنة في مجلس ...», «مسؤول في وزارة ...»: a body behind «في» belongs to the office."""
    return line.words[at].text == "في" and at + 1 < len(line.words) and line.words[at + 1].text in _BODIES


_BODIES = frozenset(("مجلس", "البرلمان", "وزاره", "الخارجيه", "الحكومه"))


def _is_portfolio(office: Office, word: str, index: int) -> bool:
    """«وزير العلاقات الدولية», «رئيس لجنة القضايا»: a word that elsewhere ends a name says here what office it is."""
    return (
        index == office.end
        and not office.definite
        and word.startswith("ال")
        and word != "الي"
        and office.key in _WITH_PORTFOLIO
    )


def _owner(line: Line, office: Office, cast: Cast) -> str | None:
    """«جددت غانا، على لسان وزير خارجيتها ...»: the state named last before, be it by an office in an earlier line."""
    before = [name for name in line.names if name.end <= office.start and name.party in STATE_CODES]
    return next((name.party for name in reversed(before) if name.form is not Form.PEOPLE), cast.spoken)


def _is_possessed(line: Line, office: Office) -> bool:
    return office.end - office.start > 1 and line.words[office.end - 1].text.endswith(_POSSESSED)


_POSSESSED = ("يتها", "يته", "يتهم", "ايها", "متها", "اعها", "اعه")


def _government_side(line: Line, office: Office, cast: Cast) -> str | None:
    """«الوفد الحكومي»: of the government named before; «المتحدث باسم الوزارة» speaks for the ministry named before."""
    behind = line.words[office.end].text if office.end < len(line.words) else ""
    last = line.words[office.end - 1].text
    if office.key in ("delegate", "side") and not {behind, last}.isdisjoint(("الحكومي", "الحكوميه", "حكوميه", "حكومي")):
        return cast.government
    if office.key == "speaker" and (behind in ("باسمها", "باسمه") or "باسم" in (behind, last)):
        return cast.ministry or cast.home or cast.government
    return None
