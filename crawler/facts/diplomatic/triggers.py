"""The words that tell of a dealing, found in a line: which kind, as a verb or a noun, planned or done.

The lists stand in triggers.tsv and triggers_more.tsv. Verbs are given as past and imperfect stem and all persons are made
here; every word is found through «و ف ب ل» and «ال».
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.names import unglued
from crawler.arabic.words import Remembered, Word
from crawler.facts.act import ActKind
from crawler.facts.diplomatic.called_home import calls_own


class Part(Enum):
    """What sort of word it is."""

    VERB = "v"
    NOUN = "n"
    PHRASE = "p"


@dataclass(frozen=True, slots=True)
class _Row:
    tail: tuple[str, ...]
    kind: ActKind
    part: Part
    needs: tuple[frozenset[str], ...]  # of each class a word must stand near
    leads: frozenset[str]  # one of them must stand before
    bars: frozenset[str]
    future: bool = False
    present: bool = False
    plural: bool = False
    owner: bool = False  # «لقائه»: a possessive that means the subject
    object: bool = False  # «استقبله»


@dataclass(frozen=True, slots=True)
class Trigger:
    """A telling word at words[start:end]."""

    kind: ActKind
    part: Part
    start: int
    end: int
    prefix: str
    definite: bool
    future: bool
    present: bool
    owner: bool
    object: bool
    plural: bool
    guarded: bool  # it was taken for what stands near it: surer than a bare word


# A class that several name is all its words.
_LISTS = ("triggers.tsv", "triggers_more.tsv", "triggers_said.tsv", "triggers_rarer.tsv", "triggers_around.tsv")
_BEFORE = "<"  # before a class whose words must stand before the trigger
_NEAR = 9  # how many words further a needed word may stand
_NEAR_DEAL = 17  # «وقع وزير ... ونظيره ... مذكرة»
_NEAR_PARTNER = 24  # «مع» stands behind the whole name of who meets
# A word of the class, and how far one of its words may stand: «وصفت ... الغارات ... بأنها عدوان», «يختار ... مبعوثا»
_REACH = (
    ("صيغه", 26),
    ("مع", _NEAR_PARTNER),
    ("اتفاقيه", _NEAR_DEAL),
    ("مبعوثا", _NEAR_DEAL),
    ("عدوانا", 22),
    ("تنظمه", 14),
    ("وجوب", 14),
    ("لمغادره", 17),
    ("صلاته", 5),
    ("ارتياحها", 14),
    ("القنصل", 13),
    ("قوايمها", 16),
    ("مراسم", 24),
    ("للتشاور", 22),
    ("اسعاف", 14),
    ("السوداء", 20),
    ("بالدعوه", 17),
    ("مفاوضي", 20),
    ("قراري", 22),
    ("مطلبا", 14),
    ("مسووليه", 16),
    ("رحاله", 20),
    ("ارهابيتين", 16),
    ("اعترافهما", 14),
)
_SUBJECT_ENDINGS = ("", "ت", "ا", "تا", "وا")


def _verb_forms(past: str, imperfect: str) -> Iterator[tuple[str, dict[str, bool]]]:
    """«التقى»: التقت، التقيا، التقوا، يلتقي، ستلتقي، يلتقيان، التقاه ..."""
    stem = past
    if past.endswith("ى"):
        stem = past[:-1]
        yield past, {}
        yield stem + "ت", {}
        yield stem + "يا", {"plural": True}
        yield stem + "تا", {"plural": True}
        yield stem + "وا", {"plural": True}
        yield stem + "اه", {"object": True}
        yield stem + "ته", {"object": True}
    elif past.endswith("ا"):  # دعا
        yield past, {}
        yield stem[:-1] + "ت", {}
        yield stem[:-1] + "وا", {"plural": True}
        yield stem[:-1] + "تا", {"plural": True}
        yield stem[:-1] + "يا", {"plural": True}
        for ending in ("اه", "اها", "ته", "تها", "تهم", "تهما"):
            yield stem[:-1] + ending, {"object": True}
    else:
        for ending in _SUBJECT_ENDINGS:
            yield stem + ending, {"plural": ending in ("ا", "تا", "وا")}
        for ending in ("ه", "ها", "ته", "تها", "هم", "تهم"):
            yield stem + ending, {"object": True}
    bases = [imperfect]
    for base in bases:
        for person in ("ي", "ت"):
            yield person + base, {"present": True}
            for ending in ("ان", "ون"):
                joined = base[:-1] if base.endswith(("ي", "و")) and ending == "ون" else base
                yield person + joined + ending, {"present": True, "plural": True}
                yield "س" + person + joined + ending, {"future": True, "plural": True}
            yield "س" + person + base, {"future": True}
            for ending in ("ه", "ها"):
                yield person + base + ending, {"present": True, "object": True}
        yield "ن" + base, {"present": True}


@cache
def _classes_and_rows() -> tuple[dict[str, frozenset[str]], dict[str, list[_Row]]]:
    home = Path(__file__).parent
    lines = [line for name in _LISTS for line in (home / name).read_text(encoding="utf-8").splitlines()]
    classes: dict[str, frozenset[str]] = {}
    for name, words in (line[1:].split("\t") for line in lines if line.startswith("@")):
        classes[name] = classes.get(name, frozenset()) | {fold_key(word) for word in words.split(",")}
    index: dict[str, list[_Row]] = {}

    def enter(form: str, features: dict[str, bool], shared: "_Shared") -> None:
        first, *tail = fold_key(form).split()
        kind, part, near, before, bars = shared
        row = _Row(tuple(tail), kind, part, near, before, bars, **features)
        if row not in index.setdefault(first, []):
            index[first].append(row)

    for line in lines:
        if not line or line.startswith(("#", "@")):
            continue
        kind, part, forms, needs, bars = line.split("\t")
        shared = _shared(classes, kind, part, needs, bars)
        for form in forms.split(","):
            if part == "v":
                past, imperfect = form.strip().split(":")
                for spelling, features in _verb_forms(past, imperfect):
                    enter(spelling, features, shared)
            else:
                owner = fold_key(form).split()[0].endswith(("ه", "ها", "هما", "هم")) and part == "n"
                for spelling, possessed in _noun_forms(form.strip(), part):
                    enter(spelling, {"owner": possessed or (owner and _is_possessed(spelling))}, shared)
    for group in index.values():
        group.sort(key=lambda row: -len(row.tail))
    return classes, index


# What the forms of a line have in common: the fields of a row from `kind` to `bars`.
_Shared = tuple[ActKind, Part, tuple[frozenset[str], ...], frozenset[str], frozenset[str]]


def _shared(classes: dict[str, frozenset[str]], kind: str, part: str, needs: str, bars: str) -> _Shared:
    leads = needs.startswith(_BEFORE)
    after, before = ("-", needs.removeprefix(_BEFORE)) if leads else (needs, "-")
    near = tuple(_union(classes, group) for group in after.split("+")) if after != "-" else ()
    return ActKind(kind), Part(part), near, _union(classes, before), _union(classes, bars)


def _is_possessed(form: str) -> bool:
    word = form.split(maxsplit=1)[0]
    return word.endswith(("ه", "ها", "هما", "هم")) and not word.endswith("ة")


def _noun_forms(form: str, part: str) -> Iterator[tuple[str, bool]]:
    yield form, False
    first, _, tail = form.partition(" ")
    if part == "n" and not first.startswith("ال") and not tail:
        yield "ال" + form, False
    elif part == "n" and tail and not first.startswith("ال"):
        yield " ".join(word if word.startswith("ال") else "ال" + word for word in form.split()), False
        yield f"{first} {'' if tail.startswith('ال') else 'ال'}{tail}", False
    if part == "n" and not tail and first.endswith("ة"):
        for ending in ("ته", "تها", "تهما", "تهم"):
            yield first[:-1] + ending, True


def _union(classes: dict[str, frozenset[str]], names: str) -> frozenset[str]:
    if names == "-":
        return frozenset()
    return frozenset().union(*(classes[name] for name in names.split("|")))


@lru_cache(maxsize=60_000)
def ends_name(word: str) -> bool:
    """Whether a folded word tells of a dealing and so is no part of a person's name."""
    _, rows = _classes_and_rows()
    return word not in _GIVEN_NAMES and any(
        row.part is not Part.VERB or row.present or row.future or word.startswith("است") for row in rows.get(word, ())
    )


