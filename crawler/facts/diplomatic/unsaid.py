"""Parties that a line leaves unsaid: whose «وزير الخارجية», which «المملكة», the outlet's own state."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from crawler.arabic.names import STATE_CODES, Form, Name
from crawler.facts.diplomatic.actor import UNKNOWN, Actor
from crawler.facts.diplomatic.bodies import with_bodies
from crawler.facts.diplomatic.cast import Cast
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.offices import is_plain

# Offices that a paper names without a nationality when they are its own state's.
HOME_OFFICES = frozenset(
    ["president", "king", "crown", "pm", "fm", "minister", "government", "parliament", "speaker", "deputy"]
)
HOMES = "home"  # an office first said without a state is that of the outlet's own
_KINGDOMS = frozenset(("SA", "MA", "JO", "BH"))
_STAY = frozenset(("government", "speaker"))  # ministers travel, ministries do not
_RECEIVES = frozenset(
    "استقباله استقبالها مستقبليه مستقبليها مستقبلي استقبله استقبلها يستقبله يستقبلها واستقبله واستقبلها استقبالهم".split()
)
LEAD = 1  # the line in which a story of home's own dealing names its own office
KINGDOM = "kingdom"  # «المملكة» with no name behind it


def not_oman(lines: Sequence[Line], home: str | None) -> str | None:
    """A dateline «عمان» is Amman's where the story speaks of Jordan and never of Oman."""
    if home != "OM":
        return home
    parties = {name.party for line in lines for name in line.names}
    return "JO" if "JO" in parties and "OM" not in parties else home


def in_amman(lines: Sequence[Line], home: str | None) -> Sequence[Line]:
    """A title's bare «عمان» is Amman where the body speaks of Jordan and Oman is named in no other way."""
    if not lines or not any(_is_bare_oman(lines[0], name) for name in lines[0].names):
        return lines
    spoken = [(line, name) for line in lines for name in line.names if name.party in ("OM", "JO")]
    of_jordan = home == "JO" or any(name.party == "JO" for _, name in spoken)
    if not of_jordan or any(name.party == "OM" and not _is_bare_oman(line, name) for line, name in spoken):
        return lines
    return [
        replace(
            line,
            names=tuple(
                replace(name, party="JO", form=Form.CAPITAL) if _is_bare_oman(line, name) else name
                for name in line.names
            ),
        )
        for line in lines
    ]


def _is_bare_oman(line: Line, name: Name) -> bool:
    return name.party == "OM" and name.end - name.start == 1 and line.words[name.start].text.endswith("عمان")


def with_sides(lines: Sequence[Line]) -> Sequence[Line]:
    """The bodies that a story speaks of by their kind; «صنعاء» speaks for the Houthis where they are named and Yemen's
    government is not."""
    lines = with_bodies(lines)
    own = [(line, name) for line in lines for name in line.names if name.party == "YE"]
    forms = {name.form for line, name in own if not _is_only_place(line, name)}
    if forms != {Form.CAPITAL} or not any(name.party == "Houthis" for line in lines for name in line.names):
        return lines
    return [
        replace(
            line,
            names=tuple(
                replace(name, party="Houthis") if name.party == "YE" and name.form is Form.CAPITAL else name
                for name in line.names
            ),
        )
        for line in lines
    ]


def _is_only_place(line: Line, name: Name) -> bool:
    """«المبعوث الأممي إلى اليمن», «الحرب في اليمن», «اليمنيين»: the land or its people, and no government."""
    before = line.words[name.start - 1].text if name.start else ""
    return name.form is Form.PEOPLE or (name.form is Form.STATE and before in ("الي", "في"))


def is_silent(home: str | None, lines: Sequence[Line]) -> bool:
    """Whether a story names its outlet's own state nowhere at its beginning: «الوزارة» may be of the state that it is of."""
    opening = [line for line in lines if line.number <= _OPENING]
    return home is not None and all(name.party != home for line in opening for name in line.names)


_OPENING = 3  # lines in which a story of home's dealing names home


def speaks_first(at_home: int | None, lines: Sequence[Line], found: Sequence[Sequence[Actor]]) -> bool:
    """Whether an office without a state opens title or lead, before its line names any state: it is the outlet's own.

    «رئيس الوزراء التركي ... إعلان وزير الداخلية»: behind a state's name an office is of that story's state.
    """
    if at_home is None or at_home > LEAD:
        return False
    line = lines[at_home]
    office = next((a for a in found[at_home] if a.party == UNKNOWN and a.office in HOME_OFFICES), None)
    states = [name for name in line.names if name.party in STATE_CODES]
    if office is None or any(name.start < office.start for name in states):
        return False
    first = next(iter(states), None)
    if first is None or first.start - office.end > _SEAT:
        return True
    # «رئيس المجلس العسكري الحاكم في موريتانيا»
    return first.prefix != "ب" and (first.start == 0 or line.words[first.start - 1].text != "في")


