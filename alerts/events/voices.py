"""Who vouches for a figure: an authority that reports name alike is one voice, whatever the number of outlets; pure.

«وزارة الصحة» of one outlet and «وزارة الصحة في غزة» of another are one voice within one happening, and so are «وزارة
الصحة العامة اللبنانية» and «وزارة الصحة اللبنانية». «مصدر طبي» is somebody else in every report, and no voice of its
own.
"""

from collections.abc import Iterable

from crawler.arabic.letters import fold_key

_LEAST = 2  # words that two names of one authority have to share: «الجيش» alone may be any army

_PUBLIC_HEALTH = ("الصحه", "العامه")  # the second word is left out by half of the outlets

# Folded first words, without the article, of attributions that name nobody.
_NOBODY = frozenset(
    "مصدر مصدران مصدرين مصادر شاهد شاهدان شهود عيان سكان ساكن اهالي اهل جيران مواطن مواطنون مواطنين ناج ناجون ناجين "
    "قريب اقارب ذوو ذوي ناشط ناشطه ناشطون ناشطين نشطاء مسوول مسووله مسوولان مسوولون مسوولين سلطات ضابط جندي خبير "
    "خبراء طبيب اطباء مسعف مسعفون مسعفين ممرض عامل عمال موظف وسايل تقارير تقرير اعلام انباء صحف مواقع "
    "مراسل مراسلنا مراسلتنا مراسلون مراسلين".split()
)


def named_voices(attributions: Iterable[str | None]) -> dict[str, str]:
    """For each attribution that names somebody the key of that voice; the shortest name of an authority is its key."""
    keys = {one: key for one in attributions if one and (key := _key(one))}
    shortest: list[tuple[str, ...]] = []
    for key in sorted(set(keys.values()), key=lambda key: (len(key), key)):
        if not any(_names(known, key) for known in shortest):
            shortest.append(key)
    return {one: " ".join(next(known for known in shortest if _names(known, key))) for one, key in keys.items()}


def _key(attribution: str) -> tuple[str, ...]:
    words = "".join(c if c.isalnum() else " " for c in fold_key(attribution)).split()
    if not words or words[0].removeprefix("ال") in _NOBODY:
        return ()
    return tuple(word for before, word in zip(["", *words], words, strict=False) if (before, word) != _PUBLIC_HEALTH)


def _names(short: tuple[str, ...], key: tuple[str, ...]) -> bool:
    return short == key or (len(short) >= _LEAST and key[: len(short)] == short)
