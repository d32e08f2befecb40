"""A doer's name as a headline can hold it: without what the text around it left there, or a side's epithets."""

from alerts.text.bidi import one_line

_MOST_WORDS = 6  # a longer one has caught more than a name
_POINTING = frozenset({"هذه", "هذا", "هؤلاء", "تلك", "ذلك", "أولئك"})
_EPITHETS = frozenset({"الإرهابي", "الارهابي", "الإرهابية", "الارهابية", "الإجرامي", "الاجرامي", "الإجرامية", "المجرم"})
# By themselves these are no names: whose they are is not said.
_WHOSE = frozenset(
    {"وحدات", "الوحدات", "قوة", "القوة", "قوات", "القوات", "عناصر", "العناصر", "تنظيم", "التنظيم", "جماعة", "الجماعة"}
)


def doer_name(actor: str | None) -> str | None:
    """The name, or None where there is none that one could say."""
    if actor is None:
        return None
    words = [word for word in one_line(actor, 200).split(" ") if word and word not in _EPITHETS]
    if words and words[0].startswith("لل"):
        words[0] = "ال" + words[0][2:]  # «للتحالف»
    if words and words[0].startswith("و") and words[0][1:] in _WHOSE:
        words[0] = words[0][1:]  # «وعناصر»
    end = next((at for at, word in enumerate(words) if at and word.startswith("لل")), len(words))
    words = words[:end]
    if not words or len(words) > _MOST_WORDS or words[0] in _POINTING or (len(words) == 1 and words[0] in _WHOSE):
        return None
    return " ".join(words)
