"""Numbers that count no people by where they stand: ages, dates, shares, hours, names of roads and brigades."""

from collections.abc import Sequence

from crawler.arabic.letters import fold_key, folded_words
from crawler.arabic.numbers import Number
from crawler.arabic.people import PEOPLE
from crawler.arabic.words import Remembered, Word, clitics
from crawler.facts.casualty.groups import noun_at
from crawler.facts.casualty.phrase import CountPhrase
from crawler.facts.casualty.wording import AGE_UNITS, CASES, MONTHS, NUMBERED, ORDINALS, OTHERS, PERCENT

_YEAR = range(1900, 2036)
_DAYS = 31
_MONDAY = 2
_BEFORE_MONDAY = frozenset(
    "يوم اليوم امس الامس غدا مساء صباح فجر ليل ليله ظهر عصر ضحي نهار منتصف منذ الي السبت الاحد من حتي قبل الجمعه".split()
)
_MODELS = frozenset(("طراز", "نوع"))
_ROADS = frozenset(("الوطنيه", "الجهويه", "المحليه", "الطريق", "وطنيه", "جهويه", "محليه", "طريق"))

# Letters and makers by whose name a number is a model's or a movement's: «متمردي إم 23», «مقاتلات إف 16», «سي 130».
_LETTERS = folded_words(
    "إم إف سي تي سو بي كي جي إكس إس دي زد آر بوينغ بوينج إيرباص ميغ ميج غراد توبوليف أنتونوف إليوشن سوخوي"
)
_OR = fold_key("أم")  # «أم 23» is the movement only behind those who are of it: «20 أم 23 قتيلا»
_OF_A_MOVEMENT = folded_words("حركة متمردي متمردو مقاتلي مقاتلو مسلحي مسلحو جماعة قوات ميليشيا مليشيا فصيل تمرد")
_QUOTES = frozenset(('"', "«", "(", "'"))
_DRONE = fold_key("شاهد")  # also «saw»
_DRONES = folded_words("مسيرة مسيرات المسيرة المسيرات طائرة طائرات صاروخ صواريخ مسيرتي مسيرتين")

_TEENS = frozenset(("عشر", "عشره", "عشرين"))


def is_no_count(words: Sequence[Word], number: Number) -> bool:
    """Whether a number is an age, a date, a share, an hour or a name's part."""
    before = words[number.start - 1].text if number.start else ""
    after = words[number.end].text if number.end < len(words) else ""
    if not _MODELS.isdisjoint([word.text for word in words[max(0, number.start - 4) : number.start]]):
        return noun_at(words, number.end) is None  # «من طراز إيه إس 350»
    if number.start > 1 and words[number.start - 2].text == "(" and before.isalpha() and len(before) <= 2:
        return True  # «حركة 23 مارس (إم 23)»
    if before == "#" or words[number.start].text in PERCENT:
        return True  # a sign written as its code; «40 بالمائة»
    if _is_model(words, number) or _is_in_date_or_name(words, number):
        return True
    if words[number.start].text in _TEENS and before.removeprefix("و").removeprefix("ل") in ORDINALS:
        return True  # «الخامس عشر والسابع عشر»
    if after in MONTHS or after in PERCENT or after in ("/", ":") or (before in ("/", ":") and number.value < 2101):
        return before != ":" or after in ("/", ":", *PERCENT, *MONTHS)
    if before == "ال" and number.start > 1 and words[number.start - 2].text.lstrip("ل") in ("يوم", "اليوم"):
        return True  # «لليوم ال 82 على التوالي»
    spelt_today = before == "اليوم" and not words[number.start].text.isdigit()  # «دفنا اليوم تسعة»
    # «قيادي في الحركة وثلاثة من مرافقيه», «نعت الكتيبة خمسة من مقاتليها»: no number of the movement
    of_whom = after == "من" and not words[number.start].text.lstrip("و").isdigit()
    if before and _numbered[before] and not (spelt_today or of_whom):
        return not noun_at(words, number.end) and after not in CASES
    if before in MONTHS and number.value in _YEAR:
        return True
    if after == "-" and number.end + 1 < len(words) and words[number.end + 1].is_number:
        return number.value in _YEAR or not _dashed_people(words, number.end + 2)
    if before == "-" and number.start > 1 and not words[number.start - 2].is_sign:
        return not noun_at(words, number.end) and words[number.start - 1].start == words[number.start - 2].end
    return is_plain_year(words, number) and before != "الي"


def _is_model(words: Sequence[Word], number: Number) -> bool:
    """«متمردي إم 23», «حركة «أم 23»», «مسيرات شاهد 136», «إف16»: behind a letter's or a maker's name, or glued to it."""
    at = number.start - 1
    if at < 0 or not words[number.start].text.isdigit():
        return False
    before, ahead = words[at].text, words[at - 1].text if at else ""
    if before == _OR:
        return ahead in _OF_A_MOVEMENT or ahead in _QUOTES or words[at].end == words[number.start].start
    return before in _LETTERS or (before == _DRONE and ahead in _DRONES)


