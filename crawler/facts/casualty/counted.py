"""What stands behind a number: a noun for people, «آخرين», «من المصابين», «حالة اعتقال», or a thing that is no person."""

from collections.abc import Sequence
from dataclasses import replace

from crawler.arabic.letters import folded_words
from crawler.arabic.numbers import begins_number, numbers_of
from crawler.arabic.people import HARMED, PEOPLE, Count
from crawler.arabic.words import Word, clitics
from crawler.facts.casualty.cues import CUES, THINGS, CueKind
from crawler.facts.casualty.groups import helped_by, noun_at, of_noun, owner_group, side_from
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.qualifiers import both_of
from crawler.facts.casualty.teams import team_at
from crawler.facts.casualty.whose import those_among
from crawler.facts.casualty.wording import CASES, FAMILIES, NO_NOUN, ORIGINS, OTHERS, OWN, PERCENT
from crawler.facts.figure import Group, Qualifier

_MAX_AHEAD = 4
# Things whose first letter looks like a preposition or «و», so that a number before them seems to stand alone.
_NO_CLITIC = frozenset(
    "كغ كج كلغ غم ملم سم ملي كم كيلوغرام ميغاواط تجمع تجمعات "
    "بلد بلدان بلدات بلده بيوت بيت بنايات بنايه بوابات بوابه براميل برميل بنادق بندقيه بطاقات بطاقه بقرات بقره بيانات "
    "بيان بلاغات بلاغ بير بوره باصات باص بواخر باخره بعثات بعثه برامج برنامج بنوك بنك بطولات بطوله بنود بند بواخر بيضات "
    "وحدات وحده ورش ورشه وثايق وثيقه وكالات وكاله ولايات ولايه وزارات وزاره وجبات وجبه وظايف وظيفه وسايل وسيله وديان واد "
    "لجان لجنه لوحات لوحه لتر لترات ليال ليله لقاءات لقاء لقطات لقطه لغات لغه لاصقات "
    "فرق فرقه فنادق فندق فصايل فصيل فصول فصل فدان فدادين فرص فرصه فيديوهات فيديو فترات فتره فقرات فقره فروع فرع فييات".split()
)
_SPOKEN = {"شهدا": "شهداء"}  # only behind a number: «شهدا» alone is «they both saw»
_OF = frozenset(("من", "ديال", "متاع", "نتاع", "تاع"))  # «خمسة ديال الناس»
_MEN_OF = frozenset(("ابطال", "رجال", "قوات", "افراد", "منتسبي", "مرتبات", "مرتب", "كوادر", "منسوبي", "صفوف"))

_PLACES = folded_words(
    "مدينة بلدة قرية قرى بلدات حي أحياء مخيم مخيمات محافظة منطقة مناطق ولاية ناحية إقليم جزيرة ريف ضاحية ضيعة المدينة البلدة القرية القرى "
    "البلدات الحي المخيم المنطقة المحافظة الجزيرة غزة رفح الفاشر"
)
_DEEDS = frozenset(("عمليه", "عمليات"))  # «73 عملية إعدام»


def counted(words: Sequence[Word], index: int, *, vague: bool = False) -> CountPhrase | None:
    """What stands after a number, as a phrase of no count yet; None for things, money and time."""
    bare = CountPhrase(start=index, end=index, low=0, high=0, qualifier=Qualifier.EXACT, of=Of.NOTHING)
    if index >= len(words):
        return bare
    words = _as_written(words, index)
    if words[index].text == '"' and noun_at(words, index + 1) is not None:
        index += 1  # «12 "إرهابيا"»
    text = words[index].text
    if text in PERCENT or (text == "في" and index + 1 < len(words) and words[index + 1].text in ("الميه", "المايه")):
        return None
    noun = noun_at(words, index)
    if noun is not None:
        phrase = of_noun(noun, words)
        former = phrase.group is Group.FIGHTERS and noun.end < len(words) and words[noun.end].text.startswith("سابق")
        return both_of(words, phrase._replace(group=Group.PEOPLE) if former else phrase)
    of_known = _of_known(words, index, bare)
    if of_known is not None:
        return of_known
    tallied = _tallied(words, index + 1, bare) if text == "عدد" else None
    if tallied is not None:
        return tallied
    if text == "فقط" and index + 2 < len(words) and words[index + 1].text == "من":
        index, text = index + 1, "من"
    if text in _OF and index + 1 < len(words):
        return _partitive(words, index, bare, vague=vague)
    if text in THINGS or any(rest in THINGS for prefix, rest in clitics(text) if prefix == "ال"):
        return None
    if text in _NO_CLITIC or (text.endswith("ا") and (text[:-1] in THINGS or text[:-1] in _NO_CLITIC)):
        return None  # «21 بلدا»
    both = both_of(words, bare)
    if both.both:
        return both
    if (
        text[0].isalpha()
        and text not in NO_NOUN
        and not begins_number(text)
        and len(text) > 2
        and not text.startswith(("و", "ب", "ال", "ل", "ف"))
    ):
        return bare._replace(end=index + 1, of=Of.UNKNOWN)
    return bare


