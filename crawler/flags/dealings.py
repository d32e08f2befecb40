"""Who deals with whom, clause by clause, and what a story is about if not that.

A sentence of a newspaper often has two items («قتل ثلاثة …، فيما استدعت الخارجية السفير»), and a page several. A state
that condemns and a party, an association or a newspaper that condemns use the same verb: what tells them apart is who
is named first. So sentences are cut at «فيما» and its kind, and each clause is asked who acts in it, and on how many.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import log2

from crawler.arabic.names import Form, Name
from crawler.arabic.words import Word
from crawler.flags.structure import DEALING, Sentence, spans

_BESIDES = frozenset("فيما بينما وفيما وبينما".split())  # one word that begins another item
_BESIDES_OF_TWO = {  # the first word of two, and the second ones
    "في": frozenset("وقت حين غضون المقابل الاثناء سياق الاطار اطار تطور".split()),
    "وفي": frozenset("الوقت حين غضون المقابل الاثناء سياق تطور".split()),
    "من": frozenset("جهه جهته جهتها جانب جانبه جانبها ناحيه".split()),
    "ومن": frozenset("جهه جهته جهتها جانب جانبه جانبها ناحيه".split()),
    "علي": frozenset("صعيد الصعيد".split()),
    "وعلي": frozenset("صعيد الصعيد".split()),
    "الي": frozenset(["ذلك"]),
    "والي": frozenset(["ذلك"]),
    "يذكر": frozenset(["ان"]),
    "يشار": frozenset(["الي"]),
}
_BEGIN = _BESIDES | _BESIDES_OF_TWO.keys()
_OFFICIAL = frozenset({"envoy", "head", "body", "minister", "mandate", "factions"})
_OUTSIDE = frozenset(
    "ngo outlet web former unofficial domestic protest business local fighting court posts consular faith art sport "
    "suspect".split()
)
_DEALING = DEALING | {"peace", "truce"}
_MATTERS = frozenset("exchange extradite funds border troops truce peace embassy mandate handover aid".split())
_ORGANS = frozenset(
    "السلطات سلطات الحكومه حكومه الخارجيه الرياسه الدوله الاداره النظام القياده الجانب الطرف الوفد".split()
)
_VOICES = frozenset({"envoy", "head", "minister"})
_VERBS = frozenset({"stance", "said", "meeting", "visit", "call"})
_FIRST = 9  # words of a clause in which who acts is named
_STATES = (Form.STATE, Form.CAPITAL, Form.SEAT, Form.ORGANISATION)


def clauses(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where the clauses of some words begin and end: sentences, cut where another item begins."""
    for start, end in spans(words):
        at = start
        for index in range(start + 4, end - 3):
            text = words[index].text
            if (
                text in _BEGIN
                and index - at > 3
                and (text in _BESIDES or words[index + 1].text in _BESIDES_OF_TWO[text])
            ):
                yield at, index
                at = index
        yield at, end


def dealings(title: Sequence[Sentence], text: Sequence[Sentence]) -> dict[str, float]:
    """Named numbers of a story's clauses: who acts in the opening and in the rest, in which matter, between how many;
    how many clauses are a dealing between parties by somebody official and of nothing else, and where the first is."""
    counts: Counter[str] = Counter()
    first = -1
    for place, clause in enumerate((*title, *text)):
        zone = "o" if place < len(title) + 1 else "r"
        for kind in _kinds(clause):
            counts[f"c{zone}:{kind}"] += 1
            if kind == "clean" and first < 0:
                first = place
    found = {name: log2(1 + count) for name, count in counts.items()}
    number = max(1, len(title) + len(text))
    if first >= 0:
        found["first:clean"] = 1 / (1 + first)
        found["share:clean"] = (counts["co:clean"] + counts["cr:clean"]) / number
    found["clauses"] = log2(1 + number)
    return found


def _kinds(clause: Sentence) -> Iterator[str]:
    """What a clause is: who is named first where somebody says or does, and what about."""
    classes = clause.classes
    parties = min(2, len(clause.parties))
    acts = "stance" in classes or not _DEALING.isdisjoint(classes)
    if acts or "said" in classes:
        by = actor(clause)
        yield f"by:{by}:{'acts' if acts else 'says'}"
        if acts and parties == 2 and (by == "state" or by in _OFFICIAL) and _OUTSIDE.isdisjoint(classes):
            yield "clean"
    for name in classes:
        if name in _MATTERS:
            yield f"{name}:{parties}"


def actor(clause: Sentence) -> str:
    """The class of who is named first in a clause, «state» for a party's own name, or nothing. Of two classes of
    one phrase, that which is no state's voice."""
    best, at = "", _FIRST
    for name, place in clause.classes.items():
        if place <= at and place < _FIRST and ((name in _OFFICIAL and place < at) or name in _OUTSIDE):
            best, at = name, place
    return "state" if clause.named < at else best


def mentions(names: Sequence[Name], words: Sequence[Word]) -> dict[str, float]:
    """How often the second party of a text is named, alone and beside the first, how many there are, how many pairs:
    «بين تونس وليبيا», «التونسي الليبي». A home affair names one party again and again."""
    counts = Counter(name.party for name in names)
    most = [count for _, count in counts.most_common(2)]
    found = {"parties:all": log2(1 + len(counts))}
    if len(most) == 2:
        found["parties:second"] = log2(1 + most[1])
        found["parties:even"] = most[1] / most[0]
    found["parties:named"] = log2(1 + len({name.party for name in names if name.form in _STATES}))
    pairs = sum(_paired(one, other, words) for one, other in zip(names, names[1:], strict=False))
    if pairs:
        found["parties:pairs"] = log2(1 + pairs)
    return found


def voices(names: Sequence[Name], words: Sequence[Word], classes: Mapping[int, Sequence[str]]) -> dict[str, float]:
    """How many parties speak or act: «اتهمت واشنطن», «السفير الروسي», «السلطات الليبية»; `classes` by the index of
    their last word. And how often the first and the second of them do."""
    heard: Counter[str] = Counter()
    organs: Counter[str] = Counter()
    for name in names:
        at = name.start
        if name.form is Form.NATIONALITY or name.form is Form.ORGANISATION_ADJECTIVE:
            before = words[max(0, at - 2) : at]
            if any(word.text.removeprefix("و") in _ORGANS for word in before):
                organs[name.party] += 1
            elif not (_VOICES.isdisjoint(classes.get(at - 1, ())) and _VOICES.isdisjoint(classes.get(at - 2, ()))):
                heard[name.party] += 1
        elif not _VERBS.isdisjoint(classes.get(at - 1, ())):
            heard[name.party] += 1
    found = {"voices": log2(1 + len(heard | organs))}
    for kind, counts in (("voices:titles", heard), ("voices:organs", organs), ("voices:all", heard + organs)):
        most = [count for _, count in counts.most_common(2)]
        if most:
            found[f"{kind}:first"] = log2(1 + most[0])
        if len(most) == 2:
            found[f"{kind}:second"] = log2(1 + most[1])
    return found


def _paired(one: Name, other: Name, words: Sequence[Word]) -> bool:
    if one.party == other.party or other.start - one.end > 1:
        return False
    if other.start - one.end == 1:
        return words[one.end].text in ("-", "مع", "و", "وبين")
    return one.form is other.form
