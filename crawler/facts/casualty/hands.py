"""The hands that a sentence names: who struck, shot, held or laid it, each with the word that leads to the name.

Names are read without a list where a word of agency stands before them («على يد», «نفذه»); elsewhere only a known
force («قوات النظام») or a name with a head of arms («مسلحو …») is believed.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from crawler.arabic.beginnings import where
from crawler.arabic.letters import fold_key
from crawler.arabic.people import PEOPLE, Count
from crawler.arabic.words import Dictionary, Found, Word, clitics
from crawler.facts.casualty.beginnings import BEGINNINGS
from crawler.facts.casualty.cues import CUES
from crawler.facts.casualty.name_ends import is_object, is_past_name

_HERE = Path(__file__).parent
_LONGEST = 8  # words of a name
_ACCUSED_WITHIN = 18  # words between «اتهم» and «بقتل»
_FIRED_WITHIN = 8  # words between «فتح» and «النار»
_FREEING = "تحرير"  # «جيش تحرير بلوشستان»
_LINK_WITHIN = 7  # words between «نسبه» and «إلى», «اشتباكات» and «مع»
_QUOTE = '"'
_DRONES = frozenset(("طايره", "مسيره", "مسيرات"))
_ON = frozenset(("علي", "في", "قرب", "عند"))
_MET = frozenset("لرتل لقافله لدوريه لموكب لحافله لقوه لمركبه لعربه لوحده لسياره".split())  # «كمين لرتل للجيش»
_STRUCK_OR_STRIKE = "قصف"  # verb and noun are spelled alike


class Actor(NamedTuple):
    """A name at words[start:end], of whose first word `cut` letters are a preposition."""

    start: int
    end: int
    cut: int = 0


class Hand(NamedTuple):
    """An actor and the position of the word that makes him one; `faint` where it only names a whole war."""

    at: int
    actor: Actor
    faint: bool = False
    claims: bool = False  # it says so itself («وتبنى تنظيم … الهجوم»), which is so of the story's happening


class _Lead(Enum):
    """What kind of word leads to a name."""

    BY = "by"  # «على يد»: whatever follows is the name
    BY_KNOWN = "by known"  # «تتبع», «في سجون»: only a name of a force
    WEAPON = "weapon"  # «غارة», «هجوم»: a name in construct, or behind «ل»
    STRIKES = "strikes"  # «قصفت»: its subject
    DOES = "does"  # «أقدم … على»: its subject, whoever it is
    CRIME = "crime"  # «بقتل» behind «اتهم»: the name before it
    ACCUSES = "accuses"
    ADOPTS = "adopts"  # «تبنى»: its subject, who owns up to the happening of the story
    ATTRIBUTES = "attributes"  # «نسبه الجيش إلى …»: the name behind «إلى»
    FIGHTS = "fights"  # «اشتباكات» …: the name behind «مع» in the same clause
    CLAIMS = "claims"  # «مسؤوليته عن»: the subject of what was said
    WAR = "war"  # «العدوان الأمريكي»: names a side without an act


def _forms() -> dict[str, list[str]]:
    rows = (_HERE / "actors.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in rows if line and not line.startswith("#"))
    return {kind: [form.strip() for form in forms.split(",")] for kind, forms in pairs}


_FORMS = _forms()
_KNOWN, _HEADS, _SAYS = (Dictionary((form, True) for form in _FORMS[kind]) for kind in ("known", "head", "says"))
_LEADS: Dictionary[_Lead] = Dictionary(
    (form, lead) for lead in _Lead if lead is not _Lead.CRIME for form in _FORMS[lead.value]
)
_CRIMES: Dictionary[_Lead] = Dictionary((form, _Lead.CRIME) for form in _FORMS[_Lead.CRIME.value])
(
    _STOPS,
    _PASSED,
    _STRUCK,
    _FIRES,
    _FIRED,
    _ATTACKERS,
    THEIRS,
    _SINCE,
    _THINGS,
    _OWNED,
    _ADJECTIVES,
    _NOBODY,
    _ARMED,
    _ARRESTS,
) = (
    frozenset(map(fold_key, _FORMS[kind]))
    for kind in (
        *("stops", "passed", "struck", "fires", "fired", "attackers"),
        *("theirs", "since", "things", "owned", "adjectives", "nobody", "armed", "arrests"),
    )
)
_LEAD = BEGINNINGS.reader(lambda text: _LEADS.begins(text) or _CRIMES.begins(text))
_LINKS = {_Lead.ATTRIBUTES: "الي", _Lead.FIGHTS: "مع"}
_FIRST = frozenset(fold_key(form).split()[0] for kind in ("known", "head") for form in _FORMS[kind])
_FIRST_KNOWN = frozenset(fold_key(form).split()[0] for form in _FORMS["known"])
_NAME_PREFIXES = ("", "ال", "ل", "لل")


def starts_name(words: Sequence[Word], index: int) -> bool:
    """Whether a name of an actor may begin at a word."""
    return any(
        found is not None and found.prefix in _NAME_PREFIXES
        for found in (_KNOWN.at(words, index), _HEADS.at(words, index))
    )


def arrests(words: Sequence[Word], hand: Hand) -> bool:
    """Whether a hand only holds people («واعتقلت الشرطة مالك العقار»)."""
    return words[hand.at].text.removeprefix("و") in _ARRESTS


def hands_of(words: Sequence[Word], begins: Sequence[int]) -> tuple[Hand, ...]:
    """Every hand that a sentence names, in order; `begins` are the bits of its words."""
    return tuple(_hands(words, begins))


def _hands(words: Sequence[Word], begins: Sequence[int]) -> Iterator[Hand]:
    accused = -_ACCUSED_WITHIN
    end = 0
    for index in where(begins, _LEAD):
        if index < end:
            continue
        crime = _CRIMES.at(words, index) if index - accused < _ACCUSED_WITHIN else None
        found = crime or _LEADS.at(words, index)
        if found is None:
            continue
        lead, after = found.value, found.end
        if lead is _Lead.ACCUSES:
            accused = index
        elif lead is _Lead.WAR:
            if not (index and words[index - 1].text in _SINCE):
                yield Hand(index, Actor(index, after, _glued(found.prefix)), faint=True)
        else:
            actor = _named_by(words, index, found)
            if actor is not None:
                yield Hand(index, actor, claims=lead in (_Lead.CLAIMS, _Lead.ADOPTS))
        end = after


def _named_by(words: Sequence[Word], index: int, found: Found[_Lead]) -> Actor | None:
    """The name that a word of agency leads to."""
    lead, after = found.value, found.end
    if lead is _Lead.WEAPON:
        verb = name_before(words, index) if words[index].text == _STRUCK_OR_STRIKE else None
        return verb or _owner(words, after)
    if lead is _Lead.STRIKES:
        return _striker(words, index, after, found.prefix)
    if lead is _Lead.DOES:
        return name_before(words, index) or name_from(words, after)
    if lead is _Lead.CRIME:
        return name_before(words, index, over_origin=True)
    if lead in (_Lead.CLAIMS, _Lead.ADOPTS):
        return _claimer(words, index, after, adopts=lead is _Lead.ADOPTS)
    if lead in _LINKS:
        return _behind(words, after, _LINKS[lead])
    named = name_from(words, after) if lead is _Lead.BY or _starts_at(words, after) else None
    return None if named is None or _is_no_hand(words, named) else named


def _starts_at(words: Sequence[Word], index: int) -> bool:
    while index < len(words) and (words[index].text in _PASSED or words[index].text == _QUOTE):
        index += 1
    return index < len(words) and starts_name(words, index)


def _owner(words: Sequence[Word], start: int) -> Actor | None:
    """«برصاص مسلحين», «غارة جوية للتحالف», «غارات الاحتلال»."""
    if start < len(words) and words[start].text in _ADJECTIVES:
        return None  # «هجوم مسلح»
    if start < len(words) and _starts_at(words, start):
        return name_from(words, start)
    for at in range(start, min(start + 4, len(words))):
        if words[at].text in _STOPS or words[at].is_sign or words[at].text in _MET:
            return None
        for dictionary in (_KNOWN, _HEADS):
            found = dictionary.at(words, at)
            if found is None:
                continue
            if found.prefix in ("ل", "لل"):
                return name_from(words, at)
            if dictionary is _KNOWN and found.prefix in ("", "ال"):
                return name_from(words, at, whole=False)
    return None


def _striker(words: Sequence[Word], index: int, after: int, prefix: str) -> Actor | None:
    """The subject of a verb of attack: before it, else behind it unless that is whom an attack struck."""
    before = words[index - 1].text if index else ""
    if before == "ان" and index > 1 and words[index - 2].text == "منذ":
        return None  # «منذ أن شنت روسيا غزوها»
    verb = words[index].text.removeprefix(prefix)
    if verb in _FIRES and not any(word.text in _FIRED for word in words[after : after + _FIRED_WITHIN]):
        return None  # «فتحت الشرطة تحقيقا»
    if before in THEIRS:
        return speaker(words, index - 1)
    ahead = name_before(words, index - 1 if before == "قد" else index)  # «كان طيران الاحتلال قد استهدف منزلهم»
    if ahead is not None:
        return ahead
    if after < len(words) and words[after].text in _THINGS:
        return _whose(words, after)
    if any(rest in _STRUCK for _, rest in clitics(before)):
        return None
    if after < len(words) and _starts_at(words, after):
        return name_from(words, after)
    noun = PEOPLE.at(words, after) if after < len(words) and verb in _ATTACKERS else None
    if noun is not None and noun.prefix == "":
        end = noun.end + (noun.end < len(words) and words[noun.end].text in _ARMED)
        armed = words[end - 1].text in _ARMED  # «أطلق شبان مسلحون النار», but not «هاجم سكان …»
        if armed or noun.value.count in (Count.ONE, Count.TWO):
            return Actor(after, end)
    return _said_before(words, index) if prefix else None


def _whose(words: Sequence[Word], start: int) -> Actor | None:
    """«قصفت طائرة مقاتلة تابعة لجيش …»: whose a thing that strikes is."""
    for at in range(start + 1, min(start + 4, len(words) - 1)):
        if words[at].text in _OWNED:
            return name_from(words, at + 1, whole=False)
    return name_from(words, start) if _starts_at(words, start) else None


def _is_no_hand(words: Sequence[Word], actor: Actor) -> bool:
    """«نفذته طائرة مسيرة», «لم تكن من قبل هدفا»: a thing that strikes, and what is no name at all."""
    first = words[actor.start].text
    before = words[actor.start - 1].text == "قبل" and actor.end == actor.start + 1  # «من قبل» is «before» too
    return first in _DRONES or (before and first.endswith("ا") and not first.endswith("ها"))


def _claimer(words: Sequence[Word], index: int, after: int, *, adopts: bool) -> Actor | None:
    """Who owns up, unless nobody did («لم تتبن أي جهة الهجوم»)."""
    if any(word.text in _NOBODY for word in words[max(0, index - 6) : after + 1]):
        return None
    if not adopts:
        return speaker(words, index)
    quoted = after < len(words) and words[after].text == _QUOTE
    return name_before(words, index) or (name_from(words, after) if quoted or _starts_at(words, after) else None)


def _behind(words: Sequence[Word], start: int, link: str) -> Actor | None:
    """The name behind a word that links it, in the same clause: «نسبه الجيش إلى متمردي …»."""
    for at in range(start, min(start + _LINK_WITHIN, len(words) - 1)):
        if words[at].is_sign and words[at].text not in ("(", ")", _QUOTE):
            return None
        if words[at].text == link:
            return name_from(words, at + 1) if _starts_at(words, at + 1) else None
    return None


def strikes_again(words: Sequence[Word], start: int, end: int) -> bool:
    """«… وقضى فيه 49 مدنيا، وضربة نفذها الجيش على …»: whether a further attack is told ahead of a hand."""
    found = (_LEADS.at(words, at) for at in range(start, end + 1) if words[at].text.startswith("و"))
    return any(lead is not None and lead.value is _Lead.WEAPON and lead.prefix == "و" for lead in found)


def _said_before(words: Sequence[Word], index: int) -> Actor | None:
    """«لم يهدأ الطيران … فشن غارات»: the last name ahead of a verb that goes on with its subject."""
    for at in range(index - 1, max(-1, index - 15), -1):
        known = _KNOWN.at(words, at)
        if known is not None and known.prefix in ("", "ال"):
            return Actor(at, known.end)
    return None


def speaker(words: Sequence[Word], index: int) -> Actor | None:
    """Who is said to speak in the clause that holds a word: «أعلن تنظيم … مسؤوليته», «قالت حركة … إنها»."""
    for at in range(index - 1, max(-1, index - 20), -1):
        if words[at].text == "\n":
            return None
        found = _SAYS.at(words, at)
        if found is None:
            continue
        before = name_before(words, at)
        if before is not None:
            return before
        after = name_from(words, found.end) if found.end < index else None
        return after or _said_before(words, at)
    return None


def name_before(words: Sequence[Word], end: int, *, over_origin: bool = False) -> Actor | None:
    """A known actor, or a name with a head, that ends right before a word."""
    while end > 0 and words[end - 1].text == _QUOTE:
        end -= 1
    for start in range(max(0, end - 6), end):
        found = _KNOWN.at(words, start)
        if found is not None and found.end == end and found.prefix in ("", "ال", "و", "وال"):
            return Actor(start, end, 1 if found.prefix.startswith("و") else 0)
    for start in range(max(0, end - (7 if over_origin else 5)), end):
        head = _HEADS.at(words, start)
        if head is None or head.prefix not in ("", "ال") or (start and words[start - 1].text in _ON):
            continue  # «دارت اشتباكات على جبهة … قتل خلالها جنديان»
        inner = words[start:end]
        if all(
            (not w.is_sign or w.text == _QUOTE) and (w.text not in _STOPS or (w.text == "من" and over_origin))
            for w in inner
        ):
            past = (
                at for at in range(start + 1, end) if is_past_name(words, start, at, named_force=starts_name(words, at))
            )
            whole = next(past, end)
            if whole == end or words[whole].text.startswith("ب"):  # «وحدات الحرس الوطني بالمهدية»
                return Actor(start, whole)
    return None


def name_from(words: Sequence[Word], start: int, *, whole: bool = True) -> Actor | None:
    """The name that begins at a word: a known one with what belongs to it, else up to a word of place or time.

    `whole` lets a name lead on to the one that it is part of («عناصر من تنظيم …»).
    """
    while start < len(words) and (words[start].text in _PASSED or words[start].text == _QUOTE):
        start += 1
    if start >= len(words) or words[start].is_sign or words[start].text in _STOPS:
        return None
    known = _KNOWN.at(words, start)
    end = known.end if known is not None else start
    owner = _KNOWN.at(words, end) if known is not None and end < len(words) and whole else None
    if owner is not None and owner.prefix in ("ل", "لل") and words[start].text in _THINGS:
        return name_from(words, owner.start, whole=False)  # «الطيران المروحي لقوات النظام السوري»
    if known is not None and (end > start + 1 or words[start].text.startswith("ال")):
        # «قصفت قوات الاحتلال المدينة»: the name is whole, what follows may be an object
        while end < len(words) and _is_of_nation(words[end].text) and not is_past_name(words, start, end):
            end += 1
        return Actor(start, end, _preposition(words[start].text))
    end = _unknown_end(words, start, end)
    of_name = whole and end < len(words) - 1 and words[end].text == "من" and end - start <= 2
    if of_name and starts_name(words, end + 1):
        group = name_from(words, end + 1, whole=False)
        end = group.end if group is not None else end  # «عناصر من تنظيم …»
    while end > start and words[end - 1].is_sign and not _closes(words, start, end):
        end -= 1
    owned = next((at for at in range(start + 1, end) if words[at].text in _OWNED), None)
    if owned is not None and whole and words[start].text in _THINGS and owned + 1 < end:
        return name_from(words, owned + 1, whole=False)
    return Actor(start, end, _preposition(words[start].text)) if end > start else None


def _unknown_end(words: Sequence[Word], start: int, end: int) -> int:
    """Where a name that no list knows ends, with what it puts in quotation marks."""
    quoted = end == start and start > 0 and words[start - 1].text == _QUOTE
    while end < len(words) and end - start < _LONGEST and (quoted or not _ends_name(words, start, end)):
        if words[end].text == _QUOTE:
            if quoted:
                break
            quoted = True
        elif words[end].is_sign and words[end].text != "/":
            break
        end += 1
        if quoted and end < len(words) and words[end].text == _QUOTE:
            end += 1
            quoted = False
    return end


def _closes(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether the sign at the end of a name is the quotation mark that closes one within it."""
    return words[end - 1].text == _QUOTE and sum(word.text == _QUOTE for word in words[start:end]) % 2 == 0