@lru_cache(maxsize=60_000)
def is_present_verb(word: str) -> bool:
    """Whether a folded word is a verb that tells of a dealing now or to come: «تستدعي»."""
    _, rows = _classes_and_rows()
    found = rows.get(word, ())
    return bool(found) and all(row.part is Part.VERB and (row.present or row.future) for row in found)


_GIVEN_NAMES = frozenset(("لقاء", "هبه", "وصال"))


def triggers_of(words: Sequence[Word]) -> list[Trigger]:
    """All triggers of a line in order; where several kinds fit one word, each that its neighbours allow."""
    found: list[Trigger] = []
    covered = 0
    for index, word in enumerate(words):
        readings = _READINGS[word.text]
        if (word.text == _UPON and _opens_duty(words, index)) or _is_called_out(words, index):
            found.append(_duty_at(index))
            continue
        at_word = _at(words, index, readings) if readings else None
        if not at_word:
            continue
        longest = max(trigger.end for trigger in at_word)
        if longest <= covered:  # inside a longer phrase: «اتصالا هاتفيا» is no bare «هاتفيا»
            continue
        found += [trigger for trigger in at_word if trigger.end == longest or trigger.guarded]
        covered = max(covered, longest)
    return found


_UPON = "علي"  # «على تركيا أن تكف»: whoever stands behind it must do something


