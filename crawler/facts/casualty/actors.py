"""Who did it, as a sentence ties it to a count: the subject of its verb, else the nearest hand that the sentence names."""

from collections.abc import Sequence

from crawler.arabic.people import PEOPLE, Count, Noun
from crawler.arabic.words import Found, Word
from crawler.facts.casualty.breaks import breaks_between
from crawler.facts.casualty.cues import CUES, CueKind
from crawler.facts.casualty.hands import (
    THEIRS,
    Actor,
    Hand,
    arrests,
    name_before,
    name_from,
    speaker,
    starts_name,
    strikes_again,
)
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.own_side import is_own_side
from crawler.facts.casualty.phrase import Of
from crawler.facts.figure import Outcome

__all__ = ["Actor", "actor_of", "starts_name"]

_REACH = 36  # words either side of a count within which its hand may stand
_BOUND = 4  # words behind a share («21 على يد …») within which a hand is that share's alone
_GLUED = ("هم", "هما", "هن")
_CLAUSE = 12  # words that a verb may stand behind «إنها»
_MANAGES_WITHIN = 7  # words between «تمكنت» and «القضاء على»
_MANAGES = frozenset(("تمكن", "تمكنت", "تمكنوا", "نجح", "نجحت", "استطاعت", "استطاع"))
_HITS = frozenset(("اصاب", "اصابت", "دهس", "دهست", "طعن", "طعنت"))
_DID = frozenset(("قتل", "قتلت", "جرح", "جرحت", *_HITS))
_STRUCK = frozenset(("اطلق", "فتح", "هاجم", "نفذ", "اقتحم", "فجر", "القي", "طعن", "دهس", "صدم", "اضرم"))
_TURNS = frozenset(("فيما", "بينما", "فردت", "وردت", "لترد"))  # to what others did
_ALSO = frozenset(("منهم", "منها", "ايضا"))
_UNDONE = frozenset(("تحييد", "القضاء علي", "تصفيه"))
_HARMED = frozenset((Outcome.KILLED, Outcome.INJURED))
_UNDER_ARMS = frozenset(("soldiers", "police", "fighters"))
_WARS = frozenset(("حرب", "حربا", "نزاع", "نزاعا", "صراع", "صراعا"))  # of two sides: neither is the hand of the dead
_BESIDES = frozenset(("بالاضافه", "اضافه", "فضلا", "علاوه"))
_MOURNS = frozenset(("نعي", "نعت", "ينعي", "تنعي", "نعوا", "فقد", "فقدت", "فقدوا"))


def actor_of(mention: Mention, words: Sequence[Word], others: Sequence[Mention], hands: Sequence[Hand]) -> Actor | None:
    """The actor of a count: its verb's subject, one named behind it, then one named ahead of it."""
    subject = _one_told_of(mention, words, others) or _subject(mention, words) or _same_subject(mention, words, others)
    if subject is not None:
        return subject
    if mention.outcome in _HARMED:
        hands = [hand for hand in hands if not arrests(words, hand)]
    hands = [hand for hand in hands if not is_own_side(mention, words, hand)]
    if not hands:
        return None
    accused = next((hand for hand in hands if hand.at == mention.cue and not hand.faint), None)
    if accused is not None:
        return accused.actor  # «اتهمت … الجيش بإعدام عشرات المدنيين»
    limit = min(len(words), mention.end + _REACH)
    for other in others:
        if other.start > mention.end and _subject(other, words) is not None:
            limit = min(limit, other.cue)  # a later count has a hand of its own
    if mention.parent is not None and mention.parent in others:
        # a share has the hand of its whole, unless one is tied to it («5 مدنيين بينهم 3 أطفال، قتلوا على يد …»)
        parts_end = max((other.end for other in others if other.parent is mention), default=mention.end)
        limit = min(limit, parts_end + _BOUND + 1)
    first = min(mention.cue, mention.start)
    behind = [
        hand
        for hand in hands
        if mention.end <= hand.at < limit
        and not hand.faint
        and not _is_of_share(hand, mention, words, others)
        and not _adds_things(words, mention.end, hand.at)
    ]
    ahead = [
        hand
        for hand in hands
        if first - _REACH <= hand.at < first
        and not _is_of_share(hand, mention, words, others)
        and hand.actor.end <= first + 1
        and not _is_of_them(words, hand)
        and not any(word.text in _WARS for word in words[hand.actor.end : first])
    ]
    if mention.parent is not None and mention.parent in others:
        ahead = [hand for hand in ahead if hand.at >= mention.parent.end]
    near = [hand for hand in behind if not breaks_between(words, mention.end, hand.at)]
    close = [hand for hand in ahead if not hand.faint and not breaks_between(words, hand.at, first)]
    if near and not (close and strikes_again(words, mention.end, near[0].at)):
        return near[0].actor
    if close:
        return close[-1].actor
    if mention.outcome is Outcome.DISPLACED:
        return None
    far = [hand for hand in behind[:1] if not _has_rival(mention, hand, others)] or ahead[-1:]
    return far[0].actor if far else None


