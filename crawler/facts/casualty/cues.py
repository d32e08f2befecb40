"""Cues: the words of a sentence that say what happened to the people it counts, or that nothing did."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.words import Dictionary
from crawler.facts.figure import Outcome

_HERE = Path(__file__).parent
_PERFECT = ("", "ت", "وا", "ا", "تا", "ن")
_IMPERFECT = ("ي", "ت")
_IMPERFECT_ENDS = ("", "ون", "ان", "وا", "ن")


class CueKind(StrEnum):
    """How a cue stands to the people it speaks of."""

    MASDAR = "masdar"  # «مقتل 5»
    VERB = "verb"  # «قتل 5», «5 قتلوا», «قتلت القوات 5»
    AFTER = "after"  # «5 حتفهم»
    FALL = "fall"  # «سقوط 5 قتلى»
    OPENS = "opens"  # «أسفر عن قتلى»
    TALLY = "tally"  # «حصيلة»
    REACH = "reach"  # «إلى 5»
    SUBSET = "subset"  # «بينهم 5»
    BLOCK = "block"  # «إنقاذ 5»
    NO = "no"  # «لم»
    EARLIER = "earlier"  # «بعد أن كان 5»


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One cue; `plain` is its form without clitics, `active` a form that names who did it before who suffered."""

    kind: CueKind
    outcome: Outcome | None
    plain: str
    plural: bool = False
    imperfect: bool = False


def _verb_forms(stems: str) -> Iterator[tuple[str, bool, bool]]:
    """The forms of a verb with whether each is plural and imperfect."""
    perfect, imperfect = stems.split("/")
    base = perfect[:-1] if perfect.endswith("ى") else perfect
    yield perfect, False, False
    for end in _PERFECT[1:]:
        yield base + end, end == "وا", False
    for start in _IMPERFECT:
        for end in _IMPERFECT_ENDS:
            yield start + imperfect + end, end in ("ون", "وا"), True


def _entries() -> Iterator[tuple[str, Cue]]:
    for line in (_HERE / "cues.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, value, forms = line.split("\t")
        outcome = None if value == "-" else Outcome(value)
        for form in (form.strip() for form in forms.split(",")):
            if form.startswith("~"):
                for verb, plural, imperfect in _verb_forms(form[1:]):
                    yield verb, _cue(kind, outcome, verb, plural=plural, imperfect=imperfect)
                    if kind == "verb":
                        yield from _with_objects(verb, outcome)
            else:
                yield form, _cue(kind, outcome, form, plural=form.endswith("وا"))


def _with_objects(verb: str, outcome: Outcome | None) -> Iterator[tuple[str, Cue]]:
    """«اختطفتهم», «قتلوهما»: the verb with those who suffered glued to it, who were counted before it."""
    if verb.endswith(("ون", "ان", "ى")):
        return
    base = verb.removesuffix("ا") if verb.endswith("وا") else verb
    for end in ("هم", "هما", "هن"):
        yield base + end, _cue("after", outcome, base + end)


def _cue(kind: str, outcome: Outcome | None, form: str, *, plural: bool = False, imperfect: bool = False) -> Cue:
    plain = fold_key(form)
    return Cue(kind=CueKind(kind), outcome=outcome, plain=plain, plural=plural, imperfect=imperfect)


CUES = Dictionary(_entries())
THINGS = frozenset(
    fold_key(word)
    for line in (_HERE / "things.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
