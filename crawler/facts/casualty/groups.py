"""Of whom a count phrase speaks: its noun, made narrower by the words around it."""

from collections.abc import Sequence

from crawler.arabic.numbers import begins_number
from crawler.arabic.people import HARMED, PEOPLE, Count, Noun
from crawler.arabic.words import Found, Word, clitics
from crawler.facts.casualty.armies import army_of, leads_fighters
from crawler.facts.casualty.minors import is_minor
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.roles import FREED, PILGRIMAGE, SERVES, is_the_movement, may_own
from crawler.facts.casualty.teams import served_by, team_at
from crawler.facts.casualty.whose import ends_naming, is_of_a_known_body, is_of_the_interior, those_among
from crawler.facts.casualty.wording import OWN, OWNERS, PLAIN_PEOPLE, SIDES
from crawler.facts.figure import Group, Outcome, Qualifier

_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_MEMBERS = frozenset(("عنصر", "ضابط", "قيادي", "مسوول", "فرد", "منتسب", "عون", "عضو", "منتم"))
_RANKS = frozenset(("عقيد", "عميد", "رايد", "نقيب", "ملازم", "عريف", "رقيب", "جنرال", "ضابط صف", "ملازم اول", "ضابط"))
_GUARDS = frozenset(("جندي اول", "وكيل رقيب", "رقيب", "رقيب اول", "عريف", "نقيب", "ملازم", "ملازم اول", "رايد"))
_UNIONS, _HIS = frozenset(("نقابه", "اتحاد", "رابطه", "شبكه")), frozenset(("له", "لها", "لهم", "لهما"))
_OF_THE_STATE = frozenset(("وزير", "وزيره", "نايب وزير", "وكيل وزاره", "وكيل وزير"))  # «وزير الداخلية» is no policeman
_TITLED = frozenset(("قايد", "زميل", "امر", "رفيق له", "مدير"))
_UNITS = {
    **dict.fromkeys(("لواء", "اللواء", "فرقه", "الفرقه", "فوج", "الفوج", "لوا"), Group.SOLDIERS),
    **dict.fromkeys(("كتيبه", "فصيل", "ميليشيا", "مليشيا", "جماعه", "تنظيم", "خليه"), Group.FIGHTERS),
}
_HELPERS = frozenset(("متطوع", "متطوعه", "عامل", "عامله", "موظف", "موظفه", "كادر", "سايق"))
_LINKS = frozenset(("من", "في", "صفوف", "بين", "صفوفهم", "افراد", "عناصر", "منسوبي", "منتسبي", "ضباط", "هذه", "تلك"))
_PLAIN_LINKS = _LINKS - {"افراد", "عناصر", "ضباط"}
_DUTIES = frozenset(("المكلفه", "الموكله", "المنفذه", "المداهمه", "المرافقه", "المرابطه", "المنتشره", "المتمركزه"))
_NARROWED = frozenset(
    (Group.PEOPLE, Group.FIGHTERS, Group.SOLDIERS, Group.OFFICIALS, Group.MEN, Group.WOMEN, Group.PRISONERS)
)
_BEATS_SEX = frozenset(("elderly", "children", "students", "prisoners", "migrants"))  # behind «رجل», «شاب» or «امرأة»
_BY_AGE = (Group.PEOPLE, Group.MEN, Group.WOMEN)
_MOST = frozenset(("غالبيتهم", "معظمهم", "اغلبهم", "جلهم", "بعضهم", "معظمها", "اغلبها", "غالبيتها", "بعضها"))
_HARMED_WOMEN = frozenset(("شهيده", "قتيله", "جريحه", "مصابه", "غريقه", "مفقوده", "مختطفه", "مخطوفه", "نازحه"))


def noun_at(words: Sequence[Word], index: int) -> Found[Noun] | None:
    """A noun for people or the harmed at a word; with no more than an article before it."""
    if index >= len(words) or not words[index].text[0].isalpha() or begins_number(words[index].text):
        return None
    best = _noun(words, index)
    if best is None or best.prefix not in ("", "ال"):
        return None
    if index and words[index - 1].text == "غير":
        return None  # «544 من غير المدنيين»
    return None if is_adjective(best, words, counted=True) else best


def _noun(words: Sequence[Word], index: int) -> Found[Noun] | None:
    harmed, people = HARMED.at(words, index), PEOPLE.at(words, index)
    return harmed if people is None or (harmed is not None and harmed.end >= people.end) else people


