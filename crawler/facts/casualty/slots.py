"""By what, by whom and where people came to harm, as far as a sentence ties it to a count."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.arabic.letters import fold_key
from crawler.arabic.places import Place, places_of
from crawler.arabic.words import Dictionary, Word, clitics
from crawler.facts.casualty.cues import CueKind, CUES
from crawler.facts.casualty.mention import Mention
from crawler.facts.figure import Cause

_REACH = 45  # words either side of a count within which its cause may stand
_CAUSES: Dictionary[Cause] = Dictionary(
    (phrase.strip(), cause)
    for cause, phrases in (
        (
            Cause.DRONE,
            "مسيرة, مسيرات, طائرة مسيرة, طائرات مسيرة, درون, طائرة بدون طيار, طائرة من دون طيار, طيران مسير, الطيران المسير, "
            "بمسيرة, المسيرة, المسيرات, غارة بمسيرة, غارة لطائرة مسيرة, غارة من طائرة مسيرة, غارة من مسيرة, غارة مسيرة, قصف بمسيرة, "
            "قصف بطائرة مسيرة, قصف من مسيرة, غارة بطائرة مسيرة, قصف لطائرة مسيرة, استهداف بمسيرة, غارة نفذتها مسيرة, "
            "غارة شنتها مسيرة, غارة نفذتها طائرة مسيرة, غارة شنتها طائرة مسيرة",
        ),
        (
            Cause.AIRSTRIKE,
            "غارة, غارات, غارتين, غارتان, غارة جوية, ضربة جوية, ضربات جوية, قصف جوي, القصف الجوي, الطيران الحربي, براميل متفجرة, "
            "مقاتلات, سلاح الجو, طائرات حربية, طيران حربي, ضربتين جويتين",
        ),
        (
            Cause.SHELLING,
            "قصف, قصف مدفعي, القصف المدفعي, قذيفة, قذائف, صاروخ, صواريخ, صاروخي, قصفت, قصفا, مدفعية, هاون, ضربة صاروخية, ضربات صاروخية, "
            "راجمات, صاروخين, يقصف, قصف صاروخي",
        ),
        (
            Cause.SHOOTING,
            "رصاص, إطلاق نار, إطلاق النار, أطلق النار, أطلقوا النار, أطلقت النار, أعيرة نارية, عيار ناري, طلق ناري, قناص, قناصة, القناصة, "
            "أطلق مسلحون النار, فتح النار, فتحوا النار, فتح مسلحون النار, طلقات نارية, إطلاق رصاص, طلقا ناريا, إطلاق عشوائي للنار, "
            "مسلح النار, مسلحون النار, أسلحة رشاشة, رميا بالرصاص, الرصاص الحي, بالرصاص",
        ),
        (Cause.MINE, "لغم, ألغام, لغم أرضي, ألغام أرضية, مخلفات الحرب, ذخيرة غير منفجرة, مخلفات حربية, جسم من مخلفات"),
        (
            Cause.EXPLOSION,
            "انفجار, تفجير, تفجيرات, عبوة ناسفة, عبوات ناسفة, سيارة مفخخة, سيارات مفخخة, انفجارات, تفجير انتحاري, حزام ناسف, مفخخة, "
            "عبوة, انفجارين, تفجيرين, انتحاري, دراجة مفخخة, فجر نفسه, انفجرت, انفجر, قنبلة, قنبلة يدوية",
        ),
        (
            Cause.CLASHES,
            "اشتباكات, اشتباك, معارك, معركة, مواجهات, مواجهة, صدامات, قتال, هجوم شنه, اقتتال, معارك عنيفة, نزاع قبلي, شجار, مشاجرة, عراك",
        ),
        (Cause.TORTURE, "تعذيب, تحت التعذيب, بسبب التعذيب, جراء التعذيب"),
        (
            Cause.EXECUTION,
            "إعدام, أعدم, أعدمت, أعدموا, إعدامات, حكم الإعدام, أحكام الإعدام, شنقا, إعداما ميدانيا, إعدام ميداني, القصاص",
        ),
        (
            Cause.STABBING,
            "طعن, طعنا, طعنات, سكين, سكاكين, السلاح الأبيض, سلاح أبيض, سواطير, ساطور, ذبحا, طعنة, آلة حادة, أداة حادة",
        ),
        (
            Cause.ROAD_ACCIDENT,
            "حادث سير, حادث مرور, حادث مروري, حوادث المرور, حوادث السير, حادث مرور أليم, اصطدام, تصادم, انقلاب سيارة, انقلاب حافلة, "
            "انقلاب شاحنة, حوادث مرور, حادث طريق, حوادث الطرق, حوادث الطرقات, حوادث مرورية, حادث تصادم, حادثة سير, انقلاب سيارتهم, "
            "انقلاب, انقلبت, حادث اصطدام, حادث انقلاب, حادث انزلاق, انحراف, حادث دهس, دهستهم, دهسه, صدم, صدمته",
        ),
        (Cause.FIRE, "حريق, حرائق, حريقا, النيران, حريقين, اندلاع النيران, احتراق, حرقا"),
        (
            Cause.COLLAPSE,
            "انهيار, انهيار مبنى, انهار, انهارت, انهيار منزل, انهيار سقف, انهيار بناية, انهيار بئر, انهيار منجم, سقوط جدار, سقوط سقف",
        ),
        (Cause.EARTHQUAKE, "زلزال, زلازل, هزة أرضية, الزلزالان, زلزالين, هزات أرضية"),
        (
            Cause.FLOOD,
            "فيضان, فيضانات, سيول, أمطار غزيرة, السيول, أمطار طوفانية, طوفان, إعصار, عاصفة, أمطار غزيرة وسيول, سيل, تسونامي",
        ),
        (
            Cause.SHIPWRECK,
            "غرق قارب, غرق مركب, غرق زورق, غرق سفينة, غرق عبارة, انقلاب قارب, انقلاب مركب, انقلاب زورق, انقلبت عبارة, غرق قاربهم, حادث غرق, "
            "حادثي غرق, غرق قاربين, غرق مركبهم, غرق عبارة, انقلاب عبارة, انقلاب قاربهم, غرق القارب, غرق المركب, انقلب قارب, انقلب مركب, "
            "تحطم قارب, غرقت عبارة, انقلب القارب, انقلب المركب, قارب الموت, غرق مهاجرين, انقلاب القارب, انقلاب المركب",
        ),
        (
            Cause.HEAT_COLD,
            "ضربة شمس, ضربات شمس, موجة الحر, موجة حر, شدة الحر, الحر الشديد, موجة برد, الصقيع, البرد القارس, البرد, الإجهاد الحراري, "
            "عاصفة ثلجية, ارتفاع درجات الحرارة, الحرارة المرتفعة, شدة البرد",
        ),
        (Cause.STAMPEDE, "تدافع, التدافع, حادث تدافع, تدافع بشري"),
        (
            Cause.OTHER,
            "انزلاق, انزلاق تربة, انزلاقات, انزلاقين, انزلاق أرضي, انهيار أرضي, انهيارات أرضية, انهيار ثلجي, غاز, تسرب غاز, تحطم طائرة, "
            "تحطم مروحية, سقوط طائرة, سقوط مروحية, دهس, الدهس, تسمم, اختناق, صعق كهربائي, صعقة كهربائية, صاعقة, صواعق, الغاز المسيل للدموع, "
            "تحطم, غازات سامة, كحول مغشوشة, خمور مغشوشة, لدغة, الغاز, صعقا, ثوران بركان, حادث تحطم, مروحية, تحطمت, غرقا, سباحة, الضرب",
        ),
    )
    for phrase in phrases.split(",")
)


@dataclass(frozen=True, slots=True)
class SentenceSlots:
    """The causes and places of a sentence with where they stand, found once for all its counts."""

    words: tuple[Word, ...]
    causes: tuple[tuple[int, Cause], ...]
    places: tuple[Place, ...]


def slots_of(words: Sequence[Word]) -> SentenceSlots:
    """What a sentence offers for the slots of its counts."""
    causes: list[tuple[int, Cause]] = []
    index = 0
    while index < len(words):
        found = _CAUSES.at(words, index) if words[index].text[0].isalpha() else None
        if found is None or _is_negated(words, index):
            index += 1
        else:
            causes.append((index, found.value))
            index = found.end
    return SentenceSlots(tuple(words), _without_weaker(causes), tuple(places_of(words)))


def _is_negated(words: Sequence[Word], index: int) -> bool:
    return index > 0 and words[index - 1].text in ("وقف", "بدون", "دون", "لوقف")


def _without_weaker(causes: list[tuple[int, Cause]]) -> tuple[tuple[int, Cause], ...]:
    """A strike said to be by drone is a drone strike; a strike from the air is no shelling."""
    kinds = {cause for _, cause in causes}
    weaker = set()
    if Cause.DRONE in kinds:
        weaker |= {Cause.AIRSTRIKE, Cause.SHELLING}
    if Cause.AIRSTRIKE in kinds:
        weaker.add(Cause.SHELLING)
    if Cause.MINE in kinds:
        weaker.add(Cause.EXPLOSION)
    if Cause.SHIPWRECK in kinds:
        weaker |= {Cause.OTHER, Cause.ROAD_ACCIDENT}
    return tuple((at, cause) for at, cause in causes if cause not in weaker)


def cause_of(mention: Mention, slots: SentenceSlots) -> Cause | None:
    """The cause that stands nearest, one behind the count before one ahead of it."""
    if mention.cue < mention.start and slots.words[mention.cue].text.endswith(("اعدام", "اعدم", "اعدمت")):
        return Cause.EXECUTION
    near = [
        (at - mention.end if at >= mention.end else (mention.start - at) + 6, cause)
        for at, cause in slots.causes
        if abs(at - mention.start) <= _REACH
    ]
    return min(near, key=lambda item: item[0])[1] if near else None


def place_of(mention: Mention, slots: SentenceSlots) -> Place | None:
    """The first place behind the count, else the last one ahead of it."""
    behind = next((place for place in slots.places if place.start >= mention.end), None)
    if behind is not None and behind.start - mention.end <= _REACH:
        return behind
    return next((place for place in reversed(slots.places) if place.end <= mention.start), None)


# ---------------------------------------------------------------------- actors

_BY = Dictionary(
    (phrase, True)
    for phrase in (
        "على يد", "على أيدي", "على يدي", "شنها", "شنه", "شنتها", "شنته", "نفذها", "نفذه", "نفذتها", "نفذته", "ارتكبها", "ارتكبتها", "ارتكبه",
        "ارتكبته", "يشنها", "يشنه", "تشنها", "تشنه", "أطلقها", "أطلقتها", "أطلقته", "أطلقه", "من قبل", "نفذتها", "التي شنتها", "استهدفتهم",
    )
)  # fmt: skip
_BY_WEAPON = Dictionary(
    (phrase, True)
    for phrase in (
        "برصاص",
        "بنيران",
        "بقصف",
        "قصف",
        "غارة",
        "غارات",
        "بغارة",
        "هجوم",
        "بهجوم",
        "بغارات",
        "ضربات",
        "لقصف",
    )
)
_ACTORS = Dictionary(
    (name.strip(), True)
    for name in (
        "قوات الاحتلال, قوات الاحتلال الإسرائيلي, جيش الاحتلال, جيش الاحتلال الإسرائيلي, الاحتلال, الاحتلال الإسرائيلي, الجيش الإسرائيلي, "
        "العدو الإسرائيلي, العدو الصهيوني, القوات الإسرائيلية, الطيران الإسرائيلي, الطيران الحربي الإسرائيلي, الشرطة الإسرائيلية, إسرائيل, "
        "قوات الدعم السريع, الدعم السريع, الجيش السوداني, القوات المسلحة السودانية, قوات النظام, قوات النظام السوري, النظام السوري, "
        "الجيش السوري, الطيران الروسي, القوات الروسية, الجيش الروسي, روسيا, القوات الأوكرانية, الجيش الأوكراني, تنظيم الدولة, "
        "تنظيم الدولة الإسلامية, تنظيم داعش, داعش, هيئة تحرير الشام, قوات سوريا الديمقراطية, قسد, الجيش الوطني, فصائل المعارضة, "
        "فصائل المعارضة المسلحة, قوات المعارضة, قوات المعارضة المسلحة, جماعة الحوثي, الحوثيون, الحوثيين, مليشيا الحوثي, ميليشيا الحوثي, "
        "مليشيات الحوثي, القوات الحكومية, الجيش الأمريكي, الجيش الأميركي, القوات الأمريكية, القوات الأميركية, التحالف الدولي, التحالف العربي, "
        "التحالف بقيادة السعودية, الجيش التركي, القوات التركية, الجيش العراقي, القوات العراقية, القوة الجوية العراقية, الجيش اليمني, "
        "الجيش المصري, القوات المسلحة المصرية, الجيش الجزائري, الجيش الوطني الشعبي, الجيش اللبناني, حزب الله, حركة حماس, حماس, "
        "كتائب القسام, سرايا القدس, الجيش الصومالي, حركة الشباب, بوكو حرام, جماعة بوكو حرام, القاعدة, تنظيم القاعدة, طالبان, حركة طالبان, "
        "الجيش الباكستاني, حركة طالبان الباكستانية, الجيش الهندي, جيش ميانمار, الجيش البورمي, السلطات الإيرانية, إيران, الحرس الثوري, "
        "الحرس الثوري الإيراني, مستوطنون, مستوطنين, المستوطنون, المستوطنين, مسلحون, مسلحين, مسلح, مجهولون, مجهولين, مسلحون مجهولون, "
        "مسلحين مجهولين, جماعة نصرة الإسلام والمسلمين, قوات الأمن, الشرطة, الجيش, السلطات السعودية, جهات أخرى, جهات مجهولة, عصابات, عصابة, "
        "أطراف النزاع والقوى المسيطرة, أطراف النزاع, قوات الأمن السورية, قوات الأمن العراقية, التحالف, حزب العمال الكردستاني, متمردون, "
        "متمردين, جماعات مسلحة, جماعة مسلحة, ميليشيات, القوات المشتركة, حركة 23 مارس, متمردو حركة 23 مارس, قوات حفتر, الجيش الليبي"
    ).split(",")
)
_ACTOR_STOPS = frozenset(
    fold_key(word)
    for word in (
        "في من على إلى عن مع بعد قبل إثر جراء خلال منذ عند أمام قرب حتى بين وسط داخل خارج شرق غرب شمال جنوب شرقي غربي شمالي جنوبي اليوم "
        "أمس فجر صباح مساء ليل ليلة التي الذي الذين حيث حسب وفق بحسب فيما بينما بينهم بينها استهدف استهدفت استهدفا أسفر أسفرت أدى أدت تحت كما "
        "ومقتل وإصابة و منهم الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد أن بسبب بينهم عقب"
    ).split()
)


def actor_of(mention: Mention, slots: SentenceSlots) -> tuple[int, int] | None:
    """The words of who did it: the subject between verb and count, «على يد …», «غارة إسرائيلية» left out."""
    between = _subject(mention, slots.words)
    if between is not None:
        return between
    index = mention.end
    limit = min(len(slots.words), mention.end + 30)
    while index < limit:
        by = _BY.at(slots.words, index)
        if by is not None:
            return _name_from(slots.words, by.end)
        weapon = _BY_WEAPON.at(slots.words, index)
        if weapon is not None:
            name = _known_within(slots.words, weapon.end, 5)
            if name is not None:
                return name
        if CUES.at(slots.words, index) is not None and slots.words[index].text.startswith("و"):
            break
        index += 1
    return None


def _subject(mention: Mention, words: Sequence[Word]) -> tuple[int, int] | None:
    """«قتلت قوات … 7 مدنيين»: the words between an active verb and what it counts."""
    cue = CUES.at(words, mention.cue) if mention.cue < mention.start else None
    if cue is None or cue.value.kind is not CueKind.VERB:
        return None
    start = cue.end
    while start < mention.start and (words[start].is_sign or words[start].text in ("منهم", "فيها", "ايضا")):
        start += 1
    end = start
    while end < mention.start and words[end].text not in _ACTOR_STOPS and words[end].text not in ("،", "ما"):
        end += 1
    name = _trimmed(words, start, end)
    return name if name is not None and end - start >= 1 and words[start].text[0].isalpha() else None


def _trimmed(words: Sequence[Word], start: int, end: int) -> tuple[int, int] | None:
    while end > start and words[end - 1].is_sign:
        end -= 1
    return (start, end) if end > start else None


def _name_from(words: Sequence[Word], start: int) -> tuple[int, int] | None:
    """The name that begins at a word: a known one, else up to the next word of place, time or a sign."""
    while start < len(words) and words[start].text in ("كل", "من", "عناصر", "مسلحي"):
        start += 1
    if start >= len(words):
        return None
    known = _ACTORS.at(words, start)
    end = known.end if known is not None else start
    while end < len(words) and end - start < 7:
        text = words[end].text
        if text in _ACTOR_STOPS or (words[end].is_sign and text not in ("/",)) or text[0].isdigit():
            break
        if text.startswith("و") and end > start and not text.startswith(("وال", "وحد", "وطن")):
            break
        end += 1
    return _trimmed(words, start, end)


def _known_within(words: Sequence[Word], start: int, reach: int) -> tuple[int, int] | None:
    for at in range(start, min(start + reach, len(words))):
        found = _ACTORS.at(words, at)
        if found is not None and found.prefix in ("", "ل", "ال", "لل"):
            return (at, found.end)
        if words[at].text in ("على", "علي", "،", "في"):
            return None
    return None


@lru_cache(maxsize=4096)
def without_prefix(word: str) -> int:
    """How many letters of a name's first word are «ب» or «ل» glued to it."""
    return next((len(prefix) for prefix, rest in clitics(word) if prefix in ("ب", "ل") and len(rest) > 2), 0)
