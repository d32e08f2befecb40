"""Stories made of a few sentences of our own, with labels: enough to see whether something was learnt from them."""

from random import Random

from crawler.flags.training.corpus import Labelled
from crawler.news import Story

_PLACES = ("العاصمة", "الميناء", "الجنوب", "الشمال", "المدينة", "الريف", "الساحل", "الحي", "الجبل", "الوادي")
_VICTIMS = ("قتل خمسة أشخاص في {}", "سقوط جرحى و ضحايا في {}", "مصرع طفل في انهيار مبنى في {}", "قتيل و جرحى قرب {}")
_DEALINGS = (
    "التقى وزير الخارجية سفيرا في {}",
    "قمة و مباحثات في {}",
    "استدعى وزير سفيرا في {}",
    "اتفاق بين بلدين في {}",
)
_OTHERS = ("افتتح معرض الكتاب في {}", "فاز الفريق بالمباراة في {}", "هطلت أمطار على {}", "ارتفعت الأسعار في {}")


def toy_stories(count: int = 120, *, seed: int = 3) -> list[Labelled]:
    """Stories about victims, dealings, both and neither in turn; every tenth leaves its second label open."""
    random = Random(seed)
    return [_story(number, random) for number in range(count)]


def _story(number: int, random: Random) -> Labelled:
    casualty, diplomacy = bool(number & 1), bool(number & 2)
    told = [*([random.choice(_VICTIMS)] if casualty else []), *([random.choice(_DEALINGS)] if diplomacy else [])]
    random.shuffle(told)
    sentences = [*told, *random.sample(_OTHERS, 4 - len(told))]
    title, *text = [sentence.format(random.choice(_PLACES)) for sentence in sentences]
    return Labelled(
        id=f"toy/{number}",
        source="toy",
        story=Story(title=title, text=f"{' . '.join(text)} . {number}", url=""),
        casualty=casualty,
        diplomacy=None if number % 10 == 9 else diplomacy,
    )