def _as_written(words: Sequence[Word], index: int) -> Sequence[Word]:
    """The words with what is spelt as it is spoken as it is written elsewhere."""
    spelt = _SPOKEN.get(words[index].text)
    return words if spelt is None else [*words[:index], replace(words[index], text=spelt), *words[index + 1 :]]


def _tallied(words: Sequence[Word], at: int, bare: CountPhrase) -> CountPhrase | None:
    """«يصل إلى 118 عدد القتلى», «إلى 57 عدد جنوده الذين قتلوا»: whom «عدد» behind a number counts."""
    noun = noun_at(words, at)
    if noun is not None and noun.value.count is not Count.ONE:
        return of_noun(noun, words)._replace(tallied=True, definite=False)
    if at >= len(words) or words[at].text not in OWN:
        return None
    own = OWN[words[at].text] or owner_group(words, at, words[at].text)
    return bare._replace(end=at + 1, of=Of.PERSON, group=own, tallied=True, plural=True)


def _of_known(words: Sequence[Word], index: int, bare: CountPhrase) -> CountPhrase | None:
    """«5 آخرين», «5 منهم», «أربع لنساء», «12 حالة»: people told by a word that stands for a noun."""
    text = words[index].text
    if text in OTHERS:
        return bare._replace(end=index + 1, of=Of.OTHERS)
    if text == "ممن":
        return bare._replace(end=index + 1, of=Of.PERSON)  # «وخمسة ممن كانوا على متنها»
    if text in ("منهم", "منها", "منهن", "منهما"):
        return bare._replace(end=index + 1, of=Of.THEM)
    if text == "من" and index + 1 < len(words) and words[index + 1].text == "هولاء":
        named = noun_at(words, index + 2)  # «21 من هؤلاء المدنيين»
        if named is not None and named.definite and named.value.label not in ("people", "women", "men"):
            return bare._replace(end=named.end, of=Of.THEM, group=of_noun(named, words).group)
        return bare._replace(end=index + 2, of=Of.THEM)
    of_whom = PEOPLE.at(words, index) if text.startswith("ل") else None
    if of_whom is not None and of_whom.prefix == "ل":
        return of_noun(of_whom, words)  # «أربع لنساء وواحدة لرضيع»
    put_to_death = text in _DEEDS and index + 1 < len(words) and words[index + 1].text == "اعدام"
    if text in CASES or put_to_death:
        return _cases(words, index, bare)
    return None


def _cases(words: Sequence[Word], index: int, bare: CountPhrase) -> CountPhrase:
    """«3 حالات حرجة من المصابين», «ست حالات منهم», «12 حالة»."""
    told = CUES.at(words, index + 1) if index + 1 < len(words) else None
    if told is not None and told.prefix == "" and told.value.kind is CueKind.MASDAR and told.value.outcome is not None:
        group = _against(words, told.end)
        return bare._replace(end=told.end, of=Of.HARMED, outcome=told.value.outcome, group=group, plural=True)
    of_whom = PEOPLE.at(words, index + 1) if index + 1 < len(words) else None
    if of_whom is not None and of_whom.prefix in ("ل", "لل"):
        return bare._replace(end=of_whom.end, of=Of.CASES, group=of_noun(of_whom, words).group)  # «11 حالة لنساء»
    for at in range(index + 1, min(index + 3, len(words))):
        if words[at].is_sign:
            break  # «239 حالة، منها 106 أطفال»
        if words[at].text == "من" and at + 1 < len(words):
            noun = noun_at(words, at + 1)
            if noun is not None and of_noun(noun, words).of is Of.HARMED:
                return bare._replace(part_of=of_noun(noun, words).outcome, of=Of.THEM, end=noun.end)
        if words[at].text in ("منهم", "منها"):
            return bare._replace(end=at + 1, of=Of.THEM)
    return bare._replace(end=index + 1, of=Of.CASES)