def is_adjective(noun: Found[Noun], words: Sequence[Word], *, counted: bool) -> bool:
    """«الشرطة الموريتانية», «من الجنسية المصرية», «سيدة سورية»: a nation's name behind a noun it describes.

    Behind a number («11 سورية») it is a noun.
    """
    if not noun.value.nation or noun.start == 0:
        return False
    before = words[noun.start - 1].text
    if noun.definite and before.startswith(("ال", "لل", "بال", "وال")):
        return True
    if noun.value.label != "women" or noun.value.count is not Count.ONE:
        return False
    plain = before.endswith(("ه", "ات")) and before != "عشره"
    return plain and (counted or before not in ("اصابه", "وفاه", "جثه"))


def of_noun(noun: Found[Noun], words: Sequence[Word]) -> CountPhrase:
    """A phrase for a noun, its group made narrower by the words behind it."""
    outcome = _OUTCOMES.get(noun.value.label)
    group = Group.PEOPLE if outcome is not None else Group(noun.value.label)
    if group is Group.STUDENTS and is_the_movement(words, noun.start, noun.end):
        group = Group.FIGHTERS
    if outcome is not None and noun.value.lemma in _HARMED_WOMEN:
        group = Group.WOMEN
    if group in _NARROWED:
        group = _narrowed(group, noun, words)
    if group in _BY_AGE and is_minor(words, noun.end, plural=noun.value.count is not Count.ONE):
        group = Group.CHILDREN
    return CountPhrase(
        start=noun.start, end=noun.end, low=1, high=1, qualifier=Qualifier.EXACT,
        of=Of.HARMED if outcome is not None else Of.PERSON, group=group, outcome=outcome,
        joined=noun.joined, definite=noun.definite, prefix=noun.prefix,
        agent=noun.value.agent, object=noun.value.object,
        plural=noun.value.count in (Count.MANY, Count.TWO_OR_MANY), lemma=noun.value.lemma,
        construct=noun.value.construct, owned=noun.value.owned,
    )  # fmt: skip


def _narrowed(group: Group, noun: Found[Noun], words: Sequence[Word]) -> Group:
    """The group of a general noun by what stands around it."""
    following = words[noun.end].text if noun.end < len(words) else ""
    lemma = noun.value.lemma
    if group in (Group.PRISONERS, Group.FIGHTERS):
        former = any(rest in FREED for _, rest in clitics(following))  # «أسير محرر», «سبعة مقاتلين سابقين»
        former = former and (group is Group.PRISONERS or "محرر" not in following)
        if former or group is Group.PRISONERS:
            return Group.PEOPLE if former else group
    if lemma == "زوج" and noun.value.count is Count.ONE:
        return Group.MEN
    if noun.value.owned and lemma in ("زميل", "عضو"):
        return _fellow(noun, words) or group
    if lemma in _TITLED:
        return _titled(group, noun, words)
    if group in (Group.MEN, Group.WOMEN):
        return _beaten(group, noun, words)
    if noun.value.label in _OUTCOMES:
        return _of_a_side(noun, words) or of_the_harmed(words, noun.end) or group
    if lemma in _HELPERS and (noun.value.owned or is_of_a_known_body(words, noun.end)):
        return helped_by(words, noun.start) or group
    if lemma in _HELPERS:
        return served_by(words, noun.end) or _beaten(_told(group, noun, words), noun, words)
    if lemma == "زاير":
        from_iran = following.startswith(
            ("ايراني", "باكستاني")
        )  # they visit shrines, as those of other lands seldom do
        return Group.PILGRIMS if from_iran or any(word.text in PILGRIMAGE for word in words) else group
    if lemma == "نزيل":
        return Group.PRISONERS if any("سجن" in word.text or "سجون" in word.text for word in words) else group
    team = team_at(words, noun.end) if lemma in _MEMBERS else None
    told = team or army_of(noun, words) or _told(group, noun, words)
    if told is Group.PEOPLE and lemma not in PLAIN_PEOPLE and lemma not in _MEMBERS:
        return _beaten(told, noun, words)
    return told


def _fellow(noun: Found[Noun], words: Sequence[Word]) -> Group | None:
    """«جندي … وزملاؤه», «نقابة الصحفيين … ثلاثة من أعضائها»; members of a movement may be anybody."""
    if noun.value.lemma == "زميل":
        return role_before(words, noun.start)
    group = owner_group(words, noun.start)
    return group if group not in (Group.FIGHTERS, Group.SOLDIERS, Group.POLICE) else None