def _one_told_of(mention: Mention, words: Sequence[Word], others: Sequence[Mention]) -> Actor | None:
    """«قتلت الشرطة رجلا طعن ثلاثة أشخاص»: a verb right behind somebody who is not known says what he did."""
    verb = mention.start - 1
    if mention.phrase.agent:
        return None
    right_behind = verb >= 0 and words[verb].text in _DID and mention.cue >= verb and not mention.phrase.joined
    for other in others:
        one = other.low == other.high == 1 and not other.phrase.definite and other.phrase.of is Of.PERSON
        if not one or other.cue >= other.start:
            continue
        if (right_behind and other.end == verb) or _has_attacked(words, other.end, min(mention.cue, mention.start)):
            return Actor(other.start, other.end)
    return None


def _has_attacked(words: Sequence[Word], start: int, end: int) -> bool:
    """«أردت الشرطة مسلحا بعدما أطلق النار على كنيسة، ما أسفر عن …»: whether what stands right behind somebody says that
    he struck, and what then comes is what came of it."""
    texts = [word.text for word in words[start:end] if word.text not in ("قتيلا", "صريعا")]
    after = 1 if texts[:1] == ["بعدما"] else 2 if texts[:2] in (["بعد", "ان"], ["كان", "قد"], ["اثر", "ان"]) else 0
    return bool(after) and after < len(texts) and texts[after] in _STRUCK and not _TURNS.intersection(texts)


def _same_subject(mention: Mention, words: Sequence[Word], others: Sequence[Mention]) -> Actor | None:
    """«إن مقاتلي الحركة قتلوا 50 مدنيا واختطفوا 15 شابا»: a verb that goes on with the subject of the one before."""
    cue = CUES.at(words, mention.cue)
    if cue is None or not cue.joined or cue.value.kind is not CueKind.VERB or mention.cue > mention.start:
        return None
    theirs = next(
        (at for at in range(mention.cue - 1, max(-1, mention.cue - _CLAUSE), -1) if words[at].text in THEIRS), None
    )
    if theirs is not None and words[mention.cue].text.endswith(("ت", "وا")):
        return speaker(words, theirs)  # «قالت حركة الشباب إنها سيطرت على القاعدة وقتلت 59 جنديا»
    if not words[mention.cue].text.endswith("وا"):
        return None  # «وأصيب 15» has nobody as its subject, and is spelled like «وقتل 15»
    before = [
        other for other in others if other.cue < mention.cue and not breaks_between(words, other.cue, mention.cue)
    ]
    return next((named for other in reversed(before) if (named := _subject(other, words)) is not None), None)


def _adds_things(words: Sequence[Word], start: int, end: int) -> bool:
    """«…، بالإضافة لوقوع 9 مجازر على يد …»: whether a further count, of things, stands before a hand."""
    added = next((at for at in range(start, end) if words[at].text in _BESIDES), None)
    return added is not None and any(words[at].is_number for at in range(added, end))


