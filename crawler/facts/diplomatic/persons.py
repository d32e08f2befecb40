"""Names of persons beside offices.

Arabic has no capital letters: an unknown name runs from an office or an honorific to the first word that is surely
none – a preposition, a verb, a sign, another party.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.arabic.letters import fold_key
from crawler.arabic.names import Form, Name, unglued
from crawler.arabic.places import places_of
from crawler.arabic.words import Word
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.not_names import is_common, is_wish
from crawler.facts.diplomatic.offices import is_honorific, is_plain, office_at
from crawler.facts.diplomatic.triggers import ends_name
from crawler.facts.diplomatic.words import word_set

_MOST_WORDS = 7
_SHORT_VERB = 5  # letters of «وعدت», which may be a name's word; longer ones are «و» and a verb
_BINDERS = word_set("binders")
# Offices and honorifics that are also given names: no end of a name.
_ALSO_NAMES = word_set("also_names")
_LIKE_DEFINITE = word_set("like_definite")
# «وليد», «وائل», «وهيب», «وونغ»: names, not «و» and a word
_JOINED = ("وا", "ول", "وي", "وه", "ون", "ود", "ور", "وس", "وو", "وج", "وض", "وص")
SHORT_TITLES = frozenset(("الملك", "السلطان", "الملكه", "البابا", "الامير", "الاميره"))
# Between an envoy's office and his name: where he is posted, or what he looks after.
_AT_POST = frozenset(("لدي", "في", "الي", "بشان"))
_PORTFOLIO = frozenset(("لشوون", "للشوون", "شوون", "لشيون", "لملف", "المكلف", "المكلفه", "المعني", "المعنيه", "لعمليه"))
_POSTED = frozenset(("ambassador", "envoy", "secretary", "deputy", "delegate", "speaker", "minister", "side", "fm"))
_OBJECTS = ("ه", "ها", "ته", "تها", "هم", "تهم")  # «وسلمته مذكرة»
_WITH_PORTFOLIO = frozenset(("minister", "deputy", "secretary"))
_SENT_TO = frozenset({Form.STATE, Form.CAPITAL, Form.ORGANISATION})
_HERE = frozenset(("البلاد", "المملكه", "لديها", "لديه", "السلطنه", "الدوله", "الاردن"))
_STANDING = frozenset(
    (
        "بالوكاله",
        "بالانابه",
        "بالنيابه",
        "الدايم",
        "الدايمه",
        "المقيم",
        "المقيمه",
        "غير",
        "الخاص",
        "الخاصه",
        "الشخصي",
        "الجديد",
        "الجديده",
        "الزاير",
        "الزايره",
        "الضيف",
    )
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name at words[start:end]; `party` where the name itself is known."""

    text: str
    start: int
    end: int
    party: str | None = None


def person_after(
    line: Line, index: int, names: dict[int, Name], party: str | None, *, office: str | None = None
) -> Person | None:
    """The person's name that follows an office, what stands between them left out.

    Honorifics, a wish («حفظه الله»), an envoy's post («لدى العراق») or portfolio («لشؤون الرهائن») may stand between.
    """
    words = line.words
    at = index
    while at < len(words) and words[at].text in _STANDING:
        at += 1
    if office in _WITH_PORTFOLIO:
        at = _portfolio_end(words, at, names)
    if office in _POSTED:
        at = _behind_post(line, at, names)
    person = _named_at(line, at, names, party)
    if person is None and at < len(words) and words[at].text in ("،", ","):
        person = _named_at(line, at + 1, names, party)
        if person is not None and not _is_apposed(line, at + 1, person):
            return None
    return person


