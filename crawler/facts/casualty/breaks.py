"""Where one clause of a sentence gives way to another with happenings of its own («فيما …», «بينما …»)."""

from collections.abc import Sequence

from crawler.arabic.words import Word

_BREAKS = frozenset(("فيما", "بينما", "وبينما", "اما", "لكن"))
_AFTER_COMMA = frozenset(("كما", "وفي", "واما", "وان"))
_MAY_BREAK = _BREAKS | _AFTER_COMMA | {"غير", "حين"}


def breaks_at(words: Sequence[Word], at: int) -> bool:
    """Whether another clause begins at a word."""
    text = words[at].text
    if text in _BREAKS:
        return True
    before = words[at - 1].text if at else ""
    if text == "غير":  # «غير أن», but «غير نظاميين»
        return at + 1 < len(words) and words[at + 1].text == "ان"
    return (text in _AFTER_COMMA and before == "،") or (text == "حين" and before == "في")


def break_positions(words: Sequence[Word]) -> tuple[int, ...]:
    """The words at which further clauses begin."""
    return tuple(at for at in range(1, len(words)) if breaks_at(words, at))


def breaks_between(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether another clause begins at one of words[start:end]."""
    # Most stretches hold none of the few words that could break them, which one look-up of a set tells.
    stretch = words[max(start, 1) : end]
    if _MAY_BREAK.isdisjoint([word.text for word in stretch]):
        return False
    return any(breaks_at(words, at) for at in range(max(start, 1), min(end, len(words))))