def _titled(group: Group, noun: Found[Noun], words: Sequence[Word]) -> Group:
    """«الزميل الصحفي حسام», «قائد اللواء 30 مدرع العميد علي»: a trade or a rank behind tells more than «قائد»."""
    following = words[noun.end].text if noun.end < len(words) else ""
    if noun.value.lemma == "رفيق له":
        return role_before(words, noun.start) or group
    if noun.value.lemma == "قايد" and following in _UNITS:
        return _side_behind(noun, words, leads=True) or _UNITS[following]
    if noun.value.lemma == "قايد" and noun.value.count is not Count.ONE and leads_fighters(following):
        return Group.FIGHTERS  # «ثلاثة من قادة القسام»
    if noun.value.lemma == "زميل" and not noun.definite and following in _HIS:
        return role_before(words, noun.start) or group
    if noun.value.count is not Count.ONE:
        return _told(group, noun, words)
    for at in range(noun.end, min(noun.end + 6, len(words))):
        if words[at].is_sign:
            break
        title = PEOPLE.at(words, at)
        if title is None or title.prefix != "ال" or title.value.count is not Count.ONE:
            continue
        treats = noun.value.lemma == "مدير" and title.value.label in ("medics", "journalists")
        if title.value.lemma in _RANKS or treats or (at == noun.end and noun.value.lemma == "زميل"):
            return Group(title.value.label)
    return _told(group, noun, words)


def _beaten(group: Group, noun: Found[Noun], words: Sequence[Word]) -> Group:
    """«رجل مسن», «12 امرأة مسنة», «شابا قاصرا»: a role or an age right behind beats sex."""
    follower = PEOPLE.at(words, noun.end) if noun.end < len(words) else None
    if follower is None or follower.prefix not in ("", "ال") or follower.definite is not noun.definite:
        return group
    staff = noun.value.lemma.startswith(("موظف", "ناشط"))  # «ناشط مدني» is no civilian beside soldiers
    beats = _BEATS_SEX if staff or group is not Group.PEOPLE else _BEATS_SEX | {"civilians"}
    return Group(follower.value.label) if follower.value.label in beats else group


def _told(group: Group, noun: Found[Noun], words: Sequence[Word]) -> Group:
    """«عناصر الشرطة», «48 عنصرا من هذه القوات», «شخصا مدنيا», «نقيب في الدرك»."""
    lemma = noun.value.lemma
    at = noun.end
    if lemma in _MEMBERS or lemma in _RANKS or (group is Group.OFFICIALS and lemma not in _OF_THE_STATE):
        side = _side_behind(noun, words)
        if side is Group.SOLDIERS and lemma == "عون":
            return Group.POLICE  # «أعوان من الحرس الوطني»
        if side is not None:
            return side
    if lemma in _GUARDS and is_of_the_interior(words, noun.start):
        return Group.POLICE
    if at < len(words) and noun.value.label == "people" and (lemma in PLAIN_PEOPLE or lemma in _MEMBERS):
        return _told_by_noun(at, words) or group
    return group


def _told_by_noun(at: int, words: Sequence[Word]) -> Group | None:
    """The role behind a general noun: «شخصا مدنيا», «أشخاص من عناصر الأمن», «مواطنا مسنا»."""
    if words[at].text == "من":
        return _introduced(words, at + 1)
    follower = PEOPLE.at(words, at)
    if follower is None or follower.prefix not in ("", "ال") or follower.value.label == "people":
        return None
    return Group(follower.value.label) if follower.value.label in ("civilians", *_BEATS_SEX) else None


