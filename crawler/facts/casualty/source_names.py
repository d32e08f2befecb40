"""Names of sources in a sentence: where «وزارة الصحة» or «مصدر في الشرطة» begins and ends."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from crawler.arabic.letters import fold_key
from crawler.arabic.words import Dictionary, Word, clitics
from crawler.facts.casualty.cues import CUES, CueKind

_LONGEST = 9  # words of a name
_QUOTED = 6  # words of a name that stands in quotation marks
_ENDING_CUES = frozenset({CueKind.MASDAR, CueKind.VERB, CueKind.FALL, CueKind.AFTER, CueKind.REACH})


class Source(NamedTuple):
    """A source named at words[start:end]; `cut` letters of the first word are glued before the name."""

    start: int
    end: int
    cut: int = 0


def _forms() -> dict[str, list[str]]:
    rows = (Path(__file__).parent / "attribution.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in rows if line and not line.startswith("#"))
    return {kind: [form.strip() for form in forms.split(",")] for kind, forms in pairs}


FORMS = _forms()


def folded_forms(kind: str) -> frozenset[str]:
    """The folded words of a row of attribution.tsv."""
    return frozenset(map(fold_key, FORMS[kind]))


HEADS = Dictionary((form, True) for form in FORMS["head"])
_DOCUMENTS = Dictionary((form, True) for form in FORMS["document"])
_ASIDES = Dictionary((form, True) for form in FORMS["aside"])
_ISSUED = Dictionary((form, True) for form in FORMS["issued"])
_OPEN, _VAGUE, _MEDIA, _STOPS, _PLACE, _OWN, _TITLED, _BODIES, _TAKING, _RANKS = map(
    folded_forms, ("open", "vague", "media", "stops", "place", "own", "titled", "body", "taking", "rank")
)
_DONE = Dictionary((form, True) for form in FORMS["done"])
_PREFIXES = ("", "ال", "ل", "لل")


def head_at(words: Sequence[Word], index: int) -> str | None:
    """What is glued to a word that can speak, None for other words."""
    found = HEADS.at(words, index)
    return found.prefix if found is not None and found.prefix in _PREFIXES else None


def skip_asides(words: Sequence[Word], index: int) -> int:
    """Where a sentence goes on behind «مساء اليوم», «في بيان», «من جهته», and signs that do not end it."""
    while index < len(words):
        found = _ASIDES.at(words, index)
        if found is not None and found.prefix == "":
            index = found.end
        elif words[index].text in ("،", ",", "(", ")") or words[index].is_number:
            index += 1
        else:
            break
    return index


def author_of(words: Sequence[Word], index: int) -> int | None:
    """Where the author's name begins behind «بيان ل…», «تقرير أولي صادر عن …», «أرقام …»; None where no document is."""
    found = _DOCUMENTS.at(words, index)
    if found is None or found.prefix not in _PREFIXES:
        return None
    at = found.end
    while at < len(words) and at - found.end < 4:
        issued = _ISSUED.at(words, at)
        if issued is not None:
            return issued.end
        if words[at].text == "ل":
            return at + 1
        if not words[at].is_sign and (head_at(words, at) is not None or words[at].text.startswith("ل")):
            return at
        if words[at].is_sign or words[at].text in _STOPS:
            break
        at += 1
    return found.end if at == found.end else None


def name_at(words: Sequence[Word], index: int, *, loose: bool = False) -> Source | None:
    """The source that begins at a word, without what says where it sits; `loose` names need no known head."""
    if index >= len(words):
        return None
    if words[index].text == '"':
        return _in_quotes(words, index)
    first = words[index]
    cut = _glued(first.text)
    bare = first.text[cut:]
    if first.is_sign or first.is_number or first.text in _STOPS or is_vague(bare):
        return None
    if head_at(words, index) is None and not loose and not _is_definite(bare):
        return None
    end = _end_of(words, index, cut)
    return Source(index, end, cut) if end > index else None


@lru_cache(maxsize=4_000)
def is_vague(word: str) -> bool:
    """Whether a word is «التحريات», «المعلومات» and the like."""
    return any(rest in _VAGUE for prefix, rest in clitics(word) if prefix in ("", "ال", "ل", "لل"))


@lru_cache(maxsize=4_000)
def _glued(word: str) -> int:
    """How many letters of a name's first word are «ل» (or the «ل» of «لل», which then hides an alef)."""
    if HEADS.bare(word) is not None:
        return 0
    for prefix, rest in clitics(word):
        if prefix == "ل" and (HEADS.bare(rest) is not None or rest.startswith("ال")):
            return 1
        if prefix == "لل" and HEADS.bare(rest) is not None:
            return 2
    return 2 if word.startswith("لل") and len(word) > 5 else 0


def _is_definite(word: str) -> bool:
    return word.startswith("ال") and len(word) > 4


def _in_quotes(words: Sequence[Word], index: int) -> Source | None:
    """«السويداء 24» and other names of a few words between quotation marks."""
    for end in range(index + 2, min(len(words), index + 2 + _QUOTED)):
        if words[end].text == '"':
            clear = all(word.text not in _STOPS for word in words[index + 1 : end])
            return Source(index + 1, end) if clear and CUES.at(words, index + 1) is None else None
    return None