def _has_rival(mention: Mention, hand: Hand, others: Sequence[Mention]) -> bool:
    """Whether a further count of the same kind stands before a hand in another clause, which is then its own."""
    return any(
        other.outcome is mention.outcome and other.parent is not mention and mention.end <= other.start < hand.at
        for other in others
    )


def _is_of_share(hand: Hand, mention: Mention, words: Sequence[Word], others: Sequence[Mention]) -> bool:
    """«51 على يد …، و21 على يد …»: a hand right behind a share is that share's."""
    return any(
        other is not mention
        and other.parent is not None
        and other is not mention.parent
        and 0 <= hand.at - other.end < (_REACH if _is_of_them(words, hand) else _BOUND)
        and (other.phrase.of is Of.THEM or _follows_a_share(other, others) or _is_of_them(words, hand))
        and all(word.text != "،" for word in words[other.end : hand.at])
        for other in others
    )


def _is_of_them(words: Sequence[Word], hand: Hand) -> bool:
    """«710 مهاجرين اعترضتهم الدوريات البحرية»: a verb that speaks of the count ahead of it alone."""
    return words[hand.at].text.endswith("هم")


def _manages(words: Sequence[Word], cue: int) -> Actor | None:
    """«وتمكنت القوات الأمنية من القضاء على المهاجمين الستة»: the subject of a verb of success."""
    for at in range(cue - 1, max(-1, cue - _MANAGES_WITHIN), -1):
        if words[at].text.removeprefix("و") in _MANAGES:
            return name_from(words, at + 1)
    return None


def _kills(noun: Found[Noun], mention: Mention) -> bool:
    """«قتل جنود 13 قرويا»: those under arms right between a verb and the count of its object."""
    return noun.end == mention.start and noun.value.label in _UNDER_ARMS and noun.value.count is Count.MANY


def _follows_a_share(mention: Mention, others: Sequence[Mention]) -> bool:
    """«26 منهم على يد …، و15 على يد …»: the later shares of a whole go without «منهم»."""
    return any(
        other.parent is mention.parent and other.phrase.of is Of.THEM and other.end <= mention.start for other in others
    )


def _subject(mention: Mention, words: Sequence[Word]) -> Actor | None:
    """«قتلت قوات … 7 مدنيين» and «قوات … قتلت 7 مدنيين»."""
    cue = CUES.at(words, mention.cue)
    if cue is not None and cue.value.kind is CueKind.AFTER and words[mention.cue].text.endswith(_GLUED):
        at = cue.end  # «27 صيادا أوقفتهم البحرية …»
        return name_from(words, at) if at < len(words) and starts_name(words, at) else None
    if cue is not None and cue.value.plain in _UNDONE and mention.cue < mention.start:
        named = _manages(words, mention.cue) or speaker(words, mention.cue)  # «أعلن الجيش القضاء على 12 إرهابيا»
        return named if named is not None and starts_name(words, named.start) else None
    if mention.cue >= mention.start or cue is None or cue.value.kind is not CueKind.VERB or cue.value.plain in _MOURNS:
        return None
    start = cue.end
    while start < mention.start and (words[start].is_sign or words[start].text in _ALSO):
        start += 1
    if start < mention.start and (starts_name(words, start) or words[start].text in ("جميع", "كل")):
        name = name_from(words, start)
        return Actor(name.start, min(name.end, mention.start)) if name is not None else None
    noun = PEOPLE.at(words, start) if start < mention.start else None
    lone = noun is not None and noun.value.count is Count.ONE and noun.end < mention.start
    if noun is not None and lone and cue.value.plain in _HITS and words[mention.start].text[0] != "و":
        return Actor(start, noun.end)  # «أصاب رجل ثلاثة من المارة»: only the passive is of the harmed
    if noun is not None and (noun.value.agent or _kills(noun, mention)):
        return Actor(start, noun.end)
    if cue.joined:
        return None
    before = mention.cue - 1
    while before > 0 and words[before].text == '"':
        before -= 1
    if before >= 0 and words[before].text in THEIRS:
        return speaker(words, before)
    return name_before(words, mention.cue)