def _opens_duty(words: Sequence[Word], index: int) -> bool:
    """Whether «على» opens a line, or what is quoted behind a colon, and a duty stands behind a short name."""
    if index and words[index - 1].text not in _QUOTES:
        return False
    return any(word.text in _DUTIES for word in words[index + 2 : index + 2 + _NAME_OF_ONE])


_QUOTES = frozenset((":", '"', "\n"))
_NAME_OF_ONE = 3  # words of whoever has a duty, but for the first
_DUTIES = frozenset(
    """ان الا سحب وقف فتح الكف الالتزام احترام الانسحاب تنفيذ رفع انهاء الافراج اطلاق تسليم اعاده التخلي العوده دفع تحمل
    اتخاذ الاعتراف التراجع التوقف ضمان حمايه الاعتذار وضع كبح ضبط تفكيك""".split()
)


def _is_called_out(words: Sequence[Word], index: int) -> bool:
    """«قبرص لتركيا: أوقفوا التنقيب»: an imperative right behind a colon."""
    if index == 0 or words[index - 1].text != ":":
        return False
    word = words[index].text
    return (word.startswith("ا") and word.endswith("وا")) or word in _IMPERATIVES


_IMPERATIVES = frozenset(
    "كفوا سلموا عودوا تراجعوا توقفوا غادروا كفي عليكم عليك ضعوا نفذوا دعوا كف لتتوقف ليتوقف".split()
)


def _duty_at(index: int) -> Trigger:
    return Trigger(ActKind.DEMAND, Part.PHRASE, index, index + 1, "", *(False,) * 6, guarded=False)


def _readings_of(word: str) -> tuple[tuple[str, bool, tuple[_Row, ...]], ...]:
    """What a folded word may tell: what is glued before, whether it is definite, the rows; most words tell nothing."""
    if not word[0].isalnum() or word[0].isdecimal():
        return ()
    _, rows = _classes_and_rows()
    return tuple(
        (prefix, rest.startswith("ال"), tuple(row for row in rows[rest] if _may_join(prefix, rest, row)))
        for prefix, rest in unglued(word)
        if rest in rows
    )


_READINGS = Remembered(_readings_of)


def _may_join(prefix: str, rest: str, row: _Row) -> bool:
    if row.part is Part.VERB:
        return prefix in ("", "و", "ف", "ل")
    # «طالبا» goes on from a subject, «بطالبا» is no word
    return not (row.part is Part.NOUN and prefix not in ("", "و") and rest in _GOES_ON)