def _against(words: Sequence[Word], index: int) -> Group:
    """«1637 حالة اختطاف ارتكبتها المليشيا بحق مدنيين»: whom the cases are of."""
    for at in range(index, min(index + 8, len(words) - 1)):
        if words[at].is_sign:
            break
        noun = noun_at(words, at + 1) if words[at].text in ("بحق", "ضد", "طالت", "لـ", "لدي") else None
        noun = those_among(words, at + 1) if words[at].text == "بين" else noun
        if noun is not None:
            return of_noun(noun, words).group
    return Group.PEOPLE


def _people_at(words: Sequence[Word], index: int, at: int, bare: CountPhrase, *, vague: bool) -> CountPhrase | None:
    """The people that a word behind «من» names: «عناصرها», «المصابين», «رجال الشرطة», «حرس الحدود»."""
    if words[at].text in OWN:
        group = OWN[words[at].text] or owner_group(words, index, words[at].text)
        if words[at].text.startswith("موظفي"):
            group = helped_by(words, index) or group
        return bare._replace(of=Of.PERSON, end=at + 1, group=group)
    noun = noun_at(words, at)
    team = team_at(words, at) if noun is None and at == index + 1 else None
    if team is not None:
        return bare._replace(of=Of.PERSON, end=at + 1, group=team)  # «سبعة من طاقم منظمة إنسانية»
    if noun is None:
        behind_heroes = at == index + 2 and words[index + 1].text in _MEN_OF
        quoted = at == index + 2 and words[index + 1].text == '"'  # «سبعة عشر من «المليشيا»»
        side = side_from(words, at) if at == index + 1 or behind_heroes or quoted else None
        if at == index + 1 and words[at].text == "حرس":
            side = Group.SOLDIERS
        if behind_heroes and words[at].text == "الدفاع":
            side = side or Group.PEOPLE  # «اثنان من مرتبات الدفاع المدني»
        return bare._replace(of=Of.PERSON, end=at + 1, group=side) if side is not None else None
    if noun.value.nation and noun.definite and noun.value.count is Count.ONE and noun.value.label == "women":
        return None  # «اثنان من السريلانكية»: of the nationality
    phrase = of_noun(noun, words)
    if phrase.of is Of.HARMED and vague:
        return phrase._replace(definite=False)
    if phrase.of is Of.HARMED:
        return phrase._replace(part_of=phrase.outcome, of=Of.THEM, end=noun.end)
    behind = HARMED.at(words, noun.end) if noun.definite and noun.end < len(words) else None
    if behind is not None and behind.prefix == "ال":  # «11 من الركاب المتوفين»
        return phrase._replace(part_of=of_noun(behind, words).outcome, of=Of.THEM, end=behind.end)
    return phrase


def _of_a_place(words: Sequence[Word], index: int) -> bool:
    """«16 ألفا من أهالي المدينة» are counted like its inhabitants; «العشرات من أهالي الضحايا» are others than they."""
    if words[index].text not in ("اهالي", "اهل") or index + 1 >= len(words):
        return False
    named = PEOPLE.at(words, index + 1) is None and HARMED.at(words, index + 1) is None  # «أهالي مضايا»
    return words[index + 1].text in _PLACES or (named and words[index + 1].text[0].isalpha())


def _partitive(words: Sequence[Word], index: int, bare: CountPhrase, *, vague: bool = False) -> CountPhrase | None:
    """«أربعة من المصابين», «ثلاثة من رجال الشرطة», «4 من الكوادر الطبية», «31 من بين القتلى»."""
    if words[index + 1].text in ("ذوي", "اهالي", "اقارب", "اهل") and not _of_a_place(words, index + 1):
        return bare._replace(end=index + 2, of=Of.UNKNOWN)  # «العشرات من ذوي الضحايا»
    for at in range(index + 1, min(index + 1 + _MAX_AHEAD, len(words))):
        people = _people_at(words, index, at, bare, vague=vague)
        if people is not None:
            return people
        if at > index + 1 and any(number.start == 0 for number in numbers_of(words[at : at + 1])):
            break  # «ثلاثة من الجنسية المصرية وأربعة سوريين»
        if words[at].text == '"':
            continue  # «12 من "الإرهابيين"»
        if words[at].is_sign or (words[at].text in NO_NOUN and words[at].text != "بين"):
            break
    following = words[index + 1].text
    if any(rest in FAMILIES for _, rest in clitics(following)) or following in ORIGINS:
        return bare
    if any(rest in THINGS for _, rest in clitics(following)):
        return None
    return bare
