"""Verbs that are joined to one before them and share its «قد»: «قد يودي بحياة المئات، ويجرح الآلاف، ويشرد مليونين»."""

from collections.abc import Sequence

from crawler.arabic.words import Word
from crawler.facts.casualty.cues import CUES, CueKind

_REACH = 34  # words from what may be to what is joined to it
_TELLING = (CueKind.VERB, CueKind.FALL, CueKind.OPENS)
_LASTING = frozenset(
    "ويرقد وترقد ويرقدون ويقبع وتقبع ويعالج ويتلقي وتتلقي ويوجد وتوجد ويعاني وتعاني ويبلغ وتبلغ".split()
)
_TURNS = frozenset(
    "فيما بينما لكن لكنه لكنها ولكن غير الا بيد اذ حيث بعد بعدما عقب منذ كان كانت وكان وكانت الذي التي الذين اسفر اسفرت ادي ادت وقال وقالت واضاف واضافت".split()
)
_DAILY = frozenset("يوميا شهريا سنويا اسبوعيا حاليا الان يوم".split())


def goes_on_imperfect(words: Sequence[Word], start: int, verb: int) -> bool:
    """Whether «و» and a verb of what is not over stand at a word, and only such clauses between it and a place before."""
    first = words[verb].text
    if first[:2] not in ("وي", "وت") or first in _LASTING or not 0 <= verb - start <= _REACH:
        return False
    cue = CUES.at(words, verb)
    if cue is None or cue.prefix != "و" or cue.value.kind not in _TELLING:
        return False
    for at in range(start, verb):
        text = words[at].text
        if words[at].is_sign and text not in ("،", '"', "(", ")", "%"):
            return False
        if text in _TURNS or (text == "،" and words[at + 1].text[:2] not in ("وي", "وت")):
            return False
    return not any(word.text in _DAILY for word in words[verb : verb + 8])