def _end_of(words: Sequence[Word], start: int, cut: int) -> int:
    """Where a name ends: at a word of place, time or content, at a name that follows a closed one."""
    first = words[start].text[cut:]
    is_open = _is_in(first, _OPEN)
    indefinite = is_open and not first.startswith("ال")
    closed = _is_definite(first)
    end = start + 1
    for at in range(start + 1, min(len(words), start + _LONGEST)):
        text = words[at].text
        alone = at == start + 1
        if text == '"':
            quoted = _in_quotes(words, at) if alone and _is_in(first, _TITLED) else None
            return quoted.end + 1 if quoted is not None else end
        if alone and is_open and text in ("في", "من") and at + 1 < len(words) and _may_follow(words, at + 1):
            closed, end = False, at + 1
            continue
        if text in ("عن", "من", "علي") and words[at - 1].text in _TAKING:
            closed, end = False, at + 1
            continue
        if _ends(words, at, alone=alone and is_open, after_head=alone):
            break
        if text.startswith("و") and text not in _OWN and not text.startswith("وال"):
            joined = HEADS.at(words, at)
            native = joined is not None and not joined.prefix.startswith("و")  # «وكالة» after a whole name
            if joined is None or (native and (closed or (indefinite and not alone))):
                break
            closed, end = not joined.prefix.startswith("و"), at + 1
            continue
        definite = _is_definite(text)
        if closed and _opens_another(words, at, definite=definite):
            break
        if indefinite and definite and not alone and _is_adjective_before(words, at):
            break
        closed = (closed or definite) and not _leads_on(text)
        end = at + 1
    while end > start + 1 and words[end - 1].text in ("في", "من", "باسم", "عن", "علي"):
        end -= 1
    return end


def _is_in(word: str, kind: frozenset[str]) -> bool:
    return any(rest in kind for prefix, rest in clitics(word) if prefix in ("", "ال"))


def _opens_another(words: Sequence[Word], at: int, *, definite: bool) -> bool:
    """Whether a word behind a closed name begins something else: a person's name, another body, a place."""
    text = words[at].text
    if definite:
        return text in _BODIES and words[at - 1].text.startswith("ال")
    if text.startswith("ب") and text not in _OWN:
        return not text.startswith(("بحكومه", "بوزاره")) and not _is_last(words, at)
    return not text.startswith(("ل", "وال", "باسم", "بال", "عيان", "غير")) and text not in _OWN


def _leads_on(text: str) -> bool:
    """«باسم», «لحقوق»: another noun completes it."""
    return text == "باسم" or (text.startswith("ل") and not text.startswith(("لل", "لبن")) and len(text) > 3)


def _is_last(words: Sequence[Word], at: int) -> bool:
    """Whether a sign, «أن» or nothing follows."""
    return at + 1 >= len(words) or words[at + 1].is_sign or words[at + 1].text in ("ان", "بان")


def _is_adjective_before(words: Sequence[Word], at: int) -> bool:
    """Whether the word before is an indefinite adjective, with which «مصدر أمني» is whole."""
    before = words[at - 1]
    return before.text not in ("في", "من") and not _is_definite(before.text) and head_at(words, at - 1) != ""


def _may_follow(words: Sequence[Word], at: int) -> bool:
    """Whether «مصدر في» goes on with a body rather than with a place."""
    return head_at(words, at) in ("", "ال") and words[at].text not in ("محافظه", "ولايه", "المحافظه", "الولايه")


def _begins_the_news(words: Sequence[Word], at: int) -> bool:
    """«أعلنت مديرية أمن سرت تحرير أربعة عمال»; «هيئة تحرير الشام» is a name."""
    done = _DONE.at(words, at)
    before = words[at - 1].text
    return done is not None and done.prefix == "" and head_at(words, at - 1) is None and not _is_in(before, _TITLED)


def _ends(words: Sequence[Word], at: int, *, alone: bool, after_head: bool) -> bool:
    text = words[at].text
    if words[at].is_sign or words[at].is_number or text in _STOPS:
        return True
    if (text in _PLACE and not alone) or (text in _MEDIA and not after_head):
        return True
    if (text in _VERBS or text in _RANKS) and not after_head:
        return True
    if _begins_the_news(words, at):
        return True
    if text.startswith("بال") and text not in _OWN and not alone:
        return not words[at - 1].text.startswith(("المت", "المع", "المخت", "المكلف"))
    cue = CUES.at(words, at)
    return (
        cue is not None
        and cue.value.kind in _ENDING_CUES
        and HEADS.bare(text) is None
        and cue.prefix not in ("ال", "وال", "لل")
        and not (after_head and cue.prefix == "")
    )


def verb_forms(stems: str) -> Iterator[str]:
    """The forms of «أعلن/علن» in the third person, active and passive alike."""
    if "/" not in stems:
        yield stems
        return
    perfect, imperfect = stems.split("/")
    base = perfect[:-1] if perfect.endswith("ى") else perfect
    yield perfect
    yield from (base + end for end in ("ت", "وا", "ا", "تا", "ن"))
    yield from (start + imperfect + end for start in "يت" for end in ("", "ون", "ان", "وا", "ن"))


def object_forms(stems: str) -> Iterator[str]:
    """The forms with an object: «أعلنها», «أعلنته»."""
    perfect, imperfect = stems.split("/")
    base = perfect[:-1] + "ا" if perfect.endswith("ى") else perfect
    yield from (stem + end for stem in (base, perfect.rstrip("ى") + "ت") for end in ("ها", "ه", "هم", "هما"))
    yield from (start + imperfect + end for start in "يت" for end in ("ها", "ه"))


_VERBS = frozenset(fold_key(form) for stems in FORMS["say"] for form in verb_forms(stems))