def _named_at(line: Line, index: int, names: dict[int, Name], party: str | None) -> Person | None:
    words = line.words
    at = index
    while at < len(words):
        name = names.get(at)
        if name is not None and name.form is Form.PERSON and name.prefix in ("", "ل", "ب"):
            known = _known(line, name, names, party)
            if not is_title(known.text):
                return known
            at = name.end  # «خادم الحرمين الشريفين الملك سلمان»
            continue
        each = words[at].text == "كل" and at + 1 < len(words) and words[at + 1].text == "من"
        if each:  # «الجانب الإيراني كل من ...»
            at += 2
            continue
        if party is not None and words[at].text.startswith("بال") and is_honorific(words[at].text[1:]):
            return None  # «جمع رئيس غانا بالسيدة ...»
        if not (is_honorific(words[at].text) or is_wish(words[at].text) or words[at].text in ("(", '"', "-")):
            break
        at += 1
    end = name_end(line, at, names)
    if any(word.text in ('"', "-") for word in words[index:at]) and not (end < len(words) and words[end].text == '"'):
        return None  # what is quoted behind an office is a name only if it is quoted alone
    # One word alone is trusted only behind an honorific; a name does not begin like «المحادثات».
    least = 1 if any(is_honorific(word.text) for word in words[index:at]) else 2
    if end - at < least or (end - at > 1 and is_definite(words[at].text)):
        return None
    return Person(line.text(at, end), at, end)


def is_definite(word: str) -> bool:
    """Whether a folded word begins with the article, and is no given name that does («ألبرت», «الطاهر»)."""
    return word.startswith("ال") and word not in _ALSO_NAMES and word not in _LIKE_DEFINITE


def _is_apposed(line: Line, index: int, person: Person) -> bool:
    """«المبعوث الأممي، ستافان دي ميستورا، ...»: a name between commas, or behind one and an honorific."""
    words = line.words
    behind = words[person.end].text if person.end < len(words) else "."
    return behind in ("،", ",", ".", ":", ")") or person.start > index or person.party is not None


def _behind_post(line: Line, index: int, names: dict[int, Name]) -> int:
    """Where an envoy's name may begin: behind «لدى الأمم المتحدة», «في لبنان», «لشؤون الرهائن»."""
    words = line.words
    at = index
    if at < len(words) and words[at].text in ("عضو", "باسم", "باسمها", "باسمه"):
        return _behind_membership(words, at)
    if at < len(words) and words[at].text in _PORTFOLIO:
        return _behind_portfolio(words, at + 1)
    if at < len(words) and words[at].text in _HERE - {"المملكه", "البلاد", "الاردن", "الدوله", "السلطنه"}:
        return at + 1
    looked_after = at + 1 < len(words) and words[at].text[:1] == "ل" and words[at + 1].text.startswith("ال")
    if looked_after and at not in names and is_common_or_nisba(words[at + 1].text):
        return _behind_portfolio(words, at)  # «لإدارة الأزمات»
    if at >= len(words) or words[at].text not in _AT_POST:
        glued = names.get(at)
        posts = (Form.STATE, Form.CAPITAL) if glued is None or glued.prefix != "ل" else _SENT_TO
        if glued is not None and glued.prefix in ("ب", "ل") and glued.form in posts:
            return glued.end  # «السفير الفرنسي بالقاهرة إريك شوفالييه», «المبعوث الفرنسي لدول الخليج»
        return index
    at += 1
    while at < len(words) and is_state_word(words[at].text) and at not in names:
        at += 1
    name = names.get(at)
    if name is not None and name.form is not Form.PERSON:
        return _behind_second_post(name.end, names)
    town = next(iter(places_of(words[at - 1 : at + 3])), None)  # «في» shows that it is one
    if town is not None and town.start == 1 and town.known:
        return at - 1 + town.end  # «القنصل العام الألماني في أربيل»
    return at + 1 if at < len(words) and words[at].text in _HERE else index


def _behind_second_post(index: int, names: dict[int, Name]) -> int:
    """«لدى السعودية واليمن»."""
    name = names.get(index)
    return name.end if name is not None and name.prefix == "و" and name.form is not Form.PERSON else index


def _behind_membership(words: Sequence[Word], index: int) -> int:
    """«عضو مكتبها السياسي سليم حمدان», «المتحدث باسم الوزارة علي الخفاجي»."""
    at = index + 1
    if words[index].text in ("باسمها", "باسمه"):
        return at
    if at < len(words) and not words[at].is_sign:
        at += 1
    while at < len(words) and at - index < 5 and words[at].text.startswith("ال") and is_common_or_nisba(words[at].text):
        at += 1
    return at