def _at(words: Sequence[Word], index: int, readings: Sequence[tuple[str, bool, tuple[_Row, ...]]]) -> list[Trigger]:
    found: list[Trigger] = []
    kinds: set[ActKind] = set()
    for prefix, definite, rows in readings:
        for row in rows:
            end = index + 1 + len(row.tail)
            if row.tail and not _follows(words, index + 1, row.tail):
                continue
            if row.kind in kinds:
                continue
            if not all(_near(words, index, end, wanted) for wanted in row.needs):
                continue
            if row.leads and not _is_led(words, index, row.leads):
                continue
            if row.bars and _near(words, index, end, row.bars):
                continue
            kinds.add(row.kind)
            found.append(
                Trigger(
                    row.kind,
                    row.part,
                    index,
                    end,
                    prefix,
                    definite,
                    row.future,
                    row.present,
                    row.owner,
                    row.object,
                    row.plural,
                    bool(row.needs or row.leads),
                )
            )
        if found and not prefix:
            break
    if {ActKind.RECALL, ActKind.SUMMON} <= kinds:  # «استدعاء القائم بأعمال سفارتها», «استدعاء سفير صاحب الجلالة»
        own = any(one.kind is ActKind.RECALL and one.end > index + 1 for one in found) or calls_own(words, index)
        found = [trigger for trigger in found if trigger.kind is not (ActKind.SUMMON if own else ActKind.RECALL)]
    return found


def _follows(words: Sequence[Word], start: int, tail: tuple[str, ...]) -> bool:
    if start + len(tail) > len(words) or words[start].text != tail[0]:
        return False
    return all(words[start + at].text == word for at, word in enumerate(tail))


_GOES_ON = frozenset(("داعيا", "داعيه", "مطالبا", "حاثا"))


def _near(words: Sequence[Word], start: int, end: int, wanted: frozenset[str]) -> bool:
    near = next((reach for word, reach in _REACH if word in wanted), _NEAR)
    for word in words[end : end + near]:
        if word.text in (".", "؛", "\n"):
            break
        if not wanted.isdisjoint(_SPELLINGS[word.text]):
            return True
    # an adjective or the object may stand just before: «العلاقات ... قطعتها»
    return (not wanted.isdisjoint(_FAR_OBJECTS) and _resumes(words, end + near, wanted)) or any(
        not wanted.isdisjoint(_SPELLINGS[word.text]) for word in words[max(0, start - 2) : start]
    )


_FAR_OBJECTS = frozenset(("اتفاقيه", "علاقاتهما"))  # mark the classes of what is signed, and of ties
_LONG_ASIDE = 50  # words behind a verb in which its object may still come, where asides stand between


def _resumes(words: Sequence[Word], start: int, wanted: frozenset[str]) -> bool:
    """«وقع ...، الجمعة في البيت الأبيض وفي حضور ...، إعلانا»: behind an aside's comma the sentence goes on to its object."""
    for at in range(start - 1, min(len(words) - 1, start - _NEAR_DEAL + _LONG_ASIDE)):
        if words[at].text in (".", "؛", "\n"):
            return False
        if words[at].text == "،":
            behind = [word.text for word in words[at + 1 : at + 3]]
            goal = behind[1] if behind[0] in ("الي", "علي") and len(behind) > 1 else behind[0]
            if goal in wanted:
                return True
    return False


def _is_led(words: Sequence[Word], start: int, wanted: frozenset[str]) -> bool:
    """Whether one of the wanted words stands before in the clause: «السفير الفرنسي في نيامي استدعي»."""
    for word in reversed(words[max(0, start - _NEAR_PARTNER) : start]):
        if word.text in (".", "؛", "\n"):
            break
        if not wanted.isdisjoint(_SPELLINGS[word.text]):
            return True
    return False


def _spellings_of(word: str) -> tuple[str, ...]:
    """A folded word as it stands, without glued letters, and without the article."""
    rests = [rest for _, rest in unglued(word)]
    return tuple(dict.fromkeys((word, *rests, *(rest.removeprefix("ال") for rest in rests))))


_SPELLINGS = Remembered(_spellings_of)