_SEAT = 2  # words between an office and the state that it is in


def home_by_story(lines: Sequence[Line], cast: Cast) -> str | None:
    """The state whose offices need no name, where nobody has said it: the ministry's own name or a known holder tells
    («الرئيس عبد الفتاح السيسي»), or the title names two states and the story gives offices of one only."""
    hint = next((party for party in cast.hints if party not in cast.named), None)
    if hint is not None:
        return hint
    post = _post_of_envoy(lines)
    if post is not None:
        return post
    cast.home_is_guess = True
    own = [party for party in cast.pair if party not in cast.named]
    if own:
        return own[0]  # «اتفاق تونسي ليبي»: an outlet's own state stands first
    spoken = Counter(
        name.party
        for line in lines
        for name in line.names
        if name.party in STATE_CODES and name.form in (Form.STATE, Form.NATIONALITY, Form.CAPITAL)
    ).most_common(2)
    clear = bool(spoken) and spoken[0][1] >= 3 and (len(spoken) == 1 or spoken[0][1] > spoken[1][1] + 1)
    return spoken[0][0] if clear else None


def _post_of_envoy(lines: Sequence[Line]) -> str | None:
    """«استدعت وزارة الخارجية ... القائم بأعمال السفارة الدنماركية بالقاهرة»: an unnamed ministry summons whom it hosts."""
    for line in lines[:2]:
        summoned = any("ستدع" in word.text for word in line.words[:3])
        for sent, post in zip(line.names, line.names[1:], strict=False):
            at_post = post.prefix == "ب" or line.words[post.start - 1].text in ("في", "لدي")
            near = sent.is_adjective and post.start - sent.end <= 1 and post.form in (Form.CAPITAL, Form.STATE)
            if summoned and near and at_post and sent.party != post.party:
                return post.party
    return None


def titled_pair(lines: Sequence[Line]) -> tuple[str, ...]:
    """The two states of the title, where it names just two."""
    names = lines[0].names if lines else ()
    titled = tuple(dict.fromkeys(name.party for name in names if name.party in STATE_CODES))
    return titled if len(titled) == 2 else ()


def kingdom_of(lines: Sequence[Line], home: str | None) -> str | None:
    """The kingdom that «المملكة» means: home's, else the first that the story names."""
    if home in _KINGDOMS:
        return home
    return next((name.party for line in lines for name in line.names if name.party in _KINGDOMS), None)


def _resolve(actor: Actor, cast: Cast) -> Actor:
    """«وزير الخارجية» without a nationality is that of the party the story gives it, else home's."""
    if actor.party != UNKNOWN:
        return actor
    if actor.office == KINGDOM:
        return replace(actor, party=cast.kingdom or UNKNOWN, office=None)
    if cast.home_is_guess and not actor.person:
        # Authorities without a name may be anybody's; a minister by name is somebody's that the story knows well.
        named = cast.later.get(actor.office or "")
        return replace(actor, party=named) if named else actor
    party = cast.offices.get(actor.office or "")
    if party == HOMES:
        party = cast.home or cast.later.get(actor.office or "")
    if party is None and (actor.office in HOME_OFFICES or (actor.office == "ambassador" and actor.person)):
        party = cast.home
    return replace(actor, party=party) if party else actor


def resolved(line: Line, actors: Sequence[Actor], cast: Cast) -> list[Actor]:
    """The actors of a line with the parties that it leaves unsaid, as far as the story tells them."""
    result: list[Actor] = []
    place: str | None = None
    town = _town_of(line, actors)
    for one in actors:
        actor = one
        stays = (actor.office in _STAY and town != "OM") or cast.home_is_guess or not cast.home
        if town and actor.party == UNKNOWN and actor.office in HOME_OFFICES and stays:
            actor = replace(actor, party=town)  # «وفي بورتسودان، أبدت وزارة الخارجية ...»
            cast.later.setdefault(actor.office or "", town)
        if actor.person and any(word.text in _RECEIVES for word in line.words[max(0, actor.start - 6) : actor.start]):
            # «وصل بلغراد وكان في استقباله وزير الخارجية فلان»: a host is of the place
            actor = replace(actor, receives=True, party=place if actor.party == UNKNOWN and place else actor.party)
        if actor.party == UNKNOWN and actor.office == "side" and result and len(cast.pair) == 2:
            others = [party for party in cast.pair if party != result[-1].party]
            actor = replace(actor, party=others[0]) if len(others) == 1 else actor
        actor = _of_the_pair(line, actor, actors)
        actor = _resolve(actor, cast)
        if actor.place or (actor.case in ("الي", "في") and not actor.office):
            place = actor.party
        result.append(actor)
    return result