def _is_in_date_or_name(words: Sequence[Word], number: Number) -> bool:
    """«في الـ 29 من حزيران», «ليما - 15 - 1 (كونا)», «شبكة "السويداء 24"»."""
    before, ahead = (words[number.start - back].text if number.start >= back else "" for back in (1, 2))
    behind = words[number.end].text if number.end < len(words) else ""
    if before == "عدد" and ahead in _ROADS:
        return True  # «الطريق الوطنية عدد 3»
    if behind == "من":
        return number.end + 1 < len(words) and words[number.end + 1].text in MONTHS and number.value <= _DAYS
    if behind == "(":
        return before == "-" and ahead.isdigit()
    return behind == ahead == '"' and before.startswith("ال")


def _is_numbered(text: str) -> bool:
    """Whether a word is «لواء», «المادة» and the like, behind which a number is a name's part."""
    return any(rest in NUMBERED for prefix, rest in clitics(text) if prefix in ("", "و", "ل", "ب", "ال"))


_numbered = Remembered(_is_numbered)


def counting_numbers(words: Sequence[Word], numbers: Sequence[Number]) -> dict[int, Number]:
    """The numbers of a sentence by their place, without ages told together («9 و11 عاما»), pairs of what has a
    number («الدقيقتين 89 و93») and figures that only repeat a word («أربعة (4) أشخاص»)."""
    kept: dict[int, Number] = {}
    for at, number in enumerate(numbers):
        following = numbers[at + 1] if at + 1 < len(numbers) else None
        before = numbers[at - 1] if at else None
        if following is not None and following.joined and following.start == number.end and _is_age(words, following):
            continue
        if _is_age(words, number) and before is not None and before.end == number.start and number.joined:
            continue
        paired = before is not None and before.start not in kept and number.joined and before.end == number.start
        if paired and before is not None and not _is_of_ordinal(words, before):
            continue
        if _is_of_the_dead(words, number) or _is_monday(words, number):
            continue
        if _is_decimal(words, number) or _repeats_in_signs(words, number, before) or _is_of_ordinal(words, number):
            continue
        if (
            following is not None
            and following.joined
            and following.start == number.end
            and _is_named_pair(words, number)
        ):
            continue
        kept[number.start] = number
    return kept


def _is_monday(words: Sequence[Word], number: Number) -> bool:
    """«مساء الاثنين», «السبت والاثنين»: the day, no two."""
    if number.value != _MONDAY or not words[number.start].text.endswith("الاثنين") or number.end - number.start > 1:
        return False
    return number.start > 0 and words[number.start - 1].text in _BEFORE_MONDAY


def _is_of_ordinal(words: Sequence[Word], number: Number) -> bool:
    """«في الثالثة عشرة», «الحادية والستين»: an age or a rank, no count."""
    before = words[number.start - 1].text if number.start else ""
    return before in ORDINALS and 10 <= number.value < 100 and not words[number.start].is_number


def _is_of_the_dead(words: Sequence[Word], number: Number) -> bool:
    """«وجد ميتا في غرفته»: spelt like «مئتا», behind which a noun must stand."""
    if words[number.start].text.lstrip("و") != "ميتا" or number.end - number.start > 1:
        return False
    return noun_at(words, number.end) is None


def _is_decimal(words: Sequence[Word], number: Number) -> bool:
    """«1ر7 درجة», as agencies of the Gulf write 7.1."""
    behind = (
        number.end < len(words)
        and words[number.end].text == "ر"
        and words[number.end].start == words[number.end - 1].end
    )
    ahead = (
        number.start > 0
        and words[number.start - 1].text == "ر"
        and words[number.start - 1].end == words[number.start].start
    )
    return behind or ahead


def _is_age(words: Sequence[Word], number: Number) -> bool:
    return number.end < len(words) and words[number.end].text in AGE_UNITS and number.value < 120


def _is_named_pair(words: Sequence[Word], number: Number) -> bool:
    return number.start > 0 and _numbered[words[number.start - 1].text]


def _repeats_in_signs(words: Sequence[Word], number: Number, before: Number | None) -> bool:
    opened = number.start > 0 and words[number.start - 1].text == "("
    closed = number.end < len(words) and words[number.end].text == ")"
    same = before is not None and before.value == number.value and before.end == number.start - 1
    return opened and closed and same


def is_plain_year(words: Sequence[Word], number: Number) -> bool:
    """Whether four digits are a year as far as their neighbours tell («1900 آخرون» are people)."""
    written = words[number.end - 1].text
    if number.value not in _YEAR or not written.isdigit() or len(written) != 4:
        return False
    after = words[number.end].text if number.end < len(words) else ""
    return after not in OTHERS and after not in CASES and not noun_at(words, number.end)


def _dashed_people(words: Sequence[Word], index: int) -> bool:
    return index < len(words) and noun_at(words, index) is not None


def is_of_women_before(words: Sequence[Word], phrase: CountPhrase, number: Number) -> bool:
    """«ممرضات أربع», «فتيات ثلاث»: a number of one word right behind women, with no noun of its own."""
    text = words[number.start].text
    if phrase.definite or number.start != phrase.end or number.end != number.start + 1 or not 3 <= number.value <= 10:
        return False
    women = words[phrase.end - 1].text.endswith("ات") or words[phrase.end - 1].text.endswith("نساء")
    following = PEOPLE.at(words, number.end) if number.end < len(words) else None
    return women and text.isalpha() and not text.endswith("ه") and following is None