def _side_behind(noun: Found[Noun], words: Sequence[Word], *, leads: bool = False) -> Group | None:
    """The side that a word behind «عنصر», «ضابط», «أفراد» or a rank tells, the nearest and the narrowest."""
    at, lemma = noun.end, noun.value.lemma
    seen: Group | None = None
    for step in range(at, min(at + 5, len(words))):
        text = words[step].text
        if ends_naming(words, step):
            break
        if lemma in _MEMBERS and text in OWN:
            return OWN[text] or owner_group(words, noun.start, text)
        if (
            lemma in _MEMBERS
            and text in ("القوه", "القوات")
            and (
                words[step - 1].text in ("هذه", "تلك", "افراد", "عناصر")
                or (
                    words[step - 1].text in ("في", "من")
                    and words[step + 1 : step + 2]
                    and words[step + 1].text in _DUTIES
                )
                or any(word.text in ("ذاتها", "نفسها") for word in words[step + 1 : step + 2])
            )
        ):
            behind = words[step + 1].text if step + 1 < len(words) else ""
            bare = not behind.startswith("ال") or behind in ("التي", "الذين") or behind in _DUTIES
            if bare:
                return owner_group(words, noun.start, default=Group.SOLDIERS)
        side = next((group for group, names in SIDES if text in names), None)
        if side is not None and (side is not Group.FIGHTERS or lemma in _MEMBERS or leads):
            if side is not Group.SOLDIERS:
                return side  # «القوات الخاصة في الشرطة»: what is narrower comes behind
            seen = seen or side
        elif seen is not None or (step > at + 1 and text not in _LINKS and not text.startswith(("ال", "قوات", "قوه"))):
            break
    return seen


def _of_a_side(noun: Found[Noun], words: Sequence[Word]) -> Group | None:
    """«قتلى التنظيم», «جرحى الجيش»; but «ضحايا الجيش» are those that it killed."""
    if noun.value.lemma.startswith("حاله ") and noun.value.label == Outcome.INJURED and noun.end < len(words):
        return (
            _introduced(words, noun.end + 1) if words[noun.end].text == "بين" else None
        )  # «حالات اختناق بين الزائرين»
    tied = noun.value.count is Count.MANY and noun.value.lemma in ("قتيل", "جريح", "مصاب", "شهيد") and not noun.definite
    if not tied or noun.end >= len(words) or not words[noun.end].text.startswith("ال"):
        return None
    return side_from(words, noun.end)


def of_the_harmed(words: Sequence[Word], at: int) -> Group | None:
    """«15 قتيلا من المدنيين», «ست جثث متحللة لمهاجرين», «شهيدا من مقاتليها», «246 قتيلا و527 جريحا من المدنيين»."""
    for step in range(at, min(at + 3, len(words))):
        text = words[step].text
        if words[step].is_sign or text in ("على", "علي", "بعد", "اثر", "جراء", "بينهم", "منهم"):
            return None
        if text in _MOST:
            return None  # «16 جريحا غالبيتهم من الجنود»
        if text == "من" or (text == "في" and words[step + 1 : step + 2] and words[step + 1].text == "صفوف"):
            return _introduced(words, step + 1)
        if text in ("تعود", "يعودون", "كلهم", "جميعهم", "جميعها", "معظمها") and step > at:
            return None
        if text == "في":
            return None
        if text == "بين":
            return _among(words, step + 1)
        if text.startswith("ل") and len(text) > 3:
            owners = PEOPLE.at(words, step)
            return _role(owners) if owners is not None and owners.prefix in ("ل", "لل") else None
        if step == at:
            follower = PEOPLE.at(words, step)
            if follower is not None and follower.prefix in ("", "ال") and not follower.value.nation:
                return _role(follower)
            if text.startswith("و"):
                return _of_both(words, step)
            between = step + 1 < len(words) and words[step + 1].text == "بين"
            if follower is None and (between or text.endswith(("ون", "ين", "ه", "ا", "ات", "هم"))):
                continue  # an adjective: «متحللة», «مجهولة»
            return None
    return None


def _among(words: Sequence[Word], at: int) -> Group | None:
    """«خمس وفيات بين الحجاج»: whom «بين» names."""
    noun = those_among(words, at)
    group = of_noun(noun, words).group if noun is not None else Group.PEOPLE
    return None if group is Group.PEOPLE else group


def _of_both(words: Sequence[Word], at: int) -> Group | None:
    """«و527 جريحا من المدنيين»: the second count of one people; the noun is within three words."""
    for step in range(at, min(at + 4, len(words))):
        if words[step].is_sign:
            return None
        noun = HARMED.at(words, step)
        if noun is not None and noun.end < len(words):
            text = words[noun.end].text
            if text == "بين":
                return _among(words, noun.end + 1)
            return _introduced(words, noun.end + 1) if text == "من" else None
    return None


