"""Nouns for people, with the group they name, and nouns that say what happened to people, in all their forms.

«جندي» is a soldier, «جنديان» two, «جنود» an open plural; «قتيل» says outcome and person at once. The nouns stand in
people.tsv and harmed.tsv; their duals and regular plurals are made here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.words import Dictionary

_HERE = Path(__file__).parent
# «سوريا» is the state, not a Syrian as an object.
_STATES = frozenset(
    map(
        fold_key,
        (
            "سوريا",
            "ليبيا",
            "روسيا",
            "تركيا",
            "كوريا",
            "كينيا",
            "نيجيريا",
            "إثيوبيا",
            "كولومبيا",
            "إيطاليا",
            "ألمانيا",
            "إسبانيا",
            "بريطانيا",
            "غينيا",
            "أفريقيا",
            "إفريقيا",
            "بلغاريا",
            "صربيا",
            "كرواتيا",
            "ألبانيا",
            "مقدونيا",
            "جورجيا",
            "بوليفيا",
            "غامبيا",
            "زامبيا",
            "تنزانيا",
            "موريتانيا",
            "أوكرانيا",
            "رومانيا",
            "ماليزيا",
            "منغوليا",
            "كمبوديا",
            "إريتريا",
            "ليبيريا",
            "هنغاريا",
            "ليتوانيا",
            "لاتفيا",
            "أستراليا",
            "مولدوفيا",
            "تشيكيا",
        ),
    )
)


class Count(Enum):
    """What the form of a noun says of how many there are."""

    ONE = "one"
    TWO = "two"
    TWO_OR_MANY = "two or many"  # «مدنيين»: dual and plural are spelled alike
    MANY = "many"


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """One form of a noun: `label` is a group (people.tsv) or an outcome (harmed.tsv).

    `count` is what the form says; `agent` that its ending is of a subject (ون، ان); `object` of an object (شابا);
    `construct` that it needs the next word («متظاهري الساحة») and so names people known already; `nation` that it is
    as often an adjective of a nation («عراقية»); `owned` that it says whose they are («زملائه»).
    """

    label: str
    lemma: str
    count: Count
    agent: bool = False
    object: bool = False
    construct: bool = False
    nation: bool = False
    owned: bool = False


def _rows(name: str) -> Iterator[tuple[str, str, list[str]]]:
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            label, singular, plurals = line.split("\t")
            yield label, singular, [plural.strip() for plural in plurals.split(",")]


_PREPOSITIONS = (
    " في ",
    " من ",
    " على ",
    " لدى ",
)  # behind a noun that is tied to nothing, so that no dual loses its «ن»


def _forms(label: str, singular: str, plurals: list[str], *, nation: bool = False) -> Iterator[tuple[str, Noun]]:
    if label == "nation":
        yield from _forms("people", singular, plurals, nation=True)
        yield from _forms("women", singular + "ة", ["ات"], nation=True)
        return
    lemma = fold_key(singular if singular != "-" else plurals[0])

    def noun(
        form: str, count: Count, *, agent: bool = False, accusative: bool = False, construct: bool = False
    ) -> tuple[str, Noun]:
        # «القوات الأمنية» stands without its article, so that what is found with it is known to be definite.
        form = form.removeprefix("ال") if " " in form else form
        return form, Noun(
            label=label, lemma=lemma, count=count, agent=agent, object=accusative, construct=construct, nation=nation
        )

    regular = "ون" in plurals
    if singular != "-":
        yield noun(singular, Count.ONE)
        head, _, tail = singular.partition(" ")
        tail = f" {tail}" if tail else ""
        feminine = head.endswith("ة")
        stem = head.removesuffix("ة") + ("ت" if feminine else "")
        if not feminine and not tail and fold_key(head + "ا") not in _STATES:
            yield noun(head + "ا", Count.ONE, accusative=True)
        yield noun(f"{stem}ان{tail}", Count.TWO, agent=True)
        yield noun(f"{stem}ين{tail}", Count.TWO_OR_MANY if regular else Count.TWO)
        if tail:
            yield noun(f"{stem}ي{tail}", Count.TWO)
            one = not feminine and tail.startswith(_PREPOSITIONS)  # «97 صحفيا وعاملا في وسائل الإعلام»
            yield noun(f"{stem}ا{tail}", Count.ONE if one else Count.TWO, accusative=one)
            if not feminine and tail.count(" ") == 1:
                yield noun(f"{head}ا{tail}ا", Count.ONE, accusative=True)  # «عاملا صحيا»
                yield noun(f"{stem}ان{tail}ان", Count.TWO, agent=True)
                yield noun(f"{stem}ين{tail}ين", Count.TWO)
            if feminine and tail.count(" ") == 1 and tail.endswith("ة"):
                pair = tail.removesuffix("ة")
                yield noun(f"{stem}ان{pair}تان", Count.TWO, agent=True)  # «عاملتان زراعيتان»
                yield noun(f"{stem}ين{pair}تين", Count.TWO)
        for plural in plurals:
            if plural == "ون":
                yield noun(stem + "ون", Count.MANY, agent=True)
                yield noun(stem + "ي", Count.MANY, construct=True)
                yield noun(stem + "و", Count.MANY, construct=True)
            elif plural == "ات":
                yield noun(head.removesuffix("ة") + "ات" + tail, Count.MANY)
    for plural in plurals:
        if plural not in ("ون", "ات", "-"):
            yield noun(plural, Count.MANY)
            if " " not in plural and not plural.endswith(("ى", "اء", "ا", "ة", "ون", "ين")):
                yield noun(plural + "ا", Count.MANY, accusative=True)


_PLACE = "أبين"  # a governorate, though it would be two fathers


def _dictionary(name: str, more: Iterable[tuple[str, Noun]] = ()) -> Dictionary[Noun]:
    return Dictionary(chain((form for row in _rows(name) for form in _forms(*row) if form[0] != _PLACE), more))


_POSSESSORS = ("ه", "ها", "هم", "هما", "هن")
# Plurals by whose they are: «ثلاثة من أطفالها», «ستة من زملائهم».
_OWNED = (
    ("children", "طفل", "أطفال"),
    ("women", "زوجة", "زوجات"),
    ("people", "زميل", "زملائ زملاؤ رفاق"),
    ("women", "زميلة", "زميلات رفيقات صديقات جارات"),
    ("people", "ذو", "ذوي"),
    ("people", "ابن", "أبنائ أبناؤ أولاد بنات"),
    ("people", "شقيق", "أشقائ أشقاؤ إخوت أخوات شقيقات"),
    ("people", "حفيد", "أحفاد"),
    ("people", "قريب", "أقارب أقربائ"),
    ("people", "مرافق", "مرافقي"),
    ("people", "حارس", "حراس حمايت"),
    ("people", "صديق", "أصدقائ"),
    ("people", "جار", "جيران"),
    ("people", "متطوع", "متطوعي"),
    ("people", "عضو", "أعضائ"),
    ("people", "موظف", "موظفي"),
    ("people", "عامل", "عمال"),
    ("students", "طالب", "طلاب طلبت تلاميذ"),
    ("people", "راكب", "ركاب"),
    ("people", "ساكن", "سكان قاطني"),
    ("people", "زبون", "زبائن رواد"),
    ("people", "نزيل", "نزلائ"),
    ("people", "شاب", "شباب شبان"),
    ("people", "ضيف", "ضيوف"),
    ("people", "ناشط", "ناشطي نشطائ"),
    ("people", "مشجع", "مشجعي"),
    ("people", "صياد", "صيادي"),
    ("people", "بحار", "بحارت"),
)


def _owned_forms() -> Iterator[tuple[str, Noun]]:
    for label, lemma, stems in _OWNED:
        noun = Noun(label=label, lemma=fold_key(lemma), count=Count.MANY, construct=True, owned=True)
        yield from ((stem + end, noun) for stem in stems.split() for end in _POSSESSORS)


PEOPLE = _dictionary("people.tsv", _owned_forms())
HARMED = _dictionary("harmed.tsv")