def is_common_or_nisba(word: str) -> bool:
    """Whether a definite word is a common noun or an adjective: «الوزارة», «السياسي»."""
    return is_common(word, 1) or word.endswith(("ي", "ه", "ات"))


def _portfolio_end(words: Sequence[Word], index: int, names: dict[int, Name]) -> int:
    """«وزير [التجارة الخارجية وترقية الصادرات] كمال رزيق»: where what an office looks after ends."""
    at = index
    while at < len(words) and at - index < 8 and at not in names:
        text = words[at].text
        following = words[at + 1].text if at + 1 < len(words) else ""
        if text in _ALSO_NAMES or is_honorific(text):
            break
        if text.startswith(("ال", "وال", "لل")) and is_common_or_nisba("ال" + text[2 + text.startswith("وال") :]):
            at += 1
        elif text == "دوله" or (at > index and text[:1] == "و" and following.startswith("ال")):
            at += 2 if text != "دوله" else 1
        else:
            break
    return at


def _behind_portfolio(words: Sequence[Word], index: int) -> int:
    at = index + 1
    while at < len(words) and at - index < 5:
        text = words[at].text
        pair = text.startswith("و") and at + 1 < len(words) and words[at + 1].text.startswith("ال")
        if not (text.startswith(("ال", "وال", "لل")) or pair):
            break
        at += 2 if pair and not text.startswith("وال") else 1
    return at


# No king acts where a place is named after him: «بمطار الملك خالد».
_NAMED_AFTER = frozenset(
    "مطار مستشفي شارع مدينه مركز كليه قاعده مسجد جسر كاس جايزه ميدان استاد جامعه ملعب ساحه حديقه مجمع موسسه".split()
)


def is_namesake(word: str) -> bool:
    """Whether a folded word stands before a place or prize named after somebody: «بمطار الملك خالد»."""
    return any(rest.removeprefix("ال") in _NAMED_AFTER for _, rest in unglued(word))


def is_title(name: str) -> bool:
    """Whether a listed «name» only says an office: «خادم الحرمين الشريفين»."""
    return fold_key(name).startswith(("خادم الحرمين", "البابا", "قداسه"))


def is_state_word(word: str) -> bool:
    """Whether a folded word stands before a state's name and says no more: «جمهورية العراق»."""
    return word in ("جمهوريه", "دوله", "مملكه", "سلطنه", "حكومه", "منظمه")


def _known(line: Line, name: Name, names: dict[int, Name], party: str | None) -> Person:
    start = name.start
    while start < name.end - 1 and line.words[start].text.removeprefix(name.prefix) in SHORT_TITLES:
        start += 1
    end = name.end
    if party is not None and name.party != party:  # a leader's namesake: the office says whose he is
        end = max(end, name_end(line, name.start, names))
        return Person(line.text(start, end), start, end)
    end = lineage_end(line.words, end)
    text = line.text(start, end)
    return Person(text[len(name.prefix) :] if start == name.start else text, start, end, name.party)


def lineage_end(words: Sequence[Word], index: int) -> int:
    """Where a known name really ends: «محمد بن سلمان» goes on with «بن عبدالعزيز آل سعود»."""
    at = index
    while at + 1 < len(words) and words[at].text in ("بن", "ابن", "ال", "ولد") and not words[at + 1].is_sign:
        at += 3 if words[at + 1].text in ("عبد", "ال") and at + 2 < len(words) else 2
    return at


def person_before(line: Line, start: int, party: str | None = None) -> Person | None:
    """«الدكتور بدر عبد العاطي وزير الخارجية»: a name between an honorific and an office."""
    words = line.words
    end = start - 1 if start and words[start - 1].text in ("،", ",") else start
    at = end
    while at > 0 and end - at <= 8:
        word = words[at - 1]
        if is_honorific(word.text) and at < end:
            if at > 1 and is_namesake(words[at - 2].text):
                return None  # «بمطار الملك خالد الدولي»
            if party is not None and any(
                name.start < end and name.end > at and name.party != party for name in line.names
            ):
                return None  # «استقبل الملك سلمان وزير خارجية الهند»: another's office
            ends = (n.end for n in line.names if n.form is Form.PERSON and at - 1 <= n.start and n.end < end)
            begin = max(ends, default=at)  # «عين الملك محمد السادس يوسف العمراني سفيرا»: two persons stand there
            return Person(line.text(begin, end), begin, end) if end - begin >= 2 else None
        if word.is_sign or word.is_number or is_plain(word.text) or is_wish(word.text):
            return None
        office = office_at(words, at - 1)
        if office is not None and word.text not in _ALSO_NAMES and office.key != "military":
            return None
        if any(name.start <= at - 1 < name.end and name.form is not Form.PERSON for name in line.names):
            return None
        at -= 1
    return None