def _introduced(words: Sequence[Word], at: int) -> Group | None:
    """The role behind «من»: «من المدنيين», «من عناصر الشرطة», «من مقاتليها», «من قوات الأمن»."""
    for step in range(at, min(at + 3, len(words))):
        text = words[step].text
        if words[step].is_sign:
            return None
        if text in OWN:
            return OWN[text] or owner_group(words, at, text)
        noun = PEOPLE.at(words, step)
        if noun is not None and noun.prefix in ("", "ال") and not is_adjective(noun, words, counted=True):
            group = of_noun(noun, words).group
            return None if group is Group.PEOPLE else group
        side = side_from(words, step)
        if side is not None:
            return side
        if text not in _LINKS:
            return None
    return None


def predicate_group(words: Sequence[Word], at: int) -> Group | None:
    """Who «منهم» or «من القتلى» are said to be right behind it: «ستة منهم تلاميذ», «أربع منها لنساء»."""
    if at + 1 < len(words) and words[at].text == "من":
        return _introduced(words, at + 1)  # «ثلاثة منهم من الشرطة»
    noun = PEOPLE.at(words, at) if at < len(words) else None
    if noun is None or noun.prefix not in ("", "ل", "لل") or noun.value.nation:
        return None
    several = noun.value.count is not Count.ONE or noun.prefix != ""
    return _role(noun) if several and not noun.value.construct else None


def _role(noun: Found[Noun]) -> Group | None:
    return None if noun.value.label == "people" else Group(noun.value.label)


def role_before(words: Sequence[Word], index: int) -> Group | None:
    """The role of the nearest person named before: «جندي … وزميله», «شرطيا … و6 من زملائهم»."""
    rank: Group | None = None
    for at in range(index - 1, max(-1, index - 40), -1):
        if not words[at].text[0].isalpha() or words[at].text in _PLAIN_LINKS:
            continue
        noun = PEOPLE.at(words, at)
        if noun is None or noun.value.label in ("people", "women", "men", "children", "elderly", "civilians"):
            member = noun is not None and noun.value.lemma in _MEMBERS
            side = _side_behind(noun, words) if noun is not None and member else None
            if noun is not None and noun.value.lemma in _HELPERS:
                side = served_by(words, noun.end)  # «متطوعين من الهلال الأحمر … أربعة من زملائهم»
            if side is not None and side is not Group.PEOPLE:
                return side
            continue
        group = of_noun(noun, words).group
        if group is not Group.SOLDIERS or noun.value.lemma not in _RANKS:
            return group
        rank = group  # «رجال الشرطة، بينهم ضابط برتبة نقيب»: a rank is of the police too
    return rank


def owner_group(words: Sequence[Word], index: int, whose: str = "", *, default: Group = Group.PEOPLE) -> Group:
    """Whose men «عناصره» are, by the nearest owner named before."""
    for at in range(index - 1, max(-1, index - 30), -1):
        if words[at].text in _UNIONS and at + 1 < len(words):
            trade = PEOPLE.at(words, at + 1)
            if trade is not None and trade.definite and (role := _role(trade)) is not None:
                return role  # «نقابة الصحفيين … ثلاثة من أعضائها»
        group = side_from(words, at)
        if group is not None and may_own(words, at, whose):
            return group
    return default


def helped_by(words: Sequence[Word], index: int) -> Group | None:
    """«لجنة الإنقاذ … ثلاثة من موظفيها»: those employed by who brings aid are aid workers."""
    for at in range(index - 1, max(-1, index - 40), -1):
        served = SERVES.at(words, at)
        if served is not None and served.value in (Group.AID_WORKERS, Group.MEDICS):
            return Group.AID_WORKERS
    return None


def side_from(words: Sequence[Word], index: int) -> Group | None:
    """The same with the words behind: «قوات الدعم السريع» are fighters, «قوات الأمن» police."""
    side = side_of(words[index].text)
    if side is None:
        quick = [word.text for word in words[index : index + 2]] == ["الدعم", "السريع"]
        return Group.FIGHTERS if quick else None
    behind = {word.text for word in words[index + 1 : index + (2 if side is Group.FIGHTERS else 3)]}
    return next((group for group, names in SIDES if group is not Group.SOLDIERS and behind & names), side)


def side_of(word: str) -> Group | None:
    """The group of the men of a side: «الجيش» soldiers, «الشرطة» police, «الحركة» fighters."""
    for _, rest in clitics(word):
        for group, owners in OWNERS:
            if rest in owners:
                return group
    return None
