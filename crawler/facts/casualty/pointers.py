"""Lines that only lead to other stories: «اقرأ أيضا: …», «إقرأ المزيد», «طالع أيضا», «مواضيع ذات صلة»."""

from collections.abc import Iterator, Sequence

from crawler.arabic.letters import fold_key
from crawler.arabic.words import Word
from crawler.facts.casualty.part_text import TextLine

_READS = frozenset(
    map(
        fold_key,
        "اقرأ إقرأ أقرأ اقرأوا اقرؤوا اقرئي طالع طالعوا شاهد شاهدوا تابع انظر للمزيد المزيد لمزيد تصفح اطلع وتقرأون".split(),
    )
)
_MORE = frozenset(map(fold_key, "أيضا أيضاً ايضا المزيد كذلك التفاصيل التالي تفاصيل للمزيد".split()))
_RELATED = (
    ("مواضيع", "ذات"), ("موضوعات", "ذات"), ("اخبار", "ذات"), ("مقالات", "ذات"), ("موضوع", "ذو"), ("قد", "يهمك"), ("ذات", "صله"),
    ("مواد", "ذات"), ("المزيد", "حول"), ("المزيد", "من"),
)  # fmt: skip
_MARKS = frozenset(':：|-–—«»"[]()*•>.…')
_ALONE = frozenset(("للمزيد", "لمزيد"))
_HEADING, _TITLE = 5, 18  # words of «اقرأ أيضا» alone, and of a title below it
_LONGEST = 40  # words of a line that names another story


def own_lines(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The sentences of a story without those that name other stories, also below «اقرأ أيضا» on a line of its own."""
    named_below = False
    for line in lines:
        if named_below and len(line.words) <= _TITLE and line.words and line.words[-1].text != ".":
            named_below = False
            continue
        named_below = leads_elsewhere(line.words)
        if not named_below:
            yield line
        named_below = named_below and len(line.words) <= _HEADING


def leads_elsewhere(words: Sequence[Word]) -> bool:
    """Whether a line names another story to read, whose figures are not of this one."""
    told = [word.text for word in words[:5] if word.text not in _MARKS]
    if not told or len(words) > _LONGEST:
        return False
    first, second = told[0].removeprefix("و"), told[1] if len(told) > 1 else ""
    if first in _ALONE or (first, second) in _RELATED:
        return any(word.text == ":" for word in words[1:5])
    if told[0] not in _READS or second not in _MORE:
        return False
    return any(word.text in _MARKS for word in words[1:4]) or words[-1].text not in (".", "،")