def _of_the_pair(line: Line, actor: Actor, actors: Sequence[Actor]) -> Actor:
    """«بحث نائب رئيس الوزراء ... مع الوزير البريطاني ... العلاقات بين العراق وبريطانيا»: his state is the other of the two."""
    if actor.party != UNKNOWN or actor.office not in HOME_OFFICES:
        return actor
    partners = {other.party for other in actors if other.office and other.party != UNKNOWN}
    for first, second in zip(line.names, line.names[1:], strict=False):
        before = line.words[first.start - 1].text if first.start else ""
        joined = second.prefix == "و" and second.start == first.end and before == "بين"
        if not joined or first.form is not Form.STATE or second.form is not Form.STATE:
            continue
        own = {first.party, second.party} - partners
        if len(own) == 1:
            return replace(actor, party=own.pop())
    return actor


def _town_of(line: Line, actors: Sequence[Actor]) -> str | None:
    """The state of a capital that a line begins with: «وفي بورتسودان، ...»."""
    first = actors[0] if actors else None
    if first is None or not first.place or first.case != "في" or first.start > 1 or first.end >= len(line.words):
        return None
    return first.party if line.words[first.end].text == "،" else None


def with_envoys(lines: Sequence[Line], cast: Sequence[list[Actor]]) -> list[list[Actor]]:
    """«الدبلوماسي الإيطالي السويدي» is the organisation's envoy named before: his nationality makes no party."""
    named = (a for actors in cast for a in actors if a.office == "envoy" and a.person and a.party not in STATE_CODES)
    envoy = next(named, None)
    if envoy is None:
        return list(cast)
    spoken = Counter(name.party for line in lines for name in line.names)
    return [_envoys(line, actors, envoy, spoken) for line, actors in zip(lines, cast, strict=True)]


def _envoys(line: Line, actors: list[Actor], envoy: Actor, spoken: Counter[str]) -> list[Actor]:
    result: list[Actor] = []
    end = -1  # of the envoy's nationalities
    for actor in actors:
        first = line.words[actor.start].text
        if first in _THE_DIPLOMAT and actor.office == "ambassador" and not actor.person and spoken[actor.party] == 1:
            result.append(replace(actor, party=envoy.party, person=envoy.person, office="envoy"))
            end = actor.end
        elif actor.adjective and actor.start == end and spoken[actor.party] == 1:
            end = actor.end
        else:
            result.append(actor)
    return result


_THE_DIPLOMAT = frozenset(("الدبلوماسي", "الدبلوماسيه", "السياسي", "الديبلوماسي"))


def with_surnames(lines: Sequence[Line], cast: Sequence[list[Actor]]) -> list[list[Actor]]:
    """«السوداني يستقبل ...» is Muhammad Shia al-Sudani, where the story names him, and nobody of Sudan."""
    known: dict[str, Actor] = {}
    for line, actors in zip(lines, cast, strict=True):
        for actor in actors:
            last = line.words[actor.end - 1].text if actor.person and actor.end <= len(line.words) else ""
            if last.startswith("ال") and actor.party != UNKNOWN and actor.end - actor.start > 1:
                known.setdefault(last, actor)
    if not known:
        return list(cast)
    return [
        [_surnamed(line, actor, known) if actor.adjective or actor.people else actor for actor in actors]
        for line, actors in zip(lines, cast, strict=True)
    ]


def _surnamed(line: Line, actor: Actor, known: dict[str, Actor]) -> Actor:
    holder = known.get(line.words[actor.start].text) if actor.end - actor.start == 1 else None
    before = line.words[actor.start - 1] if actor.start else None
    alone = before is None or before.is_sign or is_plain(before.text)
    if holder is None or holder.party == actor.party or not alone:
        return actor
    return replace(actor, party=holder.party, person=holder.person, strong=True, adjective=False, people=False, case="")