def name_end(line: Line, start: int, names: dict[int, Name]) -> int:
    """Where a name that begins at a word ends; `start` itself where it is no name."""
    words = line.words
    at = start
    while at < len(words) and at - start < _MOST_WORDS and _goes_on(line, start, at, names):
        at += 1
        binds = any(word.text in _BINDERS for word in words[start:at])
        if at - start >= 4 and words[at - 1].text not in _BINDERS and not binds:
            break
    while at > start and words[at - 1].text in _BINDERS:
        at -= 1
    return at


def _is_ali(line: Line, at: int) -> bool:
    """Whether «علي» is the name and no «على»: the writer spells it with ya, and the preposition otherwise elsewhere."""
    return line.text(at, at + 1).endswith("ي") and line.tells_ya_apart


def _goes_on(line: Line, start: int, at: int, names: dict[int, Name]) -> bool:
    words = line.words
    word = words[at]
    if at > start and words[at - 1].text == "عبد" and word.text.startswith("ال"):
        return True  # «عبد السلام», whatever the second word means elsewhere
    if word.text == "علي" and at == start and _is_ali(line, at):
        return True
    if word.is_sign:  # «فرانك-فالتر»
        follows = at + 1 < len(words) and not words[at + 1].is_sign and not is_plain(words[at + 1].text)
        return word.text == "-" and at > start and follows and word.start == words[at - 1].end
    if word.is_number or is_plain(word.text) or ends_name(word.text) or is_common(word.text, at - start):
        return False
    if at > start and is_honorific(word.text) and word.text not in _ALSO_NAMES:
        return False
    name = names.get(at)
    if name is not None and (name.form is not Form.PERSON or name.prefix) and not _is_surname(name, start):
        return False
    office = office_at(words, at)
    if office is not None and office.key != "military":
        of_state = office.end < len(words) and is_state_word(words[office.end].text)
        of_state = of_state or ((follower := names.get(office.end)) is not None and follower.form is not Form.PERSON)
        if word.text not in _ALSO_NAMES or of_state or office.end > at + 1:
            return False
    if at == start:
        return not (word.text.startswith("و") and word.text.endswith("ت") and len(word.text) > _SHORT_VERB)  # «وسحبت»
    if at == start + 1 and word.text[:1] in "بل" and is_plain(word.text[1:]) and len(word.text) > 3:
        return False  # «وعد بنقل ...»
    if word.text[:1] == "و" and len(word.text) > 3 and not _joins(word.text):
        return False
    if word.text[:1] in "وف" and any(
        word.text.endswith(ending) and is_plain(word.text[1:].removesuffix(ending)) for ending in _OBJECTS
    ):
        return False  # «وسلمه»
    return not (word.text[:1] == "س" and (is_plain(word.text[1:]) or ends_name(word.text[1:])))


def _is_surname(name: Name, start: int) -> bool:
    """«أحمد المصري», «لويس مونتينيغرو», «كاثي بانغي»: a nationality, a state or a capital that is a name's second word."""
    if name.prefix or not start < name.start < start + 3:
        return False
    return name.form is Form.NATIONALITY or (
        name.form in (Form.STATE, Form.CAPITAL)
        and name.start == start + 1
        and name.end == name.start + 1
        and not name.definite
    )


def _joins(word: str) -> bool:
    """Whether «و» is a letter of a name's word and no conjunction."""
    return word.startswith(_JOINED) and not is_plain(word[1:]) and not is_honorific(word[1:])
