"""Whether a word that forbids the reading of a cue («unless» in cues.tsv) is what the cue is done to."""

from collections.abc import Sequence

from crawler.arabic.words import Word

_REACH = 5  # words
_WHEN = frozenset(("قبل", "بعد", "خلال", "اثناء", "عقب", "في", "اثر", "منذ", "قبيل", "غداه"))


def is_done_to_no_body(words: Sequence[Word], plain: str, index: int, forbidding: frozenset[str]) -> bool:
    """«قتل المباراة», «خطف الأضواء»; but «قتل مشجعان قبل المباراة»."""
    kills = plain.lstrip("يت").startswith("قتل")
    for at in range(index, min(index + _REACH, len(words))):
        if words[at].text in forbidding and not (kills and at > index and words[at - 1].text in _WHEN):
            return True
    return False