def _ends_name(words: Sequence[Word], start: int, at: int) -> bool:
    text = words[at].text
    if text == _QUOTE:
        return not (at + 2 < len(words) and any(word.text == _QUOTE for word in words[at + 1 : at + 5]))
    if text in _STOPS or text[0].isdigit() or (words[at].is_sign and text != "/"):
        return True
    if at == start:
        return False
    if is_past_name(words, start, at, named_force=text.startswith("ل") and starts_name(words, at)):
        return True
    if (CUES.at(words, at) is not None and text != _FREEING) or text.startswith("بال") or is_object(words, at):
        return True
    if text.startswith("ب") and _LEADS.at(words, at) is not None:
        return True
    return text.startswith("و") and not text.startswith(("وال", "وحد", "وطن"))


def _is_of_nation(text: str) -> bool:
    """«الإسرائيلي», «الروسية» behind a name that is known."""
    return text.startswith("ال") and text.endswith(("ي", "يه")) and text not in _STOPS


def _glued(prefix: str) -> int:
    return len(prefix.removesuffix("ال")) if prefix not in ("", "ال") else 0


def _preposition(word: str) -> int:
    """How many letters of a name's first word are «ل» or «ب» glued to it."""
    if word in _FIRST_KNOWN:
        return 0
    return next((len(p) for p, rest in clitics(word) if p in ("ل", "ب") and rest in _FIRST), 0)
