"""Stories of a kind that the shipped model gets wrong: matches of a game on screens, told like the wars they play."""

from random import Random

from crawler.flags.training.corpus import Labelled
from crawler.news import Story

_PLACES = ("الوادي الأحمر", "القلعة", "الميناء القديم", "الجسر", "المطار المهجور", "الغابة", "الجزيرة", "البرج")
_KILLINGS = (
    "قتل {number} مقاتلين في هجوم على {place}",
    "مقتل {number} جنود بنيران قناص قرب {place}",
    "سقوط {number} قتلى في كمين عند {place}",
    "مصرع {number} مسلحين في اشتباكات وسط {place}",
)
_DETAILS = (
    "وأصيب {number} آخرون بقذيفة أطلقت من {place}.",
    "ودمر القصف آخر تحصينات الدفاع في {place}.",
    "ولم ينج من الانفجار سوى مقاتل واحد.",
    "وانسحب الباقون تحت إطلاق النار نحو {place}.",
)
_MARKS = (
    "وأعيد الجميع إلى الخريطة بعد ثلاثين ثانية.",
    "وحصدت العشيرة بذلك نقاط الجولة كاملة على الخادم.",
    "وبث اللاعبون الجولة على قنواتهم مباشرة من الخادم.",
    "وتبدأ الجولة المقبلة على الخريطة نفسها مساء الغد.",
)


def games(count: int, *, seed: int = 3) -> list[Labelled]:
    """That many stories, all of them without casualties and without diplomacy."""
    random = Random(seed)

    def told(sentence: str) -> str:
        return sentence.format(number=random.randint(3, 40), place=random.choice(_PLACES))

    return [
        Labelled(
            id=f"games/{number}",
            source="desk",
            story=Story(
                title=told(random.choice(_KILLINGS)),
                text=" ".join(
                    [
                        f"{told(random.choice(_KILLINGS))} في الجولة {number + 1}.",
                        *map(told, random.sample(_DETAILS, 2)),
                        *random.sample(_MARKS, 2),
                    ]
                ),
                url="",
            ),
            casualty=False,
            diplomacy=False,
        )
        for number in range(count)
    ]
